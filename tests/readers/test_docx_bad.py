"""Files that are no Word files, broken ones, and those made to harm: one clear line each, and never a traceback."""

from __future__ import annotations

import io
import random
import sys
import zipfile
from pathlib import Path

import pytest

from engross import conversion
from engross.diagnostics import EngrossError, UnreadableError
from engross.readers.docx import DocxReader
from engross.registry import ReadOptions

sys.path.insert(0, str(Path(__file__).parent))
from docx_files import R, abstract, docx, level, listed, num, para

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return out.getvalue()


def rels(target: str) -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{R}/officeDocument" Target="{target}"/></Relationships>'
    ).encode()


def open_document() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", "<x/>")
    return out.getvalue()


def nested(depth: int) -> bytes:
    inner = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
    return docx(inner)


def bomb() -> bytes:
    return docx(para("a") + "<!--" + "0" * (64 << 20) + "-->")


def crowded() -> bytes:
    return zipped({f"{n}.xml": b"" for n in range(20_001)})


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/document.xml", "<a/>")
        file.writestr("Word/Document.xml", "<b/>")
    return out.getvalue()


BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "the file is empty"),
    "JPEG": (b"\xff\xd8\xff\xe0" + bytes(64), "a JPEG image"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(64), "a PNG image"),
    "PDF": (b"%PDF-1.7\n", "--from pdf"),
    "RTF": (b"{\\rtf1\\ansi x}", "LibreOffice"),
    "Word 97": (OLE, "LibreOffice"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "without a password"),
    "OpenDocument": (open_document(), "LibreOffice"),
    "plain text": (b"Resolution", "no ZIP container"),
    "page of the web": (b"<!doctype html><p>x", "--from html"),
    "Excel": (zipped({"xl/workbook.xml": b"<x/>"}), "an Excel workbook"),
    "PowerPoint": (zipped({"ppt/presentation.xml": b"<x/>"}), "a PowerPoint presentation"),
    "archive": (zipped({"a.txt": b"x"}), "unpack it first"),
    "cut off": (docx(para("Text"))[:-300], "damaged"),
    "main part missing": (zipped({"_rels/.rels": rels("word/other.xml")}), "word/other.xml is missing"),
    "broken XML": (docx("<w:p>"), "not well-formed"),
    "entities": (
        zipped({"_rels/.rels": rels("d.xml"), "d.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        "document type",
    ),
    "nothing in it": (docx(para()), "there is no text in it"),
    "nested": (nested(600), "nested too deep"),
    "bomb": (bomb(), "no honest Word file"),
    "crowd": (crowded(), "no honest Word file"),
    "the same name twice": (twice(), "twice"),
    "out of the container": (zipped({"_rels/.rels": rels("../../../../etc/passwd")}), "etc/passwd is missing"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_say_what_they_are(name: str) -> None:
    data, said = BAD[name]
    with pytest.raises(UnreadableError) as raised:
        DocxReader().read(data, "bad.docx", ReadOptions())
    message = str(raised.value)
    assert said in message
    assert message.startswith("bad.docx")
    assert "\n" not in message


def test_a_word_file_by_another_name_is_read() -> None:
    assert conversion.read(docx(para("Some words")), name="photo.jpg").value.metadata.title == "Some words"


def test_encrypted_entries() -> None:
    data = bytearray(docx(para("a")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    with pytest.raises(UnreadableError, match="encrypted"):
        DocxReader().sheet(bytes(data), "a", ReadOptions())


def test_circles_end() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = abstract(0, more='<w:numStyleLink w:val="L"/>') + num(1, 0)
    inner = '<w:r><w:t>Note</w:t><w:footnoteReference w:id="1"/></w:r>'
    notes = f'<w:footnote w:id="1">{para(inner=inner)}</w:footnote>'
    body = [
        para("a", '<w:pStyle w:val="A"/>'),
        listed("b"),
        para(inner='<w:r><w:t>c</w:t><w:footnoteReference w:id="1"/></w:r>'),
    ]
    made = DocxReader().sheet(
        docx(body, {"styles": styles, "numbering": numbering, "footnotes": notes}), "a", ReadOptions()
    )
    assert [line.text for line in made.lines] == ["a", "b", "c"]
    assert made.lines[2].calls[0].lines[0].calls[0].lines == ()


def test_numbers_that_are_none() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    odd = '<w:numPr><w:ilvl w:val="ninety"/><w:numId w:val="1"/></w:numPr>'
    far = '<w:numPr><w:ilvl w:val="12"/><w:numId w:val="1"/></w:numPr>'
    lost = '<w:numPr><w:numId w:val="77"/></w:numPr>'
    body = [para("a", odd), para("b", far), para("c", lost), para("d", '<w:outlineLvl w:val="x"/>')]
    made = DocxReader().sheet(docx(body, {"numbering": numbering}), "a", ReadOptions())
    assert [(line.number, line.text) for line in made.lines] == [("1.", "a"), ("", "b"), ("", "c"), ("", "d")]


def test_files_with_bytes_turned_over_raise_nothing_else() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    whole = docx([listed("One"), para("two"), listed("three")], {"numbering": numbering})
    draw = random.Random(7)
    read = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(draw.randint(1, 6)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        try:
            DocxReader().read(bytes(data), "a", ReadOptions())
            read += 1
        except EngrossError:
            continue
    assert read > 0


def test_elements_in_any_disorder_raise_nothing_else() -> None:
    names = (
        "p r t tbl tr tc pPr rPr numPr numId ilvl fldChar instrText hyperlink sdt sdtContent sdtPr ins del drawing pict txbxContent"
        " footnoteReference sectPr headerReference br tab sym tcPr vMerge gridSpan trPr rPrChange pPrChange ruby rt rubyBase object"
    ).split()
    draw = random.Random(11)

    def tree(depth: int) -> str:
        out = []
        for _ in range(draw.randint(0, 4)):
            name = draw.choice(names)
            value = draw.choice(("1", "restart", "x", "begin", "separate", "end", "-5", "99999999999"))
            inner = tree(depth - 1) if depth else draw.choice(("", "text"))
            attributes = f'w:val="{value}" w:fldCharType="{value}" w:id="{value}" w:char="{value}" r:id="{value}"'
            out.append(f"<w:{name} {attributes}>{inner}</w:{name}>")
        return "".join(out)

    read = 0
    for _ in range(300):
        try:
            DocxReader().read(docx(para("Text") + tree(6)), "a", ReadOptions())
            read += 1
        except EngrossError:
            continue
    assert read > 0
