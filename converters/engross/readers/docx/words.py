"""The words of one paragraph while they are gathered, and the lines that they make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import structs

from engross.model import EmphasisKind
from engross.recognise import series
from engross.recognise.sheet import Call, Emphasized, Line, Link

Kinds = tuple[EmphasisKind, ...]
SHORT = 70
"""Characters up to which a part between line breaks may be a line of its own."""
STOPS = ".;:。；：؛"


class Segment(NamedTuple):
    """Words between two line breaks, white space single, and what lies on them."""

    text: str
    emphasis: tuple[Emphasized, ...]
    links: tuple[Link, ...]
    calls: tuple[Call, ...]
    breaks: tuple[int, ...]


class Words:
    """Gathers the words of a paragraph; a line break parts its segments."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, Kinds, str] | Call | None] = []

    def add(self, text: str, kinds: Kinds, href: str) -> None:
        """Words with their emphasis, and where they lead ("": nowhere)."""
        self.parts.append((text, kinds, href))

    def call(self, call: Call) -> None:
        """The call of a note; its offset is set later."""
        self.parts.append(call)

    def break_(self) -> None:
        """A line break."""
        self.parts.append(None)

    def segments(self) -> list[Segment]:
        """What stands between the breaks, in order; one segment at least."""
        out: list[Segment] = []
        run: list[tuple[str, Kinds, str] | Call] = []
        for part in self.parts:
            if part is None:
                out.append(_segment(run))
                run = []
            else:
                run.append(part)
        out.append(_segment(run))
        return out


class _Run:
    """Characters under one emphasis (`kind`) or one link (`href`), while they go on."""

    __slots__ = ("end", "href", "kind", "start")

    def __init__(self, kind: EmphasisKind | None, href: str, start: int) -> None:
        self.kind = kind
        self.href = href
        self.start = self.end = start


def _segment(parts: Sequence[tuple[str, Kinds, str] | Call]) -> Segment:
    if not parts:
        return Segment("", (), (), (), ())
    out: list[str] = []
    size = 0
    spaced = True
    runs: list[_Run] = []
    open_: dict[tuple[EmphasisKind | None, str], _Run] = {}
    calls: list[tuple[int, Call]] = []
    for part in parts:
        if isinstance(part, Call):
            calls.append((size, part))
            continue
        text, kinds, href = part
        words = " ".join(text.split())
        if text[:1].isspace() and not spaced:
            out.append(" ")
            size += 1
            spaced = True
        start = size
        if words:
            out.append(words)
            size += len(words)
            spaced = False
            if text[-1].isspace():
                out.append(" ")
                size += 1
                spaced = True
        else:
            continue
        end = start + len(words)
        keys: list[tuple[EmphasisKind | None, str]] = [(kind, "") for kind in kinds]
        if href:
            keys.append((None, href))
        now = {}
        for key in keys:
            run = open_.get(key)
            if run is None:
                run = _Run(*key, start)
                runs.append(run)
            run.end = end
            now[key] = run
        open_ = now
    text = "".join(out)
    if spaced and text:
        text = text[:-1]
    emphasis = tuple([Emphasized(run.start, run.end, run.kind) for run in runs if run.kind])
    links = tuple([Link(run.start, run.end, run.href) for run in runs if run.href])
    placed = tuple([call._replace(at=_before_space(text, at)) for at, call in calls])
    return Segment(text, emphasis, links, placed, ())


def _before_space(text: str, at: int) -> int:
    at = min(at, len(text))
    return at - 1 if at and text[at - 1] == " " else at


def joined(segments: Sequence[Segment], apart: bool) -> list[Segment]:
    """The lines that the segments of a paragraph are. A break is one of the text, unless it parts lines that only share
    a paragraph: all short and `apart` (set in the middle, without a number), around an empty one, after a stop,
    or before a number."""
    if len(segments) == 1:
        return list(segments)
    short = apart and all(len(segment.text) < SHORT for segment in segments)
    out: list[Segment] = []
    parted = True
    for segment in segments:
        if not segment.text and not segment.calls:
            parted = True
            continue
        above = out[-1] if out else None
        if above is None or parted or short or above.text[-1:] in STOPS or series.read(0, segment.text) is not None:
            out.append(segment)
        else:
            out[-1] = _with_break(above, segment)
        parted = False
    return out or [segments[0]]


def _with_break(above: Segment, below: Segment) -> Segment:
    at = len(above.text)
    by = at + 1
    return Segment(
        f"{above.text} {below.text}",
        above.emphasis + tuple([Emphasized(e.start + by, e.end + by, e.kind) for e in below.emphasis]),
        above.links + tuple([Link(a.start + by, a.end + by, a.href) for a in below.links]),
        above.calls + tuple([c._replace(at=c.at + by) for c in below.calls]),
        (*above.breaks, at),
    )


def without(line: Line, opening: str) -> Line:
    """A line without the characters that open it."""
    if not opening or not line.text.startswith(opening):
        return line
    rest = line.text[len(opening) :].lstrip()
    by = len(line.text) - len(rest)
    return structs.replace(
        line,
        text=rest,
        emphasis=tuple([Emphasized(max(0, e.start - by), e.end - by, e.kind) for e in line.emphasis if e.end > by]),
        links=tuple([Link(max(0, a.start - by), a.end - by, a.href) for a in line.links if a.end > by]),
        calls=tuple([c._replace(at=max(0, c.at - by)) for c in line.calls]),
        breaks=tuple([b - by for b in line.breaks if b >= by]),
    )
