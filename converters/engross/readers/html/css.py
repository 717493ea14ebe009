"""What the style attribute and the class of an element say of how it is laid out (no style sheet is read)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engross.model import EmphasisKind
from engross.readers.html.furniture import known

KEPT_SPACE = re.compile(r"white-space(?:-collapse)?\s*:\s*(?:pre|preserve|break-spaces)", re.I)
BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.I)
ROW = re.compile(r"display\s*:\s*(?:inline-)?(?:flex|grid)", re.I)
ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I)
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)


def _says(attributes: Mapping[str, str], pattern: re.Pattern[str], kind: str) -> bool:
    style = attributes.get("style")
    if style and pattern.search(style):
        return True
    classes = attributes.get("class")
    if not classes:
        return False
    words = known().kept[kind]
    return any(word in words for word in classes.split())


def is_block(attributes: Mapping[str, str]) -> bool:
    """Whether an element stands on lines of its own, whatever its name."""
    return _says(attributes, BLOCK, "block")


def is_row(attributes: Mapping[str, str]) -> bool:
    """Whether each child of an element is a block, whatever its name (CSS Flexbox 1, 4; CSS Grid 1, 6)."""
    return _says(attributes, ROW, "row")


def keeps_space(attributes: Mapping[str, str]) -> bool:
    """Whether line ends of the file are line ends of the page."""
    return _says(attributes, KEPT_SPACE, "white_space")


def face(attributes: Mapping[str, str]) -> EmphasisKind | None:
    """The emphasis that a style attribute gives, None for none."""
    style = attributes.get("style")
    if not style or "font-" not in style:
        return None
    return "i" if ITALIC.search(style) else "b" if BOLD.search(style) else None
