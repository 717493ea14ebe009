"""Running text: the inlines of the tree as phrasing content, with calls of notes and cards of cited instruments."""

from __future__ import annotations

import re
from collections.abc import Collection

from engross.figures import figure_of
from engross.model import Break, Content, Date, Emphasis, Inline, Lead, Mark, Note, OpaqueInline, Reference
from engross.writers.html.escaping import address, attribute, fragment, is_date, text
from engross.writers.html.figures import svg
from engross.writers.html.scripts import Scripts

_DIGIT = re.compile(r"\d")


class Inlines:
    """Draws content; gathers the notes and the instruments cited, in the order of their calls.

    ids: what a reference inside the page can reach; resolver: where IRIs of the naming convention are looked up, ""
    when nowhere: then a cited instrument is named by its card and is no link, for a dead link is worse than none;
    faithful: hide the numbers of list items that the source did not print; prefix: what the ids of notes begin with, ""
    where one text alone stands on the page; about: the name of a button that shows what is cited, with {part}."""

    def __init__(
        self,
        ids: Collection[str],
        scripts: Scripts,
        resolver: str,
        faithful: bool,
        prefix: str = "",
        about: str = "{part}",
    ) -> None:
        self.notes: list[Note] = []
        self.ids = ids
        self.scripts = scripts
        self.resolver = resolver.rstrip("/")
        self.faithful = faithful
        self.prefix = prefix
        self.cited: dict[str, None] = {}
        self.cards: dict[str, int] = {}
        self.about = about
        self._waiting: list[str] = []

    def draw(self, parts: Content, linked: bool = False) -> str:
        """`parts` as HTML; `linked` inside a link, where no other link may stand."""
        out: list[str] = []
        for part in parts:
            out.append(self.scripts.html(part) if type(part) is str else self._inline(part, linked))
        return "".join(out)

    def _inline(self, part: Inline, linked: bool) -> str:
        match part:
            case str():
                return self.scripts.html(part)
            case Break():
                return "<br>"
            case Note():
                return self._call(part, linked)
            case OpaqueInline():
                return self.scripts.html(part.text)
            case Mark(element="inline") if (figure := figure_of(part)) is not None:
                return svg(figure, self.scripts.direction == "rtl")
            case Reference():
                return self._reference(part, linked)
        inner = self.draw(part.content, linked)
        match part:
            case Emphasis():
                return f"<{part.kind}>{inner}</{part.kind}>"
            case Lead():
                return f'<span class="lead">{inner}</span>'
            case Date():
                return _time(part.date, inner)
            case Mark():
                return _marked(part, inner)
        return inner

    # ----------------------------------------------------------------- notes

    def _call(self, note: Note, linked: bool) -> str:
        self.notes.append(note)
        n = len(self.notes)
        link = f'id="{self.prefix}call-{n}" href="#{self.prefix}note-{n}"'
        call = f'<sup class="call"><a {link} role="doc-noteref">{text(note.marker) or n}</a></sup>'
        if not linked:
            return call
        self._waiting.append(call)
        return ""

    def _calls_after(self, before: int) -> str:
        """The calls met inside a link since `before` of them waited; they stand after it."""
        calls = "".join(self._waiting[before:])
        del self._waiting[before:]
        return calls

    # ----------------------------------------------------------------- references

    def _reference(self, part: Reference, linked: bool) -> str:
        if not part.href.startswith("#"):
            self.cited[part.href] = None
        if linked:
            return self.draw(part.content, True)
        waiting = len(self._waiting)
        inner = self.draw(part.content, True)
        href = part.href
        if href.startswith("#"):
            target = self._reachable(href[1:])
            drawn = f'<a href="{fragment(target)}">{inner}</a>' if target else inner
        elif web := address(href):
            drawn = f'<a href="{attribute(web)}">{inner}</a>'
        else:
            drawn = self._cited(href, inner)
        return drawn + self._calls_after(waiting)

    def _reachable(self, eid: str) -> str:
        """The eId itself, or that of the nearest part around it that the page names; "" when there is none."""
        while eid and eid not in self.ids:
            eid = eid.rpartition("__")[0]
        return eid

    def _cited(self, href: str, inner: str) -> str:
        # The card lies outside of the text: no word that is not the instrument's stands in it.
        number = self.cards.setdefault(href, len(self.cards) + 1)
        name, iri = card(href)
        said, hint = attribute(self.about.format(part=name)), attribute(f"{name}\n{iri}")
        button = f'<button type="button" class="about" popovertarget="{self.prefix}card-{number}" aria-label="{said}"></button>'
        if self.resolver and href.startswith("/") and (web := address(self.resolver + href)):
            return f'<a class="cited" data-about="{hint}" href="{attribute(web)}">{inner}</a>{button}'
        return f'<cite class="cited" data-about="{hint}">{inner}</cite>{button}'

    def drawn_cards(self) -> str:
        """The cards of the instruments cited so far: hidden until their buttons are pressed, closed by Escape or a press
        beside them (HTML 6.12), which WCAG 2.2, 1.4.13 asks of what is shown over a text. "" when there are none.

        Where the margin has room the style sheet shows the same there, while a citation is hovered over or its button has
        the focus: beside the text nothing is covered that would have to be uncovered."""
        out = []
        for href, number in self.cards.items():
            name, iri = card(href)
            lines = f"<b>{text(name)}</b><br>{text(iri)}"
            out.append(f'<div class="card" id="{self.prefix}card-{number}" popover hidden lang="en">{lines}</div>\n')
        return "".join(out)


def card(href: str) -> tuple[str, str]:
    """What an IRI of the naming convention says of an instrument: its kind, actor, name and date; and the IRI itself."""
    segments = [s for s in href.split("#")[0].split("~")[0].split("/") if s]
    said = segments[1:] if segments[:1] == ["akn"] else segments
    day = next((s for s in said if is_date(s)), "")
    names = [s for s in said[2:] if s != day and not s.startswith("!") and "@" not in s] or said[:2]
    spoken = [s if _DIGIT.search(s) else s.replace("-", " ") for s in names]
    return " · ".join((*spoken, *([day] if day else []))), href


def _time(iso: str, inner: str) -> str:
    return f'<time datetime="{iso}">{inner}</time>' if is_date(iso) else inner


def _marked(part: Mark, inner: str) -> str:
    if part.date:
        return _time(part.date, inner)
    if part.element == "def":
        return f"<dfn>{inner}</dfn>"
    if part.element == "abbr" and part.name:
        return f'<abbr title="{attribute(part.name)}">{inner}</abbr>'
    return inner
