"""The PDF of a parallel edition: a column for each language, set as its own text is, and rows that begin level.

For those who do not see the page it is one table, the language of each cell told; each record is attached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Literal

from msgspec import Struct, structs

from engross.collector import still
from engross.diagnostics import EngrossError, Outcome
from engross.faircopy import FairCopy, Line
from engross.model import Content, Emphasis, Note, text_of
from engross.parallel import Edition, Version
from engross.styles import HouseStyle, Paper, house_style, paper_of
from engross.writers.pdf.document import RECORD, About, write_document
from engross.writers.pdf.drawing import Anchor, Drawer
from engross.writers.pdf.embedding import embed
from engross.writers.pdf.galley import Block, Galley
from engross.writers.pdf.objects import PdfFile
from engross.writers.pdf.outline import Outline
from engross.writers.pdf.page import Composer, Placed
from engross.writers.pdf.paragraph import Measure
from engross.writers.pdf.styles import Style, sizes_of
from engross.writers.pdf.tags import Element, Tree
from engross.writers.pdf.typefaces import IDEOGRAPH, Fonts
from engross.writers.pdf.writer import author_of, date_of, glyphs_missing, language_of

MOST = 3
"""Columns that a sheet holds: four would be narrower than the words of some languages."""
_SIDES, _GUTTER = 48.0, 24.0
_HEAD = 24.0
"""What the names of the languages take at the head of each page."""
_SCALE, _ARABIC_SCALE = 0.87, 0.78
"""Of the sizes of the house: a measure so narrow wants smaller letters, and those of Arabic are set larger than others."""
_ARABIC = frozenset(("ar", "fa", "ur", "ps"))
_LETTER = 0.46
"""The width of a letter in ems; that of an ideograph is one."""
_LEAST, _NARROWEST = 0.72, 216.0
"""The narrowest column: in even shares, and in points."""
_RAGGED, _EVEN = 150.0, 240.0
"""Measures below which lines are ragged here, and above which they are even anywhere."""
_ANNEX = 22.0
"""Points of white above an annex, which begins no page of its own here."""
_SHORT = 3
"""Lines of an introduction that goes with what it introduces."""


class PdfEditionOptions(Struct, frozen=True):
    """How the pages are made. orientation: of the sheet; "auto" is landscape for more than two columns."""

    paper: Literal["a4", "letter"] = "a4"
    orientation: Literal["auto", "portrait", "landscape"] = "auto"
    draft: bool = False
    style: str = "engross"


class PdfEdition:
    """Writes parallel editions as PDF 1.7. The same edition and options give the same bytes."""

    Options = PdfEditionOptions

    def write(self, edition: Edition, options: PdfEditionOptions = PdfEditionOptions()) -> Outcome[bytes]:  # noqa: B008
        """The file, and the characters that no font at hand can show. Raises EngrossError for more than three versions."""
        if len(edition.versions) > MOST:
            raise EngrossError(
                f"a page holds {MOST} languages side by side, not {len(edition.versions)}: make HTML, or choose {MOST}"
            )
        with still():
            return _write(edition, options)


def _write(edition: Edition, options: PdfEditionOptions) -> Outcome[bytes]:
    tree, sheet = Tree(), _sheet(edition, options)
    columns = _columns(edition, house_style(options.style), sheet, Outline(tree.root))
    rows = list(_rows(edition, columns, tree))
    pages = _compose(rows, columns)
    drawer = EditionDrawer(edition, columns, tree, sheet, options.draft, rows)
    drawer.draw_edition(pages)
    file, fonts = PdfFile(), columns[0].galley.fonts
    for face in fonts.used.values():
        if face.glyphs:
            file.font(face.key, embed(face, file))
    first = edition.versions[0]
    metadata = first.instrument.metadata
    about = About(
        edition.title or metadata.kind or "Untitled", author_of(metadata), edition.symbol,
        language_of(first.copy.words.tag), date_of(metadata), columns[0].galley.rtl, tuple(_records(edition)),
    )  # fmt: skip
    made = write_document(file, about, sheet, drawer.streams, tree, drawer.anchors, drawer.bookmarks)
    return Outcome(made, glyphs_missing(fonts.missing))


def _records(edition: Edition) -> Iterator[tuple[str, bytes]]:
    for version in edition.versions:
        if version.record:
            yield f"{version.prefix.strip('_')}.{RECORD.partition('.')[2]}", version.record


def _narrowed(house: HouseStyle, language: str) -> HouseStyle:
    """A house style, its sizes suited to a column in a language, and without what needs the width of a sheet."""
    scale = _ARABIC_SCALE if language in _ARABIC else _SCALE
    sizes = {name: round(getattr(house.sizes, name) * scale, 2) for name in house.sizes.__struct_fields__}
    return structs.replace(
        house,
        sizes=structs.replace(house.sizes, **sizes),
        masthead=structs.replace(house.masthead, form="lines"),
        signatures=structs.replace(house.signatures, columns=1),
    )


def _sheet(edition: Edition, options: PdfEditionOptions) -> Paper:
    paper = paper_of(options.paper, HouseStyle())
    wide = options.orientation == "landscape" or (options.orientation == "auto" and len(edition.versions) > 2)
    width, height = (paper.height, paper.width) if wide else (paper.width, paper.height)
    return Paper(width, height, _SIDES, _SIDES, 70.0 + _HEAD, 66.0)


# --------------------------------------------------------------------------- columns


class ColumnGalley(Galley):
    """Sets the lines of one version in its cells; all columns of an edition share their fonts and levels of headings."""

    def __init__(
        self, version: Version, house: HouseStyle, outline: Outline, width: float, fonts: Fonts | None
    ) -> None:
        language = version.copy.words.tag.partition("-")[0]
        super().__init__(version.copy, _narrowed(house, language), outline.root, width, width)
        if fonts is not None:
            self.fonts = Fonts(self.language, self.arabic)
            self.fonts.used, self.fonts.missing = fonts.used, fonts.missing
        self.whole: FairCopy = version.copy
        self.prefix = version.prefix
        self._outline = outline

    def cell(self, lines: tuple[Line, ...], element: Element) -> list[Block]:
        """The blocks of some lines, in the cell `element`; a remark where there are none."""
        outline = self._outline
        outline.root, outline.divisions = element, []
        outline.leave()
        self.blocks = []
        if not lines:
            absent: Content = (Emphasis("i", (f"[{self.whole.words.absent}]",)),)
            style = structs.replace(self.styles["table"], before=self.styles["clause"].before)
            self.block(absent, style, Element("P", element), 0.0)
            return self.blocks
        self.copy = structs.replace(self.whole, lines=lines)
        return self.set()

    def measure(self, width: float, style: Style, indent: float = 0.0) -> Measure:
        """The measure of a block: ragged only where it is far too narrow, for columns side by side should look alike."""
        if width < _RAGGED:
            return super().measure(width, style, indent)
        return structs.replace(super().measure(max(width, self.column, _EVEN), style, indent), width=width)

    def note(self, note: Note, width: float) -> list[Block]:
        """The blocks of a note, named as one of this version."""
        out = super().note(note, width)
        element = out[0].element.parent
        assert element is not None
        element.identity = out[0].eid = self.prefix + out[0].eid
        return out


class Column(Composer):
    """Fills the column of one version, page by page, from where the last row ended."""

    def __init__(self, galley: ColumnGalley, paper: Paper) -> None:
        super().__init__(paper, 1, galley.note)
        self.galley = galley
        self.after = 0.0

    @property
    def page(self) -> int:
        """The page being filled, from 0."""
        return len(self.pages) - 1

    def least(self, blocks: Sequence[Block]) -> float:
        """What the beginning of a cell needs to stand on a page."""
        return self._needed(list(blocks), 0, 0.0) if blocks else 0.0

    def set_row(self, blocks: list[Block], gap: float) -> None:
        """Set a cell, `gap` below the row before it."""
        for n, block in enumerate(blocks):
            if n:
                gap = max(block.before, blocks[n - 1].after)
                if not self.frame.empty and self._needed(blocks, n, gap) > self.frame.room:
                    self._turn(blocks, n)
                    gap = 0.0
            self.frame.y -= gap
            self._place(blocks, n)
        self.after = blocks[-1].after if blocks else 0.0

    def go_to(self, page: int) -> None:
        """Turn pages up to `page`."""
        while self.page < page:
            self._next_frame()
            self.after = 0.0

    def finish(self) -> None:
        """Give what is left of the notes pages of their own."""
        self._flush_notes()


def _columns(edition: Edition, house: HouseStyle, sheet: Paper, outline: Outline) -> list[Column]:
    """The columns from left to right as they stand on the sheet, in the order of the versions."""
    count = len(edition.versions)
    widths = _widths(edition, house, sheet.width - sheet.left - sheet.right - (count - 1) * _GUTTER)
    leftward = edition.versions[0].copy.words.direction == "rtl"
    out: list[Column] = []
    for n, (version, width) in enumerate(zip(edition.versions, widths, strict=True)):
        before = widths[n + 1 :] if leftward else widths[:n]
        left = sheet.left + sum(before) + len(before) * _GUTTER
        galley = ColumnGalley(version, house, outline, width, out[0].galley.fonts if out else None)
        out.append(Column(galley, structs.replace(sheet, left=left, right=sheet.width - left - width)))
    return out


def _widths(edition: Edition, house: HouseStyle, room: float) -> list[float]:
    """What each column has of the sheet: more for a language that takes more space, within bounds."""
    even = room / len(edition.versions)
    least = max(even * _LEAST, min(even, _NARROWEST))
    areas = [_area(version, house) for version in edition.versions]
    widths = [max(least, room * area / sum(areas)) for area in areas]
    over = sum(widths) - room
    spare = sum(width - least for width in widths) or 1.0
    return [round(width - over * (width - least) / spare, 2) for width in widths]


def _area(version: Version, house: HouseStyle) -> float:
    """The space that the text of a version takes, in square points or so."""
    words = version.copy.words
    language = words.tag.partition("-")[0]
    sizes = sizes_of(_narrowed(house, language), language)
    text = "".join(text_of(line.content) for line in version.copy.lines)
    return (len(text) * _LETTER + len(IDEOGRAPH.findall(text)) * (1 - _LETTER) + 1) * sizes.body * sizes.leading


# --------------------------------------------------------------------------- rows


class SetRow(Struct):
    """A row as it is set. together: it is not parted from the next one; apart: an annex begins here."""

    cells: list[list[Block]]
    eid: str
    together: bool
    apart: bool


def _rows(edition: Edition, columns: Sequence[Column], tree: Tree) -> Iterator[SetRow]:
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


def _compose(rows: Sequence[SetRow], columns: Sequence[Column]) -> int:
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


# --------------------------------------------------------------------------- drawing


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
            y = self.sheet.height - self.sheet.top + _HEAD - 10.0
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
