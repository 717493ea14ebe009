"""The official schema's objections to a file too large for a tree: told tag by tag, with nothing kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.parsers import expat

from engross.rules.record import Element, Kind

if TYPE_CHECKING:
    from lxml.etree import XMLSchema

_NAMED = re.compile(r"Element '(?:\{[^}]*\})?([^']+)'").match


class Raised(NamedTuple):
    """An objection, and the offset of the tag at which it was raised: a start tag's, or the end tag of what lacks something."""

    at: int
    message: str


class _Tags:
    """A file that is read a tag at a time, so that what is said between two reads is said of the tag before."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.end = 0
        self.told = 0
        self.raised: list[Raised] = []
        self.log: Callable[[], Any] = tuple

    def read(self, size: int) -> bytes:
        """Up to the end of the next tag; `size`, what the parser would like, does not matter."""
        self.listen()
        start = self.end
        self.end = self.data.find(b">", start) + 1 or len(self.data)
        return self.data[start : self.end]

    def listen(self) -> None:
        """Notes what has been said since the last tag."""
        log = self.log()
        if len(log) > self.told:
            at = self.data.rfind(b"<", 0, self.end)
            self.raised += [Raised(at, entry.message) for entry in list(log)[self.told :]]
            self.told = len(log)


def raised(data: bytes, schema: XMLSchema) -> list[Raised]:
    """What `schema` objects to in `data`, in the order of the file. Raises lxml's XMLSyntaxError for what is no XML."""
    from lxml import etree

    tags = _Tags(data)
    events = etree.iterparse(
        tags,
        events=("end",),
        schema=schema,
        huge_tree=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    tags.log = lambda: events.error_log
    try:
        for _, element in events:
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError:
        tags.listen()
        if not tags.raised:
            raise
    tags.listen()
    return tags.raised


def meant(data: bytes, objections: list[Raised]) -> list[Element | None]:
    """The element that each objection is about: of that name, at the tag or around it; None where there is none."""
    wanted: dict[int, list[int]] = {}
    for n, objection in enumerate(objections):
        wanted.setdefault(objection.at, []).append(n)
    out: list[Element | None] = [None] * len(objections)
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    kind = Kind("")
    here = Element("", {}, None, 0, 1, "", kind)

    def settle() -> None:
        for n in wanted.get(parser.CurrentByteIndex, ()):
            named = _NAMED(objections[n].message)
            around: Element | None = here
            while named and around is not None and around.name != named[1]:
                around = around.parent
            if out[n] is None:
                out[n] = around

    def start(qualified: str, attrs: dict[str, str]) -> None:
        nonlocal here
        name = qualified.rpartition(" ")[2]
        if here.tally is None:
            here.tally = {}
        here.tally[name] = nth = here.tally.get(name, 0) + 1
        here = Element(name, attrs, here, parser.CurrentByteIndex, nth, "", kind, attrs.get("eId"))
        settle()

    def end(qualified: str) -> None:
        nonlocal here
        settle()
        assert here.parent is not None
        here = here.parent

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    return out
