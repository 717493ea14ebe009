"""The best path of a document through the grammar, and how sure each step of it is."""

from __future__ import annotations

from typing import NamedTuple

from engross.recognise.features import CATEGORIES, Features
from engross.recognise.grammar import LABELS, NEVER, STATES, Grammar, Score

BEAM = 10.0
"""A state this far behind the best does not catch up; keeps the cost near ten arcs a line."""
ANNEX, ANNEX_LINE = STATES.index("A"), STATES.index("a")
FURNITURE, NOTE, GOES_ON = -1, -2, -3
"""Where a state came from when no piece opened."""


class Margin(NamedTuple):
    """The best label of a line, the runner-up, and by how much the best whole path beats that without the label."""

    label: str
    other: str
    margin: float


def best(features: list[Features], grammar: Grammar) -> str:
    """One label a line, as a string of their letters. Linear; ties break the same way everywhere."""
    n = len(STATES)
    stay, memo, score, moves_of = grammar.stay, grammar.memo, grammar.score, grammar.moves
    none, nowhere = [NEVER] * n, [FURNITURE] * n
    now = {0: 0.0}
    back: list[list[int] | None] = []
    for row in features:
        aside, is_note, goes_on, _, certain, moves = found = memo.get(row) or score(row)
        if certain and ANNEX not in now and ANNEX_LINE not in now:
            for s in now:
                now[s] += goes_on + stay[s]
            back.append(None)
            continue
        mark = NOTE if is_note else FURNITURE
        new, came = none[:], nowhere[:]
        for s, here in now.items():
            going = here + goes_on + stay[s]
            value = here + aside
            if going > value:
                if going > new[s]:
                    new[s] = going
                    came[s] = GOES_ON
            elif value > new[s]:
                new[s] = value
                came[s] = mark
            for t, worth in moves[s] if s in moves else moves_of(found, s):
                value = here + worth
                if value > new[t]:
                    new[t] = value
                    came[t] = s
        back.append(came)
        floor = max(new) - BEAM
        now = {t: value for t, value in enumerate(new) if value > floor}
    last = grammar.last
    return _traced(back, max(now, key=lambda s: (now[s] + last[s], -s)))


def _traced(back: list[list[int] | None], state: int) -> str:
    out = []
    for came in reversed(back):
        source = GOES_ON if came is None else came[state]
        if source == FURNITURE:
            out.append("F")
        elif source == NOTE:
            out.append("N")
        elif source == GOES_ON:
            out.append("W")
        else:
            out.append(LABELS[state])
            state = source
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
