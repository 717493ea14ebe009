"""`engross brief`: reads each input and makes its brief in every format asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

import click

from engross import registry
from engross.cli import ending, plan, report, wishes
from engross.cli.app import PATH, SETTINGS
from engross.cli.files import STANDARD
from engross.diagnostics import Outcome, Severity
from engross.registry import ReadOptions, find

MARK = ".brief"


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…", type=PATH)
@click.option(
    "-t", "--to", "to", default="", metavar="FORMAT[,FORMAT]|all", help="What to make: pdf, docx, html, text …"
)
@click.option(
    "-o", "--output", type=PATH, metavar="FILE|FOLDER", help="Where to; in a folder, INPUT.brief.pdf and so on."
)
@click.option("-f", "--from", "source", default="", metavar="FORMAT", help="What the inputs are.")
@click.option("--report", "report_file", type=PATH, metavar="FILE", help="Write all findings as JSON.")
@click.option("--strict", is_flag=True, help="End with 1 when there are warnings or errors.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="PDF and Word: the size of the page.")
@click.option("--width", type=int, metavar="COLUMNS", help="Plain text: how wide a line is (72).")
@click.option(
    "--style", default="brief", show_default=True, metavar="NAME|FILE.toml", help="PDF, Word and HTML: the house style."
)
@click.option("--draft", is_flag=True, default=None, help="PDF: mark every page as a draft.")
@click.option("--produced", metavar="DATE", help="The date of production in the record; also SOURCE_DATE_EPOCH.")
@click.option("--set", "pairs", multiple=True, metavar="KEY=VALUE", help="A fact, or a setting of a format.")
@click.option("--about", type=PATH, metavar="FILE", help="Facts about the instrument.")
@click.option("--language", metavar="CODE", help="The language of the text (en, fr …); without it, found out.")
@click.option("--words", default="", metavar="CODE", help="The language of the brief's own words; that of the text.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
@click.option("-v", "--verbose", is_flag=True, help="Say what was made.")
def brief(inputs: tuple[str, ...], to: str, output: str | None, pairs: tuple[str, ...], **options: Any) -> int:
    """Makes the brief of INPUT…: what it decides, whom it asks, what it cites, and the full text as an annex.

    \b
    engross brief resolution.txt --to pdf,docx,html,text -o out/
    engross brief treaty.akn.xml -o treaty-brief.pdf

    Findings stand on standard error, one a line. Ends with 0; with 1 if --strict and there are warnings or errors; with
    2 if an input cannot be read or a result cannot be written (the others are made all the same).
    """  # fmt: skip
    targets = plan.targets(to, output)
    facts, settings = wishes.split(pairs, targets)
    settings |= {key: options[key] for key in SETTINGS if options.get(key) is not None}
    forms = {target: registry.writer(target).Options for target in targets}
    if any("style" in form.__struct_fields__ for form in forms.values()):
        settings["style"] = wishes.style(options["style"])
    wishes.check(settings, forms)
    if options["language"]:
        facts["language"] = options["language"]
    jobs = [_marked(job, output, len(inputs) * len(targets)) for job in plan.jobs(inputs, targets, output)]
    plan.check_clashes(jobs)
    plan.check(inputs, [p for job in jobs for p in job.outputs.values()], targets[0], options["report_file"])
    abouts = wishes.about_files(inputs, options["about"])
    produced = wishes.produced(options["produced"], os.environ)
    known: dict[str, dict[str, str]] = {}
    findings: list[report.Finding] = []
    code = ending.DONE
    for job in jobs:
        try:
            of = {**wishes.facts_of(job.source, abouts, known), **facts}
            made, failed = _make(job, options, of, produced, settings), False
        except Exception as error:
            made, failed = Outcome({}, (ending.fault(error, job.source),)), True
        for found in made.found:
            findings.append(report.finding(found, job.source if len(jobs) > 1 else None))
            if found.severity >= (Severity.ERROR if options["quiet"] else Severity.INFO):
                report.complain(report.line(job.source, found, report.coloured(sys.stderr)))
        if options["verbose"]:
            for path, content in made.value.items():
                report.complain(f"  {'standard output' if path == STANDARD else path} ({len(content)} bytes)")
        code = max(code, ending.code(made.found, failed, options["strict"]))
    if options["report_file"] is not None:
        ending.write({options["report_file"]: report.document(findings)})
    return code


def _make(
    job: plan.Job,
    options: Mapping[str, Any],
    facts: Mapping[str, str],
    produced: str,
    settings: Mapping[str, object],
) -> Outcome[dict[str, bytes]]:
    """Reads one input, and writes the files of its brief."""
    from engross import conversion, programs
    from engross.brief import brief as brief_of
    from engross.library import load, write_all

    raw = sys.stdin.buffer.read() if job.source == STANDARD else load(job.source)
    reading = ReadOptions(options["language"] or "", aids=programs.aids())
    read = conversion.read(raw, options["source"], name=job.source, facts=facts, options=reading)
    told = brief_of(read.value, options["words"])
    found = [*read.found, *told.found]
    results: dict[str, bytes] = {}
    for target, outcome in write_all(told.value, list(job.outputs), produced=produced, **settings):
        results[job.outputs[target]] = outcome.value
        found += outcome.found
    ending.write(results)
    return Outcome(results, conversion.findings(Outcome(None, tuple(dict.fromkeys(found)))))


def _marked(job: plan.Job, output: str | None, count: int) -> plan.Job:
    """The job with names of its own for the files that it makes in a folder, where fair copies may lie beside them."""
    if output in (None, STANDARD) or (count == 1 and list(job.outputs.values()) == [output]):
        return job
    outputs = {}
    for target, path in job.outputs.items():
        suffix = find(target).suffix
        outputs[target] = path.removesuffix(suffix) + MARK + suffix
    return plan.Job(job.source, outputs)
