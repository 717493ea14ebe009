"""References to instruments known by their date: their IRIs, once it is known whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engross import references
from engross.recognise.inlines import Inlines
from engross.recognise.inlines_nesting import Found

if TYPE_CHECKING:
    from engross.recognise.metadata import Facts

AFTER = 120
"""Characters after the date within which "issued by …" may name the maker."""


def addressed(found: list[Found], inlines: Inlines, known: Facts) -> list[Found]:
    """What was found, the dated references with their IRIs: the maker is the body named beside them, else our own."""
    if not inlines.dated:
        return found
    instruments = {i.name: i for i in inlines.names.instruments}
    bodies = sorted(f for f in found if f.tag == "organization" and _issues(inlines, f.value))
    hrefs: dict[tuple[int, int], str] = {}
    home = known.home(inlines.entities)
    for dated in inlines.dated:
        end = dated.end
        line_end = inlines.text.find("\n", end)
        stop = min(end + AFTER, line_end if line_end >= 0 else len(inlines.text))
        between = [b for b in bodies if dated.after <= b.start < end]
        after = [b for b in bodies if end <= b.start < stop and _introduced(inlines.text[end : b.start])]
        makers = between or after
        country, actor = _home(inlines, makers[0].value) if makers else home
        kind = instruments[dated.kind]
        hrefs[dated.start, end] = references.dated(country, kind.form, kind.subtype, actor, dated.iso, kind.segment)
    return [
        f._replace(value=hrefs[f.start, f.end]) if f.tag == "ref" and not f.value and (f.start, f.end) in hrefs else f
        for f in found
    ]


def _introduced(gap: str) -> bool:
    """Whether what lies between a date and a body makes it the body's: ", issued by the "."""
    words = gap.lower().split()
    return bool(words) and len(words) < 8 and any(w in BY for w in words) and "." not in gap and ";" not in gap


BY = frozenset(("by", "par", "por", "von", "from"))


def _issues(inlines: Inlines, key: str) -> bool:
    entity = inlines.entities.made.get(key)
    return entity is not None and "/int." in entity.href


def _home(inlines: Inlines, key: str) -> tuple[str, str]:
    """The country code and actor of a body, known or made of a known one ("OIC Group of Ambassadors")."""
    known = inlines.entities.of(key)
    if known:
        return known.country, known.actor
    href = inlines.entities.made[key].href.rpartition("/")[2]
    parts = href.split(".")
    for n in range(len(parts), 1, -1):
        parent = ".".join(parts[:n])
        for other in inlines.entities.known.values():
            if other.href == parent:
                return other.country, parts[-1]
    return "xx", parts[-1]
