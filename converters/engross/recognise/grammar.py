"""The grammar a document is a path through: states, what each may follow, and the weights (`weights.toml`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from engross.packaged import packaged
from engross.recognise.features import CATEGORIES, Features

Label = Literal["F", "N", "W", "M", "T", "B", "E", "P", "Q", "K", "H", "C", "S", "X", "Z", "A", "a"]
"""What can be said of a line. F and N leave the state as it is; W goes on with the piece before; the others open one."""

NAMES: Mapping[str, str] = {
    "F": "furniture", "N": "note", "W": "goes on", "M": "masthead", "T": "title", "B": "adoption note",
    "E": "issuer or chapeau", "P": "recital", "Q": "recital item", "K": "formula", "H": "heading", "C": "clause",
    "S": "item", "X": "paragraph", "Z": "closing", "A": "annex", "a": "annex line",
}  # fmt: skip
STATES = ("top", "T", "B", "E", "P", "Q", "K", "J", "H", "C", "S", "X", "Z", "A", "a")
"""J is a heading before the body: only after it may recitals follow."""
LABELS: tuple[Label, ...] = ("M", "T", "B", "E", "P", "Q", "K", "H", "H", "C", "S", "X", "Z", "A", "a")
"""The label that opens a piece in each state."""
NEVER = -1e9
CERTAIN = 9.0
"""By how much going on must beat every new piece for the search to try nothing else."""

HOPELESS = 10.0
"""By how much another step must beat the opening of a piece for that not to be tried."""

Table = dict[str, dict[str, float] | dict[str, dict[str, float]]]


class Score(NamedTuple):
    """What one line's features say: for furniture or a note (`aside`, whichever is more, and which), for going on, and
    for opening a piece in each state. `certain` when nothing but going on is worth a try; `moves` are the openings worth
    a try out of each state, filled in as the search meets them: [(state, worth)]."""

    aside: float
    is_note: bool
    goes_on: float
    opens: list[float]
    certain: bool
    moves: dict[int, list[tuple[int, float]]]


Worths = tuple[tuple[int, float], ...]
"""States that may still win, in their order, and how far each is behind the best (0 or less)."""
Origins = dict[int, tuple[str, int]]
"""For each state that may still win the label of the line that led to it, and the state before that line."""


class Front:
    """All that the search needs to know of the lines above; `steps` are the fronts that it has found to follow."""

    __slots__ = ("steps", "worths")

    def __init__(self, worths: Worths) -> None:
        self.worths = worths
        self.steps: dict[Features, tuple[Front, Origins]] = {}


class Grammar:
    """Weights in the form the search wants. `table` replaces those of `weights.toml` (for tuning)."""

    def __init__(self, table: dict[str, dict[str, object]] | None = None) -> None:
        self.table = table if table is not None else _weights()
        self.bias: dict[str, float] = self.row("bias")
        stay, last = self.row("stay"), self.row("last")
        self.stay = [stay.get(state, NEVER) for state in STATES]
        self.last = [float(last.get(state, 0)) for state in STATES]
        self.arcs: list[list[tuple[int, float]]] = []
        """Out of each state: the states that may open after it, and what that is worth."""
        for state in STATES:
            out = self.row("from", state)
            self.arcs.append([(t, float(out[to])) for t, to in enumerate(STATES) if to in out])
        self.memo: dict[Features, Score] = {}
        self.fronts: dict[Worths, Front] = {}
        """What the search remembers (see `path`)."""

    def row(self, category: str, value: str | None = None) -> dict[str, float]:
        """The weights of one feature value (or state) for each label."""
        found = self.table.get(category, {})
        return found.get(value, {}) if value is not None else found  # type: ignore[return-value]

    def score(self, features: Features) -> Score:
        """What these features say; remembered by value."""
        if len(features) > len(CATEGORIES):
            return self._given(features)
        total = dict(self.bias)
        for category, value in zip(CATEGORIES, features, strict=True):
            for label, weight in self.row(category, value).items():
                total[label] = total.get(label, 0.0) + weight
        # an annex has a structure of its own, found later: its lines are worth what the best body label would be
        total["a"] = max(max(total[label] for label in "HCSXWTP"), total.get("a", 0.0))
        opens = [total.get(label, 0.0) for label in LABELS]
        aside = max(total["F"], total["N"])
        certain = total["W"] - max(max(opens[:-1]), aside) > CERTAIN
        found = self.memo[features] = Score(aside, total["N"] > total["F"], total["W"], opens, certain, {})
        return found

    def _given(self, features: Features) -> Score:
        """What the features of a line say whose label a person has said (the last of them): only that it is one. With
        "a" behind the label it may be a line of an annex as well. Every state may go before: people are right."""
        said, in_annex = features[-1][0], features[-1].endswith("a")
        base = self.score(features[:-1])
        opens, moves = [NEVER] * len(STATES), {s: list[tuple[int, float]]() for s in range(len(STATES))}
        arcs = [dict(out) for out in self.arcs]
        for t, label in enumerate(LABELS):
            if label == said:
                opens[t] = max(base.opens[t], -HOPELESS)
        for s in moves:
            inside = in_annex and STATES[s] in "Aa" and said not in "AFN"
            for t, label in enumerate(LABELS):
                if inside and STATES[t] == "a":
                    moves[s].append((t, arcs[s].get(t, 0.0) + base.opens[t]))
                elif label == said and not inside:
                    moves[s].append((t, arcs[s].get(t, -HOPELESS) + opens[t]))
        aside, goes_on = 0.0 if said in "FN" else NEVER, 0.0 if said == "W" else NEVER
        found = self.memo[features] = Score(aside, said == "N", goes_on, opens, False, moves)
        return found

    def moves(self, score: Score, state: int) -> list[tuple[int, float]]:
        """The openings out of a state that are worth a try: none that is hopeless beside going on or standing aside."""
        hopeless = max(score.aside, score.goes_on + self.stay[state]) - HOPELESS
        found = [(t, worth + score.opens[t]) for t, worth in self.arcs[state] if worth + score.opens[t] > hopeless]
        score.moves[state] = found
        return found

    def reasons(self, features: Features, label: str, other: str = "", most: int = 4) -> list[str]:
        """The feature values that spoke most for `label` (and against `other`): "lead=R2 +5.5"."""
        if len(features) > len(CATEGORIES):
            return ["said by hand"]
        rows = []
        for category, value in zip(CATEGORIES, features, strict=True):
            weights = self.row(category, value)
            gain = weights.get(label, 0.0) - weights.get(other, 0.0)
            if gain:
                rows.append((gain, f"{category}={value}"))
        rows.sort(key=lambda row: (-abs(row[0]), row[1]))
        return [f"{name} {gain:+g}" for gain, name in rows[:most]]


@cache
def standard() -> Grammar:
    """The grammar of `weights.toml`."""
    return Grammar()


def _weights() -> dict[str, dict[str, object]]:
    raw = packaged("recognise", "weights.toml")
    return msgspec.toml.decode(raw, type=dict[str, dict[str, object]])
