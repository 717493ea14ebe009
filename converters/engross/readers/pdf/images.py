"""Files that are pictures of pages: opened within bounds, upright, in grey."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from engross.diagnostics import UnreadableError
from engross.readers.options import Picture

KINDS = ("PNG", "JPEG", "TIFF", "GIF", "WEBP", "BMP")
MOST_DOTS, MOST_PAGES = 200_000_000, 2_000
"""Dots of one picture, and pictures in one file, beyond which nobody made it to be read."""
A4 = 8.27
"""Inches: the width of a page whose picture does not say how large it is."""
BROKEN = (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, OverflowError, MemoryError)
"""What a broken picture makes the imaging library raise."""


class Pictures:
    """The pages of one file, drawn as they are asked for. `dpi` is how many dots an inch the first has."""

    def __init__(self, image: Image.Image, name: str) -> None:
        self.image = image
        self.name = name
        self.dpi = _dpi(image)

    def __len__(self) -> int:
        return min(int(getattr(self.image, "n_frames", 1)), MOST_PAGES)

    def __iter__(self) -> Iterator[Picture]:
        try:
            for n, frame in enumerate(ImageSequence.Iterator(self.image)):
                if n == MOST_PAGES:
                    break
                page = ImageOps.exif_transpose(_on_white(frame)).convert("L")
                yield Picture(page.tobytes(), page.width, page.height, self.dpi)
        except BROKEN as error:
            raise UnreadableError(f"{self.name}: the picture is broken: {_said(error)}") from error


def pictures_in(data: bytes, name: str, kind: str) -> Pictures:
    """The pictures in a file of that kind ("PNG"). Raises UnreadableError for what is none, is broken, or is too great."""
    return Pictures(_opened(data, name, kind), name)


def _opened(data: bytes, name: str, kind: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=KINDS)
    except Image.DecompressionBombError:
        raise UnreadableError(f"{name}: the picture has too many dots to be a page: make it smaller") from None
    except UnidentifiedImageError:
        raise UnreadableError(f"{name}: this picture ({kind}) cannot be read: it may be broken") from None
    except BROKEN as error:
        raise UnreadableError(f"{name}: the picture is broken: {_said(error)}") from error
    if image.width * image.height > MOST_DOTS:
        raise UnreadableError(
            f"{name}: the picture has {image.width} × {image.height} dots, too many to be a page: make it smaller"
        )
    return image


def _on_white(frame: Image.Image) -> Image.Image:
    """A picture without transparency: what shows through is paper."""
    if frame.mode in ("LA", "PA", "RGBA") or "transparency" in frame.info:
        whole = frame.convert("RGBA")
        paper = Image.new("RGBA", whole.size, "white")
        paper.alpha_composite(whole)
        return paper
    return frame


def _dpi(image: Image.Image) -> int:
    said = image.info.get("dpi", (0, 0))
    try:
        across = float(said[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        across = 0.0
    return round(across) if 100 <= across <= 2400 else max(round(min(image.size) / A4), 70)


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


__all__ = ["Pictures", "pictures_in"]
