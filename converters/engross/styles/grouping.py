"""What stands beside or below what, on pages of every format: numbers above their headings, signatories in columns."""

from __future__ import annotations

from collections.abc import Sequence

MASTHEAD = 6
"""Lines that the two parts of a masthead may have; what follows stands below."""


def stacked(role: str, label: str) -> bool:
    """Whether the number of a heading has a line of its own: "Article 1", "Annex II", not "IV." or "Section 3."."""
    word = (label.split() or [""])[0]
    return role == "annex" or (len(word) > 2 and word.isalpha() and not label.endswith("."))


def names_party(text: str) -> bool:
    """Whether a line of signatures says for whom the next one signs: "For the Republic of Orland:"."""
    return text.rstrip().endswith((":", "："))


def signatories(texts: Sequence[str]) -> list[range]:
    """The lines of each signatory: one that names a party begins one; where none does, each line is one."""
    starts: list[int] = []
    for n, text in enumerate(texts):
        if names_party(text) or not starts or not names_party(texts[starts[-1]]):
            starts.append(n)
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(texts)], strict=True)]
