"""The fair copy as plain text: indents, widths, directions; every word in order, labels as the fair copy has them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engross.conversion import write
from engross.diagnostics import EngrossError
from engross.faircopy import fair_copy
from engross.model import (
    Break,
    Cell,
    Container,
    Document,
    Emphasis,
    Instrument,
    Metadata,
    Note,
    Paragraph,
    Row,
    Table,
    text_of,
)
from engross.writers.text import TextOptions, TextWriter
from engross.writers.text_wrap import balanced, columns, wrapped
from instruments import ALL, arabic, clause, communique, long, p, point, resolution


def text(instrument: Instrument, **options: object) -> str:
    return TextWriter().write(instrument, TextOptions(**options)).value.decode()  # type: ignore[arg-type]


def body(*parts: object, language: str = "eng") -> Instrument:
    return Instrument(Metadata(language=language), Document("doc", "doc", body=parts))  # type: ignore[arg-type]


def bare(drawn: str) -> str:
    """The characters of a text that are words: no white space, no direction marks."""
    return "".join(drawn.translate({0x200E: None, 0x200F: None}).split())


# --------------------------------------------------------------------------- the whole page


def test_a_clause_hangs_behind_its_label_and_items_below_it() -> None:
    drawn = text(
        body(clause("1.", "Decides", " that order includes all of it:", children=(point("(a)", "Silence;"),))), width=24
    )
    assert drawn == "1.  Decides that order\n    includes all of it:\n\n    (a) Silence;\n"


def test_the_treaty_as_a_page() -> None:
    assert text(ALL["treaty"](), width=40) == (
        "            Treaty on Quiet\n\nThe States Parties to this Treaty,\n\nDesiring quiet,\n\nHave agreed as follows:\n\n"
        "                 Part I\n                General\n\n               Article 1\n              Definitions\n\n"
        "“Quiet” means little noise.\n\n               Article 2\n                 Duties\n\n"
        "1.  Each Party shall keep quiet.\n\n2.  Noise is forbidden, except:\n\n    (a) bells;\n\n    (b) birds.\n\n"
        "                Part II\n             Final clauses\n\n               Article 3\n\n"
        "This Treaty enters into force at once.\n\nIN WITNESS WHEREOF the undersigned have\nsigned this Treaty.\n\n"
        "Done at Zenda on 1 March 2024.\n\nFor Ruritania: A. Hope\nFor Zenda: R. Rassendyll\n"
    )


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("labels", ["none", "plain", "cited"])
def test_labels_are_those_of_the_fair_copy_in_their_order(name: str, labels: str) -> None:
    instrument = ALL[name]()
    options = TextOptions(labels=labels)  # type: ignore[arg-type]
    rows = iter(text(instrument, labels=labels).splitlines())
    for line in fair_copy(instrument, options).lines:
        if line.label:
            assert any(row.strip(" \u200e\u200f").startswith(line.label) for row in rows), line.label


@pytest.mark.parametrize("width", [20, 37, 72, 500])
@pytest.mark.parametrize("name", ALL)
def test_every_word_stands_there_in_order(name: str, width: int) -> None:
    instrument = ALL[name]()
    drawn = bare(text(instrument, width=width))
    at = 0
    for line in fair_copy(instrument).lines:
        for part in [line.label, *text_of(line.content).split()]:
            found = drawn.find(bare(part), at)
            assert found >= 0, part
            at = found + len(bare(part))


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("width", [20, 40, 72])
def test_only_words_that_are_wider_leave_the_page(name: str, width: int) -> None:
    for row in text(ALL[name](), width=width).splitlines():
        if columns(row) > width:
            assert len(row.split()) <= 2, row  # a label and one word


def test_it_ends_with_one_line_end_and_has_no_trailing_spaces() -> None:
    for make in ALL.values():
        drawn = text(make())
        assert drawn.endswith("\n")
        assert not drawn.endswith("\n\n")
        assert all(row == row.rstrip(" ") for row in drawn.splitlines())
        assert "\r" not in drawn


def test_cited_labels_stand_before_recitals_and_clauses() -> None:
    drawn = text(communique(), labels="cited")
    assert "\nPP1 Having heard" in drawn
    assert "\nOP3 Urged all States" in drawn


def test_faithful_hides_what_the_source_did_not_print() -> None:
    assert "\nUrged all States" in text(communique(), faithful=True)


# --------------------------------------------------------------------------- notes, tables, signs


def test_notes_stand_at_the_end_with_their_markers() -> None:
    drawn = text(resolution())
    assert "resolution 78/1[1] of 10 December" in drawn
    assert drawn.endswith("\n\n\nNotes\n\n[1] See Official Records, Supplement No. 1.\n\n[2] In writing.\n")


def test_a_note_in_a_note_is_not_lost() -> None:
    inner = Note((p("Deep."),), "b")
    drawn = text(body(p("Text", Note((p("Above", inner, "."),), "a"), " goes on.")))
    assert drawn.startswith("Text[a] goes on.\n")
    assert drawn.endswith("[a] Above[b].\n\n[b] Deep.\n")


def test_a_table_that_fits_is_aligned_and_one_that_does_not_is_read_row_by_row() -> None:
    drawn = text(resolution())
    assert "      State      Share\n      ---------  ----------------\n      Ruritania  60 per cent\n" in drawn
    wide = Table((Row((Cell((p("one two three four"),)), Cell((p("five six seven"),)))), Row((Cell((p("eight"),)),))))
    assert text(body(wide), width=20) == "one two three four\n    five six seven\n\neight\n"


def test_cells_below_a_tall_cell_keep_their_columns() -> None:
    table = Table((
        Row((Cell((p("A"),), rows=2), Cell((p("B"),)))),
        Row((Cell((p("C"),)),)),
    ))  # fmt: skip
    assert text(body(table)) == "A  B\n   C\n"


def test_spans_that_a_file_only_claims_cost_nothing() -> None:
    table = Table(
        (Row((Cell((p("A"),), columns=10**12, rows=10**12), Cell((p("B"),), columns=-5))), Row((Cell((p("C"),)),)))
    )
    assert text(body(table)) == "A\n    B\n\nC\n"


def test_a_label_stands_on_one_line() -> None:
    assert text(body(clause("5\n bis.", "", "Meets."))).endswith("5 bis. Meets.\n")


def test_raised_characters_are_reported() -> None:
    outcome = TextWriter().write(body(p("10", Emphasis("sup", ("6",)), " men")))
    assert outcome.value == b"106 men\n"
    assert [d.rule.id for d in outcome.found] == ["text-raised"]


def test_control_characters_do_not_reach_the_terminal() -> None:
    outcome = TextWriter().write(body(p("a\x1b[31mred\ud800")))
    assert outcome.value.decode() == "a\ufffd[31mred\ufffd\n"
    assert [d.rule.id for d in outcome.found] == ["text-control"]


def test_line_breaks_of_the_text_are_kept() -> None:
    assert text(body(clause("1.", "", "Keep quiet,", Break(), "always."))) == "1.  Keep quiet,\n    always.\n"


# --------------------------------------------------------------------------- widths and directions


def test_ideographs_take_two_columns_and_break_between_any_two_but_not_before_a_stop() -> None:
    rows = text(body(p("大会，回顾其以往的所有决议，重申国际合作。" * 3), language="zho"), width=20).splitlines()
    assert all(columns(row) <= 20 for row in rows)
    assert all(columns(row) >= 16 for row in rows[:-1])
    assert not any(row[0] in "，。" for row in rows)
    assert "".join(rows) == "大会，回顾其以往的所有决议，重申国际合作。" * 3


def test_combining_marks_take_no_column() -> None:
    word = "e\u0301" * 10
    assert columns(word) == 10
    assert text(body(p(word, " ", word)), width=21) == f"{word} {word}\n"


def test_no_break_spaces_hold_and_stay() -> None:
    assert list(wrapped("for 10\u00a0000 men", 8, 8)) == ["for", "10\u00a0000", "men"]


def test_a_long_word_has_its_line_to_itself() -> None:
    word = "x" * 500
    assert text(body(clause("1.", "", f"a {word} b")), width=30) == f"1.  a\n    {word}\n    b\n"


def test_a_line_of_the_other_direction_is_marked() -> None:
    drawn = text(body(p("UNESCO قرار"), p("قرار UNESCO"), p("12345"), language="ara"))
    assert drawn == "\u200fUNESCO قرار\n\nقرار UNESCO\n\n\u200f12345\n"
    assert text(body(p("قرار is a word"), p("Plain"))) == "\u200eقرار is a word\n\nPlain\n"


def test_right_to_left_indents_are_spaces_at_the_start() -> None:
    assert "\n    (أ) الهدوء ليلا؛\n" in text(arabic())


def test_nesting_never_leaves_the_page() -> None:
    part = point("(a)", "bottom")
    for _ in range(60):
        part = point("(a)", "level", children=(part,))
    rows = text(body(clause("1.", "Decides", ":", children=(part,)))).splitlines()
    assert len([row for row in rows if row]) == 62
    assert all(columns(row) <= 72 for row in rows)


@given(st.text(alphabet="ab 大会，（）。é\u0301ق-…\u00a0", max_size=60), st.integers(1, 30), st.integers(1, 30))
@settings(max_examples=300, deadline=None)
def test_wrapping_gives_every_character_back(words: str, first: int, rest: int) -> None:
    rows = list(wrapped(words, first, rest))
    assert "".join("".join(rows).split(" ")) == "".join(words.split(" "))
    assert all(row and row == row.strip(" ") for row in rows)


def test_each_signatory_has_a_block() -> None:
    names = [p("For Ruritania:"), p("A. Hope"), p("For Zenda:"), p("R. Rassendyll")]
    drawn = text(
        Instrument(
            Metadata(language="eng"), Document("act", "treaty", conclusions=(Container("signatures", tuple(names)),))
        )
    )
    assert drawn == "For Ruritania:\nA. Hope\n\nFor Zenda:\nR. Rassendyll\n"


def test_titles_are_balanced() -> None:
    assert balanced("one two three four five six", 24) == ["one two three", "four five six"]
    long_title = "word " * 1000
    assert balanced(long_title, 24) == list(wrapped(long_title, 24, 24))


# --------------------------------------------------------------------------- misuse, sameness, speed


@pytest.mark.parametrize("width", [0, 19, -1])
def test_a_page_too_narrow_is_refused(width: int) -> None:
    with pytest.raises(EngrossError, match="width"):
        write(communique(), "text", width=width)


def test_cost_grows_with_the_text_only() -> None:
    def cost(clauses: int) -> float:
        instrument = long(clauses)
        best = []
        for _ in range(3):
            start = time.process_time()
            TextWriter().write(instrument)
            best.append(time.process_time() - start)
        return min(best)

    assert cost(8000) / cost(1000) < 16


@pytest.mark.parametrize("name", ALL)
def test_the_same_instrument_gives_the_same_bytes(name: str) -> None:
    assert TextWriter().write(ALL[name]()).value == TextWriter().write(ALL[name]()).value


def test_a_paragraph_of_nothing_but_spaces_leaves_no_line() -> None:
    assert text(body(Paragraph(("  \n ",)), p("x"))) == "x\n"
