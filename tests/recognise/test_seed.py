"""The seed, a communiqué as it was scraped: every line in its place, the page's own lines named."""

from __future__ import annotations

from pathlib import Path

import pytest

from engross.diagnostics import Outcome
from engross.model import Container, Formula, Instrument, Lead, LongTitle, Paragraph, Provision, Recitals, block_text
from engross.readers.text import TextReader
from engross.recognise.reading import pieces_of
from engross.registry import ReadOptions
from engross.source import SourceText

FURNITURE = [
    (1, "donation banner: UNITED24 - Make a charitable donation in support of Ukraine!"),
    (3, "navigation: Military"),
    (5, "byline: Pakistan Ministry of Foreign Affairs"),
    (9, "byline: Pakistan Ministry of Foreign Affairs"),
    (54, "newsletter box: NEWSLETTER"),
    (55, "newsletter box: Join the GlobalSecurity.org mailing list"),
]
LEADS = [
    "Reaffirmed", "Expressed solidarity", "Welcomed", "Underscored", "Emphasized", "Expressed their concern",
    "Expressed serious concerns", "Further Condemned", "Denounced", "Reiterated their rejection", "Stressed", "Welcomed",
    "Also welcomed", "Requested", "Further requested", "Directed", "Urged",
]  # fmt: skip


@pytest.fixture(scope="module")
def seed(root: Path) -> bytes:
    return (root / "seeds" / "oic-contact-group-2025" / "text.txt").read_bytes()


@pytest.fixture(scope="module")
def outcome(seed: bytes) -> Outcome[Instrument]:
    return TextReader().read(seed, "text.txt", ReadOptions())


def test_furniture_is_named_line_by_line(outcome: Outcome[Instrument]) -> None:
    found = [(d.start.line, d.message) for d in outcome.found if d.rule.code == "furniture" and d.start]
    assert found == FURNITURE


def test_bylines_are_left_for_the_metadata(seed: bytes) -> None:
    pieces = pieces_of(SourceText(seed.decode())).pieces
    bylines = [p.text for p in pieces if p.role == "furniture" and p.look == "byline"]
    assert bylines == ["Pakistan Ministry of Foreign Affairs"] * 2


def test_front(outcome: Outcome[Instrument]) -> None:
    document = outcome.value.document
    assert (document.form, document.cover) == ("statement", ())
    (title,) = document.preface
    assert isinstance(title, LongTitle)
    assert " ".join(map(block_text, title.blocks)).startswith("Meeting of the OIC Contact Group on Jammu and Kashmir")


def test_preamble(outcome: Outcome[Instrument]) -> None:
    chapeau, recitals, formula = outcome.value.document.preamble
    assert isinstance(chapeau, Container)
    assert chapeau.name == "chapeau"
    assert len(chapeau.blocks) == 1
    assert isinstance(recitals, Recitals)
    assert [_lead(r.blocks[0]) for r in recitals.items] == ["Having heard", "Reaffirming", "Reiterating"]
    assert isinstance(formula, Formula)
    assert block_text(formula.blocks[0]) == "The Foreign Ministers and Senior Officials:"


def test_clauses(outcome: Outcome[Instrument]) -> None:
    body = outcome.value.document.body
    assert all(isinstance(p, Provision) and p.kind == "paragraph" and p.number is None for p in body)
    assert [_lead(p.blocks[0]) for p in body if isinstance(p, Provision)] == LEADS


def test_place_and_date(outcome: Outcome[Instrument]) -> None:
    (dateline,) = outcome.value.document.conclusions
    assert isinstance(dateline, Container)
    assert dateline.name == "dateline"
    assert [block_text(b) for b in dateline.blocks if not isinstance(b, Container)] == ["New York", "September 23,2025"]


def test_furniture_can_be_kept(seed: bytes) -> None:
    kept = TextReader().read(seed, "text.txt", ReadOptions(keep_furniture=True)).value
    assert "mailing list" in repr(kept.document.conclusions)
    assert "charitable donation" in repr((kept.document.cover, kept.document.preface))


def _lead(block: object) -> str:
    assert isinstance(block, Paragraph)
    lead = block.content[0]
    assert isinstance(lead, Lead)
    return str(lead.content[0])
