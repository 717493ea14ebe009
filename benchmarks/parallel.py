"""How well the language versions of an instrument are aligned, on the resolutions that the United Nations publishes in
several languages, and how fast.

    python -m benchmarks parallel

The corpora lie beside the project (../shared); without them there is nothing to measure. A clause is right when it
stands in one row with the clause that has its number, or its place in the order of the gold, in the other language."""

from __future__ import annotations

import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from benchmarks.accuracy import LANGUAGES, UN
from engross import library
from engross.faircopy import FairCopyOptions, fair_copy
from engross.model import Instrument
from engross.parallel.align import align
from engross.parallel.units import Unit, units

CLAUSES = ("recital", "clause", "item")
TIMES = 3
Pair = tuple[list[Unit], list[Unit]]


def sets() -> dict[str, dict[str, Path]]:
    """The resolutions that are there in two languages or more: their files by language."""
    found: dict[str, dict[str, Path]] = defaultdict(dict)
    for language in LANGUAGES:
        for path in sorted((UN / language).glob("*.xml")):
            found[re.sub(r"_?[EFSRAC]$", "", path.stem)][language] = path
    return {name: paths for name, paths in found.items() if len(paths) > 1}


def of(instrument: Instrument) -> list[Unit]:
    """The units of an instrument."""
    printed = fair_copy(instrument, FairCopyOptions(faithful=True))
    return units(fair_copy(instrument), [line.label for line in printed.lines])


def text_units(path: Path, language: str) -> list[Unit]:
    """The units of the text of a file, the numbers of its paragraphs taken away."""
    import akn_gold  # type: ignore[import-not-found]

    text: str = akn_gold.text_of(path, {"--unnumbered"})
    return of(library.read(text.encode(), "text", language=LANGUAGES[language]).value)


def placed(path: Path, version: Sequence[Unit]) -> dict[tuple[object, ...], Unit]:
    """The units by the places in the order of the gold at which their first words stand."""
    import akn_gold

    out: dict[tuple[object, ...], Unit] = {}
    counts: dict[tuple[object, ...], int] = defaultdict(int)
    above: list[int] = []
    at = 0
    for zone, level, _, start in akn_gold.clauses_of(path):
        if not level:
            continue
        del above[level - 1 :]
        counts[zone, *above] += 1
        above.append(counts[zone, *above])
        words = [word.lower() for word in start]
        for n in range(at, len(version)) if words else ():
            said = re.findall(r"\w+", version[n].text.lower()[:400])
            if words in (said[: len(words)], said[1 : len(words) + 1]):
                out[zone, *above], at = version[n], n + 1
                break
    return out


def right(found: Iterator[tuple[Pair, list[dict[tuple[object, ...], Unit]]]]) -> str:
    """The share of clauses in one row with those at their places in the other language."""
    good = total = 0
    for pair, places in found:
        row = [{id(unit): n for n, unit in enumerate(column) if unit} for column in zip(*align(pair), strict=True)]
        for place in places[0].keys() & places[1].keys():
            total += 1
            good += row[0][id(places[0][place])] == row[1][id(places[1][place])]
    return f"{good} of {total} ({good / total:.1%})"


def without(pairs: Sequence[Pair], share: float) -> str:
    """The share of units that stand right when some clauses of the second version are taken away."""
    chance = random.Random(1)
    good = total = 0
    for _ in range(TIMES):
        for one, other in pairs:
            met = {id(a): b for a, b in align([one, other]) if a is not None}
            gone = {id(unit) for unit in other if unit.kind in CLAUSES and chance.random() < share}
            for a, b in align([one, [unit for unit in other if id(unit) not in gone]]):
                if a is not None:
                    want = met[id(a)]
                    total += 1
                    good += b is (None if id(want) in gone else want)
    return f"{good / total:.1%}"


def renumbered(pairs: Sequence[Pair]) -> str:
    """The same when one clause of the second version is taken away, and all that follow have the number before theirs."""
    chance = random.Random(1)
    good = total = 0
    for one, other in pairs:
        met = {id(a): b for a, b in align([one, other]) if a is not None}
        clauses = [n for n, unit in enumerate(other) if unit.kind == "clause" and unit.depth == 1 and unit.values]
        if len(clauses) < 4:
            continue
        lost = chance.choice(clauses[:-2])
        end = next((n for n in range(lost + 1, len(other)) if other[n].depth < 2), len(other))
        was = {id(unit): unit for unit in other[:lost]}
        kept = other[:lost]
        for unit in other[end:]:
            moved = unit
            if unit.kind in CLAUSES and unit.path and unit.path[0]:
                path = (frozenset(value - 1 for value in unit.path[0]), *unit.path[1:])
                moved = unit._replace(path=path, values=path[0] if len(path) == 1 else unit.values)
            kept.append(moved)
            was[id(moved)] = unit
        left = {id(unit) for unit in was.values()}
        for a, b in align([one, kept]):
            if a is not None:
                want = met[id(a)]
                total += 1
                good += (was[id(b)] if b is not None else None) is (want if id(want) in left else None)
    return f"{good / total:.1%}"


def main() -> None:
    known = sets()
    numbered = {path: of(library.read(path).value) for paths in known.values() for path in paths.values()}
    bare = {path: text_units(path, language) for paths in known.values() for language, path in paths.items()}
    both = [pair for paths in known.values() for pair in combinations(paths.values(), 2)]
    print(f"{len(known)} resolutions, {len(both)} pairs of languages")
    for name, versions in (
        ("with numbers, from the UN's mark-up", numbered),
        ("as text, paragraphs without numbers", bare),
    ):
        pairs: list[Pair] = [(versions[a], versions[b]) for a, b in both]
        places = {path: placed(path, versions[path]) for path in versions}
        begun = time.process_time()
        told = right(((versions[a], versions[b]), [places[a], places[b]]) for a, b in both)
        spent = time.process_time() - begun
        rows = sum(len(one) + len(other) for one, other in pairs)
        print(f"{name}: {told} stand right; {spent / rows * 1e6:.0f} µs a unit")
        print(f"  a fifth of the clauses of one version taken away: {without(pairs, 0.2)} of the units stand right")
    print(
        f"one clause taken away, the others renumbered: {renumbered([(numbered[a], numbered[b]) for a, b in both])} of the units stand right"
    )
