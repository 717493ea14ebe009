"""The fair copy: an instrument as labelled lines, what a page shows before any page exists.

Text, HTML, DOCX, PDF and the brief draw these lines and count nothing, so they cannot number differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from engross.identity import DIVISIONS, Eids, Ordinals, number_part
from engross.languages.fixed import Fixed, fixed
from engross.model import (
    Attachment,
    Block,
    BlockList,
    Container,
    Content,
    CrossHeading,
    Document,
    Formula,
    Instrument,
    LongTitle,
    Note,
    Number,
    Paragraph,
    Provision,
    Recital,
    Recitals,
    Table,
    text_of,
)
from engross.numbering import CLAUSES

Labels = Literal["none", "plain", "cited"]
Role = Literal[
    "masthead", "title", "preface", "chapeau", "recital", "formula", "heading", "cross-heading", "clause",
    "continuation", "item", "paragraph", "table", "dateline", "signature", "conclusion", "annex",
]  # fmt: skip


Front = LongTitle | Container | Formula | Block


class FairCopyOptions(Struct, frozen=True):
    """How a fair copy is labelled.

    labels: what unnumbered recitals and first-level clauses show: "none"; "plain" (clauses count 1. 2. 3.); "cited"
    (PP1 and OP1, as diplomats cite them). faithful: hide every number the source did not print."""

    labels: Labels = "plain"
    faithful: bool = False


class Line(Struct, frozen=True, omit_defaults=True):
    """One labelled paragraph of the fair copy.

    depth: 0 for running text, from 1 for clauses and their items, from 1 for headings (1 is the widest division).
    label: what stands before the text, "" for nothing; eid: the eId of the part that begins here, "" for none;
    kind: the name of the part's Akoma Ntoso element (of the `Container` or `Formula`, its name)."""

    role: Role
    content: Content = ()
    depth: int = 0
    label: str = ""
    eid: str = ""
    kind: str = ""
    table: Table | None = None


class FairCopy(Struct, frozen=True):
    """All that the pages of an instrument show, in order. Notes stand in the content of the lines, at their calls."""

    title: str
    symbol: str
    words: Fixed
    lines: tuple[Line, ...]


def fair_copy(instrument: Instrument, options: FairCopyOptions = FairCopyOptions()) -> FairCopy:  # noqa: B008
    """The lines of an instrument whose blank numbers are filled (see `numbering.fill`)."""
    metadata = instrument.metadata
    drawer = _Drawer(options, Eids(e.key for e in metadata.entities))
    lines = tuple(drawer.document(instrument.document, "", main=True))
    title = metadata.title or next((text_of(x.content) for x in lines if x.role == "title"), "") or metadata.symbol
    return FairCopy(" ".join(title.split()), metadata.symbol, fixed(metadata.language), lines)


def heads(part: Provision) -> bool:
    """Whether a provision is drawn as a heading with text below it, rather than as a numbered paragraph."""
    if part.heading or part.kind not in CLAUSES | DIVISIONS | {"article"}:
        return bool(part.heading) or not part.blocks
    if part.kind in CLAUSES:
        return False
    if part.kind == "article":
        return True
    return not part.blocks or bool(part.number and len(part.number.text.split()) > 1)


class _Drawer:
    """Walks a document in the order of Akoma Ntoso. Names parts as the writer of the record does (a law test compares)."""

    def __init__(self, options: FairCopyOptions, eids: Eids) -> None:
        self.options = options
        self.eids = eids
        self.recitals = 0
        self.clauses = 0
        self.main = True

    # ----------------------------------------------------------------- labels

    def label(self, number: Number | None) -> str:
        return "" if number is None or (number.editorial and self.options.faithful) else number.text

    def recital_label(self, number: Number | None) -> str:
        self.recitals += 1
        if number is not None and not number.editorial:
            return number.text
        if self.options.labels == "cited" and self.main and not self.options.faithful:
            return f"PP{self.recitals}"
        return ""

    def clause_label(self, number: Number | None) -> str:
        self.clauses += 1
        if number is None or not number.editorial or not self.main:
            return self.label(number)
        if self.options.faithful or self.options.labels == "none":
            return ""
        return f"OP{self.clauses}" if self.options.labels == "cited" else number.text

    # ----------------------------------------------------------------- the zones

    def document(self, document: Document, root: str, main: bool = False) -> Iterator[Line]:
        self.main = main
        prefix = f"{root}__" if root else ""
        yield from self.front(document.cover, "masthead", f"{prefix}coverPage")
        yield from self.front(document.preface, "preface", f"{prefix}preface")
        yield from self.preamble(document, root, f"{prefix}preamble")
        yield from self.body(document, root)
        yield from self.front(document.conclusions, "conclusion", f"{prefix}conclusions")
        for n, attachment in enumerate(document.attachments, 1):
            yield from self.attachment(attachment, root, n)

    def front(self, parts: Sequence[Front], role: Role, zone: str) -> Iterator[Line]:
        """The cover page, preface or conclusions."""
        seen = Ordinals()
        for part in parts:
            yield from self.front_part(part, role, zone, seen)

    def front_part(self, part: Front, role: Role, zone: str, seen: Ordinals) -> Iterator[Line]:
        if isinstance(part, LongTitle):
            eid = self.eids.child(zone, "longTitle", str(seen.next("longTitle")))
            yield from self.blocks(part.blocks, "title", eid=eid, kind="longTitle")
        elif isinstance(part, Formula):
            eid = self.eids.child(zone, "formula", str(seen.next("formula")))
            yield from self.blocks(part.blocks, "formula", eid=eid, kind=part.name)
        elif isinstance(part, Container):
            yield from self.container(part, _CONTAINER_ROLES.get(part.name, role), zone, seen)
        else:
            yield from self.blocks((part,), role)

    def container(self, part: Container, role: Role, zone: str, seen: Ordinals) -> Iterator[Line]:
        eid = self.eids.child(zone, "container", str(seen.next("container")))
        first, inner = eid, Ordinals()
        for block in part.blocks:
            if isinstance(block, Container):
                yield from self.container(block, role, eid, inner)
            else:
                yield from self.blocks((block,), role, eid=first, kind=part.name)
            first = ""

    def preamble(self, document: Document, root: str, zone: str) -> Iterator[Line]:
        seen, prefix = Ordinals(), f"{root}__" if root else ""
        runs = 0
        for part in document.preamble:
            if isinstance(part, Recitals):
                runs += 1
                eid = self.eids.claim(f"{prefix}recs_{runs}")
                yield from self.blocks(part.intro, "paragraph")
                for n, recital in enumerate(part.items, 1):
                    yield from self.recital(recital, eid, n)
                yield from self.blocks(part.wrap_up, "paragraph")
            else:
                yield from self.front_part(part, "paragraph", zone, seen)

    def recital(self, recital: Recital, run: str, ordinal: int) -> Iterator[Line]:
        number = (number_part(recital.number.text) if recital.number else "") or str(ordinal)
        eid = self.eids.child(run, "recital", number)
        label = self.recital_label(recital.number)
        yield from self.blocks(recital.blocks, "recital", depth=1, label=label, eid=eid, kind="recital")

    def body(self, document: Document, root: str) -> Iterator[Line]:
        seen = Ordinals()
        for part in document.body:
            if isinstance(part, Provision):
                eid = self.eids.provision(part, root, seen.next(part.kind))
                yield from self.provision(part, eid, root, 1, 1)
            elif isinstance(part, Container):
                yield from self.container(part, "paragraph", f"{root}__body" if root else "body", seen)
            else:
                yield from self.blocks((part,), "paragraph")

    # ----------------------------------------------------------------- provisions

    def provision(self, part: Provision, eid: str, root: str, division: int, clause: int) -> Iterator[Line]:
        """`division` and `clause` are the depths a heading or a clause has here."""
        if heads(part):
            yield Line("heading", part.heading, division, self.label(part.number), eid, part.kind)
            if part.subheading:
                yield Line("cross-heading", part.subheading, division)
            yield from self.blocks(part.blocks, "paragraph")
            yield from self.children(part, eid, root, division + 1, clause)
            yield from self.blocks(part.wrap_up, "paragraph")
            return
        label = self.clause_label(part.number) if clause == 1 else self.label(part.number)
        if part.blocks:
            role: Role = "clause" if clause == 1 else "item"
            yield from self.blocks(part.blocks, role, depth=clause, label=label, eid=eid, kind=part.kind)
        else:
            yield Line("clause" if clause == 1 else "item", (), clause, label, eid, part.kind)
        yield from self.children(part, eid, root, division, clause + 1)
        yield from self.blocks(part.wrap_up, "continuation", depth=clause)

    def children(self, part: Provision, eid: str, root: str, division: int, clause: int) -> Iterator[Line]:
        if not part.children:
            return
        provisions = [c for c in part.children if isinstance(c, Provision)]
        context = eid
        if part.kind in DIVISIONS:
            context = self.eids.scope(eid, root, part.children)
        elif (
            part.kind != "list" and len(provisions) == len(part.children) and all(c.kind == "point" for c in provisions)
        ):
            context = self.eids.child(eid, "list", "1")
        seen = Ordinals()
        for child in part.children:
            if isinstance(child, CrossHeading):
                yield Line("cross-heading", child.content, division)
            else:
                child_eid = self.eids.provision(child, context, seen.next(child.kind))
                yield from self.provision(child, child_eid, root, division, clause)

    def attachment(self, part: Attachment, root: str, ordinal: int) -> Iterator[Line]:
        eid = self.eids.attachment(part, root, ordinal)
        # Even an annex without a number or a heading begins somewhere.
        yield Line("annex", part.heading, 1, self.label(part.number), eid, "attachment")
        if part.subheading:
            yield Line("cross-heading", part.subheading, 1)
        yield from self.document(part.document, eid)

    # ----------------------------------------------------------------- blocks

    def blocks(
        self, blocks: Sequence[Block], role: Role, depth: int = 0, label: str = "", eid: str = "", kind: str = ""
    ) -> Iterator[Line]:
        """The lines of some blocks: the first has the label and the eId, the others go on below it."""
        for n, block in enumerate(blocks):
            line_role: Role = role if n == 0 or role not in _NUMBERED else "continuation"
            head = (label, eid, kind) if n == 0 else ("", "", "")
            if isinstance(block, Paragraph):
                yield Line(line_role, block.content, depth, *head)
            elif isinstance(block, Table):
                if head[0] or head[1]:
                    yield Line(line_role, (), depth, *head)
                yield Line("table", block.caption, depth, table=block)
            elif isinstance(block, BlockList):
                if block.intro or head[0] or head[1]:
                    yield Line(line_role, block.intro, depth, *head)
                for item in block.items:
                    yield from self.blocks(item.blocks, "item", depth + 1, self.label(item.number))
                if block.wrap_up:
                    yield Line("continuation" if depth else role, block.wrap_up, depth)
            else:
                yield Line(line_role, (block.text,) if block.text else (), depth, *head)


_NUMBERED = frozenset({"recital", "clause", "item"})
_CONTAINER_ROLES: dict[str, Role] = {
    "masthead": "masthead",
    "issuer": "preface",
    "chapeau": "chapeau",
    "dateline": "dateline",
    "signatures": "signature",
}


def notes(lines: Sequence[Line]) -> Iterator[Note]:
    """The notes of some lines, in the order of their calls; those in the cells of tables included."""
    for line in lines:
        yield from _notes_in(line.content)
        if line.table:
            for row in line.table.rows:
                for cell in row.cells:
                    yield from _notes_of_blocks(cell.blocks)


def _notes_of_blocks(blocks: Sequence[Block]) -> Iterator[Note]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _notes_in(block.content)
        elif isinstance(block, BlockList):
            yield from _notes_in(block.intro)
            for item in block.items:
                yield from _notes_of_blocks(item.blocks)
            yield from _notes_in(block.wrap_up)
        elif isinstance(block, Table):
            yield from _notes_in(block.caption)
            for row in block.rows:
                for cell in row.cells:
                    yield from _notes_of_blocks(cell.blocks)


def _notes_in(parts: Content) -> Iterator[Note]:
    for part in parts:
        if isinstance(part, Note):
            yield part
        elif not isinstance(part, str) and (inner := getattr(part, "content", ())):
            yield from _notes_in(inner)
