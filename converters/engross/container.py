"""The container of a Word file: opened within bounds, its parts found by their relationships, nothing fetched."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from engross.diagnostics import UnreadableError
from engross.xml import Element, parse

MOST_ENTRIES = 20_000
"""Files in a container."""
MOST_BYTES = 512 * 1024 * 1024
"""Bytes of all the parts read of one file, unpacked."""
SHOWN, LONGEST_SHOWN = 4, 120
"""Names of files in an archive that a message lists, and characters of one."""
SMALL = 8 * 1024 * 1024
"""Unpacked bytes below which a part may be packed as tightly as it likes."""
RATIO = 200
"""How many times its packed size a greater part may be. Repetitive Word text stays below 60."""

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", OFFICE.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)  # fmt: skip
"""The namespaces of strict Office Open XML, and those of the transitional kind that mean the same."""
LIBREOFFICE = "LibreOffice makes a Word file of it (--with-libreoffice), or save it there as .docx"
OTHER_FILES = (
    (b"{\\rtf", f"an RTF file, which Engross does not read itself: {LIBREOFFICE}"),
    (b"%PDF-", "a PDF file, not a Word file: read it with --from pdf"),
    (b"\x89PNG", "a PNG image, not a Word file"),
    (b"\xff\xd8\xff", "a JPEG image, not a Word file"),
    (b"GIF8", "a GIF image, not a Word file"),
    (b"\x1f\x8b", "a gzip archive, not a Word file: unpack it first"),
    (b"Rar!", "a RAR archive, not a Word file: unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive, not a Word file: unpack it first"),
    (b"<", "mark-up, not a Word file: read it as what it is (--from html, --from akn)"),
)
OTHER_CONTAINERS = (
    ("xl/workbook.xml", "an Excel workbook, not a Word file"),
    ("ppt/presentation.xml", "a PowerPoint presentation, not a Word file"),
    ("META-INF/container.xml", "an EPUB book, not a Word file"),
)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    OverflowError,
)
"""What a broken container makes the standard library raise."""
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"


class Relationship(NamedTuple):
    """Where a part leads. `kind` is the last word of its type ("footnotes"); `target` a part, or an address outside."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of one file. Every method raises UnreadableError for what is broken or too great."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._left = MOST_BYTES
        self._zip = _opened(data, name)
        self._members = {info.filename.lower(): info for info in self._zip.infolist()}
        self._related: dict[str, list[Relationship]] = {}
        self.main = self._main()

    def _main(self) -> str:
        for relationship in self.related(""):
            if relationship.kind == "officeDocument" and not relationship.external:
                return relationship.target
        if "word/document.xml" in self._members:
            return "word/document.xml"
        names = [info.filename for info in self._zip.infolist()]
        for member, what in OTHER_CONTAINERS:
            if member in names:
                raise UnreadableError(f"{self.name}: this is {what}")
        shown = ", ".join(map(_shown, names[:SHOWN])) + (" …" if len(names) > SHOWN else "")
        raise UnreadableError(f"{self.name}: this is a ZIP archive, no Word file ({shown or 'empty'}): unpack it first")

    def has(self, part: str) -> bool:
        """Whether there is a part of that name."""
        return part.lower() in self._members

    def bytes(self, part: str) -> bytes:
        """The bytes of a part, unpacked within bounds."""
        info = self._members.get(part.lower())
        if info is None:
            raise UnreadableError(f"{self.name}: the Word file is damaged: its part {_shown(part)} is missing")
        if info.flag_bits & 1:
            raise UnreadableError(f"{self.name}: the Word file is encrypted: save it without a password first")
        most = min(self._left, max(SMALL, RATIO * info.compress_size))
        try:
            with self._zip.open(info) as file:
                data = file.read(most + 1)
        except BROKEN as error:
            raise UnreadableError(
                f"{self.name}: the Word file is damaged: {_shown(part)} cannot be unpacked ({_shown(str(error))})"
            ) from error
        if len(data) > most:
            raise UnreadableError(
                f"{self.name}: {part} unpacks to more than {most >> 20} MB, {RATIO} times its size: this is no honest Word file"
            )
        self._left -= len(data)
        return data

    def xml(self, part: str) -> Element:
        """The root of a part, in the namespaces of transitional Office Open XML."""
        root = parse(self.bytes(part), f"{self.name}: {part}")
        if any(strict.decode() in root.nsmap.values() for strict, _ in STRICT):
            text = etree.tostring(root)
            for strict, transitional in STRICT:
                text = text.replace(strict, transitional)
            root = parse(text, f"{self.name}: {part}")
        return root

    def related(self, part: str) -> list[Relationship]:
        """Where a part leads ("": the file itself). What lies outside is never followed."""
        known = self._related.get(part)
        if known is None:
            known = self._related[part] = self._read_related(part)
        return known

    def _read_related(self, part: str) -> list[Relationship]:
        folder, file = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if not self.has(rels):
            return []
        out = []
        for element in self.xml(rels).iter(RELATIONSHIP):
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            out.append(
                Relationship(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target, external)
            )
        return out

    def part_of(self, kind: str) -> str:
        """The part of that kind that the main part leads to, "" when there is none."""
        for relationship in self.related(self.main):
            if relationship.kind == kind and not relationship.external and self.has(relationship.target):
                return relationship.target
        return ""

    def optional(self, kind: str) -> Element | None:
        """The root of the part of that kind, if there is one."""
        part = self.part_of(kind)
        return self.xml(part) if part else None


def _shown(name: str) -> str:
    """A name out of the file, short and on one line."""
    return " ".join(name[:LONGEST_SHOWN].split())


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    if not data:
        raise UnreadableError(f"{name}: the file is empty")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableError(f"{name}: the Word file is encrypted: save it without a password first")
        raise UnreadableError(
            f"{name}: this is a file of Word 97 to 2003, which Engross does not read itself: {LIBREOFFICE}"
        )
    if not data.startswith(b"PK"):
        start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
        what = next((said for mark, said in OTHER_FILES if start.startswith(mark)), "no Word file (no ZIP container)")
        raise UnreadableError(f"{name}: this is {what}")
    if OPEN_DOCUMENT in data[:128]:
        raise UnreadableError(
            f"{name}: this is an OpenDocument file, which Engross does not read itself: {LIBREOFFICE}"
        )
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise UnreadableError(f"{name}: the Word file is damaged: it is no whole ZIP container ({error})") from error
    members = file.infolist()
    if len(members) > MOST_ENTRIES:
        raise UnreadableError(f"{name}: the container holds {len(members)} files: this is no honest Word file")
    seen: set[str] = set()
    for info in members:
        if (low := info.filename.lower()) in seen:
            raise UnreadableError(f"{name}: the Word file is damaged: it holds {_shown(info.filename)} twice")
        seen.add(low)
    return file
