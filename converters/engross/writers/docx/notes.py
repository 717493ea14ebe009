"""Notes as Word's footnotes: numbered by Word where the printed marker is the number it would give, else marked by hand."""

from __future__ import annotations

import unicodedata

from engross.model import Block, Note, Paragraph, block_text
from engross.writers.docx.runs import Face, Runs
from engross.writers.docx.xml import escape

_CALL = Face(style="FootnoteReference")
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    "<w:r><w:separator/></w:r></w:p></w:footnote>"
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    "</w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
)


class Notes:
    """The footnotes of a document, in the order of their calls. `runs` is set by whoever makes both."""

    runs: Runs

    def __init__(self) -> None:
        self._set: list[str] = []
        self._counted = 0

    def call(self, note: Note) -> str:
        """Sets a note; gives the run that calls it."""
        marker = note.marker.strip()
        natural = not marker or unicodedata.normalize("NFKC", marker) == str(self._counted + 1)
        properties, number = self.runs.properties(_CALL), len(self._set) + 1
        self._set.append("")  # holds the place: the id of a note is its rank
        if natural:
            self._counted += 1
            own, custom, shown = f"<w:r>{properties}<w:footnoteRef/></w:r>", "", ""
        else:
            # One w:t a character, without xml:space: LibreOffice 7.4 draws other marks twice.
            shown = "".join(f"<w:t>{escape(c)}</w:t>" for c in "\u00a0".join(marker.split()))
            own, custom = f"<w:r>{properties}{shown}</w:r>", ' w:customMarkFollows="1"'
        self._set[number - 1] = f'<w:footnote w:id="{number}">{self._paragraphs(note.blocks, own)}</w:footnote>'
        return f'<w:r>{properties}<w:footnoteReference{custom} w:id="{number}"/>{shown}</w:r>'

    def xml(self) -> str:
        """The content of w:footnotes; "" when there are none."""
        return _SEPARATORS + "".join(self._set) if self._set else ""

    def _paragraphs(self, blocks: tuple[Block, ...], own: str) -> str:
        out = []
        lead = own + self.runs.text(" ")
        mark = "<w:rPr><w:rtl/></w:rPr>" if self.runs.scripts.rtl else ""
        for block in blocks or (Paragraph(()),):
            if isinstance(block, Paragraph):
                inner = self.runs.content(block.content, notes=False)
            else:
                inner = self.runs.text(block_text(block, notes=True))
            out.append(f'<w:p><w:pPr><w:pStyle w:val="FootnoteText"/>{mark}</w:pPr>{lead}{inner}</w:p>')
            lead = ""
        return "".join(out)
