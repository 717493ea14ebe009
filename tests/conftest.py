"""Fixtures for every test: the shared material where it exists, and the judges where they are installed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_BE_MISSING = ("the corpora do not lie beside the project", "the font ")
"""How the reasons begin for which a test may be skipped even where every judge is required."""


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora that lies beside the project on some machines; the test is skipped where it does not."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("the corpora do not lie beside the project")
    return folder


@pytest.fixture(scope="session")
def judge() -> Callable[[str, str], str]:
    """`judge(command, package)`: the path of a judge; without it the test is skipped."""

    def find(command: str, package: str) -> str:
        path = shutil.which(command)
        if path is None:
            pytest.skip(f"the judge {command} is not installed (Debian: {package})")
        return path

    return find


@pytest.fixture(scope="session")
def modules() -> Callable[[str], Path]:
    """`modules(name)`: the folder of npm packages in which the judge `name` is installed; without it the test is skipped."""

    def find(name: str) -> Path:
        folder = Path(os.environ.get("ENGROSS_JUDGES", ROOT / ".judges")) / "node_modules"
        if not (folder / name).is_dir():
            pytest.skip(f"the judge {name} is not installed (npm install --prefix .judges {name})")
        return folder

    return find


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under ENGROSS_REQUIRE_JUDGES=1 a test that steps aside fails, whatever it would have asked."""
    return _required((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a module that steps aside whole."""
    return _required((yield))


def _required(report: Any) -> Any:
    if report.skipped and os.environ.get("ENGROSS_REQUIRE_JUDGES") == "1" and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if not reason.startswith(MAY_BE_MISSING):
            report.outcome = "failed"
            report.longrepr = f"skipped, though every judge is required here: {reason}"
    return report
