"""References inside a file: each points at something, of the right kind, and every entry is used once."""

from __future__ import annotations

from engross.rules.record import Element, Pointer, Record
from engross.rules.registry import ends

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


@ends("AKN-E401")
def dangling(record: Record) -> None:
    eids = record.eids
    for pointer in record.pointers:
        value = pointer.target
        if value[1:] in eids:
            continue
        for target in value.split():
            if target[:1] == "#" and target[1:] not in eids:
                record.report(
                    "AKN-E401", pointer.element, f'{pointer.attribute}="{target}" points at nothing in this file'
                )


@ends("AKN-W402")
def wrong_kind(record: Record) -> None:
    eids = record.eids
    for pointer in record.pointers:
        element, attribute = pointer.element, pointer.attribute
        kinds = BY_ELEMENT.get(element.name) if attribute == "refersTo" else BY_ATTRIBUTE.get(attribute)
        if not kinds:
            continue
        target = eids.get(pointer.target[1:])
        if (
            target is not None
            and target.name[:3] == "TLC"
            and target.name not in kinds
            and target.name != "TLCReference"
        ):
            what = f"the {attribute} of a {element.name}" if attribute != "refersTo" else f"a {element.name}"
            record.report(
                "AKN-W402", element, f'{what} names the {target.name} "{target.eid}"', f"name a {' or '.join(kinds)}"
            )


@ends("AKN-I403")
def unused(record: Record) -> None:
    values = {p.target for p in record.pointers}
    used = {value[1:] for value in values}
    used.update(target.lstrip("#") for value in values if " " in value for target in value.split())
    used |= {p.target for p in record.bare}
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


@ends("AKN-W406")
def backwards(record: Record) -> None:
    """A range of provisions runs in reading order."""
    start: Pointer | None = None
    for pointer in record.pointers:
        if pointer.attribute == "from":
            start = pointer
        elif pointer.attribute == "upTo" and start is not None and start.element is pointer.element:
            first, last = record.eids.get(start.target[1:]), record.eids.get(pointer.target[1:])
            if first is not None and last is not None and last.at <= first.at:
                where = f"from {start.target} to {pointer.target}"
                record.report("AKN-W406", pointer.element, f"the range {where} runs backwards")
