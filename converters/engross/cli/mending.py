"""`engross validate --fix`: shows what it would change, asks, and changes it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

import click

from engross.cli import checking, files
from engross.diagnostics import EngrossError
from engross.validate.fix import mended
from engross.validate.profile import Ruling


def mend(paths: Sequence[str], ruling: Ruling, yes: bool) -> None:
    """Shows the mends of each file on standard error; writes them with `yes`, or when a person at a terminal agrees.

    In a pipeline without `yes` nothing is written. Raises EngrossError for a file that cannot be read or written."""
    asking = not yes and sys.stdin.isatty() and sys.stderr.isatty()
    for path in paths:
        if path == checking.STDIN:
            raise EngrossError("standard input cannot be mended: name the file")
        if path.endswith(".json") or Path(path).is_dir():
            continue
        before = checking.read(path)
        after = mended(before, ruling)
        if after == before:
            continue
        click.echo(_diff(before, after, checking.shown(path)), err=True, nl=False)
        if yes or (asking and click.confirm(f"Mend {path}?", err=True)):
            files.write_whole({path: after})
            click.echo(f"mended {path}", err=True)
        elif not asking:
            click.echo(f"{path} is left as it is (--yes mends it)", err=True)


def _diff(before: bytes, after: bytes, name: str) -> str:
    old, new = (data.decode("utf-8").splitlines(keepends=True) for data in (before, after))
    lines = unified_diff(old, new, name, f"{name} (mended)", n=1)
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)
