"""What of a page is no part of its text, and what of it is not seen: by element, role and class."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import msgspec

from engross.packaged import packaged
from engross.readers.html.page import string
from engross.xml import Element

WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.I)
GREATER = 0.4
"""Share of the text of a page from which an element is no furniture, whatever it is called."""
LINKED = 0.6
"""Share of its characters in links from which an element is a menu, however great."""
FOOT_LINKED = 0.1
"""Share of its characters in links from which a footer inside the text is one of the page."""
CERTAIN = frozenset(("button", "select", "textarea", "noscript", "iframe", "object", "video", "audio", "canvas"))
"""Elements that are furniture however much of the page they hold."""
NEVER = frozenset(
    ("html", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tbody", "tr", "li", "sup")
)
"""Elements that no class makes furniture."""
NOTES = frozenset(("doc-footnote", "doc-endnotes", "doc-endnote", "note"))


class Table(msgspec.Struct, frozen=True):
    """What `furniture.toml` says."""

    elements: dict[str, str]
    roles: dict[str, str]
    words: dict[str, str]
    without: dict[str, list[str]]
    hidden: dict[str, list[str]]
    lists: dict[str, list[str]]
    kept: dict[str, list[str]]


@cache
def known() -> Table:
    """The names of furniture."""
    return msgspec.toml.decode(packaged("readers", "html", "furniture.toml"), type=Table)


class Judge:
    """Tells furniture from text on one page."""

    def __init__(self, body: Element, main: Element | None, noted: frozenset[Element]) -> None:
        """`noted` are the elements of notes: nothing that holds one is furniture."""
        self.body = body
        self.main = main
        self.noted = noted
        self.total = max(1, len(string(body)))
        self.table = known()
        self.headed = main is not None and main.find(".//h1") is not None

    def name(self, element: Element, attributes: Mapping[str, str]) -> str:
        """What furniture an element is, "" for text."""
        name, certain = self._named(element, attributes)
        if not name or self._holds_text(element, certain):
            return ""
        return name

    def _named(self, element: Element, attributes: Mapping[str, str]) -> tuple[str, bool]:
        tag, role = element.tag, attributes.get("role", "").strip().lower()
        if role in NOTES:
            return "", False
        if tag == "header" or role == "banner":
            return ("header", False) if self._is_page_head(element) else ("", False)
        if role in self.table.roles and tag not in ("body", "main", "article"):
            return self.table.roles[role], False
        if tag == "footer" and not self._is_menu_foot(element):
            return "", False
        if tag in self.table.elements:
            named = self._classed(attributes) or self.table.elements[tag]
            return named, tag in CERTAIN
        if tag in NEVER:
            return "", False
        return self._classed(attributes), False

    def _classed(self, attributes: Mapping[str, str]) -> str:
        for value in (*attributes.get("class", "").split(), attributes.get("id", "")):
            if value and (name := classed(value)):
                return name
        return ""

    def _is_page_head(self, element: Element) -> bool:
        """Whether a header is that of the site: not one inside the text, nor the one that has the page's only h1."""
        if any(above.tag in ("article", "main", "section") for above in element.iterancestors()):
            return False
        return self.headed or element.find(".//h1") is None

    def titles(self, element: Element) -> bool:
        """Whether a header of the page holds the title that its main element does not."""
        return not self.headed and element.find(".//h1") is not None

    def _is_menu_foot(self, element: Element) -> bool:
        """Whether a footer is that of a page: not one in the text (with signatures, say) that has few links."""
        if not any(above.tag in ("article", "main") for above in element.iterancestors()):
            return True
        linked = sum(len(string(a)) for a in element.iter("a"))
        return linked > FOOT_LINKED * len(string(element))

    def _holds_text(self, element: Element, certain: bool) -> bool:
        if self.main is not None and (element is self.main or element in self.main.iterancestors()):
            return True
        if self.noted and any(part in self.noted for part in element.iter()):
            return True
        inner = len(string(element))
        if certain or inner <= GREATER * self.total:
            return False
        linked = sum(len(string(a)) for a in element.iter("a"))
        return linked < LINKED * inner


@lru_cache(maxsize=4096)
def classed(value: str) -> str:
    """What furniture one class or id names, "" for none."""
    table = known()
    words = [w.lower() for w in WORD.findall(value)]
    if not any(w in table.words for w in words) or any(w in table.without["words"] for w in words):
        return ""
    return next(table.words[w] for w in words if w in table.words)


def hidden(attributes: Mapping[str, str]) -> bool:
    """Whether an element is not seen on the page, as far as it says so itself."""
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return True
    if "popover" in attributes:  # shown when a button is pressed (HTML, 6.12)
        return True
    style = attributes.get("style")
    if style and UNSEEN.search(style):
        return True
    if attributes.get("aria-hidden", "").lower() == "true":
        return True
    classes = attributes.get("class")
    return bool(classes) and _hiding(classes)


@lru_cache(maxsize=4096)
def _hiding(classes: str) -> bool:
    words = classes.split()
    table = known().hidden
    if any(word in table["heard"] for word in words):
        return True
    if not any(word in table["classes"] for word in words):
        return False
    # "hidden lg:block", "d-none d-md-flex": seen at some width.
    return not any(_last(word) in table["shown"] for word in words if ":" in word or word.startswith("d-"))


def _last(word: str) -> str:
    return re.split(r":|d-(?:sm-|md-|lg-|xl-|xxl-)?", word)[-1]
