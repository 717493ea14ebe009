"""What the files of languages say: the shape of `CODE.toml`."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["R2", "R1", "C2", "C1", "A", "V", "-"]
"""How an opening speaks: R2 surely a recital, R1 perhaps; C2, C1 a clause; A either; V a verb in its base form; - neither."""


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
    enacts: str = "(?!)"


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
    openers: list[str] = []
    preambles: list[str] = []
    annexed: list[str] = []
    capitals: bool = True
    han: bool = False
    sizes: tuple[int, int, int] = (30, 90, 200)
    kinds: dict[Kind, list[str]] = {}
    derived: list[Derivation] = []
