"""Dresses pieces: puts every date, citation, name and duty in its place in their texts, and says what the instrument is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from engross.diagnostics import Diagnostic
from engross.languages import index, names
from engross.model import Content, Metadata
from engross.recognise import inlines_dated, metadata
from engross.recognise.entities import Entities
from engross.recognise.inlines import Inlines
from engross.recognise.inlines_nesting import contents_of

if TYPE_CHECKING:
    from engross.recognise.pieces import Piece


class Dressed(Struct, frozen=True):
    """The texts of the pieces with their inlines, one content a piece, and what they say of the whole."""

    contents: list[Content]
    metadata: Metadata
    found: tuple[Diagnostic, ...] = ()


def dress(pieces: Sequence[Piece], language_code: str) -> Dressed:
    """What the pieces of one document say. `language_code` is ISO 639-1; a lead phrase, if any, opens its content.

    The visible text of each content is that of its piece."""
    table = names.load(language_code)
    entities = Entities(table)
    inlines = Inlines(pieces, table, entities, metadata.own_actor(pieces, table))
    inlines.read()
    known = metadata.read(pieces, inlines, table)
    found = inlines_dated.addressed(metadata.marked(inlines, known), inlines, known)
    made = known.metadata(entities, index()[language_code].iso3 if language_code in index() else "und")
    # what was named only inside the name of something else is nobody's concern
    named = {key for f in found for key in (f.value, f.entity)} | {made.author, made.publisher, *made.participants}
    kept = tuple(entity for entity in entities.all() if entity.key in named)
    return Dressed(contents_of(pieces, found), structs.replace(made, entities=kept))
