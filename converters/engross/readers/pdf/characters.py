"""What stands on a page: runs of characters on one baseline with their box, size, slant and weight.

pdfium gives the characters of a page in the order of its content, bidirectional runs put into logical order, and marks
a hyphen at a line end. A box is asked for at the ends of words only: that is what makes reading fast."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from engross.readers.pdf import mirrored
from engross.readers.pdf.pieces import ARTIFACT, BOLD, ITALIC, RIGHT_TO_LEFT, SMALLER, Page, Set, from_right, pieces_of
from engross.readers.pdf.pieces import mirrored as pieces_mirrored
from engross.readers.pdf.ruling import rules_of
from engross.readers.pdf.tags import Tag, tags_of

WORD = re.compile(r"[^\s\ufffe\x02\x00]+[\ufffe\x02]?")
HYPHENS = ("\ufffe", "\x02")
"""What pdfium puts for a hyphen at a line end, and the line end with it."""
MARK = re.compile(r"\d+|\*+|[†‡§]+")
"""What may call a note."""
PRESENTED = re.compile("[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufeff]")
"""Ligatures and other presentation forms."""
PRIVATE = re.compile("[\ue000-\uf8ff]")
DRAWN_RAISED = 0.15
"""How far above its line, in ems, the foot of a raised figure is drawn."""
FEW_WORDS, MOST_OBJECTS, COVERED = 40, 2000, 0.6
"""Words that may be stamped on a scan; objects among which a picture is looked for; share of the page that it covers."""
MOSTLY = 0.5
"""Share of a page that its tags cannot put aside."""


def _called_often(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of pdfium with plain types and without letting other threads run: what is called for every word."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_PAGE, _AT, _OUT = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
_origin = _called_often(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, _PAGE, _AT, _OUT, _OUT)
_box = _called_often(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, _PAGE, _AT, _OUT)
_tight_box = _called_often(pdfium.FPDFText_GetCharBox, ctypes.c_int, _PAGE, _AT, _OUT, _OUT, _OUT, _OUT)
_text_object = _called_often(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, _PAGE, _AT)


def page_of(raw: Any, number: int, tagged: bool = False) -> Page:
    """The pieces of a loaded page; `tagged`: the file says what is furniture."""
    text_page = pdfium.FPDFText_LoadPage(raw)
    width, height = pdfium.FPDF_GetPageWidthF(raw), pdfium.FPDF_GetPageHeightF(raw)
    if not text_page:
        return Page(number, width, height, [], True, 0)
    try:
        words, unknown = _Words(text_page, tagged, tags_of(raw) if tagged else {}).read()
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    pieces, rules = pieces_of(words), rules_of(raw)
    if from_right(pieces):
        pieces = pieces_mirrored(pieces, width)
        rules = tuple(rule._replace(left=width - rule.right, right=width - rule.left) for rule in rules)
    if sum(len(p.text) for p in pieces if p.aside) > MOSTLY * sum(len(p.text) for p in pieces):
        pieces = [piece._replace(aside=False) for piece in pieces]
    return Page(number, width, height, pieces, is_scan(raw, words, width * height), unknown, rules)


def is_scan(raw: Any, words: list[Set], area: float) -> bool:
    """Whether what a page shows is a picture: nothing is written on it, or little beside a picture that covers it."""
    if len(words) > FEW_WORDS:
        return False
    objects = pdfium.FPDFPage_CountObjects(raw)
    if not words or objects > MOST_OBJECTS:
        return bool(objects > 0 and not words)
    box = [ctypes.c_float() for _ in range(4)]
    covered = 0.0
    for n in range(objects):
        part = pdfium.FPDFPage_GetObject(raw, n)
        if pdfium.FPDFPageObj_GetType(part) == pdfium.FPDF_PAGEOBJ_IMAGE:
            if pdfium.FPDFPageObj_GetBounds(part, *box):
                left, bottom, right, top = (edge.value for edge in box)
                covered += max(right - left, 0.0) * max(top - bottom, 0.0)
    return covered > COVERED * area


class _Words:
    def __init__(self, text_page: Any, tagged: bool, tags: dict[int, Tag]) -> None:
        self.page = text_page
        self.tagged = tagged
        self.tags = tags
        self.address = ctypes.cast(text_page, ctypes.c_void_p).value
        self.dress: dict[int | None, tuple[float, int, int, Tag | None]] = {}
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.x_at, self.y_at = ctypes.addressof(self.x), ctypes.addressof(self.y)
        self.edges = (ctypes.c_double * 4)()
        first = ctypes.addressof(self.edges)
        self.edges_at = [first + 8 * n for n in range(4)]
        self.box = pdfium.FS_RECTF()
        self.box_at = ctypes.addressof(self.box)
        self.mirrored = False

    def text(self) -> str:
        """The characters, one for each that pdfium counts."""
        count = max(pdfium.FPDFText_CountChars(self.page), 0)
        buffer = (ctypes.c_ushort * (count + 1))()
        got = pdfium.FPDFText_GetText(self.page, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(got - 1, 0)].decode("utf-16-le", "replace")
        if len(text) != count:  # characters without Unicode, or beyond the first plane
            text = "".join([_character(pdfium.FPDFText_GetUnicode(self.page, n)) for n in range(count)])
        return text

    def read(self) -> tuple[list[Set], int]:
        """The words in order, and how many characters have no meaning in Unicode."""
        text = self.text()
        self.mirrored = RIGHT_TO_LEFT.search(text) is not None
        presented = PRESENTED.search(text) is not None
        out: list[Set] = []
        end = 0
        for match in WORD.finditer(text):
            start, stop = match.span()
            breaks = text[start - 1] == "\n" or (end > 0 and text[end - 1] in HYPHENS)
            end = stop
            word = match.group()
            if word.isalpha() and not presented:
                out.append(self._word(word, start, stop, False, breaks))
                continue
            if word[-1] in HYPHENS:
                word = word[:-1] + "-"
            if presented and PRESENTED.search(word):
                whole = PRESENTED.sub(lambda m: unicodedata.normalize("NFKC", m.group()), word)
                out.append(self._word(whole, start, stop, False, breaks))
            else:
                out += self._parts(word, start, breaks)
        if self.mirrored:
            out = mirrored.logical(out)
        unknown = text.count("\ufffd") + text.count("\x00") + len(PRIVATE.findall(text))
        return out, unknown

    def _parts(self, word: str, start: int, breaks: bool) -> list[Set]:
        """A word apart from the raised marks of notes that touch it."""
        runs = [run for match in MARK.finditer(word) for run in self._of_one_size(start, *match.span())]
        if not runs:
            return [self._word(word, start, start + len(word), False, breaks)]
        line = 0.0
        if len(word) > runs[0][1] - runs[0][0]:
            plain = next((n for n, c in enumerate(word) if c.isalpha()), -1)
            sized = [plain] if plain >= 0 else [a for a, _ in runs]
            line = max(self._size(start + n) for n in sized)
        cuts = {0: False}
        for a, b in runs:
            if self._is_raised(word[a], start + a, line):
                cuts[a] = True
                cuts.setdefault(b, False)
        ends = [*sorted(n for n in cuts if n < len(word)), len(word)]
        return [
            self._word(word[p:q], start + p, start + q, p > 0, breaks and p == 0, cuts[p]) for p, q in pairwise(ends)
        ]

    def _of_one_size(self, start: int, a: int, b: int) -> list[tuple[int, int]]:
        """The parts of a number that are set in one size: a power, or the mark of a note, may touch it."""
        if b - a == 1:
            return [(a, b)]
        size = self._size(start + a)
        cut = next((n for n in range(a + 1, b) if self._size(start + n) < SMALLER * size), b)
        return [(a, b)] if cut == b else [(a, cut), (cut, b)]

    def _is_raised(self, mark: str, at: int, line: float) -> bool:
        """Whether a figure is small beside the letters of its word (of size `line`), or drawn above its line."""
        if line and self._size(at) < SMALLER * line:
            return True
        if not mark.isdigit():
            return False
        _origin(self.address, at, self.x_at, self.y_at)
        _tight_box(self.address, at, *self.edges_at)
        return bool(self.edges[2] - self.y.value > DRAWN_RAISED * self._size(at))

    def _word(self, word: str, start: int, stop: int, glued: bool, breaks: bool, raised: bool = False) -> Set:
        page, box = self.address, self.box
        _origin(page, start, self.x_at, self.y_at)
        key = _text_object(page, start)
        size, style, angle, tag = self.dress.get(key) or self._dress(start, key)
        _box(page, stop - 1, self.box_at)
        left, right, base = self.x.value, box.right, self.y.value
        if self.mirrored and not angle:
            if right < left and mirrored.LATIN.search(word):
                word = mirrored.turned_round(word)
            elif len(word) == stop - start and RIGHT_TO_LEFT.search(word):
                drawn = [self._drawn(n) for n in range(start, stop)]
                word = mirrored.read_from_right(word, drawn, size)
                left, right = min(place.left for place in drawn), max(place.right for place in drawn)
                return Set(word, left, right, base, size, style, angle, glued, breaks, raised, tag)
        if angle or self.mirrored:
            low, high, under, over = box.left, box.right, box.bottom, box.top
            _box(page, start, self.box_at)
            left, right = min(low, box.left), max(high, box.right)
            if angle:
                under, over = min(under, box.bottom), max(over, box.top)
                left, right, base = _turned(left, right, under, over, base, self.x.value, angle)
        return Set(word, left, right, base, size, style, angle, glued, breaks, raised, tag)

    def _drawn(self, at: int) -> mirrored.Drawn:
        _origin(self.address, at, self.x_at, self.y_at)
        _box(self.address, at, self.box_at)
        return mirrored.Drawn(self.x.value, self.box.left, self.box.right)

    def _size(self, at: int) -> float:
        key = _text_object(self.address, at)
        return (self.dress.get(key) or self._dress(at, key))[0]

    def _dress(self, at: int, key: int | None) -> tuple[float, int, int, Tag | None]:
        """Size, style, angle and tag of a character, asked for once for each text object (`key`)."""
        known = self.dress.get(key) if key else None
        if known is None:
            matrix = pdfium.FS_MATRIX()
            size, angle = pdfium.FPDFText_GetFontSize(self.page, at), 0
            if pdfium.FPDFText_GetMatrix(self.page, at, ctypes.byref(matrix)):
                size *= math.hypot(matrix.c, matrix.d)
                angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
            style, tag = self._look(key) if key else (0, None)
            known = (size or 1.0, style, angle, tag)
            if key:
                self.dress[key] = known
        return known

    def _look(self, address: int) -> tuple[int, Tag | None]:
        """The style and the tag of a text object."""
        made = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
        style = _style(made)
        if not self.tagged:
            return style, None
        tag = self.tags.get(pdfium.FPDFPageObj_GetMarkedContentID(made)) if self.tags else None
        return (style, tag) if tag is not None or not _is_artifact(made) else (style | ARTIFACT, None)


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _style(text_object: Any) -> int:
    font = pdfium.FPDFTextObj_GetFont(text_object)
    if not font:
        return 0
    buffer = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 128)
    name = buffer.value.lower()
    italic = b"italic" in name or b"oblique" in name or name.endswith((b"-it", b"-i"))
    return (ITALIC if italic else 0) | (BOLD if b"bold" in name or b"black" in name else 0)


def _is_artifact(text_object: Any) -> bool:
    name, size = (pdfium.FPDF_WCHAR * 16)(), ctypes.c_ulong()
    for n in range(pdfium.FPDFPageObj_CountMarks(text_object)):
        mark = pdfium.FPDFPageObj_GetMark(text_object, n)
        if pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), ctypes.byref(size)):
            if bytes(name)[: max(size.value - 2, 0)].decode("utf-16-le", "replace") == "Artifact":
                return True
    return False


def _turned(
    left: float, right: float, under: float, over: float, base: float, x: float, angle: int
) -> tuple[float, float, float]:
    """The place of a word on a page that is turned until the word runs along it."""
    if angle == 90:
        return under, over, -x
    if angle == 270:
        return -over, -under, x
    if angle == 180:
        return -right, -left, -base
    return left, right, base
