"""What records say of instruments of many kinds: title, number, date, place and issuer (`fronts.toml`)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import engross
from engross.model import Document, Mark, text_of

CASES = tomllib.loads((Path(__file__).parent / "fronts.toml").read_text(encoding="utf-8"))


def authorities(document: Document) -> list[str]:
    """The words of the preface that are marked as its authority, in order."""
    found: list[str] = []

    def look(part: object) -> None:
        if isinstance(part, Mark) and part.element == "docAuthority":
            found.append(text_of(part.content))
        for inside in (*getattr(part, "blocks", ()), *getattr(part, "content", ())):
            look(inside)

    for part in document.preface:
        look(part)
    return found


@pytest.mark.parametrize("name", CASES)
def test_front(name: str) -> None:
    case = dict(CASES[name])
    read = engross.read(case.pop("text").lstrip().encode(), "text").value
    known = read.metadata
    got = {"title": known.title, "number": known.symbol, "date": known.date, "place": known.place}
    issuer = case.pop("issuer", "")
    assert {field: got[field] for field in case} == case
    assert not issuer or issuer in authorities(read.document)
