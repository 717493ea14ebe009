"""SARIF 2.1.0, which code scanning reads: results with places, fingerprints and the rules that made them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from engross.rules.catalogue import catalogue
from engross.validate.finding import Finding, Verdict
from engross.validate.reports.summary import Run

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def draw(verdicts: Sequence[Verdict], run: Run) -> str:
    findings = [f for v in verdicts for f in v.findings]
    rules = list({f.rule: f for f in sorted(findings, key=lambda f: f.rule)}.values())
    numbers = {f.rule: n for n, f in enumerate(rules)}
    driver = {
        "name": "Engross",
        "version": run.version,
        "semanticVersion": run.version,
        "rules": [_rule(f) for f in rules],
    }
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "artifacts": [{"location": {"uri": _uri(v.file)}} for v in verdicts],
                "results": [_result(f, numbers[f.rule]) for f in findings],
                "properties": {"profile": run.profile},
            }
        ],
    }
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"


def _uri(file: str) -> str:
    return quote(file, safe="/~!$&'()*+,;=@:")


def _rule(finding: Finding) -> dict[str, Any]:
    known = catalogue().get(finding.rule)
    made: dict[str, Any] = {
        "id": finding.rule,
        "name": "".join(word.capitalize() for word in finding.code.split("-")),
        "shortDescription": {"text": finding.title},
        "defaultConfiguration": {"level": LEVELS[finding.word]},
    }
    if known:
        made["fullDescription"] = {"text": known.why}
        made["help"] = {
            "text": f"{known.why} {known.mend}",
            "markdown": f"{known.why}\n\n{known.mend}\n\nNot:\n```xml\n{known.example}\n```\nbut:\n```xml\n{known.repaired}\n```\n",
        }
        made["properties"] = {"tags": [known.level]}
    return made


def _result(finding: Finding, number: int) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.file)}}
    if finding.line:
        physical["region"] = {"startLine": finding.line, "startColumn": finding.column}
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.xpath:
        logical = {"fullyQualifiedName": finding.xpath, "kind": "element"}
        location["logicalLocations"] = [logical | ({"name": finding.eid} if finding.eid else {})]
    message = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    return {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "level": LEVELS[finding.word],
        "message": {"text": message},
        "locations": [location],
        "partialFingerprints": {"engross/v1": finding.fingerprint},
        "baselineState": "unchanged" if finding.known else "new",
    }
