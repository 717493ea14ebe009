"""Every rule of the catalogue fires in its case file and is silent in the repaired twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from engross.rules import served
from engross.rules.catalogue import catalogue, encoded, written
from engross.validate import Verdict, ruling, validate

CASES = Path(__file__).resolve().parent.parent / "cases_rules"
RULES = list(catalogue())
# What the schema and the parser say, and the levels: found outside the traversal.
ELSEWHERE = {rule for rule in RULES if rule[5] in "128"}


def text_of(name: str) -> str:
    return next(CASES.glob(f"{name}.*")).read_text(encoding="utf-8")


def judged(name: str) -> Verdict:
    return validate(text_of(name).encode(), name, ruling(today="2026-11-24"))


@pytest.mark.parametrize("rule", RULES)
def test_fires_alone_in_its_case(rule: str) -> None:
    assert {f.rule for f in judged(f"{rule}.fires").findings} == {rule}


@pytest.mark.parametrize("rule", RULES)
def test_is_silent_in_the_repaired_twin(rule: str) -> None:
    assert judged(f"{rule}.silent").findings == ()


@pytest.mark.parametrize("rule", RULES)
def test_the_examples_are_those_of_the_cases(rule: str) -> None:
    entry = catalogue()[rule]
    assert entry.example in text_of(f"{rule}.fires")
    assert entry.repaired in text_of(f"{rule}.silent")


@pytest.mark.parametrize("rule", RULES)
def test_severity_is_the_letter_of_the_id(rule: str) -> None:
    assert rule[4] == catalogue()[rule].severity[0].upper()


def test_every_rule_is_served_and_every_check_catalogued() -> None:
    assert set(RULES) - served() == ELSEWHERE
    assert served() <= set(RULES)


def test_codes_are_used_once() -> None:
    codes = [entry.code for entry in catalogue().values()]
    assert len(codes) == len(set(codes))


def test_shipped_catalogue_is_the_written_one(root: Path) -> None:
    assert (root / "schemas/engross_schemas/rules.json").read_bytes() == encoded(written())


def test_findings_say_where(root: Path) -> None:
    finding = judged("AKN-W305.fires").findings[0]
    assert (finding.line, finding.column) == (78, 1)
    assert finding.eid == "sec_II__para_9"
    assert finding.xpath == "/akomaNtoso/statement/mainBody/section[2]/paragraph[3]"
    assert finding.hint == 'write "para_6"'
