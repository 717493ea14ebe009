"""A few cheap features of every line: its number, its opening, how the line before ended, what it looks like.

Everything is local to the line and its neighbour above, or was counted once for the document (see `layout`). The names
of the values are those of `weights.toml`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from engross.languages import Language
from engross.recognise import furniture, looks
from engross.recognise.layout import ENDS, Layout
from engross.recognise.looks import CLOSERS, DECOR
from engross.recognise.series import Token

Features = tuple[str, ...]
CATEGORIES = ("num", "nd", "lead", "prev", "gap", "fit", "case", "len", "end", "look", "place", "joint")
LOOK = CATEGORIES.index("look")
LEAD = CATEGORIES.index("lead")
END = CATEGORIES.index("end")
FIRST_WORD = re.compile(r"\S+?(?:-(?=\w)|(?=\s|$))")
OPENING = 42
"""Characters of an opening that are looked at for a lead phrase."""
TOP_LOOKS = frozenset(
    "masthead symbol date adopted heading title first division headwrap annex titled closing subhead rule".split()
)
"""Looks after which a new piece begins however the line ended."""
OUTSIDE = frozenset(("furniture", "byline", "navigation"))
"""Looks of lines that are not there for the line below."""
HINTED = frozenset(("plain", "title", "subhead", "signature", "body", "note"))
"""Looks that a reader of a laid-out format may know better."""
CLOSING = frozenset(("closing", "signature"))
"""Looks after which names and offices are signatures."""
LONE_WORDS = frozenset("yYeEoOaAàÀиИ")
"""Letters that are words: alone on a line of a title they join its parts."""
ALONE = frozenset(("D+", "P+", "art", "U+"))
"""Numbers that may stand alone on a line, their text below."""
NUM_OF_STYLE = {"I.": "U", "A.": "U"}


class Read(NamedTuple):
    """The features of every row; `furniture` names the furniture a row was known by; `tokens` are the numbers
    believed (one that opens a name, "A. Smith", is none)."""

    features: list[Features]
    furniture: dict[int, str]
    tokens: dict[int, Token]


class _Line:
    """One line while it is read."""

    __slots__ = (
        "alone",
        "bare",
        "case",
        "end",
        "fit",
        "flat",
        "lead",
        "length",
        "line",
        "num",
        "opening",
        "row",
        "word",
    )

    row: int
    line: str
    flat: str
    bare: str
    length: int
    num: str
    lead: str
    opening: str
    case: str
    end: str
    fit: str
    word: str
    alone: bool


class Reader:
    """Reads the features of the lines of one layout, from the top down."""

    def __init__(self, layout: Layout, language: Language) -> None:
        self.layout = layout
        self.language = language
        self.total = len(layout.rows)
        self.tokens = layout.tokens
        self.named: dict[int, str] = {}
        self.title_norm = furniture.norm(layout.front.get("title", ""))
        self.sidebar = looks.short_capitals(layout.flats, [i in layout.tokens for i in layout.rows])
        name = furniture.known().name
        head = layout.flats[: furniture.HEAD_ROWS]
        self.chrome = furniture.chrome(head, [bool(name(f, word_of(f))) for f in head])
        self.seen_body = self.bold_open = self.ruled = False
        self.prev_end, self.prev_len = "0", 0
        self.capitalless = self.language.capitals and not layout.cased
        self.in_articles = False
        """Whether an article has opened: from there on a small letter opens no piece, in any language."""
        self.broken = False
        """Whether furniture stands between this line and the text above."""
        self.closed = False
        """Whether a closing line or a signature stands above, in the second half of the text."""
        self.symbols: set[str] = set()

    def read(self) -> Read:
        """The features of every row."""
        layout = self.layout
        flats, lengths, blank_before, tokens = layout.flats, layout.lengths, layout.blank_before, self.tokens
        wrapped, gap, mixed = layout.width > 0, layout.gaps, layout.gaps == "mixed"
        head_end, tail_start = max(14, self.total // 12), min(self.total - 8, self.total - self.total // 16)
        small, middle, large = self.language.sizes
        none, fit = "none-" + layout.body, str(layout.unwrapped)
        out: list[Features] = []
        add = out.append
        it = _Line()
        before = ""
        for row, i in enumerate(layout.rows):
            flat, length, token = flats[row], lengths[row], tokens.get(i)
            if wrapped and row:
                fit = self._fit(flat)
            size = "s" if length < small else "m" if length < middle else "l" if length < large else "x"
            if mixed:
                gap = "break" if self.broken else "blank" if blank_before[row] else "joined"
            place = "head" if row < head_end and not self.seen_body else "tail" if row >= tail_start else "body"
            case = self._case_within(row, flat, length) if fit == "n" and token is None else ""
            if case:
                end = ENDS.get(flat[-1]) or ENDS.get(flat.rstrip(CLOSERS)[-1:], "w")
                add(("none", none, "-", self.prev_end, gap, "n", case, size, end, "plain", place, ""))
                self.prev_end, self.prev_len, before, self.broken = end, length, case, False
                continue
            it.row, it.line, it.flat, it.length, it.fit = row, layout.lines[i], flat, length, fit
            num, nd, look = self._whole(it, token)
            if self.seen_body and place == "head":
                place = "tail" if row >= tail_start else "body"
            lead, case, end = it.lead, it.case, it.end
            joint = ""
            if num == "D+":
                joint = num + lead
            elif num == "none":
                if case == "C" == before:
                    joint = "caps"
                elif case == "L" and self.prev_end in ":;" and end in ";.":
                    joint = "listed"
                elif end == "." and size in "lx" and case == "U":
                    joint = "sentence"
            before = case
            add((num, nd, lead, self.prev_end, gap, fit, case, size, end, look, place, joint))
            self.broken = look in OUTSIDE and self.seen_body
            if look not in OUTSIDE:
                self.prev_end = "h" if look in TOP_LOOKS else end
                self.prev_len = length
        return Read(out, self.named, tokens)

    def _case_within(self, row: int, flat: str, length: int) -> str:
        """The case of a line in the middle of a wrapped sentence, which looks like nothing else: it opens with a small
        letter, or it is a full line whose first word opens nothing; "" for any other."""
        layout = self.layout
        if not layout.cased or self.bold_open or self.ruled or row in self.sidebar or row in self.chrome:
            return ""
        if flat[0].islower():
            return "L"
        if not self.seen_body or length < 0.8 * layout.width or flat[-1] == ":":
            return ""
        return "U" if flat.split(None, 1)[0] in self.language.dull and flat[0].isupper() and not flat.isupper() else ""

    def _whole(self, it: _Line, token: Token | None) -> tuple[str, str, str]:
        """Reads a line in full; its number kind, that beside the numbering of the body, and its look."""
        body = self.layout.body
        opening = it.line[token.end : token.end + 60].lstrip(DECOR) if token else it.flat[:60].lstrip(DECOR)
        it.opening, it.bare = opening, it.flat.rstrip(CLOSERS)
        it.num = num = number_kind(token) if token else "none"
        nd = "none-" + body if token is None else "D-" + body if num[0] == "D" else ""
        if opening and self.capitalless:
            opening = opening[0].upper() + opening[1:]
        it.lead = self.language.lead(opening[:OPENING]) if opening else "-"
        it.case = self._case(it, token is not None)
        it.alone = num in ALONE and token is not None and not it.line[token.end :].strip(CLOSERS + DECOR)
        it.end = "N" if it.alone and not self._numbered_below(it.row) else ENDS.get(it.bare[-1:], "w")
        self.in_articles |= num == "art"
        look = self._look(it, token)
        if self.layout.hints:
            look = self._hinted(it.row, look)
        self.closed = (self.closed and token is None) or (look in CLOSING and it.row > self.total // 2)
        if look == "signature" and token is not None:
            self.tokens.pop(self.layout.rows[it.row])
            num, nd = "none", "none-" + body
        if not self.seen_body and self._opens_body(look, it.length, it.end, it.lead, num):
            self.seen_body = True
        return num, nd, look

    def _fit(self, flat: str) -> str:
        """Could the first word have stood on the line above? y, n, or e when only its part before a hyphen could."""
        width, prev_len = self.layout.width, self.prev_len
        space = flat.find(" ")
        whole = prev_len + 1 + (space if space > 0 else len(flat))
        if whole < width - self.layout.ragged:
            return "y"
        if space > 0 and "-" in flat[:space]:
            match = FIRST_WORD.match(flat)
            assert match is not None
            whole = prev_len + 1 + len(match.group())
        return "n" if whole > width else "e"

    def _case(self, it: _Line, numbered: bool) -> str:
        opening = it.opening
        if not opening or not (self.layout.cased or (self.in_articles and it.fit != "n")):
            return "o"
        first = opening[0]
        if first.islower():
            return "l" if numbered else "L"
        if not self.layout.cased:
            return "o"
        if it.length < 160 and len(opening) > 3 and it.bare.isupper():
            return "C"
        return "U" if first.isupper() else "o"

    @staticmethod
    def _opens_body(look: str, length: int, end: str, lead: str, num: str) -> bool:
        return (
            look == "issuer"
            or (look == "body" and (length > 60 or end == ","))
            or (lead == "R2" and end in ",;.")
            or num == "D+"
        )

    def _hinted(self, row: int, look: str) -> str:
        """The look that the reader of the format knows, where it knows better: a heading is none of the lines that
        words tell, and a number that is a list's own opens no name."""
        hints, layout = self.layout.hints, self.layout
        hint = hints.get(layout.starts[layout.rows[row]]) if hints else None
        if hint is None:
            return look
        if hint.look:
            return hint.look
        if look in HINTED and (hint.heading or (hint.number and look == "signature")):
            return "heading" if hint.heading else "plain"
        return look

    # ----------------------------------------------------------------- looks

    def _look(self, it: _Line, token: Token | None) -> str:
        row = it.row
        if it.alone:
            return "plain"
        if self.bold_open:
            self.bold_open = False
            return "headwrap"
        if it.line.startswith("**") and self._opens_bold(it):
            self.bold_open = True
            return "heading"
        if self.ruled:
            return "note"
        if not it.flat[0].isalnum() and furniture.RULE.match(it.flat):
            self.ruled = row > self.total // 2 and it.flat[0] == "_"
            self.named[row] = "rule"
            return "rule"
        if row in self.chrome:
            self.named[row] = self.chrome[row]
            return self.chrome[row]
        if row > self.total * 0.6 and it.length < 60 and looks.NAME.match(it.flat):
            return "signature"
        if it.num == "art" or (it.fit == "n" and it.case == "L" and token is None):
            return "plain"
        if row in self.sidebar:
            return "sidebar"
        if it.num[0] == "P" and it.end == "w" and it.length < 90 and self._before_clause(row):
            return "subhead"
        if it.length < 200 or (row < furniture.HEAD_ROWS and self._is_first(row)):
            return self._short(it, token)
        return self._long(it) if token is None else "plain"

    def _opens_bold(self, it: _Line) -> bool:
        """Whether a bold heading opens here and closes on the next line."""
        if it.line.count("**") != 1 or it.row + 1 >= self.total:
            return False
        after = self.layout.flats[it.row + 1]
        return after.endswith("**") and not after.endswith(".**") and after.count("**") == 1

    def _numbered_below(self, row: int) -> bool:
        return row + 1 < self.total and self.layout.rows[row + 1] in self.tokens

    def _goes_on_below(self, row: int) -> bool:
        """Whether the next line opens with a small letter, as the middle of a wrapped sentence does."""
        after = self.layout.flats[row + 1] if row + 1 < self.total else ""
        return self.layout.width > 0 and after[:1].islower()

    def _before_clause(self, row: int) -> bool:
        after = self.tokens.get(self.layout.rows[row + 1]) if row + 1 < self.total else None
        return after is not None and after.style == "d."

    def _short(self, it: _Line, token: Token | None) -> str:
        flat, language, layout = it.flat, self.language, self.layout
        it.word = word = word_of(flat)
        if self._may_head_annex(it) and language.annex(flat) and (not layout.cased or flat.lstrip(DECOR)[:1].isupper()):
            return "annex"
        if it.length < 60 and furniture.PAGE.match(flat) and (self.seen_body or flat not in LONE_WORDS):
            if looks.ROMAN_HEADING.match(flat) and layout.body != "n":
                return "heading"
            self.named[it.row] = "page number" if any(map(str.isdigit, flat)) else "stray mark"
            return "furniture"
        if it.fit != "n":
            name = furniture.known().name(flat, word)
            if name:
                self.named[it.row] = name
                return "furniture"
        if self.seen_body and it.length < 40 and looks.PAGED_SYMBOL.match(flat):
            self.named[it.row] = "running head"
            return "furniture"
        if ("/" in flat or flat[-1].isdigit() or flat.endswith(".")) and looks.SYMBOL.match(flat):
            if self.seen_body and flat in self.symbols:
                self.named[it.row] = "running head"
                return "furniture"
            self.symbols.add(flat)
            return "symbol"
        if "\t" in flat:
            return "table"
        if len(self.title_norm) > 8 and furniture.norm(it.line) == self.title_norm:
            return "titled"
        if (
            it.end in ",;w"
            and self.prev_end != "N"
            and (it.lead in ("-", "C1", "C2") or language.body_lead(flat))
            and language.issuer(flat)
        ):
            return "issuer"
        if token is not None:
            return "heading" if looks.MARKED_HEADING.match(flat) else "plain"
        look = self._short_unnumbered(it)
        if look in ("plain", "title", "body") and self._is_running_head(it):
            self.named[it.row] = "running head"
            return "furniture"
        return look

    def _may_head_annex(self, it: _Line) -> bool:
        layout = self.layout
        return layout.blank_before[it.row] or self.prev_end in ".;:h0" or (self.prev_end == "w" and it.fit != "n")

    def _is_running_head(self, it: _Line) -> bool:
        heads = self.layout.heads
        return bool(
            heads and self.seen_body and it.end == "w" and it.case in "UCo" and it.fit != "n"
            and furniture.norm(it.line) in heads
        )  # fmt: skip

    def _short_unnumbered(self, it: _Line) -> str:
        flat, language = it.flat, self.language
        late = it.row >= self.total // 2
        if self._opens_nothing(flat, it.word):
            if it.length < 60 and looks.YEAR.search(flat) and looks.is_date(language, flat):
                return "date"
            return self._title_or_formula(it) if it.end == "w" or it.end == ":" else "plain"
        if not self.seen_body:
            if it.end == "w" and flat[0].isdigit() and looks.NUMBERED_TITLE.match(flat):
                return "titled"
            if language.masthead(flat):
                return "masthead"
            if language.adopted(flat):
                return "adopted"
        if it.row > 5 and language.closing(flat):
            return "closing"
        if it.length < 60 and looks.YEAR.search(flat) and looks.is_date(language, flat):
            return "date"
        if language.body_lead(flat):
            return "body"
        if looks.is_note(flat, it.word):
            return "note"
        if language.heading(flat):
            return "division"
        if late and looks.SIGNED.match(flat):
            return "signature"
        if not flat[0].isalnum() and looks.MARKED_HEADING.match(flat):
            return "heading"
        if it.end == "w" or it.end == ":":
            return self._title_or_formula(it)
        return "plain"

    def _title_or_formula(self, it: _Line) -> str:
        width = self.layout.width
        titled = (self.language.capitals or it.case == "C" or it.bare.isupper()) and looks.in_title_case(it.opening)
        if not titled and not self.language.capitals and it.end == "w" and it.length < 90 and self._is_first(it.row):
            return "first"
        if titled and self.closed and it.length < 90 and it.end != ":":
            return "signature"
        if titled and it.end == "w" and it.length < 260 and self._is_first(it.row) and not self._goes_on_below(it.row):
            return "first"
        if titled and width and self.prev_end == "w" and not self.layout.blank_before[it.row]:
            titled = False  # names in the middle of a wrapped sentence
        if (
            it.end == ":"
            and it.case == "C"
            and self.seen_body
            and not self.in_articles
            and self.language.formula(it.flat)
        ):
            return "formula"
        near = 0.8 * width if width and it.fit != "u" else 60
        if (
            titled
            and it.length < near
            and it.flat.count(" ") < 9
            and (it.end == "w" or not it.opening.startswith(("The ", "We, ")))
        ):
            return "title"
        if it.end == ":" and it.lead[0] != "R" and self.language.formula(it.flat):
            return "formula"
        if titled and it.end == "w" and it.length < (0.8 * width if width else 100):
            return "title"
        return "plain"

    def _is_first(self, row: int) -> bool:
        """Whether nothing but furniture stands above."""
        return row < furniture.HEAD_ROWS and all(above in self.named for above in range(row))

    def _opens_nothing(self, flat: str, word: str) -> bool:
        """Whether no pattern of the body opens with the first word of a line."""
        openers = self.language.openers
        return bool(openers) and self.seen_body and word not in openers and flat[0].isalpha()

    def _long(self, it: _Line) -> str:
        flat, language = it.flat, self.language
        if self._opens_nothing(flat, word_of(flat)):
            return "plain"
        if language.body_lead(flat):
            return "body"
        if not self.seen_body and language.adopted(flat):
            return "adopted"
        if it.row > self.total // 2 and language.closing(flat):
            return "closing"
        if looks.is_note(flat, word_of(flat)):
            return "note"
        return "plain"


def word_of(flat: str) -> str:
    """The first word of a stripped line in small letters, without the marks around it."""
    word = flat.split(None, 1)[0]
    if "://" in word:
        return word.partition(":")[0].lower()
    return word.strip("\"“”'‘’*_#>().,:;!?<").lower()


def number_kind(token: Token) -> str:
    """The value of the feature "num": its family, and + where the series goes on."""
    style, chain = token.style, token.chain
    if style == "d." or style == "ord":
        return "D+" if chain > 1 else "D1"
    if style == "art":
        return "art"
    if style[0] == "*":
        return "bullet"
    if style == "han":
        return "H+"
    family = NUM_OF_STYLE.get(style, "P")
    return family + ("+" if chain > 1 else "1")
