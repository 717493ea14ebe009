"""The pages of a file laid out as a sheet: furniture named, columns in order, notes at their calls, paragraphs whole."""

from __future__ import annotations

from engross.readers.pdf.furniture import Heads
from engross.readers.pdf.notes import Notes
from engross.readers.pdf.paragraphs import Measure, edged, joined, paragraphs
from engross.readers.pdf.pieces import Mark, Page, Piece
from engross.readers.pdf.rows import Row, gutter_of, levels, rows_of
from engross.readers.pdf.setting import Hyphens
from engross.recognise.sheet import Call, Emphasized, Line

WHOLE = 0.95
"""Share of a paragraph from which its slant or weight is that of the paragraph, and no emphasis."""
LINE_FOR = {"i": "i", "b": "b", "sup": "sup"}


def lines_of(pages: list[Page]) -> list[Line]:
    """What stands on the pages, in reading order."""
    heads = Heads(pages)
    furniture: dict[int, list[Line]] = {}
    bodies: list[list[Piece]] = []
    for page in pages:
        body, aside = _apart(page, heads)
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
    return _numbered(_set(text, measure, notes, furniture))


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


def _set(rows: list[Row], measure: Measure, notes: Notes, furniture: dict[int, list[Line]]) -> list[Line]:
    out: list[Line] = []
    waiting = sorted(furniture)
    for run, gap in paragraphs(rows, measure):
        # The furniture of a page stands before the first paragraph that begins on it.
        while waiting and waiting[0] <= run[0].page:
            out += furniture[waiting.pop(0)]
        out.append(_line(run, gap, notes))
    for page in waiting:
        out += furniture[page]
    return out + notes.left()


def _line(rows: list[Row], gap: bool, notes: Notes) -> Line:
    text, marks = joined(rows, notes.hyphens)
    first = rows[0]
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
    from msgspec import structs

    return [structs.replace(line, at=n) for n, line in enumerate(lines, 1)]
