"""Small figures within a line: a bar, a moment on a scale of time.

In the tree, and in its record, a figure is an inline whose name says what it shows and whose text shows it in characters,
so that what cannot draw still shows something. Laid-out formats draw it."""

from __future__ import annotations

import re
from typing import NamedTuple

from engross.model import Mark

BAR, SCALE = 16, 20
"""Characters of the longest bar, and of the scale."""
_BAR = re.compile(r"bar (\d+)/(\d+)")
_MOMENT = re.compile(r"moment (\d{4}(?:-\d\d-\d\d)?) (\d{4}(?:-\d\d-\d\d)?)/(\d{4}(?:-\d\d-\d\d)?)( own)?")


class Bar(NamedTuple):
    """How many, where the longest bar is `most`."""

    number: int
    most: int

    @property
    def share(self) -> float:
        """The length of the bar, where that of the longest is 1."""
        return min(1.0, self.number / self.most) if self.most else 0.0

    @property
    def told(self) -> str:
        """What is said of the figure to those who do not see it."""
        return str(self.number)


class Moment(NamedTuple):
    """A day or a year (ISO 8601) on a scale from one to another. own: that of the document itself."""

    day: str
    first: str
    last: str
    own: bool = False

    @property
    def share(self) -> float:
        """Where it stands on the scale, from 0 to 1."""
        start, length = years(self.first), years(self.last) - years(self.first)
        return min(1.0, max(0.0, (years(self.day) - start) / length)) if length > 0 else 0.0

    @property
    def told(self) -> str:
        """What is said of the figure to those who do not see it."""
        return self.day

    def ticks(self) -> list[float]:
        """Where round years stand on the scale: every one, or every so many that ten are enough."""
        start, end = years(self.first), years(self.last)
        step = next((s for s in (1, 2, 5, 10, 20, 50, 100) if (end - start) / s <= 10), 500)
        begin = -(-int(start * 1000) // (step * 1000)) * step
        length = end - start
        return [(year - start) / length for year in range(begin, int(end) + 1, step)] if length > 0 else []


Figure = Bar | Moment


def drawn(figure: Figure) -> Mark:
    """A figure as an inline of the tree."""
    if isinstance(figure, Bar):
        text = "■" * max(1, round(figure.share * BAR)) if figure.number else "·"
        return Mark((text,), "inline", name=f"bar {figure.number}/{figure.most}")
    place = round(figure.share * (SCALE - 1))
    text = "·" * place + ("◇" if figure.own else "◆") + "·" * (SCALE - 1 - place)
    return Mark(
        (text,), "inline", name=f"moment {figure.day} {figure.first}/{figure.last}{' own' if figure.own else ''}"
    )


def figure_of(mark: Mark) -> Figure | None:
    """The figure that an inline is, None for any other."""
    if mark.element != "inline":
        return None
    if found := _BAR.fullmatch(mark.name):
        return Bar(int(found[1]), int(found[2]))
    if found := _MOMENT.fullmatch(mark.name):
        return Moment(found[1], found[2], found[3], bool(found[4]))
    return None


def years(date: str) -> float:
    """A date, or a year, in years."""
    year, month, day = [*map(int, date.split("-")), 1, 1][:3]
    return year + (month - 1) / 12 + (day - 1) / 365
