"""IRIs of cited instruments, and inner references that lost their target."""

from __future__ import annotations

import re

import pytest

from engross import references
from engross.model import Document, Instrument, Metadata, Paragraph, Provision, Reference

# The grammar of Work IRIs (AKN-NC 4.1): country, document type, subtype, actor, date, number or name.
WORK = re.compile(
    r"/akn/[a-z]{2}(?:-[a-z]+)?/(?:statement|doc|act)(?:/[a-z][a-z0-9-]*){0,2}/\d{4}(?:-\d\d-\d\d)?/[a-z0-9][a-z0-9-]*"
)


@pytest.mark.parametrize(
    ("actor", "session", "year"),
    [
        ("unga", "75", "2020"), ("unga", "III", "1948"), ("unga", "S-27", "2002"), ("unga", "ES-11", "2022"),
        ("unhrc", "1", "2006"), ("unhrc", "36", "2017"), ("unhrc", "57", "2024"), ("wha", "63", "2010"),
        ("executive-board", "109", "2002"), ("unep", "5", ""),
    ],
)  # fmt: skip
def test_the_year_in_which_a_session_opened(actor: str, session: str, year: str) -> None:
    assert references.session_year(actor, session) == year


@pytest.mark.parametrize(("text", "value"), [("I", 1), ("IV", 4), ("XXX", 30), ("XCIX", 99), ("", 0), ("AB", 0)])
def test_roman(text: str, value: int) -> None:
    assert references.roman(text) == value


@pytest.mark.parametrize(
    "iri",
    [
        references.numbered("", "2334", "", "2016"),
        references.numbered("unga", "217", "A", "III"),
        references.numbered("", "1751", "", "LIV"),
        references.numbered("unhrc", "S-9/1"),
        references.numbered("", "75/138", subtype="decision"),
        references.own_numbered("General Conference", "9/14"),
        references.symbol("A/RES/75/138"),
        references.symbol("S/PRST/2023/1"),
        references.symbol("A/HRC/34/32"),
        references.symbol("E/CN.5/2013/9"),
        references.symbol("CEDAW/C/2005/OP.8"),
        references.symbol("WHA63.13"),
        references.symbol("CD50.R2"),
        references.symbol("MSC.156(78)"),
        references.named("Convention on the Management of Shared Rivers", "convention"),
        references.named("Guiding Principles on Ferries", "guiding principles"),
        references.named("Programme of Action of the Summit", "programme of action"),
        references.dated("xx-oic", "statement", "communique", "", "2019-09-25", "joint-communique"),
    ],
)
def test_every_iri_is_one_of_the_convention(iri: str) -> None:
    assert WORK.fullmatch(iri), iri


@pytest.mark.parametrize("printed", ["XYZ/12", "and/or", "Q1/2020"])
def test_an_unknown_family_of_symbols_is_no_link(printed: str) -> None:
    assert references.symbol(printed) == ""


def test_a_number_alone_is_no_link() -> None:
    assert references.numbered("unga", "217") == ""


def test_the_resolution_and_its_symbol_have_one_iri() -> None:
    assert references.symbol("S/RES/2646 (2022)") == references.numbered("", "2646", "", "2022")
    assert references.symbol("A/RES/75/138") == references.numbered("unga", "75/138")
    assert references.symbol("A/HRC/RES/36/13") == references.numbered("unhrc", "36/13")


def test_inner_references_without_their_target_become_text_again() -> None:
    blocks = (
        Paragraph(("see ", Reference(("paragraph 1",), "#para_1"), " and ", Reference(("annex",), "#att_1"), ".")),
    )
    outside = Reference(("2334 (2016)",), "/akn/un/statement/resolution/unsc/2016/2334")
    body = (Provision("paragraph", blocks=blocks), Provision("paragraph", blocks=(Paragraph((outside,)),)))
    given = Instrument(Metadata(), Document("statement", "resolution", body=body))
    kept = references.settle(given, {"para_1"})
    first, second = kept.document.body
    assert isinstance(first, Provision)
    (paragraph,) = first.blocks
    assert paragraph == Paragraph(("see ", Reference(("paragraph 1",), "#para_1"), " and annex."))
    assert second is body[1]
    assert references.settle(kept, {"para_1"}) == kept
