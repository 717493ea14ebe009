"""Word files: the fair copy with Word's own numbers, notes, references and styles, and the record inside."""

from __future__ import annotations

from typing import Literal

from engross.collector import still
from engross.diagnostics import Diagnostic, Outcome, Rule, Severity
from engross.faircopy import FairCopy, FairCopyOptions, fair_copy
from engross.identity import frbr
from engross.model import Instrument
from engross.writers.docx import styles
from engross.writers.docx.body import Body, running_head, targets
from engross.writers.docx.families import LEVELS
from engross.writers.docx.notes import Notes
from engross.writers.docx.numbering import Numbering
from engross.writers.docx.package import Package, core_properties
from engross.writers.docx.runs import Runs
from engross.writers.docx.scripts import Scripts
from engross.writers.docx.tables import COLUMNS, Tables

CHARACTERS = Rule(
    "docx-characters", "characters", Severity.WARNING, "Characters that no Word file can hold were replaced"
)
WIDE_TABLE = Rule("docx-wide-table", "table", Severity.WARNING, "A table is too wide for Word")
DEEP = Rule("docx-deep", "depth", Severity.INFO, "Items lie deeper than Word's lists go")


class DocxOptions(FairCopyOptions, frozen=True):
    """How a Word file is made. record: the canonical record to carry along, b"" for none."""

    paper: Literal["a4", "letter"] = "a4"
    record: bytes = b""


class Page:
    """The page, in twentieths of a point."""

    MARGIN = 1_417  # 2.5 cm
    SIZES = {"a4": (11_906, 16_838), "letter": (12_240, 15_840)}

    def __init__(self, paper: Literal["a4", "letter"]) -> None:
        self.width, self.height = self.SIZES[paper]
        self.measure = self.width - 2 * self.MARGIN


class DocxWriter:
    """Makes Word files (ISO/IEC 29500-1 transitional)."""

    Options = DocxOptions

    def write(self, instrument: Instrument, options: DocxOptions) -> Outcome[bytes]:
        """The file, and what Word cannot show."""
        with still():
            return _written(instrument, options)


def _written(instrument: Instrument, options: DocxOptions) -> Outcome[bytes]:
    fair = fair_copy(instrument, options)
    found: list[Diagnostic] = []
    page = Page(options.paper)
    package = Package()
    scripts = Scripts(fair.words.tag, fair.words.direction == "rtl")
    numbering = Numbering(fair.lines)
    named = targets(fair.lines, numbering)
    notes = Notes()
    notes.runs = runs = Runs(scripts, named, package.link, notes.call)
    tables = Tables(runs, page.measure, "<w:rPr><w:rtl/></w:rPr>" if scripts.rtl else "")

    def wide(columns: int) -> None:
        message = f"a table of {columns} columns was written as lines: Word shows {COLUMNS} at most"
        found.append(Diagnostic(WIDE_TABLE, message, hint="split the table"))

    text = Body(fair, numbering, runs, tables, named, wide).xml()
    footnotes = notes.xml()
    package.add("styles", "styles", styles.xml(scripts, numbering, page.measure))
    package.add("numbering", "numbering", numbering.xml())
    package.add("fontTable", "fonts", styles.font_table(scripts))
    package.add_theme()
    package.add("settings", "settings", _settings(scripts, bool(footnotes)))
    if footnotes:
        package.add("footnotes", "footnotes", footnotes)
    package.set_text(text + _section(page, scripts, _running(package, fair, runs)))
    tag = fair.words.tag
    identifier = frbr(instrument.metadata, instrument.document.form).expression
    package.add_properties(core_properties(instrument.metadata, fair.title, tag, identifier))
    if options.record:
        package.add_record(options.record)
    made = package.made()
    if made.replaced:
        message = f"{made.replaced} character(s) that no Word file can hold were replaced by U+FFFD"
        found.append(Diagnostic(CHARACTERS, message))
    deepest = max((line.depth for line in fair.lines if line.role == "item"), default=0)
    if deepest > LEVELS:
        message = f"items lie {deepest} deep: from level {LEVELS + 1} on they are indented as level {LEVELS} is"
        found.append(Diagnostic(DEEP, message))
    return Outcome(made.data, tuple(found))


def _running(package: Package, fair: FairCopy, runs: Runs) -> str:
    """The running head (from the second page on) and the foot of every page, and the references to them."""
    mark = "<w:rPr><w:rtl/></w:rPr>" if runs.scripts.rtl else ""
    foot: list[str] = []
    before, _, rest = fair.words.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    for words, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        foot += [runs.text(words)] if words else []
        foot += [runs.field(field, "1")] if field else []
    footer = f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{mark}</w:pPr>{"".join(foot)}</w:p>'
    header = f'<w:p><w:pPr><w:pStyle w:val="Header"/>{mark}</w:pPr>{runs.text(running_head(fair))}</w:p>'
    blank = '<w:p><w:pPr><w:pStyle w:val="Header"/><w:pBdr><w:bottom w:val="nil"/></w:pBdr></w:pPr></w:p>'
    return "".join(
        (
            f'<w:headerReference w:type="default" r:id="{package.add("header1", "hdr", header)}"/>',
            f'<w:headerReference w:type="first" r:id="{package.add("header2", "hdr", blank)}"/>',
            f'<w:footerReference w:type="default" r:id="{package.add("footer1", "ftr", footer)}"/>',
            f'<w:footerReference w:type="first" r:id="{package.add("footer2", "ftr", footer)}"/>',
        )
    )


def _section(page: Page, scripts: Scripts, references: str) -> str:
    m = page.MARGIN
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{page.width}" w:h="{page.height}"/>'
        f'<w:pgMar w:top="{m}" w:right="{m}" w:bottom="{m}" w:left="{m}" w:header="720" w:footer="720" w:gutter="0"/>'
        f'<w:cols w:space="720"/><w:titlePg/>{"<w:bidi/>" if scripts.rtl else ""}</w:sectPr>'
    )


def _settings(scripts: Scripts, footnotes: bool) -> str:
    separators = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' if footnotes else ""
    return (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'{separators}<w:compat><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )


__all__ = ["DocxOptions", "DocxWriter"]
