"""Where the body of a treaty begins, and which numbers are those of headings: seen from the numbers of the whole text."""

from __future__ import annotations

from bisect import bisect_left

from engross.languages import Language
from engross.recognise.articles import PROVISIONS
from engross.recognise.layout import ENDS, Layout
from engross.recognise.looks import DECOR

LONGEST = 90
"""Characters of a heading in a text that was not wrapped."""
OPENING = 42
"""Characters of an opening that are looked at for a lead phrase."""
NEARLY_ALL = 0.7
"""Part of the numbers of a text from which they are those of its headings."""


def numbered(layout: Layout, language: Language) -> tuple[frozenset[int], int]:
    """Rows of headings with numbers of their own ("2. Harbours and lamps"): short lines that nothing closes, above
    decimal numbers, or nearly all that the text numbers. With them, how many are of the second kind."""
    room = 0.6 * layout.width or LONGEST
    decimal, plain, count = [], [], 0
    for i, token in layout.tokens.items():
        if token.style != "d." or token.chain < 2:
            continue
        count += 1
        row = bisect_left(layout.rows, i)
        flat = layout.flats[row]
        if len(flat) > room or flat[-1] in ENDS or row + 1 >= len(layout.rows):
            continue
        below = layout.tokens.get(layout.rows[row + 1])
        if below is not None and below.style.startswith("d.d"):
            decimal.append(row)
        elif below is None and language.lead(layout.lines[i][token.end :].strip(DECOR)[:OPENING])[0] not in "RC":
            plain.append(row)
    if len(plain) < 2 or len(plain) < NEARLY_ALL * count:
        plain = []
    return frozenset([*decimal, *plain]), len(plain)


def first_article(layout: Layout) -> int:
    """The row of the article that opens the body of a treaty: what stands above it is its head and its preamble. 0 when
    there is none, or when numbered clauses stand above it (a resolution that quotes articles)."""
    if layout.body != "a":
        return 0
    for row, i in enumerate(layout.rows):
        token = layout.tokens.get(i)
        if token is None:
            continue
        if token.style in PROVISIONS:
            return row if token.value == 1 else 0
        if token.style == "d." and token.chain > 1:
            return 0
    return 0
