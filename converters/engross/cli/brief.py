"""`engross brief`: reads each input and makes its brief in every format asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click

from engross.cli import files, plan, report, wishes
from engross.cli.app import PATH, SETTINGS
from engross.cli.convert import DONE, FAILED, FOUND, INTERNAL, UNREADABLE, UNWRITABLE
from engross.cli.files import STANDARD
from engross.diagnostics import Diagnostic, EngrossError, Outcome, Severity
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
    _check(targets, settings)
    if options["language"]:
        facts["language"] = options["language"]
    jobs = [_marked(job, output, len(inputs) * len(targets)) for job in plan.jobs(inputs, targets, output)]
    _check_places(jobs, inputs, options["report_file"])
    abouts = wishes.about_files(inputs, options["about"])
    produced = wishes.produced(options["produced"], os.environ)
    known: dict[str, dict[str, str]] = {}
    findings: list[report.Finding] = []
    code = DONE
    for job in jobs:

        def made(job: plan.Job = job) -> Outcome[dict[str, bytes]]:
            of = {**wishes.facts_of(job.source, abouts, known), **facts}
            return _make(job, options, of, produced, settings)

        outcome, failed = _tried(made, job)
        for found in outcome.found:
            findings.append(report.finding(found, job.source if len(jobs) > 1 else None))
            if found.severity >= (Severity.ERROR if options["quiet"] else Severity.INFO):
                report.complain(report.line(job.source, found, report.coloured(sys.stderr)))
        if options["verbose"]:
            for path, content in outcome.value.items():
                report.complain(f"  {'standard output' if path == STANDARD else path} ({len(content)} bytes)")
        warned = options["strict"] and any(d.severity >= Severity.WARNING for d in outcome.found)
        code = max(code, FAILED if failed else FOUND if warned else DONE)
    if options["report_file"] is not None:
        _write({options["report_file"]: report.document(findings)})
    return code


def _make(
    job: plan.Job,
    options: Mapping[str, Any],
    facts: Mapping[str, str],
    produced: str,
    settings: Mapping[str, object],
) -> Outcome[dict[str, bytes]]:
    """Reads one input, and writes the files of its brief."""
    from engross import conversion
    from engross.brief import brief as brief_of
    from engross.library import load, write_all

    raw = sys.stdin.buffer.read() if job.source == STANDARD else load(job.source)
    reading = ReadOptions(options["language"] or "")
    read = conversion.read(raw, options["source"], name=job.source, facts=facts, options=reading)
    told = brief_of(read.value, options["words"])
    found = [*read.found, *told.found]
    results: dict[str, bytes] = {}
    for target, outcome in write_all(told.value, list(job.outputs), produced=produced, **settings):
        results[job.outputs[target]] = outcome.value
        found += outcome.found
    _write(results)
    return Outcome(results, conversion.findings(Outcome(None, tuple(dict.fromkeys(found)))))


def _tried(made: Any, job: plan.Job) -> tuple[Outcome[dict[str, bytes]], bool]:
    """What became of one input, and whether it failed: a fault of one must not cost the others."""
    try:
        return made(), False
    except (files.ReaderLeft, KeyboardInterrupt):
        raise
    except files.UnwritableError as error:
        fault = Diagnostic(UNWRITABLE, str(error))
    except EngrossError as error:
        fault = Diagnostic(UNREADABLE, str(error).removeprefix(f"{job.source}: "))
    except Exception as error:
        if os.environ.get("ENGROSS_TRACEBACK"):
            import traceback

            traceback.print_exc()
        fault = Diagnostic(INTERNAL, report.our_fault(error))
    return Outcome({}, (fault,)), True


def _marked(job: plan.Job, output: str | None, count: int) -> plan.Job:
    """The job with names of its own for the files that it makes in a folder, where fair copies may lie beside them."""
    if output in (None, STANDARD) or (count == 1 and list(job.outputs.values()) == [output]):
        return job
    outputs = {}
    for target, path in job.outputs.items():
        suffix = find(target).suffix
        outputs[target] = path.removesuffix(suffix) + MARK + suffix
    return plan.Job(job.source, outputs)


def _check(targets: Sequence[str], settings: Mapping[str, object]) -> None:
    """Raises EngrossError, before anything is read, for settings that no format has or that have no such value."""
    from engross import conversion, registry

    fields = {target: conversion.settings_known(target) for target in targets} if settings else {}
    for key, value in settings.items():
        having = [target for target in targets if key in fields[target]]
        if not having:
            raise EngrossError(f"--{key.replace('_', '-')} means nothing to {' or '.join(targets)}")
        for target in having:
            conversion.options_for(registry.writer(target).Options, {key: value}, target)


def _check_places(jobs: Sequence[plan.Job], inputs: Sequence[str], report_file: str | None) -> None:
    """Raises EngrossError for places where nothing should be written."""
    outputs = [path for job in jobs for path in job.outputs.values()]
    if STANDARD in outputs and sys.stdout.isatty():
        form = find(next(iter(jobs[0].outputs)))
        if not form.media_type.startswith("text/") and not form.media_type.endswith(("json", "xml")):
            raise EngrossError(f"{form.name} is not for a terminal: name a file with -o")
    if report_file == STANDARD and STANDARD in outputs:
        raise EngrossError("the result and the report cannot both go to standard output")
    read = {os.path.realpath(path) for path in inputs if path != STANDARD}
    for path in outputs:
        if path != STANDARD and os.path.realpath(path) in read:
            raise EngrossError(f"{path}: would overwrite an input: choose another place with -o")
    if report_file not in (None, STANDARD):
        others = read | {os.path.realpath(path) for path in outputs if path != STANDARD}
        if os.path.realpath(str(report_file)) in others:
            raise EngrossError(f"{report_file}: the report would overwrite an input or a result: choose another place")


def _write(results: Mapping[str, bytes]) -> None:
    if STANDARD in results:
        files.say(results[STANDARD])
    else:
        files.write_whole(results)
