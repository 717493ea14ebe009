"""Citations by their form alone: acts with a number or a year ("Regulation (EU) 2016/679", "Lighthouses Act 1998"),
numbered resolutions of any body, titles between Chinese marks, charters in Arabic."""

from __future__ import annotations

from typing import NamedTuple

from engross import references
from engross.identity import slug
from engross.languages.names import Names
from engross.languages.names.patterns import later

PROCLITICS = "وبلفك"
LEADING = 70
LONGEST = 300
MOST_BEFORE = 6
"""Capitalised words that may stand before a head word and belong to it."""
PARTICIPLES = ("ing", "ed")
PREFERRED = ("treaty", "act")
"""Subtypes of what has no kind that we know: of treaties, and of laws."""


class Cited(NamedTuple):
    """A citation as it stands in a text."""

    start: int
    end: int
    href: str


class Forms:
    """Reads a citation by the form of its words."""

    def __init__(self, names: Names) -> None:
        wording = names.wording.citations
        self.names = names
        self.number_tail = later(wording.number_tail)
        self.before_numbered = later(wording.before_numbered)
        self.label_tail = later(wording.label_tail)
        self.year_tail = later(wording.year_tail)
        self.head_tail = later(wording.head_tail)
        self.dated = frozenset(wording.dated_names)
        self.bare = frozenset(wording.bare_names)

    def labelled(self, text: str, start: int, end: int, subtype: str) -> Cited | None:
        """A resolution or decision by a number that its label shows ("Resolution No. 9/31-EC", "Decision 2001/12/EC")."""
        if start and text[start - 1].isalnum() and text[start - 1] not in PROCLITICS:
            return None
        tail = self.label_tail.match(text, end, end + LONGEST)
        if tail is None or "\n" in tail[0]:
            return None
        return Cited(start, tail.end(), references.named(text[start : tail.end()], subtype))

    def numbered(self, text: str, start: int, end: int) -> Cited | None:
        """A head word that a number or a year makes a citation ("Executive Order 14257 of April 2, 2025")."""
        if not text[end : end + 1].isspace() or (start and text[start - 1].isalnum()):
            return None
        word, first = text[start:end], start
        if word in self.dated or word in self.bare:
            tail = self.year_tail.match(text, end)
            first = capitals_before(text, start) if tail and word in self.dated else start
            if tail is None or (word in self.dated and first == start):
                return None
        else:
            tail = self.number_tail.match(text, end)
            before = self.before_numbered.search(text, max(0, start - LEADING), start) if tail else None
            first = before.start() if before else start
        if tail is None or "\n" in text[first : tail.end()]:
            return None
        return Cited(first, tail.end(), references.named(text[first : tail.end()], slug(word)))

    def titled(self, text: str, start: int, end: int) -> Cited | None:
        """An instrument by its name between Chinese marks of titles ("《…公约》")."""
        tail = self.head_tail.match(text, end)
        return Cited(start, tail.end(), references.named(tail["name"], self.subtype(tail["name"]))) if tail else None

    def chartered(self, text: str, start: int, end: int) -> Cited | None:
        """A charter in Arabic by the body whose it is."""
        if start and text[start - 1].isalnum() and text[start - 1] not in PROCLITICS:
            return None
        tail = self.head_tail.match(text, end)
        return Cited(start, tail.end(), references.named(text[start : tail.end()], "charter")) if tail else None

    def subtype(self, word: str) -> str:
        """The subtype of what a head word names: the word itself in Latin letters, else that of the kind it is a form
        of, or (in Chinese) ends in."""
        latin = slug(word)
        if latin:
            return latin
        small, han = word.casefold(), self.names.code == "zh"
        for kind in self.names.instruments:
            if small.endswith(kind.words) if han else small.rpartition(" ")[2].startswith(kind.words[:-1]):
                return kind.subtype
        return PREFERRED[han]


def capitals_before(text: str, start: int) -> int:
    """Where the capitalised words begin that stand right before a head word, six at most ("United Nations …",
    "Inter-American …"); "and" may stand between two of them, and a participle that opens a paragraph is none."""
    first = at = start
    for _ in range(MOST_BEFORE):
        if at < 2 or text[at - 1] != " ":
            break
        word = text.rfind(" ", max(0, at - 30), at - 1) + 1
        line = text.rfind("\n", word, at - 1) + 1
        word = max(word, line)
        if text[word].isupper() and text[at - 2] not in ',;:.)”"':
            first = word
        elif text[word:at] != "and " or first == start:
            break
        at = word
    if first < start and (first == 0 or text[first - 1] == "\n"):
        opening = text[first:start].split(" ", 1)[0]
        if opening.endswith(PARTICIPLES):
            first += len(opening) + 1
    return first
