"""The fair copy as plain text: hanging indents, centred heads, notes at the end; every word of the tree, in order.

Right to left: text stays in logical order, as every editor and terminal expects. A paragraph of plain text takes its
direction from its first strong letter, so indents need nothing (its leading spaces stand at its right), but a line that
happens to begin the other way round would jump to the other side: such a line opens with a direction mark (U+200F in a
right-to-left instrument, U+200E in others). The marks are the only characters added that do not show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from engross.diagnostics import Diagnostic, Outcome, Rule, Severity
from engross.faircopy import FairCopy, FairCopyOptions, Line, Role, fair_copy
from engross.model import Block, BlockList, Break, Content, Emphasis, Instrument, Note, OpaqueInline, Paragraph, Table
from engross.writers.text_table import drawn
from engross.writers.text_wrap import balanced, collapsed, columns, wrapped

RAISED = Rule("text-raised", "flattened", Severity.INFO, "Raised or lowered characters stand on the line in plain text")
CONTROL = Rule("text-control", "character", Severity.WARNING, "A control character became U+FFFD in plain text")

HANG = 4  # columns from a label to its text
WIDEST_HANG = 6  # a label that needs more pushes aside its own first line only
NOTE_CALL = "[{}]"
_BREAK = "\x00"  # stands for a line break until the lines are made


class TextOptions(FairCopyOptions, frozen=True):
    """How plain text is laid out. width: the columns of a line; only a word that is wider goes beyond it."""

    width: Annotated[int, Meta(ge=20, le=100_000)] = 72


class TextWriter:
    """Plain text in UTF-8 with LF line ends, at least one of them."""

    Options = TextOptions

    def write(self, instrument: Instrument, options: TextOptions = TextOptions()) -> Outcome[bytes]:  # noqa: B008
        """Raises nothing: every instrument has a text. Reports what a plain character cannot show."""
        copy = fair_copy(instrument, options)
        page = _Page(copy, options.width)
        page.lines(copy.lines)
        page.notes(copy.words.notes)
        text, controls = _CONTROL.subn("\ufffd", page.text())
        found = []
        if controls:
            found.append(Diagnostic(CONTROL, f"{controls} control characters became U+FFFD"))
        if page.raised:
            found.append(Diagnostic(RAISED, f"{page.raised} raised or lowered passages stand on the line"))
        return Outcome(text.encode(), tuple(found))


_TOGETHER: frozenset[Role] = frozenset({"masthead", "preface", "dateline", "signature"})
_CENTRED: frozenset[Role] = frozenset({"title", "heading", "cross-heading", "annex"})
# Characters that no page shows and that a terminal would obey; a lone surrogate has no bytes.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_STRONG = re.compile(r"[^\W\d_]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


class _Page:
    """Collects the lines of one text."""

    def __init__(self, copy: FairCopy, width: int) -> None:
        self.width = width
        self.rtl = copy.words.direction == "rtl"
        self.out: list[str] = []
        self.hangs = _hangs(copy.lines)
        self.labelled: dict[int, bool] = {}
        self.called: list[Note] = []
        self.raised = 0

    def text(self) -> str:
        """The whole text, each line with its end."""
        out = self.out
        text = "\n".join(out)
        if self.rtl or _RIGHT_TO_LEFT.search(text):
            out = [self.turned(line) for line in out]
            text = "\n".join(out)
        return text + "\n"

    def turned(self, line: str) -> str:
        """`line` with a direction mark if a reader of plain text would take it for one of the other direction."""
        strong = _STRONG.search(line)
        if strong is None:
            return f"\u200f{line}" if self.rtl and line else line
        if bool(_RIGHT_TO_LEFT.match(strong[0])) == self.rtl:
            return line
        return f"\u200f{line}" if self.rtl else f"\u200e{line}"

    # ----------------------------------------------------------------- the lines of the fair copy

    def lines(self, lines: Sequence[Line]) -> None:
        before: Role | None = None
        rows_before = 0
        for line in lines:
            start = len(self.out)
            if line.table is not None:
                self.table(line)
            elif line.role in _CENTRED:
                self.head(line)
            else:
                self.paragraph(line)
            rows = len(self.out) - start
            if not rows:  # a line without words leaves no gap
                continue
            together = line.role == before and (
                line.role == "title" or (line.role in _TOGETHER and rows == rows_before == 1)
            )
            if line.role == "signature" and self.out[-1].endswith(":"):
                together = False  # "For the Republic of …:" opens the next block
            if before is not None and not together:
                self.out[start:start] = ["", ""] if line.role == "annex" else [""]
            before, rows_before = line.role, rows

    def head(self, line: Line) -> None:
        """A title or heading, centred; a label in words ("Article 2") has a line to itself."""
        parts, label = self.spoken(line.content), collapsed(line.label)
        if label and parts and line.role == "heading" and columns(label) <= WIDEST_HANG - 1:
            parts[0] = f"{label} {parts[0]}"
        elif label:
            parts.insert(0, label)
        room = self.width - 2 * HANG if self.width > 6 * HANG else self.width
        for part in parts:
            for row in balanced(part, room):
                self.out.append(" " * ((self.width - columns(row)) // 2) + row)

    def paragraph(self, line: Line) -> None:
        """A paragraph, at the indent of its depth, its label hanging."""
        start, text_at = self.indents(line)
        self.hanging(collapsed(line.label), self.spoken(line.content), start, text_at)

    def indents(self, line: Line) -> tuple[int, int]:
        """The columns at which the label and the text of `line` begin; never beyond the middle of the page."""
        depth = line.depth
        if not depth:
            return 0, 0
        start = sum(self.hangs.get(d, HANG) if self.labelled.get(d) else HANG for d in range(1, depth))
        goes_on = line.role == "continuation" or line.table is not None
        if not goes_on:
            self.labelled[depth] = bool(line.label)
        text_at = start + (self.hangs.get(depth, HANG) if self.labelled.get(depth) else 0)
        if goes_on:
            start = text_at
        middle = self.width // 2
        return min(start, middle), min(text_at, middle)

    def hanging(self, label: str, parts: list[str], start: int, text_at: int) -> None:
        """Some paragraphs below each other (the parts between line breaks), the first beside its label."""
        indent, margin, room = " " * start, " " * text_at, self.width - text_at
        head, first = indent, self.width - start
        if label:
            head = f"{indent}{label}" + " " * max(1, text_at - start - columns(label))
            first = self.width - columns(head)
        if not parts and label:
            self.out.append(head.rstrip(" "))
        for part in parts:
            for row in wrapped(part, max(first, 1), room):
                self.out.append(head + row)
                head = margin
            first = room

    # ----------------------------------------------------------------- tables and notes

    def table(self, line: Line) -> None:
        start, _ = self.indents(line)
        for part in self.spoken(line.content):
            self.hanging("", [part], start, start)
        if line.table is not None:
            self.rows(line.table, start)

    def rows(self, table: Table, start: int) -> None:
        cells = [[self.cell(cell.blocks) for cell in row.cells] for row in table.rows]
        if (rows := drawn(table, cells, self.width - start)) is not None:
            self.out += (f"{' ' * start}{row}".rstrip(" ") for row in rows)
            return
        # Columns narrower than their words would be no columns: the cells go below each other.
        for n, row in enumerate(cells):
            if n:
                self.out.append("")
            for k, parts in enumerate(row):
                if parts:
                    indent = start + (HANG if k else 0)
                    self.hanging("", parts, indent, indent)

    def cell(self, blocks: Sequence[Block]) -> list[str]:
        return [part for block in blocks for part in self.block(block)]

    def block(self, block: Block) -> Iterator[str]:
        """The paragraphs of a block in a cell or a note."""
        if isinstance(block, Paragraph):
            yield from self.spoken(block.content)
        elif isinstance(block, BlockList):
            yield from self.spoken(block.intro)
            for item in block.items:
                parts = self.cell(item.blocks)
                if item.number:
                    parts[:1] = [" ".join([item.number.text, *parts[:1]])]
                yield from parts
            yield from self.spoken(block.wrap_up)
        elif isinstance(block, Table):
            yield from self.spoken(block.caption)
            for row in block.rows:
                for cell in row.cells:
                    yield from self.cell(cell.blocks)
        elif block.text:
            yield block.text

    def notes(self, heading: str) -> None:
        """The notes at the end, each behind its marker; those called from a note come after all others."""
        if not self.called:
            return
        drawn_notes: list[tuple[str, list[str]]] = []
        for note in self.called:  # grows on the way
            drawn_notes.append((collapsed(NOTE_CALL.format(note.marker)), self.cell(note.blocks)))
        text_at = max(HANG, min(max(columns(label) for label, _ in drawn_notes) + 1, WIDEST_HANG))
        self.out += ["", "", heading]
        for label, parts in drawn_notes:
            self.out.append("")
            self.hanging(label, parts, 0, text_at)

    # ----------------------------------------------------------------- words

    def spoken(self, content: Content) -> list[str]:
        """The paragraphs between the line breaks of some inlines, notes as calls; without those that have no words."""
        if len(content) == 1 and type(content[0]) is str:
            return [content[0]] if content[0].strip() else []
        out: list[str] = []
        self.speak(content, out)
        return [part for part in "".join(out).split(_BREAK) if part.strip()]

    def speak(self, content: Content, out: list[str]) -> None:
        for part in content:
            if isinstance(part, str):
                out.append(part)
            elif isinstance(part, Break):
                out.append(_BREAK)
            elif isinstance(part, Note):
                self.called.append(part)
                out.append(NOTE_CALL.format(part.marker))
            elif isinstance(part, OpaqueInline):
                out.append(part.text)
            else:
                if isinstance(part, Emphasis) and part.kind in ("sup", "sub"):
                    self.raised += 1
                self.speak(part.content, out)


def _hangs(lines: Sequence[Line]) -> dict[int, int]:
    """For each depth, the columns from the labels to the text: as many as the widest label wants, within reason."""
    widest: dict[int, int] = {}
    for line in lines:
        if line.depth and line.label and line.role not in _CENTRED:
            widest[line.depth] = max(widest.get(line.depth, 0), columns(collapsed(line.label)))
    return {depth: max(HANG, min(width + 1, WIDEST_HANG)) for depth, width in widest.items()}
