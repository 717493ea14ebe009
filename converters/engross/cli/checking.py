"""Which files a check reads, what the project says of it, and the work in several processes."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engross.cli.progress import Steps
from engross.diagnostics import EngrossError
from engross.validate.finding import Verdict
from engross.validate.profile import Ruleset, Ruling, from_pyproject, ruleset

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

SUFFIXES = (".xml", ".akn")
STDIN = "-"
# Below this many bytes other processes cost more than they bring.
WORTH_A_PROCESS = 600_000
# Larger files are refused: what is remembered of a file takes up to ten times its size in memory.
MAX_SIZE = 256 * 1024 * 1024
_ROOT = re.compile(rb"<[A-Za-z_][^<>]*>")
_AKOMA_NTOSO = re.compile(rb"akoma|legaldocml", re.IGNORECASE)


class Unread(EngrossError):
    """Some of the files could not be read; the rest has been checked."""


def gather(paths: Sequence[str]) -> list[str]:
    """The files meant by files, folders, globs and "-", each once, those of a folder in the order of their names.

    Raises EngrossError for a path that is none, and for a folder without records."""
    out: dict[str, str] = {}
    for path in paths:
        if path == STDIN:
            found = [STDIN]
        elif os.path.isdir(path):
            found = sorted(_records(path))
            if not found:
                raise EngrossError(f"there is no Akoma Ntoso ({', '.join('*' + s for s in SUFFIXES)}) in {path}")
        elif os.path.lexists(path):
            found = [path]
        elif not (
            found := sorted(
                (p for p in glob.glob(path, recursive=True) if not os.path.isdir(p)), key=lambda p: (p.count(os.sep), p)
            )
        ):
            raise EngrossError(f"there is no file {path}")
        for one in found:
            # A link back to its own folder gives a glob the same file by many names.
            out.setdefault(one if one == STDIN else os.path.realpath(one), os.path.normpath(one))
    return list(out.values())


def _records(folder: str) -> Iterator[str]:
    """The records below a folder. Links to folders are not followed, so that loops end; hidden folders are left out."""
    for here, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in names:
            path = os.path.join(here, name)
            if name.endswith(SUFFIXES) or name.endswith(".json"):
                if _may_be_record(path):
                    yield path


def _may_be_record(path: str) -> bool:
    """Whether a file of a folder is worth a check: JSON is only when it is ours, XML unless it is plainly another kind."""
    from engross.registry import sniff

    try:
        with open(path, "rb") as file:
            head = file.read(4096)
    except OSError:
        return not path.endswith(".json")  # that it cannot be read is told
    if path.endswith(".json"):
        return sniff(head) == "json"
    root = _ROOT.search(head)
    return root is None or _AKOMA_NTOSO.search(head) is not None


def read(path: str) -> bytes:
    """The content of a file or of standard input. Raises EngrossError saying why it cannot be had."""
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(MAX_SIZE + 1)
        else:
            with open(path, "rb") as file:
                data = file.read(MAX_SIZE + 1)
    except OSError as error:
        raise EngrossError(f"{path} cannot be read: {error.strerror or error}") from error
    if len(data) > MAX_SIZE:
        what = "standard input" if path == STDIN else path
        raise EngrossError(f"{what} is larger than {MAX_SIZE // 2**20} MB: check its parts one by one")
    return data


def shown(path: str) -> str:
    """The name of a file in reports: with slashes, the same on every system."""
    return path.replace(os.sep, "/")


def judge(path: str, ruling: Ruling) -> Verdict | str:
    """The verdict on one file, or why it could not be read."""
    from engross.validate.levels import validate

    try:
        return validate(read(path), shown(path), ruling)
    except Unread:
        raise
    except EngrossError as error:
        if str(error).startswith("rule "):
            raise
        return str(error)


def judge_all(paths: Sequence[str], ruling: Ruling, jobs: int) -> tuple[list[Verdict], list[str]]:
    """The verdicts in the order of the paths, and a line for each file that could not be read."""
    steps = Steps(len(paths))
    verdicts: list[Verdict] = []
    unread: list[str] = []
    for path, judged in zip(paths, _judged(paths, ruling, jobs), strict=True):
        steps.step(shown(path))
        if isinstance(judged, str):
            unread.append(judged)
        else:
            verdicts.append(judged)
    steps.end()
    return verdicts, unread


def _judged(paths: Sequence[str], ruling: Ruling, jobs: int) -> Iterator[Verdict | str]:
    jobs = min(jobs, len(paths))
    if jobs < 2 or STDIN in paths or _total(paths) < WORTH_A_PROCESS:
        for path in paths:
            yield judge(path, ruling)
        return
    # The first is judged here: what it makes this process load, the workers that are forked then have.
    yield judge(paths[0], ruling)
    rest = paths[1:]
    with _pool(jobs) as pool:
        chunk = max(1, min(8, len(rest) // (jobs * 6)))
        yield from pool.map(judge, rest, [ruling] * len(rest), chunksize=chunk)


def _total(paths: Iterable[str]) -> int:
    return sum(os.path.getsize(p) for p in paths if os.path.isfile(p))


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Workers that are forked, where systems fork."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    fork = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    if fork:
        import gc

        gc.freeze()  # what is loaded is shared, and stays shared
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("fork" if fork else "spawn"))


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def project_ruleset(config: str) -> tuple[Ruleset | None, str]:
    """The project's ruleset and the folder it was found in: `config`, or the nearest engross.toml or pyproject.toml
    with [tool.engross] above the working directory."""
    if config:
        return ruleset(read(config), config), os.path.dirname(config)
    here = Path.cwd()
    for folder in (here, *here.parents):
        own = folder / "engross.toml"
        if own.is_file():
            return ruleset(read(str(own)), str(own)), str(folder)
        project = folder / "pyproject.toml"
        if project.is_file() and b"tool.engross" in (data := read(str(project))):
            if (found := from_pyproject(data, str(project))) is not None:
                return found, str(folder)
    return None, ""
