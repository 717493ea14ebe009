"""Figures within a line as shapes that stand in it (ISO/IEC 29500-4, 14.1: VML), with what they tell as alternative text."""

from __future__ import annotations

from engross.figures import Bar, Figure, Moment

_WIDTH, _HEIGHT = 96.0, 8.0  # points
_UNITS = 20  # of a shape's own coordinates in a point
_INK, _LINE, _PALE = "#293d75", "#8c8c8c", "#d0d0d0"


def picture(figure: Figure, rtl: bool) -> str:
    """The run that shows a figure."""
    inner = _bar(figure) if isinstance(figure, Bar) else _moment(figure, rtl)
    return f"<w:r><w:pict>{inner}</w:pict></w:r>"


def _bar(figure: Bar) -> str:
    length = max(1.0, _WIDTH * figure.share)
    return f'<v:rect style="width:{length:.1f}pt;height:{_HEIGHT - 1.5:g}pt" alt="{figure.told}" fillcolor="{_INK}" stroked="f"/>'


def _moment(figure: Moment, rtl: bool) -> str:
    half = round(_HEIGHT * _UNITS / 2)
    whole = round(_WIDTH * _UNITS)

    def place(share: float) -> int:
        return round(half + (whole - 2 * half) * (1 - share if rtl else share))

    ticks = "".join(
        f'<v:line from="{place(t)},0" to="{place(t)},{2 * half}" strokecolor="{_PALE}" strokeweight=".5pt"/>'
        for t in figure.ticks()
    )
    at = place(figure.share)
    fill = 'fillcolor="#ffffff"' if figure.own else f'fillcolor="{_INK}"'
    return (
        f'<v:group style="width:{_WIDTH:g}pt;height:{_HEIGHT:g}pt" coordsize="{whole},{2 * half}" alt="{figure.told}">{ticks}'
        f'<v:line from="{half},{half}" to="{whole - half},{half}" strokecolor="{_LINE}" strokeweight=".5pt"/>'
        f'<v:oval style="position:absolute;left:{at - half + 20};top:20;width:{2 * half - 40};height:{2 * half - 40}" {fill}'
        f' strokecolor="{_INK}"/></v:group>'
    )
