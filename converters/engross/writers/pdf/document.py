"""The document around the pages: catalog, metadata, output intent, outline, destinations, the record attached."""

from __future__ import annotations

import re
import struct
from functools import cache

from msgspec import Struct

from engross.writers.pdf.drawing import Anchor
from engross.writers.pdf.objects import PdfFile, byte_string, name, reference, text_string
from engross.writers.pdf.styles import Paper
from engross.writers.pdf.tags import Tree, link_body

PRODUCER = "Engross"
_LEAF = 64  # names in one leaf of a name tree
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class About(Struct, frozen=True, gc=False):
    """What the file says of itself. date: ISO 8601 (YYYY-MM-DD); language: a BCP 47 tag; record: the canonical XML to
    attach, b"" for none."""

    title: str
    author: str
    subject: str
    language: str
    date: str
    rtl: bool
    record: bytes


def write_document(
    file: PdfFile, about: About, paper: Paper, streams: list[str], fonts: dict[str, int], tree: Tree,
    anchors: dict[str, Anchor], bookmarks: list[tuple[int, str, Anchor]],
) -> bytes:  # fmt: skip
    """The whole file. `streams` are the contents of the pages, `fonts` the numbers of the fonts by key."""
    resources = file.put(
        b"<</Font<<%b>>/ProcSet[/PDF/Text]>>" % b"".join(name(k) + b" " + reference(n) for k, n in fonts.items())
    )
    root, parent = file.reserve(), file.reserve()
    pages = [file.reserve() for _ in streams]
    links = file.reserve_many(len(tree.links))
    for n, link in enumerate(tree.links):
        file.put(link_body(link, len(pages) + n), links + n)
    on_page: list[list[bytes]] = [[] for _ in pages]
    for n, link in enumerate(tree.links):
        on_page[link.page].append(reference(links + n))
    for n, stream in enumerate(streams):
        content = file.stream(stream.encode("ascii"))
        annotations = b"/Annots[%b]" % b" ".join(on_page[n]) if on_page[n] else b""
        file.put(
            b"<</Type/Page/Parent %b/MediaBox[0 0 %.2f %.2f]/Resources %b/Contents %b/StructParents %d/Tabs/S%b>>"
            % (reference(parent), paper.width, paper.height, reference(resources), reference(content), n, annotations),
            pages[n],
        )
    kids = b" ".join(reference(p) for p in pages)
    file.put(b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(pages), kids), parent)
    structure = tree.write(file, pages, links)
    catalog = [
        b"<</Type/Catalog/Pages " + reference(parent),
        b"/StructTreeRoot " + reference(structure),
        b"/MarkInfo<</Marked true>>/Lang" + text_string(about.language),
        b"/ViewerPreferences<</DisplayDocTitle true%b>>" % (b"/Direction/R2L" if about.rtl else b""),
        b"/Metadata " + reference(file.stream(_xmp(about), b"/Type/Metadata/Subtype/XML", compress=False)),
        b"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
        b"/RegistryName(http://www.color.org)/DestOutputProfile %b>>]" % reference(file.stream(_srgb(), b"/N 3")),
        _names(file, about, pages, anchors),
        _outline(file, pages, bookmarks),
    ]
    file.put(b"".join(catalog) + b">>", root)
    return file.serialise(root, _info(file, about))


def _destination(anchor: Anchor, pages: list[int]) -> bytes:
    return b"[%b/XYZ null %.1f null]" % (reference(pages[anchor.page]), anchor.top)


def _names(file: PdfFile, about: About, pages: list[int], anchors: dict[str, Anchor]) -> bytes:
    """The name trees: destinations named by eId, and the attached record."""
    entries = sorted((eid.encode("utf-8", "replace"), eid, anchor) for eid, anchor in anchors.items())
    leaves = []
    for at in range(0, len(entries), _LEAF):
        part = entries[at : at + _LEAF]
        body = b" ".join(byte_string(eid) + _destination(anchor, pages) for _, eid, anchor in part)
        limits = byte_string(part[0][1]) + byte_string(part[-1][1])
        leaves.append(file.put(b"<</Limits[%b]/Names[%b]>>" % (limits, body)))
    trees = b"/Dests<</Kids[%b]>>" % b" ".join(map(reference, leaves)) if leaves else b""
    associated = b""
    if about.record:
        day = _pdf_date(about.date)
        embedded = file.stream(
            about.record,
            b"/Type/EmbeddedFile/Subtype/application#2Fakn+xml/Params<</Size %d/ModDate%b>>" % (len(about.record), day),
        )
        specification = file.put(
            b"<</Type/Filespec/F(record.akn.xml)/UF(record.akn.xml)/AFRelationship/Source"
            b"/Desc(The canonical record: Akoma Ntoso XML)/EF<</F %b/UF %b>>>>"
            % (reference(embedded), reference(embedded))
        )
        trees += b"/EmbeddedFiles<</Names[(record.akn.xml)%b]>>" % reference(specification)
        associated = b"/AF[%b]" % reference(specification)
    return (b"/Names<<%b>>" % trees if trees else b"") + associated


def _outline(file: PdfFile, pages: list[int], bookmarks: list[tuple[int, str, Anchor]]) -> bytes:
    """The bookmarks as a tree; an entry's level is at most one deeper than the one before."""
    if not bookmarks:
        return b""
    top, first = file.reserve(), file.reserve_many(len(bookmarks))
    parents: list[int] = []
    place: list[int] = []
    children: dict[int, list[int]] = {-1: []}
    levels: list[int] = []
    for n, (level, _, _) in enumerate(bookmarks):
        while levels and bookmarks[levels[-1]][0] >= level:
            levels.pop()
        parents.append(levels[-1] if levels else -1)
        place.append(len(children[parents[-1]]))
        children[parents[-1]].append(n)
        children[n] = []
        levels.append(n)

    def number(n: int) -> bytes:
        return reference(top if n < 0 else first + n)

    for n, (level, words, anchor) in enumerate(bookmarks):
        row, at = children[parents[n]], place[n]
        body = b"<</Title%b/Parent %b/Dest%b" % (
            text_string(_clean(words)),
            number(parents[n]),
            _destination(anchor, pages),
        )
        body += b"/Prev " + number(row[at - 1]) if at else b""
        body += b"/Next " + number(row[at + 1]) if at + 1 < len(row) else b""
        if children[n]:
            # Open down to the divisions of the text, closed below.
            count = len(children[n]) if level < 1 else -len(children[n])
            body += b"/First %b/Last %b/Count %d" % (number(children[n][0]), number(children[n][-1]), count)
        file.put(body + b">>", first + n)
    shown = len(children[-1]) + sum(len(children[n]) for n in children[-1] if bookmarks[n][0] < 1)
    file.put(
        b"<</Type/Outlines/First %b/Last %b/Count %d>>" % (number(children[-1][0]), number(children[-1][-1]), shown),
        top,
    )
    return b"/Outlines " + reference(top) + b"/PageMode/UseOutlines"


def _pdf_date(date: str) -> bytes:
    return b"(D:%b000000Z)" % date.replace("-", "").encode()


def _clean(text: str) -> str:
    """Text that XML can hold."""
    return _CONTROL.sub("\ufffd", text)


def _escaped(text: str) -> str:
    return _clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _info(file: PdfFile, about: About) -> int:
    day = _pdf_date(about.date)
    body = b"<</Title%b/Creator(%b)/Producer(%b)/CreationDate%b/ModDate%b" % (
        text_string(_clean(about.title)), PRODUCER.encode(), PRODUCER.encode(), day, day,
    )  # fmt: skip
    if about.author:
        body += b"/Author" + text_string(_clean(about.author))
    if about.subject:
        body += b"/Subject" + text_string(_clean(about.subject))
    return file.put(body + b">>")


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
