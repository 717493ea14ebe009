"""What our own Word files show is read back: every label, every word, every note."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from engross import conversion
from engross.faircopy import FairCopyOptions, fair_copy
from engross.model import Instrument, Note, block_text, text_of
from engross.readers.docx import DocxReader
from engross.recognise.sheet import Sheet, reading_of, tiling
from engross.registry import ReadOptions
from engross.writers.docx import DocxOptions, DocxWriter
from instruments import ALL, long

sys.path.insert(0, str(Path(__file__).parent.parent / "writers"))
from test_docx_labels import deep, odd, odd_labels, shuffled, starred, tangled

INSTRUMENTS: dict[str, Callable[[], Instrument]] = {
    **ALL, "long": partial(long, 45), "odd": odd, "odd backwards": lambda: odd(odd_labels()[::-1]), "tangled": tangled,
    "deep": deep, "starred": starred, **{f"shuffled {seed}": partial(shuffled, seed) for seed in range(8)},
}  # fmt: skip


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def sheet_of(make: Callable[[], Instrument]) -> Sheet:
    return DocxReader().sheet(DocxWriter().write(make(), DocxOptions()).value, "a.docx", ReadOptions())


def shown(sheet: Sheet) -> str:
    """Labels and words of the text, in order."""
    lines = [line for line in sheet.lines if not line.furniture]
    return "".join(flat(line.number + (block_text(line.table) if line.table else line.text)) for line in lines)


@pytest.mark.parametrize("name", [name for name in INSTRUMENTS if name != "empty"])
def test_labels_and_words_come_back(name: str) -> None:
    copy = fair_copy(INSTRUMENTS[name](), FairCopyOptions())
    want = []
    for line in copy.lines:
        words = block_text(line.table) if line.table else text_of(line.content)
        want.append(flat(line.label + words))
    assert shown(sheet_of(INSTRUMENTS[name])) == "".join(want)


@pytest.mark.parametrize("name", ["odd", "tangled", "deep"])
def test_each_label_stands_before_its_own_words(name: str) -> None:
    lines = [line for line in sheet_of(INSTRUMENTS[name]).lines if not line.furniture and line.text]
    whole = {flat(line.number + line.text) for line in lines}
    for line in fair_copy(INSTRUMENTS[name](), FairCopyOptions()).lines:
        if line.role in ("clause", "item", "recital"):
            assert flat(line.label + text_of(line.content)) in whole


@pytest.mark.parametrize("name", [name for name in INSTRUMENTS if name != "empty"])
def test_pieces_tile_what_is_seen(name: str) -> None:
    page, reading = reading_of(sheet_of(INSTRUMENTS[name]))
    spans = sorted(span for piece in tiling(page, reading) for span in piece.spans)
    at = 0
    for start, end in spans:
        assert page.source.text[at:start].strip() == "", "a character in no piece"
        assert at <= start, "a character in two pieces"
        at = end
    assert page.source.text[at:].strip() == ""


def test_notes_come_back() -> None:
    def notes(part: object) -> list[tuple[str, str]]:
        if isinstance(part, Note):
            return [(part.marker.strip(), " ".join(block_text(b) for b in part.blocks))]
        if isinstance(part, tuple):
            return [note for p in part for note in notes(p)]
        fields = getattr(part, "__struct_fields__", ())
        return [note for field in fields for note in notes(getattr(part, field))]

    sheet = sheet_of(starred)
    said = [(call.marker, call.lines[0].text) for line in sheet.lines for call in line.calls]
    assert said == [("*", "Starred note."), ("1", "Counted note."), ("(7)", "Odd note.")]
    data = DocxWriter().write(ALL["resolution"](), DocxOptions()).value
    assert notes(conversion.read(data).value.document) == notes(ALL["resolution"]().document)


def test_a_carried_record_is_told() -> None:
    data = conversion.write(ALL["resolution"](), "docx").value
    assert "canonical record" in " ".join(d.message for d in conversion.read(data).found)
    bare = DocxWriter().write(ALL["resolution"](), DocxOptions()).value
    assert "canonical record" not in " ".join(d.message for d in conversion.read(bare).found)


@pytest.mark.parametrize("name", ["resolution", "communique"])
def test_a_fair_copy_read_back_has_the_same_numbers_and_words(name: str) -> None:
    """Word → record → text is what instrument → text is, but for what only a person could know."""
    made = ALL[name]()
    back = conversion.read(conversion.write(made, "docx").value).value
    mine, theirs = (fair_copy(one, FairCopyOptions()) for one in (made, back))
    want = [(line.label, flat(text_of(line.content))) for line in mine.lines if line.role in ("clause", "item")]
    have = [(line.label, flat(text_of(line.content))) for line in theirs.lines if line.role in ("clause", "item")]
    assert [row for row in want if row not in have] == []
