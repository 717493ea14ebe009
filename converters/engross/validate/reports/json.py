"""The report for programs: every finding with its place, its reasons and the raw message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from engross.rules.catalogue import catalogue
from engross.validate.finding import Finding, Verdict
from engross.validate.reports.summary import Run, Summary, fails


class FindingReport(msgspec.Struct, frozen=True, rename="camel"):
    """One finding. line and column count from 1, 0: the file as a whole; raw: the schema's or parser's own words."""

    rule: str
    code: str
    severity: str
    message: str
    line: int
    column: int
    e_id: str
    xpath: str
    why: str
    hint: str
    raw: str
    fingerprint: str
    known: bool
    fails: bool


class FileReport(msgspec.Struct, frozen=True, rename="camel"):
    """One file. valid: against the official schema, null when it was not asked; the level of the naming convention."""

    file: str
    valid: bool | None
    convention_level: int
    findings: list[FindingReport]


class Report(msgspec.Struct, frozen=True, rename="camel"):
    """The whole run."""

    engross: str
    profile: str
    fail_on: str
    summary: Summary
    files: list[FileReport]


def _finding(finding: Finding, run: Run) -> FindingReport:
    known = catalogue().get(finding.rule)
    return FindingReport(
        finding.rule, finding.code, finding.word, finding.message, finding.line, finding.column, finding.eid,
        finding.xpath, known.why if known else "", finding.hint or (known.mend if known else ""), finding.raw,
        finding.fingerprint, finding.known, fails(finding, run),
    )  # fmt: skip


def draw(verdicts: Sequence[Verdict], run: Run) -> str:
    files = [FileReport(v.file, v.valid, v.level, [_finding(f, run) for f in v.findings]) for v in verdicts]
    made = Report(run.version, run.profile, run.fail_on.name.lower(), Summary.of(verdicts, run), files)
    return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of this report; `python -m engross.validate.reports.json` writes it anew."""
    return msgspec.json.schema(Report)


def main() -> None:
    """Writes report.schema.json beside the catalogue."""
    from engross.rules.published import FOLDER

    text = msgspec.json.format(msgspec.json.encode(schema()), indent=2)
    (FOLDER / "report.schema.json").write_bytes(text + b"\n")


if __name__ == "__main__":
    main()
