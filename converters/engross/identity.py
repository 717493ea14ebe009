"""eIds and FRBR IRIs: the one place that names parts and instruments (Akoma Ntoso Naming Convention 1.0)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from engross.model import Attachment, CrossHeading, Metadata, Provision

# AKN-NC 5.4: abbreviations of element names in eIds; every other element goes by its own name.
ABBREVIATIONS = {
    "alinea": "al", "article": "art", "attachment": "att", "blockList": "list", "chapter": "chp", "citation": "cit",
    "citations": "cits", "clause": "cl", "component": "cmp", "components": "cmpnts", "componentRef": "cref",
    "debateSection": "dbsect", "division": "dvs", "documentRef": "dref", "eventRef": "eref",
    "listIntroduction": "intro", "listWrapUp": "wrapup", "mainBody": "body", "amendmentBody": "body",
    "debateBody": "body", "judgmentBody": "body", "paragraph": "para", "quotedStructure": "qstr", "quotedText": "qtext",
    "recital": "rec", "recitals": "recs", "section": "sec", "subchapter": "subchp", "subclause": "subcl",
    "subdivision": "subdvs", "subparagraph": "subpara", "subsection": "subsec", "temporalGroup": "tmpg",
    "wrapUp": "wrapup",
}  # fmt: skip

# Kinds whose children go on being numbered through the document unless they visibly start again.
DIVISIONS = frozenset(
    "book tome part subpart title subtitle chapter subchapter section subsection division subdivision hcontainer".split()
)
UNKNOWN_DATE = "0001-01-01"

_INNER = re.compile(r"[^\w]+")
_DESIGNATION = re.compile(r"^[^\W\d_]{3,}\.?\s+(?=\S)")
_ROMAN = re.compile(r"^[ivxlcdmIVXLCDM]+\.?\s")


@lru_cache(4096)
def number_part(num: str) -> str:
    """The number part of an eId: the printed number less its designation ("Article 2 bis." gives "2bis").

    AKN-NC 5.3: white space and outer punctuation are dropped, inner runs of punctuation become "-", case is kept.
    "" when nothing is left (a bullet)."""
    core = num.strip(".()")
    if core.isalnum():
        return core  # "12.", "(a)": nearly all
    text = num.strip()
    if " " in text and not _ROMAN.match(text):
        text = _DESIGNATION.sub("", text, count=1)
    text = "".join(text.split())
    return text if text.isalnum() else _INNER.sub("-", text.replace("_", "-")).strip("-")


def annex_part(num: str) -> str:
    """The number part of an annex's eId; "" when nothing but its designation is printed ("Annex")."""
    part = number_part(num)
    return (
        "" if len(part) > 3 and part.isalpha() and part == num.strip(".:() ") and not _ROMAN.match(part + " ") else part
    )


class Eids:
    """The eIds of one file: each is given once; a second wish for the same one gets "-2", "-3" …

    `taken` are ids that the structure may not use (the keys of top level classes share the space)."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.used: dict[str, int] = dict.fromkeys(taken, 1)

    def claim(self, eid: str) -> str:
        """`eid`, or `eid-2` … if it has been given before."""
        again = self.used.get(eid)
        if again is None:
            self.used[eid] = 1
            return eid
        while True:
            again += 1
            other = f"{eid}-{again}"
            if other not in self.used:
                self.used[eid] = again
                self.used[other] = 1
                return other

    def child(self, parent: str, element: str, number: str = "") -> str:
        """The eId of an `element` in the context of `parent` ("" for the document), `number` already cleaned."""
        part = ABBREVIATIONS.get(element, element)
        eid = f"{parent}__{part}" if parent else part
        return self.claim(f"{eid}_{number}" if number else eid)

    def scope(self, division: str, root: str, children: Sequence[Provision | CrossHeading]) -> str:
        """The context in which the children of a division are numbered: `root` as long as their numbers go on
        through the document, the division itself when its first child starts again.

        Depends on what came before and on the first child alone, so that a clause added later changes no eId."""
        first = next((c for c in children if isinstance(c, Provision)), None)
        if first is None or first.number is None:
            return division
        number = number_part(first.number.text)
        part = ABBREVIATIONS.get(first.kind, first.kind)
        wish = f"{root}__{part}_{number}" if root else f"{part}_{number}"
        return division if not number or wish in self.used else root

    def provision(self, part: Provision, parent: str, ordinal: int) -> str:
        """The eId of a provision in the context `parent`; `ordinal` counts its kind there from 1."""
        number = (number_part(part.number.text) if part.number else "") or str(ordinal)
        stem = ABBREVIATIONS.get(part.kind, part.kind)
        return self.claim(f"{parent}__{stem}_{number}" if parent else f"{stem}_{number}")

    def attachment(self, part: Attachment, parent: str, ordinal: int) -> str:
        """The eId of an annex in the document `parent`: by its printed number ("Annex II" is att_II), else by its place."""
        return self.child(parent, "attachment", annex_part(part.number.text if part.number else "") or str(ordinal))


class Ordinals:
    """Counts elements by name in one context, from 1."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}

    def next(self, element: str) -> int:
        n = self.seen[element] = self.seen.get(element, 0) + 1
        return n


def slug(text: str, limit: int = 60) -> str:
    """`text` as a segment of an IRI: lower case ASCII letters, digits and hyphens, cut at a word; "" if nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    out = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(out) <= limit:
        return out
    return out[: limit + 1].rpartition("-")[0] or out[:limit]


class Iris(NamedTuple):
    """The IRIs of the three FRBR levels, without their components."""

    work: str
    expression: str
    manifestation: str


def frbr(metadata: Metadata, form: str) -> Iris:
    """The IRIs built from the metadata (AKN-NC 4): every segment equals its FRBR field.

    `/akn/{country}/{docType}[/{subtype}][/{actor}]/{date}[/{number or name}]`, then `/{language}@{date}`, then `.xml`."""
    date = metadata.date or UNKNOWN_DATE
    segments = [metadata.country, form, metadata.subtype, metadata.actor, date, metadata.number or metadata.slug]
    work = "/akn/" + "/".join(s for s in segments if s)
    expression = f"{work}/{metadata.language}@{date}"
    return Iris(work, expression, f"{expression}.xml")
