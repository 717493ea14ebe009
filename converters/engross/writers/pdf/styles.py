"""The look of the page: three sizes, and how each role of the fair copy is set. All in points."""

from __future__ import annotations

from msgspec import Struct, structs

from engross.faircopy import Role
from engross.styles import Face, Heading, HouseStyle
from engross.writers.pdf.paragraph import Align


class Style(Struct, frozen=True, gc=False):
    """How a block is set. before and after: the white around it, of which the wider of two neighbours counts;
    face: "" or letters of "s" semibold, "b" bold, "i" italic; together: not parted from the block that follows;
    even: lines of about one length."""

    size: float
    leading: float
    before: float = 0.0
    after: float = 0.0
    face: str = ""
    align: Align = "justified"
    together: bool = False
    even: bool = False


class Sizes(Struct, frozen=True, gc=False):
    """The three sizes and their leadings."""

    body: float
    leading: float
    small: float
    small_leading: float
    title: float
    title_leading: float


_LATIN = Sizes(11.0, 14.5, 9.0, 11.8, 16.0, 20.5)
# Arabic letters are small for their size and reach far up and down; ideographs fill theirs, and want wider lines.
_GROWN = {
    **dict.fromkeys(("ar", "fa", "ur", "ps"), Sizes(13.5, 22.0, 11.0, 18.0, 19.0, 30.0)),
    **dict.fromkeys(("zh", "ja", "ko"), Sizes(10.5, 17.0, 8.5, 13.5, 15.5, 23.0)),
}
HANG_MOST, HANG_GAP = 40.0, 6.0
COLUMN_GAP = 24.0


FACES: dict[Face, str] = {
    "regular": "", "italic": "i", "semibold": "s", "semibold-italic": "si", "bold": "b", "bold-italic": "bi",
}  # fmt: skip


def sizes_of(house: HouseStyle, language: str) -> Sizes:
    """The sizes of the house, which are told for Latin letters, for a language (a tag without subtags)."""
    told = house.sizes
    latin = Sizes(told.text, told.leading, told.small, told.small_leading, told.title, told.title_leading)
    if (grown := _GROWN.get(language)) is None:
        return latin
    fields = Sizes.__struct_fields__
    return Sizes(*(round(getattr(latin, f) * getattr(grown, f) / getattr(_LATIN, f), 2) for f in fields))


def role_styles(z: Sizes, house: HouseStyle) -> dict[Role, Style]:
    """The style of each role."""
    half, heads = round(z.leading * house.text.space, 1), house.headings
    body = Style(z.body, z.leading, half, half, align=house.text.align)
    left = structs.replace(body, align="ragged")
    title = headed(Style(z.title, z.title_leading, 0.0, round(z.leading * 1.3, 1)), heads.title, z)
    return {
        "masthead": Style(z.small, z.small_leading, 0.0, 0.0, align="ragged"),
        "title": title,
        "preface": Style(z.body, z.leading, round(z.leading * 0.8, 1), 0.0, align="centred", even=True),
        "chapeau": body,
        "recital": body,
        "formula": structs.replace(body, together=True),
        "heading": headed(body, heads.division, z),
        "cross-heading": Style(z.body, z.leading, round(z.leading * 0.9, 1), half, "i", "centred", True, True),
        "clause": body,
        "continuation": structs.replace(body, before=round(half * 0.6, 1)),
        "item": structs.replace(body, before=round(half * 0.6, 1), after=round(half * 0.6, 1)),
        "paragraph": body,
        "table": Style(z.small, z.small_leading, half, half, align="ragged"),
        "dateline": structs.replace(left, before=round(z.leading * 0.9, 1), after=0.0, align="far", together=True),
        "signature": structs.replace(left, before=round(z.leading * 1.2, 1), after=0.0),
        "conclusion": body,
        "annex": headed(structs.replace(body, after=z.leading), structs.replace(heads.annex, before=0.0), z),
    }


def headed(style: Style, heading: Heading, z: Sizes) -> Style:
    """A style as that of a heading."""
    return structs.replace(
        style, before=round(z.leading * heading.before, 1), face=FACES[heading.face], align=heading.align,
        together=True, even=True,
    )  # fmt: skip
