"""What stands above the title stays in its order, wherever in the front of the record it goes."""

from __future__ import annotations

from pathlib import Path

from engross.faircopy import fair_copy
from engross.library import read
from engross.model import text_of


def test_the_lines_above_the_title_keep_their_order(root: Path) -> None:
    path = root / "seeds" / "un-style-resolution" / "text.txt"
    front = path.read_text(encoding="utf-8").partition("The General Conference,")[0]
    printed = [line for line in front.splitlines() if line]
    drawn = [text_of(line.content) for line in fair_copy(read(path).value).lines]
    assert drawn[: len(printed)] == printed
