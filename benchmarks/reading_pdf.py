"""PDF files that other programs make of the United Nations' texts, read again and scored with the same gold.

    python -m benchmarks.reading_pdf [-v] [COUNT] [PRODUCER…]    accuracy by producer, F1 (typst, typst2, libreoffice …)
    python -m benchmarks.reading_pdf speed                       pages a second before recognition, pdfplumber beside it

A producer's "2" sets two columns. typst comes from the Python Package Index, LibreOffice and pandoc from the system."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "converters"), str(ROOT / "schemas"), str(ROOT)]

from benchmarks.accuracy import UN, WORKERS, ZONES, listed  # noqa: E402
from benchmarks.readers import f1, made, pandoc, score  # noqa: E402

SPEAKING = re.compile(r"([\\#$*_`<>@=+/~\[\]\"'-])|^(\d+)\.", re.M)
PAGE = """#set page(paper: "a4", columns: {columns}, numbering: "1", header: [Resolutions #h(1fr) Official Records])
#set par(justify: true)
#set text(lang: "en", size: 11pt)
"""
COUNT = 30


def paragraphs(path: Path) -> list[str]:
    """The paragraphs of a file of the United Nations."""
    import akn_gold  # type: ignore[import-not-found]

    return [" ".join(block.split()) for block in akn_gold.text_of(path).split("\n\n") if block.strip()]


def by_typst(paths: list[Path], columns: int) -> list[bytes]:
    """Justified and hyphenated, with a running head and page numbers."""
    import typst  # type: ignore[import-not-found]

    def one(path: Path) -> bytes:
        body = "\n\n".join(SPEAKING.sub(lambda m: f"{m[2]}\\." if m[2] else "\\" + m[1], p) for p in paragraphs(path))
        return bytes(typst.compile((PAGE.format(columns=columns) + body).encode()))

    return [one(path) for path in paths]


def by_libreoffice(paths: list[Path], columns: int) -> list[bytes]:
    """Word files of pandoc with native lists, or our own where there is no pandoc, printed by LibreOffice."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise SystemExit("LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for n, path in enumerate(paths):
            (folder / f"{n}.docx").write_bytes(in_columns(word_file(path, folder), columns))
        words = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
        given = [str(folder / f"{n}.docx") for n in range(len(paths))]
        subprocess.run([*words, "--outdir", str(folder), *given], check=True, capture_output=True, timeout=1800)
        return [(folder / f"{n}.pdf").read_bytes() for n in range(len(paths))]


def word_file(path: Path, folder: Path) -> bytes:
    """The text of a file of the United Nations as a Word file."""
    try:
        program = pandoc()
    except SystemExit:
        import docx

        document = docx.Document()
        for words in paragraphs(path):
            document.add_paragraph(words)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()
    return made(path, folder, "docx", program)


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


def by_engross(paths: list[Path], columns: int) -> list[bytes]:
    """Our own pages, the record left out."""
    import akn_gold

    from engross import conversion

    return [
        conversion.convert(akn_gold.text_of(path).encode(), "text", "pdf", name=path.name, record=b"").value
        for path in paths
    ]


PRODUCERS: dict[str, tuple[Callable[[list[Path], int], list[bytes]], int]] = {
    "typst": (by_typst, 1),
    "typst2": (by_typst, 2),
    "libreoffice": (by_libreoffice, 1),
    "libreoffice2": (by_libreoffice, 2),
    "engross": (by_engross, 1),
}


def accuracy(producer: str, count: int, verbose: bool) -> str:
    """The line of the table for one producer."""
    make, columns = PRODUCERS[producer]
    paths = listed("english")[:count]
    total = {zone: Counter[str]() for zone in ZONES}
    files = make(paths, columns)
    with ProcessPoolExecutor(WORKERS) as pool:
        jobs = [(path, data, "pdf") for path, data in zip(paths, files, strict=True)]
        for path, result in zip(paths, pool.map(score, jobs), strict=True):
            for zone in ZONES:
                total[zone].update({k: result[zone][k] for k in ("want", "have", "hit", "placed")})
            if verbose and (result["missed"] or result["made up"]):
                print(path.name, *[f"{k} {row}" for k in ("missed", "made up") for row in result[k][:6]], sep="\n    ")
    cells = [f1(total[zone]) for zone in ZONES]
    return f"{producer}: {len(paths)} files, recitals {cells[0]}, clauses {cells[1]}"


def speed() -> None:
    """Pages a second, before recognition."""
    from benchmarks.timing import beside, show
    from engross.readers.pdf import PdfReader

    data = max(by_typst(listed("english")[:COUNT], 1), key=len)
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

        things["pdfminer.six, the text"] = lambda: extract_text(io.BytesIO(data))
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages = len(document)
    things["pdfium, the text alone (floor)"] = lambda: [page.get_textpage().get_text_bounded() for page in document]
    show(f"{pages} pages of PDF", beside(things, 5))


def main(argv: list[str] | None = None) -> None:
    """What the command line says."""
    words = sys.argv[1:] if argv is None else argv
    verbose = "-v" in words
    count = next((int(word) for word in words if word.isdigit()), COUNT)
    if not UN.is_dir():
        raise SystemExit("the corpora do not lie beside the project")
    if "speed" in words:
        speed()
        return
    for producer in [word for word in words if word in PRODUCERS] or PRODUCERS:
        print(accuracy(producer, count, verbose), flush=True)


if __name__ == "__main__":
    main()
