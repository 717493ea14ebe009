"""Runs → set lines: words measured, line ends chosen, both directions of writing put in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from engross.model import Note
from engross.writers.pdf.bidi import RIGHT_TO_LEFT, levels, visual
from engross.writers.pdf.breaking import Ends, Spring, balanced, greedy, optimal
from engross.writers.pdf.inlines import Mark, Run
from engross.writers.pdf.typefaces import Typeface, Word

Align = Literal["justified", "ragged", "centred", "far"]

# How far a space may give, in its own widths; the limits are those of three attempts: undivided words, then
# hyphens, then lines that are loose rather than ragged.
_STRETCH, _SHRINK = 0.6, 0.22
_LIMITS = (1.0, 1.7, 3.2)
_RAGGED = (0.1, 3.0)  # the spring of a ragged line's end in measures, and its limit


class Segment(NamedTuple):
    """Text of one typeface and mark on one line, from left to right; width in points."""

    mark: Mark
    typeface: Typeface
    array: str
    width: float


class SetLine:
    """One line: its segments from left to right, how far it is indented in its measure, and the notes it calls."""

    __slots__ = ("left", "notes", "segments", "width")

    def __init__(self, segments: list[Segment], left: float, width: float) -> None:
        self.segments = segments
        self.left = left
        self.width = width
        self.notes: Sequence[Note] = [s.mark.note for s in segments if s.mark.note is not None]


class Measure(NamedTuple):
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
                measure = measure._replace(indent=0.0)
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

    gaps: the width of the space before each word, 0 for none; homes: the run whose space it is; free: whether a line
    may end before the word; levels and gap_levels: embedding levels, empty when all runs from left to right."""

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
        self.plain = True
        if measure.rtl or any(not r.text.isascii() and RIGHT_TO_LEFT.search(r.text) for r in runs):
            self._gather_levelled()
        else:
            self._gather()
        room = measure.width - max(0.0, measure.indent)
        if self.words and max(w.width for w in self.words) > room:
            self._chop(room)

    # ----------------------------------------------------------------- words

    def _gather(self) -> None:
        pending = -1
        for number, run in enumerate(self.runs):
            face = run.typeface
            known = face.divided
            for n, token in enumerate(run.text.split(" ")):
                if n and pending < 0:
                    pending = number
                if not token:
                    continue
                for word in known.get(token) or face.divide(token):
                    self._add(word, number, pending)
                    pending = -2
                pending = -1

    def _add(self, word: Word, number: int, pending: int) -> None:
        """Append a word; pending: the run of the space before it, -1 for none, -2 where only a line may end."""
        first = not self.words
        home = number
        if pending >= 0 and pending != number:
            # A space at the edge of a link stays outside it.
            home = number if self.runs[pending].mark.target and not self.runs[number].mark.target else pending
        spaced = pending >= 0 and not first
        self.words.append(word)
        self.owners.append(number)
        self.gaps.append(self.runs[home].typeface.space.width if spaced else 0.0)
        self.homes.append(home)
        self.free.append(pending != -1 and not first)
        if not spaced and not first:
            self.plain = False

    def _gather_levelled(self) -> None:
        text = "".join(r.text for r in self.runs)
        level = levels(text, self.measure.rtl)
        self.plain = False
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
                for start, end, free in _level_runs(token, level[at : at + len(token)]):
                    mine = level[at + start]
                    self._add(face.word(token[start:end], rtl=bool(mine % 2)), number, pending if pending >= 0 else free)
                    self.levels.append(mine)
                    self.gap_levels.append(gap_level)
                    pending = -1
                at += len(token)

    def _chop(self, room: float) -> None:
        """Divide words that no line could hold, anywhere."""
        old = (self.words, self.owners, self.gaps, self.homes, self.free, self.levels, self.gap_levels)
        self.words, self.owners, self.gaps, self.homes, self.free, self.levels, self.gap_levels = ([] for _ in range(7))
        self.plain = False
        for n, word in enumerate(old[0]):
            face, level = self.runs[old[1][n]].typeface, old[5][n] if old[5] else 0
            rest, again = word.text, False
            while rest:
                take = len(rest)
                part = face.word(rest, rtl=bool(level % 2))
                while part.width > room and take > 1:
                    take = max(1, min(take - 1, int(take * room / part.width)))
                    part = face.word(rest[:take], rtl=bool(level % 2))
                self.words.append(part)
                self.owners.append(old[1][n])
                self.gaps.append(0.0 if again else old[2][n])
                self.homes.append(old[3][n])
                self.free.append(again or old[4][n])
                if old[5]:
                    self.levels.append(level)
                    self.gap_levels.append(old[6][n])
                rest, again = rest[take:], True

    # ----------------------------------------------------------------- line ends

    def lines(self) -> list[SetLine]:
        """The paragraph in lines."""
        measure = self.measure
        places, ends = self._ends(None)
        if ends.right[-1] - ends.left[0] <= measure.width:
            return [self._line((0, 0), places[-1], True)]
        if measure.even:
            chosen = balanced(ends, measure.width)
        else:
            places, ends, chosen = self._choose(places, ends)
        out, start = [], places[0]
        for at in chosen:
            out.append(self._line(start, places[at], at == len(places) - 1, not out))
            start = places[at]
        return out

    def _choose(self, places: list[tuple[int, int]], ends: Ends) -> tuple[list[tuple[int, int]], Ends, list[int]]:
        measure = self.measure
        space = self.runs[0].typeface.space.width
        justified = measure.align == "justified"
        spring = Spring(space * _STRETCH, space * _SHRINK) if justified else Spring(0.0, 0.0, measure.width * _RAGGED[0])
        limits = _LIMITS if justified else (_RAGGED[1],)
        for attempt, limit in enumerate(limits):
            if attempt == 1 and measure.hyphenate is not None and not self.levels:
                places, ends = self._ends(measure.hyphenate)
            if (chosen := optimal(ends, measure.width, spring, limit)) is not None:
                return places, ends, chosen
        return places, ends, greedy(ends, measure.width)

    def _ends(self, hyphenate: Callable[[str], tuple[int, ...]] | None) -> tuple[list[tuple[int, int]], Ends]:
        """Where lines may end: as (word, offset in it) and as measured. With offset 0 the line ends before the word."""
        words, indent = self.words, self.measure.indent
        count = len(words)
        if self.plain and hyphenate is None and len(set(self.gaps[1:])) <= 1:
            space = self.gaps[1] if count > 1 else 0.0
            reach = list(accumulate([w.width + space for w in words]))
            ends = Ends([0.0, *(x - space for x in reach)], [-indent, *reach], list(range(-1, count)), list(range(count + 1)), [False] * (count + 1))
            return [(n, 0) for n in range(count + 1)], ends
        places = [(0, 0)]
        right, left, before, after, hyphen = [0.0], [-indent], [0], [0], [False]
        x, spaces = 0.0, 0
        for n, word in enumerate(words):
            if n:
                if self.free[n]:
                    places.append((n, 0))
                    right.append(x)
                    before.append(spaces)
                    hyphen.append(False)
                spaces += self.gaps[n] > 0
                x += self.gaps[n]
                if self.free[n]:
                    left.append(x)
                    after.append(spaces)
            if hyphenate is not None and n < count - 1:
                face = self.runs[self.owners[n]].typeface
                for cut in hyphenate(word.text):
                    places.append((n, cut))
                    right.append(x + face.word(word.text[:cut]).width + face.hyphen().width)
                    left.append(x + word.width - face.word(word.text[cut:]).width)
                    before.append(spaces)
                    after.append(spaces)
                    hyphen.append(True)
            x += word.width
        places.append((count, 0))
        right.append(x)
        left.append(x)
        before.append(spaces)
        after.append(spaces)
        hyphen.append(False)
        return places, Ends(right, left, before, after, hyphen)

    # ----------------------------------------------------------------- drawing

    def _line(self, start: tuple[int, int], end: tuple[int, int], last: bool, first: bool = True) -> SetLine:
        """The line from `start` to `end`; justified unless it is the last or would become too loose."""
        (n, cut), (stop, tail) = start, end
        words = self.words[n:stop]
        owners = self.owners[n:stop]
        if tail:
            face = self.runs[self.owners[stop]].typeface
            whole = self.words[stop].text
            head, hyphen = face.word(whole[cut if n == stop else 0 : tail]), face.hyphen()
            told = "" if n == stop and cut else whole
            words.append(Word(head.text, _telling(told, head.array + hyphen.array), head.width + hyphen.width))
            owners.append(self.owners[stop])
        if cut and words and not (tail and n == stop):
            rest = self.runs[owners[0]].typeface.word(self.words[n].text[cut:])
            words[0] = Word(rest.text, _telling("", rest.array), rest.width)
        indent = self.measure.indent if first else 0.0
        gaps = self.gaps[n + 1 : n + len(words)]
        spaces = sum(1 for g in gaps if g)
        natural = sum(w.width for w in words) + sum(gaps)
        slack = self.measure.width - indent - natural
        extra = 0.0
        if spaces and (self.measure.align == "justified" or slack < 0):
            widest = max(gaps) * _STRETCH * _LIMITS[-1]
            if (slack < 0 and slack > -max(gaps) * spaces) or (not last and slack <= widest * spaces):
                extra = slack / spaces
        if self.levels:
            segments = self._levelled(n, words, owners, extra)
        elif self.plain and owners[0] == owners[-1]:
            segments = [self._segment(owners[0], [w.array for w in words], natural + extra * spaces, extra)]
        else:
            segments = self._mixed(n, words, owners, extra)
        width = natural + extra * spaces
        return SetLine(segments, self._left(indent, width), width)

    def _left(self, indent: float, width: float) -> float:
        align, room = self.measure.align, self.measure.width
        if align == "centred":
            return (room - width) / 2
        return room - width - indent if self.measure.rtl != (align == "far") else indent

    def _segment(self, run: int, arrays: list[str], width: float, extra: float) -> Segment:
        text, face, mark = self.runs[run]
        space = face.space.array
        if shift := round(-extra * 1000 / face.size):
            space += str(shift)
        return Segment(mark, face, space.join(arrays).replace("><", ""), width)

    def _mixed(self, n: int, words: list[Word], owners: list[int], extra: float) -> list[Segment]:
        pieces: list[_Piece] = []
        for k, word in enumerate(words):
            if k and self.gaps[n + k]:
                pieces.append(self._space(n + k, extra, 0))
            pieces.append(_Piece(0, owners[k], word.array, word.width))
        return self._joined(pieces)

    def _levelled(self, n: int, words: list[Word], owners: list[int], extra: float) -> list[Segment]:
        pieces: list[_Piece] = []
        for k, word in enumerate(words):
            if k and self.gaps[n + k]:
                pieces.append(self._space(n + k, extra, self.gap_levels[n + k]))
            pieces.append(_Piece(self.levels[n + k], owners[k], word.array, word.width))
        return self._joined(visual(pieces))

    def _space(self, at: int, extra: float, level: int) -> _Piece:
        home = self.homes[at]
        face = self.runs[home].typeface
        shift = round(-extra * 1000 / face.size)
        return _Piece(level, home, face.space.array + (str(shift) if shift else ""), self.gaps[at] + extra)

    def _joined(self, pieces: list[_Piece]) -> list[Segment]:
        out: list[Segment] = []
        arrays: list[str] = []
        width, run = 0.0, pieces[0].run
        for piece in pieces:
            if piece.run != run:
                out.append(Segment(self.runs[run].mark, self.runs[run].typeface, "".join(arrays).replace("><", ""), width))
                arrays, width, run = [], 0.0, piece.run
            arrays.append(piece.array)
            width += piece.width
        out.append(Segment(self.runs[run].mark, self.runs[run].typeface, "".join(arrays).replace("><", ""), width))
        return out


def _level_runs(token: str, level: list[int]) -> list[tuple[int, int, int]]:
    """(start, end, before) of the stretches of one level; before: -1, joined to the last one."""
    out, start = [], 0
    for at in range(1, len(token) + 1):
        if at == len(token) or level[at] != level[start]:
            out.append((start, at, -1))
            start = at
    return out


def _telling(text: str, array: str) -> str:
    """A drawn part of a divided word: the first part tells the whole word, the others nothing (ISO 32000-1, 14.9.4)."""
    return f"]TJ/Span<</ActualText<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>>>BDC[{array}]TJ EMC["
