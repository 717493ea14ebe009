"""Tesseract, which reads pictures of pages: started through pytesseract, its language told or found out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from engross.diagnostics import UnreadableError
from engross.languages import index
from engross.languages.detection import detect
from engross.packaged import packaged
from engross.readers.options import Picture, Seen, Word

if TYPE_CHECKING:
    from PIL.Image import Image

    from engross.xml import Element

PATIENCE = 300
"""Seconds for one page."""
UPRIGHT = 2.0
"""How sure tesseract must be that a page lies on its side before it is turned."""
READABLE = 75.0
"""How sure the words of a page must be on the mean, or it is tried otherwise: upside down, in Latin script."""
TURNS = (0, 90, 180, 270)
LATIN = "Latin"
FEWEST_LETTERS = 10
"""Letters from which the script of a page is told."""
TALL = 2.0
"""How many times as high as wide a line is that runs up or down the page."""
MOST_AT_ONCE = 4
"""Languages that one page is read in at once while its own is not known; each makes it slower."""
TITLE = re.compile(r"(\w+) ([-\d. ]+)")
LINES = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")
INSTALL = (
    "install the extra (pip install 'engross[ocr]') and Debian's tesseract-ocr, or give the file a text layer first"
)


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `tesseract.toml` says: names of data by ISO 639-1 code, and by script in the order of trial."""

    languages: dict[str, str]
    scripts: dict[str, list[str]]


@cache
def names() -> Names:
    """What tesseract's data are called."""
    return msgspec.toml.decode(packaged("programs", "tesseract.toml"), type=Names)


class Tesseract:
    """Reads pictures of pages (see `engross.readers.options.Ocr`)."""

    @cached_property
    def _door(self) -> Any:
        try:
            import pytesseract
        except ImportError:
            raise UnreadableError(f"a scan is read by OCR, which is not installed: {INSTALL}") from None
        # Threads of one page only wait for each other: with one, tesseract is as fast alone and far faster beside others.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        return pytesseract

    @cached_property
    def name(self) -> str:
        """The program and its version."""
        return f"tesseract {self._asked('get_tesseract_version')}"

    @cached_property
    def installed(self) -> frozenset[str]:
        """The names of the data that are there."""
        return frozenset(self._asked("get_languages", config=""))

    def _asked(self, what: str, *arguments: object, **settings: object) -> Any:
        """What a function of pytesseract says. Raises UnreadableError."""
        door = self._door
        try:
            return getattr(door, what)(*arguments, **settings)
        except (door.TesseractNotFoundError, SystemExit):
            raise UnreadableError(f"a scan is read by tesseract, which is not installed: {INSTALL}") from None
        except RuntimeError as error:  # TesseractError is one; pytesseract raises the bare one when time is up
            said = " ".join(str(getattr(error, "message", "") or error).split())
            raise UnreadableError(f"tesseract failed: {said[:300]}") from error
        except OSError as error:
            raise UnreadableError(f"tesseract cannot be started: {error}") from error

    def read(self, pictures: Iterable[Picture], language: str, source: str) -> Iterator[Seen]:
        """The words on each picture. Raises UnreadableError naming the source and the package that is missing."""
        try:
            data = ""
            for picture in pictures:
                page = image_of(picture)
                script, turn = self._script(page)
                data = data or self._data(turned(page, turn), language, script)
                yield self._upright(page, turn, data, picture.dpi)
        except UnreadableError as error:
            said = str(error)
            raise UnreadableError(said if said.startswith(f"{source}: ") else f"{source}: {said}") from None

    def _upright(self, page: Image, turn: int, data: str, dpi: int) -> Seen:
        """The words on a page, turned as its script told, or otherwise where nothing can be read so."""
        best = self._seen(turned(page, turn), data, dpi)
        if best.words and mean(best) < READABLE:
            for other in TURNS:
                if other != turn:
                    best = max(best, self._seen(turned(page, other), data, dpi), key=mean)
        return best

    def _script(self, page: Image) -> tuple[str, int]:
        """The script of a page ("" where that cannot be told), and by how many degrees it is to be turned to the left."""
        try:
            said = self._asked(
                "image_to_osd",
                page,
                config=f"-c min_characters_to_try={FEWEST_LETTERS}",
                output_type="dict",
                timeout=PATIENCE,
            )
        except UnreadableError as error:
            if "characters" not in str(error):  # "Too few characters. Skipping this page"
                raise
            return "", 0
        sure = float(said.get("orientation_conf", 0)) > UPRIGHT
        return str(said.get("script", "")), -int(said.get("rotate", 0)) % 360 if sure else 0

    def _data(self, page: Image, language: str, script: str) -> str:
        """The names of the data that a file is read with, joined by "+"."""
        if language:
            name = names().languages.get(language, "")
            if not name:
                raise UnreadableError(f"tesseract has no data for the language {language!r} that Engross knows of")
            self._check([name], f"the language {language!r}")
            return name
        best = self._of_script(page, script or LATIN)
        if mean(best) < READABLE and script not in ("", LATIN):
            # Of a page with few letters the script is only guessed.
            best = max(best, self._of_script(page, LATIN), key=mean)
        own = names().languages.get(detect(" ".join(word.text for word in best.words)), "")
        return own if own in best.language.split("+") and _known(own) else best.language

    def _of_script(self, page: Image, script: str) -> Seen:
        """A page as it is read with the data of a script."""
        wanted = names().scripts.get(script, [script])
        self._check(wanted, f"the script of the page ({script})")
        able = [name for name in wanted if name in self.installed][:MOST_AT_ONCE]
        return self._seen(page, "+".join(able), 0)

    def _check(self, wanted: list[str], what: str) -> None:
        """Raises UnreadableError where none of the data that are wanted are installed."""
        if not any(name in self.installed for name in wanted):
            package = f"tesseract-ocr-{wanted[0].replace('_', '-')}"
            raise UnreadableError(f"tesseract has no data for {what}: install Debian's {package}")

    def _seen(self, page: Image, data: str, dpi: int) -> Seen:
        """The words on a page; one that tesseract sees to lie on its side is set upright first."""
        root = self._hocr(page, data, dpi)
        angles = [angle for line in _lines(root) for angle in [_angle(line)] * len(line)]  # by their words
        most = max(angles, key=angles.count, default=0)
        if most:
            page = turned(page, -most % 360)
            root = self._hocr(page, data, dpi)
        return Seen(list(_words(root)), page.width, page.height, data)

    def _hocr(self, page: Image, data: str, dpi: int) -> Element:
        from engross.xml import parse

        config = f"--psm 3 --dpi {dpi}" if dpi else "--psm 3"
        made = self._asked("image_to_pdf_or_hocr", page, lang=data, config=config, extension="hocr", timeout=PATIENCE)
        return parse(made[max(made.find(b"<html"), 0) :], "what tesseract wrote")


def _known(data: str) -> bool:
    """Whether Engross tells the language of some data from others."""
    return any(names().languages.get(code) == data for code in index())


def mean(seen: Seen) -> float:
    """How sure the words of a page are, longer ones counting more; 0 for no words."""
    letters = sum(len(word.text) for word in seen.words)
    return sum(word.sure * len(word.text) for word in seen.words) / letters if letters else 0.0


def turned(page: Image, degrees: int) -> Image:
    """A picture turned to the left."""
    return page.rotate(degrees, expand=True, fillcolor=255) if degrees else page


def image_of(picture: Picture) -> Image:
    """A picture as the imaging library holds it."""
    from PIL import Image

    return Image.frombytes("L", (picture.width, picture.height), picture.dots)


def _lines(root: Element) -> Iterator[Element]:
    return (span for span in root.iter("{*}span") if span.get("class") in LINES)


def _words(root: Element) -> Iterator[Word]:
    """The words of a page in hOCR."""
    for number, line in enumerate(_lines(root)):
        said = _said(line)
        left, _, _, bottom = said["bbox"]
        slope, off = said.get("baseline", [0.0, 0.0])
        size = said.get("x_size", [0.0])[0]
        for word in line.iter("{*}span"):
            text = "".join(map(str, word.itertext())).strip()
            if word.get("class") != "ocrx_word" or not text:
                continue
            own = _said(word)
            start, _, end, _ = own["bbox"]
            base = bottom + off + slope * (start - left)
            yield Word(text, start, end, base, size, number, own.get("x_wconf", [0.0])[0])


def _angle(line: Element) -> int:
    """By how many degrees a line of several words is turned to the left, 0 where it lies level: those that run up or down
    the page are tall."""
    words = [_said(word)["bbox"] for word in line.iter("{*}span") if word.get("class") == "ocrx_word"]
    left, top, right, bottom = _said(line)["bbox"]
    if len(words) < 2 or bottom - top < TALL * (right - left):
        return 0
    return 90 if words[0][1] > words[-1][1] else 270


def _said(element: Element) -> dict[str, list[float]]:
    """The properties of an element of hOCR that are numbers."""
    return {m[1]: [float(n) for n in m[2].split()] for m in TITLE.finditer(element.get("title", ""))}


__all__ = ["Tesseract", "image_of", "names"]
