"""Writes the text of the record: inlines, and the blocks that hold them. Strings are appended, and joined once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engross import record
from engross.diagnostics import Diagnostic, Rule
from engross.identity import Eids, number_part
from engross.model import (
    Block,
    BlockList,
    Break,
    Cell,
    Content,
    Date,
    Emphasis,
    Lead,
    ListItem,
    Mark,
    Mention,
    Note,
    Number,
    Opaque,
    OpaqueInline,
    Paragraph,
    Reference,
    Row,
    Table,
)
from engross.schema import holds
from engross.writers.akn_flat import flat_text

PRESERVE = ' xml:space="preserve"'
IGNORED = f' status="{record.IGNORED}"'
FILLER = f"<p{IGNORED}/>"
_EDITORIAL_NUM = f'<num status="{record.EDITORIAL}"'
_PREAMBULAR, _OPERATIVE = f'<inline name="{record.PREAMBULAR}">', f'<inline name="{record.OPERATIVE}">'
# Greater numbers are no spans of a table.
WIDEST = 10**9


def escape(text: str) -> str:
    """`text` as character data. The tests cost little, and most text passes them all."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def attribute(text: str) -> str:
    """`text` as the value of an attribute between double quotes, white space kept."""
    text = escape(text)
    if '"' in text:
        text = text.replace('"', "&quot;")
    if not text.isprintable():
        text = text.replace("\n", "&#10;").replace("\t", "&#9;")
    return text


class TextWriter:
    """Appends text to `parts`. `found` collects what was repaired; `line` is what stands before a block: a line feed
    outside running text, nothing within it (a note's paragraphs)."""

    def __init__(self, eids: Eids) -> None:
        self.parts: list[str] = []
        self.add = self.parts.append
        self.eids = eids
        self.repairs: dict[tuple[Rule, str], int] = {}
        self.line = "\n"
        self.depth = 0
        self.uneven = False
        self.reserved = frozenset(eids.used)
        self.counts: dict[str, dict[str, int]] = {}
        self.targets: dict[str, str] = {}
        self.iris: dict[str, str] = {}
        self.days: dict[str, str] = {}

    # ----------------------------------------------------------------- findings and names

    def report(self, rule: Rule, message: str) -> None:
        """Notes a finding; the same one is told once, with a count."""
        self.repairs[rule, message] = self.repairs.get((rule, message), 0) + 1

    def found(self) -> tuple[Diagnostic, ...]:
        """What was reported, in the order it was met."""
        return tuple(
            Diagnostic(rule, message if n == 1 else f"{message} (×{n})") for (rule, message), n in self.repairs.items()
        )

    def ordinal(self, context: str, element: str) -> int:
        """The place of the next `element` in a context, from 1."""
        counts = self.counts.setdefault(context, {})
        n = counts[element] = counts.get(element, 0) + 1
        return n

    def eid(self, context: str, element: str) -> str:
        """The eId of the next `element` in a context that counts it by ordinal. No part of the structure has the name
        of such an element, so that only the key of an entity can be the same."""
        n = self.ordinal(context, element)
        eid = f"{context}__{element}_{n}" if context else f"{element}_{n}"
        return self.eids.claim(eid) if eid in self.reserved else eid

    def target(self, entity: str) -> str:
        """The reference to an entity, as an attribute's value."""
        known = self.targets.get(entity)
        if known is None:
            key = record.written_key(entity) if entity else ""
            if key != entity:
                self.report(record.REPAIRED, f"the key {entity!r} cannot be an eId: written as {key!r}")
            known = self.targets[entity] = f"#{key}" if key else ""
        return known

    def iri(self, iri: str) -> str:
        """An IRI as the value of an attribute."""
        known = self.iris.get(iri)
        if known is None:
            written = record.written_iri(iri)
            known = self.iris[iri] = attribute(written)
            if written != iri:
                self.report(record.REPAIRED, f"{iri!r} is no IRI: written as {written!r}")
        return known

    def day(self, date: str) -> str:
        """A date as the value of an attribute; "" is the unknown date."""
        known = self.days.get(date)
        if known is None:
            known = self.days[date] = record.written_date(date)
        if known != date and date:
            self.report(record.REPAIRED, f"{date!r} is no date of the calendar: written as unknown")
        return known

    # ----------------------------------------------------------------- text

    def text(self, opening: str, content: Content, closing: str, context: str) -> None:
        """An element of running text. `opening` is its start tag less the ">"."""
        if len(content) == 1 and type(only := content[0]) is str:
            if only[:1] in record.SPACES or only[-1:] in record.SPACES or record.uneven(only):
                opening += PRESERVE
            self.parts += (opening, ">", escape(only), closing)
            return
        parts, outer, self.uneven = self.parts, self.uneven, False
        parts += (opening, ">")
        at = len(parts) - 1
        self.inlines(content, context)
        if self.uneven or record.edged_with_space(content):
            parts[at] = PRESERVE + ">"
        parts.append(closing)
        self.uneven = outer

    def inlines(self, content: Content, context: str) -> None:
        """Some inlines, in the context of the part that counts them."""
        add, tags, counts, prefix = self.add, _TAGS, self.counts.get(context), f"{context}__" if context else ""
        part: Any  # its type is looked at once
        for part in content:
            kind = type(part)
            if kind is str:
                # The tests of `uneven` and `escape`, here because most text passes them all.
                if "  " in part or "\n" in part or "\t" in part or "\r" in part:
                    self.uneven = True
                add(escape(part) if "&" in part or "<" in part or ">" in part else part)
                continue
            if kind not in tags:
                _WHOLE[kind](self, part, context)
                continue
            inner = part.content  # all that have tags have content
            if len(inner) != 1 or type(only := inner[0]) is not str:
                self.nested(*tags[kind](self, part, context), inner, context)
                continue
            if "  " in only or "\n" in only or "\t" in only or "\r" in only:
                self.uneven = True
            if "&" in only or "<" in only or ">" in only:
                only = escape(only)
            # What is most of all inlines, here for speed (see `mention`, `reference`).
            if kind is Mention and not part.role:
                element, attribute_ = part.kind, "refersTo"
                value = self.targets.get(part.entity) or self.target(part.entity)
            elif kind is Reference:
                element, attribute_, value = "ref", "href", self.iris.get(part.href) or self.iri(part.href)
            else:
                opening, closing = tags[kind](self, part, context)
                add(f"{opening}{only}{closing}")
                continue
            if counts is None:
                counts = self.counts.setdefault(context, {})
            n = counts[element] = counts.get(element, 0) + 1
            eid = f"{prefix}{element}_{n}"
            if eid in self.reserved:
                eid = self.eids.claim(eid)
            add(f'<{element} eId="{eid}" {attribute_}="{value}">{only}</{element}>')

    def nested(self, opening: str, closing: str, content: Content, context: str) -> None:
        """Inlines within an inline; too deep, they are flattened to their text."""
        self.add(opening)
        self.depth += 1
        if self.depth < record.DEEPEST or not content:
            self.inlines(content, context)
        else:
            self.report(record.REPAIRED, "inlines nested too deep: flattened to their text")
            self.inlines((flat_text(content),), context)
        self.depth -= 1
        self.add(closing)

    # The tags of inlines.

    def lead(self, part: Lead, context: str) -> tuple[str, str]:
        return _PREAMBULAR if part.zone == "preambular" else _OPERATIVE, "</inline>"

    def date(self, part: Date, context: str) -> tuple[str, str]:
        return f'<date date="{self.day(part.date)}">', "</date>"

    def reference(self, part: Reference, context: str) -> tuple[str, str]:
        return f'<ref eId="{self.eid(context, "ref")}" href="{self.iri(part.href)}">', "</ref>"

    def mention(self, part: Mention, context: str) -> tuple[str, str]:
        kind = part.kind
        target = self.targets.get(part.entity)
        if target is None:
            target = self.target(part.entity)
        if part.role:
            if kind == "person":
                target += f'" as="{self.target(part.role)}'
            else:
                self.report(record.REPAIRED, f"only a person has a role: that of a {kind} was left out")
        return f'<{kind} eId="{self.eid(context, kind)}" refersTo="{target}">', f"</{kind}>"

    def emphasis(self, part: Emphasis, context: str) -> tuple[str, str]:
        return f"<{part.kind}>", f"</{part.kind}>"

    def mark(self, part: Mark, context: str) -> tuple[str, str]:
        element = part.element
        opening = f"<{element}"
        if element == "inline":
            opening += f' name="{attribute(part.name)}"'
        elif part.name:
            opening += f' {record.MARK_NAMES.get(element, "title")}="{attribute(part.name)}"'
        if element == "docDate":
            opening += f' date="{self.day(part.date)}"'
        elif part.date:
            self.report(record.REPAIRED, f"{element} cannot have a date: left out")
        if part.entity:
            opening += f' refersTo="{self.target(part.entity)}"'
        return f"{opening}>", f"</{element}>"

    # Inlines that are written whole.

    def note(self, part: Note, context: str) -> None:
        eid = self.eid(context, "authorialNote")
        status = f' status="{record.EDITORIAL}"' if part.editorial else ""
        self.add(f'<authorialNote eId="{eid}" marker="{attribute(part.marker)}" placement="bottom"{status}>')
        line, self.line = self.line, ""
        self.depth += 1
        self.blocks(part.blocks, eid)
        self.depth -= 1
        self.line = line
        self.add("</authorialNote>")

    def line_break(self, part: Break, context: str) -> None:
        self.add("<br/>")

    def opaque_inline(self, part: OpaqueInline, context: str) -> None:
        xml = self.standing("inline", part)
        self.uneven = self.uneven or (not xml and record.uneven(part.text))
        self.add(xml or escape(part.text))

    def standing(self, place: str, part: Opaque | OpaqueInline) -> str:
        """The markup of a foreign part, if it is valid where it stands and shows the part's text; else ""."""
        fragment = holds(place, part.xml)
        if fragment is not None and fragment.text.split() == part.text.split():
            return fragment.xml
        why = "is not valid here" if fragment is None else "does not show its text"
        self.report(record.REPAIRED, f"markup that {why} was left out, its text kept: {part.xml[:60]!r}")
        return ""

    # ----------------------------------------------------------------- blocks

    def number(self, number: Number | None, context: str) -> None:
        """The number of a part, if it has one."""
        if number is not None:
            opening = _EDITORIAL_NUM if number.editorial else "<num"
            self.text(opening, (number.text,) if number.text else (), "</num>", context)

    def blocks(self, blocks: Sequence[Block], context: str, demanded: bool = True) -> None:
        """Some blocks; an ignored paragraph where there are none and the schema demands one."""
        if not blocks:
            if demanded:
                self.add(FILLER)
            return
        if self.depth >= record.DEEPEST:
            self.flat(blocks)
            return
        self.depth += 1
        for block in blocks:
            _BLOCKS[type(block)](self, block, context)
        self.depth -= 1

    def block(self, block: Block, context: str) -> None:
        """One block of any kind."""
        _BLOCKS[type(block)](self, block, context)

    def flat(self, blocks: Sequence[object]) -> None:
        """Blocks that are nested too deep, as one paragraph of their text. (One that is no more is left as it is.)"""
        match blocks:
            case [Paragraph(content=() | (str(),) as content)]:
                self.text(f"{self.line}<p", content, "</p>", "")
            case _:
                self.report(record.REPAIRED, "parts nested too deep: flattened to their text")
                words = " ".join(flat_text(tuple(blocks)).split())
                self.text(f"{self.line}<p", (words,) if words else (), "</p>", "")

    def paragraph(self, block: Paragraph, context: str) -> None:
        self.text(f"{self.line}<p", block.content, "</p>", context)

    def block_list(self, block: BlockList, context: str) -> None:
        line, eid = self.line, self.eid(context, "list")
        self.add(f'{line}<blockList eId="{eid}">')
        self.depth += 1
        if block.intro:
            self.text(f"{line}<listIntroduction", block.intro, "</listIntroduction>", eid)
        for item in block.items:
            self.item(item, eid)
        if not block.items:
            self.add(f'{line}<item eId="{self.eid(eid, "item")}"{IGNORED}>{FILLER}</item>')
        if block.wrap_up:
            self.text(f"{line}<listWrapUp", block.wrap_up, "</listWrapUp>", eid)
        self.depth -= 1
        self.add(f"{line}</blockList>")

    def item(self, item: ListItem, context: str) -> None:
        n = self.ordinal(context, "item")
        number = number_part(item.number.text) if item.number else ""
        eid = self.eids.child(context, "item", number or str(n))
        self.add(f'{self.line}<item eId="{eid}">')
        self.number(item.number, eid)
        self.blocks(item.blocks, eid)
        self.add("</item>")

    def table(self, block: Table, context: str) -> None:
        line, eid = self.line, self.eid(context, "table")
        self.add(f'{line}<table eId="{eid}">')
        self.depth += 2
        if block.caption:
            self.text(f"{line}<caption", block.caption, "</caption>", eid)
        for row in block.rows:
            self.row(row, eid)
        if not block.rows:
            self.add(f"{line}<tr{IGNORED}><td{IGNORED}/></tr>")
        self.depth -= 2
        self.add(f"{line}</table>")

    def row(self, row: Row, context: str) -> None:
        self.add(f"{self.line}<tr>")
        for cell in row.cells:
            self.cell(cell, context)
        self.add("</tr>" if row.cells else f"<td{IGNORED}/></tr>")

    def cell(self, cell: Cell, context: str) -> None:
        tag = "th" if cell.header else "td"
        spans = ""
        for name, count in (("colspan", cell.columns), ("rowspan", cell.rows)):
            if abs(count) > WIDEST:
                self.report(record.REPAIRED, f"a cell cannot span {count}: left out")
            elif count != 1:
                spans += f' {name}="{count}"'
        self.add(f"<{tag}{spans}>")
        self.blocks(cell.blocks, context, demanded=False)
        self.add(f"</{tag}>")

    def opaque(self, block: Opaque, context: str, place: str = "block") -> None:
        xml = self.standing(place, block)
        if xml:
            self.add(f"{self.line}{xml}")
        else:
            self.text(f"{self.line}<p", (block.text,), "</p>", context)


# Not in each writer: tables of bound methods would keep it, and the instrument, until the garbage is collected.
# Inlines with content are written between their tags; the others are written whole.
_TAGS: dict[type, Callable[[TextWriter, Any, str], tuple[str, str]]] = {
    Lead: TextWriter.lead,
    Date: TextWriter.date,
    Reference: TextWriter.reference,
    Mention: TextWriter.mention,
    Emphasis: TextWriter.emphasis,
    Mark: TextWriter.mark,
}
_WHOLE: dict[type, Callable[[TextWriter, Any, str], None]] = {
    Note: TextWriter.note, Break: TextWriter.line_break, OpaqueInline: TextWriter.opaque_inline
}  # fmt: skip
_BLOCKS: dict[type, Callable[[TextWriter, Any, str], None]] = {
    Paragraph: TextWriter.paragraph, BlockList: TextWriter.block_list, Table: TextWriter.table, Opaque: TextWriter.opaque
}  # fmt: skip
