"""Word files (.docx, .docm; transitional and strict) as sheets: every number as Word shows it, nothing lost."""

from __future__ import annotations

import gc
from typing import Literal, Protocol

from engross.container import Package
from engross.diagnostics import Outcome, UnreadableError
from engross.model import Instrument
from engross.readers.docx.document import Document
from engross.readers.options import Options
from engross.recognise import sheet as sheets
from engross.recognise.sheet import Sheet


class WordOptions(Options, Protocol):
    """Besides, `changes`: what becomes of tracked changes."""

    @property
    def changes(self) -> Literal["accept", "reject", "refuse"]: ...


class DocxReader:
    """Reads Word files."""

    def read(self, data: bytes, name: str, options: WordOptions) -> Outcome[Instrument]:
        """The instrument in a Word file. Raises UnreadableError for what is none, broken, encrypted or empty."""
        made = self.sheet(data, name, options)
        return sheets.read(made, options.language, options.keep_furniture, options.corrections)

    def sheet(self, data: bytes, name: str, options: WordOptions) -> Sheet:
        """What is seen in a Word file, before anything is recognised. Raises UnreadableError."""
        collecting = gc.isenabled()
        gc.disable()  # reading makes many small strings and no cycles worth a search
        try:
            return Document(Package(data, name), options.changes).sheet()
        except RecursionError:
            raise UnreadableError(f"{name}: the Word file is nested too deep to be one that people made") from None
        finally:
            if collecting:
                gc.enable()


__all__ = ["DocxReader"]
