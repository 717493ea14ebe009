"""Notes of a page and their calls: a raised link whose target links back, or that says what it is by role or class."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from engross.readers.html.page import string
from engross.xml import Element

MARKER = re.compile(r"[\[({]?\s*(?:note\s+)?([\w*†‡§¶#]{1,5})\s*[\])}]?[.:]?", re.I)
CALLING = re.compile(r"foot-?note|end-?note|note-?ref|fnref|reference|citation|^fn|ftn", re.I)
NOTING = re.compile(r"foot-?note|end-?note|\bnotes?\b|\bfn|ftn", re.I)
CONTAINER_ROLES = frozenset(("doc-footnote", "doc-endnote"))
WITHIN_LINE = frozenset(
    ("a", "span", "sup", "sub", "b", "i", "em", "strong", "small", "font", "cite", "u", "bdi", "label")
)
HOLDERS = frozenset(("div", "li", "dd", "aside", "td"))
RAISED = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3})[\])]?")
UNIT = re.compile(r"(?<!\w)[cdkm]?m$|10$")
"""What a raised number behind it makes a measure of, or a power."""
BLOCKS = frozenset(("p", "div", "li", "dd"))
DEEPEST = 8
"""Notes that may be called in one another; those below stand where they stand on the page."""
UP = 3
"""How far above a call the element may stand that the back link names."""


class Known(NamedTuple):
    """`calls` go by the link (or the raised text around it) that calls; `back` are the links that lead back,
    `heads` the headings of nothing but notes."""

    calls: dict[Element, tuple[str, Element]]
    back: frozenset[Element]
    noted: frozenset[Element]
    heads: frozenset[Element]


def notes_of(body: Element) -> Known:
    """The notes below an element."""
    links = [a for a in body.iter("a") if (a.get("href") or "").startswith("#") and len(a.get("href") or "") > 1]
    linked = _linked(body, links) if links else Known({}, frozenset(), frozenset(), frozenset())
    return _with_raised(body, linked)


def _linked(body: Element, links: list[Element]) -> Known:
    """Notes and calls that lead to each other."""
    named: dict[str, Element] = {}
    for element in body.iter():
        for key in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if key and key not in named:
                named[key] = element
    targets = {a: named.get(unquote((a.get("href") or "")[1:])) for a in links}
    calls: dict[Element, tuple[str, Element]] = {}
    back: dict[Element, list[Element]] = {}
    leading_back: set[Element] = set()
    owners: dict[Element, Element] = {}
    for a in links:
        target = targets[a]
        if target is None or a in leading_back:
            continue
        match = MARKER.fullmatch(string(a).strip())
        if match is None:
            continue
        block = _block(target)
        if block is None or block in a.iterancestors() or block is a:
            continue
        returns = [b for b in block.iter("a") if b in targets and _leads_to(targets[b], a)]
        if not returns and not (_says_so(a) and _is_noting(block)):
            continue
        leading_back.update(returns)
        if not returns and owners.get(block, target) is not target:
            continue
        if owners.setdefault(block, target) is not target:
            # Several notes stand in one paragraph: it cannot be told where each ends.
            calls = {c: v for c, v in calls.items() if v[1] is not block}
            continue
        back[a] = returns
        calls[a] = (match[1], block)
    # The second call of a note is a raised number like any other.
    depths: dict[Element, int] = {}
    first: dict[Element, tuple[str, Element]] = {}
    returning: list[Element] = []
    for a, (marker, block) in calls.items():
        outer = next((above for above in a.iterancestors() if above in depths), None)
        depth = depths[outer] + 1 if outer is not None else 1
        if block not in depths and depth <= DEEPEST:
            depths[block] = depth
            first[_outermost(a)] = (marker, block)
            returning += back[a]
    return Known(first, frozenset(returning), frozenset(depths), _heads(first))


def _with_raised(body: Element, known: Known) -> Known:
    """What is known, and notes without links: a block that opens with a raised mark, and the same mark raised above it."""
    calls: dict[str, Element] = {}
    found: dict[Element, tuple[str, Element]] = {}
    marks: list[Element] = []
    for sup in body.iter("sup"):
        text = string(sup).strip()
        if not RAISED.fullmatch(text) or sup in known.calls or sup.find("a") is not None or _is_within(sup, known):
            continue
        block = sup.getparent()
        if block is not None and block.tag in BLOCKS and block[0] is sup and not (block.text or "").strip():
            call = calls.pop(text, None)
            if call is not None and block not in call.iterancestors() and len(string(block).strip()) > len(text):
                found[call] = (text.strip("[]()"), block)
                marks.append(sup)
        elif not UNIT.search(_before(sup)):
            calls.setdefault(text, sup)
    if not found:
        return known
    return Known(
        {**known.calls, **found},
        known.back | frozenset(marks),
        known.noted | frozenset(block for _, block in found.values()),
        known.heads,
    )


def _is_within(element: Element, known: Known) -> bool:
    return any(above in known.noted or above in known.calls for above in element.iterancestors())


def _before(element: Element) -> str:
    """The text that stands right before an element."""
    earlier = element.getprevious()
    above = element.getparent()
    text = earlier.tail if earlier is not None else above.text if above is not None else ""
    return text or ""


def _heads(calls: dict[Element, tuple[str, Element]]) -> frozenset[Element]:
    """The headings that stand in a container of notes, beside them."""
    containers: dict[Element, None] = {}
    for _, block in calls.values():
        for above in list(block.iterancestors())[:UP]:
            if above.get("role") == "doc-endnotes" or NOTING.search(
                f"{above.get('class') or ''} {above.get('id') or ''}"
            ):
                containers[above] = None
    return frozenset(part for c in containers for part in c if part.tag in ("h1", "h2", "h3", "h4", "h5", "h6"))


def _outermost(a: Element) -> Element:
    """The raised text that holds nothing but the link, or the link."""
    above = a.getparent()
    while above is not None and above.tag in ("sup", "span") and string(above).strip() == string(a).strip():
        a, above = above, above.getparent()
    return a


def _leads_to(target: Element | None, a: Element) -> bool:
    """Whether an element is a link, lies in it, or is a little above it."""
    if target is None:
        return False
    if target is a or a in target.iterancestors():
        return True
    above = a.getparent()
    for _ in range(UP):
        if above is None or above.tag in ("body", "html", "main", "article"):
            return False
        if above is target:
            return above.tag in WITHIN_LINE or above.tag == "p"
        above = above.getparent()
    return False


def _says_so(a: Element) -> bool:
    """Whether a link looks like the call of a note."""
    if a.get("role") == "doc-noteref" or CALLING.search(a.get("class") or ""):
        return True
    above = a.getparent()
    return a.find("sup") is not None or (above is not None and above.tag == "sup")


def _is_noting(block: Element) -> bool:
    for element in (block, *list(block.iterancestors())[:UP]):
        named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
        if NOTING.search(named) or element.get("role") in CONTAINER_ROLES:
            return True
    return False


def _block(target: Element) -> Element | None:
    """The element of the note that a target stands in; None when that would be the page."""
    block = target
    while block.tag in WITHIN_LINE:
        above = block.getparent()
        if above is None:
            return None
        block = above
    if block.tag in ("body", "html", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6"):
        return None
    above = block.getparent()
    if block.tag == "p" and above is not None and above.tag in HOLDERS and NOTING.search(f"{above.get('id') or ''}"):
        return above
    return block
