"""What a page says of its text: title, meta elements (also Dublin Core, OpenGraph, Highwire, ELI), JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from engross.model import Metadata
from engross.readers.html.page import string
from engross.recognise.sheet import language_of
from engross.xml import Element

TITLES = ("citation_title", "dcterms.title", "dc.title", "eli:title", "og:title", "twitter:title")
DATES = ("eli:date_document", "dcterms.created", "dc.date.created", "citation_date")
PUBLISHED = (
    "article:published_time", "og:article:published_time", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date",
    "datepublished", "date", "pubdate", "publish-date", "citation_publication_date", "eli:date_publication",
)  # fmt: skip
SYMBOLS = ("eli:id_local", "citation_technical_report_number")
PLACES = ("dcterms.spatial", "eli:relevant_for")
KEYWORDS = ("keywords", "news_keywords", "dc.subject", "dcterms.subject", "article:tag")
WEB = re.compile(r"https?://[^\s<>\"]+", re.I)
DAY = re.compile(r"\s*(\d{4})[-/](\d{2})[-/](\d{2})")
PARTS = re.compile(r"\s+[|–—·»:-]+\s+|\s*[|»]\s*")
LAWS = frozenset(("Legislation", "LegislationObject", "eli:LegalResource", "LegalResource"))
WORKS = frozenset(
    ("Article", "NewsArticle", "Report", "WebPage", "CreativeWork", "DigitalDocument", "GovernmentService")
)


def facts_of(root: Element) -> Metadata:
    """What the page says of itself, for what its text does not say."""
    meta = _meta(root)
    law, work = _linked(root)

    def first(names: tuple[str, ...]) -> str:
        return next((meta[name][0] for name in names if meta.get(name)), "")

    site = first(("og:site_name", "application-name"))
    title = _text(law.get("name")) or first(TITLES) or _text(work.get("headline")) or _titled(root)
    words = [w.strip() for name in KEYWORDS for value in meta.get(name, ()) for w in value.split(",")]
    keywords = law.get("keywords")
    if isinstance(keywords, list):
        words = [str(w).strip() for w in keywords if isinstance(w, str)]
    place = law.get("locationCreated")
    return Metadata(
        title=_trimmed(title, site, root),
        symbol=_text(law.get("eli:id_local")) or first(SYMBOLS),
        date=_day(_text(law.get("legislationDate"))) or _day(first(DATES)),
        place=_text(place.get("name")) if isinstance(place, dict) else "",
        publication_date=_day(_text(law.get("datePublished")) or first(PUBLISHED) or _text(work.get("datePublished"))),
        keywords=tuple(dict.fromkeys(w for w in words if w)),
        source=_address(root, meta),
        language=_language(root),
    )


def _address(root: Element, meta: dict[str, list[str]]) -> str:
    """Where the page says that it lives, "" where it does not say."""
    links = [str(a.get("href") or "") for a in root.iter("link") if "canonical" in (a.get("rel") or "").lower().split()]
    for address in (*links, *meta.get("og:url", ())):
        if WEB.fullmatch(address.strip()):
            return str(address.strip())
    return ""


def _language(root: Element) -> str:
    """The language in which the page says it is; the element that holds the text outweighs the whole page."""
    for element in (root.find(".//main"), root.find(".//article"), root.find("body"), root):
        if element is None:
            continue
        tag = element.get("lang") or element.get("xml:lang") or ""
        if tag:
            return language_of(str(tag))
    return "und"


def _meta(root: Element) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop") or ""
        value = " ".join((element.get("content") or "").split())
        if name and value:
            out.setdefault(name.strip().lower(), []).append(value)
    return out


def _linked(root: Element) -> tuple[dict[str, Any], dict[str, Any]]:
    """The first law and the first other work that the JSON-LD of a page describes."""
    law: dict[str, Any] = {}
    work: dict[str, Any] = {}
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            said = json.loads(string(script))
        except (ValueError, RecursionError):
            continue  # Broken metadata say nothing; the text does not depend on them.
        for node in _nodes(said):
            kinds = node.get("@type")
            named = frozenset(k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str))
            if named & LAWS:
                law = law or node
            elif named & WORKS:
                work = work or node
    return law, work


def _nodes(said: Any) -> Iterator[dict[str, Any]]:
    todo = [said]
    while todo:
        part = todo.pop(0)
        if isinstance(part, list):
            todo = part + todo
        elif isinstance(part, dict):
            yield part
            if isinstance(part.get("@graph"), list):
                todo = part["@graph"] + todo


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _day(value: str) -> str:
    match = DAY.match(value)
    if match is None or not ("01" <= match[2] <= "12" and "01" <= match[3] <= "31"):
        return ""
    return "-".join(match.groups())


def _titled(root: Element) -> str:
    title = root.find(".//title")
    return " ".join(string(title).split()) if title is not None else ""


def _trimmed(title: str, site: str, root: Element) -> str:
    """The title without the name of the site: the part that a heading of the page repeats, else the longest."""
    parts = [part for part in PARTS.split(title) if part and part != site]
    if len(parts) < 2:
        return parts[0] if parts else title
    headings = {_bare(string(h)) for tag in ("h1", "h2") for h in root.iter(tag)}
    for part in (title, *parts):
        if _bare(part) in headings:
            return part
    if any(_bare(title).startswith(h) for h in headings if h):
        return title
    return max(parts, key=len)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
