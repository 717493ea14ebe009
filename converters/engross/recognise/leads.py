"""Marks the lead phrase that opens a recital or a clause."""

from __future__ import annotations

from typing import Literal

from engross.model import Content, Lead
from engross.recognise.pieces import Piece


def led(piece: Piece, content: Content, zone: Literal["preambular", "operative"]) -> Content:
    """`content` with its lead phrase marked, if it opens with one that no other inline cuts."""
    lead = piece.lead
    if not lead or not content:
        return content
    first = content[0]
    if type(first) is not str or not first.startswith(lead):
        return content
    rest = first[len(lead) :]
    marked = Lead((lead,), zone)
    return (marked, rest, *content[1:]) if rest else (marked, *content[1:])
