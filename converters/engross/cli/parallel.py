"""`engross parallel`: reads the language versions of one instrument and prints them side by side."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from engross import registry
from engross.cli import ending, plan, report, wishes
from engross.cli.app import PATH
from engross.cli.files import STANDARD
from engross.diagnostics import Diagnostic, EngrossError, Severity
from engross.model import Instrument
from engross.registry import ReadOptions

MARK = ".parallel"
SETTINGS = ("paper", "orientation", "draft")
_TEXT = "text.txt"
_SHARED = frozenset("country subtype actor date number slug symbol publication_date source".split())
"""Facts of an about.toml that are those of every language version."""


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT INPUT…", type=PATH)
@click.option("-t", "--to", "to", default="", metavar="FORMAT[,FORMAT]|all", help="What to make: pdf, docx, html.")
@click.option(
    "-o", "--output", type=PATH, metavar="FILE|FOLDER", help="Where to; in a folder, INPUT.parallel.pdf and so on."
)
@click.option("-f", "--from", "source", default="", metavar="FORMAT", help="What the inputs are.")
@click.option(
    "--languages", default="", metavar="CODE,CODE…", help="The languages of the inputs in their order; else found out."
)
@click.option(
    "--labels",
    type=click.Choice(["none", "plain", "cited"]),
    default="plain",
    show_default=True,
    help="What unnumbered recitals and clauses show, as for convert.",
)
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="The size of the page.")
@click.option(
    "--orientation",
    type=click.Choice(["auto", "portrait", "landscape"]),
    help="PDF and Word: how the page lies; auto is landscape for more than two languages.",
)
@click.option("--style", metavar="NAME|FILE.toml", help="The house style.")
@click.option("--draft", is_flag=True, default=None, help="Mark every page as a draft.")
@click.option("--produced", metavar="DATE", help="The date of production in the records; also SOURCE_DATE_EPOCH.")
@click.option("--report", "report_file", type=PATH, metavar="FILE", help="Write all findings as JSON.")
@click.option("--strict", is_flag=True, help="End with 1 when there are warnings or errors.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
@click.option("-v", "--verbose", is_flag=True, help="Say what was made.")
def parallel(inputs: tuple[str, ...], to: str, output: str | None, **options: Any) -> int:
    """Prints two to six language versions of one instrument side by side, clause by clause.

    \b
    engross parallel en.akn.xml fr.akn.xml --to pdf,docx,html -o out/
    engross parallel text.txt text.fr.txt text.ar.txt -o treaty-parallel.pdf

    Where the versions differ in structure (a recital that one of them lacks, other numbers, other levels), that is
    said. Findings stand on standard error, one a line. Ends with 0; with 1 if --strict and there are warnings or errors;
    with 2 if an input cannot be read or a result cannot be written.
    """  # fmt: skip
    targets = _targets(to, output)
    settings: dict[str, object] = {key: options[key] for key in SETTINGS if options[key] is not None}
    if options["style"]:
        settings["style"] = wishes.style(options["style"])
    forms = {target: registry.edition_writer(target).Options for target in targets}
    wishes.check(settings, forms)
    languages = _languages(options["languages"], inputs)
    places = _places(inputs, targets, output)
    plan.check(inputs, list(places.values()), targets[0], options["report_file"])
    produced = wishes.produced(options["produced"], os.environ)
    findings: list[report.Finding] = []
    failed, every = False, []
    try:
        for path, found in _made(inputs, languages, options, produced, settings, places):
            every.append(found)
            findings.append(report.finding(found, path))
            _tell(path, found, options["quiet"])
    except _Unreadable as error:
        failed = True
        findings.append(report.finding(error.fault, error.path))
        _tell(error.path, error.fault, options["quiet"])
    if options["verbose"] and not failed:
        for path in places.values():
            report.complain(f"  {'standard output' if path == STANDARD else path}")
    if options["report_file"] is not None:
        ending.write({options["report_file"]: report.document(findings)})
    return ending.code(every, failed, options["strict"])


class _Unreadable(Exception):
    """What kept the edition from being made, and the input (or all of them) at which it happened."""

    def __init__(self, path: str, fault: Diagnostic) -> None:
        super().__init__(path)
        self.path = path
        self.fault = fault


def _made(
    inputs: Sequence[str],
    languages: Sequence[str],
    options: Mapping[str, Any],
    produced: str,
    settings: Mapping[str, object],
    places: Mapping[str, str],
) -> Iterator[tuple[str, Diagnostic]]:
    """Reads the inputs and writes the files; what was found on the way, and in which input."""
    from engross import conversion

    instruments: list[Instrument] = []
    for path, language in zip(inputs, languages, strict=True):
        try:
            instrument, found = _read(path, language, options["source"])
        except Exception as error:
            raise _Unreadable(path, ending.fault(error, path)) from None
        instruments.append(instrument)
        yield from ((path, one) for one in found)
    whole = ", ".join(inputs)
    tags = [i.metadata.language for i in instruments]
    names = [os.path.basename(path) for path in inputs] if len(set(tags)) < len(tags) else ()
    try:
        made = conversion.parallel_edition(instruments, names, produced=produced, labels=options["labels"])
        yield from ((whole, one) for one in made.found)
        results: dict[str, bytes] = {}
        for target, place in places.items():
            known = registry.edition_writer(target).Options.__struct_fields__
            own = {key: value for key, value in settings.items() if key in known}
            outcome = conversion.write_edition(made.value, target, **own)
            results[place] = outcome.value
            yield from ((whole, one) for one in outcome.found)
        ending.write(results)
    except Exception as error:
        raise _Unreadable(whole, ending.fault(error, whole)) from None


def _read(path: str, language: str, source: str) -> tuple[Instrument, tuple[Diagnostic, ...]]:
    """One version, with what is known of it: its own overlay, and the about.toml beside it, which tells of `text.txt`
    all that it says and of other versions what no language changes."""
    from engross import conversion, programs
    from engross.library import load

    facts = wishes.facts_of(path, wishes.about_files([path], None), {})
    if os.path.basename(path) != _TEXT:
        facts = {key: fact for key, fact in facts.items() if key in _SHARED}
    by_hand = wishes.overlay_of(path, None)
    facts = {**facts, **by_hand.facts}
    if language:
        facts["language"] = language
    reading = ReadOptions(language, corrections=by_hand.corrections, aids=programs.aids())
    raw = sys.stdin.buffer.read() if path == STANDARD else load(path)
    read = conversion.read(raw, source, name=path, facts=facts, options=reading)
    return read.value, conversion.findings(read)


def _tell(path: str, found: Diagnostic, quiet: bool) -> None:
    if found.severity >= (Severity.ERROR if quiet else Severity.INFO):
        report.complain(report.line(path, found, report.coloured(sys.stderr)))


# --------------------------------------------------------------------------- what is made, and where


def _targets(to: str, output: str | None) -> list[str]:
    """The formats to make. Raises EngrossError for one that no parallel edition is made in."""
    if to == "all":
        return list(registry.EDITIONS)
    if not to and not output:
        raise EngrossError(f"say which format to make with --to: {', '.join(registry.EDITIONS)} or all")
    targets = plan.targets(to, output)
    for target in targets:
        registry.edition_writer(target)
    return targets


def _languages(wish: str, inputs: Sequence[str]) -> list[str]:
    """The languages told, "" for each that is to be found out. Raises EngrossError for another number than of inputs."""
    if len(inputs) < 2:
        raise EngrossError("a parallel edition needs two language versions at least: name their files")
    if inputs.count(STANDARD) > 1:
        raise EngrossError("standard input (-) can be read only once")
    if not wish:
        return [""] * len(inputs)
    languages = [code.strip() for code in wish.split(",")]
    if len(languages) != len(inputs):
        raise EngrossError(f"--languages names {len(languages)} languages for {len(inputs)} inputs")
    return languages


def _places(inputs: Sequence[str], targets: Sequence[str], output: str | None) -> dict[str, str]:
    """The path (or "-") of each format's file, named by the first input. Raises EngrossError for a place that will not do."""
    [job] = plan.jobs(inputs[:1], targets, output)
    places = dict(job.outputs)
    if output not in (None, STANDARD) and list(places.values()) != [output]:
        for target, path in places.items():
            suffix = registry.find(target).suffix
            places[target] = path.removesuffix(suffix) + MARK + suffix
    for other in inputs[1:]:
        plan.check_clashes([plan.Job(other, places)])
    return places
