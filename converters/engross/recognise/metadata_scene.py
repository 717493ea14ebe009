"""A text seen as a scene: what stands before it, how it opens, how it closes; and where each piece lies in the whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from engross.languages.names import Names
from engross.languages.names.patterns import later
from engross.recognise.metadata_front import front_matter

if TYPE_CHECKING:
    from engross.recognise.inlines import Inlines
    from engross.recognise.inlines_dates import Day
    from engross.recognise.inlines_nesting import Found
    from engross.recognise.pieces import Piece

CAPITALS = later(r"([^a-z]{24,}?)\s+(?=[A-Z][a-z]*\s+[a-z]+\s+[a-z])")
BODY = frozenset(("recital", "recital-item", "clause", "item", "paragraph"))
FRONT = frozenset(("masthead", "title", "adopted", "heading"))
FURTHEST = 60
TAIL = 6
EARLY, LATE = 20, 60
"""Pieces from the beginning of a body, and to its end, that are looked at one by one."""
FIRST = 16
"""Characters that hold the first word of a piece."""
LINE = 1200
"""Characters beyond which nothing before a text is a line of its head."""


Item = TypeVar("Item", "Day", "Found")
_start = itemgetter(0)
"""Where a date or a find begins: the first field of both."""


class Words(NamedTuple):
    """Words of the text and where they stand in all pieces joined; -1 for words of the furniture."""

    text: str
    start: int
    end: int


class Signs:
    """The words that say where an instrument was signed."""

    def __init__(self, names: Names) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation

        self.words = tuple(names.issuing.signs)
        self._matcher = AhoCorasick(self.words, implementation=Implementation.ContiguousNFA)

    def within(self, text: str) -> list[int]:
        """Where they begin in a text, in order."""
        small = text.lower()
        hits = self._matcher.find_matches_as_indexes(small if len(small) == len(text) else text, overlapping=True)
        return sorted(start for _, start, _ in hits)


def _run(items: list[Item], at: int, start: int, end: int) -> tuple[int, list[Item]]:
    """Those of `items`, from place `at` on, that begin in start … end, and the place behind them."""
    count = len(items)
    while at < count and items[at][0] < start:
        at += 1
    first = at
    while at < count and items[at][0] < end:
        at += 1
    return at, items[first:at]


class Scene:
    """The pieces of one text (annexes left out) and what was found in them."""

    def __init__(self, pieces: Sequence[Piece], inlines: Inlines, names: Names) -> None:
        self.inlines, self.names = inlines, names
        self.text = inlines.text
        self._found: dict[int, list[Found]] = {}
        self._dates: dict[int, list[Day]] = {}
        self.bases: list[int] = []
        self.front: list[int] = []
        self.openers: list[int] = []
        self.closing: list[int] = []
        self.body: list[int] = []
        self.bylines: list[int] = []
        base, first, annex = 0, len(pieces), len(pieces)
        for n, piece in enumerate(pieces):
            self.bases.append(base)
            role = piece.role
            base += 1
            if role == "furniture":
                if piece.look == "byline":
                    self.bylines.append(n)
                continue
            base += len(piece.text)
            if role in BODY:
                first = min(first, n)
                self.body.append(n)
            elif role == "formula":
                self.body.append(n)
            elif role == "closing":
                self.closing.append(n)
            elif role == "annex":
                annex = n
                break
            elif n < first and n < FURTHEST:
                if role == "issuer":
                    self.openers.append(n)
                elif role in FRONT and len(piece.text) <= LINE:
                    self.front.append(n)
        self.pieces = pieces[:annex]
        self._closing = frozenset(self.closing)
        self.tail = self.body[-TAIL:]
        self.said = self._said()
        self._sort_front()

    def _said(self) -> dict[str, str]:
        said: dict[str, str] = {}
        for piece in self.pieces[:3]:
            if piece.look == "front matter" and piece.role == "furniture" and piece.text:
                block = piece.text.strip("- ")
                for key in KEYS:
                    block = block.replace(f" {key}: ", f"\n{key}: ")
                said |= {key: value.value for key, value in front_matter(block).items()}
        return said

    @cached_property
    def signing(self) -> list[int]:
        """Pieces near the beginning and the end of the body whose first words may say where it was signed."""
        pieces, signs = self.pieces, self.names.tool(Signs).words
        near = [n for n in (*self.body[:EARLY], *self.body[EARLY:][-LATE:])
                if pieces[n].number is None and pieces[n].role != "recital"]  # fmt: skip
        return [n for n in near if pieces[n].text[:FIRST].lower().startswith(signs)]

    @cached_property
    def signed(self) -> dict[int, list[int]]:
        """Where in the pieces of the front and of the end a word stands that says where an instrument was signed."""
        out: dict[int, list[int]] = {}
        for pieces in (self.front, [*self.tail, *self.closing]):
            if pieces:
                first, last = min(pieces), max(pieces)
                start = self.bases[first]
                text = self.text[start : self.bases[last] + len(self.pieces[last].text)]
                for at in self.names.tool(Signs).within(text):
                    n = bisect_right(self.bases, start + at) - 1
                    out.setdefault(n, []).append(start + at - self.bases[n])
        return out

    def closes(self, n: int) -> bool:
        """Whether piece `n` is one of the closing."""
        return n in self._closing

    def words(self, n: int, start: int = 0, end: int | None = None) -> Words:
        """Characters start … end of the text of piece `n`."""
        text = self.pieces[n].text
        stop = len(text) if end is None else end
        return Words(text[start:stop], self.bases[n] + start, self.bases[n] + stop)

    def dates(self, n: int) -> list[Day]:
        """The dates of piece `n`, in order."""
        days = self._dates.get(n)
        if days is None:
            all_days, base = self.inlines.dates, self.bases[n]
            first = bisect_left(all_days, base, key=_start)
            last = bisect_left(all_days, base + len(self.pieces[n].text), first, key=_start)
            days = self._dates[n] = all_days[first:last]
        return days

    def inside(self, n: int) -> list[Found]:
        """What was found in piece `n`, in order."""
        found = self._found.get(n)
        if found is None:
            base = self.bases[n]
            found = self._found[n] = self.between(base, base + len(self.pieces[n].text))
        return found

    def _sort_front(self) -> None:
        """Sorts what was found before the body into its lines, all at once: most questions are about them."""
        found, dates, at, day = self.inlines.found, self.inlines.dates, 0, 0
        for n in self.front:
            start = self.bases[n]
            end = start + len(self.pieces[n].text)
            at, self._found[n] = _run(found, at, start, end)
            day, self._dates[n] = _run(dates, day, start, end)

    def found(self, n: int, tag: str) -> list[Found]:
        """What was found in piece `n` under this tag."""
        return [f for f in self.inside(n) if f.tag == tag]

    def between(self, start: int, end: int) -> list[Found]:
        """What was found that begins at `start` or later and before `end`."""
        all_found = self.inlines.found
        first = bisect_left(all_found, start, key=_start)
        return all_found[first : bisect_left(all_found, end, first, key=_start)]

    def is_month(self, word: str) -> bool:
        """Whether a word is the name of a month."""
        return self.names.kind_of(word) == "month"

    def title_piece(self) -> int:
        """The first piece of the title, -1 for none."""
        return next((n for n in self.front if self.pieces[n].role == "title"), -1)

    def title_words(self) -> Words | None:
        """The words of the title, without a number before them."""
        return self._title

    @cached_property
    def _title(self) -> Words | None:
        n = self.title_piece()
        if n < 0:
            return None
        from engross.recognise.metadata_title import NUMBER

        text = self.pieces[n].text
        number = None if self.names.head("numbered").match(text) else NUMBER.match(text)
        start = number.end() if number and len(text) - number.end() > 6 else 0
        if topic := self.names.head("topic").match(text):
            start = topic.end()
        while start < len(text) and text[start] in " -–—:":
            start += 1
        end = len(text.rstrip(" -–—"))
        end = self._without_sentence(text, start, self._without_dateline(n, start, end))
        return self.words(n, start, end) if end > start else None

    def _without_dateline(self, n: int, start: int, end: int) -> int:
        """Where the title ends when a place and date come after it on its line ("… Manado, 29 July 2017")."""
        days = self.dates(n)
        if not days:
            return end
        text, last = self.pieces[n].text, days[-1]
        first = last.start - self.bases[n]
        if last.end - self.bases[n] < end - 2 or first < 30:
            return end
        if not self.names.head("joined").search(text[:first].rstrip()):
            named = self.names.head("weekday").search(text, 0, first)
            return len(text[: named.start() if named else first].rstrip(" ("))
        places = [f for f in self.found(n, "location") if f.end <= last.start]
        if places and last.start - places[-1].end < 24 and places[-1].start - self.bases[n] > 24:
            first = places[-1].start - self.bases[n]
            before = text[:first].rstrip()
            if before[-1:].isalpha() and before.rpartition(" ")[2].lower() not in ("in", "at", "à", "en", "of", "held"):
                return len(before)
        return end

    def _without_sentence(self, text: str, start: int, end: int) -> int:
        """Where a title in capitals ends when a sentence goes on behind it on the same line."""
        match = CAPITALS.match(text, start, end)
        return match.end(1) if match else end

    @cached_property
    def number(self) -> Words | None:
        """The symbol or number of the instrument."""
        from engross.recognise.metadata_number import symbol

        return symbol(self)

    def title_text(self) -> str:
        words = self.title_words()
        return words.text if words else self.said.get("title", "")


KEYS = (
    "date",
    "modified_time",
    "published_time",
    "source_url",
    "tags",
    "title",
    "creators",
    "source",
    "subjects",
    "trove_url",
)
