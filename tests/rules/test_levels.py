"""The levels: what is judged, in which order, and that one fault gives one finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engross.diagnostics import EngrossError, Severity
from engross.rules import NotWellFormedError, Record, as_utf8, traverse
from engross.validate import Ruling, Verdict, ruling, validate
from engross.validate.conviction import convictions
from engross.validate.profile import HouseRule, Ruleset, ruleset

CASES = Path(__file__).resolve().parent.parent / "cases_rules"
CLEAN = (CASES / "clean.xml").read_bytes()
EVERYTHING = ruling(today="2026-11-24")


def judged(data: bytes, under: Ruling = EVERYTHING) -> Verdict:
    return validate(data, "record.xml", under)


def rules_of(data: bytes, under: Ruling = EVERYTHING) -> list[str]:
    return [f.rule for f in judged(data, under).findings]


def test_a_sound_record_is_valid_and_keeps_level_2() -> None:
    verdict = judged(CLEAN)
    assert (verdict.valid, verdict.level, verdict.findings) == (True, 2, ())


@pytest.mark.parametrize(
    ("encoding", "declared"), [("utf-16", "UTF-16"), ("iso-8859-1", "ISO-8859-1"), ("windows-1252", "windows-1252")]
)
def test_other_encodings_give_the_same_verdict(encoding: str, declared: str) -> None:
    text = CLEAN.decode().replace('encoding="UTF-8"', f'encoding="{declared}"').replace("“", "»").replace("”", "«")
    assert judged(text.encode(encoding)).findings == ()


def test_a_wrong_encoding_is_one_finding() -> None:
    broken = CLEAN.replace("“".encode(), b"\x93")
    found = judged(broken).findings
    assert [f.rule for f in found] == ["AKN-E101"]
    assert found[0].line == 54


@pytest.mark.parametrize(
    ("namespace", "named"),
    [
        ("http://www.akomantoso.org/2.0", "Akoma Ntoso 2.0"),
        ("http://docs.oasis-open.org/legaldocml/ns/akn/3.0/CSD13", "committee draft"),
        ("http://docs.oasis-open.org/legaldocml/ns/akn/3.0/WD17", "working draft"),
    ],
)
def test_drafts_are_named_once_and_the_rest_is_checked_all_the_same(namespace: str, named: str) -> None:
    draft = CLEAN.replace(b"http://docs.oasis-open.org/legaldocml/ns/akn/3.0", namespace.encode())
    draft = draft.replace(b'refersTo="#tarn"', b'refersTo="#lochan"')
    found = {f.rule: f for f in judged(draft).findings}
    assert set(found) == {"AKN-E201", "AKN-E401", "AKN-I403"}
    assert named in found["AKN-E201"].message


def test_one_missing_element_is_one_finding_with_the_raw_message() -> None:
    found = judged(CLEAN.replace(b'<FRBRcountry value="xx-lakes"/>\n<FRBRsubtype', b"<FRBRsubtype")).findings
    assert [f.rule for f in found] == ["AKN-E202"]
    assert "FRBRcountry" in found[0].message
    assert "This element is not expected" in found[0].raw
    assert found[0].xpath == "/akomaNtoso/statement/meta/identification/FRBRWork/FRBRsubtype"


def test_a_misspelt_element_is_recognised() -> None:
    found = judged(CLEAN.replace(b"<crossHeading", b"").replace(b"conclusions", b"conclusion")).findings
    assert found[0].rule == "AKN-E202"
    assert "conclusions" in found[0].hint


def test_nothing_is_expanded() -> None:
    bomb = "".join(
        f'<!ENTITY l{n + 1} "&l{n};&l{n};&l{n};&l{n};&l{n};&l{n};&l{n};&l{n};&l{n};&l{n};">' for n in range(9)
    )
    head = f'<!DOCTYPE akomaNtoso [<!ENTITY l0 "ha">{bomb}]>'
    data = CLEAN.replace(b"<akomaNtoso", head.encode() + b"<akomaNtoso").replace(b"Tarn<", b"&l9;<")
    assert rules_of(data) == ["AKN-E102"]


def test_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    head = f'<!DOCTYPE akomaNtoso [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    found = judged(CLEAN.replace(b"<akomaNtoso", head.encode() + b"<akomaNtoso").replace(b"Tarn<", b"&s;<")).findings
    assert [f.rule for f in found] == ["AKN-E102"]
    assert "a secret" not in repr(found)


def test_an_inclusion_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    found = judged(CLEAN.replace(b"<p>Samples", b"<p>" + include.encode() + b"Samples")).findings
    assert [f.rule for f in found] == ["AKN-E202"]
    assert "a secret" not in repr(found)


def test_a_hundred_thousand_levels_are_refused() -> None:
    deep = CLEAN.replace(b"<p>Samples", b"<p>" + b"<i>" * 100_000 + b"</i>" * 100_000 + b"Samples")
    assert rules_of(deep) == ["AKN-E103"]


def test_a_long_file_of_one_fault_costs_one_finding() -> None:
    many = b"".join(b'<p eId="att_2__p_%d">Lake %d.</p>' % (n, n) for n in range(1, 20_001))
    long = CLEAN.replace(b'<mainBody eId="att_2__body">', b'<mainBody eId="att_2__body">' + many)
    assert rules_of(long) == []
    assert rules_of(long.replace(b'refersTo="#tarn"', b'refersTo="#lochan"')) == ["AKN-I403", "AKN-E401"]


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01", b"plain text", b"<a", b"<a/>", b"\xff\xfe<", b'<?xml version="1.0" encoding="martian"?><a/>'],
)
def test_what_is_no_record_is_one_finding(data: bytes) -> None:
    found = judged(data).findings
    assert len(found) == 1
    assert found[0].rule in ("AKN-E101", "AKN-E104")


def test_profiles_choose_the_levels() -> None:
    broken = CLEAN.replace(b'eId="sec_II__para_6"', b'eId="sec_II__para_60"').replace(
        b"the members;</p>", b"the members</p>"
    )
    assert rules_of(broken, ruling("schema")) == []
    assert rules_of(broken, ruling("convention")) == ["AKN-W305", "AKN-W304"]
    assert rules_of(broken) == ["AKN-W305", "AKN-W702", "AKN-W304"]
    assert rules_of(broken, ruling(select=["text"])) == ["AKN-W702"]
    assert rules_of(broken, ruling(ignore=["AKN-W3"])) == ["AKN-W702"]
    assert rules_of(broken, ruling(ignore=["eid-number", "clause-end"])) == ["AKN-W304"]


def test_a_wish_for_a_rule_that_does_not_exist_is_refused() -> None:
    with pytest.raises(EngrossError, match="AKN-W999"):
        ruling(select=["AKN-W999"])
    with pytest.raises(EngrossError, match="profile"):
        ruling("nobody")


def test_the_house_adds_rules_and_severities() -> None:
    text = b"""
    profile = "schema"
    [severity]
    "schema" = "warning"
    [[rules]]
    id = "LAKES-1"
    xpath = "//akn:mainBody[not(ancestor::akn:attachment)]//akn:content[not(akn:p)]"
    message = "every clause is a p"
    [[rules]]
    id = "LAKES-2"
    xpath = "not(//akn:conclusions//akn:location)"
    message = "every resolution names its place"
    severity = "error"
    hint = "mark the place up as location"
    """
    under = ruling("", ruleset(text, "rules.toml"))
    assert rules_of(CLEAN, under) == []
    nameless = CLEAN.replace(b"location", b"span").replace(b' refersTo="#tarn"', b"")
    found = judged(nameless, under).findings
    assert [(f.rule, f.severity, f.hint) for f in found] == [
        ("LAKES-2", Severity.ERROR, "mark the place up as location")
    ]


def test_a_house_rule_says_where() -> None:
    own = Ruleset(rules=[HouseRule("LAKES-3", "//akn:location/text()", "places are entries")])
    found = judged(CLEAN, ruling("schema", own)).findings
    assert [(f.line, f.eid) for f in found] == [(83, "conclusions__location_1")]


def test_a_house_rule_that_is_no_xpath_is_refused() -> None:
    with pytest.raises(EngrossError, match="LAKES-4"):
        judged(CLEAN, ruling("schema", Ruleset(rules=[HouseRule("LAKES-4", "//[", "?")])))
    with pytest.raises(EngrossError, match="surprise"):
        ruleset(b"surprise = 1", "engross.toml")


@pytest.mark.parametrize(
    ("words", "used"),
    [
        ("IN WITNESS WHEREOF the members have signed,", ""),
        ("DONE at Tarn in two copies,", ""),
        ("members SHALL measure, and they shall publish,", ""),
        ("Article XXXVIII and paragraph PP3,", ""),
        ("the advice of the WLCX,", "WLCX"),
        ("the WLCX and the LWC,", "WLCX"),
    ],
)
def test_words_in_capitals_are_no_acronyms(words: str, used: str) -> None:
    data = CLEAN.replace(b"<p>Noting the report of", f"<p>{words}</p><p>Noting the report of".encode())
    assert [f.message.partition(" ")[0] for f in judged(data).findings if f.rule == "AKN-I711"] == [used][: bool(used)]


def test_a_list_that_cites_clauses_by_their_numbers_is_no_series() -> None:
    items = "".join(
        f'<item eId="sec_I__para_1__list_1__item_{n}"><num>{n}.</num><p>'
        f'<ref eId="sec_I__para_1__list_1__item_{n}__ref_1" href="#sec_I__para_{n}">It</ref> speaks;</p></item>'
        for n in (1, 3)
    )
    listed = f'<blockList eId="sec_I__para_1__list_1">{items}</blockList></content>'
    data = CLEAN.replace(b"</content>", listed.encode(), 1)
    assert [r for r in rules_of(data) if r[4:] in ("W601", "I605")] == []
    other = data.replace(b'href="#sec_I__para_3">It', b'href="#sec_I__para_2">It')
    uncited = other.replace(b'href="#sec_I__para_1">It', b'href="#sec_I__para_2">It')
    assert [r for r in rules_of(uncited) if r[4:] in ("W601", "I605")] == ["AKN-W601"]


def test_a_misprinted_number_is_one_finding() -> None:
    found = judged(CLEAN.replace(b"<num>6.</num>", b"<num>7.</num>")).findings
    assert [(f.rule, f.message, f.hint) for f in found] == [
        ("AKN-W601", "7. stands where 6. is expected, and once more after it", "write 6.")
    ]


@pytest.mark.parametrize("case", sorted(CASES.glob("*.fires.xml")), ids=lambda path: path.name)
def test_a_large_file_is_judged_without_a_tree_and_told_the_same(case: Path) -> None:
    record = Record(as_utf8(case.read_bytes()))
    try:
        traverse(record, frozenset())
    except NotWellFormedError:
        assert case.name[4:8] in ("E101", "E102", "E103")
        return
    assert sorted(convictions(record, treeless=0)) == sorted(convictions(record))


@pytest.mark.parametrize(
    ("before", "after", "message", "hint"),
    [
        (
            "</heading>",
            "",
            "</section> stands here before the heading that begins in line",
            "write </heading> before it",
        ),
        ("<p>Noting", "<p>Noting & ", "a bare & stands here", "write &amp;"),
        ("<p>Noting", "<p>a < b", "a bare < stands here", "write &lt;"),
        ("<p>Noting", "<p>Noting&nbsp;", "&nbsp; is a character of web pages", "or &#160;"),
        ("<p>Noting", "<p>Noting&x;", "&x; means nothing", "write the character itself"),
        ("<p>Noting", "<x:p>Noting", "the prefix of this name is declared nowhere", "declare it"),
        ("<p>Noting", "<p>\x01Noting", "the control character U+0001", "delete it"),
        (' eId="body"', " eId=body", "has no quotation marks", 'write name="value"'),
        (' eId="body"', ' eId="body" eId="body"', "an attribute stands twice", "delete one"),
        ("</akomaNtoso>", "</akomaNtoso>.", "something stands after the end", "delete what follows"),
        ("<?xml", " <?xml", "something stands before the XML declaration", "delete it"),
    ],
)
def test_malformed_files_are_told_in_words(before: str, after: str, message: str, hint: str) -> None:
    (found,) = judged(CLEAN.decode().replace(before, after, 1).encode()).findings
    assert found.rule == "AKN-E101"
    assert message in found.message
    assert hint in found.hint
    assert found.raw != found.message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "this is no XML: it begins with \u201c%PDF-1.7\u201d"),
        (CLEAN[:3000], "the file ends in the middle"),
        (CLEAN.replace("\u201c".encode(), b"\x93"), "the byte 93 is not UTF-8"),
        (CLEAN.replace(b"UTF-8", b"US-ASCII"), "not in the encoding it declares (us-ascii)"),
    ],
)
def test_what_is_no_xml_is_told_in_words(data: bytes, message: str) -> None:
    (found,) = judged(data).findings
    assert found.rule == "AKN-E101"
    assert message in found.message


def test_an_element_that_the_standard_does_not_have_is_said_to_be_none() -> None:
    line = b"<p>Samples are taken in spring.</p>"
    (found,) = judged(CLEAN.replace(line, line.replace(b"p>", b"para>"))).findings
    assert (found.rule, found.message, found.hint) == (
        "AKN-E202", "Akoma Ntoso has no element para", "did you mean paragraph?",
    )  # fmt: skip


def test_parts_that_go_on_from_one_at_fault_are_not_at_fault() -> None:
    added = "".join(f'<recital eId="recs_1__rec_{n}"><p>Noting it,</p></recital>' for n in (4, 5, 6))
    data = CLEAN.replace(b"</recitals>", added.encode() + b"</recitals>")
    assert [(f.rule, f.eid) for f in judged(data).findings] == [("AKN-W305", "recs_1__rec_4")]


def test_references_to_one_missing_thing_are_one_finding() -> None:
    found = judged(CLEAN.replace(b'href="#secretariat"', b'href="#nobody"')).findings
    assert [f.message for f in found] == ['href="#nobody" points at nothing in this file (6 times)']


def test_json_says_where_its_shape_is_wrong_and_what_no_record_can_hold() -> None:
    sound = (CASES / "clean.json").read_bytes()
    assert judged(sound).findings == ()
    (found,) = judged(sound.replace(b'"language"', b'"tongue"', 1)).findings
    assert (found.rule, found.xpath) == ("AKN-E106", "$.instrument.metadata.tongue")
    odd = judged(re.sub(rb'"date":\s*"[^"]*"', b'"date": "2024-13-45"', sound, count=1))
    assert odd.valid is False
    assert odd.findings[0].message == "'2024-13-45' is no date of the calendar: written as unknown"
