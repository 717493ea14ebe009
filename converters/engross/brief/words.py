"""The words of briefs as data: which lead phrase does what, how those who are asked are told, and the fixed words.

`languages/actions/index.toml` has the order of the actions; `languages/actions/CODE.toml` what a language says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from engross.languages.fixed import fixed
from engross.packaged import packaged

OTHER = "other"
SPOKEN = 8
"""Words at the head of a clause without a lead phrase among which its verb is looked for ("The Ministers welcomed")."""
_POSSESSIVES = re.compile(r"\b(?:their|our|his|her)\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class Index(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The actions in order of weight, and those among them that ask somebody for something."""

    weight: Sequence[str]
    asking: Sequence[str]


class Speech(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one file says of a language. `spaced`: words stand apart; `words` are the fixed words of a brief, none when
    the language has none yet; `kinds` what an instrument that is cited by its number alone is; patterns are "" where a language has none that is sure."""

    actions: Mapping[str, Sequence[str]]
    names: Mapping[str, str] = {}
    words: Mapping[str, str] = {}
    kinds: Mapping[str, str] = {}
    addressee: str = ""
    unaddressed: Sequence[str] = ()
    article: str = ""
    obligation: str = ""
    force: str = ""
    spaced: bool = True


class Words(msgspec.Struct, frozen=True):
    """The words of one brief. `own` is false when the fixed words are English for want of the language's own."""

    speech: Speech
    names: Mapping[str, str]
    fixed: Mapping[str, str]
    own: bool

    def __getitem__(self, key: str) -> str:
        return self.fixed[key]


@cache
def index() -> Index:
    """The order of the actions."""
    return msgspec.toml.decode(packaged("languages", "actions", "index.toml"), type=Index)


@cache
def speech(code: str) -> Speech | None:
    """What the data says of a language (ISO 639-1), None when there is no file for it."""
    try:
        data = packaged("languages", "actions", f"{code}.toml")
    except FileNotFoundError:
        return None
    return msgspec.toml.decode(data, type=Speech)


def words(language: str) -> Words:
    """The words for an ISO 639-3 code or BCP 47 tag; English ones where the language has none."""
    english = speech("en")
    assert english is not None
    own = speech(fixed(language).tag)
    if own is None:
        return Words(Speech(actions={}), english.names, english.words, False)
    if not own.words or not own.names:
        return Words(own, english.names, english.words, False)
    return Words(own, {**english.names, **own.names}, {**english.words, **own.words}, True)


@cache
def _openings(code_actions: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, str], ...]:
    """Every phrase with its action, the longest first: the more is said, the surer it is."""
    rows = [(phrase, action) for action, phrases in code_actions for phrase in phrases]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))


def action_of(lead: str, said: Speech) -> str:
    """What a lead phrase does: the action of the longest phrase of the data that stands in it, `OTHER` for none."""
    rows = _openings(tuple((action, tuple(phrases)) for action, phrases in said.actions.items()))
    text = _POSSESSIVES.sub("its", plain(lead))
    for phrase, action in rows:
        phrase = _POSSESSIVES.sub("its", phrase)
        at = text.find(phrase)
        if at >= 0 and (not said.spaced or _apart(text, at, at + len(phrase))):
            return action
    return OTHER


def opening_of(text: str, said: Speech) -> str:
    """The words with which a text without a lead phrase speaks, for `action_of`: its first few, up to a comma."""
    if not said.spaced:
        return text[: SPOKEN * 2]
    head = re.split(r"[;:.(]", text, maxsplit=1)[0]
    return " ".join(head.split()[:SPOKEN])


def plain(text: str) -> str:
    """`text` in small letters, its white space single, its apostrophes straight."""
    return " ".join(text.replace("’", "'").lower().split())


def _apart(text: str, start: int, end: int) -> bool:
    return (start == 0 or not text[start - 1].isalnum()) and (end == len(text) or not text[end].isalnum())
