"""Languages as data: how instruments are worded in each, and which language a text is in.

`index.toml` lists them; `CODE.toml` holds words and patterns; `leads/CODE.json` says how often each lead phrase
opened a recital and how often a clause: `{phrase: [recitals, clauses]}`, counted in published resolutions.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from math import log
from typing import Any, Literal

import msgspec

Kind = Literal["R2", "R1", "C2", "C1", "A", "V", "-"]
"""How an opening speaks: R2 surely a recital, R1 perhaps; C2, C1 a clause; A either; V a verb in its base form; - neither."""

WORD = re.compile(r"\w+")
PHRASE = re.compile(r"\w+(?:[’'-]\w+)*")
POSSESSIVES = {"their": "its", "our": "its", "his": "its", "her": "its", "my": "its"}
GLUED = 12
"""Letters beyond which an opening word may be two printed as one ("RECOGNIZINGFURTHER")."""


class Derivation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word without counts takes `kind` when, `cut` off and one of `add` on, it is a word that opens clauses."""

    cut: str
    add: list[str]
    kind: Kind


class Looks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns matched at the start of a line (`recital` and `clause`: at the start of an opening, in small letters)."""

    issuer: str
    formula: str
    masthead: str
    adopted: str
    closing: str
    annex: str
    heading: str
    recital: str
    clause: str


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `CODE.toml` says."""

    months: list[str]
    dates: list[str]
    bodies: list[str]
    adverbs: list[str]
    tails: str
    looks: Looks
    divisions: dict[str, Literal["book", "part", "title", "chapter", "section"]] = {}
    articles: list[str] = []
    capitals: bool = True
    han: bool = False
    sizes: tuple[int, int, int] = (30, 90, 200)
    kinds: dict[Kind, list[str]] = {}
    derived: list[Derivation] = []


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `index.toml` says of one language."""

    iso3: str
    script: Literal["latin", "arabic", "han", "cyrillic"]
    words: list[str]


@cache
def index() -> dict[str, Entry]:
    """The languages that can be read, by ISO 639-1 code."""
    raw = files(__name__).joinpath("index.toml").read_bytes()
    return msgspec.toml.decode(raw, type=dict[str, Entry])


class Language:
    """One language: its patterns, ready to match, and the kind of every opening.

    `leads` replaces the counted phrases; cross-validation passes those of the other files.
    """

    def __init__(self, code: str, leads: dict[str, tuple[int, int]] | None = None) -> None:
        self.code = code
        self.iso3 = index()[code].iso3
        folder = files(__name__)
        wording = msgspec.toml.decode(folder.joinpath(f"{code}.toml").read_bytes(), type=Wording)
        self.capitals, self.han, self.sizes = wording.capitals, wording.han, wording.sizes
        looks = wording.looks
        self.issuer = re.compile(looks.issuer).match
        self.formula = re.compile(looks.formula).match
        self.masthead = re.compile(looks.masthead).match
        self.adopted = re.compile(looks.adopted).match
        self.closing = re.compile(looks.closing).match
        self.annex = re.compile(looks.annex).match
        self.heading = re.compile(looks.heading).match
        self._recital = re.compile(looks.recital, re.I).match
        self._clause = re.compile(looks.clause, re.I).match
        months = "|".join(map(re.escape, wording.months))
        self.dates = [re.compile(p.replace("{months}", months), re.I) for p in wording.dates]
        bodies, articles = ("|".join(map(re.escape, words)) for words in (wording.bodies, wording.articles))
        self.body_lead = re.compile(rf"[“\"”«]?(?:{articles})?(?:{bodies})\b(?! of\b)").match
        self.bodies = tuple(wording.bodies)
        self.articles = tuple(wording.articles)
        self.adverbs = frozenset(wording.adverbs)
        self.tails = frozenset(wording.tails.replace("\n", "|").split("|"))
        self.divisions = wording.divisions
        self.derived = wording.derived
        if leads is None:
            path = folder.joinpath("leads", f"{code}.json")
            leads = msgspec.json.decode(path.read_bytes(), type=dict[str, tuple[int, int]]) if path.is_file() else {}
        self._counts = leads
        self._said: dict[str, Kind] = {phrase: kind for kind, words in wording.kinds.items() for phrase in words}
        self._kinds: dict[str, Kind | None] = {}
        self._shares: dict[str, float] = {}
        self._openings: dict[str, Kind] = {}

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
        if phrase in self._kinds:
            return self._kinds[phrase]
        kind: Kind | None = None
        counts = self._counts.get(phrase)
        if counts is not None:
            recitals, clauses = counts
            before = self._shorter(phrase)
            if before in self._counts:
                lean = self._share(before)
                kind = _weigh(recitals + 2 * lean - 0.3, clauses + 2 * (1 - lean) - 0.3)
            else:
                kind = _weigh(recitals, clauses)
        if kind is None:
            kind = self._said.get(phrase)
        self._kinds[phrase] = kind
        return kind

    def lead(self, opening: str) -> Kind:
        """The kind of the first 40 or so characters of a piece, number and marks taken off."""
        found = self._openings.get(opening)
        if found is None:
            if len(self._openings) > 20_000:
                self._openings.clear()
            found = self._openings[opening] = self._look_up(opening)
        return found

    def _look_up(self, opening: str) -> Kind:
        if self.han:
            text = "".join(WORD.findall(opening))
            for n in range(6, 1, -1):
                kind = self.kind_of(text[:n])
                if kind:
                    return kind
            return "-"
        if self.capitals and not opening[:1].isupper():
            return "-"
        words = [w.lower() for w in WORD.findall(opening)[:6]]
        return (self._counted(words) or self._inflected(words)) if words else "-"

    def _counted(self, words: list[str]) -> Kind | None:
        for n in (3, 2, 1):
            kind = self.kind_of(" ".join(words[:n]))
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
        if self._recital(text):
            return "R1"
        if not self.derived and self._clause(text):
            return "C1"
        return "-"

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
        """The lead phrase that opens `text`, as printed ("Further condemned", "Expressed serious concerns"); "" if none."""
        if self.han:
            for n in range(min(6, len(text)), 1, -1):
                if self.kind_of(text[:n]) in ("R2", "R1", "C2", "C1", "A") and text[:n] in self._counts:
                    return text[: n + 1] if text[n : n + 1] in self.tails else text[:n]
            return ""
        matches = list(_first(PHRASE.finditer(text[:120]), 9))
        words = [POSSESSIVES.get(w := m.group().lower(), w) for m in matches]
        verb = 0
        while verb < len(words) - 1 and words[verb] in self.adverbs:
            verb += 1
        if verb >= len(words):
            return ""
        found = self.kind_of(words[verb]) or self._derived(words[verb])
        if not found and not (verb == 0 and self._recital(words[0])):
            return ""
        return text[: matches[self._end_of_phrase(words, verb) - 1].end()]

    def _end_of_phrase(self, words: list[str], verb: int) -> int:
        """How many words the phrase has: the verb, adverbs, and the longest tail."""
        end = verb + 1
        while end < len(words) and words[end] in self.adverbs:
            end += 1
        for n in range(min(len(words), end + 6), end, -1):
            if " ".join(words[end:n]) in self.tails:
                end = n
                break
        else:
            if words[end - 1] == "and" and end > verb + 1:
                end -= 1
            return end
        while end < len(words) and words[end] in self.adverbs and words[end] != "and":
            end += 1
        return end


def _first(items: Any, count: int) -> Any:
    for _, item in zip(range(count), items, strict=False):
        yield item


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


SCRIPTS = (("arabic", "\u0600", "\u06ff"), ("han", "\u4e00", "\u9fff"), ("cyrillic", "\u0400", "\u04ff"))
SAMPLE = 8000


def detect(text: str) -> str:
    """The ISO 639-1 code of the language `text` is in: by its script, then by the common words of its beginning."""
    sample = text[:SAMPLE]
    counts = {"latin": 0, "arabic": 0, "han": 0, "cyrillic": 0}
    if sample.isascii():
        counts["latin"] = 1
    else:
        for ch in sample[::3]:
            for script, low, high in SCRIPTS:
                if low <= ch <= high:
                    counts[script] += 2 if script == "han" else 1
                    break
            else:
                counts["latin"] += ch.isalpha()
    script = max(counts, key=lambda s: counts[s])
    codes = [code for code, entry in index().items() if entry.script == script]
    if len(codes) == 1:
        return codes[0]
    words = WORD.findall(sample.lower())
    return max(codes, key=lambda code: sum(map(words.count, index()[code].words)))
