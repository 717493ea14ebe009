"""`engross inspect`: every line with words is there, once, at its own line, with its reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import TEXT, Run, one_line


@pytest.mark.parametrize("seed", ["oic-contact-group-2025", "treaty", "un-style-resolution"])
def test_every_line_of_a_seed_is_told_once_where_it_stands(engross: Run, root: Path, seed: str) -> None:
    path = root / "seeds" / seed / "text.txt"
    done = engross("inspect", path, "--json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert [row["line"] for row in rows] == [n for n, line in enumerate(lines, 1) if line.strip()]
    for row in rows:
        assert " ".join(lines[row["line"] - 1].split()) == " ".join(row["text"].split())
        assert 0.5 <= row["confidence"] <= 1


def test_pieces_and_numbers_are_those_of_the_text(engross: Run, root: Path) -> None:
    rows = json.loads(engross("inspect", root / "seeds/un-style-resolution/text.txt", "--json").stdout)
    by_line = {row["line"]: row for row in rows}
    assert (by_line[36]["piece"], by_line[36]["number"], by_line[36]["level"]) == ("clause", "3.", 1)
    assert (by_line[42]["piece"], by_line[42]["number"], by_line[42]["level"]) == ("item", "(i)", 3)
    assert by_line[79]["piece"] == "annex"
    assert by_line[36]["why"]


def test_the_table_is_for_people(engross: Run) -> None:
    rows = engross("inspect", "-", stdin=TEXT.encode()).stdout.decode().splitlines()
    assert rows[0].split() == ["LINE", "PIECE", "NUMBER", "SURE", "TEXT", "WHY"]
    assert len(rows) == 1 + sum(1 for line in TEXT.splitlines() if line.strip())
    assert all("%" in row for row in rows[1:])


def test_what_cannot_be_read_is_told(engross: Run) -> None:
    done = engross("inspect", "nothing.txt")
    assert done.returncode == 2
    assert one_line(done.stderr) == "engross: error: nothing.txt: there is no such file"


def test_a_record_has_no_lines_to_explain(engross: Run, root: Path) -> None:
    done = engross("inspect", root / "samples/treaty/treaty.akn.xml")
    assert done.returncode == 2
    assert one_line(done.stderr).endswith("is a record (akn): only a text has lines that were read one way or another")
