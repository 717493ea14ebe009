"""A table as aligned columns of plain text."""

from __future__ import annotations

from collections.abc import Sequence

from engross.model import Table
from engross.writers.text_wrap import columns, wrapped

GUTTER = 2
READABLE = 16
"""Columns that a column of running words has at least."""


def drawn(table: Table, cells: Sequence[Sequence[Sequence[str]]], width: int) -> list[str] | None:
    """The rows of `table`, whose words are `cells` (paragraphs by row and cell); None if they do not fit.

    Where a row would be wider than `width`, the words of wide columns go on below themselves; it does not fit where words
    alone are too wide, or would stand one below the other. A rule stands below the rows of heads."""
    if any(sum(max(1, cell.columns) for cell in row.cells) > width for row in table.rows):
        return None  # whatever a file claims of its spans costs nothing
    placed = _placed(table)
    texts: list[dict[int, list[str]]] = []
    for row, at in zip(cells, placed, strict=True):
        texts.append({column: [" ".join(p.split()) for p in parts] for parts, (column, _) in zip(row, at, strict=True)})
    widths = _widths([{c: max(map(columns, t), default=0) for c, t in row.items()} for row in texts], placed)
    room = width - GUTTER * (len(widths) - 1)
    if sum(widths) > room:
        widths = _narrowed(texts, placed, widths, room)
        if not widths:
            return None
    starts = [sum(widths[:n]) + GUTTER * n for n in range(len(widths))]
    spans = [dict(row) for row in placed]
    set_rows = [
        {
            c: _set(parts, sum(widths[c : c + spans[n][c]]) + GUTTER * (spans[n][c] - 1), 0 if c else GUTTER)
            for c, parts in row.items()
        }
        for n, row in enumerate(texts)
    ]
    return _lines(set_rows, starts, widths, _heads(table))


def _lines(rows: Sequence[dict[int, list[str]]], starts: list[int], widths: list[int], heads: int) -> list[str]:
    """The lines of set rows."""
    out: list[str] = []
    for n, row in enumerate(rows):
        for at in range(max((len(lines) for lines in row.values()), default=0) or 1):
            line = ""
            for column, lines in row.items():
                if at < len(lines):
                    line += " " * (starts[column] - columns(line)) + lines[at]
            out.append(line.rstrip(" "))
        if n + 1 == heads:
            out.append((" " * GUTTER).join("-" * w for w in widths))
    return out


def _set(parts: Sequence[str], width: int, hang: int) -> list[str]:
    """The lines of a cell; in the first column they hang, so that a row is seen to begin."""
    lines = [line for part in parts for line in wrapped(part, width, width - hang)]
    return [line if n == 0 else " " * hang + line for n, line in enumerate(lines)]


def _narrowed(
    texts: Sequence[dict[int, list[str]]], placed: Sequence[Sequence[tuple[int, int]]], wish: list[int], room: int
) -> list[int]:
    """Widths that fill the room: each column has its widest word, and of the rest as much as it asks for more; [] where
    that is not to be had."""
    words = [{c: max((_widest(t) for t in parts), default=0) for c, parts in row.items()} for row in texts]
    least = [min(w, max(n + GUTTER, min(w, READABLE))) for n, w in zip(_widths(words, placed), wish, strict=True)]
    spare, want = room - sum(least), sum(wish) - sum(least)
    if spare < 0 or want <= 0:
        return []
    return [n + (w - n) * spare // want for n, w in zip(least, wish, strict=True)]


def _widest(text: str) -> int:
    """The widest piece of a text that no line may part."""
    return max(map(columns, wrapped(text, 1, 1)), default=0)


def _placed(table: Table) -> list[list[tuple[int, int]]]:
    """For each row, the first column and the number of columns of each cell; cells that span rows push others aside."""
    taken: dict[tuple[int, int], bool] = {}
    out = []
    for r, row in enumerate(table.rows):
        column, places = 0, []
        for cell in row.cells:
            while taken.get((r, column)):
                column += 1
            span = max(1, cell.columns)
            places.append((column, span))
            for below in range(r, min(r + max(1, cell.rows), len(table.rows))):
                taken.update({(below, c): True for c in range(column, column + span)})
            column += span
        out.append(places)
    return out


def _widths(sizes: Sequence[dict[int, int]], placed: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """The width of each column; a cell over several widens the last of them if it must."""
    count = max((column + span for row in placed for column, span in row), default=0)
    widths = [0] * count
    spans = sorted((span, column, row[column]) for row, at in zip(sizes, placed, strict=True) for column, span in at)
    for span, column, size in spans:
        have = sum(widths[column : column + span]) + GUTTER * (span - 1)
        widths[column + span - 1] += max(0, size - have)
    return widths


def _heads(table: Table) -> int:
    """How many rows at the top are heads all along, if anything follows them."""
    count = 0
    for row in table.rows:
        if not row.cells or not all(cell.header for cell in row.cells):
            break
        count += 1
    return count if count < len(table.rows) else 0
