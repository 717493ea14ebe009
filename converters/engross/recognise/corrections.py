"""What is said of lines as constraints on their search, so that their neighbours are read by it too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engross.diagnostics import EngrossError
from engross.recognise import series
from engross.recognise.given import Given, Offsets
from engross.recognise.series import Candidate

if TYPE_CHECKING:
    from engross.recognise.features import Features
    from engross.recognise.layout import Layout


def numbered(
    found: Sequence[Candidate], lines: Sequence[str], starts: Sequence[int], given: Offsets
) -> list[Candidate]:
    """The numbers that open lines, those replaced that a person knows better. Raises EngrossError for a number on a line
    that opens neither with it nor with any other."""
    by_line = {candidate.line: candidate for candidate in found}
    rows = {start: n for n, start in enumerate(starts)}
    for start, said in given.items():
        n = rows.get(start)
        if n is None or said.number is None:
            continue
        by_line.pop(n, None)
        if said.number:
            by_line[n] = _candidate(n, lines[n], said)
    return [by_line[n] for n in sorted(by_line)]


def _candidate(index: int, line: str, given: Given) -> Candidate:
    number = given.number or ""
    known = series.read(index, f"{number} x")
    readings = known.readings if known and known.end == len(number) + 1 else [series.foreign(number, "", 0)]
    start = len(line) - len(line.lstrip())
    if line.startswith(number, start):
        end = start + len(number)
        return Candidate(index, number, readings, end + len(line[end:]) - len(line[end:].lstrip()))
    damaged = series.read(index, line)
    if damaged is None:
        raise EngrossError(f"{given.where}: the line opens neither with {number!r} nor with another number")
    return Candidate(index, number, readings, damaged.end)


# --------------------------------------------------------------------------- the search


def marked(features: list[Features], layout: Layout, within_annex: bool) -> list[Features]:
    """The features of the rows, those with a said label marked with it for the grammar. Outside an annex a row may
    also be one of an annex's lines: the search of the annex then finds the label."""
    out = list(features)
    for row, given in _rows(layout):
        if given.label:
            out[row] = (*features[row], given.label if within_annex else given.label + "a")
    return out


def _rows(layout: Layout) -> list[tuple[int, Given]]:
    given = layout.given or {}
    return [
        (row, said)
        for row, n in enumerate(layout.rows)
        if (said := given.get(layout.starts[n])) is not None
    ]  # fmt: skip


def levels(layout: Layout) -> dict[int, int]:
    """The levels that are said, by row."""
    return {row: given.level for row, given in _rows(layout) if given.level}


def labels(layout: Layout) -> dict[int, str]:
    """The labels that are said of lines that open a piece, by row."""
    return {row: given.label for row, given in _rows(layout) if given.label not in ("", "W")}
