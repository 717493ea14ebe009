"""The lines of the fair copy as flow content: sections under their headings, clauses as nested lists, notes at the end.

Clauses are `role="list"` and `role="listitem"` on plain elements, never `ol`: a screen reader tells the list and its
length all the same, and nothing (a reading view, a word processor that is pasted into) is given anything to count, so
the label, which is text, is the only number anybody sees."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from engross.faircopy import Line, Role
from engross.languages.fixed import Fixed
from engross.model import Block, Content, text_of
from engross.styles import HouseStyle, Letters, signatories, stacked
from engross.writers.html.escaping import attribute, fragment, id_of, text, visible
from engross.writers.html.inlines import Inlines
from engross.writers.html.tables import block_html, paragraph_content, table_html

_ITEMS: frozenset[Role] = frozenset({"recital", "clause", "item"})
_CLOSING: frozenset[Role] = frozenset({"dateline", "signature", "conclusion"})
_LINK_WORDS = 6
_HEADS = {0: "division", 1: "division", 2: "article", 3: "section"}


class Heading(NamedTuple):
    """An entry of the table of contents; `level` counts from 2, the level of the widest heading below the title."""

    level: int
    eid: str
    label: str
    text: str


class Open(NamedTuple):
    """An open section: in which annex (0 is the main text), how deep, and whether it shows a heading."""

    annex: int
    depth: int
    headed: bool

    @property
    def element(self) -> str:
        return "section" if self.headed else "div"


class Flow:
    """Draws lines one after the other, opening and closing what they stand in."""

    def __init__(self, inlines: Inlines, words: Fixed, house: HouseStyle = HouseStyle()) -> None:  # noqa: B008
        self.inlines = inlines
        self.house = house
        self.words = words
        self.direction = words.direction
        self.headings: list[Heading] = []
        self.out: list[str] = []
        self._sections: list[Open] = []
        self._annex = 0
        self._lists: list[tuple[int, Role]] = []
        self._closing = False
        self._letters = Letters() if house.clauses.letters == "italic" else None

    def draw(self, lines: Sequence[Line]) -> str:
        """All the lines, everything closed at the end."""
        at = 0
        while at < len(lines):
            line = lines[at]
            role = line.role
            if self._closing and role not in _CLOSING:
                self._end_closing()
            if role in _ITEMS and line.depth:
                self._item(line)
            elif role in ("continuation", "table") and line.depth:
                self._continuation(line)
            elif role in ("heading", "annex"):
                after = lines[at + 1] if at + 1 < len(lines) else None
                sub = after if after and after.role == "cross-heading" and after.depth == line.depth else None
                self._heading(line, sub)
                at += sub is not None
            elif role == "title":
                end = at
                while end < len(lines) and lines[end].role == "title":
                    end += 1
                self._title(lines[at:end])
                at = end - 1
            elif role == "signature" and self.house.signatures.columns > 1:
                signed = list(takewhile(lambda one: one.role == "signature", lines[at:]))
                self._signatories(signed)
                at += len(signed) - 1
            else:
                self._plain(line)
            at += 1
        self._end_closing()
        self._end_lists(0)
        self._end_sections(0)
        return "".join(self.out)

    # ----------------------------------------------------------------- clauses and their items

    def _item(self, line: Line) -> None:
        kind: Role = "item" if line.depth > 1 else line.role
        self._end_lists(line.depth)
        if self._lists and self._lists[-1][0] == line.depth:
            if self._lists[-1][1] == kind:
                self.out.append("</div>\n")
            else:
                self._end_lists(line.depth - 1)
        if not self._lists or self._lists[-1][0] < line.depth:
            self._lists.append((line.depth, kind))
            self.out.append(f'<div role="list" class="{kind}s">\n')
        label = f'<span class="num">{self._number(line)}</span> ' if line.label else ""
        self.out.append(
            f'<div role="listitem"{id_of(line.eid)}>'
            f"<p{turned(line, self.direction)}>{label}{self.inlines.draw(line.content)}{self._link(line)}</p>\n"
        )

    def _number(self, line: Line) -> str:
        parts = self._letters.parted(line.label, line.depth) if self._letters is not None else None
        if parts is None:
            return text(line.label)
        before, letter, after = parts
        return f"{text(before)}<i>{letter}</i>{text(after)}"

    def _continuation(self, line: Line) -> None:
        self._end_lists(line.depth)
        if line.table is not None:
            self.out.append(table_html(line.table, line.content, self.inlines))
        else:
            self.out.append(
                f"<p{id_of(line.eid)}{turned(line, self.direction)}>{self.inlines.draw(line.content)}</p>\n"
            )

    def _end_lists(self, depth: int) -> None:
        """Closes the lists that are deeper than `depth`."""
        while self._lists and self._lists[-1][0] > depth:
            self._lists.pop()
            self.out.append("</div></div>\n")

    # ----------------------------------------------------------------- headings and sections

    def _heading(self, line: Line, sub: Line | None) -> None:
        self._end_lists(0)
        headed = visible(line.label) or has_words(line.content)
        if line.role == "annex":
            nest = line.eid.count("__") + 1
            while self._sections and not (self._sections[-1].depth == 0 and self._sections[-1].annex < nest):
                self._end_section()
            opened = Open(nest, 0, headed)
        else:
            self._end_sections(line.depth)
            opened = Open(self._annex, line.depth, headed)
        self._annex = opened.annex
        css = ' class="annex"' if line.role == "annex" else ""
        # A section without words of its own is a plain element, for nothing could be announced of it.
        self.out.append(f"<{opened.element}{id_of(line.eid)}{css}>\n")
        if opened.headed:
            level = self._level()
            names = [] if line.role == "annex" else [_HEADS[min(line.depth, 3)]]
            names += ["stacked"] if line.content and stacked(line.role, line.label) else []
            css = f' class="{" ".join(names)}"' if names else ""
            words = " ".join(text_of(line.content or (sub.content if sub else ())).split())
            self.headings.append(Heading(level, line.eid, line.label, words))
            label = f'<span class="num">{text(line.label)}</span> ' if line.label else ""
            head = f"<h{level}{css}>{label}{self.inlines.draw(line.content)}{self._link(line)}</h{level}>"
            if sub is not None:
                head = f"<hgroup>{head}<p>{self.inlines.draw(sub.content)}</p></hgroup>"
            self.out.append(head + "\n")
        else:
            content = self.inlines.draw(line.content)
            self.out.append(f"<p>{content}</p>\n" if content else "")
            if sub is not None:
                self._plain(sub)
        self._sections.append(opened)

    def _level(self) -> int:
        return min(6, 2 + sum(s.headed for s in self._sections))

    def _end_section(self) -> None:
        self.out.append(f"</{self._sections.pop().element}>\n")

    def _end_sections(self, depth: int) -> None:
        """Closes the sections of this annex (or of the main text) that are at least as deep as `depth`."""
        while self._sections and self._sections[-1].annex >= self._annex and self._sections[-1].depth >= depth:
            self._end_section()
        if depth == 0:
            while self._sections:
                self._end_section()

    def _title(self, lines: Sequence[Line]) -> None:
        """A title inside the text, that of an annex: a heading that opens no section."""
        self._end_lists(0)
        element = f"h{self._level()}" if any(has_words(line.content) for line in lines) else "p"
        self.out.append(f'<{element} class="title">{title_html(lines, self.inlines)}</{element}>\n')

    # ----------------------------------------------------------------- everything else

    def _plain(self, line: Line) -> None:
        self._end_lists(0)
        if line.role in _CLOSING:
            self._begin_closing()
        if line.table is not None:
            self.out.append(table_html(line.table, line.content, self.inlines))
            return
        content = self.inlines.draw(line.content)
        label = f'<span class="num">{text(line.label)}</span> ' if line.label else ""
        if line.role == "cross-heading" and has_words(line.content):
            self._end_sections(line.depth)
            level = self._level()
            self.out.append(f'<h{level} class="cross">{label}{content}</h{level}>\n')
        elif content or label or line.eid:
            self.out.append(
                f'<p class="{line.role}"{id_of(line.eid)}{turned(line, self.direction)}>{label}{content}{self._link(line)}</p>\n'
            )

    def _signatories(self, lines: Sequence[Line]) -> None:
        """Signatories side by side; each with the lines that are his."""
        self._end_lists(0)
        self._begin_closing()
        self.out.append('<div class="signatories">\n')
        for those in signatories([text_of(line.content) for line in lines]):
            self.out.append('<div class="signatory">\n')
            for n in those:
                self._plain(lines[n])
            self.out.append("</div>\n")
        self.out.append("</div>\n")

    def _begin_closing(self) -> None:
        if not self._closing:
            self._end_sections(1)
            self._closing = True
            self.out.append('<footer class="closing">\n')

    def _end_closing(self) -> None:
        if self._closing:
            self._closing = False
            self.out.append("</footer>\n")

    # ----------------------------------------------------------------- notes

    def notes(self, title: str) -> str:
        """The notes met so far and those in them, each with a link back to its call; "" when there are none."""
        out: list[str] = []
        at, prefix = 0, self.inlines.prefix
        while at < len(self.inlines.notes):
            note = self.inlines.notes[at]
            at += 1
            back = f'<a class="back" href="#{prefix}call-{at}" role="doc-backlink" aria-label="{attribute(self.words.back)}"></a>'
            blocks = _note_blocks(note.blocks, note.marker or str(at), self.inlines)
            # In its last paragraph, where the reader's eye is when the note is read.
            last = f"{blocks[:-4]}{back}</p>" if blocks.endswith("</p>") else f"{blocks}<p>{back}</p>"
            out.append(f'<div role="listitem" id="{prefix}note-{at}">{last}</div>\n')
        if not out:
            return ""
        return (
            f'<section class="notes" role="doc-endnotes" aria-labelledby="{prefix}notes">\n<h2 id="{prefix}notes">{text(title)}</h2>\n'
            f'<div role="list">\n{"".join(out)}</div>\n</section>\n'
        )

    # ----------------------------------------------------------------- small things

    def _link(self, line: Line) -> str:
        """The link of a part to itself, named by its label or its first words; its sign is drawn by the style alone."""
        if not line.eid:
            return ""
        part = line.label or " ".join(text_of(line.content).split()[:_LINK_WORDS])
        name = self.words.link.format(part=part) if part else self.words.link.format(part=line.eid)
        return f'<a class="here" href="{fragment(line.eid)}" aria-label="{attribute(name)}"></a>'


def turned(line: Line, direction: str) -> str:
    """` dir="…"` where most letters of the line run against the document; what language they are is told word by word."""
    raw = text_of(line.content)
    if raw.isascii() and (direction == "ltr" or not raw):
        return ""
    letters = sum(map(str.isalpha, raw))
    leftward = sum("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufefc" for c in raw)
    if direction == "ltr":
        return ' dir="rtl"' if leftward * 2 > letters else ""
    return ' dir="ltr"' if letters and leftward * 4 < letters else ""


def has_words(parts: Content) -> bool:
    """Whether anything of `parts` can be read aloud, so that a heading may be made of it."""
    return visible(text_of(parts, notes=True))


def title_html(lines: Sequence[Line], inlines: Inlines) -> str:
    """The lines of a title as phrasing content, each under its own eId where it has one."""
    drawn = ((line.eid, inlines.draw(line.content)) for line in lines)
    return "<br>".join(f"<span{id_of(eid)}>{inner}</span>" if eid else inner for eid, inner in drawn if eid or inner)


def _note_blocks(blocks: Sequence[Block], marker: str, inlines: Inlines) -> str:
    """The blocks of a note, its marker before the first of them."""
    label = f'<span class="num">{text(marker)}</span> '
    first = paragraph_content(blocks[0], inlines) if blocks else ""
    if first is None:
        return f"<p>{label}</p>" + "".join(block_html(b, inlines) for b in blocks)
    return f"<p>{label}{first}</p>" + "".join(block_html(b, inlines) for b in blocks[1:])
