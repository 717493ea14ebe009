"""Which language a text is in: by its script, then by the commonest words of its beginning and its middle."""

from __future__ import annotations

from functools import cache

from engross.languages import index

SCRIPTS = (("arabic", "\u0600", "\u06ff"), ("han", "\u4e00", "\u9fff"), ("cyrillic", "\u0400", "\u04ff"))
SAMPLE = 1000
"""Characters of the beginning, and of the middle, by which a language is known."""


def detect(text: str) -> str:
    """The ISO 639-1 code of the language `text` is in: by its script, then by the commonest words."""
    half = len(text) // 2
    sample = text[:SAMPLE] + " " + text[half : half + SAMPLE]
    script = "latin" if _is_western(sample) else _script(sample)
    votes = {code: 0 for code, entry in index().items() if entry.script == script}
    if len(votes) > 1:
        for codes in filter(None, map(_common().get, sample.lower().split())):
            for code in codes:
                votes[code] += 1
    return max(votes, key=lambda code: votes[code])


def _is_western(sample: str) -> bool:
    """Whether Windows-1252 has all of it: the quickest way to know that a text is in Latin script."""
    try:
        sample.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _script(sample: str) -> str:
    letters = sum(map(str.isalpha, sample))
    counts = {script: 0 for script, _, _ in SCRIPTS}
    for ch in sample:
        if ch > "\u0370":
            for script, low, high in SCRIPTS:
                if low <= ch <= high:
                    counts[script] += 1
    script = max(counts, key=lambda s: counts[s])
    # a Chinese word is one or two letters long, so that Han counts double beside the Latin of symbols
    return script if counts[script] * (2 if script == "han" else 1) > letters - counts[script] else "latin"


@cache
def _common() -> dict[str, list[str]]:
    """The Latin-script languages of which a word is among the common ones."""
    out: dict[str, list[str]] = {}
    for code, entry in index().items():
        if entry.script != "latin":
            continue
        for word in entry.words:
            out.setdefault(word, []).append(code)
    return out
