"""Names of WordprocessingML, and how its properties are written."""

from __future__ import annotations

from engross.xml import Element

NS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R_NS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M_NS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VAL = NS + "val"
OFF = frozenset(("0", "false", "off"))
TWIPS = 20
"""Twentieths of a point."""


def value(parent: Element | None, name: str, attribute: str = VAL) -> str | None:
    """The value of a child element, None when there is none."""
    child = parent.find(NS + name) if parent is not None else None
    return None if child is None else child.get(attribute)


def whole(text: str | None) -> int | None:
    """A whole number, None for what is none."""
    try:
        return int(text) if text else None
    except ValueError:
        return None


def on(element: Element | None) -> bool | None:
    """An on-off property: None when it is not there."""
    return None if element is None else element.get(VAL, "1").lower() not in OFF
