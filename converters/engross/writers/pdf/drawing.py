"""Drawing: composed pages → content streams, with every mark tagged or an artifact (ISO 14289-1, 7.1)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from engross.figures import Figure
from engross.styles import FOOT, RUNNING_HEAD, Paper, filled
from engross.writers.pdf.figures import figure_drawing
from engross.writers.pdf.galley import Block, Galley
from engross.writers.pdf.inlines import Mark
from engross.writers.pdf.page import Composer, Frame, Page, Placed
from engross.writers.pdf.paragraph import Segment, SetLine
from engross.writers.pdf.tables import CellLines, RowLine
from engross.writers.pdf.tags import Element, Tree

_LINK = "0.08 0.16 0.38 rg"
_BASELINE = 0.95  # of the size: from the upper edge of a line to its baseline, before half the leading's surplus
_ASCENT, _DESCENT = 0.75, 0.25


class Anchor(Struct, frozen=True, gc=False):
    """A destination: its page, from 0, and its height on it."""

    page: int
    top: float


class Drawer:
    """Draws the pages of one document, and gathers its destinations and bookmarks on the way."""

    def __init__(
        self, galley: Galley, composer: Composer, tree: Tree, line_numbers: int, draft: bool, date: str = ""
    ) -> None:
        self.galley = galley
        self.composer = composer
        self.tree = tree
        self.paper: Paper = composer.paper
        self.line_numbers = line_numbers
        self.draft = draft
        self.date = date
        self.streams: list[str] = []
        self.anchors: dict[str, Anchor] = {}
        self.bookmarks: list[tuple[int, str, Anchor]] = []
        self.known = {b.eid for b in galley.blocks if b.eid}
        self._out: list[str] = []
        self._font = ""
        self._links: dict[int, Element] = {}
        self._counted = 0
        self._fits: dict[tuple[str, float, str], SetLine] = {}

    def draw(self, pages: Sequence[Page]) -> None:
        """Draw all pages."""
        for number, page in enumerate(pages):
            self.tree.new_page()
            self._out, self._font = [], ""
            if self.draft:
                self._draft_mark()
            for placed in page.spanning:
                self._placed(placed, self.paper.left)
            for frame in page.frames:
                self._frame(frame)
            self._furniture(number, len(pages))
            self.streams.append("\n".join(self._out))

    # ----------------------------------------------------------------- blocks

    def _frame(self, frame: Frame) -> None:
        for placed in frame.placed:
            self._placed(placed, frame.left)
        if frame.notes:
            top = frame.bottom + frame.note_height
            self._rule(frame.left, top - 3.5, 72.0, 0.4, self.galley.rtl, self.composer.frame_width)
            top -= 9.0
            for part in frame.notes:
                top -= part.block.before if part.first == 0 else 0.0
                self._placed(structs.replace(part, top=top), frame.left, note=True)
                top -= (part.last - part.first) * part.block.leading

    def _placed(self, placed: Placed, left: float, note: bool = False) -> None:
        block = placed.block
        page = len(self.tree.pages) - 1
        if placed.first == 0 and not placed.repeated:
            anchor = Anchor(page, min(placed.top + 6.0, self.paper.height))
            if block.eid:
                self.anchors.setdefault(block.eid, anchor)
            if block.bookmark is not None:
                self.bookmarks.append((*block.bookmark, anchor))
        if block.lines and isinstance(block.lines[0], RowLine):
            self._row(block.lines[0], left + block.left, placed.top, placed.repeated)
            return
        size = _size(block)
        y = placed.top - (block.leading - size) / 2 - size * _ASCENT
        if placed.first == 0 and block.label is not None and block.label_element is not None:
            self._lines(block.label_element, [block.label], left + block.label_left, y, block.leading)
        lines = block.lines[placed.first : placed.last]
        self._lines(block.element, lines, left + block.left, y, block.leading)
        if self.line_numbers and not note:
            self._number_lines(lines, left, y, block.leading)

    def _lines(self, element: Element, lines: Sequence[SetLine], left: float, y: float, leading: float) -> None:
        """Draw lines as few marked-content sequences as their links and notes allow."""
        out: list[str] = []
        owner: Element | None = None
        for line in lines:
            x = left + line.left
            fresh = True
            for segment in line.segments:
                own = self._owner(segment.mark, element)
                if own is not owner:
                    self._sequence(owner, out)
                    out, owner, fresh = [], own, True
                if fresh:
                    out.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
                    fresh = False
                if segment.mark.figure is not None:
                    out[:] = [self._figure(segment, segment.mark.figure, x, y, leading)]
                    x += segment.width
                    continue
                self._segment(segment, out)
                if own.tag == "Link":
                    self._link(segment, own, x, y)
                if segment.mark.underlined:
                    out.append(f"]U{x:.2f} {y - 1.6:.2f} {segment.width:.2f} 0.5 re f")
                if segment.mark.note is not None:
                    self._attach(segment.mark, element)
                x += segment.width
            y -= leading
        self._sequence(owner, out)

    def _segment(self, segment: Segment, out: list[str]) -> None:
        face = segment.typeface
        if face.font != self._font:
            self._font = face.font
            out.append(self._font)
        if face.rise:
            out.append(f"{face.rise:g} Ts[{segment.array}]TJ 0 Ts")
        else:
            out.append(f"[{segment.array}]TJ")

    def _figure(self, segment: Segment, figure: Figure, x: float, y: float, leading: float) -> str:
        size = segment.typeface.size
        return figure_drawing(figure, x, y, segment.width, size, leading, self.galley.rtl)

    def _owner(self, mark: Mark, element: Element) -> Element:
        """The element that a segment is content of: that of its link, or of its block."""
        if mark.figure is not None:
            return Element("Figure", element, f"/Alt({mark.figure.told})")
        if mark.note is None and not self._resolves(mark.target):
            if not mark.language:
                return element
            span = self._links.get(id(mark))
            if span is None:
                span = self._links[id(mark)] = Element("Span", element, f"/Lang({mark.language})")
            return span
        link = self._links.get(id(mark))
        if link is None or link.parent is None:
            link = self._links[id(mark)] = Element("Link", element)
        return link

    def _resolves(self, target: str) -> bool:
        return bool(target) and (not target.startswith("#") or target[1:] in self.known)

    def _link(self, segment: Segment, element: Element, x: float, y: float) -> None:
        mark, size = segment.mark, segment.typeface.size
        box = (x, y - size * _DESCENT, x + segment.width, y + size * _ASCENT)
        if mark.note is not None:
            first = self.composer.blocks_of(mark)[0]
            self.tree.link(box, f"#{first.eid}", f"{self.galley.copy.words.notes} {mark.note.marker}", element)
        else:
            self.tree.link(box, mark.target, mark.target.removeprefix("#"), element)

    def _attach(self, call: Mark, element: Element) -> None:
        """Put the element of a note behind its call."""
        first = self.composer.blocks_of(call)[0].element.parent
        if first is not None and first.parent is None:
            first.parent = element
            element.kids.append(first)

    def _sequence(self, owner: Element | None, out: list[str]) -> None:
        if owner is None or not out:
            return
        if owner.tag == "Figure":
            self._out.append(f"/Figure<</MCID {self.tree.mark(owner)}>>BDC q {' '.join(out)} Q EMC")
            return
        rules = [part[2:] for part in out if part.startswith("]U")]
        text = " ".join(part for part in out if not part.startswith("]U"))
        colour = (_LINK + " ", " 0 g") if owner.tag == "Link" and rules is not None else ("", "")
        self._out.append(f"/{owner.tag}<</MCID {self.tree.mark(owner)}>>BDC {colour[0]}BT {text} ET{colour[1]} EMC")
        self._out += [f"/Artifact BMC {rule} EMC" for rule in rules]

    # ----------------------------------------------------------------- tables

    def _row(self, row: RowLine, left: float, top: float, repeated: bool) -> None:
        if row.rule:
            self._rule(left, top, row.width, row.rule)
        for cell in row.cells:
            style = cell.style or self.galley.styles["table"]
            self._cell(cell, left + cell.left, top - cell.top, style.leading, style.size, repeated, row.width)
        if row.closing:
            self._rule(left, top - row.height, row.width, row.closing)

    def _cell(
        self, cell: CellLines, left: float, top: float, leading: float, size: float, repeated: bool, width: float
    ) -> None:
        y = top - (leading - size) / 2 - size * _ASCENT
        if repeated:
            for n, line in enumerate(cell.lines):
                self._artifact(line, left + line.left, y - n * leading)
        else:
            self._lines(cell.element, cell.lines, left, y, leading)

    # ----------------------------------------------------------------- furniture

    def _artifact(self, line: SetLine, x: float, y: float, kind: str = "") -> None:
        out = [f"1 0 0 1 {x:.2f} {y:.2f} Tm"]
        for segment in line.segments:
            self._segment(segment, out)
        begin = f"/Artifact<</Type/Pagination/Subtype/{kind}>>BDC" if kind else "/Artifact BMC"
        self._out.append(f"{begin} BT {' '.join(out)} ET EMC")

    def _rule(self, x: float, y: float, length: float, width: float, far: bool = False, column: float = 0.0) -> None:
        start = x + column - length if far else x
        self._out.append(f"/Artifact BMC {start:.2f} {y - width / 2:.2f} {length:.2f} {width:g} re f EMC")

    def _furniture(self, number: int, count: int) -> None:
        """The head and foot of a page."""
        galley, paper, running = self.galley, self.paper, self.galley.house.running
        page = galley.copy.words.page.format(page=number + 1, pages=count)
        values = {
            "title": galley.copy.title, "symbol": galley.copy.symbol, "date": self.date, "page": str(number + 1), "pages": str(count),
            "page-of-pages": page,
        }  # fmt: skip
        width = paper.width - paper.left - paper.right
        foot = self._fitted(filled(running.foot, values), width, "")
        if foot.segments:
            self._artifact(foot, paper.left + (width - foot.width) / 2, FOOT, "Footer")
        if number == 0 and not running.first_page:
            return
        # What holds the title is cut where both are too long, and in italics.
        texts = [running.near, running.far]
        long = 1 if "{title}" in running.far else 0
        short = self._fitted(filled(texts[1 - long], values), width, "")
        title = self._fitted(filled(texts[long], values), width - short.width - 24.0)
        near, far = (title, short) if (long == 0) != galley.rtl else (short, title)
        y = paper.height - RUNNING_HEAD
        for line, x in ((near, paper.left), (far, paper.left + width - far.width)):
            if line.segments:
                self._artifact(line, x, y, "Header")

    def _fitted(self, text: str, width: float, face: str = "i") -> SetLine:
        """`text` in one line, cut at a word with an ellipsis if need be; remembered, as most pages have the same head."""
        key = (text, width, face)
        if (known := self._fits.get(key)) is None:
            known = self._fits[key] = self._cut(text, width, face)
        return known

    def _cut(self, text: str, width: float, face: str) -> SetLine:
        size = self.galley.sizes.small
        line = self.galley.plain(text, face, size)
        words = text.split()
        while line.width > width and len(words) > 1:
            words = words[: max(1, min(len(words) - 1, int(len(words) * width / line.width)))]
            line = self.galley.plain(" ".join(words) + " …", face, size)
        return line if line.width <= width else SetLine([], 0.0, 0.0)

    def _number_lines(self, lines: Sequence[SetLine], left: float, y: float, leading: float) -> None:
        for n in range(len(lines)):
            self._counted += 1
            if self._counted % self.line_numbers == 0:
                label = self.galley.plain(str(self._counted), "", 8.0)
                near = left - 14.0 - label.width
                # On the left, in the outer margin of two columns.
                x = near if left <= self.paper.left + 1.0 else left + self.composer.frame_width + 14.0
                self._artifact(label, x, y - n * leading)

    def _draft_mark(self) -> None:
        word = self.galley.plain(self.galley.copy.words.draft.upper(), "s", 110.0)
        angle = (0.5736, 0.8192)  # the cosine and sine of 55 degrees: the diagonal of the sheet
        x = self.paper.width / 2 - word.width / 2 * angle[0]
        y = self.paper.height / 2 - word.width / 2 * angle[1]
        out: list[str] = [f"{angle[0]} {angle[1]} {-angle[1]} {angle[0]} {x:.2f} {y:.2f} Tm"]
        for segment in word.segments:
            self._segment(segment, out)
        self._out.append(f"/Artifact<</Type/Pagination/Subtype/Watermark>>BDC 0.9 g BT {' '.join(out)} ET 0 g EMC")


def _size(block: Block) -> float:
    for line in block.lines:
        for segment in line.segments:
            if not segment.typeface.rise:
                return segment.typeface.size
    return block.leading / 1.3
