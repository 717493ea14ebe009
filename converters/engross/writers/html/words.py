"""The few words that the page adds for those who do not see it, in each language."""

from __future__ import annotations

import json
from functools import cache
from typing import NamedTuple

from engross.packaged import packaged


class Words(NamedTuple):
    """skip: the link past title and contents; link: the name of a link to a part, with {part}; back: from a note."""

    skip: str
    link: str
    back: str


@cache
def _table() -> dict[str, Words]:
    raw = json.loads(packaged("writers", "html", "words.json"))
    return {tag: Words(**words) for tag, words in raw.items()}


def words(tag: str) -> Words:
    """The words for a BCP 47 tag; the English ones when the language is not known."""
    table = _table()
    return table.get(tag) or table.get(tag.partition("-")[0]) or table["en"]
