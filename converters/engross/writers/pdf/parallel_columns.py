"""The columns of a parallel edition: each sets the text of one version, as wide as its language needs, and fills its part
of the pages."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from engross.faircopy import FairCopy, Line
from engross.model import Content, Emphasis, Note, text_of
from engross.parallel import Edition, Version
from engross.styles import HouseStyle, Paper
from engross.writers.pdf.galley import Block, Galley
from engross.writers.pdf.outline import Outline
from engross.writers.pdf.page import Composer
from engross.writers.pdf.paragraph import Measure
from engross.writers.pdf.styles import Style, sizes_of
from engross.writers.pdf.tags import Element
from engross.writers.pdf.typefaces import IDEOGRAPH, Fonts

GUTTER = 24.0
_SCALE, _ARABIC_SCALE = 0.87, 0.78
"""Of the sizes of the house: a measure so narrow wants smaller letters, and those of Arabic are set larger than others."""
_ARABIC = frozenset(("ar", "fa", "ur", "ps"))
_LETTER = 0.46
"""The width of a letter in ems; that of an ideograph is one."""
_LEAST, _NARROWEST = 0.72, 216.0
"""The narrowest column: in even shares, and in points."""
_RAGGED, _EVEN = 150.0, 240.0
"""Measures below which lines are ragged here, and above which they are even anywhere."""


def _narrowed(house: HouseStyle, language: str) -> HouseStyle:
    """A house style, its sizes suited to a column in a language, and without what needs the width of a sheet."""
    scale = _ARABIC_SCALE if language in _ARABIC else _SCALE
    sizes = {name: round(getattr(house.sizes, name) * scale, 2) for name in house.sizes.__struct_fields__}
    return structs.replace(
        house,
        sizes=structs.replace(house.sizes, **sizes),
        masthead=structs.replace(house.masthead, form="lines"),
        signatures=structs.replace(house.signatures, columns=1),
    )


class ColumnGalley(Galley):
    """Sets the lines of one version in its cells; all columns of an edition share their fonts and levels of headings."""

    def __init__(
        self, version: Version, house: HouseStyle, outline: Outline, width: float, fonts: Fonts | None
    ) -> None:
        language = version.copy.words.tag.partition("-")[0]
        super().__init__(version.copy, _narrowed(house, language), outline.root, width, width)
        if fonts is not None:
            self.fonts = Fonts(self.language, self.arabic)
            self.fonts.used, self.fonts.missing = fonts.used, fonts.missing
        self.whole: FairCopy = version.copy
        self.prefix = version.prefix
        self._outline = outline

    def cell(self, lines: tuple[Line, ...], element: Element) -> list[Block]:
        """The blocks of some lines, in the cell `element`; a remark where there are none."""
        outline = self._outline
        outline.root, outline.divisions = element, []
        outline.leave()
        self.blocks = []
        if not lines:
            absent: Content = (Emphasis("i", (f"[{self.whole.words.absent}]",)),)
            style = structs.replace(self.styles["table"], before=self.styles["clause"].before)
            self.block(absent, style, Element("P", element), 0.0)
            return self.blocks
        self.copy = structs.replace(self.whole, lines=lines)
        return self.set()

    def measure(self, width: float, style: Style, indent: float = 0.0) -> Measure:
        """The measure of a block: ragged only where it is far too narrow, for columns side by side should look alike."""
        if width < _RAGGED:
            return super().measure(width, style, indent)
        return structs.replace(super().measure(max(width, self.column, _EVEN), style, indent), width=width)

    def note(self, note: Note, width: float) -> list[Block]:
        """The blocks of a note, named as one of this version."""
        out = super().note(note, width)
        element = out[0].element.parent
        assert element is not None
        element.identity = out[0].eid = self.prefix + out[0].eid
        return out


class Column(Composer):
    """Fills the column of one version, page by page, from where the last row ended."""

    def __init__(self, galley: ColumnGalley, paper: Paper) -> None:
        super().__init__(paper, 1, galley.note)
        self.galley = galley
        self.after = 0.0

    @property
    def page(self) -> int:
        """The page being filled, from 0."""
        return len(self.pages) - 1

    def least(self, blocks: Sequence[Block]) -> float:
        """What the beginning of a cell needs to stand on a page."""
        return self._needed(list(blocks), 0, 0.0) if blocks else 0.0

    def set_row(self, blocks: list[Block], gap: float) -> None:
        """Set a cell, `gap` below the row before it."""
        for n, block in enumerate(blocks):
            if n:
                gap = max(block.before, blocks[n - 1].after)
                if not self.frame.empty and self._needed(blocks, n, gap) > self.frame.room:
                    self._turn(blocks, n)
                    gap = 0.0
            self.frame.y -= gap
            self._place(blocks, n)
        self.after = blocks[-1].after if blocks else 0.0

    def go_to(self, page: int) -> None:
        """Turn pages up to `page`."""
        while self.page < page:
            self._next_frame()
            self.after = 0.0

    def finish(self) -> None:
        """Give what is left of the notes pages of their own."""
        self._flush_notes()


def columns_of(edition: Edition, house: HouseStyle, sheet: Paper, outline: Outline) -> list[Column]:
    """The columns from left to right as they stand on the sheet, in the order of the versions."""
    count = len(edition.versions)
    widths = _widths(edition, house, sheet.width - sheet.left - sheet.right - (count - 1) * GUTTER)
    leftward = edition.versions[0].copy.words.direction == "rtl"
    out: list[Column] = []
    for n, (version, width) in enumerate(zip(edition.versions, widths, strict=True)):
        before = widths[n + 1 :] if leftward else widths[:n]
        left = sheet.left + sum(before) + len(before) * GUTTER
        galley = ColumnGalley(version, house, outline, width, out[0].galley.fonts if out else None)
        out.append(Column(galley, structs.replace(sheet, left=left, right=sheet.width - left - width)))
    return out


def _widths(edition: Edition, house: HouseStyle, room: float) -> list[float]:
    """What each column has of the sheet: more for a language that takes more space, within bounds."""
    even = room / len(edition.versions)
    least = max(even * _LEAST, min(even, _NARROWEST))
    areas = [_area(version, house) for version in edition.versions]
    widths = [max(least, room * area / sum(areas)) for area in areas]
    over = sum(widths) - room
    spare = sum(width - least for width in widths) or 1.0
    return [round(width - over * (width - least) / spare, 2) for width in widths]


def _area(version: Version, house: HouseStyle) -> float:
    """The space that the text of a version takes, in square points or so."""
    words = version.copy.words
    language = words.tag.partition("-")[0]
    sizes = sizes_of(_narrowed(house, language), language)
    text = "".join(text_of(line.content) for line in version.copy.lines)
    return (len(text) * _LETTER + len(IDEOGRAPH.findall(text)) * (1 - _LETTER) + 1) * sizes.body * sizes.leading
