"""Where words may be divided: Liang's patterns from pyphen's dictionaries, parsed only where a word meets them.

Pyphen parses every pattern when it loads a dictionary (50 ms for English, half a second for German). Here one pass
of `str.replace` a digit gives all keys, and a pattern is parsed by the first word that needs it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_PATTERN = re.compile(r"(\d?)(\D?)")
_WORD = re.compile(r"[^\W\d_]{6,}")
_PREFERRED = {"en": "en_GB", "pt": "pt_PT", "de": "de_DE", "fr": "fr", "es": "es"}

Values = tuple[int, ...]


class Hyphenator:
    """The division points of words of one language. Deterministic; remembers the words it has seen."""

    def __init__(self, text: str, left: int, right: int) -> None:
        # A pattern with "/" also changes letters where it divides; that part is left out.
        lines = [x.partition("/")[0] if "/" in x else x for x in text.split("\n")[1:] if x and x[0] not in "%#LRCN"]
        letters = "\n".join(lines)
        for digit in "123456789":
            letters = letters.replace(digit, "")
        keys = letters.split("\n")
        self._patterns: dict[str, str | Values] = dict(zip(keys, lines, strict=True))
        self._longest = max(map(len, keys), default=0)
        self._left, self._right = left, right
        self._seen: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """Offsets in `word` at which it may be divided. Only its longest run of letters is divided, never a short one,
        and never a word in capitals."""
        points = self._seen.get(word)
        if points is None:
            points = self._seen[word] = self._divide(word)
        return points

    def _divide(self, word: str) -> tuple[int, ...]:
        found = max(_WORD.finditer(word), key=lambda m: len(m.group()), default=None)
        if found is None or found.group().isupper():
            return ()
        letters, offset = found.group().lower(), found.start()
        if len(letters) != len(found.group()):
            return ()
        dotted = f".{letters}."
        weights = [0] * (len(dotted) + 1)
        for start in range(len(dotted) - 1):
            for stop in range(start + 1, min(start + self._longest, len(dotted)) + 1):
                values = self._values(dotted[start:stop])
                for at, value in enumerate(values, start):
                    if value > weights[at]:
                        weights[at] = value
        last = len(letters) - self._right
        points = [at - 1 for at, w in enumerate(weights) if w % 2 and self._left <= at - 1 <= last]
        # One letter between two divisions is an artefact of the patterns: of "implementa-t-ion" the first is kept, of
        # the run in "Zusamme-n-a-r-beit" none.
        kept = [p for p in points if p - 1 not in points and not (p + 1 in points and p + 2 in points)]
        return tuple(offset + p for p in kept)

    def _values(self, key: str) -> Values:
        pattern = self._patterns.get(key, ())
        if isinstance(pattern, str):
            pattern = self._patterns[key] = tuple(int(digit or 0) for digit, _ in _PATTERN.findall(pattern))
        return pattern


@cache
def hyphenator(language: str) -> Hyphenator | None:
    """The hyphenator of a BCP 47 tag; None where pyphen has no dictionary (the text is then set without division)."""
    import pyphen

    dictionaries: Any = pyphen
    key = dictionaries.language_fallback(_PREFERRED.get(language, language) or "und")
    if key is None:
        return None
    raw: bytes = dictionaries.LANGUAGES[key].read_bytes()
    encoding = raw[: raw.find(b"\n")].decode("ascii").strip().lower()
    text = raw.decode("cp1251" if encoding == "microsoft-cp1251" else encoding).replace("\r", "")
    return Hyphenator(text, 3, 3)
