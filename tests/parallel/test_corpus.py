"""The same resolutions in the official languages: nearly every clause finds its own, numbered or not, whole or not."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from engross import library
from engross.faircopy import FairCopyOptions, fair_copy
from engross.parallel.align import align
from engross.parallel.units import Unit, units

LANGUAGES = {"english": "E", "french": "F", "spanish": "S", "russian": "R", "arabic": "A", "chinese": "C"}
CLAUSES = ("recital", "clause", "item")


def versions(path: Path) -> list[Unit]:
    copy = fair_copy(library.read(path).value)
    return units(
        copy, [line.label for line in fair_copy(library.read(path).value, FairCopyOptions(faithful=True)).lines]
    )


@pytest.fixture(scope="module")
def sets(shared: Path) -> list[tuple[list[Unit], list[Unit]]]:
    """Every pair of languages in which a resolution is there."""
    files: dict[str, list[Path]] = defaultdict(list)
    for folder in LANGUAGES:
        for path in sorted((shared / "corpus" / "un" / folder).glob("*.xml")):
            files[re.sub(r"_?[EFSRAC]$", "", path.stem)].append(path)
    known = {path: versions(path) for paths in files.values() if len(paths) > 1 for path in paths}
    return [(known[a], known[b]) for paths in files.values() for a, b in combinations(paths, 2)]


def test_clauses_with_the_same_number_meet(sets: list[tuple[list[Unit], list[Unit]]]) -> None:
    """Aligned without the numbers, they are judged by them."""
    met = all_of_them = 0
    for one, other in sets:
        bare = [[u._replace(values=frozenset(), path=()) for u in version] for version in (one, other)]
        numbers = [
            {id(u): (n.zone, n.path) for u, n in zip(b, v, strict=True)}
            for b, v in zip(bare, (one, other), strict=True)
        ]
        others = {path for path in numbers[1].values() if path[1]}
        for a, b in align(bare):
            if a is not None and a.kind in CLAUSES and (path := numbers[0][id(a)])[1] and path in others:
                all_of_them += 1
                met += b is not None and numbers[1][id(b)] == path
    assert all_of_them > 300
    assert met / all_of_them > 0.98


def test_what_one_version_lacks_disturbs_little(sets: list[tuple[list[Unit], list[Unit]]]) -> None:
    """A tenth of the clauses of one version is taken away; the others go on meeting those that they met."""
    chance = random.Random(4)
    right = all_of_them = 0
    for one, other in sets:
        met = {id(a): b for a, b in align([one, other]) if a is not None}
        gone = {id(u) for u in other if u.kind in CLAUSES and chance.random() < 0.1}
        for a, b in align([one, [u for u in other if id(u) not in gone]]):
            if a is not None:
                want = met[id(a)]
                all_of_them += 1
                right += b is (None if id(want) in gone else want)
    assert right / all_of_them > 0.98
