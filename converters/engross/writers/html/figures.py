"""Figures within a line as inline SVG, named for those who do not see them."""

from __future__ import annotations

from engross.figures import Bar, Figure, Moment

_WIDTH, _HEIGHT = 160, 12


def svg(figure: Figure, rtl: bool) -> str:
    """The figure in the colour of the text around it."""
    inner = _bar(figure, rtl) if isinstance(figure, Bar) else _moment(figure, rtl)
    return (
        f'<svg role="img" aria-label="{figure.told}" width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f"{inner}</svg>"
    )


def _bar(figure: Bar, rtl: bool) -> str:
    length = round(_WIDTH * figure.share, 1)
    left = _WIDTH - length if rtl else 0
    return f'<rect x="{left:g}" y="1" width="{length:g}" height="10" fill="currentColor" opacity=".75"/>'


def _moment(figure: Moment, rtl: bool) -> str:
    half = _HEIGHT / 2

    def place(share: float) -> float:
        return round(half + (_WIDTH - _HEIGHT) * (1 - share if rtl else share), 1)

    ticks = "".join(f"M{place(tick):g} 0V{_HEIGHT}" for tick in figure.ticks())
    at = place(figure.share)
    fill = 'fill="none" stroke="currentColor"' if figure.own else 'fill="currentColor"'
    return (
        f'<path d="{ticks}" stroke="currentColor" opacity=".25"/>'
        f'<path d="M{half:g} {half:g}H{_WIDTH - half:g}" stroke="currentColor" opacity=".5"/>'
        f'<path d="M{at - 4:g} {half:g}l4-4 4 4-4 4z" {fill}/>'
    )
