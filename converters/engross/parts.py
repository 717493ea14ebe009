"""The parts of a document with the eIds that its record gives them, without writing it."""

from __future__ import annotations

from collections.abc import Iterator

from engross import record
from engross.identity import DIVISIONS, Eids, Ordinals, number_part
from engross.model import Container, Document, Formula, Instrument, LongTitle, Provision, Recitals


def eids_of(instrument: Instrument) -> frozenset[str]:
    """All eIds of the parts of an instrument that may be referred to."""
    eids = Eids(record.written_key(e.key) for e in instrument.metadata.entities)
    return frozenset(eid for _, eid in part_eids(instrument.document, eids))


def part_eids(document: Document, eids: Eids, root: str = "") -> Iterator[tuple[object, str]]:
    """The parts of a document that may be referred to, with the eIds that the record gives them, in its order."""
    prefix = f"{root}__" if root else ""
    for zone, parts in (
        ("coverPage", document.cover),
        ("preface", document.preface),
        ("preamble", document.preamble),
    ):
        yield from _zone(parts, f"{prefix}{zone}", prefix, eids)
    yield from _body(document, eids, root)
    yield from _zone(document.conclusions, f"{prefix}conclusions", prefix, eids)
    for n, attachment in enumerate(document.attachments, 1):
        eid = eids.attachment(attachment, root, n)
        yield attachment, eid
        yield from part_eids(attachment.document, eids, eid)


def _zone(parts: tuple[object, ...], zone: str, prefix: str, eids: Eids) -> Iterator[tuple[object, str]]:
    seen, runs = Ordinals(), 0
    if parts and zone not in eids.used:
        eids.claim(zone)
    for part in parts:
        if isinstance(part, Recitals):
            runs += 1
            run = eids.claim(f"{prefix}recs_{runs}")
            yield part, run
            for n, recital in enumerate(part.items, 1):
                number = number_part(recital.number.text) if recital.number else ""
                yield recital, eids.child(run, "recital", number or str(n))
        else:
            yield from _front(part, zone, seen, eids)


def _front(part: object, zone: str, seen: Ordinals, eids: Eids) -> Iterator[tuple[object, str]]:
    if isinstance(part, LongTitle | Formula):
        element = "longTitle" if isinstance(part, LongTitle) else "formula"
        yield part, eids.child(zone, element, str(seen.next(element)))
    elif isinstance(part, Container):
        eid = eids.child(zone, "container", str(seen.next("container")))
        yield part, eid
        inner = Ordinals()
        for block in part.blocks:
            yield from _front(block, eid, inner, eids)


def _body(document: Document, eids: Eids, root: str) -> Iterator[tuple[object, str]]:
    seen, zone = Ordinals(), f"{root}__body" if root else "body"
    if zone not in eids.used:
        eids.claim(zone)
    for part in document.body:
        if isinstance(part, Provision):
            yield from _provision(part, root, seen, eids, root)
        else:
            yield from _front(part, zone, seen, eids)


def _provision(part: Provision, context: str, seen: Ordinals, eids: Eids, root: str) -> Iterator[tuple[object, str]]:
    eid = eids.provision(part, context, seen.next(part.kind))
    yield part, eid
    inner, ordinals = eid, Ordinals()
    points = part.kind != "list" and record.only_points(part.children)
    if part.children and part.kind in DIVISIONS:
        inner = eids.scope(eid, root, part.children)
    if points:
        frame = eids.child(eid, "list", "1")
        inner = inner if part.kind in DIVISIONS else frame
    for child in part.children:
        if isinstance(child, Provision):
            yield from _provision(child, inner, ordinals, eids, root)
