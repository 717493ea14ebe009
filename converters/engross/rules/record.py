"""What a traversal knows: the element it stands at, what it has met so far, and what it has found."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

from msgspec import Struct

from engross.identity import ABBREVIATIONS

# The zones of a document; an element belongs to the innermost one.
ZONES = frozenset(
    "meta coverPage preface preamble mainBody body amendmentBody debateBody judgmentBody collectionBody portionBody "
    "conclusions attachments components".split()
)


_ASCII = bytes(range(128))


class Kind:
    """What the traversal knows of all elements of one name: the checks that are called at them, whether one of these
    reads what the element says (`spoken`), what the last part of its eId begins with (`stem`: "para_"), and the last
    parts of eIds that no check had anything to say about."""

    __slots__ = ("closing", "is_zone", "name", "opening", "sound", "spoken", "stem")

    def __init__(
        self,
        name: str,
        opening: tuple[Callable[[Element, Record], None], ...] = (),
        closing: tuple[Callable[[Element, Record], None], ...] = (),
        spoken: bool = False,
    ) -> None:
        self.name = name
        self.opening = opening
        self.closing = closing
        self.spoken = spoken
        self.is_zone = name in ZONES
        self.stem = ABBREVIATIONS.get(name, name) + "_"
        self.sound: set[str] = set()


class Element(Struct, eq=False, gc=False):
    """An open element. `at` is the offset of its start tag in bytes; `nth` counts its name among its siblings from 1;
    `zone` is the name of the zone it stands in ("" outside); `before` and `part` are its eId taken apart at the last
    "__"; `num` the text of its own number (None: it has none); `text` what it says, its notes left out, known only when
    it closes and only where a rule asks for it; `tally` says how many children of each name have been met (None: none)."""

    name: str
    attrs: dict[str, str]
    parent: Element | None
    at: int
    nth: int
    zone: str
    kind: Kind
    eid: str | None = None
    before: str = ""
    part: str = ""
    tally: dict[str, int] | None = None
    mark: int = -1
    num: str | None = None
    text: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many children of each name have been met."""
        return self.tally or {}

    @property
    def xpath(self) -> str:
        """The path from the root, by local names: `/akomaNtoso/act/body/article[2]/num`."""
        steps, here = [], self
        while here.parent is not None:
            several = here.nth > 1 or here.parent.counts.get(here.name, 1) > 1
            steps.append(f"{_local(here.name)}[{here.nth}]" if several else _local(here.name))
            here = here.parent
        return "/" + "/".join(reversed(steps))

    @property
    def nearest_eid(self) -> str:
        """Its eId, or that of the nearest ancestor that has one; "" when none has."""
        here: Element | None = self
        while here is not None:
            if here.eid:
                return here.eid
            here = here.parent
        return ""

    def within(self, name: str) -> Element | None:
        """The nearest ancestor of that name."""
        here = self.parent
        while here is not None and here.name != name:
            here = here.parent
        return here


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


class Pointer(Struct, eq=False, gc=False):
    """A reference from an attribute to an eId of the same file."""

    element: Element
    attribute: str
    target: str


class Numbered(Struct, eq=False, gc=False):
    """A member of a series: its number as printed, and the division that it stands in."""

    element: Element
    text: str
    division: Element | None


class Identity:
    """The FRBR block of a document: its three levels, as the elements of each by name. `host` is the document element."""

    def __init__(self, element: Element, host: Element | None) -> None:
        self.element = element
        self.host = host
        # Whether the document stands inside another one.
        self.is_annex = host is not None and any(
            host.within(name) for name in ("attachment", "component", "collectionBody")
        )
        self.levels: dict[str, dict[str, list[Element]]] = {}

    def all(self, level: str, name: str) -> list[Element]:
        """The elements `name` of the level ("FRBRWork", "FRBRExpression", "FRBRManifestation")."""
        return self.levels.get(level, {}).get(name, [])

    def value(self, level: str, name: str, attribute: str = "value") -> str:
        """The attribute of the first such element; "" when there is none."""
        found = self.all(level, name)
        return found[0].attrs.get(attribute, "") if found else ""


class Found(NamedTuple):
    """A finding of a rule: `at` in bytes from the start of the file (-1: the file as a whole)."""

    rule: str
    at: int
    message: str
    hint: str = ""
    eid: str = ""
    xpath: str = ""
    raw: str = ""


class Record:
    """What has been met in one file. `today` is an ISO date; "" when nobody says what day it is."""

    def __init__(self, data: bytes, today: str = "") -> None:
        self.data = data
        self.today = today
        self.found: list[Found] = []
        self.namespace = ""
        self.root = ""
        self.doctype = False
        self.names: set[str] = set()
        # Of most elements no more is kept than their kind: what is remembered of a long file stays small.
        self.eids: dict[str, Kind] = {}
        self.repeats: list[Element] = []
        self.former: list[Element] = []
        # References that pointed at nothing when they were met; what the others point at; those of them that point at
        # an entry of the wrong kind; the ranges, each at its first place.
        self.pointers: list[Pointer] = []
        self.pointed: set[str] = set()
        self.misfits: list[Pointer] = []
        self.ranges: dict[tuple[str, str], Element] = {}
        self.bare: list[Pointer] = []
        self.entries: list[Element] = []
        self.identities: list[Identity] = []
        self.own: list[Identity] | None = None
        self.series: dict[tuple[int, str], list[Numbered]] = {}
        self.steps: list[Any] | None = None
        self.ordinals: dict[tuple[str, str], tuple[int, int]] = {}
        self.without_eid: dict[str, tuple[Element, list[int]]] = {}
        self.notes: list[tuple[Element, str]] = []
        self.calls: list[Element] = []
        self.dates: list[tuple[Element, str]] = []
        # Those of the main document and those of its annexes.
        self.clauses: list[tuple[Element, str]] = []
        self.recitals: list[tuple[Element, str]] = []
        self.annexed: list[tuple[Element, str]] = []
        self.attachments: list[Element] = []
        self.mentions: list[tuple[Element, str]] = []
        self.introduced: set[str] = set()
        self.acronyms: dict[str, Element] = {}
        self.sample: list[str] = []
        self.sampled = 0

    def report(self, rule: str, element: Element, message: str, hint: str = "") -> None:
        """A finding about an element."""
        self.found.append(Found(rule, element.at, message, hint, element.nearest_eid, element.xpath))

    def withdraw(self, rule: str, element: Element) -> None:
        """Takes back what a rule said of an element, because another one says it better."""
        self.found = [f for f in self.found if f.rule != rule or f.at != element.at]

    def report_at(self, rule: str, at: int, message: str, hint: str = "") -> None:
        """A finding at an offset of the file; -1 for the file as a whole."""
        self.found.append(Found(rule, at, message, hint))

    @cached_property
    def beyond_ascii(self) -> bytes:
        """The bytes of all characters that are not in ASCII, joined: what is not in here is not in the file."""
        return self.data.translate(None, _ASCII)

    @cached_property
    def main(self) -> Identity | None:
        """The FRBR block of the main document; asked for when the file has been read."""
        return next((i for i in self.identities if not i.is_annex), None)

    @property
    def language(self) -> str:
        """The language of the main expression, ISO 639-2 or -3; "" when it is not said."""
        return self.main.value("FRBRExpression", "FRBRlanguage", "language") if self.main else ""
