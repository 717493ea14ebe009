"""Text → pieces: the one entry to recognition, and what explains it line by line."""

from __future__ import annotations

from typing import NamedTuple

from engross.diagnostics import Diagnostic, at
from engross.languages import Language, load
from engross.languages.detection import detect
from engross.recognise import corrections, path, rules
from engross.recognise import grammar as grammars
from engross.recognise import layout as layouts
from engross.recognise.features import Read, Reader
from engross.recognise.given import Offsets
from engross.recognise.layout import Layout
from engross.recognise.lines import Lines, lines_of, unrolled
from engross.recognise.pieces import Piece, assemble
from engross.source import SourceText, Span

SURE = 0.75
"""A margin (in log-odds) from which a decision is no longer called doubtful."""


class Pass(NamedTuple):
    """One search over lines: the whole text, or the lines of one annex."""

    layout: Layout
    read: Read
    labels: str


class Reading(NamedTuple):
    """The pieces of a text in its order (those after a piece "annex" are the annex's own, up to the next), the
    ISO 639-1 code of its language, what was found, and the searches that decided."""

    pieces: list[Piece]
    language: str
    found: tuple[Diagnostic, ...]
    passes: list[Pass]


class LineReason(NamedTuple):
    """Why a line was read as it was. `line` counts from 1; `margin` is in log-odds; `reasons` speak for `label`
    against `other`."""

    line: int
    text: str
    label: str
    other: str
    margin: float
    reasons: list[str]


def pieces_of(
    source: SourceText,
    language: str | Language = "",
    grammar: grammars.Grammar | None = None,
    laid: Lines | None = None,
    given: Offsets | None = None,
) -> Reading:
    """Everything the text of `source` is made of. `language` is an ISO 639-1 code, "" to find out, or a language with
    lead phrases of its own; `laid` are its
    lines where they come with hints, and then those aside are in no piece; `given` is what a person says of lines."""
    spoken = language if isinstance(language, Language) else load(language or detect(source.text))
    code, weights = spoken.code, grammar or grammars.standard()
    whole = lines_of(source, spoken, given) if laid is None else unrolled(laid, source.text, spoken)
    first = search(whole, spoken, weights)
    passes = [first]
    pieces = assemble(source.text, first.layout, first.read.features, first.read.tokens, first.labels, spoken)
    if "a" in first.labels:
        pieces = _with_annexes(source, whole, pieces, first, spoken, weights, passes)
    found = [*_furniture(source, pieces, passes), *_repaired(source, passes)]
    return Reading(pieces, code, tuple(found), passes)


def search(text: Lines, language: Language, grammar: grammars.Grammar, heads: frozenset[str] | None = None) -> Pass:
    """The best path over these lines. `heads` are running heads known from around them, when they are an annex's."""
    layout = layouts.survey(text, language)
    if heads:
        layout = layout._replace(heads=layout.heads | heads)
    read = Reader(layout, language).read()
    if layout.given:
        read = read._replace(features=corrections.marked(read.features, layout, heads is not None))
    return Pass(layout, read, path.best(read.features, grammar))


def _with_annexes(
    source: SourceText,
    whole: Lines,
    pieces: list[Piece],
    first: Pass,
    language: Language,
    grammar: grammars.Grammar,
    passes: list[Pass],
) -> list[Piece]:
    """The pieces, those between the heading of an annex and the next replaced by what a search of its own finds."""
    labels, rows = first.labels, first.layout.rows
    out: list[Piece] = []
    at_row = labels.index("a")
    stop = len(labels)
    while at_row < stop:
        end_row = at_row
        while end_row < stop and labels[end_row] != "A":
            end_row += 1
        until = rows[end_row] if end_row < stop else len(whole.lines)
        inner = search(whole.part(range(rows[at_row], until)), language, grammar, first.layout.heads)
        inner = inner._replace(labels=inner.labels.replace("A", "H").replace("a", "X"))
        passes.append(inner)
        begins = whole.starts[rows[at_row]]
        ends = whole.starts[until] if until < len(whole.starts) else len(source.text)
        out += [p for p in pieces if p.spans[0].start < begins]
        out += assemble(source.text, inner.layout, inner.read.features, inner.read.tokens, inner.labels, language)
        pieces = [p for p in pieces if p.spans[0].start >= ends]
        at_row = labels.find("a", end_row)
        if at_row < 0:
            break
    return out + pieces


def explain(reading: Reading, grammar: grammars.Grammar | None = None) -> list[LineReason]:
    """Each filled line with its label, the runner-up, the margin and the features that decided."""
    weights = grammar or grammars.standard()
    out = []
    for layout, read, labels in reading.passes:
        sure = path.margins(read.features, weights)
        for row, (features, label, step) in enumerate(zip(read.features, labels, sure, strict=True)):
            other = step.other if step.label == label else step.label
            out.append(
                LineReason(
                    layout.rows[row] + 1, layout.flats[row], grammars.NAMES[label], grammars.NAMES[other],
                    step.margin if step.label == label else 0.0, weights.reasons(features, label, other),
                )
            )  # fmt: skip
    return out


# --------------------------------------------------------------------------- findings


def _furniture(source: SourceText, pieces: list[Piece], passes: list[Pass]) -> list[Diagnostic]:
    names: dict[int, str] = {}
    for layout, read, _ in passes:
        for row, name in read.furniture.items():
            names[layout.starts[layout.rows[row]]] = name
    runs: list[tuple[str, Span]] = []
    for piece in pieces:
        if piece.role == "furniture":
            span = piece.spans[0]
            line = source.starts[source.place(span.start).line - 1]
            name = names.get(line) or names.get(span.start) or piece.look.replace("plain", "page furniture")
            runs.append((name, span))
    return list(rules.furniture(source, iter(runs)))


def _repaired(source: SourceText, passes: list[Pass]) -> list[Diagnostic]:
    out = []
    for layout, read, _ in passes:
        for i, token in read.tokens.items():
            if token.repaired:
                span = Span(layout.starts[i], layout.starts[i] + token.end)
                out.append(
                    at(source, span, rules.REPAIRED, f"{rules.shown(source[span])!r} was read as {token.printed}")
                )
    return out


def doubtful(source: SourceText, reading: Reading, grammar: grammars.Grammar | None = None) -> list[Diagnostic]:
    """A finding for each line whose label hardly beat its runner-up. Costs several times the search itself."""
    weights = grammar or grammars.standard()
    out = []
    for layout, read, labels in reading.passes:
        for row, (label, step) in enumerate(zip(labels, path.margins(read.features, weights), strict=True)):
            if step.label == label and step.margin < SURE:
                i = layout.rows[row]
                span = Span(layout.starts[i], layout.starts[i] + len(layout.lines[i]))
                choice = f"read as {grammars.NAMES[label]}, nearly {grammars.NAMES[step.other]}"
                out.append(at(source, span, rules.DOUBTFUL, f"{choice}: {rules.shown(layout.flats[row])}"))
    return out
