"""How a text closes: lines at its end that say where, when and by whom it was done, when they were read as its clauses."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from engross.languages.names import Names
from engross.languages.names.patterns import later
from engross.recognise.pieces import Piece

BODY = frozenset(("clause", "paragraph", "heading"))
LAST = 24
"""Pieces at the end of a text among which its closing begins."""
FURTHEST = 60
"""Pieces from the end, those of the page among them, beyond which no closing begins."""
SHORT = 90
"""Characters of a line of names and offices under the place and date."""
LONGEST = 600
YEAR = later(r"(?<![\d/(])(?:1[5-9]|20)\d\d(?![\d/)])|年")


def closed(pieces: Sequence[Piece], names: Names) -> list[Piece]:
    """The pieces, those from the line of signing or adoption on turned into the closing where nothing but short lines
    follows it."""
    out = list(pieces)
    stop = next((n for n, piece in enumerate(out) if piece.role == "annex"), len(out))
    rest: list[int] = []
    first = 0
    for n in range(stop - 1, max(-1, stop - FURTHEST), -1):
        piece = out[n]
        if piece.role in ("furniture", "note"):
            continue
        if piece.number is not None or (piece.role not in BODY and piece.role != "closing"):
            break
        rest.insert(0, n)
        if _closes(piece, names):
            first = len(rest)
        if len(rest) > LAST or (piece.role in BODY and len(piece.text) > SHORT):
            break
    if not first:
        return out
    rest = rest[len(rest) - first :]
    for n in rest:
        if out[n].role != "closing":
            look = "closing" if n == rest[0] else out[n].look
            out[n] = structs.replace(out[n], role="closing", look=look, lead="", level=1)
    return out


def _closes(piece: Piece, names: Names) -> bool:
    """Whether a piece of the body says where or when the instrument was signed or adopted, and nothing else before."""
    if piece.role not in BODY or piece.number is not None or len(piece.text) > LONGEST:
        return False
    if names.head("sitting").fullmatch(piece.text) or names.head("witness").match(piece.text):
        return True
    done = names.head("done").match(piece.text) or names.head("enacted").match(piece.text)
    return done is not None and YEAR.search(piece.text) is not None
