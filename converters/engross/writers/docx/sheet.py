"""What a paragraph or character style says, and the sheet of all of them, from styles.json."""

from __future__ import annotations

import json
from functools import cache

import msgspec
from msgspec import Struct

from engross.packaged import packaged
from engross.styles import Face


class ParagraphStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """A paragraph style. `before`, `after`, `size` are points; `line` is a multiple of the line; `outline` counts from 1.

    align: as Word has it, where "left" is the side where lines begin, in right-to-left text as well.
    family and depth: the indents of that level of the lists, `flush` for text without a number; rule: a thin line at
    that edge; contextual: no space between paragraphs of this style; keep: with the next paragraph; left, first: how far
    all lines and the first are indented; far: a tab to the far side."""

    id: str
    name: str
    based: str = "Normal"
    next: str = ""
    custom: bool = False
    before: float | None = None
    after: float | None = None
    line: float | None = None
    size: float = 0
    bold: bool = False
    italic: bool = False
    color: str = ""
    align: str = ""
    rule: str = ""
    contextual: bool = False
    keep: bool = False
    keep_lines: bool = False
    new_page: bool = False
    outline: int = 0
    family: str = ""
    depth: int = 0
    flush: bool = False
    first: float = 0
    left: float = 0
    far: bool = False


class CharacterStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """A character style. lead: that of lead phrases, set off by `face`, or as the script of the document does it."""

    id: str
    name: str
    custom: bool = False
    lead: bool = False
    face: Face = "italic"
    raised: bool = False
    color: str = ""


class StyleSheet(Struct, frozen=True, forbid_unknown_fields=True):
    """All styles, in the order in which Word lists them."""

    paragraphs: tuple[ParagraphStyle, ...]
    characters: tuple[CharacterStyle, ...]


@cache
def sheet() -> StyleSheet:
    """The styles, before a house has been at them."""
    raw = packaged("writers", "docx", "styles.json")
    return msgspec.convert(json.loads(raw), StyleSheet)
