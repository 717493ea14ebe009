"""The sheet: whatever lies on a line is laid where its words went, and every character goes somewhere once."""

from __future__ import annotations

import re
from collections import Counter
from time import process_time
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engross.diagnostics import UnreadableError
from engross.model import (
    Break,
    Cell,
    Content,
    Document,
    Emphasis,
    EmphasisKind,
    Inline,
    Lead,
    Metadata,
    Note,
    Number,
    OpaqueInline,
    Paragraph,
    Provision,
    Reference,
    Row,
    Table,
    block_text,
    provisions,
)
from engross.recognise.sheet import Call, Emphasized, Line, Link, Sheet, filled, read, reading_of, tiling

HREF = "https://example.org/"
WORDS = st.lists(
    st.sampled_from(
        "peace order resolution 79/1 of 10 December 2024 the Charter of the United Nations, States and paragraph 1 above"
        " *star* <b> snake_case self-determination “quoted” 5 May 2025 Secretary-General (a) 12".split()
    ),
    min_size=3,
    max_size=18,
).map(" ".join)
KINDS: tuple[EmphasisKind, ...] = get_args(EmphasisKind)


@st.composite
def clauses(draw: st.DrawFn) -> Line:
    """A numbered clause with anything laid on it."""
    text = "The parties keep " + draw(WORDS) + " in mind."
    size = len(text)

    def ranges() -> tuple[int, int]:
        start = draw(st.integers(0, size - 1))
        return start, draw(st.integers(start + 1, size))

    emphasis = tuple(Emphasized(*ranges(), draw(st.sampled_from(KINDS))) for _ in range(draw(st.integers(0, 4))))
    links = tuple(Link(*ranges(), HREF) for _ in range(draw(st.integers(0, 1))))
    calls = tuple(
        Call(draw(st.integers(0, size)), str(n + 1), (Line(f"Note number {n}, see A/RES/78/{n + 1}."),))
        for n in range(draw(st.integers(0, 3)))
    )
    spaces = [n for n, c in enumerate(text) if c == " "]
    breaks = tuple(sorted(draw(st.sets(st.sampled_from(spaces), max_size=2))))
    return Line(text, "here", 7, "1.", "decimal", 1, emphasis=emphasis, links=links, calls=calls, breaks=breaks)


def page(*lines: Line) -> Sheet:
    return Sheet("page", (Line("The General Assembly,"), *lines))


Char = tuple[str, frozenset[str], bool]


def chars(content: Content, kinds: frozenset[str] = frozenset(), linked: bool = False) -> list[Char | Note]:
    """Every character with what lies on it, notes where they stand."""
    out: list[Char | Note] = []
    part: Inline
    for part in content:
        if isinstance(part, str):
            out += [(c, kinds, linked) for c in part]
        elif isinstance(part, Break):
            out.append(("\n", kinds, linked))
        elif isinstance(part, Note):
            out.append(part)
        elif isinstance(part, Emphasis):
            out += chars(part.content, kinds | {part.kind}, linked)
        elif not isinstance(part, OpaqueInline):
            out += chars(part.content, kinds, linked or (isinstance(part, Reference) and part.href == HREF))
    return out


def first_clause(document: Document) -> Content:
    block = next(provisions(document)).blocks[0]
    assert isinstance(block, Paragraph)
    return block.content


@settings(max_examples=150, deadline=None)
@given(clauses())
def test_all_that_lies_on_a_line_is_laid_on_its_words(line: Line) -> None:
    second = Line("They meet again.", number="2.", counts="decimal", value=2)
    content = first_clause(read(page(line, second)).value.document)
    seen = chars(content)
    letters = [c for c in seen if not isinstance(c, Note)]
    text = "".join("\n" if n in line.breaks else c for n, c in enumerate(line.text))
    assert "".join(c for c, _, _ in letters) == text
    for n, (char, kinds, linked) in enumerate(letters):
        if char.isspace():
            continue
        assert kinds == {e.kind for e in line.emphasis if e.start <= n < e.end}
        if linked:
            assert any(a.start <= n < a.end for a in line.links)
    stand = [
        (len([c for c in seen[:n] if not isinstance(c, Note)]), c) for n, c in enumerate(seen) if isinstance(c, Note)
    ]
    assert [(at, note.marker) for at, note in stand] == [
        (c.at, c.marker) for c in sorted(line.calls, key=lambda c: c.at)
    ]
    for _, note in stand:
        assert block_text(note.blocks[0]) == f"Note number {int(note.marker) - 1}, see A/RES/78/{note.marker}."


def test_a_citation_keeps_its_own_target_under_a_link() -> None:
    text = "Recalls resolution 79/1 of 10 December 2024 with pleasure;"
    line = Line(text, number="1.", links=(Link(0, len(text), HREF),))
    content = first_clause(read(page(line, Line("More.", number="2."))).value.document)

    def targets(parts: Content) -> list[str]:
        out = []
        for part in parts:
            if isinstance(part, Reference):
                out.append(part.href)
            if isinstance(part, Reference | Emphasis | Lead):
                out += targets(part.content)
        return out

    assert targets(content).count(HREF) == 3
    assert [href for href in targets(content) if href != HREF] == ["/akn/un/statement/resolution/unga/2024/79-1"]


def test_a_lead_in_italics_is_a_lead_alone() -> None:
    line = Line("Recalling its own words,", emphasis=(Emphasized(0, 9, "i"),))
    document = read(page(line, Line("Decides to meet.", number="1."))).value.document
    assert "Emphasis" not in repr(document)
    assert "Lead(content=('Recalling',)" in repr(document)


def test_emphasis_of_a_whole_heading_is_its_face() -> None:
    lines = [
        Line("General matters", heading=1, emphasis=(Emphasized(0, 15, "b"),)),
        Line("Decides to meet.", number="1."),
    ]
    assert "Emphasis" not in repr(read(page(*lines)).value.document)


LINES = st.sampled_from(
    [
        "The General Assembly,", "Recalling its resolutions,", "Decides to act;", "to meet;", "General matters", "Annex II", "Rules",
        "Done at Zenda on 3 May 2001.", "A. Smith", "page 3", "*", "x", "Article 2", "1. Typed number", "(a) typed item;", "",
    ]
)  # fmt: skip
NUMBERS = st.sampled_from(
    ["", "", "1.", "2.", "(a)", "(i)", "•", "Article 1", "Annex III", "Part I", "§ 5", "8A.", "Rule 5:", "１．"]
)
TABLE = Table((Row((Cell((Paragraph(("one",)),)), Cell((Paragraph(("two",)),)))),), ("A caption",))


@st.composite
def lines(draw: st.DrawFn) -> Line:
    text = draw(LINES)
    table = TABLE if draw(st.integers(0, 6)) == 0 else None
    called = table is None and draw(st.integers(0, 5)) == 0
    calls = (Call(draw(st.sampled_from([0, len(text)])), "1", (Line("noted"),)),) if called else ()
    return Line(
        text if table is None else "",
        number=draw(NUMBERS),
        series=draw(st.sampled_from(["", "a"])),
        depth=draw(st.integers(0, 3)),
        heading=draw(st.sampled_from([0, 0, 0, 1, 2])),
        furniture=draw(st.sampled_from(["", "", "", "header", "footer"])),
        table=table,
        gap=draw(st.booleans()),
        calls=calls,
        emphasis=(Emphasized(0, len(text), "b"),) if text and table is None and draw(st.booleans()) else (),
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(lines(), min_size=1, max_size=14))
def test_every_character_lies_in_one_piece(made: list[Line]) -> None:
    sheet = Sheet("page", tuple(made))
    if not any(line.text or line.number or line.table for line in made):
        with pytest.raises(UnreadableError):
            read(sheet)
        return
    searched, reading = reading_of(sheet)
    text = searched.source.text
    covered = bytearray(len(text))
    for piece in tiling(searched, reading):
        for start, end in piece.spans:
            assert not any(covered[start:end]), f"covered twice: {text[start:end]!r}"
            covered[start:end] = b"\1" * (end - start)
    assert not [c for c, done in zip(text, covered, strict=True) if not done and not c.isspace()]


def words_in(part: object) -> Counter[str]:
    """The words of everything in a tree that is printed."""
    if isinstance(part, str):
        return Counter(re.findall(r"\w+", part))
    if isinstance(part, Number):
        return words_in(part.text)
    out: Counter[str] = Counter()
    if isinstance(part, tuple):
        for inner in part:
            out += words_in(inner)
    elif isinstance(part, Reference | Emphasis):
        out += words_in(part.content)
    elif isinstance(part, Note):
        out += words_in(part.blocks)
    elif hasattr(part, "__struct_fields__"):
        for field in part.__struct_fields__:
            value = getattr(part, field)
            if not isinstance(value, str | int):
                out += words_in(value)
    return out


@settings(max_examples=200, deadline=None)
@given(st.lists(lines(), min_size=1, max_size=14))
def test_no_word_is_lost_and_none_comes_twice(made: list[Line]) -> None:
    made = [line if line.furniture != "header" else Line("x") for line in made]
    if not any((line.text or line.number or line.table) and not line.furniture for line in made):
        return
    want: Counter[str] = Counter()
    for line in made:
        if line.furniture:
            want += words_in(tuple(inner.text for call in line.calls if line.table is None for inner in call.lines))
            continue
        if line.table is not None:
            want += words_in(block_text(line.table))
        else:
            want += words_in((line.number if re.search(r"\w", line.number) else "", line.text))
            want += words_in(tuple(inner.text for call in line.calls for inner in call.lines))
    sheet = Sheet("page", tuple(made))
    searched, reading = reading_of(sheet)
    for piece in tiling(searched, reading):
        if piece.role == "furniture" and piece.look not in ("header", "footer"):
            want -= words_in(tuple(searched.source[span] for span in piece.spans))  # found by recognition, and told
    have = words_in(read(sheet).value.document)
    for word in ("1", "i"):  # marks of notes, numbers given to clauses without one
        want.pop(word, None)
        have.pop(word, None)
    editorial = have - want
    assert want - have == Counter()
    assert all(word.isdigit() or len(word) == 1 for word in editorial)


def test_findings_give_the_place_of_the_line() -> None:
    sheet = page(
        Line("Decides to meet;", "paragraph 2", 2, "1."),
        Line("Decides to part.", "paragraph 3", 3, "2."),
        Line("Page 3", "paragraph 9", 9),
        Line("Draft", "footer of section 1", 0, furniture="footer"),
    )
    found = [(d.message, d.start.line if d.start else 0) for d in read(sheet).found if d.rule.code == "furniture"]
    assert found == [("paragraph 9: page number: Page 3", 9), ("footer of section 1: footer: Draft", 5)]


def test_a_symbol_that_only_the_page_head_shows_is_read() -> None:
    head = Line("A/HRC/RES/55/1", "header of section 1", 1, furniture="header")
    body = (
        Line("The Human Rights Council,"),
        Line("Decides to meet;", number="1."),
        Line("Decides to part.", number="2."),
    )
    assert read(Sheet("x", (head, *body))).value.metadata.symbol == "A/HRC/RES/55/1"
    shown = Line("A/HRC/RES/55/1")
    twice = read(Sheet("x", (head, shown, *body)))
    assert twice.value.metadata.symbol == "A/HRC/RES/55/1"
    assert [d.rule.code for d in twice.found if d.rule.code == "furniture"] == ["furniture"]


def test_facts_of_the_file_fill_and_never_overrule() -> None:
    known = Metadata(title="Order and quiet", date="2024-05-03")
    made, found = filled(known, Metadata(title="ORDER AND  QUIET", date="2020-01-01", symbol="A/1"))
    assert made == Metadata(title="Order and quiet", date="2024-05-03", symbol="A/1")
    assert [d.rule.id for d in found] == ["file-filled", "file-differs"]


def test_roman_and_letter_are_told_apart_by_their_list() -> None:
    items = [
        Line(f"item {n};", number=f"({mark})", counts="letter", value=9 + n, series="l", depth=1)
        for n, mark in enumerate("ij")
    ]
    document = read(page(Line("Decides:", number="1."), *items)).value.document
    (clause,) = [part for part in document.body if isinstance(part, Provision)]
    assert [child.number for child in clause.children if isinstance(child, Provision)] == [Number("(i)"), Number("(j)")]


def test_a_page_on_one_line_takes_time_in_proportion() -> None:
    def taken(count: int) -> float:
        text = " ".join(f"{n}. Decides to keep item {n} of the list in order and at peace;" for n in range(1, count))
        starts = range(0, len(text) - 20, 12)
        emphasis = tuple(Emphasized(n, n + 7, KINDS[n % 5]) for n in starts)
        sheet = page(Line(text, emphasis=emphasis))
        best = 9.0
        for _ in range(3):
            begun = process_time()
            read(sheet)
            best = min(best, process_time() - begun)
        return best

    assert taken(1200) < 6 * taken(400) + 0.05  # nine times as much, were it quadratic
