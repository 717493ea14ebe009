"""How many pages the sections of a brief take, near enough to choose how much they tell, without setting any."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt
from typing import NamedTuple

from engross.languages.fixed import fixed
from engross.model import Block, BlockList, Paragraph, Provision, Table, block_text, text_of


class Measure(NamedTuple):
    """A page in a script. line: characters of a line of text; cells: of all columns of a table together; lines: of a
    page."""

    line: int
    cells: int
    lines: int


_LATIN = Measure(84, 98, 47)
_MEASURES = {
    **dict.fromkeys(("ar", "fa", "ur", "ps"), Measure(92, 98, 34)),
    **dict.fromkeys(("ru", "el", "de"), Measure(76, 90, 46)),
    **dict.fromkeys(("zh", "ja", "ko"), Measure(42, 48, 43)),
}
_HEADING, _SUBHEADING, _ROW = 2.4, 2.0, 1.25
"""Lines that a heading takes with the white around it, and a row of one line in a table."""
_TITLE = 7.0
"""Lines above the first section."""


def pages_of(sections: Sequence[Provision], language: str) -> float:
    """The pages that sections take, the title above them included."""
    measure = _MEASURES.get(fixed(language).tag.partition("-")[0], _LATIN)
    return (_TITLE + sum(_section(part, _HEADING, measure) for part in sections)) / measure.lines


def _section(part: Provision, heading: float, measure: Measure) -> float:
    inner = sum(_section(child, _SUBHEADING, measure) for child in part.children if isinstance(child, Provision))
    return heading + sum(_block(block, measure) for block in part.blocks) + inner


def _block(block: Block, measure: Measure) -> float:
    match block:
        case Paragraph():
            return ceil(len(text_of(block.content)) / measure.line) + 0.4
        case BlockList():
            return sum(ceil((len(block_text(b)) + 8) / measure.line) + 0.25 for i in block.items for b in i.blocks)
        case Table():
            return _table(block, measure) + 1.5
        case _:
            return ceil(len(block.text) / measure.line)


def _table(table: Table, measure: Measure) -> float:
    """Columns share the room as their longest cells ask for it."""
    rows = [[sum(len(block_text(b)) for b in cell.blocks) for cell in row.cells] for row in table.rows]
    count = max(map(len, rows), default=0)
    rows = [[0] * (count - len(row)) + row for row in rows]  # what stands beside several rows stands before the others
    longest = [max(row[n] for row in rows) for n in range(count)]
    wide = sum(longest) + 2 * count
    shares = [measure.cells * sqrt(n) / sum(map(sqrt, longest)) for n in longest] if wide > measure.cells else longest
    lines = [max((ceil(n / max(1.0, s)) for n, s in zip(row, shares, strict=True)), default=1) for row in rows]
    return sum(max(1, n) - 1 + _ROW for n in lines) * 0.85
