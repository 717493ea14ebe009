"""The fair copy: every word of the tree in order, and the labels that the options ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import instruments
from engross.faircopy import FairCopyOptions, Line, fair_copy, notes
from engross.model import (
    Document,
    Instrument,
    Metadata,
    Number,
    Paragraph,
    Provision,
    Recital,
    Recitals,
    block_text,
    text_of,
)


def labels(instrument: Instrument, **options: object) -> list[str]:
    lines = fair_copy(instrument, FairCopyOptions(**options)).lines  # type: ignore[arg-type]
    return [line.label for line in lines if line.role in ("recital", "clause", "item")]


def test_plain_labels_number_the_clauses_and_leave_the_recitals() -> None:
    assert labels(instruments.communique()) == ["", "", "1.", "2.", "3."]


def test_cited_labels_are_those_of_diplomats() -> None:
    assert labels(instruments.communique(), labels="cited") == ["PP1", "PP2", "OP1", "OP2", "OP3"]


def test_no_labels_where_none_were_printed() -> None:
    assert labels(instruments.communique(), labels="none") == [""] * 5


@pytest.mark.parametrize("style", ["none", "plain", "cited"])
def test_a_faithful_copy_hides_what_the_source_did_not_print(style: str) -> None:
    assert labels(instruments.communique(), labels=style, faithful=True) == [""] * 5


def test_printed_numbers_are_shown_whatever_the_options() -> None:
    printed = ["", "", "(a)", "(b)", "1.", "(a)", "(i)", "(ii)", "(b)", "2.", "2 bis.", "5.", "8A.", "1.", "2."]
    for style in ("none", "plain"):
        assert labels(instruments.resolution(), labels=style, faithful=True) == printed


def test_annexes_are_not_cited_as_operative_paragraphs() -> None:
    from engross.model import Attachment

    clause = Provision("paragraph", Number("1.", True), blocks=(Paragraph(("x",)),))
    annex = Attachment(Document("doc", "annex", body=(clause,)), heading=("A",))
    made = Instrument(Metadata(), Document("statement", "x", body=(clause,), attachments=(annex,)))
    assert labels(made, labels="cited") == ["OP1", "1."]


def words_of_tree(node: object) -> Iterator[str]:
    """Every visible word of a tree in its own order, numbers and headings included."""
    if isinstance(node, Provision):
        yield from (node.number.text if node.number else "").split()
        yield from text_of(node.heading).split()
        yield from text_of(node.subheading).split()
        for part in (*node.blocks, *node.children, *node.wrap_up):
            yield from words_of_tree(part)
    elif isinstance(node, Recitals):
        for part in (*node.intro, *node.items, *node.wrap_up):
            yield from words_of_tree(part)
    elif isinstance(node, Recital):
        yield from (node.number.text if node.number else "").split()
        for part in node.blocks:
            yield from words_of_tree(part)
    elif isinstance(node, Document):
        for part in (*node.cover, *node.preface, *node.preamble, *node.body, *node.conclusions):
            yield from words_of_tree(part)
        for attachment in node.attachments:
            yield from (attachment.number.text if attachment.number else "").split()
            yield from text_of(attachment.heading).split()
            yield from words_of_tree(attachment.document)
    elif hasattr(node, "blocks"):
        for part in node.blocks:
            yield from words_of_tree(part)
    elif hasattr(node, "content"):
        yield from text_of(node.content).split()
    else:
        yield from block_text(node).split()  # type: ignore[arg-type]


def words_of_line(line: Line) -> Iterator[str]:
    yield from line.label.split()
    yield from text_of(line.content).split()
    if line.table:
        for row in line.table.rows:
            for cell in row.cells:
                for block in cell.blocks:
                    yield from block_text(block).split()


@pytest.mark.parametrize("name", instruments.ALL)
def test_every_word_of_the_tree_is_drawn_in_order(name: str) -> None:
    made = instruments.ALL[name]()
    drawn = [word for line in fair_copy(made).lines for word in words_of_line(line)]
    assert drawn == list(words_of_tree(made.document))


def test_notes_come_in_the_order_of_their_calls() -> None:
    assert [note.marker for note in notes(fair_copy(instruments.resolution()).lines)] == ["1", "2"]


def test_depths_tell_clauses_from_their_items() -> None:
    depths = {
        line.label: line.depth for line in fair_copy(instruments.resolution()).lines if line.eid.startswith("para_1")
    }
    assert depths == {"1.": 1, "(a)": 2, "(i)": 3, "(ii)": 3, "(b)": 2}


def test_an_article_is_a_heading_with_text_below_it() -> None:
    lines = fair_copy(instruments.treaty()).lines
    article = next(n for n, line in enumerate(lines) if line.label == "Article 3")
    assert (lines[article].role, lines[article].depth, lines[article + 1].role) == ("heading", 2, "paragraph")
