"""Whether a piece of foreign markup may stand in a record, and the one form in which it does."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from engross.schema.verdict import judge
from engross.xml import canonical_fragment

_META = "".join(
    f'<FRBR{level}><FRBRthis value=""/><FRBRuri value=""/><FRBRdate date="0001-01-01" name=""/><FRBRauthor href=""/>'
    f"{more}</FRBR{level}>"
    for level, more in (
        ("Work", '<FRBRcountry value=""/>'),
        ("Expression", '<FRBRlanguage language=""/>'),
        ("Manifestation", ""),
    )
)
_BEFORE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">'
    f'<doc name=""><meta><identification source="">{_META}</identification></meta><mainBody>'
)
# The smallest record around each place where foreign markup may stand.
_PLACES = {
    "inline": (f"{_BEFORE}<p>", "</p></mainBody></doc></akomaNtoso>"),
    "block": (f"{_BEFORE}<table><tr><td>", "</td></tr></table></mainBody></doc></akomaNtoso>"),
    "mainBody": (_BEFORE, "</mainBody></doc></akomaNtoso>"),
}


class Fragment(NamedTuple):
    """Foreign markup in its one form, and the text that a reader of it sees."""

    xml: str
    text: str


@lru_cache(maxsize=256)
def holds(place: str, xml: str) -> Fragment | None:
    """The element `xml` in canonical form (without eIds, which are given anew), if the official schema lets it stand
    in a `place`: "inline", "block" or "mainBody". None if it does not, or if `xml` is no well-formed element."""
    fragment = canonical_fragment(xml, within_line=place == "inline")
    if fragment is None:
        return None
    before, after = _PLACES[place]
    return None if judge(f"{before}{fragment[0]}{after}".encode()) else Fragment(*fragment)
