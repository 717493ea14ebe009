"""The head of a text, settled around what a person says of its lines."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from engross.recognise.given import Offsets
from engross.recognise.metadata_head import settle
from engross.recognise.pieces import Piece

FRAME = frozenset("FNMTBEHZ")
"""Labels that the settling of the head of a text would change."""


def settled(pieces: Sequence[Piece], language: str, source: str, given: Offsets | None) -> list[Piece]:
    """The pieces with the head of the text settled around what is said of it (see `metadata_head.settle`)."""
    if given is None:
        return settle(pieces, language, source)
    held = [piece for piece in pieces if _is_held(piece, given)]
    out = settle([piece for piece in pieces if not _is_held(piece, given)], language, source)
    if any(piece.role == "title" for piece in held):
        out = [structs.replace(p, role="masthead", look="masthead") if p.role == "title" else p for p in out]
    return sorted([*out, *held], key=lambda piece: piece.spans[0].start)


def _is_held(piece: Piece, given: Offsets) -> bool:
    said = given.get(piece.spans[0].start)
    return said is not None and said.label in FRAME
