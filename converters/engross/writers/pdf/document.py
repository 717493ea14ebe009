"""The document around the pages: catalog, metadata, output intent, outline, destinations, the record attached."""

from __future__ import annotations

import re
import struct
from functools import cache

from msgspec import Struct

from engross.styles import Paper
from engross.writers.pdf.drawing import Anchor
from engross.writers.pdf.objects import Array, Dictionary, Page, PdfFile, Stream, byte_string, reference, text_string
from engross.writers.pdf.tags import Tree, link_annotation

PRODUCER = "Engross"
RECORD = "record.akn.xml"
_LEAF = 64  # names in one leaf of a name tree
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class About(Struct, frozen=True, gc=False):
    """What the file says of itself. date: ISO 8601 (YYYY-MM-DD); language: a BCP 47 tag; records: the canonical XML to
    attach, with the names of the files."""

    title: str
    author: str
    subject: str
    language: str
    date: str
    rtl: bool
    records: tuple[tuple[str, bytes], ...] = ()


def write_document(
    file: PdfFile, about: About, paper: Paper, streams: list[str], tree: Tree, anchors: dict[str, Anchor],
    bookmarks: list[tuple[int, str, Anchor]],
) -> bytes:  # fmt: skip
    """The whole file, whose fonts are in it already. `streams` are the contents of the pages."""
    pages = [file.page(paper.width, paper.height, stream.encode("ascii")) for stream in streams]
    links = []
    on_page: list[list[bytes]] = [[] for _ in pages]
    for n, link in enumerate(tree.links):
        links.append(file.add(link_annotation(link, len(pages) + n)))
        on_page[link.page].append(reference(links[n]))
    for n, page in enumerate(pages):
        page.StructParents, page.Tabs, page.Annots = n, "/S", Array(on_page[n]) if on_page[n] else None
    numbers = [file.number(page) for page in pages]
    profile = file.add(Stream(_srgb(), {"N": 3}))
    catalog = file.catalog
    catalog.StructTreeRoot = reference(tree.write(file, numbers, links))
    catalog.MarkInfo = Dictionary({"Marked": "true"})
    catalog.Lang = text_string(about.language)
    catalog.ViewerPreferences = Dictionary({"DisplayDocTitle": "true"} | ({"Direction": "/R2L"} if about.rtl else {}))
    catalog.Metadata = reference(
        file.add(Stream(_xmp(about), {"Type": "/Metadata", "Subtype": "/XML"}, compress=False))
    )
    catalog.OutputIntents = Array(
        [
            Dictionary(
                {
                    "Type": "/OutputIntent",
                    "S": "/GTS_PDFA1",
                    "OutputConditionIdentifier": text_string("sRGB"),
                    "Info": text_string("sRGB IEC61966-2.1"),
                    "RegistryName": text_string("http://www.color.org"),
                    "DestOutputProfile": reference(profile),
                }
            )
        ]
    )
    names = _destinations(file, numbers, anchors) | _attachments(file, about)
    catalog.Names = Dictionary(names) if names else None
    _bookmark(file, pages, bookmarks)
    return file.serialise(_info(about))


def _destinations(file: PdfFile, pages: list[int], anchors: dict[str, Anchor]) -> dict[str, Dictionary]:
    """The tree of destinations named by eId."""
    entries = sorted((eid.encode("utf-8", "replace"), eid, anchor) for eid, anchor in anchors.items())
    leaves = []
    for at in range(0, len(entries), _LEAF):
        part = entries[at : at + _LEAF]
        body = b" ".join(
            b"%b[%b/XYZ null %.1f null]" % (byte_string(eid), reference(pages[anchor.page]), anchor.top)
            for _, eid, anchor in part
        )
        limits = byte_string(part[0][1]) + byte_string(part[-1][1])
        leaves.append(file.put(b"<</Limits[%b]/Names[%b]>>" % (limits, body)))
    return {"Dests": Dictionary({"Kids": Array(map(reference, leaves))})} if leaves else {}


def _attachments(file: PdfFile, about: About) -> dict[str, Dictionary]:
    """The tree of attached files: the records, which the catalog calls the source of the document."""
    attached = [(text_string(name), _attachment(file, about, name, record)) for name, record in sorted(about.records)]
    if not attached:
        return {}
    file.catalog.AF = Array([specification for _, specification in attached])
    return {"EmbeddedFiles": Dictionary({"Names": Array([entry for pair in attached for entry in pair])})}


def _attachment(file: PdfFile, about: About, name: str, record: bytes) -> bytes:
    """The specification of one attached file."""
    parameters = Dictionary({"Size": len(record), "ModDate": text_string(_pdf_date(about.date))})
    kind = {"Type": "/EmbeddedFile", "Subtype": b"/application#2Fakn+xml", "Params": parameters}
    embedded = reference(file.add(Stream(record, kind)))
    specification = Dictionary(
        {
            "Type": "/Filespec",
            "F": text_string(name),
            "UF": text_string(name),
            "AFRelationship": "/Source",
            "Desc": text_string("The canonical record: Akoma Ntoso XML"),
            "EF": Dictionary({"F": embedded, "UF": embedded}),
        }
    )
    return reference(file.add(specification))


def _bookmark(file: PdfFile, pages: list[Page], bookmarks: list[tuple[int, str, Anchor]]) -> None:
    """The bookmarks as a tree, open down to the divisions of the text."""
    above: list[int] = []
    for level, words, anchor in bookmarks:
        while above and above[-1] >= level:
            above.pop()
        file.bookmark(len(above), _clean(words), pages[anchor.page], anchor.top, closed=level > 0)
        above.append(level)


def _pdf_date(date: str) -> str:
    return f"D:{date.replace('-', '')}000000Z"


def _clean(text: str) -> str:
    """Text that XML can hold."""
    return _CONTROL.sub("\ufffd", text)


def _escaped(text: str) -> str:
    return _clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _info(about: About) -> Dictionary:
    day = _pdf_date(about.date)
    entries = {
        "Title": about.title, "Author": about.author, "Subject": about.subject, "Creator": PRODUCER,
        "Producer": PRODUCER, "CreationDate": day, "ModDate": day,
    }  # fmt: skip
    return Dictionary({key: text_string(_clean(value)) for key, value in entries.items() if value})


def _xmp(about: About) -> bytes:
    stamp = f"{about.date}T00:00:00Z"
    author = (
        f"<dc:creator><rdf:Seq><rdf:li>{_escaped(about.author)}</rdf:li></rdf:Seq></dc:creator>" if about.author else ""
    )
    subject = (
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{_escaped(about.subject)}</rdf:li></rdf:Alt></dc:description>'
        if about.subject
        else ""
    )
    return _XMP.format(
        title=_escaped(about.title), author=author, subject=subject, language=_escaped(about.language), stamp=stamp,
        producer=PRODUCER,
    ).encode()  # fmt: skip


# The extension schema is what PDF/A asks for before it lets pdfuaid be used (ISO 19005-3, 6.6.2.3).
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>{author}{subject}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate><xmp:CreatorTool>{producer}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>The part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@cache
def _srgb() -> bytes:
    """A profile of sRGB (ICC.1:2001, version 2): its three primaries adapted to D50, its transfer curve in 256 steps."""

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)

    def linear(x: float) -> float:
        return x / 12.92 if x <= 0.04045 else float(((x + 0.055) / 1.055) ** 2.4)

    curve = b"curv\0\0\0\0" + struct.pack(">I256H", 256, *(round(linear(n / 255) * 65535) for n in range(256)))
    title = b"sRGB IEC61966-2.1"
    description = b"desc\0\0\0\0" + struct.pack(">I", len(title) + 1) + title + b"\0" * 79
    tags = (
        (b"desc", description), (b"cprt", b"text\0\0\0\0No copyright, use freely\0"), (b"wtpt", xyz(0.95045, 1.0, 1.08905)),
        (b"rXYZ", xyz(0.43607, 0.22249, 0.01392)), (b"gXYZ", xyz(0.38515, 0.71687, 0.09708)),
        (b"bXYZ", xyz(0.14307, 0.06061, 0.71410)), (b"rTRC", curve), (b"gTRC", curve), (b"bTRC", curve),
    )  # fmt: skip
    start = 132 + 12 * len(tags)
    body, table, seen = b"", struct.pack(">I", len(tags)), dict[bytes, tuple[int, int]]()
    for tag, content in tags:
        if content not in seen:
            seen[content] = (start + len(body), len(content))
            body += content + b"\0" * (-len(content) % 4)
        table += tag + struct.pack(">II", *seen[content])
    head = struct.pack(
        ">I4sI4s4s4s6H4s4sI4s4sQ3I", start + len(body), b"", 0x02100000, b"mntr", b"RGB ", b"XYZ ", 2000, 1, 1, 0, 0, 0,
        b"acsp", b"", 0, b"", b"", 0, 0xF6D6, 0x10000, 0xD32D,
    )  # fmt: skip
    return head.ljust(128, b"\0") + table + body
