"""Pages that are pictures: drawn for OCR, and the words that it sees set as if the file had them."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from engross.diagnostics import Diagnostic, Rule, Severity
from engross.readers.options import Ocr, Picture, Seen, Word
from engross.readers.pdf.pieces import Page, Piece, Set, from_right, mirrored, pieces_of

OCR = Rule("pdf-ocr", "ocr", Severity.INFO, "A page was read by OCR")
UNSURE = Rule("pdf-ocr-unsure", "ocr", Severity.WARNING, "A page was read by OCR, which is not sure of its words")
DPI, MOST_DOTS = 300, 40_000_000
"""Dots an inch at which pages are drawn, and how many dots a page may have."""
SURE, DOUBTED = 80.0, 60.0
"""How sure OCR must be of a page to be believed, and of a word so that it is not named."""
SHOWN_WORDS = 8
SAME_SIZE = 0.35
"""Share by which the size of a line, which OCR only guesses, may differ from that of the page and be the same."""


def picture_of(raw: Any, width: float, height: float) -> Picture:
    """A loaded page, drawn in grey."""
    scale = min(DPI / 72, (MOST_DOTS / max(width * height, 1.0)) ** 0.5)
    across, down = max(round(width * scale), 1), max(round(height * scale), 1)
    bitmap = pdfium.FPDFBitmap_CreateEx(across, down, pdfium.FPDFBitmap_Gray, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, raw, 0, 0, across, down, 0, pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        dots = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * down)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    if stride != across:
        dots = b"".join(dots[stride * row : stride * row + across] for row in range(down))
    return Picture(dots, across, down, round(72 * scale))


def page_seen(seen: Seen, number: int, dpi: int, usual: float = 0.0, before: Page | None = None) -> Page:
    """The page that OCR saw. `usual`: the size in which other pages of the file are set, in points, 0 where that is not
    known; what the file itself says on the page (`before`) is kept where OCR saw nothing."""
    scale = 72 / dpi
    width, height = seen.width * scale, seen.height * scale
    words = list(_set(seen.words, scale, height, usual))
    pieces = pieces_of(words)
    if from_right(pieces):
        pieces = mirrored(pieces, width)
    if before is not None:
        pieces += [piece for piece in before.pieces if not any(_over(piece, other) for other in pieces)]
    letters = sum(len(word.text) for word in seen.words)
    sure = sum(word.sure * len(word.text) for word in seen.words) / letters if letters else 0.0
    return Page(number, width, height, pieces, not pieces, 0, sure=sure)


def usual_size(pages: list[Page]) -> float:
    """The size in which most of some pages is set, in points; 0 for none."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for piece in page.pieces:
            sizes[piece.size] += len(piece.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _set(words: list[Word], scale: float, height: float, usual: float) -> Iterator[Set]:
    """Words in points, each line on one baseline and in one size."""
    sizes = sorted(word.size * scale for word in words for _ in word.text)
    own = sizes[len(sizes) // 2] if sizes else 0.0
    if not usual or abs(own - usual) > SAME_SIZE * usual:
        usual = own
    line, base, size = -1, 0.0, 0.0
    for word in words:
        opens = word.line != line
        if opens:
            line, base = word.line, height - word.base * scale
            size = word.size * scale
            if abs(size - usual) < SAME_SIZE * usual:
                size = usual
        yield Set(word.text, word.left * scale, word.right * scale, base, size or 1.0, breaks=opens)


def _over(piece: Piece, other: Piece) -> bool:
    """Whether two pieces lie over each other."""
    return abs(piece.base - other.base) < max(piece.size, other.size) and (
        min(piece.right, other.right) > max(piece.left, other.left)
    )


def told(page: Page, seen: Seen, ocr: Ocr) -> Diagnostic:
    """The finding about a page that was read by OCR."""
    sure = page.sure or 0.0
    said = f"{page.place.partition(' (')[0]}: read by OCR ({ocr.name}, {seen.language}), {sure:.0f}% sure"
    doubted = [word.text for word in seen.words if word.sure < DOUBTED and any(map(str.isalnum, word.text))]
    if doubted:
        more = " …" if len(doubted) > SHOWN_WORDS else ""
        said += f"; least of {', '.join(repr(word) for word in doubted[:SHOWN_WORDS])}{more}"
    if sure < SURE:
        return Diagnostic(UNSURE, said, hint="compare the text with the picture")
    return Diagnostic(OCR, said)
