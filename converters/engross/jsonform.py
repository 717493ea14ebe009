"""The JSON form of an instrument: the tree's own structs in an envelope that names the version of the form.

`python -m engross.jsonform` prints its JSON Schema, which `engross_schemas` publishes."""

from __future__ import annotations

import sys
from inspect import cleandoc
from typing import Any

import msgspec
from msgspec import Struct, inspect, structs

from engross.model import Attachment, Document, Formula, Instrument, Metadata

# Raised when a file of the last version can no longer be read as one of the next.
VERSION = 1
SCHEMA_ID = "urn:engross:schema:instrument:1"


class Envelope(Struct, frozen=True):
    """What a JSON file holds. `engross` is the version of the form."""

    engross: int
    instrument: Instrument


class Head(Struct, frozen=True):
    """What is asked first: the version, whatever else the file holds."""

    engross: int


def canonical(instrument: Instrument) -> Instrument:
    """The equal instrument whose JSON leaves out every default. (msgspec leaves out a string only if it is the very
    object that is the default.)"""
    metadata = instrument.metadata
    changes = {
        field: default
        for field, default in zip(Metadata.__struct_fields__, Metadata.__struct_defaults__, strict=True)
        if default and getattr(metadata, field) == default
    }
    return Instrument(structs.replace(metadata, **changes), _canonical_document(instrument.document))


def _canonical_document(document: Document) -> Document:
    changes: dict[str, Any] = {}
    for zone in ("preface", "preamble", "conclusions"):
        parts = getattr(document, zone)
        if any(isinstance(part, Formula) for part in parts):
            changes[zone] = tuple(_canonical_formula(p) if isinstance(p, Formula) else p for p in parts)
    if document.attachments:
        changes["attachments"] = tuple(_canonical_attachment(a) for a in document.attachments)
    return structs.replace(document, **changes) if changes else document


def _canonical_formula(formula: Formula) -> Formula:
    plain = Formula(formula.blocks)
    return plain if plain == formula else formula


def _canonical_attachment(attachment: Attachment) -> Attachment:
    return structs.replace(attachment, document=_canonical_document(attachment.document))


# --------------------------------------------------------------------------- what the tree does not know


def unknown_field(value: Any, form: inspect.Type | None = None, path: str = "$") -> str:
    """The path of the first field of `value` (decoded JSON of the right shape) that no struct of the tree has; ""."""
    form = inspect.type_info(Envelope) if form is None else form
    if isinstance(value, list):
        inner = _items(form)
        return next((p for n, v in enumerate(value) if (p := unknown_field(v, inner, f"{path}[{n}]"))), "")
    if not isinstance(value, dict):
        return ""
    struct = _struct(form, value.get("type"))
    known = {field.encode_name: field.type for field in struct.fields}
    for key, inner_value in value.items():
        if key == "type" and struct.tag is not None:
            continue
        if key not in known:
            return f"{path}.{key}"
        if found := unknown_field(inner_value, known[key], f"{path}.{key}"):
            return found
    return ""


def _items(form: inspect.Type) -> inspect.Type:
    for one in form.types if isinstance(form, inspect.UnionType) else (form,):
        if isinstance(one, inspect.VarTupleType):
            return one.item_type
    raise TypeError(f"{form} holds no sequence")


def _struct(form: inspect.Type, tag: object) -> inspect.StructType:
    for one in form.types if isinstance(form, inspect.UnionType) else (form,):
        if isinstance(one, inspect.StructType) and one.tag in (None, tag):
            return one
    raise TypeError(f"{form} holds no struct with the tag {tag!r}")


# --------------------------------------------------------------------------- the schema


def schema() -> bytes:
    """The JSON Schema (2020-12) of the form, as the bytes that are published."""
    made = msgspec.json.schema(Envelope)
    for part in made["$defs"].values():
        if part.get("type") == "object":
            part["additionalProperties"] = False
        if "description" in part:
            # Python 3.13 strips the indentation of docstrings, 3.11 does not.
            part["description"] = cleandoc(part["description"])
    made["$defs"]["Envelope"]["properties"]["engross"] = {"const": VERSION}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "An instrument in Engross's JSON form",
        **made,
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(schema())
