"""Tables of a page, where they are certain: those that the tags name, those that are ruled, and those of three columns or
more whose cells stand in line. In the flow of the page a piece without words stands for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from engross.model import Cell, Table
from engross.model import Row as TableRow
from engross.readers.pdf.pieces import Page, Piece, Rule
from engross.readers.pdf.rows import levels
from engross.readers.pdf.setting import Hyphens
from engross.recognise.overlay import blocks_of
from engross.recognise.sheet import Emphasized, Line

FEWEST_ROWS, FEWEST_COLUMNS, FEWEST_ALIGNED = 2, 2, 3
"""Rows and columns of a table; columns, and rows, of one that only its alignment tells."""
NEAR = 2.5
"""Points within which two lines meet, or two edges are one."""
LONGEST_CELL, LONGEST_ALIGNED = 240, 40
"""Characters on the mean from which cells hold text that only stands side by side; and of a cell that is only aligned."""
FILLED = 0.5
"""Share of the cells of a table that hold something."""
NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]{1,4}|[ivxlIVXL]{1,6})[.)]?|[•·▪–—*-]")
MOST_TABLES, MOST_LINES = 500, 800
"""Tables of a page, and whole lines of its grids, beyond which it is a drawing."""
FULL = 0.7
"""Share of its column that a cell fills on the mean, from which columns are those of a text."""


class Box(NamedTuple):
    """A cell: its row and column, from 0, how many columns it takes, whether it is a head, and what stands in it."""

    row: int
    column: int
    wide: int
    head: bool
    pieces: list[Piece]


class Found(NamedTuple):
    """A table: its cells, and its place on the page (of the piece that stands for it)."""

    boxes: list[Box]
    pieces: list[Piece]


def tables_in(page: Page, pieces: list[Piece]) -> tuple[list[Piece], list[Found]]:
    """The pieces of a page with one for each table in place of its words; `Piece.table` numbers them from 1."""
    found: list[Found] = []
    left = list(pieces)
    for make in (_tagged, _ruled, _aligned):
        for table in make(page, left):
            if len(found) < MOST_TABLES and _holds_facts(table):
                found.append(table)
                taken = set(map(id, table.pieces))
                left = [piece for piece in left if id(piece) not in taken]
    return left + [_standing_for(table, n) for n, table in enumerate(found, 1)], found


def _standing_for(table: Found, number: int) -> Piece:
    pieces = table.pieces
    low, high = min(p.left for p in pieces), max(p.right for p in pieces)
    top = max(pieces, key=lambda p: p.base)
    return Piece("", low, high, top.base, top.size, 0.0, table=number)


def _holds_facts(table: Found) -> bool:
    """Whether a table is one of facts: of several rows and columns, with short cells, no text beside its numbers."""
    rows = {box.row for box in table.boxes}
    columns = {box.column for box in table.boxes}
    if len(rows) < FEWEST_ROWS or len(columns) < FEWEST_COLUMNS:
        return False
    sizes = [sum(len(p.text) for p in box.pieces) for box in table.boxes]
    filled = [size for size in sizes if size]
    if len(filled) < FILLED * len(rows) * len(columns) or sum(filled) > LONGEST_CELL * len(filled):
        return False
    opening = [box for box in table.boxes if box.column == min(columns) and box.pieces]
    numbers = sum(NUMBER.fullmatch(" ".join(p.text for p in box.pieces)) is not None for box in opening)
    return len(columns) > FEWEST_COLUMNS or 2 * numbers < len(opening)


# --------------------------------------------------------------------------- by tags


def _tagged(page: Page, pieces: list[Piece]) -> Iterator[Found]:
    own: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.tag is not None and piece.tag.table and piece.tag.row and piece.tag.column:
            own.setdefault(piece.tag.table, []).append(piece)
    for table in own.values():
        cells: dict[tuple[int, int], list[Piece]] = {}
        for piece in table:
            if piece.tag is not None:
                cells.setdefault((piece.tag.row, piece.tag.column), []).append(piece)
        rows = sorted({row for row, _ in cells})
        boxes = [
            Box(rows.index(row), column - 1, 1, any(p.tag is not None and p.tag.head for p in inner), inner)
            for (row, column), inner in sorted(cells.items())
        ]
        yield Found(boxes, table)


# --------------------------------------------------------------------------- by rules


def _ruled(page: Page, pieces: list[Piece]) -> Iterator[Found]:
    for level, upright in _grids(page.rules):
        across = _edges([x for rule in upright for x in (rule.left, rule.right)])
        down = _edges([y for rule in level for y in (rule.low, rule.high)])[::-1]
        if len(across) <= FEWEST_COLUMNS or len(down) <= FEWEST_ROWS:
            continue
        cells: dict[tuple[int, int], list[Piece]] = {}
        wide: dict[tuple[int, int], int] = {}
        for piece in pieces:
            middle = piece.base + piece.size / 3
            row = next((n for n, (top, foot) in enumerate(pairwise(down)) if foot < middle < top), None)
            start = _between(across, piece.left + NEAR)
            end = _between(across, piece.right - NEAR)
            if row is None or start is None or end is None or piece.turned:
                continue
            cells.setdefault((row, start), []).append(piece)
            wide[row, start] = max(wide.get((row, start), 1), end - start + 1)
        taken = [piece for inner in cells.values() for piece in inner]
        if taken:
            yield Found([Box(r, c, wide[r, c], False, inner) for (r, c), inner in sorted(cells.items())], taken)


def _grids(rules: tuple[Rule, ...]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The level and upright lines of each grid: lines that cross or touch one another."""
    level = _whole([rule for rule in rules if rule.right - rule.left >= rule.high - rule.low])
    upright = [_turned(r) for r in _whole([_turned(r) for r in rules if r.right - r.left < r.high - r.low])]
    if len(level) + len(upright) > MOST_LINES:
        return
    left = list(upright)
    while left:
        columns, rows, new = [], [], [left.pop()]
        while new:
            columns += new
            met = [rule for rule in level if rule not in rows and any(_meet(rule, other) for other in new)]
            rows += met
            new = [rule for rule in left if any(_meet(other, rule) for other in met)]
            left = [rule for rule in left if rule not in new]
        if rows:
            yield rows, columns


def _whole(level: list[Rule]) -> list[Rule]:
    """Level lines drawn in parts, or twice, as whole lines."""
    out: list[Rule] = []
    for rule in sorted(level, key=lambda r: (round((r.low + r.high) / 2 / NEAR), r.left)):
        last = out[-1] if out else None
        if last is not None and abs(rule.low - last.low) < NEAR and rule.left <= last.right + NEAR:
            out[-1] = last._replace(right=max(last.right, rule.right))
        else:
            out.append(rule)
    return out


def _turned(rule: Rule) -> Rule:
    return Rule(rule.low, rule.left, rule.high, rule.right)


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.left - NEAR <= upright.right
        and upright.left <= level.right + NEAR
        and upright.low - NEAR <= level.high
        and level.low <= upright.high + NEAR
    )


def _edges(places: list[float]) -> list[float]:
    """Places from the least, those that are nearly the same as one."""
    out: list[float] = []
    for place in sorted(places):
        if not out or place - out[-1] > 2 * NEAR:
            out.append(place)
    return out


def _between(edges: list[float], place: float) -> int | None:
    return next((n for n, (low, high) in enumerate(pairwise(edges)) if low < place < high), None)


# --------------------------------------------------------------------------- by alignment


def _aligned(page: Page, pieces: list[Piece]) -> Iterator[Found]:
    run: list[list[Piece]] = []
    for level in [*levels([p for p in pieces if not p.turned]), []]:
        if run and (len(level) != len(run[0]) or not _in_line(run[0], level)):
            if len(run) >= FEWEST_ALIGNED and not _is_text(run):
                boxes = [Box(r, c, 1, False, [piece]) for r, row in enumerate(run) for c, piece in enumerate(row)]
                yield Found(boxes, [piece for row in run for piece in row])
            run = []
        if len(level) >= FEWEST_ALIGNED and all(0 < len(p.text) <= LONGEST_ALIGNED for p in level):
            run.append(level)


def _is_text(rows: list[list[Piece]]) -> bool:
    """Whether what stands in line are the columns of a text."""
    shares = [(a.right - a.left) / max(b.left - a.left, 1.0) for row in rows for a, b in pairwise(row)]
    return sum(shares) > FULL * len(shares)


def _in_line(first: list[Piece], level: list[Piece]) -> bool:
    """Whether the cells of two rows stand below each other, flush left, right or by their middles."""
    return all(
        min(abs(a.left - b.left), abs(a.right - b.right), abs(a.left + a.right - b.left - b.right) / 2) < NEAR
        for a, b in zip(first, level, strict=True)
    )


# --------------------------------------------------------------------------- tables of the tree


def table_of(found: Found, hyphens: Hyphens) -> Table:
    """A table as one of the tree."""
    rows: list[TableRow] = []
    width = max(box.column + box.wide for box in found.boxes)
    for row in range(max(box.row for box in found.boxes) + 1):
        own = {box.column: box for box in found.boxes if box.row == row}
        cells: list[Cell] = []
        column = 0
        while column < width:
            box = own.get(column)
            cells.append(_cell(box, hyphens) if box else Cell(()))
            column += box.wide if box else 1
        rows.append(TableRow(tuple(cells)))
    return Table(tuple(rows))


def _cell(box: Box, hyphens: Hyphens) -> Cell:
    text, emphasis = "", []
    for level in levels(box.pieces):
        for piece in level:
            if text:
                off, glue = hyphens.joint(text, piece.text)
                text = (text[:-off] if off else text) + glue
            at = len(text)
            emphasis += [
                Emphasized(at + m.start, at + m.end, "sup" if m.kind == "sup" else "i" if m.kind == "i" else "b")
                for m in piece.marks
            ]
            text += piece.text
    if len(emphasis) == 1 and emphasis[0].end - emphasis[0].start >= len(text):
        emphasis = []
    return Cell(blocks_of((Line(text, emphasis=tuple(emphasis)),)) if text else (), box.head, box.wide)


def overleaf(upper: Table, lower: Table) -> tuple[Table, TableRow | None] | None:
    """A table that goes on overleaf, and its head where that is printed again; None where the second is another one."""
    if _width(upper) != _width(lower):
        return None
    again = lower.rows[0] == upper.rows[0] and len(lower.rows) > 1
    rows = lower.rows[1:] if again else lower.rows
    return Table((*upper.rows, *rows), upper.caption), lower.rows[0] if again else None


def _width(table: Table) -> int:
    return max(sum(cell.columns for cell in row.cells) for row in table.rows)
