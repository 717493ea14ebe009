"""Word's counters as Word writes them: digits, letters, numerals and words of every script that it knows."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import msgspec

from engross.packaged import packaged

LAST = 32_767
"""Where Word's counters end."""
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
HEBREW = (
    (400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס"), (50, "נ"), (40, "מ"), (30, "ל"),
    (20, "כ"), (10, "י"), (9, "ט"), (8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"), (4, "ד"), (3, "ג"), (2, "ב"),
    (1, "א"),
)  # fmt: skip
FIRST_OF_CUSTOM = re.compile(r"0*1$")
PRIVATE = 0xF000
"""Fonts of pictures have their signs from here on (or, in old files, without it)."""


class Spoken(msgspec.Struct, frozen=True):
    digits: str
    ranks: str
    one: bool
    most: int


class Table(msgspec.Struct, frozen=True):
    """What `counters.toml` says."""

    listed: dict[str, str]
    cycled: dict[str, str]
    repeated: dict[str, str]
    digits: dict[str, str]
    spoken: dict[str, Spoken]
    words: dict[str, str]
    english: dict[str, str]
    ordinals: dict[str, str]
    symbols: dict[str, dict[str, str]]


@cache
def table() -> Table:
    """The counters that are lists of signs."""
    return msgspec.toml.decode(packaged("readers", "docx", "counters.toml"), type=Table)


def written(value: int, format: str, language: str = "en", custom: str = "") -> str:
    """`value` in a w:numFmt; `language` (ISO 639-1) is that of ordinals, `custom` the w:format of a format "custom".

    A format that Word does not know is written in digits, as Word does."""
    if format in ("none", "bullet"):
        return ""
    if value < 0 or value > LAST:
        return str(value)
    making = MADE.get(format)
    if making is not None:
        return making(value)
    if format == "ordinal":
        return _ordinal(value, language)
    if format == "custom":
        first = custom.split(",")[0].strip()
        return str(value).zfill(len(first)) if FIRST_OF_CUSTOM.match(first) else str(value)
    return _tabled(value, format)


def kind_of(format: str) -> str:
    """How a format counts, in the words of a sheet."""
    if format in ("none", "bullet"):
        return format if format == "bullet" else ""
    if format in ("lowerRoman", "upperRoman"):
        return "roman"
    return "letter" if format in table().repeated else "decimal"


def symbol(code: int, font: str) -> str:
    """The character that a font of pictures shows for a code; a bullet where nobody knows."""
    low = code - PRIVATE if code >= PRIVATE else code
    known = table().symbols.get(font, {}).get(f"{low:x}")
    if known:
        return known
    return "•" if code >= 0xE000 and code < 0xF900 else chr(code)


def plain_text(text: str, font: str) -> str:
    """Text whose characters of private use, or all characters in a font of pictures, are given as they are seen."""
    if font in table().symbols and font != "Courier New":
        return "".join([symbol(ord(c), font) if c != " " else c for c in text])
    return "".join([symbol(ord(c), font or "Symbol") if "\ue000" <= c < "\uf900" else c for c in text])


def _additive(value: int, signs: tuple[tuple[int, str], ...]) -> str:
    out = []
    for worth, sign in signs:
        while value >= worth:
            out.append(sign)
            value -= worth
    return "".join(out)


def _hebrew(value: int) -> str:
    # Fifteen and sixteen are written nine and six, nine and seven.
    rest = value % 100
    if rest in (15, 16):
        return _additive(value % 1000 - rest, HEBREW) + ("טו" if rest == 15 else "טז")
    return _additive(value % 1000, HEBREW)


def _ordinal(value: int, language: str) -> str:
    mark = table().ordinals.get(language, "")
    if language == "fr" and value == 1:
        return "1er"
    if mark:
        return f"{value}{mark}"
    teens = 10 <= value % 100 < 20
    return f"{value}{'th' if teens else ('th', 'st', 'nd', 'rd', *['th'] * 6)[value % 10]}"


def _cardinal(value: int) -> str:
    english = table().english
    ones, tens = english["ones"].split(), english["tens"].split()
    if value < 20:
        return ones[value]
    if value < 100:
        return tens[value // 10] + (f"-{ones[value % 10].lower()}" if value % 10 else "")
    if value < 1000:
        rest = f" {_cardinal(value % 100).lower()}" if value % 100 else ""
        return f"{ones[value // 100]} hundred{rest}"
    rest = f" {_cardinal(value % 1000).lower()}" if value % 1000 else ""
    return f"{_cardinal(value // 1000)} thousand{rest}"


def _ordinal_words(value: int) -> str:
    ordinals = table().english["ordinals"].split()
    if value < 20:
        return ordinals[value]
    if value % 100 == 0 or value % 1000 == 0:
        return f"{_cardinal(value)}th"
    if value < 100:
        tens = table().english["tens"].split()[value // 10]
        return f"{tens}-{ordinals[value % 10].lower()}" if value % 10 else f"{tens[:-1]}ieth"
    above = _cardinal(value - value % 100)
    return f"{above} {_ordinal_words(value % 100).lower()}"


def _tabled(value: int, format: str) -> str:
    known = table()
    if (signs := known.repeated.get(format)) is not None:
        return signs[(value - 1) % len(signs)] * ((value - 1) // len(signs) + 1) if value else ""
    if (signs := known.cycled.get(format)) is not None:
        return signs[(value - 1) % len(signs)] if value else ""
    if (signs := known.listed.get(format)) is not None:
        return signs[value - 1] if 0 < value <= len(signs) else str(value)
    if (signs := known.digits.get(format)) is not None:
        return "".join([signs[int(digit)] for digit in str(value)])
    if (words := known.words.get(format)) is not None:
        listed = words.split()
        return listed[value - 1] if 0 < value <= len(listed) else str(value)
    if (spoken := known.spoken.get(format)) is not None:
        return _spoken(value, spoken)
    return str(value)


def _spoken(value: int, by: Spoken) -> str:
    """A number as it is spoken in East Asia: digit and rank, noughts between once."""
    if value > by.most:
        return "".join([by.digits[int(digit)] for digit in str(value)])
    if value == 0:
        return by.digits[0]
    out: list[str] = []
    pending = False
    for rank in range(len(by.ranks), -1, -1):
        digit = value // 10**rank % 10
        if digit == 0:
            pending = bool(out)
            continue
        if pending and out:
            out.append(by.digits[0])
        pending = False
        leading_one = digit == 1 and rank == 1 and not out and not by.one
        out.append(("" if leading_one else by.digits[digit]) + (by.ranks[rank - 1] if rank else ""))
    return "".join(out)


MADE: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "lowerRoman": lambda value: _additive(value, ROMAN),
    "upperRoman": lambda value: _additive(value, ROMAN).upper(),
    "hex": lambda value: f"{value:X}",
    "numberInDash": lambda value: f"- {value} -",
    "cardinalText": _cardinal,
    "ordinalText": _ordinal_words,
    "hebrew1": _hebrew,
}
