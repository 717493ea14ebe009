"""Reads the structure of a record: front matter, recitals, the hierarchy of provisions, annexes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct, structs

from engross import record
from engross.model import (
    Attachment,
    Block,
    BlockList,
    Container,
    Content,
    CrossHeading,
    Document,
    Formula,
    Inline,
    ListItem,
    LongTitle,
    Number,
    Paragraph,
    Provision,
    Recital,
    Recitals,
    Reference,
    content,
)
from engross.readers.akn_blocks import TITLES, BlockReader, with_notes
from engross.readers.akn_text import AKN
from engross.xml import Element, local_name

Form = Literal["statement", "doc", "act", "bill"]
FORMS: dict[str, Form] = {"statement": "statement", "doc": "doc", "act": "act", "bill": "bill"}
# The other document elements of the standard: read as `doc`.
OTHER_FORMS = frozenset(
    "amendmentList officialGazette documentCollection debateReport debate amendment judgment portion".split()
)
_HIERARCHY = frozenset(f"{AKN}{name}" for name in record.HIERARCHY | {"hcontainer"})
# Structures of debates, judgments and amendments: read as hcontainers of their name.
_STRUCTURES = frozenset(
    f"{AKN}{name}"
    for name in """administrationOfOath rollCall prayers oralStatements writtenStatements personalStatements
    ministerialStatements resolutions nationalInterest declarationOfVote communication petitions papers noticesOfMotion
    questions address proceduralMotions pointOfOrder adjournment debateSection speechGroup speech question answer other
    scene narrative summary introduction background arguments remedies motivation decision amendmentHeading
    amendmentContent amendmentReference amendmentJustification""".split()
)
_BODIES = frozenset(
    "mainBody body debateBody judgmentBody amendmentBody collectionBody portionBody".split()
)  # fmt: skip
_ZONES = {"coverPage": "cover", "preface": "preface", "header": "preface", "preamble": "preamble"}


class Unit(Struct):
    """A part of the hierarchy while it is read. `above` is the title that stands before its number."""

    number: Number | None = None
    notes: Content = ()
    above: Content = ()
    heading: Content = ()
    subheading: Content = ()
    blocks: tuple[Block, ...] = ()
    children: tuple[Provision | CrossHeading, ...] = ()
    wrap_up: tuple[Block, ...] = ()

    def text(self, blocks: tuple[Block, ...]) -> None:
        """Takes blocks where they stand: before the children, or after them."""
        if self.children:
            self.wrap_up += blocks
        else:
            self.blocks += blocks

    def child(self, child: Provision | CrossHeading) -> None:
        """Takes a child. Text that stands between children becomes an `hcontainer`, so that all stays in order."""
        if self.wrap_up:
            self.children += (Provision("hcontainer", blocks=self.wrap_up, name="text"),)
            self.wrap_up = ()
        self.children += (child,)


class StructureReader(BlockReader):
    """Makes documents of document elements. `body_place` is what the body that is read may hold (see `schema.holds`)."""

    body_place = "mainBody"

    def document(self, element: Element, form: Form) -> Document:
        """A document and its annexes. Text that stands nowhere the standard knows goes to the body."""
        self.enter(element)
        outer, self.body_place = self.body_place, "block" if form in ("act", "bill") else "mainBody"
        parts: dict[str, tuple[object, ...]] = {}
        attachments: list[Attachment] = []
        for child in element:
            name = local_name(child)
            if name in _ZONES and not parts.get("body"):
                parts[_ZONES[name]] = (*parts.get(_ZONES[name], ()), *self.zone(child))
            elif name == "conclusions":
                parts[name] = (*parts.get(name, ()), *self.zone(child))
            elif name in _BODIES:
                attachments += (self.attachment(c) for c in child if local_name(c) == "component")
                parts["body"] = (*parts.get("body", ()), *self.body(child))
            elif name in ("attachments", "components"):
                attachments += (self.attachment(c) for c in child)
            elif name != "meta":
                parts["body"] = (*parts.get("body", ()), *self.body_part(child))
            if name in ("attachments", "components"):
                parts["conclusions"] = (*parts.get("conclusions", ()), *self.stray(child))
        parts["body"] = (*self.stray(element), *parts.get("body", ()))
        self.depth -= 1
        self.body_place = outer
        return Document(form, element.get("name", ""), attachments=tuple(attachments), **parts)  # type: ignore[arg-type]

    def form(self, element: Element) -> Form:
        """The form of a document element."""
        name = local_name(element)
        if name not in FORMS:
            self.report(record.BEYOND, f"a {name} was read as a doc", element)
        return FORMS.get(name, "doc")

    def attachment(self, element: Element) -> Attachment:
        """An annex: its number and headings, and the document in it."""
        unit, inner = Unit(), None
        beside = self.stray(element)
        for child in element:
            name = local_name(child)
            if child.tag in TITLES:
                self.title(unit, child)
            elif inner is None and (name in FORMS or name in OTHER_FORMS):
                inner = self.document(child, self.form(child))
            else:
                beside += tuple(self.block.get(child.tag, self.beyond)(child))
        if inner is None:
            inner = self.stub(element)
        elif beside:
            inner = structs.replace(inner, body=(*beside, *inner.body))
        heading = _joined(unit.above, content(unit.notes + unit.heading))
        made = Attachment(inner, unit.number, heading, unit.subheading)
        self.is_target(element, made)
        return made

    def stub(self, element: Element) -> Document:
        """What stands for the document in an annex that only refers to one."""
        blocks = self.blocks(element, titles=False)
        for child in element:
            if local_name(child) in ("documentRef", "componentRef"):
                words = child.get("showAs") or child.get("href") or child.get("src") or ""
                href = record.written_iri((child.get("href") or child.get("src") or "").strip())
                blocks = (*blocks, Paragraph((Reference((words,) if words else (), href),)))
        return Document("doc", "", body=blocks)

    # ----------------------------------------------------------------- front matter and conclusions

    def zone(self, element: Element) -> tuple[object, ...]:
        """The parts of a cover page, preface, preamble, conclusions or container."""
        self.enter(element)
        out: list[object] = []
        loose: list[Inline] = self.opening(element)
        for child in element:
            name = local_name(child)
            if child.tag in self.inline:
                loose += self.inline[child.tag](child, False)
            else:
                self.loose(loose, out, element)
                if not self.ignored(child):
                    out += (_fitting(part, local_name(element)) for part in self.zone_part(child, name))
            if child.tail and not child.tail.isspace():
                loose.append(record.collapsed(child.tail))
        self.loose(loose, out, element)
        self.depth -= 1
        return tuple(out)

    def loose(self, loose: list[Inline], out: list[object], element: Element) -> None:
        if loose:
            blocks: list[Block] = []
            self.gather(loose, blocks, element)
            out += blocks

    def zone_part(self, element: Element, name: str) -> Iterable[object]:
        part: LongTitle | Formula
        if name in ("longTitle", "formula"):
            blocks = self.blocks(element)
            part = LongTitle(blocks) if name == "longTitle" else Formula(blocks, element.get("name", ""))
            self.is_target(element, part)
            return (part,)
        if name == "container":
            return (self.container(element),)
        if name in ("recitals", "citations"):
            return self.recitals(element)
        return self.block.get(element.tag, self.beyond)(element)

    def container(self, element: Element) -> Container:
        parts: tuple[Block | Container, ...] = self.zone(element)  # type: ignore[assignment]  # see _fitting
        made = Container(element.get("name", ""), parts)
        self.is_target(element, made)
        return made

    def recitals(self, element: Element) -> Iterable[object]:
        if local_name(element) == "citations":
            self.report(record.BEYOND, "citations were read as recitals", element)
        intro: tuple[Block, ...] = ()
        wrap_up: tuple[Block, ...] = ()
        items: list[Recital] = []
        for child in element:
            name = local_name(child)
            if name in ("recital", "citation"):
                if not self.ignored(child):
                    item = self.item(child)
                    items.append(Recital(item.blocks, item.number))
                    self.is_target(child, items[-1])
                continue
            framed = name in ("intro", "wrapUp")
            blocks = self.blocks(child) if framed else tuple(self.block.get(child.tag, self.beyond)(child))
            if items or name == "wrapUp":
                wrap_up += blocks
            else:
                intro += blocks
        made = Recitals(tuple(items), (*self.stray(element), *intro), wrap_up)
        self.is_target(element, made)
        return (made,)

    # ----------------------------------------------------------------- the body

    def body(self, element: Element) -> tuple[object, ...]:
        """The parts of a body."""
        self.enter(element)
        out: list[object] = []
        loose: list[Inline] = self.opening(element)
        for child in element:
            if child.tag in self.inline:
                loose += self.inline[child.tag](child, False)
            else:
                self.loose(loose, out, element)
                if not self.ignored(child) and local_name(child) != "component":
                    out += self.body_part(child)
            if child.tail and not child.tail.isspace():
                loose.append(record.collapsed(child.tail))
        self.loose(loose, out, element)
        self.depth -= 1
        return tuple(out)

    def body_part(self, element: Element) -> Iterable[object]:
        tag = element.tag
        if tag == f"{AKN}hcontainer" and self.own and element.get("class"):
            return self.wrapped(element)
        if tag in _HIERARCHY:
            *above, provision = self.provision(element)
            return (*(Paragraph(a.content) for a in above if isinstance(a, CrossHeading)), provision)
        if tag == f"{AKN}container":
            return (self.container(element),)
        if tag in _STRUCTURES:
            return (self.structure(element),)
        if tag in self.block:
            return self.block[tag](element)
        return self.beyond(element, self.body_place)

    def wrapped(self, element: Element) -> Iterable[object]:
        """What our writer wrapped, because the body of an act holds only the hierarchy."""
        self.enter(element)
        parts: list[object] = []
        for child in element:
            if child.tag == f"{AKN}hcontainer":
                parts += self.wrapped(child)
            else:
                parts += self.blocks(child)
        self.depth -= 1
        if element.get("class") == record.CONTAINER:
            return (Container(element.get("name", ""), tuple(parts)),)  # type: ignore[arg-type]
        return parts

    # ----------------------------------------------------------------- provisions

    def structure(self, element: Element) -> Provision:
        """A structure of another kind of document, as an `hcontainer` of its name."""
        name = local_name(element)
        self.report(record.BEYOND, f"{name} was read as an hcontainer", element)
        unit = self.unit(element)
        unit.heading = _joined(unit.above, unit.heading)
        return self.made(unit, "hcontainer", name)

    def provision(self, element: Element) -> Iterable[CrossHeading | Provision]:
        """A provision; before it the title that stands before its number, as a cross heading."""
        self.attributes(element)
        name, unit = local_name(element), self.unit(element)
        made = self.made(unit, name, element.get("name", "") if name == "hcontainer" else "")
        self.is_target(element, made)
        return (CrossHeading(unit.above), made) if unit.above else (made,)

    def made(self, unit: Unit, kind: str, name: str) -> Provision:
        heading, blocks = unit.heading, unit.blocks
        if unit.notes and heading:
            heading = content(unit.notes + heading)
        elif unit.notes:
            blocks = with_notes(blocks, unit.notes)
        return Provision(kind, unit.number, heading, unit.subheading, blocks, unit.children, unit.wrap_up, name)

    def unit(self, element: Element) -> Unit:
        """The parts of an element of the hierarchy, in whatever order they stand."""
        self.enter(element)
        unit = Unit()
        loose: list[Inline] = self.opening(element)
        for child in element:
            if child.tag in self.inline:
                loose += self.inline[child.tag](child, False)
            else:
                self.loose_in(unit, loose, element)
                self.unit_part(unit, child)
            if child.tail and not child.tail.isspace():
                loose.append(record.collapsed(child.tail))
        self.loose_in(unit, loose, element)
        self.depth -= 1
        return unit

    def loose_in(self, unit: Unit, loose: list[Inline], element: Element) -> None:
        if loose:
            blocks: list[Block] = []
            self.gather(loose, blocks, element)
            if blocks:
                unit.text(tuple(blocks))

    def unit_part(self, unit: Unit, child: Element) -> None:
        tag, name = child.tag, local_name(child)
        if tag in TITLES:
            self.title(unit, child)
        elif name in ("content", "intro", "wrapUp"):
            unit.text(self.blocks(child)) if name != "wrapUp" else self.wrap_up(unit, child)
        elif name == "list" and self.joins(unit, child):
            self.join(unit, child)
        elif tag in _HIERARCHY:
            for part in self.provision(child):
                unit.child(part)
        elif name == "crossHeading":
            self.attributes(child)
            unit.child(CrossHeading(self.content(child)))
        elif tag in _STRUCTURES:
            unit.child(self.structure(child))
        elif name == "componentRef" and not len(child) and not child.text:
            self.report(record.BEYOND, "componentRef was left out", child)
        else:
            unit.text(tuple(self.block.get(tag, self.beyond)(child)))

    def wrap_up(self, unit: Unit, element: Element) -> None:
        unit.wrap_up += self.blocks(element)

    def title(self, unit: Unit, element: Element) -> None:
        """Takes a num, heading or subheading; a second one of its kind goes on where the first ended."""
        name = local_name(element)
        if name == "num":
            number = self.number(element)
            unit.notes += self.number_notes(element)
            if unit.number is None and (unit.heading or unit.subheading):
                unit.above = _joined(unit.heading, unit.subheading)
                unit.heading = unit.subheading = ()
            elif unit.number is not None:
                self.report(record.BEYOND, "a second num was joined to the first", element)
                number = Number(f"{unit.number.text} {number.text}", unit.number.editorial and number.editorial)
            unit.number = number
        elif name == "heading":
            unit.heading = _joined(unit.heading, self.content(element))
        else:
            unit.subheading = _joined(unit.subheading, self.content(element))

    def joins(self, unit: Unit, element: Element) -> bool:
        """Whether a `list` is only the frame of its points: it has no number or heading, and no words of its own
        that would have to go between other children."""
        names = {local_name(child) for child in element}
        bare = not names & {"num", "heading", "subheading"}
        return bare and (not unit.children or not names & {"intro", "content", "wrapUp"})

    def join(self, unit: Unit, element: Element) -> None:
        """Takes the parts of a `list` as parts of the provision it stands in."""
        inner = self.unit(element)
        if inner.blocks:
            unit.text(inner.blocks)
        for child in inner.children:
            unit.child(child)
        unit.wrap_up += inner.wrap_up


def _joined(before: Content, after: Content) -> Content:
    return content((*before, " ", *after)) if before and after else before or after


def _fitting(part: object, zone: str) -> object:
    """A part of a zone, as a container of its name where the tree has none of its kind."""
    if isinstance(part, LongTitle) and zone != "preface":
        return Container("longTitle", part.blocks)
    if isinstance(part, Formula) and zone not in ("preface", "preamble", "conclusions"):
        return Container(part.name or "formula", part.blocks)
    if isinstance(part, Recitals) and zone != "preamble":
        items = BlockList(tuple(ListItem(item.blocks, item.number) for item in part.items))
        return Container("recitals", (*part.intro, items, *part.wrap_up))
    return part
