"""Units of several language versions → rows: what says the same thing stands side by side.

The best path through two sequences is found by dynamic programming over what no language changes (numbers, figures,
dates, citations, actions, shape, length). Units that can be only one another (the same printed number in the same place,
alike in all else) are taken first, so that the cost of a long instrument is that of the stretches between them."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from engross.parallel.units import Unit

Cells = tuple[Unit | None, ...]

GAP = -0.35
"""What a unit costs that stands alone: a pair that is worth less than two of them is left apart."""
SURE = 3.0
"""The worth, that of the number apart, from which a pair with the same printed number is taken before all others."""
BAND = 250_000
"""Pairs beyond which only those near the diagonal are tried."""
NEAR = 60
"""Units on either side of the diagonal that are tried there."""
SHORT = 24
"""Characters of which the length says little."""
_NEIGHBOURS = frozenset({"preamble", "body"})
_TEXT = frozenset({"recital", "clause", "paragraph", "item", "continuation", "formula"})
"""Roles that a reader may take one for another."""


class Worth(NamedTuple):
    """What agreement is worth, and what disagreement costs.

    Numbers count for less than one would think: where one clause is left out, those of all that follow move."""

    zone: float = -4.0
    near_zone: float = -1.6
    kind: tuple[float, float] = (0.5, -1.2)
    near_kind: float = -0.4
    depth: tuple[float, float] = (0.2, -0.6)
    number: tuple[float, float] = (0.8, -0.4)
    above: tuple[float, float] = (0.3, -0.5)
    children: tuple[float, float] = (0.8, -0.7)
    action: tuple[float, float] = (1.0, -0.3)
    length: tuple[float, float] = (0.8, 2.2)
    figures: tuple[float, float] = (3.0, -1.4)
    stems: tuple[float, float] = (4.0, -0.5)


WORTH = Worth()


def align(versions: Sequence[Sequence[Unit]]) -> list[Cells]:
    """Rows of one unit of each version, None where a version has nothing that corresponds."""
    rows: list[Cells] = [(unit,) for unit in versions[0]]
    for k, version in enumerate(versions[1:], 1):
        alike = Alike([u for row in rows for u in row if u is not None], version)
        pairs = _matched(rows, version, alike)
        rows = _merged(rows, version, pairs, k)
    return rows


class Alike:
    """How much alike units of one version and of those before it are. Positive: rather the same than not."""

    def __init__(self, ones: Sequence[Unit], others: Sequence[Unit]) -> None:
        self._weights = _weights(ones, others)
        per_unit = sum(u.size for u in ones) / max(1, len(ones)), sum(u.size for u in others) / max(1, len(others))
        # How long a text of the one language is in the other is seen from the whole (Gale and Church, 1993).
        self._ratio = (per_unit[1] or 1.0) / (per_unit[0] or 1.0)
        self._known: dict[tuple[int, int], float] = {}

    def row(self, row: Cells, other: Unit) -> float:
        """How much alike a row and a unit are: as its units are on the average."""
        worth = [self.pair(unit, other) for unit in row if unit is not None]
        return sum(worth) / len(worth)

    def pair(self, a: Unit, b: Unit) -> float:
        key = (id(a), id(b))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._pair(a, b)
        return known

    def _pair(self, a: Unit, b: Unit) -> float:
        w = WORTH
        total = 0.0
        if a.zone != b.zone:
            (one, zone), (other, beside) = a.zone.split("/"), b.zone.split("/")
            near = zone == beside or (one == other and {zone, beside} <= _NEIGHBOURS)
            total += w.near_zone if near else w.zone
        if a.kind != b.kind:
            near = a.kind in _TEXT and b.kind in _TEXT
            total += w.near_kind if near else w.kind[1]
        else:
            near = False
            total += w.kind[0]
        if not (near and 0 in (a.depth, b.depth)):
            total += w.depth[a.depth != b.depth]
        if a.values and b.values:
            total += w.number[a.values.isdisjoint(b.values)]
        if len(a.path) > 1 and len(a.path) == len(b.path) and a.path[-2] and b.path[-2]:
            total += w.above[any(x and y and x.isdisjoint(y) for x, y in zip(a.path[:-1], b.path[:-1], strict=True))]
        if a.children or b.children:
            total += w.children[a.children != b.children]
        if a.action and b.action and a.kind == b.kind:
            total += w.action[a.action != b.action]
        total += self._length(a.size, b.size)
        total += self._shared(a.figures, b.figures, w.figures, 0.5)
        # Words of Latin letters are much alike among the languages of Europe, but never all.
        if len(a.stems) > 2 and len(b.stems) > 2:
            total += self._shared(a.stems, b.stems, w.stems, 0.1)
        return total

    def _length(self, a: int, b: int) -> float:
        if min(a, b) < SHORT:
            return 0.0 if max(a, b) < 4 * SHORT else -0.6
        best, per = WORTH.length
        return max(-1.5, best - per * abs(math.log(b / (a * self._ratio))))

    def _shared(self, a: frozenset[str], b: frozenset[str], worth: tuple[float, float], even: float) -> float:
        """What two sets have in common, rare things counting more; `even`: the share that says nothing either way."""
        if not a or not b:
            # Acronyms and figures may be spelt out.
            return -0.15 * min(3, len(a or b)) if even >= 0.5 else 0.0
        weigh = self._weights
        whole = sum([weigh[x] for x in a]) + sum([weigh[x] for x in b])
        share = 2 * sum([weigh[x] for x in a & b]) / whole
        full, none = worth
        sure = min(1.0, whole / 8)  # of much evidence more is believed than of little
        return sure * (none + (full - none) * share if even >= 0.5 else max(none, full * (share - even)))


def _weights(ones: Sequence[Unit], others: Sequence[Unit]) -> dict[str, float]:
    """How much it says that two units both have a figure or a stem: the less, the more units have it."""
    count = Counter(x for unit in (*ones, *others) for x in (*unit.figures, *unit.stems))
    total = len(ones) + len(others) + 1
    return {x: math.log(total / n) + 0.05 for x, n in count.items()}


# --------------------------------------------------------------------------- the path


def _matched(rows: list[Cells], version: Sequence[Unit], alike: Alike) -> list[tuple[int, int]]:
    """The pairs of a row and a unit of the version, in order."""
    out: list[tuple[int, int]] = []
    row = unit = 0
    for i, j in [*_sure(rows, version, alike), (len(rows), len(version))]:
        out += _path(rows, version, alike, (row, i), (unit, j))
        out.append((i, j))
        row, unit = i + 1, j + 1
    return out[:-1]


def _sure(rows: list[Cells], version: Sequence[Unit], alike: Alike) -> list[tuple[int, int]]:
    """Pairs that stand before any search: the only ones on either side with their printed number at their place, and
    alike, as many of them as keep the order of both."""
    ones = _unique([_key(next(u for u in row if u is not None)) for row in rows])
    others = _unique([_key(unit) for unit in version])
    pairs = sorted((i, others[key]) for key, i in ones.items() if key in others)
    pairs = [(i, j) for i, j in pairs if alike.row(rows[i], version[j]) - WORTH.number[0] >= SURE]
    return _rising(pairs)


def _key(unit: Unit) -> object:
    return (unit.zone, unit.depth, unit.path) if unit.values and all(unit.path) else None


def _unique(keys: Sequence[object]) -> dict[object, int]:
    count = Counter(keys)
    return {key: n for n, key in enumerate(keys) if key is not None and count[key] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs in which both members rise (the first of each pair does)."""
    ends: list[int] = []
    tails: list[int] = []  # the pair that ends the best run of each length
    before = [-1] * len(pairs)
    for n, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before[n] = tails[at - 1] if at else -1
        ends[at : at + 1] = [j]
        tails[at : at + 1] = [n]
    out: list[tuple[int, int]] = []
    n = tails[-1] if tails else -1
    while n >= 0:
        out.append(pairs[n])
        n = before[n]
    return out[::-1]


def _path(
    rows: list[Cells], version: Sequence[Unit], alike: Alike, of: tuple[int, int], to: tuple[int, int]
) -> list[tuple[int, int]]:
    """The best pairs of the rows from of[0] up to of[1] and the units from to[0] up to to[1]."""
    count, width = of[1] - of[0], to[1] - to[0]
    if not count or not width:
        return []
    slack = width if count * width <= BAND else NEAR + abs(count - width)
    low = -1e9
    best = [GAP * j for j in range(width + 1)]
    steps: list[bytearray] = []
    for i in range(count):
        row, middle = rows[of[0] + i], i * width // count
        first, last = max(0, middle - slack), min(width, middle + slack + 1)
        step = bytearray(b"\1") * (width + 1)  # 0: a pair; 1: the row stands alone; 2: the unit does
        here = [low] * (width + 1)
        here[0] = best[0] + GAP
        for j in range(first, last):
            paired = best[j] + alike.row(row, version[to[0] + j])
            alone, other = best[j + 1] + GAP, here[j] + GAP
            if paired >= alone and paired >= other:
                here[j + 1], step[j + 1] = paired, 0
            elif other > alone:
                here[j + 1], step[j + 1] = other, 2
            else:
                here[j + 1] = alone
        for j in range(last, width):
            here[j + 1], step[j + 1] = here[j] + GAP, 2
        steps.append(step)
        best = here
    out: list[tuple[int, int]] = []
    i, j = count, width
    while i and j:
        match steps[i - 1][j]:
            case 0:
                i, j = i - 1, j - 1
                out.append((of[0] + i, to[0] + j))
            case 1:
                i -= 1
            case _:
                j -= 1
    return out[::-1]


def _merged(rows: list[Cells], version: Sequence[Unit], pairs: list[tuple[int, int]], count: int) -> list[Cells]:
    """The rows with one more column."""
    out: list[Cells] = []
    row = unit = 0
    for i, j in [*pairs, (len(rows), len(version))]:
        out += [(*cells, None) for cells in rows[row:i]]
        out += [(*[None] * count, alone) for alone in version[unit:j]]
        if i < len(rows):
            out.append((*rows[i], version[j]))
        row, unit = i + 1, j + 1
    return out
