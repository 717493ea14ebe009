"""The head of a text, settled before it is dressed: the title in one piece of its own, the lines of the parties with
the parties, what is left as masthead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from engross.languages import names as tables
from engross.languages.names import Names
from engross.languages.names.patterns import later
from engross.recognise.metadata_aside import acts, names_kind, opens_with_kind
from engross.recognise.metadata_close import closed
from engross.recognise.metadata_front import Said, front_matter
from engross.recognise.metadata_title import BODY, NEVER, PLAIN, Run, find, joining
from engross.recognise.pieces import Piece
from engross.source import Span

FURTHEST = 40
"""Pieces within which the front of a text must end."""
GLUED = later(r"([^\n]{12,420}?)\s?(?:source|src): ?", re.I)
LONGEST_LINE = 160
CLOSED_LINE = ".!?。"
ENACTED = frozenset(("recital", "formula"))
"""What follows the line of who acts."""
CLOSED = ".;:,!?。；：，"
HIDDEN = PLAIN | {"sidebar"}


def settle(pieces: Sequence[Piece], language_code: str, source: str = "") -> list[Piece]:
    """The pieces with the title in one piece of its own, what stands around it named as masthead, and lines of the
    parties given back to them. `source` is the text the spans count in: with it a title that only the front matter
    has becomes a piece too."""
    names = tables.load(language_code)
    out = closed(_restored(_unglued(pieces, source), names), names)
    end = next(
        (n for n, p in enumerate(out[:FURTHEST]) if p.role in BODY or p.role == "formula"), min(len(out), FURTHEST)
    )
    said = _front_matter(out, source)
    run = find(out, end, names, said)
    if run is None:
        return _from_front_matter(out, said, names) if said else _from_body(out, names)
    if _printed_again(out, end, run):
        run, end = Run(run.first, end + 1), end + 1
    return _settled(out, end, run, names)


def _printed_again(pieces: Sequence[Piece], end: int, run: Run) -> bool:
    """Whether the first line under a title stood above it as well: a cover and a first page both print the title."""
    if end >= len(pieces) or run.last != end or pieces[end].number is not None or pieces[end].lead:
        return False
    return any(p.text == pieces[end].text for p in pieces[: run.first] if p.role != "furniture")


def _from_body(pieces: list[Piece], names: Names) -> list[Piece]:
    """The pieces of a text that has no title, its first clause made one when it is a line that names its kind."""
    n = next((n for n, piece in enumerate(pieces) if piece.role in BODY), len(pieces))
    if n + 1 >= len(pieces) or pieces[n].role not in ("clause", "paragraph"):
        return pieces
    piece, below = pieces[n], pieces[n + 1]
    ends = piece.text[-1:] in CLOSED or piece.number is not None or len(piece.text) > LONGEST_LINE
    if ends or len(below.text) < len(piece.text) or not names_kind(piece.text, names):
        return pieces
    return [*pieces[:n], structs.replace(piece, role="title", look="title", lead=""), *pieces[n + 1 :]]


def _unglued(pieces: Sequence[Piece], source: str) -> list[Piece]:
    """The pieces, the title parted from a text that goes on behind it on the same line with a note of its source."""
    out = list(pieces)
    first = next((n for n, p in enumerate(out) if p.role != "furniture"), len(out))
    if not source or first == len(out):
        return out
    piece = out[first]
    span = piece.spans[0]
    match = GLUED.match(source, span.start, min(span.end, span.start + 600))
    if match is None or not piece.text.startswith(match[1].strip()):
        return out
    title = structs.replace(
        piece,
        role="title",
        look="title",
        text=match[1].strip(),
        number=None,
        lead="",
        spans=(Span(span.start, match.end(1)),),
    )
    rest = structs.replace(
        piece,
        text=piece.text[len(match[1].strip()) :].lstrip(),
        lead="",
        spans=(Span(match.end(1), span.end), *piece.spans[1:]),
    )
    return [*out[:first], title, rest, *out[first + 1 :]]


def _restored(pieces: list[Piece], names: Names) -> list[Piece]:
    """The pieces, with a title that was taken for furniture (a list at the side of a page, a running head) given back."""
    first = next((n for n, p in enumerate(pieces) if p.role in BODY), 0)
    at = next((n for n in range(first) if pieces[n].role == "furniture" and pieces[n].look in HIDDEN), -1)
    while 0 <= at < first and not opens_with_kind(pieces[at].text, names):
        at = next((n for n in range(at + 1, first) if pieces[n].role == "furniture" and pieces[n].look in HIDDEN), -1)
    if at < 0 or [p.text for p in pieces].count(pieces[at].text) > 1:
        return pieces
    out, look = list(pieces), pieces[at].look
    while at < first and out[at].role == "furniture" and out[at].look == look:
        out[at] = structs.replace(out[at], role="title")
        at += 1
    return out


def _front_matter(pieces: Sequence[Piece], source: str) -> Said | None:
    if not source or not pieces or pieces[0].look != "front matter":
        return None
    span = pieces[0].spans[0]
    return front_matter(source[span.start : span.end], span.start).get("title")


def _settled(pieces: list[Piece], end: int, run: Run, names: Names) -> list[Piece]:
    held = [p for p in pieces[run.first : run.last] if p.role != "furniture" or joining(p)]
    title = structs.replace(
        held[0],
        role="title",
        spans=tuple(span for p in held for span in p.spans),
        text=" ".join(_whole(p) for p in held),
        number=None,
        look="title",
        heading="",
        lead="",
    )
    before = [_as_masthead(p) for p in pieces[: run.first]]
    between = [p for p in pieces[run.first : run.last] if p.role == "furniture" and not joining(p)]
    after = _parties([_as_place(p, names) for p in pieces[run.last : end]], names)
    if after and end < len(pieces) and pieces[end].role in ENACTED and acts(after[-1].text, names):
        last = after[-1]
        if last.role in ("masthead", "heading") and last.number is None and last.text[-1:] not in CLOSED_LINE:
            after[-1] = structs.replace(last, role="issuer", look="issuer", heading="")
    return [*before, *between, title, *after, *pieces[end:]]


def _whole(piece: Piece) -> str:
    """The words of a piece, its number and heading included."""
    number = piece.number.printed if piece.number else ""
    return " ".join(part for part in (number, piece.heading, piece.text) if part)


def _as_masthead(piece: Piece) -> Piece:
    return structs.replace(piece, role="masthead") if piece.role == "title" and piece.number is None else piece


def _parties(pieces: Sequence[Piece], names: Names) -> list[Piece]:
    """The pieces after the title: the lines in which the parties begin are joined with those that the parties end in."""
    out: list[Piece] = []
    for piece in pieces:
        above = out[-1] if out else None
        if (
            above is not None
            and above.role in ("title", "masthead", "heading")
            and above.number is None
            and piece.role in ("title", "masthead", "heading", "issuer")
            and piece.look not in NEVER
            and above.text[-1:] not in ".;:"
            and acts(above.text, names)
        ):
            out[-1] = structs.replace(
                above,
                spans=above.spans + piece.spans,
                text=f"{above.text} {piece.text}",
                role="masthead" if piece.role != "issuer" else "issuer",
            )
        elif piece.role == "masthead" and piece.text[-1:] == "," and acts(piece.text, names):
            out.append(structs.replace(piece, role="issuer"))
        else:
            out.append(_as_masthead(piece))
    return out


def _as_place(piece: Piece, names: Names) -> Piece:
    """A heading that is a place ("Jeddah, Saudi Arabia") is a dateline."""
    if piece.role == "heading" and piece.number is None and len(piece.text) < 60:
        town, _, rest = piece.text.partition(",")
        if names.kind_of(town) == "place" and (not rest or names.kind_of(rest.strip(" .")) == "state"):
            return structs.replace(piece, role="masthead", look="place")
    return piece


def _from_front_matter(pieces: list[Piece], said: Said, names: Names) -> list[Piece]:
    """The front matter parted around its title, which becomes a piece."""
    front = pieces[0]
    whole = front.spans[0]
    parts = [Span(whole.start, said.start), Span(said.end, whole.end)]
    title = structs.replace(front, role="title", look="title", text=said.value, spans=(Span(said.start, said.end),))
    head, tail = (structs.replace(front, spans=(part,)) for part in parts)
    end = next((n for n, p in enumerate(pieces) if p.role in BODY), len(pieces))
    rest = [*_parties([_as_place(p, names) for p in pieces[1:end]], names), *pieces[max(1, end) :]]
    return [head, title, structs.replace(tail, text=""), *rest]
