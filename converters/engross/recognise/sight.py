"""What a line looks like as a whole, beside the lines around it: an annex, a masthead, a closing line, a title …"""

from __future__ import annotations

from engross.languages import Language
from engross.recognise import furniture, heads, looks
from engross.recognise.articles import PROVISIONS
from engross.recognise.layout import Layout
from engross.recognise.looks import DECOR
from engross.recognise.series import Token

HINTED = frozenset(("plain", "title", "subhead", "signature", "body", "note"))
"""Looks that a reader of a laid-out format may know better."""
LONGEST_WORD = 60
"""Characters of a line in which its first word is looked for."""
LONGEST_ENACTING = 60
"""Characters of a line that enacts for the body named on the line above."""
SHORT_TITLE = 60
"""Characters up to which a line of a text in capitals may be a title."""
LONGEST_TITLE = 90
"""Characters of the title of an article."""
MOST_REMEMBERED = 20_000
"""First words remembered before they are forgotten."""
LONE_WORDS = frozenset("yYeEoOaAàÀиИ")
"""Letters that are words: alone on a line of a title they join its parts."""


class Line:
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


class Sight:
    """Looks at the lines of one layout from the top down; what it saw above tells what it sees below."""

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
        self.shouted = layout.cased and sum(map(str.isupper, layout.flats)) > 0.85 * self.total
        """Whether the whole text is in capitals, which then tell nothing."""
        self.in_articles = False
        """Whether an article has opened: from there on a small letter opens no piece, in any language."""
        self.broken = False
        """Whether furniture stands between this line and the text above."""
        self.closed = False
        """Whether a closing line or a signature stands above, in the second half of the text."""
        self.symbols: set[str] = set()
        self.body: str = layout.body
        """How the clauses are numbered (see `Layout`)."""
        self.numbered_heads, count = heads.numbered(layout, language)
        if count and layout.body == "y":
            self.body = "n"
        self.ended = False
        """Whether a closing line or a signature stands above, and no number since."""
        self.preamble_ends = heads.first_article(layout)
        """The row at which what surely is no clause ends: the first article; below the heading of a preamble every row."""

    def hinted(self, row: int, look: str) -> str:
        """The look that the reader of the format knows, where it knows better: a heading is none of the lines that
        words tell, and a number that is a list's own opens no name."""
        hints, layout = self.layout.hints, self.layout
        hint = hints.get(layout.starts[layout.rows[row]]) if hints else None
        if hint is None:
            return look
        if hint.look and (hint.look != "titled" or look in HINTED or look == "first"):
            return hint.look
        token = layout.tokens.get(layout.rows[row])
        if token is not None and token.style in PROVISIONS:
            return look  # an article is read by its words, whether the format sets it as a heading or not
        if look in HINTED and (hint.heading or (hint.number and look == "signature")):
            return "heading" if hint.heading else "plain"
        return look

    def look(self, it: Line, token: Token | None) -> str:
        row = it.row
        if it.alone:
            return "plain"
        if self.prev_end == "N" and self.in_articles and it.length < LONGEST_TITLE and token is None:
            return "plain"  # the title of an article below its number
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
            self.named[row] = name = self.chrome[row]
            return name if name in ("byline", "navigation") else "furniture"
        if row > self.total * 0.6 and it.length < 60 and looks.NAME.match(it.flat):
            return "signature"
        if it.num == "art" or (it.fit == "n" and it.case == "L" and token is None):
            return "plain"
        if row in self.sidebar:
            return "sidebar"
        if row in self.numbered_heads:
            return "subhead"
        if it.num[0] == "P" and it.end == "w" and it.length < 90 and self._before_clause(row):
            return "subhead"
        if it.length < 200 or (row < furniture.HEAD_ROWS and self._is_first(row)):
            return self._short(it, token)
        return self._long(it) if token is None else "plain"

    def _opens_bold(self, it: Line) -> bool:
        """Whether a bold heading opens here and closes on the next line."""
        if it.line.count("**") != 1 or it.row + 1 >= self.total:
            return False
        after = self.layout.flats[it.row + 1]
        return after.endswith("**") and not after.endswith(".**") and after.count("**") == 1

    def numbered_below(self, row: int) -> bool:
        return row + 1 < self.total and self.layout.rows[row + 1] in self.tokens

    def _goes_on_below(self, row: int) -> bool:
        """Whether the next line opens with a small letter, as the middle of a wrapped sentence does."""
        after = self.layout.flats[row + 1] if row + 1 < self.total else ""
        return self.layout.width > 0 and after[:1].islower()

    def _before_clause(self, row: int) -> bool:
        after = self.tokens.get(self.layout.rows[row + 1]) if row + 1 < self.total else None
        return after is not None and after.style == "d."

    def _short(self, it: Line, token: Token | None) -> str:
        flat, language, layout = it.flat, self.language, self.layout
        it.word = word = word_of(flat)
        if self._may_head_annex(it) and language.annex(flat) and (not layout.cased or flat.lstrip(DECOR)[:1].isupper()):
            return "annex"
        if self.ended and it.end == "w" and it.length < LONGEST_TITLE and self._is_annexed(it):
            return "annex"
        if it.length < 8 and flat[0] in "IVX" and looks.ROMAN_HEADING.match(flat) and {"I", "II"} <= set(layout.flats):
            return "heading"  # the notes of an exchange, the parts of a resolution
        if it.length < 60 and furniture.PAGE.match(flat) and (self.seen_body or flat not in LONE_WORDS):
            if looks.ROMAN_HEADING.match(flat) and layout.body != "n":
                return "heading"
            self.named[it.row] = "page number" if any(map(str.isdigit, flat)) else "stray mark"
            return "furniture"
        if "   " in flat and token is None and (furniture.FOOT.match(flat) or furniture.norm(flat) in layout.heads):
            self.named[it.row] = "running head"
            return "furniture"
        if it.fit != "n" and self.prev_end != "N":
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

    def _is_annexed(self, it: Line) -> bool:
        """Whether a line below the signatures is the title of a text annexed without the word ("PROTOCOL")."""
        return it.word in self.language.annexed and (it.bare.isupper() or not self.language.capitals or (
            self.layout.blank_before[it.row] and looks.in_title_case(it.opening)
        ))  # fmt: skip

    def _may_head_annex(self, it: Line) -> bool:
        layout = self.layout
        return layout.blank_before[it.row] or self.prev_end in ".;:h0" or (self.prev_end == "w" and it.fit != "n")

    def _is_running_head(self, it: Line) -> bool:
        heads = self.layout.heads
        return bool(
            heads and self.seen_body and it.end == "w" and it.case in "UCo" and it.fit != "n"
            and furniture.norm(it.line) in heads
        )  # fmt: skip

    def _short_unnumbered(self, it: Line) -> str:
        flat, language = it.flat, self.language
        late = it.row >= self.total // 2
        if self._opens_nothing(flat, it.word):
            if it.length < 60 and looks.YEAR.search(flat) and looks.is_date(language, flat):
                return "date"
            return self._title_or_formula(it) if it.end == "w" or it.end == ":" else "plain"
        if not self.seen_body:
            if it.word in ("source", "src") and looks.SOURCE.match(flat):
                return "masthead"
            if it.end == "w" and flat[0].isdigit() and looks.NUMBERED_TITLE.match(flat):
                return "titled"
            if language.masthead(flat):
                return "masthead"
            if language.adopted(flat):
                return "adopted"
        if (it.row > 5 or self.seen_body) and language.closing(flat):
            return "closing"
        if it.length < 60 and looks.YEAR.search(flat) and looks.is_date(language, flat):
            return "date"
        if language.body_lead(flat):
            return "body"
        if looks.is_note(flat, it.word):
            return "note"
        if language.heading(flat):
            return "division"
        if (late and looks.SIGNED.match(flat)) or (flat[0] in "([" and looks.SEAL.match(flat)):
            return "signature"
        if not flat[0].isalnum() and looks.MARKED_HEADING.match(flat):
            return "heading"
        if it.end == "w" or it.end == ":":
            return self._title_or_formula(it)
        return "plain"

    def _title_or_formula(self, it: Line) -> str:
        width = self.layout.width
        if it.end == ":" and self.language.enacts(it.flat):
            return "formula"
        speaks = it.opening.startswith("We, ")
        titled = (self.language.capitals or it.case == "C" or it.bare.isupper()) and looks.in_title_case(it.opening)
        if self.shouted and (it.length > SHORT_TITLE or not self.layout.blank_before[it.row] or it.end == ":"):
            titled = False
        capitals = self.language.capitals and self.layout.cased
        if not titled and not capitals and it.end == "w" and self._is_first(it.row):
            return "first"
        if titled and self.closed and it.length < 90 and it.end != ":":
            return "signature"
        if (
            titled and it.end == "w" and it.length < 260 and not speaks
            and self._is_first(it.row) and not self._goes_on_below(it.row)
        ):  # fmt: skip
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
            and not self._enacts_below(it.row)
            and (it.end == "w" or not it.opening.startswith(("The ", "We, ")))
        ):
            return "title"
        if it.end == ":" and it.lead[0] != "R" and self.language.formula(it.flat):
            return "formula"
        if it.end == "w" and it.row > 1 and self._enacts_below(it.row):
            return "formula"
        if titled and it.end == "w" and it.length < (0.8 * width if width else 100):
            return "title"
        return "plain"

    def _enacts_below(self, row: int) -> bool:
        """Whether the next line enacts ("DECIDES:"): this one then names who does."""
        after = self.layout.flats[row + 1] if row + 1 < self.total else ""
        return after[-1:] == ":" and len(after) < LONGEST_ENACTING and bool(self.language.enacts(after))

    def _is_first(self, row: int) -> bool:
        """Whether nothing but furniture stands above."""
        return row < furniture.HEAD_ROWS and all(above in self.named for above in range(row))

    def _opens_nothing(self, flat: str, word: str) -> bool:
        """Whether no pattern of the body opens with the first word of a line."""
        openers = self.language.openers
        return bool(openers) and self.seen_body and word not in openers and flat[0].isalpha()

    def _long(self, it: Line) -> str:
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


class Words(dict[str, str]):
    """The first words of lines as printed → in small letters, without the marks around them."""

    def __missing__(self, printed: str) -> str:
        if len(self) > MOST_REMEMBERED:
            self.clear()
        if "://" in printed:
            word = printed.partition(":")[0].lower()
        else:
            word = printed.strip("\"“”'‘’*_#>().,:;!?<").lower()
        self[printed] = word
        return word


WORDS = Words()


def word_of(flat: str) -> str:
    """The first word of a stripped line in small letters, without the marks around it."""
    return WORDS[flat[:LONGEST_WORD].split(None, 1)[0]]
