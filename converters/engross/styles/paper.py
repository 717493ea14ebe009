"""Paper: the sheets that there are, with the margins that suit them or those of the house. All in points."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, structs

from engross.styles.style import HouseStyle

PaperName = Literal["a4", "letter"]


class Paper(Struct, frozen=True, gc=False):
    """A sheet and its margins."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float


PAPERS: dict[PaperName, Paper] = {
    "a4": Paper(595.28, 841.89, 86.0, 86.0, 84.0, 82.0),
    "letter": Paper(612.0, 792.0, 93.0, 93.0, 80.0, 78.0),
}
RUNNING_HEAD, FOOT = 46.0, 44.0
"""Baselines of the head and the foot of a page, from the upper and lower edge of the sheet."""


def paper_of(name: PaperName, house: HouseStyle) -> Paper:
    """The sheet with the margins of the house, or those that suit it."""
    paper, margins = PAPERS[name], house.margins
    sides = {"left": margins.sides, "right": margins.sides, "top": margins.top, "bottom": margins.bottom}
    return structs.replace(paper, **{side: width for side, width in sides.items() if width is not None})
