"""Running heads and feet, and page numbers: what comes back at the same height from page to page."""

from __future__ import annotations

import re
from collections import Counter

from engross.readers.pdf.pieces import Page, Piece
from engross.readers.pdf.rows import levels

OUTER = 4
"""Heights from the top and from the foot of a page at which furniture stands."""
NEAR = 4.0
"""Points within which a height is the same on another page."""
COMES_BACK = 2
"""Pages on which a line stands at one height that is furniture."""
MOST = 5
"""Rows of a page that come back and are furniture, at most."""
DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"[-–—|\[(]?\s*(?:(?:page|página|seite|pág|страница|صفحة|p)\.?\s*)?(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:/|of|de|sur|von|из|out of)\s*\d{1,4})?\s*[-–—|\])]?$",
    re.I,
)
LETTERS = re.compile(r"[^\W\d_]{2}")


class Heads:
    """The furniture of a whole file, known when all of its pages were seen."""

    def __init__(self, pages: list[Page]) -> None:
        self.seen: Counter[tuple[str, str, int]] = Counter()
        for page in pages:
            keys = set()
            for side, run in outer(page):
                text = _text(run)
                for row in _heights(run[0].base):
                    keys.add((side, _form(text), row))
            self.seen.update(keys)

    def of(self, page: Page) -> dict[int, str]:
        """What furniture the pieces of a page are, by their place in the page's list."""
        out: dict[int, str] = {}
        for n, piece in enumerate(page.pieces):
            if piece.aside and not piece.turned:
                side = "header" if piece.base > page.height / 2 else "footer"
                out[n] = "page number" if PAGE_NUMBER.match(piece.text) else side
        tagged = dict(out)
        where = {id(piece): n for n, piece in enumerate(page.pieces)}
        first: dict[str, bool] = {"header": True, "footer": True}
        repeated = 0
        rows = outer(page)
        for side, run in rows:
            text = _text(run)
            again = max(self.seen[(side, _form(text), row)] for row in _heights(run[0].base))
            name = ""
            if PAGE_NUMBER.match(text) and (first[side] or again >= COMES_BACK) and not _roman_alone(text, again):
                name = "page number"
            elif again >= COMES_BACK and LETTERS.search(text):
                name = side
            if not name:
                first[side] = False
                continue
            repeated += name in first
            for piece in run:
                out[where[id(piece)]] = name
        if repeated > MOST or len(out) == len(page.pieces):
            # The same page again, or one with nothing else on it, is text.
            return {n: name for n, name in out.items() if name not in first} | tagged
        return out


def outer(page: Page) -> list[tuple[str, list[Piece]]]:
    """The heights at the top of a page, from the top, and those at its foot, from the foot."""
    rows = levels([piece for piece in page.pieces if not (piece.turned or piece.aside)])
    above = rows[:OUTER]
    below = rows[len(above) :][-OUTER:]
    return [("header", run) for run in above] + [("footer", run) for run in reversed(below)]


def _text(run: list[Piece]) -> str:
    return " ".join([piece.text for piece in run])


def _form(text: str) -> str:
    return DIGITS.sub("#", text).casefold()


def _heights(base: float) -> tuple[int, int]:
    """The two steps of height that a baseline may be counted at."""
    return round(base / NEAR), round(base / NEAR + 0.5) + 100_000


def _roman_alone(text: str, again: int) -> bool:
    """Whether a text may be a word or a heading, not a number ("I", "mix")."""
    return not any(map(str.isdigit, text)) and again < COMES_BACK
