"""Pieces and their contents become the tree: cover, preface, preamble, body, conclusions, annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple
from unicodedata import normalize

from msgspec import structs

from engross.languages import load, names
from engross.model import (
    Attachment,
    Block,
    Container,
    Content,
    Document,
    Formula,
    LongTitle,
    Mark,
    Mention,
    Paragraph,
    text_of,
)
from engross.recognise import notes
from engross.recognise.acting import prefaced
from engross.recognise.annexes import headed
from engross.recognise.body import Divisions, provisions_of
from engross.recognise.dress import Dressed
from engross.recognise.leads import numbered
from engross.recognise.pieces import Piece
from engross.recognise.preamble import preamble_of

PREAMBULAR = frozenset(("issuer", "recital", "recital-item"))
OPERATIVE = frozenset(("clause", "item", "paragraph"))
PREFATORY = frozenset(("masthead", "title", "adopted"))
STRUCTURE = frozenset(("recital", "recital-item", "formula", "issuer", "annex", "item"))
FRAME = frozenset(("masthead", "title", "adopted", "heading", "closing"))
LETTERS = re.compile(r"[A-Za-z]+")
MOST_WORDS = 3
"""Words of a kind that make its name."""
NUMBERABLE = frozenset(("clause", "item", "furniture", "note", "recital", "recital-item"))
ELSEWHERE = frozenset(("masthead", "symbol", "adopted", "closing", "signature", "date"))
"""Looks of lines that have their place before or after the body."""
DAYS = frozenset(("docDate",))
TITLES, MAKERS = frozenset(("docTitle",)), frozenset(("docAuthority", "docProponent"))
ARTICLES = 2
"""Articles from which a text is an act."""


class Part(NamedTuple):
    """A piece and what it says, inlines inside."""

    piece: Piece
    content: Content


def build(pieces: Sequence[Piece], dressed: Dressed, language: str, keep_furniture: bool = False) -> Document:
    """The document that the pieces make, dressed. `language` is an ISO 639-1 code. Nothing is lost but furniture."""
    parts = [Part(*pair) for pair in zip(pieces, dressed.contents, strict=True)]
    if not keep_furniture:
        parts = [part for part in parts if part.piece.role != "furniture"]
    divisions = Divisions(load(language).divisions)
    heads = [n for n, part in enumerate(parts) if part.piece.role == "annex"]
    main = parts[: heads[0]] if heads else parts
    annexes = [parts[a:b] for a, b in zip(heads, [*heads[1:], len(parts)], strict=False)]
    attachments = tuple(_attachment(annex, divisions) for annex in annexes)
    table = names.load(language)
    document = prefaced(_document(main, divisions, attachments, inner=False), table)
    name = table.name_of_kind(dressed.metadata.kind) or kind_name(dressed.metadata.kind)
    return structs.replace(document, name=name) if name else document


def kind_name(kind: str) -> str:
    """The name of a kind of instrument as Akoma Ntoso writes it ("Joint Communiqué" → "jointCommunique"); "" when it
    cannot be written in Latin letters."""
    plain = normalize("NFKD", kind).encode("ascii", "ignore").decode()
    words = LETTERS.findall(plain)
    return "".join([w.lower() if n == 0 else w.capitalize() for n, w in enumerate(words[:MOST_WORDS])])


def is_flat(pieces: Sequence[Piece]) -> bool:
    """Whether nothing in a text shows structure: no recital, number, lead phrase or formula, and no clauses under a
    title or heading or above a closing line."""
    pieces = [piece for piece in pieces if piece.role != "furniture"]
    if any(piece.role in STRUCTURE or piece.number or piece.lead or piece.look == "body" for piece in pieces):
        return False
    return sum(piece.role == "clause" for piece in pieces) < 2 or all(piece.role not in FRAME for piece in pieces)


def unplaced(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that look like the front or the closing of a text and stand among its clauses, kept as plain paragraphs."""
    roles = [piece.role for piece in pieces]
    stop = roles.index("annex") if "annex" in roles else len(roles)
    body = [n for n, role in enumerate(roles[:stop]) if role in OPERATIVE]
    if not body:
        return []
    return [piece for piece in pieces[body[0] : body[-1]] if piece.role not in NUMBERABLE and piece.look in ELSEWHERE]


def _attachment(parts: list[Part], divisions: Divisions) -> Attachment:
    head, *rest = parts
    number, heading = headed(head.content)
    return Attachment(_document(rest, divisions, (), inner=True), number, heading)


def _document(parts: list[Part], divisions: Divisions, attachments: tuple[Attachment, ...], inner: bool) -> Document:
    noted = [part for part in parts if part.piece.role == "note"]
    parts = [part for part in parts if part.piece.role != "note"]
    if noted:
        parts, noted = notes.joined(parts, noted)
    front, preamble, body, closing = _zones(parts)
    cover, preface = _front(front)
    conclusions = _conclusions(closing)
    if noted:
        conclusions += (Container("notes", tuple(Paragraph(part.content) for part in noted)),)
    pieces = [part.piece for part in parts]
    flat = is_flat(pieces)
    form, name = _form(pieces, flat, inner)
    made = tuple(Paragraph(part.content) for part in body if part.content) if flat else provisions_of(body, divisions)
    return Document(form, name, cover, preface, preamble_of(preamble), made, conclusions, attachments)


def _form(pieces: list[Piece], flat: bool, inner: bool) -> tuple[Literal["statement", "doc", "act"], str]:
    if inner:
        return "doc", "annex"
    if flat:
        return "doc", "text"
    if sum(1 for p in pieces if p.number is not None and p.number.style == "art") >= ARTICLES:
        return "act", "treaty"
    return "statement", "statement"


def _zones(parts: list[Part]) -> tuple[list[Part], list[Part], list[Part], list[Part]]:
    """Front, preamble, body and closing: each piece in its own zone, the order kept."""
    roles = [part.piece.role for part in parts]
    stop = next((n for n, role in enumerate(roles) if role in OPERATIVE), len(roles))
    last_preambular = max((n for n, role in enumerate(roles[:stop]) if role in PREAMBULAR), default=-1)
    front_end = next((n for n, role in enumerate(roles) if role not in PREFATORY and role != "furniture"), len(roles))
    body_start = max(last_preambular + 1, front_end)
    while body_start < stop and roles[body_start] == "formula":
        body_start += 1
    last_body = max(
        (
            n
            for n, role in enumerate(roles)
            if role in OPERATIVE or role in PREAMBULAR or role in ("heading", "formula")
        ),
        default=-1,
    )
    closing_start = max(body_start, last_body + 1, front_end)
    while closing_start < len(parts) and roles[closing_start] != "closing" and roles[closing_start] != "furniture":
        closing_start += 1
    return parts[:front_end], parts[front_end:body_start], parts[body_start:closing_start], parts[closing_start:]


def _front(
    parts: list[Part],
) -> tuple[tuple[Container | Block, ...], tuple[LongTitle | Container | Formula | Block, ...]]:
    """What stands above the title on the cover; the title, the maker above it and all that follows them in the preface."""
    first_title = next((n for n, part in enumerate(parts) if _is_title(part)), len(parts))
    cover: list[Container | Block] = []
    preface: list[LongTitle | Container | Formula | Block] = []
    title: list[Block] = []
    dated: list[Block] = []  # from a line of place and date on, what stands above the title is prefatory
    for n, part in enumerate(parts):
        piece, content = part
        if _is_title(part):
            preface += [Container("masthead", tuple(dated))] if dated else []
            dated = []
            title.append(Paragraph(content))
            continue
        if title:
            preface.append(LongTitle(tuple(title)))
            title = []
        above = n < first_title and piece.role != "adopted" and not preface
        if above and (dated or _is_dateline(part)) and not _is_marked(part, MAKERS):
            dated.append(Paragraph(content))
            continue
        if dated:
            preface.append(Container("masthead", tuple(dated)))
            dated = []
        if piece.look == "byline" or (piece.role == "masthead" and _is_marked(part, MAKERS)):
            preface.append(Container("issuer", (Paragraph(content),)))
        elif above and not preface:
            cover.append(Paragraph(content))
        else:
            preface.append(Paragraph(content))
    preface += [Container("masthead", tuple(dated))] if dated else []
    if title:
        preface.append(LongTitle(tuple(title)))
    return tuple(cover), tuple(preface)


def _is_dateline(part: Part) -> bool:
    """Whether a line of the masthead says where, or where and when: the place is the instrument's own (see `metadata.marked`)."""
    places = [text_of(p.content) for p in part.content if isinstance(p, Mention) and p.kind == "location"]
    if part.piece.role != "masthead" or not places:
        return False
    return _is_marked(part, DAYS) or 2 * len(places[0]) > len(part.piece.text)


def _is_title(part: Part) -> bool:
    return part.piece.role == "title" or _is_marked(part, TITLES)


def _is_marked(part: Part, elements: frozenset[str]) -> bool:
    return any(isinstance(inline, Mark) and inline.element in elements for inline in part.content)


def _conclusions(parts: list[Part]) -> tuple[Container | Formula | Block, ...]:
    """Place and date, then signatures; from the first signature on all are signatures but for dates."""
    runs: list[tuple[str, list[Block | Container]]] = []
    signing = False
    for piece, content in parts:
        signing = signing or piece.look == "signature"
        name = "signatures" if signing and piece.look != "date" else "dateline"
        if name == "signatures" and not any(isinstance(inline, Mark) for inline in content):
            content = (Mark(content, "signature"),)
        if not runs or runs[-1][0] != name:
            runs.append((name, []))
        runs[-1][1].append(Paragraph(numbered(piece, content)))
    return tuple(Container(name, tuple(blocks)) for name, blocks in runs)
