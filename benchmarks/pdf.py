"""PDF beside platypus (untagged), and beside typst and WeasyPrint (PDF/UA) where they are installed, in one run.

    python benchmarks/pdf.py

Prints medians and the ratios to ours; only the ratios mean something on another machine."""

from __future__ import annotations

import html
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "converters"), str(ROOT / "tests")]

import instruments  # noqa: E402
from engross.faircopy import FairCopy, Line, fair_copy  # noqa: E402
from engross.model import Instrument, text_of  # noqa: E402
from engross.writers.pdf import PdfOptions, PdfWriter  # noqa: E402

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
    from fontpkg_amiri import ROOT as FONTS
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if "Amiri" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Amiri", str(FONTS / "files" / "Amiri-Regular.ttf")))
        pdfmetrics.registerFontFamily("Amiri", "Amiri", "Amiri", "Amiri", "Amiri")
    return "Amiri"


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
    rows += [
        f"#block(inset: (left: {26 * line.depth}pt))[#place(dx: -26pt)[{line.label}] {text_of(line.content)}]"
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
    """Milliseconds."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return statistics.median(took) * 1000


def start_up(code: str) -> float:
    """Milliseconds that a new process takes for `code`, less those of an empty one."""
    run = [sys.executable, "-c"]
    bare = median(lambda: subprocess.run([*run, "pass"], check=True), 7)
    return median(lambda: subprocess.run([*run, code], check=True), 7) - bare


def main() -> None:
    paths = f"import sys; sys.path[:0] = {sys.path[:2]!r}; "
    make = "import instruments; from engross.writers.pdf import PdfWriter; i = instruments.communique(); "
    print(f"start-up     platypus imported  {start_up('import reportlab.platypus'):8.1f} ms")
    print(f"start-up     model and fair copy{start_up(paths + make):8.1f} ms")
    print(f"start-up     the same, and a PDF{start_up(paths + make + 'PdfWriter().write(i)'):8.1f} ms")
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
