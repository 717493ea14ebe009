"""Reading Akoma Ntoso: foreign records, other dialects, and what is no record at all."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

import instruments
from engross import record
from engross.diagnostics import UnreadableError
from engross.model import (
    BlockList,
    Break,
    Container,
    CrossHeading,
    Date,
    Document,
    Emphasis,
    Entity,
    Formula,
    Instrument,
    Lead,
    LongTitle,
    Mark,
    Mention,
    Note,
    Number,
    Opaque,
    OpaqueInline,
    Paragraph,
    Provision,
    Recital,
    Recitals,
    Reference,
)
from engross.readers.akn import AknReader
from engross.writers.akn import AknWriter
from mutants import mutants

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def read(body: str, *, zone: str = "mainBody", meta: str = "", before: str = "", after: str = "") -> Instrument:
    """The instrument in a foreign statement with this body; the record we write of it comes back the same, validly."""
    text = f"<{zone}>{body}</{zone}>"
    document = f"<statement name='resolution'>{meta}{before}{text}{after}</statement>"
    instrument = AknReader().read(f"<akomaNtoso xmlns='{AKN}'>{document}</akomaNtoso>".encode()).value
    made = AknWriter().write(instrument)
    assert made.found == ()
    assert AknReader().read(made.value).value == instrument
    return instrument


def body(xml: str) -> tuple[object, ...]:
    return read(xml).document.body


def line(xml: str) -> tuple[object, ...]:
    """The inlines of a paragraph."""
    (paragraph,) = body(f"<p>{xml}</p>")
    assert isinstance(paragraph, Paragraph)
    return paragraph.content


def messages(xml: str) -> list[str]:
    data = f"<akomaNtoso xmlns='{AKN}'><doc name='x'><mainBody>{xml}</mainBody></doc></akomaNtoso>"
    return [d.message for d in AknReader().read(data.encode()).found]


# --------------------------------------------------------------------------- white space


def test_white_space_of_foreign_files_is_layout() -> None:
    assert line("\n   One\t\n  <i> two </i> three\u00a0 \n") == ("One ", Emphasis("i", (" two ",)), " three\u00a0")
    assert body("<p xml:space='preserve'>\t  One\n</p>") == (Paragraph(("One",)),)


def test_white_space_of_our_own_records_is_text() -> None:
    parts = ("  two  spaces\n", Emphasis("b", ("\ttab",)), "\r\n ")
    instrument = Instrument(read("").metadata, Document("doc", "x", body=(Paragraph(parts),)))
    assert AknReader().read(AknWriter().write(instrument).value).value == instrument


# --------------------------------------------------------------------------- inlines


def test_inlines_of_the_standard_are_read_as_what_they_are() -> None:
    assert line("<a href='https://un.org/x'>A</a>") == (Reference(("A",), "https://un.org/x"),)
    assert line("a<eol/>b<br/>c") == ("a", Break(), "b", Break(), "c")
    assert line("<inline name='operativePhrase'>Urges</inline> all") == (Lead(("Urges",)), " all")
    assert line("<date date='2025-09-23T10:00:00'>today</date>") == (Date(("today",), "2025-09-23"),)
    assert line("<docDate date='2025-09-23'>today</docDate>") == (Mark(("today",), "docDate", "2025-09-23"),)
    assert line("<person refersTo='#ah' as='#chair'>H</person>") == (Mention(("H",), "person", "ah", "chair"),)


def test_emphasis_by_class_is_emphasis() -> None:
    assert line("<span class='italic'>a</span>") == (Emphasis("i", ("a",)),)
    assert line("<span class='bold italic'>a</span>") == (Emphasis("i", (Emphasis("b", ("a",)),)),)


def test_notes_come_to_their_calls() -> None:
    (note,) = line("<authorialNote marker='1'><p>Text.</p></authorialNote>")
    assert note == Note((Paragraph(("Text.",)),), "1")
    meta = "<meta><notes source='#x'><note eId='n1' marker='2'><p>Below.</p></note></notes></meta>"
    instrument = read("<p>Word<noteRef href='#n1'/></p>", meta=meta)
    assert instrument.document.body == (Paragraph(("Word", Note((Paragraph(("Below.",)),), "2"))),)


def test_notes_that_nothing_calls_are_kept_at_the_end() -> None:
    meta = "<meta><notes source='#x'><note eId='n1'><p>Below.</p></note></notes></meta>"
    assert read("<p>Word</p>", meta=meta).document.conclusions == (Container("notes", (Paragraph(("Below.",)),)),)


def test_inlines_beyond_the_tree_are_kept_whole_with_their_text() -> None:
    opaque = f'<ins xmlns="{AKN}"> new <b>word</b></ins>'
    assert line("a<ins eId='x'> new <b>word</b></ins>") == ("a", OpaqueInline(opaque, " new word"))
    assert messages("<p><ins>a</ins> <ins>b</ins></p>") == ["ins is beyond the tree: kept as it is (×2)"]


def test_inlines_that_are_not_valid_lose_their_tags_and_no_word() -> None:
    assert line("a <blink>b <i>c</i></blink> d") == ("a b ", Emphasis("i", ("c",)), " d")
    assert line("<x xmlns='urn:x'>b</x>") == ("b",)


def test_a_reference_by_several_or_by_an_iri_finds_its_entity_or_is_kept_whole() -> None:
    meta = (
        "<meta><references source='#x'><TLCOrganization eId='un' href='/ontology/un' showAs='UN'/></references></meta>"
    )
    instrument = read("<p><organization refersTo='/ontology/un'>UN</organization></p>", meta=meta)
    assert instrument.document.body == (Paragraph((Mention(("UN",), "organization", "un"),)),)
    assert instrument.metadata.entities == (Entity("un", "organization", "UN", "/ontology/un"),)
    assert isinstance(line("<organization refersTo='#a #b'>both</organization>")[0], OpaqueInline)


# --------------------------------------------------------------------------- blocks


def test_html_lists_are_lists_of_blocks() -> None:
    (made,) = body("<ol><li>one</li><li value='7'>two</li></ol>")
    assert isinstance(made, BlockList)
    assert [item.number for item in made.items] == [Number("1.", True), Number("7.", True)]
    assert [item.blocks for item in made.items] == [(Paragraph(("one",)),), (Paragraph(("two",)),)]


def test_blocks_beyond_the_tree_are_kept_whole_with_their_text() -> None:
    (made,) = body("<tblock><heading>H</heading><p>one</p></tblock>")
    assert made == Opaque(f'<tblock xmlns="{AKN}"><heading>H</heading><p>one</p></tblock>', "H one")


def test_what_only_a_main_body_may_hold_is_not_kept_in_the_body_of_an_act() -> None:
    component = "<componentRef src='x' showAs='X'/><article><content><p>one</p></content></article>"
    assert isinstance(body(component)[0], Opaque)
    data = f"<akomaNtoso xmlns='{AKN}'><act name='x'><body>{component}</body></act></akomaNtoso>".encode()
    once = AknReader().read(data)
    assert once.value.document.body == (Provision("article", blocks=(Paragraph(("one",)),)),)
    assert [d.message for d in once.found] == [
        "componentRef is not valid where it stands: its text was kept without it"
    ]


def test_text_that_stands_loose_becomes_a_paragraph() -> None:
    (made,) = body("<paragraph><content>loose <b>text</b><p>p</p>more</content></paragraph>")
    assert isinstance(made, Provision)
    assert made.blocks == (
        Paragraph(("loose ", Emphasis("b", ("text",)))),
        Paragraph(("p",)),
        Paragraph(("more",)),
    )


# --------------------------------------------------------------------------- structure


def test_a_list_is_the_frame_of_its_points() -> None:
    xml = "<list><intro><p>I</p></intro><point><num>(a)</num><content><p>A</p></content></point><wrapUp><p>W</p></wrapUp></list>"
    (made,) = body(f"<paragraph><num>1.</num>{xml}</paragraph>")
    point = Provision("point", Number("(a)"), blocks=(Paragraph(("A",)),))
    intro, wrap_up = (Paragraph(("I",)),), (Paragraph(("W",)),)
    assert made == Provision("paragraph", Number("1."), blocks=intro, children=(point,), wrap_up=wrap_up)


def test_a_list_with_words_between_other_children_stays_a_list() -> None:
    xml = "<list><intro><p>I</p></intro><point><content><p>A</p></content></point></list>"
    (made,) = body(f"<article><paragraph><content><p>P</p></content></paragraph>{xml}</article>")
    assert isinstance(made, Provision)
    assert [c.kind for c in made.children if isinstance(c, Provision)] == ["paragraph", "list"]


def test_text_between_children_stays_between_them() -> None:
    (made,) = body("<article><point><num>a</num></point><wrapUp><p>W</p></wrapUp><point><num>b</num></point></article>")
    assert isinstance(made, Provision)
    assert [c.kind for c in made.children if isinstance(c, Provision)] == ["point", "hcontainer", "point"]


def test_a_title_before_the_number_stands_above_the_provision() -> None:
    (made,) = body("<article><point><subheading>T</subheading><num>a)</num></point></article>")
    assert isinstance(made, Provision)
    assert made.children == (CrossHeading(("T",)), Provision("point", Number("a)")))


def test_a_note_in_a_number_goes_to_the_words_after_it() -> None:
    (made,) = body(
        "<paragraph><num>1.<authorialNote marker='*'><p>N</p></authorialNote></num><content><p>P</p></content></paragraph>"
    )
    note = Note((Paragraph(("N",)),), "*")
    assert made == Provision("paragraph", Number("1."), blocks=(Paragraph((note, "P")),))


def test_structures_of_debates_are_hcontainers_of_their_name() -> None:
    xml = "<debate name='x'><debateBody><debateSection name='q'><heading>H</heading><speech by='#a'><from>Me</from><p>S</p></speech></debateSection></debateBody></debate>"
    read_ = AknReader().read(f"<akomaNtoso xmlns='{AKN}'>{xml}</akomaNtoso>".encode())
    document = read_.value.document
    assert document.form == "doc"
    (section,) = document.body
    assert isinstance(section, Provision)
    assert (section.kind, section.name, section.heading) == ("hcontainer", "debateSection", ("H",))
    assert "a debate was read as a doc" in [d.message for d in read_.found]


def test_components_and_stubs_are_annexes() -> None:
    after = (
        "<attachments><attachment><heading>Annex</heading><documentRef href='/akn/x' showAs='The annex'/></attachment></attachments>"
        "<components><component><doc name='c'><mainBody><p>C</p></mainBody></doc></component></components>"
    )
    first, second = read("<p>x</p>", after=after).document.attachments
    assert first.heading == ("Annex",)
    assert first.document.body == (Paragraph((Reference(("The annex",), "/akn/x"),)),)
    assert second.document == Document("doc", "c", body=(Paragraph(("C",)),))


# --------------------------------------------------------------------------- the United Nations' way


def test_containers_named_by_their_first_words_are_recitals() -> None:
    before = (
        "<preamble><formula name='enactingFormula'><p><span class='italic'>The Council</span>,</p></formula>"
        "<container name='Recalling'><p> <span class='italic'>Recalling</span> it,</p></container>"
        "<container name='Noting also'><p>Noting  also that,</p></container>"
        "<container name='chapeau'><p>They met.</p></container></preamble>"
    )
    formula, recitals, chapeau = read("<p>x</p>", before=before).document.preamble
    assert isinstance(formula, Formula)
    lead = Lead(("Recalling",), "preambular")
    assert recitals == Recitals((Recital((Paragraph((lead, " it,")),)), Recital((Paragraph(("Noting also that,",)),))))
    assert chapeau == Container("chapeau", (Paragraph(("They met.",)),))


def test_numbers_that_stand_in_the_text_of_clauses_are_their_numbers() -> None:
    texts = [
        "\t1 -\t<i>Decides</i> so;",
        "(a)\tto act;",
        "b) to rest;",
        "(أ)\tأن;",
        "2 - 3 lamps;",
        "1999 was dark;",
        "1 -",
    ]
    clauses = body("".join(f"<paragraph><content><p>{text}</p></content></paragraph>" for text in texts))
    numbers = [part.number.text if part.number else None for part in clauses if isinstance(part, Provision)]
    assert numbers == ["1 -", "(a)", "b)", "(أ)", None, None, None]
    first = clauses[0]
    assert isinstance(first, Provision)
    assert first.blocks == (Paragraph((Emphasis("i", ("Decides",)), " so;")),)
    assert not first.number or not first.number.editorial


def test_a_line_of_the_preface_that_holds_the_title_is_the_title() -> None:
    line = Paragraph((Mark(("7/12",), "docNumber"), " ", Mark(("Lamps",), "docTitle")))
    (title,) = read(
        "<p><docNumber>7/12</docNumber> <docTitle>Lamps</docTitle></p>",
        zone="preface",
        after="<mainBody><p/></mainBody>",
    ).document.preface
    assert title == LongTitle((line,))


def test_metadata_is_found_where_foreign_files_keep_it() -> None:
    work = "/akn/un/statement/deliberation/unga/2020-12-16/75-154/"
    meta = f"""<meta><identification source='#x'><FRBRWork><FRBRthis value='{work}!main'/><FRBRuri value='{work}'/>
    <FRBRdate date='2020-12-16' name='adoption'/><FRBRauthor href='ga' as='author'/><FRBRcountry value='un'/></FRBRWork>
    <FRBRExpression><FRBRthis value=''/><FRBRuri value=''/><FRBRdate date='2020-12-23' name='publication'/>
    <FRBRauthor href='ga' as='issuer'/><FRBRlanguage language='eng'/></FRBRExpression><FRBRManifestation>
    <FRBRthis value=''/><FRBRuri value=''/><FRBRdate date='2021-01-18' name='markup'/><FRBRauthor href='D' as='editor'/>
    </FRBRManifestation></identification><references source='#x'><TLCOrganization eId='ga' href='/o/ga' showAs='GA'/>
    </references></meta>"""
    before = (
        "<coverPage><p><docNumber>A/RES/75/154</docNumber></p><p><session value='75'>Seventy-fifth</session></p></coverPage>"
        "<preface><p><docTitle>Inclusive\n development</docTitle></p></preface>"
    )
    known = read("<p>x</p>", meta=meta, before=before).metadata
    assert (known.country, known.subtype, known.actor, known.date, known.number) == (
        "un",
        "deliberation",
        "unga",
        "2020-12-16",
        "75-154",
    )
    assert (known.symbol, known.title, known.session) == ("A/RES/75/154", "Inclusive development", "Seventy-fifth")
    assert (known.language, known.author, known.publication_date, known.produced) == (
        "eng",
        "ga",
        "2020-12-23",
        "2021-01-18",
    )


def test_inner_references_follow_the_parts_they_name() -> None:
    xml = (
        "<paragraph eId='para_12'><num>1.</num><content><p>See <ref href='#p_x'>b</ref>, <ref href='#gone'>c</ref></p></content></paragraph>"
        "<paragraph eId='para_13'><num>2.</num><list><point eId='p_x'><num>(b)</num><content><p>B</p></content></point></list></paragraph>"
    )
    first = body(xml)[0]
    assert isinstance(first, Provision)
    (paragraph,) = first.blocks
    assert isinstance(paragraph, Paragraph)
    hrefs = [part.href for part in paragraph.content if isinstance(part, Reference)]
    assert hrefs == ["#para_2__list_1__point_b", "#gone"]


# --------------------------------------------------------------------------- dialects


@pytest.mark.parametrize(
    "namespace",
    ["", "http://www.akomantoso.org/2.0", "http://docs.oasis-open.org/legaldocml/ns/akn/3.0/CSD13"],
)
def test_other_namespaces_are_accepted_and_reported(namespace: str) -> None:
    data = f"<akomaNtoso xmlns='{namespace}'><doc name='x'><mainBody><p>One</p></mainBody></doc></akomaNtoso>"
    made = AknReader().read(data.encode())
    assert made.value.document == Document("doc", "x", body=(Paragraph(("One",)),))
    assert [d.rule for d in made.found] == [record.DIALECT]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252", "utf-8-sig"])
def test_the_declared_encoding_counts(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = f"<?xml version='1.0' encoding='{declared}'?><akomaNtoso xmlns='{AKN}'><doc name='x'><mainBody><p>é</p></mainBody></doc></akomaNtoso>"
    assert AknReader().read(text.encode(encoding)).value.document.body == (Paragraph(("é",)),)


# --------------------------------------------------------------------------- what cannot be read

LAUGHS = "<!DOCTYPE a [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "in.xml: the file is empty"),
        (b"\n <?xml version='1.0'?><a/>", "in.xml:2: not well-formed XML"),
        (b"plain text", "in.xml:1: not well-formed XML"),
        (b"<a><b></a>", "in.xml:1: not well-formed XML"),
        (b"<a>\xff</a>", "in.xml: not text in the encoding utf-8 at byte 3"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "the encoding 'klingon' that the file declares is not known"),
        (b"<?xml version='1.0' encoding='utf-16'?><a/>", "in.xml: "),
        (b"<?xml version='1.0' encoding='hex'?><a/>", "in.xml: "),
        (b"<html/>", "this is XML, but not Akoma Ntoso: its root is <html>"),
        (b"<x xmlns='urn:x'/>", "its root is <x> of the namespace urn:x"),
        (f"<akomaNtoso xmlns='{AKN}'/>".encode(), "<akomaNtoso> holds no document"),
        (f"{LAUGHS}]><a>&j;</a>".encode(), "in.xml:1: a document type is not accepted"),
        (f"<!-- x -->\n{LAUGHS}]><a b='&j;'/>".encode(), "in.xml:2: a document type is not accepted"),
        (b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "a document type is not accepted"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".encode("utf-16"), "a document type is not accepted"),
        (b"<a>&b;</a>", "not well-formed XML"),
    ],
)
def test_what_is_no_record_is_refused_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as error:
        AknReader().read(data, "in.xml")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "element", ["b", "container name='x'", "article", "authorialNote", "table", "attachments", "ins"]
)
@pytest.mark.parametrize("depth", [150, 100_000])
def test_endless_nesting_is_refused_in_one_line(element: str, depth: int) -> None:
    name = element.partition(" ")[0]
    nested = f"<{element}>" * depth + f"</{name}>" * depth
    data = f"<akomaNtoso xmlns='{AKN}'><doc name='x'><mainBody><p>{nested}</p>{nested}</mainBody></doc></akomaNtoso>"
    with pytest.raises(UnreadableError) as error:
        AknReader().read(data.encode(), "in.xml")
    assert str(error.value).startswith("in.xml:1: ")
    assert "\n" not in str(error.value)


# --------------------------------------------------------------------------- what is not valid


def letters(data: bytes) -> Counter[str]:
    """The characters of a record's text, wherever it stands."""
    root = etree.fromstring(data)
    for meta in list(root.iter(f"{{{AKN}}}meta")):
        meta.getparent().text = f"{meta.getparent().text or ''}{meta.tail or ''}"
        meta.getparent().remove(meta)
    return Counter("".join("".join(root.itertext()).split()))


@pytest.mark.parametrize("make", [instruments.communique, instruments.resolution, instruments.treaty])
def test_records_that_are_not_valid_become_valid_without_losing_a_letter(make: object) -> None:
    refused = 0
    for mutant in mutants(AknWriter().write(make()).value, seed=5, count=60, changes=6):
        try:
            once = AknReader().read(mutant).value
        except UnreadableError:
            refused += 1
            continue
        made = AknWriter().write(once)
        assert not [d for d in made.found if d.rule == record.INVALID], mutant
        assert AknReader().read(made.value).value == once, mutant
        assert not letters(mutant) - letters(made.value), mutant
    # Only the loss of the document element leaves nothing to read.
    assert refused < 6


# --------------------------------------------------------------------------- the United Nations' own data

PARTING = frozenset("p num heading subheading crossHeading eol br td th tr content intro paragraph point".split())
TEXT_ZONES = tuple(f"{{{AKN}}}{zone}" for zone in ("coverPage", "preface", "preamble", "mainBody", "conclusions"))


def texts(data: bytes) -> list[str]:
    """The text of each zone of a record, without white space."""
    return ["".join("".join(zone.itertext()).split()) for zone in etree.fromstring(data).iter(*TEXT_ZONES)]


def words(data: bytes) -> list[str]:
    """The words of a record's text; what the standard calls a block or a line break parts them."""
    out, root = [], etree.fromstring(data)
    for meta in list(root.iter(f"{{{AKN}}}meta")):
        meta.getparent().remove(meta)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag.rpartition("}")[2]
        parted = " " if name in PARTING else ""
        text = element.text if event == "start" else element.tail
        out.append(f"{parted}{text or ''}")
    return "".join(out).split()


@pytest.mark.parametrize("language", ["arabic", "chinese", "english", "french", "russian", "spanish"])
def test_every_record_of_the_united_nations_is_read_written_and_read_again(shared: Path, language: str) -> None:
    files = sorted((shared / "corpus" / "un" / language).glob("*.xml"))
    assert files
    for file in files:
        data = file.read_bytes()
        once = AknReader().read(data, file.name)
        made = AknWriter().write(once.value)
        assert made.found == (), file
        assert AknReader().read(made.value).value == once.value, file
        assert texts(made.value) == texts(data), file
        assert words(made.value) == words(data), file
