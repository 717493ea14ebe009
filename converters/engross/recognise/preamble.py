"""The preamble: chapeau, recitals with their items, and the formulas between them, in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engross.model import Block, BlockList, Container, Content, Formula, ListItem, Number, Paragraph, Recital, Recitals
from engross.recognise.leads import led, numbered
from engross.recognise.pieces import Piece
from engross.recognise.series import number_of

if TYPE_CHECKING:
    from engross.recognise.tree import Part

LONGEST_FORMULA = 120
"""Characters up to which the line of the body that speaks is a formula; a longer one tells a story: a chapeau."""

OPEN_ENDS = ",:，：،"

PreamblePart = Recitals | Formula | Container | Block


def _speaks(piece: Piece) -> bool:
    """Whether a line is the body that speaks ("The General Assembly,"), which opens the sentence of all that follows."""
    return piece.look == "issuer" and len(piece.text) <= LONGEST_FORMULA and piece.text[-1:] in OPEN_ENDS


class _Item:
    """A recital or an item of one, while its own items are gathered."""

    __slots__ = ("content", "items", "level", "number")

    def __init__(self, content: Content, number: Number | None, level: int) -> None:
        self.content = content
        self.number = number
        self.level = level
        self.items: list[_Item] = []

    def blocks(self) -> tuple[Block, ...]:
        if not self.items:
            return (Paragraph(self.content),)
        items = tuple(ListItem(item.blocks(), item.number) for item in self.items)
        return (BlockList(items, self.content),)


def preamble_of(parts: Sequence[Part]) -> tuple[PreamblePart, ...]:
    """The parts of a preamble."""
    out: list[PreamblePart] = []
    run: list[_Item] = []
    chapeau: list[Block | Container] = []

    def close() -> None:
        if run:
            out.append(Recitals(tuple(Recital(item.blocks(), item.number) for item in run)))
            run.clear()
        if chapeau:
            out.append(Container("chapeau", tuple(chapeau)))
            chapeau.clear()

    for piece, content in parts:
        number = number_of(piece.number)
        if piece.role == "recital" or (piece.role == "recital-item" and not run):
            if chapeau:
                close()
            run.append(_Item(led(piece, content, "preambular"), number, 1))
        elif piece.role == "recital-item":
            holder = run[-1]
            while holder.items and holder.items[-1].level < piece.level:
                holder = holder.items[-1]
            holder.items.append(_Item(content, number, piece.level))
        elif piece.role == "issuer" and not _speaks(piece):
            if run:
                close()
            chapeau.append(Paragraph(content))
        else:
            close()
            content = numbered(piece, content)
            if piece.role in ("issuer", "formula"):
                out.append(Formula((Paragraph(content),)))
            else:
                out.append(Paragraph(content))
    close()
    return tuple(out)
