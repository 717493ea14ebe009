"""The style sheet of a page: one fixed part, and what print puts at the head and foot of its pages."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import NamedTuple

from engross.languages.fixed import Fixed
from engross.packaged import packaged
from engross.writers.html.escaping import css_string


class Style(NamedTuple):
    """A style sheet and its digest, by which the page's security policy lets it in."""

    sheet: str
    digest: str


def digest(inline: str) -> str:
    """The source expression of CSP 3 that lets in an inline element with exactly this content."""
    return "sha256-" + base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()


@cache
def _fixed_part() -> str:
    """page.css on one line: what is digested must be what a parser sees, whatever it makes of line ends."""
    lines = packaged("writers", "html", "page.css").decode().splitlines()
    return " ".join(line.strip() for line in lines if line and not line.startswith("/*"))


def style(words: Fixed, head: str, draft: bool) -> Style:
    """The style for pages in the language of `words`, with `head` as their running head in print; `draft` marks each."""
    before, _, rest = words.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    said = [css_string(before), "counter(page)", css_string(between), "counter(pages)", css_string(after)]
    foot = " ".join(s for s in said if s != '""')
    sheet = f"{_fixed_part()} @page {{ @bottom-center {{ content: {foot}; }} }}"
    if head:
        sheet += f" @page {{ @top-center {{ content: {css_string(head)}; }} }} @page :first {{ @top-center {{ content: none; }} }}"
    if draft:
        sheet += f" @page {{ @top-right {{ content: {css_string(words.draft)}; }} }}"
    return Style(sheet, digest(sheet))
