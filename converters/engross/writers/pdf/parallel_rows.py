"""The rows of a parallel edition: set in all columns, placed on pages so that they begin level, drawn one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct, structs

from engross.parallel import Edition
from engross.styles import Paper
from engross.writers.pdf.drawing import Anchor, Drawer
from engross.writers.pdf.galley import Block
from engross.writers.pdf.page import Placed
from engross.writers.pdf.parallel_columns import Column
from engross.writers.pdf.tags import Element, Tree
from engross.writers.pdf.writer import language_of

HEAD = 24.0
"""What the names of the languages take at the head of each page."""
_ANNEX = 22.0
"""Points of white above an annex, which begins no page of its own here."""
_SHORT = 3
"""Lines of an introduction that goes with what it introduces."""


class SetRow(Struct):
    """A row as it is set. together: it is not parted from the next one; apart: an annex begins here."""

    cells: list[list[Block]]
    eid: str
    together: bool
    apart: bool


def rows_of(edition: Edition, columns: Sequence[Column], tree: Tree) -> Iterator[SetRow]:
    """The rows, set, as rows of one table."""
    table = Element("Table", tree.root)
    head = Element("TR", table)
    for version in edition.versions:
        language = language_of(version.copy.words.tag)
        Element("TH", head, f"/A<</O/Table/Scope/Column>>/Lang({language})")
    for row, following in zip_longest(edition.rows, edition.rows[1:]):
        element = Element("TR", table)
        cells = []
        for version, column, lines in zip(edition.versions, columns, row.cells, strict=True):
            cell = Element("TD", element, f"/Lang({language_of(version.copy.words.tag)})")
            cells.append(column.galley.cell(lines, cell))
        _mark_once(cells)
        introduces = following is not None and following.depth > row.depth and row.kind != "heading"
        short = introduces and all(sum(len(b.lines) for b in cell) <= _SHORT for cell in cells)
        yield SetRow(cells, row.eid, short or any(cell[-1].together for cell in cells if cell), row.kind == "annex")


def _mark_once(cells: Sequence[list[Block]]) -> None:
    """Keep one bookmark of the headings that stand side by side."""
    found = False
    for cell in cells:
        for block in cell:
            if block.bookmark is not None and found:
                block.bookmark = None
        found = found or any(block.bookmark is not None for block in cell)


def compose(rows: Sequence[SetRow], columns: Sequence[Column]) -> int:
    """Place all rows; how many pages they take."""
    for n, row in enumerate(rows):
        gap = _gap(row, columns)
        if not all(c.frame.empty for c in columns) and _short_of_room(rows, n, gap, columns):
            _level(columns, columns[0].page + 1)
            gap = 0.0
        elif all(c.frame.empty for c in columns):
            gap = 0.0
        for column, cell in zip(columns, row.cells, strict=True):
            column.set_row(cell, gap)
        _level(columns, max(c.page for c in columns))
    for column in columns:
        column.finish()
    _level(columns, max(c.page for c in columns))
    return len(columns[0].pages)


def _gap(row: SetRow, columns: Sequence[Column]) -> float:
    """The white above a row: the widest that one of its cells asks for."""
    before = [cell[0].before for cell in row.cells if cell]
    gap = max((*before, *(c.after for c in columns)), default=0.0)
    return gap + (_ANNEX if row.apart else 0.0)


def _short_of_room(rows: Sequence[SetRow], n: int, gap: float, columns: Sequence[Column]) -> bool:
    """Whether a row, with the beginning of those that it is not parted from, does not fit on this page."""
    last = n
    while rows[last].together and last + 1 < len(rows) and last < n + 6:
        last += 1
    for k, column in enumerate(columns):
        need = gap + column.least(rows[last].cells[k])
        for row in rows[n:last]:
            need += sum(len(b.lines) * b.leading + max(b.before, b.after) for b in row.cells[k])
        if need > column.frame.room and need < (column.frame.top - column.frame.bottom) * 0.8:
            return True
    return False


def _level(columns: Sequence[Column], page: int) -> None:
    """Let all columns go on from one height of one page."""
    for column in columns:
        column.go_to(page)
    height = min(column.frame.y for column in columns)
    for column in columns:
        column.frame.y = height


class EditionDrawer(Drawer):
    """Draws the pages row by row, so that what is copied from them is in that order, too."""

    def __init__(
        self, edition: Edition, columns: Sequence[Column], tree: Tree, sheet: Paper, draft: bool, rows: Sequence[SetRow]
    ) -> None:
        first = columns[0]
        super().__init__(first.galley, first, tree, 0, draft, edition.versions[0].instrument.metadata.date)
        self.edition = edition
        self.columns = columns
        self.sheet = sheet
        self.title = structs.replace(first.galley.whole, symbol=edition.symbol)
        self.known = {b.eid for row in rows for cell in row.cells for b in cell if b.eid}
        self.row_of = {id(b): n for n, row in enumerate(rows) for cell in row.cells for b in cell}
        self.rows = rows
        table = tree.root.kids[0]
        assert isinstance(table, Element)
        head = table.kids[0]
        assert isinstance(head, Element)
        self.heads = [kid for kid in head.kids if isinstance(kid, Element)]

    def draw_edition(self, pages: int) -> None:
        """Draw all pages."""
        for number in range(pages):
            self.tree.new_page()
            self._out, self._font = [], ""
            if self.draft:
                self._sheet_of(0, True)
                self._draft_mark()
            self._names(number)
            placed = [(k, p) for k, column in enumerate(self.columns) for p in column.pages[number].frames[0].placed]
            for k, part in sorted(placed, key=lambda of: (self.row_of.get(id(of[1].block), -1), of[0])):
                self._part(k, part)
            self._notes(number)
            self._sheet_of(0, True)
            self._furniture(number, pages)
            self.streams.append("\n".join(self._out))

    def _sheet_of(self, k: int, whole: bool) -> None:
        """Draw in column `k`, or on the whole sheet."""
        column = self.columns[k]
        self.galley, self.composer = column.galley, column
        self.paper = self.sheet if whole else column.paper
        self.galley.copy = self.title if whole else column.galley.whole

    def _names(self, number: int) -> None:
        """The names of the languages: heads of the table on the first page, repeated on the others."""
        for k, column in enumerate(self.columns):
            self._sheet_of(k, False)
            galley, frame = column.galley, column.pages[number].frames[0]
            name = galley.plain(galley.whole.words.name, "s", galley.sizes.small)
            y = self.sheet.height - self.sheet.top + HEAD - 10.0
            x = frame.left + (column.frame_width - name.width if galley.rtl else 0.0)
            if number == 0:
                self._lines(self.heads[k], [name], x, y, galley.sizes.leading)
            else:
                self._artifact(name, x, y)
            self._rule(frame.left, y - 5.0, column.frame_width, 0.4)

    def _part(self, k: int, part: Placed) -> None:
        self._sheet_of(k, False)
        if part.first == 0 and not part.repeated:
            row = self.rows[self.row_of.get(id(part.block), 0)]
            if row.eid and part.block is next((c[0] for c in row.cells if c), None):
                self.anchors.setdefault(row.eid, Anchor(len(self.tree.pages) - 1, part.top + 6.0))
        self._placed(part, self.composer.pages[0].frames[0].left)

    def _notes(self, number: int) -> None:
        for k, column in enumerate(self.columns):
            frame = column.pages[number].frames[0]
            if frame.notes:
                self._sheet_of(k, False)
                placed, frame.placed = frame.placed, []
                self._frame(frame)
                frame.placed = placed
