"""The number in the heading of an annex."""

from __future__ import annotations

import pytest

from engross.model import Break, Content, Emphasis, Note, Paragraph, Reference
from engross.recognise.annexes import headed, number_of


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("Annex II", "Annex II"),
        ("ANNEX A", "ANNEX A"),
        ("Annex 1: Species", "Annex 1:"),
        ("Annex III to the present declaration", "Annex III"),
        ("Annexe IV – Tableau", "Annexe IV"),
        ("Приложение 2", "Приложение 2"),
        ("附件二", "附件二"),
        ("المرفق الأول", "المرفق الأول"),
        ("Annex", ""),
        ("Annexes 1-3", ""),
        ("Annex on lamps", ""),
        ("ANNEX IMPORTANT", ""),
        ("附件", ""),
    ],
)
def test_a_number_is_told_from_the_heading(heading: str, number: str) -> None:
    assert number_of(heading) == number


NOTE = Note((Paragraph(("A note.",)),), "1")


@pytest.mark.parametrize(
    ("content", "number", "rest"),
    [
        (("Annex II: Table",), "Annex II:", ("Table",)),
        ((Reference(("Annex II",), "#att_II"), ": Table"), "Annex II:", ("Table",)),
        ((Emphasis("b", ("Annex II Table ", Emphasis("i", ("of lamps",)))),), "Annex II",
         (Emphasis("b", ("Table ", Emphasis("i", ("of lamps",)))),)),
        (("Annex II", NOTE, Break(), "Table"), "Annex II", (NOTE, "Table")),
        (("Annex  II",), "Annex II", ()),
        (("Annex on lamps",), None, ("Annex on lamps",)),
    ],
)  # fmt: skip
def test_the_rest_is_the_heading(content: Content, number: str | None, rest: Content) -> None:
    made, heading = headed(content)
    assert (made and made.text, heading) == (number, rest)
