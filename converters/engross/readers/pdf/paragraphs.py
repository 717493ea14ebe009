"""Rows become paragraphs again: by the space above them, their indent, and the room that the row above left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from engross.readers.pdf.characters import Mark
from engross.readers.pdf.rows import Row
from engross.readers.pdf.setting import SPACED, Hyphens, closed

GAP = 1.3
"""Space between baselines, in leadings, from which paragraphs are parted."""
INDENT = 0.7
"""Ems by which an indent differs from another."""
ROOM = 0.35
"""Ems by which a word may seem to fit and does not."""
OTHER_SIZE = 0.08
"""Share by which sizes differ."""
CENTRED = 4.0
"""Points by which the middle of a centred row may be off."""
LABEL = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3})*[.)]|\((?:\d{1,3}|[a-z]{1,4}|[ivxl]{1,6})\)|[a-z]\)|[IVXL]{1,6}\.|[•·▪–—*o-])(?:\s|$)"
    r"|(?:Article|ARTICLE|Artículo|Artikel|Статья|Section|Chapter|PART|Part|Annex|ANNEX)\s+[\dIVXL]"
)
STOPPED = re.compile(r"[.;:,!?。；：，،؛]['\"”’»)\]]*$|[;,]\s(?:and|or|et|ou|y|o|и)$")
SENTENCE = re.compile(r"[.;:!?。；：؛]['\"”’»)\]]*$|[;,]\s(?:and|or|et|ou|y|o|и)$")


class Measure:
    """What is usual in a file: the size of its text, its leading, the edges of its columns."""

    def __init__(self, rows: list[Row]) -> None:
        sizes: Counter[float] = Counter()
        steps: Counter[float] = Counter()
        for row, after in zip(rows, [*rows[1:], None], strict=True):
            sizes[round(row.size, 1)] += len(row.text)
            if after and (after.page, after.area) == (row.page, row.area) and abs(after.size - row.size) < 0.2:
                steps[round((row.base - after.base) / row.size, 1)] += 1
        self.size = max(sizes, key=lambda s: (sizes[s], -s)) if sizes else 10.0
        often = [step for step, count in steps.items() if step > 0.8 and count >= 0.15 * sum(steps.values())]
        self.leading = min(often, default=max(steps, key=lambda s: (steps[s], -s), default=1.2))

    def text(self, row: Row) -> bool:
        """Whether a row is set in the size of the text, or larger."""
        return row.size > (1 - OTHER_SIZE) * self.size


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
    if abs(row.size - last.size) > OTHER_SIZE * em:
        return "gap"
    near = (row.page, row.area) == (last.page, last.area)
    if near and last.base - row.base > GAP * measure.leading * em:
        return "gap"
    if _room(last) > row.first + ROOM * em:
        return "shape"
    if LABEL.match(row.text) and (STOPPED.search(last.text) or not _hangs(run, row, em)):
        return "shape"
    if _centred(last) or _centred(row):
        return ""
    if not near:
        return "shape" if SENTENCE.search(last.text) and _capital(row.text) else ""
    step = (row.left - row.edges[0]) - (last.left - last.edges[0])
    first = len(run) == 1
    if step > INDENT * em:
        return "" if first and (LABEL.match(last.text) or not _capital(row.text)) else "shape"
    if step < -INDENT * em:
        return "" if first and not LABEL.match(row.text) else "shape"
    return ""


def _room(row: Row) -> float:
    """Points that were left on a row; a centred row has them on both sides."""
    right = row.edges[1] - row.right
    return right + max(row.left - row.edges[0], 0.0) if _centred(row) else right


def _centred(row: Row) -> bool:
    low, high = row.edges
    inset = row.left - low
    return inset > 2 * row.size and abs((row.left + row.right) - (low + high)) < 2 * CENTRED


def _hangs(run: list[Row], row: Row, em: float) -> bool:
    """Whether a row stands where those that go on stand."""
    usual = run[-1].left - run[-1].edges[0] if len(run) > 1 else 0.0
    return abs(row.left - row.edges[0] - usual) < INDENT * em and not (len(run) == 1 and LABEL.match(run[0].text))


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
