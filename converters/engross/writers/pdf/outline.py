"""Where in the structure the next line goes: divisions without a gap in their levels, lists within lists."""

from __future__ import annotations

import re

from engross.faircopy import Line
from engross.writers.pdf.tags import Element

_ROMAN = re.compile(r"[ivxlc]+|[IVXLC]+")


class Outline:
    """Where in the structure the next line goes: the open divisions and the open lists."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.divisions: list[tuple[int, Element]] = []
        self.lists: list[tuple[int, Element, Element]] = []
        self.annex = 0
        self.level = 0
        self.titled = 0
        self.last = root

    @property
    def division(self) -> Element:
        """The innermost open division."""
        return self.divisions[-1][1] if self.divisions else self.root

    def leave(self) -> None:
        """Close all lists."""
        self.lists.clear()

    def heading(self, role: str, level: int) -> Element:
        """The element of a heading; a real one opens a division. No level is skipped (ISO 14289-1, 7.4.2).

        Under a title divisions begin at the second level, and annexes stand beside them."""
        self.leave()
        if role == "annex":
            self.divisions, self.annex = [], 1
            self._open(0, self.root)
        elif role == "heading":
            while self.divisions and self.divisions[-1][0] >= level:
                self.divisions.pop()
            self._open(level, self.division)
        if role == "title" and not self.annex:
            self.titled = wanted = 1
        else:
            wanted = self.titled + self.annex + level - (role == "annex")
        self.last = Element(f"H{min(wanted, self.level + 1, 6)}", self.division)
        return self.last

    def _open(self, level: int, parent: Element) -> None:
        self.divisions.append((level, Element("Sect", parent)))

    def headed(self, element: Element) -> None:
        """Take note that a heading has words; one without leaves no trace."""
        self.level = int(element.tag[1:])

    def inside(self, depth: int) -> Element:
        """The element that text of a depth, without a number of its own, belongs to."""
        while self.lists and self.lists[-1][0] > depth:
            self.lists.pop()
        return self.lists[-1][2] if self.lists and depth else self.division

    def item(self, line: Line, goes_on: bool) -> tuple[Element, Element | None]:
        """The elements of the text and of the label of a list item; `goes_on`: more follows inside it."""
        within = self.inside(line.depth)
        if self.lists and self.lists[-1][0] == line.depth:
            parent = self.lists.pop()[1]
        else:
            numbering = _numbering(line.label)
            parent = Element("L", within, f"/A<</O/List/ListNumbering/{numbering}>>" if numbering else "")
        item = Element("LI", parent)
        label = Element("Lbl", item) if line.label else None
        body = Element("LBody", item)
        self.lists.append((line.depth, parent, body))
        return (Element("P", body) if goes_on else body), label


def _numbering(label: str) -> str:
    """The kind of a list by its first label, as ListNumbering names it (ISO 32000-1, table 347)."""
    token = label.strip("()[]. -\u2013\u2014:;")
    if token.isascii() and token.isdigit():
        return "Decimal"
    if _ROMAN.fullmatch(token) and (len(token) > 1 or token in "iI"):
        return "LowerRoman" if token.islower() else "UpperRoman"
    if token.isascii() and token.isalpha() and len(token) == 1:
        return "LowerAlpha" if token.islower() else "UpperAlpha"
    return "Decimal" if any(c.isdigit() for c in token) else ""
