"""What an instrument is: title, kind, symbol, date, place, issuer, publisher, session, participants; and the marks that
say so at the words themselves."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from engross import references
from engross.identity import slug
from engross.languages.names import Instrument, Names
from engross.languages.names.patterns import later
from engross.model import Metadata
from engross.recognise import metadata_issuer, metadata_kind, metadata_places
from engross.recognise.entities import Entities
from engross.recognise.inlines import Inlines
from engross.recognise.inlines_nesting import Found, order
from engross.recognise.metadata_scene import Scene, Words

if TYPE_CHECKING:
    from engross.recognise.pieces import Piece

SIGNED = later(
    r"(?:\(?(?:[Ss]igned|SIGNED|[Ss]igné|[Ff]irmado)\)?[.:]?\s+)?(?P<n>(?:[A-ZÀ-ÞА-Я]\.\s?){1,3}[A-ZÀ-ÞА-Я][\w’'-]+)[,.]?"
)


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
    signatures: tuple[Words, ...]
    title_text: str
    published: str
    head: tuple[Words, ...]

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
            kind = references.RES.search(symbol)
            number = slug(symbol[kind.end() :] if kind else symbol)
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
            publication_date=self.published,
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
        words = self.issuer.bare
        single = not self.participants and 0 < len(words.split()) <= FULLEST and not words[0].isdecimal()
        return "xx", slug(words) if single else ""


FULLEST = 5
"""Words of which the name of a body that we don't know may be made."""


def own_actor(pieces: Sequence[Piece], names: Names) -> str:
    """Whose "its resolution" it is in this text: an organ of the United Nations, "/" and the words of another body that
    opens the text, "" when nobody does."""
    issuers = sorted(names.wording.citations.issuers.items(), key=lambda pair: -len(pair[0]))
    for piece in pieces[:60]:
        if piece.role not in ("issuer", "recital", "clause"):
            continue
        for name, actor in issuers:
            if actor and name in piece.text[: len(name) + 8]:
                return actor
        if piece.role == "issuer":
            words = names.head("article").sub("", piece.text.strip(' ,،，:“”"*'))
            known = names.body(words)
            if known and known.country == "un" and known.actor:
                return known.actor
            if piece.look == "issuer":
                return f"/{words}" if len(words.split()) <= FULLEST else "/"
        else:
            return ""
    return ""


def read(pieces: Sequence[Piece], inlines: Inlines, names: Names) -> Facts:
    """What the pieces and what was found in them say of the whole."""
    scene = Scene(pieces, inlines, names)
    title = scene.title_words()
    kind, kind_at = metadata_kind.kind(scene, title)
    when = metadata_places.date(scene)
    where = metadata_places.place(scene, when)
    issuer = metadata_issuer.issuer(scene, title)
    return Facts(
        title, scene.number, kind, kind_at, when, where, issuer, metadata_issuer.publisher(scene), metadata_kind.session(scene),
        metadata_kind.agenda(scene), metadata_issuer.participants(scene, issuer), signatures(scene), scene.title_text(), metadata_places.published(scene, when.iso),
        tuple(scene.words(n) for n in scene.front),
    )  # fmt: skip


def signatures(scene: Scene) -> tuple[Words, ...]:
    """The lines of the closing that are signatures, as they look."""
    return tuple(scene.words(n) for n in scene.closing if scene.pieces[n].look == "signature" and scene.pieces[n].text)


def marked(inlines: Inlines, known: Facts) -> list[Found]:
    """All finds in order, those that have a duty turned into marks: title, number, date, authority, session, type,
    place."""
    found = Finds(inlines.found)
    entities = inlines.entities
    if known.number:
        iri, printed = references.symbol(known.number.text), known.number.text
        found.drop(0, HEAD, lambda f: f.tag == "ref" and (f.value == iri or inlines.text[f.start : f.end] == printed))
        found.drop(known.number.start, known.number.end)
        found.put(Found(known.number.start, known.number.end, "docNumber"))
    if known.title:
        # in the title an instrument is what it is about; further on it is its own when it is most of the title
        own, most = known.title.text.casefold(), OWN * len(known.title.text)
        found.drop(known.title.start, known.title.end, lambda f: f.tag == "ref")
        found.all = [
            f for f in found.all
            if f.tag != "ref" or f.end - f.start < most or inlines.text[f.start : f.end].casefold() not in own
        ]  # fmt: skip
    if known.kind_at and known.kind:
        found.drop(known.kind_at.start, known.kind_at.end)
        key = entities.add(known.kind_at.text, "concept", known.kind.segment, known.kind.segment)
        found.put(Found(known.kind_at.start, known.kind_at.end, "docType", "", key))
    for day in known.date.at:
        found.drop(day.start, day.end, lambda f: f.tag == "date")
        found.put(Found(day.start, day.end, "docDate", day.iso))
    if known.session and known.session.at:
        at = known.session.at
        found.drop(at.start, at.end)
        found.put(Found(at.start, at.end, "session", known.session.number, known.session.event))
    for at in known.issuer.at:
        found.drop(at.start, at.end, lambda f, at=at: (f.start, f.end) == (at.start, at.end))  # type: ignore[misc]
        found.put(Found(at.start, at.end, "docAuthority", "", known.issuer.key))
    if known.place.text:
        # a letterhead, or a place in a name: not where this instrument was made
        for at in known.head:
            found.drop(at.start, at.end, lambda f: f.tag == "location" and not _is(inlines.text, f, known.place.text))
    if known.place.at:
        at = known.place.at
        found.drop(at.start, at.end)
        found.put(Found(at.start, at.end, "location", entities.add(known.place.text, "location")))
    for at in known.signatures:
        name = SIGNED.fullmatch(at.text)
        if name and not any(f.start >= at.start for f in found.within(at.start, at.end)):
            start, end = at.start + name.start("n"), at.start + name.end("n")
            found.put(Found(start, end, "person", entities.add(name["n"], "person")))
        found.put(Found(at.start, at.end, "signature"))
    if known.title:
        found.put(Found(known.title.start, known.title.end, "docTitle"))
    return found.all


OWN = 0.6
HEAD = 6000
"""Characters from the beginning in which the instrument's own number is no citation."""


def _is(text: str, found: Found, words: str) -> bool:
    return text[found.start : found.end].casefold() in words.casefold()


class Finds:
    """What was found, sorted; a few are taken out and put in without looking at all of them."""

    def __init__(self, found: Sequence[Found]) -> None:
        self.all = list(found)

    def drop(self, start: int, end: int, which: Callable[[Found], bool] = lambda _: True) -> None:
        """Takes out those of `which` that begin in start … end."""
        first = bisect_left(self.all, start, key=lambda f: f.start)
        inside = self.within(start, end)
        self.all[first : first + len(inside)] = [f for f in inside if not which(f)]

    def within(self, start: int, end: int) -> list[Found]:
        """What begins in start … end."""
        first = bisect_left(self.all, start, key=lambda f: f.start)
        return self.all[first : bisect_left(self.all, end, first, key=lambda f: f.start)]

    def put(self, found: Found) -> None:
        insort(self.all, found, key=order)
