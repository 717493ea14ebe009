"""The manual and the README tell the truth: their commands print what they show, their links and options exist."""

from __future__ import annotations

import configparser
import pkgutil
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import click
import pytest

import engross as engross_package
from docs import console
from engross.cli.app import engross
from engross.conversion import convert
from engross.diagnostics import Rule
from engross.library import facts_in

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
CONTEXT = click.Context(engross)
COMMANDS = {name: engross.get_command(CONTEXT, name) for name in engross.list_commands(CONTEXT)}
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
        command = COMMANDS.get(verb)
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


def test_every_command_and_option_is_in_the_manual() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for name, command in COMMANDS.items():
        assert command is not None
        assert f"engross {name}" in text, f"the manual does not tell of `engross {name}`"
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
    page.write_text(
        "```console\n$ echo one; (exit 3)\ntwo\n$ echo $?\n3\n```\n\n```pycon\n>>> 1 + 1\n2\n```\n", encoding="utf-8"
    )
    (lie,) = console.lies(page)
    assert lie.truth == "$ echo one; (exit 3)\none\n$ echo $?\n3\n"
    assert console.accept(page) == 1
    assert console.lies(page) == []
    assert shutil.which("bash")
    assert console.matches("a …\n…\nz\n", "a b c\nmore\nlines\nz\n")
    assert not console.matches("a …\n", "a b\nc\n")


def test_the_record_that_is_explained_is_the_record() -> None:
    """Each piece of XML on the page stands in the record of a seed; "…" skips."""
    records = [
        squeezed(convert((ROOT / "seeds" / seed / "text.txt").read_bytes(), "text", "akn", facts=facts_in(ROOT / "seeds" / seed / "about.toml")).value.decode())
        for seed in ("oic-contact-group-2025", "un-style-resolution")
    ]  # fmt: skip
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    pieces = re.findall(r"```xml\n(.*?)```", page, flags=re.DOTALL)
    assert len(pieces) > 10
    for piece in pieces:
        pattern = ".*?".join(re.escape(squeezed(part)) for part in piece.split("…"))
        assert any(re.search(pattern, record) for record in records), f"docs/record.md: not in a record:\n{piece}"


def squeezed(xml: str) -> str:
    """XML without the line ends between its elements."""
    return re.sub(r"\s*\n\s*", "", xml)


def test_codes_of_bodies_are_those_of_the_data() -> None:
    bodies = tomllib.loads((ROOT / "converters/engross/languages/names/bodies.toml").read_text(encoding="utf-8"))
    known = {(body["country"], name) for body in bodies.values() for name in body.get("en", [])}
    page = (ROOT / "docs" / "naming.md").read_text(encoding="utf-8")
    shown = re.findall(
        r"^\| `([a-z-]+)` \| ([^|]+) \|$",
        page.partition("## Cited")[0].partition("## Countries")[2],
        flags=re.MULTILINE,
    )
    assert len(shown) > 5
    assert set(shown) <= known


def test_every_rule_of_a_conversion_is_told_with_its_severity() -> None:
    for module in pkgutil.walk_packages(engross_package.__path__, "engross."):
        if not module.name.startswith(("engross.validate", "engross.__main__", "engross.cli_validate")):
            import_module(module.name)
    page = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    told = {
        rule: severity.strip()
        for rules, severity in re.findall(r"^\| (`[^|]+) \| (error|warning|info) \|", page, flags=re.MULTILINE)
        for rule in re.findall(r"`([^`]+)`", rules)
    }
    modules = [module for name, module in sys.modules.items() if name.startswith("engross.")]
    found = [thing for module in modules for thing in vars(module).values() if isinstance(thing, Rule)]
    rules = {rule.id: rule.severity.name.lower() for rule in found if not rule.id.startswith("AKN-")}
    rules.pop("internal")  # told in the section on exit codes
    assert told == rules


def test_dependencies_are_all_accounted_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(x for extra in project["optional-dependencies"].values() for x in extra)]
    names = {re.match(r"[A-Za-z0-9-]+", want)[0].lower() for want in wanted if not want.startswith("engross")}  # type: ignore[index]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    told = {name.lower() for name in re.findall(r"^\| `([^`]+)` \|", page, flags=re.MULTILINE)}
    assert told == names


def test_the_arrows_that_are_drawn_are_those_that_are_checked() -> None:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    apart = r"\s*[|:]\s*"  # whether neighbours in a layer may know each other is not drawn
    checked = [
        set(re.split(apart, layer))
        for layer in contracts["importlinter:contract:arrows"]["layers"].split("\n")
        if layer
    ]
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawn = re.search(r"```text\n(__main__.*?)```", page, flags=re.DOTALL)
    assert drawn
    assert [set(re.split(apart, layer.strip())) for layer in drawn[1].split("→")] == checked
