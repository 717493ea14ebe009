"""Words taken from a text: cut where a phrase ends, never inside a word."""

from __future__ import annotations

import re

_BOUNDARY = re.compile(r"[,;:—–،؛，；：。、]\s*|\s+(?=[(])")
_SPACE = re.compile(r"\s+")


def flat(text: str) -> str:
    """`text` on one line, its white space single."""
    return " ".join(text.split())


def cut(text: str, limit: int) -> str:
    """The first words of `text`, up to `limit` characters, to the end of a phrase if one ends in the second half of them;
    "…" stands for the rest."""
    text = flat(text)
    if len(text) <= limit:
        return text
    head = text[: limit + 1]
    ends = [m.start() for m in _BOUNDARY.finditer(head) if m.start() >= limit * 0.45]
    if not ends:
        ends = [m.start() for m in _SPACE.finditer(head)]
    return f"{head[: ends[-1]] if ends else head[:limit]}\u00a0…"  # which begins no line


def around(text: str, words: str, limit: int) -> str:
    """The phrase of `text` in which `words` stand, at most some `limit` characters, "…" on both sides for what is left out."""
    text, words = flat(text), flat(words)
    at = text.find(words)
    if at < 0 or len(text) <= limit:
        return cut(text, limit)
    start = max((m.end() for m in _BOUNDARY.finditer(text[:at])), default=0)
    if at - start > limit * 0.7:
        start = text.find(" ", at - limit // 2) + 1
    if at + len(words) <= limit:
        start = 0
    end = at + len(words)
    tail = cut(text[end:], max(20, limit - (end - start))) if end < len(text) else ""
    return f"{'… ' if start else ''}{text[start:end]}{' ' if text[end : end + 1] == ' ' else ''}{tail}"
