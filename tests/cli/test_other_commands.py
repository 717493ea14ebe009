"""The commands beside `convert`, terminals, and how little is imported."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

import engross as package
from engross.registry import FORMATS

from .conftest import TEXT, Run

HEAVY = [
    "click",
    "rich",
    "lxml",
    "msgspec",
    "docx",
    "reportlab",
    "uharfbuzz",
    "charset_normalizer",
    "email",
    "ssl",
    "http",
]


def imported(code: str, cwd: Path) -> set[str]:
    """The top level modules that a fresh Python has imported after `code`."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sorted(m.partition('.')[0] for m in sys.modules))"],
        capture_output=True, check=True, cwd=cwd,
    )  # fmt: skip
    return set(done.stdout.decode().splitlines()[-1].split())


# --------------------------------------------------------------------------- version, help, formats, completion


def test_the_version(engross: Run) -> None:
    done = engross("--version")
    assert done.returncode == 0
    assert done.stdout.decode() == f"engross {package.__version__}\n"
    assert done.stderr == b""


def test_the_version_imports_nothing_heavy(tmp_path: Path) -> None:
    code = "import sys; sys.argv = ['engross', '--version']; from engross.__main__ import main; main()"
    loaded = imported(code, tmp_path)
    assert "engross" in loaded
    assert not loaded & {*HEAVY, "typing", "re", "importlib.metadata"}


def test_a_conversion_imports_only_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    code = "from engross.cli.app import answer; assert answer(['convert', 'a.txt', '--to', 'text', '-o', 'b.txt']) == 0"
    loaded = imported(code, tmp_path)
    unwanted = {"rich", "lxml", "docx", "reportlab", "uharfbuzz", "email", "ssl", "http", "babel"}
    assert sorted(loaded & unwanted) == []


def test_the_package_itself_imports_nothing_until_asked(tmp_path: Path) -> None:
    assert not imported("import engross", tmp_path) & {*HEAVY, "typing", "re"}


@pytest.mark.parametrize("words", [[], ["--help"], ["convert", "--help"], ["-h"], ["samples", "--help"]])
def test_help_is_help(engross: Run, words: list[str]) -> None:
    done = engross(*words)
    assert (done.stdout + done.stderr).decode().startswith("Usage: ")


def test_formats_are_listed_with_their_directions(engross: Run) -> None:
    rows = [row.split() for row in engross("formats").stdout.decode().splitlines()]
    assert [row[0] for row in rows[1:]] == list(FORMATS)
    for row in rows[1:]:
        form = FORMATS[row[0]]
        assert row[1:4] == ["yes" if form.reader else "-", "yes" if form.writer else "-", form.suffix]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(engross: Run, shell: str) -> None:
    done = engross("completion", shell)
    assert done.returncode == 0, done.stderr
    assert "_ENGROSS_COMPLETE" in done.stdout.decode()


@pytest.mark.parametrize(
    ("words", "expected"),
    [("engross conv", "convert"), ("engross convert --to te", "text"), ("engross convert --to akn,js", "akn,json"), ("engross convert --from a", "akn")],
)  # fmt: skip
def test_words_are_completed(engross: Run, words: str, expected: str) -> None:
    env = {"_ENGROSS_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    assert f"plain,{expected}" in engross(env=env).stdout.decode().splitlines()


def test_commands_of_other_modules_are_there_and_imported_only_when_asked_for(engross: Run, tmp_path: Path) -> None:
    listed = engross("--help").stdout.decode()
    for name in ("convert", "validate", "rules", "explain"):
        assert f"\n  {name} " in listed
    assert b"AKN-E101" in engross("explain", "AKN-E101").stdout
    assert engross("validate", "nowhere.xml").returncode == 2
    code = "import sys; from engross.cli.app import answer; answer(['formats']); assert 'engross.cli_validate' not in sys.modules"
    assert "engross" in imported(code, tmp_path)


# --------------------------------------------------------------------------- samples


def test_samples_are_made_once_and_checked(engross: Run, tmp_path: Path) -> None:
    seed = tmp_path / "seeds" / "quiet"
    seed.mkdir(parents=True)
    (seed / "text.txt").write_text(TEXT, encoding="utf-8")
    (seed / "about.toml").write_text("date = 2025-05-05\n", encoding="utf-8")
    assert engross("samples", "--check").returncode == 1
    assert not (tmp_path / "samples").exists()
    done = engross("samples")
    assert done.returncode == 0, done.stderr
    made = sorted(os.listdir(tmp_path / "samples" / "quiet"))
    briefs = ["quiet.brief" + suffix for suffix in (".pdf", ".docx", ".html", ".txt")]
    assert made == sorted(["quiet" + f.suffix for f in FORMATS.values() if f.writer] + briefs)
    assert engross("samples", "--check").returncode == 0
    (tmp_path / "samples" / "quiet" / "quiet.txt").write_text("x")
    done = engross("samples", "--check")
    assert done.returncode == 1
    assert done.stdout.decode() == f"{Path('samples/quiet/quiet.txt')}: stale\n"


# --------------------------------------------------------------------------- terminals


def on_a_terminal(words: list[str], cwd: Path, **env: str) -> str:
    """What the command says on standard error when that is a terminal."""
    ours, theirs = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM")} | {"TERM": "xterm"} | env
    done = subprocess.Popen(
        [sys.executable, "-m", "engross", *words], cwd=cwd, stdout=subprocess.DEVNULL, stderr=theirs, env=environment
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            if not (chunk := os.read(ours, 4096)):
                break
        except OSError:  # Linux says EIO when the other end is closed
            break
        said += chunk
    os.close(ours)
    assert done.wait(timeout=60) == 0
    return said.decode()


def test_colour_only_on_a_terminal_that_wants_it(tmp_path: Path) -> None:
    (tmp_path / "f.txt").write_text(
        f"NEWSLETTER\n\n{TEXT}\n\nNEWSLETTER\nJoin the GlobalSecurity.org mailing list\n", encoding="utf-8"
    )
    words = ["convert", "f.txt", "--to", "text", "-o", "out.txt"]
    assert "\x1b[36minfo\x1b[0m" in on_a_terminal(words, tmp_path)
    assert "\x1b[" not in on_a_terminal(words, tmp_path, NO_COLOR="1")
    assert "\x1b[" not in on_a_terminal(words, tmp_path, TERM="dumb")


def test_a_person_is_told_what_was_made(tmp_path: Path) -> None:
    (tmp_path / "f.txt").write_text(TEXT, encoding="utf-8")
    assert "f.txt: 2 recitals, 1 formula, 3 clauses" in on_a_terminal(
        ["convert", "f.txt", "--to", "text", "-o", "o.txt"], tmp_path
    )


def test_long_work_shows_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import sys; from engross.cli import progress; progress.PATIENCE = -1;"
        "from engross.cli.app import main; sys.argv = ['engross', *sys.argv[1:]]; main()"
    )
    (tmp_path / "sitecustomize.py").write_text("")
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-c", code, "convert", "a.txt", "b.txt", "c.txt", "--to", "text,akn", "-o", "out"],
        cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=theirs, env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while True:
        try:
            if not (chunk := os.read(ours, 4096)):
                break
        except OSError:
            break
        said += chunk
    os.close(ours)
    assert done.wait(timeout=60) == 0
    assert b"/9" in said
    assert sorted(os.listdir(tmp_path / "out"))[:2] == ["a.akn.xml", "a.txt"]
