"""Full dates around the name of a month, in the forms of every language; a range or list gives its last day."""

from __future__ import annotations

import re
from typing import NamedTuple

from engross.languages.names import Names
from engross.languages.names.patterns import later
from engross.recognise.inlines_spelt import Spelt, plain

HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
HAN = r"[〇○零一二三四五六七八九十\d]"
HAN_BEFORE = later(rf"(?P<y>{HAN}{{4}})\s?年\s?(?P<m>{HAN}{{1,3}})\s?$")
HAN_AFTER = later(rf"\s?(?:(?P<d0>{HAN}{{1,3}})\s?日?\s?[至－—–-]\s?)?(?P<d>{HAN}{{1,3}})\s?日")
ISO_YEAR = later(r"(?<![\d/-])(\d{4})$")
DOTTED_DAY = later(r"(?<![\d.])(\d{1,2})$")
TWO = later(r"(\d\d)(?![\d-])")
FOUR = later(r"(\d{4})(?!\d)")
DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LEAP_FEBRUARY = 29
PIVOT = "50"
"""A year in two digits from which on it is one of the twentieth century."""
NEAR = 30
"""Characters before a month in which its day must end."""
FIGURES, CLOSE = 8, 28
"""Characters before a month in which a day in figures stands, and in which the range begins that it ends."""
REACH = 48
"""Characters before a month in which its day must begin."""


class Day(NamedTuple):
    """A date as it stands in a text: where, which (ISO 8601), and whether it ends a range."""

    start: int
    end: int
    iso: str
    ranged: bool = False


class Dates:
    """Reads the date around a hit on the name of a month."""

    def __init__(self, names: Names) -> None:
        wording = names.wording.dates
        spoken = dict.fromkeys((*wording.words, *map(plain, wording.words)))
        spelt = "|".join(
            re.escape(w).replace(r"\-", "[- ]").replace(r"\ ", "[- ]") for w in sorted(spoken, key=len, reverse=True)
        )
        self.before = later(wording.before_day.replace("{words}", f"(?i:{spelt})"))
        self.year = later(wording.year)
        self.day_year = later(wording.day_year)
        self.spelt = frozenset(word.replace("-", " ").split()[-1] for word in spoken)
        self.joiners = frozenset(wording.joiners)
        self.ordinals = {word.replace("-", " "): n for n, word in enumerate(wording.words, 1)}
        self.ordinals |= {plain(word): n for word, n in self.ordinals.items()}
        self.years = Spelt(names)

    def around(self, text: str, start: int, end: int, month: str) -> Day | None:
        """The full date of which text[start:end] names the month; None when day or year is missing or no such day is."""
        if month == "zh":
            return self._han(text, start, end)
        if text[end : end + 1].isalpha() or (start and text[start - 1].isalpha()):
            return None
        year = self.year.match(text, end)
        if year:
            day = self._plain(text, start)
            if day:
                return made(day[0], year.end(), year["y"], month, day[1])
            return self._before(text, start, month, year.end(), year["y"])
        american = self.day_year.match(text, end)
        if american:
            return made(start, american.end(), american["y"], month, int(american["d"]), bool(american["d0"]))
        spelt = self.years.year(text, end)
        return self._before(text, start, month, *spelt) if spelt else None

    def _before(self, text: str, start: int, month: str, end: int, year: str) -> Day | None:
        """The date of a month whose year ends at `end`, its day before the month in figures or words."""
        if self._counts(text, start):
            reach = CLOSE if self._figures(text, start) else REACH
            before = self.before.search(text, max(0, start - reach), start)
            if before is None:
                return None
            word = before.groupdict().get("w")
            day = self.ordinals[" ".join(word.lower().replace("-", " ").split())] if word else int(before["d"])
            first = before["d0"]
            at = before.start("d0") if first else before.start("w") if word else before.start("d")
            return made(at, end, year, month, day, bool(first))
        return None

    @staticmethod
    def _figures(text: str, start: int) -> bool:
        """Whether the day is in figures, right before the month or what joins it to the month."""
        return any(c.isdecimal() for c in text[max(0, start - FIGURES) : start])

    def _counts(self, text: str, start: int) -> bool:
        """Whether a digit or the name of a number stands near before the month."""
        near = text[max(0, start - NEAR) : start]
        if any(c.isdecimal() for c in near):
            return True
        return bool(self.spelt) and not self.spelt.isdisjoint(near.lower().replace("-", " ").split())

    def _plain(self, text: str, start: int) -> tuple[int, int] | None:
        """Where a day of one or two digits stands right before the month, and which; None when more may belong to it."""
        at = start - 1
        if at < 1 or text[at] != " " or not text[at - 1].isdecimal():
            return None
        first = at - 2 if at > 1 and text[at - 2].isdecimal() else at - 1
        before = text[max(0, first - 9) : first]
        # "on19 April": a lost space is no reason to lose the day
        if before[-1:] and ((before[-1].isalnum() and not before[-1].islower()) or before[-1] in "-–—.,/"):
            return None
        word = before.rstrip()
        if (word[-1:] and word[-1] in "-–—") or word.rpartition(" ")[2] in self.joiners:
            return None
        return first, int(text[first:at])

    def iso(self, text: str, start: int, end: int, month: str) -> Day | None:
        """A date like 2025-09-23 around a hit on "-09-"."""
        year, day = ISO_YEAR.search(text, max(0, start - 5), start), TWO.match(text, end)
        return made(year.start(), day.end(), year[1], month, int(day[1])) if year and day else None

    def dotted(self, text: str, start: int, end: int, month: str) -> Day | None:
        """A date like 23.09.2025 around a hit on ".09."; or 03/V/00 around one on "/V/"."""
        day, year = DOTTED_DAY.search(text, max(0, start - 3), start), FOUR.match(text, end)
        if year is None and day and text[start] == "/" and (short := TWO.match(text, end)):
            century = "20" if short[1] < PIVOT else "19"
            return made(day.start(), short.end(), century + short[1], month, int(day[1]))
        return made(day.start(), year.end(), year[1], month, int(day[1])) if year and day else None

    def _han(self, text: str, start: int, end: int) -> Day | None:
        before, after = HAN_BEFORE.search(text, max(0, start - 12), start), HAN_AFTER.match(text, end)
        if not before or not after:
            return None
        year = before["y"].translate(HAN_DIGITS)
        month, day = han_number(before["m"]), han_number(after["d"])
        if not year.isdecimal():
            return None
        return made(before.start(), after.end(), year, f"{month:02d}", day, bool(after["d0"]))


def made(start: int, end: int, year: str, month: str, day: int, ranged: bool = False) -> Day | None:
    """A `Day`, if there is such a day of the calendar."""
    y, m = int(year), int(month)
    if not 1000 <= y <= 2999 or not 1 <= m <= 12 or not 1 <= day <= 31:
        return None
    if day > 28 and day > (LEAP_FEBRUARY if m == 2 and y % 4 == 0 and (y % 100 or y % 400 == 0) else DAYS[m]):
        return None
    return Day(start, end, f"{y:04d}-{m:02d}-{day:02d}", ranged)


def han_number(text: str) -> int:
    """A number below 100 in Chinese numerals or digits; 0 when it is none."""
    if text.isdecimal() and text.isascii():
        return int(text)
    tens, ten, ones = text.partition("十")
    if ten:
        tens, ones = tens.translate(HAN_DIGITS) or "1", ones.translate(HAN_DIGITS) or "0"
        return int(tens) * 10 + int(ones) if tens.isdecimal() and ones.isdecimal() else 0
    digits = text.translate(HAN_DIGITS)
    return int(digits) if digits.isdecimal() else 0
