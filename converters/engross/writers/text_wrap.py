"""Words into lines: display widths, and where a line may break so that no word is lost or cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# Scripts whose letters all take one column. Everything else is measured: ideographs take two, combining marks none.
_NOT_SIMPLE = re.compile(
    "[^\t\n\r -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u0482\u048a-\u0556\u0561-\u0587\u05d0-\u05ea"
    "\u060c\u061b\u061e-\u064a\u0660-\u066f\u0671-\u06d5\u06e5\u06e6\u06ee-\u06fc\u1e00-\u1fbc"
    "\u2010-\u2015\u2018-\u2022\u2026\u202f\u2030-\u203a\u20a0-\u20c0]"
)
# Spaces at which no line may break; `str.split` would break there, and lose them.
_STICKY = re.compile("[\u00a0\u2007\u202f]")
_SPACES = re.compile("[^\\S\u00a0\u2007\u202f]+")

# Ideographs and kana, between any two of which a line may break (Unicode line breaking classes ID and CJ); not Hangul,
# whose words have spaces.
_IDEOGRAPH = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# No line begins with these (classes CL, CP, NS, EX) …
_CLOSING = "!%),.:;?\\]}’”、。〉》」』】〕〗〙〛〜ー々〻゛゜ゝゞヽヾ・！％），．：；？］｝｠､｡｣‥…—"
# … and none ends with these (class OP).
_OPENING = "(\\[{‘“〈《「『【〔〖〘〚（［｛｟｢"
_CHUNKS = re.compile(f"[{_OPENING}]*(?:[{_IDEOGRAPH}]|[^{_IDEOGRAPH}{_OPENING}]+|[{_OPENING}]+$)[{_CLOSING}]*")
_HAS_IDEOGRAPH = re.compile(f"[{_IDEOGRAPH}]")


def columns(text: str) -> int:
    """The number of columns that `text` takes on a terminal."""
    return len(text) if text.isascii() or not _NOT_SIMPLE.search(text) else _measured(text)


@lru_cache(maxsize=4096)
def _measured(text: str) -> int:
    from wcwidth import wcswidth, wcwidth

    width = wcswidth(text)
    return width if width >= 0 else sum(max(0, wcwidth(c)) for c in text)


def collapsed(text: str) -> str:
    """`text` with a single space for each run of white space and none at its ends; no-break spaces stay."""
    if text.isascii() or not _STICKY.search(text):
        return " ".join(text.split())
    return _SPACES.sub(" ", text).strip(" ")


def wrapped(text: str, first: int, rest: int) -> Iterator[str]:
    """The lines of `text`: at most `first` columns for the first of them, `rest` for the others.

    Runs of white space become one space; a word wider than its line has the line to itself, whole. Joining the lines
    with spaces (between ideographs: with nothing) gives the words back. Yields nothing for a text without words."""
    text = collapsed(text)
    if not text:
        return iter(())
    if text.isascii() or not _NOT_SIMPLE.search(text):
        return _simple(text, first, rest)
    return _measuring(text, first, rest)


def balanced(text: str, room: int) -> list[str]:
    """The lines of a title: as few as `room` columns allow, and about equally long unless they are many."""
    rows = list(wrapped(text, room, room))
    if not 2 <= len(rows) <= 12:
        return rows
    least = sum(columns(row) for row in rows) // len(rows)
    for narrower in range(least, room):
        if len(tried := list(wrapped(text, narrower, narrower))) == len(rows):
            return tried
    return rows


def _simple(text: str, first: int, rest: int) -> Iterator[str]:
    """Greedy lines of a text whose every character takes one column: looks at one place a line, not at every word."""
    end, start, room = len(text), 0, first
    find, rfind = text.find, text.rfind
    while end - start > room:
        at = rfind(" ", start, start + room + 1)
        if at < 0 and (at := find(" ", start + room)) < 0:
            break
        yield text[start:at]
        start, room = at + 1, rest
    yield text[start:]


def _measuring(text: str, first: int, rest: int) -> Iterator[str]:
    """Greedy lines of a text with wide, narrow and combining characters."""
    line: list[str] = []
    used, room = 0, first
    for word in text.split(" "):
        chunks = _CHUNKS.findall(word) if _HAS_IDEOGRAPH.search(word) else (word,)
        for n, chunk in enumerate(chunks):
            space = 1 if n == 0 and line else 0
            size = columns(chunk)
            if line and used + space + size > room:
                yield "".join(line)
                line, used, room, space = [], 0, rest, 0
            if space:
                line.append(" ")
            line.append(chunk)
            used += space + size
    yield "".join(line)
