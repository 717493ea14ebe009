"""The encoding of a page as a browser finds it: its mark, what it declares of itself, then what its bytes allow."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from engross.diagnostics import UnreadableError
from engross.packaged import packaged
from engross.readers.decoding import BOMS, CONTAINERS, CONTROLS, Decoded, decode, legacy

PRESCAN = 4096
"""Bytes in which a page declares its encoding (the standard asks for the first 1,024; pages are less tidy)."""
NO_PAGE = 0.05
"""Share of control characters from which bytes are no page; word processors write some for their marks of places."""
UNSEEN = tuple(map(chr, CONTROLS))
"""What a browser shows nothing for."""
MOJIBAKE = 0.2
"""Share of the bytes over 127 that may be no UTF-8 in a page that says it is UTF-8."""
COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.S)
DECLARED = re.compile(
    rb"""<meta\b[^>]{0,400}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)|<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9_:.-]+)""",
    re.I,
)


class Labels(msgspec.Struct, frozen=True):
    """What `encodings.toml` says."""

    codecs: dict[str, list[str]]


@cache
def _labels() -> dict[str, str]:
    table = msgspec.toml.decode(packaged("readers", "html", "encodings.toml"), type=Labels)
    return {label: codec for codec, labels in table.codecs.items() for label in labels}


def declared(data: bytes) -> str:
    """The label of the encoding that a page declares, "" for none."""
    found = DECLARED.search(COMMENT.sub(b"", data[:PRESCAN]))
    return (found[1] or found[2]).decode("ascii").lower() if found else ""


def decode_page(data: bytes, name: str) -> tuple[Decoded, str]:
    """The text of a page, its line ends LF and without NULs, and what it wrongly says of its encoding, "" for nothing.

    Raises UnreadableError for what is empty or no text."""
    if not data.strip(b" \t\r\n\0"):
        raise UnreadableError(f"{name}: the file is empty")
    for signature, kind in CONTAINERS:
        if data.startswith(signature):
            raise UnreadableError(f"{name}: this is a {kind} file, not a web page")
    if any(data.startswith(mark) for mark, _ in BOMS):
        return _tidy(decode(data, name)), ""
    label = declared(data)
    codec = _labels().get(label, "")
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls > NO_PAGE * len(data):
        if data.count(0) > 0.2 * len(data):
            return _tidy(decode(data, name)), ""
        raise UnreadableError(f"{name}: this is no web page (it is full of control characters)")
    said = label if label and not codec else ""
    try:
        utf8 = data.decode("utf-8")
    except UnicodeDecodeError:
        utf8 = ""
    if utf8:
        wrong = codec not in ("", "utf-8", "iso2022_jp") and not utf8.isascii()
        if codec == "iso2022_jp":
            utf8, codec = data.decode(codec, "replace"), codec
            return _tidy(Decoded(utf8, codec, utf8.count("\ufffd"))), ""
        return _tidy(Decoded(utf8, "utf-8", 0)), label if wrong else said
    if codec and codec != "utf-8":
        text = data.decode(codec, "replace")
        return _tidy(Decoded(text, codec, text.count("\ufffd"))), ""
    text = data.decode("utf-8", "replace")
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if codec and text.count("\ufffd") <= MOJIBAKE * high:
        return _tidy(Decoded(text, "utf-8", text.count("\ufffd"))), ""
    return _tidy(legacy(data)), label


def _tidy(decoded: Decoded) -> Decoded:
    text = decoded.text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for control in UNSEEN:
        if control in text:
            text = text.replace(control, "")
    return decoded._replace(text=text)
