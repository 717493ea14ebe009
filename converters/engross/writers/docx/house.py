"""A house style laid over the paragraph styles of the sheet: sizes, spaces, faces and sides that are not Word's affair."""

from __future__ import annotations

from msgspec import structs

from engross.styles import Align, Face, Heading, HouseStyle
from engross.writers.docx.sheet import CharacterStyle, ParagraphStyle, StyleSheet

_NATURAL = 1.15  # the lines of Times New Roman, in its size: what Word's line spacing is a multiple of
_USUAL = 5.8  # points between paragraphs for which the spaces of the sheet are made
_SIDES: dict[Align, str] = {"justified": "both", "ragged": "", "centred": "center", "far": "right"}
_SMALL = frozenset(("Masthead", "Caption", "TableText", "Header", "Footer", "FootnoteText", "TOC1", "TOC2", "TOC3"))
_INDENTED = frozenset(("BodyText", "Chapeau", "Recital", "Formula", "Conclusion"))


def housed(sheet: StyleSheet, house: HouseStyle) -> StyleSheet:
    """The sheet as the house wants it."""
    heads = house.headings
    of = {
        "Title": heads.title, "Heading1": heads.division, "Heading2": heads.article, "Annex": heads.annex,
        **dict.fromkeys(("Heading3", "Heading4", "Heading5"), heads.section),
    }  # fmt: skip
    paragraphs = []
    for style in sheet.paragraphs:
        style = _spaced(style, house)
        if style.id in of:
            style = _headed(style, of[style.id], house)
        paragraphs.append(style)
    return StyleSheet(tuple(paragraphs), tuple(_led(style, house) for style in sheet.characters))


def _spaced(style: ParagraphStyle, house: HouseStyle) -> ParagraphStyle:
    """Sizes, spaces and alignment."""
    sizes = house.sizes
    scale = sizes.leading * house.text.space / _USUAL
    changes: dict[str, object] = {
        side: None if (had := getattr(style, side)) is None else round(had * scale, 1) for side in ("before", "after")
    }
    if style.id == "Normal":
        changes["line"] = round(sizes.leading / sizes.text / _NATURAL, 3)
    elif style.id in _SMALL:
        changes |= {"size": sizes.small, "line": round(sizes.small_leading / sizes.small / _NATURAL, 3)}
    if style.align == "both" and house.text.align == "ragged":
        changes["align"] = ""
    if style.id in _INDENTED:
        changes["first"] = house.text.first_line
    if style.id == "MastheadBody":
        changes["size"] = sizes.text
    if style.id == "Masthead" and house.masthead.form == "table":
        changes |= {"rule": "", "after": 0.0}
    return structs.replace(style, **changes)


def _headed(style: ParagraphStyle, heading: Heading, house: HouseStyle) -> ParagraphStyle:
    sizes = house.sizes
    bold, italic = looks(heading.face)
    half = sizes.leading * house.text.space
    title = style.id == "Title"
    return structs.replace(
        style,
        bold=bold,
        italic=italic,
        align=_SIDES[heading.align],
        size=sizes.title if title else 0,
        line=round(sizes.title_leading / sizes.title / _NATURAL, 3) if title else None,
        before=0.0 if style.id == "Annex" else round(sizes.leading * heading.before - half, 1),
        after=round(sizes.leading * 1.3 if title else sizes.leading if style.id == "Annex" else half, 1),
    )


def _led(style: CharacterStyle, house: HouseStyle) -> CharacterStyle:
    return structs.replace(style, face=house.leads.face) if style.lead else style


def looks(face: Face) -> tuple[bool, bool]:
    """Whether a face is bold (Word has nothing between) and whether it is italic."""
    return "bold" in face, "italic" in face
