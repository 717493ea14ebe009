"""What a sheet knows of its characters (emphasis, links, breaks, notes, tables) laid into the contents of pieces.

Recognition works on words alone; here each range finds its words again, by offsets, and goes around or into the inlines
that were found there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, structs

from engross.model import (
    Block,
    Content,
    Document,
    Mark,
    Note,
    OpaqueInline,
    Paragraph,
    Table,
    content,
)
from engross.recognise.layer import Layer, Range
from engross.recognise.pieces import Piece, Role
from engross.source import Span

if TYPE_CHECKING:
    from engross.recognise.sheet import Call, Line

PLACEHOLDER = "\ue000"
"""Opens the text of the inline that stands for a table until the tree is built."""
DRAWN = frozenset(("title", "heading", "masthead", "adopted", "annex", "closing", "issuer"))
"""Roles whose lines are set in a face of their own: emphasis of the whole line is no emphasis."""
PREFATORY = frozenset(("masthead", "title", "adopted"))


Called = dict[tuple[int, int], tuple[Piece, "Call", list[Block]]]
"""Notes whose calls have not been met, by where those stand (and which of several there)."""


class Laid(NamedTuple):
    """What lies on one line of a source, its characters start to end."""

    start: int
    end: int
    ranges: tuple[Range, ...]
    calls: tuple[tuple[int, Call], ...]
    breaks: tuple[int, ...]


class Aside(NamedTuple):
    """A line that was not searched. `words`: where its text begins, after a number; `furniture`: what it is, or "";
    `note`: the call of the note it belongs to and where that call stands."""

    span: Span
    words: int
    furniture: str
    table: Table | None
    note: tuple[Call, int] | None

    def piece(self, before: Piece | None, after: Piece | None) -> Piece:
        """The piece that the line is, between two others; its text is filled in by the overlay."""
        role: Role = "furniture" if self.furniture else "note" if self.note else _role_between(before, after)
        look = self.furniture or ("note" if self.note else "table")
        return Piece(role, (self.span,), "", None, 1, look, "", "")


def _role_between(before: Piece | None, after: Piece | None) -> Role:
    """The role of a table: that of a masthead in the head, of a closing in the tail, else of a paragraph."""
    if before is None or before.role in PREFATORY:
        return "masthead"
    if before.role == "closing" or (before.role == "recital" and after is not None and after.role == "recital"):
        return before.role
    return "paragraph"


class Overlay:
    """Lays what is known of the characters of `source` into contents."""

    def __init__(self, source: str, laid: Sequence[Laid], asides: Sequence[Aside]) -> None:
        self.source = source
        self.lines = laid
        self.starts = [line.start for line in laid]
        self.reaches = [list(accumulate((r.end for r in line.ranges), max)) for line in laid]
        self.placed: set[tuple[int, int]] = set()
        self.asides = {aside.span.start: aside for aside in asides}
        self.set_tables: list[Table] = []
        self.note_lines: dict[int, list[Block]] = {}

    # ----------------------------------------------------------------- before and after dressing

    def plain(self, pieces: Iterable[Piece]) -> list[Piece]:
        """The pieces, those aside with the words that they are dressed by. (Tables are dressed by nobody.)"""
        out = []
        for piece in pieces:
            aside = self._aside(piece)
            if aside is not None and aside.table is None:
                words = aside.words if aside.note else aside.span.start
                piece = structs.replace(piece, text=self.source[words : aside.span.end])
            out.append(piece)
        return out

    def _aside(self, piece: Piece) -> Aside | None:
        aside = self.asides.get(piece.spans[0].start)
        return aside if aside is not None and aside.span == piece.spans[0] else None

    def lay(self, pieces: Sequence[Piece], contents: Sequence[Content]) -> tuple[list[Piece], list[Content]]:
        """The pieces without the notes that stand at their calls, and their contents with everything laid in."""
        called: Called = {}
        waiting: list[tuple[Piece, Content]] = []
        # Notes stand last and call only notes that stand behind them: each is whole when its call is laid.
        for piece, inner in zip(reversed(pieces), reversed(contents), strict=True):
            aside = self._aside(piece)
            if aside is not None and aside.table is not None:
                inner = self._placeholder(aside.table)
            else:
                inner = self._with_marks(piece, inner, called)
            if aside is not None and aside.note is not None:
                call, at = aside.note
                blocks = called.setdefault((at, id(call)), (piece, call, []))[2]
                blocks.insert(0, Paragraph(inner))
            else:
                waiting.append((piece, inner))
        out = list(reversed(waiting))
        # A note whose call no piece holds (in furniture, say) is kept at the end.
        for piece, call, blocks in called.values():
            for block in blocks:
                if isinstance(block, Paragraph):
                    out.append((piece, content([f"{call.marker} " if call.marker else "", *block.content])))
        return [piece for piece, _ in out], [inner for _, inner in out]

    # ----------------------------------------------------------------- one piece

    def _with_marks(self, piece: Piece, inner: Content, called: Called) -> Content:
        lines = self._lines_under(piece)
        if not lines:
            return inner
        text = piece.text
        if not text and piece.heading:
            text, inner = piece.heading, (piece.heading,)
        at = _positions(self.source, piece.spans, text)
        size = len(text)
        ranges: list[Range] = []
        calls: list[tuple[int, Note]] = []
        breaks: set[int] = set()
        low, high = piece.spans[0].start, max(span.end for span in piece.spans)
        for n in lines:
            line = self.lines[n]
            for range_ in self._ranges_within(n, low, high):
                start, end = bisect_left(at, range_.start), min(size, bisect_left(at, range_.end))
                while start < end and text[start].isspace():
                    start += 1
                while end > start and text[end - 1].isspace():
                    end -= 1
                whole = start == 0 and end == size and piece.role in DRAWN and range_.kind != "a"
                if start < end and not whole:
                    ranges.append(Range(start, end, range_.kind, range_.href))
            # A note of furniture is not furniture: it is left to stand at the end.
            for offset, call in line.calls if piece.role != "furniture" else ():
                key = (offset, id(call))
                if key not in self.placed and any(span.start <= offset <= span.end for span in piece.spans):
                    self.placed.add(key)
                    note = called.pop(key, None)
                    calls.append((bisect_left(at, offset), Note(tuple(note[2]) if note else (), call.marker)))
            breaks.update(bisect_left(at, offset) for offset in line.breaks if low < offset < high)
        return Layer(ranges, calls, breaks).lay(inner)

    def _ranges_within(self, n: int, low: int, high: int) -> Sequence[Range]:
        """The ranges of a line (they are sorted) that may lie on characters between two offsets."""
        ranges = self.lines[n].ranges
        return ranges[bisect_right(self.reaches[n], low) : bisect_left(ranges, (high,))]

    def _lines_under(self, piece: Piece) -> list[int]:
        """The indexes of the lines that a piece stands on, if anything lies on them."""
        out: list[int] = []
        for span in piece.spans:
            n = max(0, bisect_right(self.starts, span.start) - 1)
            while n < len(self.lines) and (self.lines[n].start < span.end or self.lines[n].start <= span.start):
                if self.lines[n].end >= span.start and (not out or out[-1] < n):
                    out.append(n)
                n += 1
        return out

    # ----------------------------------------------------------------- tables

    def _placeholder(self, table: Table) -> Content:
        self.set_tables.append(table)
        return (OpaqueInline("", f"{PLACEHOLDER}{len(self.set_tables) - 1}"),)

    def with_tables(self, document: Document) -> Document:
        """The document with each table where its line stands."""
        if not self.set_tables:
            return document
        made: Document = self._restored(document)
        return made

    def _restored(self, part: Any) -> Any:
        if isinstance(part, Paragraph):
            only = part.content[0] if len(part.content) == 1 else None
            while isinstance(only, Mark) and len(only.content) == 1:
                only = only.content[0]  # below a signature all is marked as one
            if isinstance(only, OpaqueInline) and only.text.startswith(PLACEHOLDER):
                return self.set_tables[int(only.text[1:])]
            return part
        if isinstance(part, tuple):
            return tuple([self._restored(p) for p in part])
        if not isinstance(part, Struct) or isinstance(part, Table):
            return part
        fields = {name: getattr(part, name) for name in part.__struct_fields__}
        held = {n: v for n, v in fields.items() if isinstance(v, tuple | Document)}
        return structs.replace(part, **{name: self._restored(value) for name, value in held.items()})


def blocks_of(lines: Sequence[Line]) -> tuple[Block, ...]:
    """The lines of a cell as blocks: numbers before their words, notes at their calls, nothing recognised."""
    out: list[Block] = []
    for line in lines:
        if line.table is not None:
            out.append(line.table)
            continue
        ranges = [Range(e.start, e.end, e.kind, "") for e in line.emphasis]
        ranges += [Range(a.start, a.end, "a", a.href) for a in line.links]
        calls = [(call.at, Note(blocks_of(call.lines), call.marker)) for call in line.calls]
        inner = Layer(ranges, calls, set(line.breaks)).lay((line.text,) if line.text else ())
        number = f"{line.number} " if line.number and line.text else line.number
        out.append(Paragraph(content([number, *inner])))
    return tuple(out)


def _positions(source: str, spans: tuple[Span, ...], text: str) -> list[int]:
    """The offset in the source of each character of the text of a piece, and the end of its last span.

    Found from the end: what the text leaves out (its number, a hyphen at a line end) stands before or between."""
    last = spans[-1]
    if len(spans) == 1 and source.endswith(text, last.start, last.end):
        return list(range(last.end - len(text), last.end + 1))
    out = [last.end]
    n = len(spans) - 1
    at = last.end
    for char in reversed(text):
        probe, here = n, at
        found = -1
        while probe >= 0:
            found = _found_before(source, char, spans[probe].start, here)
            if found >= 0:
                break
            probe -= 1
            here = spans[probe].end if probe >= 0 else 0
        if found >= 0 and (not char.isspace() or found >= at - 2):
            n, at = probe, found
        out.append(min(at, out[-1]))
    out.reverse()
    return out


def _found_before(source: str, char: str, start: int, end: int) -> int:
    if char != " ":
        return source.rfind(char, start, end)
    at = end - 1
    return at if at >= start and source[at].isspace() else -1
