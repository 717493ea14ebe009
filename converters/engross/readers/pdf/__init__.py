"""PDF files with a text layer, from any program, as sheets; files of ours carry the record, which needs no reading."""

from __future__ import annotations

import gc
from collections.abc import Iterator

from engross.diagnostics import Diagnostic, Outcome, Rule, Severity, UnreadableError
from engross.model import Instrument
from engross.readers.options import Options
from engross.recognise import sheet as sheets
from engross.recognise.sheet import Sheet

PICTURE = Rule("pdf-picture", "unread", Severity.WARNING, "A page shows a picture and no text")
UNKNOWN = Rule("pdf-characters", "unread", Severity.WARNING, "Characters of a page have no meaning in Unicode")
MAGIC = b"%PDF-"
HEAD = 1024
"""Bytes from the start within which a PDF says what it is."""
SHOWN_PAGES = 8


class PdfReader:
    """Reads PDF."""

    def read(self, data: bytes, name: str, options: Options) -> Outcome[Instrument]:
        """The instrument on the pages. Raises UnreadableError for what is no PDF, broken, encrypted, or a scan."""
        made = self.sheet(data, name, options)
        return sheets.read(made, options.language, options.keep_furniture, options.corrections)

    def sheet(self, data: bytes, name: str, options: object = None) -> Sheet:
        """What is printed on the pages, before anything is recognised. Raises UnreadableError."""
        from engross.readers.pdf.document import opened
        from engross.readers.pdf.layout import lines_of

        _checked(data, name)
        collecting = gc.isenabled()
        gc.disable()  # reading makes many small tuples and no cycles
        try:
            with opened(data, name) as file:
                pages = list(file.pages())
                facts = file.facts()
        finally:
            if collecting:
                gc.enable()
        if not any(page.pieces for page in pages):
            if any(page.rest for page in pages):
                raise UnreadableError(
                    f"{name}: the PDF is a scan: its pages are pictures, without text; read them with OCR first"
                    " (ocrmypdf in.pdf out.pdf)"
                )
            raise UnreadableError(f"{name}: there is no text in it: its pages are empty")
        found = [*_pictures([page.number for page in pages if page.rest])]
        for page in pages:
            if page.unknown:
                said = f"page {page.number}: {page.unknown} characters have no meaning in Unicode and are shown as �"
                found.append(Diagnostic(UNKNOWN, said))
        return Sheet(name, tuple(lines_of(pages)), facts, tuple(found))

    def carried(self, data: bytes, name: str) -> bytes | None:
        """The canonical record that the file carries inside; None for none. Raises UnreadableError."""
        from engross.readers.pdf.document import opened

        _checked(data, name)
        with opened(data, name) as file:
            return file.record()


def _checked(data: bytes, name: str) -> None:
    if MAGIC not in data[:HEAD]:
        raise UnreadableError(f"{name}: this is no PDF: it does not begin with %PDF")


def _pictures(numbers: list[int]) -> Iterator[Diagnostic]:
    if not numbers:
        return
    shown = ", ".join(map(str, numbers[:SHOWN_PAGES])) + (" …" if len(numbers) > SHOWN_PAGES else "")
    said = f"{'page' if len(numbers) == 1 else 'pages'} {shown}: a picture and no text"
    yield Diagnostic(PICTURE, said, hint="read the file with OCR first (ocrmypdf --skip-text in.pdf out.pdf)")


__all__ = ["PdfReader"]
