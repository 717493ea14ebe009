"""Languages as data: how instruments are worded in each, and which language a text is in.

`index.toml` lists them; `CODE.toml` holds words and patterns; `leads/CODE.json` says how often each lead phrase
opened a recital and how often a clause: `{phrase: [recitals, clauses]}`, counted in published resolutions.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache, cached_property
from math import log
from typing import Literal
from unicodedata import normalize

import msgspec

from engross.languages.wording import Kind, Wording
from engross.packaged import packaged

WORD = re.compile(r"[^\W_]+")
POSSESSIVES = {"their": "its", "our": "its", "his": "its", "her": "its", "my": "its"}
AROUND = "“”\"'‘’«»*_,;:.()"
LONGEST_PHRASE, MOST_WORDS = 120, 9
SHORT = 3
"""Letters up to which a word may open a phrase or not, by what follows ("In accordance with", "In the city")."""
FOLLOWS = 0.6
"""Share of its uses from which what follows a Chinese phrase belongs to it."""
MOST_REMEMBERED = 20_000
"""Words and openings remembered before they are forgotten, so that memory does not grow with the texts."""
DECIDING = 6
"""Words of a text by which its lead phrase is remembered."""
FIRST_WORDS = 3
"""Words of the longest phrases that were counted."""
ADVERBIAL = ("ment", "mente")
GLUED = 12
"""Letters beyond which an opening word may be two printed as one ("RECOGNIZINGFURTHER")."""


class Bare(dict[str, str]):
    """Words as printed → in small letters, without the marks around them."""

    def __missing__(self, word: str) -> str:
        if len(self) > MOST_REMEMBERED:
            self.clear()
        bare = self[word] = word.strip(AROUND).lower()
        return bare


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `index.toml` says of one language."""

    iso3: str
    script: Literal["latin", "arabic", "han", "cyrillic"]
    words: list[str]


@cache
def index() -> dict[str, Entry]:
    """The languages that can be read, by ISO 639-1 code."""
    raw = packaged("languages", "index.toml")
    return msgspec.toml.decode(raw, type=dict[str, Entry])


class Language:
    """One language: its patterns, ready to match, and the kind of every opening.

    `leads` replaces the counted phrases; cross-validation passes those of the other files.
    """

    def __init__(self, code: str, leads: dict[str, tuple[int, int]] | None = None) -> None:
        self.code = code
        self.iso3 = index()[code].iso3
        wording = msgspec.toml.decode(packaged("languages", f"{code}.toml"), type=Wording)
        self.capitals, self.han, self.sizes = wording.capitals, wording.han, wording.sizes
        looks = wording.looks
        self.issuer = re.compile(looks.issuer).match
        self.formula = re.compile(looks.formula).match
        self.enacts = re.compile(looks.enacts).match
        self.masthead = re.compile(looks.masthead).match
        self.adopted = re.compile(looks.adopted).match
        self.closing = re.compile(looks.closing).match
        self.annex = re.compile(looks.annex).match
        self.heading = re.compile(looks.heading).match
        self._recital = re.compile(looks.recital, re.I).match
        self._plain_recital = re.compile(unaccented(looks.recital), re.I).match
        self._clause = re.compile(looks.clause, re.I).match
        months = "|".join(map(re.escape, wording.months))
        self.dates = [re.compile(p.replace("{months}", months), re.I) for p in wording.dates]
        bodies, articles = ("|".join(map(re.escape, words)) for words in (wording.bodies, wording.articles))
        self.body_lead = re.compile(rf"[“\"”«]?(?:{articles})?(?:{bodies})\b(?! of\b)").match
        self.bodies = tuple(wording.bodies)
        self.articles = tuple(wording.articles)
        self.adverbs = frozenset(wording.adverbs)
        tails = [tail.split() for tail in wording.tails.replace("\n", "|").split("|") if tail]
        self.tail_words = frozenset(map(" ".join, tails))
        self.tails = {first: max(len(t) for t in tails if t[0] == first) for first in sorted({t[0] for t in tails})}
        """The words that begin a tail of a lead phrase, with the most words it can have."""
        self.longest_tail = max(self.tails.values(), default=0)
        self.tail_firsts = frozenset((*self.tails, *(mine for mine, its in POSSESSIVES.items() if its in self.tails)))
        self.divisions = wording.divisions
        self.derived = wording.derived
        if leads is None:
            leads = {}
            with suppress(FileNotFoundError):  # no counts were ever made of this language
                leads = msgspec.json.decode(
                    packaged("languages", "leads", f"{code}.json"), type=dict[str, tuple[int, int]]
                )
        self._counts = leads
        self._said: dict[str, Kind] = {phrase: kind for kind, words in wording.kinds.items() for phrase in words}
        self._kinds: dict[str, Kind] = {}
        self._shares: dict[str, float] = {}
        self._openings: dict[str, Kind] = {}
        self._firsts: dict[tuple[str, ...], Kind | Literal[""]] = {}
        self._verbs: dict[str, bool] = {}
        self._phrases: dict[tuple[str, ...], str] = {}
        self._bare = Bare()
        self._without: dict[str, str] | None = None
        self.dull: set[str] = set()
        """Words found to open no lead phrase and no pattern, whatever follows."""
        self.openers = frozenset(wording.openers)
        self.preambles = frozenset(wording.preambles)
        self.annexed = frozenset(wording.annexed)

    # ----------------------------------------------------------------- kinds of phrases

    def _share(self, phrase: str) -> float:
        """The part of its uses in which a counted phrase opens a recital, leaning on the shorter phrase it begins with."""
        found = self._shares.get(phrase)
        if found is None:
            recitals, clauses = self._counts[phrase]
            before = self._shorter(phrase)
            lean = self._share(before) if before in self._counts else 0.5
            found = self._shares[phrase] = (recitals + 2 * lean) / (recitals + clauses + 2)
        return found

    def _shorter(self, phrase: str) -> str:
        return phrase[:-1] if self.han else phrase.rpartition(" ")[0]

    def kind_of(self, phrase: str) -> Kind | None:
        """The kind of a phrase in small letters; None when it is not known."""
        kind = self._kinds.get(phrase)
        if kind is None and phrase in self.known:
            kind = self._kinds[phrase] = self._known_kind(phrase)
        return kind

    @cached_property
    def known(self) -> frozenset[str]:
        """Every phrase that has a kind."""
        return frozenset((*self._counts, *self._said, *self._accented()))

    def _known_kind(self, phrase: str) -> Kind:
        asked = phrase
        if phrase not in self._counts and phrase.isascii():
            phrase = self._accented().get(phrase, phrase)
        counts = self._counts.get(phrase)
        if counts is None:
            return self._said[asked]
        recitals, clauses = counts
        before = self._shorter(phrase)
        if before in self._counts:
            lean = self._share(before)
            return _weigh(recitals + 2 * lean - 0.3, clauses + 2 * (1 - lean) - 0.3)
        return _weigh(recitals, clauses)

    def _accented(self) -> dict[str, str]:
        """Counted phrases that have accents, by what is left of them in prints that have none."""
        if self._without is None:
            self._without = {unaccented(phrase): phrase for phrase in self._counts if not phrase.isascii()}
        return self._without

    def lead(self, opening: str) -> Kind:
        """The kind of the first 40 or so characters of a piece, number and marks taken off."""
        first = tuple(opening.split(None, FIRST_WORDS))
        if first[0] in self.dull:
            return "-"
        if len(first) > FIRST_WORDS:
            first = first[:FIRST_WORDS]
            kind = self._firsts.get(first)
            if kind is None:
                if len(self._firsts) > MOST_REMEMBERED:
                    self._firsts.clear()
                kind = self._firsts[first] = self._of_first(first)
            if kind:
                return kind
        found = self._openings.get(opening)
        if found is None:
            if len(self._openings) > MOST_REMEMBERED:
                self._openings.clear()
            found = self._openings[opening] = self._look_up(opening)
        return found

    def _of_first(self, first: tuple[str, ...]) -> Kind | Literal[""]:
        """The kind that the first words of an opening have whatever follows them; "" when more of it must be seen."""
        words = WORD.findall(" ".join(first).lower())
        if len(words) < FIRST_WORDS or (self.capitals and not first[0][0].isupper()):
            return ""
        return self._longest(words[:FIRST_WORDS]) or ""

    def _look_up(self, opening: str) -> Kind:
        if self.han:
            text = "".join(WORD.findall(opening))
            return self._han_kind(text) or self._han_kind(self._without_adverb(text)) or "-"
        if self.capitals and not opening[:1].isupper():
            return "-"
        words = [w.lower() for w in WORD.findall(opening)[:6]]
        if not words:
            return "-"
        first = words[0]
        kind = self._counted(words) or self._inflected(words)
        if kind == "-" and self.openers and self._is_dull(first):
            self.dull.add(opening.split(None, 1)[0])
        return kind

    def _han_kind(self, text: str) -> Kind | None:
        for n in range(min(6, len(text)), 0, -1):
            kind = self.kind_of(text[:n])
            if kind:
                return kind
        return None

    def _without_adverb(self, text: str) -> str:
        for n in (4, 3, 2, 1):
            if text[:n] in self.adverbs:
                return text[n:]
        return ""

    def _is_dull(self, word: str) -> bool:
        """Whether a word that opened nothing here opens nothing anywhere: what follows adverbs and short words decides."""
        return (
            len(word) > SHORT and word not in self.adverbs and word not in self.openers and not word.endswith(ADVERBIAL)
        )

    def _longest(self, words: list[str]) -> Kind | None:
        """The kind of the longest known phrase of at most `FIRST_WORDS` words."""
        for n in range(FIRST_WORDS, 0, -1):
            kind = self.kind_of(" ".join(words[:n]))
            if kind:
                return kind
        return None

    def _counted(self, words: list[str]) -> Kind | None:
        kind = self._longest(words)
        if kind:
            return kind
        first = words[0]
        if len(first) > GLUED:
            for n in range(len(first) - 1, 6, -1):
                kind = self.kind_of(first[:n])
                if kind:
                    return kind
        if first in self.adverbs and len(words) > 1:
            words[:] = [w for w in words if w not in self.adverbs] or words
            for n in (2, 1):
                kind = self.kind_of(" ".join(words[:n]))
                if kind:
                    return kind
        return None

    def _inflected(self, words: list[str]) -> Kind:
        """The kind of a form nobody counted, by its ending."""
        if self.derived:
            kind = self._derived(words[0])
            if kind:
                return kind
        text = " ".join(words)
        if self._is_recital(text):
            return "R1"
        if not self.derived and self._clause(text):
            return "C1"
        return "-"

    def _is_recital(self, text: str) -> bool:
        return bool(self._recital(text) or (text.isascii() and self._plain_recital(text)))

    def _derived(self, word: str) -> Kind | None:
        for rule in self.derived:
            if word.endswith(rule.cut):
                stem = word[: len(word) - len(rule.cut)]
                for ending in rule.add:
                    kind = self.kind_of(stem + ending)
                    if kind and (kind[0] == "C" or (rule.cut and kind == "A")):
                        return rule.kind
        return None

    # ----------------------------------------------------------------- the words of a lead phrase

    def lead_phrase(self, text: str) -> str:
        """The lead phrase that opens `text`, as printed ("Further condemned", "Expressed serious concerns"); "" if none.

        `text` has single spaces."""
        if self.han:
            return self._han_phrase(text)
        first = tuple(text[:LONGEST_PHRASE].split(" ", DECIDING)[:DECIDING])
        known = self._phrases.get(first)
        return self._phrase(text, first) if known is None else known

    def _phrase(self, text: str, first: tuple[str, ...]) -> str:
        """The lead phrase of a text; remembered when no more than its `first` words decide."""
        words = text[:LONGEST_PHRASE].split(" ", MOST_WORDS)[:MOST_WORDS]
        count, adverbs, bare = len(words), self.adverbs, self._bare
        verb = 0
        word = bare[words[0]]
        while word in adverbs and verb < count - 1:
            verb += 1
            word = bare[words[verb]]
        phrase, seen = "", verb + 1
        if self._opens_phrase(word) or (verb == 0 and self._is_recital(word)):
            end = self._after_adverbs(words, verb + 1)
            seen = end + 1
            if end < count and bare[words[end]] in self.tail_firsts:
                seen = end + self.longest_tail
                length = self._tail(words, end)
                if length:
                    end = self._after_adverbs(words, end + length)
                    seen = max(seen, end + 1)
            if words[end - 1] == "and":
                end -= 1
            phrase = " ".join(words[:end]).rstrip(AROUND)
        if seen <= DECIDING:
            if len(self._phrases) > MOST_REMEMBERED:
                self._phrases.clear()
            self._phrases[first] = phrase
        return phrase

    def _after_adverbs(self, words: list[str], at: int) -> int:
        while at < len(words) and self._bare[words[at]] in self.adverbs:
            at += 1
        return at

    def _tail(self, words: list[str], at: int) -> int:
        """How many words from `at` are a tail of the phrase; 0 when none are."""
        bare = self._bare
        first = bare[words[at]]
        first = POSSESSIVES.get(first, first)
        longest = self.tails.get(first)
        if not longest:
            return 0
        joined = [first]
        joined += [bare[word] for word in words[at + 1 : at + longest]]
        for n in range(len(joined), 0, -1):
            if " ".join(joined[:n]) in self.tail_words:
                return n
        return 0

    def _opens_phrase(self, word: str) -> bool:
        found = self._verbs.get(word)
        if found is None:
            found = self._verbs[word] = bool(self.kind_of(word) or self._derived(word))
        return found

    def _han_phrase(self, text: str) -> str:
        """The shortest counted phrase, and what nearly always follows it (关切 | 地注意到, but 回顾 alone)."""
        counts = self._counts
        n = next((n for n in range(2, 7) if text[:n] in counts), 0)
        while (
            0 < n < len(text)
            and text[: n + 1] in counts
            and sum(counts[text[: n + 1]]) > FOLLOWS * sum(counts[text[:n]])
        ):
            n += 1
        return text[:n]


def unaccented(text: str) -> str:
    """Latin letters without their accents."""
    return "".join(c for c in normalize("NFD", text) if not "\u0300" <= c <= "\u036f")


def _weigh(recitals: float, clauses: float) -> Kind:
    odds = log((recitals + 0.3) / (clauses + 0.3))
    if recitals + clauses <= 1 and abs(odds) <= 1:
        return "R1" if recitals else "C1"
    if abs(odds) > 1.5:
        return "R2" if odds > 0 else "C2"
    if abs(odds) > 0.7:
        return "R1" if odds > 0 else "C1"
    return "A"


@cache
def load(code: str) -> Language:
    """The language with this ISO 639-1 code; KeyError when there is none."""
    return Language(code)
