"""What is known of the instrument as schema.org `Legislation` with the terms of ELI, in JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from engross.identity import frbr
from engross.languages.fixed import Fixed
from engross.model import Instrument, Metadata
from engross.writers.html.escaping import address, is_date, json_block

_ELI = "http://data.europa.eu/eli/ontology#"
# ELI names languages and file types by these authorities (ELI ontology 1.5, `language` and `format`).
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
_HTML = "https://www.iana.org/assignments/media-types/text/html"


def json_ld(instrument: Instrument, title: str, words: Fixed, cited: Iterable[str], resolver: str) -> str:
    """The block for a `script` element of type application/ld+json. `cited` are the IRIs of the instruments cited."""
    metadata = instrument.metadata
    work, expression, manifestation = frbr(metadata, instrument.document.form)
    terms = {"eli": _ELI, "xsd": "http://www.w3.org/2001/XMLSchema#"}
    day, author = _day(metadata.date), _agent(metadata, metadata.author)
    known: dict[str, Any] = {
        "@context": ["https://schema.org", {"@base": resolver, **terms} if resolver else terms],
        "@type": ["Legislation", "eli:LegalResource"],
        "@id": work,
        "name": title,
        "legislationIdentifier": metadata.symbol or work,
        "legislationType": metadata.kind or instrument.document.name,
        "legislationDate": day,
        "datePublished": _day(metadata.publication_date),
        "legislationPassedBy": author,
        "publisher": _agent(metadata, metadata.publisher),
        "locationCreated": {"@type": "Place", "name": metadata.place} if metadata.place else None,
        "inLanguage": words.tag,
        "keywords": list(metadata.keywords),
        "isBasedOn": address(metadata.source),
        "citation": [{"@type": "Legislation", "@id": iri} for iri in cited],
        "mentions": [_entity(e.kind, e.name, e.href) for e in metadata.entities if e.kind in _TYPES],
        "eli:id_local": metadata.symbol,
        "eli:type_document": {"@id": f"/akn/ontology/concept/{metadata.subtype or instrument.document.name}"},
        "eli:date_document": {"@value": day, "@type": "xsd:date"} if day else None,
        "eli:passed_by": {"@id": author["@id"]} if author else None,
        "eli:cites": [{"@id": iri} for iri in cited],
        "eli:is_realized_by": {
            "@type": "eli:LegalExpression",
            "@id": expression,
            "eli:title": {"@value": title, "@language": words.tag},
            "eli:language": {"@id": _LANGUAGE + words.iso3.upper()},
            "eli:is_embodied_by": {
                "@type": "eli:Format",
                "@id": manifestation.removesuffix(".xml") + ".html",
                "eli:format": {"@id": _HTML},
            },
        },
    }
    known = {key: value for key, value in known.items() if value}
    return json_block(json.dumps(known, ensure_ascii=False, separators=(",", ":")))


_TYPES = {"organization": "Organization", "person": "Person", "location": "Place", "event": "Event"}


def _entity(kind: str, name: str, href: str) -> dict[str, str]:
    return {"@type": _TYPES.get(kind, "Thing"), "@id": href, "name": name}


def _agent(metadata: Metadata, key: str) -> dict[str, str] | None:
    """The entity of that key; None when there is none."""
    found = next((e for e in metadata.entities if e.key == key), None) if key else None
    return _entity(found.kind, found.name, found.href) if found else None


def _day(iso: str) -> str:
    return iso if is_date(iso) else ""
