"""The manual and the README tell the truth: their commands print what they show, their links and options exist."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from docs import console

from engross.cli.app import engross

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]


@pytest.mark.parametrize("name", NAMES)
def test_commands_print_what_the_page_shows(name: str) -> None:
    found = console.lies(ROOT / name)
    told = "\n".join(f"{name}:{lie.shown.line}: really prints\n{lie.truth}" for lie in found)
    assert not found, f"{told}\n(if that is right: python tests/docs/console.py --accept {name})"


@pytest.mark.parametrize("name", NAMES)
def test_commands_and_options_exist(name: str) -> None:
    """Also in blocks that show no output, and in running text between backquotes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    for words in re.findall(r"(?:^|`|\$ )engross ([a-z]+(?: [^`\n|>]*)?)", text, flags=re.MULTILINE):
        verb, *rest = words.split()
        command = engross.commands.get(verb)
        assert command is not None, f"{name}: there is no `engross {verb}`"
        known = {option for parameter in command.params for option in parameter.opts} | {"--help", "-h"}
        for word in rest:
            option = word.partition("=")[0].rstrip(",.;:)")
            if re.fullmatch(r"--?[a-z][a-z-]*", option):
                assert option in known, f"{name}: `engross {verb}` has no {option}"


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{name} links to {target}"
        if anchor and file.suffix == ".md":
            heads = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
            assert anchor in [slug(head) for head in heads], f"{name} links to {target}"


def slug(head: str) -> str:
    """The anchor of a heading, as Markdown makes it."""
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", head.lower()).strip())


def test_every_command_is_in_the_manual() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for name, command in engross.commands.items():
        assert f"engross {name}" in text, f"the manual does not tell of `engross {name}`"
        if name == "convert":
            for parameter in command.params:
                if isinstance(parameter, click.Option):
                    longest = max(parameter.opts, key=len)
                    assert longest in text, f"the manual does not tell of `engross {name} {longest}`"


def test_the_manual_is_built_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("material", reason="mkdocs-material is not installed (pip install -e .[docs])")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "index.html").exists()


def test_a_page_that_lies_is_caught_and_mended(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ echo one; (exit 3)\ntwo\n$ echo $?\n3\n```\n\n```pycon\n>>> 1 + 1\n2\n```\n", encoding="utf-8")
    (lie,) = console.lies(page)
    assert lie.truth == "$ echo one; (exit 3)\none\n$ echo $?\n3\n"
    assert console.accept(page) == 1
    assert console.lies(page) == []
    assert shutil.which("bash")
    assert console.matches("a …\n…\nz\n", "a b c\nmore\nlines\nz\n")
    assert not console.matches("a …\n", "a b\nc\n")
