"""Emphasis, links, notes and breaks laid into one content, around or into the inlines that were found in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import structs

from engross.model import (
    Break,
    Content,
    Date,
    Emphasis,
    Inline,
    Lead,
    Mark,
    Mention,
    Note,
    OpaqueInline,
    Reference,
    content,
)

ORDER = ("a", "b", "i", "u", "sup", "sub")
Nested = Emphasis | Lead | Date | Reference | Mention | Mark
Kinds = frozenset[tuple[str, str]]
"""Emphasis ("i", "") and links ("a", their address)."""


class Range(NamedTuple):
    """Characters of a source under an emphasis (`kind`), or a link (kind "a") to `href`."""

    start: int
    end: int
    kind: str
    href: str


class Layer:
    """Ranges, notes and breaks laid into one content, from left to right."""

    def __init__(self, ranges: list[Range], calls: list[tuple[int, Note]], breaks: set[int]) -> None:
        self.ranges = ranges
        self.calls = sorted(calls, key=lambda call: call[0])
        self.next = 0
        self.breaks = breaks
        self.cuts = sorted({r.start for r in ranges} | {r.end for r in ranges} | {at for at, _ in calls} | breaks)
        self.under: list[Kinds] = [frozenset()]
        """What lies on the characters before the first cut, between each two, and after the last."""
        begin: dict[int, list[Range]] = {}
        for range_ in ranges:
            begin.setdefault(range_.start, []).append(range_)
        open_: list[Range] = []
        for cut in self.cuts:
            open_ = [r for r in open_ if r.end > cut] + begin.get(cut, [])
            self.under.append(frozenset([(r.kind, r.href) for r in open_]))

    def lay(self, inner: Content) -> Content:
        parts, end = self._level(inner, 0, frozenset(), linked=False)
        return content([*parts, *self._due(end)])

    def _due(self, at: int) -> list[Note]:
        """The notes called at or before an offset."""
        out = []
        while self.next < len(self.calls) and self.calls[self.next][0] <= at:
            out.append(self.calls[self.next][1])
            self.next += 1
        return out

    def _over(self, start: int, end: int, done: frozenset[str], linked: bool) -> tuple[tuple[str, str], ...]:
        """What lies over all the characters start to end, outermost first."""
        first, last = bisect_right(self.cuts, start), bisect_left(self.cuts, end)
        kinds = frozenset.intersection(*self.under[first : last + 1])
        if not kinds:
            return ()
        if linked or done:
            kinds = frozenset([k for k in kinds if k[0] not in done and not (linked and k[0] == "a")])
        return tuple(sorted(kinds, key=lambda kind: (ORDER.index(kind[0]), kind[1])))

    def _level(self, inner: Content, at: int, done: frozenset[str], linked: bool) -> tuple[list[Inline], int]:
        """The parts of a content that begins at an offset, and where it ends. `done` is what lies around it already."""
        flat: list[tuple[tuple[tuple[str, str], ...], Inline]] = []
        for part in inner:
            if isinstance(part, str):
                at = self._string(part, at, done, linked, flat)
            elif isinstance(part, Nested):
                flat += [((), note) for note in self._due(at)]
                at = self._nested(part, at, done, linked, flat)
            else:
                flat.append(((), part))
        return _grouped(flat), at

    def _string(
        self,
        text: str,
        at: int,
        done: frozenset[str],
        linked: bool,
        flat: list[tuple[tuple[tuple[str, str], ...], Inline]],
    ) -> int:
        end = at + len(text)
        first, last = bisect_right(self.cuts, at), bisect_left(self.cuts, end)
        edges = [at, *self.cuts[first:last], end]
        for start, stop in pairwise(edges):
            flat += [((), note) for note in self._due(start)]
            over = self._over(start, stop, done, linked)
            words = text[start - at : stop - at]
            if start in self.breaks and words[:1] == " ":
                flat.append((over, Break()))
                words = words[1:]
            if words:
                flat.append((over if not words.isspace() else (), words))
        return end

    def _nested(
        self,
        part: Nested,
        at: int,
        done: frozenset[str],
        linked: bool,
        flat: list[tuple[tuple[tuple[str, str], ...], Inline]],
    ) -> int:
        size = _size(part.content)
        over = () if isinstance(part, Lead) else self._over(at, at + size, done, linked)
        if isinstance(part, Reference):
            linked = True
        if any(kind == "a" for kind, _ in over) and _cites(part):
            over = tuple(kind for kind in over if kind[0] != "a")
            linked = True
        # Leads are italic wherever they are printed: that is no emphasis.
        inside = done | {kind for kind, _ in over} | ({"i"} if isinstance(part, Lead) else frozenset())
        linked = linked or any(kind == "a" for kind, _ in over)
        inner, end = self._level(part.content, at, inside, linked)
        flat.append((over, structs.replace(part, content=content(inner))))
        return end


def _cites(part: Nested) -> bool:
    if isinstance(part, Reference):
        return True
    return any(isinstance(inner, Nested) and _cites(inner) for inner in part.content)


def _size(inner: Content) -> int:
    out = 0
    for part in inner:
        if isinstance(part, str):
            out += len(part)
        elif isinstance(part, Nested):
            out += _size(part.content)
        elif isinstance(part, OpaqueInline):
            out += len(part.text)
    return out


def _grouped(flat: Sequence[tuple[tuple[tuple[str, str], ...], Inline]]) -> list[Inline]:
    """Neighbours under the same emphasis or link in one inline."""
    out: list[Inline] = []
    n = 0
    while n < len(flat):
        over, part = flat[n]
        if not over:
            out.append(part)
            n += 1
            continue
        kind = over[0]
        run = []
        while n < len(flat) and flat[n][0][:1] == (kind,):
            run.append((flat[n][0][1:], flat[n][1]))
            n += 1
        inner = content(_grouped(run))
        name, href = kind
        out.append(Reference(inner, href) if name == "a" else Emphasis(name, inner))  # type: ignore[arg-type]
    return out
