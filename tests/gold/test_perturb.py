"""Disturbed texts: the gold moves along with what it quotes."""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks import accuracy_instruments, gold_score, perturb

TEXT = """Share

RESOLUTION ON HARBOURS

The Council,
Recalling with satisfaction the excellent improvements of the harbours and lighthouses along the coast,
1. Decides to continue the improvement of the harbours of all members until further notice;
2. Requests a report.
"""
GOLD: dict[str, Any] = {
    "title": "RESOLUTION ON HARBOURS", "language": "en", "place": None, "issuer": "The Council", "references": [], "headings": [],
    "ignore": ["The Council,"], "signature_or_closing": None, "boilerplate_lines": [0],
    "preambular": ["Recalling with satisfaction the excellent improvements"],
    "operative": [
        {"num": "1.", "starts": "Decides to continue the improvement of", "level": 1},
        {"num": "2.", "starts": "Requests a report.", "level": 1},
    ],
}  # fmt: skip


@pytest.mark.parametrize("how", perturb.HOWS)
def test_gold_still_quotes_its_text(how: str) -> None:
    text, gold = perturb.perturbed("a", TEXT, GOLD, how)
    key = gold_score.key(text)
    for quoted in (gold["title"], *gold["preambular"], *(row["starts"] for row in gold["operative"])):
        assert gold_score.key(quoted) in key
    lines = text.split("\n")
    assert all(lines[n].strip() for n in gold["boilerplate_lines"])
    assert {"SHARE"} <= {lines[n].upper() for n in gold["boilerplate_lines"]}


def test_every_way_disturbs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(perturb, "DAMAGE", 0.05)
    assert all(perturb.perturbed("a", TEXT, GOLD, how)[0] != TEXT for how in perturb.HOWS)


def test_wrapped_lines_are_short_and_furniture_stays() -> None:
    text, gold = perturb.perturbed("a", TEXT, GOLD, "wrapped")
    assert max(map(len, text.split("\n"))) <= perturb.COLUMNS
    assert gold["boilerplate_lines"] == [0]


def test_numbers_go_from_text_and_gold() -> None:
    text, gold = perturb.perturbed("a", TEXT, GOLD, "unnumbered")
    assert "\nDecides" in text
    assert "\nRequests" in text
    assert [row["num"] for row in gold["operative"]] == [None, None]


def test_damage_is_the_same_every_time_and_moves_the_gold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(perturb, "DAMAGE", 0.1)
    first, again = (perturb.perturbed("a", TEXT, GOLD, "misread") for _ in range(2))
    assert first == again
    assert first[1]["preambular"] != GOLD["preambular"]


def test_every_language_of_the_gold_has_its_page_furniture() -> None:
    languages = {case.gold["language"] for case in accuracy_instruments.own()}
    for code in sorted(languages):
        _text, gold = perturb.perturbed("a", TEXT, GOLD | {"language": code}, "web page")
        assert len(gold["boilerplate_lines"]) >= 8, code
