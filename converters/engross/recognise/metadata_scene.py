"""A text seen as a scene: what stands before it, how it opens, how it closes; and where each piece lies in the whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

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
FURTHEST = 60
TAIL = 6
LINE = 1200
"""Characters beyond which nothing before a text is a line of its head."""


class Words(NamedTuple):
    """Words of the text and where they stand in all pieces joined; -1 for words of the furniture."""

    text: str
    start: int
    end: int


class Scene:
    """The pieces of one text (annexes left out) and what was found in them."""

    def __init__(self, pieces: Sequence[Piece], inlines: Inlines, names: Names) -> None:
        self.all, self.inlines, self.names = pieces, inlines, names
        self.text = inlines.text
        annex = next((n for n, p in enumerate(pieces) if p.role == "annex"), len(pieces))
        self.pieces = pieces[:annex]
        self._starts = [f.start for f in inlines.found]
        self._days = [d.start for d in inlines.dates]
        self.bases: list[int] = []
        base = 0
        for piece in pieces:
            self.bases.append(base)
            base += 1 + (0 if piece.role == "furniture" else len(piece.text))
        first = next((n for n, p in enumerate(self.pieces) if p.role in BODY), len(self.pieces))
        self.first_body = min(first, FURTHEST)
        self.front = [
            n for n in range(self.first_body)
            if self.pieces[n].role in ("masthead", "title", "adopted", "heading") and len(self.pieces[n].text) <= LINE
        ]  # fmt: skip
        self.openers = [n for n in range(self.first_body) if self.pieces[n].role == "issuer"]
        self.closing = [n for n, p in enumerate(self.pieces) if p.role == "closing"]
        self._closing = frozenset(self.closing)
        body = [n for n, p in enumerate(self.pieces) if p.role in BODY or p.role == "formula"]
        self.body, self.tail = body, body[-TAIL:]
        self.said = self._said()

    def _said(self) -> dict[str, str]:
        said: dict[str, str] = {}
        for piece in self.pieces[:3]:
            if piece.look == "front matter" and piece.role == "furniture" and piece.text:
                block = piece.text
                for key in KEYS:
                    block = block.replace(f" {key}: ", f"\n{key}: ")
                said |= {key: value.value for key, value in front_matter(block.replace("--- ", "", 1)).items()}
        return said

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
        base = self.bases[n]
        first = bisect_left(self._days, base)
        return self.inlines.dates[first : bisect_left(self._days, base + len(self.pieces[n].text), first)]

    def found(self, n: int, *tags: str) -> Iterator[Found]:
        """What was found in piece `n` under these tags."""
        return (f for f in self.between(self.bases[n], self.bases[n] + len(self.pieces[n].text)) if f.tag in tags)

    def between(self, start: int, end: int) -> list[Found]:
        """What was found that begins at `start` or later and before `end`."""
        first = bisect_left(self._starts, start)
        return self.inlines.found[first : bisect_left(self._starts, end, first)]

    def is_month(self, word: str) -> bool:
        """Whether a word is the name of a month."""
        return self.names.kind_of(word) == "month"

    def title_piece(self) -> int:
        """The first piece of the title, -1 for none."""
        return next((n for n in self.front if self.pieces[n].role == "title"), -1)

    def title_words(self) -> Words | None:
        """The words of the title, without a number before them."""
        n = self.title_piece()
        if n < 0:
            return None
        from engross.recognise.metadata_title import NUMBER

        text = self.pieces[n].text
        number = None if self.names.head("numbered").match(text) else NUMBER.match(text)
        start = number.end() if number and len(text) - number.end() > 6 else 0
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
