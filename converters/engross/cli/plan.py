"""What is read, and where each result goes; every clash is found before anything is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

from engross import registry
from engross.cli.files import STANDARD
from engross.diagnostics import EngrossError
from engross.library import ABOUT


class Job(NamedTuple):
    """One input, and the path (or "-") of its result in each target format."""

    source: str
    outputs: dict[str, str]


def targets(wish: str, output: str | None) -> list[str]:
    """The formats named by `--to` (names separated by commas, or "all"), else by the suffix of the output.

    Raises EngrossError when there is none, or when Engross does not write one of them."""
    if not wish and output:
        wish = next((f.name for f in registry.FORMATS.values() if f.writer and output.endswith(f.suffix)), "")
    if not wish:
        raise EngrossError(f"say which format to make with --to: {', '.join(writable())} or all")
    if wish == "all":
        return writable()
    names = list(dict.fromkeys(name.strip() for name in wish.split(",") if name.strip()))
    for name in names:
        if not registry.find(name).writer:
            raise EngrossError(f"Engross does not write {name}: it writes {', '.join(writable())}")
    if not names:
        raise EngrossError(f"--to names no format: use {', '.join(writable())} or all")
    return names


def writable() -> list[str]:
    """The names of the formats that Engross writes, in the order of their table."""
    return [f.name for f in registry.FORMATS.values() if f.writer]


def stem(source: str) -> str:
    """What the files made of `source` are called, less their suffix: its own name, but that of its folder for a seed
    (a `text.txt` with an `about.toml` beside it)."""
    if source == STANDARD:
        return "stdin"
    folder, name = os.path.split(os.path.abspath(source))
    if name == "text.txt" and os.path.exists(os.path.join(folder, ABOUT)) and os.path.basename(folder):
        return os.path.basename(folder)
    for form in registry.FORMATS.values():
        if name.endswith(form.suffix) and len(name) > len(form.suffix):
            return name.removesuffix(form.suffix)
    root, _ = os.path.splitext(name)
    return root


def jobs(sources: Sequence[str], formats: Sequence[str], output: str | None) -> list[Job]:
    """A job for each of `sources`. Raises EngrossError for two results in one place and for a result in an input's."""
    if sources.count(STANDARD) > 1:
        raise EngrossError("standard input (-) can be read only once")
    single = len(sources) == 1 and len(formats) == 1
    if output is None and not single:
        raise EngrossError(f"{len(sources) * len(formats)} files are to be made: name a folder for them with -o")
    if single and (output is None or output == STANDARD):
        return [Job(sources[0], {formats[0]: STANDARD})]
    if output == STANDARD or output is None:
        raise EngrossError("standard output (-) takes one result: one input and one format")
    if single and not output.endswith(("/", os.sep)) and not os.path.isdir(output):
        made = [Job(sources[0], {formats[0]: output})]
    else:
        made = [Job(s, {f: os.path.join(output, stem(s) + registry.find(f).suffix) for f in formats}) for s in sources]
        _check_folder(output, len(sources) * len(formats))
    check_clashes(made)
    return made


def check(sources: Sequence[str], outputs: Sequence[str], target: str, report: str | None) -> None:
    """Raises EngrossError for what no terminal can show, and for a report in the place of an input or a result."""
    if STANDARD in outputs and sys.stdout.isatty():
        form = registry.find(target)
        if not form.media_type.startswith("text/") and not form.media_type.endswith(("json", "xml")):
            raise EngrossError(f"{form.name} is not for a terminal: name a file with -o")
    if report == STANDARD and STANDARD in outputs:
        raise EngrossError("the result and the report cannot both go to standard output")
    if report is not None and report != STANDARD:
        others = {os.path.realpath(p) for p in [*sources, *outputs] if p != STANDARD}
        if os.path.realpath(report) in others:
            raise EngrossError(f"{report}: the report would overwrite an input or a result: choose another place")


def _check_folder(output: str, count: int) -> None:
    if os.path.exists(output) and not os.path.isdir(output):
        raise EngrossError(f"{output}: is a file, but {count} files are to be made: name a folder with -o")
    if not os.path.isdir(output) and not output.endswith(("/", os.sep)):
        if any(output.endswith(form.suffix) for form in registry.FORMATS.values()):
            raise EngrossError(
                f"{output}: looks like one file, but {count} files are to be made: name a folder with -o"
            )


def check_clashes(made: Sequence[Job]) -> None:
    """Raises EngrossError for two results in one place, and for a result in the place of an input."""
    seen: dict[str, str] = {}
    inputs = {os.path.realpath(job.source): job.source for job in made if job.source != STANDARD}
    for job in made:
        for path in job.outputs.values():
            if path == STANDARD:
                continue
            real = os.path.realpath(path)
            if real in inputs and os.path.exists(real):
                raise EngrossError(f"{path}: would overwrite an input: choose another place with -o")
            if real in seen:
                raise EngrossError(
                    f"{path}: {seen[real]} and {job.source} would both be written there: convert them apart"
                )
            seen[real] = job.source
