"""PDF files opened: pages one by one, what the file says of itself, and the record that a file of ours carries."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import pypdfium2.raw as pdfium

from engross.diagnostics import UnreadableError
from engross.model import Metadata
from engross.readers.options import Picture
from engross.readers.pdf.characters import page_of
from engross.readers.pdf.facts import facts_of
from engross.readers.pdf.pieces import Page
from engross.readers.pdf.scans import picture_of

ALONE = Lock()
"""pdfium may be called by one thread at a time."""
LARGEST_RECORD = 64_000_000
"""Bytes of an attached file from which it is no record."""
HEAD = 4096
WRONG = {
    pdfium.FPDF_ERR_PASSWORD: "the PDF is encrypted and asks for a password: save it without one",
    pdfium.FPDF_ERR_SECURITY: "the PDF is encrypted in a way that cannot be read: save it without encryption",
    pdfium.FPDF_ERR_FORMAT: "the PDF is broken (its objects cannot be found): open it in a viewer and save it again",
}


class File:
    """An open PDF."""

    def __init__(self, raw: Any, data: bytes, name: str) -> None:
        self.raw = raw
        self.data = data
        self.name = name

    def pages(self, watch: Callable[[int, int], None] | None = None) -> Iterator[Page]:
        """The pages in order, one in memory at a time; `watch` is told how many of how many are read.

        Raises UnreadableError for one that cannot be read."""
        tagged = bool(pdfium.FPDFCatalog_IsTagged(self.raw))
        count = pdfium.FPDF_GetPageCount(self.raw)
        for number in range(1, count + 1):
            with self._page(number) as page:
                yield page_of(page, number, tagged)
            if watch is not None:
                watch(number, count)

    def picture(self, page: Page) -> Picture:
        """A page as a picture."""
        with self._page(page.number) as raw:
            return picture_of(raw, page.width, page.height)

    @contextmanager
    def _page(self, number: int) -> Iterator[Any]:
        page = pdfium.FPDF_LoadPage(self.raw, number - 1)
        if not page:
            raise UnreadableError(
                f"{self.name}: page {number} of the PDF is broken: open the file in a viewer and save it again"
            )
        try:
            yield page
        finally:
            pdfium.FPDF_ClosePage(page)

    def facts(self) -> Metadata:
        """What the file says of itself, for what its text does not say."""
        return facts_of(self.data, self._said("Title"), self._said("Keywords"), self._language())

    def _language(self) -> str:
        size = pdfium.FPDFCatalog_GetLanguage(self.raw, None, 0)
        if not 2 < size < HEAD:
            return ""
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFCatalog_GetLanguage(self.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
        return buffer.raw[: size - 2].decode("utf-16-le", "replace")

    def _said(self, key: str) -> str:
        size = pdfium.FPDF_GetMetaText(self.raw, key.encode(), None, 0)
        if size <= 2:
            return ""
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDF_GetMetaText(self.raw, key.encode(), buffer, size)
        return buffer.raw[: size - 2].decode("utf-16-le", "replace")

    def record(self) -> bytes | None:
        """The Akoma Ntoso that the file carries as an attached file; None for none."""
        for n in range(max(pdfium.FPDFDoc_GetAttachmentCount(self.raw), 0)):
            attached = pdfium.FPDFDoc_GetAttachment(self.raw, n)
            size = ctypes.c_ulong()
            if not pdfium.FPDFAttachment_GetFile(attached, None, 0, ctypes.byref(size)):
                continue
            if not 0 < size.value <= LARGEST_RECORD:
                continue
            buffer = ctypes.create_string_buffer(size.value)
            pdfium.FPDFAttachment_GetFile(attached, buffer, size.value, ctypes.byref(size))
            data = buffer.raw[: size.value]
            if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"akomaNtoso" in data[:HEAD]:
                return data
        return None


@contextmanager
def opened(data: bytes, name: str) -> Iterator[File]:
    """A PDF. Raises UnreadableError for what is none, broken or encrypted."""
    with ALONE:
        raw = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not raw:
            said = WRONG.get(pdfium.FPDF_GetLastError(), "the PDF cannot be read")
            raise UnreadableError(f"{name}: {said}")
        try:
            if pdfium.FPDF_GetPageCount(raw) < 1:
                raise UnreadableError(f"{name}: the PDF has no pages")
            yield File(raw, data, name)
        finally:
            pdfium.FPDF_CloseDocument(raw)
