"""PDF files that other programs make of the corpora, read again and scored with the same gold.

    python -m benchmarks.reading_pdf [-v] [instruments] [every=N] [NAME…]    a row for each producer (see PRODUCERS)
    python -m benchmarks.reading_pdf speed      pages a second before recognition, pdfplumber and others beside it

A name's "2" sets two columns. typst comes from the Python Package Index, LibreOffice and Chromium from the system;
"scan" draws the pages of typst as pictures, which tesseract reads."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "converters"), str(ROOT / "schemas"), str(ROOT)]

from benchmarks.foreign import Asked, Row, Text, asked, row, show, texts  # noqa: E402
from benchmarks.readers import made  # noqa: E402

SPEAKING = re.compile(r"([\\#$*_`<>@=+/~\[\]\"'-])|^(\d+)\.", re.M)
PAGE = """#set page(paper: "a4", columns: {columns}, numbering: "1", header: [Resolutions #h(1fr) Official Records])
#set par(justify: true)
#set text(lang: "{language}", size: 11pt)
"""

WEB_PAGE = """<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>Official Records</title>
<style>body {{ columns: {columns}; font: 11pt/1.4 serif }} p {{ margin: 0 0 .7em }}</style></head><body>{body}</body></html>"""


QUIET = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")
"""How a browser is started that is to print one page and nothing else."""


def by_typst(given: Sequence[Text], columns: int) -> list[bytes]:
    """Justified and hyphenated, with a running head and page numbers."""
    import typst  # type: ignore[import-not-found]

    def one(text: Text) -> bytes:
        said = [SPEAKING.sub(lambda m: f"{m[2]}\\." if m[2] else "\\" + m[1], p) for p in text.paragraphs]
        body = "\n\n".join(paragraph.replace("\n", " \\\n") for paragraph in said)
        page = PAGE.format(columns=columns, language="ar" if text.is_arabic else "en")
        return bytes(typst.compile((page + body).encode()))

    return [one(text) for text in given]


def by_libreoffice(given: Sequence[Text], columns: int) -> list[bytes]:
    """Word files of pandoc with native lists, printed by LibreOffice."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise SystemExit("LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for n, text in enumerate(given):
            (folder / f"{n}.docx").write_bytes(in_columns(made(text, "docx"), columns))
        words = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
        files = [str(folder / f"{n}.docx") for n in range(len(given))]
        subprocess.run([*words, "--outdir", str(folder), *files], check=True, capture_output=True, timeout=1800)
        return [(folder / f"{n}.pdf").read_bytes() for n in range(len(given))]


def by_chromium(given: Sequence[Text], columns: int) -> list[bytes]:
    """Web pages printed by a browser, with the date, title, address and page number that it prints in the margins."""
    browser = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if browser is None:
        raise SystemExit("Chromium is not installed (Debian: chromium-headless-shell)")
    out = []
    with tempfile.TemporaryDirectory() as name:
        page, pdf = Path(name) / "page.html", Path(name) / "page.pdf"
        for text in given:
            body = "\n".join(f"<p>{html.escape(p).replace(chr(10), '<br>')}</p>" for p in text.paragraphs)
            language, direction = ("ar", "rtl") if text.is_arabic else ("en", "ltr")
            whole = WEB_PAGE.format(columns=columns, body=body, language=language, direction=direction)
            page.write_text(whole, encoding="utf-8")
            words = [
                browser,
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={name}/profile",
                f"--print-to-pdf={pdf}",
            ]
            subprocess.run([*words, page.as_uri()], check=True, capture_output=True, timeout=60)
            out.append(pdf.read_bytes())
    return out


def in_columns(data: bytes, columns: int) -> bytes:
    """A Word file set in so many columns."""
    if columns == 1:
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as again:
        for name in package.namelist():
            part = package.read(name)
            if name == "word/document.xml":
                part = re.sub(rb"<w:cols[^>]*/>", b"", part)
                cols = b'<w:cols w:num="%d" w:space="400"/>' % columns
                if b"<w:sectPr />" in part or b"<w:sectPr/>" in part:
                    part = re.sub(rb"<w:sectPr ?/>", b"<w:sectPr>" + cols + b"</w:sectPr>", part)
                elif b"</w:sectPr>" in part:
                    at = part.rindex(b"</w:sectPr>")
                    part = part[:at] + cols + part[at:]
                else:
                    part = part.replace(b"</w:body>", b"<w:sectPr>" + cols + b"</w:sectPr></w:body>")
            again.writestr(name, part)
    return out.getvalue()


def by_engross(given: Sequence[Text], columns: int) -> list[bytes]:
    """Our own pages, the record left out."""
    from engross import conversion

    def one(text: Text) -> bytes:
        said = "\n\n".join(text.paragraphs).encode()
        return conversion.convert(said, "text", "pdf", name=text.gold.name, record=b"").value

    return [one(text) for text in given]


def by_scanner(given: Sequence[Text], columns: int) -> list[bytes]:
    """The pages of typst as grey pictures of 200 dots an inch, for tesseract to read."""
    import pypdfium2

    out = []
    for data in by_typst(given, columns):
        pages = [page.render(scale=200 / 72, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(data)]
        file = io.BytesIO()
        pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=200)
        out.append(file.getvalue())
    return out


Make = Callable[[Sequence[Text], int], list[bytes]]
PRODUCERS: dict[str, tuple[str, Make, int]] = {
    "typst": ("typst", by_typst, 1),
    "typst2": ("typst, two columns", by_typst, 2),
    "libreoffice": ("LibreOffice", by_libreoffice, 1),
    "libreoffice2": ("LibreOffice, two columns", by_libreoffice, 2),
    "chromium": ("Chromium", by_chromium, 1),
    "chromium2": ("Chromium, two columns", by_chromium, 2),
    "scan": ("typst, scanned", by_scanner, 1),
    "engross": ("our own, without the record", by_engross, 1),
}


SLOW = ("scan",)
"""Producers whose files are only read when they are asked for by name: a page takes seconds."""


def rows(wish: Asked = Asked([], 1, "resolutions", False)) -> Iterator[Row]:  # noqa: B008
    """A row for each producer; `every`: only every nth text."""
    given = texts(wish.corpus, wish.every)
    for name, (title, make, columns) in PRODUCERS.items():
        if name in wish.names or (not wish.names and name not in SLOW):
            yield row(title, given, make(given, columns), "pdf", verbose=wish.verbose)


def speed() -> None:
    """Pages a second, before recognition."""
    from benchmarks.timing import beside
    from benchmarks.timing import show as show_times
    from engross.readers.pdf import PdfReader

    data = max(by_typst(texts(every=6), 1), key=len)
    reader = PdfReader()
    things: dict[str, Callable[[], object]] = {"engross, the sheet": lambda: reader.sheet(data, "x")}
    if find_spec("pdfplumber"):
        import pdfplumber  # type: ignore[import-not-found]

        def plumbed() -> list[Any]:
            with pdfplumber.open(io.BytesIO(data)) as file:
                return [page.extract_text() for page in file.pages]

        things["pdfplumber, the text"] = plumbed
    if find_spec("pdfminer"):
        from pdfminer.high_level import extract_text  # type: ignore[import-not-found]

        things["pdfminer.six, the text"] = partial(lambda file: extract_text(io.BytesIO(file)), data)
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages = len(document)
    things["pdfium, the text alone (floor)"] = lambda: [page.get_textpage().get_text_bounded() for page in document]
    timed = beside(things, 5, time.process_time)
    show_times(f"{pages} pages of PDF", timed)
    print(f"{pages / timed[0].seconds:.0f} pages a second")


def main(argv: list[str] | None = None) -> None:
    """What the command line says."""
    words = sys.argv[1:] if argv is None else argv
    if "speed" in words:
        speed()
    else:
        show(rows(asked(words)))


if __name__ == "__main__":
    main()
