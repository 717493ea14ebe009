"""The style sheet of a page: one fixed part, that of the house, and what print puts at the head and foot of its pages."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from engross.languages.fixed import Fixed
from engross.packaged import packaged
from engross.styles import HouseStyle, PaperName, parted
from engross.writers.html.escaping import css_string
from engross.writers.html.house import house_css
from engross.writers.html.scripts import script_css

_COUNTERS = {"page": "counter(page)", "pages": "counter(pages)"}


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


def style(
    words: Fixed, values: Mapping[str, str], draft: bool, house: HouseStyle = HouseStyle(), paper: PaperName = "a4"  # noqa: B008
) -> Style:  # fmt: skip
    """The style for pages in the language of `words`; on paper, `draft` marks each, and their heads and feet have the
    `values` of the fields that are known before there are pages."""
    running = house.running
    near, far, foot = (_content(text, words, values) for text in (running.near, running.far, running.foot))
    sides = ("@top-right", "@top-left") if words.direction == "rtl" else ("@top-left", "@top-right")
    boxes = "".join(f" {side} {{ content: {said}; }}" for side, said in zip(sides, (near, far), strict=True) if said)
    sheet = f"{_fixed_part()} {script_css()} {house_css(house, paper)}"
    if foot:
        sheet += f" @page {{ @bottom-center {{ content: {foot}; }} }}"
    if boxes:
        sheet += f" @page {{{boxes} }}"
        if not running.first_page:
            sheet += " @page :first { @top-left { content: none; } @top-right { content: none; } }"
    if draft:
        sheet += f" @page {{ @top-center {{ content: {css_string(words.draft)}; }} }}"
    return Style(sheet, digest(sheet))


def _content(text: str, words: Fixed, values: Mapping[str, str]) -> str:
    """A text of the furniture as the value of the property `content`, "" for nothing."""
    out = []
    for before, field in parted(text.replace("{page-of-pages}", words.page)):
        out += [before, values.get(field, "") if field not in _COUNTERS else _COUNTERS[field]]
    said = [part if part in _COUNTERS.values() else css_string(part) for part in out if part]
    return " ".join(said)
