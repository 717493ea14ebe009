"""Wording: how clauses open and close, which other clauses they name, and the language they are in."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from engross import languages
from engross.identity import number_part
from engross.languages.detection import detect
from engross.rules.dates import code_of
from engross.rules.frbr import language_segment
from engross.rules.record import Element, Record
from engross.rules.registry import closes, ends

# What may end a recital and a clause: the marks of all languages, and the conjunction before the last.
RECITAL_ENDS = tuple(",;:.،؛，；：。—–")
CLAUSE_ENDS = tuple(';:.,؛،；：。，!?—–»”"')
_MARKS = frozenset(RECITAL_ENDS + CLAUSE_ENDS)
FINAL = tuple(".。!?…»”\"'’؟।")
_CONJUNCTION = re.compile(r"[,;،؛，；]\s*(?:and|or|et|ou|y|e|o|и|или|und|oder|以及|و|أو)$", re.I)
_TRAILING = re.compile(r"[\s)\]*†‡\d]+$")

# "paragraph 12 above" and its like, in the languages whose wording is known: the number must be one of the text's own.
INNER = {
    "en": (
        "aragraph",
        r"\b[Pp]aragraphs? (\d+)(?: \([a-z]+\))* (?:above|below|of the present (?:resolution|communiqu[eé]|declaration|decision))",
    ),
    "fr": (
        "aragraphe",
        r"\b[Pp]aragraphes? (\d+) (?:ci-dessus|ci-dessous|de la présente (?:résolution|déclaration|décision))",
    ),
    "es": ("árrafo", r"\b[Pp]árrafos? (\d+) (?:supra|infra|de la presente (?:resolución|declaración|decisión))"),
    "ru": ("ункт", r"\b[Пп]ункт(?:е|а|у|ом|ов|ах)? (\d+) (?:выше|ниже|настоящей (?:резолюции|декларации))"),
}
_INNER = {code: (word, re.compile(pattern)) for code, (word, pattern) in INNER.items()}


def _ending(text: str) -> str:
    """What a text closes with, less the calls of notes and brackets after it: "; and" counts as ";"."""
    last = text[-1:]
    if last in _MARKS:
        return last
    joined = _CONJUNCTION.search(text)
    if joined:
        return joined.group()[0]
    bare = _TRAILING.sub("", text) or text
    return bare[-1:]


@ends("AKN-W701")
def recital_closed(record: Record) -> None:
    for element, text in record.recitals:
        if text and _ending(text) not in RECITAL_ENDS:
            record.report(
                "AKN-W701",
                element,
                f'the recital ends without punctuation: "…{text[-30:]}"',
                "end it with a comma or a semicolon",
            )


@ends("AKN-W702")
def clause_closed(record: Record) -> None:
    for element, text in record.clauses:
        if text and _ending(text) not in CLAUSE_ENDS:
            record.report(
                "AKN-W702",
                element,
                f'the clause ends without punctuation: "…{text[-30:]}"',
                "end it with a semicolon, the last one with a full stop",
            )


@ends("AKN-W703")
def last_clause_stops(record: Record) -> None:
    """The last clause of a body ends with a full stop."""
    for element, text in record.clauses[-1:]:
        ending = _ending(text)
        if text and ending in CLAUSE_ENDS and ending not in FINAL:
            record.report("AKN-W703", element, f'the last clause ends with "{ending}"', "end it with a full stop")


@ends("AKN-I704")
def clauses_alike(record: Record) -> None:
    """Clauses of one instrument end alike: one in another way, among many, is a slip."""
    inner = [(e, _ending(t)) for e, t in record.clauses[:-1] if t and "list" not in e.counts]
    counts = Counter(ending for _, ending in inner if ending in CLAUSE_ENDS)
    if len(inner) < 5 or not counts:
        return
    usual, n = counts.most_common(1)[0]
    if n >= 0.8 * len(inner):
        for element, ending in inner:
            if ending in CLAUSE_ENDS and ending not in (usual, ":") and not (usual in ";；؛" and ending in ".。"):
                record.report(
                    "AKN-I704", element, f'the clause ends with "{ending}" where the others end with "{usual}"'
                )


@ends("AKN-W705")
def opens_as_its_zone(record: Record) -> None:
    """A recital opens with a participle, a clause with a finite verb: one that opens like the other is in the wrong zone."""
    code = code_of(record.language)
    if not code or not record.recitals or not record.clauses:
        return
    lead = languages.load(code).lead
    for wrong, zone, other, members in (
        ("C2", "recital", "a clause", record.recitals), ("R2", "clause", "a recital", record.clauses)
    ):  # fmt: skip
        for element, text in members:
            opening = text[:60]
            if "\n" in opening or "  " in opening:
                opening = " ".join(opening.split())
            if opening and lead(opening) == wrong:
                record.report(
                    "AKN-W705", element, f'this {zone} opens like {other}: "{opening[:40].rpartition(" ")[0]}"'
                )


@ends("AKN-W706")
def named_clause_exists(record: Record) -> None:
    code = code_of(record.language)
    if code not in _INNER:
        return
    word, pattern = _INNER[code]
    named = [(e, m) for e, text in record.clauses if word in text for m in pattern.finditer(text)]
    if not named:
        return
    numbers = {number_part(e.num or "") for e, _ in record.clauses}
    for element, found in named:
        if found.group(1) not in numbers:
            record.report("AKN-W706", element, f'"{found.group()}" names a paragraph that does not exist')


_NAMED = re.compile(r"(?:paragraph|para\.|article|art\.|section)\s+(\w+)(?:\s+(?:above|below))?", re.I).fullmatch
_OPENINGS = frozenset("PpAaSs")
_POINTED = re.compile(r"#(?:.*__)?(?:para|art|sec|cl)_([^_]+)").fullmatch


@closes("AKN-W707", "ref", text=True)
def reference_says_its_target(element: Element, record: Record) -> None:
    """A reference that names a paragraph by number points at the one of that number."""
    if element.text.lstrip()[:1] not in _OPENINGS:
        return
    href = element.attrs.get("href", "")
    pointed = _POINTED(href) if href[:1] == "#" else None
    named = _NAMED(element.text.strip()) if pointed else None
    if named and pointed and named.group(1).lower() != pointed.group(1).lower():
        record.report("AKN-W707", element, f'the text says "{element.text.strip()}" and the reference points at {href}')


@ends("AKN-I711")
def acronyms_introduced(record: Record) -> None:
    if not record.acronyms:
        return
    entries = " ".join(e.attrs.get("showAs", "") for e in record.entries)
    sample = " ".join(record.sample)
    for acronym, element in record.acronyms.items():
        if acronym in record.introduced or acronym in entries:
            continue
        if (word := acronym.lower()) in sample and re.search(rf"\b{word}\b", sample):
            continue
        if not element.text.isupper():
            record.report("AKN-I711", element, f"{acronym} is used and never introduced")


def _speaks(code: str, text: str) -> bool:
    """Whether one word in eight is a common one of the language: then nobody need weigh all languages."""
    common = _common(code)
    words = text[:700].lower().split()
    return sum(w in common for w in words) * 8 > len(words)


@cache
def _common(code: str) -> frozenset[str]:
    return frozenset(languages.index()[code].words)


@ends("AKN-W712")
def language_of_text(record: Record) -> None:
    code = code_of(record.language)
    text = " ".join(record.sample)
    if not code or len(text) < 200 or _speaks(code, text):
        return
    main = record.main
    read = detect(text)
    # Where the Expression IRI names another language than the field, AKN-E514 says so.
    if read != code and main is not None and language_segment(main) in ("", record.language):
        said = main.all("FRBRExpression", "FRBRlanguage")[0]
        record.report(
            "AKN-W712",
            said,
            f'the text reads as {languages.index()[read].iso3} and FRBRlanguage says "{record.language}"',
        )
