"""Web pages as a browser shows them: labels of lists, breaks, notes, tables, what is not seen, and our own pages."""

from __future__ import annotations

from pathlib import Path

import pytest

import engross
from engross import conversion
from engross.faircopy import fair_copy
from engross.model import Instrument, Note, text_of
from engross.readers.html import sheet_of
from engross.recognise.sheet import Line
from engross.registry import sniff

SEEDS = Path(__file__).parents[2] / "seeds"
LISTS = {
    "<ol><li>x<li>y</ol>": ["1. x", "2. y"],
    "<ol start=3 type=a><li>x<li value=7>y<li>z</ol>": ["c. x", "g. y", "h. z"],
    "<ol reversed><li>x<li>y<li>z</ol>": ["3. x", "2. y", "1. z"],
    "<ol start=0><li>x<li>y</ol>": ["0. x", "1. y"],
    "<ol type=I start=3999><li>x<li>y</ol>": ["MMMCMXCIX. x", "4000. y"],
    "<ol type=A start=26><li>x<li>y</ol>": ["Z. x", "AA. y"],
    "<ol style='list-style: upper-roman inside'><li>x</ol>": ["I. x"],
    "<ol style='list-style-type:decimal-leading-zero'><li>x</ol>": ["01. x"],
    "<ol style='list-style-type: arabic-indic'><li>x<li>y</ol>": ["١. x", "٢. y"],
    "<ol style='list-style-type: cjk-ideographic' start=21><li>x</ol>": ["二十一、 x"],
    "<ol style='list-style-type: hebrew' start=15><li>x</ol>": ["טו. x"],
    "<ol style='list-style-type: none'><li>(a) x</ol>": ["(a) x"],
    "<ol class=list-unstyled><li>x</ol>": ["x"],
    "<ol><li>x<ol type=i><li>y</ol><li>z</ol>": ["1. x", "i. y", "2. z"],
    "<ol><li type=a>x<li>y</ol>": ["a. x", "2. y"],
    "<ul><li>x<ul><li>y</ul></ul>": ["• x", "◦ y"],
    "<ol><li><p>x</p><p>more</p></ol>": ["1. x", "more"],
    "<ol><li>(a) x<li>(b) y</ol>": ["(a) x", "(b) y"],
}


def lines(markup: str) -> list[Line]:
    return list(sheet_of(markup.encode(), "page").lines)


def shown(markup: str) -> list[str]:
    return [f"{line.number} {line.text}".strip() for line in lines(markup) if not line.furniture]


def words(instrument: Instrument) -> list[tuple[str, str]]:
    return [(line.label, " ".join(text_of(line.content).split())) for line in fair_copy(instrument).lines]


@pytest.mark.parametrize("markup", LISTS)
def test_items_have_the_labels_that_a_browser_shows(markup: str) -> None:
    assert shown(markup) == LISTS[markup]


def test_labels_that_the_style_sheet_of_the_page_makes_are_those_shown() -> None:
    page = (
        "<style>ol.lst-kix_a-0{list-style-type:none} ol.lst-kix_a-1{list-style-type:none} /* ol.alpha{x} */"
        '.lst-kix_a-0>li:before{content:"" counter(lst-ctn-kix_a-0,decimal) ". "}'
        '.lst-kix_a-1>li:before{content:"(" counter(lst-ctn-kix_a-0,decimal) "." counter(lst-ctn-kix_a-1,lower-latin) ") "}'
        "@media print{ol.alpha{list-style-type:none}} ol.alpha, .other{list-style: upper-alpha inside}</style>"
        "<ol class='lst-kix_a-0 start' start=1><li>x</ol><ol class='lst-kix_a-0' start=2><li>y"
        "<ol class='lst-kix_a-1 start'><li>z</ol></ol><ol class='lst-kix_a-1' start=2><li>u</ol><ol class=alpha><li>v</ol>"
    )
    assert shown(page) == ["1. x", "2. y", "(2.a) z", "(2.b) u", "A. v"]


def test_items_that_print_their_own_numbers_are_reported() -> None:
    sheet = sheet_of(b"<ol><li>1. x<li>2. y</ol>", "page")
    assert [d.rule.id for d in sheet.found] == ["html-numbers"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>one<br>two", ["one two"]),
        ("<p>One<br>Two", ["One", "Two"]),
        ("<p>one<br><br>two", ["one", "two"]),
        ("<h1>One<br>Two</h1>", ["One Two"]),
        ("<p>one<p>two<div>three<p>four</div>five", ["one", "two", "three", "four", "five"]),
        ("<pre>one\ntwo\n\nthree</pre>", ["one two", "three"]),
        ("<div style='white-space: pre-line'>One\nTwo</div>", ["One", "Two"]),
        ("<p>a&nbsp;b &eacute;&shy;&#8203; <q>c</q>", ["a b é “c”"]),
        ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", ["漢(kan)"]),
        ("<dl><dt>term<dd>meaning</dl>", ["term", "meaning"]),
        ("<div style='display:flex'><span>a</span><span>b</span></div>", ["a", "b"]),
        ("<p>a<script>x</script>b<!-- c --><style>d</style>", ["ab"]),
    ],
)
def test_lines_are_those_of_the_page(markup: str, expected: list[str]) -> None:
    assert shown(markup) == expected


def test_a_break_that_does_not_end_a_line_is_kept() -> None:
    (line,) = lines("<p>One<br>and <i>two</i></p>")
    assert (line.text, line.breaks, [tuple(e) for e in line.emphasis]) == ("One and two", (3,), [(8, 11, "i")])


def test_emphasis_and_links_know_their_words() -> None:
    markup = "<p>a <i>b <b>c</b></i> <a href='https://a.example/x'>d</a> <a href='javascript:e()'>e</a> 1<sup>er</sup>"
    (line,) = lines(markup)
    assert line.text == "a b c d e 1er"
    assert sorted((line.text[e.start : e.end], e.kind) for e in line.emphasis) == [
        ("b c", "i"),
        ("c", "b"),
        ("er", "sup"),
    ]
    assert [(line.text[a.start : a.end], a.href) for a in line.links] == [("d", "https://a.example/x")]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Text<sup><a id=r href='#n'>1</a></sup> on<p id=n><a href='#r'>1</a> Note <i>x</i>.",
        "<p>Text<a href='#n' role=doc-noteref id=r><sup>1</sup></a> on"
        "<section role=doc-endnotes><h2>Notes</h2><ol><li id=n><p>Note <i>x</i>.<a href='#r'>back</a></ol></section>",
        "<p>Text<a href='#_ftn1' name='_ftnref1'><sup>[1]</sup></a> on"
        "<div><div id=ftn1><p><a href='#_ftnref1' name='_ftn1'><sup>[1]</sup></a> Note <i>x</i>.</div></div>",
        "<p>Text<sup>1</sup> on<hr><p><sup>1</sup>Note <i>x</i>.",
        "<p>Text<sup id=c class=reference><a href='#n'>[1]</a></sup> on"
        "<ol class=references><li id=n><span><b><a href='#c'>^</a></b></span> Note <i>x</i>.</ol>",
    ],
)
def test_a_note_stands_at_its_call(markup: str) -> None:
    text = [line for line in lines(markup) if not line.furniture]
    assert [line.text for line in text] == ["Text on"]
    (call,) = text[0].calls
    assert (call.at, call.marker, [line.text for line in call.lines]) == (4, "1", ["Note x."])
    assert call.lines[0].emphasis[0].kind == "i"


def test_notes_that_call_each_other_end() -> None:
    markup = (
        "<p>a<sup><a id=c1 href='#n1'>1</a></sup><p id=n1><a href='#c1'>1</a> b<sup><a id=c2 href='#n2'>2</a></sup>"
        "<p id=n2><a href='#c2'>2</a> c<sup><a id=c3 href='#n1'>1</a></sup>"
    )
    (line,) = lines(markup)
    inner = line.calls[0].lines[0]
    assert (inner.text, inner.calls[0].lines[0].text) == ("b", "c")


def test_a_note_whose_call_is_hidden_is_kept() -> None:
    made = lines(
        "<p>Text<span hidden><a href='#n' id=c role=doc-noteref>1</a></span> on<p id=n><a href='#c'>1</a> Note."
    )
    assert [(line.text, line.look) for line in made] == [("Text on", ""), ("Note.", "note")]


def test_notes_that_share_a_paragraph_stay_as_they_stand() -> None:
    markup = (
        "<p>a<sup><a id=c1 href='#n1'>1</a></sup> b<sup><a id=c2 href='#n2'>2</a></sup>"
        "<p><a id=n1 href='#c1'>1</a> One.<br><a id=n2 href='#c2'>2</a> Two."
    )
    assert shown(markup) == ["a1 b2", "1 One.", "2 Two."]


def test_raised_numbers_that_call_nothing_stay() -> None:
    assert shown("<p>5 km<sup>2</sup> of sea<p><sup>2</sup> And text.") == ["5 km2 of sea", "2 And text."]
    assert shown("<p><sup>1</sup> In the beginning.<p>Resolution<sup>1</sup>") == ["1 In the beginning.", "Resolution1"]


def test_a_long_chain_of_notes_is_read_to_its_end() -> None:
    chain = "".join(
        f"<p id=n{n}><a href='#c{n}'>1</a> word{n}<sup><a id=c{n + 1} href='#n{n + 1}'>1</a></sup>" for n in range(3000)
    )
    sheet = sheet_of(
        f"<p>a<sup><a id=c0 href='#n0'>1</a></sup>{chain}<p id=n3000><a href='#c3000'>1</a> last".encode(), "page"
    )
    kept = repr(sheet.lines)
    assert all(f"word{n}" in kept for n in range(3000))


def test_a_link_into_the_page_is_no_note() -> None:
    assert shown("<p>See article <a href='#a'>1</a>.<p id=a>Article one.") == ["See article 1.", "Article one."]


def test_tables_of_facts_are_tables() -> None:
    markup = "<table><caption>C</caption><tr><th>A<th colspan=2>B<tr><td rowspan=2>1<td><b>x</b> y<td>z<tr><td>u<td>v</table>"
    (line,) = lines(markup)
    assert line.table is not None
    spans = [[(c.header, c.columns, c.rows) for c in row.cells] for row in line.table.rows]
    assert spans == [[(True, 1, 1), (True, 2, 1)], [(False, 1, 2), (False, 1, 1), (False, 1, 1)], [(False, 1, 1)] * 2]
    assert line.table.caption == ("C",)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<table><tr><td>1.<td>One<tr><td><p>(a)</p><td><p>Two</p></table>", ["1. One", "(a) Two"]),
        ("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>", ["a", "b", "c", "d"]),
        ("<table><tr><td>a<table><tr><td>b<td>c</table>d</table>", ["a", "b", "c", "d"]),
        ("<table><tr><td><p>One</p><p>Two</p></table>", ["One", "Two"]),
    ],
)
def test_tables_that_only_place_things_are_read_in_order(markup: str, expected: list[str]) -> None:
    assert shown(markup) == expected


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden",
        "style='display: none'",
        "style='visibility:hidden'",
        "aria-hidden=true",
        "class=d-none",
        "class=sr-only",
    ],
)
def test_what_is_not_seen_is_left_out_and_reported(attributes: str) -> None:
    sheet = sheet_of(f"<p>seen<p {attributes}>secret".encode(), "page")
    assert [line.text for line in sheet.lines] == ["seen"]
    assert [(d.rule.id, "secret" in d.message) for d in sheet.found] == [("html-hidden", True)]


@pytest.mark.parametrize("attributes", ["hidden=until-found", "class='hidden lg:block'", "class='d-none d-md-block'"])
def test_what_is_seen_at_some_width_is_read(attributes: str) -> None:
    assert shown(f"<p>seen<p {attributes}>also") == ["seen", "also"]


def test_a_page_that_a_script_has_yet_to_show_is_read() -> None:
    sheet = sheet_of(
        b"<p>Wait<div style='display:none'><p>The Council decides to act at once, and to report on it.</div>", "page"
    )
    assert [line.text for line in sheet.lines] == ["Wait", "The Council decides to act at once, and to report on it."]
    assert [d.rule.id for d in sheet.found] == ["html-revealed"]


def test_places_are_paths_and_lines_of_the_file() -> None:
    markup = "<html><body>\n<p>one\n<div id=d>\n<p>two\n\n<p>\n three</div>"
    assert [(line.place, line.at) for line in lines(markup)] == [
        ("/html/body/p[1]", 2),
        ("//*[@id='d']/p[1]", 4),
        ("//*[@id='d']/p[2]", 7),
    ]


@pytest.mark.parametrize("seed", sorted(p.name for p in SEEDS.iterdir() if (p / "text.txt").exists()))
def test_our_own_pages_come_back_with_every_label_and_word(seed: str) -> None:
    instrument = conversion.read((SEEDS / seed / "text.txt").read_bytes(), "text").value
    outcome = conversion.read(conversion.write(instrument, "html").value, "html")
    assert words(outcome.value) == words(instrument)
    assert "html-record" in [d.rule.id for d in outcome.found]


def test_the_notes_of_our_own_pages_come_back() -> None:
    text = (
        b"RESOLUTION 5\n\nThe Council,\n\nRecalling its resolution 4,[1]\n\n1. Decides to act.\n\n[1] See document 7.\n"
    )
    instrument = conversion.read(text, "text").value
    page = conversion.write(instrument, "html").value
    read = conversion.read(page, "html").value
    notes = [part for line in fair_copy(read).lines for part in line.content if isinstance(part, Note)]
    assert [note.marker for note in notes] == ["1"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<!DOCTYPE html><html><p>x", "html"),
        (b"\xef\xbb\xbf\n<!-- saved -->\n<HTML>", "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'/>", "html"),
        ("<html><p>é".encode("utf-16"), "html"),
        (b"<p>x</p>\n", "html"),
        (b"<!--a-->" * 500 + b"x", "text"),
        (b"<p align=center>\n\n# Title\n\ntext", "text"),
        (b"<u>Title</u>\n\n1. Decides", "text"),
        (b"1. The <html> element", "text"),
        (b"<?xml version='1.0'?><akomaNtoso/>", "akn"),
    ],
)
def test_pages_are_known_by_their_content(data: bytes, name: str) -> None:
    assert sniff(data) == name


def test_a_page_becomes_an_instrument() -> None:
    page = (
        b"<html lang=en><title>Resolution 5 | Archive</title><meta name=keywords content='lights, sea'>"
        b"<h1>RESOLUTION 5 ON LIGHTS</h1><p>The Council,</p><p><i>Recalling</i> its resolution 4,</p>"
        b"<ol><li><i>Decides</i> to act:<ol type=a><li>at once;<li>for good.</ol><li><i>Requests</i> a report.</ol>"
    )
    outcome = engross.read(page, name="page.html")
    labels = [line.label for line in fair_copy(outcome.value).lines if line.label]
    assert labels == ["1.", "a.", "b.", "2."]
    assert outcome.value.metadata.keywords == ("lights", "sea")
