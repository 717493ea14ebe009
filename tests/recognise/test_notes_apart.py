"""Notes that follow each other are notes of their own, each at its call."""

from __future__ import annotations

from engross.recognise.reading import pieces_of
from engross.source import SourceText

TEXT = """1. Decides to meet,[1] in the usual place;[2]

2. Requests a report.

[1] See document 4.

[2] The place where the clock stands.
"""


def test_each_marker_opens_a_note() -> None:
    pieces = pieces_of(SourceText(TEXT)).pieces
    assert [p.text for p in pieces if p.role == "note"] == [
        "[1] See document 4.",
        "[2] The place where the clock stands.",
    ]
