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
SHORT = 90
"""Characters of a line of names and offices under the place and date."""
LONGEST = 600
YEAR = later(r"(?<![\d/(])(?:1[5-9]|20)\d\d(?![\d/)])|年")


def closed(pieces: Sequence[Piece], names: Names) -> list[Piece]:
    """The pieces, those from the line of signing or adoption on turned into the closing where nothing but short lines
    follows it."""
    out = list(pieces)
    stop = next((n for n, piece in enumerate(out) if piece.role == "annex"), len(out))
    held = [n for n in range(stop) if out[n].role not in ("furniture", "note")][-LAST:]
    first = next((at for at, n in enumerate(held) if _closes(out[n], names)), len(held))
    rest = held[first:]
    if not rest or any(out[n].number is not None or len(out[n].text) > SHORT for n in rest[1:]):
        return out
    if any(out[n].role not in BODY and out[n].role != "closing" for n in rest):
        return out
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
