"""The lines that are drawn on a page: level and upright ones, also as thin rectangles and as frames."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from engross.readers.pdf.pieces import Rule

THIN, SHORT = 3.0, 6.0
"""Points that a line is thick at most, and long at least."""
MOST_OBJECTS, MOST_RULES = 20_000, 4_000
"""Objects of a page that are looked at, and lines beyond which a page is a drawing."""


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_object = _plain(pdfium.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_type = _plain(pdfium.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)
_bounds = _plain(pdfium.FPDFPageObj_GetBounds, ctypes.c_int, ctypes.c_void_p, *[ctypes.c_void_p] * 4)


def rules_of(page: Any) -> tuple[Rule, ...]:
    """The lines on a loaded page; none of a page that is a drawing."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > MOST_OBJECTS:
        return ()
    address = ctypes.cast(page, ctypes.c_void_p).value
    edges = (ctypes.c_float * 4)()
    start = ctypes.addressof(edges)
    places = [start + 4 * n for n in range(4)]
    out: list[Rule] = []
    for n in range(count):
        made = _object(address, n)
        if _type(made) != pdfium.FPDF_PAGEOBJ_PATH or not _bounds(made, *places):
            continue
        out += _lines(Rule(*edges), made)
        if len(out) > MOST_RULES:
            return ()
    return tuple(out)


def _lines(box: Rule, made: int) -> list[Rule]:
    """The lines of a path: itself where it is thin, the four sides of a frame that is drawn."""
    wide, high = box.right - box.left, box.high - box.low
    if wide <= THIN < SHORT <= high or high <= THIN < SHORT <= wide:
        return [box]
    if wide < SHORT or high < SHORT or not _is_frame(made):
        return []
    left, low, right, top = box
    return [
        Rule(left, low, left, top),
        Rule(right, low, right, top),
        Rule(left, low, right, low),
        Rule(left, top, right, top),
    ]


def _is_frame(address: int) -> bool:
    """Whether a path is a rectangle whose sides are drawn."""
    made = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(made, fill, stroke) or not stroke.value:
        return False
    return bool(4 <= pdfium.FPDFPath_CountSegments(made) <= 6)
