"""The two halves of the bidirectional algorithm (UAX 9): levels of characters, and the order of pieces on a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar
from unicodedata import bidirectional

_CHUNK = 400
_BRACKETS = {pair[0]: pair[1] for pair in "() [] {} ⟨⟩ 〈〉 《》 「」 『』 【】 〔〕 （） ［］ ｛｝ ⁅⁆ ⁽⁾".split()}
_DEEPEST = 63  # brackets in brackets (BD16)
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_SEPARATORS = re.compile("[\n\r\x1c-\x1f\x85\u2029\t\x0b]")  # would end the paragraph that is set here as one
_ISOLATES = {
    0x2066: 0x202A,
    0x2067: 0x202B,
    0x2068: 0x202A,
    0x2069: 0x202C,
}  # as embeddings: python-bidi knows no isolates


def levels(text: str, rtl: bool) -> list[int]:
    """The embedding level of every character of a paragraph whose direction is given (UAX 9: X1 to I2)."""
    from bidi import algorithm

    bidi: Any = algorithm

    storage = bidi.get_empty_storage()
    storage["base_level"], storage["base_dir"] = (1, "R") if rtl else (0, "L")
    known_types = text.translate(_ISOLATES)
    if not all(map(bidirectional, known_types)) or _SEPARATORS.search(known_types):
        known_types = "".join(" " if not bidirectional(c) or _SEPARATORS.match(c) else c for c in known_types)
    bidi.get_embedding_levels(known_types, storage)
    # X9 removes format characters from the storage, so they are followed by place.
    for place, char in enumerate(storage["chars"]):
        char["place"] = place
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    _pair_brackets(storage)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    known = {char["place"]: char["level"] for char in storage["chars"]}
    out, level = [], storage["base_level"]
    for place in range(len(text)):
        level = known.get(place, level)
        out.append(level)
    return out


def _pair_brackets(storage: dict[str, Any]) -> None:
    """Give both brackets of a pair the direction of what stands in them, if it is that of the text, or else of what
    stands before them too (UAX 9: N0, which python-bidi does not know)."""
    for run in storage["runs"]:
        chars = storage["chars"][run["start"] : run["start"] + run["length"]]
        for opening, closing in _pairs(chars):
            own = "R" if chars[opening]["level"] % 2 else "L"
            inside = {_strong(char["type"]) for char in chars[opening + 1 : closing]} - {""}
            if not inside:
                continue
            if own not in inside:
                before = (_strong(char["type"]) for char in reversed(chars[:opening]))
                if next((strong for strong in before if strong), run["sor"]) != own:
                    own = "L" if own == "R" else "R"
            chars[opening]["type"] = chars[closing]["type"] = own


def _pairs(chars: Sequence[dict[str, Any]]) -> list[tuple[int, int]]:
    """The places of brackets that belong together, in the order in which they open (UAX 9: BD16)."""
    waiting: list[tuple[str, int]] = []
    out = []
    for at, char in enumerate(chars):
        if char["type"] != "ON":
            continue
        if (closes := _BRACKETS.get(char["ch"])) is not None:
            if len(waiting) == _DEEPEST:
                break
            waiting.append((closes, at))
        else:
            found = next((n for n in range(len(waiting) - 1, -1, -1) if waiting[n][0] == char["ch"]), None)
            if found is not None:
                out.append((waiting[found][1], at))
                del waiting[found:]
    return sorted(out)


def _strong(kind: str) -> str:
    return "R" if kind in ("R", "AL", "EN", "AN") else "L" if kind == "L" else ""


class Levelled(Protocol):
    """Something with an embedding level."""

    @property
    def level(self) -> int: ...


L = TypeVar("L", bound=Levelled)


def visual(pieces: list[L]) -> list[L]:
    """The pieces of one line from left to right (UAX 9: L2)."""
    out = list(pieces)
    odd = [p.level for p in out if p.level % 2]
    if not odd:
        return out
    for level in range(max(p.level for p in out), min(odd) - 1, -1):
        start = 0
        while start < len(out):
            if out[start].level < level:
                start += 1
                continue
            end = start
            while end < len(out) and out[end].level >= level:
                end += 1
            out[start:end] = out[start:end][::-1]
            start = end
    return out


def level_runs(level: list[int]) -> list[tuple[int, int]]:
    """The stretches of one level, none so long that shaping it again and again would tell."""
    out, start = [], 0
    for at in range(1, len(level) + 1):
        if at == len(level) or level[at] != level[start] or at - start == _CHUNK:
            out.append((start, at))
            start = at
    return out


def island_starts(text: str, level: list[int]) -> frozenset[int]:
    """Where, in a text from right to left, numbers and foreign words begin that are not followed by a letter.

    What is drawn there tells a right-to-left mark too. Readers of PDF must guess the order of the text from the page:
    without the mark they take the full stop after "2023" for one before it."""
    return frozenset(
        start
        for start, end in level_runs(level)
        if level[start] % 2 == 0 and end < len(text) and bidirectional(text[end]) not in ("R", "AL")
    )
