"""What lead phrases do ("Decides", "Further requests"): the actions as data, looked up fast, in every language that has them.

`actions/index.toml` has the order of the actions; `actions/CODE.toml` which openings of a language do what, and what those
of recitals do."""

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
SOON = 4
"""Words, or characters where words do not stand apart, after a phrase in which a longer one may still begin."""
_POSSESSIVES = re.compile(r"\b(?:their|our|his|her)\b")
_VOWELS = re.compile("[\u064b-\u0652\u0640]")
"""Signs that Arabic prints or leaves out."""
_WORD = re.compile(r"[^\W_]+")
_PRINTED = re.compile(r"\S+")
_ENDS = re.compile(r"[;:.(]")


class Index(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The actions in order of weight, those among them that ask somebody for something, and those that another verb may
    lead up to."""

    weight: Sequence[str]
    asking: Sequence[str]
    qualifying: Sequence[str]


class Speech(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one file says of a language. actions: of clauses, by the openings that do them; recitals: the same of recitals,
    under kinds of their own; `spaced`: words stand apart; `words` are the fixed words of a brief, none when
    the language has none yet; `kinds` what an instrument that is cited by its number alone is; patterns are "" where a
    language has none that is sure."""

    actions: Mapping[str, Sequence[str]]
    recitals: Mapping[str, Sequence[str]] = {}
    names: Mapping[str, str] = {}
    words: Mapping[str, str] = {}
    kinds: Mapping[str, str] = {}
    addressee: str = ""
    unaddressed: Sequence[str] = ()
    article: str = ""
    obligation: str = ""
    force: str = ""
    spaced: bool = True


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


class Openings:
    """The phrases of one language by the words (without spaces: the characters) that they begin with.

    phrases: those of each action."""

    def __init__(self, phrases: Mapping[str, Sequence[str]], spaced: bool) -> None:
        self.spaced = spaced
        self._known: dict[str, str] = {}
        self._by_head: dict[str, list[tuple[str, str]]] = {}
        rows = [(_plain(phrase), action) for action, openings in phrases.items() for phrase in openings]
        # The longest first: the more is said, the surer it is.
        for phrase, action in sorted(rows, key=lambda row: (-len(row[0]), row[0])):
            if head := self._heads(phrase):
                self._by_head.setdefault(head[0][0], []).append((phrase, action))

    def _heads(self, text: str) -> list[tuple[str, int]]:
        """Where a phrase may begin in a text, and with what."""
        if self.spaced:
            return [(found[0], found.start()) for found in _WORD.finditer(text)]
        return [(char, at) for at, char in enumerate(text)]

    def action(self, lead: str) -> str:
        """What a lead phrase does: the action of the phrase of the data with which it speaks, `OTHER` for none."""
        known = self._known.get(lead)
        if known is None:
            known = self._known[lead] = self._best(_plain(lead))[1]
        return known

    def opening(self, text: str) -> str:
        """The words with which a text opens, up to the end of the phrase that tells its action ("Further requests"), as
        printed; "" when it tells none."""
        head = self.spoken(text)
        plain = _plain(head)
        phrase, action, at = self._best(plain)
        if action == OTHER:
            return ""
        if not self.spaced:
            return text[: at + len(phrase)]
        # Words are counted, for the plain text may be shorter than the printed one.
        end = plain[: at + len(phrase)].count(" ") + 1
        found = list(_PRINTED.finditer(text, 0, 400))
        return text[: found[end - 1].end()].rstrip(",;:") if end <= len(found) else ""

    def _best(self, text: str) -> tuple[str, str, int]:
        """The first phrase of the data in a plain text, or one that it leads up to soon after ("Notes with deep concern"),
        what it does, and where it begins."""
        best, found, place = "", OTHER, 0
        first = last = -1
        qualifying = index().qualifying
        for n, (head, at) in enumerate(self._heads(text)):
            if best and n > last:
                break
            for phrase, action in self._by_head.get(head, ()):
                if len(phrase) < len(best):
                    break
                if n > first >= 0 and action not in qualifying:
                    continue
                if text.startswith(phrase, at) and (not self.spaced or not text[at + len(phrase) :][:1].isalnum()):
                    # Of two that are as long, the one that the alphabet has first: it does not matter where they stand.
                    if not best:
                        first, last = n, n + SOON
                    if len(phrase) > len(best) or phrase < best:
                        best, found, place = phrase, action, at
                    break
        return best, found, place

    def spoken(self, text: str) -> str:
        """The words with which a text without a lead phrase speaks: its first few, up to the end of a phrase."""
        if not self.spaced:
            return text[: SPOKEN * 2]
        head = _ENDS.split(text[:400], maxsplit=1)[0]
        return " ".join(head.split(None, SPOKEN)[:SPOKEN])


@cache
def openings(language: str) -> Openings:
    """The openings of an ISO 639-3 code or BCP 47 tag; none where the language has no data."""
    said = speech(fixed(language).tag) or Speech(actions={})
    return Openings(said.actions, said.spaced)


@cache
def recital_openings(language: str) -> Openings:
    """The openings of recitals, as `openings` those of clauses."""
    said = speech(fixed(language).tag) or Speech(actions={})
    return Openings(said.recitals, said.spaced)


def plain(text: str) -> str:
    """`text` in small letters, its white space single, its apostrophes straight."""
    return " ".join(text.replace("’", "'").lower().split())


def _plain(text: str) -> str:
    return _VOWELS.sub("", _POSSESSIVES.sub("its", plain(text)))
