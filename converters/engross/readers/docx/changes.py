"""Tracked changes: taken as made, as not made, or refused."""

from __future__ import annotations

from typing import Literal

from engross.diagnostics import UnreadableError
from engross.readers.docx.names import NS
from engross.xml import Element

Wish = Literal["accept", "reject", "refuse"]
INSERTED = frozenset((NS + "ins", NS + "moveTo"))
DELETED = frozenset((NS + "del", NS + "moveFrom"))


class Changes:
    """Decides what of a changed text is read, and counts the changes met."""

    def __init__(self, wish: Wish, name: str) -> None:
        self.wish = wish
        self.name = name
        self.inserted = self.deleted = 0

    def kept(self, element: Element) -> bool:
        """Whether what a w:ins, w:del, w:moveFrom or w:moveTo holds is read. Raises UnreadableError when refused."""
        return self._kept(element.tag in INSERTED)

    def _kept(self, inserted: bool) -> bool:
        if self.wish == "refuse":
            raise UnreadableError(
                f"{self.name}: it has tracked changes: accept or reject them in Word, or say which (changes: accept, reject)"
            )
        if inserted:
            self.inserted += 1
        else:
            self.deleted += 1
        return inserted == (self.wish == "accept")

    def joins(self, mark: Element) -> bool:
        """Whether a paragraph whose mark has these properties goes on in the next: its end was deleted, or not made."""
        return any(child.tag in INSERTED | DELETED and not self.kept(child) for child in mark)

    def row_kept(self, properties: Element | None) -> bool:
        """Whether a row of a table with these properties is there."""
        if properties is None:
            return True
        return all(self.kept(child) for child in properties if child.tag in INSERTED | DELETED)

    def properties(self, element: Element | None) -> Element | None:
        """The properties that hold: those of before, where a change of them is rejected."""
        if element is None or self.wish == "accept":
            return element
        for child in element:
            if child.tag in (NS + "pPrChange", NS + "rPrChange"):
                if self.wish == "refuse":
                    self._kept(True)
                before = child.find(NS + ("pPr" if child.tag == NS + "pPrChange" else "rPr"))
                if before is not None:
                    # The mark of a paragraph and its section stand outside of what was changed.
                    for kept in element:
                        if kept.tag in (NS + "rPr", NS + "sectPr"):
                            before.append(kept)
                return before
        return element
