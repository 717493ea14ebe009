"""What a rendering shows to a reader: the text of a DOCX with Word's own numbers, of a PDF, an HTML page, JSON or plain text."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

from engross.diagnostics import UnreadableError
from engross.faircopy import FairCopy, fair_copy
from engross.validate.word import paragraphs

PARTS = ("numbering", "styles", "footnotes")
"""What of a Word file is read beside its text."""
FORMS = ("docx", "pdf", "html", "json", "text", "akn")


def form_of(data: bytes) -> str:
    """The form of a rendering, by its content."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"{"):
        return "json"
    if b"akomaNtoso" in head:
        return "akn"
    if re.match(rb"<(?:!doctype html|html|head|body)\b", head, re.I):
        return "html"
    return "text"


def shown(data: bytes, name: str, record: FairCopy) -> str:
    """The text that a rendering shows, in reading order, a line feed after each paragraph. `record` tells the running
    title and the words of page numbers, which are left out of a PDF. Raises UnreadableError."""
    match form_of(data):
        case "docx":
            return _docx(data, name)
        case "pdf":
            return _pdf(data, name, record)
        case "html":
            return _html(data, name)
        case "json" | "akn" as form:
            return _tree(data, form, name)
        case _:
            try:
                return data.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise UnreadableError(f"{name} is neither UTF-8 text nor a form that is known: {error}") from error


def _tree(data: bytes, form: str, name: str) -> str:
    from engross import conversion
    from engross.model import text_of

    copy = fair_copy(conversion.read(data, form, name=name).value)
    lines = [f"{line.label} {text_of(line.content)}" for line in copy.lines if not line.table]
    return "\n".join(lines)


def _docx(data: bytes, name: str) -> str:
    from engross.container import Package

    package = Package(data, name)
    parts = {part: package.bytes(path) for part in PARTS if package.has(path := f"word/{part}.xml")}
    return "\n".join(paragraphs({**parts, "document": package.bytes(package.main)}, name))


def _html(data: bytes, name: str) -> str:
    from lxml import etree, html

    try:
        root: Any = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except etree.ParserError as error:
        raise UnreadableError(f"{name} is an empty page") from error
    page: Any = root.find("body")
    page = root if page is None else page
    for unseen in page.xpath(".//script | .//style | .//template | .//nav | .//*[@hidden]"):
        unseen.drop_tree()
    return "\n".join(str(piece) for piece in page.itertext())


def _pdf(data: bytes, name: str, record: FairCopy) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        raise UnreadableError(f"{name}: PDF is read with pdftotext, which is not installed (Debian: poppler-utils)")
    done = subprocess.run([program, "-enc", "UTF-8", "-layout", "-", "-"], input=data, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnreadableError(f"{name} cannot be read as PDF: {said[0] if said else done.returncode}")
    return "\n".join(_without_furniture(done.stdout.decode("utf-8", "replace"), record))


def _without_furniture(text: str, record: FairCopy) -> Iterator[str]:
    """The lines of the pages, less page numbers and running titles."""
    number = re.compile(re.escape(record.words.page).replace(r"\{page\}", r"\d+").replace(r"\{pages\}", r"\d+"))
    for n, page in enumerate(text.split("\f")):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        if n and lines and _running(lines[0], record):
            lines = lines[1:]
        yield from (line for line in lines if not number.fullmatch(line))


def _running(line: str, record: FairCopy) -> bool:
    plain = "".join(line.rstrip("… ").split())
    return bool(plain) and any(
        "".join(said.split()).startswith(plain) for said in (record.title, record.symbol) if said
    )
