"""The places where pipelines live: pre-commit, the action, the template and the sample repository, run for real."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from engross import __version__

yaml = pytest.importorskip("yaml")
ENGROSS = f"{sys.executable} -m engross.cli_validate"


@pytest.fixture
def repository(root: Path, tmp_path: Path) -> Path:
    """The sample repository, under version control."""
    copy = tmp_path / "instruments"
    shutil.copytree(root / "samples/pipeline", copy)
    for words in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *words], cwd=copy, check=True)
    return copy


def test_pre_commit_runs_the_hook(root: Path, repository: Path, tmp_path: Path) -> None:
    pytest.importorskip("pre_commit")
    command = [sys.executable, "-m", "pre_commit"]
    manifest = root / ".pre-commit-hooks.yaml"
    subprocess.run([*command, "validate-manifest", str(manifest)], check=True)
    subprocess.run([*command, "validate-config", str(root / "samples/pipeline/.pre-commit-config.yaml")], check=True)
    # The hook as published, but of the Engross that is being tested: no other is installed for it.
    hook = next(h for h in yaml.safe_load(manifest.read_text()) if h["id"] == "engross-validate")
    hook |= {"language": "system", "entry": hook["entry"].replace("engross validate", f"{ENGROSS} validate")}
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    subprocess.run(["git", "add", "-A"], cwd=repository, check=True)
    home = os.environ | {"PRE_COMMIT_HOME": str(tmp_path / "home")}
    result = subprocess.run(
        [*command, "run", "--all-files"], cwd=repository, env=home, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1, result.stdout + result.stderr
    assert "LAKES-PLACE" in result.stdout
    (repository / "instruments/7-13-navigation.akn.xml").unlink()
    subprocess.run(["git", "add", "-A"], cwd=repository, check=True)
    result = subprocess.run(
        [*command, "run", "--all-files"], cwd=repository, env=home, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_action_runs_its_script(root: Path, repository: Path) -> None:
    action = yaml.safe_load((root / "action/action.yml").read_text())
    steps = action["runs"]["steps"]
    assert steps[-1]["run"] == 'bash "${GITHUB_ACTION_PATH}/validate.sh"'
    given = {name.upper().replace("-", "_"): entry["default"] for name, entry in action["inputs"].items()}
    assert set(steps[-1]["env"]) <= set(given)
    environment = os.environ | given | {"ENGROSS": ENGROSS, "PATHS": "instruments/**/*.xml"}
    script = ["bash", str(root / "action/validate.sh")]
    result = subprocess.run(script, cwd=repository, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 1, result.stderr
    assert "::error file=instruments/7-13-navigation.akn.xml,line=30,col=1,title=AKN-E206" in result.stdout
    assert json.loads((repository / "engross.sarif").read_text())["version"] == "2.1.0"
    sound = environment | {"PATHS": "instruments/7-12-shared-lakes.akn.xml"}
    assert subprocess.run(script, cwd=repository, env=sound, capture_output=True, check=False).returncode == 0
    assert (
        subprocess.run(
            script, cwd=repository, env=environment | {"PATHS": "nowhere"}, capture_output=True, check=False
        ).returncode
        == 2
    )


def test_the_template_leaves_its_reports(root: Path, repository: Path, tmp_path: Path) -> None:
    template = yaml.safe_load((root / "templates/gitlab/engross.gitlab-ci.yml").read_text())["engross"]
    binary = tmp_path / "bin"
    binary.mkdir()
    (binary / "engross").write_text(f'#!/bin/sh\nexec {ENGROSS} "$@"\n')
    (binary / "engross").chmod(0o755)
    environment = (
        os.environ | template["variables"] | {"ENGROSS_PATHS": "instruments", "PATH": f"{binary}:{os.environ['PATH']}"}
    )
    script = "set -e\n" + "\n".join(line for line in template["script"] if "pip install" not in line)
    result = subprocess.run(
        ["sh", "-c", script], cwd=repository, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1, result.stderr
    for path in template["artifacts"]["paths"]:
        assert (repository / path).is_file()


def test_the_reports_shown_are_current(root: Path, repository: Path) -> None:
    subprocess.run(["make", "-s", "report", f"ENGROSS={ENGROSS}"], cwd=repository, capture_output=True, check=True)
    for name in ("engross.txt", "engross.sarif", "engross.junit.xml"):
        shown, made = ((folder / "report" / name).read_text() for folder in (root / "samples/pipeline", repository))
        assert _unversioned(made) == _unversioned(shown), name
    assert ElementTree.parse(repository / "report/engross.junit.xml").getroot().get("failures") == "8"


def _unversioned(report: str) -> str:
    return report.replace(f'"{__version__}"', '"…"')


def test_the_manual_shows_the_run(root: Path) -> None:
    manual = (root / "docs/validation.md").read_text(encoding="utf-8")
    assert (root / "samples/pipeline/report/engross.txt").read_text(encoding="utf-8") in manual
