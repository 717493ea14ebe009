"""Tables: those that hold facts become tables of the tree, those that only place things are read like any block."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from engross.model import Cell, Inline, Paragraph, Row, Table, content
from engross.readers.html.page import string
from engross.recognise.overlay import blocks_of
from engross.recognise.sheet import Line
from engross.xml import Element

NUMBER = re.compile(
    r"\s*(?:\(?[0-9]{1,3}[.)]?|\(?[a-z]{1,4}[.)]|\(?[ivxlIVXL]{1,6}[.)]|[•·–—*-]|§\s?\d+|Art(?:icle|\.)\s\d+\.?)\s*"
)
FEWEST = 2
"""Rows and columns from which a table without a head may hold facts."""
LONGEST_CELL = 240
"""Characters on the mean from which cells hold text that is only placed side by side."""
MOST_SPAN = 1000


def holds_facts(table: Element, attributes: Mapping[str, str]) -> bool:
    """Whether a table is one of facts, not of layout."""
    role = attributes.get("role", "")
    if role in ("presentation", "none"):
        return False
    if role in ("table", "grid"):
        return True
    if table.find(".//table") is not None:
        return False
    rows = list(table.iter("tr"))
    if not _all_in_cells(table, rows):
        return False
    if table.find(".//th") is not None or table.find("caption") is not None or table.find("thead") is not None:
        return len(rows) > 0
    widths = [sum(1 for cell in row if cell.tag in ("td", "th")) for row in rows]
    if len(rows) < FEWEST or max(widths, default=0) < FEWEST:
        return False
    if numbered(rows) or any(table.find(f".//{tag}") is not None for tag in ("ol", "h1", "h2", "h3", "form")):
        return False
    cells = [len(" ".join(string(cell).split())) for row in rows for cell in row if cell.tag == "td"]
    filled = [n for n in cells if n]
    return len(filled) >= len(cells) / 2 and sum(filled) < LONGEST_CELL * len(filled)


def _all_in_cells(table: Element, rows: list[Element]) -> bool:
    """Whether every word of a table stands in a cell of a row or in its caption."""
    parts = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    caption = table.find("caption")
    parts += [caption] if caption is not None else []
    return sum(_letters(part) for part in parts) == _letters(table)


def _letters(element: Element) -> int:
    return len("".join(string(element).split()))


def numbered(rows: list[Element]) -> bool:
    """Whether most rows begin with a cell that is only the number of what stands beside it."""
    opening = [string(row[0]) for row in rows if len(row) > 1]
    return bool(opening) and sum(NUMBER.fullmatch(text) is not None for text in opening) > len(opening) / 2


def table_of(table: Element, lines_of: Callable[[Element], list[Line]]) -> Table:
    """The table as one of the tree; `lines_of` reads what stands in a cell."""
    caption = table.find("caption")
    head = blocks_of(lines_of(caption)) if caption is not None else ()
    title: list[Inline] = []
    for block in head:
        if isinstance(block, Paragraph):
            title += [" ", *block.content] if title else block.content
    rows = []
    for row in table.iter("tr"):
        cells = [
            Cell(blocks_of(lines_of(cell)), cell.tag == "th", _span(cell.get("colspan")), _span(cell.get("rowspan")))
            for cell in row
            if cell.tag in ("td", "th")
        ]
        if cells:
            rows.append(Row(tuple(cells)))
    return Table(tuple(rows), content(title))


def _span(value: str | None) -> int:
    digits = (value or "").strip()
    return min(max(1, int(digits)), MOST_SPAN) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1
