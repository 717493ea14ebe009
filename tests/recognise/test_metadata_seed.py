"""The seed dressed: what it is, whom and what it names, the instruments it cites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engross.model import Content, Date, Lead, Mark, Mention, Reference, text_of
from engross.recognise.dress import Dressed, dress
from engross.recognise.pieces import Piece
from engross.recognise.reading import pieces_of
from engross.source import SourceText

GROUP = "contact-group-jammu-kashmir"
MEETINGS = [
    "2019-09-25", "2020-06-22", "2021-09-23", "2022-03-22", "2022-09-21", "2023-03-17", "2023-09-20", "2024-09-26",
    "2025-06-22",
]  # fmt: skip


def inside(content: Content) -> Iterator[object]:
    """Every inline of a content, those inside others included."""
    for part in content:
        if not isinstance(part, str):
            yield part
            yield from inside(getattr(part, "content", ()))


@pytest.fixture(scope="module")
def pieces(root: Path) -> list[Piece]:
    text = (root / "seeds" / "oic-contact-group-2025" / "text.txt").read_text(encoding="utf-8")
    return pieces_of(SourceText(text)).pieces


@pytest.fixture(scope="module")
def dressed(pieces: list[Piece]) -> Dressed:
    return dress(pieces, "en")


def test_no_word_is_lost(pieces: list[Piece], dressed: Dressed) -> None:
    assert [text_of(content) for content in dressed.contents] == [piece.text for piece in pieces]


def test_what_it_is(dressed: Dressed) -> None:
    known = dressed.metadata
    assert known.title.startswith("Meeting of the OIC Contact Group")
    assert known.title.endswith("Joint Communique'")
    assert (known.kind, known.date, known.place, known.session) == ("Joint Communique'", "2025-09-23", "New York", "80")
    assert (known.country, known.subtype, known.actor, known.slug) == (
        "xx-oic",
        "communique",
        GROUP,
        "joint-communique",
    )
    assert (known.author, known.publisher) == (
        "oic-contact-group-jammu-kashmir",
        "pakistan-ministry-of-foreign-affairs",
    )
    assert known.participants == ("azerbaijan", "pakistan", "turkiye", "saudi-arabia", "niger")
    assert known.language == "eng"


def test_states_go_by_their_full_names(dressed: Dressed) -> None:
    names = {entity.key: entity.name for entity in dressed.metadata.entities}
    assert [names[key] for key in dressed.metadata.participants] == [
        "Republic of Azerbaijan", "Islamic Republic of Pakistan", "Republic of Turkiye", "Kingdom of Saudi Arabia",
        "Republic of Niger",
    ]  # fmt: skip


def test_cited_instruments(dressed: Dressed) -> None:
    cited = [part for content in dressed.contents for part in inside(content) if isinstance(part, Reference)]
    communiques = [f"/akn/xx-oic/statement/communique/{GROUP}/{day}/joint-communique" for day in MEETINGS]
    assert [ref.href for ref in cited][:-1] == communiques
    assert all(isinstance(ref.content[0], Date) for ref in cited[:-1])
    assert text_of(cited[-1].content) == "Joint Press Statement of 2 May 2025"
    assert cited[-1].href.startswith("/akn/xx-oic/doc/press-statement/group-of-ambassadors")
    assert cited[-1].href.endswith("/2025-05-02/joint-press-statement")


def test_title_holds_its_parts(pieces: list[Piece], dressed: Dressed) -> None:
    n = next(n for n, piece in enumerate(pieces) if piece.role == "title")
    (title,) = dressed.contents[n]
    assert isinstance(title, Mark)
    assert title.element == "docTitle"
    parts = [
        (p.element if isinstance(p, Mark) else p.kind, text_of(p.content))
        for p in title.content
        if not isinstance(p, str)
    ]  # type: ignore[union-attr]
    assert parts == [
        ("docAuthority", "OIC Contact Group on Jammu and Kashmir"),
        ("session", "80th Session of the United Nations General Assembly"),
        ("docDate", "23 September 2025"),
        ("location", "New York"),
        ("docType", "Joint Communique'"),
    ]


def test_dateline(pieces: list[Piece], dressed: Dressed) -> None:
    closing = [c for p, c in zip(pieces, dressed.contents, strict=True) if p.role == "closing"]
    assert closing == [
        (Mention(("New York",), "location", "new-york"),),
        (Mark(("September 23,2025",), "docDate", date="2025-09-23"),),
    ]


def test_person_with_an_office(dressed: Dressed) -> None:
    persons = [p for c in dressed.contents for p in inside(c) if isinstance(p, Mention) and p.kind == "person"]
    assert [(text_of(p.content), p.role) for p in persons] == [
        ("Syed Tariq Fatemi", "special-assistant-to-the-prime-minister"),
        ("Shabbir Ahmed Shah", ""),
    ]


def test_an_acronym_of_the_text_is_found_again(dressed: Dressed) -> None:
    again = [p for c in dressed.contents for p in inside(c) if isinstance(p, Mention) and text_of(p.content) == "IIOJK"]
    assert {p.entity for p in again} == {"indian-illegally-occupied-jammu-and-kashmir"}
    assert len(again) == 3


def test_lead_phrases_stay(dressed: Dressed) -> None:
    leads = [c[0] for c in dressed.contents if c and isinstance(c[0], Lead)]
    assert len(leads) == 20
    assert {lead.zone for lead in leads[:3]} == {"preambular"}


def test_every_key_is_an_entity(dressed: Dressed) -> None:
    keys = {entity.key for entity in dressed.metadata.entities}
    used = {p.entity for c in dressed.contents for p in inside(c) if isinstance(p, (Mention, Mark)) and p.entity}
    assert used <= keys
    assert {dressed.metadata.author, dressed.metadata.publisher, *dressed.metadata.participants} <= keys
    assert len(keys) == len(dressed.metadata.entities)
