"""Markdown and text pasted with its marks: every mark off, everything that it said kept, numbers as they are printed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross import conversion
from engross.diagnostics import UnreadableError
from engross.faircopy import fair_copy
from engross.readers.markdown import sheet_of
from engross.recognise.sheet import Line
from engross.registry import sniff


def lines(text: str) -> list[Line]:
    return list(sheet_of(text.encode(), "text.md").lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"8\. Decides \*now\*", "8. Decides *now*"),
        ("*Recalling* **its** ***own*** _words_ __here__", "Recalling its own words here"),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
        ('a [link](https://a.example/x_(y)) and [one](/path "t") and [bare]', "a link and one and [bare]"),
        ("<https://a.example>", "https://a.example"),
        ("![Seal](seal.png) of office", "Seal of office"),
        ("1<sup>er</sup> <u>x</u> a<br>b <!-- c -->", "1er x a b"),
        ("`co*d*e` &amp; &eacute; &nope;", "co*d*e & é &nope;"),
        ("> > quoted", "quoted"),
        ("~~gone~~ x^2^", "gone x2"),
        ("** Heading **", "Heading"),
        ("1. First", "1. First"),
        ("3) Third", "3) Third"),
    ],
)
def test_marks_are_taken_off(text: str, expected: str) -> None:
    assert [line.text for line in lines(text)] == [expected]


def test_emphasis_and_links_know_their_words() -> None:
    (line,) = lines("a **b *c*** <u>d</u> [e](https://a.example) [f](/g) ***h***")
    assert sorted((line.text[e.start : e.end], e.kind) for e in line.emphasis) == [
        ("b c", "b"), ("c", "i"), ("d", "u"), ("h", "b"), ("h", "i"),
    ]  # fmt: skip
    assert [(line.text[a.start : a.end], a.href) for a in line.links] == [("e", "https://a.example")]


def test_emphasis_may_go_on_over_lines() -> None:
    first, second = lines("*Noting that\nlights* are kept,")
    assert [(line.text, [tuple(e) for e in line.emphasis]) for line in (first, second)] == [
        ("Noting that", [(0, 11, "i")]),
        ("lights are kept,", [(0, 6, "i")]),
    ]
    assert (first.gap, second.gap) == (True, False)


@pytest.mark.parametrize(
    ("text", "heading"),
    [("# One", 1), ("### Three ###", 3), ("One\n===", 1), ("Two\n---", 2), ("**Bold**", 6), ("**Bold\nheading**", 6),
     ("**Unended  ", 6), ("**A sentence.**", 0), ("#No", 0)],
)  # fmt: skip
def test_headings_are_known(text: str, heading: int) -> None:
    (line,) = lines(text)
    assert line.heading == heading
    assert not re.search(r"[#*=]|---", line.text.removeprefix("#No"))


def test_a_note_stands_at_its_call() -> None:
    made = lines(
        "Recalling resolution 4,[^n] and more[^x]\n\nMore.\n\n[^n]: See *document* 7,\n    page 2.\n\n    And 8.\n"
    )
    assert [line.text for line in made] == ["Recalling resolution 4, and more[^x]", "More."]
    (call,) = made[0].calls
    assert (call.at, call.marker) == (23, "n")
    assert [line.text for line in call.lines] == ["See document 7, page 2.", "And 8."]


def test_a_note_that_nobody_calls_is_kept() -> None:
    made = lines("Text.\n\n[^9]: *Note*.")
    assert [(line.number, line.text, line.look) for line in made] == [("", "Text.", ""), ("[9]", "Note.", "note")]
    assert made[1].emphasis[0].kind == "i"


def test_a_long_chain_of_notes_is_kept_to_its_end() -> None:
    made = repr(lines("a[^0]\n\n" + "".join(f"[^{n}]: word{n}[^{n + 1}]\n\n" for n in range(3000))))
    assert all(f"word{n}" in made for n in range(3000))


def test_named_links_find_their_addresses() -> None:
    made = lines("See [the text][t].\n\n[t]: https://a.example/t 'Title'\n")
    assert [line.text for line in made] == ["See the text."]
    assert made[0].links[0].href == "https://a.example/t"


def test_tables_are_tables() -> None:
    before, line, after = lines("Before\n\n| A | B |\n|---|:-:|\n| 1 | **x** \\| y |\n| 2 | |\n\nAfter")
    assert (before.text, after.text) == ("Before", "After")
    assert line.table is not None
    assert [[cell.header for cell in row.cells] for row in line.table.rows] == [
        [True, True],
        [False, False],
        [False, False],
    ]
    assert line.table.rows[2].cells[1].blocks == ()


def test_bullets_are_numbers_and_code_is_left_alone() -> None:
    made = lines("- one\n* two\n\n```\n*three*\n```")
    assert [(line.number, line.text) for line in made] == [("•", "one"), ("•", "two"), ("", "*three*")]


def test_places_are_the_lines_of_the_file() -> None:
    text = "---\ntitle: Resolution on\n  lights\ndate: 2024-05-06\nkeywords: [sea, 'lights']\n---\n\nThe Council,\n\n> Decides.\n"
    sheet = sheet_of(text.encode(), "text.md")
    assert [(line.at, line.until, line.furniture, line.look) for line in sheet.lines] == [
        (1, 6, "front matter", ""), (2, 0, "", "title"), (8, 0, "", ""), (10, 0, "", ""),
    ]  # fmt: skip
    assert (sheet.facts.title, sheet.facts.date) == ("Resolution on lights", "2024-05-06")
    assert sheet.facts.keywords == ("sea", "lights")


def test_a_title_of_the_front_matter_is_not_read_twice() -> None:
    made = lines("---\ntitle: Resolution 5\n---\n\n# Resolution 5\n\nText.")
    assert [line.text for line in made if not line.furniture] == ["Resolution 5", "Text."]


def test_front_matter_that_says_nothing_is_read() -> None:
    for format in ("text", "markdown"):
        assert conversion.read(b"---\n---\n\nThe Council,\n\n1. Decides.\n", format).value.document.body


def test_markdown_becomes_an_instrument() -> None:
    text = (
        b"# RESOLUTION 5\n\nThe Council,\n\n*Recalling* its resolution 4,[^1]\n\n8\\. **Decides** to act:\n\n(a) now;\n\n"
        b"(b) later.\n\n9\\. *Requests* a report.\n\n[^1]: See document 7.\n"
    )
    outcome = conversion.read(text, "markdown")
    copy = fair_copy(outcome.value).lines
    assert [line.label for line in copy if line.label] == ["8.", "(a)", "(b)", "9."]
    assert b"authorialNote" in conversion.write(outcome.value, "akn").value


def test_plain_text_stays_plain_text() -> None:
    assert sniff(b"# RESOLUTION\n\n*Recalling* it,\n\n1. Decides") == "text"


@pytest.mark.parametrize("data", [b"", b"\n \n", b"%PDF-1.4", b"[x]: https://a.example\n"])
def test_what_is_no_text_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"^text\.md: [^\n]+$"):
        conversion.read(data, "markdown", name="text.md")


PARTS = st.sampled_from(
    ["*", "**", "***", "_", "__", "`", "``", "[", "]", "](u)", "[^1]", "[^1]: ", "![", "<b>", "</b>", "<", ">", "> ", "- ", "* ",
     "1. ", "8\\. ", "# ", "---", "===", "|", "|---|\n", "```", "~~", "\\", "&amp;", "\n", "\n\n", " ", "\t", "    ", "word1", "word2",
     "Wörter", "“", "^", "<!--", "-->"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=40))
def test_no_soup_of_marks_breaks_the_reader_or_loses_a_word(parts: list[str]) -> None:
    text = "x " + "".join(parts)
    sheet = sheet_of(text.encode(), "text.md")
    visible = re.sub(r"<!--.*?-->|!?\[[^\]]*\]\([^)]*\)|<[^<>]*>|\[[^\]]*\]:.*|```.*", " ", text, flags=re.S)
    kept = repr(sheet.lines)
    for word in re.findall(r"word[12]|Wörter", visible):
        assert word in kept
