"""`engross inspect`: how each line of a text was read, how sure that is, and why."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator

import msgspec

from engross.cli import files
from engross.cli.files import STANDARD
from engross.diagnostics import UnreadableError
from engross.library import load
from engross.readers.decoding import decode
from engross.recognise.reading import Reading, explain, pieces_of
from engross.registry import sniff
from engross.source import SourceText

SHOWN = 44  # columns of a line's own text


class Row(msgspec.Struct, frozen=True):
    """One line of the source: `line` from 1; what it was read as (`piece`), and what it nearly was (`other`); the number
    and level of the piece that begins here; `confidence` from 0.5 (a tie) to 1; the features that decided, with weights."""

    line: int
    piece: str
    number: str
    level: int
    confidence: float
    other: str
    why: list[str]
    text: str


def inspect(path: str, language: str, as_json: bool) -> None:
    """Prints the rows of a text, as a table or as JSON. Raises UnreadableError."""
    raw = sys.stdin.buffer.read() if path == STANDARD else load(path)
    if (kind := sniff(raw)) != "text":
        raise UnreadableError(f"{path}: is a record ({kind}): only a text has lines that were read one way or another")
    source = SourceText(decode(raw, path).text, path)
    rows = list(rows_of(source, pieces_of(source, language)))
    if as_json:
        files.say(msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n")
        return
    said = [["LINE", "PIECE", "NUMBER", "SURE", "TEXT", "WHY"]]
    for row in rows:
        text = row.text if len(row.text) <= SHOWN else f"{row.text[: SHOWN - 1]}…"
        why = f"{', '.join(row.why)}; not {row.other}" if row.other and row.other != row.piece else ", ".join(row.why)
        said.append([str(row.line), row.piece, row.number, f"{row.confidence:.0%}", text, why])
    widths = [max(len(cells[n]) for cells in said) for n in range(5)]
    for cells in said:
        files.say("  ".join([*(c.ljust(w) for c, w in zip(cells, widths, strict=False)), cells[5]]).rstrip())


def rows_of(source: SourceText, reading: Reading) -> Iterator[Row]:
    """A row for each line that has words, in order; the lines of annexes as the search of their annex read them."""
    begun = {source.place(p.spans[0].start).line: p for p in reading.pieces if p.spans}
    starts = [p.layout.starts[p.layout.rows[n]] for p in reading.passes for n in range(len(p.labels))]
    said = dict(zip(starts, explain(reading), strict=True))
    for start in sorted(said):
        found = said[start]
        line = source.place(start).line
        piece = begun.get(line)
        yield Row(
            line,
            found.label,
            piece.number.printed if piece and piece.number else "",
            piece.level if piece else 0,
            round(1 / (1 + math.exp(-max(0.0, found.margin))), 3),
            found.other,
            list(found.reasons),
            found.text,
        )
