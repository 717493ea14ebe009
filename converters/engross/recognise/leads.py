"""What opens a content: the lead phrase of a recital or a clause, a number that nothing else holds."""

from __future__ import annotations

from typing import Literal

from engross.model import Content, Lead
from engross.model import content as joined
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


def numbered(piece: Piece, content: Content) -> Content:
    """`content` behind its number, for text that stands where nothing else can hold one."""
    if piece.number is None:
        return content
    return joined([piece.number.printed + (" " if content else ""), *content])
