"""The few words that fair copies add themselves ("Page 2 of 7"), in each language, its own name, and how its script runs."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, NamedTuple

import msgspec

from engross.packaged import packaged


class Fixed(NamedTuple):
    """Fixed words of one language. `tag` is its BCP 47 tag, `iso3` its ISO 639-3 code; `page` has {page} and {pages}.

    name: what the language calls itself; absent: said where a language version has nothing that corresponds. For those
    who do not see a page: skip, the link past title and contents; link, the name of a link to a part, with {part};
    back, of one from a note to its call; about, of a button that tells of a cited instrument, with {part}."""

    tag: str
    iso3: str
    direction: Literal["ltr", "rtl"]
    page: str
    annex: str
    notes: str
    contents: str
    draft: str
    name: str
    absent: str
    skip: str
    link: str
    back: str
    about: str


@cache
def _table() -> dict[str, Fixed]:
    raw = msgspec.json.decode(packaged("languages", "fixed.json"), type=dict[str, dict[str, Any]])
    rows = [Fixed(tag=tag, **words) for tag, words in raw.items()]
    return {key: row for row in rows for key in (row.tag, row.iso3)}


def fixed(language: str) -> Fixed:
    """The fixed words for an ISO 639-3 code or BCP 47 tag; English words, but the language's own tag, when unknown."""
    found = _table().get(language) or _table().get(language.partition("-")[0])
    return found or _table()["eng"]._replace(tag=language, iso3=language, name=language)
