"""Pages as they look: small pictures of them, compared with tolerance; those of the samples, and of each house style.

    python tests/writers/test_pdf_pictures.py [NAME…]

makes the pictures again, or those named; look at each before it is kept."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

import instruments
from engross.model import Instrument
from engross.styles import BUILT_IN
from engross.writers.pdf import PdfOptions, PdfWriter
from instruments import clause, p
from writers.pdf_texts import EXTRAS, instrument

PICTURES = Path(__file__).with_name("pictures")
RESOLUTION = 24  # dots per inch: lines and blocks can be told, and letters weigh little
TOLERANCE = 2.0  # of 255: what versions of poppler differ by is below, a line that moved is above
PAGES = {
    **{f"resolution-{style}": PdfOptions(style=style) for style in BUILT_IN},
    **{f"treaty-{style}": PdfOptions(style=style) for style in BUILT_IN},
    "arabic-engross": PdfOptions(),
    "resolution-columns": PdfOptions(columns=2, line_numbers=5, draft=True),
    "mixed-engross": PdfOptions(),
}
SAMPLES = {
    f"sample-{file.stem}": file for file in sorted((Path(__file__).parents[2] / "samples").glob("*/*.pdf"))
}  # fmt: skip
MIXED = "Latin Конференция Ελλάδα منظمة اقوام متحدہ سازمان ملل האומות המאוחדות 国際連合の決議 संयुक्त राष्ट्र, item 12 (b)."


def mixed() -> Instrument:
    """Many scripts in one line, from the left and from the right."""
    return instrument(p(MIXED), p(f"قرار {MIXED}"), clause("1.", "Decides", f" {MIXED}"))


def made(name: str) -> bytes:
    """The file that a picture is of."""
    if name in SAMPLES:
        return SAMPLES[name].read_bytes()
    make = mixed if name.startswith("mixed") else instruments.ALL[name.partition("-")[0]]
    return PdfWriter().write(make(), PAGES[name]).value


def picture(name: str, pdftoppm: str, folder: Path) -> Image.Image:
    """The pages of one document side by side, in grey."""
    command = [pdftoppm, "-r", str(RESOLUTION), "-gray", "-", str(folder / name)]
    subprocess.run(command, input=made(name), check=True)
    pages = [Image.open(file) for file in sorted(folder.glob(f"{name}-*.pgm"))]
    strip = Image.new("L", (sum(p.width for p in pages), pages[0].height))
    for n, page in enumerate(pages):
        strip.paste(page, (n * page.width, 0))
    return strip


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of the two where they differ most, in blocks as high as two lines."""
    apart = ImageChops.difference(one, other)
    blocks = [apart.crop((0, y, apart.width, y + 10)) for y in range(0, apart.height, 10)]
    return max(ImageStat.Stat(block).mean[0] for block in blocks)


@pytest.mark.parametrize("name", [*PAGES, *SAMPLES])
def test_pages_look_as_they_did(name: str, judge: Callable[[str, str], str], tmp_path: Path) -> None:
    if name.startswith("mixed"):
        for tag, extra in (("heb", "hebrew"), ("hin", "devanagari"), ("jpn", "japanese")):
            pytest.importorskip(EXTRAS[tag][0], reason=f"the font is an extra: engross[{extra}]")
    now = picture(name, judge("pdftoppm", "poppler-utils"), tmp_path)
    with Image.open(PICTURES / f"{name}.png") as before:
        assert now.size == before.size
        assert difference(now, before) < TOLERANCE


def test_every_picture_differs_from_every_other() -> None:
    seen = {file.stem: Image.open(file) for file in PICTURES.glob("*.png")}
    assert set(seen) == {*PAGES, *SAMPLES}
    alike = [
        (a, b) for a in seen for b in seen if a < b and seen[a].size == seen[b].size
        and difference(seen[a], seen[b]) < TOLERANCE
    ]  # fmt: skip
    assert alike == []


if __name__ == "__main__":
    import tempfile

    for page in sys.argv[1:] or [*PAGES, *SAMPLES]:
        with tempfile.TemporaryDirectory() as work:
            picture(page, "pdftoppm", Path(work)).save(PICTURES / f"{page}.png", optimize=True)
    sys.exit(0)
