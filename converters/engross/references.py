"""Cited instruments and inner references → what they point at.

An instrument of others is named by its Work IRI (AKN-NC 4.1), `/akn/{country}/{form}/{subtype}/{actor}/{date}/{number}`:

* a numbered resolution or decision: `/akn/un/statement/resolution/unsc/2016/2334`, `…/unga/2020/75-138`. Where the
  symbol has a session in place of a year, the year is that in which the session opened;
* another document with a symbol: `/akn/un/doc/document/unsc/2023/s-2023-773`;
* an instrument known by its date: `/akn/xx-oic/statement/communique/{actor}/2019-09-25/joint-communique`;
* a treaty: `/akn/un/act/charter/1945-06-26/charter-of-the-united-nations`; one whose date we don't know has no year of
  its own: `/akn/xx/act/convention/0001-01-01/{its name}`.

Inner references are "#" and the eId of a part of the same record, and exist only where that part does."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache
from typing import Any

from msgspec import structs

from engross.identity import UNKNOWN_DATE, slug
from engross.languages.names import symbols
from engross.languages.names.patterns import later
from engross.model import (
    Content,
    Date,
    Document,
    Inline,
    Instrument,
    Lead,
    Mention,
    Paragraph,
    Provision,
    Reference,
    content,
)

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
YEAR = later(r"(?<!\d)(?:19[1-9]\d|20[0-4]\d)(?!\d)")
RES = later(r"/(RES|Res\.|PRST|DEC|REC)(?:/|\.)?", re.I)
FIRST = later(r"(?<!\d)\d{1,3}(?!\d)")
WORDS = later(r"\w+")
LONGEST_ENCODED, ASCII = 40, 128
WHO = later(r"(WHA|EB|CD|CSP)(\d+)")


def roman(text: str) -> int:
    """The value of a Roman numeral in capitals; 0 when it is none."""
    total = last = 0
    for letter in reversed(text):
        value = ROMAN.get(letter, 0)
        if not value:
            return 0
        total += value if value >= last else -value
        last = max(last, value)
    return total


def session_year(actor: str, session: str) -> str:
    """The year in which a session opened, from its printed number ("75", "S-27", "XXX"); "" when that cannot be said."""
    special, _, number = session.rpartition("-")
    n = int(number) if number.isdecimal() else roman(number)
    if special:
        years = symbols().sessions["emergency" if special == "ES" else "special"]
        year = years[n - 1] if 0 < n <= len(years) else 0
    elif actor == "unga":
        year = n + 1945 if n else 0
    elif actor == "unhrc":
        year = 2006 + max(0, n - 1) // 3 if n < 4 else 2006 + -(-(n - 3) // 3)  # three sessions a year since 2007
    elif actor == "wha":
        year = n + 1947 if n else 0
    elif actor == "executive-board":
        year = 1948 + (n - 1) // 2 if n else 0
    else:
        year = 0
    return str(year) if year else ""


@lru_cache(maxsize=8192)
def numbered(actor: str, number: str, letter: str = "", brackets: str = "", subtype: str = "resolution") -> str:
    """The IRI of a UN resolution or decision by its printed number: "2334" with brackets "2016", "75/138", "217" "A"
    with brackets "III". `actor` may be "": then the form of the number says whose it is. "" when nothing does."""
    session, stroke, rest = number.partition("/")
    year = ""
    if brackets.isdecimal():
        actor, year = actor or "unsc", brackets
    elif brackets:
        session = brackets.split("-")[-1] if brackets[:1] == "S" and "-" in brackets else brackets
        actor = actor or (
            "unga" if roman(session) and roman(session) <= 30 and int(number or 0) < 3600 and not stroke else "ecosoc"
        )
        year = session_year(actor, brackets)
        if actor == "ecosoc":
            year = ""
    elif stroke:
        if YEAR.fullmatch(session):
            actor, year = actor or "ecosoc", session
        else:
            actor = actor or "unga"
            year = session_year(actor, session)
    else:
        return ""
    name = slug(
        "-".join(
            part
            for part in (session if stroke else number, rest, letter, "" if brackets.isdecimal() else brackets)
            if part
        )
    )
    return f"/akn/un/statement/{subtype}/{actor}/{year or UNKNOWN_DATE}/{name}"


@lru_cache(maxsize=8192)
def own_numbered(actor: str, number: str, letter: str = "", subtype: str = "resolution") -> str:
    """The IRI of a resolution of a body that is none of the United Nations' ("its resolution 9/14"), by the body's name;
    "" when that cannot be written in an IRI."""
    whose = slug(actor)
    if not whose or whose[0].isdigit():
        return ""
    return f"/akn/xx/statement/{subtype}/{whose}/{UNKNOWN_DATE}/{slug(f'{number} {letter}')}"


@lru_cache(maxsize=8192)
def symbol(printed: str) -> str:
    """The IRI of a document by its symbol ("A/RES/75/138", "S/2023/773", "WHA63.13"); "" for an unknown family."""
    for family in symbols().families:
        prefix, country, actor = family.begins, family.country, family.actor
        if not printed.startswith(prefix):
            continue
        kind = RES.search(printed)
        form, subtype = (
            symbols().kinds.get(kind[1].strip(".").lower(), ("doc", "document")) if kind else ("doc", "document")
        )
        rest = printed[kind.end() :] if kind else printed[len(prefix) :]
        year = YEAR.search(printed)
        who = WHO.match(printed)
        if who:
            stated = session_year(actor, who[2])
            form, subtype = ("statement", "resolution") if "." in printed else (form, subtype)
        elif year:
            stated = year[0]
        else:
            first = FIRST.search(rest)
            stated = session_year(actor, first[0]) if first else ""
        number = re.sub(r"\((?:19|20)\d\d\)", "", rest) if kind and country == "un" else printed
        if kind and year and number.startswith(f"{year[0]}/"):
            number = number[5:]
        segments = (country, form, subtype, actor, stated or UNKNOWN_DATE, slug(number))
        return "/akn/" + "/".join(s for s in segments if s)
    return ""


@lru_cache(maxsize=8192)
def dated(country: str, form: str, subtype: str, actor: str, date: str, name: str) -> str:
    """The IRI of an instrument known by its issuer, kind and date."""
    return "/akn/" + "/".join(s for s in (country, form, subtype, actor, date, name) if s)


@lru_cache(maxsize=8192)
def named(name: str, subtype: str) -> str:
    """The IRI of a treaty or declaration of which no more than its name is known."""
    form = "act" if subtype in ACTS else "statement"
    return f"/akn/xx/{form}/{slug(subtype)}/{UNKNOWN_DATE}/{slug(name) or _encoded(name)}"


def _encoded(name: str) -> str:
    """A name that has no Latin letters, as a segment of an IRI: words joined by hyphens, percent-encoded."""
    words = "-".join(WORDS.findall(name))[:LONGEST_ENCODED]
    return "".join(chr(b) if b < ASCII else f"%{b:02X}" for b in words.encode())


ACTS = frozenset(
    """act agreement charter constitution convention covenant directive law memorandum-of-understanding protocol
    regulation rules statute treaty""".split()
)


# --------------------------------------------------------------------------- inner references


PLAIN = frozenset((Lead, Date, Mention, Reference))
"""The inlines that texts are full of, and that nearly always hold words alone."""
NAMES = frozenset((str, Lead, Date, Mention))
"""Words, and inlines that only name: no reference to a part stands in them."""


def inner(document: Document) -> set[str]:
    """The eIds of parts of its own record that anything in a document refers to."""
    wanted: set[str] = set()
    stack: list[Any] = [document]
    while stack:
        part = stack.pop()
        kind = type(part)
        if kind is str:
            continue
        if kind is Paragraph:
            if not NAMES.issuperset(map(type, part.content)):
                stack += [inline for inline in part.content if type(inline) not in NAMES]
        elif kind is Provision:
            stack += part.heading
            stack += part.blocks
            stack += part.children
            stack += part.wrap_up
        else:
            if kind is Reference and part.href[:1] == "#":
                wanted.add(part.href[1:])
            for field in part.__struct_fields__:
                value = getattr(part, field)
                if type(value) is tuple:
                    stack += value
                elif type(value) is Document:
                    stack.append(value)
    return wanted


def settle(instrument: Instrument, eids: Container[str]) -> Instrument:
    """The instrument with every inner reference whose target is not among `eids` turned back into its text: a wrong
    link is worse than none."""
    return structs.replace(instrument, document=_settled(instrument.document, eids))


def _settled(part: Any, eids: Container[str]) -> Any:
    if isinstance(part, tuple):
        parts = tuple([p if type(p) is str else _settled(p, eids) for p in part])
        if any(isinstance(p, Reference) and p.href[:1] == "#" and p.href[1:] not in eids for p in parts):
            return content(_flat(parts, eids))
        return part if all(a is b for a, b in zip(parts, part, strict=True)) else parts
    fields = getattr(part, "__struct_fields__", None)
    if fields is None or (type(part) in PLAIN and len(part.content) == 1 and type(part.content[0]) is str):
        return part
    changes: dict[str, Any] = {}
    for field in fields:
        value = getattr(part, field)
        if isinstance(value, tuple) or hasattr(value, "__struct_fields__"):
            made = _settled(value, eids)
            if made is not value:
                changes[field] = made
    return structs.replace(part, **changes) if changes else part


def _flat(parts: Iterable[Inline], eids: Container[str]) -> Content:
    out: list[Inline] = []
    for part in parts:
        if isinstance(part, Reference) and part.href[:1] == "#" and part.href[1:] not in eids:
            out += part.content
        else:
            out.append(part)
    return content(out)
