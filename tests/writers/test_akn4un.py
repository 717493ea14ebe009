"""The record as the United Nations publish theirs: valid, and read back as the tree that was written."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import instruments
from engross import conversion
from engross.cli.app import answer
from engross.model import (
    Attachment,
    Container,
    Document,
    Emphasis,
    Instrument,
    Lead,
    LongTitle,
    Mark,
    Metadata,
    Note,
    Number,
    Paragraph,
    Provision,
    Recital,
    Recitals,
    Reference,
    provisions,
)
from engross.schema import judge
from engross.validate import ruling, validate

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
UN = ruling("akn4un", today="2026-11-24")


def p(*content: Any) -> Paragraph:
    return Paragraph(content)


def record(instrument: Instrument) -> bytes:
    outcome = conversion.write(instrument, "akn", profile="akn4un")
    assert [found for found in outcome.found if found.rule.id != "record-repaired"] == []
    assert judge(outcome.value) == []
    assert [f for f in validate(outcome.value, "record.xml", UN).findings if f.word == "error"] == []
    return outcome.value


def bare(data: bytes) -> etree._Element:
    """The record without its metadata."""
    root = etree.fromstring(data)
    etree.strip_elements(root, f"{AKN}meta", with_tail=False)
    return root


def words(data: bytes) -> str:
    """The text of the document, white space left out."""
    return "".join("".join(bare(data).itertext(with_tail=True)).split())  # type: ignore[arg-type]  # all is text


def clause(number: str, *content: Any, children: tuple[Provision, ...] = ()) -> Provision:
    return Provision("paragraph", Number(number), blocks=(Paragraph(content),), children=children)


MADE = Instrument(
    Metadata(title="Lamps", country="un", subtype="deliberation", actor="unga", date="2024-05-14", number="7-12"),
    Document(
        "statement",
        "resolution",
        cover=(p(Mark(("A/RES/7/12",), "docNumber")), p(Mark(("Seventh session",), "session", name="7"))),
        preface=(LongTitle((p("7/12. ", Mark(("Lamps",), "docTitle")),)),),
        preamble=(
            Recitals((
                Recital((p(Lead(("Recalling",), "preambular"), " its ", Reference(("paragraph 1",), "#para_1"), ","),)),
                Recital((p(Emphasis("i", (Emphasis("b", ("All",)),)), " of them being dark,"),)),
                Recital((p("Lamps being dark,"), p("and nights long,"))),
            )),
        ),
        body=(
            clause("1.", Emphasis("i", ("Decides",)), " to light them;", Note((p("All of them."),), "1")),
            clause("2.", "Requests:", children=(
                Provision("point", Number("(a)"), blocks=(p("oil;"),)),
                Provision("point", Number("(b)"), blocks=(p("wicks & ", Reference(("more",), "https://undocs.org/A/1")),)),
            )),
        ),
        conclusions=(p("48th meeting"),),
        attachments=(Attachment(Document("doc", "annex", body=(clause("1.", "A rule."),)), Number("Annex II")),),
    ),
)  # fmt: skip


def test_the_tree_comes_back() -> None:
    read = conversion.read(record(MADE), "akn").value
    assert read.document == MADE.document
    known = {"symbol": "A/RES/7/12", "session": "Seventh session"}  # what its own lines say
    assert {name: getattr(read.metadata, name) for name in known} == known
    assert (read.metadata.title, read.metadata.actor, read.metadata.number) == ("Lamps", "unga", "7-12")


def test_it_is_written_as_they_write() -> None:
    text = record(MADE).decode()
    assert '<FRBRuri value="/akn/un/statement/deliberation/unga/2024-05-14/7-12/und@/"/>' in text
    assert '<FRBRthis value="/akn/un/statement/deliberation/unga/2024-05-14/7-12/und@!main/annex"/>' in text
    assert re.findall(r'<container name="([^"]+)" eId="([^"]+)"', text) == [
        ("Recalling", "container_1"), ("All of", "container_2"), ("Lamps", "container_3"),
    ]  # fmt: skip
    assert '<span class="bold italic">All</span>' in text
    assert '<ref href="#para_4">paragraph 1</ref>' in text
    assert '<point eId="para_5_list_point_a"><num>(a)</num>' in text
    assert '<authorialNote marker="1" placement="bottom" eId="authorialNote_1">' in text
    assert '<session eId="coverPage_1__session_1" value="7">' in text
    assert '<attachment eId="att_II"><num>Annex II</num>' in text


def test_what_this_dialect_has_no_words_for() -> None:
    numbered = Recitals((Recital((p("Whereas the lamps are dark,"),), Number("(1)")),))
    masthead = Container("masthead", (p("UNITED NATIONS"),))
    body = (Provision("paragraph", Number("1.", editorial=True), blocks=(p(Lead(("Decides",)), " so."),)),)
    made = Instrument(Metadata(title="T"), Document("statement", "x", (), (masthead,), (numbered,), body))
    read = conversion.read(record(made), "akn").value
    assert read.document.cover == (p("UNITED NATIONS"),)
    (run,) = read.document.preamble
    assert isinstance(run, Recitals)
    assert run.items == (Recital((p("(1) Whereas the lamps are dark,"),)),)
    (only,) = provisions(read.document)
    assert (only.number, only.blocks) == (Number("1.", editorial=True), (p(Emphasis("i", ("Decides",)), " so."),))
    assert read.metadata.title == "T"


@pytest.mark.parametrize("name", instruments.ALL)
def test_every_kind_of_instrument_keeps_its_words(name: str) -> None:
    made = instruments.ALL[name]()
    ours = conversion.write(made, "akn").value
    editorial = re.compile(rb'<num[^>]*status="editorial"[^>]*>[^<]*</num>')
    assert Counter(words(record(made))) == Counter(words(editorial.sub(b"", ours)))


@pytest.mark.parametrize("language", ["english", "french", "spanish", "russian", "arabic", "chinese"])
def test_records_of_the_united_nations_are_written_as_they_were(shared: Path, language: str) -> None:
    whole = same = 0
    for path in sorted((shared / "corpus" / "un" / language).glob("*.xml")):
        theirs = path.read_bytes()
        tree = conversion.read(theirs, "akn").value
        ours = record(tree)
        assert conversion.read(ours, "akn").value == tree, path.name
        assert words(ours) == words(theirs), path.name
        before, after = shape(theirs), shape(ours)
        whole += before.total()
        same += (before & after).total()
    assert same / whole > 0.999


def shape(data: bytes) -> Counter[tuple[str, str]]:
    """How often each element stands in each other, beside the metadata."""
    elements = bare(data).iter("*")
    return Counter((str(above.tag), str(e.tag)) for e in elements if (above := e.getparent()) is not None)


def test_the_command(tmp_path: Path) -> None:
    made = tmp_path / "made.akn.xml"
    source = tmp_path / "source.txt"
    source.write_text("Resolution 1\n\nThe Council,\n\n1. Decides to light the lamps.\n")
    assert answer(["convert", str(source), "--profile", "akn4un", "-o", str(made), "--quiet"]) == 0
    assert b"http://un.org/akn4un" in made.read_bytes()
    assert answer(["convert", str(source), "--to", "text", "--profile", "akn4un"]) == 2
