"""What a person says of lines holds, whatever the search would have said, and their neighbours are read by it."""

from __future__ import annotations

import tomllib

import pytest

from engross.corrections import Overlay, overlay
from engross.diagnostics import EngrossError
from engross.model import Instrument, Recitals, block_text
from engross.readers.text import TextReader
from engross.recognise.given import EACH, ROLES, of_lines
from engross.recognise.reading import explain, pieces_of
from engross.registry import ReadOptions
from engross.source import SourceText

TEXT = """The Council of Pilots

Resolution on lamps

The Council of Pilots,

Recalling its rules,

Night is long and the sea is dark in the winter,

1. Decides to meet:

(a) at sea;

(b) on land;

2. Requests a report;

3. Ends its session.

Printed by the Harbour Press in a small run
"""


def said(toml: str) -> Overlay:
    return overlay(tomllib.loads(toml), toml, "lamps.engross.toml")


def lines(toml: str) -> ReadOptions:
    return ReadOptions(corrections=said("[lines]\n" + toml).corrections)


def pieces(toml: str, text: str = TEXT) -> list[tuple[str, str, int, str]]:
    """Role, number, level and words of each piece."""
    source = SourceText(text)
    given = of_lines(said("[lines]\n" + toml).corrections, text.split("\n"), source.starts)
    return [
        (p.role, p.number.printed if p.number else "", p.level, p.text) for p in pieces_of(source, "en", given=given).pieces
    ]  # fmt: skip


def read(toml: str, text: str = TEXT) -> Instrument:
    return TextReader().read(text.encode(), "lamps.txt", lines(toml)).value


@pytest.mark.parametrize("what", [*ROLES, *EACH])
@pytest.mark.parametrize("line", [3, 9, 13, 17, 21])
def test_a_line_is_what_is_said_of_it(what: str, line: int) -> None:
    source = SourceText(TEXT)
    given = of_lines(said(f'[lines]\n{line} = "{what}"').corrections, TEXT.split("\n"), source.starts)
    reading = pieces_of(source, "en", given=given)
    begins = source.starts[line - 1]
    if what == "goes on":
        assert [p.spans[0].start < begins < p.spans[-1].end for p in reading.pieces].count(True) == 1
        return
    role = next(p.role for p in reading.pieces if p.spans[0].start == begins)
    assert role == {
        "furniture": "furniture", "adoption note": "adopted", "chapeau": "issuer", "recital item": "recital-item"
    }.get(EACH.get(what, what), EACH.get(what, what))  # fmt: skip


@pytest.mark.parametrize("what", ROLES)
def test_no_character_is_lost(what: str) -> None:
    for line in (3, 9, 13, 21):
        source = SourceText(TEXT)
        given = of_lines(said(f'[lines]\n{line} = "{what}"').corrections, TEXT.split("\n"), source.starts)
        inside = "".join(source[span] for p in pieces_of(source, "en", given=given).pieces for span in p.spans)
        assert "".join(inside.split()) == "".join(TEXT.split())


def test_several_lines_are_one_piece_or_one_each() -> None:
    text = "The Council,\n\nLamps are out\nand nets are torn,\nships are late,\n\n1. Decides to meet.\n"
    together = [p for p in pieces('3-5 = "recital"', text) if p[0] == "recital"]
    assert together == [("recital", "", 1, "Lamps are out and nets are torn, ships are late,")]
    apart = [p[3] for p in pieces('3-5 = "recitals"', text) if p[0] == "recital"]
    assert apart == ["Lamps are out", "and nets are torn,", "ships are late,"]


def test_an_interrupted_clause_goes_on_behind_furniture() -> None:
    text = "The Council,\n\n1. Decides that the\n\nPage of lamps and nets\n\nLamps burn at night.\n\n2. Ends.\n"
    clauses = [p[3] for p in pieces('5 = "furniture"\n7 = "goes on"', text) if p[0] == "clause"]
    assert clauses == ["Decides that the Lamps burn at night.", "Ends."]


def test_a_neighbour_profits() -> None:
    """An unnumbered line under a heading in the body is a clause; what precedes a recital is no operative heading."""
    text = "The Council\n\nLamps\n\nThe lamps are old and their light is weak\n\nThe nets are torn and the boats are slow\n\n1. Decides.\n\n2. Ends.\n"
    free, held = pieces('5 = "clause"', text), pieces('7 = "recital"', text)
    assert [p[0] for p in free if "nets" in p[3]] != [p[0] for p in held if "nets" in p[3]]
    assert "clause" not in [p[0] for p in held if "old" in p[3]], "no operative clause stands above a recital"


def test_levels() -> None:
    found = [(p[1], p[2]) for p in pieces('13 = { is = "item", level = 2 }') if p[0] == "item"]
    assert found == [("(a)", 3), ("(b)", 3)], "the next item of the series has the level of the one before"


def test_numbers() -> None:
    text = "The Council,\n\n1. Decides.\n\n2023. was a bad year for lamps.\n\nZ) Ends.\n\n3. Closes.\n"
    found = [
        (p[1], p[3]) for p in pieces('5 = { is = "clause", number = "" }\n7 = { is = "clause", number = "2." }', text)
    ]
    assert found[1:] == [
        ("1.", "Decides."),
        ("", "2023. was a bad year for lamps."),
        ("2.", "Ends."),
        ("3.", "Closes."),
    ]
    assert pieces('9 = { number = "Lamp 3" }', text.replace("3. C", "Lamp 3 c"))[-1][1::2] == ("Lamp 3", "closes.")
    with pytest.raises(EngrossError, match=r"^lamps\.engross\.toml:2: the line opens neither with '4\.' nor"):
        read('1 = { number = "4." }', text)


def test_the_title_is_the_lines_that_are_said() -> None:
    assert read('1 = "masthead"\n3 = "title"').metadata.title == "Resolution on lamps"
    assert read('1-3 = "title"').metadata.title == "The Council of Pilots Resolution on lamps"
    assert read('1 = "title"\n3 = "masthead"').metadata.title == "The Council of Pilots"


def test_a_line_within_an_annex_is_what_is_said_of_it() -> None:
    text = (
        TEXT + "\nAnnex\n\nRules of lamps\n\nThe keeper lights it\n\n1. The lamp is lit.\n\n2. The lamp is put out.\n"
    )
    assert "annex" in [p[0] for p in pieces("", text)]
    assert ("recital", "", 1, "The keeper lights it") in pieces('27 = "recital"', text)
    assert [p[0] for p in pieces('27 = "recital"', text)].count("annex") == 1


def test_recitals_reach_the_tree() -> None:
    preamble = read('9 = "recital"').document.preamble
    recitals = [r for part in preamble if isinstance(part, Recitals) for r in part.items]
    assert [block_text(r.blocks[0]) for r in recitals][-1].startswith("Night is long")


def test_inspection_says_who_decided() -> None:
    source = SourceText(TEXT)
    given = of_lines(said('[lines]\n9 = "recital"').corrections, TEXT.split("\n"), source.starts)
    row = next(r for r in explain(pieces_of(source, "en", given=given)) if r.line == 9)
    assert (row.label, row.reasons) == ("recital", ["said by hand"])
    assert row.margin > 100


def test_nothing_said_changes_nothing() -> None:
    assert read("") == TextReader().read(TEXT.encode(), "lamps.txt", ReadOptions()).value


def test_a_line_that_is_a_whole_document_is_one_line_when_it_is_said_to_be() -> None:
    clauses = " ".join(
        f"{n}. Decides that lamp number {n} of the harbour shall be lit at dusk by its keeper." for n in range(1, 31)
    )
    assert len(pieces("", clauses)) > 20
    assert len(pieces('1 = "clause"', clauses)) == 1


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('titel = "Lamps"', "1: there is no 'titel': use [lines] or a fact (title, "),
        ('title = "Lamps"\ndate = "May"', "2: date must be a full date such as 2025-09-23, not 'May'"),
        ("title = 5", "1: title must be a string, not 5"),
        ('lines = "all"', "1: lines is a table"),
        ('[lines]\n\n# no such\n12 = "remark"', "4: a line cannot be 'remark': use one of furniture, "),
        ('[lines]\ntwelve = "clause"', "2: 'twelve' is no line (12) and no run of lines (12-14)"),
        ('[lines]\n0 = "clause"', "2: '0' is no line"),
        ('[lines]\n9-7 = "clause"', "2: '9-7' ends before it begins"),
        ("[lines]\n12 = 5", "2: lines are given as"),
        ("[lines]\n12 = {}", "2: says nothing of 12"),
        ('[lines]\n12 = { role = "clause" }', "2: there is no 'role' of a line: use is, level, number"),
        ('[lines]\n12 = { is = "item", level = 0 }', "2: level counts from 1, and is not 0"),
        ('[lines]\n12 = { is = "item", level = true }', "2: level counts from 1, and is not True"),
        ('[lines]\n12 = { is = "clause", level = 2 }', "2: level is said of an item, a recital item or a heading"),
        ("[lines]\n12 = { number = 5 }", '2: number is what is printed, in quotes ("5"), or "" for none'),
        ('[lines]\n12 = { number = " 5" }', "2: number must be one word or more"),
        ('[lines]\n12-13 = { number = "5" }', "2: one number cannot open several lines"),
        (
            'place = """\nPort\n"""\n[lines]\n12-14 = "furniture"\n20 = "clause"\n"14" = "recital"',
            "7: line 14 is spoken of on line 5 already",
        ),
        ('[lines.12]\nis = "clause"\n[lines.13]\nis = "remark"', "3: a line cannot be 'remark'"),
    ],
)
def test_what_cannot_be_is_named_with_its_line(toml: str, message: str) -> None:
    with pytest.raises(EngrossError) as error:
        said(toml)
    assert str(error.value).startswith(f"lamps.engross.toml:{message}")


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('20 = "clause"', "2: line 20: nothing stands there"),
        ('2 = "clause"', "2: line 2: nothing stands there"),
        ('21-99 = "furniture"', "2: lines 21-99: the text has 21 lines"),
        ('1 = "goes on"', "2: line 1: nothing stands above it that it could go on from"),
    ],
)
def test_what_the_text_does_not_have_is_named(toml: str, message: str) -> None:
    with pytest.raises(EngrossError) as error:
        read(toml)
    assert str(error.value) == f"lamps.engross.toml:{message}"


def test_facts_and_dashes() -> None:
    found = said('title = "Lamps"\ndate = 2025-03-11\nkeywords = ["a", "b"]\n[lines]\n"12–14" = "furniture"\n')
    assert found.facts == {"title": "Lamps", "date": "2025-03-11", "keywords": "a, b"}
    (statement,) = found.corrections.statements
    assert (statement.first, statement.last, statement.label) == (12, 14, "F")
