"""Scans: pages that are pictures are read by tesseract, every one marked with how sure that is; and what is missing is said."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Iterable, Iterator

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from engross import conversion, programs
from engross.diagnostics import Outcome, UnreadableError
from engross.faircopy import fair_copy
from engross.model import Instrument, text_of
from engross.programs import Tesseract
from engross.readers.options import Aids, Picture, Seen, Word
from engross.readers.pdf import PdfReader
from engross.registry import ReadOptions, sniff
from readers.pdf_files import HEIGHT, LEFT, WIDTH, Draw, block, line, pdf

ENGLISH = (
    "The Harbour Council,",
    "Recalling all of its earlier decisions on the lamps of the harbour, and the oil that is burned in them,",
    "1. Decides that every lamp of the harbour shall be lit at dusk, and put out in the morning by its keeper;",
    "2. Requests the keepers to report each year on the oil that they have burned, and on the ships that they saw.",
)
FRENCH = (
    "Le Conseil du port,",
    "Rappelant toutes ses décisions sur les lampes du port, et les résultats de la dernière année,",
    "1. Décide que les lampes du port seront allumées à la tombée de la nuit par leurs gardiens;",
    "2. Prie les gardiens de présenter chaque année un rapport sur les navires qui ont été aperçus.",
)


@pytest.fixture(scope="module", autouse=True)
def tesseract(judge: Callable[[str, str], str]) -> str:
    """The program, with the data of English and French."""
    path = judge("tesseract", "tesseract-ocr")
    said = subprocess.run([path, "--list-langs"], capture_output=True, text=True, check=True).stdout.split()
    if "fra" not in said:
        judge("tesseract-ocr-fra", "tesseract-ocr-fra")
    return path


def drawn(data: bytes, dpi: int = 150) -> list[Image.Image]:
    """The pages of a PDF as pictures."""
    return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(data)]


def shown(image: Image.Image) -> Draw:
    """A picture over the whole page."""

    def draw(canvas: Canvas) -> None:
        out = io.BytesIO()
        image.save(out, "PNG")
        canvas.drawImage(ImageReader(io.BytesIO(out.getvalue())), 0, 0, WIDTH, HEIGHT)

    return draw


def scan(*pages: Iterable[Draw]) -> bytes:
    """The pages printed, and scanned again."""
    return pdf(*[[shown(image)] for image in drawn(pdf(*pages))])


def saved(images: list[Image.Image], form: str, **settings: object) -> bytes:
    out = io.BytesIO()
    images[0].save(out, form, dpi=(150, 150), **settings)
    return out.getvalue()


def read(data: bytes, language: str = "") -> Outcome[Instrument]:
    return conversion.read(data, name="scan", options=ReadOptions(language, aids=programs.aids()))


def lines(outcome: Outcome[Instrument]) -> list[str]:
    return [f"{row.label} {text_of(row.content)}".strip() for row in fair_copy(outcome.value).lines]


def said(outcome: Outcome[Instrument]) -> list[str]:
    return [d.message for d in outcome.found if d.rule.id.startswith("pdf-ocr")]


def test_a_scan_is_read_and_each_page_is_marked() -> None:
    outcome = read(scan(block(ENGLISH[:3]), block(ENGLISH[3:])))
    assert [row for row in lines(outcome) if row[:2] in ("1.", "2.")] == [*ENGLISH[2:]]
    first, second = said(outcome)
    assert first.startswith("page 1: read by OCR (tesseract ")
    assert ", eng), 9" in first
    assert second.startswith("page 2: read by OCR")


def test_the_language_is_found_by_the_words_and_can_be_told() -> None:
    found = read(scan(block(FRENCH)))
    assert ", fra), " in said(found)[0]
    assert found.value.metadata.language == "fra"
    assert "2. Prie les gardiens de présenter chaque année" in "\n".join(lines(found))
    assert ", eng), " in said(read(scan(block(FRENCH)), "en"))[0]


def test_pages_that_are_pictures_among_others_are_read_in_their_place() -> None:
    (picture,) = drawn(pdf(block(ENGLISH[2:3])))
    outcome = read(pdf(block(ENGLISH[:2]), [shown(picture)], block(ENGLISH[3:])))
    assert [row for row in lines(outcome) if row[:2] in ("1.", "2.")] == [*ENGLISH[2:]]
    (only,) = said(outcome)
    assert only.startswith("page 2: read by OCR")


def test_what_is_stamped_on_a_scan_is_kept() -> None:
    (picture,) = drawn(pdf(block(ENGLISH)))
    stamped = pdf([shown(picture), line("Copy 17 of the archive", LEFT, 40)])
    sheet = PdfReader().sheet(stamped, "x", ReadOptions(aids=programs.aids()))
    words = " ".join(row.text for row in sheet.lines)
    assert words.count("Copy 17 of the archive") == 1
    assert words.count("Decides that every lamp") == 1


def test_places_say_that_a_line_was_read_by_ocr() -> None:
    sheet = PdfReader().sheet(scan(block(ENGLISH)), "x", ReadOptions(aids=programs.aids()))
    assert sheet.lines[0].place.startswith("page 1 (OCR 9")
    assert sheet.lines[0].place.endswith("%), line 1")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_pictures_are_read(form: str) -> None:
    settings = {"compression": "tiff_lzw"} if form == "TIFF" else {}
    data = saved(drawn(pdf(block(ENGLISH))), form, **settings)
    assert sniff(data) == "image"
    assert ENGLISH[3] in lines(read(data))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_all_pages_of_a_picture_are_read_also_those_that_lie_otherwise(degrees: int) -> None:
    pages = drawn(pdf(block(ENGLISH[:3]), block(ENGLISH[3:] * 3)))
    pages[1] = pages[1].rotate(degrees, expand=True)
    outcome = read(saved(pages, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw"))
    assert len(said(outcome)) == 2
    assert ENGLISH[3] in lines(outcome)


def test_a_page_without_words_is_told() -> None:
    with pytest.raises(UnreadableError, match=r"^scan: there is no text in it"):
        read(pdf([shown(Image.new("L", (600, 800), 200))]))


def test_data_that_are_missing_are_named_with_their_package() -> None:
    with pytest.raises(
        UnreadableError, match=r"^scan: tesseract has no data for .*: install Debian's tesseract-ocr-kat$"
    ):
        read(scan(block(ENGLISH)), "ka")


def test_without_the_program_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(UnreadableError, match=r"^scan: .*engross\[ocr\].*tesseract-ocr") as raised:
        read(scan(block(ENGLISH)))
    assert "\n" not in str(raised.value)


def test_without_the_program_the_pages_that_have_text_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    (picture,) = drawn(pdf(block(ENGLISH[3:])))
    outcome = read(pdf(block(ENGLISH[:3]), [shown(picture)]))
    assert [d.rule.id for d in outcome.found if d.rule.code == "unread"] == ["pdf-ocr-failed", "pdf-picture"]
    assert ENGLISH[2] in lines(outcome)


class Unsure:
    """An OCR that guesses."""

    name = "guesswork"

    def read(self, pictures: Iterable[Picture], language: str, source: str) -> Iterator[Seen]:
        for picture in pictures:
            words = [
                Word(text, 100 + 200 * n, 260 + 200 * n, 300, 40, 0, 31) for n, text in enumerate(("Deciqes", "tbat"))
            ]
            yield Seen(words, picture.width, picture.height, "eng")


def test_a_page_that_ocr_is_not_sure_of_is_a_warning_with_its_worst_words() -> None:
    aids = Aids(ocr=Unsure())
    outcome = conversion.read(scan(block(ENGLISH)), name="scan", options=ReadOptions(aids=aids))
    (found,) = [d for d in outcome.found if d.rule.id == "pdf-ocr-unsure"]
    assert found.message == "page 1: read by OCR (guesswork, eng), 31% sure; least of 'Deciqes', 'tbat'"
    assert found.hint


def test_progress_is_told_page_by_page() -> None:
    seen: list[tuple[int, int]] = []
    aids = programs.aids(watch=lambda done, total: seen.append((done, total)))
    conversion.read(pdf(block(ENGLISH), block(ENGLISH)), name="x", options=ReadOptions(aids=aids))
    assert seen == [(1, 2), (2, 2)]


def test_nothing_is_started_for_files_that_need_it_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tesseract, "read", None)
    monkeypatch.setenv("PATH", "/nowhere")
    assert ENGLISH[3] in lines(read(pdf(block(ENGLISH))))
