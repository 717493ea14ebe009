"""A brief: every line cites a clause and links to it, in every format; nothing in it that the text does not say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from engross import library
from engross.brief import brief
from engross.brief.phrase import around, cut
from engross.brief.words import index, speech, words
from engross.model import (
    BlockList,
    Instrument,
    Provision,
    Reference,
    Table,
    block_text,
    provisions,
    text_of,
    with_metadata,
)
from engross.parts import eids_of

RESOLUTION = """Resolution 7/2

Adopted on 4 May 2021

Lamps of the harbour

The Council of Harbours,

Recalling its resolution 5/1 of 3 March 2018,

1. Decides that the lamps shall be lit at dusk;

2. Requests the Secretary-General to report on the lamps by 1 June 2023;

3. Calls upon all harbour masters:

(a) To trim the wicks;

(b) To follow paragraph 2 above;

5. Condemns the theft of oil;

6. Also requests the Secretary-General to buy oil.
"""

TREATY = """Agreement on the Bridges of the Lower Reach

The Parties to this Agreement,

Have agreed as follows:

Article 1
Upkeep

1. Each Party shall keep its own half of every bridge.

2. The Commission shall meet once a year.

Article 2
Entry into force

This Agreement shall enter into force on the day of the second signature.
"""

FRENCH = """Résolution 3

Le Conseil des ports,

1. Décide que les feux seront allumés ;

2. Prie le Secrétaire général de présenter un rapport ;

3. Invite les États membres à verser des contributions.
"""


def read(text: str, language: str = "") -> Instrument:
    return library.read(text.encode(), "text", language=language).value


def references(part: Any) -> Iterator[Reference]:
    if isinstance(part, Reference):
        yield part
    if isinstance(part, tuple):
        for inner in part:
            yield from references(inner)
    for field in getattr(part, "__struct_fields__", ()):
        yield from references(getattr(part, field))


def named(instrument: Instrument, heading: str) -> Provision:
    return next(p for p in provisions(instrument.document) if text_of(p.heading) == heading)


def rows(section: Provision) -> list[list[str]]:
    table = next(b for b in section.blocks if isinstance(b, Table))
    return [[" ".join(block_text(b) for b in cell.blocks) for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("text", [RESOLUTION, TREATY, FRENCH, "A letter\n\nNothing is numbered here.\n", ""])
def test_every_reference_of_a_brief_resolves(text: str) -> None:
    if not text:
        text = "Resolution 1\n"
    made = brief(read(text)).value
    inner = [r.href for r in references(made.document) if r.href.startswith("#")]
    assert inner
    assert {href[1:] for href in inner} <= eids_of(made)


def test_an_inner_reference_of_the_text_follows_its_clause() -> None:
    made = brief(read(RESOLUTION)).value
    annex = made.document.attachments[0].document
    assert "#att_1__para_2" in [r.href for r in references(annex)]


def test_the_text_stands_whole_in_the_annex() -> None:
    instrument = read(RESOLUTION)
    annex = brief(instrument).value.document.attachments[0].document
    assert [(p.kind, p.number, block_text(p.blocks[0])) for p in provisions(annex)] == [
        (p.kind, p.number, block_text(p.blocks[0])) for p in provisions(instrument.document)
    ]


def test_clauses_are_grouped_by_what_they_do_in_order_of_weight() -> None:
    made = brief(read(RESOLUTION)).value
    groups = [p for p in provisions(made.document) if p.kind == "subsection"]
    told = {text_of(p.heading): [i.number.text for i in b.items if i.number] for p in groups for b in p.blocks if isinstance(b, BlockList)}  # fmt: skip
    assert told == {"Decides (1)": ["1."], "Condemns (1)": ["5."], "Requests (2)": ["2.", "6."], "Calls upon (1)": ["3."]}  # fmt: skip
    assert [*told] == ["Decides (1)", "Condemns (1)", "Requests (2)", "Calls upon (1)"]


def test_who_is_asked_to_do_what() -> None:
    made = brief(read(RESOLUTION)).value
    asked = rows(named(made, "Who is asked to do what"))
    assert asked[1:] == [["Secretary-General", "Requests", "2, 6"], ["All harbour masters", "Calls upon", "3"]]


def test_dates_ahead_and_cited_instruments() -> None:
    made = brief(read(RESOLUTION)).value
    assert rows(named(made, "Dates ahead"))[1][0::2] == ["1 June 2023", "2"]
    cited = rows(named(made, "Cited instruments"))
    assert cited[1][0] == "2018-03-03"
    assert cited[1][2:] == ["Resolution 5/1", "PP1"]
    assert cited[2][2] == "This instrument"


def test_the_gap_of_the_text_is_told() -> None:
    made = brief(read(RESOLUTION)).value
    assert "5. follows 3." in block_text(named(made, "At a glance").blocks[0])


def test_a_treaty_is_told_by_its_articles() -> None:
    made = brief(read(TREATY)).value
    assert rows(named(made, "The articles"))[1:] == [["1", "Upkeep"], ["2", "Entry into force"]]
    bound = rows(named(made, "Who shall do what"))
    assert ["Each Party", "shall keep its own half of every bridge.", "1.1"] in bound
    assert rows(named(made, "Entry into force"))[1][0] == "2"


def test_the_words_are_those_of_the_language() -> None:
    made = brief(read(FRENCH, "fr"))
    asked = rows(named(made.value, "Qui est prié de faire quoi"))
    assert asked[1:] == [["Secrétaire général", "Prie", "2"], ["États membres", "Invite", "3"]]
    assert not made.found


def test_a_language_without_words_is_told() -> None:
    found = brief(with_metadata(read(RESOLUTION), language="fin")).found
    assert [d.rule.code for d in found] == ["brief-language", "brief-openings"]


@pytest.mark.parametrize("text", [RESOLUTION, TREATY, FRENCH])
def test_the_record_of_a_brief_is_valid_and_reads_back(text: str) -> None:
    made = brief(read(text)).value
    record = library.write(made, "akn")
    assert not [d for d in record.found if d.rule.code == "record-invalid"]
    again = library.read(record.value, "akn").value
    assert again.document == made.document


@pytest.mark.parametrize("target", ["pdf", "docx", "html", "text"])
def test_a_brief_is_printed_without_complaint_and_the_same_each_time(target: str) -> None:
    made = brief(read(RESOLUTION)).value
    first = library.write(made, target)
    assert not first.found
    assert first.value == library.write(brief(read(RESOLUTION)).value, target).value


def test_two_hundred_clauses_stay_a_brief() -> None:
    verbs = [
        "Decides to light",
        "Requests the Secretary-General to light",
        "Notes",
        "Welcomes",
        "Urges States to light",
    ]
    clauses = "\n\n".join(f"{n}. {verbs[n % 5]} the lamp of pier {n};" for n in range(1, 201))
    made = brief(read(f"Resolution 9\n\nThe Council,\n\n{clauses}\n")).value
    items = [i for p in provisions(made.document) for b in p.blocks if isinstance(b, BlockList) for i in b.items]
    assert 40 <= len(items) <= 50
    cited = {r.href for part in made.document.body for r in references(part)}
    assert {f"#att_1__para_{n}" for n in range(1, 201)} <= cited


@pytest.mark.parametrize("code", ["ar", "de", "en", "es", "fr", "ru", "zh"])
def test_the_data_of_a_language_is_complete(code: str) -> None:
    english, said = speech("en"), speech(code)
    assert english is not None
    assert said is not None
    assert set(said.names) == set(index().weight)
    assert set(said.words) == set(english.words)
    assert set(said.kinds) == set(english.kinds)
    assert set(said.recitals) == set(english.recitals)
    assert all("{" not in word or word.count("{") == english.words[key].count("{") for key, word in said.words.items())
    assert set(said.actions) <= set(index().weight) - {"other"}
    assert len(said.actions) > 15


@pytest.mark.parametrize(
    ("language", "lead", "action"),
    [
        ("eng", "Further requests", "request"),
        ("eng", "Notes with deep concern", "concern"),
        ("eng", "Takes note with appreciation", "welcome"),
        ("eng", "Expressed their concern", "concern"),
        ("eng", "Hopes", "other"),
        ("eng", "Invites Member States to consider", "invite"),
        ("fra", "Demande instamment", "urge"),
        ("fra", "Se félicite également", "welcome"),
        ("spa", "Toma nota", "note"),
        ("spa", "Insta encarecidamente", "urge"),
    ],
)
def test_what_a_lead_phrase_does(language: str, lead: str, action: str) -> None:
    assert words(language).openings.action(lead) == action


def test_words_are_cut_where_a_phrase_ends() -> None:
    assert cut("the lamps, the wicks and the oil of the harbour", 20) == "the lamps\u00a0…"
    assert cut("the lamps", 20) == "the lamps"
    assert around("It burns. The oil shall come by 1 June, and the wicks by July", "1 June", 40).startswith("It burns.")


@pytest.mark.parametrize("code", ["ar", "de", "en", "es", "fr", "ru", "zh"])
def test_every_language_names_only_known_actions(code: str) -> None:
    said = speech(code)
    assert said is not None
    assert set(said.actions) <= set(index().weight)
    assert all(said.actions.values())


def test_chinese_clauses_are_known_by_their_openings() -> None:
    assert words("zho").openings.action("又强烈谴责") == "condemn"
    assert words("zho").openings.action("还促请") == "call"


@pytest.mark.parametrize(
    ("language", "clause", "who"),
    [
        ("en", "Further encourages the harbour masters to trim the wicks.", "Harbour masters"),
        ("en", "Requests the Keeper, within his existing mandates, to report.", "Keeper"),
        ("fr", "Demande également aux capitaines de port de moucher les mèches.", "Capitaines de port"),
        ("es", "Solicita además al Secretario General que informe.", "Secretario General"),
        ("ru", "вновь просит Генерального секретаря представить доклад.", "Генерального секретаря"),
        ("ar", "يطلب أيضا إلى الأمين العام أن يقدم تقريرا.", "الأمين العام"),
        ("ar", "تهيب بجميع الأطراف أن تقلم الفتائل.", "جميع الأطراف"),
        ("zh", "又请秘书长和会员国就灯火提出报告。", "秘书长和会员国"),
        ("de", "ersucht ferner den Generalsekretär, Bericht zu erstatten.", "Generalsekretär"),
    ],
)
def test_who_is_asked_in_each_language(language: str, clause: str, who: str) -> None:
    number = {"ar": "1 - ", "zh": "1. "}.get(language, "1. ")
    document = brief(read(f"X\n\n{number}{clause}\n", language)).value.document
    rows = [
        row
        for p in document.body
        if isinstance(p, Provision)
        for b in p.blocks
        if isinstance(b, Table)
        for row in b.rows
    ]
    assert who in [block_text(row.cells[0].blocks[0]) for row in rows]
