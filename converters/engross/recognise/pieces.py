"""Labelled lines become pieces: characters of the source with one role, their words rejoined, their number and level.

Pieces tile the source: every character that is not white space lies in the spans of exactly one of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from engross.languages import Language
from engross.recognise import corrections
from engross.recognise.articles import PROVISIONS
from engross.recognise.features import END, LEAD, LOOK, Features
from engross.recognise.layout import Layout
from engross.recognise.lines import Hint
from engross.recognise.looks import is_note
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
NO_HINT = Hint()
NO_LEVELS: Mapping[int, int] = {}
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
ODD_SPACES = "".join(c for c in map(chr, range(0x3001)) if c.isspace() and c not in " \n")
"""White space that is neither a space nor a line feed."""
QUOTES = '"“”„«»‘'


class Words:
    """Takes words out of a source: lines rejoined, white space single, mark-up of Markdown and HTML off."""

    def __init__(self, text: str, han: bool, markup: bool = True) -> None:
        self.text = text
        self.han = han
        self.marks = [mark for mark in MARKS if mark in text] if markup else []
        self.odd_spaces = [space for space in ODD_SPACES if space in text]
        self.hyphens = "-\n" in text or "\u00ad" in text

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Everything that stands between white space in the source."""
        return frozenset(self.text.split())

    def of(self, start: int, end: int) -> str:
        """The words between two offsets."""
        return self.tidy(self.text[start:end])

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


class _Draft:
    """A piece while its lines are gathered: the stretches of source it covers, and where its words begin."""

    __slots__ = ("label", "level", "parts", "row", "signs", "token", "words_at")

    def __init__(self, label: str, row: int, part: tuple[int, int], words_at: int, token: Token | None) -> None:
        self.label = label
        self.row = row
        self.parts = [part]
        self.words_at = words_at
        self.token = token
        self.level = 1
        self.signs = False


def assemble(
    source: str, layout: Layout, features: list[Features], tokens: dict[int, Token], labels: str, language: Language
) -> list[Piece]:
    """The pieces of the searched lines, in order; furniture is one piece a line, a note goes on over its lines."""
    drafts = _gathered(layout, tokens, labels)
    if layout.given:
        _place_as_said(drafts, source, layout)
    else:
        _place(drafts, source)
    words = Words(source, language.han, layout.hints is None)
    if layout.hints:
        _rank(drafts, layout)
    made: list[Piece] = []
    if layout.front_end:
        start, end = layout.starts[0], layout.starts[layout.front_end - 1] + len(layout.lines[layout.front_end - 1])
        made.append(Piece("furniture", (Span(start, end),), words.of(start, end), None, 1, "front matter", "", ""))
    for draft in drafts:
        made.append(_finished(draft, words, features[draft.row], language))
    return made


def _opens_note(flat: str) -> bool:
    return NOTE_MARK.match(flat) is not None or (flat[0].isdigit() and is_note(flat, ""))


def _gathered(layout: Layout, tokens: dict[int, Token], labels: str) -> list[_Draft]:
    lines, starts, flats = layout.lines, layout.starts, layout.flats
    drafts: list[_Draft] = []
    add = drafts.append
    current: _Draft | None = None
    note: _Draft | None = None
    last: _Draft | None = None
    for row, (i, label) in enumerate(zip(layout.rows, labels, strict=True)):
        line, flat = lines[i], flats[row]
        start = starts[i] + (0 if len(line) == len(flat) else line.index(flat[0]))
        end = start + len(flat)
        # a note goes on over its lines, until one opens with a marker of its own
        goes_on = label == "N" and last is note and not _opens_note(flat)
        open_ = note if goes_on else current if label == "W" else None
        if open_ is not None:
            if last is open_ and not (layout.hints and _parted(layout, row)):
                open_.parts[-1] = (open_.parts[-1][0], end)
            else:
                open_.parts.append((start, end))
                last = open_
            continue
        if label == "W":
            label = "M"
        token = tokens.get(i) if label in NUMBERED else None
        last = _Draft(label, row, (start, end), starts[i] + token.end if token else start, token)
        add(last)
        if label == "N":
            note = last
        elif label != "F":
            current = last
    return drafts


def _parted(layout: Layout, row: int) -> bool:
    """Whether something that was not searched stands between a row and the one above."""
    above, here = layout.rows[row - 1], layout.rows[row]
    return here - above > 1 and any(line.strip() for line in layout.lines[above + 1 : here])


def _place_as_said(drafts: list[_Draft], source: str, layout: Layout) -> None:
    """The same where a person has said what some lines are, and at what level."""
    labels, levels = corrections.labels(layout), corrections.levels(layout)
    _place(drafts, source, levels)
    for draft in drafts:
        label = labels.get(draft.row, draft.label)
        if label != draft.label:
            draft.label, draft.signs = label, False
        if draft.row in levels:
            draft.level = levels[draft.row] + (label in "SQ")


def _place(drafts: list[_Draft], source: str, levels: Mapping[int, int] = NO_LEVELS) -> None:
    """Levels of clauses and items, by the stack of number styles open above them; paragraphs that are clauses."""
    _speak(drafts, source)
    _sign(drafts, source)
    _open_list_of_recitals(drafts)
    stack: list[str] = []
    above: _Draft | None = None
    for draft in drafts:
        label = draft.label
        if label == "X":
            if above is None:
                draft.label = label = "C"
            elif _only_titled(above, source):
                draft.label, draft.level = "S", above.level + 1
                above = draft
                continue
        if label == "C":
            stack, above = [], draft
        elif label == "H":
            stack, above = [], None
        elif label == "S" or label == "Q":
            style = draft.token.style if draft.token else "-"
            if style in stack:
                del stack[stack.index(style) + 1 :]
            elif draft.token and draft.token.value > 1 and stack and {stack[-1], style} in SAME_MARKS:
                stack[-1] = style  # a series whose reading changed
            else:
                stack.append(style)
            if draft.row in levels:
                above_it = stack[:-1][: levels[draft.row] - 1]
                stack = [*above_it, *["-"] * (levels[draft.row] - 1 - len(above_it)), style]
            draft.level = 1 + len(stack)
            if label == "S":
                above = draft


def _speak(drafts: list[_Draft], source: str) -> None:
    """A narrative has no preamble: an opening sentence that is followed at once by an unnumbered clause is one too."""
    text = [draft for draft in drafts if draft.label not in "FN"]
    for draft, after in pairwise(text):
        if draft.label == "E" and source[draft.parts[-1][1] - 1] in '.!?”"':
            if after.label == "H" or (after.label == "C" and after.token is None):
                draft.label = "C"
            return


def _sign(drafts: list[_Draft], source: str) -> None:
    """Headings with nothing under them at the end of a text, or above its closing, are the names of those who sign."""
    for draft in reversed(drafts):
        start, end = draft.parts[0]
        if draft.label in "HK" and draft.token is None:
            draft.label, draft.signs = "Z", draft.label == "H"
        elif draft.label in "CX" and draft.token is None and end - start < LONGEST_NAME and _is_name(source[start:end]):
            draft.label, draft.signs = "Z", True
        elif draft.label not in "FNZ":
            return


def _is_name(text: str) -> bool:
    """Whether every word has a capital and there are two or three of them at least ("Joseph R. Rassendyll, Jr.")."""
    words = text.strip("*_ ").split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _open_list_of_recitals(drafts: list[_Draft]) -> None:
    """A lead word alone ("Considering:") opens the items below it: they are the recitals."""
    opened = False
    turned: _Draft | None = None
    for draft, after in pairwise(drafts):
        length = draft.parts[-1][1] - draft.parts[0][0]
        if draft.label == "P" and draft is not turned:
            opened = after.label == "Q" and length < LONE_WORD
            draft.label = "K" if opened else "P"
        elif draft.label in "CHX":
            opened = False
        if opened and after.label == "Q":
            after.label, turned = "P", after


LONGEST_NAME = 60
"""Characters of the line of one who signs."""
LONE_WORD = 30
"""Characters of a line that is no more than a lead phrase."""


def _rank(drafts: list[_Draft], layout: Layout) -> None:
    """The levels that the reader of the format knows: of headings, and of items within their list."""
    open_: list[tuple[Hint, int]] = []
    for draft in drafts:
        hint = layout.hints.get(layout.starts[layout.rows[draft.row]], NO_HINT) if layout.hints else NO_HINT
        if draft.label == "H":
            draft.level = max(1, hint.heading)
            open_ = []
        elif draft.label == "C":
            open_ = [(hint, draft.level)]
        elif draft.label in "SQ":
            draft.level = level = _within_list(hint, draft.level, open_)
            while open_ and open_[-1][1] >= level:
                open_.pop()
            open_.append((hint, level))


def _within_list(hint: Hint, level: int, open_: list[tuple[Hint, int]]) -> int:
    """The level of an item below those open: that of its neighbours in its list, one below what is higher there."""
    if hint.depth:
        for other, known in reversed(open_):
            if other.series == hint.series and other.depth <= hint.depth:
                return known + (other.depth < hint.depth)
    return min(level, open_[-1][1] + 1) if open_ else level


SAME_MARKS = ({"(a)", "(i)"}, {"a)", "i)"}, {"a.", "i."})


def _only_titled(draft: _Draft, source: str) -> bool:
    """Whether an item is only a title ("(ii) Security sector reform"): what follows is a clause of its own."""
    if draft.level < 2 or draft.token is None or len(draft.parts) > 1:
        return False
    text = source[draft.words_at : draft.parts[0][1]]
    return 0 < len(text) < 80 and text[-1] not in ".;:,。；：，"


def _is_heading(text: str) -> bool:
    """Whether the first line of an article is its title: short, without a stop (but in capitals), and no sentence cut in
    the middle."""
    if not 0 < len(text) < 90 or text[-1] in ".;:,。；：，、":
        return text[-1:] == "." and len(text) < 60 and text.isupper()
    last = text.rpartition(" ")[2]
    return not (len(last) <= 3 and last.islower())


def _finished(draft: _Draft, words: Words, features: Features, language: Language) -> Piece:
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
