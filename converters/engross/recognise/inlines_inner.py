"""Inner references ("paragraph 4 above", "annex II", "article 12 (b)"): links only to parts that are there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from engross import references
from engross.identity import number_part
from engross.languages.names import Names
from engross.languages.names.patterns import later
from engross.recognise.annexes import number_of

if TYPE_CHECKING:
    from engross.recognise.pieces import Piece

NUMBER = later(
    r"(?P<n>\d{1,3}(?:\s?(?:bis|ter|quater))?|[IVX]{1,5}(?![\w])|[A-H](?![\w’']))(?P<sub>(?:\s?\((?:[a-z]{1,3}|\d{1,2})\))*)(?![\w/])"
)
SUB = later(r"\(([a-z]{1,3}|\d{1,2})\)")
WORD_END = later(r"\s+")
REACH = 60


class Inner(NamedTuple):
    """An inner reference as it stands in a text."""

    start: int
    end: int
    href: str


class Targets:
    """The eIds of clauses, articles and annexes, from their pieces; a number that stands twice is no target."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.known: dict[str, str] = {}
        self.twice: set[str] = set()
        self.annex = ""
        parent, annexes, inner = "", 0, False
        for piece in pieces:
            if piece.role == "annex":
                annexes += 1
                inner = True
                self._annex(piece.text, annexes)
            if inner or piece.role not in ("clause", "item") or piece.number is None:
                continue
            number = number_part(piece.number.printed)
            if piece.number.style == "art":
                key, eid = f"article {number}", f"art_{number}"
                parent = eid
            elif piece.level == 1:
                key, eid = f"paragraph {number}", f"para_{number}"
                parent = eid
            elif piece.level == 2 and parent:
                key, eid = f"{parent} {number}", f"{parent}__list_1__point_{number}"
            else:
                continue
            if key in self.known:
                self.twice.add(key)
            self.known[key] = eid
        for key in self.twice:
            del self.known[key]
        self.annexes = annexes

    def _annex(self, heading: str, ordinal: int) -> None:
        words = heading.split()
        mark = words[1].strip(".:,–—-") if len(words) > 1 else ""
        value = references.roman(mark) if mark.isupper() else int(mark) if mark.isdecimal() else 0
        if not value and len(mark) == 1 and mark.isalpha() and mark.isupper():
            value = ord(mark) - 64
        self.annex = f"att_{number_part(number_of(heading)) or ordinal}"
        key = f"annex {mark if value else ''}".strip()
        if key in self.known:
            self.twice.add(key)
        self.known[key] = self.annex

    def find(self, kind: str, number: str, subs: str) -> str:
        """The eId of a part; "" when there is no such part. Of "4 (b)" the item counts, if it is there."""
        eid = self.known.get(f"{kind} {number_part(number)}" if number else kind, "")
        for sub in SUB.findall(subs) if eid else ():
            inner = self.known.get(f"{eid} {sub}")
            if inner is None:
                break
            eid = inner
        return eid


class InnerReferences:
    """Reads the inner references after a hit on "paragraph", "article" or "annex"."""

    def __init__(self, names: Names, pieces: Sequence[Piece]) -> None:
        wording = names.wording.inner
        self.ours = later(wording.ours)
        self.theirs = later(wording.theirs)
        self.glue = later(wording.glue)
        self.foreign = later(wording.foreign_before)
        self.pieces = pieces

    @cached_property
    def targets(self) -> Targets:
        """The parts of the text, looked for when the first reference wants one."""
        return Targets(self.pieces)

    def after(self, text: str, start: int, end: int, kind: str) -> Iterator[Inner]:
        """One reference a number; none at all when the words go on to another instrument ("paragraph 4 of resolution
        2254") or come from one ("resolution 2254, paragraph 4")."""
        if text[end : end + 1].isalnum() or (start and text[start - 1].isalnum()):
            return
        gap = WORD_END.match(text, end)
        found: list[tuple[int, int, str, str]] = []
        at = gap.end() if gap else end
        last = end
        while number := NUMBER.match(text, at):
            found.append((number.start(), number.end(), number["n"], number["sub"]))
            last = number.end()
            more = self.glue.match(text, last)
            if more is None:
                break
            at = more.end()
        stated = self.ours.match(text, last)
        if not stated and self.theirs.match(text, last):
            return
        if not stated and self.foreign.search(text, max(0, start - REACH), start):
            return
        if not found:
            if kind == "annex" and stated and self.targets.annexes == 1:
                yield Inner(start, end, f"#{self.targets.annex}")
            return
        for n, (a, b, number_, subs) in enumerate(found):
            eid = self.targets.find(kind, number_, subs)
            if eid:
                yield Inner(start if n == 0 else a, b, f"#{eid}")
