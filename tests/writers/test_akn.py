"""The canonical record: its names, its metadata, its wrappings, and what it does with what it cannot hold."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

import instruments
from engross import record
from engross.faircopy import fair_copy
from engross.identity import Eids
from engross.model import (
    Attachment,
    Block,
    BlockList,
    Container,
    Content,
    CrossHeading,
    Date,
    Document,
    Emphasis,
    Entity,
    Inline,
    Instrument,
    ListItem,
    Mark,
    Mention,
    Metadata,
    Note,
    Number,
    OpaqueInline,
    Paragraph,
    Provision,
    Recital,
    Recitals,
    Reference,
    Table,
)
from engross.parts import part_eids
from engross.readers.akn import AknReader
from engross.schema.official import official_file
from engross.writers.akn import AknWriter
from strategies import normal_instruments

AKN = f"{{{record.NAMESPACE}}}"
XS = "{http://www.w3.org/2001/XMLSchema}"
HAND_MADE = [instruments.communique, instruments.resolution, instruments.treaty, instruments.arabic, instruments.empty]


def write(document: Document, metadata: Metadata = Metadata()) -> etree._Element:  # noqa: B008
    return etree.fromstring(AknWriter().write(Instrument(metadata, document)).value)


def repairs(document: Document, metadata: Metadata = Metadata()) -> list[str]:  # noqa: B008
    made = AknWriter().write(Instrument(metadata, document))
    assert not [d for d in made.found if d.rule == record.INVALID]
    return [d.message for d in made.found]


def p(*parts: Inline) -> Paragraph:
    return Paragraph(parts)


def paths(root: etree._Element, path: str) -> list[etree._Element]:
    return root.findall("/".join(f"{AKN}{s}" if s not in (".", "", "*") else s for s in path.split("/")))


def names(element: etree._Element) -> list[str]:
    return [child.tag.removeprefix(AKN) for child in element]


# --------------------------------------------------------------------------- names


def idreq_elements() -> frozenset[str]:
    """The elements whose type has the schema's attribute group `idreq` (naming convention, level 2)."""
    schema = etree.parse(str(official_file())).getroot()
    types = {e.get("name"): e for e in schema if e.tag == f"{XS}complexType"}
    groups = {e.get("name"): e for e in schema if e.tag == f"{XS}attributeGroup"}

    def demands(part: etree._Element | None) -> bool:
        if part is None:
            return False
        if part.tag == f"{XS}attributeGroup" and part.get("ref"):
            return part.get("ref") == "idreq" or demands(groups[part.get("ref")])
        return any(demands(types.get(part.get(a))) for a in ("type", "base")) or any(demands(c) for c in part)

    return frozenset(AKN + e.get("name") for e in schema if e.tag == f"{XS}element" and demands(e))


IDREQ = idreq_elements()


@pytest.mark.parametrize("make", HAND_MADE)
def test_every_element_that_should_has_an_eid_and_no_two_have_the_same(make: object) -> None:
    root = etree.fromstring(AknWriter().write(make()).value)
    assert {f"{AKN}paragraph", f"{AKN}ref", f"{AKN}TLCRole"} < IDREQ
    assert [e.tag for e in root.iter() if e.tag in IDREQ and not e.get("eId")] == []
    eids = [e.get("eId") for e in root.iter() if e.get("eId")]
    assert len(set(eids)) == len(eids)


@pytest.mark.parametrize("make", HAND_MADE)
def test_the_fair_copy_names_parts_as_the_record_does(make: object) -> None:
    instrument = make()
    root = etree.fromstring(AknWriter().write(instrument).value)
    recorded = [e.get("eId") for e in root.iter() if e.get("eId")]
    drawn = [line.eid for line in fair_copy(instrument).lines if line.eid]
    assert [eid for eid in recorded if eid in set(drawn)] == drawn


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=20)
@given(normal_instruments())
def test_parts_have_the_same_names_wherever_they_are_named(instrument: Instrument) -> None:
    root = etree.fromstring(AknWriter().write(instrument).value)
    recorded = [e.get("eId") for e in root.iter() if e.get("eId")]
    drawn = [line.eid for line in fair_copy(instrument).lines if line.eid]
    assert [eid for eid in recorded if eid in set(drawn)] == drawn
    taken = (e.key for e in instrument.metadata.entities)
    targets = [eid for _, eid in part_eids(instrument.document, Eids(taken))]
    assert [eid for eid in recorded if eid in set(targets)] == targets
    foreign = {f"{AKN}{name}" for name in ("ins", "img", "mref", "ref", "foreign", "tblock")}
    assert [e.tag for e in root.iter() if e.tag in IDREQ - foreign and not e.get("eId")] == []


def test_the_convention_s_own_examples() -> None:
    points = tuple(Provision("point", Number(f"({n})"), blocks=(p("x"),)) for n in "ab")
    clauses = (Provision("paragraph", Number("8."), blocks=(p("x", Reference(("r",), "/akn/x")),), children=points),)
    body = (Provision("section", Number("I."), ("H",), children=clauses),)
    recitals = Recitals((Recital((p("a"),)), Recital((p(Reference(("b",), "/akn/y")),))))
    root = write(Document("statement", "resolution", preamble=(recitals,), body=body))
    eids = [e.get("eId") for e in root.iter() if e.get("eId")]
    assert eids[eids.index("preamble") :] == [
        "preamble", "recs_1", "recs_1__rec_1", "recs_1__rec_2", "recs_1__rec_2__ref_1", "body", "sec_I",
        "sec_I__heading", "para_8", "para_8__list_1", "para_8__list_1__intro", "para_8__ref_1",
        "para_8__list_1__point_a", "para_8__list_1__point_a__content",
        "para_8__list_1__point_b", "para_8__list_1__point_b__content",
    ]  # fmt: skip


def test_keys_of_entities_and_names_of_parts_never_collide() -> None:
    keys = ("preface", "body", "para_1", "author", "engross", "original_1", "unknown")
    entities = tuple(Entity(key, "concept", key, "/x") for key in keys)
    document = Document("doc", "x", preface=(p("t"),), body=(Provision("paragraph", Number("1."), blocks=(p("x"),)),))
    instrument = Instrument(Metadata(entities=entities), document)
    made = AknWriter().write(instrument)
    root = etree.fromstring(made.value)
    assert made.found == ()
    assert paths(root, ".//paragraph")[0].get("eId") == "para_1-2"
    assert paths(root, ".//preface")[0].get("eId") is None
    assert AknReader().read(made.value).value == instrument


# --------------------------------------------------------------------------- metadata

KNOWN = Metadata(
    title="Résumé “A” & B", kind="Joint Communiqué", country="xx-oic", subtype="communique", actor="contact-group",
    date="2025-09-23", slug="joint-communique", symbol="OIC/1", language="eng", place="New York", author="oic",
    publisher="mfa", publication_date="2025-09-24", source="https://example.org/1", produced="2026-11-24",
    participants=("oic",), keywords=("Human rights",),
    entities=(Entity("oic", "organization", "OIC", "/o/oic"), Entity("mfa", "organization", "Ministry", "/o/mfa")),
)  # fmt: skip


def attributes(root: etree._Element, path: str) -> list[dict[str, str]]:
    return [dict(e.attrib) for e in paths(root, f".//{path}")]


def test_identification_says_what_is_known() -> None:
    root = write(Document("statement", "jointCommunique", body=(p("x"),)), KNOWN)
    work = "/akn/xx-oic/statement/communique/contact-group/2025-09-23/joint-communique"
    assert attributes(root, "FRBRWork/FRBRthis") == [{"value": f"{work}/!main"}]
    assert attributes(root, "FRBRWork/FRBRuri") == [{"value": work}]
    assert attributes(root, "FRBRExpression/FRBRuri") == [{"value": f"{work}/eng@2025-09-23"}]
    assert attributes(root, "FRBRManifestation/FRBRthis") == [{"value": f"{work}/eng@2025-09-23/!main.xml"}]
    assert attributes(root, "FRBRManifestation/FRBRdate") == [{"date": "2026-11-24", "name": "markup"}]
    assert attributes(root, "FRBRExpression/FRBRauthor") == [{"href": "#mfa", "as": "#publisher"}]
    assert attributes(root, "FRBRWork/FRBRauthor") == [
        {"href": "#oic", "as": "#author"},
        {"href": "#oic", "as": "#participant"},
    ]
    assert attributes(root, "publication") == [{"date": "2025-09-24", "name": "publication", "showAs": "Ministry"}]
    assert attributes(root, "keyword") == [
        {"value": "Human rights", "showAs": "Human rights", "dictionary": "#engross"}
    ]
    assert attributes(root, "eventRef")[0]["source"] == "#original_1"
    assert attributes(root, "step") == [{"date": "2025-09-23", "by": "#oic", "as": "#author"}]
    (proprietary,) = paths(root, ".//proprietary")
    assert {(e.tag, e.get("value")) for e in proprietary} == {
        (f"{{{record.OWN_NAMESPACE}}}kind", "Joint Communiqué"),
        (f"{{{record.OWN_NAMESPACE}}}place", "New York"),
    }


def test_every_agent_and_role_of_the_metadata_has_its_entry() -> None:
    for metadata in (Metadata(), KNOWN):
        root = write(Document("statement", "x", body=(p("x"),)), metadata)
        (meta,) = paths(root, ".//meta")
        keys = {e.get("eId") for e in meta.iter()}
        used = [e.get(a) for e in meta.iter() for a in ("as", "by", "source", "dictionary") if e.get(a)]
        used += [e.get("href") for e in meta.iter(f"{AKN}FRBRauthor")]
        assert used
        assert all(reference.startswith("#") and reference[1:] in keys for reference in used)


def test_what_is_not_known_is_said_to_be_unknown() -> None:
    root = write(Document("doc", "x", body=(p("x"),)))
    assert {(e.get("date"), e.get("name")) for e in root.iter(f"{AKN}FRBRdate")} == {("0001-01-01", "unknown")}
    assert [names(e) for e in paths(root, ".//meta")] == [["identification", "references"]]


def test_without_a_date_of_production_the_record_is_dated_like_the_instrument() -> None:
    metadata = Metadata(date="2025-09-23")
    root = write(Document("doc", "x", body=(p("x"),)), metadata)
    assert attributes(root, "FRBRManifestation/FRBRdate") == [{"date": "2025-09-23", "name": "adoption"}]


def test_dates_that_are_none_are_reported_and_kept() -> None:
    metadata = Metadata(date="23 Sept.", produced="2025-02-30", publication_date="20250923")
    made = AknWriter().write(Instrument(metadata, Document("doc", "x", body=(p("x"),))))
    assert len([d for d in made.found if "is no date of the calendar" in d.message]) == 3
    assert AknReader().read(made.value).value.metadata == metadata


def test_annexes_have_their_own_identification_and_no_classes() -> None:
    inner = Document("doc", "annex", body=(p("x"),))
    middle = Document("doc", "annex", body=(p("x"),), attachments=(Attachment(inner),))
    root = write(Document("act", "treaty", attachments=(Attachment(middle, Number("I"), ("H",)),)), KNOWN)
    first, second = paths(root, ".//attachment/doc/meta")
    assert names(first) == names(second) == ["identification"]
    work = "/akn/xx-oic/act/communique/contact-group/2025-09-23/joint-communique"
    this = [e.get("value") for e in paths(root, ".//FRBRWork/FRBRthis")]
    assert this == [f"{work}/!main", f"{work}/!annex_1", f"{work}/!annex_1/!annex_1"]


# --------------------------------------------------------------------------- structure


def test_points_stand_in_one_list_with_the_words_around_them() -> None:
    point = Provision("point", Number("(a)"), blocks=(p("A"),))
    clause = Provision("paragraph", Number("1."), blocks=(p("I"),), children=(point, point), wrap_up=(p("W"),))
    (paragraph,) = paths(write(Document("doc", "x", body=(clause,))), ".//paragraph")
    assert names(paragraph) == ["num", "list"]
    assert names(paragraph[1]) == ["intro", "point", "point", "wrapUp"]


def test_points_between_other_children_stand_by_themselves() -> None:
    children = (Provision("point", Number("(a)")), CrossHeading(("H",)), Provision("indent"))
    (paragraph,) = paths(write(Document("doc", "x", body=(Provision("paragraph", children=children),))), ".//paragraph")
    assert names(paragraph) == ["point", "crossHeading", "indent"]


def test_the_body_of_an_act_wraps_what_is_no_provision() -> None:
    document = Document("act", "treaty", body=(p("loose"), Container("c", (p("x"), Container("d", ()))), p("more")))
    (body,) = paths(write(document), ".//body")
    assert names(body) == ["hcontainer"] * 3
    assert AknReader().read(AknWriter().write(Instrument(Metadata(), document)).value).value.document == document


def test_editorial_numbers_and_notes_are_marked_as_ours() -> None:
    note = Note((p("N"),), "1", editorial=True)
    clause = Provision("paragraph", Number("1.", editorial=True), blocks=(p("x", note),))
    root = write(Document("doc", "x", body=(clause,)))
    assert [e.get("status") for e in paths(root, ".//num")] == ["editorial"]
    assert [e.get("status") for e in paths(root, ".//authorialNote")] == ["editorial"]


def test_empty_parts_are_filled_with_paragraphs_to_be_ignored() -> None:
    parts: tuple[Block, ...] = (BlockList(()), BlockList((ListItem(()),)), Table(()), p(Note((), "1")))
    for form in ("doc", "statement", "act", "bill"):
        document = Document(form, "x", preamble=(Recitals(()),), conclusions=(Container("c", ()), *parts))
        assert repairs(document) == []
        assert AknReader().read(AknWriter().write(Instrument(Metadata(), document)).value).value.document == document


def test_running_text_is_never_broken_into_lines() -> None:
    note = Note((p("N"), BlockList((ListItem((p("i"),)),))), "1")
    data = AknWriter().write(Instrument(Metadata(), Document("doc", "x", body=(p("a", note, "b"),)))).value
    line = next(line for line in data.decode().splitlines() if line.startswith("<p>a"))
    assert line.endswith("</authorialNote>b</p>")


# --------------------------------------------------------------------------- repairs


def test_what_the_standard_has_no_element_for_is_an_hcontainer() -> None:
    document = Document("doc", "x", body=(Provision("verse", Number("1."), blocks=(p("x"),)),))
    assert repairs(document) == ["Akoma Ntoso has no element 'verse': written as hcontainer"]
    assert attributes(write(document), "hcontainer") == [{"eId": "hcontainer_1", "name": "verse"}]


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (Date(("d",), "2025-02-30"), "'2025-02-30' is no date of the calendar: written as unknown"),
        (Reference(("d",), "a b"), "'a b' is no IRI: written as 'a%20b'"),
        (Reference(("d",), "1:2"), "'1:2' is no IRI: written as '1%3A2'"),
        (Mention(("d",), "location", "a b"), "the key 'a b' cannot be an eId: written as 'a_b'"),
        (Mention(("d",), "location", "a", "chair"), "only a person has a role: that of a location was left out"),
        (Mark(("d",), "docTitle", date="2025-01-01"), "docTitle cannot have a date: left out"),
        (OpaqueInline("<p/>", "d"), "markup that is not valid here was left out, its text kept: '<p/>'"),
        (
            OpaqueInline(f'<ins xmlns="{record.NAMESPACE}">x</ins>', "d"),
            "markup that does not show its text was left out, its text kept: "
            "'<ins xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0'",
        ),
    ],
)
def test_what_cannot_stand_is_repaired_and_reported(part: Inline, message: str) -> None:
    document = Document("doc", "x", body=(p(part),))
    assert repairs(document) == [message]
    assert "".join(paths(write(document), ".//mainBody")[0].itertext()).strip() == "d"


def test_the_same_repair_is_told_once() -> None:
    document = Document("doc", "x", body=(p(Date(("a",), "x"), Date(("b",), "x")),))
    assert repairs(document) == ["'x' is no date of the calendar: written as unknown (×2)"]


def test_characters_that_xml_does_not_have_are_replaced_and_counted() -> None:
    document = Document("doc", "x", body=(p("a\x00b\ud800c\ufffed\x1b"),))
    assert repairs(document) == ["4 characters that XML does not have became U+FFFD"]
    assert "a\ufffdb\ufffdc\ufffdd\ufffd" in "".join(write(document).itertext())


def nested(kind: str, depth: int) -> Document:
    """A document with something nested `depth` deep, a word at each level."""
    content: Content = ("end",)
    block: Block = p("end")
    provision = Provision("point", Number("(z)"), blocks=(p("end"),))
    container, attachment = Container("c", (p("end"),)), Attachment(Document("doc", "x", body=(p("end"),)))
    for n in range(depth):
        match kind:
            case "emphasis":
                content = (f"w{n} ", Emphasis("i", content))
            case "note":
                content = (f"w{n} ", Note((Paragraph(content),), "1"))
            case "list":
                block = BlockList((ListItem((block,), Number(f"w{n}")),))
            case "point":
                provision = Provision("point", Number(f"w{n}"), blocks=(p(f"x{n}"),), children=(provision,))
            case "container":
                container = Container("c", (p(f"w{n}"), container))
            case "attachment":
                attachment = Attachment(Document("doc", "x", body=(p(f"w{n}"),), attachments=(attachment,)))
    body = {"list": block, "point": provision, "container": container}.get(kind, Paragraph(content))
    annexes = (attachment,) if kind == "attachment" else ()
    return Document("act" if kind == "container" else "doc", "x", body=(body,), attachments=annexes)


@pytest.mark.parametrize("kind", ["emphasis", "note", "list", "point", "container", "attachment"])
@pytest.mark.parametrize("depth", [25, 300, 3_000])
def test_parts_nested_too_deep_are_flattened_and_no_word_is_lost(kind: str, depth: int) -> None:
    document = nested(kind, depth)
    made = AknWriter().write(Instrument(Metadata(), document))
    text = "".join(etree.fromstring(made.value).itertext())
    assert all(f"w{n}" in text for n in range(depth))
    assert "end" in text
    assert bool([d for d in made.found if "too deep" in d.message]) == (depth > 25)
    assert not [d for d in made.found if d.rule == record.INVALID]
    again = AknReader().read(made.value).value
    assert (again.document == document) == (depth == 25)
    assert AknReader().read(AknWriter().write(again).value).value == again


# --------------------------------------------------------------------------- bytes


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests'); import instruments, hashlib\n"
        "from engross.writers.akn import AknWriter\n"
        "print(hashlib.sha256(AknWriter().write(instruments.resolution()).value).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(digests) == 1


def test_a_record_is_utf_8_with_line_feeds_and_ends_with_one() -> None:
    data = AknWriter().write(instruments.arabic()).value
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns=')
    assert data.endswith(b"</akomaNtoso>\n")
    assert b"\r" not in data
