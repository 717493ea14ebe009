"""Word files: the fair copy with Word's own numbers, notes, references and styles, and the record inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engross.collector import still
from engross.diagnostics import Diagnostic, Outcome, Rule, Severity
from engross.faircopy import FairCopyOptions, fair_copy
from engross.identity import frbr
from engross.model import Instrument
from engross.styles import PaperName, house_style, paper_of
from engross.writers.docx import styles
from engross.writers.docx.body import Body, targets
from engross.writers.docx.contents import Contents
from engross.writers.docx.families import LEVELS
from engross.writers.docx.notes import Notes
from engross.writers.docx.numbering import Numbering
from engross.writers.docx.package import Package, core_properties
from engross.writers.docx.running import Running, section
from engross.writers.docx.runs import Runs
from engross.writers.docx.scripts import Scripts
from engross.writers.docx.sides import Sides
from engross.writers.docx.tables import COLUMNS, Tables

if TYPE_CHECKING:
    from engross.writers.docx.template import Template

CHARACTERS = Rule(
    "docx-characters", "characters", Severity.WARNING, "Characters that no Word file can hold were replaced"
)
WIDE_TABLE = Rule("docx-wide-table", "table", Severity.WARNING, "A table is too wide for Word")
DEEP = Rule("docx-deep", "depth", Severity.INFO, "Items lie deeper than Word's lists go")


class DocxOptions(FairCopyOptions, frozen=True):
    """How a Word file is made.

    line_numbers: every so many lines are numbered in the margin, 0 for none; draft: a mark across every page; style: the
    name of a house style, or the text of one; template: a Word file that lends its styles, heads, feet and page set-up,
    b"" for none; record: the canonical record to carry along, b"" for none."""

    paper: PaperName = "a4"
    line_numbers: int = 0
    draft: bool = False
    style: str = "engross"
    template: bytes = b""
    record: bytes = b""


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
    house = house_style(options.style)
    paper = paper_of(options.paper, house)
    template = _template(options.template)
    measure = template.measure if template else round((paper.width - paper.left - paper.right) * 20)
    package = Package()
    scripts = Scripts(fair.words.tag, fair.words.direction == "rtl")
    numbering = Numbering(fair.lines, house)
    named = targets(fair.lines, numbering)
    notes = Notes()
    notes.runs = runs = Runs(scripts, named, package.link, notes.call)
    tables = Tables(runs, measure, "<w:rPr><w:rtl/></w:rPr>" if scripts.rtl else "")

    def wide(columns: int) -> None:
        message = f"a table of {columns} columns was written as lines: Word shows {COLUMNS} at most"
        found.append(Diagnostic(WIDE_TABLE, message, hint="split the table"))

    sides = Sides(house, measure, scripts.rtl)
    text = Body(fair, numbering, runs, tables, named, wide, sides, Contents(fair)).xml()
    footnotes = notes.xml()
    sheet = styles.xml(scripts, numbering, measure, house)
    running = Running(fair, house, runs, instrument.metadata.date, measure, options.draft)
    if template is None:
        package.add("styles", "styles", sheet)
        package.add("fontTable", "fonts", styles.font_table(scripts, house))
        package.add_theme()
        section_xml = section(paper, running.parts(package), scripts.rtl, options.line_numbers)
    else:
        section_xml = template.lend(package, sheet, running, scripts.rtl, options.line_numbers)
    package.add("numbering", "numbering", numbering.xml())
    package.add("settings", "settings", settings_xml(bool(footnotes), template is not None and template.apart))
    if footnotes:
        package.add("footnotes", "footnotes", footnotes)
    package.set_text(text + section_xml)
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


def _template(data: bytes) -> Template | None:
    if not data:
        return None
    from engross.writers.docx.template import Template  # it opens containers, which others need not wait for

    return Template(data)


def settings_xml(footnotes: bool, apart: bool) -> str:
    """The content of w:settings. apart: even and odd pages have heads of their own."""
    separators = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' if footnotes else ""
    return (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        f'{"<w:evenAndOddHeaders/>" if apart else ""}<w:characterSpacingControl w:val="doNotCompress"/>'
        f'{separators}<w:compat><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )


__all__ = ["DocxOptions", "DocxWriter"]
