"""Marked sources: text and gold come out of one line, wherever it is set."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import gold_from_marks
from benchmarks.gold_from_marks import Marked, MarksError

HEAD = "kind: decision\nlanguage: en\n"


def marked(folder: Path, body: str, head: str = "") -> Marked:
    path = folder / "a.marks"
    path.write_text(f"{HEAD}{head}---\n{body}", encoding="utf-8")
    return gold_from_marks.read(path)


def test_a_clause_is_printed_with_its_number_and_quoted_without(tmp_path: Path) -> None:
    made = marked(tmp_path, "1|{1.} Decides to meet again in the spring of 2001;\n2|{(a)} in Lima;\n")
    assert made.text == "1. Decides to meet again in the spring of 2001;\n(a) in Lima;\n"
    assert made.gold["operative"] == [
        {"num": "1.", "starts": "Decides to meet again in the", "level": 1},
        {"num": "(a)", "starts": "in Lima;", "level": 2},
    ]


def test_a_clause_goes_on_over_furniture(tmp_path: Path) -> None:
    made = marked(tmp_path, "R|Having seen\nF|- 2 -\n+|the harbour at night,\n")
    assert made.gold["preambular"] == ["Having seen the harbour at night,"]
    assert made.gold["boilerplate_lines"] == [1]


def test_a_number_alone_on_its_line_belongs_to_the_text_below(tmp_path: Path) -> None:
    made = marked(tmp_path, "1|{1.}\n+|URGES all.\n")
    assert made.gold["operative"] == [{"num": "1.", "starts": "URGES all.", "level": 1}]


@pytest.mark.parametrize(
    "body", ["a|{Article 2.} Seat\n+|The seat is Lima.\n", "a|{Article 2.}\nh|Seat\n+|The seat is Lima.\n"]
)
def test_an_article_has_a_heading_beside_its_text(tmp_path: Path, body: str) -> None:
    made = marked(tmp_path, body)
    assert made.gold["headings"] == ["Article 2. Seat"]
    assert made.gold["operative"] == [{"num": "Article 2.", "starts": "The seat is Lima.", "level": 1}]


def test_an_article_without_words_of_its_own_opens_with_its_first_item(tmp_path: Path) -> None:
    made = marked(tmp_path, "1|{Article 3}\n2|{1.} Ships may call.\n")
    assert [row["starts"] for row in made.gold["operative"]] == ["Ships may call.", "Ships may call."]


def test_blocks_are_wrapped_parted_and_joined_as_the_head_says(tmp_path: Path) -> None:
    made = marked(
        tmp_path, "T|BEES\nR|Noting that the bees are few,\nR~|Alarmed,\n1^|{1.}Acts.\n", "wrap: 16\ngap: 1\n"
    )
    assert made.text == "BEES\nNoting that the\nbees are few, Alarmed,1.Acts.\n"
    assert made.gold["preambular"] == ["Noting that the bees are few,", "Alarmed,"]


def test_lines_of_furniture_are_counted_through_wraps_and_gaps(tmp_path: Path) -> None:
    made = marked(tmp_path, "1|One two three four five six.\n1|Seven.\nF|- 2 -\n\nF|Share\n", "wrap: 14\ngap: 1\n")
    lines = made.text.split("\n")
    assert [lines[n] for n in made.gold["boilerplate_lines"]] == ["- 2 -", "Share"]


def test_references_annexes_and_closing_are_told(tmp_path: Path) -> None:
    made = marked(
        tmp_path,
        "1|Recalls ⟦decision 4/1⟧.\nC|Done at Lima.\nC|A. B.\nA!|ANNEX\nA|1. List\n",
        "place: Lima | Lima, Peru\n",
    )
    gold = made.gold
    assert (gold["references"], gold["annexes"], gold["signature_or_closing"]) == (["decision 4/1"], 1, "Done at Lima.")
    assert (gold["place"], gold["also"]["place"]) == ("Lima", ["Lima, Peru"])
    assert "⟦" not in made.text
    assert "1. List" in gold["ignore"]


def test_chinese_is_quoted_by_characters(tmp_path: Path) -> None:
    made = gold_from_marks.quoted("一二三四五六七八九十一二三四五六", "zh")
    assert made == "一二三四五六七八九十一二三四"


@pytest.mark.parametrize(
    ("head", "body", "told"),
    [("", "Q|x\n", "no role"), ("", "loose\n", "without its role"), ("colour: red\n", "T|x\n", "is not one of")],
)
def test_what_cannot_be_read_is_told_with_its_line(tmp_path: Path, head: str, body: str, told: str) -> None:
    with pytest.raises(MarksError, match=told):
        marked(tmp_path, body, head)
