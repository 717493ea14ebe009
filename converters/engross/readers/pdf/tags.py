"""What the tags of a page say (ISO 32000-1, 14.8): which paragraph words belong to, headings, and cells of tables."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

DEEPEST, MOST = 80, 50_000
"""Elements inside one another, and elements of a page, beyond which tags are not followed."""
PARAGRAPHS = frozenset(("P", "LI", "TD", "TH", "Note", "FENote", "Caption", "TOCI", "Title", "BibEntry"))
ROWS, CELLS = "TR", ("TD", "TH")
HEADINGS = {f"H{n}": n for n in range(1, 10)} | {"H": 1}


class Tag(NamedTuple):
    """Where words stand. `paragraph` numbers the paragraphs of a page from 1; `heading` is the level of a heading, 0 for
    none; `table`, `row` and `column` number its tables, rows and cells from 1, 0 outside of tables."""

    paragraph: int
    heading: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    head: bool = False


def tags_of(page: Any) -> dict[int, Tag]:
    """The tag of each marked content of a loaded page, by its identifier."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    try:
        reading = _Reading()
        for n in range(max(pdfium.FPDF_StructTree_CountChildren(tree), 0)):
            if element := pdfium.FPDF_StructTree_GetChildAtIndex(tree, n):
                reading.read(element, Tag(0), 0)
        return reading.tags
    finally:
        pdfium.FPDF_StructTree_Close(tree)


class _Reading:
    def __init__(self) -> None:
        self.tags: dict[int, Tag] = {}
        self.paragraphs = 0
        self.tables = 0
        self.rows = 0
        self.left = MOST
        self.name = ctypes.create_string_buffer(64)

    def kind(self, element: Any) -> str:
        size = pdfium.FPDF_StructElement_GetType(element, self.name, 64)
        return self.name.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")

    def opened(self, tag: Tag) -> Tag:
        self.paragraphs += 1
        return tag._replace(paragraph=self.paragraphs)

    def read(self, element: Any, tag: Tag, depth: int, first: bool = False) -> None:
        """Takes an element that stands in `tag`; `first`: it is the first of a list item, whose paragraph it goes on."""
        self.left -= 1
        if depth > DEEPEST or self.left < 0:
            return
        kind = self.kind(element)
        if kind in HEADINGS:
            tag = self.opened(tag)._replace(heading=HEADINGS[kind])
        elif kind in PARAGRAPHS and not first:
            tag = self.opened(tag)
        if kind == "Table" and not tag.table:
            self.tables += 1
            tag = tag._replace(table=self.tables)
        self._children(element, kind, tag, depth)

    def _children(self, element: Any, kind: str, tag: Tag, depth: int) -> None:
        columns = 0
        fresh = kind in ("LBody", "LI")
        for n in range(max(pdfium.FPDF_StructElement_CountChildren(element), 0)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, n)
            if not child:
                # Content of this page (others have the same numbers), or something of another.
                marked = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, n)
                if marked >= 0:
                    self.tags.setdefault(marked, tag)
                continue
            inner, own = self.kind(child), tag
            if inner == ROWS and tag.table:
                self.rows += 1
                own = tag._replace(row=self.rows)
            elif inner in CELLS and tag.row:
                columns += 1
                own = tag._replace(column=columns, head=inner == "TH")
            self.read(child, own, depth + 1, fresh and inner in ("P", "LBody", "Lbl"))
            if inner in ("P", "L"):
                fresh = False
