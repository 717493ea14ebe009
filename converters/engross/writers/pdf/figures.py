"""Figures within a line, drawn: bars, and moments on a scale of time. Lengths in points."""

from __future__ import annotations

from engross.figures import BAR, Bar, Figure, Moment

_INK, _PALE, _LINE = "0.16 0.24 0.46", "0.82", "0.55"
_PAD = 3.0  # above and below the lines of a cell: ticks reach from row to row


def figure_drawing(figure: Figure, x: float, y: float, width: float, size: float, leading: float, rtl: bool) -> str:
    """What draws a figure where its characters would take `width`, on the baseline `y`, in text of `size`."""
    if isinstance(figure, Bar):
        return _bar(figure, x, y, width, size, rtl)
    return _moment(figure, x, y, width, size, leading, rtl)


def _bar(figure: Bar, x: float, y: float, width: float, size: float, rtl: bool) -> str:
    shown = max(1, round(figure.share * BAR))
    whole = width / shown * BAR
    length = whole * figure.share
    left = x + width - length if rtl else x
    return f"{_INK} rg {left:.2f} {y - size * 0.02:.2f} {length:.2f} {size * 0.68:.2f} re f"


def _moment(figure: Moment, x: float, y: float, width: float, size: float, leading: float, rtl: bool) -> str:
    radius = size * 0.32
    start, length = x + radius, width - 2 * radius
    middle = y + size * 0.3

    def place(share: float) -> float:
        return start + length * (1 - share if rtl else share)

    low, high = y + size * 0.25 - leading / 2 - _PAD, y + size * 0.25 + leading / 2 + _PAD
    out = [f"{_PALE} G 0.5 w"]
    out += [f"{place(tick):.2f} {low:.2f} m {place(tick):.2f} {high:.2f} l S" for tick in figure.ticks()]
    out.append(f"{_LINE} G 0.4 w {start:.2f} {middle:.2f} m {start + length:.2f} {middle:.2f} l S")
    at = place(figure.share)
    diamond = (
        f"{at - radius:.2f} {middle:.2f} m {at:.2f} {middle + radius:.2f} l "
        f"{at + radius:.2f} {middle:.2f} l {at:.2f} {middle - radius:.2f} l h"
    )
    out.append(f"{_INK} RG 1 g 0.9 w {diamond} B" if figure.own else f"{_INK} rg {diamond} f")
    return " ".join(out)
