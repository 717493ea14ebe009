"""The one door to reportlab: its objects and its document, packed when written (ISO 32000-1, 7.5.7 and 7.5.8).

reportlab makes the dictionaries, strings, pages, bookmarks and the catalog, and numbers what refers to what. What it has
not is here: object streams; the line end before `endstream` that PDF/A asks for; entries of pages and catalogs that tagged
and archival files need; and `Raw`, because its classes are slow for the thousands of elements of a structure."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import (
    BasicFonts,
    DummyDoc,
    PDFArrayCompact,
    PDFCatalog,
    PDFDestinationXYZ,
    PDFDictionary,
    PDFDocument,
    PDFFile,
    PDFIndirectObject,
    PDFObject,
    PDFPage,
    PDFResourceDictionary,
    PDFStream,
    PDFStreamFilterZCompress,
    PDFString,
)

Array = PDFArrayCompact
Dictionary = PDFDictionary

_VERSION = (1, 7)
_PER_STREAM = 200  # objects packed together: enough to compress well, few enough to find one quickly
_PLAIN = DummyDoc()
_LITERAL = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)", "\r": r"\r"})


def reference(number: int) -> bytes:
    """An indirect reference to object `number`."""
    return b"%d 0 R" % number


def text_string(text: str) -> bytes:
    """A text string, in PDFDocEncoding or UTF-16 (ISO 32000-1, 7.9.2.2). Half a surrogate pair becomes "?"."""
    made: bytes = PDFString(text.encode("utf-8", "replace").decode()).format(_PLAIN)
    return made


def byte_string(text: str) -> bytes:
    """A byte string in UTF-8, as names of destinations and ids of structure elements are."""
    if text.isascii():
        return b"(" + text.translate(_LITERAL).encode() + b")"
    made: bytes = PDFString(text.encode("utf-8", "replace"), enc="raw").format(_PLAIN)
    return made


class Raw(PDFObject):  # type: ignore[misc]
    """An object written as it is."""

    def __init__(self, body: bytes = b"null") -> None:
        self.body = body

    def format(self, document: PDFDocument) -> bytes:
        return self.body


class _Flate(PDFStreamFilterZCompress):  # type: ignore[misc]
    """Compression a step below the usual: a twentieth larger, and a fourth faster."""

    def encode(self, text: bytes) -> bytes:
        return zlib.compress(text, 5)


_FLATE = _Flate()


class Stream(PDFStream):  # type: ignore[misc]
    """A stream whose data end with the line end that PDF/A asks for (ISO 19005-3, 6.1.7.1)."""

    def __init__(self, content: bytes, entries: Mapping[str, object] = {}, compress: bool = True) -> None:
        super().__init__(Dictionary(dict(entries)), content, [_FLATE] if compress else None)

    def format(self, document: PDFDocument) -> bytes:
        made: bytes = super().format(document)
        return made.removesuffix(b"endstream\n") + b"\nendstream\n"


class Page(PDFPage):  # type: ignore[misc]
    """A page of a tagged file, whose keys are all given."""

    Override_default_compilation = 1
    __NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]


class Catalog(PDFCatalog):  # type: ignore[misc]
    """The catalog of a tagged and archival file."""

    __NoDefault__ = [*PDFCatalog.__NoDefault__, "AF", "OutputIntents"]
    __Refs__ = ["Outlines", "Pages"]


class _Bytes(PDFFile):  # type: ignore[misc]
    """The file as it is written, which begins by saying what it is and that it is binary (ISO 32000-1, 7.5.2)."""

    def __init__(self) -> None:
        super().__init__(_VERSION)
        self.strings.clear()  # a comment on the library
        self.offset = 0
        self.add(b"%%PDF-%d.%d\n%%\xe2\xe3\xcf\xd3\n" % _VERSION)


class PdfFile:
    """Objects by number, given from 1 in the order they come. `catalog` takes its entries as attributes."""

    def __init__(self) -> None:
        self.document = PDFDocument(invariant=1, pdfVersion=_VERSION)
        self.catalog = self.document.Catalog = Catalog()
        self.catalog.Pages = self.document.Pages
        self._fonts = self.document.idToObject[BasicFonts]
        self._targets: dict[str, PDFObject] = {}
        resources = PDFResourceDictionary()
        resources.basicFonts()
        self._resources = reference(self.add(resources))

    def add(self, made: PDFObject) -> int:
        """The number of a new object."""
        self.document.Reference(made)
        number: int = self.document.objectcounter
        return number

    def reserve(self, count: int) -> int:
        """The first of `count` consecutive numbers whose objects come later, by `put`."""
        first: int = self.document.objectcounter + 1
        for _ in range(count):
            self.document.Reference(Raw())
        return first

    def put(self, body: bytes, number: int = 0) -> int:
        """Write an object as it is, under a reserved `number` or a new one (0)."""
        if not number:
            return self.add(Raw(body))
        self._object(number).body = body
        return number

    def font(self, key: str, font: PDFObject) -> None:
        """Let every page use a font under `key`."""
        self._fonts[key] = reference(self.add(font))

    def page(self, width: float, height: float, content: bytes) -> Page:
        """Add a page of that size in points."""
        page = Page()
        page.MediaBox, page.Resources, page.Contents = Array([0, 0, width, height]), self._resources, Stream(content)
        page.Parent = self.document.Reference(self.document.Pages)
        self.document.addPage(page)
        return page

    def number(self, made: PDFObject) -> int:
        """The number of an object that was added."""
        number: int = self.document.idToObjectNumberAndVersion[made.__InternalName__][0]
        return number

    def bookmark(self, level: int, title: str, page: Page, top: float, closed: bool) -> None:
        """Add a bookmark after the last, at most one level below it; `top`: where on the page it leads, in points."""
        key = f"bookmark {len(self._targets)}"
        self._targets[key] = PDFDestinationXYZ(page, "null", top, "null")
        self.document.outline.addOutlineEntry(key, level, title, closed)

    def _bookmarkReference(self, key: str) -> PDFObject:
        """Where a bookmark leads, as reportlab asks its canvas."""
        return self._targets[key]

    def serialise(self, info: PDFObject) -> bytes:
        """The whole file. Its identifier is a digest of the content, so that equal content has an equal name."""
        with _own_settings():
            if self._targets:
                self.document.outline.prepare(self.document, self)
                self.catalog.Outlines, self.catalog.PageMode = self.document.outline, "/UseOutlines"
            root, about = self.add(self.catalog), self.add(info)
            return self._serialise(root, about)

    def _serialise(self, root: int, info: int) -> bytes:
        out, digest = _Bytes(), hashlib.sha256()
        rows: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        packed: list[tuple[int, bytes]] = []
        number = 1
        while number in self.document.numberToId:  # an object that is formatted may add those it refers to
            made = self._object(number)
            if isinstance(made, Stream):
                rows[number] = (1, self._append(out, made), 0)
            else:
                packed.append((number, made.format(self.document)))
            number += 1
        for at in range(0, len(packed), _PER_STREAM):
            group = packed[at : at + _PER_STREAM]
            stream = _object_stream(group)
            carrier = self.add(stream)
            rows |= {n: (2, carrier, index) for index, (n, _) in enumerate(group)}
            rows[carrier] = (1, self._append(out, stream), 0)
        for part in out.strings:
            digest.update(part)
        name = b"<%b>" % digest.hexdigest()[:32].encode()
        carrier = len(rows)
        rows[carrier] = (1, out.offset, 0)
        table = Stream(
            b"".join(struct.pack(">BIH", *rows[n]) for n in range(carrier + 1)),
            {
                "Type": "/XRef", "Size": carrier + 1, "W": Array([1, 4, 2]), "Root": reference(root),
                "Info": reference(info), "ID": Array([name, name]),
            },
        )  # fmt: skip
        self.add(table)
        start = self._append(out, table)
        out.add(b"startxref\n%d\n%%%%EOF\n" % start)
        made_file: bytes = out.format(self.document)
        return made_file

    def _append(self, out: _Bytes, stream: Stream) -> int:
        """Write a stream that was added; its offset."""
        offset: int = out.add(PDFIndirectObject(stream.__InternalName__, stream).format(self.document))
        return offset

    def _object(self, number: int) -> PDFObject:
        return self.document.idToObject[self.document.numberToId[number]]


def _object_stream(group: Sequence[tuple[int, bytes]]) -> Stream:
    index, offset = [], 0
    for number, body in group:
        index.append(b"%d %d" % (number, offset))
        offset += len(body) + 1
    head = b" ".join(index) + b" "
    content = head + b" ".join(body for _, body in group) + b" "
    return Stream(content, {"Type": "/ObjStm", "N": len(group), "First": len(head)})


@contextmanager
def _own_settings() -> Iterator[None]:
    """reportlab's settings, which users may change by variables and files, as they are by default."""
    own = {"pdfMultiLine": 0, "pdfComments": 0}
    theirs = {name: getattr(rl_config, name) for name in own}
    vars(rl_config).update(own)
    try:
        yield
    finally:
        vars(rl_config).update(theirs)
