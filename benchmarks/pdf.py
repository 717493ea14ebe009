"""PDF beside platypus (untagged), and beside typst and WeasyPrint (PDF/UA) where they are installed, in one run.

    python benchmarks/pdf.py

Prints medians and the ratios to ours; only the ratios mean something on another machine."""

from __future__ import annotations

# ruff: noqa: E402, I001
import sys
from pathlib import Path

# In place of this folder, whose files would stand before modules of the same names.
sys.path[:1] = [str(Path(__file__).resolve().parent.parent / folder) for folder in ("converters", "tests")]

import html
import io
import itertools
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable

import instruments

from engross.faircopy import FairCopy, Line, fair_copy
from engross.model import Instrument, text_of
from engross.writers.pdf import PdfOptions, PdfWriter

_RUNS = itertools.count(1)
RECORD = b"<akomaNtoso/>" * 2000


def ours(instrument: Instrument) -> bytes:
    return PdfWriter().write(instrument, PdfOptions(record=RECORD)).value


def platypus(copy: FairCopy) -> bytes:
    """The same lines as plain paragraphs with TrueType fonts and inner links, by reportlab's own layout."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

    body = ParagraphStyle("b", fontName=_platypus_font(), fontSize=11, leading=14.5, alignment=4, spaceBefore=4)
    styles = {
        d: ParagraphStyle(f"d{d}", parent=body, leftIndent=26 * d, bulletIndent=26 * (d - 1)) for d in range(1, 8)
    }
    story: list[Flowable] = []
    for line in copy.lines:
        anchor = f'<a name="{line.eid}"/>' if line.eid else ""
        style = styles.get(line.depth, body) if line.role in ("clause", "item") else body
        story.append(Paragraph(anchor + _markup(line), style, bulletText=line.label or None))
    out = io.BytesIO()
    SimpleDocTemplate(out, invariant=1, pageCompression=1).build(story)
    return out.getvalue()


def _platypus_font() -> str:
    """A TrueType family that comes with reportlab."""
    from reportlab.lib.fonts import addMapping
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if "Vera" not in pdfmetrics.getRegisteredFontNames():
        for name in ("Vera", "VeraIt"):
            pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
        addMapping("Vera", 0, 0, "Vera")
        addMapping("Vera", 0, 1, "VeraIt")
    return "Vera"


def _markup(line: Line) -> str:
    from engross.model import Lead, Reference

    out = []
    for part in line.content:
        if isinstance(part, str):
            out.append(html.escape(part))
        elif isinstance(part, Lead):
            out.append(f"<i>{html.escape(text_of(part.content))}</i>")
        elif isinstance(part, Reference):
            out.append(f'<a href="{part.href}">{html.escape(text_of(part.content))}</a>')
        else:
            out.append(html.escape(text_of((part,))))
    return "".join(out)


def typst(copy: FairCopy) -> bytes:
    import typst as compiler

    rows = [f'#set document(title: "{copy.title}")', "#set par(justify: true)"]
    run = next(_RUNS)  # a word of its own in each paragraph: else typst remembers the paragraphs of the last run
    rows += [
        f"#block(inset: (left: {26 * line.depth}pt))[#place(dx: -26pt)[{line.label}] {text_of(line.content)} {run}]"
        for line in copy.lines
    ]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.typ"
        source.write_text("\n".join(rows), encoding="utf-8")
        made: bytes = compiler.compile(str(source), pdf_standards=["ua-1"])
    return made


def weasyprint(copy: FairCopy) -> bytes:
    import weasyprint as printer

    rows = [
        f'<p id="{line.eid}" style="margin-left:{26 * line.depth}pt">{line.label} {html.escape(text_of(line.content))}</p>'
        for line in copy.lines
    ]
    page = f"<html lang=en><head><title>{copy.title}</title></head><body>{''.join(rows)}</body></html>"
    made: bytes = printer.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return made


def median(work: Callable[[], object], times: int) -> float:
    """Milliseconds of a processor, so that other work on the machine counts little."""
    took = []
    for _ in range(times):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return statistics.median(took) * 1000


def start_up(code: str) -> float:
    """Milliseconds of a processor that a new process takes for `code`, less those of an empty one."""

    def spent(what: str) -> float:
        took = []
        for _ in range(9):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-c", what], check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return statistics.median(took) * 1000

    return spent(code) - spent("pass")


def peak(clauses: int) -> float:
    """Megabytes that a new process holds at most while it makes the PDF of so many clauses."""
    code = (
        f"import sys; sys.path[:0] = {sys.path[:2]!r}; import instruments, resource; "
        f"from engross.writers.pdf import PdfWriter; PdfWriter().write(instruments.long({clauses})); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return int(done.stdout) / 1024


def main() -> None:
    paths = f"import sys; sys.path[:0] = {sys.path[:2]!r}; "
    make = "import instruments; from engross.writers.pdf import PdfWriter; i = instruments.communique(); "
    print(f"start-up     platypus imported  {start_up('import reportlab.platypus'):8.1f} ms")
    print(f"start-up     model and fair copy{start_up(paths + make):8.1f} ms")
    print(f"start-up     the same, and a PDF{start_up(paths + make + 'PdfWriter().write(i)'):8.1f} ms")
    print(f"memory       30, 1,000 and 4,000 clauses: {peak(30):.0f}, {peak(1000):.0f}, {peak(4000):.0f} MB")
    for clauses, times in ((30, 15), (1000, 3)):
        instrument = instruments.long(clauses)
        copy = fair_copy(instrument)
        ours(instrument)
        base = median(lambda: ours(instrument), times)  # noqa: B023
        print(f"{clauses:5} clauses  ours, UA-1 and A-3a{base:8.1f} ms")
        for name, work in (("platypus, untagged", platypus), ("typst, UA-1", typst), ("weasyprint, UA-1", weasyprint)):
            try:
                work(copy)
            except ImportError:
                print(f"{clauses:5} clauses  {name:18} is not installed")
                continue
            took = median(lambda: work(copy), max(1, times // 3))  # noqa: B023
            print(f"{clauses:5} clauses  {name:18} {took:8.1f} ms  ×{took / base:.2f} of ours")


if __name__ == "__main__":
    main()
