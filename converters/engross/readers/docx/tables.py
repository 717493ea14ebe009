"""Word's tables: kept whole where they are tables, read as lines where they only lay out a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engross.model import Cell, Row, Table
from engross.readers.docx.names import NS, VAL, on, value, whole
from engross.recognise.overlay import blocks_of
from engross.recognise.sheet import Line
from engross.xml import Element

if TYPE_CHECKING:
    from engross.readers.docx.document import Document
    from engross.readers.docx.story import Story

NO_BORDER = frozenset(("nil", "none"))
LETTERHEAD = 4
"""Rows up to which a table above all text is a letterhead."""
WIDEST = 1_000
"""Columns of a table beyond which its file is wrong about them."""


class _Cell(NamedTuple):
    column: int
    columns: int
    continued: bool
    lines: list[Line]


class Tables:
    """Reads tables, numbered through the whole file."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.count = 0

    def read(self, element: Element, story: Story) -> None:
        """Adds the lines of a table to a story: one for the whole of it, or those of its cells."""
        from engross.readers.docx.story import Story

        self.count += 1
        number = self.count
        rows: list[tuple[bool, list[_Cell]]] = []
        for n, row in enumerate(self._rows(element), 1):
            properties = row.find(NS + "trPr")
            where = f"table {number}, row {n}"
            if not self.document.changes.row_kept(properties):
                continue
            at = whole(value(properties, "gridBefore")) or 0
            cells = [_Cell(0, min(at, WIDEST), False, [])] if at else []
            for box in _children(row, NS + "tc"):
                about = box.find(NS + "tcPr")
                columns = min(max(whole(value(about, "gridSpan")) or 1, 1), WIDEST)
                merged = about.find(NS + "vMerge") if about is not None else None
                continued = merged is not None and merged.get(VAL, "continue") == "continue"
                inner = Story(self.document, self.document.package.main, where)
                inner.links, inner.fields = story.links, story.fields
                lines = inner.read(box)
                across = about.find(NS + "hMerge") if about is not None else None
                if across is not None and across.get(VAL, "continue") == "continue" and cells:
                    last = cells[-1]
                    cells[-1] = last._replace(columns=last.columns + columns, lines=last.lines + lines)
                else:
                    cells.append(_Cell(at, columns, continued, lines))
                at += columns
            if cells:
                header = properties is not None and bool(on(properties.find(NS + "tblHeader")))
                rows.append((header, cells))
        if not any(cell.lines for _, cells in rows for cell in cells):
            return
        if self._lays_out(element, rows, story):
            for _, cells in rows:
                for cell in cells:
                    story.lines += cell.lines
            return
        at = max(self.document.story.paragraphs, 1)
        story.lines.append(Line("", f"table {number}", at, table=_table(rows), page=self.document.page))

    def _rows(self, element: Element) -> list[Element]:
        return _children(element, NS + "tr")

    def _lays_out(self, element: Element, rows: list[tuple[bool, list[_Cell]]], story: Story) -> bool:
        """Whether a table is no table but a way to place text: the letterhead above all text, one cell a row, or no
        borders and no row of heads."""
        if any(header for header, _ in rows):
            return False
        if all(len(cells) == 1 for _, cells in rows):
            return True
        if len(rows) <= LETTERHEAD and not story.where and not any(line.number or line.text for line in story.lines):
            return True
        return not self._bordered(element)

    def _bordered(self, element: Element) -> bool:
        properties = element.find(NS + "tblPr")
        own = properties.find(NS + "tblBorders") if properties is not None else None
        if own is not None:
            return _drawn(own)
        if any(_drawn(borders) for borders in element.iter(NS + "tcBorders")):
            return True
        named = value(properties, "tblStyle") or self.document.styles.default_table
        for style in self.document.styles.chain(named):
            if any(_drawn(borders) for borders in style.iter(NS + "tblBorders", NS + "tcBorders")):
                return True
        return False


def _children(parent: Element, tag: str) -> list[Element]:
    """The rows of a table or the cells of a row, those in content controls too."""
    out: list[Element] = []
    for child in parent:
        if child.tag == tag:
            out.append(child)
        elif child.tag == NS + "sdt":
            inner = child.find(NS + "sdtContent")
            out += _children(inner, tag) if inner is not None else []
        elif child.tag == NS + "customXml":
            out += _children(child, tag)
    return out


def _drawn(borders: Element) -> bool:
    return any(border.get(VAL, "nil") not in NO_BORDER for border in borders)


def _table(rows: list[tuple[bool, list[_Cell]]]) -> Table:
    spans = [[1] * len(cells) for _, cells in rows]
    owner: dict[int, tuple[int, int]] = {}  # column → the cell that began there, while it goes on
    kept: list[list[int]] = []
    for r, (_, cells) in enumerate(rows):
        kept.append([])
        for c, cell in enumerate(cells):
            above = owner.get(cell.column)
            if cell.continued and above is not None and not cell.lines:
                spans[above[0]][above[1]] += 1
                continue
            kept[r].append(c)
            owner[cell.column] = (r, c)
    out = []
    for r, (header, cells) in enumerate(rows):
        made = [
            Cell(blocks_of(cells[c].lines), header, cells[c].columns, spans[r][c])
            for c in kept[r]
        ]  # fmt: skip
        out.append(Row(tuple(made)))
    return Table(tuple(row for row in out if row.cells))
