"""Text as WordprocessingML: escaping, and the one place that judges which characters a Word file can hold."""

from __future__ import annotations

import re

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# XML 1.0, 2.2: all but the characters of this class. The text of a part has no use for carriage returns either.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """`text` as the content of an element."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def attribute(text: str) -> str:
    """`text` as the value of an attribute, quotation marks included."""
    return '"' + escape(text).replace('"', "&quot;").replace("\n", " ").replace("\t", " ") + '"'


def part(xml: str) -> tuple[bytes, int]:
    """A part of the package, and how many characters were replaced because no XML file can hold them."""
    clean, bad = _FORBIDDEN.subn("\ufffd", xml)
    return (DECLARATION + clean).encode(), bad
