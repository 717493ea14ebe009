"""JUnit XML, which every test runner shows: a file is a suite, a rule that found something in it a test."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from engross.validate.finding import Finding, Verdict
from engross.validate.reports.summary import Run, fails


def draw(verdicts: Sequence[Verdict], run: Run) -> str:
    suites = [_suite(v, run) for v in verdicts]
    tests, failures = sum(s[1] for s in suites), sum(s[2] for s in suites)
    head = f'<testsuites name="engross validate" tests="{tests}" failures="{failures}" errors="0">'
    body = "\n".join(s[0] for s in suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{body}\n</testsuites>\n'


def _suite(verdict: Verdict, run: Run) -> tuple[str, int, int]:
    """The suite of a file, how many tests it has, and how many failed."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in verdict.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    failing = [r for r, found in by_rule.items() if any(fails(f, run) for f in found)]
    passing = [r for r in by_rule if r not in failing]
    cases = [_failure(verdict.file, by_rule[r], run) for r in failing]
    cases += [_passed(verdict.file, by_rule[r]) for r in passing]
    if not failing:
        cases.insert(0, f'<testcase classname={_attr(verdict.file)} name="every check"/>')
    head = f'<testsuite name={_attr(verdict.file)} tests="{len(cases)}" failures="{len(failing)}" errors="0">'
    return f"{head}\n" + "\n".join(cases) + "\n</testsuite>", len(cases), len(failing)


def _attr(text: str) -> str:
    return quoteattr(_allowed(text), {"\n": "&#10;", "\t": "&#9;"})


def _allowed(text: str) -> str:
    """The text less the characters that XML 1.0 cannot hold."""
    return "".join(c if c in "\t\n" or " " <= c not in "\ufffe\uffff" else "\ufffd" for c in text)


def _told(finding: Finding) -> str:
    place = f"{finding.file}:{finding.line}:{finding.column}: " if finding.line else f"{finding.file}: "
    part = f" [{finding.eid or finding.xpath}]" if finding.eid or finding.xpath else ""
    hint = f"\n    {finding.hint}" if finding.hint else ""
    return f"{place}{finding.message}{part}{hint}"


def _head(file: str, finding: Finding) -> str:
    return f"<testcase classname={_attr(file)} name={_attr(f'{finding.rule} {finding.title}')}>"


def _failure(file: str, found: Sequence[Finding], run: Run) -> str:
    new = [f for f in found if fails(f, run)]
    more = f" and {len(new) - 1} more" if len(new) > 1 else ""
    text = escape(_allowed("\n".join(map(_told, new))))
    return (
        f"{_head(file, new[0])}<failure type={_attr(new[0].word)} message={_attr(new[0].message + more)}>{text}"
        "</failure></testcase>"
    )


def _passed(file: str, found: Sequence[Finding]) -> str:
    """Findings that do not fail the run are told where runners show a test's output."""
    text = escape(_allowed("\n".join(map(_told, found))))
    return f"{_head(file, found[0])}<system-out>{text}</system-out></testcase>"
