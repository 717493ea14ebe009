"""Blocks inside notes and cells, and tables with their captions, heads and scopes."""

from __future__ import annotations

from collections.abc import Sequence

from engross.model import Block, BlockList, Cell, Content, ListItem, Opaque, Paragraph, Row, Table, block_text
from engross.writers.html.escaping import text
from engross.writers.html.inlines import Inlines


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


def table_html(table: Table, caption: Content, inlines: Inlines) -> str:
    """A table in a frame that scrolls by itself, and can be scrolled from the keyboard, where the page is narrow."""
    rows = [row for row in table.rows if row.cells]
    if not rows:
        return f"<p>{inlines.draw(caption)}</p>\n" if caption else ""
    title = f"<caption>{inlines.draw(caption)}</caption>\n" if caption else ""
    heads = 0
    while heads < len(rows) - 1 and all(cell.header for cell in rows[heads].cells):
        heads += 1
    head = f"<thead>\n{_rows(rows[:heads], inlines, True)}</thead>\n" if heads else ""
    body = f"<tbody>\n{_rows(rows[heads:], inlines, False)}</tbody>\n"
    return f'<div class="scroll" tabindex="0">\n<table>\n{title}{head}{body}</table>\n</div>\n'


def _rows(rows: Sequence[Row], inlines: Inlines, head: bool) -> str:
    out: list[str] = []
    for n, row in enumerate(rows):
        # HTML 4.9.12: a cell may not reach beyond the rows of its group.
        out += ("<tr>", *(_cell(c, min(c.rows, len(rows) - n), inlines, head) for c in row.cells), "</tr>\n")
    return "".join(out)


def _cell(cell: Cell, rows: int, inlines: Inlines, head: bool) -> str:
    only = paragraph_content(cell.blocks[0], inlines) if len(cell.blocks) == 1 else None
    inner = "".join(block_html(b, inlines) for b in cell.blocks) if only is None else only
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{rows}"' if rows > 1 else ""
    if not cell.header or not any(block_text(b) for b in cell.blocks):
        return f"<td{spans}>{inner}</td>"
    scope = ("colgroup" if cell.columns > 1 else "col") if head else "row"
    return f'<th scope="{scope}"{spans}>{inner}</th>'
