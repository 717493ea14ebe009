"""PDF files from any program as sheets, scans and pictures of pages too where OCR is lent; files of ours carry the record,
which needs no reading."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import TYPE_CHECKING

from engross.diagnostics import Diagnostic, Outcome, Rule, Severity, UnreadableError
from engross.model import Instrument, Metadata
from engross.readers.options import Options, Picture
from engross.recognise import sheet as sheets
from engross.recognise.sheet import Sheet

if TYPE_CHECKING:
    from engross.readers.pdf.document import File
    from engross.readers.pdf.pieces import Page

PICTURE = Rule("pdf-picture", "unread", Severity.WARNING, "A page shows a picture and no text")
UNSEEN = Rule("pdf-ocr-failed", "unread", Severity.WARNING, "Pages are pictures that OCR could not read")
UNKNOWN = Rule("pdf-characters", "unread", Severity.WARNING, "Characters of a page have no meaning in Unicode")
MAGIC = b"%PDF-"
HEAD = 1024
"""Bytes from the start within which a PDF says what it is."""
SHOWN_PAGES = 8
IMAGES = (
    (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"GIF8", "GIF"),
    (b"RIFF", "WebP"), (b"BM", "bitmap"),
)  # fmt: skip
NEEDED = (
    "OCR reads it, with the extra engross[ocr] and Debian's tesseract-ocr; or give it a text layer first"
    " (ocrmypdf --skip-text in.pdf out.pdf)"
)


class PdfReader:
    """Reads PDF."""

    def read(self, data: bytes, name: str, options: Options) -> Outcome[Instrument]:
        """The instrument on the pages. Raises UnreadableError for what is no PDF, broken, encrypted, or a scan."""
        made = self.sheet(data, name, options)
        return sheets.read(made, options.language, options.keep_furniture, options.corrections)

    def sheet(self, data: bytes, name: str, options: Options | None = None) -> Sheet:
        """What is printed on the pages, before anything is recognised. Raises UnreadableError."""
        from engross.readers.pdf.document import opened

        _checked(data, name)
        collecting = gc.isenabled()
        gc.disable()  # reading makes many small tuples and no cycles
        try:
            with opened(data, name) as file:
                pages = list(file.pages(options.aids.watch if options else None))
                facts = file.facts()
                found = _see(pages, file, options, name) if options else []
        finally:
            if collecting:
                gc.enable()
        return _sheet(name, pages, facts, found)

    def carried(self, data: bytes, name: str) -> bytes | None:
        """The canonical record that the file carries inside; None for none. Raises UnreadableError."""
        from engross.readers.pdf.document import opened

        _checked(data, name)
        with opened(data, name) as file:
            return file.record()


class ImageReader:
    """Reads pictures of pages, where OCR is lent."""

    def read(self, data: bytes, name: str, options: Options) -> Outcome[Instrument]:
        """The instrument on the pictures. Raises UnreadableError for what is no picture, and where there is no OCR."""
        made = self.sheet(data, name, options)
        return sheets.read(made, options.language, options.keep_furniture, options.corrections)

    def sheet(self, data: bytes, name: str, options: Options) -> Sheet:
        """What is seen on the pictures. Raises UnreadableError."""
        kind = next((kind for mark, kind in IMAGES if data.startswith(mark)), "")
        if not kind:
            raise UnreadableError(f"{name}: this is no picture of a kind that can be read (PNG, JPEG, TIFF …)")
        ocr = options.aids.ocr
        if ocr is None:
            raise UnreadableError(f"{name}: this is a picture ({kind}), without text: {NEEDED}")
        from engross.readers.pdf.images import pictures_in
        from engross.readers.pdf.scans import page_seen, told, usual_size

        pages: list[Page] = []
        found: list[Diagnostic] = []
        pictures = pictures_in(data, name, kind)
        count = len(pictures)
        for number, seen in enumerate(ocr.read(pictures, options.language, name), 1):
            page = page_seen(seen, number, pictures.dpi, usual_size(pages[:1]))
            pages.append(page)
            found.append(told(page, seen, ocr))
            if options.aids.watch is not None:
                options.aids.watch(number, count)
        return _sheet(name, pages, Metadata(), found)


def _sheet(name: str, pages: list[Page], facts: Metadata, found: list[Diagnostic]) -> Sheet:
    """The pages laid out. Raises UnreadableError where nothing is written on them."""
    from engross.readers.pdf.layout import lines_of

    if not any(page.pieces for page in pages):
        if any(page.scan and page.sure is None for page in pages):
            raise UnreadableError(f"{name}: the PDF is a scan: its pages are pictures, without text: {NEEDED}")
        raise UnreadableError(f"{name}: there is no text in it: its pages are empty")
    found += _pictures([page.number for page in pages if page.scan and page.sure is None])
    for page in pages:
        if page.unknown:
            said = f"page {page.number}: {page.unknown} characters have no meaning in Unicode and are shown as �"
            found.append(Diagnostic(UNKNOWN, said))
    return Sheet(name, tuple(lines_of(pages)), facts, tuple(found))


def _see(pages: list[Page], file: File, options: Options, name: str) -> list[Diagnostic]:
    """Reads the pages that are pictures by OCR, in place, and says so. Raises UnreadableError where it cannot be done and
    nothing else stands in the file."""
    scans = [n for n, page in enumerate(pages) if page.scan]
    ocr = options.aids.ocr
    if not scans or ocr is None:
        return []
    from engross.readers.pdf.scans import page_seen, told, usual_size

    found: list[Diagnostic] = []
    drawn: list[int] = []
    others = [page for page in pages if not page.scan]

    def pictures() -> Iterator[Picture]:
        for n in scans:
            picture = file.picture(pages[n])
            drawn.append(picture.dpi)
            yield picture

    try:
        for done, (n, seen) in enumerate(zip(scans, ocr.read(pictures(), options.language, name), strict=True), 1):
            before, usual = pages[n], usual_size(others)
            pages[n] = page_seen(seen, before.number, drawn[-1], usual, before)
            others = others or [pages[n]]
            found.append(told(pages[n], seen, ocr))
            if options.aids.watch is not None:
                options.aids.watch(done, len(scans))
    except UnreadableError as error:
        if not any(page.pieces for page in pages):
            raise
        found.append(Diagnostic(UNSEEN, str(error).removeprefix(f"{name}: ")))
    return found


def _checked(data: bytes, name: str) -> None:
    if MAGIC not in data[:HEAD]:
        raise UnreadableError(f"{name}: this is no PDF: it does not begin with %PDF")


def _pictures(numbers: list[int]) -> Iterator[Diagnostic]:
    if not numbers:
        return
    shown = ", ".join(map(str, numbers[:SHOWN_PAGES])) + (" …" if len(numbers) > SHOWN_PAGES else "")
    said = f"{'page' if len(numbers) == 1 else 'pages'} {shown}: a picture and no text"
    yield Diagnostic(PICTURE, said, hint=NEEDED)


__all__ = ["ImageReader", "PdfReader"]
