"""What corresponds stands in one row, in any order of languages, with parts missing, numbered or not; differences are told."""

from __future__ import annotations

import pytest

from engross.diagnostics import EngrossError
from engross.model import text_of
from engross.parallel import Edition, edition
from engross.parallel.units import numbers
from parallel.versions import instrument, instruments


def words(made: Edition) -> list[tuple[str, ...]]:
    """For each row the first two words of each cell."""
    return [
        tuple(" ".join(text_of(cell[0].content).split()[:2]) if cell else "" for cell in row.cells) for row in made.rows
    ]


PAIRS = [
    ("Recalling its", "Rappelant sa"),
    ("Welcoming the", "Se félicitant"),
    ("Acting under", "Agissant en"),
    ("Decides that", "Décide que"),
    ("Requests the", "Prie le"),
    ("Calls upon", "Engage tous"),
    ("To trim", "À moucher"),
    ("To buy", "À acheter"),
    ("Condemns the", "Condamne le"),
    ("Decides to", "Décide de"),
]


def test_versions_that_agree_fill_every_row() -> None:
    outcome = edition(instruments())
    made = outcome.value
    assert outcome.found == ()
    assert [v.copy.words.tag for v in made.versions] == ["en", "fr", "ar"]
    assert all(row.whole for row in made.rows)
    assert [pair for pair in (w[:2] for w in words(made)) if pair in PAIRS] == PAIRS
    arabic = dict(zip((w[0] for w in words(made)), (w[2] for w in words(made)), strict=True))
    assert arabic["Requests the"] == "يطلب إلى"
    assert arabic["To trim"] == "أن يقلموا"


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("order", [("en", "fr"), ("fr", "en"), ("ar", "en"), ("en", "ar")])
def test_a_missing_recital_leaves_its_place_blank(order: tuple[str, str], numbered: bool) -> None:
    lacking = {"en": "Welcoming", "fr": "Se félicitant", "ar": "وإذ يرحب"}
    versions = [instrument(order[0], numbered=numbered), instrument(order[1], lacking[order[1]], numbered=numbered)]
    outcome = edition(versions)
    blank = [w for w in words(outcome.value) if "" in w]
    assert [w[1] for w in blank] == [""]
    assert blank[0][0].startswith(lacking[order[0]].split()[0])
    assert [d.rule.id for d in outcome.found] == ["parallel-absent"]
    assert f"has no counterpart in {order[1]}" in outcome.found[0].message


@pytest.mark.parametrize("numbered", [True, False])
def test_a_missing_clause_moves_no_other(numbered: bool) -> None:
    made = edition([instrument("en", numbered=numbered), instrument("fr", "Prie le", numbered=numbered)]).value
    want = [pair if pair[0] != "Requests the" else ("Requests the", "") for pair in PAIRS]
    assert [w for w in words(made) if w[0] in dict(PAIRS)] == want


def test_an_extra_clause_stands_alone_in_its_place() -> None:
    extra = ("Condamne", "Remercie le Gouvernement de l'île pour les 12 lampes offertes le 4 mai 2020 ;")
    outcome = edition([instrument("en", numbered=False), instrument("fr", numbered=False, also=extra)])
    assert ("", "Remercie le") in words(outcome.value)
    assert [w for w in words(outcome.value) if w[0] in dict(PAIRS)] == PAIRS
    assert [d.rule.id for d in outcome.found] == ["parallel-absent"]
    assert "of fr has no counterpart in en" in outcome.found[0].message


def test_three_versions_of_which_one_lacks_a_part() -> None:
    outcome = edition([instrument("en"), instrument("fr", "Condamne"), instrument("ar")])
    [blank] = [row for row in outcome.value.rows if not row.whole]
    assert [bool(cell) for cell in blank.cells] == [True, False, True]
    assert outcome.found[0].message == "the clause 4. of en and ar has no counterpart in fr"


def test_other_numbers_and_levels_are_told() -> None:
    english = instrument("en")
    text = "4. Condamne le vol d'huile ;"
    from engross import library
    from parallel.versions import FR

    other = library.read(
        FR.replace(text, text.replace("4.", "4 bis.")).replace("5. Décide", "6. Décide").encode(), language="fr"
    )
    found = edition([english, other.value]).found
    assert [(d.rule.id, d.message) for d in found] == [("parallel-number", "5. of en is 6. in fr")]


def test_the_rows_keep_all_lines_in_their_order() -> None:
    made = edition([instrument("ar"), instrument("en", "Welcoming")]).value
    for n, version in enumerate(made.versions):
        assert [line for row in made.rows for line in row.cells[n]] == list(version.copy.lines)


def test_ids_of_versions_and_rows_differ() -> None:
    made = edition(instruments()).value
    ids = [line.eid for version in made.versions for line in version.copy.lines if line.eid]
    ids += [row.eid for row in made.rows if row.eid]
    assert len(ids) == len(set(ids))
    assert {"para_3", "en__para_3", "fr__para_3", "ar__para_3"} <= set(ids)


def test_two_versions_in_one_language_are_told_apart_and_reported() -> None:
    outcome = edition([instrument("en"), instrument("en", "Welcoming")])
    assert [v.prefix for v in outcome.value.versions] == ["en__", "en2__"]
    assert "parallel-language" in {d.rule.id for d in outcome.found}


def test_what_is_not_one_instrument_is_reported() -> None:
    from engross import library

    other = library.read(
        b"Resolution 9/4\n\nThe Council,\n\nNoting the flood of 1 May 1999,\n\n1. Builds a dam of 900 stones;\n",
        language="en",
    ).value
    found = edition([instrument("fr"), other]).found
    assert "parallel-instrument" in {d.rule.id for d in found}


@pytest.mark.parametrize("count", [0, 1, 7])
def test_two_to_six_versions(count: int) -> None:
    with pytest.raises(EngrossError, match="2 to 6 language versions"):
        edition([instrument("en")] * count)


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("3.", 3),
        ("3 -", 3),
        ("(c)", 3),
        ("c)", 3),
        ("(ج)", 3),
        ("(ب)", 2),
        ("в)", 3),
        ("三、", 3),
        ("(三)", 3),
        ("第十二条", 12),
    ],
)
def test_numbers_of_any_script_have_values(label: str, value: int) -> None:
    if label == "第十二条":
        assert numbers(label)
    else:
        assert value in numbers(label)


def test_an_annex_that_one_version_parts_in_two_still_meets() -> None:
    from msgspec import structs

    from engross import library
    from engross.model import Attachment, Document
    from parallel.versions import EN, FR

    english = library.read(
        f"{EN}\nAnnex\n\nRules\n\n1. Lamps have 40 wicks.\n\n2. Wicks have 12 threads.\n".encode(), language="en"
    )
    french = library.read(
        f"{FR}\nAnnexe\n\nRègles\n\n1. Les lampes ont 40 mèches.\n\n2. Les mèches ont 12 fils.\n".encode(),
        language="fr",
    )
    document = english.value.document
    apart = structs.replace(document, attachments=(Attachment(Document("doc", "annex")), *document.attachments))
    outcome = edition([structs.replace(english.value, document=apart), french.value])
    assert ("Lamps have", "Les lampes") in words(outcome.value)
    assert ("Wicks have", "Les mèches") in words(outcome.value)
    assert "stands in annex 2 of en, but in annex 1 of fr" in " ".join(d.message for d in outcome.found)
