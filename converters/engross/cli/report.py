"""Findings for people (lines on standard error), for machines (JSON), and what was made in a sentence."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TextIO

import msgspec

from engross.diagnostics import Diagnostic, Severity
from engross.model import Content, Instrument, Note, Reference

_COLOURS = {Severity.INFO: "36", Severity.WARNING: "33", Severity.ERROR: "31"}


class Finding(msgspec.Struct, omit_defaults=True):
    """A finding as the report has it: lines and columns from 1, null when it is about the whole; `path` only when
    several inputs were read."""

    rule: str
    code: str
    severity: str
    message: str
    line: int | None
    column: int | None
    end_line: int | None
    hint: str
    path: str | None = None


def coloured(stream: TextIO) -> bool:
    """Whether `stream` wants colour: a terminal, no NO_COLOR (https://no-color.org), no dumb terminal."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def line(path: str, found: Diagnostic, colour: bool) -> str:
    """`path:line:column: severity: message [rule]`, then what to do about it."""
    place = f":{found.start.line}:{found.start.column}" if found.start else ""
    severity = found.severity.name.lower()
    if colour:
        severity = f"\x1b[{_COLOURS[found.severity]}m{severity}\x1b[0m"
    message = " ".join(found.message.split())
    hint = f" ({found.hint})" if found.hint else ""
    return f"{path}{place}: {severity}: {message}{hint} [{found.rule.id}]"


def finding(found: Diagnostic, path: str | None = None) -> Finding:
    """A finding as it stands in the report."""
    start, end = found.start, found.end or found.start
    return Finding(
        found.rule.id,
        found.rule.code,
        found.severity.name.lower(),
        found.message,
        start.line if start else None,
        start.column if start else None,
        end.line if end else None,
        found.hint,
        path,
    )


def document(found: Sequence[Finding]) -> bytes:
    """The report as JSON."""
    return msgspec.json.format(msgspec.json.encode({"found": list(found)}), indent=2) + b"\n"


def our_fault(error: Exception) -> str:
    """A fault of Engross itself, as a person should hear of it."""
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return f"Engross itself failed ({what}): please report it, with what ENGROSS_TRACEBACK=1 shows"


def complain(message: str) -> None:
    """One line on standard error that says what went wrong."""
    print(" ".join(message.splitlines()), file=sys.stderr)


# --------------------------------------------------------------------------- in a sentence


def summary(instrument: Instrument, found: Iterable[Diagnostic]) -> str:
    """What an instrument was found to hold: "3 recitals, 1 formula, 17 clauses; 10 references; 6 lines of furniture"."""
    from engross.faircopy import fair_copy  # only people ask for it

    parts: Counter[str] = Counter()
    references = annexes = 0
    for row in fair_copy(instrument).lines:
        references += _references(row.content)
        annexes += row.role == "annex"
        if not annexes and row.eid:
            parts["formula" if row.role == "formula" else row.kind if row.role == "heading" else row.role] += 1
    counted = [_count(parts[name], word) for name, word in _COUNTED.items() if parts[name]]
    counted += [_count(annexes, "annex")] if annexes else []
    furniture = sum(
        (d.end.line - d.start.line + 1 if d.start and d.end else 1) for d in found if d.rule.code == "furniture"
    )
    said = [", ".join(counted) or "no clauses"]
    said += [_count(references, "reference")] if references else []
    said += [f"{_count(furniture, 'line')} of furniture left out"] if furniture else []
    return "; ".join(said)


_COUNTED = {
    "recital": "recital", "formula": "formula", "part": "part", "chapter": "chapter", "section": "section",
    "article": "article", "clause": "clause", "item": "item",
}  # fmt: skip


def _count(n: int, word: str) -> str:
    plural = f"{word}es" if word.endswith("x") else f"{word}s"
    return f"{n} {word if n == 1 else plural}"


def _references(content: Content) -> int:
    n = 0
    for part in content:
        if isinstance(part, Reference):
            n += 1
        elif not isinstance(part, (str, Note)):
            n += _references(getattr(part, "content", ()))
    return n
