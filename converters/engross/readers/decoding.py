"""Bytes → text: UTF-8 first, then what byte order marks, line ends and letters tell."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from engross.diagnostics import Diagnostic, UnreadableError
from engross.recognise import rules

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTAINERS = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP or Office"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!\x1a", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"BZh9", "bzip2"),
    (b"\xfd7zXZ", "xz"),
)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e\x1f"))
BINARY = 0.002
"""Share of control characters from which bytes are no text."""
FOREIGN = 0.2
"""Share of bytes over 127 from which a text is not in a Latin alphabet."""
MAC_QUOTES, WINDOWS_QUOTES = b"\xd2\xd3\xd5\xd0", b"\x93\x94\x92\x96"


class Decoded(NamedTuple):
    """A text with its encoding; `damaged` counts the bytes that are no characters of it."""

    text: str
    encoding: str
    damaged: int


def findings(decoded: Decoded) -> list[Diagnostic]:
    """What a reader reports of the encoding."""
    found = []
    if decoded.encoding != "utf-8":
        found.append(Diagnostic(rules.ENCODING, f"read as {decoded.encoding}"))
    if decoded.damaged:
        found.append(Diagnostic(rules.UNDECODED, f"{decoded.damaged} bytes are no characters of {decoded.encoding}"))
    return found


def decode(data: bytes, name: str) -> Decoded:
    """The text of `data` with LF line ends. UTF-8 first; raises UnreadableError for what is empty or no text."""
    if not data.strip():
        raise UnreadableError(f"{name}: the file is empty")
    for signature, kind in CONTAINERS:
        if data.startswith(signature):
            raise UnreadableError(f"{name}: this is a {kind} file, not text; make text of it first")
    text, encoding, damaged = _decoded(data, name)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, encoding, damaged)


def _decoded(data: bytes, name: str) -> Decoded:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableError(
                    f"{name}: the byte order mark says {encoding}, but byte {error.start} is not: {error.reason}"
                ) from error
            return Decoded(text, encoding.removesuffix("-sig"), 0)
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls > BINARY * len(data):
        return _wide(data, name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        return legacy(data)


def _wide(data: bytes, name: str) -> Decoded:
    """UTF-16 without its mark, told by NULs on one side of every pair; anything else is no text."""
    pairs = len(data) // 2
    for encoding, nuls in (("utf-16-le", data[1::2].count(0)), ("utf-16-be", data[::2].count(0))):
        if pairs and nuls > 0.4 * pairs and len(data) % 2 == 0:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return Decoded(text, encoding, 0)
    raise UnreadableError(f"{name}: this is not text (it is full of control characters)")


def legacy(data: bytes) -> Decoded:
    """The text in an eight-bit or East Asian encoding: Mac Roman when its line ends are lone CRs or its high bytes are that
    system's quotation marks, Windows-1252 for other Latin texts, else what charset-normalizer finds."""
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if high < FOREIGN * len(data):
        quotes = [sum(data.count(bytes((b,))) for b in marks) for marks in (MAC_QUOTES, WINDOWS_QUOTES)]
        mac = data.count(b"\r") > 2 * data.count(b"\r\n") or quotes[0] > quotes[1]
        encoding = "mac_roman" if mac else "cp1252"
    else:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:200_000]).best()
        encoding = best.encoding if best else "cp1252"
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count("\ufffd"))
