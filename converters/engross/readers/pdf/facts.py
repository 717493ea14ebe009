"""What a PDF says of itself: its information dictionary, its XMP packet (ISO 16684-1), and the language of its catalog."""

from __future__ import annotations

import re

from engross.diagnostics import UnreadableError
from engross.model import Metadata
from engross.recognise.sheet import language_of
from engross.xml import Element, parse

PACKET = ((b"<x:xmpmeta", b"</x:xmpmeta>"), (b"<rdf:RDF", b"</rdf:RDF>"))
"""How a packet begins and ends: with its wrapper, or without."""
MOST_PACKETS, LARGEST = 200, 1_000_000
STREAM = re.compile(rb"/Type\s*/Metadata\b")
BEFORE = 600
"""Bytes before a packet in which the dictionary of its stream stands: a picture in the file has packets of its own."""
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"
XML = "{http://www.w3.org/XML/1998/namespace}"
DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?:T|\s|$)")
WEB = re.compile(r"https?://\S+", re.I)
SYMBOL = re.compile(r"(?=.*\d)[A-Z][A-Z0-9]{0,5}(?:/[\w.()-]{1,20}){1,6}")
"""An identifier that is the symbol of a document ("A/RES/78/1"), not a number of a library."""
GENERIC = re.compile(r"untitled|microsoft word\b.*|document\d*$|.*\.(?:docx?|pdf|odt|indd|qxd|tex|typ)$", re.I)
"""Titles that programs give."""
DEFAULT = "x-default"


def facts_of(data: bytes, title: str, keywords: str, language: str) -> Metadata:
    """What a file says, for what its text does not say. `title` and `keywords` are those of its information dictionary,
    which the packet outweighs; `language` is that of its catalog, "" for none."""
    known = packet_in(data)
    title = _first(known.get("title", [])) or " ".join(title.split())
    words = [word for said in known.get("subject", []) for word in re.split("[,;]", said)] or re.split("[,;]", keywords)
    identifiers = known.get("identifier", [])
    languages = known.get("language", [])
    return Metadata(
        title="" if GENERIC.fullmatch(title) else title,
        keywords=tuple(dict.fromkeys(word.strip() for word in words if word.strip())),
        publication_date=_first([day for said in known.get("date", []) if (day := _day(said))]),
        symbol=_first([said for said in identifiers if SYMBOL.fullmatch(said)]),
        source=_first([said for said in identifiers + known.get("source", []) if WEB.fullmatch(said)]),
        language=language_of(_first(languages) or language),
    )


def packet_in(data: bytes) -> dict[str, list[str]]:
    """The Dublin Core of the last XMP packet that is metadata of the file: values by the name of the element."""
    packet = b""
    for opening, closing in PACKET:
        at = data.find(opening)
        for _ in range(MOST_PACKETS):
            end = data.find(closing, at) if at >= 0 else -1
            if end < 0:
                break
            if STREAM.search(data, max(at - BEFORE, 0), at) and end - at < LARGEST:
                packet = data[at : end + len(closing)]
            at = data.find(opening, end)
        if packet:
            break
    if not packet:
        return {}
    try:
        root = parse(packet, "XMP")
    except UnreadableError:
        return {}  # Broken metadata say nothing; the text does not depend on them.
    out: dict[str, list[str]] = {}
    for described in root.iter(RDF + "Description"):
        for key, value in described.attrib.items():
            if str(key).startswith((DC, TERMS)):
                out.setdefault(str(key).partition("}")[2], []).append(" ".join(str(value).split()))
        for element in described:
            if isinstance(element.tag, str) and element.tag.startswith((DC, TERMS)):
                out.setdefault(element.tag.partition("}")[2], []).extend(_values(element))
    return out


def _values(element: Element) -> list[str]:
    """The values of an element; of one in several languages the one that is meant for all comes first."""
    items = list(element.iter(RDF + "li"))
    items.sort(key=lambda item: item.get(XML + "lang", DEFAULT) != DEFAULT)
    texts = [" ".join("".join(map(str, item.itertext())).split()) for item in items or [element]]
    return [text for text in texts if text]


def _first(values: list[str]) -> str:
    return values[0] if values else ""


def _day(said: str) -> str:
    found = DAY.match(f"{said} ")
    return "-".join(found.groups()) if found and "01" <= found[2] <= "12" and "01" <= found[3] <= "31" else ""
