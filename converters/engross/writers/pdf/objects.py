"""The file: numbered objects, object streams and the cross-reference stream (ISO 32000-1, 7.5)."""

from __future__ import annotations

import hashlib
import struct
import zlib

_PER_STREAM = 200  # objects packed together: enough to compress well, few enough to find one quickly
_LITERAL = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)", "\r": r"\r"})


def reference(number: int) -> bytes:
    """An indirect reference to object `number`."""
    return b"%d 0 R" % number


def text_string(text: str) -> bytes:
    """A text string: literal where ASCII will do, UTF-16 otherwise (ISO 32000-1, 7.9.2.2)."""
    if text.isascii():
        return b"(" + text.translate(_LITERAL).encode() + b")"
    return b"<FEFF" + text.encode("utf-16-be", "replace").hex().upper().encode() + b">"


def byte_string(text: str) -> bytes:
    """A byte string in UTF-8, as names of destinations and ids of structure elements are."""
    if text.isascii():
        return b"(" + text.translate(_LITERAL).encode() + b")"
    return b"<" + text.encode("utf-8", "replace").hex().upper().encode() + b">"


def name(text: str) -> bytes:
    """A name object; characters that names may not hold are written as #xx (ISO 32000-1, 7.3.5)."""
    return b"/" + b"".join(
        bytes((c,)) if 33 <= c <= 126 and c not in b"#/()<>[]{}%" else b"#%02X" % c for c in text.encode()
    )


class PdfFile:
    """Objects by number, written once. Numbers are given in the order they are asked for, from 1."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = [b""]
        self._streams: set[int] = set()

    def reserve(self) -> int:
        """A number whose object comes later."""
        self._bodies.append(b"null")
        return len(self._bodies) - 1

    def reserve_many(self, count: int) -> int:
        """The first of `count` consecutive numbers whose objects come later."""
        first = len(self._bodies)
        self._bodies += [b"null"] * count
        return first

    def put(self, body: bytes, number: int = 0) -> int:
        """Write an object, under a reserved `number` or a new one (0)."""
        number = number or self.reserve()
        self._bodies[number] = body
        return number

    def stream(self, content: bytes, entries: bytes = b"", compress: bool = True, number: int = 0) -> int:
        """Write a stream with more dictionary `entries`."""
        if compress:
            content = zlib.compress(content, 6)
            entries += b"/Filter/FlateDecode"
        number = self.put(b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(content), content), number)
        self._streams.add(number)
        return number

    def serialise(self, root: int, info: int) -> bytes:
        """The whole file. Its identifier is a digest of the content, so that equal content has an equal name."""
        out = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        position = len(out[0])
        rows: list[tuple[int, int, int]] = [(0, 0, 65535)] * len(self._bodies)
        packed: list[int] = []
        for number, body in enumerate(self._bodies):
            if number in self._streams:
                rows[number] = (1, position, 0)
                out.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
                position += len(out[-1])
            elif number:
                packed.append(number)
        for at in range(0, len(packed), _PER_STREAM):
            group, carrier = packed[at : at + _PER_STREAM], len(rows)
            for index, number in enumerate(group):
                rows[number] = (2, carrier, index)
            rows.append((1, position, 0))
            out.append(b"%d 0 obj\n%b\nendobj\n" % (carrier, self._object_stream(group)))
            position += len(out[-1])
        rows.append((1, position, 0))
        digest = hashlib.sha256(b"".join(out)).hexdigest()[:32].encode()
        table = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in rows), 9)
        out.append(
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %b/Info %b/ID[<%b><%b>]/Filter/FlateDecode/Length %d>>\n"
            b"stream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
            % (len(rows) - 1, len(rows), reference(root), reference(info), digest, digest, len(table), table, position)
        )
        return b"".join(out)

    def _object_stream(self, group: list[int]) -> bytes:
        index, offset = [], 0
        for number in group:
            index.append(b"%d %d" % (number, offset))
            offset += len(self._bodies[number]) + 1
        head = b" ".join(index) + b" "
        packed = zlib.compress(head + b" ".join(self._bodies[n] for n in group) + b" ", 6)
        return b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (
            len(group),
            len(head),
            len(packed),
            packed,
        )
