"""Every reader under broken bytes: what comes of them is an instrument or one line that says why not, and it comes soon."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Iterable, Iterator

import pytest
from PIL import Image

import instruments
from engross import conversion
from engross.diagnostics import EngrossError
from engross.readers.options import Aids, Picture, Seen, Word
from engross.registry import FORMATS, ReadOptions

RUNS = 60
LONGEST = 20.0
"""Seconds that no broken file of a few pages may take, on the slowest machine."""
MARKDOWN = b"---\ntitle: Lamps\n---\n# Lamps\n\nThe **Council**,\n\n1\\. Decides[^1];\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: See it.\n"


class Reads:
    """An OCR that sees one word on every picture."""

    name = "a reader"

    def read(self, pictures: Iterable[Picture], language: str, source: str) -> Iterator[Seen]:
        for picture in pictures:
            yield Seen([Word("Lamps", 10, 50, 20, 12, 0, 90)], picture.width, picture.height, "eng")


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("L", (60, 80), 200).save(out, "PNG")
    return out.getvalue()


def whole(name: str) -> bytes:
    """A sound file of a format."""
    if name == "markdown":
        return MARKDOWN
    if name == "image":
        return picture()
    return conversion.write(instruments.communique(), name).value


def broken(data: bytes, dice: random.Random) -> bytes:
    """A file with some bytes changed, cut out, doubled or taken from elsewhere in it."""
    made = bytearray(data)
    for _ in range(dice.choice((1, 3, 12))):
        at = dice.randrange(len(made) or 1)
        size = dice.randrange(1, 60)
        match dice.randrange(4):
            case 0:
                made[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                del made[at : at + size]
            case 2:
                made[at:at] = made[at : at + size]
            case _:
                other = dice.randrange(len(made) or 1)
                made[at : at + size] = made[other : other + size]
    return bytes(made)


def said(data: bytes, name: str, options: ReadOptions) -> str:
    """Why a file cannot be read, "" when it can."""
    try:
        conversion.read(data, name, name="x", options=options)
    except EngrossError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", [f.name for f in FORMATS.values() if f.reader])
def test_broken_bytes_raise_nothing_but_errors_of_ours(name: str) -> None:
    dice = random.Random(f"{name} 7")
    data, options = whole(name), ReadOptions(aids=Aids(ocr=Reads()))
    conversion.read(data, name, options=options)
    for n in range(RUNS):
        start = time.process_time()
        assert "\n" not in said(broken(data, dice), name if n % 2 else "", options)
        assert time.process_time() - start < LONGEST
