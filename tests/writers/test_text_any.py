"""Laws of plain text over any tree whatever: words kept in order, labels in front, lines clean, bytes the same."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engross.faircopy import FairCopyOptions, Labels, fair_copy, notes
from engross.model import Block, BlockList, Instrument, Paragraph, Table, text_of
from engross.writers.text import TextOptions, TextWriter
from strategies import any_instruments

ANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def bare(text: str) -> str:
    """The characters that are words: what the writer may replace (controls) or add (direction marks) taken out."""
    return "".join(re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffd\u200e\u200f]", "", text).split())


def paragraphs(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [text_of(block.content)]
    if isinstance(block, BlockList):
        inner = [p for item in block.items for b in item.blocks for p in paragraphs(b)]
        return [text_of(block.intro), *inner, text_of(block.wrap_up)]
    if isinstance(block, Table):
        cells = [p for row in block.rows for cell in row.cells for b in cell.blocks for p in paragraphs(b)]
        return [text_of(block.caption), *cells]
    return [block.text]


@given(any_instruments(), st.integers(20, 120), st.sampled_from(["none", "plain", "cited"]), st.booleans())
@ANY
def test_every_label_and_word_in_order(instrument: Instrument, width: int, labels: Labels, faithful: bool) -> None:
    drawn = bare(TextWriter().write(instrument, TextOptions(labels, faithful, width)).value.decode())
    copy = fair_copy(instrument, FairCopyOptions(labels, faithful))
    wanted = [line.label + text_of(line.content) for line in copy.lines]
    wanted += [part for note in notes(copy.lines) for block in note.blocks for part in paragraphs(block)]
    rest = iter(drawn)  # calls of notes stand in between, sometimes inside a word
    for part in map(bare, wanted):
        assert all(letter in rest for letter in part), part


@given(any_instruments(), st.integers(20, 120))
@ANY
def test_lines_are_clean_and_bytes_the_same(instrument: Instrument, width: int) -> None:
    made = TextWriter().write(instrument, TextOptions(width=width)).value
    text = made.decode()
    assert text.endswith("\n")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
    assert not [row for row in text.split("\n") if row != row.rstrip(" ")]
    assert made == TextWriter().write(instrument, TextOptions(width=width)).value
