"""The whole way from text to a judged record is linear: four times the text is four times the work, counted in calls."""

from __future__ import annotations

import sys
import time
import tracemalloc
from types import FrameType

import pytest

from engross import conversion

UNITS = {
    "letters": "a ", "brackets": "(", "digits": "1", "dots": ".", "spaces": " ", "stars": "**", "markup": "&<", "quotes": "“",
    "numbers alone": "1.\n", "roman items": "(i) x\n", "nested": "1. a\n(a) b\n(i) c\na) d\ni) e\nA. f\n", "tabs": "a\tb\n",
    "headings": "Part I\nx\n", "titles": "Title Case Line\n", "articles": "Article 1\nx y\n", "annexes": "Annex\nx\n",
    "recitals": "Recalling x,\n", "notes": "[1] see\n", "signatures": "(Signed) A. Smith\n", "blank lines": "\n",
    "bodies": "United Nations ", "acronyms": "United Nations (UN) ", "new acronyms": "Alpha Beta Company (ABC) ",
    "dates": "1 May 2020, ", "resolutions": "resolution 12/34 and 12/35 of 1 May 2020, ", "symbols": "A/RES/1/1 ",
    "conventions": "Convention on the Law of the ", "paragraphs": "paragraph 4 above, ", "places": "in Geneva ",
    "persons": "H.E. Mr. John Smith, Minister ", "statements": "Joint Declaration of 1 May 2020, issued by the ",
    "sessions": "at the tenth session of the ", "offices": "Secretary-General of the ",
    "one line": "Recalling that x is so, and that The General Assembly, in article 12. (a) Decides; ",
}  # fmt: skip
SIZE = 12_000
DEEP = 30
MEMORY = 40
"""Bytes of Python's own memory for each character of a hostile text, and what is made once besides."""
ONCE = 4_000_000


def of_size(unit: str, size: int) -> bytes:
    """About `size` characters of the unit over and over, and one that is not white space."""
    return (unit * (size // len(unit)) + "x").encode()


def converted(data: bytes) -> bytes:
    return conversion.convert(data, "text", "akn").value


def work(data: bytes) -> int:
    """How many calls a conversion makes."""
    calls = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        converted(data)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_work_grows_with_the_text(unit: str) -> None:
    small, large = of_size(unit, SIZE), of_size(unit, 4 * SIZE)
    work(small)  # what is remembered from text to text is remembered now
    assert work(large) < 4.6 * work(small) + 5000


def seconds(data: bytes) -> float:
    """The processor's time for a conversion."""
    start = time.process_time()
    converted(data)
    return time.process_time() - start


@pytest.mark.parametrize("name", [name for name, unit in UNITS.items() if unit.endswith("\n")])
def test_time_grows_with_the_lines(name: str) -> None:
    """What looks through a list for every line makes no call: it takes time. A busy machine is given three chances."""
    small, large = of_size(UNITS[name], 3 * SIZE), of_size(UNITS[name], 12 * SIZE)
    assert any(seconds(large) < 6 * seconds(small) + 0.05 for _ in range(3))


@pytest.mark.parametrize("unit", ["a ", "(", "one two, "])
def test_one_line_as_long_as_a_book_takes_memory_by_its_length(unit: str) -> None:
    data = of_size(unit, 1_000_000)
    converted(data[:10_000])
    tracemalloc.start()
    try:
        assert unit.strip().encode() in converted(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MEMORY * len(data) + ONCE


def test_nesting_without_end_is_read() -> None:
    """Every level of the deepest nesting that marks can make is in the record, again and again."""
    marks = ["1.", "(a)", "(i)", "a)", "i)", "A.", "(A)", "(I)", "(1)", "1)", "a.", "•", "–", "*"]
    lines = [f"{marks[n % len(marks)]} level{n} text;" for n in range(DEEP)]
    text = "The Council,\n\n" + "\n\n".join(lines * 20)
    record = converted(text.encode()).decode()
    assert all(record.count(f"level{n} ") == 20 for n in range(DEEP))
    assert work(text.encode()) * 4.6 + 5000 > work((text + "\n\n" + "\n\n".join(lines * 60)).encode())
