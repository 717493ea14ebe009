"""Workflow commands: annotations beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from engross.validate.finding import Finding, Verdict
from engross.validate.reports.summary import Run, Summary

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def draw(verdicts: Sequence[Verdict], run: Run) -> str:
    lines = [_command(f) for v in verdicts for f in v.findings if not f.known]
    return "\n".join([*lines, Summary.of(verdicts, run).sentence()]) + "\n"


def _value(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _value(text).replace(":", "%3A").replace(",", "%2C")


def _command(finding: Finding) -> str:
    place = f",line={finding.line},col={finding.column}" if finding.line else ""
    title = _property(f"{finding.rule} {finding.title}")
    message = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    return f"::{COMMANDS[finding.word]} file={_property(finding.file)}{place},title={title}::{_value(message)}"
