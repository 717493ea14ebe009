"""Recognition on the project's own gold cannot fall unnoticed: floors a little below what was measured, for every field."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import accuracy_instruments, gold_score
from benchmarks.accuracy_instruments import Case, Measured

FLOORS = {
    "preambular": 0.92, "operative": 0.925, "operative_num": 0.955, "operative_level": 0.88, "headings": 0.85,
    "boilerplate": 0.69, "references": 0.79, "title": 0.75, "date": 0.915, "place": 0.785, "doc_number": 0.87,
    "issuer": 0.565, "annexes": 0.97, "closing": 0.895,
}  # fmt: skip
LANGUAGES = {"ar", "de", "en", "es", "fr", "ru", "zh"}


@pytest.fixture(scope="module")
def read() -> list[tuple[Case, Measured]]:
    """All of the gold, read."""
    return [(case, accuracy_instruments.measured(case)) for case in accuracy_instruments.own()]


@pytest.mark.parametrize("field", gold_score.FIELDS)
def test_a_field_is_read_as_well_as_it_was(read: list[tuple[Case, Measured]], field: str) -> None:
    score = gold_score.total([one.scores for _, one in read], field)
    assert gold_score.f1(*score) >= FLOORS[field], score


def test_nothing_is_lost(read: list[tuple[Case, Measured]]) -> None:
    assert [case.name for case, one in read if not one.tiled] == []


def test_every_record_is_valid(read: list[tuple[Case, Measured]]) -> None:
    assert [case.name for case, one in read if not one.valid] == []


def test_the_gold_is_of_many_kinds_in_every_language(read: list[tuple[Case, Measured]]) -> None:
    assert {case.gold["language"] for case, _ in read} == LANGUAGES
    assert len({case.gold["kind"] for case, _ in read}) >= 30


def test_the_score_is_that_of_the_scorer_beside_the_project(
    read: list[tuple[Case, Measured]], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The two measure alike, but for what only this one knows: other forms of a place, unknown dates."""
    monkeypatch.syspath_prepend(str(shared / "benchmarks"))
    import instruments_score

    for case, one in read:
        theirs = instruments_score.score(case.gold, one.made)
        strict = case.gold | {"also": {}}
        assert {f: theirs[f] for f in gold_score.FIELDS} == gold_score.score(strict, one.made), case.name


@pytest.mark.parametrize("case", accuracy_instruments.own(), ids=lambda case: case.name.removesuffix(".txt"))
def test_gold_says_only_what_its_text_prints(case: Case) -> None:
    """Titles in their order, places and numbers in one form at least, references and the maker in all their words."""
    gold, text = case.gold, case.data.decode()
    printed = gold_score.key(text)
    for field in ("title", "place", "doc_number"):
        forms = [form for form in (gold[field], *gold["also"].get(field, ())) if form]
        assert not forms or any(gold_score.key(form) in printed for form in forms), forms
    for quoted in (*gold["references"], *gold["headings"], *gold["preambular"]):
        assert gold_score.key(quoted) in printed, quoted
    if gold["language"] != "zh" and gold["issuer"]:
        missing = set(gold_score.words(gold["issuer"])) - set(gold_score.words(text))
        assert not missing
