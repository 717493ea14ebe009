"""Words as they are set on a page, and the pieces that they make: runs of words on one baseline."""

from __future__ import annotations

import re
from typing import NamedTuple

from engross.readers.pdf.tags import Tag

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
SMALLER = 0.87
"""Size of a raised figure beside that of its word, at most."""
PARTED = 1.3
"""Space between words, in ems, from which they are different pieces of a line."""
RAISED = 0.65
"""How far above or below the line, in ems, a raised or lowered mark stands at most."""
ITALIC, BOLD, ARTIFACT = 1, 2, 4


class Mark(NamedTuple):
    """Characters of a piece that are set otherwise: "i", "b", or "sup" (small and raised)."""

    start: int
    end: int
    kind: str


class Piece(NamedTuple):
    """Words on one baseline. Places in points, from the side where reading begins and from the foot of the page; `first` is the
    width of the first word; `table` is the number of the table for which the piece stands, 0 for words; `turned`: the text does not run along the page; `aside`: the tags of the file call it an
    artifact, that is furniture."""

    text: str
    left: float
    right: float
    base: float
    size: float
    first: float
    marks: tuple[Mark, ...] = ()
    turned: bool = False
    aside: bool = False
    tag: Tag | None = None
    table: int = 0


class Rule(NamedTuple):
    """A line drawn on a page, level or upright, in points."""

    left: float
    low: float
    right: float
    high: float


class Page(NamedTuple):
    """A page, from 1, with its pieces in the order of its content. `scan`: what it shows is a picture; `rules` are the lines drawn on it; `sure`: how sure OCR
    is of its words, from 0 to 100, None where they are the file's own."""

    number: int
    width: float
    height: float
    pieces: list[Piece]
    scan: bool
    unknown: int
    rules: tuple[Rule, ...] = ()
    sure: float | None = None

    @property
    def place(self) -> str:
        """What a person looks for."""
        return f"page {self.number}" if self.sure is None else f"page {self.number} (OCR {self.sure:.0f}%)"


class Set(NamedTuple):
    """A word as it is set: its place in points from the left and the foot of the page, its style and angle; `glued`: no
    space stands before it; `breaks`: a line ends before it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    style: int = 0
    angle: int = 0
    glued: bool = False
    breaks: bool = False
    raised: bool = False
    tag: Tag | None = None


def from_right(pieces: list[Piece]) -> bool:
    """Whether a page is read from the right: it is looked at in a mirror then."""
    return 2 * sum(len(p.text) for p in pieces if RIGHT_TO_LEFT.search(p.text)) > sum(len(p.text) for p in pieces)


def mirrored(pieces: list[Piece], width: float) -> list[Piece]:
    """The pieces of a page of that width as they stand in a mirror."""
    return [piece._replace(left=width - piece.right, right=width - piece.left) for piece in pieces]


def pieces_of(words: list[Set]) -> list[Piece]:
    """Words that follow one another on a baseline, set together; text that runs otherwise than most is turned."""
    angles: dict[int, int] = {}
    for word in words:
        angles[word.angle] = angles.get(word.angle, 0) + len(word.text)
    main = max(angles, key=lambda a: (angles[a], -a)) if angles else 0
    if main % 90:
        main = 0
    out: list[Piece] = []
    run: list[Set] = []
    last: Set | None = None
    for word in words:
        if last is not None and not (_goes_on(last, word) or _follows(last, word)):
            out.append(_piece(run, main))
            run = []
        run.append(word)
        last = word
    if run:
        out.append(_piece(run, main))
    return out


def _goes_on(last: Set, word: Set) -> bool:
    """What most words do, and what is quickest told: stand close behind the last one, in the same dress."""
    return (
        word.base == last.base
        and word.size == last.size
        and word.style == last.style
        and word.angle == last.angle
        and word.tag is last.tag
        and 0 < word.left - last.right < word.size
    )


def _follows(last: Set, word: Set) -> bool:
    """Whether a word stands behind another, on its line."""
    size = max(last.size, word.size)
    if word.angle != last.angle or (word.style ^ last.style) & ARTIFACT:
        return False
    if word.tag is not last.tag and _cell(word.tag) != _cell(last.tag):
        return False
    if word.glued:
        return True
    apart = abs(word.base - last.base)
    if apart > RAISED * size or (apart > 0.1 * size and min(last.size, word.size) > SMALLER * size):
        return False
    gap = word.left - last.right
    if -0.6 * size < gap < PARTED * size:
        return True
    rtl = RIGHT_TO_LEFT.search(word.text) or RIGHT_TO_LEFT.search(last.text)
    return bool(rtl) and not word.breaks


def _cell(tag: Tag | None) -> tuple[int, int, int]:
    return (tag.table, tag.row, tag.column) if tag is not None else (0, 0, 0)


def _plain(run: list[Set], main: int) -> Piece:
    """Words of one size that nothing sets apart, as one piece."""
    one = run[0]
    return Piece(
        " ".join([word.text for word in run]),
        min([word.left for word in run]),
        max([word.right for word in run]),
        one.base,
        one.size,
        abs(one.right - one.left),
        (),
        one.angle != main,
        False,
        next((word.tag for word in run if word.tag is not None), None),
    )


def _piece(run: list[Set], main: int) -> Piece:
    """The words of a run as one piece; its line is that of its largest words."""
    dress = {(word.size, word.style, word.raised, word.glued) for word in run}
    if len(dress) == 1 and not (run[0].style or run[0].raised or run[0].glued):
        return _plain(run, main)
    size = max(word.size for word in run)
    base = next(word.base for word in run if word.size == size)
    parts: list[str] = []
    marks: list[Mark] = []
    at = 0
    for n, word in enumerate(run):
        if n and not word.glued:
            parts.append(" ")
            at += 1
        end = at + len(word.text)
        kind = "i" if word.style & ITALIC else "b" if word.style & BOLD else ""
        if word.raised or (word.size < SMALLER * size and word.base > base + 0.1 * size):
            kind = "sup"
        if kind:
            before = marks[-1] if marks else None
            if before and before.kind == kind and before.end >= at - 1 and kind != "sup":
                marks[-1] = Mark(before.start, end, kind)
            else:
                marks.append(Mark(at, end, kind))
        parts.append(word.text)
        at = end
    left, right = min(word.left for word in run), max(word.right for word in run)
    first = abs(run[0].right - run[0].left)
    return Piece(
        "".join(parts),
        left,
        right,
        base,
        size,
        first,
        tuple(marks),
        run[0].angle != main,
        bool(run[0].style & ARTIFACT),
        next((word.tag for word in run if word.tag is not None), None),
    )
