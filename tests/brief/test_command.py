"""`engross brief`: names of its files, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from engross.cli.app import answer

TEXT = (
    "Resolution 7\n\nThe Council,\n\n1. Decides that the lamps shall be lit;\n\n2. Requests the Secretary to report.\n"
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "lamps.txt"
    path.write_text(TEXT)
    return path


def test_the_files_of_a_folder_have_names_of_their_own(source: Path, tmp_path: Path) -> None:
    assert answer(["brief", "-q", str(source), "--to", "text,html", "-o", f"{tmp_path}/out/"]) == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["lamps.brief.html", "lamps.brief.txt"]
    assert "Who is asked to do what" in (tmp_path / "out" / "lamps.brief.txt").read_text()


def test_one_file_is_named_as_said(source: Path, tmp_path: Path) -> None:
    assert answer(["brief", "-q", str(source), "-o", str(tmp_path / "short.html")]) == 0
    assert 'href="#att_1__para_2"' in (tmp_path / "short.html").read_text()


def test_an_input_that_is_not_there_fails_and_the_others_are_made(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    none = str(tmp_path / "none.txt")
    assert answer(["brief", "-q", none, str(source), "--to", "text", "-o", f"{tmp_path}/out/"]) == 2
    assert "there is no such file" in capsys.readouterr().err
    assert (tmp_path / "out" / "lamps.brief.txt").exists()


def test_a_setting_that_no_format_has_is_refused(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(["brief", str(source), "--paper", "a4", "-o", str(tmp_path / "short.txt")]) == 2
    assert "--paper means nothing to text" in capsys.readouterr().err
    assert not (tmp_path / "short.txt").exists()
