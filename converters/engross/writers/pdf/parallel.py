"""The PDF of a parallel edition: a column for each language, set as its own text is, and rows that begin level.

For those who do not see the page it is one table, the language of each cell told; each record is attached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from engross.collector import still
from engross.diagnostics import EngrossError, Outcome
from engross.parallel import Edition
from engross.styles import HouseStyle, Paper, house_style, paper_of
from engross.writers.pdf.document import RECORD, About, write_document
from engross.writers.pdf.embedding import embed
from engross.writers.pdf.objects import PdfFile
from engross.writers.pdf.outline import Outline
from engross.writers.pdf.parallel_columns import columns_of
from engross.writers.pdf.parallel_rows import HEAD, EditionDrawer, compose, rows_of
from engross.writers.pdf.tags import Tree
from engross.writers.pdf.writer import author_of, date_of, glyphs_missing, language_of

MOST = 3
"""Columns that a sheet holds: four would be narrower than the words of some languages."""
_SIDES = 48.0


class PdfEditionOptions(Struct, frozen=True):
    """How the pages are made. orientation: of the sheet; "auto" is landscape for more than two columns."""

    paper: Literal["a4", "letter"] = "a4"
    orientation: Literal["auto", "portrait", "landscape"] = "auto"
    draft: bool = False
    style: str = "engross"


class PdfEdition:
    """Writes parallel editions as PDF 1.7. The same edition and options give the same bytes."""

    Options = PdfEditionOptions

    def write(self, edition: Edition, options: PdfEditionOptions = PdfEditionOptions()) -> Outcome[bytes]:  # noqa: B008
        """The file, and the characters that no font at hand can show. Raises EngrossError for more than three versions."""
        if len(edition.versions) > MOST:
            raise EngrossError(
                f"a page holds {MOST} languages side by side, not {len(edition.versions)}: make HTML, or choose {MOST}"
            )
        with still():
            return _write(edition, options)


def _write(edition: Edition, options: PdfEditionOptions) -> Outcome[bytes]:
    tree, sheet = Tree(), _sheet(edition, options)
    columns = columns_of(edition, house_style(options.style), sheet, Outline(tree.root))
    rows = list(rows_of(edition, columns, tree))
    pages = compose(rows, columns)
    drawer = EditionDrawer(edition, columns, tree, sheet, options.draft, rows)
    drawer.draw_edition(pages)
    file, fonts = PdfFile(), columns[0].galley.fonts
    for face in fonts.used.values():
        if face.glyphs:
            file.font(face.key, embed(face, file))
    first = edition.versions[0]
    metadata = first.instrument.metadata
    about = About(
        edition.title or metadata.kind or "Untitled", author_of(metadata), edition.symbol,
        language_of(first.copy.words.tag), date_of(metadata), columns[0].galley.rtl, tuple(_records(edition)),
    )  # fmt: skip
    made = write_document(file, about, sheet, drawer.streams, tree, drawer.anchors, drawer.bookmarks)
    return Outcome(made, glyphs_missing(fonts.missing))


def _records(edition: Edition) -> Iterator[tuple[str, bytes]]:
    for version in edition.versions:
        if version.record:
            yield f"{version.prefix.strip('_')}.{RECORD.partition('.')[2]}", version.record


def _sheet(edition: Edition, options: PdfEditionOptions) -> Paper:
    paper = paper_of(options.paper, HouseStyle())
    wide = options.orientation == "landscape" or (options.orientation == "auto" and len(edition.versions) > 2)
    width, height = (paper.height, paper.width) if wide else (paper.width, paper.height)
    return Paper(width, height, _SIDES, _SIDES, 70.0 + HEAD, 66.0)
