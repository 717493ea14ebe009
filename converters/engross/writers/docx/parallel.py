"""The Word file of a parallel edition: a table with a column for each language, its heads repeated on every page.

Numbers are typed text here: Word's lists count down a column of cells only with what stands in the others between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, structs

from engross.collector import still
from engross.diagnostics import Diagnostic, Outcome
from engross.faircopy import Line
from engross.identity import frbr
from engross.model import Block, text_of
from engross.parallel import Edition, Row, Version
from engross.styles import HouseStyle, Paper, house_style, paper_of
from engross.writers.docx import CHARACTERS, WIDE_TABLE, settings_xml, styles
from engross.writers.docx.families import LEVELS, style_of
from engross.writers.docx.notes import Notes
from engross.writers.docx.numbering import Numbering
from engross.writers.docx.package import Package, core_properties
from engross.writers.docx.running import Running, page_of
from engross.writers.docx.runs import PLAIN, Runs, Target, bookmark
from engross.writers.docx.scripts import Script, Scripts, Segment, kind_of
from engross.writers.docx.tables import COLUMNS, Tables, columns_of
from engross.writers.docx.xml import attribute

_MARGIN, _GUTTER = 54.0, 9.0
"""Points: the edges of the sheet; on either side within a cell."""
_SCALE, _TITLE_SCALE = 0.9, 0.75
"""Of the sizes of the house: a measure so narrow wants smaller letters."""
_HANG, _STEP = 400, 340
"""How far text hangs from its number, and how far each level is set in, in twentieths of a point."""


class DocxEditionOptions(Struct, frozen=True):
    """orientation: of the sheet; "auto" is landscape for more than two columns; style: a house style."""

    paper: Literal["a4", "letter"] = "a4"
    orientation: Literal["auto", "portrait", "landscape"] = "auto"
    draft: bool = False
    style: str = "engross"


class DocxEdition:
    """Writes parallel editions as Word files (ISO/IEC 29500-1 transitional)."""

    Options = DocxEditionOptions

    def write(self, edition: Edition, options: DocxEditionOptions = DocxEditionOptions()) -> Outcome[bytes]:  # noqa: B008
        """The file, and what Word cannot show."""
        with still():
            return _written(edition, options)


class Told(Scripts):
    """The scripts of a version that is not in the language of the document: every run says what it is."""

    def __init__(self, tag: str, rtl: bool) -> None:
        super().__init__(tag, rtl)
        kind = kind_of(self.own)
        self.told = Script(self.languages["complex" if kind == "rtl" else kind], kind)

    def segments(self, text: str) -> list[Segment]:
        return [Segment(segment.script or self.told, segment.text) for segment in super().segments(text)]


class EditionNotes(Notes):
    """The notes of all versions, in the order of their calls; `bidi` turns those of the version being set."""

    bidi = ""

    def _paragraphs(self, blocks: tuple[Block, ...], own: str) -> str:
        style = '<w:pStyle w:val="FootnoteText"/>'
        return super()._paragraphs(blocks, own).replace(style, style + self.bidi)


class Column:
    """Sets the cells of one version. `width` is that of their text, in twentieths of a point."""

    def __init__(
        self, version: Version, scripts: Scripts, package: Package, notes: EditionNotes, width: int, turned: bool
    ) -> None:
        self.version = version
        self.notes = notes
        rtl = version.copy.words.direction == "rtl"
        named = {line.eid: Target(bookmark(line.eid), "", line.depth) for line in version.copy.lines if line.eid}
        self.runs = Runs(scripts, named, package.link, notes.call)
        self.rtl = rtl
        self.mark = "<w:rPr><w:rtl/></w:rPr>" if rtl else ""
        self.bidi = ("<w:bidi/>" if rtl else '<w:bidi w:val="0"/>') if turned else ""
        self.tables = Tables(self.runs, width, self.mark)
        self.width = width
        self.wide: list[int] = []

    def paragraph(self, inner: str, style: str, indent: str = "", tabs: str = "", bidi: str | None = None) -> str:
        """A paragraph of this version. (The order of its properties is that of the schema.)"""
        bidi = self.bidi if bidi is None else bidi
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{tabs}{bidi}{indent}{self.mark}</w:pPr>{inner}</w:p>'
        )  # fmt: skip

    def cell(self, lines: tuple[Line, ...], names: Iterator[int], row: str) -> str:
        """The paragraphs of a cell, the first named `row` too; a remark where there are none."""
        self.notes.runs, self.notes.bidi = self.runs, self.bidi
        if not lines:
            face = PLAIN._replace(italic=True)
            return self.paragraph(self.runs.text(f"[{self.version.copy.words.absent}]", face), "TableText")
        out = []
        for line in lines:
            out.append(self._table(line) if line.table is not None else self._line(line, names, row))
            row = ""
        made = "".join(out)
        return made if made.endswith("</w:p>") else made + self.paragraph("", "TableText")

    def _line(self, line: Line, names: Iterator[int], row: str) -> str:
        inner, indent, tabs = self.runs.content(line.content), "", ""
        depth = min(line.depth, LEVELS)
        if line.role in ("recital", "clause", "item", "continuation") and depth:
            left = _STEP * (depth - 1) + (_HANG if line.role != "recital" or line.label else 0)
            indent = f'<w:ind w:left="{left}" w:firstLine="0"/>'
            if line.label:
                inner = f"{self.runs.text(line.label)}<w:r><w:tab/></w:r>{inner}"
                indent = f'<w:ind w:left="{left}" w:hanging="{_HANG}"/>'
                tabs = f'<w:tabs><w:tab w:val="left" w:pos="{left}"/></w:tabs>'
        elif line.label:
            inner = f"{self.runs.text(line.label)}{self.runs.text(' ') if inner else ''}{inner}"
        for eid in (line.eid, row):
            if eid:
                inner = _named(eid, inner, next(names))
        if self.rtl and _foreign(text_of(line.content)):
            return self.paragraph(inner, style_of(line), '<w:jc w:val="right"/>', bidi='<w:bidi w:val="0"/>')
        style = "BodyText" if line.role in ("recital", "clause", "item", "continuation") else style_of(line)
        return self.paragraph(inner, style, indent, tabs)

    def _table(self, line: Line) -> str:
        table = line.table
        assert table is not None
        head = self.paragraph(self.runs.content(line.content), "Caption") if line.content else ""
        columns = columns_of(table)
        if columns > COLUMNS:
            self.wide.append(columns)
            return head + "".join(self.tables.flat(table, lambda inner: self.paragraph(inner, "TableText")))
        return f"{head}{self.tables.table(table)}{self.paragraph('', 'AfterTable')}"


def _foreign(text: str) -> bool:
    """Whether a line of a text from right to left runs from left to right ("11 February 2020"): hardly a letter does not."""
    letters = sum(map(str.isalpha, text))
    return bool(letters) and sum("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufefc" for c in text) * 4 < letters


def _named(eid: str, inner: str, number: int) -> str:
    return (
        f'<w:bookmarkStart w:id="{number}" w:name={attribute(bookmark(eid))}/>{inner}<w:bookmarkEnd w:id="{number}"/>'
    )


def _written(edition: Edition, options: DocxEditionOptions) -> Outcome[bytes]:
    house, first = _house(options.style), edition.versions[0]
    paper, wide = _paper(edition, options)
    words = first.copy.words
    package, notes = Package(), EditionNotes()
    measure = round((paper.width - paper.left - paper.right) * 20)
    columns = _columns(edition, package, notes, measure)
    numbering = Numbering((), house)
    text = _table(edition, columns, measure // len(columns), words.direction == "rtl")
    footnotes = notes.xml()
    scripts = Scripts(words.tag, words.direction == "rtl")
    runs = columns[0].runs
    package.add("styles", "styles", styles.xml(scripts, numbering, measure, house))
    package.add("fontTable", "fonts", styles.font_table(scripts, house))
    package.add_theme()
    package.add("numbering", "numbering", numbering.xml())
    package.add("settings", "settings", settings_xml(bool(footnotes), False))
    if footnotes:
        package.add("footnotes", "footnotes", footnotes)
    metadata = first.instrument.metadata
    head = structs.replace(first.copy, symbol=edition.symbol)
    running = Running(head, house, runs, metadata.date, measure, options.draft)
    package.set_text(text + _section(paper, running.parts(package), scripts.rtl, wide))
    identifier = frbr(metadata, first.instrument.document.form).expression
    package.add_properties(core_properties(metadata, edition.title, words.tag, identifier))
    for n, version in enumerate((v for v in edition.versions if v.record), 1):
        package.add_record(version.record, n)
    made = package.made()
    return Outcome(made.data, tuple(_findings(columns, made.replaced)))


def _findings(columns: list[Column], replaced: int) -> Iterator[Diagnostic]:
    for column in columns:
        for count in column.wide:
            message = f"a table of {count} columns was written as lines: Word shows {COLUMNS} at most"
            yield Diagnostic(WIDE_TABLE, message, hint="split the table")
    if replaced:
        yield Diagnostic(CHARACTERS, f"{replaced} character(s) that no Word file can hold were replaced by U+FFFD")


def _house(style: str) -> HouseStyle:
    house = house_style(style)
    scales = {name: _TITLE_SCALE if name.startswith("title") else _SCALE for name in house.sizes.__struct_fields__}
    sizes = {name: round(getattr(house.sizes, name) * scale, 1) for name, scale in scales.items()}
    return structs.replace(
        house,
        sizes=structs.replace(house.sizes, **sizes),
        text=structs.replace(house.text, align="ragged", first_line=0.0),
        masthead=structs.replace(house.masthead, form="table"),  # whose lines have no rule of their own
    )


def _paper(edition: Edition, options: DocxEditionOptions) -> tuple[Paper, bool]:
    paper = paper_of(options.paper, HouseStyle())
    wide = options.orientation == "landscape" or (options.orientation == "auto" and len(edition.versions) > 2)
    width, height = (paper.height, paper.width) if wide else (paper.width, paper.height)
    return Paper(width, height, _MARGIN, _MARGIN, paper.top, paper.bottom), wide


def _columns(edition: Edition, package: Package, notes: EditionNotes, measure: int) -> list[Column]:
    home = edition.versions[0].copy.words
    width = measure // len(edition.versions) - round(2 * _GUTTER * 20)
    out = []
    for version in edition.versions:
        words = version.copy.words
        rtl = words.direction == "rtl"
        scripts = Scripts(words.tag, rtl) if words.tag == home.tag else Told(words.tag, rtl)
        out.append(Column(version, scripts, package, notes, width, words.direction != home.direction))
    return out


def _table(edition: Edition, columns: list[Column], width: int, rtl: bool) -> str:
    names = iter(range(1, 10**9))
    margin = round(_GUTTER * 20)
    heads = "".join(
        _cell(c.paragraph(c.runs.text(c.version.copy.words.name), "TableHead", _HEAD_SPACE), width, _HEAD_RULE)
        for c in columns
    )
    rows = "".join(_row(row, columns, width, names) for row in edition.rows)
    grid = f'<w:gridCol w:w="{width}"/>' * len(columns)
    return (
        f"<w:tbl><w:tblPr>{'<w:bidiVisual/>' if rtl else ''}"
        f'<w:tblW w:w="{width * len(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>{rows}</w:tbl>"
        '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'
    )


_HEAD_SPACE = '<w:spacing w:before="60" w:after="60"/>'
_HEAD_RULE = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tcBorders>'


def _row(row: Row, columns: list[Column], width: int, names: Iterator[int]) -> str:
    cells = []
    named = row.eid
    for column, lines in zip(columns, row.cells, strict=True):
        cells.append(_cell(column.cell(lines, names, named if lines else ""), width))
        named = "" if lines else named
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _cell(inner: str, width: int, borders: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{borders}</w:tcPr>{inner}</w:tc>'


def _section(paper: Paper, references: str, rtl: bool, wide: bool) -> str:
    sheet, edges = page_of(paper)
    size = " ".join(f'w:{name}="{value}"' for name, value in sheet.items())
    margins = " ".join(f'w:{name}="{value}"' for name, value in edges.items())
    orient = ' w:orient="landscape"' if wide else ""
    return (
        f"<w:sectPr>{references}<w:pgSz {size}{orient}/><w:pgMar {margins}/>"
        f'<w:cols w:space="720"/><w:titlePg/>{"<w:bidi/>" if rtl else ""}</w:sectPr>'
    )
