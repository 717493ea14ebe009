"""What stands side by side: the two parts of a masthead over a rule, and signatories in columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import structs

from engross.faircopy import Line
from engross.model import text_of
from engross.styles import signatories
from engross.writers.pdf.inlines import runs
from engross.writers.pdf.paragraph import set_lines
from engross.writers.pdf.styles import Style
from engross.writers.pdf.tables import CellLines, RowLine
from engross.writers.pdf.tags import Element

if TYPE_CHECKING:
    from engross.writers.pdf.galley import Block, Galley

_GUTTER = 18.0
_BODY = 0.62  # the part of a masthead, in widths of the sheet, that the body has
_RULE = 1.2


def set_masthead(galley: Galley, lines: Sequence[Line], parent: Element) -> Block:
    """A masthead of two parts: its first line, and the others at the far side, over a rule."""
    style = galley.styles["masthead"]
    near = galley.sheet * _BODY
    first = structs.replace(style, face="b", size=galley.sizes.body, leading=galley.sizes.leading)
    cells = [_cell(galley, lines[0], first, parent, 0.0, near - _GUTTER, 0.0, galley.sheet)]
    top = 0.0
    for line in lines[1:]:
        cell = _cell(galley, line, style, parent, near, galley.sheet - near, top, galley.sheet)
        top += len(cell.lines) * style.leading
        cells.append(cell)
    height = max(top, len(cells[0].lines) * first.leading) + 5.0
    block = _row(cells, galley.sheet, height, style, lines[0], parent)
    block.spanning = True
    row = block.lines[0]
    if isinstance(row, RowLine):
        row.closing = _RULE
    return block


def set_signatures(galley: Galley, lines: Sequence[Line], parent: Element) -> list[Block]:
    """Rows of signatories, as many beside each other as the style says and the measure holds."""
    style = galley.styles["signature"]
    signing = [[lines[n] for n in those] for those in signatories([text_of(line.content) for line in lines])]
    columns = max(1, min(galley.house.signatures.columns, len(signing), int(galley.column // 110.0)))
    width = (galley.column - (columns - 1) * _GUTTER) / columns
    blocks = []
    for at in range(0, len(signing), columns):
        cells: list[CellLines] = []
        height = 0.0
        for n, signatory in enumerate(signing[at : at + columns]):
            top = 0.0
            for line in signatory:
                cell = _cell(galley, line, style, parent, n * (width + _GUTTER), width, top, galley.column)
                top += len(cell.lines) * style.leading + style.leading * 0.3
                cells.append(cell)
            height = max(height, top)
        blocks.append(_row(cells, galley.column, height, style, signing[at][0], parent))
    return blocks


def _cell(
    galley: Galley, line: Line, style: Style, parent: Element, left: float, width: float, top: float, whole: float
) -> CellLines:
    """A line set in a part of the measure, mirrored where the text runs from right to left."""
    made = list(runs(line.content, galley.fonts, galley.setting(style)))
    lines = set_lines(made, galley.measure(width, style))
    return CellLines(Element("P", parent), lines, whole - left - width if galley.rtl else left, top, style)


def _row(
    cells: list[CellLines], width: float, height: float, style: Style, first: Line, parent: Element
) -> Block:  # fmt: skip
    from engross.writers.pdf.galley import Block

    block = Block([RowLine(cells, width, height)], style, parent, 0.0, width)
    block.leading, block.eid = height, first.eid
    return block
