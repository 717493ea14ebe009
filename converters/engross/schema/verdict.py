"""The verdict on a record: the derived schema may acquit, only the official one convicts and words the message."""

from __future__ import annotations

import re
from threading import Lock, local
from typing import TYPE_CHECKING

from msgspec import Struct

from engross.record import NAMESPACE
from engross.schema.official import derived_schema, official_schema

if TYPE_CHECKING:
    from lxml.etree import XMLParser

# The derived schema does not check that eIds are unique. They are compared here as bytes, which is sound only in UTF-8,
# without a document type (it would stand before the root), with every eId written as we write it, and without character
# references in one.
_OPENING = b'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso '
_EIDS = re.compile(rb' eId="([^"]*)"').findall
# A compiled schema has one error log.
_CONVICTING = Lock()
# The parser of each thread (see `_parser`).
_JUDGES = local()


class Fault(Struct, frozen=True):
    """One objection of the schema; `line` and `column` count from 1, 0 when the schema names none."""

    line: int
    column: int
    message: str


class Blind:
    """A parser target that keeps nothing."""

    def close(self) -> None:
        """What lxml asks of a target at the end."""


def judge(xml: bytes) -> list[Fault]:
    """What the official schema objects to in `xml`; nothing when it is valid. XML that is not well-formed is a fault."""
    return [] if acquitted(xml) else convictions(xml)


def acquitted(xml: bytes) -> bool:
    """Whether the derived schema finds `xml` valid; if not, that proves nothing.

    The official schema's constraint that eIds are unique is checked here, over the whole file."""
    if not xml.startswith(_OPENING):
        return False
    eids = _EIDS(xml)
    if xml.count(b"eId") != len(eids) or len(set(eids)) != len(eids) or b"&" in b"".join(eids):
        return False
    parser = _parser()
    return parser is not None and _valid(xml, parser)


def convictions(xml: bytes) -> list[Fault]:
    """What the official schema itself objects to, in its words."""
    from lxml import etree

    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        return [Fault(error.lineno or 0, error.offset or 0, f"not well-formed: {error.msg}")]
    schema = official_schema()
    with _CONVICTING:
        if schema.validate(tree):
            return []
        entries = list(schema.error_log)  # type: ignore[call-overload]  # the stubs do not know that it is iterable
    return [Fault(e.line, e.column, e.message.replace(f"{{{NAMESPACE}}}", "")) for e in entries]


def _parser() -> XMLParser | None:
    """The parser of this thread that judges by the derived schema and builds no tree; None when there is no such schema."""
    from lxml import etree

    parser: XMLParser | None = getattr(_JUDGES, "parser", None)
    if parser is None and (schema := derived_schema()) is not None:
        parser = _JUDGES.parser = etree.XMLParser(
            schema=schema,
            target=Blind(),  # type: ignore[arg-type]  # lxml calls only the methods that a target has
            huge_tree=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        )
    return parser


def _valid(xml: bytes, parser: XMLParser) -> bool:
    """Whether `parser` finds `xml` well-formed, and valid by its schema."""
    from lxml import etree

    try:
        etree.fromstring(xml, parser)
        valid = not len(parser.error_log)
    except etree.XMLSyntaxError:
        valid = False
    if not valid:
        del _JUDGES.parser  # so that no verdict depends on an earlier one
    return valid
