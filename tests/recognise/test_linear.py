"""Hostile texts: four times the text is four times the work, counted in calls, whatever the pattern."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from engross.recognise.reading import pieces_of
from engross.source import SourceText

UNITS = {
    "letters": "a ", "brackets": "(", "digits": "1", "dots": ".", "numbers": "1. ", "number lines": "1.\n", "capitals": "A ",
    "the body speaks": "The A, ", "spaces in a line": " " * 3000 + "x", "roman items": "(i) x\n", "stars": "**", "symbols": "A/",
    "blank lines": "\n", "quotes": "“", "names": "Convention on the Law of the ", "hyphens": "ab-\ncd ", "notes": "[1] see\n",
    "annexes": "Annex\nx\n", "titles": "Title Case Line\n", "rules": "---\n", "underlines": "_\n", "articles": "Article 1\nx y\n",
    "nested": "1. a\n(a) b\n(i) c\na) d\ni) e\nA. f\n", "tags": "<a><b>", "tag stars": "<*_", "links": "[a](", "recitals": "Recalling x,\n",
    "one line": "Recalling that x is so, and that The General Assembly, in article 12. (a) Decides; ",
}  # fmt: skip
SIZE = 12_000


def work(text: str) -> int:
    """How many calls reading a text makes."""
    calls = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal calls
        calls += 1

    source = SourceText(text)
    sys.setprofile(count)
    try:
        pieces_of(source, "en")
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_work_grows_with_the_text(unit: str) -> None:
    text = unit * (SIZE // len(unit) + 1)
    work(text)  # what is remembered from text to text is remembered now
    assert work(text * 4) < 4.5 * work(text) + 5000


def test_a_megabyte_of_each_is_read() -> None:
    for unit in UNITS.values():
        if "\n" not in unit:
            text = unit * (1_000_000 // len(unit))
            assert pieces_of(SourceText(text), "en").pieces or text.isspace()


def test_nesting_is_as_deep_as_it_is() -> None:
    marks = ["1.", "(a)", "(i)", "a)", "i)", "A.", "(A)", "(I)", "(1)", "1)", "a.", "•", "–", "*"]
    text = "The Council,\n\n" + "\n\n".join(f"{mark} text of {mark};" for mark in marks)
    levels = [p.level for p in pieces_of(SourceText(text), "en").pieces if p.role in ("clause", "item")]
    assert levels == sorted(levels)
    assert max(levels) > 8
