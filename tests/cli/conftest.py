"""The command line as a process, as a user has it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

TEXT = """Meeting of the Contact Group, Held on 5 May 2025 in Zenda: Joint Communiqué

The Ministers of Ruritania and Strelsau met in Zenda on 5 May 2025.

Having heard the report of the Chair;

Reaffirming the earlier statements of the Group;

The Ministers:

Reaffirmed their support for quiet nights;

Expressed concern over the noise of the bells; and

Urged all States to wind their clocks.

Zenda
5 May 2025
"""

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A small communiqué, alone in its folder."""
    path = tmp_path / "in" / "quiet.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def engross(tmp_path: Path) -> Run:
    """Runs `python -m engross` with these words in an empty folder; never on a terminal."""

    def run(
        *words: object, stdin: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        environment = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "NO_COLOR")}
        return subprocess.run(
            [sys.executable, "-m", "engross", *map(str, words)],
            input=stdin,
            capture_output=True,
            env={**environment, **(env or {})},
            cwd=cwd or tmp_path,
            timeout=120,
        )

    return run


def one_line(stderr: bytes) -> str:
    """The only line of standard error; fails when there is another or a traceback."""
    said = stderr.decode()
    assert "Traceback" not in said
    assert said.count("\n") == 1, said
    return said.rstrip("\n")
