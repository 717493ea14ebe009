"""Fixtures for every test: the shared material where it exists, and the judges where they are installed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


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
    """`judge(command, package)`: the path of a judge; without it the test is skipped, or fails under ENGROSS_REQUIRE_JUDGES=1."""

    def find(command: str, package: str) -> str:
        path = shutil.which(command)
        if path is None:
            reason = f"the judge {command} is not installed (Debian: {package})"
            if os.environ.get("ENGROSS_REQUIRE_JUDGES") == "1":
                pytest.fail(reason)
            pytest.skip(reason)
        return path

    return find
