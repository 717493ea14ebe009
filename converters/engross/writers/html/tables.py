"""Blocks inside notes and cells, and tables with their captions, heads and scopes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from engross.model import Block, BlockList, Cell, Content, ListItem, Opaque, Paragraph, Row, Table, block_text
from engross.writers.html.escaping import text
from engross.writers.html.inlines import Inlines

_WIDEST = 1000  # HTML 4.9.11: a larger colspan is cut to this


def paragraph_content(block: Block, inlines: Inlines) -> str | None:
    """The phrasing content of a paragraph; None for any other block."""
    return inlines.draw(block.content) if isinstance(block, Paragraph) else None


def block_html(block: Block, inlines: Inlines) -> str:
    """A block that is no line of the fair copy, for it stands in a note or a cell."""
    match block:
        case Paragraph():
            return f"<p>{inlines.draw(block.content)}</p>"
        case BlockList():
            return _list(block, inlines)
        case Table():
            return table_html(block, block.caption, inlines)
        case Opaque():
            return f"<p>{text(block.text)}</p>" if block.text else ""


def _list(block: BlockList, inlines: Inlines) -> str:
    intro = f"<p>{inlines.draw(block.intro)}</p>" if block.intro else ""
    items = "".join(_list_item(item, inlines) for item in block.items)
    wrap_up = f"<p>{inlines.draw(block.wrap_up)}</p>" if block.wrap_up else ""
    return f'{intro}<div role="list" class="items">{items}</div>{wrap_up}' if items else intro + wrap_up


def _list_item(item: ListItem, inlines: Inlines) -> str:
    hidden = inlines.faithful and item.number and item.number.editorial
    label = f'<span class="num">{text(item.number.text)}</span> ' if item.number and not hidden else ""
    first = paragraph_content(item.blocks[0], inlines) if item.blocks else ""
    rest = item.blocks if first is None else item.blocks[1:]
    head = f"<p>{label}{first or ''}</p>" if label or first else ""
    return f'<div role="listitem">{head}{"".join(block_html(b, inlines) for b in rest)}</div>'


class Laid(NamedTuple):
    """A cell in its place: the columns from `start` up to `end`, counted from 0, and how many rows it takes."""

    cell: Cell
    start: int
    end: int
    rows: int


def table_html(table: Table, caption: Content, inlines: Inlines) -> str:
    """A table in a frame that scrolls by itself, and can be scrolled from the keyboard, where the page is narrow."""
    rows = [row for row in table.rows if row.cells]
    if not rows:
        return f"<p>{inlines.draw(caption)}</p>\n" if caption else ""
    title = f"<caption>{inlines.draw(caption)}</caption>\n" if caption else ""
    heads = 0
    while heads < len(rows) - 1 and all(cell.header for cell in rows[heads].cells):
        heads += 1
    laid = _laid(rows[:heads]) + _laid(rows[heads:])
    starts = sorted({cell.start for row in laid for cell in row})
    head = f"<thead>\n{_rows(laid[:heads], starts, inlines, True)}</thead>\n" if heads else ""
    body = f"<tbody>\n{_rows(laid[heads:], starts, inlines, False)}</tbody>\n"
    return f'<div class="scroll" tabindex="0">\n<table>\n{title}{head}{body}</table>\n</div>\n'


def _laid(rows: Sequence[Row]) -> list[list[Laid]]:
    """The cells of a group of rows in their columns (HTML 4.9.12): none lies on another or reaches out of the group."""
    out: list[list[Laid]] = []
    taken: dict[int, int] = {}  # column → the row from which it is free again
    for n, row in enumerate(rows):
        laid: list[Laid] = []
        at = 0
        for cell in row.cells:
            while taken.get(at, 0) > n:
                at += 1
            end = at + 1
            while end < at + min(cell.columns, _WIDEST) and taken.get(end, 0) <= n:
                end += 1
            height = max(1, min(cell.rows, len(rows) - n))
            laid.append(Laid(cell, at, end, height))
            taken.update(dict.fromkeys(range(at, end), n + height))
            at = end
        out.append(laid)
    return out


def _rows(laid: Sequence[Sequence[Laid]], starts: Sequence[int], inlines: Inlines, head: bool) -> str:
    """The rows of a group. A column in which no cell of the table starts does not exist; short rows are made up."""
    out: list[str] = []
    free = [0] * len(starts)  # the row from which each column is free
    for n, row in enumerate(laid):
        cells: dict[int, str] = {}
        for place in row:
            first, last = bisect_left(starts, place.start), bisect_left(starts, place.end)
            cells[first] = _cell(place.cell, last - first, place.rows, inlines, head)
            free[first:last] = [n + place.rows] * (last - first)
        cells.update((column, "<td></td>") for column, row_free in enumerate(free) if row_free <= n)
        out += ("<tr>", *(cells[column] for column in sorted(cells)), "</tr>\n")
    return "".join(out)


def _cell(cell: Cell, columns: int, rows: int, inlines: Inlines, head: bool) -> str:
    only = paragraph_content(cell.blocks[0], inlines) if len(cell.blocks) == 1 else None
    inner = "".join(block_html(b, inlines) for b in cell.blocks) if only is None else only
    spans = f' colspan="{columns}"' if columns > 1 else ""
    spans += f' rowspan="{rows}"' if rows > 1 else ""
    if not cell.header or not any(block_text(b) for b in cell.blocks):
        return f"<td{spans}>{inner}</td>"
    scope = ("colgroup" if columns > 1 else "col") if head else "row"
    return f'<th scope="{scope}"{spans}>{inner}</th>'
