"""Roman numbers of headings stay roman when clauses are numbered between them."""

from __future__ import annotations

from engross.recognise.reading import pieces_of
from engross.source import SourceText

CLAUSES = "Each vessel shall show a white light forward and a red light aft, visible from afar."


def test_the_second_roman_heading_is_no_doubled_letter() -> None:
    lines = []
    for n, (number, title) in enumerate([("I.", "Scope"), ("II.", "Lights"), ("III.", "Conduct")]):
        lines += [f"{number} {title}", f"{2 * n + 1}. {CLAUSES}", f"{2 * n + 2}. {CLAUSES}"]
    pieces = pieces_of(SourceText("Annex\n\nRules\n\n" + "\n\n".join(lines) + "\n")).pieces
    numbers = [piece.number for piece in pieces if piece.role == "heading"]
    assert [(n.printed, n.style, n.value) for n in numbers if n] == [
        ("I.", "I.", 1),
        ("II.", "I.", 2),
        ("III.", "I.", 3),
    ]
