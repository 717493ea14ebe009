"""What explains a reading, which language a text is in, and how openings speak."""

from __future__ import annotations

import pytest

from engross import languages
from engross.languages import detection
from engross.recognise import furniture, grammar
from engross.recognise.features import CATEGORIES
from engross.recognise.reading import doubtful, explain, pieces_of
from engross.recognise.sight import word_of
from engross.source import SourceText

TEXT = """The Council of Pilots,

Recalling its rules,

1. Decides to meet;

2. Requests a report.
"""


def test_every_line_has_its_reasons() -> None:
    reading = pieces_of(SourceText(TEXT))
    rows = explain(reading)
    assert [(r.line, r.label) for r in rows] == [
        (1, "issuer or chapeau"), (3, "recital"), (5, "clause"), (7, "clause"),
    ]  # fmt: skip
    recital = rows[1]
    assert recital.other != recital.label
    assert recital.margin > 3
    assert "lead=R2" in recital.reasons[0]


def test_a_weight_that_changes_changes_the_reading() -> None:
    table = {**grammar.standard().table, "lead": {"R2": {"C": 20.0}}}
    labels = [
        r.label for r in explain(pieces_of(SourceText(TEXT), grammar=grammar.Grammar(table)), grammar.Grammar(table))
    ]
    assert labels[1] == "clause"


def test_doubtful_lines_are_named_with_both_readings() -> None:
    source = SourceText("A Word\n\nAnother Word\n\nThe Third\n\n1. Decides.\n\n2. Ends.\n")
    messages = [d.message for d in doubtful(source, pieces_of(source))]
    assert messages
    assert all(", nearly " in message for message in messages)


def test_weights_speak_of_known_features_and_labels() -> None:
    table = grammar.standard().table
    assert set(table) == {"bias", "stay", "last", "from", *CATEGORIES}
    for category in CATEGORIES:
        for value, weights in table[category].items():
            assert isinstance(weights, dict), (category, value)
            assert set(weights) <= set(grammar.NAMES), (category, value)
    assert set(grammar.standard().row("bias")) == set(grammar.NAMES)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The Council recalls that the rules of the lake are in force.", "en"),
        ("Le Conseil rappelle que les règles du lac sont en vigueur dans les ports.", "fr"),
        ("El Consejo recuerda que las reglas del lago están en vigor en los puertos.", "es"),
        ("Der Rat erinnert daran, dass die Regeln für den See in Kraft sind und von allen zu beachten.", "de"),
        ("Совет напоминает, что правила озера A/RES/1 действуют.", "ru"),
        ("يذكّر المجلس بأن قواعد البحيرة سارية A/RES/1.", "ar"),
        ("大会回顾湖泊规则 A/RES/1 仍然有效。", "zh"),
        ("", "en"),
    ],
)
def test_language(text: str, code: str) -> None:
    assert detection.detect(text * 3) == code


@pytest.mark.parametrize(
    ("code", "opening", "kind", "phrase"),
    [
        ("en", "Recalling also its rules", "R2", "Recalling also"),
        ("en", "Reaffirms its rules", "C2", "Reaffirms"),
        ("en", "Reaffirmed their rules", "C2", "Reaffirmed"),
        ("en", "Further Condemned the deed", "C2", "Further Condemned"),
        ("en", "Also welcomed the news", "C2", "Also welcomed"),
        ("en", "Expressed serious concerns over it", "C2", "Expressed serious concerns"),
        ("en", "Taking note with appreciation of it", "R2", "Taking note with appreciation"),
        ("en", "Recognize that it is so", "V", "Recognize"),
        ("en", "The Ministers meet", "-", ""),
        ("fr", "Rappelant également ses règles", "R2", "Rappelant également"),
        ("fr", "Desireux de naviguer", "R1", "Desireux"),
        ("es", "Acogiendo con beneplácito la noticia", "R2", "Acogiendo con beneplácito"),
        ("zh", "关切地注意到此事", "R2", "关切地注意到"),
    ],
)
def test_openings(code: str, opening: str, kind: str, phrase: str) -> None:
    language = languages.load(code)
    assert language.lead(opening) == kind
    assert language.lead_phrase(opening) == phrase


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Subscribe to our letters", "newsletter box"),
        ("Home > News > Statements", "navigation"),
        ("Accept all cookies", "cookie note"),
        ("© 2021 The Harbour Board", "copyright line"),
        ("https://example.org/a", "page address"),
        ("[Read the text](https://example.org)", "link"),
        ("Home affairs are the concern of all who live here and of the ministers", ""),
        ("The Council", ""),
    ],
)
def test_known_furniture(line: str, name: str) -> None:
    assert furniture.known().name(line, word_of(line)) == name
