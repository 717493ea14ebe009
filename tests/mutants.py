"""Records changed at random, to see what the gate and the reader make of them."""

from __future__ import annotations

import random
from collections.abc import Iterator

from lxml import etree

from engross.record import NAMESPACE
from engross.schema.official import official_file

AKN = f"{{{NAMESPACE}}}"
_ODD = ["", "#a #b", "a b", "x", "para_1", "9" * 30, "-1", "#", "##", "0000-00-00", "{}%"]
_NAMES = ["eId", "GUID", "wId", "date", "name", "refersTo", "href", "status", "as", "value", "class", "colspan", "x"]


def mutants(xml: bytes, seed: int, count: int, changes: int = 1) -> Iterator[bytes]:
    """`count` records, each with up to `changes` changes: elements lost, doubled, renamed, reversed; attributes lost
    or odd; words where none may stand. The same seed gives the same records."""
    draw = random.Random(seed)
    schema = etree.parse(str(official_file())).getroot()
    known = sorted(AKN + e.get("name") for e in schema.iterchildren("{*}element"))
    for _ in range(count):
        root = etree.fromstring(xml)
        for _ in range(draw.randint(1, changes)):
            _change(root, draw, known)
        yield b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root)


def _change(root: etree._Element, draw: random.Random, known: list[str]) -> None:
    elements = list(root.iter(etree.Element))
    if len(elements) < 2:
        return
    one, other = draw.choice(elements[1:]), draw.choice(elements)
    match draw.randrange(9):
        case 0:
            parent = one.getparent()
            parent.text, one.tail = f"{parent.text or ''}{one.tail or ''}", None
            parent.remove(one)
        case 1:
            copy = etree.fromstring(etree.tostring(one, with_tail=False))
            other.insert(draw.randrange(len(other) + 1), copy)
        case 2:
            one.tag = draw.choice([e.tag for e in elements])
        case 3:
            one.tag = draw.choice(known)
        case 4 if one.attrib:
            del one.attrib[draw.choice(sorted(one.attrib))]
        case 5:
            one.set(draw.choice(_NAMES), draw.choice(_ODD))
        case 6:
            one.text = f"{one.text or ''} words "
        case 7:
            one.tail = f"{one.tail or ''} words "
        case _:
            one[:] = reversed(list(one))
