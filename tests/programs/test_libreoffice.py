"""Files of other word processors: LibreOffice makes Word files of them, runs nothing of theirs and fetches nothing."""

from __future__ import annotations

import socketserver
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from engross import conversion, programs
from engross.diagnostics import UnreadableError
from engross.faircopy import fair_copy
from engross.model import text_of
from engross.programs import LibreOffice
from engross.readers.options import Aids
from engross.registry import ReadOptions

RTF = rb"{\rtf1\ansi The Harbour Council,\par\par 1. Decides that the lamps shall be lit;\par\par 2. Requests a report.\par}"
TEXT = "The Harbour Council,\n\n1. Decides that the lamps shall be lit;\n\n2. Requests a report.\n"
LINES = ["The Harbour Council,", "1. Decides that the lamps shall be lit;", "2. Requests a report."]
FLAT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"><office:body><office:text>{body}
</office:text></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


@pytest.fixture(scope="module", autouse=True)
def soffice(judge: Callable[[str, str], str]) -> str:
    return judge("soffice", "libreoffice-writer-nogui")


def odt(body: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("META-INF/manifest.xml", MANIFEST)
        file.writestr("content.xml", FLAT.format(body=body))
    return out.getvalue()


def made(data: bytes) -> list[str]:
    """The lines of a file that is read through LibreOffice."""
    options = ReadOptions(aids=programs.aids(with_libreoffice=True))
    outcome = conversion.read(data, name="given", options=options)
    assert "docx-converted" in [d.rule.id for d in outcome.found]
    return [f"{row.label} {text_of(row.content)}".strip() for row in fair_copy(outcome.value).lines]


def test_rtf_and_odt_are_read() -> None:
    assert made(RTF) == LINES
    assert made(odt("".join(f"<text:p>{text}</text:p>" for text in LINES))) == LINES


def test_files_of_word_97_are_read(soffice: str, tmp_path: Path) -> None:
    given = tmp_path / "given.docx"
    given.write_bytes(conversion.convert(TEXT.encode(), "text", "docx").value)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = [soffice, profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(given)]
    subprocess.run(words, check=True, capture_output=True, timeout=240)
    assert made((tmp_path / "given.doc").read_bytes()) == LINES


def test_without_the_wish_the_message_names_it() -> None:
    for data in (RTF, odt("<text:p>x</text:p>")):
        with pytest.raises(UnreadableError, match="--with-libreoffice"):
            conversion.read(data, name="given", options=ReadOptions(aids=programs.aids()))


def test_a_broken_file_is_told_in_one_line() -> None:
    with pytest.raises(UnreadableError, match=r"^given: LibreOffice could not read it") as raised:
        made(odt("<text:p>")[:-200] + b"PK\5\6" + bytes(18))
    assert "\n" not in str(raised.value)


def test_a_program_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60 &\nwait\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    start = time.monotonic()
    with pytest.raises(UnreadableError, match=r"^given: LibreOffice did not end within 1 seconds"):
        LibreOffice(patience=1).word_file(RTF, ".rtf", "given")
    assert time.monotonic() - start < 20


def test_without_the_program_the_message_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(UnreadableError, match=r"^given: .*libreoffice-writer-nogui"):
        made(RTF)


def test_a_word_file_needs_no_libreoffice() -> None:
    data = conversion.convert(TEXT.encode(), "text", "docx").value

    class Never:
        name = "never"

        def word_file(self, data: bytes, suffix: str, source: str) -> bytes:
            raise AssertionError("it was asked")

    outcome = conversion.read(data, "docx", options=ReadOptions(aids=Aids(office=Never())))
    assert "docx-converted" not in [d.rule.id for d in outcome.found]


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A server on this machine that writes down what it is asked for."""
    asked: list[bytes] = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked.append(self.request.recv(200))
            self.request.sendall(b"HTTP/1.0 404 Not Found\r\n\r\n")

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_address[1], asked
        server.shutdown()


def test_nothing_is_fetched(listener: tuple[int, list[bytes]]) -> None:
    port, asked = listener
    address = f"http://127.0.0.1:{port}/tracker.png"
    picture = f'<draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{address}" xlink:type="simple"/></draw:frame>'
    linked = rf'{{\field{{\*\fldinst {{INCLUDEPICTURE "{address}" \\d}}}}{{\fldrslt x}}}}'.encode()
    assert made(odt(f"<text:p>The Harbour Council,{picture}</text:p>"))[0].startswith("The Harbour Council,")
    assert made(RTF.replace(rb"\par}", rb"\par " + linked + rb"\par}"))[0] == LINES[0]
    assert asked == []
