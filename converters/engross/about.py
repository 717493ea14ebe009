"""What people know of an instrument better than its text: facts from `about.toml` or the command line, laid over the metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, structs

from engross.diagnostics import EngrossError
from engross.identity import slug
from engross.languages.fixed import fixed
from engross.model import Entity, Instrument, Metadata

# Key → what it says. `body` and `publisher` are names; the record's entities are made of them.
KEYS = {
    "title": "the title",
    "kind": "the kind of instrument, as it calls itself (Joint Communiqué)",
    "body": "the body that issued it",
    "publisher": "who published this text of it",
    "date": "the date of adoption, YYYY-MM-DD",
    "place": "where it was adopted",
    "symbol": "its symbol, as printed (A/RES/75/1)",
    "session": "the session of the body",
    "agenda_item": "the agenda item",
    "language": "its language, ISO 639 or BCP 47 (en, eng)",
    "source": "the address it was taken from",
    "country": "FRBRcountry: an ISO 3166 code, un, eu or a user-assigned code (xx-oic)",
    "subtype": "FRBRsubtype",
    "actor": "the actor segment of the Work IRI",
    "number": "the number segment of the Work IRI",
    "slug": "the name segment of the Work IRI",
    "publication_date": "the date of publication, YYYY-MM-DD",
    "keywords": "keywords, separated by commas",
}
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$")
_SEGMENT = re.compile(r"[\w.-]+$")


def check(facts: Mapping[str, str], where: str) -> None:
    """Raises EngrossError for a key that is no fact and for a value that cannot be one; `where` opens the message."""
    for key, value in facts.items():
        if key not in KEYS:
            raise EngrossError(f"{where}: there is no fact {key!r}: use one of {', '.join(KEYS)}")
        if not isinstance(value, str):
            raise EngrossError(f"{where}: {key} must be a string, not {value!r}")
        if key.endswith("date") and value and not _DATE.match(value):
            raise EngrossError(f"{where}: {key} must be a full date such as 2025-09-23, not {value!r}")
        if key in ("country", "subtype", "actor", "number", "slug") and value and not _SEGMENT.match(value):
            raise EngrossError(f"{where}: {key} is a segment of an IRI (letters, digits, '-', '.'), not {value!r}")


def from_toml(value: Any) -> Any:
    """A TOML value as a fact: dates as ISO 8601, lists of words joined by commas; anything else as it is."""
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return ", ".join(value)
    if hasattr(value, "isoformat") and not hasattr(value, "hour"):
        return value.isoformat()
    return value


def apply(instrument: Instrument, facts: Mapping[str, str]) -> Instrument:
    """The instrument with `facts` laid over what was read from its text; an empty value takes a fact away."""
    if not facts:
        return instrument
    metadata = instrument.metadata
    plain = {k: v for k, v in facts.items() if k not in ("body", "publisher", "keywords", "language")}
    metadata = structs.replace(metadata, **plain)
    if "language" in facts:
        metadata = structs.replace(metadata, language=fixed(facts["language"]).iso3)
    if "keywords" in facts:
        words = tuple(w.strip() for w in facts["keywords"].split(",") if w.strip())
        metadata = structs.replace(metadata, keywords=words)
    for key, field in (("body", "author"), ("publisher", "publisher")):
        if key in facts:
            metadata = _with_body(metadata, field, facts[key])
    replaced = {instrument.metadata.author, instrument.metadata.publisher} - {"", metadata.author, metadata.publisher}
    unused = {key for key in replaced if key not in metadata.participants and not _names(instrument.document, key)}
    metadata = structs.replace(metadata, entities=tuple(e for e in metadata.entities if e.key not in unused))
    return structs.replace(instrument, metadata=metadata)


def _names(part: object, key: str) -> bool:
    """Whether anything in a part of the tree refers to the entity `key`."""
    if isinstance(part, tuple):
        return any(_names(inner, key) for inner in part if not isinstance(inner, str))
    if not isinstance(part, Struct):
        return False
    if key in (getattr(part, "entity", ""), getattr(part, "role", "")):
        return True
    return any(_names(getattr(part, field), key) for field in part.__struct_fields__)


def _with_body(metadata: Metadata, field: str, name: str) -> Metadata:
    """The metadata with the organization called `name` in `field`, a new entity if none goes by that name."""
    if not name:
        return structs.replace(metadata, **{field: ""})
    known = {e.name: e.key for e in metadata.entities if e.kind == "organization"}
    if name in known:
        return structs.replace(metadata, **{field: known[name]})
    keys = {e.key for e in metadata.entities}
    base = slug(name) or field
    key = next(k for k in (base, *(f"{base}-{n}" for n in range(2, len(keys) + 3))) if k not in keys)
    entity = Entity(key, "organization", name, f"/akn/ontology/organization/{base}")
    return structs.replace(metadata, **{field: key}, entities=(*metadata.entities, entity))
