"""Pieces tile the source: every character that is not white space lies in exactly one of them, and no word is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engross.readers.decoding import decode
from engross.recognise.pieces import Piece
from engross.recognise.reading import Reading, pieces_of
from engross.source import SourceText

WORD = re.compile(r"[^\W_]")
DAMAGED = str.maketrans("lIO", "110")
TAGS = re.compile(r"</?(?:u|sup|sub|b|i|em|strong|br ?/?)>")

LINES = st.sampled_from(
    [
        "", "  ", "1.", "1. Decides to act;", "(a) x", "(i) y,", "* * *", "---", "ANNEX", "Annex II", "The General Assembly,",
        "Recalling its resolutions,", "Article 2", "Article 3 Definitions", "“1. The Council welcomes this.”", "a", "Ⅷ", "第一章",
        "一、决定", "(أ) نص", "Newsletter", "page 3", "3", "**bold", "end**", "_underlined_ word", "co-", "operation of all", "\u00ad",
        "soft\u00ad", "hyphen", "Done at Zenda,", "this 3 May 2001", "______", "[1] See A/1/2.", "\x0c", "\u2028x\u2028", "<u>x</u>",
        "1\\. Escaped", "2l. damaged", "Signed: A. Smith", "I.", "A. Smith", "\t x \t y", "’",
    ]
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=40).map("\n".join) | st.text(max_size=300)


def check(text: str) -> Reading:
    """Asserts the law for one text."""
    source = SourceText(text)
    reading = pieces_of(source)
    covered = bytearray(len(text))
    last = -1
    for piece in reading.pieces:
        assert piece.spans[0].start >= last, "pieces stand in order of their beginnings"
        last = piece.spans[0].start
        for start, end in piece.spans:
            assert start < end <= len(text)
            assert not any(covered[start:end]), f"covered twice: {text[start:end]!r}"
            covered[start:end] = b"\1" * (end - start)
        assert_words_kept(piece, source)
    missed = [n for n, (char, done) in enumerate(zip(text, covered, strict=True)) if not done and not char.isspace()]
    assert not missed, f"covered by none: {text[missed[0] : missed[0] + 40]!r}"
    return reading


def assert_words_kept(piece: Piece, source: SourceText) -> None:
    raw = TAGS.sub("", "\n".join(source[span] for span in piece.spans))
    printed = piece.number.printed if piece.number else ""
    want = "".join(WORD.findall(raw))
    have = "".join(WORD.findall(printed + piece.heading + piece.text))
    if printed:  # damaged digits may have been read as what they stand for
        want, have = want.translate(DAMAGED), have.translate(DAMAGED)
    assert have == want


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_is_tiled(text: str) -> None:
    check(text)


@pytest.mark.parametrize("keep", ["\n", "\n\n"])
def test_every_kind_of_line_is_tiled(keep: str) -> None:
    lines = [
        "Joint Communiqué", "The Ministers met in Zenda on 3 May 2001.", "Recalling what was said,", "1. Decide to meet;",
        "(a) in Zenda;", "(b) or in Strelsau.", "3", "and so on.", "Annex", "1. First.", "2. Second.", "Newsletter",
    ]  # fmt: skip
    check(keep.join(lines))


def test_seeds_are_tiled(root: Path) -> None:
    texts = sorted((root / "seeds").glob("*/text.txt"))
    assert texts
    for path in texts:
        check(path.read_text(encoding="utf-8"))


def corpus(shared: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((shared / "corpus" / "instruments").glob("*.*")):
        if path.suffix in (".txt", ".md") and path.name != "README.md":
            yield path.name, decode(path.read_bytes(), path.name).text


def test_instruments_are_tiled(shared: Path) -> None:
    count = 0
    for name, text in corpus(shared):
        try:
            check(text)
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from error
        count += 1
    assert count > 50
