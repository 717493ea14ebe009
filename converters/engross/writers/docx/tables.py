"""Tables as Word's: a grid, spans both ways, heading rows that repeat on every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from engross.model import Block, BlockList, Cell, Opaque, Paragraph, Row, Table, block_text
from engross.writers.docx.runs import Runs

COLUMNS = 63  # Word opens no table with more
DEEPEST = 8  # tables in tables; Word itself gives up far beyond what a page can show


class _Place(NamedTuple):
    """A cell, or the lower part of one from a row above (`cell` is None), at a column counted from 0."""

    column: int
    columns: int
    cell: Cell | None
    opens: bool = False


def columns_of(table: Table) -> int:
    """How many columns the grid of a table needs."""
    return max((p.column + p.columns for row in _grid(table.rows) for p in row), default=0)


def _grid(rows: Sequence[Row]) -> list[list[_Place]]:
    """Where every cell stands, cells that reach down from above included."""
    out: list[list[_Place]] = []
    hanging: dict[int, tuple[int, int]] = {}  # column → columns, rows still to come
    for at, row in enumerate(rows):
        places: list[_Place] = []
        column, cells = 0, iter(row.cells)
        cell = next(cells, None)
        while cell is not None or any(c >= column for c in hanging):
            if column in hanging:
                columns, left = hanging.pop(column)
                places.append(_Place(column, columns, None))
                if left > 1:
                    hanging[column] = (columns, left - 1)
                column += columns
                continue
            if cell is None:  # an empty place between cells that reach down
                column = min(c for c in hanging if c > column)
                continue
            room = min((c for c in hanging if c > column), default=column + max(cell.columns, 1)) - column
            columns, deep = min(max(cell.columns, 1), room), min(max(cell.rows, 1), len(rows) - at)
            places.append(_Place(column, columns, cell, deep > 1))
            if deep > 1:
                hanging[column] = (columns, deep - 1)
            column += columns
            cell = next(cells, None)
        out.append(places)
    return out


class Tables:
    """Sets tables. `measure` is the width of the text, in twentieths of a point."""

    def __init__(self, runs: Runs, measure: int, mark: str) -> None:
        self.runs = runs
        self.measure = measure
        self.mark = mark

    def table(self, table: Table, left: int = 0, depth: int = 1) -> str:
        """A table without its caption, indented by `left`. The caller has seen that it is not too wide for Word."""
        grid = _grid(table.rows)
        columns = max((p.column + p.columns for row in grid for p in row), default=0)
        if not columns:
            return ""
        widths = self._widths(grid, columns, (self.measure - left) // depth)
        out = [
            '<w:tbl><w:tblPr><w:tblStyle w:val="Rules"/>',
            "<w:bidiVisual/>" if self.runs.scripts.rtl else "",
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>',
            f'<w:tblInd w:w="{left}" w:type="dxa"/>' if left else "",
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>',
            "</w:tblPr><w:tblGrid>",
            *(f'<w:gridCol w:w="{w}"/>' for w in widths),
            "</w:tblGrid>",
        ]
        heading = True
        for row, places in zip(table.rows, grid, strict=True):
            heading = heading and bool(row.cells) and all(c.header for c in row.cells)
            out.append(self._row(places, widths, heading, depth))
        return "".join(out) + "</w:tbl>"

    def _row(self, places: list[_Place], widths: list[int], heading: bool, depth: int) -> str:
        filled: list[_Place] = []
        column = 0
        for place in [*places, _Place(len(widths), 0, None)]:
            if place.column > column:
                filled.append(_Place(column, place.column - column, Cell(())))
            if place.columns:
                filled.append(place)
            column = place.column + place.columns
        cells = [self._cell(p, sum(widths[p.column : p.column + p.columns]), depth) for p in filled]
        repeat = "<w:tblHeader/>" if heading else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell(self, place: _Place, width: int, depth: int) -> str:
        span = f'<w:gridSpan w:val="{place.columns}"/>' if place.columns > 1 else ""
        merge = "<w:vMerge/>" if place.cell is None else '<w:vMerge w:val="restart"/>' if place.opens else ""
        style = "TableHead" if place.cell is not None and place.cell.header else "TableText"
        inner = self.blocks(place.cell.blocks, style, depth) if place.cell is not None else ""
        if not inner or inner.endswith("</w:tbl>"):
            inner += self._paragraph("", style)
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>{inner}</w:tc>'

    def _widths(self, grid: list[list[_Place]], columns: int, measure: int) -> list[int]:
        """Widths that share out the measure by how much the columns hold, none below a third of an even share."""
        needs = [1.0] * columns
        for row in grid:
            for place in row:
                if place.cell is not None and place.columns == 1:
                    held = sum(len(block_text(b)) for b in place.cell.blocks)
                    needs[place.column] = max(needs[place.column], min(held, 2_000) ** 0.5)
        even = measure / columns
        shares = [even / 3 + (measure - measure / 3) * need / sum(needs) for need in needs]
        return [max(int(share), 60) for share in shares]

    # ----------------------------------------------------------------- what stands in cells

    def blocks(self, blocks: Sequence[Block], style: str, depth: int) -> str:
        """The paragraphs of a cell; items of lists keep their labels as typed text."""
        return "".join(self._blocks(blocks, style, depth, 0, ""))

    def _blocks(self, blocks: Sequence[Block], style: str, depth: int, inset: int, label: str) -> list[str]:
        out: list[str] = []
        for block in blocks:
            if isinstance(block, BlockList):
                if block.intro or label:
                    out.append(self._paragraph(self.runs.content(block.intro), style, inset, label))
                for item in block.items:
                    number = item.number.text if item.number else ""
                    out += self._blocks(item.blocks or (Paragraph(()),), style, depth, inset + 1, number)
                if block.wrap_up:
                    out.append(self._paragraph(self.runs.content(block.wrap_up), style, inset))
            elif isinstance(block, Table):
                out += self._nested(block, style, depth, inset, label)
            elif isinstance(block, Opaque):
                out.append(self._paragraph(self.runs.text(block.text), style, inset, label))
            else:
                out.append(self._paragraph(self.runs.content(block.content), style, inset, label))
            label = ""
        return out

    def _nested(self, table: Table, style: str, depth: int, inset: int, label: str) -> list[str]:
        out = [self._paragraph(self.runs.content(table.caption), style, inset, label)] if table.caption or label else []
        if depth >= DEEPEST or columns_of(table) > COLUMNS:
            return [*out, *self.flat(table, lambda inner: self._paragraph(inner, style, inset))]
        made = self.table(table, depth=depth + 1)
        return [*out, made, self._paragraph("", "AfterTable")] if made else out

    def flat(self, table: Table, paragraph: Callable[[str], str]) -> list[str]:
        """The rows of a table as paragraphs, their cells parted by tabs."""
        out = []
        for row in table.rows:
            cells = [self._cell_runs(cell) for cell in row.cells]
            out.append(paragraph(self.runs.text("\t").join(cells)))
        return out

    def _cell_runs(self, cell: Cell) -> str:
        pieces = [
            self.runs.content(b.content) if isinstance(b, Paragraph) else self.runs.text(block_text(b, notes=True))
            for b in cell.blocks
        ]
        return self.runs.text(" ").join(pieces)

    def _paragraph(self, inner: str, style: str, inset: int = 0, label: str = "") -> str:
        indent = ""
        if label:
            indent = f'<w:ind w:left="{340 * max(inset, 1)}" w:hanging="340"/>'
            inner = f"{self.runs.text(label)}<w:r><w:tab/></w:r>{inner}"
        elif inset:
            indent = f'<w:ind w:left="{340 * inset}"/>'
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{indent}{self.mark}</w:pPr>{inner}</w:p>'
