"""The best path of a document through the grammar, and how sure each step of it is.

What a line does to the states reached before it depends on its features and on how far those states are apart: such
steps are remembered, so that lines of the same kinds in the same places are searched once a process."""

from __future__ import annotations

from typing import NamedTuple

from engross.recognise.features import CATEGORIES, Features
from engross.recognise.grammar import LABELS, NEVER, STATES, Front, Grammar, Origins, Score, Worths

BEAM = 10.0
"""A state this far behind the best does not catch up; keeps the cost near ten arcs a line."""
WIDE_BEAM = 3 * BEAM
"""The same while lines surely go on, which says nothing of the state."""
ANNEX, ANNEX_LINE = STATES.index("A"), STATES.index("a")
GOING_ON: Origins = {s: ("W", s) for s in range(len(STATES))}
DECIMALS = 6
"""Decimals of the differences between states, so that fronts reached by different sums are the same."""
MOST_FRONTS = 4_000
"""Fronts remembered before they are forgotten."""


class Margin(NamedTuple):
    """The best label of a line, the runner-up, and by how much the best whole path beats that without the label."""

    label: str
    other: str
    margin: float


def best(features: list[Features], grammar: Grammar) -> str:
    """One label a line, as a string of their letters. Linear; ties break the same way everywhere."""
    front = _front({0: 0.0}, grammar.fronts)
    back: list[Origins] = []
    for row in features:
        step = front.steps.get(row)
        if step is None:
            step = front.steps[row] = _step(front, row, grammar)
        front, origins = step
        back.append(origins)
    last = grammar.last
    return _traced(back, max(front.worths, key=lambda one: (one[1] + last[one[0]], -one[0]))[0])


def _step(front: Front, row: Features, grammar: Grammar) -> tuple[Front, Origins]:
    """The front behind a line, and where each of its states came from."""
    stay = grammar.stay
    aside, is_note, goes_on, _, certain, moves = found = grammar.memo.get(row) or grammar.score(row)
    if certain and not any(s in (ANNEX, ANNEX_LINE) for s, _ in front.worths):
        return _front({s: here + stay[s] for s, here in front.worths}, grammar.fronts, WIDE_BEAM), GOING_ON
    new = [NEVER] * len(STATES)
    came: Origins = {}
    for s, here in front.worths:
        going, value, label = here + goes_on + stay[s], here + aside, "N" if is_note else "F"
        if going > value:
            value, label = going, "W"
        if value > new[s]:
            new[s], came[s] = value, (label, s)
        for t, worth in moves[s] if s in moves else grammar.moves(found, s):
            value = here + worth
            if value > new[t]:
                new[t], came[t] = value, (LABELS[t], s)
    after = _front(dict(enumerate(new)), grammar.fronts)
    return after, {s: came[s] for s, _ in after.worths}


def _front(worths: dict[int, float], fronts: dict[Worths, Front], beam: float = BEAM) -> Front:
    """The front of these states, none further than `beam` behind the best; always the same one for the same differences."""
    top = max(worths.values())
    key = tuple([(s, round(value - top, DECIMALS)) for s, value in worths.items() if value > top - beam])
    found = fronts.get(key)
    if found is None:
        if len(fronts) >= MOST_FRONTS:
            for front in list(fronts.values()):
                front.steps.clear()  # they refer to one another
            fronts.clear()
        found = fronts[key] = Front(key)
    return found


def _traced(back: list[Origins], state: int) -> str:
    out = []
    for origins in reversed(back):
        label, state = origins[state]
        out.append(label)
    return "".join(reversed(out))


def margins(features: list[Features], grammar: Grammar) -> list[Margin]:
    """How sure each line is: the loss of the best whole path when the line may not have its label."""
    n = len(STATES)
    rows = [grammar.memo.get(row) or grammar.score(row) for row in features]
    ahead = [[NEVER] * n]
    ahead[0][0] = 0.0
    steps_of = [_steps(row, score, grammar) for row, score in zip(features, rows, strict=True)]
    for (aside, _, goes_on, *_), out_of in zip(rows, steps_of, strict=True):
        here = ahead[-1]
        new = [here[s] + max(aside, goes_on + grammar.stay[s]) for s in range(n)]
        for s in range(n):
            for t, worth in out_of[s]:
                new[t] = max(new[t], here[s] + worth)
        ahead.append(new)
    rest = list(grammar.last)
    out = []
    for i in range(len(rows) - 1, -1, -1):
        aside, is_note, goes_on, *_ = rows[i]
        by: dict[str, float] = {}
        prior = [NEVER] * n
        for s in range(n):
            here_s = ahead[i][s]
            steps = [("N" if is_note else "F", s, aside), ("W", s, goes_on + grammar.stay[s])]
            steps += [(LABELS[t], t, worth) for t, worth in steps_of[i][s]]
            for label, t, gain in steps:
                value = gain + rest[t]
                prior[s] = max(prior[s], value)
                by[label] = max(by.get(label, NEVER), here_s + value)
        (v1, first), (v2, second) = sorted(((v, k) for k, v in by.items()), reverse=True)[:2]
        out.append(Margin(first, second, v1 - v2))
        rest = prior
    return out[::-1]


def _steps(features: Features, score: Score, grammar: Grammar) -> list[list[tuple[int, float]]]:
    """What may open on a line out of each state, and what that is worth; of a line whose label is said, that alone."""
    if len(features) > len(CATEGORIES):
        return [score.moves[s] for s in range(len(STATES))]
    return [[(t, worth + score.opens[t]) for t, worth in out] for out in grammar.arcs]
