"""The pages of a file laid out as a sheet: furniture named, columns in order, notes at their calls, paragraphs whole."""

from __future__ import annotations

from msgspec import structs

from engross.model import Table, block_text
from engross.readers.pdf.furniture import Heads
from engross.readers.pdf.notes import Notes
from engross.readers.pdf.paragraphs import Measure, edged, joined, paragraphs
from engross.readers.pdf.pieces import Mark, Page, Piece
from engross.readers.pdf.rows import Row, gutter_of, levels, rows_of
from engross.readers.pdf.setting import Hyphens
from engross.readers.pdf.tables import Found, overleaf, table_of, tables_in
from engross.recognise.sheet import Call, Emphasized, Line

WHOLE = 0.95
"""Share of a paragraph from which its slant or weight is that of the paragraph, and no emphasis."""
LINE_FOR = {"i": "i", "b": "b", "sup": "sup"}


def lines_of(pages: list[Page]) -> list[Line]:
    """What stands on the pages, in reading order."""
    heads = Heads(pages)
    tables: dict[tuple[int, int], Found] = {}
    furniture: dict[int, list[Line]] = {}
    bodies: list[list[Piece]] = []
    for page in pages:
        body, aside = _apart(page, heads)
        body, found = tables_in(page, body)
        tables |= {(page.number, n): table for n, table in enumerate(found, 1)}
        bodies.append(body)
        furniture[page.number] = aside
    gutters = _gutters(bodies)
    rows_by_page = [
        rows_of(page, body, gutter, len(furniture[page.number]) + 1)
        for page, body, gutter in zip(pages, bodies, gutters, strict=True)
    ]
    rows = [row for own in rows_by_page for row in own]
    measure = Measure(rows)
    notes = Notes(Hyphens([row.text for row in rows]), {page.number: page.place for page in pages})
    kept = [row for own in rows_by_page for row in notes.take(own, measure)]
    text = edged(kept)
    measure.look(text)
    return _numbered(_set(text, measure, notes, furniture, tables))


def _apart(page: Page, heads: Heads) -> tuple[list[Piece], list[Line]]:
    """The pieces of the text of a page, and the lines of its furniture."""
    named = heads.of(page)
    body: list[Piece] = []
    aside: dict[str, list[Piece]] = {}
    for n, piece in enumerate(page.pieces):
        if piece.turned:
            aside.setdefault("turned text", []).append(piece)
        elif n in named:
            aside.setdefault(named[n], []).append(piece)
        else:
            body.append(piece)
    out: list[Line] = []
    for name, pieces in aside.items():
        runs = [[piece] for piece in pieces] if name == "turned text" else levels(pieces)
        for run in runs:
            place = f"{page.place}, line {len(out) + 1}"
            text = " ".join([piece.text for piece in run])
            out.append(Line(text, place, furniture=name, page=page.number))
    return body, out


def _gutters(bodies: list[list[Piece]]) -> list[float]:
    """The gutter of each page; a page with little text has that of the file."""
    own = [gutter_of(body) for body in bodies]
    known = sorted(gutter for gutter in own if gutter)
    if not known:
        return own
    usual = known[len(known) // 2]
    return [gutter or gutter_of(body, usual) for gutter, body in zip(own, bodies, strict=True)]


def _set(
    rows: list[Row],
    measure: Measure,
    notes: Notes,
    furniture: dict[int, list[Line]],
    tables: dict[tuple[int, int], Found],
) -> list[Line]:
    out: list[Line] = []
    waiting = sorted(furniture)
    for run, gap in paragraphs(rows, measure):
        # The furniture of a page stands before the first paragraph that begins on it.
        while waiting and waiting[0] <= run[0].page:
            out += furniture[waiting.pop(0)]
        if run[0].table:
            _set_table(out, run[0], table_of(tables[run[0].page, run[0].table], notes.hyphens), notes)
        else:
            out.append(_line(run, gap, notes, measure))
    for page in waiting:
        out += furniture[page]
    return out + notes.left()


def _set_table(out: list[Line], row: Row, table: Table, notes: Notes) -> None:
    """Sets a table, or what of it goes on overleaf."""
    above = next((n for n in range(len(out) - 1, -1, -1) if not out[n].furniture), -1)
    upper = out[above].table if above >= 0 and out[above].page == row.page - 1 else None
    going_on = overleaf(upper, table) if upper is not None else None
    if going_on is None:
        out.append(Line("", notes.place(row), table=table, page=row.page))
        return
    whole, head = going_on
    out[above] = structs.replace(out[above], table=whole, page=row.page)
    if head is not None:
        words = " ".join(block_text(block) for cell in head.cells for block in cell.blocks)
        out.append(Line(words, notes.place(row), furniture="head of a table again", page=row.page))


def _line(rows: list[Row], gap: bool, notes: Notes, measure: Measure) -> Line:
    text, marks = joined(rows, notes.hyphens)
    first = rows[0]
    bold = any(m.kind == "b" and m.start == 0 and m.end == len(text) for m in marks)
    tagged = first.tag.heading if first.tag is not None and measure.tagged else 0
    heading = tagged or measure.heading(first, text, bold)
    text, marks, calls = _called(text, marks, rows, notes)
    emphasis = tuple(
        Emphasized(m.start, m.end, "i" if m.kind == "i" else "b" if m.kind == "b" else "sup")
        for m in marks
        if m.end - m.start < WHOLE * len(text)
    )
    return Line(
        text,
        notes.place(first),
        emphasis=emphasis,
        calls=calls,
        gap=gap,
        heading=heading,
        indent=round(max(first.left - first.edges[0], 0.0), 1),
        page=first.page,
    )


def _called(text: str, marks: list[Mark], rows: list[Row], notes: Notes) -> tuple[str, list[Mark], tuple[Call, ...]]:
    """A text without the marks of the notes that it calls."""
    calls: list[Call] = []
    left: list[Mark] = []
    off = 0
    pages = range(rows[0].page, rows[-1].page + 1)
    for mark in marks:
        start, end = mark.start - off, mark.end - off
        call = None
        if mark.kind == "sup" and start:
            for page in pages:
                call = call or notes.called(page, text[start:end], start)
        if call is None:
            left.append(Mark(start, end, mark.kind))
            continue
        before = text[:start].rstrip()
        off += len(text) - len(before) - len(text[end:])
        text = before + text[end:]
        calls.append(call._replace(at=len(before)))
    return text, left, tuple(calls)


def _numbered(lines: list[Line]) -> list[Line]:
    """The lines, each with its number in the text that was taken out of the file."""
    return [structs.replace(line, at=n) for n, line in enumerate(lines, 1)]
