"""Runs → set lines: words measured, line ends chosen, both directions of writing put in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from msgspec import Struct, structs

from engross.writers.pdf.bidi import RIGHT_TO_LEFT, island_starts, level_runs, levels, visual
from engross.writers.pdf.breaking import Ends, Spring, balanced, greedy, optimal
from engross.writers.pdf.inlines import Mark, Run
from engross.writers.pdf.typefaces import IDEOGRAPH, Typeface, Word, pieces

Align = Literal["justified", "ragged", "centred", "far"]

_RLM = "\u200f"
_SPACES = re.compile("([ \u00a0]+)")
# How far a space may give, in its own widths; the limits are those of three attempts: undivided words, then
# hyphens, then lines that are loose rather than ragged.
_STRETCH, _SHRINK = 0.9, 0.22
_LIMITS = (0.95, 1.45, 2.4)
_RAGGED, _RAGGED_LIMITS = 0.1, (1.2, 1.6, 4.0)  # the spring of a ragged line's end in measures, and its limits


Place = tuple[int, int]
"""Where a line ends: before a word (its number, 0) or within it (its number, characters before the hyphen)."""


class Segment(Struct, frozen=True, gc=False):
    """Text of one typeface and mark on one line, from left to right; width in points."""

    mark: Mark
    typeface: Typeface
    array: str
    width: float


class SetLine:
    """One line: its segments from left to right, how far it is indented in its measure, and the note calls in it."""

    __slots__ = ("calls", "left", "segments", "width")

    def __init__(self, segments: list[Segment], left: float, width: float, calls: Sequence[Mark] = ()) -> None:
        self.segments = segments
        self.left = left
        self.width = width
        self.calls = calls


class Measure(Struct, frozen=True):
    """What a paragraph is set to. width and indent (of the first line; negative hangs) in points; rtl: the direction
    of the paragraph; hyphenate: gives the places where a word may be divided."""

    width: float
    align: Align = "justified"
    indent: float = 0.0
    rtl: bool = False
    hyphenate: Callable[[str], tuple[int, ...]] | None = None
    even: bool = False


def set_lines(runs: Sequence[Run], measure: Measure) -> list[SetLine]:
    """The lines of a paragraph; none when there is nothing to set."""
    lines: list[SetLine] = []
    stretch: list[Run] = []
    for run in (*runs, None):
        if run is not None and run.text != "\n":
            stretch.append(run)
            continue
        if stretch:
            text = _Text(stretch, measure)
            if text.words:
                lines += text.lines()
                measure = structs.replace(measure, indent=0.0)
        stretch = []
    return lines


class _Piece(NamedTuple):
    """A word or a space on its line, with its embedding level."""

    level: int
    run: int
    array: str
    width: float


class _Text:
    """The words of a paragraph as parallel lists.

    rtl: the direction of the text (where it is flush is the measure's); gaps: the width of the space before each word, 0 for none; homes: the run whose space it is; free: whether a line
    may end before the word; joints: whether it may be moved from the one before, though there is no space, because one
    is an ideograph, empty where there are none; levels and gap_levels: embedding levels, empty when all runs from left
    to right."""

    def __init__(self, runs: Sequence[Run], measure: Measure) -> None:
        self.runs = runs
        self.measure = measure
        self.words: list[Word] = []
        self.owners: list[int] = []
        self.gaps: list[float] = []
        self.homes: list[int] = []
        self.free: list[bool] = []
        self.levels: list[int] = []
        self.gap_levels: list[int] = []
        self.calling = any(r.mark.note is not None for r in runs)
        leftward = any(not r.text.isascii() and RIGHT_TO_LEFT.search(r.text) for r in runs)
        # A foreign paragraph in a text from right to left ("3 January 2023") runs its own way (UAX 9: P2).
        self.rtl = measure.rtl and (leftward or not any(c.isalpha() for r in runs for c in r.text))
        if leftward or self.rtl:
            self._gather_levelled()
        else:
            self._gather()
        room = measure.width - max(0.0, measure.indent)
        if self.words and max(w.width for w in self.words) > room:
            self._chop(room)
        self.joints: list[bool] = []
        if not self.levels and any(not r.text.isascii() and IDEOGRAPH.search(r.text) for r in runs):
            self._join()

    def _join(self) -> None:
        """Among ideographs a line may end between runs, too, less before a note call; and say where lines may give."""
        words, free, gaps = self.words, self.free, self.gaps
        for n in range(1, len(words)):
            if not free[n] and not gaps[n] and self.runs[self.owners[n]].mark.note is None:
                free[n] = len(pieces(words[n - 1].text[-1:] + words[n].text[:1])) > 1
        self.joints = [
            n > 0 and free[n] and not gaps[n] and _ideographic(words[n - 1], words[n]) for n in range(len(words))
        ]

    # ----------------------------------------------------------------- words

    def _gather(self) -> None:
        pending, tied = -1, False
        for number, (text, face, _) in enumerate(self.runs):
            tokens = [t for t in text.split(" ") if t]
            undivided = face.undivided
            words = [w for t in tokens if (w := undivided.get(t)) is not None]
            if tokens and len(words) == len(tokens):
                if pending < 0 and text[0] == " ":
                    pending = number
                self._add(words[0], number, pending, tied)
                self._add_spaced(words[1:], number, face.space.width)
                pending, tied = number if text[-1] == " " else -1, False
                continue
            for piece in _SPACES.split(text):
                if piece and piece[0] in " \u00a0":
                    pending, tied = (number if pending < 0 else pending), " " not in piece
                elif piece:
                    for n, word in enumerate(face.divide(piece)):
                        self._add(word, number, -2 if n else pending, tied and not n)
                    pending, tied = -1, False

    def _add_spaced(self, words: list[Word], number: int, space: float) -> None:
        """Append words of one run with spaces before them, all at once."""
        count = len(words)
        self.words += words
        self.owners += [number] * count
        self.homes += [number] * count
        self.gaps += [space] * count
        self.free += [True] * count

    def _add(self, word: Word, number: int, pending: int, tied: bool = False) -> None:
        """Append a word; pending: the run of the space before it, -1 for none, -2 where only a line may end; tied: no
        line may end at that space, though it may be stretched like any other."""
        first = not self.words
        home = number
        if pending >= 0 and pending != number:
            # A space at the edge of a link stays outside it.
            home = number if self.runs[pending].mark.target and not self.runs[number].mark.target else pending
        self.words.append(word)
        self.owners.append(number)
        self.gaps.append(self.runs[home].typeface.space.width if pending >= 0 and not first else 0.0)
        self.homes.append(home)
        self.free.append(pending != -1 and not first and not tied)

    def _gather_levelled(self) -> None:
        text = "".join(r.text for r in self.runs)
        level = levels(text, self.rtl)
        marked = island_starts(text, level) if self.rtl else frozenset()
        at, pending, gap_level = 0, -1, 0
        for number, run in enumerate(self.runs):
            face = run.typeface
            for n, token in enumerate(run.text.split(" ")):
                if n:
                    pending = number if pending < 0 else pending
                    gap_level = level[at]
                    at += 1
                if not token:
                    continue
                for start, end in level_runs(level[at : at + len(token)]):
                    mine = level[at + start]
                    piece = token[start:end]
                    if at + start in marked or (self.rtl and mine % 2 and not RIGHT_TO_LEFT.search(token)):
                        piece = _RLM + piece
                    self._add(face.word(piece, rtl=bool(mine % 2)), number, pending)
                    self.levels.append(mine)
                    self.gap_levels.append(gap_level)
                    pending = -1
                at += len(token)

    def _chop(self, room: float) -> None:
        """Divide words that no line could hold, anywhere."""
        n = 0
        while n < len(self.words):
            word, level = self.words[n], self.levels[n] if self.levels else 0
            face, rtl = self.runs[self.owners[n]].typeface, bool(level % 2)
            take, part = len(word.text), word
            while part.width > room and take > 1:
                take = max(1, min(take - 1, int(take * room / part.width)))
                part = face.word(word.text[:take], rtl)
            if take < len(word.text):
                self.words[n : n + 1] = [part, face.word(word.text[take:], rtl)]
                for row in (self.owners, self.homes, self.levels, self.gap_levels):
                    row[n:n] = row[n : n + 1]
                self.gaps.insert(n + 1, 0.0)
                self.free.insert(n + 1, True)
            n += 1

    # ----------------------------------------------------------------- line ends

    def lines(self) -> list[SetLine]:
        """The paragraph in lines."""
        measure, count = self.measure, len(self.words)
        natural = sum(self.gaps) + sum([w.width for w in self.words])
        if natural + measure.indent <= measure.width:
            return [self._line((0, 0), (count, 0), natural, count - self.gaps.count(0.0), True, True)]
        places, ends = self._ends()
        if measure.even:
            chosen = balanced(ends, measure.width)
        else:
            places, ends, chosen = self._choose(places, ends)
        start = 0
        out: list[SetLine] = []
        for end in chosen:
            natural = ends.right[end] - ends.left[start]
            spaces = ends.before[end] - ends.after[start]
            if not out:
                natural -= measure.indent
            out.append(self._line(places[start], places[end], natural, spaces, not out, end == len(places) - 1))
            start = end
        return out

    def _choose(self, places: list[Place], ends: Ends) -> tuple[list[Place], Ends, list[int]]:
        measure, space = self.measure, self.runs[0].typeface.space.width
        justified = measure.align == "justified"
        spring = Spring(space * _STRETCH, space * _SHRINK) if justified else Spring(0.0, 0.0, measure.width * _RAGGED)
        for attempt, limit in enumerate(_LIMITS if justified else _RAGGED_LIMITS):
            if attempt == 1 and measure.hyphenate is not None and not self.levels:
                places, ends = self._with_hyphens(places, ends, measure.hyphenate)
            if (chosen := optimal(ends, measure.width, spring, limit)) is not None:
                return places, ends, chosen
        return places, ends, greedy(ends, measure.width)

    def _ends(self) -> tuple[list[Place], Ends]:
        """Where lines may end without dividing words."""
        count = len(self.words)
        right = list(accumulate([g + w.width for g, w in zip(self.gaps, self.words, strict=True)]))
        left = [r - w.width for r, w in zip(right, self.words, strict=True)]
        spaces = list(range(count)) if 0.0 not in self.gaps[1:] else self._spaces()
        at = range(1, count) if all(self.free[1:]) else [n for n in range(1, count) if self.free[n]]
        return [(0, 0), *((n, 0) for n in at), (count, 0)], Ends(
            [0.0, *(right[n - 1] for n in at), right[-1]],
            [-self.measure.indent, *(left[n] for n in at), right[-1]],
            [0, *(spaces[n - 1] for n in at), spaces[-1]],
            [0, *(spaces[n] for n in at), spaces[-1]],
            [False] * (len(at) + 2),
        )

    def _spaces(self) -> list[int]:
        """How many places that can give lie before each word, the one just before it included."""
        if self.joints:
            return list(accumulate([int(g > 0 or j) for g, j in zip(self.gaps, self.joints, strict=True)]))
        return list(accumulate([int(g > 0) for g in self.gaps]))

    def _with_hyphens(
        self, places: list[Place], ends: Ends, hyphenate: Callable[[str], tuple[int, ...]]
    ) -> tuple[list[Place], Ends]:
        """The same and the places where words may be divided, never in the last word (to which a note call may be joined)."""
        right = list(accumulate([g + w.width for g, w in zip(self.gaps, self.words, strict=True)]))
        spaces = self._spaces()
        rows = list(zip(places, *ends, strict=True))
        last = max((n for n, free in enumerate(self.free) if free), default=0)
        for n, word in enumerate(self.words[:last]):
            cuts = word.cuts
            if cuts is None:
                cuts = word.cuts = self.runs[self.owners[n]].typeface.cuts_of(word, hyphenate(word.text))
            for cut, head, rest in cuts:
                end = right[n]
                rows.append(((n, cut), end - word.width + head, end - rest, spaces[n], spaces[n], True))
        rows.sort()
        columns = [list(c) for c in zip(*rows, strict=True)]
        return columns[0], Ends(*columns[1:])

    # ----------------------------------------------------------------- drawing

    def _line(self, start: Place, end: Place, natural: float, spaces: int, first: bool, last: bool) -> SetLine:
        """The line from `start` to `end`, `natural` wide before its spaces give; justified unless it is the last or
        would become too loose."""
        (n, cut), (stop, tail) = start, end
        words, owners = self.words[n:stop], self.owners[n:stop]
        if tail or cut:
            words = self._divided(words, start, end)
            owners = self.owners[n : n + len(words)]
        indent = self.measure.indent if first else 0.0
        slack = self.measure.width - indent - natural
        extra = 0.0
        if spaces and (slack < 0 or (self.measure.align == "justified" and not last)):
            space = self.runs[0].typeface.space.width
            if -space * 0.5 < slack / spaces <= space * _STRETCH * _LIMITS[-1]:
                extra = slack / spaces
        width = natural + extra * spaces
        if self.levels or self.joints or owners[0] != owners[-1] or spaces != len(words) - 1:
            segments = self._pieced(n, words, owners, extra)
        else:
            segments = [self._segment(owners[0], [w.array for w in words], width, extra)]
        calls: list[Mark] = []
        if self.calling:
            calls = [m for o in dict.fromkeys(owners) if (m := self.runs[o].mark).note is not None]
        return SetLine(segments, self._left(indent, width), width, calls)

    def _divided(self, words: list[Word], start: Place, end: Place) -> list[Word]:
        """The words of a line that begins or ends within a word. The first part of a divided word tells all of it."""
        (n, cut), (stop, tail) = start, end
        if tail:
            face, whole = self.runs[self.owners[stop]].typeface, self.words[stop].text
            inner = cut if n == stop else 0
            head, hyphen = face.word(whole[inner:tail]), face.hyphen()
            told = telling("" if inner else whole, head.array + hyphen.array)
            words = [*words, Word(head.text, told, head.width + hyphen.width)]
        if cut and n < stop:
            rest = self.runs[self.owners[n]].typeface.word(self.words[n].text[cut:])
            words[0] = Word(rest.text, telling("", rest.array), rest.width)
        return words

    def _left(self, indent: float, width: float) -> float:
        align, room = self.measure.align, self.measure.width
        if align == "centred":
            return (room - width) / 2
        return room - width - indent if self.measure.rtl != (align == "far") else indent

    def _segment(self, run: int, arrays: list[str], width: float, extra: float) -> Segment:
        _, face, mark = self.runs[run]
        space = face.space.array
        if shift := round(-extra * 1000 / face.size):
            space += f" {shift}"
        return Segment(mark, face, space.join(arrays).replace("><", ""), width)

    def _pieced(self, n: int, words: list[Word], owners: list[int], extra: float) -> list[Segment]:
        """The segments of a line of several runs or directions; `n` is the number of its first word."""
        pieces: list[_Piece] = []
        levels, gaps = self.levels, self.gaps
        for k, word in enumerate(words, n):
            if k > n and gaps[k]:
                pieces.append(self._space(k, extra))
            elif k > n and self.joints and self.joints[k] and extra:
                owner = owners[k - n - 1]
                shift = round(-extra * 1000 / self.runs[owner].typeface.size)
                pieces.append(_Piece(0, owner, f" {shift}" if shift else "", extra))
            pieces.append(_Piece(levels[k] if levels else 0, owners[k - n], word.array, word.width))
        return self._joined(visual(pieces) if levels else pieces)

    def _space(self, at: int, extra: float) -> _Piece:
        home = self.homes[at]
        face = self.runs[home].typeface
        shift = round(-extra * 1000 / face.size)
        level = self.gap_levels[at] if self.levels else 0
        return _Piece(level, home, face.space.array + (f" {shift}" if shift else ""), self.gaps[at] + extra)

    def _joined(self, pieces: list[_Piece]) -> list[Segment]:
        out: list[Segment] = []
        arrays: list[str] = []
        width, run = 0.0, pieces[0].run
        for piece in pieces:
            if piece.run != run:
                out.append(
                    Segment(self.runs[run].mark, self.runs[run].typeface, "".join(arrays).replace("><", ""), width)
                )
                arrays, width, run = [], 0.0, piece.run
            arrays.append(piece.array)
            width += piece.width
        out.append(Segment(self.runs[run].mark, self.runs[run].typeface, "".join(arrays).replace("><", ""), width))
        return out


def _ideographic(one: Word, other: Word) -> bool:
    return bool(IDEOGRAPH.match(one.text[-1:]) or IDEOGRAPH.match(other.text[:1]))


def telling(text: str, array: str) -> str:
    """A drawn part of a divided word: the first part tells the whole word, the others nothing (ISO 32000-1, 14.9.4)."""
    return f"]TJ/Span<</ActualText<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>>>BDC[{array}]TJ EMC["
