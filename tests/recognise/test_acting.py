"""Who acts: a line that only names it ends the preface, a sentence of what it did stays; titles name it too."""

from __future__ import annotations

import pytest

import engross
from engross.faircopy import fair_copy
from engross.model import Container, Document, Formula, Mark, Paragraph, text_of

HEAD = "RESOLUTION ON THE LIGHTS OF THE HARBOUR\n\nAdopted at Quill on 4 June 2024\n\n"
RECITALS = """
Recalling its earlier decisions on the lights of the harbour,

Concerned at the number of vessels that were lost last winter,

1. Decides that all lights shall be lit at dusk;

2. Requests the Secretary-General to report on them every year.
"""


def read(opening: str, language: str = "") -> engross.Outcome:
    return engross.read((HEAD + opening + "\n" + RECITALS).encode(), "text")


def last_words(document: Document) -> str:
    last = document.preface[-1]
    assert isinstance(last, Formula | Container)
    block = last.blocks[-1]
    assert isinstance(block, Paragraph)
    return text_of(block.content)


@pytest.mark.parametrize(
    "line",
    [
        "The Security Council,",
        "The Governing Council,",
        "THE 47th DIRECTING COUNCIL,",
        "The Executive Board, meeting at its ninth session in Geneva from 3 to 5 May 2024,",
        "The Government of the French Republic and the Government of the Kingdom of Norway,",
        "The Government of the French Republic and the Government of the Kingdom of Norway, hereinafter “the Parties”,",
    ],
)
def test_a_line_that_only_names_who_acts_ends_the_preface(line: str) -> None:
    document = read(line).value.document
    assert last_words(document) == line
    assert not any(isinstance(part, Formula | Container) for part in document.preamble)


@pytest.mark.parametrize(
    "line",
    [
        "We, the Leaders of the Group of Seven, met in Quill on 3 June 2024 to discuss the lights of all harbours.",
        "The Council decided at its third meeting to look at the lights of all harbours before the winter comes.",
    ],
)
def test_a_sentence_stays(line: str) -> None:
    document = read(line).value.document
    assert line not in [text_of(b.content) for p in document.preface if isinstance(p, Formula | Container)
                        for b in p.blocks if isinstance(b, Paragraph)]  # fmt: skip


def test_lines_stand_on_a_page_where_they_stood() -> None:
    lines = fair_copy(read("The Governing Council,").value).lines
    roles = [line.role for line in lines if line.role != "masthead"]
    assert roles[:4] == ["title", "preface", "formula", "recital"]


def test_what_comes_after_recitals_stays_behind_them() -> None:
    text = HEAD + RECITALS.replace("1. Decides", "The Ministers and Senior Officials:\n\n1. Decide")
    document = engross.read(text.encode(), "text").value.document
    assert isinstance(document.preamble[-1], Formula)
    assert not any(isinstance(part, Formula) for part in document.preface)


def test_each_line_of_the_parties() -> None:
    opening = "The Government of the French Republic,\n\nThe Government of the Kingdom of Norway,\n"
    document = read(opening).value.document
    marks = [
        text_of(inline.content)
        for part in document.preface
        if isinstance(part, Formula | Container)
        for block in part.blocks
        if isinstance(block, Paragraph)
        for inline in block.content
        if isinstance(inline, Mark) and inline.element == "docAuthority"
    ]
    assert marks == ["The Government of the French Republic", "The Government of the Kingdom of Norway"]


def authorities(text: str) -> list[str]:
    """The words of the front that are marked as its authority."""
    document = engross.read(text.encode(), "text").value.document
    found: list[str] = []

    def look(part: object) -> None:
        if isinstance(part, Mark) and part.element == "docAuthority":
            found.append(text_of(part.content))
        for inside in (*getattr(part, "blocks", ()), *getattr(part, "content", ())):
            look(inside)

    for part in document.preface:
        look(part)
    return found


def test_the_title_names_the_maker_in_other_words() -> None:
    text = """Second meeting of Ministers for Harbours and Lights: final communiqué

Quill, 4 June 2024

Federal and Coastal Ministers for Harbours and Lights met in Quill today and agreed on a plan for the winter.

Ministers welcomed the progress made on the lights of the eastern coast.
"""
    assert authorities(text) == ["Ministers for Harbours and Lights"]


def test_a_title_about_something_else_names_nobody() -> None:
    text = """Resolution on the Human Rights of Seafarers

The Coastal Commission on Human and Harbour Rights,

Recalling its earlier resolutions,

1. Decides to look into the matter.
"""
    assert authorities(text) == ["The Coastal Commission on Human and Harbour Rights"]
