"""The lines of the fair copy as Word's paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from engross.faircopy import FairCopy, Line
from engross.model import text_of
from engross.styles import stacked
from engross.writers.docx.contents import Contents
from engross.writers.docx.families import LEVELS, family_of, style_of
from engross.writers.docx.numbering import Numbering, Slot
from engross.writers.docx.runs import Runs, Target, bookmark, tag
from engross.writers.docx.sides import Sides
from engross.writers.docx.tables import COLUMNS, Tables, columns_of
from engross.writers.docx.xml import attribute

# Characters between which no line can end.
_ENDLESS = re.compile(r"[^\s/\-–—.?&=\u2e80-\uffef]{40}")
_FIRST_CONTROL = 100_000  # ids of content controls; any number that is given once will do


def targets(lines: Sequence[Line], numbering: Numbering) -> dict[str, Target]:
    """What references may point at, by eId. Word takes bookmarks that differ in case alone for the same one."""
    out: dict[str, Target] = {}
    taken: set[str] = set()
    for line, slot in zip(lines, numbering.slots, strict=True):
        if not line.eid:
            continue
        name = bookmark(line.eid)
        if name.lower() in taken:
            name = bookmark(line.eid + " ")
        taken.add(name.lower())
        counted = slot is not None and slot.counted
        out[line.eid] = Target(name, line.label.rstrip(".") if counted else "", line.depth)
    return out


class Body:
    """Sets the lines of one document. `wide` is told of every table that is too wide for Word."""

    def __init__(
        self,
        fair: FairCopy,
        numbering: Numbering,
        runs: Runs,
        tables: Tables,
        targets: dict[str, Target],
        wide: Callable[[int], None],
        sides: Sides,
        contents: Contents,
    ) -> None:
        self.fair = fair
        self.numbering = numbering
        self.runs = runs
        self.tables = tables
        self.targets = targets
        self.wide = wide
        self.sides = sides
        self.contents = contents
        self.controls = 0
        self.mark = "<w:rPr><w:rtl/></w:rPr>" if runs.scripts.rtl else ""

    def xml(self) -> str:
        """The paragraphs and tables, in order. Word wants a paragraph after every table."""
        out: list[str] = []
        lines = self.fair.lines
        under_recital = False
        contents = self.contents.before(lines)
        beside = 0
        for at, line in enumerate(lines):
            if at == contents:
                out.append(self.contents.xml(self.runs, self.targets))
            if at < beside:
                continue
            if found := self.sides.at(lines, at):
                out.append(self.sides.table(found, [self._line(lines[n], None, None, False) for n in found]))
                beside = found.stop
                continue
            following = lines[at + 1] if at + 1 < len(lines) else None
            if line.role in ("recital", "clause", "heading", "annex", "formula"):
                under_recital = line.role == "recital"
            if line.table is not None:
                out.append(self._table(line))
            else:
                out.append(self._line(line, self.numbering.slots[at], following, under_recital))
        return "".join(out) or "<w:p/>"

    # ----------------------------------------------------------------- paragraphs

    def _line(self, line: Line, slot: Slot | None, following: Line | None, under_recital: bool) -> str:
        style = style_of(line)
        if line.role == "continuation" and line.depth == 1 and under_recital:
            style = "RecitalContinuation"
        inner = self.runs.content(line.content)
        if line.label:
            inner = self._labelled(line, slot, inner)
        if line.eid:
            inner = self._named(line, inner)
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{self._keep(line, following)}'
            f"{self._place(line, style, slot)}{self.mark}</w:pPr>{inner}</w:p>"
        )

    def _labelled(self, line: Line, slot: Slot | None, inner: str) -> str:
        """`inner` after its label, which is typed where no list prints it. The number of a heading in the middle has a
        line of its own, or stands close before the words."""
        family = self.numbering.families[family_of(line)]
        typed = self.runs.text(line.label) if slot is None else ""
        if family.after == "tab" or line.role not in ("heading", "annex"):
            return f"{typed}<w:r><w:tab/></w:r>{inner}" if typed else inner
        if inner and stacked(line.role, line.label):
            return f"{typed}{self.runs.break_()}{inner}"
        return f"{typed}{self.runs.text(' ')}{inner}" if typed and inner else typed + inner

    def _keep(self, line: Line, following: Line | None) -> str:
        """A line that introduces items or a table stays with the first of them; a dateline, with what is signed below."""
        if following is None:
            return ""
        introduces = following.table is not None or (following.role == "item" and following.depth > line.depth)
        if introduces and line.role in ("clause", "item", "recital", "paragraph"):
            return "<w:keepNext/>"
        dated = line.role == "dateline" and following.role in ("dateline", "signature")
        return "<w:keepNext/>" if dated else ""

    def _place(self, line: Line, style: str, slot: Slot | None) -> str:
        """What the paragraph says of lists and indents beyond its style. (Schema order: numPr, ind, outlineLvl.)"""
        depth = max(line.depth, 1)
        outline = f'<w:outlineLvl w:val="{min(depth, LEVELS) - 1}"/>' if line.role == "heading" and depth > 5 else ""
        if slot is not None:
            if self.numbering.linked.get(style) == (slot.instance, slot.level):
                return outline
            return f'<w:numPr><w:ilvl w:val="{slot.level}"/><w:numId w:val="{slot.instance}"/></w:numPr>{outline}'
        indent = self.numbering.indent(family_of(line), depth)
        if line.label:
            return f"{indent.tabs}{indent.xml}{outline}"
        if line.role in ("clause", "item") and indent.left and not indent.first:
            return f'<w:ind w:left="{indent.left}" w:firstLine="0"/>'
        return outline

    def _named(self, line: Line, inner: str) -> str:
        """`inner` as the named part that it is: a bookmark for references, a control that an edited file comes back by.

        Controls stand inside paragraphs: around paragraphs, some word processors lose emphasis and fields in them. There
        is none around a word that no line holds: LibreOffice 7.4 would never end laying out the page."""
        self.controls += 1
        number = self.controls
        start = f'<w:bookmarkStart w:id="{number}" w:name={attribute(self.targets[line.eid].bookmark)}/>'
        if inner and not _ENDLESS.search(text_of(line.content)):
            alias = (line.label or line.kind or line.role)[:64]
            inner = (
                f"<w:sdt><w:sdtPr><w:alias w:val={attribute(alias)}/><w:tag w:val={attribute(tag(line.eid))}/>"
                f'<w:id w:val="{_FIRST_CONTROL + number}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'
            )
        return f'{start}{inner}<w:bookmarkEnd w:id="{number}"/>'

    # ----------------------------------------------------------------- tables

    def _table(self, line: Line) -> str:
        table = line.table
        assert table is not None
        caption = self.runs.content(line.content)
        left = self.numbering.indent("clause", line.depth).left if line.depth else 0
        indent = f'<w:ind w:left="{left}"/>' if left else ""
        head = f'<w:p><w:pPr><w:pStyle w:val="Caption"/>{indent}{self.mark}</w:pPr>{caption}</w:p>' if caption else ""
        columns = columns_of(table)
        if columns > COLUMNS:
            self.wide(columns)
            rows = self.tables.flat(
                table, lambda inner: f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{self.mark}</w:pPr>{inner}</w:p>'
            )
            return head + "".join(rows)
        return f'{head}{self.tables.table(table, left)}<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'
