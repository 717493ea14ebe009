"""What a run says of itself, and how its findings add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from engross.diagnostics import Severity
from engross.validate.finding import Finding, Verdict


class Run(Struct, frozen=True):
    """The version of Engross, the profile, what fails the run, and how much the text report shows."""

    version: str
    profile: str
    fail_on: Severity = Severity.ERROR
    all: bool = False
    colour: bool = False


class Summary(Struct, frozen=True, rename="camel"):
    """The numbers of a run; known findings are those of the baseline, counted apart."""

    files: int
    failed_files: int
    errors: int
    warnings: int
    infos: int
    known: int

    @classmethod
    def of(cls, verdicts: Sequence[Verdict], run: Run) -> Summary:
        new = [f for v in verdicts for f in v.findings if not f.known]
        counts = Counter(f.severity for f in new)
        known = sum(f.known for v in verdicts for f in v.findings)
        failed = sum(any(fails(f, run) for f in v.findings) for v in verdicts)
        return cls(
            len(verdicts), failed, counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.INFO], known
        )

    def sentence(self) -> str:
        """The numbers for people."""
        found = [
            _count(self.errors, "error", "errors"),
            _count(self.warnings, "warning", "warnings"),
            _count(self.infos, "note", "notes"),
        ]
        said = ", ".join(f for f in found if f) or "nothing found"
        known = f"; {self.known} known from the baseline" if self.known else ""
        return f"{_count(self.files, 'file', 'files') or 'no files'}: {said}{known}"


def _count(n: int, one: str, many: str) -> str:
    return "" if not n else f"{n} {one if n == 1 else many}"


def fails(finding: Finding, run: Run) -> bool:
    """Whether a finding fails the run."""
    return not finding.known and finding.severity >= run.fail_on
