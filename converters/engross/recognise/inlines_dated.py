"""References to instruments known by their date ("Joint Statement of 2 May 2025"): where they are, and their IRIs once
it is known whose they are."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from engross import references
from engross.languages.names import Instrument, Known, Names
from engross.languages.names.patterns import later
from engross.recognise.inlines_dates import Day
from engross.recognise.inlines_nesting import Found

if TYPE_CHECKING:
    from engross.recognise.inlines import Inlines
    from engross.recognise.metadata import Facts

LONGEST_GAP = 220
AFTER = 120
"""Characters after the date within which "issued by …" may name the maker."""


class Pending(NamedTuple):
    """The kind of an instrument named in the text, which a date may follow."""

    start: int
    end: int
    key: str


class DatedReference(NamedTuple):
    """A reference by date: where it is, the kind of what it cites, the date, and where the name of the kind ends."""

    start: int
    end: int
    kind: str
    iso: str
    after: int


class Dated:
    """Follows kinds of instruments and dates through a text and says which dates are references. `all` lists them."""

    def __init__(self, text: str, names: Names) -> None:
        wording = names.wording.dates
        self.text = text
        self.adjacent = later(wording.adjacent)
        self.distant = later(wording.distant)
        self.listed = later(wording.listed)
        self.all: list[DatedReference] = []
        self.pending: Pending | None = None

    def kind(self, start: int, end: int, key: str) -> None:
        """The name of a kind stands at text[start:end]."""
        self.pending = Pending(start, end, key)

    def around(self, day: Day) -> int:
        """Where the reference begins that a date ends: at the name of its kind right before it, at the date itself
        when several instruments are cited by their dates; -1 when it is no reference."""
        last = self.all[-1] if self.all else None
        if last and last.end <= day.start <= last.end + 30 and self.listed.fullmatch(self.text, last.end, day.start):
            return self._add(day.start, day, last.kind, last.after)
        pending = self.pending
        if pending is None or not 0 <= day.start - pending.end <= LONGEST_GAP:
            return -1
        gap = self.text[pending.end : day.start]
        if "\n" in gap or ";" in gap or ". " in gap:
            return -1
        if self.adjacent.fullmatch(gap):
            self.pending = None
            return self._add(pending.start, day, pending.key, pending.end)
        # of one instrument, a date further on may be that of anything
        if self.text[pending.end - 1] in "sS" and self.distant.search(gap):
            return self._add(day.start, day, pending.key, pending.end)
        return -1

    def _add(self, start: int, day: Day, kind: str, after: int) -> int:
        self.all.append(DatedReference(start, day.end, kind, day.iso, after))
        return start


def addressed(found: list[Found], inlines: Inlines, known: Facts) -> list[Found]:
    """What was found, the dated references with their IRIs: the maker is the body named beside them, else our own."""
    if not inlines.dated.all:
        return found
    makers = Makers(found, inlines)
    instruments = inlines.names.tool(_by_name)
    own = known.home(inlines.entities)
    hrefs: dict[tuple[int, int], str] = {}
    for dated in inlines.dated.all:
        country, actor = makers.of(dated) or own
        kind = instruments[dated.kind]
        hrefs[dated.start, dated.end] = references.dated(
            country, kind.form, kind.subtype, actor, dated.iso, kind.segment
        )
    return [
        Found(f.start, f.end, f.tag, hrefs[f.start, f.end], f.entity)
        if f.tag == "ref" and not f.value and (f.start, f.end) in hrefs
        else f
        for f in found
    ]


class Makers:
    """The bodies named in a text that may have made the instruments cited beside them."""

    def __init__(self, found: list[Found], inlines: Inlines) -> None:
        self.text = inlines.text
        self.entities = inlines.entities
        self.bodies = [f for f in found if f.tag == "organization" and self._issues(f.value)]
        self.starts = [f.start for f in self.bodies]
        self.by_href = inlines.names.tool(_by_href)
        self.homes: dict[str, tuple[str, str]] = {}

    def of(self, dated: DatedReference) -> tuple[str, str] | None:
        """The country code and actor of the body between the name of a kind and its date, or after "issued by"; None
        when no body is named there."""
        for body in self._between(dated.after, dated.end):
            return self._home(body.value)
        line_end = self.text.find("\n", dated.end)
        stop = min(dated.end + AFTER, line_end if line_end >= 0 else len(self.text))
        for body in self._between(dated.end, stop):
            if _introduced(self.text[dated.end : body.start]):
                return self._home(body.value)
        return None

    def _between(self, start: int, end: int) -> list[Found]:
        first = bisect_left(self.starts, start)
        return self.bodies[first : bisect_left(self.starts, end, first)]

    def _issues(self, key: str) -> bool:
        entity = self.entities.made.get(key)
        return entity is not None and "/int." in entity.href

    def _home(self, key: str) -> tuple[str, str]:
        """The home of a body, known or made of a known one ("OIC Group of Ambassadors")."""
        found = self.homes.get(key)
        if found is None:
            found = self.homes[key] = self._looked_up(key)
        return found

    def _looked_up(self, key: str) -> tuple[str, str]:
        known = self.entities.of(key)
        if known:
            return known.country, known.actor
        parts = self.entities.made[key].href.rpartition("/")[2].split(".")
        for n in range(len(parts), 1, -1):
            parent = self.by_href.get(".".join(parts[:n]))
            if parent:
                return parent.country, parts[-1]
        return "xx", parts[-1]


def _by_name(names: Names) -> dict[str, Instrument]:
    """The kinds of instrument of a language by their names."""
    return {i.name: i for i in names.instruments}


def _by_href(names: Names) -> dict[str, Known]:
    """The entities of a language by the ends of their IRIs."""
    return {known.href: known for known in reversed(names.entities.values())}


def _introduced(gap: str) -> bool:
    """Whether what lies between a date and a body makes it the body's: ", issued by the "."""
    words = gap.lower().split()
    return bool(words) and len(words) < 8 and any(w in BY for w in words) and "." not in gap and ";" not in gap


BY = frozenset(("by", "par", "por", "von", "from"))
