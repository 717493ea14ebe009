"""Which paragraph style a line has, and which of Word's lists numbers it."""

from __future__ import annotations

from typing import NamedTuple

from engross.faircopy import Line
from engross.model import text_of
from engross.styles import HouseStyle

_DATELINE = 70  # characters; a dateline that is a whole sentence is set as text is
LEVELS = 9  # ISO/IEC 29500-1, 17.9.3: a list has nine levels


class Family(NamedTuple):
    """The lines that one list numbers: its name, the styles of its levels, and how wide its letters are drawn.

    least: the narrowest space for a number, in twentieths of a point; stepped: each level is set further in."""

    name: str
    styles: tuple[str, ...]
    after: str = "tab"
    least: int = 567
    stepped: bool = False
    scale: float = 1.0

    def style(self, level: int) -> str:
        """The id of the style of a level (from 0), "" where none is its own."""
        return self.styles[level] if level < len(self.styles) else ""


HEADING_LEVELS = 5


def families(house: HouseStyle) -> dict[str, Family]:
    """The families, as the house sets their numbers. Numbers of headings in the middle stand close to their words."""
    heads = house.headings
    centred = any(head.align == "centred" for head in (heads.division, heads.article, heads.section))
    least = round(house.clauses.indent * 20)
    return {
        "clause": Family("clause", tuple(f"Clause{n}" for n in range(1, LEVELS + 1)), least=least, stepped=True),
        "recital": Family("recital", ("Recital",), least=least),
        "heading": Family(
            "heading", tuple(f"Heading{n}" for n in range(1, HEADING_LEVELS + 1)),
            after="space" if centred else "tab", least=0 if centred else 567, scale=1.2,
        ),
        "annex": Family("annex", ("Annex",), after="nothing", least=0),
    }  # fmt: skip


_OF_ROLE = {"recital": "recital", "heading": "heading", "annex": "annex"}


def family_of(line: Line) -> str:
    """The name of the family whose list numbers a line."""
    return _OF_ROLE.get(line.role, "clause")


_STYLES = {
    "masthead": "Masthead", "title": "Title", "preface": "Preface", "chapeau": "Chapeau", "recital": "Recital",
    "formula": "Formula", "cross-heading": "CrossHeading", "paragraph": "BodyText", "dateline": "Dateline",
    "signature": "Signature", "conclusion": "Conclusion", "annex": "Annex", "table": "Caption",
}  # fmt: skip


def style_of(line: Line) -> str:
    """The id of the paragraph style of a line."""
    if line.role == "heading":
        return f"Heading{min(max(line.depth, 1), 5)}"
    if line.role in ("clause", "item"):
        return f"Clause{min(max(line.depth, 1), LEVELS)}"
    if line.role == "continuation":
        return f"Continuation{min(line.depth, LEVELS)}" if line.depth else "BodyText"
    if line.role == "dateline" and len(text_of(line.content)) > _DATELINE:
        return "Conclusion"
    return _STYLES[line.role]
