"""The galley: fair-copy lines set as blocks with their place in the structure, one long column before any page exists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import structs

from engross.faircopy import FairCopy, Line
from engross.model import Block as ModelBlock
from engross.model import BlockList, Break, Content, Note, Paragraph, Table, block_text, text_of
from engross.writers.pdf.hyphens import hyphenator
from engross.writers.pdf.inlines import PLAIN, Run, runs, setting
from engross.writers.pdf.paragraph import Measure, Segment, SetLine, set_lines
from engross.writers.pdf.styles import ARABIC, HANG_GAP, HANG_LEAST, HANG_MOST, LATIN, Style, role_styles
from engross.writers.pdf.tags import Element
from engross.writers.pdf.typefaces import Fonts

_DATELINE = 64  # characters of a dateline that still looks like one, at the far side; a longer one is a paragraph
_NARROW = 215.0  # points
_ARABIC_SCRIPT = frozenset("ar fa ur ps".split())
_ROMAN = re.compile(r"[ivxlc]+|[IVXLC]+")


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

    def __init__(self, copy: FairCopy, root: Element, column: float, sheet: float) -> None:
        self.copy = copy
        self.rtl = copy.words.direction == "rtl"
        self.language = copy.words.tag.partition("-")[0]
        self.arabic = self.language in _ARABIC_SCRIPT
        self.sizes = ARABIC if self.arabic else LATIN
        self.styles = role_styles(self.sizes)
        self.fonts = Fonts(self.language, self.arabic)
        self.column = column
        self.sheet = sheet
        self.blocks: list[Block] = []
        self._outline = _Outline(root)
        self._hangs = self._measure_labels()
        self._zone = ""
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
                if hang <= HANG_MOST:
                    widest[key] = max(widest.get(key, HANG_LEAST), hang)
                else:
                    widest.setdefault(key, HANG_LEAST)
        return widest

    def _left(self, depth: int) -> float:
        """Where the text of a depth begins: numbers stand in the indents of the depths."""
        return sum(self._hangs.get((self._zone, d), HANG_LEAST if d > 1 else 0.0) for d in range(1, min(depth, 12) + 1))

    # ----------------------------------------------------------------- lines

    def set(self) -> list[Block]:
        """The blocks of all lines, in order."""
        lines = self.copy.lines
        front = True
        for n, line in enumerate(lines):
            following = lines[n + 1] if n + 1 < len(lines) else None
            self._zone = _zone(line, self._zone)
            front = front and line.role in ("masthead", "title", "preface")
            if line.role in ("heading", "cross-heading", "annex", "title"):
                self._heading(line, front, lines[n - 1] if n else None)
            elif line.table is not None:
                self._table(line, line.table)
            elif line.depth and line.role in ("clause", "item", "recital", "continuation"):
                self._numbered(line, following)
            else:
                self._running(line, front, n > 0 and lines[n - 1].role == line.role)
        return self.blocks

    def _heading(self, line: Line, front: bool, previous: Line | None) -> None:
        level = {"annex": 1, "title": 1}.get(line.role, line.depth)
        again = line.role == "title" and previous is not None and previous.role == "title" and bool(self.blocks)
        element = self._outline.last if again else self._outline.heading(line.role, level)
        content: Content = line.content
        if line.label:
            between = (Break(),) if content and _stacked(line) else ("\u2002",) if content else ()
            content = (line.label, *between, *content)
        style = self.styles[line.role]
        if line.role == "title" and self._outline.annex:
            style = structs.replace(self.styles["annex"], before=0.0)
        if again:
            style = structs.replace(style, before=style.leading * 0.3)
            self.blocks[-1].after = 0.0
        if line.role == "heading" and level > 1:
            style = structs.replace(style, face="i" if level == 2 else "")
        if previous is not None and previous.role in ("heading", "annex") and line.role in ("heading", "cross-heading"):
            style = structs.replace(style, before=style.after)
        block = self.block(content, style, element, 0.0, spanning=front)
        if block is not None:
            block.eid = line.eid
            block.fresh = line.role == "annex" and len(self.blocks) > 1
            self._outline.headed(element)
            if line.role != "cross-heading":
                block.bookmark = int(element.tag[1:]) - 1, _words(content)

    def _running(self, line: Line, front: bool, again: bool) -> None:
        """A paragraph outside the clauses; `again`: the one before had the same role."""
        style = self.styles[line.role]
        if line.role == "dateline" and len(text_of(line.content)) > _DATELINE:
            style = self.styles["conclusion"]
        if again and line.role in ("dateline", "masthead", "preface"):
            style = structs.replace(style, before=0.0)
        self._outline.leave()
        if line.role == "masthead" and not any(b.element.tag == "P" for b in self.blocks):
            style = structs.replace(style, face="s")
        if line.role == "formula" and line.kind == "enactingFormula":
            style = structs.replace(style, align="ragged")
        block = self.block(line.content, style, Element("P", self._outline.division), 0.0, spanning=front)
        if block is not None:
            block.eid = line.eid

    def _numbered(self, line: Line, following: Line | None) -> None:
        style, left = self.styles[line.role], self._left(line.depth)
        goes_on = following is not None and (
            following.depth > line.depth
            or (following.depth == line.depth and following.role in ("continuation", "table"))
        )  # fmt: skip
        if line.role == "continuation":
            element, label = Element("P", self._outline.inside(line.depth)), None
        elif line.role == "recital" and not line.label:
            self._outline.leave()
            element, label = Element("P", self._outline.division), None
        else:
            element, label = self._outline.item(line, goes_on)
        drawn = self.plain(line.label, "", self.sizes.body) if line.label else None
        hang = self._hangs.get((self._zone, line.depth), 0.0)
        indent = max(0.0, drawn.width + HANG_GAP - hang) if drawn and drawn.width + HANG_GAP > hang + 0.01 else 0.0
        block = self.block(line.content, style, element, left, indent, force=drawn is not None)
        if block is not None:
            block.eid = line.eid
            block.introduces = following is not None and following.depth > line.depth
            block.label, block.label_element = drawn, label
            if drawn is not None:
                # Close to its text, so that extraction does not take the numbers for a column of their own.
                near = left + indent - HANG_GAP
                block.label_left = self.column - near if self.rtl else near - drawn.width

    def block(
        self, content: Content, style: Style, element: Element, left: float, indent: float = 0.0, *,
        spanning: bool = False, force: bool = False,
    ) -> Block | None:  # fmt: skip
        """Set a paragraph and add it; None when there is nothing to see."""
        column = self.sheet if spanning else self.column
        width = max(column - left, 60.0)
        made = list(runs(content, self.fonts, setting(style.face, style.size)))
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
            made = list(runs((f"{number} ", *content) if number else content, self.fonts, setting("", style.size)))
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


def _words(content: Content) -> str:
    return " ".join(text_of(content).split())


def _stacked(line: Line) -> bool:
    """Whether the number of a heading has a line of its own: "Article 1", "Annex II", not "IV." or "Section 3."."""
    word = (line.label.split() or [""])[0]
    return line.role == "annex" or (len(word) > 2 and word.isalpha() and not line.label.endswith("."))


class _Outline:
    """Where in the structure the next line goes: the open divisions and the open lists."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.divisions: list[tuple[int, Element]] = []
        self.lists: list[tuple[int, Element, Element]] = []
        self.annex = 0
        self.level = 0
        self.titled = 0
        self.last = root

    @property
    def division(self) -> Element:
        """The innermost open division."""
        return self.divisions[-1][1] if self.divisions else self.root

    def leave(self) -> None:
        """Close all lists."""
        self.lists.clear()

    def heading(self, role: str, level: int) -> Element:
        """The element of a heading; a real one opens a division. No level is skipped (ISO 14289-1, 7.4.2).

        Under a title divisions begin at the second level, and annexes stand beside them."""
        self.leave()
        if role == "annex":
            self.divisions, self.annex = [], 1
            self._open(0, self.root)
        elif role == "heading":
            while self.divisions and self.divisions[-1][0] >= level:
                self.divisions.pop()
            self._open(level, self.division)
        if role == "title" and not self.annex:
            self.titled = wanted = 1
        else:
            wanted = self.titled + self.annex + level - (role == "annex")
        self.last = Element(f"H{min(wanted, self.level + 1, 6)}", self.division)
        return self.last

    def _open(self, level: int, parent: Element) -> None:
        self.divisions.append((level, Element("Sect", parent)))

    def headed(self, element: Element) -> None:
        """Take note that a heading has words; one without leaves no trace."""
        self.level = int(element.tag[1:])

    def inside(self, depth: int) -> Element:
        """The element that text of a depth, without a number of its own, belongs to."""
        while self.lists and self.lists[-1][0] > depth:
            self.lists.pop()
        return self.lists[-1][2] if self.lists and depth else self.division

    def item(self, line: Line, goes_on: bool) -> tuple[Element, Element | None]:
        """The elements of the text and of the label of a list item; `goes_on`: more follows inside it."""
        within = self.inside(line.depth)
        if self.lists and self.lists[-1][0] == line.depth:
            parent = self.lists.pop()[1]
        else:
            numbering = _numbering(line.label)
            parent = Element("L", within, f"/A<</O/List/ListNumbering/{numbering}>>" if numbering else "")
        item = Element("LI", parent)
        label = Element("Lbl", item) if line.label else None
        body = Element("LBody", item)
        self.lists.append((line.depth, parent, body))
        return (Element("P", body) if goes_on else body), label


def _numbering(label: str) -> str:
    """The kind of a list by its first label, as ListNumbering names it (ISO 32000-1, table 347)."""
    token = label.strip("()[]. -\u2013\u2014:;")
    if token.isascii() and token.isdigit():
        return "Decimal"
    if _ROMAN.fullmatch(token) and (len(token) > 1 or token in "iI"):
        return "LowerRoman" if token.islower() else "UpperRoman"
    if token.isascii() and token.isalpha() and len(token) == 1:
        return "LowerAlpha" if token.islower() else "UpperAlpha"
    return "Decimal" if any(c.isdigit() for c in token) else ""
