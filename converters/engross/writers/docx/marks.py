"""What a printed label may be to Word: a counter of one of its number formats between fixed words.

Only values that Word and other word processors draw alike are counters; every other label is drawn as literal text."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import NamedTuple

from engross.numbering import from_letters, from_roman
from engross.packaged import packaged

# Word's "lowerLetter" doubles letters after z (aa, bb), as the United Nations do.
_LETTERS_END = 26 * 3
_HIGHEST = 32_767  # where Word's counters end
_COUNTER = re.compile(r"^(.*?)(\d+|[^\W\d_]+|[①-⑳])(\W*)$", re.DOTALL)
_CJK_DIGITS = "一二三四五六七八九"
_CJK_COUNTER = re.compile(rf"^(\D*?)([{_CJK_DIGITS}十]+)(\D*)$")


class Mark(NamedTuple):
    """How a level of a list prints its counter: a `w:numFmt`, and the words around the counter.

    `nested`: the counter follows the number of the level above ("5.1"), which `before` then leaves out."""

    format: str
    before: str
    after: str
    nested: bool = False


class Reading(NamedTuple):
    """One way to take a label: a mark, and the value its counter must have."""

    mark: Mark
    value: int


@cache
def readings(label: str, above: str = "") -> tuple[Reading, ...]:
    """What `label` may be to Word, likeliest first; () for a label that no counter prints.

    above: the label of the level above; "5.1" under "5." counts 1 in a nested mark."""
    found = _CJK_COUNTER.match(label) or _COUNTER.match(label)
    if found is None:
        return ()
    before, core, after = found.groups()
    if before[-1:].isalnum() and not (core.isdecimal() and before[-1:].isalpha()) and core[0] not in _CJK_DIGITS + "十":
        return ()
    stem = above.rstrip(".")
    if stem and stem[-1:].isdecimal() and before == f"{stem}." and core.isdecimal():
        return tuple(Reading(Mark(format, ".", after, True), value) for format, value in _values(core))
    return tuple(Reading(Mark(format, before, after), value) for format, value in _values(core))


def _values(core: str) -> list[tuple[str, int]]:
    """The formats in which a counter prints `core`, and its values."""
    if core.isascii():
        if core.isdecimal():
            plain = [("decimal", int(core))] if core[0] != "0" and len(core) < 6 and int(core) <= _HIGHEST else []
            return plain or _listed().get(core, [])
        low = core.lower()
        letters, numeral = from_letters(low), from_roman(low)
        case = "lower" if core == low else "upper" if core == core.upper() else ""
        out = [(f"{case}Letter", letters)] if 0 < letters <= _LETTERS_END else []
        if numeral:
            roman = (f"{case}Roman", numeral)
            out = [roman, *out] if len(core) > 1 else [*out, roman]
        return out if case else []
    if value := _chinese(core):
        return [("chineseCountingThousand", value)]
    return _listed().get(core, [])


def _chinese(core: str) -> int:
    """The value of a Chinese numeral below 100 in its usual spelling; 0 for anything else."""
    found = re.fullmatch(rf"(?:([二三四五六七八九]?)(十))?([{_CJK_DIGITS}]?)", core)
    if found is None:
        return 0
    tens, ten, ones = found.groups()
    return 10 * (_CJK_DIGITS.find(tens) + 1 if tens else 1 if ten else 0) + (_CJK_DIGITS.find(ones) + 1 if ones else 0)


@cache
def _listed() -> dict[str, list[tuple[str, int]]]:
    out: dict[str, list[tuple[str, int]]] = {}
    table = json.loads(packaged("writers", "docx", "counters.json"))
    for format, series in table.items():
        for start, drawn in series.items():
            for value, core in enumerate(drawn.split(), int(start)):
                out.setdefault(core, []).append((format, value))
    return out
