"""A table as aligned columns of plain text."""

from __future__ import annotations

from collections.abc import Sequence

from engross.model import Table
from engross.writers.text_wrap import columns

GUTTER = 2


def drawn(table: Table, cells: Sequence[Sequence[Sequence[str]]], width: int) -> list[str] | None:
    """The rows of `table`, whose words are `cells` (paragraphs by row and cell); None if they do not fit.

    It fits when every cell has one line and the row is at most `width` wide. A rule stands below the rows of heads."""
    if any(sum(max(1, cell.columns) for cell in row.cells) > width for row in table.rows):
        return None  # whatever a file claims of its spans costs nothing
    placed = _placed(table)
    texts: list[dict[int, str]] = []
    for row, at in zip(cells, placed, strict=True):
        if any(len(parts) > 1 for parts in row):
            return None
        texts.append(
            {column: " ".join(parts[0].split()) if parts else "" for parts, (column, _) in zip(row, at, strict=True)}
        )
    widths = _widths(texts, placed)
    if sum(widths) + GUTTER * (len(widths) - 1) > width:
        return None
    starts = [sum(widths[:n]) + GUTTER * n for n in range(len(widths))]
    out = []
    heads = _heads(table)
    for n, row_texts in enumerate(texts):
        line = ""
        for column, text in row_texts.items():
            line += " " * (starts[column] - columns(line)) + text
        out.append(line)
        if n + 1 == heads:
            out.append((" " * GUTTER).join("-" * w for w in widths))
    return out


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


def _widths(texts: Sequence[dict[int, str]], placed: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """The width of each column; a cell over several widens the last of them if it must."""
    count = max((column + span for row in placed for column, span in row), default=0)
    widths = [0] * count
    spans = sorted(
        (span, column, columns(text[column])) for text, row in zip(texts, placed, strict=True) for column, span in row
    )
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
