"""Small PDF files for the tests of the reader, drawn word by word."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEFT, SIZE, LEADING = 72.0, 11.0, 14.0
Draw = Callable[[Canvas], object]


def pdf(*pages: Iterable[Draw], **settings: object) -> bytes:
    """A file with these pages, each a list of things to draw."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, **settings)  # type: ignore[arg-type]
    for page in pages:
        for draw in page:
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def line(text: str, x: float, y: float, size: float = SIZE, font: str = "Times-Roman") -> Draw:
    """A line of text."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)

    return draw


def wrapped(text: str, width: float, size: float = SIZE) -> list[str]:
    """A text in lines that fit a width, filled greedily."""
    out: list[str] = []
    for word in text.split():
        longer = f"{out[-1]} {word}" if out else word
        if out and stringWidth(longer, "Times-Roman", size) <= width:
            out[-1] = longer
        else:
            out.append(word)
    return out


def block(
    texts: Iterable[str], x: float = LEFT, top: float = 700.0, width: float = 450.0, gap: float = 8.0,
    first: float = 0.0, size: float = SIZE,
) -> list[Draw]:  # fmt: skip
    """Paragraphs one below the other; `gap` is the space between them, `first` the indent of their first lines."""
    out: list[Draw] = []
    y = top
    for text in texts:
        rows = wrapped("_" * round(first / stringWidth("_", "Times-Roman", size)) + text, width, size)
        for n, row in enumerate(rows):
            out.append(line(row.lstrip("_"), x + (first if n == 0 else 0.0), y, size))
            y -= LEADING
        y -= gap
    return out
