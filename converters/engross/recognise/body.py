"""The body: divisions under their headings, clauses or articles, items at any depth, unnumbered text in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from engross.model import Block, Container, Content, Number, Paragraph, Provision
from engross.recognise.leads import led, numbered
from engross.recognise.pieces import Piece
from engross.recognise.series import number_of

if TYPE_CHECKING:
    from engross.recognise.tree import Part

RECITALS = frozenset(("issuer", "recital", "recital-item"))
CLAUSES = frozenset(("clause", "item", "recital", "recital-item"))
RANKS = ("book", "part", "title", "chapter", "section")
"""Divisions by their words, from the greatest; those with other marks or none come after."""
MARK_RANKS = {"I.": 6, "rn": 6, "han": 6, "A.": 7, "(I)": 7}
LEAST = 8
DIVISION = re.compile(r"\W*(\w+)\W+([IVXLC]+|\d+|[A-H]|[^\W\d_]+)?\b\W*")


class Divisions:
    """Which words of a language open a division, and of what kind."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words

    def kind(self, piece: Piece) -> tuple[str, int]:
        """The element and the rank (smaller is greater) of the division a heading opens."""
        first = piece.text.split(None, 1)[0].strip("*#_.,:").lower() if piece.text else ""
        kind = self.words.get(first) or self._after_ordinal(first)
        if kind:
            return kind, RANKS.index(kind) + 1
        return "section", MARK_RANKS.get(piece.number.style, LEAST) if piece.number else LEAST + piece.level - 1

    def _after_ordinal(self, first: str) -> str | None:
        """The kind that a Chinese division word tells behind its ordinal (第一章)."""
        if not first.startswith("第"):
            return None
        return next((kind for word, kind in self.words.items() if word in first[2:6]), None)

    def split(self, text: str) -> tuple[str, str]:
        """The number ("PART I") and the rest of a heading that a division word opens; ("", text) when none does."""
        match = DIVISION.match(text)
        if match is None or match.group(1).lower() not in self.words or match.group(2) is None:
            return "", text
        return text[: match.end(2)], text[match.end() :]


class _Node:
    """A provision while its parts are gathered."""

    __slots__ = ("blocks", "children", "heading", "kind", "level", "number", "rank", "wrap_up")

    def __init__(self, kind: str, number: Number | None, rank: int = 0, level: int = 0) -> None:
        self.kind = kind
        self.number = number
        self.rank = rank
        self.level = level
        self.heading: Content = ()
        self.blocks: list[Block] = []
        self.children: list[_Node] = []
        self.wrap_up: list[Block] = []

    def made(self) -> Provision:
        return Provision(
            self.kind, self.number, self.heading, (), tuple(self.blocks),
            tuple([child.made() for child in self.children]), tuple(self.wrap_up),
        )  # fmt: skip


def provisions_of(parts: Sequence[Part], divisions: Divisions) -> tuple[Provision | Container | Block, ...]:
    """The provisions that the pieces of a body make."""
    top: list[_Node | Block] = []
    open_divisions: list[_Node] = []
    clauses: list[_Node] = []
    for piece, content in parts:
        role = piece.role
        if role == "heading":
            clauses = []
            _open_division(piece, content, divisions, open_divisions, top)
        elif role in RECITALS and open_divisions and not open_divisions[-1].children:
            # a part of a resolution has recitals of its own: they stand before its clauses
            open_divisions[-1].blocks.append(Paragraph(numbered(piece, led(piece, content, "preambular"))))
        elif role in CLAUSES:
            del clauses[_depth(clauses, piece.level) :]
            node = _clause(piece, content, clauses[-1] if clauses else None)
            holder: list[_Node] | list[_Node | Block] = (
                clauses[-1].children if clauses else open_divisions[-1].children if open_divisions else top
            )
            holder.append(node)
            clauses.append(node)
        elif clauses:
            _continue(clauses, piece, numbered(piece, content))
        elif open_divisions:
            open_divisions[-1].blocks.append(Paragraph(numbered(piece, content)))
        else:
            top.append(Paragraph(numbered(piece, content)))
    return tuple(node.made() if isinstance(node, _Node) else node for node in top)


def _depth(clauses: list[_Node], level: int) -> int:
    """How many of the open clauses a new one of this level stands under."""
    n = len(clauses)
    while n and clauses[n - 1].level >= level:
        n -= 1
    return n


def _clause(piece: Piece, content: Content, parent: _Node | None) -> _Node:
    number = number_of(piece.number)
    style = piece.number.style if piece.number else ""
    if parent is None:
        kind = "article" if style == "art" else "paragraph"
    else:
        kind = "paragraph" if parent.kind == "article" and style in ("d.", "(d)", "d)") else "point"
    node = _Node(kind, number, level=piece.level)
    if piece.heading:
        node.heading = content if content and not piece.text else (piece.heading,)
    if content and (piece.text or not piece.heading):
        node.blocks.append(Paragraph(led(piece, content, "operative")))
    return node


def _continue(clauses: list[_Node], piece: Piece, content: Content) -> None:
    """Unnumbered text belongs to the clause or item it follows; in small letters after items it closes their list."""
    if not content:
        return
    if len(clauses) > 1 and piece.text[:1].islower():
        clauses[-2].wrap_up.append(Paragraph(content))
    elif clauses[-1].wrap_up:
        clauses[-1].wrap_up.append(Paragraph(content))
    else:
        clauses[-1].blocks.append(Paragraph(content))


def _open_division(
    piece: Piece, content: Content, divisions: Divisions, open_: list[_Node], top: list[_Node | Block]
) -> None:
    kind, rank = divisions.kind(piece)
    last = open_[-1] if open_ else None
    if last is not None and rank == LEAST and not last.heading and not last.blocks and not last.children:
        # "PART I" and its title on the line below
        last.heading = numbered(piece, content or ((piece.heading,) if piece.heading else ()))
        return
    while open_ and open_[-1].rank >= rank:
        open_.pop()
    number = number_of(piece.number)
    heading = content or ((piece.heading,) if piece.heading else ())
    if number is None and len(content) == 1 and isinstance(content[0], str):
        printed, rest = divisions.split(content[0])
        if printed:
            number, heading = Number(printed), (rest,) if rest else ()
    node = _Node(kind, number, rank)
    node.heading = heading
    (open_[-1].children if open_ else top).append(node)
    open_.append(node)
