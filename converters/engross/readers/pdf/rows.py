"""Pieces of a page become rows in the order in which they are read: one column or two, with what crosses both between."""

from __future__ import annotations

import re
from typing import NamedTuple

from engross.readers.pdf.pieces import Mark, Page, Piece
from engross.readers.pdf.tags import Tag

TOUCHING = re.compile(r"(?:\((?:[a-z]{1,4}|\d{1,3})\)|\d{1,3}\.)(?=[^\W\d_a-z][^\W\d_])")
"""A number that touches the words behind it."""
LEVEL = 0.35
"""How far apart, in ems, the baselines of one row lie at most."""
FEWEST, FEWEST_KNOWN = 4, 1
"""Wide pieces on each side of a gutter; and where other pages of the file have one."""
APART, LONGEST_LABEL = 5.0, 5
"""Ems between two pieces of a row that have nothing to do with each other, where the first is no label."""
WIDE = 0.5
"""Share of a column from which a piece is running text."""
CROSSING = 0.35
"""Pieces that cross a gutter for one that stands beside it, at most."""
MIDDLE = (0.3, 0.7)
"""Where in the width of the text a gutter is looked for."""
STEP, MOST_STEPS = 6.0, 500
"""The steps of the search, in points: less than a gutter is wide; and how many there are at most."""


class Row(NamedTuple):
    """A line as it is printed. `area` names the column it stands in: pieces of one area follow one another down the
    page; `edges` are its left and right, `number` counts the rows of the page from 1; `table` is the number of the table for
    which it stands, 0 for words."""

    page: int
    number: int
    area: int
    column: int
    text: str
    left: float
    right: float
    base: float
    size: float
    first: float
    marks: tuple[Mark, ...]
    edges: tuple[float, float] = (0.0, 0.0)
    tag: Tag | None = None
    table: int = 0


def rows_of(page: Page, pieces: list[Piece], gutter: float, start: int = 1) -> list[Row]:
    """The rows of a page in reading order; `gutter` is 0 for one column."""
    out: list[Row] = []
    for area, (column, part) in enumerate(_areas(pieces, gutter)):
        for run in levels(part):
            for part_of_run in _opposite(run):
                out.append(_spaced(_row(part_of_run, page.number, start + len(out), area, column)))
    return out


def levels(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces on the same height, from the top down."""
    out: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: -p.base):
        if out and abs(out[-1][0].base - piece.base) < LEVEL * max(piece.size, out[-1][0].size):
            out[-1].append(piece)
        else:
            out.append([piece])
    for run in out:
        run.sort(key=lambda p: p.left)
    return out


def _opposite(run: list[Piece]) -> list[list[Piece]]:
    """A row, or the two that stand on one height at opposite sides (an issuer and a symbol, two signatures); a table
    stands alone."""
    if len(run) > 1 and any(piece.table for piece in run):
        words = [piece for piece in run if not piece.table]
        return [*([words] if words else []), *[[piece] for piece in run if piece.table]]
    if len(run) == 2 and len(run[0].text) > LONGEST_LABEL and run[1].left - run[0].right > APART * run[0].size:
        return [[run[0]], [run[1]]]
    return [run]


def _row(run: list[Piece], page: int, number: int, area: int, column: int) -> Row:
    if len(run) == 1:
        one = run[0]
        return Row(
            page, number, area, column, one.text, one.left, one.right, one.base, one.size, one.first, one.marks,
            tag=one.tag, table=one.table,
        )  # fmt: skip
    text, marks = "", []
    size = max(p.size for p in run)
    for piece in run:
        at = len(text) + 1 if text else 0
        text = f"{text} {piece.text}" if text else piece.text
        marks += [Mark(at + m.start, at + m.end, m.kind) for m in piece.marks]
        if piece.size < 0.87 * size and piece.base > run[0].base + 0.1 * size:
            marks.append(Mark(at, len(text), "sup"))
    left, right = min(p.left for p in run), max(p.right for p in run)
    tag = next((piece.tag for piece in run if piece.tag is not None), None)
    return Row(page, number, area, column, text, left, right, run[0].base, size, run[0].first, tuple(marks), tag=tag)


def _spaced(row: Row) -> Row:
    """A row with a space behind its number, where a tab is drawn as none."""
    touching = TOUCHING.match(row.text)
    if touching is None:
        return row
    at = touching.end()
    marks = tuple(Mark(m.start + (m.start >= at), m.end + (m.end > at), m.kind) for m in row.marks)
    return row._replace(text=f"{row.text[:at]} {row.text[at:]}", marks=marks)


def _areas(pieces: list[Piece], gutter: float) -> list[tuple[int, list[Piece]]]:
    """The areas of a page in reading order, each with its column: 0 for the whole width, 1 and 2 for the two."""
    if not gutter or not pieces:
        return [(0, pieces)]
    out: list[tuple[int, list[Piece]]] = []
    left: list[Piece] = []
    right: list[Piece] = []

    def close() -> None:
        out.extend((n, list(side)) for n, side in ((1, left), (2, right)) if side)
        left.clear()
        right.clear()

    for run in levels(pieces):
        if any(_crosses(piece, gutter) for piece in run):
            close()
            if out and out[-1][0] == 0:
                out[-1][1].extend(run)
            else:
                out.append((0, list(run)))
        else:
            for piece in run:
                (left if piece.right <= gutter + 1 else right).append(piece)
    close()
    return out


def _crosses(piece: Piece, gutter: float) -> bool:
    return piece.left < gutter - 1 and piece.right > gutter + 1


def gutter_of(pieces: list[Piece], known: float = 0.0) -> float:
    """Where the gutter between two columns runs, 0 where there is none. `known`: that of other pages of the file."""
    if len(pieces) < 2 * FEWEST_KNOWN:
        return 0.0
    low, high = min(p.left for p in pieces), max(p.right for p in pieces)
    width = high - low
    if known:
        return known if _parted(pieces, known, low, high, FEWEST_KNOWN) is not None else 0.0
    best: tuple[int, float] | None = None
    found: list[float] = []
    at = low + MIDDLE[0] * width
    while at < low + MIDDLE[1] * width:
        crossing = _parted(pieces, at, low, high, FEWEST)
        if crossing is not None:
            if best is None or crossing < best[0]:
                best, found = (crossing, at), [at]
            elif crossing == best[0]:
                found.append(at)
        at += max(STEP, width / MOST_STEPS)  # a broken file may place words anywhere
    return found[len(found) // 2] if found else 0.0


def _parted(pieces: list[Piece], at: float, low: float, high: float, fewest: int) -> int | None:
    """How many pieces cross a gutter, None if it is none: text stands on both sides, and little across."""
    left = right = crossing = 0
    for piece in pieces:
        if piece.right <= at + 1:
            left += piece.right - piece.left > WIDE * (at - low)
        elif piece.left >= at - 1:
            right += piece.right - piece.left > WIDE * (high - at)
        else:
            crossing += 1
    if min(left, right) < fewest or crossing > CROSSING * (left + right):
        return None
    return crossing
