"""Pieces as plain text: what stands in the tree where no inlines were looked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engross.diagnostics import Diagnostic
from engross.languages import index
from engross.model import Content, Metadata
from engross.recognise.pieces import Piece


class Dressed(NamedTuple):
    """What each piece says, and what is known of the instrument."""

    contents: list[Content]
    metadata: Metadata
    found: tuple[Diagnostic, ...]


def dress(pieces: Sequence[Piece], language: str) -> Dressed:
    """Each piece's text as it is; of the instrument nothing but its language."""
    return Dressed([(p.text,) if p.text else () for p in pieces], Metadata(language=index()[language].iso3), ())
