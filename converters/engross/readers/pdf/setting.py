"""Characters as they are set, and as they are meant: letter-spaced words closed, words divided at line ends joined."""

from __future__ import annotations

import re
from itertools import pairwise

SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
LAST_WORD = re.compile(r"\w+$")
FIRST_WORD = re.compile(r"[\w'’]+")
HAN = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")
SOFT = "\u00ad"
FEWEST_PROVEN = 2
"""Divided words that stand undivided elsewhere, from which a file is known to divide words."""


def closed(text: str) -> str:
    """A text whose letter-spaced words ("R E S O L U T I O N") are closed. The length changes."""
    return SPACED.sub(lambda match: match.group().replace(" ", ""), text)


class Hyphens:
    """Knows which hyphens at line ends divide a word and which are its own."""

    def __init__(self, texts: list[str]) -> None:
        self.words: set[str] = set()
        for text in texts:
            self.words.update(text.casefold().split(" "))
        self.plain = {word.strip(".,;:()[]“”\"'’") for word in self.words}
        proven = 0
        for text, after in pairwise(texts):
            if text[-1:] in "-\u2010" and text[-2:-1].isalpha() and after[:1].islower():
                proven += self._known(text, after) is True
        self.divides = proven >= FEWEST_PROVEN

    def _known(self, before: str, after: str) -> bool | None:
        """Whether the hyphen divides a word, by the words of the file; None when they do not say."""
        head, tail = LAST_WORD.search(before[:-1]), FIRST_WORD.match(after)
        if head is None or tail is None:
            return False
        first, second = head.group().casefold(), tail.group().casefold()
        if f"{first}-{second}" in self.plain:
            return False
        if first + second in self.plain:
            return True
        return None

    def joint(self, before: str, after: str) -> tuple[int, str]:
        """How many characters fall off the end of a line, and what joins it with the next."""
        if before.endswith(SOFT):
            return 1, ""
        if before[-1:] in "-\u2010" and before[-2:-1].isalnum():
            if not after[:1].islower():
                return 0, ""
            known = self._known(before, after)
            return (1, "") if known or (known is None and self.divides) else (0, "")
        last, first = before[-1:], after[:1]
        if (HAN.match(last) and (HAN.match(first) or first.isdigit())) or (last.isdigit() and HAN.match(first)):
            return 0, ""
        return 0, " "
