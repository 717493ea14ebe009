"""Inner references point at parts that exist, or are plain text."""

from __future__ import annotations

import pytest

import engross
from engross import parts, references
from engross.model import Document, Instrument, Metadata, Number, Paragraph, Provision, Reference


def citing(href: str) -> Instrument:
    clause = Provision("paragraph", Number("1."), blocks=(Paragraph(("See ", Reference(("paragraph 4",), href), ".")),))
    return Instrument(Metadata(), Document("statement", "x", body=(Provision("section", children=(clause,)),)))


def test_a_reference_to_nothing_becomes_its_text() -> None:
    made = citing("#para_4")
    assert references.inner(made.document)
    settled = references.settle(made, parts.eids_of(made))
    assert settled.document.body[0].children[0].blocks[0].content == ("See paragraph 4.",)  # type: ignore[union-attr]


@pytest.mark.parametrize("href", ["#para_1", "/akn/un/statement/resolution/unga/2020/75-1"])
def test_a_reference_to_something_stays(href: str) -> None:
    made = citing(href)
    assert references.settle(made, parts.eids_of(made)) == made


TEXT = """Decision on lamps

The Council,

Recalling its earlier decisions,

1. Decides to light the lamps;

2. Requests the Keeper to act on paragraph 1 above, and on paragraph 9 above;

3. Decides to remain seized of the matter.
"""


def test_a_text_refers_to_its_own_clauses_alone() -> None:
    instrument = engross.read(TEXT.encode(), "text").value
    second = instrument.document.body[1]
    assert isinstance(second, Provision)
    block = second.blocks[0]
    assert isinstance(block, Paragraph)
    assert [part.href for part in block.content if isinstance(part, Reference)] == ["#para_1"]
