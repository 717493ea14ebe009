"""`engross inspect`: how each line of a text was read, how sure that is, and why."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator

import msgspec

from engross import programs
from engross.cli import files
from engross.cli.files import STANDARD
from engross.cli.wishes import overlay_of
from engross.diagnostics import UnreadableError
from engross.library import load
from engross.readers.decoding import decode
from engross.recognise.given import NOTHING, Corrections, of_lines
from engross.recognise.reading import Reading, explain, pieces_of
from engross.recognise.sheet import Sheet, reading_of
from engross.registry import ReadOptions, reader, sniff
from engross.source import Place, SourceText

SHOWN = 44  # columns of a line's own text


class Row(msgspec.Struct, frozen=True):
    """One line of the source: `line` from 1, or for a laid-out file the number that findings give it and its `place` in
    words; what it was read as (`piece`), and what it nearly was (`other`); the number
    and level of the piece that begins here; `confidence` from 0.5 (a tie) to 1; the features that decided, with weights."""

    line: int
    piece: str
    number: str
    level: int
    confidence: float
    other: str
    why: list[str]
    text: str
    place: str = ""


def inspect(
    path: str, language: str, as_json: bool, overlay: str | None = None, with_libreoffice: bool = False
) -> None:
    """Prints the rows of a text, as a table or as JSON. Raises UnreadableError."""
    raw = sys.stdin.buffer.read() if path == STANDARD else load(path)
    by_hand = overlay_of(path, overlay)
    corrections = by_hand.corrections
    language = language or by_hand.facts.get("language", "")
    kind = sniff(raw)
    options = ReadOptions(language, aids=programs.aids(with_libreoffice))
    laid_out = getattr(reader(kind), "sheet", None)
    if laid_out is not None:
        rows = list(laid_rows(laid_out(raw, path, options), language, corrections))
    elif kind == "text":
        source = SourceText(decode(raw, path).text, path)
        given = of_lines(corrections, source.text.split("\n"), source.starts)
        rows = list(rows_of(source, pieces_of(source, language, given=given)))
    else:
        raise UnreadableError(f"{path}: is a record ({kind}): only a text has lines that were read one way or another")
    if as_json:
        files.say(msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n")
        return
    said = [["WHERE" if laid_out else "LINE", "PIECE", "NUMBER", "SURE", "TEXT", "WHY"]]
    for row in rows:
        text = row.text if len(row.text) <= SHOWN else f"{row.text[: SHOWN - 1]}…"
        why = f"{', '.join(row.why)}; not {row.other}" if row.other and row.other != row.piece else ", ".join(row.why)
        said.append([row.place or str(row.line), row.piece, row.number, f"{row.confidence:.0%}", text, why])
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


def laid_rows(sheet: Sheet, language: str, said: Corrections = NOTHING) -> Iterator[Row]:
    """A row for each line of a laid-out file, those that were not searched (furniture, notes, tables) too."""
    page, reading = reading_of(sheet, language, said)
    searched = {row.line: row for row in rows_of(page.source, reading)}
    aside = {page.source.place(one.span.start).line: one for one in page.asides}
    for line in sorted(searched.keys() | aside.keys()):
        place, words = page.place(Place(line, 1))
        if (row := searched.get(line)) is not None:
            yield msgspec.structs.replace(row, line=place.line, place=words)
            continue
        one = aside[line]
        what = one.furniture or ("note" if one.note else "table")
        text = " ".join(page.source[one.span].split())
        yield Row(place.line, "furniture" if one.furniture else what, "", 0, 1.0, "", [what], text, words)
