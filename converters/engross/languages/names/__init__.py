"""Names as data: months, states, bodies, places, treaties, kinds of instrument, and the words around them.

Authors write the TOML files here; `compile` makes one table a language of them and of CLDR; this loads a table and
builds its matcher. Nothing here knows what a hit means: that is the recogniser's."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache, cached_property
from typing import TYPE_CHECKING, TypeVar, cast

import msgspec

from engross.diagnostics import EngrossError
from engross.languages.names.patterns import later
from engross.packaged import packaged

if TYPE_CHECKING:
    from collections.abc import Callable

    from ahocorasick_rs import AhoCorasick

FALLBACK = "en"
Table = TypeVar("Table")
Tool = TypeVar("Tool")


class Dates(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How days are written around the name of a month."""

    months: dict[str, int]
    before_day: str
    year: str
    day_year: str
    words: list[str]
    joiners: list[str]
    year_words: str
    numbers: dict[str, int]
    listed: str
    adjacent: str
    distant: str


class Citations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How instruments of others are cited."""

    resolution: list[str]
    decision: list[str]
    document: list[str]
    after: str
    glue: str
    issuers: dict[str, str]
    part_stems: list[str]
    parts: str
    heads: list[str]
    capitals_before: bool
    head_tail: str
    alone_before: list[str]
    not_acronyms: list[str]
    adjective_before: str
    founding: list[str]
    weak_heads: list[str]
    numbered: list[str]
    number_tail: str
    before_numbered: str
    label_tail: str
    dated_names: list[str]
    bare_names: list[str]
    year_tail: str


class Inner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an instrument cites itself."""

    paragraph: list[str]
    article: list[str]
    annex: list[str]
    section: list[str]
    ours: str
    theirs: str
    glue: str
    foreign_before: str


class Persons(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands beside the name of a person."""

    honorifics: list[str]
    name: str
    offices: list[str]
    before_office: str
    nouns: list[str]
    after_noun: str
    office_tail: str
    not_names: list[str]
    roles: list[str]
    role_of: str


class Bodies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What makes the name of a body longer, and what is a body at all."""

    part: str
    nouns: list[str]
    small: list[str]


class Sessions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How sessions are numbered and joined to their body."""

    words: list[str]
    before: str
    of: str
    tens: list[str]
    round: list[str]


class Places(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands before a place."""

    before: str


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language around dates, citations, persons and places: its TOML file."""

    dates: Dates
    citations: Citations
    inner: Inner
    persons: Persons
    bodies: Bodies
    places: Places
    sessions: Sessions


class Issuing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns that say where and in which session an instrument was made (`{name}` filled in)."""

    done: str
    signs: list[str]
    met: str
    name: str
    session: str
    agenda: str
    parties: str
    makers: str
    verbs: str
    ends: str
    between: str
    adverbial: str
    numbered: str
    speech: str
    joints: str
    open: str
    we: str
    when: str
    by: str
    leaders: str
    governments: str
    article: str
    nobody: str
    titled: str
    long_state: str
    no_place: str
    of: str
    joined: str
    weekday: str
    meeting_of: str
    invited: str
    ordained: str
    decides: str
    no_body: str
    witness: str
    sitting: str
    enacted: str
    issued: str
    actor: str
    field: str
    topic: str
    mover: str
    labelled: str
    styled: str
    from_: str = msgspec.field(name="from")


class Known(msgspec.Struct, frozen=True, array_like=True):
    """A body or state: its name in the language, the kind of mention, the end of its IRI, the country code of the
    instruments it issues, and the actor segment of their IRIs ("": it stands for its country alone)."""

    name: str
    kind: str
    href: str
    country: str
    actor: str


class Instrument(msgspec.Struct, frozen=True, array_like=True):
    """A kind of instrument under one of its names (small letters)."""

    words: str
    name: str
    form: str
    subtype: str
    segment: str


class Cited(msgspec.Struct, frozen=True, array_like=True):
    """A treaty or the like known by name: the segments of its Work IRI."""

    country: str
    form: str
    subtype: str
    date: str


class Names(msgspec.Struct, frozen=True, dict=True):
    """The table of one language. `patterns`, `kinds` and `values` run side by side: what to find, what it is
    ("month", "state", "body" …), what it stands for."""

    code: str
    patterns: list[str]
    kinds: list[str]
    values: list[str]
    entities: dict[str, Known]
    also_given_names: list[str]
    long_form: str
    long_joints: list[str]
    instruments: list[Instrument]
    cited: dict[str, Cited]
    wording: Wording
    issuing: Issuing

    @cached_property
    def matcher(self) -> AhoCorasick:
        """Finds all patterns in one pass, the longest where several begin; built once a process."""
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        # of the three automata this is the cheapest to build (2 ms) and the fastest to run on mixed text
        return AhoCorasick(
            self.patterns, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        )

    @cached_property
    def _heads(self) -> dict[str, re.Pattern[str]]:
        return {}

    def head(self, name: str) -> re.Pattern[str]:
        """A pattern of `issuing.toml`, compiled when it is first wanted."""
        pattern = self._heads.get(name)
        if pattern is None:
            pattern = self._heads[name] = later(getattr(self.issuing, name).replace("{name}", self.issuing.name))
        return pattern

    @cached_property
    def _tools(self) -> dict[object, object]:
        return {}

    def tool(self, make: Callable[[Names], Tool]) -> Tool:
        """What `make` makes of this table: something that keeps nothing of a text, made once."""
        if make not in self._tools:
            self._tools[make] = make(self)
        return cast("Tool", self._tools[make])

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return dict(zip(self.patterns, self.kinds, strict=True))

    @cached_property
    def _values(self) -> dict[str, str]:
        return dict(zip(self.patterns, self.values, strict=True))

    @cached_property
    def _instrument_words(self) -> list[str]:
        return [i.words.replace("’", "'") for i in self.instruments]

    @cached_property
    def _instrument_matcher(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick, Implementation

        return AhoCorasick(self._instrument_words, implementation=Implementation.ContiguousNFA)

    def kinds_in(self, text: str) -> list[tuple[int, int, Instrument]]:
        """Where the names of kinds of instrument stand in a text in small letters with straight apostrophes: longer
        names before shorter ones, and in the order of the text."""
        hits = sorted(self._instrument_matcher.find_matches_as_indexes(text, overlapping=True))
        return [(start, end, self.instruments[which]) for which, start, end in hits]

    def name_of_kind(self, printed: str) -> str:
        """The name that documents of a kind go by in every language ("Résolution" → "resolution", "联合公报" →
        "jointCommunique"); "" when the printed words name no kind we know."""
        words = printed.casefold().replace("’", "'").strip(" .:'`´\"“”")
        return next((i.name for i in self.instruments if i.words.replace("’", "'") == words), "")

    def body(self, name: str) -> Known | None:
        """The body of exactly this name; None when it is none we know."""
        return self.entities.get(self._values.get(name, "")) if self.kind_of(name) in ("body", "acronym") else None

    def kind_of(self, pattern: str) -> str:
        """What a pattern is ("state", "place", "month" …); "" when it is none."""
        return self._kinds.get(pattern, "")


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The symbols that begin so are of this body."""

    begins: str
    country: str
    actor: str


class Symbols(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Families of document symbols, kinds by a part of the symbol, and years in which sessions opened."""

    families: list[Family]
    kinds: dict[str, tuple[str, str]]
    sessions: dict[str, list[int]]


@cache
def symbols() -> Symbols:
    """What symbols say, in every language. Raises EngrossError when the tables were never made."""
    return _table("symbols.json", Symbols)


@cache
def load(code: str) -> Names:
    """The names of a language, by ISO 639-1 code; English ones where there is no table of that language.

    Raises EngrossError when the tables were never made."""
    with suppress(FileNotFoundError):
        return msgspec.json.decode(packaged("languages", "tables", f"names-{code}.json"), type=Names)
    return _table(f"names-{FALLBACK}.json", Names)


def _table(name: str, kind: type[Table]) -> Table:
    try:
        return msgspec.json.decode(packaged("languages", "tables", name), type=kind)
    except FileNotFoundError:
        raise EngrossError("the tables of names are missing: run `python -m engross.languages.names.compile`") from None
