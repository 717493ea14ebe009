"""What a front matter block (YAML between two lines of hyphens) says, and where in the source it says so."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import NamedTuple

from engross.languages.names.patterns import later

LINE = later(r"(?m)^([A-Za-z_]+):[ \t]*")
ESCAPES = later(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\n[ \t]*)|([_ \"\\/nt]))")
PLAIN = {"_": " ", " ": " ", "n": " ", "t": " "}


class Said(NamedTuple):
    """A value of the front matter and the characters of the source it stands in."""

    value: str
    start: int
    end: int


def front_matter(block: str, offset: int = 0) -> dict[str, Said]:
    """The entries of a block; keys in small letters. `offset` is where the block begins in the source. Lists are given
    as their items joined by "; "."""
    out: dict[str, Said] = {}
    heads = list(LINE.finditer(block))
    for head, after in zip_longest(heads, heads[1:]):
        end = after.start() if after else len(block)
        raw = block[head.end() : end]
        body = raw.split("\n---")[0]
        start = offset + head.end() + len(body) - len(body.lstrip())
        out.setdefault(head[1].lower(), Said(unquoted(body), start, start + len(body.strip())))
    return out


def unquoted(raw: str) -> str:
    """The text that a YAML scalar or list of scalars stands for."""
    text = raw.strip()
    if text.startswith("- "):
        return "; ".join(unquoted(item) for item in re.split(r"(?m)^\s*- ", text) if item.strip())
    if text[:1] == '"':
        text = ESCAPES.sub(_unescaped, text.strip('"'))
    elif text[:1] == "'":
        text = text.strip("'").replace("''", "'")
    return " ".join(text.split())


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code:
        return chr(int(code, 16))
    if match[3]:
        return ""
    return PLAIN.get(match[4], match[4])
