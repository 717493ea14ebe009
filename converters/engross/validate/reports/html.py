"""One page for people who were sent a link: no script, no foreign file, readable without colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from engross.rules.catalogue import catalogue
from engross.validate.finding import Finding, Verdict
from engross.validate.reports.summary import Run, Summary

_STYLE = """
body{font:16px/1.5 Georgia,serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;
border-bottom:1px solid #ccc}code{font-size:.9em}.error{color:#9d1c1c;font-weight:bold}.warning{color:#7a4a00}
.info{color:#1d4f7c}.place{white-space:nowrap}.hint{color:#444}
@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}.error{color:#ff9c9c}.warning{color:#f0c27a}
.info{color:#9ccaf5}.hint{color:#bbb}th,td{border-color:#444}}
""".replace("\n", "")
_WORDS = {"error": "Error", "warning": "Warning", "info": "Note"}


def draw(verdicts: Sequence[Verdict], run: Run) -> str:
    summary = Summary.of(verdicts, run).sentence()
    body = "\n".join(line for v in verdicts for line in _file(v))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Engross: validation report</title>'
        f"<style>{_STYLE}</style></head>\n<body><main><h1>Validation report</h1>\n"
        f"<p>{escape(summary)} (profile {escape(run.profile)}, Engross {escape(run.version)})</p>\n{body}\n</main></body></html>\n"
    )


def _file(verdict: Verdict) -> Iterator[str]:
    standing = {True: "valid against the official schema", False: "not valid", None: "not judged by the schema"}[
        verdict.valid
    ]
    level = f", naming convention level {verdict.level}" if verdict.level else ""
    yield f"<section><h2>{escape(verdict.file)}</h2>\n<p>{standing}{level}</p>"
    if verdict.findings:
        yield '<table><thead><tr><th scope="col">Place</th><th scope="col">Finding</th><th scope="col">What to do</th></tr></thead><tbody>'
        yield from map(_row, verdict.findings)
        yield "</tbody></table>"
    yield "</section>"


def _row(finding: Finding) -> str:
    known = catalogue().get(finding.rule)
    place = f"{finding.line}:{finding.column}" if finding.line else "the file"
    part = f"<br><code>{escape(finding.eid or finding.xpath)}</code>" if finding.eid or finding.xpath else ""
    why = f'<br><span class="hint">{escape(known.why)}</span>' if known else ""
    mend = finding.hint or (known.mend if known else "")
    state = " (known)" if finding.known else ""
    return (
        f'<tr><td class="place">{place}{part}</td><td><span class="{finding.word}">{_WORDS[finding.word]}{state}</span> '
        f"{escape(finding.rule)}: {escape(finding.message)}{why}</td><td>{escape(mend)}</td></tr>"
    )
