"""What is found inside a piece, phenomenon by phenomenon, and what is left alone."""

from __future__ import annotations

import pytest

from engross.model import Content, Date, Lead, Mark, Mention, Reference, text_of
from engross.recognise.dress import dress
from engross.recognise.pieces import Piece
from engross.recognise.series import Numbered
from engross.source import Span


def piece(text: str, role: str = "clause", **fields: object) -> Piece:
    """A piece with this text and nothing else of note."""
    known: dict[str, object] = {
        "spans": (Span(0, len(text)),), "number": None, "level": 1, "look": "plain", "lead": "", "heading": "",
    }  # fmt: skip
    return Piece(role=role, text=text, **(known | fields))  # type: ignore[arg-type]


def numbered(printed: str, text: str, style: str = "1.", value: int = 1, **fields: object) -> Piece:
    return piece(text, number=Numbered(printed, style, value), **fields)


def dressed(text: str, language: str = "en") -> Content:
    """The content of one clause after a line that opens the text."""
    (_, content) = dress([piece("Something else.", "paragraph"), piece(text)], language).contents
    assert text_of(content) == text
    return content


def dates(text: str, language: str = "en") -> list[str]:
    return [part.date for part in dressed(text, language) if isinstance(part, Date)]


def cited(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(text_of(part.content), part.href) for part in dressed(text, language) if isinstance(part, Reference)]


def named(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(text_of(part.content), part.entity) for part in dressed(text, language) if isinstance(part, Mention)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("signed on 5 August 2019 there", "en", ["2019-08-05"]),
        ("signed on August 5, 2019 there", "en", ["2019-08-05"]),
        ("signed on the 23rd of September, 2025", "en", ["2025-09-23"]),
        ("signed on September 23,2025", "en", ["2025-09-23"]),
        ("held from 18 - 21 November 2002", "en", ["2002-11-21"]),
        ("held on 28 and 29 April 2011", "en", ["2011-04-29"]),
        ("held on November 16-17, 2023", "en", ["2023-11-17"]),
        ("this twenty-first day of November 1986", "en", ["1986-11-21"]),
        ("on 3 SEPTEMBER 1997", "en", ["1997-09-03"]),
        ("meeting, on19 April 2001", "en", ["2001-04-19"]),
        ("between 2021-03-04 and then", "en", ["2021-03-04"]),
        ("tenue les 6 et 7 février 2004", "fr", ["2004-02-07"]),
        ("le 1er janvier 2000", "fr", ["2000-01-01"]),
        ("celebrada el 4 de diciembre de 1954", "es", ["1954-12-04"]),
        ("vom 30. Dezember 2003", "de", ["2003-12-30"]),
        ("am 07.03.2019", "de", ["2019-03-07"]),
        ("от 12 октября 2023 года", "ru", ["2023-10-12"]),
        ("المؤرخ 11 تموز/يوليه 2024", "ar", ["2024-07-11"]),
        ("المؤرخ ٢٣ أيلول/سبتمبر ٢٠٢٥", "ar", ["2025-09-23"]),
        ("2023年12月4日通过", "zh", ["2023-12-04"]),
        ("13 December 2021", "zh", ["2021-12-13"]),
        ("3 December 2020", "ru", ["2020-12-03"]),
        ("16 July 2024", "ar", ["2024-07-16"]),
        ("二〇二五年九月二十三日", "zh", ["2025-09-23"]),
    ],
)
def test_dates_of_every_form(text: str, language: str, expected: list[str]) -> None:
    assert dates(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "in April 2025",
        "by 30 February 2021",
        "they may 2020 times",
        "on 23 September",
        "the march of 1963",
        "in 5 May 20212",
    ],
)
def test_what_is_no_full_date(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("its resolution 2334 (2016)", "en", [("2334 (2016)", "/akn/un/statement/resolution/unsc/2016/2334")]),
        (
            "resolutions 51/1, 71/19 and 73/11",
            "en",
            [
                ("51/1", "/akn/un/statement/resolution/unga/1996/51-1"),
                ("71/19", "/akn/un/statement/resolution/unga/2016/71-19"),
                ("73/11", "/akn/un/statement/resolution/unga/2018/73-11"),
            ],
        ),
        (
            "resolutions 1267 (1999) of 15 October 1999, 1333 (2000) of 19 December 2000 and 1373 (2001)",
            "en",
            [
                ("1267 (1999)", "/akn/un/statement/resolution/unsc/1999/1267"),
                ("1333 (2000)", "/akn/un/statement/resolution/unsc/2000/1333"),
                ("1373 (2001)", "/akn/un/statement/resolution/unsc/2001/1373"),
            ],
        ),
        ("General Assembly resolution 217 A (III)", "en", [("217 A (III)", "/akn/un/statement/resolution/unga/1948/217-a-iii")]),
        ("Human Rights Council resolution 36/13", "en", [("36/13", "/akn/un/statement/resolution/unhrc/2017/36-13")]),
        ("resolution 1980/67", "en", [("1980/67", "/akn/un/statement/resolution/ecosoc/1980/1980-67")]),
        ("as in A/RES/75/138.", "en", [("A/RES/75/138", "/akn/un/statement/resolution/unga/2020/75-138")]),
        ("as in S/RES/2646 (2022),", "en", [("S/RES/2646 (2022)", "/akn/un/statement/resolution/unsc/2022/2646")]),
        ("the report (S/2023/773)", "en", [("S/2023/773", "/akn/un/doc/document/unsc/2023/s-2023-773")]),
        ("and WHA63.13, which", "en", [("WHA63.13", "/akn/xx-who/statement/resolution/wha/2010/wha63-13")]),
        ("les résolutions de l’Assemblée générale 68/237", "fr", [("68/237", "/akn/un/statement/resolution/unga/2013/68-237")]),
        ("قرار الجمعية العامة 75/17 المؤرخ", "ar", [("75/17", "/akn/un/statement/resolution/unga/2020/75-17")]),
        ("резолюции 2334 (2016) Совета", "ru", [("2334 (2016)", "/akn/un/statement/resolution/unsc/2016/2334")]),
        ("包括第2691(2023)号决议", "zh", [("2691(2023)", "/akn/un/statement/resolution/unsc/2023/2691")]),
        (
            "under Articles 39 and 40 of the Charter of the United Nations",
            "en",
            [("Articles 39 and 40 of the Charter of the United Nations", "/akn/un/act/charter/1945-06-26/charter-of-the-united-nations")],
        ),
        (
            "the Convention on the Management of Shared Rivers, which",
            "en",
            [("Convention on the Management of Shared Rivers", "/akn/xx/act/convention/0001-01-01/convention-on-the-management-of-shared-rivers")],
        ),
        ("Executive Order 14257 of April 2, 2025", "en", [("Executive Order 14257 of April 2, 2025", "/akn/xx/statement/executive-order/0001-01-01/executive-order-14257-of-april-2-2025")]),
    ],
)  # fmt: skip
def test_cited_instruments(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert cited(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a bare 14/21 is nobody's symbol",
        "resolution 217 without more",
        "and/or something; A/B testing",
        "the and/A/1 thing",
        "this Declaration on its own",
        "24/7 and 50/50",
        "the present resolution",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert cited(text) == []


def test_a_dated_instrument_is_one_reference() -> None:
    (reference,) = [p for p in dressed("the Joint Statement of 4 March 2021 by all") if isinstance(p, Reference)]
    assert reference.content == ("Joint Statement of ", Date(("4 March 2021",), "2021-03-04"))
    assert reference.href.endswith("/2021-03-04/joint-statement")


def test_each_date_of_several_instruments_is_a_reference() -> None:
    text = "the Final Communiqués of its meetings held on 3 May 2019, 4 June 2020 and 5 July 2021"
    references = [p for p in dressed(text) if isinstance(p, Reference)]
    assert [r.href.split("/")[-2] for r in references] == ["2019-05-03", "2020-06-04", "2021-07-05"]


def test_a_date_of_something_else_is_no_reference() -> None:
    assert cited("the Declaration, and the attack committed on 5 July 2021") == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("the Republic of Niger and Nigeria", "en", [("Republic of Niger", "niger"), ("Nigeria", "nigeria")]),
        ("Papua New Guinea and Guinea-Bissau", "en", [("Papua New Guinea", "papua-new-guinea"), ("Guinea-Bissau", "guinea-bissau")]),
        ("the Kingdom of Saudi Arabia", "en", [("Kingdom of Saudi Arabia", "saudi-arabia")]),
        ("Democratic People’s Republic of Korea", "en", [("Democratic People’s Republic of Korea", "democratic-peoples-republic-of-korea")]),
        ("of South Africa", "en", [("South Africa", "south-africa")]),
        ("la République islamique du Pakistan", "fr", [("République islamique du Pakistan", "pakistan")]),
        ("in Deutschlands Namen", "de", [("Deutschlands", "germany")]),
        ("в Сирийской Арабской Республике", "ru", [("Сирийской Арабской Республике", "syria")]),
        ("وباكستان", "ar", [("باكستان", "pakistan")]),
        ("the UN Security Council", "en", [("UN Security Council", "unsc")]),
        ("the African Union", "en", [("African Union", "african-union")]),
        ("met in New York and Geneva", "en", [("New York", "new-york"), ("Geneva", "geneva")]),
    ],
)  # fmt: skip
def test_states_bodies_and_places(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert named(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the South China Sea", "Mr Chad Smith", "Jordan Peterson said", "Nigerian and Indian leaders",
        "THOSE WHO COME TO US", "the Gulf of Guinea", "Lake Chad", "Indiana and Romania's neighbourhoods of Omaha",
        "a new york minute", "bern the house",
    ],
)  # fmt: skip
def test_names_that_mean_something_else(text: str) -> None:
    assert [name for name, _ in named(text) if name not in ("Romania",)] == []


def test_an_acronym_that_the_text_introduces() -> None:
    text = "the Regional River Basin Commission (RRBC), and RRBC itself, not XRRBCX"
    assert named(text) == [
        ("Regional River Basin Commission (RRBC)", "regional-river-basin-commission"),
        ("RRBC", "regional-river-basin-commission"),
    ]


def test_brackets_that_abbreviate_nothing_before_them() -> None:
    assert named("a thing that was done there (RRBC)") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by H.E. Mr. Anwar Salim Khatri in", ["Anwar Salim Khatri"]),
        ("Prime Minister Giorgia Bianchi said", ["Giorgia Bianchi"]),
        ("Rania Mbeki, Special Envoy of the Chair, spoke", ["Rania Mbeki"]),
        ("the Prime Minister of the Republic", []),
        ("President of the Security Council", []),
        ("the Foreign Ministers agreed", []),
    ],
)
def test_persons_with_an_honorific_or_an_office(text: str, expected: list[str]) -> None:
    found = [text_of(p.content) for p in dressed(text) if isinstance(p, Mention) and p.kind == "person"]
    assert found == expected


# --------------------------------------------------------------------------- inner references

CLAUSES = [
    numbered("1.", "First of all;", value=1),
    numbered("2.", "Then:", value=2),
    numbered("(a)", "One thing;", "(a)", 1, role="item", level=2),
    numbered("(b)", "Another thing;", "(a)", 2, role="item", level=2),
]
ANNEX = piece("Annex II", "annex")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as paragraph 1 above says", [("paragraph 1", "#para_1")]),
        ("under paragraphs 1 and 2,", [("paragraphs 1", "#para_1"), ("2", "#para_2")]),
        ("see paragraph 2 (b) above", [("paragraph 2 (b)", "#para_2__list_1__point_b")]),
        ("set out in annex II to the present resolution", [("annex II", "#att_II")]),
        ("paragraph 7 above", []),
        ("paragraph 1 of resolution 2254 (2015)", [("2254 (2015)", "/akn/un/statement/resolution/unsc/2015/2254")]),
        ("paragraph 1 of the report", []),
        ("annex III", []),
        ("of the present resolution", []),
    ],
)
def test_inner_references_go_only_to_what_is_there(text: str, expected: list[tuple[str, str]]) -> None:
    pieces = [*CLAUSES, numbered("3.", text, value=3), ANNEX]
    content = dress(pieces, "en").contents[4]
    assert [(text_of(p.content), p.href) for p in content if isinstance(p, Reference)] == expected


def test_a_number_that_stands_twice_is_no_target() -> None:
    pieces = [numbered("1.", "One;"), numbered("1.", "Again;"), numbered("2.", "as paragraph 1 above says")]
    assert [p for p in dress(pieces, "en").contents[2] if isinstance(p, Reference)] == []


def test_articles() -> None:
    pieces = [
        numbered("Article 1", "Nothing.", "art", 1),
        numbered("Article 2", "As article 1 says; Article 1 of the Charter is another.", "art", 2),
    ]
    content = dress(pieces, "en").contents[1]
    found = [(text_of(p.content), p.href) for p in content if isinstance(p, Reference)]
    assert found[0] == ("article 1", "#art_1")
    assert found[1][1].endswith("charter-of-the-united-nations")


# --------------------------------------------------------------------------- nesting


def test_a_lead_phrase_opens_its_content_and_nothing_overlaps_it() -> None:
    recital = piece("Recalling the African Union", "recital", lead="Recalling")
    content = dress([recital], "en").contents[0]
    assert content == (
        Lead(("Recalling",), "preambular"),
        " the ",
        Mention(("African Union",), "organization", "african-union"),
    )


def test_furniture_is_left_as_it_is() -> None:
    made = dress([piece("Help Ukraine since 1 May 2022", "furniture"), piece("A clause.")], "en")
    assert made.contents[0] == ("Help Ukraine since 1 May 2022",)
    assert "ukraine" not in {e.key for e in made.metadata.entities}


def test_nothing_reaches_over_the_end_of_a_piece() -> None:
    contents = dress([piece("the Republic of"), piece("Niger and 3"), piece("May 2020")], "en").contents
    assert [text_of(c) for c in contents] == ["the Republic of", "Niger and 3", "May 2020"]
    assert not any(isinstance(p, Date) for c in contents for p in c)


def test_empty_pieces() -> None:
    assert dress([piece(""), piece("")], "en").contents == [(), ()]
    assert dress([], "en").contents == []


def test_marks_of_a_masthead() -> None:
    pieces = [
        piece("United Nations", "masthead", look="masthead"),
        piece("A/RES/75/138", "masthead", look="symbol"),
        piece("Seventy-fifth session", "masthead", look="masthead"),
        piece("Agenda item 14 (b)", "masthead", look="masthead"),
        piece("75/138. Care of shared rivers", "title", look="title"),
        piece("The General Assembly,", "issuer", look="issuer"),
        piece("Recalling its resolution 74/200,", "recital", lead="Recalling"),
    ]
    made = dress(pieces, "en")
    marks = [(p.element, text_of(p.content)) for c in made.contents for p in c if isinstance(p, Mark)]
    assert ("docNumber", "A/RES/75/138") in marks
    assert ("session", "Seventy-fifth session") in marks
    assert ("docTitle", "Care of shared rivers") in marks
    assert ("docAuthority", "The General Assembly") in marks
    known = made.metadata
    assert (known.title, known.symbol, known.agenda_item) == ("Care of shared rivers", "A/RES/75/138", "14 (b)")
    assert (known.country, known.subtype, known.actor, known.number) == ("un", "resolution", "unga", "75-138")
    assert known.author == "unga"


def test_signatures_and_a_name_in_initials() -> None:
    closing = [
        piece("Done at Geneva on 5 May 2020.", "closing", look="closing"),
        piece("(Signed) A. B. Castellan", "closing", look="signature"),
        piece("For the Government of Malta", "closing", look="signature"),
    ]
    made = dress([piece("A clause."), *closing], "en")
    first, second = made.contents[2], made.contents[3]
    assert [m.element for m in (*first, *second) if isinstance(m, Mark)] == ["signature", "signature"]
    (signature,) = first
    assert isinstance(signature, Mark)
    assert Mention(("A. B. Castellan",), "person", "a-b-castellan") in signature.content
    assert made.metadata.place == "Geneva"
    assert made.metadata.date == "2020-05-05"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Kampala Declaration", ["Kampala Declaration"]),
        (
            "the Treaty on the Peaceful Use of Tides, and the Convention on Winds",
            ["Treaty on the Peaceful Use of Tides"],
        ),
        (
            "the Joint Declaration of Support for Lighthouses on July 12",
            ["Joint Declaration of Support for Lighthouses"],
        ),
        ("the Malta-Gozo Mutual Defence Treaty", ["Malta-Gozo Mutual Defence Treaty"]),
        ("the Convention of the United Nations", []),
    ],
)
def test_names_of_instruments_end_where_they_end(text: str, names: list[str]) -> None:
    assert [name for name, _ in cited(text)][:1] == names


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("the Secretary General of the OIC chaired", ["Secretary General of the OIC"]),
        ("to the UN Secretary General and others", ["UN Secretary General"]),
        ("the President of Ghana spoke", ["President of Ghana"]),
        ("the Secretary-General spoke", []),
        ("the Secretary-General of a club", []),
    ],
)
def test_an_office_of_a_body_is_a_role(text: str, roles: list[str]) -> None:
    found = [text_of(p.content) for p in dressed(text) if isinstance(p, Mention) and p.kind == "role"]
    assert found == roles


@pytest.mark.parametrize(
    ("language", "maker", "text", "href"),
    [
        ("en", "The General Conference,", "Recalling its resolution 9/14,", "/akn/xx/statement/resolution/general-conference/0001-01-01/9-14"),
        ("en", "The Human Rights Council,", "Recalling its resolution 36/13,", "/akn/un/statement/resolution/unhrc/2017/36-13"),
        ("ru", "Генеральная Ассамблея,", "ссылаясь на свою резолюцию 70/1,", "/akn/un/statement/resolution/unga/2015/70-1"),
        ("fr", "L’Assemblée générale,", "Rappelant sa résolution 70/1,", "/akn/un/statement/resolution/unga/2015/70-1"),
        ("ar", "إن الجمعية العامة،", "وإذ تشير إلى قرارها 70/1،", "/akn/un/statement/resolution/unga/2015/70-1"),
    ],
)  # fmt: skip
def test_its_resolution_is_that_of_the_body_that_speaks(language: str, maker: str, text: str, href: str) -> None:
    pieces = [piece(maker, "issuer", look="issuer"), piece(text, "recital")]
    found = [p.href for p in dress(pieces, language).contents[1] if isinstance(p, Reference)]
    assert found == [href]


def test_the_acronym_of_a_state_is_the_state() -> None:
    assert named("the United Arab Emirates (UAE), and the UAE") == [
        ("United Arab Emirates (UAE)", "united-arab-emirates"),
        ("UAE", "united-arab-emirates"),
    ]


def test_the_acronym_of_a_cited_instrument_leaves_the_citation() -> None:
    text = "the Convention on the Care of Tides (CCT) applies"
    (reference,) = [part for part in dressed(text) if isinstance(part, Reference)]
    assert text_of(reference.content) == "Convention on the Care of Tides (CCT)"


def test_a_list_of_subjects_is_no_person() -> None:
    text = "the Forum on Mountain Issues, the Special Rapporteur and others"
    assert [p for p in dressed(text) if isinstance(p, Mention) and p.kind == "person"] == []


def test_what_is_named_only_inside_another_name_is_no_entity() -> None:
    made = dress([piece("the United Nations Convention against the Waste of Tides, which Ghana signed")], "en")
    assert {entity.key for entity in made.metadata.entities} == {"ghana"}
