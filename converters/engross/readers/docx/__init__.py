"""Word files (.docx, .docm; transitional and strict) as sheets: every number as Word shows it, nothing lost; files of other
word processors where LibreOffice is lent."""

from __future__ import annotations

import gc
from typing import Literal, Protocol

from msgspec import structs

from engross.container import Package
from engross.diagnostics import Diagnostic, Outcome, Rule, Severity, UnreadableError
from engross.model import Instrument
from engross.readers.docx.document import Document
from engross.readers.options import Options
from engross.recognise import sheet as sheets
from engross.recognise.sheet import Sheet

CONVERTED = Rule("docx-converted", "converted", Severity.INFO, "Another program made a Word file of the input")
OLE, RTF, OPEN_DOCUMENT = b"\xd0\xcf\x11\xe0", b"{\\rtf", b"application/vnd.oasis.opendocument.text"
WORD, ENCRYPTED = "WordDocument".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
"""Names of streams in files of Word 97, and in Word files behind a password."""


def suffix_of(data: bytes) -> str:
    """What kind of file of another word processor it is (".doc", ".rtf", ".odt"), "" for none."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:5] == RTF:
        return ".rtf"
    if data.startswith(OLE):
        return ".doc" if WORD in data and ENCRYPTED not in data else ""
    return ".odt" if data.startswith(b"PK") and OPEN_DOCUMENT in data[:256] else ""


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
        suffix, office = suffix_of(data), options.aids.office
        if suffix and office is not None:
            made = self._laid(office.word_file(data, suffix, name), name, options)
            told = Diagnostic(
                CONVERTED, f"a file of another word processor ({suffix}): {office.name} made a Word file of it"
            )
            return structs.replace(made, found=(told, *made.found))
        return self._laid(data, name, options)

    def _laid(self, data: bytes, name: str, options: WordOptions) -> Sheet:
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
