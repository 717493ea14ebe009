"""How a text is laid out, counted once for the whole of it: wrap width, blank lines, numbering, running heads."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Literal, NamedTuple

from engross.languages import Language
from engross.recognise import articles, corrections, furniture, looks, series
from engross.recognise.given import Offsets
from engross.recognise.lines import Hint, Lines

ENDS = {
    ",": ",", "，": ",", "،": ",", "、": ",", ";": ";", "；": ";", "؛": ";", ".": ".", "。": ".", "!": ".", "?": ".",
    ":": ":", "：": ":", "—": ":", "-": "-", "\u00ad": "-",
}  # fmt: skip
"""How a line ends, by its last character; any other is "w", a word."""


SHORTEST_CLAUSE, FEWEST_MARKS = 12, 2
"""Characters of a line, and lines of each kind, from which closing marks are counted."""
FEWEST_LINES = 12
"""Lines below which nothing is said of wrapping."""
RAGGED_PART = 7
"""One line in so many may fall shorter than a full line of a ragged edge does."""
NARROWEST, WIDEST = 35, 140
"""Columns at which texts are wrapped."""


class Layout(NamedTuple):
    """`rows` are the indexes of the filled lines searched; lists go by row. `width` is the column the text was wrapped
    at, 0 when it was not, and `ragged` how far short of it a full line may fall; `unwrapped` says how such a text breaks: "p" nearly every long line ends a sentence or
    clause, "u" not so. `gaps` tells whether blank lines stand between all lines, none, or some. `body` is how the
    clauses are numbered: a articles, y digits, n not at all. `marked`: recitals end with commas, clauses with semicolons."""

    lines: list[str]
    starts: list[int]
    rows: list[int]
    flats: list[str]
    lengths: list[int]
    blank_before: list[bool]
    tokens: dict[int, series.Token]
    front: dict[str, str]
    front_end: int
    width: int
    ragged: int
    unwrapped: Literal["u", "p"]
    gaps: Literal["tight", "spaced", "mixed"]
    body: Literal["a", "y", "n"]
    heads: frozenset[str]
    cased: bool
    marked: bool
    hints: Mapping[int, Hint] | None = None
    given: Offsets | None = None


def survey(text: Lines, language: Language) -> Layout:
    """What is known of a text before any line is judged."""
    lines = text.lines
    hints = text.hints
    front, front_end = furniture.front_matter(lines) if hints is None else ({}, 0)
    stripped = list(map(str.strip, lines))
    rows = [i for i in range(front_end, len(lines)) if stripped[i]]
    if hints:
        rows = [i for i in rows if (hint := hints.get(text.starts[i])) is None or not hint.aside]
    flats = [stripped[i] for i in rows]
    lengths = [
        len(flat) if lines[i][0] == flat[0] else len(lines[i].rstrip()) for i, flat in zip(rows, flats, strict=True)
    ]
    blank_before = [True, *[not all(stripped[above:here]) for above, here in pairwise(rows)]]
    may_open, looked_at, read = series.may_open, series.LOOKED_AT, series.read
    if hints:
        found = [c for i in rows if (c := _hinted(i, lines[i], hints.get(text.starts[i]) or Hint()))]
    else:
        found = [
            c for i, flat in zip(rows, flats, strict=True) if may_open[flat[:looked_at]] and (c := read(i, lines[i]))
        ]
    if text.given:
        found = corrections.numbered(found, lines, text.starts, text.given)
    tokens = series.resolve(found)
    width, ragged = wrapping(flats, lengths) if text.wrapped else (0, 0)
    return Layout(
        lines, text.starts, rows, flats, lengths, blank_before, tokens, front, front_end, width, ragged,
        "u" if width else _breaks(flats, lengths), _gaps(blank_before), _numbering(tokens),
        furniture.running_heads(flats), language.capitals and _is_cased(flats),
        not width and _marked(flats), hints, text.given,
    )  # fmt: skip


def _is_cased(flats: list[str]) -> bool:
    """Whether lines open with capitals as sentences do, or many are in capitals; capital words among small letters are
    what is left in prints that have lost their capitals ("ARTICLE i")."""
    if any(flat[0].isupper() and not flat[1:2].isupper() for flat in flats):
        return True
    return sum(map(str.isupper, flats)) > 0.3 * len(flats)


def _marked(flats: list[str]) -> bool:
    """Whether lines end with commas first and with semicolons after them, as the recitals and the clauses of a
    resolution do (hardly any the other way round)."""
    ends = [end for flat in flats if len(flat) > SHORTEST_CLAUSE and (end := ENDS.get(flat[-1], "w")) in ",;"]
    commas, semicolons = ends.count(","), ends.count(";")
    if commas < FEWEST_MARKS or semicolons < FEWEST_MARKS:
        return False
    amiss = ends[:commas].count(";")
    return amiss <= 0.1 * min(commas, semicolons)


def _hinted(index: int, line: str, hint: Hint) -> series.Candidate | None:
    """The number that opens a line: the one its reader knows of, as it counts, else what is read."""
    number = hint.number
    if not number:
        return series.read(index, line)
    end = len(number) + (line[len(number) : len(number) + 1] == " ")
    found = series.read(index, line)
    if found is None or found.end != end:
        return series.Candidate(index, number, [series.foreign(number, hint.counts, hint.value)], end)
    readings = found.readings
    if len(readings) == 2 and hint.counts in ("letter", "roman"):
        readings = [readings[hint.counts == "roman"]]
    if hint.value and len(readings) == 1 and readings[0][1]:
        readings = [(readings[0][0], hint.value)]
    return series.Candidate(index, number, readings, end)


def wrapping(flats: list[str], lengths: list[int]) -> tuple[int, int]:
    """The column at which a text was wrapped, and how far short of it a full line may fall; (0, 0) when it was not.

    Many lines of a wrapped text end near the longest; or, where the right edge is ragged, lines that go on in small
    letters reach a column of their own with the word that follows them."""
    if len(lengths) < FEWEST_LINES:
        return 0, 0
    width = sorted(lengths)[int(len(lengths) * 0.97)]
    if width > WIDEST or width < NARROWEST:
        return 0, 0
    reaches = _reaches(flats, lengths)
    reach = reaches[len(reaches) // RAGGED_PART] if len(reaches) >= FEWEST_LINES // 2 else 0
    if sum(0.8 * width < n <= width + 2 for n in lengths) < 0.4 * len(lengths):
        width = sorted(lengths)[int(len(lengths) * 0.92)]
        if reach < 0.6 * width or len(reaches) < 0.2 * len(lengths):
            return 0, 0
    ragged = min(max(width - reach, 0), int(0.35 * width)) if reach else 0
    return max(n for n in lengths if n <= width + 6), ragged


def _reaches(flats: list[str], lengths: list[int]) -> list[int]:
    """For each line that goes on in small letters, its length with the first word of the next; in order of size."""
    return sorted(
        [
            length + 1 + len(after.partition(" ")[0])
            for flat, after, length in zip(flats, flats[1:], lengths, strict=False)
            if after[0].islower() and flat[-1].isalnum()
        ]
    )


def _breaks(flats: list[str], lengths: list[int]) -> Literal["u", "p"]:
    long = stopped = 0
    for flat, n in zip(flats, lengths, strict=True):
        if n > 100:
            long += 1
            end = ENDS.get(flat[-1]) or ENDS.get(flat.rstrip(looks.CLOSERS)[-1:])
            stopped += end is not None and end != "-"
    return "p" if long and stopped > 0.88 * long else "u"


def _gaps(blank_before: list[bool]) -> Literal["tight", "spaced", "mixed"]:
    inner = blank_before[1:]
    share = sum(inner) / len(inner) if inner else 0.0
    return "tight" if share < 0.02 else "spaced" if share > 0.97 else "mixed"


def _numbering(tokens: dict[int, series.Token]) -> Literal["a", "y", "n"]:
    if sum(1 for t in tokens.values() if t.style in articles.PROVISIONS) >= 2:
        return "a"
    return "y" if sum(1 for t in tokens.values() if t.style == "d." and t.chain > 2) >= 3 else "n"
