"""Runs what the manual shows: fenced `console` blocks (commands after "$ ", then what they print) and `pycon` blocks.

    python tests/docs/console.py FILE…            says where a page does not tell the truth
    python tests/docs/console.py --accept FILE…   writes what really came out into the page

Commands of one page run in one new folder that holds the seeds, block by block, with both outputs in the order they
come. In the expected output "…" stands for anything on a line, and alone on a line for any lines."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
FENCE = re.compile(r"^( *)```(console|pycon)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
ENDED = "\x1eended\x1e"
SECONDS = 120


class Shown(NamedTuple):
    """A block of a page: its kind, its text without indentation, its first line in the page (from 1), its indentation."""

    kind: str
    text: str
    line: int
    indent: str


class Lie(NamedTuple):
    """A block whose commands print something else, and the block as it should be."""

    shown: Shown
    truth: str


def blocks(page: str) -> Iterator[Shown]:
    """The blocks of a page that can be run, in order."""
    for found in FENCE.finditer(page):
        indent = found[1]
        text = re.sub(f"^{indent}", "", found[3], flags=re.MULTILINE)
        yield Shown(found[2], text, page.count("\n", 0, found.start()) + 2, indent)


def lies(page: Path) -> list[Lie]:
    """The blocks of `page` that do not tell what their commands print."""
    out: list[Lie] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work = folder / "work"
        work.mkdir()
        shutil.copytree(ROOT / "seeds", work / "seeds")
        environment = _environment(folder / "bin")
        session = ""
        for shown in blocks(page.read_text(encoding="utf-8")):
            if shown.kind == "console":
                truth = _console(shown.text, work, environment)
            else:
                truth = _pycon(session, shown.text, work, environment)
                session += shown.text
            if not matches(shown.text, truth):
                out.append(Lie(shown, truth))
    return out


def matches(expected: str, actual: str) -> bool:
    """Whether `actual` is what `expected` tells, "…" standing for anything on a line, alone on a line for any lines.
    Sizes of files are told, not promised."""
    return re.fullmatch("".join(map(_pattern, expected.splitlines())), actual) is not None


def _pattern(line: str) -> str:
    if line.strip() == "…":
        return r"(?:.*\n)*?"
    plain = re.escape(line).replace("…", ".*")
    return re.sub(r"\\\(\d+\\ (bytes|kB)\\\)", r"\\(\\d+ \1\\)", plain) + r"\n"


def _environment(shims: Path) -> dict[str, str]:
    """A clean environment in which `engross` and `python` are those of this process."""
    shims.mkdir()
    for name, words in (("engross", '-m engross "$@"'), ("python", '"$@"'), ("python3", '"$@"')):
        shim = shims / name
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words}\n')
        shim.chmod(0o755)
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "PYTHONPATH", "TMPDIR")}
    return {**kept, "PATH": f"{shims}:{kept['PATH']}", "LC_ALL": "C.UTF-8", "TERM": "dumb", "COLUMNS": "80"}


def _console(text: str, work: Path, environment: dict[str, str]) -> str:
    """The block as its commands make it: each command, then what it prints on both outputs."""
    commands = [c for c in re.split(r"^(?=\$ )", text, flags=re.MULTILINE) if c.startswith("$ ")]
    shown: list[str] = []
    for command in commands:
        first, *rest = command.splitlines()
        said = [first]
        while rest and said[-1].endswith("\\"):
            said.append(rest.pop(0))
        shown.append("\n".join(said))
    # Each command sees the exit code of the one before, whatever is printed in between.
    script = "".join(f"{c[2:]}\n__code=$?; printf '{ENDED}'; (exit $__code)\n" for c in shown)
    done = subprocess.run(
        ["bash", "-c", script], cwd=work, env=environment, text=True, encoding="utf-8", stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS,
    )  # fmt: skip
    printed = done.stdout.split(ENDED)
    return "".join(f"{c}\n{_ended(p)}" for c, p in zip(shown, printed, strict=False))


def _ended(printed: str) -> str:
    lines = [line.rstrip() for line in printed.splitlines()]
    return "".join(f"{line}\n" for line in lines)


_SESSION = """
import code, contextlib, io, sys
out, console = [], code.InteractiveConsole()
for line in sys.stdin.read().splitlines():
    if line == "# begin":
        out.clear()
    if line[:4] in (">>> ", "... ", ">>>", "..."):
        out.append(line.rstrip())
        with contextlib.redirect_stdout(io.StringIO()) as said, contextlib.redirect_stderr(said):
            console.push(line[4:])
        out += said.getvalue().splitlines()
print(chr(10).join(out))
"""


def _pycon(before: str, text: str, work: Path, environment: dict[str, str]) -> str:
    """The block as an interactive session makes it, in which the blocks `before` it on the page were said already."""
    done = subprocess.run(
        [sys.executable, "-c", _SESSION], input=f"{before}# begin\n{text}", cwd=work, env=environment, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS,
    )  # fmt: skip
    return _ended(done.stdout)


def accept(page: Path) -> int:
    """Writes the truth into the page; returns how many blocks changed."""
    text = page.read_text(encoding="utf-8")
    found = lies(page)
    for lie in found:
        if "Engross itself failed" in lie.truth:
            raise SystemExit(f"{page}:{lie.shown.line}: {lie.truth}")
        old = "".join(f"{lie.shown.indent}{line}".rstrip() + "\n" for line in lie.shown.text.splitlines())
        new = "".join(f"{lie.shown.indent}{line}".rstrip() + "\n" for line in lie.truth.splitlines())
        text = text.replace(old, new, 1)
    page.write_text(text, encoding="utf-8")
    return len(found)


def main(words: list[str]) -> int:
    pages = [Path(word) for word in words if not word.startswith("--")]
    if "--accept" in words:
        for page in pages:
            print(f"{page}: {accept(page)} block(s) written anew")
        return 0
    count = 0
    for page in pages:
        for lie in lies(page):
            count += 1
            print(f"{page}:{lie.shown.line}: really prints\n{lie.truth}")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
