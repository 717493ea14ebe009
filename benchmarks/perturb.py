"""Texts with gold, disturbed as the world disturbs them, and their gold with them.

`perturbed(name, text, gold, how)` gives both anew; HOWS says what can be done. Nothing is left to chance: the seed of the damage
is the name of the text.
"""

from __future__ import annotations

import re
import textwrap
import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

COLUMNS, HAN_COLUMNS = 70, 35
PAGE = 50
"""Lines from one page number to the next."""
DAMAGE = 0.005
"""Letters misread, as a share."""
MISREAD = {
    "l": "1", "i": "l", "m": "rn", "e": "c", "h": "b", "o": "0", "u": "ii", "c": "e", "t": "f", "n": "ri",
    "и": "н", "ш": "щ", "п": "н", "ь": "ъ", "о": "0",
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]{4,}")
NUMBER = re.compile(r"[(]?\d{1,3}[.)]+\s*$")
CHROME = Path(__file__).resolve().parent.parent / "tests" / "gold" / "chrome.toml"

Gold = dict[str, Any]
Lines = list[tuple[str, bool]]
"""Lines, and whether they are furniture."""


def perturbed(name: str, text: str, gold: Gold, how: str) -> tuple[str, Gold]:
    """The text and the gold, disturbed in one way (a key of HOWS)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    return HOWS[how](name, text, gold)


# --------------------------------------------------------------------------- by lines


def _lines(text: str, gold: Gold) -> Lines:
    junk = set(gold["boilerplate_lines"])
    return [(line, at in junk) for at, line in enumerate(text.split("\n"))]


def _joined(lines: Iterable[tuple[str, bool]], gold: Gold) -> tuple[str, Gold]:
    rows = list(lines)
    return "\n".join(row for row, _ in rows), gold | {
        "boilerplate_lines": [n for n, (_, junk) in enumerate(rows) if junk]
    }


def wrapped(name: str, text: str, gold: Gold) -> tuple[str, Gold]:
    """Hard-wrapped; furniture stays as it is."""

    def wrap(line: str) -> list[str]:
        if re.search("[\u3400-\u9fff]", line):
            return [line[n : n + HAN_COLUMNS] for n in range(0, len(line), HAN_COLUMNS)]
        return textwrap.wrap(line, COLUMNS, break_long_words=False, break_on_hyphens=False) or [line]

    return _joined(((row, junk) for line, junk in _lines(text, gold) for row in ([line] if junk else wrap(line))), gold)


def tight(name: str, text: str, gold: Gold) -> tuple[str, Gold]:
    """Without blank lines."""
    return _joined(((line, junk) for line, junk in _lines(text, gold) if line.strip()), gold)


def capitals(name: str, text: str, gold: Gold) -> tuple[str, Gold]:
    """In capitals throughout; the gold is compared without regard to case."""
    return text.upper(), gold


def chrome(name: str, text: str, gold: Gold) -> tuple[str, Gold]:
    """As on a web page, with page numbers in the middle of what they break."""
    words = _chrome()[gold["language"]]
    lines = _lines(text, gold)
    front = (
        next((n + 1 for n, (line, _) in enumerate(lines[1:], 1) if line == "---"), 0) if text.startswith("---") else 0
    )
    out: Lines = [*lines[:front], *((row, True) for row in words["above"]), ("", False)]
    for n, (line, junk) in enumerate(lines[front:], 1):
        out.append((line, junk))
        if n % PAGE == 0:
            out += [("", False), (f"- {n // PAGE + 1} -", True), ("", False)]
    return _joined([*out, ("", False), *((row, True) for row in words["below"])], gold)


@cache
def _chrome() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(CHROME.read_text(encoding="utf-8"))


# --------------------------------------------------------------------------- by characters


class Index:
    """Where the quotations of gold stand in a text: spaces, punctuation and case aside."""

    def __init__(self, text: str) -> None:
        self.at: list[int] = []
        keys = []
        for n, char in enumerate(text):
            for c in unicodedata.normalize("NFKC", char).casefold():
                if re.match(r"[^\W_]", c):
                    keys.append(c)
                    self.at.append(n)
        self.keys = "".join(keys)
        self.next = 0

    def find(self, quoted: str, *, onwards: bool = False) -> tuple[int, int] | None:
        """First and last character + 1 of a quotation; `onwards`: from where the one before it was found, if it is there."""
        key = "".join(re.findall(r"[^\W_]", unicodedata.normalize("NFKC", quoted).casefold()))
        if not key:
            return None
        place = self.keys.find(key, self.next if onwards else 0)
        if place < 0:
            place = self.keys.find(key)
        if place < 0:
            return None
        if onwards:
            self.next = place + 1
        return self.at[place], self.at[place + len(key) - 1] + 1


def damaged(name: str, text: str, gold: Gold) -> tuple[str, Gold]:
    """Letters misread in words of four letters and more; figures and numbers stay."""
    chance = Random(name)
    out = list(text)
    for word in WORD.finditer(text):
        for n in range(*word.span()):
            if text[n] in MISREAD and chance.random() < DAMAGE * len(text) / max(sum(map(text.count, MISREAD)), 1):
                out[n] = MISREAD[text[n]]
    index = Index(text)

    def moved(quoted: str | None, onwards: bool = False) -> str | None:
        span = index.find(quoted, onwards=onwards) if quoted else None
        return "".join(out[slice(*span)]) if span else quoted

    made = dict(gold)
    for field in ("title", "place", "issuer", "signature_or_closing"):
        made[field] = moved(gold[field])
    for field in ("references", "ignore"):
        made[field] = [moved(quoted) for quoted in gold[field]]
    for field in ("preambular", "headings"):
        index.next = 0
        made[field] = [moved(quoted, True) for quoted in gold[field]]
    index.next = 0
    made["operative"] = [row | {"starts": moved(row["starts"], True)} for row in gold["operative"]]
    return "".join(out), made


def unnumbered(name: str, text: str, gold: Gold) -> tuple[str, Gold]:
    """The numbers of top-level clauses taken away where they are figures that stand before the clause."""
    index = Index(text)
    cut: list[tuple[int, int]] = []
    rows = []
    for row in gold["operative"]:
        span = index.find(row["starts"], onwards=True)
        line = text.rfind("\n", 0, span[0]) + 1 if span else 0
        found = NUMBER.search(text, line, span[0]) if span else None
        if row["level"] == 1 and row["num"] and found and not text[line : found.start()].strip(" *_\\"):
            cut.append(found.span())
            row = row | {"num": None}
        rows.append(row)
    for start, end in reversed(cut):
        text = text[:start] + text[end:]
    return text, gold | {"operative": rows}


HOWS: dict[str, Callable[[str, str, Gold], tuple[str, Gold]]] = {
    "wrapped": wrapped, "tight": tight, "capitals": capitals, "misread": damaged, "web page": chrome,
    "unnumbered": unnumbered,
}  # fmt: skip
