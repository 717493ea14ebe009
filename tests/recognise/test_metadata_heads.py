"""Heads of instruments as bodies of many kinds print them: title, date, place, maker and parties (`heads.toml`)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from engross.model import Mark, text_of
from engross.recognise.dress import dress
from engross.recognise.metadata_head import settle
from engross.recognise.pieces import Piece
from engross.recognise.reading import pieces_of
from engross.source import SourceText, Span

CASES = tomllib.loads((Path(__file__).parent / "heads.toml").read_text(encoding="utf-8"))
BEFORE = ("title", "masthead", "adopted")


@pytest.mark.parametrize("name", CASES)
def test_head(name: str) -> None:
    case = dict(CASES[name])
    source = SourceText(case.pop("text"))
    reading = pieces_of(source)
    pieces = settle(reading.pieces, reading.language, source.text)
    made = dress(pieces, reading.language)
    known = made.metadata
    makers = [
        text_of(mark.content)
        for piece, content in zip(pieces, made.contents, strict=True)
        for mark in content
        if piece.role not in BEFORE and isinstance(mark, Mark) and mark.element == "docAuthority"
    ]
    got = {
        "title": known.title, "date": known.date, "place": known.place, "author": known.author,
        "country": known.country, "participants": list(known.participants), "issuer": " ".join(makers),
    }  # fmt: skip
    assert {field: got[field] for field in case} == case


@pytest.mark.parametrize("name", CASES)
def test_settling_loses_no_character(name: str) -> None:
    source = SourceText(CASES[name]["text"])
    reading = pieces_of(source)
    pieces = settle(reading.pieces, reading.language, source.text)
    covered = bytearray(len(source.text))
    for piece in pieces:
        for span in piece.spans:
            covered[span.start : span.end] = bytes([1]) * (span.end - span.start)
    lost = {c for c, seen in zip(source.text, covered, strict=True) if not seen and not c.isspace()}
    assert not lost


def test_settling_twice_is_settling_once() -> None:
    source = SourceText(CASES["bilateral-agreement"]["text"])
    once = settle(pieces_of(source).pieces, "en", source.text)
    assert settle(once, "en", source.text) == once


def test_a_title_that_only_the_front_matter_has() -> None:
    source = SourceText(CASES["joint-statement-front-matter"]["text"].lstrip())
    pieces = settle(pieces_of(source).pieces, "en", source.text)
    title = next(piece for piece in pieces if piece.role == "title")
    assert title.text == "Joint Statement on the Reopening of the Mountain Road"
    assert source[title.spans[0]].strip('"') == title.text


def test_a_text_without_a_head_is_left_alone() -> None:
    clause = Piece("clause", (Span(0, 9),), "It rained", None, 1, "plain", "", "")
    assert settle([clause], "en", "It rained") == [clause]
