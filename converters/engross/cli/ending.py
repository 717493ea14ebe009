"""How the commands that make files end: what keeps an input from being converted becomes a finding, results are written
together, and the exit code says the worst of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from engross.cli import files, report
from engross.cli.files import STANDARD, ReaderLeft, UnwritableError
from engross.diagnostics import Diagnostic, EngrossError, Rule, Severity

DONE, FOUND, FAILED = 0, 1, 2

UNREADABLE = Rule("unreadable", "unreadable", Severity.ERROR, "The input cannot be converted at all")
UNWRITABLE = Rule("unwritable", "unwritable", Severity.ERROR, "The results cannot be written where they should go")
INTERNAL = Rule("internal", "internal", Severity.ERROR, "Engross itself failed")


def fault(error: Exception, source: str) -> Diagnostic:
    """What kept `source` from being converted, as a finding: it must not cost the other inputs, and a fault of ours
    must not look like one of theirs. Raises ReaderLeft, after which nothing is left to do."""
    if isinstance(error, ReaderLeft):
        raise error
    if isinstance(error, UnwritableError):
        return Diagnostic(UNWRITABLE, str(error))
    if isinstance(error, EngrossError):
        return Diagnostic(UNREADABLE, str(error).removeprefix(f"{source}: "))
    if os.environ.get("ENGROSS_TRACEBACK"):
        import traceback

        traceback.print_exception(error)
    return Diagnostic(INTERNAL, report.our_fault(error))


def write(results: Mapping[str, bytes]) -> None:
    """Writes the results to their places, all or none; the one for standard output is said."""
    if STANDARD in results:
        files.say(results[STANDARD])
    else:
        files.write_whole(results)


def code(found: Iterable[Diagnostic], failed: bool, strict: bool) -> int:
    """The exit code for one input: FAILED; FOUND when `strict` and there are warnings or errors; else DONE."""
    if failed:
        return FAILED
    return FOUND if strict and any(d.severity >= Severity.WARNING for d in found) else DONE
