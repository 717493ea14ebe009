"""Word files on the command line: read, explained line by line, and with their tracked changes as wished."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from .conftest import Run, one_line

sys.path.insert(0, str(Path(__file__).parent.parent / "readers"))
from docx_files import docx, para, run, table

CHANGED = [
    para("The General Assembly,"),
    para(inner=run("1. Decides to meet ") + f'<w:ins w:author="A">{run("monthly")}</w:ins>' + run(";")),
    para("2. Decides to part."),
    table(["a", "b"]),
]


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    path = tmp_path / "draft.docx"
    path.write_bytes(docx(CHANGED))
    return path


@pytest.mark.parametrize(("wish", "words"), [("accept", "meet monthly;"), ("reject", "meet ;")])
def test_changes_are_taken_as_wished(engross: Run, word_file: Path, wish: str, words: str) -> None:
    done = engross("convert", word_file, "--to", "text", "--changes", wish)
    assert done.returncode == 0
    assert words in done.stdout.decode()
    assert f"tracked changes were {wish}ed" in done.stderr.decode()


def test_changes_are_refused(engross: Run, word_file: Path) -> None:
    done = engross("convert", word_file, "--to", "text", "--changes", "refuse")
    assert done.returncode == 2
    assert "tracked changes" in one_line(done.stderr)


def test_every_line_is_explained_with_its_place(engross: Run, word_file: Path) -> None:
    rows = json.loads(engross("inspect", word_file, "--json").stdout)
    said = [(row["place"], row["piece"], row["number"]) for row in rows]
    assert said[1:] == [("paragraph 2", "clause", "1."), ("paragraph 3", "clause", "2."), ("table 1", "table", "")]
    shown = engross("inspect", word_file).stdout.decode().splitlines()
    assert shown[0].split()[0] == "WHERE"
    assert shown[2].startswith("paragraph 2  clause")
