"""The laws of the record: reading is the inverse of writing; whatever the tree, the record is valid and keeps each word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

import instruments
from engross import conversion, record
from engross.model import Break, Instrument, Number, Opaque, OpaqueInline
from engross.readers.akn import AknReader
from engross.schema.official import official_schema
from engross.schema.verdict import acquitted
from engross.writers.akn import AknWriter
from strategies import any_instruments, normal_instruments

HAND_MADE = [instruments.communique, instruments.resolution, instruments.treaty, instruments.arabic, instruments.empty]
LAWS = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    max_examples=40,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)
AKN = f"{{{record.NAMESPACE}}}"

# The fields of the tree that hold text, in reading order.
READING_ORDER = (
    "number", "heading", "subheading", "caption", "intro", "cover", "preface", "preamble", "body", "content", "blocks",
    "items", "rows", "cells", "children", "wrap_up", "conclusions", "document", "attachments",
)  # fmt: skip


def words(part: object) -> Iterator[str]:
    """The text of any part of the tree, in reading order."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Number | Opaque | OpaqueInline):
        yield part.text
    elif isinstance(part, tuple):
        for one in part:
            yield from words(one)
    elif part is not None and not isinstance(part, Break):
        for field in READING_ORDER:
            yield from words(getattr(part, field, None))


def letters(text: str) -> str:
    """`text` without white space and without what XML cannot hold."""
    return "".join(c for c in "".join(text.split()) if c.isprintable() and c != "\ufffd")


def text_of_record(data: bytes) -> str:
    root = etree.fromstring(data)
    for meta in list(root.iter(f"{AKN}meta")):
        meta.getparent().remove(meta)
    return "".join(root.itertext())


@pytest.mark.parametrize("make", HAND_MADE)
def test_instruments_made_by_hand_come_back_as_they_were(make: object) -> None:
    instrument = make()
    made = AknWriter().write(instrument)
    assert made.found == ()
    assert AknReader().read(made.value).value == instrument


def comes_back(instrument: Instrument) -> None:
    made = AknWriter().write(instrument)
    assert made.found == ()
    assert acquitted(made.value)
    assert AknReader().read(made.value).value == instrument
    assert letters(text_of_record(made.value)) == letters("".join(words(instrument.document)))


def test_every_seed_comes_back_as_it_was_read(root: Path) -> None:
    seeds = sorted((root / "seeds").glob("*/text.txt"))
    assert len(seeds) >= 3
    for seed in seeds:
        comes_back(conversion.read(seed.read_bytes(), "text").value)


def test_every_text_of_the_corpus_comes_back_as_it_was_read(shared: Path) -> None:
    texts = sorted(p for p in (shared / "corpus" / "instruments").iterdir() if p.suffix in (".txt", ".md"))
    assert len(texts) > 50
    for text in texts:
        comes_back(conversion.read(text.read_bytes(), "text").value)


@LAWS
@given(normal_instruments())
def test_reading_is_the_inverse_of_writing(instrument: Instrument) -> None:
    made = AknWriter().write(instrument)
    assert made.found == ()
    back = AknReader().read(made.value)
    assert back.value == instrument
    assert back.found == ()
    # A record without foreign markup never needs the official schema.
    assert acquitted(made.value) or any(isinstance(p, Opaque | OpaqueInline) for p in parts(instrument.document))


@LAWS
@given(any_instruments())
def test_any_tree_is_written_validly_and_no_word_is_lost(instrument: Instrument) -> None:
    made = AknWriter().write(instrument)
    assert not [d for d in made.found if d.rule == record.INVALID]
    assert official_schema().validate(etree.fromstring(made.value)), official_schema().error_log
    assert letters(text_of_record(made.value)) == letters("".join(words(instrument.document)))


@LAWS
@given(any_instruments())
def test_what_was_read_from_a_record_comes_back_as_it_is(instrument: Instrument) -> None:
    once = AknReader().read(AknWriter().write(instrument).value).value
    assert AknReader().read(AknWriter().write(once).value).value == once


def parts(part: object) -> Iterator[object]:
    """All that is in a part of the tree."""
    yield part
    inner = part if isinstance(part, tuple) else [getattr(part, field, None) for field in READING_ORDER]
    for one in inner:
        if one is not None and not isinstance(one, str):
            yield from parts(one)
