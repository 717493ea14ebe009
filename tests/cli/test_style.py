"""`--style`: the name of a house style, or a file of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run


def convert(engross: Run, source: Path, made: Path, style: str) -> tuple[int, str]:
    done = engross("convert", source, "-o", made, "--style", style, "--quiet")
    return done.returncode, done.stderr.decode()


@pytest.fixture
def treaty(root: Path) -> Path:
    return root / "seeds" / "treaty" / "text.txt"


def test_a_style_that_comes_along_changes_the_page(engross: Run, treaty: Path, tmp_path: Path) -> None:
    assert convert(engross, treaty, tmp_path / "un.pdf", "un") == (0, "")
    assert convert(engross, treaty, tmp_path / "ours.pdf", "engross") == (0, "")
    assert (tmp_path / "un.pdf").read_bytes() != (tmp_path / "ours.pdf").read_bytes()


def test_a_style_of_ones_own_is_read_from_its_file(engross: Run, treaty: Path, tmp_path: Path) -> None:
    house = tmp_path / "house.toml"
    house.write_text("[sizes]\nleading = 20.0\n", encoding="utf-8")
    assert convert(engross, treaty, tmp_path / "house.pdf", str(house)) == (0, "")
    convert(engross, treaty, tmp_path / "ours.pdf", "engross")
    assert (tmp_path / "house.pdf").read_bytes() != (tmp_path / "ours.pdf").read_bytes()


@pytest.mark.parametrize(
    ("text", "told"), [("widht = 3\n", "house.toml:1: unknown key 'widht'"), (None, "the house style cannot be read")]
)
def test_a_bad_style_is_told_and_nothing_is_made(
    engross: Run, treaty: Path, tmp_path: Path, text: str | None, told: str
) -> None:
    house = tmp_path / "house.toml"
    if text is not None:
        house.write_text(text, encoding="utf-8")
    code, said = convert(engross, treaty, tmp_path / "made.pdf", str(house))
    assert (code, told in said, said.count("\n")) == (2, True, 1)
    assert not (tmp_path / "made.pdf").exists()
