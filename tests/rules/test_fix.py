"""Mends: what is mended is sound afterwards, nothing else is touched, and text never."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engross.rules.catalogue import catalogue
from engross.validate import ruling, validate
from engross.validate.fix import mended

CASES = Path(__file__).resolve().parent.parent / "cases_rules"
CLEAN = (CASES / "clean.xml").read_bytes()
UNDER = ruling(today="2026-11-24")


@pytest.mark.parametrize("rule", [key for key, entry in catalogue().items() if entry.fix])
def test_the_case_of_every_mendable_rule_becomes_its_repaired_twin(rule: str) -> None:
    assert mended((CASES / f"{rule}.fires.xml").read_bytes(), UNDER) == (CASES / f"{rule}.silent.xml").read_bytes()


@pytest.mark.parametrize("rule", [key for key, entry in catalogue().items() if not entry.fix])
def test_nothing_is_done_about_the_others(rule: str) -> None:
    broken = next(CASES.glob(f"{rule}.fires.*")).read_bytes()
    assert mended(broken, UNDER) == broken


def test_references_follow_a_renamed_part() -> None:
    broken = CLEAN.replace(b"sec_I__para_3", b"sec_I__para_33")
    assert mended(broken, UNDER) == CLEAN


def test_mending_is_idempotent_and_leaves_quotes_and_spaces() -> None:
    odd = CLEAN.replace(b'eId="sec_II__para_5"', b"eId = 'sec_II__para_50'  ")
    once = mended(odd, UNDER)
    assert once == CLEAN.replace(b'eId="sec_II__para_5"', b'eId = "sec_II__para_5"  ')
    assert mended(once, UNDER) == once


EIDS = re.findall(r' eId="((?:sec|recs|att|preamble|conclusions)_[^"]*)"', CLEAN.decode())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(EIDS), st.sampled_from([*EIDS, "x", "sec_1__", "_", "para_1"])), max_size=6))
def test_eids_in_any_disorder_are_put_right(swaps: list[tuple[str, str]]) -> None:
    text = CLEAN.decode()
    for old, new in swaps:
        text = text.replace(f' eId="{old}"', f' eId="{new}"')
    left = {f.rule for f in validate(mended(text.encode(), UNDER), "x", UNDER).findings}
    assert not left & {"AKN-E301", "AKN-W303", "AKN-W304", "AKN-W305", "AKN-W306"}


def test_of_two_parts_without_numbers_the_second_is_renamed_and_no_other() -> None:
    twin = b'<recital eId="recs_1__rec_1"><p>Noting it,</p></recital>'
    doubled = CLEAN.replace(b"<recital ", twin + b"<recital ", 1)
    assert mended(doubled, ruling()) == doubled.replace(b"recs_1__rec_1", b"recs_1__rec_1-2").replace(
        b"recs_1__rec_1-2", b"recs_1__rec_1", 1
    )
