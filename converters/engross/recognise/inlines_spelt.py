"""Years in words: "one thousand nine hundred and ninety-one", "mil novecientos noventa y uno", "neunzehnhunderteins"."""

from __future__ import annotations

import re
from unicodedata import normalize

from engross.languages.names import Names
from engross.languages.names.patterns import later

BETWEEN = later(r"(?:, ?|[ -])?")
FIRST, LAST = 1500, 2199
HUNDRED, THOUSAND = 100, 1000
SCORE, FOUR = 20, 4
"""What makes "quatre-vingt" eighty."""


def plain(text: str) -> str:
    """A text in small letters without accents."""
    return "".join(c for c in normalize("NFD", text.lower()) if not "\u0300" <= c <= "\u036f" or c == "\u0306")


class Spelt:
    """Reads a year in words."""

    def __init__(self, names: Names) -> None:
        dates = names.wording.dates
        self.before = later(dates.year_words)
        self.values = {word.casefold(): value for word, value in dates.numbers.items()}
        words = sorted(self.values, key=lambda word: (-len(word), word))
        self.word = later("|".join(map(re.escape, words)) or "(?!)", re.I)
        self.compounds = names.code == "de"

    def year(self, text: str, at: int) -> tuple[int, str] | None:
        """Where the year in words that follows `at` ends, and its digits; None for none."""
        if not self.values or not (lead := self.before.match(text, at)):
            return None
        total = current = 0
        at = end = lead.end()
        while word := self.word.match(text, at):
            at = word.end()
            if not self.compounds and text[at : at + 1].isalnum():
                break
            value = self.values[word[0].casefold()]
            total, current = _added(total, current, value)
            end = at if value else end
            gap = BETWEEN.match(text, at)
            at = gap.end() if gap else at
        year = total + current
        return (end, str(year)) if FIRST <= year <= LAST else None


def _added(total: int, current: int, value: int) -> tuple[int, int]:
    """The thousands and the rest of a number, with one more of its words."""
    if value == THOUSAND:
        return total + max(current, 1) * THOUSAND, 0
    if value == HUNDRED:
        return total, current - current % HUNDRED + max(current % HUNDRED, 1) * HUNDRED
    if value == SCORE and current % HUNDRED == FOUR:
        return total, current + SCORE * FOUR - FOUR
    return total, current + value
