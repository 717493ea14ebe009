"""Pages that are read from the right: pdfium keeps words of the left-to-right scripts in them as they are drawn, and
brackets as they look."""

from __future__ import annotations

import re

UNSEEN = re.compile("[\u200e\u200f\u061c]")
BRACKETS = str.maketrans("()[]{}«»<>‹›", ")(][}{»«><›‹")
PARTS = re.compile(r"[^\W\d_]+|[^\w]*\d[\d\W]*|[\W_]+")
OUTER = re.compile(r"([()\[\]]*)(.*?)([()\[\]]*)$")
LATIN = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f]")


def seen(word: str, right_to_left: bool) -> str:
    """A word without marks of direction; brackets in right-to-left text are drawn as their mirror images."""
    word = UNSEEN.sub("", word)
    return word if LATIN.search(word) and not right_to_left else word.translate(BRACKETS)


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
