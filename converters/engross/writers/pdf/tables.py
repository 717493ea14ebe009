"""Tables: columns as wide as their words need, cells that span, rows that a page may part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, structs

from engross.model import Cell, Content, Table
from engross.writers.pdf.inlines import runs
from engross.writers.pdf.paragraph import Measure, SetLine, set_lines
from engross.writers.pdf.styles import Style
from engross.writers.pdf.tags import Element

if TYPE_CHECKING:
    from engross.writers.pdf.galley import Block, Galley

_PAD, _GUTTER = 3.0, 10.0
_MOST_SPANNED = 60  # columns
_TALLEST = 420.0  # a row taller than this is parted


class CellLines(Struct, frozen=True, gc=False):
    """The lines of a cell in its row: where they begin, from the left of the table and the top of the row; style:
    other than that of tables."""

    element: Element
    lines: list[SetLine]
    left: float
    top: float
    style: Style | None = None


class RowLine(SetLine):
    """A row, or a part of one, standing as one line of its block.

    rule: how thick the line above the row is, 0 for none; closing: how thick the line below; head: a header row; heads: the blocks
    of those, which are repeated where the table goes on."""

    __slots__ = ("cells", "closing", "head", "heads", "height", "rule")

    def __init__(self, cells: list[CellLines], width: float, height: float) -> None:
        super().__init__([], 0.0, width, [m for c in cells for line in c.lines for m in line.calls])
        self.cells = cells
        self.height = height
        self.rule = 0.0
        self.closing = 0.0
        self.head = False
        self.heads: list[Block] = []


class _Place(Struct, frozen=True, gc=False):
    """A cell and where it stands in the grid; rows and columns are how many it spans."""

    cell: Cell
    row: int
    column: int
    rows: int
    columns: int


def set_table(galley: Galley, caption: Content, table: Table, parent: Element, left: float) -> list[Block]:
    """The blocks of a table: its caption, then one for each row or part of a row."""
    from engross.writers.pdf.galley import Block

    places, count = _grid(table)
    element = Element("Table", parent) if count else parent
    out: list[Block] = []
    width = galley.column - left
    style = galley.styles["table"]
    if caption:
        heading = structs.replace(style, face="i", together=True, before=galley.sizes.leading * 0.6, after=4.0)
        made = list(runs(caption, galley.fonts, galley.setting(heading)))
        lines = set_lines(made, galley.measure(width, heading))
        if lines:
            out.append(
                Block(lines, heading, Element("Caption" if count else "P", element), 0.0 if galley.rtl else left, width)
            )
    if not count:
        return out
    row_elements = [Element("TR", element) for _ in table.rows]
    cells = [_set_cell(galley, place, Element("TR"), width) for place in places]
    widths = _widths(places, cells, count, width)
    cells = [
        _set_cell(galley, place, row_elements[place.row], sum(widths[place.column : place.column + place.columns]) - _GUTTER)
        for place in places
    ]  # fmt: skip
    heights = _heights(places, cells, len(table.rows), style.leading)
    heads = _heads(table)
    rows = _rows(places, cells, widths, heights, style.leading, galley.rtl)
    # From right to left, the first column stands at the right, and so does a table narrower than the measure.
    start = galley.column - left - sum(widths) if galley.rtl else left
    head_blocks: list[Block] = []
    for number, row in enumerate(rows):
        for part in _parted(row, style.leading):
            part.head, part.heads = number < heads, head_blocks
            part.rule = 0.8 if number == 0 else 0.4 if number == heads else 0.0
            block = Block([part], style, row_elements[0], start, width)
            block.leading, block.before, block.after = part.height, 0.0, 0.0
            block.together = part.head
            out.append(block)
            if part.head:
                head_blocks.append(block)
    closing = out[-1].lines[0]
    if isinstance(closing, RowLine):
        closing.closing = 0.8
    out[-1].after = galley.sizes.leading * 0.6
    if not caption:
        out[0].before = style.before
    return out


def _grid(table: Table) -> tuple[list[_Place], int]:
    """Every cell with its place, and the number of columns. Cells that span push others aside; where a row is short it
    is filled, as every row must have all columns (ISO 14289-1, 7.5)."""
    taken: set[tuple[int, int]] = set()
    places: list[_Place] = []
    last = len(table.rows)

    def put(cell: Cell, row: int, column: int, rows: int, columns: int) -> None:
        places.append(_Place(cell, row, column, rows, columns))
        taken.update((row + y, column + x) for y in range(rows) for x in range(columns))

    for r, row in enumerate(table.rows):
        column = 0
        for cell in row.cells:
            columns, rows = max(1, min(cell.columns, _MOST_SPANNED)), max(1, min(cell.rows, last - r))
            while any((r, column + x) in taken for x in range(columns)):
                column += 1
            put(cell, r, column, rows, columns)
            column += columns
    count = max((column + 1 for _, column in taken), default=0)
    for r in range(last):
        for column in range(count):
            if (r, column) not in taken:
                put(Cell(()), r, column, 1, 1)
    return sorted(places, key=lambda p: (p.row, p.column)), count


def _heads(table: Table) -> int:
    """How many rows at the top are header rows (all their cells are headers); not all of them."""
    heads = 0
    for row in table.rows[:-1]:
        if not row.cells or not all(c.header for c in row.cells):
            break
        heads += 1
    return heads


def _set_cell(galley: Galley, place: _Place, row: Element, width: float) -> tuple[Element, list[SetLine]]:
    from engross.writers.pdf.galley import flatten

    cell = place.cell
    attributes = "/O/Table"
    if cell.header:
        attributes += "/Scope/Column" if place.row == 0 or place.column else "/Scope/Row"
    attributes += f"/ColSpan {place.columns}" if place.columns > 1 else ""
    attributes += f"/RowSpan {place.rows}" if place.rows > 1 else ""
    element = Element("TH" if cell.header else "TD", row, f"/A<<{attributes}>>" if attributes != "/O/Table" else "")
    style = galley.styles["table"]
    at = galley.setting(structs.replace(style, face="s" if cell.header else ""))
    lines: list[SetLine] = []
    for number, content in flatten(cell.blocks):
        made = list(runs((f"{number} ", *content) if number else content, galley.fonts, at))
        lines += set_lines(made, Measure(max(width, 12.0), "ragged", 0.0, galley.rtl))
    return element, lines


def _widths(places: list[_Place], cells: list[tuple[Element, list[SetLine]]], count: int, width: float) -> list[float]:
    """Columns share the width as their longest lines ask for, none less than a fair minimum."""
    wish = [18.0] * count
    for place, (_, lines) in zip(places, cells, strict=True):
        if place.columns == 1:
            wish[place.column] = max(wish[place.column], *(line.width + _GUTTER for line in lines), 0.0)
    total = sum(wish)
    if total <= width:
        # Short tables keep to their words, but are never narrower than half the measure.
        stretch = max(1.0, min(width, max(total, width * 0.6)) / total)
        return [w * stretch for w in wish]
    least = min(width / count, 64.0)
    fixed = [min(w, least) for w in wish]
    spare, want = width - sum(fixed), total - sum(fixed)
    return [f + (w - f) * spare / want for f, w in zip(fixed, wish, strict=True)]


def _heights(
    places: list[_Place], cells: list[tuple[Element, list[SetLine]]], rows: int, leading: float
) -> list[float]:
    heights = [leading + 2 * _PAD] * rows
    for place, (_, lines) in sorted(zip(places, cells, strict=True), key=lambda x: x[0].rows):
        need = len(lines) * leading + 2 * _PAD
        have = sum(heights[place.row : place.row + place.rows])
        if need > have:
            heights[place.row + place.rows - 1] += need - have
    return heights


def _rows(
    places: list[_Place], cells: list[tuple[Element, list[SetLine]]], widths: list[float], heights: list[float],
    leading: float, rtl: bool,
) -> list[RowLine]:  # fmt: skip
    """One line a row; a cell that spans rows hands its further lines down to them."""
    rows: list[list[CellLines]] = [[] for _ in heights]
    for place, (element, lines) in zip(places, cells, strict=True):
        left, rest = sum(widths[: place.column]), lines
        if rtl:
            left = sum(widths) - left - sum(widths[place.column : place.column + place.columns]) + _GUTTER
        for r in range(place.row, place.row + place.rows):
            fit = len(rest) if r == place.row + place.rows - 1 else int((heights[r] - _PAD) // leading)
            if rest[:fit] or r == place.row:
                rows[r].append(CellLines(element, rest[:fit], left, _PAD))
            rest = rest[fit:]
    return [RowLine(made, sum(widths), height) for made, height in zip(rows, heights, strict=True)]


def _parted(row: RowLine, leading: float) -> list[RowLine]:
    """A row in parts that pages can hold."""
    if row.height <= _TALLEST:
        return [row]
    take = int((_TALLEST - 2 * _PAD) // leading)
    longest = max(len(c.lines) for c in row.cells)
    out = []
    for at in range(0, max(longest, 1), take):
        cells = [
            CellLines(c.element, c.lines[at : at + take], c.left, _PAD) for c in row.cells if c.lines[at : at + take]
        ]
        tall = max((len(c.lines) for c in cells), default=1)
        out.append(RowLine(cells, row.width, tall * leading + 2 * _PAD))
    return out
