"""Numbers: what is printed stays, what is blank is filled and marked, what is odd is reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross import numbering
from engross.model import Attachment, Document, Number, Paragraph, Provision, provisions
from engross.numbering import Place


def clause(number: str | None = None, *children: Provision, kind: str = "paragraph") -> Provision:
    return Provision(kind, Number(number) if number else None, blocks=(Paragraph(("x",)),), children=children)


def point(number: str | None = None, *children: Provision) -> Provision:
    return clause(number, *children, kind="point")


def labels(document: Document) -> list[str]:
    return [p.number.text + "*" * p.number.editorial if p.number else "" for p in provisions(document)]


def filled(*body: Provision, scheme: str = "un") -> list[str]:
    return labels(numbering.fill(Document("statement", "x", body=body), numbering.SCHEMES[scheme]).value)


def test_blanks_are_filled_by_the_scheme_of_their_level() -> None:
    deep = point(None, point(None, point(None, point(None))))
    assert filled(clause(), clause(None, deep)) == ["1.*", "2.*", "(a)*", "(i)*", "a.*", "i.*"]


def test_other_schemes_are_data() -> None:
    assert filled(clause(None, point(None, point())), scheme="decimal") == ["1.*", "(1)*", "(a)*"]
    assert filled(clause(None, point(None, point())), scheme="outline") == ["I.*", "A.*", "1.*"]


def test_printed_numbers_are_kept_and_blanks_go_on_from_them() -> None:
    assert filled(clause("3."), clause(), clause("5 bis."), clause()) == ["3.", "4.*", "5 bis.", "6.*"]


def test_blanks_take_the_style_that_is_printed_beside_them() -> None:
    assert filled(clause("1)"), clause()) == ["1)", "2)*"]


def test_first_level_clauses_count_through_sections() -> None:
    section = Provision("section", heading=("A",), children=(clause(), clause()))
    assert filled(clause(), section, section) == ["1.*", "", "2.*", "3.*", "", "4.*", "5.*"]


def test_a_blank_between_neighbours_stays_blank_and_is_reported() -> None:
    outcome = numbering.fill(Document("statement", "x", body=(clause("5."), clause(), clause("6."))))
    assert labels(outcome.value) == ["5.", "", "6."]
    assert [d.rule.id for d in outcome.found] == ["numbering-unfilled"]


def test_each_annex_counts_for_itself() -> None:
    annex = Attachment(Document("doc", "annex", body=(clause(),)))
    made = numbering.fill(Document("statement", "x", body=(clause(), clause()), attachments=(annex,))).value
    assert labels(made.attachments[0].document) == ["1.*"]


def test_articles_are_never_given_a_number() -> None:
    assert filled(Provision("article", heading=("Scope",), blocks=(Paragraph(("x",)),))) == [""]


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("1.", Place("1.", 1)),
        ("(b)", Place("(a)", 2)),
        ("(iv)", Place("(i)", 4)),
        ("(aa)", Place("(a)", 27)),
        ("XII.", Place("I.", 12)),
        ("5 bis.", Place("1.", 5, "bis")),
        ("8A", Place("1", 8, "A")),
        ("Article 2", Place("1", 2)),
        ("٣", Place("1", 3)),
        ("3-", Place("1-", 3)),
    ],
)
def test_printed_numbers_are_read(printed: str, place: Place) -> None:
    assert numbering.places(printed)[0] == place


@pytest.mark.parametrize("printed", ["", "•", "—", "第一條", "hello", "12 (b)"])
def test_what_has_no_place_in_a_series_has_none(printed: str) -> None:
    assert numbering.places(printed) == ()


def test_a_lone_i_is_a_letter_or_a_numeral() -> None:
    assert set(numbering.places("(i)")) == {Place("(a)", 9), Place("(i)", 1)}


@given(st.integers(1, 3999))
def test_roman_numerals_come_back(value: int) -> None:
    assert numbering.from_roman(numbering.roman(value)) == value


@given(st.integers(1, 200))
def test_letters_come_back(value: int) -> None:
    assert numbering.from_letters(numbering.letters(value)) == value


@given(st.sampled_from(["1.", "(a)", "(i)", "A.", "I.", "1)"]), st.integers(1, 60))
def test_a_mark_means_the_place_it_was_made_for(style: str, value: int) -> None:
    assert Place(style, value) in numbering.places(numbering.mark(style, value))


def found(*body: Provision) -> list[tuple[str, str]]:
    return [(d.rule.id, d.message) for d in numbering.check(Document("statement", "x", body=body))]


def test_gaps_repeats_and_restarts_are_found() -> None:
    assert found(clause("1."), clause("2."), clause("4."), clause("4."), clause("1.")) == [
        ("numbering-gap", "4. follows 2."),
        ("numbering-repeat", "4. stands twice"),
        ("numbering-restart", "1. follows 4."),
    ]


def test_odd_items_are_found_under_their_clause() -> None:
    assert found(clause("7.", point("(a)"), point("(c)"))) == [("numbering-gap", "(c) follows (a) under 7.")]


def test_good_series_are_silent() -> None:
    items = [point(f"({c})") for c in "abcdefghijk"]
    assert found(clause("1.", *items), clause("2."), clause("2 bis."), clause("3.")) == []


def test_a_series_may_open_with_a_numeral_that_is_also_a_letter() -> None:
    items = [point(f"({n})") for n in ("i", "ii", "iii", "iv", "v")]
    assert found(clause("1.", *items)) == []
