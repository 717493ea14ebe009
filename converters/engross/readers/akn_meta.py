"""Reads what a record knows of its instrument: the inverse of the writer's `meta`, and what foreign files say."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import structs

from engross import record
from engross.identity import UNKNOWN_DATE, slug
from engross.model import Entity, MentionKind, Metadata
from engross.xml import Element, local_name

AKN = f"{{{record.NAMESPACE}}}"
_KINDS: dict[str, MentionKind] = {element: kind for kind, element in record.CLASSES.items()}  # type: ignore[misc]
_OWN_FIELDS = frozenset(Metadata.__struct_fields__) - {"participants", "keywords", "entities"}
_AKN4UN = frozenset(href for _, href, _ in record.AKN4UN_CLASSES.values())
_READ = frozenset("identification publication classification lifecycle workflow references proprietary notes".split())


def is_own(meta: Element | None) -> bool:
    """Whether a record was written by us: its tool is the class with our IRI that stands before `original`."""
    if meta is None:
        return False
    identification = meta.find(f"{AKN}identification")
    tool = (identification.get("source") or "").removeprefix("#") if identification is not None else ""
    return any(e.get("eId") == tool and e.get("href") == record.OWN_IRI for e in _before_original(meta))


def _before_original(meta: Element) -> Iterable[Element]:
    references = meta.find(f"{AKN}references")
    for entry in references if references is not None else ():
        if local_name(entry) == "original":
            return
        yield entry


class MetaReader:
    """Reads one `meta`."""

    def __init__(self, meta: Element, own: bool, form: str) -> None:
        self.meta = meta
        self.own = own
        self.form = form
        before = list(_before_original(meta)) if own else []
        classes = [e for e in meta.iter() if local_name(e).startswith("TLC")]
        self.roles = {
            e.get("eId", ""): e.get("href", "").rpartition("/")[2] for e in classes if local_name(e) == "TLCRole"
        }
        self.unknown = {e.get("eId", "") for e in before if e.get("href") == record.UNKNOWN_IRI}
        entities: dict[str, Entity] = {}
        for entry in classes:
            entity = self.entity(entry)
            if entry not in before and entity is not None and entity.href not in _AKN4UN:
                entities.setdefault(entity.key, entity)
        self.entities = entities

    def entity(self, entry: Element) -> Entity | None:
        """The entity that a top level class entry is; None when it has no eId."""
        name = local_name(entry)
        kind = _KINDS.get(name, "concept") if name != "TLCReference" or entry.get("name") == "quantity" else "concept"
        key, href = entry.get("eId", "").strip(), entry.get("href", "").strip()
        if not key:
            return None
        return Entity(record.written_key(key), kind, entry.get("showAs", ""), record.written_iri(href))

    def all(self, path: str) -> list[Element]:
        """The elements at a path below `meta`, each step in the namespace of the standard."""
        return self.meta.findall("/".join(f"{AKN}{step}" for step in path.split("/")))

    def value(self, path: str, attribute: str = "value") -> str:
        """An attribute of the first element at a path; "" when there is none."""
        found = self.all(path)
        return found[0].get(attribute, "") if found else ""

    def alias(self, level: str, name: str) -> str:
        return next(
            (e.get("value", "") for e in self.all(f"identification/{level}/FRBRalias") if e.get("name") == name), ""
        )

    def dated(self, level: str, *names: str) -> str:
        """The first date of an FRBR level, of one of these names if any are given; "" when it is unknown."""
        dates = self.all(f"identification/{level}/FRBRdate")
        fitting = [e for e in dates if not names or e.get("name") in names]
        return record.read_date(fitting[0].get("date", "")) if fitting else ""

    def agents(self, level: str, role: str) -> list[str]:
        """The keys of the authors of an FRBR level in a role; those without a role are authors."""
        keys = []
        for author in self.all(f"identification/{level}/FRBRauthor"):
            named = author.get("as", "").removeprefix("#")
            if self.roles.get(named, named or "author") == role:
                keys.append(self.agent(author.get("href", "")))
        return [k for k in keys if k]

    def agent(self, href: str) -> str:
        """The key of the agent that an IRI names; an agent without an entry is given one, if the file is foreign."""
        if href in (f"#{key}" for key in self.unknown):
            return ""
        if self.own:
            return href.removeprefix("#")
        key = record.written_key(href.strip().removeprefix("#")) if href.strip().removeprefix("#") else ""
        if not key or key in self.entities:
            return key
        for entity in self.entities.values():
            if entity.href == record.written_iri(href.strip()):
                return entity.key
        name = href.strip().rstrip("/").rpartition("/")[2].removeprefix("#")
        key = slug(name) or key
        iri = (
            record.written_iri(href.strip()) if "/" in href else f"/akn/ontology/organization/{slug(name) or 'unnamed'}"
        )
        self.entities.setdefault(key, Entity(key, "organization", name, iri))
        return key

    def metadata(self) -> Metadata:
        """All that the record says of its instrument."""
        work = "identification/FRBRWork/"
        uri, subtype = self.value(work + "FRBRuri"), self.value(work + "FRBRsubtype")
        date, country = self.dated("FRBRWork"), self.value(work + "FRBRcountry")
        number, name = self.value(work + "FRBRnumber"), self.value(work + "FRBRname")
        authors = self.agents("FRBRWork", "author")
        publishers = self.agents("FRBRExpression", "publisher")
        participants = tuple(self.agents("FRBRWork", "participant"))
        known = Metadata(
            title=self.alias("FRBRWork", "title"),
            country=country,
            subtype=subtype,
            actor=record.actor_in(uri, country, self.form, subtype, date or UNKNOWN_DATE, number or name),
            date=date,
            number=number,
            slug=name,
            symbol=self.value(work + "FRBRnumber", "showAs") or self.alias("FRBRWork", "symbol"),
            language=self.value("identification/FRBRExpression/FRBRlanguage", "language"),
            author=authors[0] if authors else "",
            publisher=publishers[0] if publishers else "",
            publication_date=record.read_date(self.value("publication", "date")),
            source=self.alias("FRBRManifestation", "source"),
            produced=self.dated("FRBRManifestation", "markup"),
            participants=participants,
            keywords=tuple(e.get("showAs", "") for e in self.all("classification/keyword")),
        )
        known = self.said(known) if self.own else self.guessed(known, uri)
        return structs.replace(known, entities=tuple(self.entities.values()))

    def said(self, known: Metadata) -> Metadata:
        """What our own element says beyond the standard's, or better."""
        fields = {}
        for proprietary in self.all("proprietary"):
            for field in proprietary:
                if field.tag.startswith(f"{{{record.OWN_NAMESPACE}}}") and local_name(field) in _OWN_FIELDS:
                    fields[local_name(field)] = field.get("value", "")
        return structs.replace(known, **fields)

    def guessed(self, known: Metadata, uri: str) -> Metadata:
        """What a foreign file says elsewhere than the standard asks for."""
        changes: dict[str, object] = {"language": known.language or "und", "country": known.country or "xx"}
        changes["keywords"] = tuple(
            dict.fromkeys(e.get("showAs") or e.get("value") or "" for e in self.all("classification/keyword"))
        )
        if not known.publication_date:
            changes["publication_date"] = self.dated("FRBRExpression", "publication")
        if not known.title:
            changes["title"] = next((a.get("value", "") for a in self.all("identification/FRBRWork/FRBRalias")), "")
        between, after = _segments(uri, known.date)
        if known.country and between[:1] == [known.country]:
            between = between[1:]
        if between[:1] == [self.form]:
            between = between[1:]
        if between and between[0] == known.subtype:
            between = between[1:]
        elif len(between) > 1 and not known.subtype:
            changes["subtype"], between = between[0], between[1:]
        if between and not known.actor:
            changes["actor"] = "-".join(between)
        if after and not (known.number or known.slug):
            changes["number" if after[0][:1].isdigit() else "slug"] = "-".join(after)
        return structs.replace(known, **changes)

    def left_out(self) -> list[str]:
        """The names of the parts that the tree has no place for."""
        return sorted({local_name(e) for e in self.meta} - _READ)


def _segments(uri: str, date: str) -> tuple[list[str], list[str]]:
    """The segments of a Work IRI before and after its date, without `akn` and components; nothing when it has none."""
    segments = [s for s in uri.split("/") if s and not s.startswith("!")]
    if segments[:1] == ["akn"]:
        segments = segments[1:]
    if not date or date not in segments:
        return [], []
    at = segments.index(date)
    return segments[:at], segments[at + 1 :]
