"""What an instrument is: title, kind, symbol, date, place, issuer, publisher, session, participants; and the marks that
say so at the words themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from engross import references
from engross.identity import slug
from engross.languages.names import Instrument, Names
from engross.model import Metadata
from engross.recognise import metadata_issuer, metadata_kind, metadata_places
from engross.recognise.entities import Entities
from engross.recognise.inlines import Inlines
from engross.recognise.inlines_nesting import Found
from engross.recognise.metadata_scene import Scene, Words

if TYPE_CHECKING:
    from engross.recognise.pieces import Piece

WORDS = re.compile(r"\w+")


class Facts(Struct, frozen=True):
    """What was found, with the places of the words that say it; None or "" where the text does not say."""

    title: Words | None
    number: Words | None
    kind: Instrument | None
    kind_at: Words | None
    date: metadata_places.When
    place: metadata_places.Where
    issuer: metadata_issuer.Issuer
    publisher: str
    session: metadata_kind.Session | None
    agenda: str
    participants: tuple[str, ...]
    title_text: str

    def metadata(self, entities: Entities, language: str) -> Metadata:
        """The metadata of the instrument; its entities are filled in when all is found."""
        country, actor = self.home(entities)
        subtype, number = (self.kind.subtype if self.kind else ""), ""
        symbol = self.symbol
        iri = references.symbol(symbol) if symbol else ""
        if iri:
            segments = iri.split("/")[2:]
            country, subtype, number = segments[0], segments[2], segments[-1]
            actor = segments[3] if len(segments) > 5 else actor
        elif symbol:
            number = slug(symbol)
        return Metadata(
            title=self.title_text,
            kind=self.kind_at.text if self.kind_at else "",
            country=country,
            subtype=subtype,
            actor=actor,
            date=self.date.iso,
            number=number,
            slug=(self.kind.segment if self.kind else slug(self.title_text, 40)),
            symbol=symbol,
            language=language,
            place=self.place.text,
            session=self.session.number if self.session else "",
            agenda_item=self.agenda,
            author=self.issuer.key,
            publisher=self.publisher,
            participants=self.participants,
        )

    @property
    def symbol(self) -> str:
        return self.number.text if self.number else ""

    def home(self, entities: Entities) -> tuple[str, str]:
        """The country code and the actor of the Work IRI."""
        known = entities.of(self.issuer.key)
        if known and known.kind == "organization":
            return known.country, known.actor
        if len(self.participants) == 1 and (state := entities.of(self.participants[0])):
            return state.country, ""
        return "xx", ""


def own_actor(pieces: Sequence[Piece], names: Names) -> str:
    """The actor whose "its resolution" it is in this text, "" when it is none we know."""
    issuers = sorted(names.wording.citations.issuers.items(), key=lambda pair: -len(pair[0]))
    for piece in pieces[:60]:
        if piece.role in ("issuer", "recital", "clause"):
            for name, actor in issuers:
                if name in piece.text[: len(name) + 8]:
                    return actor
            if piece.role != "issuer":
                return ""
    return ""


def read(pieces: Sequence[Piece], inlines: Inlines, names: Names) -> Facts:
    """What the pieces and what was found in them say of the whole."""
    scene = Scene(pieces, inlines, names)
    title = scene.title_words()
    number = metadata_kind.symbol(scene)
    kind, kind_at = metadata_kind.kind(scene, title)
    when = metadata_places.date(scene)
    where = metadata_places.place(scene, when)
    issuer = metadata_issuer.issuer(scene, title)
    return Facts(
        title, number, kind, kind_at, when, where, issuer, metadata_issuer.publisher(scene), metadata_kind.session(scene),
        metadata_kind.agenda(scene), metadata_issuer.participants(scene, issuer), scene.title_text(),
    )  # fmt: skip


def marked(pieces: Sequence[Piece], inlines: Inlines, known: Facts) -> list[Found]:
    """All finds with those that have a duty turned into marks: title, number, date, authority, session, type, place."""
    found = list(inlines.found)
    entities = inlines.entities
    if known.title:
        found.append(Found(known.title.start, known.title.end, "docTitle"))
    if known.number and known.number.start >= 0:
        found = without(found, known.number)
        found.append(Found(known.number.start, known.number.end, "docNumber", ""))
    if known.number:
        own = references.symbol(known.number.text)
        heads = frozenset(
            f.start
            for f in found
            if f.tag == "ref" and (f.value == own or inlines.text[f.start : f.end] == known.number.text)
        )
        found = [f for f in found if f.start not in heads or f.tag != "ref"]
    if known.kind_at and known.kind:
        found = without(found, known.kind_at)
        key = entities.add(known.kind_at.text, "concept", known.kind.segment, known.kind.segment)
        found.append(Found(known.kind_at.start, known.kind_at.end, "docType", "", key))
    for day in known.date.at:
        found = [f for f in found if not (f.tag == "date" and f.start == day.start and f.end == day.end)]
        found.append(Found(day.start, day.end, "docDate", day.iso))
    if known.session and known.session.at:
        span = known.session.at
        found = [f for f in found if not (f.start == span.start and f.tag == "event")]
        found.append(Found(span.start, span.end, "session", known.session.number, known.session.event))
    for at in known.issuer.at:
        same = [f for f in found if f.start == at.start and f.end == at.end and f.tag in ("organization", "person")]
        found = [f for f in found if f not in same]
        found.append(Found(at.start, at.end, "docAuthority", "", known.issuer.key))
    where = known.place
    if where.at:
        found = [f for f in found if not (where.at.start <= f.start and f.end <= where.at.end and f.tag != "docTitle")]
        found.append(Found(where.at.start, where.at.end, "location", entities.add(where.text, "location")))
    return found


def without(found: list[Found], words: Words) -> list[Found]:
    """What was found, less what lies inside or over these words and is not the title."""
    return [f for f in found if f.tag == "docTitle" or f.end <= words.start or f.start >= words.end]
