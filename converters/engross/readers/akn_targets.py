"""Turns the inner references of a foreign record to the eIds that its parts have in ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, structs

from engross import record
from engross.identity import Eids
from engross.model import Instrument, Reference
from engross.parts import part_eids


def retarget(instrument: Instrument, targets: Mapping[str, object]) -> Instrument:
    """The instrument with each reference "#" + a foreign eId turned to the eId that the part has here.

    targets: the part of the tree (the very object) that stands for each foreign eId."""
    taken = (record.written_key(e.key) for e in instrument.metadata.entities)
    here = {id(part): eid for part, eid in part_eids(instrument.document, Eids(taken))}
    names = {f"#{old}": f"#{here[id(part)]}" for old, part in targets.items() if id(part) in here}
    document = _renamed(instrument.document, names)
    return instrument if document is instrument.document else structs.replace(instrument, document=document)


def refers_within(part: object) -> bool:
    """Whether some reference in a part of the tree is to a part of the same record."""
    if isinstance(part, Reference) and part.href.startswith("#"):
        return True
    return any(refers_within(inner) for inner in _inner(part))


def _inner(part: object) -> Iterator[object]:
    if isinstance(part, tuple):
        yield from part
    elif isinstance(part, Struct):
        for field in part.__struct_fields__:
            value = getattr(part, field)
            if isinstance(value, tuple | Struct):
                yield value


def _renamed(part: Any, names: Mapping[str, str]) -> Any:
    """`part` with the references named in `names` replaced; the very `part` when it has none of them."""
    if isinstance(part, tuple):
        parts = tuple(_renamed(inner, names) for inner in part)
        same = all(new is old for new, old in zip(parts, part, strict=True))
        return part if same else parts
    if not isinstance(part, Struct):
        return part
    changes: dict[str, object] = {}
    if isinstance(part, Reference) and part.href in names:
        changes["href"] = names[part.href]
    for field in part.__struct_fields__:
        value = getattr(part, field)
        if isinstance(value, tuple | Struct) and (new := _renamed(value, names)) is not value:
            changes[field] = new
    return structs.replace(part, **changes) if changes else part
