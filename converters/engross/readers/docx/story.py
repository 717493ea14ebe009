"""One story of a Word file (its main text, a note, a page head) read from the top down into the lines of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from engross.model import EmphasisKind
from engross.readers.docx.inlines import DELETED, INSERTED, Inlines, chosen
from engross.readers.docx.names import MC, NS, value, whole
from engross.readers.docx.numbering import Label
from engross.readers.docx.styles import BODY_LEVEL, ParagraphStyle, face_of, indent_of
from engross.readers.docx.words import Words, joined
from engross.recognise.sheet import Line
from engross.xml import Element

if TYPE_CHECKING:
    from engross.readers.docx.document import Document

BOLD_HEADING = 120
"""Characters up to which a line in bold, without a stop, is a heading."""
TITLE = "title"
"""The name of the style that Word sets titles in."""
NO_HEADING_ENDS = ".;,:"


class Story(Inlines):
    """Reads the blocks of one part into lines."""

    def __init__(self, document: Document, part: str, where: str = "") -> None:
        super().__init__(document, part, where)
        self.lines: list[Line] = []

    def read(self, parent: Element) -> list[Line]:
        """The lines of all blocks in an element, in order."""
        self._blocks(parent)
        self._flush()
        return self.lines

    def _blocks(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == NS + "p":
                self._paragraph(child)
            elif tag == NS + "tbl":
                self.document.tables.read(child, self)
            elif tag == NS + "sdt":
                self._block_control(child)
            elif tag == NS + "customXml" or tag == NS + "sdtContent":
                self._blocks(child)
            elif tag in INSERTED or tag in DELETED:
                if self.document.changes.kept(child):
                    self._blocks(child)
            elif tag == MC + "AlternateContent":
                self._blocks(chosen(child))
            elif tag == NS + "altChunk" or tag == NS + "subDoc":
                self.unread(child)

    def _block_control(self, element: Element) -> None:
        inner = element.find(NS + "sdtContent")
        if inner is not None and not self.placeholder(element):
            self._blocks(inner)

    def _paragraph(self, element: Element) -> None:
        document = self.document
        self.paragraphs += not self.where
        properties = document.changes.properties(element.find(NS + "pPr"))
        self.style = document.styles.paragraph(value(properties, "pStyle") or "")
        listing = self.fields.listing
        self.inlines(element)
        mark = properties.find(NS + "rPr") if properties is not None else None
        if mark is None or not document.changes.joins(mark):
            self._end(properties, mark, listing or self.fields.listing)
        section = properties.find(NS + "sectPr") if properties is not None else None
        if section is not None:
            document.next_section()
        if self.boxes:
            self._read_boxes()

    def _flush(self) -> None:
        """Ends what a paragraph without an end of its own has left."""
        if self.words.parts:
            self._end(None, None, False)

    def _end(self, properties: Element | None, mark: Element | None, listing: bool) -> None:
        """The lines of the paragraph that ends here."""
        self.end_mark()
        words, self.words = self.words, Words()
        style = self.style
        segments = words.segments()
        empty = len(segments) == 1 and not segments[0].text and not segments[0].calls
        if empty and mark is not None and face_of(mark).vanish:
            return
        label = self._label(properties, style)
        shown = label.text if label else ""
        if empty and not shown:
            return
        alignment = value(properties, "jc")
        centred = alignment == "center" if alignment is not None else bool(style.centred)
        outline = whole(value(properties, "outlineLvl"))
        outline = style.outline if outline is None else outline
        heading = outline + 1 if outline is not None and 0 <= outline < BODY_LEVEL else 0
        indent = indent_of(properties) if properties is not None else None
        if indent is None:
            indent = self.document.numbering.indent(*self._list(properties, style)) if label else style.indent
        furniture = self._furniture(style, listing)
        place, at = self.place()
        for n, segment in enumerate(joined(segments, centred or not shown)):
            text, emphasis, links, calls, breaks = segment
            bold = not heading and not furniture and _in_bold(text, emphasis)
            line = Line(
                text, place, at,
                emphasis=emphasis, links=links, calls=calls, breaks=breaks,
                heading=BODY_LEVEL if bold and not shown else heading, furniture=furniture, look="titled" if style.name.lower() == TITLE else "",
                style=style.name, indent=indent or 0.0, page=self.document.page,
            )  # fmt: skip
            if label is not None and n == 0:
                line = structs.replace(
                    line,
                    number=label.text,
                    counts=label.counts,
                    value=label.value,
                    series=label.series,
                    depth=label.level + 1,
                )
            self.lines.append(line)

    def _furniture(self, style: ParagraphStyle, listing: bool) -> str:
        return "table of contents" if listing or style.name.lower().startswith(("toc ", "table of figures")) else ""

    def _list(self, properties: Element | None, style: ParagraphStyle) -> tuple[str, int]:
        """The list (w:numId) and level of a paragraph: its own, else those of its style; ("", 0) for none."""
        numbered = properties.find(NS + "numPr") if properties is not None else None
        own = value(numbered, "numId")
        level = whole(value(numbered, "ilvl"))
        list_id = own if own is not None else style.list_id
        if list_id is None or list_id == "0":
            return "", 0
        if level is None:
            linked = self.document.numbering.linked(list_id, style.chain) if own is None else None
            level = linked if linked is not None else (style.list_level or 0) if own is None else 0
        return list_id, level

    def _label(self, properties: Element | None, style: ParagraphStyle) -> Label | None:
        list_id, level = self._list(properties, style)
        return self.document.numbering.label(list_id, level) if list_id else None

    def _read_boxes(self) -> None:
        boxes, self.boxes = self.boxes, []
        where = f"text box in {self.place()[0]}" if not self.where else self.where
        for box in boxes:
            inner = Story(self.document, self.document.package.main, where)
            inner.links = self.links
            self.lines += inner.read(box)


def _in_bold(text: str, emphasis: tuple[tuple[int, int, EmphasisKind], ...]) -> bool:
    """Whether a line is a heading by its looks: short, all of it bold, no stop at its end."""
    return (
        0 < len(text) < BOLD_HEADING
        and text[-1] not in NO_HEADING_ENDS
        and any(kind == "b" and start == 0 and end == len(text) for start, end, kind in emphasis)
    )
