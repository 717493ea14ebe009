"""The words of a line while they are read: white space made single, with the emphasis, links and calls that lie on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import structs

from engross.model import EmphasisKind
from engross.recognise.sheet import Call, Emphasized, Line, Link

BREAKING = "\u00ad\u200b\u2060\ufeff"
UNSEEN = dict.fromkeys(map(ord, BREAKING))
"""Characters that only say where a line may be broken."""


class Run(NamedTuple):
    """Words between two line ends of a block. Offsets count in `text`."""

    text: str
    emphasis: tuple[Emphasized, ...]
    links: tuple[Link, ...]
    calls: tuple[Call, ...]
    breaks: tuple[int, ...] = ()


class Words:
    """Takes text, line breaks and the edges of inlines; gives runs."""

    def __init__(self) -> None:
        self.open: list[tuple[EmphasisKind, str, int]] = []
        """Inlines that are open (their kind and the address of a link), and where in the words they begin."""
        self._fresh()

    def _fresh(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.space = False
        self.cuts: list[int] = []
        self.emphasis: list[Emphasized] = []
        self.links: list[Link] = []
        self.marks: list[Call] = []

    def add(self, text: str) -> None:
        """Words as they stand in the file."""
        if not text.isascii() and any(c in text for c in BREAKING):
            text = text.translate(UNSEEN)
        words = text.split()
        if not words:
            self.space = self.space or bool(text)
            return
        if self.size and (self.space or text[0].isspace()):
            self.parts.append(" ")
            self.size += 1
        joined = " ".join(words)
        self.parts.append(joined)
        self.size += len(joined)
        self.space = text[-1].isspace()

    def cut(self) -> bool:
        """A line break; whether it is the second of two, and so the end of a paragraph."""
        self.space = True
        if not self.size:
            return False
        if self.cuts and self.cuts[-1] == self.size:
            return True
        self.cuts.append(self.size)
        return False

    def call(self, call: Call) -> None:
        """A note is called here."""
        self.marks.append(call._replace(at=self.size))

    def begin(self, kind: EmphasisKind, href: str = "") -> None:
        """An inline opens; a link when `href` is given."""
        self.open.append((kind, href, self.size + (self.space and self.size > 0)))

    def end(self) -> None:
        """The inline that opened last ends."""
        kind, href, start = self.open.pop()
        self._lay(kind, href, start)

    def _lay(self, kind: EmphasisKind, href: str, start: int) -> None:
        if start < self.size:
            if href:
                self.links.append(Link(start, self.size, href))
            else:
                self.emphasis.append(Emphasized(start, self.size, kind))

    def text(self) -> str:
        """The words so far."""
        return "".join(self.parts)

    def take(self) -> list[Run]:
        """The runs between line breaks, none of them empty (but one, when only a note is called); begins anew."""
        for kind, href, start in self.open:
            self._lay(kind, href, start)
        self.open = [(kind, href, 0) for kind, href, _ in self.open]
        text = "".join(self.parts)
        cuts = [c for c in self.cuts if c < self.size]
        if not cuts:
            runs = [Run(text, tuple(self.emphasis), tuple(self.links), tuple(self.marks))] if text or self.marks else []
        else:
            runs = self._runs(text, cuts)
        self._fresh()
        return runs

    def _runs(self, text: str, cuts: list[int]) -> list[Run]:
        edges = [0, *cuts, self.size]
        count = len(edges) - 1
        begins = [edge + (text[edge : edge + 1] == " ") for edge in edges]
        emphasis: list[list[Emphasized]] = [[] for _ in range(count)]
        links: list[list[Link]] = [[] for _ in range(count)]
        calls: list[list[Call]] = [[] for _ in range(count)]
        for e in self.emphasis:
            for n, start, end in self._parts(e.start, e.end, edges, begins):
                emphasis[n].append(Emphasized(start, end, e.kind))
        for a in self.links:
            for n, start, end in self._parts(a.start, a.end, edges, begins):
                links[n].append(Link(start, end, a.href))
        for c in self.marks:
            n = max(0, bisect_left(edges, c.at) - 1)
            calls[n].append(c._replace(at=max(c.at - begins[n], 0)))
        return [
            Run(text[begins[n] : edges[n + 1]], tuple(emphasis[n]), tuple(links[n]), tuple(calls[n]))
            for n in range(count)
        ]

    @staticmethod
    def _parts(start: int, end: int, edges: list[int], begins: list[int]) -> Iterator[tuple[int, int, int]]:
        """The runs that characters start … end lie in, and which of their characters they are."""
        n = bisect_right(edges, start) - 1
        while n < len(edges) - 1 and begins[n] < end:
            first, last = max(start, begins[n]) - begins[n], min(end, edges[n + 1]) - begins[n]
            if first < last:
                yield n, first, last
            n += 1


def joined(runs: Sequence[Run]) -> Run:
    """Runs as one, the breaks between them spaces. There is at least one."""
    if len(runs) == 1:
        return runs[0]
    shift = 0
    emphasis: list[Emphasized] = []
    links: list[Link] = []
    calls: list[Call] = []
    breaks: list[int] = []
    for run in runs:
        if shift:
            breaks.append(shift - 1)
        emphasis += [Emphasized(e.start + shift, e.end + shift, e.kind) for e in run.emphasis]
        links += [Link(a.start + shift, a.end + shift, a.href) for a in run.links]
        calls += [c._replace(at=c.at + shift) for c in run.calls]
        breaks += [b + shift for b in run.breaks]
        shift += len(run.text) + 1
    return Run(" ".join([run.text for run in runs]), tuple(emphasis), tuple(links), tuple(calls), tuple(breaks))


def without(line: Line, cut: int) -> Line:
    """A line without its first characters."""
    return structs.replace(
        line,
        text=line.text[cut:],
        emphasis=tuple(e._replace(start=max(0, e.start - cut), end=e.end - cut) for e in line.emphasis if e.end > cut),
        links=tuple(a._replace(start=max(0, a.start - cut), end=a.end - cut) for a in line.links if a.end > cut),
        calls=tuple(c._replace(at=max(0, c.at - cut)) for c in line.calls),
        breaks=tuple(b - cut for b in line.breaks if b >= cut),
    )
