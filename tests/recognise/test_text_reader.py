"""Bytes of any kind: decoded, or refused in one clear line; nothing in between."""

from __future__ import annotations

import pytest

from engross.diagnostics import UnreadableError
from engross.model import Provision, block_text
from engross.readers.decoding import decode
from engross.readers.text import TextReader
from engross.registry import ReadOptions

TEXT = "Déclaration des États côtiers\n\n1. Décide d’agir ;\n\n2. Prie le Secrétaire de l’aider.\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-32"), "utf-32"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.replace("\n", "\r").encode("mac_roman"), "mac_roman"),
        (TEXT.encode("mac_roman"), "mac_roman"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_encodings(data: bytes, encoding: str) -> None:
    assert decode(data, "x.txt")[:2] == (TEXT, encoding)


def test_other_alphabets_in_their_own_encodings() -> None:
    text = "Генеральная Ассамблея,\n\nссылаясь на свои резолюции,\n\n1. постановляет действовать.\n" * 20
    assert decode(text.encode("cp1251"), "x.txt").text == text


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_line_ends(end: str) -> None:
    body = TextReader().read(TEXT.replace("\n", end).encode(), "x.txt", ReadOptions()).value.document.body
    assert [p.number.text for p in body if isinstance(p, Provision) and p.number] == ["1.", "2."]


def test_mixed_line_ends() -> None:
    assert decode(b"a\r\nb\rc\nd", "x").text == "a\nb\nc\nd"


def test_only_a_line_feed_ends_a_line() -> None:
    body = TextReader().read("The Council,\n\n1. Decides\u2028to act;\n\n2. Ends.".encode(), "x", ReadOptions())
    first = body.value.document.body[0]
    assert isinstance(first, Provision)
    assert block_text(first.blocks[0]) == "Decides to act;"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        ("\ufeff\u2003\n".encode(), "no text"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (bytes(range(256)) * 20, "not text"),
        (b"\0" * 999, "not text"),
        (b"a\0b\0\0\0" * 50, "not text"),
        (b"\xff\xfea", "byte order mark"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words) as refused:
        TextReader().read(data, "x.txt", ReadOptions())
    assert str(refused.value).startswith("x.txt: ")
    assert "\n" not in str(refused.value)


def test_the_encoding_is_reported_unless_it_is_utf8() -> None:
    reader = TextReader()
    assert "encoding" not in {d.rule.code for d in reader.read(TEXT.encode(), "x", ReadOptions()).found}
    found = reader.read(TEXT.encode("cp1252"), "x", ReadOptions()).found
    assert [d.message for d in found if d.rule.code == "encoding"] == ["read as cp1252"]


def test_the_language_can_be_said() -> None:
    assert TextReader().read(b"1. X.\n\n2. Y.", "x", ReadOptions(language="es")).value.metadata.language == "spa"
