"""Acronyms that a text makes for itself: the name they stand for where they are introduced, and their later uses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from engross.languages.names import Names
from engross.languages.names.patterns import later
from engross.model import MentionKind
from engross.recognise.entities import KINDS, Entities
from engross.recognise.inlines_nesting import Found, ordered

ACRONYM = later(r"\(((?:[A-Z][A-Za-z]{0,3}-)?[A-Z]{2,8}s?)\)")
WORD = later(r"[^\W\d_][\w’'&]*|&")
REACH = 160
"""Characters before an acronym in which its name must begin."""
SHORTEST_TERM = 3


class Acronym(NamedTuple):
    """An acronym, where its name and it stand, and what it means."""

    word: str
    start: int
    end: int
    tag: str
    key: str


def with_acronyms(
    text: str, found: list[Found], names: Names, entities: Entities, whole: Callable[[int, int], bool]
) -> list[Found]:
    """What was found and the acronyms of the text: each name with its acronym in brackets is one find that replaces
    those inside it, and each later use is one. `found` is sorted, and so is what comes of it; `whole` says whether a stretch is a word."""
    made = _introduced(text, found, names, entities)
    if not made:
        return found
    out = list(found)
    for a in made:
        first = bisect_left(out, a.start, key=lambda f: f.start)
        stop = bisect_left(out, a.end, first, key=lambda f: f.start)
        out[first:stop] = [f for f in out[first:stop] if f.end > a.end or f.tag == "date"]
    out += [Found(a.start, a.end, a.tag, a.key) for a in made]
    out += _used(text, made, whole)
    return ordered(out)


def _introduced(text: str, found: list[Found], names: Names, entities: Entities) -> list[Acronym]:
    wording = names.wording.bodies
    small, nouns = frozenset(wording.small), frozenset(wording.nouns)
    made: dict[str, Acronym] = {}
    for match in ACRONYM.finditer(text):
        word = match[1]
        if word in made or names.kind_of(word):
            continue
        start = beginning(text, match.start(), word, small)
        if start < 0 or text[start : match.start()].isupper():
            continue
        name = text[start : match.start()].rstrip()
        tag, key = _named(found, start, start + len(name))
        if tag == "ref":
            continue
        if not tag:
            kind: MentionKind = "organization" if any(w in nouns for w in name.split()) else "term"
            if kind == "term" and len(word) < SHORTEST_TERM:
                continue
            tag, key = kind, entities.add(name, KINDS[kind])
        made[word] = Acronym(word, start, match.end(), tag, key)
    return list(made.values())


def _named(found: list[Found], start: int, end: int) -> tuple[str, str]:
    """What was found on just these words or around them ("Republic of Korea (ROK)"): its kind and key."""
    at = bisect_left(found, start, key=lambda f: f.start)
    for item in found[max(0, at - 3) : at + 2]:
        if item.start <= start and item.end >= end and item.tag in ("ref", "organization", "location"):
            return item.tag, item.value
    return "", ""


def _used(text: str, made: list[Acronym], whole: Callable[[int, int], bool]) -> list[Found]:
    """The uses of acronyms after they were introduced."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    matcher = AhoCorasick([a.word for a in made], matchkind=MatchKind.LeftmostLongest)
    out = []
    for which, start, end in matcher.find_matches_as_indexes(text):
        acronym = made[which]
        if start >= acronym.end and text[start - 1 : start] != "(" and whole(start, end):
            out.append(Found(start, end, acronym.tag, acronym.key))
    return out


def beginning(text: str, at: int, acronym: str, small: frozenset[str]) -> int:
    """Where the name begins that the acronym in brackets at `at` stands for; -1 when its letters are not the initials
    of the words before it ("Independent Permanent Human Rights Commission (IPHRC)")."""
    letters = [c for c in acronym.rpartition("-")[2].rstrip("s") if c.isupper()]
    words = list(WORD.finditer(text, max(0, text.rfind("\n", 0, at) + 1, at - REACH), at))
    if not words or text[words[-1].end() : at].strip():
        return -1
    left = len(letters) - 1
    for word in reversed(words):
        printed = word[0]
        if printed[0].isupper() and printed[0] == letters[left]:
            left -= 1
            if left < 0:
                return word.start()
        elif printed.lower() in small:
            if printed[0].upper() == letters[left]:
                left -= 1  # "Commonwealth of Independent States (COIS)"
                if left < 0:
                    return -1
        else:
            return -1
    return -1
