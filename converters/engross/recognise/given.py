"""What a person says of the lines of a text: statements about line numbers, checked against the text itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from engross.diagnostics import EngrossError

ROLES = {
    "furniture": "F", "note": "N", "goes on": "W", "masthead": "M", "title": "T", "adoption note": "B", "issuer": "E",
    "chapeau": "E", "recital": "P", "recital item": "Q", "formula": "K", "heading": "H", "clause": "C", "item": "S",
    "paragraph": "X", "closing": "Z", "annex": "A",
}  # fmt: skip
"""What may be said of a line, and the label that says it (see `grammar`)."""
EACH = {
    "notes": "note", "mastheads": "masthead", "recitals": "recital", "recital items": "recital item",
    "formulas": "formula", "headings": "heading", "clauses": "clause", "items": "item", "paragraphs": "paragraph",
    "closings": "closing", "annexes": "annex",
}  # fmt: skip
"""What may be said of several lines, each of which then is one."""
LEVELLED = frozenset("SQH")
"""Labels whose pieces have a level."""
LOOKS = {
    "F": "furniture", "N": "note", "M": "masthead", "T": "titled", "B": "adopted", "E": "issuer", "K": "formula",
    "H": "heading", "C": "body", "Z": "closing", "A": "annex",
}  # fmt: skip
"""What a line looks like that is one of these."""
FITTING = {
    "F": frozenset(("furniture", "byline", "navigation", "sidebar", "rule")),
    "M": frozenset(("masthead", "symbol", "date", "adopted", "place")),
    "T": frozenset(("title", "titled", "first")),
    "H": frozenset(("heading", "division", "subhead", "title")),
    "Z": frozenset(("closing", "signature", "date", "place", "symbol")),
}
"""Looks that say more of such a line, and are kept."""


class Statement(NamedTuple):
    """What is said of the lines `first` to `last` of the source, from 1. `label` is one of `ROLES`, "" when not said;
    `each`: every line is one, else they are one together; `level` counts from 1, 0 when not said; `number` is what
    opens the line as its number, "" for none, None when not said; `where` opens messages about the statement."""

    first: int
    last: int
    label: str
    each: bool
    level: int
    number: str | None
    where: str


class Corrections(Struct, frozen=True):
    """All that is said of the lines of one text."""

    statements: tuple[Statement, ...] = ()


NOTHING = Corrections()


class Given(NamedTuple):
    """What is said of one line; see `Statement`."""

    label: str
    level: int
    number: str | None
    where: str


Offsets = Mapping[int, Given]
"""What is said of lines, by the offset at which they start."""


def of_lines(corrections: Corrections, lines: Sequence[str], starts: Sequence[int]) -> Offsets | None:
    """What is said of each filled line; None when nothing is. Raises EngrossError for lines that the text does not have,
    and for blank ones."""
    out: dict[int, Given] = {}
    count = len(lines) - (bool(lines) and not lines[-1])  # what follows the last line end is no line
    for said in corrections.statements:
        named = f"line {said.first}" if said.first == said.last else f"lines {said.first}-{said.last}"
        if said.last > count:
            raise EngrossError(f"{said.where}: {named}: the text has {count} lines")
        filled = [n for n in range(said.first - 1, said.last) if lines[n].strip()]
        if not filled:
            raise EngrossError(f"{said.where}: {named}: nothing stands there")
        if said.label == "W" and not any(line.strip() for line in lines[: filled[0]]):
            raise EngrossError(f"{said.where}: {named}: nothing stands above it that it could go on from")
        for n in filled:
            if n == filled[0] or said.each or said.label in ("F", "N"):
                out[starts[n]] = Given(said.label, said.level, said.number, said.where)
            else:
                out[starts[n]] = Given("W", 0, None, said.where)
    return out or None


def look_of(given: Given, look: str) -> str:
    """What a line looks like, when its label is said."""
    return look if look in FITTING.get(given.label, ()) else LOOKS.get(given.label, look)
