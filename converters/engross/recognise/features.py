"""A few cheap features of every line: its number, its opening, how the line before ended, what it looks like.

Everything is local to the line and its neighbour above, or was counted once for the document (see `layout`). The names
of the values are those of `weights.toml`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from engross.recognise.articles import PROVISIONS
from engross.recognise.given import look_of
from engross.recognise.layout import ENDS
from engross.recognise.looks import CLOSERS, DECOR
from engross.recognise.series import Token
from engross.recognise.sight import LONGEST_WORD, Line, Sight, word_of

Features = tuple[str, ...]
CATEGORIES = ("num", "nd", "lead", "prev", "gap", "fit", "case", "len", "end", "look", "place", "joint", "mark")
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
HEADINGS = frozenset(("heading", "division", "title", "first"))
SHORT_HEADING = 40
"""Characters of a line that is the heading of a preamble and no more."""
OUTSIDE = frozenset(("furniture", "byline", "navigation"))
"""Looks of lines that are not there for the line below."""
CLOSING = frozenset(("closing", "signature"))
"""Looks after which names and offices are signatures."""
MARKS = {",": "comma", ";": "semicolon"}
"""How a line ends in a text whose recitals end with commas and its clauses with semicolons."""
JOINERS = (" and", " or", " et", " ou", " y", " o", " e", " und", " oder", " и", " или", " AND", " ET", " Y")
"""Words that may follow the mark at the end of a recital or an item."""
BEFORE, BEFORE_WRAPPED = {",": ",", ";": ";"}, {";": ";"}
"""Those marks; a comma tells nothing at the end of a line that was wrapped."""
ALONE = frozenset(("D+", "P+", "art", "U+"))
"""Numbers that may stand alone on a line, their text below."""
CAPITAL_NUMBERS = frozenset(("A.", "I."))
"""Styles of numbers before which a recital may open with a small letter ("A. whereas")."""
NUM_OF_STYLE = {"I.": "U", "A.": "U"}


class Read(NamedTuple):
    """The features of every row; `furniture` names the furniture a row was known by; `tokens` are the numbers
    believed (one that opens a name, "A. Smith", is none)."""

    features: list[Features]
    furniture: dict[int, str]
    tokens: dict[int, Token]


class Reader(Sight):
    """Reads the features of the lines of one layout, from the top down."""

    def read(self) -> Read:
        """The features of every row."""
        layout = self.layout
        flats, lengths, blank_before, tokens = layout.flats, layout.lengths, layout.blank_before, self.tokens
        wrapped, gap, mixed = layout.width > 0, str(layout.gaps), layout.gaps == "mixed"
        head_end, tail_start = max(14, self.total // 12), min(self.total - 8, self.total - self.total // 16)
        small, middle, large = self.language.sizes
        marks = MARKS if layout.marked else {}
        none, fit = "none-" + self.body, str(layout.unwrapped)
        width, least = layout.width, layout.width - layout.ragged
        quiet = layout.cased and not layout.given and not self.sidebar
        out: list[Features] = []
        add = out.append
        it = Line()
        before = ""
        for row, i in enumerate(layout.rows):
            flat, length, token = flats[row], lengths[row], tokens.get(i)
            if wrapped and row:
                space = flat.find(" ")
                whole = self.prev_len + 1 + (space if space > 0 else len(flat))
                if whole < least or "-" not in flat[:space]:
                    fit = "y" if whole < least else "n" if whole > width else "e"
                else:
                    fit = self._fit(flat)
            size = "s" if length < small else "m" if length < middle else "l" if length < large else "x"
            if mixed:
                gap = "break" if self.broken else "blank" if blank_before[row] else "joined"
            place = "head" if row < head_end and not self.seen_body else "tail" if row >= tail_start else "body"
            case = ""
            if fit == "n" and token is None:
                if quiet and flat[0].islower() and not (self.bold_open or self.ruled or row in self.chrome):
                    case = "L"
                else:
                    case = self._case_within(row, flat, length)
            if case:
                end = ENDS.get(flat[-1]) or ENDS.get(flat.rstrip(CLOSERS)[-1:], "w")
                nd = "none-b" if row < self.preamble_ends else none
                add(("none", nd, "-", self.prev_end, gap, "n", case, size, end, "plain", place, "", ""))
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
                elif self.closed and lead == "-" and look == "plain":
                    joint = "closed"
                elif end == "." and size in "lx" and case == "U":
                    joint = "sentence"
            before = case
            add(
                (
                    num,
                    nd,
                    lead,
                    self.prev_end,
                    gap,
                    fit,
                    case,
                    size,
                    end,
                    look,
                    place,
                    joint,
                    marks.get(end, "") if num == "none" else "",
                )
            )
            self.broken = look in OUTSIDE and self.seen_body
            if look not in OUTSIDE:
                titled = end == "w" and self.in_articles and self._is_titled(num, length, size)
                if lead[0] == "R" and end == ":" and size == "s":
                    end = "R"
                self.prev_end = "h" if titled or look in TOP_LOOKS else end
                self.prev_len = length
        return Read(out, self.named, tokens)

    def _case_within(self, row: int, flat: str, length: int) -> str:
        """The case of a line in the middle of a wrapped sentence, which looks like nothing else: it opens with a small
        letter, or it is a full line whose first word opens nothing; "" for any other."""
        layout = self.layout
        if not layout.cased or self.bold_open or self.ruled or row in self.sidebar or row in self.chrome:
            return ""
        if layout.given and layout.starts[layout.rows[row]] in layout.given:
            return ""
        if flat[0].islower():
            return "L"
        if not self.seen_body or length < 0.8 * layout.width or flat[-1] == ":":
            return ""
        return (
            "U"
            if flat[:LONGEST_WORD].split(None, 1)[0] in self.language.dull and flat[0].isupper() and not flat.isupper()
            else ""
        )

    def _whole(self, it: Line, token: Token | None) -> tuple[str, str, str]:
        """Reads a line in full; its number kind, that beside the numbering of the body, and its look."""
        body: str = self.body
        opening = it.line[token.end : token.end + 60].lstrip(DECOR) if token else it.flat[:60].lstrip(DECOR)
        it.opening, it.bare = opening, it.flat.rstrip(CLOSERS)
        it.num = num = number_kind(token) if token else "none"
        if num == "art" or (num == "D+" and self.preamble_ends == self.total):
            self.preamble_ends = 0  # where a heading opened it, the numbers of the body may begin in the preamble
        elif it.row < self.preamble_ends:
            body = "b"
        nd = "none-" + body if token is None else "D-" + body if num[0] == "D" else "b" if body == "b" else ""
        if opening and (self.capitalless or (token is not None and token.style in CAPITAL_NUMBERS)):
            opening = opening[0].upper() + opening[1:]
        it.lead = self.language.lead(opening[:OPENING]) if opening else "-"
        it.case = self._case(it, token is not None)
        it.alone = num in ALONE and token is not None and not it.line[token.end :].strip(CLOSERS + DECOR)
        it.end = "N" if it.alone and not self.numbered_below(it.row) else ENDS.get(it.bare[-1:], "w")
        if it.end == "w" and it.bare.endswith(JOINERS):
            it.end = (BEFORE_WRAPPED if self.layout.width else BEFORE).get(it.bare.rpartition(" ")[0][-1:], "w")
        self.in_articles |= num == "art"
        look = self.look(it, token)
        if self.layout.hints:
            look = self.hinted(it.row, look)
        if self.layout.given and (said := self.layout.given.get(self.layout.starts[self.layout.rows[it.row]])):
            look = look_of(said, look)
        self.closed = (self.closed and token is None) or (look in CLOSING and it.row > self.total // 2)
        if look in CLOSING:
            self.ended |= self.seen_body
        elif token is not None or look == "annex":
            self.ended = False
        if look == "signature" and token is not None:
            self.tokens.pop(self.layout.rows[it.row])
            num, nd = "none", "none-" + body
        if not self.seen_body and self._opens_body(look, it.length, it.end, it.lead, num):
            self.seen_body = True
        if look in HEADINGS:
            self._under(it, look)
        return num, nd, look

    def _is_titled(self, num: str, length: int, size: str) -> bool:
        """Whether a line with the number of an article, or below one that stands alone, is its title, and no sentence
        that goes on below."""
        room = self.layout.width or 100
        return size in "sm" and (
            (self.prev_end == "N" and length < 0.6 * room) or (num == "art" and length < 0.5 * room)
        )

    def _under(self, it: Line, look: str) -> None:
        """Below the heading of a preamble there is no clause, up to the next heading."""
        preambles = self.language.preambles
        if it.length < SHORT_HEADING and (word_of(it.flat) in preambles or word_of(it.flat.split()[-1]) in preambles):
            self.preamble_ends = self.preamble_ends or self.total
        elif look == "division" or (self.preamble_ends == self.total and (look != "title" or it.case == "C")):
            self.preamble_ends = 0

    def _fit(self, flat: str) -> str:
        """Could the first word, which may have a hyphen, have stood on the line above? y, n, or e when only its part
        before the hyphen could."""
        space = flat.find(" ")
        whole = self.prev_len + 1 + (space if space > 0 else len(flat))
        if whole < self.layout.width - self.layout.ragged:
            return "y"
        if space > 0:
            match = FIRST_WORD.match(flat)
            assert match is not None
            whole = self.prev_len + 1 + len(match.group())
        return "n" if whole > self.layout.width else "e"

    def _case(self, it: Line, numbered: bool) -> str:
        opening = it.opening
        if not opening or not (self.layout.cased or (self.in_articles and it.fit != "n")):
            return "o"
        first = opening[0]
        if first.islower():
            return "l" if numbered else "L"
        if not self.layout.cased:
            return "o"
        if self.shouted:
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


def number_kind(token: Token) -> str:
    """The value of the feature "num": its family, and + where the series goes on."""
    style, chain = token.style, token.chain
    if style == "d." or style == "ord":
        return "D+" if chain > 1 else "D1"
    if style in PROVISIONS:
        return "art"
    if style[0] == "*":
        return "bullet"
    if style == "han":
        return "H+"
    if style == "rn":
        return "rn"
    family = NUM_OF_STYLE.get(style, "P")
    return family + ("+" if chain > 1 else "1")
