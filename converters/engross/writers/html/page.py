"""The page: head, title, contents, text, notes and colophon, put together around the fair copy."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from itertools import groupby

from engross.diagnostics import Diagnostic, Outcome, Rule, Severity
from engross.faircopy import FairCopy, FairCopyOptions, Line, fair_copy
from engross.identity import frbr
from engross.model import Instrument
from engross.styles import HouseStyle, PaperName, house_style
from engross.writers.html.escaping import address, attribute, encoded, fragment, id_of, text, visible
from engross.writers.html.flow import Flow, Heading, has_words, title_html, turned
from engross.writers.html.inlines import Inlines
from engross.writers.html.metadata import json_ld
from engross.writers.html.scripts import Scripts
from engross.writers.html.style import digest, style

CHARACTER = Rule(
    "html-character", "character", Severity.WARNING, "HTML cannot hold a character of the text; U+FFFD stands for it"
)
# From so many headings on, a reader is helped by a table of contents more than hindered.
LONG = 4
_FRONT = frozenset({"masthead", "title", "preface"})
_HEAD_LIMIT = 84
# RFC 5646 2.1, the tags that are met: a language, and subtags of two to eight letters or digits.
_TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class HtmlOptions(FairCopyOptions, frozen=True):
    """record: the canonical record, offered for saving at the foot of the page (b"": none). resolver: the address before
    which IRIs of the naming convention are looked up ("https://example.org"); with "" cited instruments are no links.
    draft: whether the page, and each sheet of it in print, is marked as a draft; style: the name of a house style, or the
    text of one; paper: what it is printed on."""

    record: bytes = b""
    resolver: str = ""
    draft: bool = False
    style: str = "engross"
    paper: PaperName = "a4"


class HtmlWriter:
    """Writes one self-contained HTML page; every part of it can be reached by its eId."""

    Options = HtmlOptions

    def write(self, instrument: Instrument, options: HtmlOptions) -> Outcome[bytes]:
        """The page as UTF-8, and how many characters HTML could not hold."""
        page, lost = encoded(_page(instrument, options))
        if not lost:
            return Outcome(page)
        message = f"{lost} control character(s) were replaced by U+FFFD"
        return Outcome(page, (Diagnostic(CHARACTER, message, hint="remove them from the source"),))


def _page(instrument: Instrument, options: HtmlOptions) -> str:
    house = house_style(options.style)
    copy = fair_copy(instrument, options)
    iri = frbr(instrument.metadata, instrument.document.form).work
    title = next(t for t in (copy.title, instrument.metadata.kind, iri) if visible(t))
    scripts = Scripts(copy.words.tag, copy.words.direction)
    inlines = Inlines(
        {line.eid for line in copy.lines if line.eid}, scripts, options.resolver, options.faithful, "", copy.words.about
    )
    flow = Flow(inlines, copy.words, house)
    front = next((n for n, line in enumerate(copy.lines) if line.role not in _FRONT), len(copy.lines))
    header = _header(copy.lines[:front], inlines, title, copy.words.direction)
    draft = f'<p class="draft">{text(copy.words.draft)}</p>\n' if options.draft else ""
    body = flow.draw(copy.lines[front:])
    notes = flow.notes(copy.words.notes)
    contents = _contents(flow.headings, copy) if len(flow.headings) >= LONG else ""
    return (
        f"{_head(instrument, copy, title, list(inlines.cited), options, house)}<body>\n"
        f'<a class="skip" href="#text">{text(copy.words.skip)}</a>\n'
        f'<header>\n{draft}{header}</header>\n{contents}<main id="text" tabindex="-1">\n{body}{notes}</main>\n'
        f"{_colophon(instrument, iri, options, inlines.drawn_cards())}</body>\n</html>\n"
    )


def _head(
    instrument: Instrument, copy: FairCopy, title: str, cited: Sequence[str], options: HtmlOptions, house: HouseStyle
) -> str:
    values = running_values(title, copy.symbol, instrument.metadata.date)
    sheet = style(copy.words, values, options.draft, house, options.paper)
    known = json_ld(instrument, title, copy.words, cited, options.resolver)
    return (
        f'<!DOCTYPE html>\n<html lang="{tag_of(copy.words.tag)}" dir="{copy.words.direction}">\n<head>\n'
        f'<meta charset="utf-8">\n{policy(digest(known), sheet.digest)}\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n<title>{text(title)}</title>\n'
        f'<script type="application/ld+json">{known}</script>\n'
        f"<style>{sheet.sheet}</style>\n</head>\n"
    )


def policy(known: str, sheet: str) -> str:
    """The security policy of a page, by the digests of its metadata and its style: nothing is fetched and nothing runs.

    The metadata are a data block, no script; some judges ask for its digest too."""
    rules = f"default-src 'none'; script-src '{known}'; style-src '{sheet}'; base-uri 'none'; form-action 'none'"
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">'


def tag_of(tag: str) -> str:
    """The tag of a language if it is one in form."""
    return tag if _TAG.fullmatch(tag) else "und"


def running_values(title: str, symbol: str, date: str) -> dict[str, str]:
    """The fields of a running head; the title cut at a word where it is too long beside the symbol."""
    limit = _HEAD_LIMIT - len(symbol)
    short = title if len(title) <= limit else title[:limit].rpartition(" ")[0] + " …"
    return {"title": short, "symbol": symbol, "date": date}


def _header(lines: Sequence[Line], inlines: Inlines, title: str, direction: str) -> str:
    """The masthead and the title; a page whose text has no title is given one that is heard, not seen."""
    out: list[str] = []
    titled = False
    for role, group in groupby(lines, key=lambda line: line.role):
        run = list(group)
        if role == "title" and not titled:
            titled = any(has_words(line.content) for line in run)
            element = "h1" if titled else "p"
            out.append(f"<{element}>{title_html(run, inlines)}</{element}>\n")
        else:
            inner = "".join(
                f"<p{id_of(line.eid)}{turned(line, direction)}>{inlines.draw(line.content)}</p>\n" for line in run
            )
            out.append(f'<div class="{role}">\n{inner}</div>\n')
    if not titled:
        out.append(f'<h1 class="unseen">{text(title)}</h1>\n')
    return "".join(out)


def _contents(headings: Sequence[Heading], copy: FairCopy) -> str:
    """The table of contents, nested as the headings are."""
    out = [f'<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">{text(copy.words.contents)}</h2>\n']
    level = 1
    for heading in headings:
        if heading.level > level:
            out.append("<ul>\n" * (heading.level - level))
        else:
            out.append("</li>\n" + "</ul>\n</li>\n" * (level - heading.level))
        level = heading.level
        label = f'<span class="num">{text(heading.label)}</span> ' if heading.label else ""
        out.append(f'<li><a href="{fragment(heading.eid)}">{label}{text(heading.text)}</a>')
    out.append("</li>\n" + "</ul>\n</li>\n" * (level - 2) + "</ul>\n</nav>\n")
    return "".join(out)


def _colophon(instrument: Instrument, iri: str, options: HtmlOptions, cards: str) -> str:
    """The IRI of the instrument, the address it was taken from, and its record to be saved; and the cards."""
    source, out = address(instrument.metadata.source), [f'<p><bdi dir="ltr">{text(iri)}</bdi></p>\n']
    if source:
        out.append(f'<p><a href="{attribute(source)}"><bdi dir="ltr">{text(source)}</bdi></a></p>\n')
    if options.record:
        name = f"{iri.rpartition('/')[2]}.akn.xml"
        record = base64.b64encode(options.record).decode()
        href = f"data:application/akn+xml;base64,{record}"
        out.append(f'<p><a download="{attribute(name)}" href="{href}">Akoma Ntoso</a></p>\n')
    return f'<footer class="colophon">\n{"".join(out)}{cards}</footer>\n'
