"""FRBR: every segment of an IRI equals its field, and the three levels build on one another (AKN-NC 4)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from engross.rules.record import Element, Identity, Record
from engross.rules.registry import ends, opens

W, E, M = "FRBRWork", "FRBRExpression", "FRBRManifestation"
DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?$")
_COUNTRY = re.compile(r"(?:[a-z]{2})(?:-[a-z0-9-]+)?").fullmatch
_COMPONENT = re.compile(r"!?[\w-]+(?:/!?[\w-]+)*").fullmatch
_COMPONENT_FILE = re.compile(r"!?[\w-]+(?:/!?[\w-]+)*\.\w+").fullmatch
_FORMAT = re.compile(r"(?:/?\.\w+|/[\w.!-]*\.\w+)").fullmatch
SUFFIXES = {"xml", "akn"}


class WorkIri(NamedTuple):
    """A Work IRI taken apart: `/akn/{country}/{type}[/{subtype}][/{actor}]/{date}[/{number or name}]`."""

    country: str
    type: str
    between: tuple[str, ...]
    date: str
    title: str


@lru_cache(256)
def taken_apart(iri: str) -> WorkIri | None:
    """The segments of a Work IRI; None when it has not the shape of one."""
    segments = iri.strip("/").split("/")
    if segments and segments[0] == "akn":
        segments = segments[1:]
    at = next((n for n, s in enumerate(segments) if n >= 2 and DATE.match(s)), 0)
    if not at or len(segments) > at + 2:
        return None
    title = segments[at + 1] if len(segments) > at + 1 else ""
    return WorkIri(segments[0], segments[1], tuple(segments[2:at]), segments[at], title)


def _strayed(identity: Identity, record: Record) -> bool:
    """Whether an annex belongs to another Work than the one it stands in: that is said once, by AKN-E518."""
    if not identity.is_annex:
        return False
    main = record.main
    host = main.value(W, "FRBRuri").rstrip("/") if main else ""
    work = identity.value(W, "FRBRuri").rstrip("/")
    inside = identity.host is not None and identity.host.within("attachment") is not None
    return bool(inside and host and work and work != host and not work.startswith(host + "/"))


def _own(record: Record) -> list[Identity]:
    """The FRBR blocks less those of annexes that have strayed; asked for when the file has been read."""
    if record.own is None:
        record.own = [identity for identity in record.identities if not _strayed(identity, record)]
    return record.own


def _follows(expression: str, work: str) -> bool:
    return expression.startswith(work.rstrip("/") + "/")


def _uris(identity: Identity) -> tuple[str, str, str]:
    return identity.value(W, "FRBRuri"), identity.value(E, "FRBRuri"), identity.value(M, "FRBRuri")


@ends("AKN-E501")
def this_names_component(record: Record) -> None:
    """FRBRthis is the FRBRuri of its level and a component: `/!main`, and `.xml` on the Manifestation."""
    for identity in _own(record):
        work, expression, _ = _uris(identity)
        levels = ((W, work, False), (E, expression, False), (M, expression, True))
        for level, base, suffix in levels if _follows(expression, work) else levels[:1]:
            this = identity.value(level, "FRBRthis")
            if this and base and not _component(this, base.rstrip("/"), suffix):
                example = "!main" if not identity.is_annex else "!annex_1"
                wanted = f"{base.rstrip('/')}/{example}{'.xml' if suffix else ''}"
                record.report(
                    "AKN-E501", identity.all(level, "FRBRthis")[0], f'FRBRthis is "{this}", which does not name a component of the FRBRuri "{base}"',
                    f'write "{wanted}"',
                )  # fmt: skip


def _component(this: str, base: str, suffix: bool) -> bool:
    """Whether `this` is `base` and a component ("!main", "!annex_1/!part_2"), with a file suffix if there should be one."""
    if not this.startswith(base + "/"):
        return False
    rest = this[len(base) + 1 :]
    return bool((_COMPONENT_FILE if suffix else _COMPONENT)(rest))


@ends("AKN-E502")
def expression_of_work(record: Record) -> None:
    for identity in _own(record):
        work, expression, _ = _uris(identity)
        if work and expression and not _follows(expression, work):
            record.report(
                "AKN-E502",
                identity.all(E, "FRBRuri")[0],
                f'the Expression "{expression}" does not begin with the Work "{work}"',
            )


@ends("AKN-E503")
def manifestation_of_expression(record: Record) -> None:
    for identity in _own(record):
        work, expression, manifestation = _uris(identity)
        if expression and manifestation and _follows(expression, work):
            stem = expression.rstrip("/")
            if not manifestation.startswith(stem) or not _FORMAT(manifestation[len(stem) :]):
                record.report(
                    "AKN-E503", identity.all(M, "FRBRuri")[0],
                    f'the Manifestation "{manifestation}" is not the Expression "{expression}" and a format',
                    f'write "{stem}.xml"',
                )  # fmt: skip


@ends("AKN-W504")
def shape(record: Record) -> None:
    for identity in record.identities:
        work = identity.value(W, "FRBRuri")
        if work and (not work.startswith("/akn/") or work.endswith("/") or taken_apart(work) is None):
            why = (
                "does not begin with /akn/" if not work.startswith("/akn/")
                else "ends with a slash" if work.endswith("/")
                else "has no date or too many segments after it"
            )  # fmt: skip
            record.report("AKN-W504", identity.all(W, "FRBRuri")[0], f'the Work IRI "{work}" {why}')


def _each(record: Record) -> list[tuple[Identity, WorkIri]]:
    parts = ((i, taken_apart(i.value(W, "FRBRuri"))) for i in _own(record))
    return [(i, p) for i, p in parts if p is not None]


@ends("AKN-E511")
def country(record: Record) -> None:
    for identity, iri in _each(record):
        field = identity.value(W, "FRBRcountry")
        if field and iri.country != field and iri.country.partition("-")[0] != field:
            record.report(
                "AKN-E511",
                identity.all(W, "FRBRcountry")[0],
                f'FRBRcountry is "{field}" and the Work IRI says "{iri.country}"',
            )


@ends("AKN-E512")
def kind(record: Record) -> None:
    for identity, iri in _each(record):
        host = identity.host
        # The doc of an annex has the IRI of the instrument that it is annexed to.
        if host is not None and not identity.is_annex and iri.type != host.name and record.root == "akomaNtoso":
            record.report(
                "AKN-E512",
                identity.all(W, "FRBRuri")[0],
                f'the document is a {host.name} and the Work IRI says "{iri.type}"',
            )


@ends("AKN-E513")
def subtype(record: Record) -> None:
    for identity, iri in _each(record):
        field = identity.value(W, "FRBRsubtype")
        if field and field not in iri.between:
            record.report(
                "AKN-E513", identity.all(W, "FRBRsubtype")[0],
                f'FRBRsubtype is "{field}" and the Work IRI says {" and ".join(iri.between) or "none"}',
            )  # fmt: skip


@ends("AKN-E514")
def language(record: Record) -> None:
    for identity in _own(record):
        field, written = identity.value(E, "FRBRlanguage", "language"), language_segment(identity)
        if field and written and written != field:
            record.report(
                "AKN-E514",
                identity.all(E, "FRBRlanguage")[0],
                f'FRBRlanguage is "{field}" and the Expression IRI says "{written}"',
            )


def language_segment(identity: Identity) -> str:
    """The language that the Expression IRI names; "" when it names none."""
    work, expression, _ = _uris(identity)
    if not _follows(expression, work):
        return ""
    return expression.removeprefix(work.rstrip("/")).strip("/").partition("@")[0].partition(":")[0]


@ends("AKN-E515")
def work_date(record: Record) -> None:
    for identity, iri in _each(record):
        dates = [e.attrs.get("date", "") for e in identity.all(W, "FRBRdate")]
        if dates and not any(d.startswith(iri.date) for d in dates):
            record.report(
                "AKN-E515",
                identity.all(W, "FRBRdate")[0],
                f"FRBRdate is {' and '.join(dates)} and the Work IRI says {iri.date}",
            )


@ends("AKN-E516")
def number_or_name(record: Record) -> None:
    for identity, iri in _each(record):
        numbers = [e.attrs.get("value", "") for e in identity.all(W, "FRBRnumber")]
        names = [e.attrs.get("value", "") for e in identity.all(W, "FRBRname")]
        if (numbers or names) and iri.title not in (*numbers, *names):
            record.report(
                "AKN-E516", identity.all(W, "FRBRnumber" if numbers else "FRBRname")[0],
                f'FRBRnumber or FRBRname is "{(numbers or names)[0]}" and the Work IRI says "{iri.title}"',
            )  # fmt: skip


@ends("AKN-E517")
def format_of_file(record: Record) -> None:
    for identity in record.identities:
        field = identity.value(M, "FRBRformat").rpartition("/")[2].removesuffix("+xml")
        written = identity.value(M, "FRBRuri").rpartition(".")[2]
        if field and written and field != written and not {field, written} <= SUFFIXES:
            record.report(
                "AKN-E517",
                identity.all(M, "FRBRformat")[0],
                f'FRBRformat is "{field}" and the Manifestation IRI ends with ".{written}"',
            )


@ends("AKN-E518")
def annex_of_host(record: Record) -> None:
    """An annex is a component of the Work that it stands in."""
    for identity in record.identities:
        if _strayed(identity, record):
            work = identity.value(W, "FRBRuri")
            host = record.main.value(W, "FRBRuri") if record.main else ""
            record.report(
                "AKN-E518", identity.all(W, "FRBRuri")[0], f'the annex belongs to "{work}" and stands in "{host}"'
            )


@ends("AKN-E519")
def component_once(record: Record) -> None:
    seen: dict[str, str] = {}
    for identity in record.identities:
        this = identity.value(W, "FRBRthis")
        if this and this in seen:
            record.report(
                "AKN-E519", identity.all(W, "FRBRthis")[0], f'FRBRthis "{this}" names two documents of this file'
            )
        seen[this] = this


@ends("AKN-W505")
def country_code(record: Record) -> None:
    """ISO 3166-1 in small letters, un, eu, or a code with a locality or body after it (za-wc, xx-lakes)."""
    for identity in record.identities:
        field = identity.value(W, "FRBRcountry")
        if field and not _COUNTRY(field):
            record.report("AKN-W505", identity.all(W, "FRBRcountry")[0], f'"{field}" is no code of a country or body')


@ends("AKN-W520")
def annex_language(record: Record) -> None:
    main = record.main
    host = main.value(E, "FRBRlanguage", "language") if main else ""
    if main is None or language_segment(main) not in ("", host):
        return  # AKN-E514 says so
    for identity in record.identities:
        field = identity.value(E, "FRBRlanguage", "language")
        if identity.is_annex and host and field and field != host and language_segment(identity) in ("", field):
            record.report(
                "AKN-W520", identity.all(E, "FRBRlanguage")[0], f'the annex is in "{field}" and its host in "{host}"'
            )


@opens("AKN-W407", "ref mref rref documentRef")
def cited_iri(element: Element, record: Record) -> None:
    href = element.attrs.get("href", "")
    if href.startswith("/akn/") and not href.startswith("/akn/ontology/") and taken_apart(_work_of(href)) is None:
        record.report("AKN-W407", element, f'"{href}" has not the segments of a Work IRI')


_BEYOND_WORK = re.compile(r"/!|/~|#|/[a-z]{3}[@:]|/[a-z]{3}$").search


def _work_of(href: str) -> str:
    """The Work IRI of a reference to any level, component or portion of it."""
    beyond = _BEYOND_WORK(href)
    return (href[: beyond.start()] if beyond else href).partition("@")[0]
