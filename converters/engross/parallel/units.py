"""A fair copy as units: a recital, a clause, an item or a heading with all that goes on under it, and what can be told
of it without knowing its language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engross.faircopy import FairCopy, Line
from engross.languages.openings import OTHER, openings, recital_openings
from engross.model import Content, Date, Lead, Mention, Note, Reference, block_text, text_of
from engross.numbering import places
from engross.recognise.series import ABJAD, HAN, han

_FRONT = frozenset({"masthead", "title", "preface"})
_PREAMBLE = frozenset({"chapeau", "recital", "formula"})
_CLOSING = frozenset({"dateline", "signature", "conclusion"})
_ANYWHERE = frozenset({"paragraph", "item", "table", "cross-heading"})
_RUNS = frozenset({"masthead", "title"})
"""Roles whose lines, where they follow each other, are one unit: no two languages break them alike."""
_FIGURES = re.compile(r"\d+")
_THOUSANDS = re.compile(r"(?<=\d)[ ,.\u00a0\u202f](?=\d{3}(?!\d))")
_LATIN = re.compile(r"[A-Za-z]{5,}")
_SYMBOL = re.compile(r"[A-Z]{2,}")
_STEM = 5
"""Letters by which words of Latin letters are compared: "resolution" and "résolution", "Sudan" and "Soudan" no more."""
_HAN_NUMBER = re.compile(r"^\W*([〇一二三四五六七八九十]{1,3})\W*$")
_LETTER = re.compile(r"^\W*([\u0430-\u044f\u0621-\u064a])\u0640?\W*$")
_ORDINALS = re.compile(r"(?i)^\W*(?:art\w*|статья|المادة|第)\W*(premier|première|primero|первая|الأولى)\W*$")


class Unit(NamedTuple):
    """One unit. zone: which part of which annex; kind: its role; depth: of its first line; label: the number as the
    page shows it; values: what the number that the source printed may mean, empty for none; path: the values of all
    numbers that stand over it, its own last; children: how many units stand right below it; size: in characters;
    figures: numbers, dates, symbols and IRIs in it; stems: the heads of its Latin words; action: what its lead phrase
    does, "" when that is not known."""

    lines: tuple[Line, ...]
    zone: str
    kind: str
    depth: int
    label: str
    values: frozenset[int]
    path: tuple[frozenset[int], ...]
    children: int
    size: int
    figures: frozenset[str]
    stems: frozenset[str]
    action: str

    @property
    def eid(self) -> str:
        return next((line.eid for line in self.lines if line.eid), "")

    @property
    def text(self) -> str:
        return " ".join(" ".join(_said(line) for line in self.lines).split())


def units(copy: FairCopy, printed: Sequence[str]) -> list[Unit]:
    """The units of a fair copy, in its order. `printed`: for each line the number that the source printed, "" for none."""
    out: list[Unit] = []
    path: list[frozenset[int]] = []
    annex, part = 0, "front"
    for start, end in _stretches(copy.lines):
        lines = copy.lines[start:end]
        first = lines[0]
        annex += first.role == "annex"
        part = "body" if first.role == "annex" else _zone(first.role, part)
        values = numbers(printed[start])
        depth = first.depth if first.role in ("recital", "clause", "item", "heading") else 0
        if first.role in ("clause", "item", "recital"):
            del path[max(0, depth - 1) :]
            path += [frozenset()] * (depth - 1 - len(path))
            path.append(values)
            own = tuple(path)
        else:
            path.clear()
            own = (values,) if values else ()
        text = " ".join(_said(line) for line in lines)
        out.append(
            Unit(
                lines, f"{annex}/{part}", first.role, depth, first.label, values, own, 0, len("".join(text.split())),
                frozenset(_figures(text)) | frozenset(a for line in lines for a in _facts(line.content)),
                frozenset(_stems(text)), _action(lines, text, copy.words.tag),
            )
        )  # fmt: skip
    return _with_children(out)


def numbers(label: str) -> frozenset[int]:
    """What a printed number may mean, in any of the scripts that number clauses; empty for none."""
    text = unicodedata.normalize("NFKC", label).strip()
    if not text:
        return frozenset()
    if found := places(text.replace("ـ", "")):
        return frozenset(place.value for place in found)
    if one := _HAN_NUMBER.match(text):
        return frozenset((han(one[1]),))
    if one := _LETTER.match(text):
        letter = one[1]
        value = ABJAD.find(letter) + 1 if letter > "\u0600" else ord(letter) - ord("а") + 1
        return frozenset((value,)) if value else frozenset()
    if _ORDINALS.match(text):
        return frozenset((1,))
    figures = _FIGURES.findall(text)
    if figures:
        return frozenset((int(figures[-1]),))
    return frozenset(han(c) for c in text if c in HAN)


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where each unit begins and ends among the lines."""
    start = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines):
            line, before = lines[at], lines[at - 1]
            if line.role == "continuation" or (line.role == "table" and not line.eid):
                continue
            if line.role in _RUNS and before.role == line.role:
                continue
        if at > start:
            yield start, at
        start = at


def _zone(role: str, before: str) -> str:
    """The zone of a line: what may stand anywhere stands where the line before it does."""
    if role in _FRONT:
        return "front"
    if role in _PREAMBLE:
        return "preamble"
    if role in _CLOSING:
        return "closing"
    return before if role in _ANYWHERE and before != "front" else "body"


def _with_children(found: list[Unit]) -> list[Unit]:
    """The units, each with the number of those right below it."""
    counts = [0] * len(found)
    above: list[int] = []
    for n, unit in enumerate(found):
        if not unit.depth or unit.kind == "heading":
            above.clear()
            continue
        while above and found[above[-1]].depth >= unit.depth:
            above.pop()
        if above:
            counts[above[-1]] += 1
        above.append(n)
    return [unit._replace(children=count) if count else unit for unit, count in zip(found, counts, strict=True)]


# --------------------------------------------------------------------------- what no language changes


def _said(line: Line) -> str:
    text = text_of(line.content)
    return f"{text} {block_text(line.table)}" if line.table is not None else text


def _figures(text: str) -> Iterator[str]:
    text = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text))
    for found in _FIGURES.finditer(text):
        yield str(int(found[0]))
    yield from _SYMBOL.findall(text)


def _stems(text: str) -> Iterator[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    for found in _LATIN.finditer(plain):
        yield found[0][:_STEM].lower()


def _facts(parts: Content) -> Iterator[str]:
    """Dates and citations, in the form that no language changes."""
    for part in parts:
        if isinstance(part, (str, Note)):
            continue
        if isinstance(part, Date) and part.date:
            yield part.date
        elif isinstance(part, Reference) and not part.href.startswith("#"):
            # The Work without its language or date of version.
            yield re.split(r"[#!~]|/[a-z]{3}@", part.href, maxsplit=1)[0]
        elif isinstance(part, Mention):
            yield f"{part.kind} {part.entity}"
        yield from _facts(getattr(part, "content", ()))


def _action(lines: Sequence[Line], text: str, language: str) -> str:
    """What a clause, or a recital, does, by the words that open it; "" when these are not known."""
    first = lines[0]
    if first.role not in ("clause", "recital"):
        return ""
    known = recital_openings(language) if first.role == "recital" else openings(language)
    lead = next((p for p in first.content if isinstance(p, Lead)), None)
    found = known.action(text_of(lead.content)) if lead is not None else OTHER
    if found == OTHER:
        found = known.action(known.spoken(text))
    return "" if found == OTHER else f"{first.role} {found}"
