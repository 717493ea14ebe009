"""References inside a file: each points at something, of the right kind, and every entry is used once."""

from __future__ import annotations

from engross.rules.record import Element, Pointer, Record
from engross.rules.registry import ends, opens

# The kinds of entry that an element or attribute may name (AKN-NC 6; None: any).
BY_ELEMENT = {
    "person": ("TLCPerson",),
    "organization": ("TLCOrganization",),
    "role": ("TLCRole",),
    "location": ("TLCLocation",),
    "event": ("TLCEvent",),
    "object": ("TLCObject",),
    "process": ("TLCProcess",),
    "term": ("TLCTerm", "TLCConcept"),
    "judge": ("TLCPerson", "TLCRole"),
    "lawyer": ("TLCPerson", "TLCRole"),
    "party": ("TLCPerson", "TLCOrganization", "TLCRole"),
}
BY_ATTRIBUTE = {"as": ("TLCRole",), "by": ("TLCPerson", "TLCOrganization", "TLCRole")}
# Attributes for which a reference into the structure is as good as one to an entry.
STRUCTURE = frozenset("href from upTo for period start end".split())


def fits(element: str, attribute: str, target: str) -> bool:
    """Whether an attribute of an element may point at an element `target`."""
    kinds = BY_ELEMENT.get(element) if attribute == "refersTo" else BY_ATTRIBUTE.get(attribute)
    return not kinds or target in kinds or target[:3] != "TLC" or target == "TLCReference"


@ends("AKN-E401")
def dangling(record: Record) -> None:
    """One finding for all references to the same missing thing, at the first of them."""
    eids = record.eids
    missing: dict[tuple[str, str], list[Pointer]] = {}
    for pointer in record.pointers:
        value = pointer.target
        if value[1:] in eids:
            continue
        for target in value.split():
            if target[:1] == "#" and target[1:] not in eids:
                missing.setdefault((pointer.attribute, target), []).append(pointer)
    for (attribute, target), pointers in missing.items():
        more = f" ({len(pointers)} times)" if len(pointers) > 1 else ""
        record.report("AKN-E401", pointers[0].element, f'{attribute}="{target}" points at nothing in this file{more}')


@ends("AKN-W402")
def wrong_kind(record: Record) -> None:
    for pointer in (*record.misfits, *record.pointers):
        element, attribute = pointer.element, pointer.attribute
        target = record.eids.get(pointer.target[1:])
        if target is not None and not fits(element.name, attribute, target.name):
            what = f"the {attribute} of a {element.name}" if attribute != "refersTo" else f"a {element.name}"
            kinds = BY_ELEMENT[element.name] if attribute == "refersTo" else BY_ATTRIBUTE[attribute]
            record.report(
                "AKN-W402",
                element,
                f'{what} names the {target.name} "{pointer.target[1:]}"',
                f"name a {' or '.join(kinds)}",
            )


@ends("AKN-I403")
def unused(record: Record) -> None:
    used = {pointer.target[1:] for pointer in record.pointers}
    used.update([target.lstrip("#") for value in used if " " in value for target in value.split()])
    used |= record.pointed
    used |= {pointer.target for pointer in record.bare}
    for entry in record.entries:
        if entry.eid and entry.eid not in used:
            record.report("AKN-I403", entry, f'nothing refers to the {entry.name} "{entry.eid}"')


@ends("AKN-I404")
def doubled(record: Record) -> None:
    seen: dict[tuple[str, str, int], Element] = {}
    for entry in record.entries:
        href = entry.attrs.get("href", "")
        first = seen.setdefault((entry.name, href, id(entry.parent)), entry)
        if first is not entry and href:
            record.report("AKN-I404", entry, f'the {entry.name} "{entry.eid}" has the href of "{first.eid}": {href}')


@ends("AKN-W405")
def without_hash(record: Record) -> None:
    eids = record.eids
    for pointer in record.bare:
        element, attribute, value = pointer.element, pointer.attribute, pointer.target
        target = eids.get(value)
        if target is not None and target.name.startswith("TLC"):
            record.report(
                "AKN-W405", element, f'{attribute}="{value}" names the {target.name} of that eId without its "#"',
                f'write {attribute}="#{value}"',
            )  # fmt: skip


@opens("AKN-W406", "rref")
def range_of(element: Element, record: Record) -> None:
    attrs = element.attrs
    record.ranges.setdefault((attrs.get("from", ""), attrs.get("upTo", "")), element)


@ends("AKN-W406")
def backwards(record: Record) -> None:
    """A range of provisions runs in reading order."""
    if not record.ranges:
        return
    places = {f"#{eid}": n for n, eid in enumerate(record.eids)}
    for (first, last), element in record.ranges.items():
        if first in places and last in places and places[last] <= places[first]:
            record.report("AKN-W406", element, f"the range from {first} to {last} runs backwards")
