"""Reports: the same findings for people, for programs, for code scanning and for test runners."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from engross.validate.finding import Verdict
from engross.validate.reports.summary import Run

FORMATS = ("text", "json", "sarif", "junit", "github", "html")


def report(form: str, verdicts: Sequence[Verdict], run: Run) -> str:
    """The report of a run in one of FORMATS."""
    draw: Callable[[Sequence[Verdict], Run], str] = import_module(f"engross.validate.reports.{form}").draw
    return draw(verdicts, run)
