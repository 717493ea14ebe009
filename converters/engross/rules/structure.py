"""Structure that the schema lets pass: numbers before headings, nothing empty, notes and annexes in pairs."""

from __future__ import annotations

from engross.rules.facts import HIERARCHY
from engross.rules.record import Element, Record
from engross.rules.registry import closes, ends, opens

# Kinds that say nothing when they say nothing, and have no business being there then.
SPEAKING = frozenset("p num heading subheading docTitle docNumber docDate ref rref formula recital def term".split())
_SILENT = frozenset({"br", "eol", "eop"})


@opens("AKN-E611", "num")
def one_num(element: Element, record: Record) -> None:
    parent = element.parent
    if parent is not None and parent.name in HIERARCHY and element.nth > 1:
        record.report("AKN-E611", element, f"this {parent.name} has a second number")


@opens("AKN-E612", "num")
def num_first(element: Element, record: Record) -> None:
    parent = element.parent
    if parent is not None and parent.name in HIERARCHY:
        before = "heading" if "heading" in parent.counts else "subheading" if "subheading" in parent.counts else ""
        if before:
            record.report(
                "AKN-E612", element, f"the number stands after the {before}", f"put the num before the {before}"
            )


@closes("AKN-W613", SPEAKING, text=True)
def empty(element: Element, record: Record) -> None:
    text = element.text
    if (not text or text.isspace()) and element.zone != "meta" and element.counts.keys() <= _SILENT:
        record.report("AKN-W613", element, f"this {element.name} is empty")


@closes("AKN-W614", HIERARCHY)
def hollow(element: Element, record: Record) -> None:
    if element.counts.keys() <= {"num"}:
        record.report(
            "AKN-W614", element, f"this {element.name} holds no text" + (", only its number" if element.num else "")
        )


@ends("AKN-W615")
def note_marked(record: Record) -> None:
    for element, text in record.notes:
        if element.name == "authorialNote" and not element.attrs.get("marker"):
            record.report("AKN-W615", element, f'the note "{text[:40]}" has no marker to be called by')


@ends("AKN-E616")
def call_answered(record: Record) -> None:
    """A noteRef calls a note, and not another thing; one that points at nothing is a dangling reference already."""
    for call in record.calls:
        target = record.eids.get(call.attrs.get("href", "")[1:])
        if target is not None and target.name not in ("note", "authorialNote"):
            record.report("AKN-E616", call, f"the call points at a {target.name}, not at a note")


@ends("AKN-W617")
def note_called(record: Record) -> None:
    called = {c.attrs.get("href", "")[1:] for c in record.calls}
    for element, _ in record.notes:
        if element.name == "note" and element.zone == "meta" and element.eid not in called:
            record.report("AKN-W617", element, f'nothing calls the note "{element.eid}"')


@ends("AKN-W618")
def markers_in_order(record: Record) -> None:
    last = 0
    for element, _ in record.notes:
        marker = element.attrs.get("marker", "").strip("()[] ")
        if not marker.isdigit():
            continue
        value = int(marker)
        if value not in (last + 1, 1):
            where = f"note {marker} follows note {last}"
            record.report("AKN-W618", element, where if value != last else f"note {marker} stands twice")
        last = value


@ends("AKN-W619")
def annex_titled(record: Record) -> None:
    for attachment in record.attachments:
        if not attachment.counts.keys() & {"heading", "num", "subheading"} and len(record.attachments) > 1:
            record.report("AKN-W619", attachment, "one of several annexes has neither number nor heading")
