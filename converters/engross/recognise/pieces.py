"""Labelled lines become pieces: characters of the source with one role, their words rejoined, their number and level.

Pieces tile the source: every character that is not white space lies in the spans of exactly one of them.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from msgspec import Struct

from engross.languages import Language
from engross.recognise.articles import PROVISIONS
from engross.recognise.features import END, LEAD, LOOK, Features
from engross.recognise.layout import Layout
from engross.recognise.looks import is_note
from engross.recognise.placing import Draft, place, place_as_said, rank
from engross.recognise.series import Numbered, Token
from engross.source import Span

Role = Literal[
    "furniture", "note", "masthead", "title", "adopted", "issuer", "recital", "recital-item", "formula", "heading",
    "clause", "item", "paragraph", "closing", "annex", "annex-line",
]  # fmt: skip
ROLES: dict[str, Role] = {
    "F": "furniture", "N": "note", "M": "masthead", "T": "title", "B": "adopted", "E": "issuer", "P": "recital",
    "Q": "recital-item", "K": "formula", "H": "heading", "C": "clause", "S": "item", "X": "paragraph", "Z": "closing",
    "A": "annex", "a": "annex-line",
}  # fmt: skip
NUMBERED = frozenset("CSPQHX")
"""Labels whose piece takes the number that opens its first line."""
LED = frozenset(("recital", "recital-item", "clause", "item"))
"""Roles that a lead phrase may open."""


class Piece(Struct, frozen=True, gc=False):
    """Characters of the source that have one role.

    `spans`: the characters, number included; `text`: their words, wrapped lines rejoined, white space single, the
    number and mark-up taken off; `level` counts from 1; `look`: what the first line looks like as a whole; `lead`: the
    lead phrase that opens `text`, "" if none; `heading`: the title of an article, which then is not in `text`."""

    role: Role
    spans: tuple[Span, ...]
    text: str
    number: Numbered | None
    level: int
    look: str
    lead: str
    heading: str


WRAPPED = re.compile(r"-\n\s*(?=([^\W\d_A-Z]\w*))")
SOFT = re.compile("\u00ad ?\n\\s*")
LAST_WORD = re.compile(r"\w+$")
HAN = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
BETWEEN_HAN = rf"(?<={HAN})\s*\n\s*(?={HAN})"
MARKUP = re.compile(
    r"\*{1,3}|</?(?:u|sup|sub|b|i|em|strong|br ?/?)>|^#{1,6}\s+|\\(?=[._()*\-\[\]])|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)"
)
NOTE_MARK = re.compile(r"\[\^?\d{1,3}\]|[⁰¹²³⁴-⁹]|\*{1,3}\s")
MARKS = "*<#\\_"
ODD_SPACES = (
    "\t\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f"
    "\u205f\u3000"
)
"""White space that is neither a space nor a line feed."""
RUN = re.compile("[FN]|[^FNW]W*|W+")
"""Labels of lines of one piece (see `grammar`)."""
QUOTES = '"“”„«»‘'


class Words:
    """Takes words out of a source: lines rejoined, white space single, mark-up of Markdown and HTML off."""

    def __init__(self, text: str, han: bool, markup: bool = True) -> None:
        self.text = text
        self.han = han
        self.marks = [mark for mark in MARKS if mark in text] if markup else []
        self.odd_spaces = [space for space in ODD_SPACES if space in text]
        self.plain = not self.marks and not self.odd_spaces
        self.hyphens = "-\n" in text or "\u00ad" in text

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Everything that stands between white space in the source."""
        return frozenset(self.text.split())

    def of(self, start: int, end: int) -> str:
        """The words between two offsets."""
        raw = self.text[start:end]
        return raw.strip() if self.plain and "\n" not in raw and "  " not in raw else self.tidy(raw)

    def tidy(self, raw: str) -> str:
        """Lines of the source rejoined into one, without mark-up."""
        if "\n" in raw:
            if self.hyphens:
                if "-\n" in raw:
                    raw = WRAPPED.sub(self._rejoined, raw)
                if "\u00ad" in raw:
                    raw = SOFT.sub("", raw)
            if self.han:
                raw = re.sub(BETWEEN_HAN, "", raw)
            raw = raw.replace("\n", " ")
        for mark in self.marks:
            if mark in raw:
                raw = MARKUP.sub("", raw.strip())
                break
        for space in self.odd_spaces:
            if space in raw:
                return " ".join(raw.split())
        return " ".join(raw.split()) if "  " in raw else raw.strip()

    def _rejoined(self, match: re.Match[str]) -> str:
        """A hyphen at a line end is the word's own ("self-\\ndetermination") unless the source has the word without it."""
        before = LAST_WORD.search(match.string, max(0, match.start() - 40), match.start())
        if before is None:
            return match.group()  # a dash
        word, rest = before.group(), match.group(1)
        known = self.vocabulary
        return "" if word + rest in known and f"{word}-{rest}" not in known else "-"


def assemble(
    source: str, layout: Layout, features: list[Features], tokens: dict[int, Token], labels: str, language: Language
) -> list[Piece]:
    """The pieces of the searched lines, in order; furniture is one piece a line, a note goes on over its lines."""
    drafts = _gathered(layout, tokens, labels)
    if layout.given:
        place_as_said(drafts, source, features, layout)
    else:
        place(drafts, source, features)
    words = Words(source, language.han, layout.hints is None)
    if layout.hints:
        rank(drafts, layout)
    made: list[Piece] = []
    if layout.front_end:
        start, end = layout.starts[0], layout.starts[layout.front_end - 1] + len(layout.lines[layout.front_end - 1])
        made.append(Piece("furniture", (Span(start, end),), words.of(start, end), None, 1, "front matter", "", ""))
    for draft in drafts:
        made.append(_finished(draft, words, features[draft.row], language))
    return made


def _opens_note(flat: str) -> bool:
    return NOTE_MARK.match(flat) is not None or (flat[0].isdigit() and is_note(flat, ""))


def _gathered(layout: Layout, tokens: dict[int, Token], labels: str) -> list[Draft]:
    """A draft for each piece: run by run of lines that go on (W), across furniture and notes between them."""
    rows, lines, starts, flats = layout.rows, layout.lines, layout.starts, layout.flats
    drafts: list[Draft] = []
    current: Draft | None = None
    note: Draft | None = None
    last: Draft | None = None
    for run in RUN.finditer(labels):
        row, stop = run.span()
        label, i = labels[row], rows[row]
        start, end = starts[i], starts[i] + len(flats[row])
        if len(lines[i]) != len(flats[row]):
            start, end = _stretch(layout, row)
        # a note goes on over its lines, until one opens with a marker of its own
        if label == "N" and note is not None and last is note and not _opens_note(flats[row]):
            _extend(note, layout, row, row + 1)
            continue
        if label == "W" and current is not None:
            current.parts.append((start, end))
            last = current
        else:
            label = "M" if label == "W" else label
            token = tokens.get(i) if label in NUMBERED else None
            last = Draft(label, row, (start, end), starts[i] + token.end if token else start, token)
            drafts.append(last)
            if label == "N":
                note = last
            elif label != "F":
                current = last
        if stop > row + 1:
            _extend(last, layout, row + 1, stop)
    return drafts


def _stretch(layout: Layout, row: int) -> tuple[int, int]:
    """The characters of a row, white space around them left out."""
    i, flat = layout.rows[row], layout.flats[row]
    line, start = layout.lines[i], layout.starts[i]
    if len(line) != len(flat):
        start += line.index(flat[0])
    return start, start + len(flat)


def _extend(draft: Draft, layout: Layout, row: int, stop: int) -> None:
    """Lets a draft go on over these rows, which follow its last."""
    if not layout.hints:
        draft.parts[-1] = (draft.parts[-1][0], _stretch(layout, stop - 1)[1])
        return
    for n in range(row, stop):
        stretch = _stretch(layout, n)
        if _parted(layout, n):
            draft.parts.append(stretch)
        else:
            draft.parts[-1] = (draft.parts[-1][0], stretch[1])


def _parted(layout: Layout, row: int) -> bool:
    """Whether something that was not searched stands between a row and the one above."""
    above, here = layout.rows[row - 1], layout.rows[row]
    return here - above > 1 and any(line.strip() for line in layout.lines[above + 1 : here])


def _is_heading(text: str) -> bool:
    """Whether the first line of an article is its title: short, without a stop (but in capitals), and no sentence cut in
    the middle."""
    if not 0 < len(text) < 90 or text[-1] in ".;:,。；：，、":
        return text[-1:] == "." and len(text) < 60 and text.isupper()
    last = text.rpartition(" ")[2]
    return not (len(last) <= 3 and last.islower())


def _finished(draft: Draft, words: Words, features: Features, language: Language) -> Piece:
    role = ROLES[draft.label]
    parts, at = draft.parts, draft.words_at
    if len(parts) == 1:
        text = words.of(at, parts[0][1])
    else:
        rest = [words.text[start:end] for start, end in parts[1:]]
        text = words.tidy("\n".join((words.text[at : parts[0][1]], *rest)))
    token = draft.token
    number, heading, lead = None, "", ""
    if token is not None:
        number = Numbered(token.printed, token.style, token.value)
        opened = words.text[parts[0][0]]
        if opened in QUOTES and opened != token.printed[0]:
            text = opened + text
        if token.style in PROVISIONS and _is_heading(text):
            heading, text = text, ""
    if role in LED and (features[LEAD] != "-" or features[END] == "N"):
        lead = language.lead_phrase(text)
    look = "signature" if draft.signs else features[LOOK]
    spans = (Span(*parts[0]),) if len(parts) == 1 else tuple([Span(*part) for part in parts])
    return Piece(role, spans, text, number, draft.level, look, lead, heading)
