"""A baseline: the findings that a project knows and lives with, so that only new ones fail a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from engross.diagnostics import EngrossError
from engross.validate.finding import Finding, Verdict


class Known(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Findings of one fingerprint; the rest is for people who read the file."""

    fingerprint: str
    count: int
    file: str
    rule: str
    part: str
    message: str


class Baseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of a baseline."""

    version: int = 1
    findings: list[Known] = []


def read(text: bytes, where: str) -> Baseline:
    """A baseline in JSON. Raises EngrossError for what is none."""
    try:
        return msgspec.json.decode(text, type=Baseline)
    except msgspec.MsgspecError as error:
        raise EngrossError(f"{where} is no baseline: {error}; make it with --update-baseline") from error


def written(verdicts: Iterable[Verdict]) -> bytes:
    """The baseline of these verdicts, one finding a line, in an order that merges well."""
    met: dict[str, Finding] = {}
    counts: Counter[str] = Counter()
    for verdict in verdicts:
        for finding in verdict.findings:
            met.setdefault(finding.fingerprint, finding)
            counts[finding.fingerprint] += 1
    known = [
        Known(mark, counts[mark], f.file, f.rule, f.eid or f.xpath, f.message)
        for mark, f in sorted(met.items(), key=lambda item: (item[1].file, item[1].rule, item[0]))
    ]
    lines = b",\n".join(msgspec.json.encode(k) for k in known)
    return b'{"version":1,"findings":[\n' + lines + b"\n]}\n"


def marked(verdicts: Iterable[Verdict], baseline: Baseline) -> list[Verdict]:
    """The verdicts with the findings of the baseline marked as known, no more of each than it counts."""
    left = {k.fingerprint: k.count for k in baseline.findings}
    out = []
    for verdict in verdicts:
        findings = []
        for finding in verdict.findings:
            mark = finding.fingerprint
            if left.get(mark, 0):
                left[mark] -= 1
                finding = msgspec.structs.replace(finding, known=True)
            findings.append(finding)
        out.append(msgspec.structs.replace(verdict, findings=tuple(findings)))
    return out
