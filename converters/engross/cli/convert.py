"""`engross convert`: reads each input, makes every format of it, writes them together, and says what was found."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import structs

from engross import conversion, programs, registry
from engross.cli import ending, plan, report, wishes
from engross.cli.files import STANDARD
from engross.cli.progress import Steps
from engross.diagnostics import Diagnostic, Outcome, Severity
from engross.library import load, write_all
from engross.registry import ReadOptions

COLLECTED_EVERY = 50  # inputs; in between, the collector of cycles is off (see `app.main`)


class Order(NamedTuple):
    """All that one call of `engross convert` asks for."""

    sources: Sequence[str]
    targets: Sequence[str]
    output: str | None
    format: str = ""
    reading: ReadOptions = ReadOptions()
    scheme: str = "un"
    facts: Mapping[str, str] = {}
    settings: Mapping[str, object] = {}
    about: str | None = None
    overlay: str | None = None
    produced: str = ""
    report: str | None = None
    strict: bool = False
    quiet: bool = False
    verbose: bool = False
    with_libreoffice: bool = False


class Made(NamedTuple):
    """What became of one input: its files by path, all findings, and the sentence about it; `failed` when there are none."""

    files: dict[str, bytes]
    found: tuple[Diagnostic, ...]
    summary: str = ""
    failed: bool = False


def run(order: Order) -> int:
    """Converts and returns the exit code: 0; 1 with `strict` when there are warnings or errors; 2 when an input failed.

    Raises EngrossError before anything is read when the order cannot be carried out as it stands."""
    jobs = plan.jobs(order.sources, order.targets, order.output)
    _check(order, jobs)
    abouts = wishes.about_files(order.sources, order.about)
    known: dict[str, dict[str, str]] = {}
    verbose = order.verbose or (sys.stderr.isatty() and not order.quiet)
    colour = report.coloured(sys.stderr)
    steps = Steps(len(jobs) * (1 + len(order.targets)))
    findings: list[report.Finding] = []
    code = ending.DONE
    for n, job in enumerate(jobs, 1):
        made = _make(order, job, abouts, known, steps, verbose)
        steps.pause()
        least = Severity.ERROR if order.quiet else Severity.INFO
        for found in made.found:
            findings.append(report.finding(found, job.source if len(jobs) > 1 else None))
            if found.severity >= least:
                report.complain(report.line(job.source, found, colour))
        if verbose and not made.failed:
            report.complain(f"{job.source}: {made.summary}")
            for path, content in made.files.items():
                place = "standard output" if path == STANDARD else path
                report.complain(f"  {place} ({_size(len(content))})")
        code = max(code, ending.code(made.found, made.failed, order.strict))
        if n % COLLECTED_EVERY == 0:
            gc.collect()
    steps.end()
    if order.report is not None:
        ending.write({order.report: report.document(findings)})
    return code


def _check(order: Order, jobs: Sequence[plan.Job]) -> None:
    """Raises EngrossError for settings that nobody has, and for places where nothing should be written."""
    wishes.check(order.settings, {target: registry.writer(target).Options for target in order.targets})
    outputs = [path for job in jobs for path in job.outputs.values()]
    plan.check(order.sources, outputs, order.targets[0], order.report)


def _make(
    order: Order,
    job: plan.Job,
    abouts: Mapping[str, str],
    known: dict[str, dict[str, str]],
    steps: Steps,
    verbose: bool,
) -> Made:
    """Reads one input and writes its files; whatever keeps it from being converted becomes a finding."""
    try:
        steps.step(job.source)
        by_hand = wishes.overlay_of(job.source, order.overlay)
        facts = {**wishes.facts_of(job.source, abouts, known), **by_hand.facts, **order.facts}
        lent = programs.aids(order.with_libreoffice, steps.within)
        reading = structs.replace(order.reading, corrections=by_hand.corrections, aids=lent)
        raw = sys.stdin.buffer.read() if job.source == STANDARD else load(job.source)
        read = conversion.read(raw, order.format, name=job.source, facts=facts, options=reading, scheme=order.scheme)
        found = list(read.found)
        results: dict[str, bytes] = {}
        for target, outcome in write_all(read.value, order.targets, produced=order.produced, **order.settings):
            steps.step(job.outputs[target])
            results[job.outputs[target]] = outcome.value
            found += outcome.found
        sentence = report.summary(read.value, found) if verbose else ""
        ending.write(results)
    except Exception as error:
        return Made({}, (ending.fault(error, job.source),), failed=True)
    once = tuple(dict.fromkeys(found))
    return Made(results, conversion.findings(Outcome(None, once)), sentence)


def _size(count: int) -> str:
    """A number of bytes for people, in decimal units."""
    return f"{count} bytes" if count < 1000 else f"{count / 1e3:.0f} kB" if count < 1e6 else f"{count / 1e6:.1f} MB"
