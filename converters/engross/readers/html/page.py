"""The one door to the HTML parser: a page as a tree of elements, whatever its tags are worth."""

from __future__ import annotations

import re

from lxml import etree

from engross.diagnostics import UnreadableError
from engross.xml import Element

DEEPEST = 2048
"""Elements inside one another from which the parser stops."""
TAG = re.compile(r"<[A-Za-z!?/]")
_STRING = etree.XPath("string()", smart_strings=False)
UNSHOWN = ("script", "style", "template", "head", "link", "meta", "title", "base")


def parse(text: str, name: str) -> Element:
    """The root of a page. Nothing is fetched, no entity of its own is known. Comments are left out.

    Raises UnreadableError for what has no tags, no content, or frames in place of it, and for tags too deep."""
    if TAG.search(text) is None:
        raise UnreadableError(f"{name}: this is no web page: there is no tag in it (read it with --from text)")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    for error in parser.error_log.filter_from_fatals():
        if error.type_name == "ERR_RESOURCE_LIMIT":
            raise UnreadableError(
                f"{name}:{error.line}: elements stand more than {DEEPEST:,} deep in one another: this is no page to read"
            )
    if root is None:
        raise UnreadableError(f"{name}: there is no text in it")
    if root.find(".//frameset") is not None:
        addresses = [f.get("src") or "" for f in root.iter("frame")]
        raise UnreadableError(
            f"{name}: this page only shows other pages in frames: save and read those ({', '.join(filter(None, addresses))})"
        )
    return root


def strip(root: Element) -> None:
    """Takes off what no reader of a page sees: scripts, styles, templates, the head."""
    etree.strip_elements(root, *UNSHOWN, with_tail=False)


def string(element: Element) -> str:
    """The characters of an element, as they stand in the file."""
    return str(_STRING(element))
