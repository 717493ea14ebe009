"""PDF that is broken, encrypted, a scan, endless or hostile: one clear line, nothing lost, and no traceback."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from reportlab.lib import pdfencrypt
from reportlab.lib.utils import ImageReader

from engross import conversion
from engross.diagnostics import EngrossError, UnreadableError
from engross.readers.pdf import PdfReader
from engross.registry import ReadOptions
from readers.pdf_files import LEFT, Draw, block, line, pdf

TEXT = ("The General Assembly,", "Recalling its words,", "1. Decides that pages shall be read;")
GOOD = pdf(block(TEXT))
GREY = b"P5 2 2 255 \x80\x80\x80\x80"


def by_hand(*objects: bytes) -> bytes:
    """A file of these objects, the first its catalog."""
    out, at = b"%PDF-1.7\n", []
    for n, body in enumerate(objects, 1):
        at.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % where for where in at)
    size, start = len(objects) + 1, len(out)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, start,
    )  # fmt: skip


def stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), head, content)


def picture() -> Draw:
    image = ImageReader(io.BytesIO(GREY))
    return lambda canvas: canvas.drawImage(image, 0, 0, 500, 700)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>/XObject<</X 5 0 R>>>>"
LOOPS = {
    "pages that hold themselves": by_hand(CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
    "a form that draws itself": by_hand(
        CATALOG,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 700]/Contents 4 0 R/Resources %b>>" % FONT,
        stream(b"BT /F 12 Tf 72 600 Td (The General Assembly,) Tj ET /X Do"),
        stream(b"BT /F 12 Tf 72 500 Td (Recalls itself,) Tj ET /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 500 700]/Resources " + FONT),
    ),
    "an object that is itself": by_hand(CATALOG, b"2 0 R"),
    "pages counted in millions": by_hand(CATALOG, b"<</Type/Pages/Kids[]/Count 2000000>>"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "this is no PDF"),
        (b"\xff\xd8\xff\xe0 a picture", "this is no PDF"),
        (b"%PDF-1.7\n", "the PDF is broken"),
        (GOOD[: len(GOOD) // 3], "the PDF is broken"),
        (pdf([]), "its pages are empty"),
        (pdf([picture()], [picture()]), "is a scan"),
        (pdf(block(TEXT), encrypt=pdfencrypt.StandardEncryption("user", "owner")), "asks for a password"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        PdfReader().read(data, "x.pdf", ReadOptions())
    message = str(raised.value)
    assert message.startswith("x.pdf: ")
    assert said in message
    assert "\n" not in message


def test_a_scan_is_told_with_what_reads_it() -> None:
    with pytest.raises(UnreadableError, match="ocrmypdf"):
        conversion.read(pdf([picture()]), name="x.pdf")


def test_a_file_that_only_its_owner_locked_is_read() -> None:
    data = pdf(block(TEXT), encrypt=pdfencrypt.StandardEncryption("", "owner"))
    assert [row.text for row in PdfReader().sheet(data, "x").lines] == list(TEXT)


def test_pages_that_are_pictures_among_others_are_told() -> None:
    outcome = conversion.read(pdf(block(TEXT), [picture()], block(TEXT)), name="x.pdf")
    (found,) = [d for d in outcome.found if d.rule.id == "pdf-picture"]
    assert found.message == "page 2: a picture and no text"
    assert "ocrmypdf" in found.hint


def said_of(data: bytes) -> str:
    """The first line of a file, or why it cannot be read."""
    try:
        PdfReader().read(data, "x.pdf", ReadOptions())
        return PdfReader().sheet(data, "x.pdf").lines[0].text
    except EngrossError as error:
        return str(error)


@pytest.mark.parametrize("name", LOOPS)
def test_loops_end(name: str) -> None:
    assert said_of(LOOPS[name]) in (
        "The General Assembly,",
        "x.pdf: there is no text in it: its pages are empty",
        "x.pdf: the PDF has no pages",
        "x.pdf: the PDF is broken (its objects cannot be found): open it in a viewer and save it again",
        "x.pdf: page 1 of the PDF is broken: open the file in a viewer and save it again",
    )


MANY = """
import resource, sys
from engross.readers.options import Aids
from engross.readers.pdf import PdfReader
from engross.registry import ReadOptions
data = open(sys.argv[1], "rb").read()
told = []
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
options = ReadOptions(aids=Aids(watch=lambda done, total: told.append((done, total))))
lines = PdfReader().sheet(data, "x.pdf", options).lines
print(len(lines), max(line.page for line in lines), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
print(len(told), told[-1])
"""


def test_five_thousand_pages_are_read_page_by_page_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "many.pdf"
    path.write_bytes(pdf(*[[*block(TEXT), line(f"{n} of 5000", LEFT, 30)] for n in range(1, 5001)]))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run([sys.executable, "-c", MANY, str(path)], env=env, capture_output=True, text=True, check=True)
    count, last, megabytes, watched, *told = run.stdout.replace("(", "").replace(")", "").replace(",", "").split()
    assert (int(count), int(last)) == (20000, 5000)
    assert int(megabytes) < 250
    assert (watched, told) == ("5000", ["5000", "5000"])


def test_words_placed_far_beyond_the_page_take_no_time() -> None:
    far = pdf([*block(TEXT), line("Lost in space", 1e9, 500), line("and lost again", -1e9, 480)])
    lines = [row.text for row in PdfReader().sheet(far, "x.pdf").lines]
    assert set(TEXT) <= set(lines)
    assert len(lines) == len(TEXT) + 2


def test_broken_bytes_raise_nothing_but_errors_of_ours() -> None:
    dice = random.Random(11)
    whole = pdf(block(TEXT), block(TEXT), pageCompression=0)
    read = refused = 0
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 4, 20))):
            at = dice.randrange(len(data))
            if dice.random() < 0.7:
                data[at] = dice.randrange(256)
            else:
                del data[at : at + dice.randrange(1, 60)]
        said = said_of(bytes(data))
        assert "\n" not in said
        refused += said.startswith("x.pdf: ")
        read += not said.startswith("x.pdf: ")
    assert read
    assert refused
