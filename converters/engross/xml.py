"""The one door to lxml: how Engross parses XML, safely, and what it says when it cannot."""

from __future__ import annotations

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
XML = "http://www.w3.org/XML/1998/namespace"
# Deeper trees overflow the C stack of libxml2's own recursive functions, and no instrument is nested so deep.
MAX_DEPTH = 2_000
