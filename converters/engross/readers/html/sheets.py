"""What the style elements of a page say of its lists, in the shapes that word processors and simple pages write:
`ol.name{list-style-type:…}` and `.name>li:before{content:"(" counter(x,lower-latin) ") "}`."""

from __future__ import annotations

import re
from typing import NamedTuple

from engross.readers.html.page import string
from engross.xml import Element

LIST = re.compile(r"(?:[ou]l)?\.([\w-]+)$")
BEFORE = re.compile(r"(?:[ou]l)?\.([\w-]+)\s*>\s*li::?before$")
STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.I)
CONTENT = re.compile(r"content\s*:\s*([^;]+)", re.I)
PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|counter\(\s*([\w-]+)\s*(?:,\s*([\w-]+)\s*)?\)", re.I)


class Shown(NamedTuple):
    """A part of a label: words, or a counter (by name) in a style."""

    words: str
    counter: str = ""
    style: str = ""


class Lists(NamedTuple):
    """By class: the counter style of a list, and the parts of the label before its items."""

    styles: dict[str, str]
    labels: dict[str, tuple[Shown, ...]]


def lists_of(root: Element) -> Lists:
    """What the style elements of a page say; rules within others (for print, for narrow screens) are not read."""
    known = Lists({}, {})
    for element in root.iter("style"):
        first, *rest = string(element).split("/*")
        css = first + " ".join(part.partition("*/")[2] for part in rest)
        depth = 0
        for part in css.split("}"):
            opened = part.count("{")
            if not depth and opened == 1:
                selectors, _, body = part.partition("{")
                for selector in selectors.split(","):
                    _take(selector.strip(), body, known)
            depth = max(0, depth + opened - 1)
    return known


def _take(selector: str, body: str, known: Lists) -> None:
    if (found := LIST.fullmatch(selector)) and (style := STYLE.search(body)):
        known.styles[found[1]] = style[0]
    elif (found := BEFORE.fullmatch(selector)) and (content := CONTENT.search(body)) and "counter(" in content[1]:
        parts = [Shown(m[1] or m[2] or "", m[3] or "", m[4] or "decimal") for m in PART.finditer(content[1])]
        known.labels[found[1]] = tuple(parts)
