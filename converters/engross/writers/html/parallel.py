"""The web page of a parallel edition: an accessible grid of the language versions, each cell in its language and direction.

Rows keep the order of the text, so that a page without its style, or too narrow for columns, still reads clause by clause."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from engross.diagnostics import Diagnostic, Outcome
from engross.faircopy import Line
from engross.packaged import packaged
from engross.parallel import Edition, Row, Version
from engross.styles import PaperName, house_style
from engross.writers.html.escaping import attribute, encoded, fragment, id_of, text, visible
from engross.writers.html.flow import Flow, has_words, title_html, turned
from engross.writers.html.inlines import Inlines
from engross.writers.html.metadata import json_ld
from engross.writers.html.page import CHARACTER, LONG, policy, running_values, tag_of
from engross.writers.html.scripts import Scripts
from engross.writers.html.style import digest, style

_DEEPEST = 4


class HtmlEditionOptions(Struct, frozen=True):
    """resolver, draft, style and paper: as of a page of one language."""

    resolver: str = ""
    draft: bool = False
    style: str = "engross"
    paper: PaperName = "a4"


class HtmlEdition:
    """Writes one self-contained HTML page; every row, and every part of each version, can be reached by its eId."""

    Options = HtmlEditionOptions

    def write(self, edition: Edition, options: HtmlEditionOptions = HtmlEditionOptions()) -> Outcome[bytes]:  # noqa: B008
        """The page as UTF-8, and how many characters HTML could not hold."""
        page, lost = encoded(_page(edition, options))
        if not lost:
            return Outcome(page)
        message = f"{lost} control character(s) were replaced by U+FFFD"
        return Outcome(page, (Diagnostic(CHARACTER, message, hint="remove them from the source"),))


class CellFlow(Flow):
    """Draws the lines of a version cell by cell; `depth` is that of the row, by which its heading is told."""

    depth = 1

    def _level(self) -> int:
        return min(6, 1 + max(1, self.depth))

    def cell(self, lines: Sequence[Line], depth: int) -> str:
        """The lines of one cell as flow content."""
        self.depth = depth
        self.out.clear()
        return self.draw(lines)


def _page(edition: Edition, options: HtmlEditionOptions) -> str:
    flows = [_flow(edition, version, options) for version in edition.versions]
    first = edition.versions[0]
    words = first.copy.words
    titles = next((row for row in edition.rows if row.kind == "title"), None)
    header = _titles(edition, titles, flows)
    body = "".join(_row(row, edition, flows) for row in edition.rows if row is not titles)
    heads = "".join(
        f'<div role="columnheader"{_spoken(version)}>{text(version.copy.words.name)}</div>'
        for version in edition.versions
    )
    notes = "".join(
        f"<div{_spoken(v)}>{made}</div>\n"
        for v, flow in zip(edition.versions, flows, strict=True)
        if (made := flow.notes(f"{v.copy.words.notes} ({v.copy.words.name})"))
    )
    cards = "".join(flow.inlines.drawn_cards() for flow in flows)
    draft = f'<p class="draft">{text(words.draft)}</p>\n' if options.draft else ""
    return (
        f"{_head(edition, flows, options)}<body>\n"
        f'<a class="skip" href="#text">{text(words.skip)}</a>\n'
        f"<header>\n{draft}{header}</header>\n{_contents(flows[0], words.contents)}"
        f'<main id="text" tabindex="-1">\n'
        f'<div role="table" class="edition" aria-label="{attribute(_names(edition))}">\n'
        f'<div role="rowgroup" class="heads"><div role="row">{heads}</div></div>\n'
        f'<div role="rowgroup">\n{body}</div>\n</div>\n{notes}{cards}</main>\n{_colophon(edition)}</body>\n</html>\n'
    )


def _flow(edition: Edition, version: Version, options: HtmlEditionOptions) -> CellFlow:
    words = version.copy.words
    ids = {line.eid for line in version.copy.lines if line.eid}
    scripts = Scripts(words.tag, words.direction)
    return CellFlow(
        Inlines(ids, scripts, options.resolver, False, version.prefix, words.about), words, house_style(options.style)
    )


def _spoken(version: Version) -> str:
    """The language and direction of what a version says."""
    return f' lang="{tag_of(version.copy.words.tag)}" dir="{version.copy.words.direction}"'


def _names(edition: Edition) -> str:
    return " / ".join(version.copy.words.name for version in edition.versions)


def _row(row: Row, edition: Edition, flows: Sequence[CellFlow]) -> str:
    depth = f" depth-{min(row.depth, _DEEPEST)}" if row.depth > 1 and row.kind != "heading" else ""
    cells = []
    for version, flow, lines in zip(edition.versions, flows, row.cells, strict=True):
        words = version.copy.words
        inner = _cell(lines, flow, row) if lines else f'<p class="absent">{text(words.absent)}</p>'
        cells.append(f'<div role="cell"{_spoken(version)} data-language="{attribute(words.name)}">{inner}</div>')
    return f'<div role="row" class="{row.kind}{depth}"{id_of(row.eid)}>\n{"".join(cells)}</div>\n'


def _cell(lines: Sequence[Line], flow: CellFlow, row: Row) -> str:
    if row.kind in ("masthead", "preface"):
        direction = flow.direction
        return "".join(
            f"<p{id_of(line.eid)}{turned(line, direction)}>{flow.inlines.draw(line.content)}</p>\n" for line in lines
        )
    return flow.cell(lines, row.depth)


def _titles(edition: Edition, row: Row | None, flows: Sequence[CellFlow]) -> str:
    """The titles, each in its language; a page whose versions have none is given one that is heard, not seen."""
    spans = []
    if row is not None:
        for version, flow, lines in zip(edition.versions, flows, row.cells, strict=True):
            if any(has_words(line.content) for line in lines):
                spans.append(f"<span{_spoken(version)}>{title_html(lines, flow.inlines)}</span>\n")
    if spans:
        return f'<h1 class="titles">\n{"".join(spans)}</h1>\n'
    return f'<h1 class="unseen">{text(_title(edition))}</h1>\n'


def _title(edition: Edition) -> str:
    return next((t for t in (edition.title, edition.symbol) if visible(t)), _names(edition))


def _contents(flow: CellFlow, title: str) -> str:
    """The headings of the first version as links."""
    if len(flow.headings) < LONG:
        return ""
    rows = []
    for heading in flow.headings:
        label = f'<span class="num">{text(heading.label)}</span> ' if heading.label else ""
        rows.append(f'<li><a href="{fragment(heading.eid)}">{label}{text(heading.text)}</a></li>\n')
    head = f'<h2 id="contents">{text(title)}</h2>'
    return f'<nav class="contents" aria-labelledby="contents">\n{head}\n<ul>\n{"".join(rows)}</ul>\n</nav>\n'


@cache
def _own_style(columns: int) -> str:
    """What the page adds to the style of any page, on one line."""
    lines = packaged("writers", "html", "parallel.css").decode().splitlines()
    sheet = " ".join(line.strip() for line in lines if line and not line.startswith("/*"))
    return f" :root {{ --columns: {columns}; }} {sheet}"


def _head(edition: Edition, flows: Sequence[CellFlow], options: HtmlEditionOptions) -> str:
    first = edition.versions[0]
    words, title = first.copy.words, _title(edition)
    values = running_values(first.copy.title or title, edition.symbol, "")
    house = house_style(options.style)
    sheet = style(words, values, options.draft, house, options.paper).sheet + _own_style(len(edition.versions))
    cited = dict.fromkeys(iri for flow in flows for iri in flow.inlines.cited)
    known = json_ld(first.instrument, title, words, cited, options.resolver)
    return (
        f'<!DOCTYPE html>\n<html lang="{tag_of(words.tag)}" dir="{words.direction}">\n<head>\n'
        f'<meta charset="utf-8">\n{policy(digest(known), digest(sheet))}\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n<title>{text(title)}</title>\n'
        f'<script type="application/ld+json">{known}</script>\n<style>{sheet}</style>\n</head>\n'
    )


def _colophon(edition: Edition) -> str:
    """The records, to be saved."""
    out = []
    for version in edition.versions:
        if version.record:
            name = f"{version.prefix.strip('_')}.akn.xml"
            href = f"data:application/akn+xml;base64,{base64.b64encode(version.record).decode()}"
            said = f"Akoma Ntoso ({text(version.copy.words.name)})"
            out.append(f'<p><a download="{attribute(name)}" href="{href}">{said}</a></p>\n')
    return f'<footer class="colophon">\n{"".join(out)}</footer>\n' if out else ""
