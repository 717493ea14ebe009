"""The table of formats: a format is one file and one line here; nothing is imported before it is asked for."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, runtime_checkable

from msgspec import Struct

from engross.diagnostics import EngrossError, Outcome
from engross.model import Instrument
from engross.readers.options import Aids
from engross.recognise.given import NOTHING, Corrections

if TYPE_CHECKING:
    from engross.parallel import Edition
    from engross.recognise.sheet import Sheet

ENTRY_POINTS = "engross.formats"
OFFICE = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"{\\rtf")
"""How ZIP containers, the files of Word 97 and RTF files begin."""

IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a", b"RIFF", b"BM")
"""How pictures begin (PNG, JPEG, TIFF, GIF, WebP, Windows bitmaps)."""
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""The byte order marks of UTF-16."""
PAGE = re.compile(
    rb"(?>(?><\?xml\b[^>]*>|<!--.*?-->|<!doctype\b[^>]*>|\s)*)"
    rb"<(?:html|head|body|frameset|meta|title|script|style|div|p|table|section|article|main|h[1-6]|ul|ol|header|center)\b",
    re.I | re.S,
)
"""How a web page, or a part of one, begins."""
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r"))
"""Characters that stand in no text, and in every picture."""
PDF = re.compile(rb"(?:^|[\r\n])%PDF-\d")
PAGE_ELEMENT = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.I)


class ReadOptions(Struct, frozen=True):
    """What a reader is told. language: ISO 639-1 code, "" to find out; keep_furniture: keep page furniture as text;
    changes: what becomes of tracked changes; corrections: what a person says of lines; aids: programs of others that
    the caller lends."""

    language: str = ""
    keep_furniture: bool = False
    changes: Literal["accept", "reject", "refuse"] = "accept"
    corrections: Corrections = NOTHING
    aids: Aids = Aids()


class Reader(Protocol):
    """Makes an instrument of bytes. `name` is what the source goes by in messages. A reader may also be a `LaidOut` and a
    `Carrier`."""

    def read(self, data: bytes, name: str, options: ReadOptions) -> Outcome[Instrument]:
        """Raises UnreadableError when the bytes are not of this format."""


@runtime_checkable
class LaidOut(Protocol):
    """A reader of laid-out files. What `sheet` gives can be inspected and corrected line by line."""

    def sheet(self, data: bytes, name: str, options: ReadOptions) -> Sheet:
        """What is seen in the file, before anything is recognised. Raises UnreadableError as `read` does."""


@runtime_checkable
class Carrier(Protocol):
    """A reader of files that may carry their canonical record inside, and cannot have been edited since."""

    def carried(self, data: bytes, name: str) -> bytes | None:
        """The record, None for none. Raises UnreadableError as `read` does."""


class Writer(Protocol):
    """Makes bytes of an instrument. `Options` is the frozen struct of its settings, all with defaults."""

    Options: type[Struct]

    def write(self, instrument: Instrument, options: Any) -> Outcome[bytes]:
        """The bytes, and what the format cannot show. The same instrument and options give the same bytes."""


class EditionWriter(Protocol):
    """Makes bytes of a parallel edition. `Options` is the frozen struct of its settings, all with defaults."""

    Options: type[Struct]

    def write(self, edition: Edition, options: Any) -> Outcome[bytes]:
        """The bytes, and what the format cannot show. The same edition and options give the same bytes."""


class Format(NamedTuple):
    """One format. `reader` and `writer` are "module:Class", or "" where Engross does not go that way."""

    name: str
    title: str
    suffix: str
    media_type: str
    reader: str = ""
    writer: str = ""


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("akn", "Akoma Ntoso 3.0, the canonical record", ".akn.xml", "application/akn+xml", "engross.readers.akn:AknReader", "engross.writers.akn:AknWriter"),
        Format("docx", "Word, numbered natively", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "engross.readers.docx:DocxReader", "engross.writers.docx:DocxWriter"),
        Format("html", "one accessible web page", ".html", "text/html", "engross.readers.html:HtmlReader", "engross.writers.html:HtmlWriter"),
        Format("image", "pictures of pages (PNG, JPEG, TIFF …), read by OCR", ".png", "image/*", "engross.readers.pdf:ImageReader"),
        Format("json", "the record's tree as JSON", ".json", "application/json", "engross.readers.json:JsonReader", "engross.writers.json:JsonWriter"),
        Format("markdown", "Markdown, and text pasted with its marks", ".md", "text/markdown", "engross.readers.markdown:MarkdownReader"),
        Format("pdf", "PDF, tagged and archival, the record inside", ".pdf", "application/pdf", "engross.readers.pdf:PdfReader", "engross.writers.pdf:PdfWriter"),
        Format("text", "plain text", ".txt", "text/plain", "engross.readers.text:TextReader", "engross.writers.text:TextWriter"),
    )
}  # fmt: skip


EDITIONS = {
    "docx": "engross.writers.docx.parallel:DocxEdition",
    "html": "engross.writers.html.parallel:HtmlEdition",
    "pdf": "engross.writers.pdf.parallel:PdfEdition",
}
"""The writers of parallel editions, by format."""


def find(name: str) -> Format:
    """The format of that name, ours or a plug-in's (entry point group `engross.formats`). Raises EngrossError."""
    if (ours := FORMATS.get(name)) is not None:
        return ours
    theirs = _plugins().get(name)
    if theirs is None:
        raise EngrossError(f"there is no format {name!r}: use one of {', '.join(FORMATS)} (see `engross formats`)")
    return theirs


def reader(name: str) -> Reader:
    """The reader of a format. Raises EngrossError when there is none."""
    form = find(name)
    if not form.reader:
        known = ", ".join(f.name for f in FORMATS.values() if f.reader)
        raise EngrossError(f"Engross does not read {name}: it reads {known}")
    made: Reader = _load(form.reader)()
    return made


def writer(name: str) -> Writer:
    """The writer of a format. Raises EngrossError when there is none."""
    form = find(name)
    if not form.writer:
        known = ", ".join(f.name for f in FORMATS.values() if f.writer)
        raise EngrossError(f"Engross does not write {name}: it writes {known}")
    made: Writer = _load(form.writer)()
    return made


def edition_writer(name: str) -> EditionWriter:
    """The writer of parallel editions in a format. Raises EngrossError when there is none."""
    find(name)
    if name not in EDITIONS:
        raise EngrossError(f"Engross makes no parallel edition as {name}: it makes {', '.join(EDITIONS)}")
    made: EditionWriter = _load(EDITIONS[name])()
    return made


def _load(path: str) -> Any:
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)


@cache
def _plugins() -> dict[str, Format]:
    # importlib.metadata costs 40 ms: looked at only for a name that is not ours.
    from importlib.metadata import entry_points

    out: dict[str, Format] = {}
    for point in entry_points(group=ENTRY_POINTS):
        try:
            form = point.load()
        except Exception as error:
            raise EngrossError(f"the plug-in {point.name!r} ({point.value}) cannot be loaded: {error}") from error
        if not isinstance(form, Format):
            raise EngrossError(f"the plug-in {point.name!r} ({point.value}) is no engross.registry.Format")
        out[form.name] = form
    return out


def sniff(data: bytes) -> str:
    """The name of the format that `data` is in, from its content alone; "text" when nothing else fits."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<") and b"akomaNtoso" in head:
        return "akn"
    if data.startswith(WIDE):
        head = data[:4096].decode("utf-16", "ignore").lstrip().encode()
    if PAGE.match(head) and (PAGE_ELEMENT.search(head) or data.rstrip().endswith(b">")):
        return "html"
    if head.startswith(b"<?xml"):
        return "akn"
    if head.startswith(b"{") and b'"engross"' in head[:200]:
        return "json"
    if PDF.search(data[:1024]):
        return "pdf"
    if data.startswith(IMAGES) and data.translate(None, CONTROLS) != data:
        return "image"
    if data.startswith(OFFICE):
        return "docx"  # its reader says of every other container what it is
    return "text"
