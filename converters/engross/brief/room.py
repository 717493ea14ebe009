"""How much a brief tells: the first room in which it fits four pages is taken."""

from __future__ import annotations

from typing import NamedTuple


class Room(NamedTuple):
    """lines: clauses that are told in their first words; wide: characters of each; rows: of tables; names: of each kind;
    cited: places cited one by one in a cell; articles: that are listed."""

    lines: int
    wide: int
    rows: int
    names: int
    cited: int
    articles: int


# A clause takes two lines of text, or one: what lies between would save nothing.
ROOMS = (
    Room(40, 140, 24, 24, 14, 60),
    Room(40, 140, 24, 8, 8, 60),
    Room(40, 74, 24, 12, 10, 60),
    Room(32, 74, 16, 8, 8, 48),
    Room(24, 74, 12, 6, 6, 36),
    Room(16, 70, 10, 4, 5, 24),
    Room(10, 60, 8, 3, 4, 16),
    Room(6, 50, 6, 2, 3, 10),
)
