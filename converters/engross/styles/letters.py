"""Which labels are letters, (a) but not (i), for houses that print the letters of items in italics."""

from __future__ import annotations

import re

_LETTER = re.compile(r"(\W*)([a-z])\2?(\W*)")
_NUMERALS = frozenset("ivxlc")


class Letters:
    """Reads the labels of one text in their order. A letter that may be a numeral is one unless it follows a letter."""

    def __init__(self) -> None:
        self._last: dict[int, str] = {}

    def parted(self, label: str, depth: int) -> tuple[str, str, str] | None:
        """What stands before the letter, the letter ("aa" after "z" as well), and what stands after it; None for any
        other label."""
        found = _LETTER.fullmatch(label)
        last = self._last.get(depth, "")
        self._last = {d: letter for d, letter in self._last.items() if d < depth}
        if found is None:
            return None
        letter = found[2]
        if letter in _NUMERALS and (not last or ord(letter) - ord(last) != 1):
            return None
        self._last[depth] = letter
        return found[1], label[len(found[1]) : len(label) - len(found[3])], found[3]
