"""DOCX beside the same lines set through python-docx's own objects, and beside pandoc where it is installed, in one run.

    python -m benchmarks docx

Prints medians and the ratios to ours; only the ratios mean something on another machine."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "converters"), str(ROOT / "schemas"), str(ROOT / "tests")]

import instruments  # noqa: E402
from benchmarks.timing import beside, command, show  # noqa: E402
from engross.faircopy import FairCopy, Line, fair_copy  # noqa: E402
from engross.model import Instrument, Lead, Reference, text_of  # noqa: E402
from engross.writers.docx import DocxOptions, DocxWriter  # noqa: E402
from engross.writers.docx.runs import bookmark  # noqa: E402

RECORD = b"<akomaNtoso/>" * 2000
SIZES = ((30, 15), (200, 7), (1000, 5))


def ours(instrument: Instrument) -> bytes:
    return DocxWriter().write(instrument, DocxOptions(record=RECORD)).value


def by_objects(copy: FairCopy) -> bytes:
    """The same lines in python-docx's list styles, with lead phrases, bookmarks and fields, its own way."""
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def element(tag: str, **attributes: str) -> object:
        made = OxmlElement(f"w:{tag}")
        for name, value in attributes.items():
            made.set(qn(f"w:{name}"), value)
        return made

    document = docx.Document()
    for number, line in enumerate(copy.lines):
        paragraph = document.add_paragraph(style=_list_style(line))
        if line.eid:
            paragraph._p.append(element("bookmarkStart", id=str(number), name=bookmark(line.eid)))
        for part in line.content:
            run = paragraph.add_run(text_of((part,)))
            if isinstance(part, Lead):
                run.italic = True
            elif isinstance(part, Reference):
                for kind in ("begin", "separate", "end"):
                    paragraph.add_run()._r.append(element("fldChar", fldCharType=kind))
        if line.eid:
            paragraph._p.append(element("bookmarkEnd", id=str(number)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _list_style(line: Line) -> str:
    if line.role == "heading":
        return "Heading 1"
    return {1: "List Number", 2: "List Number 2"}.get(line.depth, "Normal")


def markdown(copy: FairCopy) -> str:
    """The same lines as pandoc reads them."""
    rows = []
    for line in copy.lines:
        text = "".join(f"*{text_of(p.content)}*" if isinstance(p, Lead) else text_of((p,)) for p in line.content)
        mark = "# " if line.role == "heading" else "    " * (line.depth - 1) + f"{line.label} " if line.label else ""
        rows.append(f"{mark}{text}\n")
    return "\n".join(rows)


def by_pandoc(copy: FairCopy, folder: Path) -> Callable[[], object]:
    source = folder / f"{len(copy.lines)}.md"
    source.write_text(markdown(copy), encoding="utf-8")
    return command(["pandoc", "-f", "markdown+fancy_lists", str(source), "-o", str(source.with_suffix(".docx"))])


def start_up() -> dict[str, Callable[[], object]]:
    """Whole processes: the model and fair copy alone, the same and a Word file, and python-docx imported."""
    paths = f"import sys; sys.path[:0] = {sys.path[:3]!r}\nimport instruments; copy = instruments.communique()\n"
    read = (
        "import engross.conversion, engross.xml, lxml.etree\nfrom engross.faircopy import fair_copy; fair_copy(copy)\n"
    )
    made = "from engross.writers.docx import DocxOptions, DocxWriter; DocxWriter().write(copy, DocxOptions())\n"
    return {
        "the model, lxml and the fair copy": command([sys.executable, "-c", paths + read]),
        "the same, and a Word file": command([sys.executable, "-c", paths + read + made]),
        "the same, and python-docx imported": command([sys.executable, "-c", paths + read + "import docx"]),
    }


def main() -> None:
    show("whole processes", beside(start_up(), 7))
    pandoc = shutil.which("pandoc")
    with tempfile.TemporaryDirectory() as folder:
        for clauses, rounds in SIZES:
            instrument = instruments.long(clauses)
            copy = fair_copy(instrument)
            things: dict[str, Callable[[], object]] = {
                "ours, numbered natively, the record inside": lambda i=instrument: ours(i),  # type: ignore[misc]
                "python-docx's own objects": lambda c=copy: by_objects(c),  # type: ignore[misc]
            }
            if pandoc:
                things["pandoc, as a process"] = by_pandoc(copy, Path(folder))
            show(f"{clauses} clauses", beside(things, rounds))
    if pandoc:
        version = subprocess.run([pandoc, "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
        print(f"\npandoc {version}")
    else:
        print("\npandoc is not installed")


if __name__ == "__main__":
    main()
