"""The file around the text: parts, relationships, properties, the record; the one door to python-docx.

Nothing of the library's own template goes in, and the same parts make the same bytes."""

from __future__ import annotations

import datetime
import hashlib
import io
import re
import zipfile
from typing import NamedTuple

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package as WordPackage

from engross.model import Metadata
from engross.packaged import packaged
from engross.writers.docx.xml import NAMESPACES, escape, part

_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_UNDATED = datetime.date(2000, 1, 1)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP file can hold


class Made(NamedTuple):
    """The bytes of the file, and how many characters in it had to be replaced."""

    data: bytes
    replaced: int


class _Text(Part):
    """The main part, whose relationships are made while its text is."""

    xml = b""

    @property
    def blob(self) -> bytes:
        return self.xml


class Package:
    """A Word file in the making. Parts are given as the content of their root elements."""

    def __init__(self) -> None:
        self.package = WordPackage()
        self.document = _Text(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN, package=self.package)
        self.package.relate_to(self.document, RT.OFFICE_DOCUMENT)
        self.replaced = 0
        self._links: dict[str, dict[str, str]] = {}
        self._others: dict[str, Part] = {}

    def link(self, address: str, of: str) -> str:
        """The id of a web address among the relationships of a part: "document" or "footnotes"."""
        links = self._links.setdefault(of, {})
        if (known := links.get(address)) is None:
            known = links[address] = f"rLink{len(links) + 1}"
        return known

    def set_text(self, body: str) -> None:
        """The main text."""
        self._relate(self.document, "document")
        self.document.xml = self._xml("document", f"<w:body>{body}</w:body>")

    def add(self, name: str, root: str, content: str) -> str:
        """A part of the text named `name`; gives its relationship id."""
        content_type, relationship = _KINDS[root]
        made = Part(PackURI(f"/word/{name}.xml"), content_type, self._xml(root, content), self.package)
        self._relate(made, name)
        return self.document.relate_to(made, relationship)

    def add_whole(self, name: str, root: str, xml: bytes) -> str:
        """A part that is whole already, of another file; gives its relationship id."""
        content_type, relationship = _KINDS[root]
        made = self._others[f"word/{name}.xml"] = Part(PackURI(f"/word/{name}.xml"), content_type, xml, self.package)
        return self.document.relate_to(made, relationship)

    def lead(
        self, part: str, known: str, kind: str, target: str, content_type: str = "", data: bytes | None = None
    ) -> None:  # fmt: skip
        """Let a whole part lead, by the id that its text knows, to a part of those bytes, or (None) to an address."""
        one, relationship = self._others[part], f"{_RELATIONSHIPS}/{kind}"
        if data is None:
            one.load_rel(relationship, _address(target), known, is_external=True)
            return
        if target not in self._others:
            self._others[target] = Part(PackURI(f"/{target}"), content_type, data, self.package)
        one.load_rel(relationship, self._others[target], known)

    def _relate(self, one: Part, name: str) -> None:
        """Gives a part the web addresses that were asked for in its text."""
        for address, known in self._links.get(name, {}).items():
            one.load_rel(RT.HYPERLINK, _address(address), known, is_external=True)

    def add_theme(self) -> None:
        """The theme, which Word asks for; the styles name their own fonts and colours."""
        theme = packaged("writers", "docx", "theme.xml").decode()
        made = Part(PackURI("/word/theme/theme1.xml"), CT.OFC_THEME, self._clean(theme), self.package)
        self.document.relate_to(made, RT.THEME)

    def add_properties(self, core: str) -> None:
        """The properties of the document, and which program made it."""
        core_part = Part(PackURI("/docProps/core.xml"), CT.OPC_CORE_PROPERTIES, self._clean(core), self.package)
        app = Part(PackURI("/docProps/app.xml"), CT.OFC_EXTENDED_PROPERTIES, self._clean(_APPLICATION), self.package)
        self.package.relate_to(core_part, RT.CORE_PROPERTIES)
        self.package.relate_to(app, RT.EXTENDED_PROPERTIES)

    def add_record(self, record: bytes, number: int = 1) -> None:
        """A canonical record, whole, as a custom XML part; `number` where there are several, from 1."""
        digest = hashlib.sha256(record).hexdigest().upper()
        guid = f"{{{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-A{digest[17:20]}-{digest[20:32]}}}"
        properties = (
            '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
            f' ds:itemID="{guid}"><ds:schemaRefs><ds:schemaRef ds:uri="{_AKN}"/></ds:schemaRefs></ds:datastoreItem>'
        )
        item = Part(PackURI(f"/customXml/item{number}.xml"), CT.XML, record, self.package)
        about = Part(
            PackURI(f"/customXml/itemProps{number}.xml"),
            CT.OFC_CUSTOM_XML_PROPERTIES,
            self._clean(properties),
            self.package,
        )
        self.document.relate_to(item, f"{_RELATIONSHIPS}/customXml")
        item.relate_to(about, f"{_RELATIONSHIPS}/customXmlProps")

    def made(self) -> Made:
        """The file."""
        out = io.BytesIO()
        parts = list(self.package.iter_parts())
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
            _write(file, "[Content_Types].xml", _content_types(parts))
            _write(file, "_rels/.rels", self.package.rels.xml)
            for one in parts:
                _write(file, one.partname.membername, one.blob)
                if len(one.rels):
                    _write(file, one.partname.rels_uri.membername, one.rels.xml)
        return Made(out.getvalue(), self.replaced)

    def _xml(self, root: str, content: str) -> bytes:
        return self._clean(f"<w:{root} {NAMESPACES}>{content}</w:{root}>")

    def _clean(self, xml: str) -> bytes:
        data, bad = part(xml)
        self.replaced += bad
        return data


_KINDS = {
    "styles": (CT.WML_STYLES, RT.STYLES),
    "numbering": (CT.WML_NUMBERING, RT.NUMBERING),
    "fonts": (CT.WML_FONT_TABLE, RT.FONT_TABLE),
    "settings": (CT.WML_SETTINGS, RT.SETTINGS),
    "footnotes": (CT.WML_FOOTNOTES, RT.FOOTNOTES),
    "theme": (CT.OFC_THEME, RT.THEME),
    "hdr": (CT.WML_HEADER, RT.HEADER),
    "ftr": (CT.WML_FOOTER, RT.FOOTER),
}
_APPLICATION = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Engross</Application></Properties>"
)


def _write(file: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    file.writestr(entry, data)


def _content_types(parts: list[Part]) -> bytes:
    types = "".join(
        f'<Override PartName="{p.partname}" ContentType="{p.content_type}"/>' for p in parts if p.content_type != CT.XML
    )
    return part(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{CT.OPC_RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="{CT.XML}"/>{types}</Types>'
    )[0]


def _address(address: str) -> str:
    """A web address as a URI: what no URI may hold is percent-encoded (RFC 3986, 2.1)."""
    from urllib.parse import quote

    whole = re.sub("%(?![0-9A-Fa-f]{2})", "%25", address)
    return quote(whole, safe="!#$%&'()*+,/:;=?@~", errors="replace")


def core_properties(metadata: Metadata, title: str, tag: str, identifier: str) -> str:
    """What Word shows as the properties of the document, from the metadata alone."""
    names = {entity.key: entity.name for entity in metadata.entities}
    author = names.get(metadata.author, "") or names.get(metadata.publisher, "")
    when = f"{production_date(metadata).isoformat()}T00:00:00Z"
    texts = (
        ("dc:title", title),
        ("dc:subject", metadata.symbol),
        ("dc:creator", author),
        ("cp:keywords", ", ".join(metadata.keywords)),
        ("cp:category", metadata.kind),
        ("dc:identifier", identifier),
        ("dc:language", tag),
    )
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in texts if text)
        + f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified></cp:coreProperties>'
    )


def production_date(metadata: Metadata) -> datetime.date:
    """When this file was made, as far as it may be known: the date of production, else of the instrument, else 2000."""
    for text in (metadata.produced, metadata.date):
        if re.match(r"\d{4}-\d\d-\d\d", text):
            try:
                return datetime.date.fromisoformat(text[:10])
            except ValueError:  # "2024-02-31": the record's rules report it; a file needs some date that exists
                continue
    return _UNDATED
