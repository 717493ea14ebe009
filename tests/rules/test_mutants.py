"""Mutants of a sound record: no rule crashes on any, and the schema's verdict is the official one's on all."""

from __future__ import annotations

import random
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from engross.schema.official import official_schema
from engross.validate import ruling, validate

CLEAN = (Path(__file__).resolve().parent.parent / "cases_rules" / "clean.xml").read_text(encoding="utf-8")
UNDER = ruling(today="2026-11-24")
NAMES = [
    *sorted(set(re.findall(r"<(\w+)", CLEAN))),
    "quotedStructure",
    "mod",
    "li",
    "ul",
    "component",
    "debate",
    "nonsense",
]
VALUES = ["", "#", "#body", "x y", "1", "0001-01-01", "2024-13-45", "/akn//", "é", "__", "a__b_c", "#tarn #chair"]


def mutant(seed: int, changes: int) -> bytes:
    """The sound record after so many changes to its elements and attributes."""
    chance = random.Random(seed)
    root = etree.fromstring(CLEAN.encode())
    for _ in range(changes):
        elements = [e for e in root.iter("*") if e.getparent() is not None]
        if not elements:
            break
        one, other = chance.choice(elements), chance.choice(elements)
        match chance.randrange(7):
            case 0:
                one.getparent().remove(one)  # type: ignore[union-attr]
            case 1:
                one.tag = f"{{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}}{chance.choice(NAMES)}"
            case 2 if one is not other and other not in one.iterancestors():
                one.append(other)
            case 3:
                one.addnext(etree.fromstring(etree.tostring(other, with_tail=False)))
            case 4 if one.attrib:
                del one.attrib[chance.choice(sorted(map(str, one.attrib)))]
            case 5:
                names = [*map(str, one.attrib), "eId", "href", "refersTo", "GUID", "wId", "date", "status"]
                one.set(chance.choice(names), chance.choice(VALUES))
            case _:
                one.text = chance.choice(["", "text", "(a)", "Article 2 bis", "— — —", "1.2.3", "33"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


@settings(max_examples=250, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 6))
def test_the_schema_verdict_on_any_mutant_is_the_official_one(seed: int, changes: int) -> None:
    data = mutant(seed, changes)
    verdict = validate(data, "mutant.xml", UNDER)
    assert verdict.valid == official_schema().validate(etree.fromstring(data))
    if not verdict.valid:
        assert any(f.rule[5] in "23" and f.severity == 3 for f in verdict.findings)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(CLEAN)), st.integers(0, 400))
def test_any_bytes_give_findings_and_no_crash(noise: bytes, at: int, gone: int) -> None:
    data = CLEAN.encode()
    verdict = validate(data[:at] + noise + data[at + gone :], "noise.xml", UNDER)
    assert all(f.message and f.line >= 0 for f in verdict.findings)
