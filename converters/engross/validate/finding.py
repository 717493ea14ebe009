"""A finding as reports carry it: which rule, what, where, why and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from engross.diagnostics import Severity
from engross.rules.record import Found

WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


class Finding(Struct, frozen=True):
    """One finding in one file. `line` and `column` count from 1 in characters, 0 for the file as a whole; `raw` is the
    message of the schema or the parser in its own words; `title` that of the rule, which may be one of the house."""

    file: str
    rule: str
    code: str
    severity: Severity
    message: str
    line: int = 0
    column: int = 0
    eid: str = ""
    xpath: str = ""
    hint: str = ""
    raw: str = ""
    title: str = ""
    known: bool = False

    @property
    def word(self) -> str:
        """The severity as a word."""
        return WORDS[self.severity]

    @property
    def fingerprint(self) -> str:
        """What stays the same when lines are added above: file, rule, part and message."""
        from hashlib import sha256

        part = self.eid or self.xpath
        return sha256("\n".join((self.file, self.rule, part, self.message)).encode()).hexdigest()[:16]


class Verdict(Struct, frozen=True):
    """What was found in one file. `valid` by the official schema: None when it was not asked; `level` of the naming
    convention that the eIds keep (0, 1 or 2)."""

    file: str
    findings: tuple[Finding, ...]
    valid: bool | None = None
    level: int = 0
    size: int = 0


def places(data: bytes, offsets: Iterable[int]) -> dict[int, tuple[int, int]]:
    """The line and column, counted from 1 in characters, of offsets in UTF-8; (0, 0) for negative ones."""
    wanted = sorted({o for o in offsets if o >= 0})
    out = {-1: (0, 0)}
    if not wanted:
        return out
    line, last = 1, 0
    for offset in wanted:
        line += data.count(b"\n", last, offset)
        last = offset
        start = data.rfind(b"\n", 0, offset) + 1
        start += 3 * (start == 0 and data.startswith(b"\xef\xbb\xbf"))
        out[offset] = (line, len(data[start:offset].decode("utf-8", "replace")) + 1)
    return out


def in_order(found: Iterable[Found]) -> list[Found]:
    """By place, then by rule; what concerns the whole file comes first."""
    return sorted(found, key=lambda f: (f.at, f.rule[5:], f.message))
