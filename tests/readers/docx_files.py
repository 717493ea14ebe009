"""Word files made of a few words of XML each: what no word processor had a hand in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
ROOTS = {
    "styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments",
    "settings": "settings", "header1": "hdr", "header2": "hdr", "footer1": "ftr",
}  # fmt: skip
KINDS = {"header1": "header", "header2": "header", "footer1": "footer"}


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(text: str = "", properties: str = "", inner: str = "") -> str:
    """A paragraph of one run, or of `inner`."""
    about = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{about}{inner or (run(text) if text else '')}</w:p>"


def listed(text: str, level: int = 0, number: int = 1) -> str:
    """A paragraph of a list."""
    return para(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(*rows: Sequence[str]) -> str:
    """A table with borders, of cells of plain words."""
    borders = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
    cells = ["".join(f"<w:tc>{para(text)}</w:tc>" for text in row) for row in rows]
    return f"<w:tbl>{borders}{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def level(number: int, format: str, text: str, more: str = "", start: int = 1, after: str = "") -> str:
    """A level of a list; `more` goes before its text, `after` behind it."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>{after}</w:lvl>'
    )


def abstract(number: int, *levels: str, more: str = "") -> str:
    """A list; `more` names its style."""
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{more}{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, overrides: str = "") -> str:
    """An instance of a list."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def override(number: int, start: int | None = None, level: str = "") -> str:
    """What an instance has otherwise at a level."""
    begun = "" if start is None else f'<w:startOverride w:val="{start}"/>'
    return f'<w:lvlOverride w:ilvl="{number}">{begun}{level}</w:lvlOverride>'


def docx(
    body: str | Sequence[str],
    parts: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    files: Mapping[str, bytes] | None = None,
    strict: bool = False,
    main_type: str = f"{TYPES}.document.main+xml",
) -> bytes:
    """A file. parts: name → content of its root element; links: id → address; files: further entries as they are."""
    parts, relations, overrides = dict(parts or {}), [], []
    text = body if isinstance(body, str) else "".join(body)
    entries: dict[str, bytes] = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{text}</w:body></w:document>".encode()
    }
    for name, inner in parts.items():
        root = ROOTS[name]
        entries[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{inner}</w:{root}>".encode()
        kind = KINDS.get(name, name)
        relations.append(f'<Relationship Id="r{name}" Type="{R}/{kind}" Target="{name}.xml"/>')
        overrides.append(f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{kind}+xml"/>')
    for identifier, address in (links or {}).items():
        relations.append(
            f'<Relationship Id="{identifier}" Type="{R}/hyperlink" Target="{address}" TargetMode="External"/>'
        )
    package = "http://schemas.openxmlformats.org/package/2006"
    entries["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{package}/relationships">{"".join(relations)}</Relationships>'.encode()
    )
    entries["_rels/.rels"] = (
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{package}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    ).encode()
    entries["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{main_type}"/>'
        f"{''.join(overrides)}</Types>"
    ).encode()
    entries.update(files or {})
    if strict:
        for name, data in entries.items():
            data = data.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            entries[name] = data.replace(R.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return out.getvalue()
