"""The PDF of an instrument: its fair copy on pages, tagged and archival (PDF/UA-1 and PDF/A-3a), the record inside."""

from __future__ import annotations

import re
from typing import Literal

from engross.diagnostics import Diagnostic, Outcome, Rule, Severity
from engross.faircopy import FairCopyOptions, fair_copy
from engross.model import Instrument, Metadata

GLYPHS = Rule("pdf-glyph", "pdf", Severity.WARNING, "No font at hand has a character; a lozenge stands in its place")
TOO_MANY = 12  # characters that one finding names
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_TAG = re.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_NO_DATE = "2000-01-01"


class PdfOptions(FairCopyOptions, frozen=True):
    """How the pages are made.

    line_numbers: every so many lines are numbered in the margin, 0 for none; draft: a mark across every page;
    columns: of the text, the title stands over them; style: the name of a house style, or the text of one; record: the canonical XML to attach, b"" for none."""

    paper: Literal["a4", "letter"] = "a4"
    line_numbers: int = 0
    draft: bool = False
    columns: Literal[1, 2] = 1
    style: str = "engross"
    record: bytes = b""


class PdfWriter:
    """Writes PDF 1.7. The same instrument and options give the same bytes."""

    Options = PdfOptions

    def write(self, instrument: Instrument, options: PdfOptions = PdfOptions()) -> Outcome[bytes]:  # noqa: B008
        """The file; and the characters that no font at hand can show, which are still there for search and copying."""
        import gc

        # A long document makes a million small objects, none of them garbage: collecting costs half the time.
        collecting = gc.isenabled()
        gc.disable()
        try:
            return _write(instrument, options)
        finally:
            if collecting:
                gc.enable()


def _write(instrument: Instrument, options: PdfOptions) -> Outcome[bytes]:
    from engross.writers.pdf.deferred import defer

    defer("PIL", "Image")  # reportlab imports it for pictures, of which there are none
    from engross.styles import house_style, paper_of
    from engross.writers.pdf.document import RECORD, About, write_document
    from engross.writers.pdf.drawing import Drawer
    from engross.writers.pdf.embedding import embed
    from engross.writers.pdf.galley import Galley
    from engross.writers.pdf.objects import PdfFile
    from engross.writers.pdf.page import Composer, column_width
    from engross.writers.pdf.tags import Tree

    house = house_style(options.style)
    metadata, paper, tree = instrument.metadata, paper_of(options.paper, house), Tree()
    copy = fair_copy(instrument, options)
    galley = Galley(copy, house, tree.root, column_width(paper, options.columns), column_width(paper, 1))
    blocks = galley.set()
    composer = Composer(paper, options.columns, galley.note)
    pages = composer.compose(blocks)
    drawer = Drawer(galley, composer, tree, max(0, options.line_numbers), options.draft, metadata.date)
    drawer.draw(pages)
    file = PdfFile()
    for face in galley.fonts.used.values():
        if face.glyphs:
            file.font(face.key, embed(face, file))
    about = About(
        copy.title or metadata.kind or "Untitled", author_of(metadata), metadata.symbol, language_of(copy.words.tag),
        date_of(metadata), galley.rtl, ((RECORD, options.record),) if options.record else (),
    )  # fmt: skip
    made = write_document(file, about, paper, drawer.streams, tree, drawer.anchors, drawer.bookmarks)
    return Outcome(made, glyphs_missing(galley.fonts.missing))


def author_of(metadata: Metadata) -> str:
    """The name of who issued the instrument, "" when it is not known."""
    return next((e.name for e in metadata.entities if metadata.author and e.key == metadata.author), "")


def language_of(tag: str) -> str:
    """The tag if it is one in form (RFC 3066), as PDF asks."""
    return tag if _TAG.fullmatch(tag) else "und"


def date_of(metadata: Metadata) -> str:
    """The date of production, else that of the instrument, else a fixed one: never today's."""
    known = (d[:10] for d in (metadata.produced, metadata.date))
    return next((d for d in known if _DATE.fullmatch(d)), _NO_DATE)


def glyphs_missing(missing: dict[str, str]) -> tuple[Diagnostic, ...]:
    """One finding for each extra that would help, and one for what no extra has."""
    found = []
    for extra in sorted(set(missing.values())):
        chars = sorted(c for c, e in missing.items() if e == extra)
        named = ", ".join(f"{c} (U+{ord(c):04X})" if c.isprintable() else f"U+{ord(c):04X}" for c in chars[:TOO_MANY])
        more = f" and {len(chars) - TOO_MANY} more" if len(chars) > TOO_MANY else ""
        hint = f"install the fonts: pip install 'engross[{extra}]'" if extra else "check the character in the source"
        found.append(Diagnostic(GLYPHS, f"no font has {named}{more}", hint=hint))
    return tuple(found)
