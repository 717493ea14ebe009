"""Writes the structure of the record: front matter, recitals, the hierarchy of provisions, conclusions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import structs

from engross import record
from engross.identity import ABBREVIATIONS, DIVISIONS, Ordinals, number_part
from engross.model import (
    Block,
    Container,
    Content,
    CrossHeading,
    Document,
    Formula,
    LongTitle,
    Opaque,
    Paragraph,
    Provision,
    Recital,
    Recitals,
)
from engross.writers.akn_text import FILLER, IGNORED, TextWriter, attribute

_RUNS = {element: ABBREVIATIONS.get(element, element) for element in ("intro", "content", "wrapUp")}
_KINDS = record.HIERARCHY | {"hcontainer"}
Front = LongTitle | Container | Formula | Recitals | Block


class StructureWriter(TextWriter):
    """Appends the parts of a document. eIds are claimed in document order, as the fair copy claims them."""

    def zone(self, element: str, parts: Sequence[Front], root: str) -> None:
        """A cover page, preface, preamble or conclusions; nothing when it has no parts."""
        if not parts:
            return
        eid = f"{root}__{element}" if root else element
        self.add(f"\n<{element}{self.free(eid)}>")
        seen, recitals = Ordinals(), 0
        for part in parts:
            if isinstance(part, Recitals):
                recitals += 1
                stem = f"recs_{recitals}"
                self.recitals(part, self.eids.claim(f"{root}__{stem}" if root else stem))
            else:
                self.front(part, eid, seen)
        self.add(f"\n</{element}>")

    def free(self, eid: str) -> str:
        """The eId attribute of a part that need not have one: nothing if an entity has that key."""
        if eid in self.eids.used:
            return ""
        return f' eId="{self.eids.claim(eid)}"'

    def front(self, part: LongTitle | Container | Formula | Block, zone: str, seen: Ordinals) -> None:
        if isinstance(part, LongTitle):
            eid = self.eids.child(zone, "longTitle", str(seen.next("longTitle")))
            self.add(f'\n<longTitle eId="{eid}">')
            self.blocks(part.blocks, eid, demanded=False)
            self.add("\n</longTitle>")
        elif isinstance(part, Formula):
            eid = self.eids.child(zone, "formula", str(seen.next("formula")))
            self.add(f'\n<formula eId="{eid}" name="{attribute(part.name)}">')
            self.blocks(part.blocks, eid, demanded=False)
            self.add("\n</formula>")
        elif isinstance(part, Container):
            self.container(part, zone, seen)
        else:
            self.block(part, zone)

    def container(self, part: Container, zone: str, seen: Ordinals) -> None:
        eid = self.eids.child(zone, "container", str(seen.next("container")))
        self.add(f'\n<container eId="{eid}" name="{attribute(part.name)}">')
        inner = Ordinals()
        self.depth += 1
        if self.depth >= record.DEEPEST and part.blocks:
            self.flat(part.blocks)
        else:
            for block in part.blocks:
                self.front(block, eid, inner)
        self.depth -= 1
        self.add("\n</container>" if part.blocks else f"{FILLER}\n</container>")

    def recitals(self, part: Recitals, eid: str) -> None:
        self.add(f'\n<recitals eId="{eid}">')
        self.run("intro", part.intro, eid)
        for n, recital in enumerate(part.items, 1):
            self.recital(recital, eid, n)
        if not part.items:
            self.add(f'\n<recital eId="{self.eids.child(eid, "recital", "1")}"{IGNORED}>{FILLER}</recital>')
        self.run("wrapUp", part.wrap_up, eid)
        self.add("\n</recitals>")

    def recital(self, part: Recital, run: str, ordinal: int) -> None:
        number = (number_part(part.number.text) if part.number else "") or str(ordinal)
        eid = self.eids.child(run, "recital", number)
        self.add(f'\n<recital eId="{eid}">')
        self.number(part.number, eid)
        self.blocks(part.blocks, eid)
        self.add("\n</recital>")

    def run(self, element: str, blocks: Sequence[Block], parent: str, context: str = "") -> None:
        """The intro, content or wrapUp of a part; nothing when it has no blocks. `context` counts what they hold."""
        if blocks:
            eid = self.eids.claim(f"{parent}__{_RUNS[element]}")
            self.add(f'\n<{element} eId="{eid}">')
            self.blocks(blocks, context or parent)
            self.add(f"\n</{element}>")

    # ----------------------------------------------------------------- the body

    def body(self, document: Document, root: str) -> None:
        """The main body. That of an act holds only the hierarchy: what is none is wrapped in `hcontainer`s."""
        act = document.form in ("act", "bill")
        element = "body" if act else "mainBody"
        zone = f"{root}__body" if root else "body"
        self.add(f"\n<{element}{self.free(zone)}>")
        seen = Ordinals()
        for whole, group in groupby(document.body, lambda part: isinstance(part, Provision | Container)):
            if not whole and act:
                self.wrapped(tuple(p for p in group if not isinstance(p, Provision | Container)), zone)
                continue
            for part in group:
                if isinstance(part, Provision):
                    self.provision(part, root, seen, root)
                elif isinstance(part, Container):
                    (self.wrapped_container if act else self.container)(part, zone, seen)
                elif isinstance(part, Opaque):
                    self.opaque(part, zone, "mainBody")
                else:
                    self.block(part, zone)
        if not document.body:
            self.add(f'\n<hcontainer eId="{self.eid(zone, "hcontainer")}" name=""{IGNORED}/>' if act else f"\n{FILLER}")
        self.add(f"\n</{element}>")

    def wrapped(self, blocks: Sequence[Block], zone: str) -> None:
        """Blocks where the schema wants a part of the hierarchy."""
        eid = self.eid(zone, "hcontainer")
        self.add(f'\n<hcontainer eId="{eid}" class="{record.BLOCKS}" name="{record.BLOCKS}">')
        self.run("content", blocks, eid)
        self.add("\n</hcontainer>")

    def wrapped_container(self, part: Container, zone: str, seen: Ordinals) -> None:
        """A container where the schema wants a part of the hierarchy."""
        eid = self.eids.child(zone, "container", str(seen.next("container")))
        self.add(f'\n<hcontainer eId="{eid}" class="{record.CONTAINER}" name="{attribute(part.name)}">')
        inner = Ordinals()
        self.depth += 2
        if self.depth >= record.DEEPEST:
            self.add("\n<content>")
            self.flat(part.blocks)
            self.add("</content>")
        else:
            for loose, group in groupby(part.blocks, lambda block: not isinstance(block, Container)):
                if loose:
                    self.wrapped(tuple(b for b in group if not isinstance(b, Container)), eid)
                else:
                    for block in group:
                        if isinstance(block, Container):
                            self.wrapped_container(block, eid, inner)
        self.depth -= 2
        self.add("\n</hcontainer>")

    # ----------------------------------------------------------------- provisions

    def known(self, part: Provision) -> Provision:
        """An `hcontainer` in the place of a provision whose kind no element of the standard has."""
        self.report(record.REPAIRED, f"Akoma Ntoso has no element {part.kind!r}: written as hcontainer")
        return structs.replace(part, kind="hcontainer", name=part.kind)

    def provision(self, part: Provision, context: str, seen: Ordinals, root: str) -> None:
        """A provision in a context that names it; `seen` counts its kind there, `root` is the eId of the document."""
        if part.kind not in _KINDS:
            part = self.known(part)
        kind = part.kind
        eid = self.eids.provision(part, context, seen.next(kind))
        name = ""
        if kind == "hcontainer":
            name = f' name="{attribute(part.name)}"'
        elif part.name:
            self.report(record.REPAIRED, f"a {kind} cannot have a name: {part.name!r} was left out")
        self.add(f'\n<{kind} eId="{eid}"{name}>')
        self.number(part.number, eid)
        if part.heading or part.subheading:
            self.titled("heading", part.heading, eid)
            self.titled("subheading", part.subheading, eid)
        elif self.is_plain(part):
            self.plain(part.blocks[0].content, f"</p>\n</content>\n</{kind}>", eid)  # type: ignore[union-attr]
            return
        if part.children or part.wrap_up:
            self.depth += 2
            self.inner(part, eid, root)
            self.depth -= 2
        else:
            self.run("content", part.blocks, eid)
        self.add(f"\n</{kind}>")
        self.counts.pop(eid, None)

    def is_plain(self, part: Provision) -> bool:
        """Whether a provision holds one paragraph and no more, as nearly all clauses do."""
        return (
            len(part.blocks) == 1
            and not part.children
            and not part.wrap_up
            and type(part.blocks[0]) is Paragraph
            and self.depth < record.DEEPEST
        )

    def plain(self, content: Content, closing: str, eid: str) -> None:
        """The content and the end of a provision that holds one paragraph."""
        self.depth += 1
        self.text(f'\n<content eId="{self.eids.claim(f"{eid}__content")}">\n<p', content, closing, eid)
        self.depth -= 1
        self.counts.pop(eid, None)

    def titled(self, element: str, content: Content, eid: str) -> None:
        """The heading or subheading of a part, if it has one."""
        if content:
            self.text(f'<{element} eId="{self.eids.child(eid, element)}"', content, f"</{element}>", eid)

    def inner(self, part: Provision, eid: str, root: str) -> None:
        """What stands between the headings of a provision and its end. Points stand in one `list`, which takes
        the words before and after them with it."""
        if self.depth >= record.DEEPEST:
            self.add("\n<content>")
            self.flat((part.blocks, part.children, part.wrap_up))
            self.add("</content>")
            return
        points = part.kind != "list" and record.only_points(part.children)
        context, holder = eid, eid
        if part.children and part.kind in DIVISIONS:
            context = self.eids.scope(eid, root, part.children)
        if points:
            holder = self.eids.child(eid, "list", "1")
            self.ordinal(eid, "list")
            context = context if part.kind in DIVISIONS else holder
            self.add(f'\n<list eId="{holder}">')
        self.run("intro", part.blocks, holder, eid)
        seen = Ordinals()
        for child in part.children:
            if isinstance(child, CrossHeading):
                cross = self.eid(eid, "crossHeading")
                self.text(f'\n<crossHeading eId="{cross}"', child.content, "</crossHeading>", eid)
            else:
                self.provision(child, context, seen, root)
        self.run("wrapUp", part.wrap_up, holder, eid)
        if points:
            self.add("\n</list>")
