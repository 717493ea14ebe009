"""Where something stands: a source text, spans of it, and their lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters of a source text; both ends count from 0."""

    start: int
    end: int


class Place(NamedTuple):
    """A line and a column as an editor shows them; both count from 1, columns in characters."""

    line: int
    column: int


class SourceText:
    """A decoded text whose line ends are all LF, with the name it goes by in messages.

    `encoding` is what the bytes were read with; "" when they never were bytes.
    """

    def __init__(self, text: str, name: str = "-", encoding: str = "") -> None:
        self.text = text
        self.name = name
        self.encoding = encoding

    @cached_property
    def starts(self) -> list[int]:
        """The offset of the first character of each line. Only LF ends a line (U+2028 and form feeds do not)."""
        ends = accumulate([len(line) + 1 for line in self.text.split("\n")], initial=0)
        return list(ends)[:-1]

    def place(self, offset: int) -> Place:
        """The line and column of the character at `offset`."""
        line = bisect_right(self.starts, offset) - 1
        return Place(line + 1, offset - self.starts[line] + 1)

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]
