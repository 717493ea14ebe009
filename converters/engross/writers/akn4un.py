"""Writes an instrument as the United Nations publishes theirs (AKN4UN): recitals as named containers, paragraphs numbered
through the document, emphasis by class, IRIs with an empty expression date.

Their reader's view is kept: what is read back is the same tree, but for what this dialect has no words for. The numbers
of recitals stand in their text; numbers that the source did not print are left out; a lead phrase is italic text; facts
that no line of the document says (place, agenda item) are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engross import record
from engross.identity import Eids, annex_part, number_part
from engross.model import (
    Attachment,
    Block,
    BlockList,
    Break,
    Container,
    Content,
    CrossHeading,
    Date,
    Document,
    Emphasis,
    Formula,
    Instrument,
    Lead,
    ListItem,
    LongTitle,
    Mark,
    Mention,
    Note,
    Number,
    Opaque,
    OpaqueInline,
    Paragraph,
    Provision,
    Recital,
    Recitals,
    Reference,
    Table,
    text_of,
)
from engross.parts import part_eids
from engross.references import inner
from engross.writers.akn4un_meta import UnMeta
from engross.writers.akn_structure import StructureWriter
from engross.writers.akn_text import FILLER, attribute, escape

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<akomaNtoso xmlns="{record.NAMESPACE}" xmlns:akn4un="http://un.org/akn4un">'
)
_CLASSES = {"i": "italic", "b": "bold", "u": "underline"}
_ACROSS = frozenset({"point", "sublist"})


class Akn4unWriter(StructureWriter):
    """Writes one instrument, once. `renamed`: the eIds of this dialect for ours, when they are known."""

    def __init__(self, instrument: Instrument, renamed: Mapping[str, str] | None = None) -> None:
        self.instrument = instrument
        self.meta = UnMeta(instrument)
        super().__init__(Eids(self.meta.keys()))
        self.renamed = renamed or {}
        self.names: dict[int, str] = {}
        self.serial = 0
        self.cover = False
        self.notes = 0

    def record(self) -> str:
        """The record as text; characters that XML does not have are still in it."""
        self.add(HEAD)
        self.whole(self.instrument.document, "")
        self.add("\n</akomaNtoso>\n")
        return "".join(self.parts)

    # ----------------------------------------------------------------- names

    def next(self, element: str, part: object) -> str:
        """The eId of a part of the text: all are counted together."""
        self.serial += 1
        return self.named(f"{element}_{self.serial}", part)

    def named(self, wish: str, part: object) -> str:
        eid = self.names[id(part)] = self.eids.claim(wish)
        return eid

    # ----------------------------------------------------------------- documents

    def whole(self, document: Document, component: str) -> None:
        """A document and its annexes; `component` names an annex in its IRI."""
        form = document.form
        self.add(f'\n<{form} name="{attribute(document.name)}">{self.meta.written(component)}')
        front, cover = document.preface, document.cover
        if not component and not cover:
            # The head of the page is their cover.
            cover = tuple(b for p in front if _is_masthead(p) for b in p.blocks)  # type: ignore[union-attr]
            front = tuple(p for p in front if not _is_masthead(p))
        self.stretch("coverPage", ' eId="coverPage_1"' if not component else "", cover)
        self.stretch("preface", "", front)
        self.stretch("preamble", "", document.preamble)
        self.main_body(document)
        self.stretch("conclusions", ' eId="conclusions"' if not component else "", document.conclusions)
        if document.attachments:
            self.add("\n<attachments>")
            for n, attachment in enumerate(document.attachments, 1):
                self.annex(attachment, n, component, len(document.attachments))
            self.add("\n</attachments>")
        self.add(f"\n</{form}>")

    def annex(self, part: Attachment, ordinal: int, host: str, among: int) -> None:
        number = annex_part(part.number.text if part.number else "") or str(ordinal)
        eid = self.named(f"att_{number}", part)
        self.add(f'\n<attachment eId="{eid}">')
        self.number(part.number, "")
        self.titled("heading", part.heading, "")
        self.titled("subheading", part.subheading, "")
        name = "annex" if among == 1 else f"annex_{ordinal}"
        self.whole(part.document, f"{host}/{name}" if host else name)
        self.add("\n</attachment>")

    def stretch(self, element: str, eid: str, parts: Sequence[object]) -> None:
        """A zone before or after the body; nothing when it has no parts."""
        if parts:
            self.add(f"\n<{element}{eid}>")
            self.cover = element == "coverPage"
            for part in parts:
                self.portion(part)
            self.cover = False
            self.add(f"\n</{element}>")

    def portion(self, part: Any) -> None:
        """A part of a zone."""
        if isinstance(part, Recitals):
            self.blocks(part.intro, "", demanded=False)
            for recital in part.items:
                self.preambular(recital)
            self.blocks(part.wrap_up, "", demanded=False)
        elif isinstance(part, LongTitle):
            self.blocks(part.blocks, "", demanded=False)
        elif isinstance(part, Formula):
            self.add(f'\n<formula name="{attribute(part.name)}" eId="{self.next("formula", part)}">')
            self.blocks(part.blocks, "", demanded=False)
            self.add("\n</formula>")
        elif isinstance(part, Container):
            self.contained(part.name, part.blocks, part)
        else:
            self.block(part, "")

    def contained(self, name: str, blocks: Sequence[object], part: object) -> None:
        eid = self.next("container", part)
        self.add(f'\n<container name="{attribute(name)}" eId="{eid}">')
        for block in blocks:
            self.portion(block)
        self.add("\n</container>" if blocks else f"{FILLER}\n</container>")

    def preambular(self, part: Recital) -> None:
        """A recital: a container named by its lead phrase, or by the words that it begins with."""
        blocks = part.blocks
        if part.number is not None and not part.number.editorial:
            self.report(record.REPAIRED, "a recital has no number in AKN4UN: it stands in the text")
            first = blocks[0] if blocks else Paragraph(())
            opening = (part.number.text + " ",) if isinstance(first, Paragraph) else (part.number.text,)
            told = Paragraph((*opening, *first.content)) if isinstance(first, Paragraph) else Paragraph(opening)
            blocks = (told, *(blocks[1:] if isinstance(first, Paragraph) else blocks))
        self.contained(_name(blocks), blocks, part)

    # ----------------------------------------------------------------- the body

    def main_body(self, document: Document) -> None:
        element = "body" if document.form in ("act", "bill") else "mainBody"
        self.add(f"\n<{element}>")
        if element == "body":
            self.wrapped_parts(document.body)
        for part in document.body if element == "mainBody" else ():
            if isinstance(part, Provision):
                self.clause(part, "")
            elif isinstance(part, Opaque):
                self.opaque(part, "", "mainBody")
            else:
                self.portion(part)
        if not document.body:
            self.add(FILLER if element == "mainBody" else '<hcontainer name="text" status="ignored"/>')
        self.add(f"\n</{element}>")

    def wrapped_parts(self, parts: Sequence[Any]) -> None:
        """The body of an act, which holds only the hierarchy."""
        for part in parts:
            if isinstance(part, Provision):
                self.clause(part, "")
            else:
                self.add(f'\n<hcontainer name="{attribute(getattr(part, "name", "text"))}"><content>')
                self.blocks(tuple(_leaves(part)), "")
                self.add("</content></hcontainer>")

    def clause(self, part: Provision, context: str) -> None:
        """A provision. Those of the hierarchy's first levels are counted together, points by their numbers."""
        if part.kind not in record.HIERARCHY | {"hcontainer"}:
            part = self.known(part)
        kind, printed = part.kind, part.number if part.number and not part.number.editorial else None
        if context and kind in _ACROSS:
            number = (number_part(printed.text) if printed else "") or str(self.ordinal(context, kind))
            eid = self.named(f"{context}_{kind}_{number}" if kind == "point" else f"{context}_{kind}", part)
        else:
            eid = self.next("para" if kind == "paragraph" else kind, part)
        name = f' name="{attribute(part.name)}"' if kind == "hcontainer" else ""
        look = ' class="SingleTxt"' if kind == "paragraph" else ""
        self.add(f'\n<{kind} eId="{eid}"{look}{name}>')
        self.number(printed, "")
        self.titled("heading", part.heading, "")
        self.titled("subheading", part.subheading, "")
        join = "__" if kind == "paragraph" else "_"
        if part.children or part.wrap_up:
            self.within(part, eid)
        elif part.blocks:
            self.add(f'\n<content eId="{eid}{join}content">')
            self.blocks(part.blocks, "")
            self.add("\n</content>")
        self.add(f"\n</{kind}>")

    def within(self, part: Provision, eid: str) -> None:
        """The text and children of a provision; those that are points stand in a list."""
        framed = bool(part.children) and all(isinstance(c, Provision) and c.kind in _ACROSS for c in part.children)
        framed = framed and part.kind not in ("list", "sublist")
        holder = f"{eid}_list" if framed else eid
        if self.depth > record.DEEPEST:
            self.add("<content>")
            self.flat((part.blocks, part.children, part.wrap_up))
            self.add("</content>")
            return
        self.depth += 2
        self.add(f'\n<list eId="{self.eids.claim(holder)}">' if framed else "")
        for element, blocks in (("intro", part.blocks), ("", ()), ("wrapUp", part.wrap_up)):
            if blocks:
                self.add(f'\n<{element} eId="{holder}_{element}">')
                self.blocks(blocks, "")
                self.add(f"\n</{element}>")
            if not element:
                for child in part.children:
                    if isinstance(child, CrossHeading):
                        self.serial += 1
                        self.text(
                            f'\n<crossHeading eId="crossHeading_{self.serial}"', child.content, "</crossHeading>", ""
                        )
                    else:
                        self.clause(child, holder)
        self.add("\n</list>" if framed else "")
        self.depth -= 2

    # ----------------------------------------------------------------- text

    def number(self, number: Number | None, context: str) -> None:
        if number is not None and not number.editorial:
            self.add(f"<num>{escape(number.text)}</num>")

    def titled(self, element: str, content: Content, eid: str) -> None:
        if content:
            self.text(f"<{element}", content, f"</{element}>", "")

    def blocks(self, blocks: Sequence[Block], context: str, demanded: bool = True) -> None:
        if not blocks and demanded:
            self.add(FILLER)
        self.depth += 1
        if self.depth > record.DEEPEST:
            self.flat(blocks)
        else:
            for block in blocks:
                self.block(block, context)
        self.depth -= 1

    def block(self, block: Block, context: str) -> None:
        if isinstance(block, Paragraph):
            self.text(f"{self.line}<p", block.content, "</p>", "")
        elif isinstance(block, BlockList):
            self.block_list(block, "")
        elif isinstance(block, Table):
            self.table(block, "")
        else:
            self.opaque(block, "")

    def block_list(self, block: BlockList, context: str) -> None:
        self.add("\n<blockList>")
        if block.intro:
            self.text("<listIntroduction", block.intro, "</listIntroduction>", "")
        for item in block.items or (ListItem(()),):
            self.add("<item>")
            self.number(item.number, "")
            self.blocks(item.blocks, "")
            self.add("</item>")
        if block.wrap_up:
            self.text("<listWrapUp", block.wrap_up, "</listWrapUp>", "")
        self.add("</blockList>")

    def text(self, opening: str, content: Content, closing: str, context: str) -> None:
        self.add(f"{opening}>")
        self.inlines(content, "")
        self.add(closing)

    def inlines(self, content: Content, context: str) -> None:
        for part in content:
            if isinstance(part, str):
                self.add(escape(part))
            elif isinstance(part, Emphasis):
                self.looks(part)
            elif isinstance(part, Lead):
                self.looks(Emphasis("i", part.content))
            elif isinstance(part, Note):
                self.note(part, "")
            elif isinstance(part, Break):
                self.add("<eol/>")
            elif isinstance(part, OpaqueInline):
                self.opaque_inline(part, "")
            else:
                self.nested(*self.tags(part), part.content, "")

    def tags(self, part: Date | Reference | Mention | Mark) -> tuple[str, str]:
        """The tags of an inline that says what its text means."""
        if isinstance(part, Date):
            return self.date(part, "")
        if isinstance(part, Reference):
            href = part.href
            if href.startswith("#"):
                href = "#" + self.renamed.get(href[1:], href[1:])
            element = "a" if href.startswith(("http://", "https://")) else "ref"
            return f'<{element} href="{self.iri(href)}">', f"</{element}>"
        if isinstance(part, Mention):
            role = f' as="{self.target(part.role)}"' if part.role and part.kind == "person" else ""
            return f'<{part.kind} refersTo="{self.target(part.entity)}"{role}>', f"</{part.kind}>"
        opening, closing = self.mark(part, "")
        if part.element == "session" and self.cover:
            eid = self.eids.claim(f"coverPage_1__session_{self.ordinal('coverPage', 'session')}")
            opening = opening.replace("<session", f'<session eId="{eid}"', 1)
        return opening, closing

    def looks(self, part: Emphasis) -> None:
        """Emphasis by class; several kinds on the same words are one span, as they are read back."""
        kinds, content = [part.kind], part.content
        while part.kind in _CLASSES and len(content) == 1 and isinstance(only := content[0], Emphasis):
            if only.kind not in _CLASSES or only.kind >= kinds[-1]:
                break
            kinds.append(only.kind)
            content = only.content
        if part.kind in _CLASSES:
            classes = " ".join(_CLASSES[kind] for kind in reversed(kinds))
            self.nested(f'<span class="{classes}">', "</span>", content, "")
        else:
            self.nested(f"<{part.kind}>", f"</{part.kind}>", content, "")

    def note(self, part: Note, context: str) -> None:
        self.notes += 1
        eid = self.eids.claim(f"authorialNote_{self.notes}")
        self.add(f'<authorialNote marker="{attribute(part.marker)}" placement="bottom" eId="{eid}">')
        line, self.line = self.line, ""
        self.blocks(part.blocks, "")
        self.line = line
        self.add("</authorialNote>")


def written(instrument: Instrument) -> Akn4unWriter:
    """A writer whose inner references go to the names that parts have in this dialect, ready to give its record."""
    writer = Akn4unWriter(instrument)
    if not inner(instrument.document):
        return writer
    writer.record()
    ours = part_eids(instrument.document, Eids(record.written_key(e.key) for e in instrument.metadata.entities))
    names = {eid: writer.names[id(part)] for part, eid in ours if id(part) in writer.names}
    return Akn4unWriter(instrument, names)


def _is_masthead(part: object) -> bool:
    return isinstance(part, Container) and part.name == "masthead"


def _leaves(part: Any) -> list[Block]:
    """The blocks of a container, whatever containers they stand in; a block itself."""
    if not isinstance(part, Container):
        return [part]
    return [leaf for block in part.blocks for leaf in _leaves(block)]


def _name(blocks: Sequence[Block]) -> str:
    """The name of a recital's container: its lead phrase, else its first words, never just the emphasised ones."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph) or not first.content:
        return "recital"
    opening = first.content[0]
    if isinstance(opening, Lead):
        return " ".join(text_of(opening.content).split())
    words = text_of(first.content).split()
    emphasised = len(text_of(opening.content).split()) if isinstance(opening, Emphasis) else 0
    return " ".join(words[: emphasised + 1]) if emphasised != 1 or len(words) > 1 else " ".join(words)
