"""What stands side by side: the two parts of a masthead over a rule, and signatories in columns, as tables without lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from engross.faircopy import Line
from engross.model import text_of
from engross.styles import MASTHEAD, HouseStyle, signatories

_BODY = 0.62  # the part of a masthead, in widths of the text, that the body has
_RULE = '<w:tblBorders><w:bottom w:val="single" w:sz="10" w:space="0" w:color="000000"/></w:tblBorders>'
_AFTER = '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'


class Sides:
    """Puts lines side by side as the house does. `measure` is the width of the text, in twentieths of a point."""

    def __init__(self, house: HouseStyle, measure: int, rtl: bool) -> None:
        self.house = house
        self.measure = measure
        self.rtl = rtl
        self._texts: list[str] = []

    def at(self, lines: Sequence[Line], at: int) -> range:
        """The lines from `at` that stand side by side; an empty range for none."""
        role = lines[at].role
        if role == "masthead" and self.house.masthead.form == "table" and at == 0:
            count = sum(1 for _ in takewhile(lambda line: line.role == role, lines[:MASTHEAD]))
        elif role == "signature" and self.house.signatures.columns > 1:
            count = sum(1 for _ in takewhile(lambda line: line.role == role, lines[at:]))
        else:
            count = 0
        self._texts = [text_of(line.content) for line in lines[at : at + count]]
        return range(at, at + count)

    def table(self, found: range, paragraphs: Sequence[str]) -> str:
        """The table of the lines that `at` found, whose paragraphs these are."""
        if found.start == 0:
            near = round(self.measure * _BODY)
            body = paragraphs[0].replace('w:val="Masthead"', 'w:val="MastheadBody"', 1)
            rows = [[[body], list(paragraphs[1:])]]
            return self._table([near, self.measure - near], rows, _RULE)
        signing = [[paragraphs[n] for n in those] for those in signatories(self._texts)]
        columns = max(1, min(self.house.signatures.columns, len(signing)))
        rows = [signing[n : n + columns] for n in range(0, len(signing), columns)]
        return self._table([self.measure // columns] * columns, rows, "")

    def _table(self, widths: Sequence[int], rows: Sequence[Sequence[Sequence[str]]], borders: str) -> str:
        out = [
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableNormal"/>',
            "<w:bidiVisual/>" if self.rtl else "",
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>',
            '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar>',
            '<w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>',
            "</w:tblPr><w:tblGrid>",
            *(f'<w:gridCol w:w="{width}"/>' for width in widths),
            "</w:tblGrid>",
        ]
        for row in rows:
            out.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
            for n, width in enumerate(widths):
                inner = "".join(row[n]) if n < len(row) else ""
                out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner or "<w:p/>"}</w:tc>')
            out.append("</w:tr>")
        return "".join(out) + "</w:tbl>" + _AFTER
