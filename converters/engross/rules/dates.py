"""Dates: in order, not to come, the same in the attribute, the text and the metadata."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import msgspec

from engross import languages
from engross.languages.wording import Wording
from engross.packaged import packaged
from engross.rules.frbr import taken_apart
from engross.rules.record import Element, Record
from engross.rules.registry import ends, opens

UNKNOWN = "0001-01-01"
LEVELS = (("FRBRWork", "Work"), ("FRBRExpression", "Expression"), ("FRBRManifestation", "Manifestation"))
_DAY = re.compile(r"\d{4}-\d\d-\d\d").fullmatch
_NUMBERS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")


@ends("AKN-W521")
def in_order(record: Record) -> None:
    """A Work is not younger than its Expression, nor that than its Manifestation."""
    for identity in record.identities:
        before, named = "", ""
        for level, name in LEVELS:
            found = [
                e
                for e in identity.all(level, "FRBRdate")
                if _DAY(e.attrs.get("date", "")[:10]) and e.attrs["date"][:10] != UNKNOWN
            ]
            if not found:
                continue
            earliest = min(found, key=lambda e: e.attrs["date"])
            date = earliest.attrs["date"]
            if before and date[:10] < before[:10]:
                record.report("AKN-W521", earliest, f"the {name} is dated {date}, before the {named} ({before})")
            before, named = date, name


@opens("AKN-W522", "FRBRdate step eventRef publication")
def not_to_come(element: Element, record: Record) -> None:
    date = element.attrs.get("date", "")[:10]
    if record.today and _DAY(date) and date > record.today and element.attrs.get("name") != "entry":
        record.report("AKN-W522", element, f"the date {date} is still to come")


@opens("AKN-W526", "FRBRdate step eventRef publication docDate date")
def known(element: Element, record: Record) -> None:
    if element.attrs.get("date", "")[:10] == UNKNOWN:
        record.report("AKN-W526", element, f"{UNKNOWN} stands for a date that is not known")


@cache
def months(code: str) -> dict[str, int]:
    """The numbers of the months by name, in small letters, for an ISO 639-1 code."""
    names = msgspec.toml.decode(packaged("languages", f"{code}.toml"), type=Wording).months
    return {name.lower(): n % 12 + 1 for n, name in enumerate(names)}


@cache
def code_of(iso3: str) -> str:
    """The ISO 639-1 code of a language that Engross reads; "" of any other."""
    return next((code for code, entry in languages.index().items() if iso3 in (code, entry.iso3)), "")


@ends("AKN-W523")
def says_what_text_says(record: Record) -> None:
    code = code_of(record.language)
    for element, text in record.dates:
        date = element.attrs.get("date", "")[:10]
        if len(date) == 10 and date != UNKNOWN and (wrong := _disagreement(date, text, code)):
            record.report("AKN-W523", element, f'the date is {date} and the text says "{text}": another {wrong}')


@lru_cache(1024)
def _usual(date: str, code: str) -> str:
    """The date as it is mostly printed in the language: 9 March 2020."""
    year, month, day = (int(part) for part in date.split("-"))
    name = next((name for name, n in months(code).items() if n == month), "")
    return f"{day} {name.capitalize() if code in ('en', 'de') else name} {year}"


def _disagreement(date: str, text: str, code: str) -> str:
    """Which of year, month and day a date and its text surely disagree in; "" when they may agree."""
    if not _DAY(date) or (code and _usual(date, code) in text):
        return ""
    plain = unicodedata.normalize("NFKC", text)
    numbers = [int(n) for n in _NUMBERS.findall(plain)]
    year, month, day = (int(part) for part in date.split("-"))
    years = [n for n in numbers if n >= 1000]
    if years and year not in years:
        return "year"
    if code and code not in ("zh", "ar"):
        names = months(code)
        named = {names[w] for w in (w.lower() for w in _LETTERS.findall(plain)) if w in names}
        if named and month not in named:
            return "month"
        days = [n for n in numbers if n <= 31]
        if named and days and day not in days:
            return "day"
    return ""


@ends("AKN-W524")
def of_the_work(record: Record) -> None:
    """The date in the conclusions or the title is the Work's; one that refersTo another thing is let be."""
    main = record.main
    dates = [e.attrs.get("date", "")[:10] for e in main.all("FRBRWork", "FRBRdate")] if main else []
    if not main or not dates or UNKNOWN in dates:
        return
    if (iri := taken_apart(main.value("FRBRWork", "FRBRuri"))) is not None:
        dates.append(iri.date)  # where the two disagree AKN-E515 says so
    code = code_of(record.language)
    for element, text in record.dates:
        date = element.attrs.get("date", "")[:10]
        if (
            element.name == "docDate"
            and element.zone in ("preface", "conclusions")
            and _DAY(date)
            and date not in dates
        ):
            # Where attribute and text disagree AKN-W523 says so, and nobody knows which is right.
            if not element.within("attachment") and not _disagreement(date, text, code):
                record.report("AKN-W524", element, f"the document is dated {date} here and {dates[0]} in its Work")


@ends("AKN-W525")
def cited_before(record: Record) -> None:
    """What the preamble cites is older than the document."""
    main = record.main
    dates = [e.attrs.get("date", "")[:10] for e in main.all("FRBRWork", "FRBRdate")] if main else []
    if not dates or UNKNOWN in dates:
        return
    for element, text in record.dates:
        date = element.attrs.get("date", "")[:10]
        if element.zone == "preamble" and element.name == "date" and _DAY(date) and date > max(dates):
            record.report(
                "AKN-W525", element, f'the preamble cites "{text}", after the date of the document ({max(dates)})'
            )
