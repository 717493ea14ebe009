"""The galley: fair-copy lines set as blocks with their place in the structure, one long column before any page exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from msgspec import structs

from engross.faircopy import FairCopy, Line
from engross.model import Block as ModelBlock
from engross.model import BlockList, Break, Content, Note, Paragraph, Table, block_text, text_of
from engross.styles import MASTHEAD, HouseStyle, Letters, names_party, stacked
from engross.writers.pdf.hyphens import hyphenator
from engross.writers.pdf.inlines import PLAIN, Run, Setting, runs
from engross.writers.pdf.outline import Outline
from engross.writers.pdf.paragraph import Measure, Segment, SetLine, set_lines
from engross.writers.pdf.styles import FACES, HANG_GAP, HANG_MOST, Style, headed, role_styles, sizes_of
from engross.writers.pdf.tags import Element
from engross.writers.pdf.typefaces import Fonts

_DATELINE, _SENTENCE = 64, 40  # characters of a dateline that may stand at the far side, and of one with a full stop
_HEADS = frozenset(("title", "heading", "cross-heading", "annex"))
_INDENTED = frozenset(("chapeau", "recital", "formula", "paragraph", "conclusion"))
_NARROW = 215.0  # points
_FEW = 12  # lines of signatures
_ARABIC_SCRIPT = frozenset("ar fa ur ps".split())


class Block:
    """Some lines that belong together. left and label_left: where its measure and its label begin, from the left of
    the column; width: of the measure;
    eid: the destination that stands here; bookmark: (level from 0, words), None for none; together: whole, and not
    parted from what follows; introduces: its end is not parted from what follows; fresh: begins a page; spanning: set
    over all columns."""

    __slots__ = (
        "after", "before", "bookmark", "eid", "element", "fresh", "introduces", "label", "label_element", "label_left",
        "leading", "left", "lines", "spanning", "together", "width",
    )  # fmt: skip

    def __init__(self, lines: list[SetLine], style: Style, element: Element, left: float, width: float) -> None:
        self.lines = lines
        self.leading = style.leading
        self.before = style.before
        self.after = style.after
        self.together = style.together
        self.element = element
        self.left = left
        self.width = width
        self.eid = ""
        self.bookmark: tuple[int, str] | None = None
        self.label: SetLine | None = None
        self.label_element: Element | None = None
        self.label_left = 0.0
        self.fresh = False
        self.introduces = False
        self.spanning = False


class Galley:
    """Sets the lines of one fair copy into blocks."""

    def __init__(self, copy: FairCopy, house: HouseStyle, root: Element, column: float, sheet: float) -> None:
        self.copy = copy
        self.house = house
        self.rtl = copy.words.direction == "rtl"
        self.language = copy.words.tag.partition("-")[0]
        self.arabic = self.language in _ARABIC_SCRIPT
        self.sizes = sizes_of(house, self.language)
        self.styles = role_styles(self.sizes, house)
        self.fonts = Fonts(self.language, self.arabic, house.fonts.text)
        self.column = column
        self.sheet = sheet
        self.blocks: list[Block] = []
        self._outline = Outline(root)
        self._hangs = self._measure_labels()
        self._zone = ""
        self._letters = Letters() if house.clauses.letters == "italic" else None
        self._hyphenate: Callable[[str], tuple[int, ...]] = self._divide
        self._notes = 0

    # ----------------------------------------------------------------- small services

    def _divide(self, word: str) -> tuple[int, ...]:
        # Looked up with the first word that asks: most short texts are set without division.
        found = hyphenator(self.language)
        self._hyphenate = found if found is not None else lambda _: ()
        return self._hyphenate(word)

    def measure(self, width: float, style: Style, indent: float = 0.0) -> Measure:
        """The measure of a block. Only running text is divided; in a narrow measure it is ragged, not full of holes."""
        divide = (lambda w: self._hyphenate(w)) if style.align == "justified" else None
        align = "ragged" if style.align == "justified" and width < _NARROW else style.align
        return Measure(width, align, indent, self.rtl, divide, style.even)

    def setting(self, style: Style) -> Setting:
        """What the text of a block begins in."""
        lead = FACES[self.house.leads.face]
        return Setting(style.face.replace("i", ""), "i" in style.face, style.size, lead=lead)

    def plain(self, text: str, face: str, size: float, width: float = 1e6) -> SetLine:
        """One line of plain text."""
        typeface = self.fonts.typeface(face, size)
        if text and text.isascii() and text.isprintable() and " " not in text and not self.rtl:
            word = typeface.word(text)
            return SetLine([Segment(PLAIN, typeface, word.array, word.width)], 0.0, word.width)
        run = Run(text, typeface, PLAIN)
        lines = set_lines([run], Measure(width, "ragged", 0.0, self.rtl))
        if not lines:
            return SetLine([], 0.0, 0.0)
        line = lines[0]
        line.left = 0.0
        return line

    def _measure_labels(self) -> dict[tuple[str, int], float]:
        """How far the text of each depth hangs from its number, in recitals and in clauses: the widest common label."""
        widest: dict[tuple[str, int], float] = {}
        zone = ""
        for line in self.copy.lines:
            zone = _zone(line, zone)
            if line.label and line.depth and line.role in ("recital", "clause", "item"):
                hang = self.plain(line.label, "", self.sizes.body).width + HANG_GAP
                key = (zone, line.depth)
                least = self.house.clauses.indent
                widest[key] = max(widest.get(key, least), hang if hang <= HANG_MOST else least)
        return widest

    def _left(self, depth: int) -> float:
        """Where the text of a depth begins: numbers stand in the indents of the depths, or in those of first lines."""
        least = self.house.clauses.indent
        if self.house.clauses.numbers == "indented":
            return least * min(depth - 1, 11)
        return sum(self._hangs.get((self._zone, d), least if d > 1 else 0.0) for d in range(1, min(depth, 12) + 1))

    # ----------------------------------------------------------------- lines

    def set(self) -> list[Block]:
        """The blocks of all lines, in order."""
        lines = self.copy.lines
        front = True
        beside = -1
        signed: list[Block] = []
        for n, line in enumerate(lines):
            if line.role != "signature":
                signed = []
            if n < beside:
                continue
            before = len(self.blocks)
            following = lines[n + 1] if n + 1 < len(lines) else None
            self._zone = _zone(line, self._zone)
            front = front and line.role in ("masthead", "title", "preface")
            if count := self._beside(n):
                beside = n + count
            elif line.role in _HEADS:
                self._heading(line, front, lines[n - 1] if n else None)
            elif line.table is not None:
                self._table(line, line.table)
            elif line.depth and line.role in ("clause", "item", "recital", "continuation"):
                self._numbered(line, following)
            else:
                self._running(line, front, lines[n - 1] if n else None)
            if line.role == "signature":
                signed += self.blocks[before:]
                # A few signatories stand on one page.
                for block in signed[:-1] if len(signed) <= _FEW else ():
                    block.together = True
        return self.blocks

    def _beside(self, n: int) -> int:
        """Set the lines from `n` that the house puts side by side; how many these are, 0 for none."""
        lines, role = self.copy.lines, self.copy.lines[n].role
        apart = (role == "masthead" and not self.blocks and self.house.masthead.form == "table") or (
            role == "signature" and self.house.signatures.columns > 1
        )
        if not apart:
            return 0
        from engross.writers.pdf.sides import set_masthead, set_signatures

        run = list(takewhile(lambda line: line.role == role, lines[n:]))
        self._outline.leave()
        self._close(lines[n], lines[n - 1] if n else None)
        if role == "masthead":
            run = run[:MASTHEAD]
            self.blocks.append(set_masthead(self, run, self._outline.division))
        else:
            self.blocks += set_signatures(self, run, self._outline.division)
        return len(run)

    def _heading(self, line: Line, front: bool, previous: Line | None) -> None:
        level = {"annex": 1, "title": 1}.get(line.role, line.depth)
        again = line.role == "title" and previous is not None and previous.role == "title" and bool(self.blocks)
        element = self._outline.last if again else self._outline.heading(line.role, level)
        content: Content = line.content
        if line.label:
            between = (Break(),) if content and stacked(line.role, line.label) else ("\u2002",) if content else ()
            content = (line.label, *between, *content)
        style = self.styles[line.role]
        if line.role == "title" and self._outline.annex:
            style = structs.replace(self.styles["annex"], before=0.0)
        if again:
            style = structs.replace(style, before=style.leading * 0.3)
            self.blocks[-1].after = 0.0
        if line.role == "heading" and level > 1:
            heads = self.house.headings
            style = headed(style, heads.article if level == 2 else heads.section, self.sizes)
        if previous is not None and previous.role in ("heading", "annex") and line.role in ("heading", "cross-heading"):
            style = structs.replace(style, before=style.after)
        block = self.block(content, style, element, 0.0, spanning=front)
        if block is not None:
            block.eid = line.eid
            block.fresh = line.role == "annex" and len(self.blocks) > 1
            self._outline.headed(element)
            if line.role != "cross-heading":
                block.bookmark = int(element.tag[1:]) - 1, _words(content)

    def _running(self, line: Line, front: bool, previous: Line | None) -> None:
        """A paragraph outside the clauses."""
        style = self.styles[line.role]
        again = previous is not None and previous.role == line.role
        running = line.role in _INDENTED
        if line.role == "dateline" and _sentence(text_of(line.content)):
            running = True
            style = structs.replace(self.styles["conclusion"], together=True)
        elif line.role == "signature":
            near = again and previous is not None and names_party(text_of(previous.content))
            style = structs.replace(
                style,
                before=round(style.leading * 0.3, 1) if near else style.before,
                together=names_party(text_of(line.content)),
            )
        if again and line.role in ("dateline", "masthead", "preface"):
            style = structs.replace(style, before=0.0)
        self._outline.leave()
        self._close(line, previous)
        if line.role == "masthead" and not any(b.element.tag == "P" for b in self.blocks):
            style = structs.replace(style, face="s")
        if line.role == "formula" and line.kind == "enactingFormula":
            style = structs.replace(style, align="ragged")
        indent = self.house.text.first_line if running and not front else 0.0
        block = self.block(line.content, style, Element("P", self._outline.division), 0.0, indent, spanning=front)
        if block is not None:
            block.eid = line.eid

    def _close(self, line: Line, previous: Line | None) -> None:
        """Let no page begin with the date or the signatures alone: the end of the text goes with the first of them."""
        ends = ("dateline", "signature")
        if line.role in ends and previous is not None and previous.role not in ends and self.blocks:
            self.blocks[-1].introduces = True

    def _numbered(self, line: Line, following: Line | None) -> None:
        style, left = self.styles[line.role], self._left(line.depth)
        inner = following is not None and following.depth > line.depth and following.role not in _HEADS
        goes_on = inner or (
            following is not None and following.depth == line.depth and following.role in ("continuation", "table")
        )
        if line.role == "continuation":
            element, label = Element("P", self._outline.inside(line.depth)), None
        elif line.role == "recital" and not line.label:
            self._outline.leave()
            element, label = Element("P", self._outline.division), None
        else:
            element, label = self._outline.item(line, goes_on)
        drawn = self._label(line) if line.label else None
        hang = self._hangs.get((self._zone, line.depth), 0.0)
        indent = max(0.0, drawn.width + HANG_GAP - hang) if drawn and drawn.width + HANG_GAP > hang + 0.01 else 0.0
        if drawn and self.house.clauses.numbers == "indented":
            indent = self.house.clauses.indent + drawn.width + HANG_GAP
        elif line.role == "recital" and not drawn:
            indent = self.house.text.first_line
        block = self.block(line.content, style, element, left, indent, force=drawn is not None)
        if block is not None:
            block.eid = line.eid
            block.introduces = inner
            block.label, block.label_element = drawn, label
            if drawn is not None:
                # Close to its text, so that extraction does not take the numbers for a column of their own.
                near = left + indent - HANG_GAP
                block.label_left = self.column - near if self.rtl else near - drawn.width

    def _label(self, line: Line) -> SetLine:
        """The label of a line, its letter in italics where the house wants that."""
        if self._letters is None or (parts := self._letters.parted(line.label, line.depth)) is None:
            return self.plain(line.label, "", self.sizes.body)
        faces = (self.fonts.typeface(face, self.sizes.body) for face in ("", "i", ""))
        made = [Run(text, face, PLAIN) for text, face in zip(parts, faces, strict=True) if text]
        (drawn,) = set_lines(made, Measure(1e6, "ragged", 0.0, self.rtl))
        drawn.left = 0.0
        return drawn

    def block(
        self, content: Content, style: Style, element: Element, left: float, indent: float = 0.0, *,
        spanning: bool = False, force: bool = False,
    ) -> Block | None:  # fmt: skip
        """Set a paragraph and add it; None when there is nothing to see."""
        column = self.sheet if spanning else self.column
        width = max(column - left, 60.0)
        made = list(runs(content, self.fonts, self.setting(style)))
        lines = set_lines(made, self.measure(width, style, indent))
        if not lines:
            if not force:
                return None
            lines = [SetLine([], 0.0, 0.0)]
        block = Block(lines, style, element, 0.0 if self.rtl else column - width, width)
        block.spanning = spanning
        self.blocks.append(block)
        return block

    def _table(self, line: Line, table: Table) -> None:
        from engross.writers.pdf.tables import set_table

        left = self._left(line.depth) if line.depth else 0.0
        self.blocks += set_table(self, line.content, table, self._outline.inside(line.depth), left)

    # ----------------------------------------------------------------- notes

    def note(self, note: Note, width: float) -> list[Block]:
        """The blocks of a note, for the foot of a page. Its element finds its parent when the call is drawn."""
        self._notes += 1
        element = Element("Note", identity=f"note-{self._notes}")
        style = Style(self.sizes.small, self.sizes.small_leading, 1.5)
        label = self.plain(note.marker, "", style.size)
        hang = max(14.0, label.width + 4.0)
        out: list[Block] = []
        mark = Element("Lbl", element)
        for number, content in flatten(note.blocks):
            made = list(runs((f"{number} ", *content) if number else content, self.fonts, self.setting(style)))
            lines = set_lines(made, self.measure(width - hang, style)) or ([] if out else [SetLine([], 0.0, 0.0)])
            if lines:
                out.append(Block(lines, style, Element("P", element), 0.0 if self.rtl else hang, width - hang))
        first = out[0]
        first.label, first.label_element, first.eid = label, mark, f"note-{self._notes}"
        first.label_left = width - hang + 4.0 if self.rtl else hang - 4.0 - label.width
        return out


def flatten(blocks: Sequence[ModelBlock]) -> Iterator[tuple[str, Content]]:
    """(number, text) of the paragraphs in some blocks of a note or cell; one empty one when there are none."""
    empty = True
    for block in blocks:
        if isinstance(block, Paragraph):
            yield "", block.content
        elif isinstance(block, BlockList):
            if block.intro:
                yield "", block.intro
            for item in block.items:
                for n, (number, content) in enumerate(flatten(item.blocks)):
                    own = item.number.text if item.number and n == 0 else ""
                    yield " ".join(x for x in (own, number) if x), content
            if block.wrap_up:
                yield "", block.wrap_up
        else:
            yield "", (block_text(block),)
        empty = False
    if empty:
        yield "", ()


def _zone(line: Line, zone: str) -> str:
    """ "r" in recitals, "c" in clauses: their numbers have widths of their own."""
    if line.role == "recital":
        return "r"
    return "c" if line.role == "clause" or not line.depth else zone


def _sentence(text: str) -> bool:
    """Whether a dateline is running text: "DONE at Quill, on 4 June 2024, in a single original."."""
    text = text.strip()
    return len(text) > (_SENTENCE if text.endswith((".", "。")) else _DATELINE)


def _words(content: Content) -> str:
    return " ".join(text_of(content).split())
