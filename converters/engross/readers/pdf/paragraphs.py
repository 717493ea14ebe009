"""Rows become paragraphs again: by the space above them, their indent, and the room that the row above left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from engross.readers.pdf.pieces import Mark
from engross.readers.pdf.rows import Row
from engross.readers.pdf.setting import HAN, SPACED, Hyphens, closed

FEWEST_STEPS, USUAL_LEADING = 5, 1.5
"""Rows below which a leading, in ems, is not believed that is wider than this."""
GAP = 1.3
"""Space between baselines, in leadings, from which paragraphs are parted."""
INDENT = 0.7
"""Ems by which an indent differs from another."""
FAR = 8.0
"""Ems by which no row of a paragraph is indented."""
ROOM = 0.35
"""Ems by which a word may seem to fit and does not."""
OTHER_SIZE = 0.08
"""Share by which sizes differ."""
CENTRED, INSET = 8.0, 0.15
"""Points by which the middle of a centred row may be off; share of a column from which a row is set in, not indented."""
LABEL = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3})*[.)]|\((?:\d{1,3}|[a-z]{1,4}|[ivxl]{1,6})\)|[a-z]\)|[IVXL]{1,6}\.|[•·▪–—*o-])(?:\s|$)"
    r"|(?:Article|ARTICLE|Artículo|Artikel|Статья|Section|Chapter|PART|Part|Annex|ANNEX)\s+[\dIVXL]"
)
STOPPED = re.compile(r"[.;:,!?。；：，،؛]['\"”’»)\]]*$|[;,]\s(?:and|or|et|ou|y|o|и)$")
LARGER, LONGEST_HEADING, NO_HEADING_ENDS, LOWEST, MOSTLY_BOLD = 1.12, 120, ".;,:", 9, 0.4
"""How many times the size of the text a heading is; characters of one, and what it does not end with; the level of one
that is only bold; the share of bold letters from which bold says nothing."""
UNTRUE = 0.1
"""Share of rows whose tags cannot be right, from which no tag is believed."""
FULL, JUSTIFIED = 0.8, 0.8
"""Share of a column that a row fills, and of such rows that end flush, from which a file is justified."""
OPENING = re.compile(r"[^\W\d_]{3,}")
SENTENCE = re.compile(r"[.;:!?。；：؛]['\"”’»)\]]*$|[;,]\s(?:and|or|et|ou|y|o|и)$")


class Measure:
    """What is usual in a file: the size of its text, its leading, the edges of its columns."""

    def __init__(self, rows: list[Row]) -> None:
        sizes: Counter[float] = Counter()
        steps: Counter[float] = Counter()
        for row in rows:
            sizes[round(row.size, 1)] += len(row.text)
        for row, after in pairwise(rows):
            if (after.page, after.area) == (row.page, row.area) and abs(after.size - row.size) < 0.2:
                steps[round((row.base - after.base) / row.size, 1)] += 1
        self.size = max(sizes, key=lambda s: (sizes[s], -s)) if sizes else 10.0
        few = sum(steps.values()) < FEWEST_STEPS
        often = [step for step, count in steps.items() if step > 0.8 and count >= 0.15 * sum(steps.values())]
        self.justified = self.bold = self.tagged = False
        self.larger: tuple[int, ...] = ()
        self.openings: frozenset[str] = frozenset()
        self.leading = min(often, default=max(steps, key=lambda s: (steps[s], -s), default=1.2))
        if few:
            self.leading = min(self.leading, USUAL_LEADING)

    def look(self, rows: list[Row]) -> None:
        """Sees in rows with edges whether they are justified, with what words paragraphs open, in what larger sizes words
        are set, whether most are bold, and whether the tags of the file are worth something."""
        letters = sum(len(row.text) for row in rows)
        self.bold = sum(m.end - m.start for row in rows for m in row.marks if m.kind == "b") > MOSTLY_BOLD * letters
        self.larger = tuple(sorted({round(row.size) for row in rows if row.size > LARGER * self.size}))
        full = [row for row in rows if row.right - row.left > FULL * (row.edges[1] - row.edges[0])]
        flush = sum(abs(row.edges[1] - row.right) < ROOM * row.size for row in full)
        self.justified = flush > JUSTIFIED * max(len(full), 1)
        seen = set()
        for row, after in pairwise(rows):
            em = max(row.size, after.size)
            near = (after.page, after.area) == (row.page, row.area)
            if near and (row.base - after.base > GAP * self.leading * em or _room(row) > _first(after) + ROOM * em):
                seen.add(opening(after.text))
        self.openings = frozenset(seen - {""})
        self.tagged = self._is_tagged(rows)

    def _is_tagged(self, rows: list[Row]) -> bool:
        """Whether the tags of the rows are those of paragraphs: not one for every row, or one for all of them."""
        ends = same = apart = other = 0
        for row, after in pairwise(rows):
            if row.tag is None or after.tag is None or row.page != after.page:
                continue
            if row.tag.paragraph == after.tag.paragraph:
                same += 1
                ends += bool(LABEL.match(after.text) and STOPPED.search(row.text))
            else:
                apart += 1
                other += not _capital(after.text)
        return same + apart > 0 and ends <= UNTRUE * same and other <= UNTRUE * (same + apart)

    def text(self, row: Row) -> bool:
        """Whether a row is set in the size of the text, or larger."""
        return bool(row.table) or row.size > (1 - OTHER_SIZE) * self.size

    def heading(self, row: Row, text: str, bold: bool) -> int:
        """The level of a heading that a short line in larger or bold type is, 0 for none: larger type is higher."""
        if not 0 < len(text) < LONGEST_HEADING or text[-1] in NO_HEADING_ENDS or text[0].islower():
            return 0
        if row.size > LARGER * self.size:
            return min(1 + sum(size > row.size + 0.5 for size in self.larger), LOWEST - 1)
        return LOWEST if bold and not self.bold else 0


def opening(text: str) -> str:
    """The word in capitals that opens a text, "" for none."""
    found = OPENING.match(text)
    return found.group() if found and found.group()[0].isupper() else ""


def edged(rows: list[Row]) -> list[Row]:
    """The rows with the edges of their columns: those of the page where it has enough of them, else of the file."""
    spans: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        spans.setdefault((row.page, row.column), []).append(row)
        spans.setdefault((0, row.column), []).append(row)
    edges: dict[tuple[int, int], tuple[float, float]] = {}
    for key, own in spans.items():
        if len(own) >= 6 or key[0] == 0:
            edges[key] = min(r.left for r in own), sorted(r.right for r in own)[-1 - len(own) // 25]
    return [row._replace(edges=edges.get((row.page, row.column)) or edges[(0, row.column)]) for row in rows]


def paragraphs(rows: list[Row], measure: Measure) -> Iterator[tuple[list[Row], bool]]:
    """The rows of each paragraph, and whether space stands above it."""
    run: list[Row] = []
    gap = True
    for row in rows:
        if run:
            kind = parted(run, row, measure)
            if kind:
                yield run, gap
                run, gap = [], kind == "gap"
        run.append(row)
    if run:
        yield run, gap


def parted(run: list[Row], row: Row, measure: Measure) -> str:
    """Why a row opens a paragraph after the rows of another: "gap", "shape", or "" when it goes on."""
    last, em = run[-1], max(row.size, run[-1].size)
    if row.table or last.table:
        return "gap"
    if measure.tagged and row.tag is not None and last.tag is not None and row.page == last.page:
        if row.tag.paragraph == last.tag.paragraph:
            # Where the next word had room the line was broken by hand.
            return "shape" if _room(last, _centred(last, row)) > _first(row) + ROOM * em and _capital(row.text) else ""
        return "gap" if (row.page, row.area) == (last.page, last.area) else "shape"
    if abs(row.size - last.size) > OTHER_SIZE * em:
        return "gap"
    near = (row.page, row.area) == (last.page, last.area)
    if row.page == last.page and (row.column == 0) != (last.column == 0) and _capital(row.text):
        return "gap"  # what is set across the columns does not go on in them
    if near and last.base - row.base > GAP * measure.leading * em:
        return "gap"
    centred = _centred(last, row)
    room = _room(last, centred)
    if room > _first(row) + ROOM * em:
        return "shape"
    if measure.justified and room > ROOM * em and _capital(row.text) and STOPPED.search(last.text):
        return "shape"  # only the last row of a paragraph is not drawn out
    if LABEL.match(row.text) and (STOPPED.search(last.text) or _outdented(run, row, em)):
        return "shape"
    if centred:
        return ""
    if not near:
        ended = SENTENCE.search(last.text) or (STOPPED.search(last.text) and opening(row.text) in measure.openings)
        return "shape" if ended and _capital(row.text) else ""
    step = (row.left - row.edges[0]) - (last.left - last.edges[0])
    first = len(run) == 1
    if abs(step) > FAR * em and not _in_the_middle(row):
        return "shape"
    if step > INDENT * em:
        return "" if first and (LABEL.match(last.text) or not _capital(row.text)) else "shape"
    if step < -INDENT * em:
        return "" if first and not LABEL.match(row.text) else "shape"
    return ""


def _room(row: Row, centred: bool = False) -> float:
    """Points that were left on a row; a centred row has them on both sides."""
    right = row.edges[1] - row.right
    return right + max(row.left - row.edges[0], 0.0) if centred else right


def _centred(row: Row, after: Row) -> bool:
    """Whether a row is centred, and not one of several that begin at one indent."""
    low, high = row.edges
    if abs(row.left - low - after.left + after.edges[0]) < 1.0 or row.left - low < 2 * row.size:
        return False
    return _in_the_middle(row) and (row.left - low > INSET * (high - low) or _in_the_middle(after))


def _first(row: Row) -> float:
    """The width of what cannot be parted at the head of a row: a word, or a character of Han and its mark."""
    return min(row.first, 2 * row.size) if HAN.match(row.text) else row.first


def _in_the_middle(row: Row) -> bool:
    return abs(row.left + row.right - sum(row.edges)) < 2 * CENTRED


def _outdented(run: list[Row], row: Row, em: float) -> bool:
    """Whether a row stands where its paragraph began, and not where the rows that go on stand."""
    first, last = run[0].left - run[0].edges[0], run[-1].left - run[-1].edges[0]
    return last > first + INDENT * em and abs(row.left - row.edges[0] - first) < INDENT * em


def _capital(text: str) -> bool:
    return not text.lstrip("“\"'«‘(")[:1].islower()


# --------------------------------------------------------------------------- words


def joined(rows: list[Row], hyphens: Hyphens) -> tuple[str, list[Mark]]:
    """The words of a paragraph, and what is set otherwise in them."""
    text = ""
    marks: list[Mark] = []
    for row in rows:
        words, own = row.text, row.marks
        if SPACED.search(words):
            words, own = closed(words), ()
        if text:
            off, glue = hyphens.joint(text, words)
            text = (text[:-off] if off else text) + glue
        at = len(text)
        for mark in own:
            start, end = at + mark.start, at + mark.end
            last = marks[-1] if marks else None
            if last and mark.kind != "sup" and last.kind == mark.kind and last.end >= start - 1:
                marks[-1] = Mark(last.start, end, mark.kind)
            else:
                marks.append(Mark(start, end, mark.kind))
        text += words
    size = len(text)
    return text, [Mark(m.start, min(m.end, size), m.kind) for m in marks if m.start < size]
