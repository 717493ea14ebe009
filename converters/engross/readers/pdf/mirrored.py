"""Pages that are read from the right: pdfium keeps words of the left-to-right scripts in them as they are drawn, and
brackets as they look."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple
from unicodedata import combining

from engross.readers.pdf.pieces import RIGHT_TO_LEFT, Set

LETTERS = re.compile(
    "[\u0591-\u05c7\u05d0-\u05f2\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]{2,}"
)
NUMBER = re.compile(r"([-–—.])(\d{1,3})")
NEAR = 0.5
"""Points by which a sign may begin before its letter."""
LAM, ALEF = "ل", frozenset("اأإآ")
SAME = 0.05
"""Points within which two characters are one glyph."""
NUMBER_JOINT = re.compile("[0-9][\u0620-\u06d3]|[\u0620-\u06d3][0-9]")
OPEN = ("(", "[", "{", "«")
APART = 0.1
"""Ems between a number and letters that are two words."""
UNSEEN = re.compile("[\u200e\u200f\u061c]")
BRACKETS = str.maketrans("()[]{}«»<>‹›", ")(][}{»«><›‹")
PARTS = re.compile(r"[^\W\d_]+|[^\w]*\d[\d\W]*|[\W_]+")
OUTER = re.compile(r"([()\[\]]*)(.*?)([()\[\]]*)$")
LATIN = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f]")


class Drawn(NamedTuple):
    """Where a character is drawn, in points from the left: its origin, and the edges of its box."""

    at: float
    left: float
    right: float


def read_from_right(word: str, drawn: list[Drawn], size: float) -> str:
    """A word whose letters stand from the right to the left, as they are read: pdfium gives those of some words in the
    order in which they are drawn, and no space between some numbers and the words beside them."""
    parts = list(word)
    for run in LETTERS.finditer(word):
        start, end = run.span()
        letters = [n for n in range(start, end) if not combining(word[n])]
        ats = [drawn[n].at for n in letters]
        if all(a >= b for a, b in pairwise(ats)):
            continue
        # Letters of one glyph stand in the order of their word.
        given = letters if 2 * sum(a > b for a, b in pairwise(ats)) > len(letters) - 1 else letters[::-1]
        # A vowel sign goes with the letter over which it is drawn.
        signs: dict[int, str] = {}
        for n in range(start, end):
            if n not in letters:
                under = [m for m in letters if drawn[m].at <= drawn[n].at + NEAR] or letters
                at = max(under, key=lambda m: drawn[m].at)
                signs[at] = signs.get(at, "") + word[n]
        parts[start:end] = list("".join(word[n] + signs.get(n, "") for n in sorted(given, key=lambda n: -drawn[n].at)))
    for n in range(len(parts) - 1):
        # Only lam goes on in alef, so that of two that are one glyph lam comes first.
        if parts[n] in ALEF and parts[n + 1] == LAM and abs(drawn[n].at - drawn[n + 1].at) < SAME:
            parts[n], parts[n + 1] = parts[n + 1], parts[n]
    for joint in NUMBER_JOINT.finditer(word):
        before, after = drawn[joint.start()], drawn[joint.start() + 1]
        if max(after.left - before.right, before.left - after.right) > APART * size:
            parts[joint.start()] += " "
    return "".join(parts)


def numbered(word: str) -> str:
    """A number that opens a line, with the mark that stands behind it when it is read from the right ("1-")."""
    found = NUMBER.fullmatch(word)
    return found[2] + found[1] if found else word


def brackets_moved(words: list[str], breaks: list[bool]) -> list[str]:
    """Words with the brackets that open the next one, and stand at their end, where they belong."""
    out = list(words)
    for n in range(len(words) - 1):
        if len(out[n]) > 1 and out[n].endswith(OPEN) and not breaks[n + 1]:
            out[n], out[n + 1] = out[n][:-1], out[n][-1] + out[n + 1]
    return out


def behind_latin(words: list[str], right_to_left: list[bool], breaks: list[bool]) -> list[bool]:
    """Which words without letters follow one in a left-to-right script on its line, and run as it does."""
    out: list[bool] = []
    latin = False
    for word, rtl, broken in zip(words, right_to_left, breaks, strict=True):
        if broken or rtl:
            latin = False
        if not rtl and LATIN.search(word):
            latin = True
        out.append(latin)
    return out


def seen(word: str, right_to_left: bool, latin: bool = False) -> str:
    """A word without marks of direction; brackets in right-to-left text are drawn as their mirror images (`latin`: the
    word stands in text that runs from the left)."""
    word = UNSEEN.sub("", word)
    return word if latin or (LATIN.search(word) and not right_to_left) else word.translate(BRACKETS)


def turned_round(word: str) -> str:
    """A word whose parts stand in the order in which they are drawn from the right."""
    found = OUTER.match(UNSEEN.sub("", word))
    if found is None:
        return word
    before, core, behind = found.groups()
    return before.translate(BRACKETS) + "".join(reversed(PARTS.findall(core))) + behind.translate(BRACKETS)


def runs_of(latin: list[bool], numbers: list[bool], lefts: list[float], breaks: list[bool]) -> list[tuple[int, int]]:
    """Runs of words in a left-to-right script that were given from the right, as half-open ranges."""
    out: list[tuple[int, int]] = []
    at = 0
    while at < len(latin):
        end = at
        while end < len(latin) and (latin[end] or numbers[end]) and (end == at or not breaks[end]):
            end += 1
        if (
            end - at > 1
            and any(latin[at:end])
            and all(a > b for a, b in zip(lefts[at:end], lefts[at + 1 : end], strict=False))
        ):
            out.append((at, end))
        at = max(end, at + 1)
    return out


def logical(words: list[Set]) -> list[Set]:
    """The words of a page read from the right, those of left-to-right scripts in their own order."""
    own = [RIGHT_TO_LEFT.search(word.text) is not None for word in words]
    behind = behind_latin([word.text for word in words], own, [word.breaks for word in words])
    words = [
        word._replace(text=seen(word.text, rtl, latin)) for word, rtl, latin in zip(words, own, behind, strict=True)
    ]
    texts = brackets_moved([word.text for word in words], [word.breaks for word in words])
    words = [word._replace(text=text) for word, text in zip(words, texts, strict=True)]
    joined: list[Set] = []
    for word in words:
        if word.breaks or not joined:
            word = word._replace(text=numbered(word.text))
        elif joined and _broken(joined[-1], word):
            word = word._replace(glued=True)
        joined.append(word)
    words = joined
    latin = [not rtl and LATIN.search(word.text) is not None for word, rtl in zip(words, own, strict=True)]
    numbers = [not rtl and any(map(str.isdigit, word.text)) for word, rtl in zip(words, own, strict=True)]
    out = list(words)
    for start, end in runs_of(latin, numbers, [w.left for w in words], [w.breaks for w in words]):
        part = [
            word._replace(breaks=False, text=word.text if word.text[:1].isalnum() else turned_round(word.text))
            for word in reversed(words[start:end])
        ]
        out[start:end] = [part[0]._replace(breaks=words[start].breaks), *part[1:]]
    return [word for word in out if word.text]


def _broken(word: Set, after: Set) -> bool:
    """Whether a word goes on in what pdfium gives as the next: nothing stands between their letters."""
    if not (RIGHT_TO_LEFT.search(word.text[-1:]) and RIGHT_TO_LEFT.search(after.text[:1])):
        return False
    return abs(word.base - after.base) < 0.5 and word.left - after.right < APART * word.size and after.left < word.left
