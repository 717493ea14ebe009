"""The report for people: by file, in reading order, three findings of a rule at most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from engross.rules.catalogue import catalogue
from engross.validate.finding import Finding, Verdict
from engross.validate.reports.summary import Run, Summary

SHOWN = 3
_COLOURS = {"error": "\x1b[31m", "warning": "\x1b[33m", "info": "\x1b[36m"}
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def draw(verdicts: Sequence[Verdict], run: Run) -> str:
    lines: list[str] = []
    for verdict in verdicts:
        new = [f for f in verdict.findings if not f.known]
        if new or len(verdicts) == 1:
            lines += [*_file(verdict, new, run), ""]
    lines.append(_styled(Summary.of(verdicts, run).sentence(), _BOLD, run))
    told = next((f.rule for v in verdicts for f in v.findings if not f.known and f.rule in catalogue()), "")
    if told:
        lines.append(_styled(f"`engross explain {told}` says why a rule matters and how to mend it", _DIM, run))
    return "\n".join(lines) + "\n"


def _styled(text: str, style: str, run: Run) -> str:
    return f"{style}{text}{_PLAIN}" if run.colour and text else text


def _standing(verdict: Verdict) -> str:
    """What can be said of the file as a whole."""
    said = {True: "valid", False: "not valid", None: ""}[verdict.valid]
    level = f"naming convention level {verdict.level}" if verdict.level else ""
    return ", ".join(s for s in (said, level) if s)


def _file(verdict: Verdict, findings: Sequence[Finding], run: Run) -> Iterator[str]:
    standing = _standing(verdict)
    yield _styled(verdict.file, _BOLD, run) + (f": {standing}" if standing else "")
    totals = Counter(f.rule for f in findings)
    shown: Counter[str] = Counter()
    for finding in findings:
        shown[finding.rule] += 1
        if run.all or shown[finding.rule] <= SHOWN:
            yield from _finding(finding, run)
    for rule, total in totals.items():
        if not run.all and total > SHOWN:
            yield f"  and {total - SHOWN} more of {rule} (--all shows them)"


def _finding(finding: Finding, run: Run) -> Iterator[str]:
    place = f"{finding.line}:{finding.column}" if finding.line else "-"
    word = _styled(f"{finding.word:<7}", _COLOURS[finding.word], run)
    part = _styled(f"  [{finding.eid or finding.xpath}]" if finding.eid or finding.xpath else "", _DIM, run)
    yield f"  {place:<8} {word} {finding.rule}  {finding.message}{part}"
    if finding.hint:
        yield _styled(f"                    → {finding.hint}", _DIM, run)
