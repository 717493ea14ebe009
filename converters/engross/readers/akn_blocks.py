"""Reads the blocks of a record: paragraphs, lists, tables, and what stands in their place in foreign files."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import structs

from engross import record
from engross.model import (
    Block,
    BlockList,
    Cell,
    Content,
    Inline,
    ListItem,
    Number,
    Opaque,
    Paragraph,
    Row,
    Table,
    content,
)
from engross.readers.akn_text import AKN, TextReader, trimmed
from engross.schema import holds
from engross.xml import Element, canonical, local_name

TITLES = frozenset(f"{AKN}{name}" for name in ("num", "heading", "subheading"))
# Elements that only hold blocks: here their blocks stand in their place.
_TRANSPARENT = frozenset(
    f"{AKN}{name}" for name in ("div", "content", "intro", "wrapUp", "longTitle", "formula", "recitals", "citations")
)


class BlockReader(TextReader):
    """Makes blocks of elements."""

    def __init__(self, name: str, own: bool) -> None:
        super().__init__(name, own)
        self.block: dict[str, Callable[[Element], Iterable[Block]]] = {
            f"{AKN}p": self.paragraph,
            f"{AKN}block": self.paragraph,
            f"{AKN}blockList": self.block_list,
            f"{AKN}ul": self.html_list,
            f"{AKN}ol": self.html_list,
            f"{AKN}table": self.table,
        }
        self.block |= dict.fromkeys(_TRANSPARENT, self.spliced)
        numbered = [*record.HIERARCHY, "hcontainer", "recital", "citation", "item"]
        self.block |= {f"{AKN}{name}": self.numbered for name in numbered}

    def ignored(self, element: Element) -> bool:
        """Whether an element stands only because the schema wants one there."""
        return self.own and element.get("status") == record.IGNORED

    def blocks(self, element: Element, titles: bool = True) -> tuple[Block, ...]:
        """All that an element holds, as blocks; text that stands loose in it becomes paragraphs.

        titles: whether its number and headings are among it."""
        self.enter(element)
        out: list[Block] = []
        loose: list[Inline] = self.opening(element)
        for child in element:
            if child.tag in self.inline:
                loose += self.inline[child.tag](child, False)
            else:
                self.gather(loose, out, element)
                if not (self.ignored(child) or (child.tag in TITLES and not titles)):
                    out += self.block.get(child.tag, self.beyond)(child)
            if child.tail and not child.tail.isspace():
                loose.append(record.collapsed(child.tail))
        self.gather(loose, out, element)
        self.depth -= 1
        return tuple(out)

    def opening(self, element: Element) -> list[Inline]:
        """The text that stands before the first child of an element that should hold no text."""
        text = element.text
        return [record.collapsed(text)] if text and not text.isspace() else []

    def gather(self, loose: list[Inline], out: list[Block], element: Element) -> None:
        """Makes a paragraph of the text that stood loose, if there is any, and forgets it."""
        if not loose:
            return
        parts = trimmed(content(loose))
        loose.clear()
        if parts:
            self.report(record.BEYOND, f"text stands loose in {local_name(element)}: made a paragraph", element)
            out.append(Paragraph(parts))

    def stray(self, element: Element) -> tuple[Block, ...]:
        """The text that stands loose between the parts of an element, as one paragraph, if there is any."""
        text = " ".join(filter(None, [element.text, *(child.tail for child in element)]))
        out: list[Block] = []
        if text and not text.isspace():
            self.gather([record.collapsed(text)], out, element)
        return tuple(out)

    def paragraph(self, element: Element) -> Iterable[Block]:
        self.attributes(element)
        return (Paragraph(self.content(element)),)

    def block_list(self, element: Element) -> Iterable[Block]:
        items: list[ListItem] = []
        intro: Content = ()
        wrap_up: Content = ()
        for child in element:
            name = local_name(child)
            if name == "listIntroduction":
                intro = content((*intro, *self.content(child)))
            elif name == "listWrapUp":
                wrap_up = content((*wrap_up, *self.content(child)))
            elif not self.ignored(child):
                items.append(self.item(child))
        return (*self.stray(element), BlockList(tuple(items), intro, wrap_up))

    def item(self, element: Element) -> ListItem:
        """A numbered part as an item of a list; its headings become paragraphs."""
        number: Number | None = None
        notes: Content = ()
        titles: list[Block] = []
        for child in element:
            if child.tag not in TITLES:
                continue
            if local_name(child) == "num" and number is None:
                number, notes = self.number(child), self.number_notes(child)
            else:
                titles.append(Paragraph(self.content(child)))
        return ListItem(with_notes((*titles, *self.blocks(element, titles=False)), notes), number)

    def numbered(self, element: Element) -> Iterable[Block]:
        """A part of the hierarchy where only blocks may stand (in a note, in a cell)."""
        self.report(record.BEYOND, f"{local_name(element)} stands among blocks: read as an item of a list", element)
        return (BlockList((self.item(element),)),)

    def html_list(self, element: Element) -> Iterable[Block]:
        """An HTML list; the items of an `ol` are given the numbers that a browser shows."""
        counts = local_name(element) == "ol"
        items: list[ListItem] = []
        for n, child in enumerate(element, 1):
            number = Number(f"{child.get('value') or n}.", editorial=True) if counts else None
            inlines = [c.tag in self.inline for c in child]
            words = (Paragraph(self.content(child)),) if all(inlines) else self.blocks(child)
            items.append(ListItem(words, number))
        self.report(record.BEYOND, f"{local_name(element)} was read as a list of blocks", element)
        return (*self.stray(element), BlockList(tuple(items)))

    def table(self, element: Element) -> Iterable[Block]:
        self.attributes(element)
        caption: Content = ()
        rows: list[Row] = []
        strays = self.stray(element)
        for child in element:
            if local_name(child) == "caption":
                caption = content((*caption, *self.content(child)))
            elif local_name(child) == "tr":
                if not self.ignored(child):
                    rows.append(Row(tuple(self.cell(cell) for cell in child if not self.ignored(cell))))
                strays += self.stray(child)
            else:
                rows.append(Row((Cell(tuple(self.block.get(child.tag, self.beyond)(child))),)))
        return (*strays, Table(tuple(rows), caption))

    def cell(self, element: Element) -> Cell:
        self.attributes(element)
        columns, rows = (_count(element.get(name, "1")) for name in ("colspan", "rowspan"))
        return Cell(self.blocks(element), local_name(element) == "th", columns, rows)

    def spliced(self, element: Element) -> Iterable[Block]:
        """The blocks of an element that only holds blocks."""
        name = local_name(element)
        self.report(record.BEYOND, f"{name} stands among blocks: its blocks were kept without it", element)
        return self.blocks(element)

    def beyond(self, element: Element, place: str = "block") -> Iterable[Block]:
        """A block beyond the tree: kept whole where the schema lets it stand, else unwrapped."""
        name = local_name(element)
        if element.tag in TITLES:
            return (Paragraph(self.content(element)),)
        fragment = holds(place, canonical(element))
        if fragment is not None:
            self.kept(element)
            return (Opaque(*fragment),)
        self.report(record.BEYOND, f"{name} is not valid where it stands: its text was kept without it", element)
        return self.blocks(element)


def with_notes(blocks: tuple[Block, ...], notes: Content) -> tuple[Block, ...]:
    """`blocks` with `notes` at the start of their words."""
    if not notes:
        return blocks
    if blocks and isinstance(blocks[0], Paragraph):
        return (structs.replace(blocks[0], content=notes + blocks[0].content), *blocks[1:])
    return (Paragraph(notes), *blocks)


def _count(text: str) -> int:
    """A span of a cell; 1 for what is no whole number. (libxml2 has refused longer ones already.)"""
    text = text.strip()
    return int(text) if text.lstrip("+-").isdecimal() and len(text) < 10 else 1
