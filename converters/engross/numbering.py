"""Numbers and their places in a series: reads what is printed, fills what is blank, reports what is odd.

Numbers are text and are decided once, here. A printed number is kept for ever; a blank one is filled from the scheme
of its level and marked editorial, so that every format shows the same labels and nobody counts again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import structs

from engross.diagnostics import Diagnostic, Outcome, Rule, Severity
from engross.identity import DIVISIONS
from engross.model import CrossHeading, Document, Number, Provision

GAP = Rule("numbering-gap", "numbering", Severity.WARNING, "A number is missing from a series")
REPEAT = Rule("numbering-repeat", "numbering", Severity.WARNING, "A number stands twice in a series")
RESTART = Rule("numbering-restart", "numbering", Severity.INFO, "A series starts again without a new division")
UNFILLED = Rule("numbering-unfilled", "numbering", Severity.INFO, "No number is free for an unnumbered clause")

# Kinds that carry a clause number. Divisions and articles keep what is printed and are never given a number.
CLAUSES = frozenset("paragraph subparagraph clause subclause point indent alinea".split())


class Place(NamedTuple):
    """A place in a series: the style of the mark ("1.", "(a)") and the value, counted from 1; `suffix` is "bis", "A"."""

    style: str
    value: int
    suffix: str = ""


class Scheme(NamedTuple):
    """The marks of a numbering scheme by level; deeper levels begin again at the second."""

    name: str
    levels: tuple[str, ...]

    def style(self, level: int) -> str:
        """The mark of `level`, counted from 1."""
        n = len(self.levels)
        return self.levels[level - 1 if level <= n else 1 + (level - 1 - n) % (n - 1)] if n > 1 else self.levels[0]


# United Nations Editorial Manual, "Numbering of paragraphs": 1. (a) (i) a. i.
SCHEMES = {
    "un": Scheme("un", ("1.", "(a)", "(i)", "a.", "i.")),
    "letters": Scheme("letters", ("1.", "a)", "i)", "-")),
    "decimal": Scheme("decimal", ("1.", "(1)", "(a)", "(i)")),
    "outline": Scheme("outline", ("I.", "A.", "1.", "(a)", "(i)")),
}

_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_STEPS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_PARTS = re.compile(r"^(\W*)(?:[^\W\d_]{3,}\.?\s+)?(\d+|[^\W\d_]+)\s*([^\W\d_]{0,6}\d*)(\W*)$")


def roman(value: int) -> str:
    """`value` in small roman numerals."""
    out = ""
    for step, mark in _ROMAN_STEPS:
        while value >= step:
            out += mark
            value -= step
    return out


def from_roman(text: str) -> int:
    """The value of a small roman numeral; 0 when it is not one in its usual spelling."""
    if not text or not set(text) <= _ROMAN_VALUES.keys():
        return 0
    values = [_ROMAN_VALUES[c] for c in text]
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return total if 0 < total < 4000 and roman(total) == text else 0


def letters(value: int) -> str:
    """a … z, then aa, bb … (the United Nations' doubled letters)."""
    turn, at = divmod(value - 1, 26)
    return chr(97 + at) * (turn + 1)


def from_letters(text: str) -> int:
    """The value of a, b … z, aa, bb …; 0 for anything else."""
    if len(set(text)) != 1 or not "a" <= text[0] <= "z":
        return 0
    return (len(text) - 1) * 26 + ord(text[0]) - 96


def mark(style: str, value: int) -> str:
    """The number that `style` gives to `value`: mark("(a)", 2) is "(b)". A style without a counter stands for itself."""
    for token, draw in _COUNTERS:
        if token in style:
            return style.replace(token, draw(value), 1)
    return style


_COUNTERS: tuple[tuple[str, Callable[[int], str]], ...] = (
    ("1", str),
    ("i", roman),
    ("I", lambda v: roman(v).upper()),
    ("a", letters),
    ("A", lambda v: letters(v).upper()),
)


@lru_cache(4096)
def places(num: str) -> tuple[Place, ...]:
    """What a printed number may mean, likeliest first; a lone "(i)" is a letter or a numeral. () for bullets and words."""
    if num[-1:] == "." and num.isascii() and num[:-1].isdigit():
        return (Place("1.", int(num[:-1])),)
    found = _PARTS.match(unicodedata.normalize("NFKC", num.strip()))
    if found is None:
        return ()
    before, core, suffix, after = found.groups()
    if core.isdecimal():
        return (Place(f"{before}1{after}", int(core), suffix),)
    if suffix:
        return ()
    low, upper = core.lower(), core.isupper()
    out = []
    if value := from_letters(low):
        out.append(Place(f"{before}{'A' if upper else 'a'}{after}", value))
    if value := from_roman(low):
        numeral = Place(f"{before}{'I' if upper else 'i'}{after}", value)
        out = [numeral, *out] if len(low) > 1 else [*out, numeral]
    return tuple(out)


# --------------------------------------------------------------------------- filling


def fill(document: Document, scheme: Scheme = SCHEMES["un"]) -> Outcome[Document]:
    """The document with a number for every clause that the source left without one.

    A run of blanks takes the values that are free between its printed neighbours; where none is free it stays blank
    and is reported. First-level clauses count through the divisions of a document; each annex counts for itself."""
    found: list[Diagnostic] = []
    filled = _fill_document(document, scheme, found)
    return Outcome(filled, tuple(found))


def _fill_document(document: Document, scheme: Scheme, found: list[Diagnostic]) -> Document:
    numbers = iter(_numbers(list(_first_level(document.body)), scheme.style(1), found))
    body = tuple(
        _renumbered(part, numbers, scheme, 1, found) if isinstance(part, Provision) else part for part in document.body
    )
    attachments = tuple(
        structs.replace(a, document=_fill_document(a.document, scheme, found)) for a in document.attachments
    )
    return structs.replace(document, body=body, attachments=attachments)


def _first_level(parts: Sequence[object]) -> Iterator[Provision]:
    """The clauses of the first level, in reading order, through divisions of any depth (articles count for themselves)."""
    stack = list(reversed(parts))
    while stack:
        part = stack.pop()
        if isinstance(part, Provision):
            if part.kind in CLAUSES:
                yield part
            elif part.kind in DIVISIONS:
                stack += reversed(part.children)


def _renumbered(
    part: Provision, first: Iterator[Number | None], scheme: Scheme, level: int, found: list[Diagnostic]
) -> Provision:
    """`part` with its number (taken from `first` for a first-level clause) and those of its children."""
    if part.kind in CLAUSES:
        number = next(first)
        if not part.children:
            return part if number is part.number else structs.replace(part, number=number)
        children = _renumbered_children(part, scheme, level + 1, found)
        return structs.replace(part, number=number, children=children)
    if not part.children:
        return part
    if part.kind in DIVISIONS:
        kept = tuple(
            child if isinstance(child, CrossHeading) else _renumbered(child, first, scheme, level, found)
            for child in part.children
        )
        return structs.replace(part, children=kept)
    return structs.replace(part, children=_renumbered_children(part, scheme, level, found))


def _renumbered_children(
    part: Provision, scheme: Scheme, level: int, found: list[Diagnostic]
) -> tuple[Provision | CrossHeading, ...]:
    clauses = [c for c in part.children if isinstance(c, Provision) and c.kind in CLAUSES]
    numbers = iter(_numbers(clauses, scheme.style(level), found))
    return tuple(
        child if isinstance(child, CrossHeading) else _renumbered(child, numbers, scheme, level, found)
        for child in part.children
    )


def _numbers(series: Sequence[Provision], style: str, found: list[Diagnostic]) -> list[Number | None]:
    """A number for each of `series`, printed or filled."""
    out: list[Number | None] = [p.number for p in series]
    if None not in out:
        return out
    last, at = 0, 0
    while at < len(out):
        if (printed := out[at]) is not None:
            if (place := places(printed.text)) and not printed.editorial:
                style, last = place[0].style, place[0].value
            elif printed.editorial:
                last = place[0].value if place else last + 1
            else:
                last += 1
            at += 1
            continue
        end = at
        while end < len(out) and out[end] is None:
            end += 1
        limit = _limit(out[end], last) if end < len(out) else None
        if limit is None or last + (end - at) < limit:
            for n in range(at, end):
                last += 1
                out[n] = Number(mark(style, last), editorial=True)
        else:
            found.append(
                Diagnostic(
                    UNFILLED,
                    f"{end - at} unnumbered clause(s) stand between {mark(style, last)} and {mark(style, limit)}",
                )
            )
        at = end
    return out


def _limit(following: Number | None, last: int) -> int | None:
    """The value that a run of blanks may not reach, or None when the number after it starts a new series."""
    place = places(following.text) if following else ()
    return place[0].value if place and place[0].value > last else None


# --------------------------------------------------------------------------- oddities


def check(document: Document) -> tuple[Diagnostic, ...]:
    """Gaps, repeats and restarts among the printed numbers of the main document, series by series."""
    found: list[Diagnostic] = []
    _check_series(list(_first_level(document.body)), "", found)
    stack = [p for p in document.body if isinstance(p, Provision)]
    while stack:
        part = stack.pop()
        if not part.children:
            continue
        children = [c for c in part.children if isinstance(c, Provision)]
        if part.kind not in DIVISIONS:
            _check_series([c for c in children if c.kind in CLAUSES], part.number.text if part.number else "", found)
        stack += children
    return tuple(found)


def _check_series(series: Sequence[Provision], under: str, found: list[Diagnostic]) -> None:
    where = f" under {under}" if under else ""
    last: Place | None = None
    for part in series:
        if part.number is None or part.number.editorial or not (options := places(part.number.text)):
            continue
        here = _continuing(options, last)
        if last is not None and here.style == last.style:
            if here.value == last.value and here.suffix == last.suffix:
                found.append(Diagnostic(REPEAT, f"{part.number.text} stands twice{where}"))
            elif here.value > last.value + 1:
                found.append(Diagnostic(GAP, f"{part.number.text} follows {mark(last.style, last.value)}{where}"))
            elif here.value < last.value:
                found.append(Diagnostic(RESTART, f"{part.number.text} follows {mark(last.style, last.value)}{where}"))
        last = here


def _continuing(options: Sequence[Place], last: Place | None) -> Place:
    """The reading that goes on from `last`; of a first number the one that opens a series, else the likeliest."""
    if last is None:
        return next((option for option in options if option.value == 1), options[0])
    for option in options:
        if option.style == last.style and option.value in (last.value, last.value + 1):
            return option
    return next((option for option in options if option.style == last.style), options[0])
