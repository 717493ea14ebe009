"""Hypothesis strategies over the tree: normal instruments, which a record gives back exactly, and any at all."""

from __future__ import annotations

from datetime import date
from typing import get_args

from hypothesis import strategies as st

from engross import record
from engross.model import (
    Attachment,
    Block,
    BlockList,
    Break,
    Cell,
    Container,
    Content,
    CrossHeading,
    Date,
    Document,
    Emphasis,
    EmphasisKind,
    Entity,
    Formula,
    Instrument,
    Lead,
    ListItem,
    LongTitle,
    Mark,
    MarkElement,
    Mention,
    MentionKind,
    Metadata,
    Note,
    Number,
    Opaque,
    OpaqueInline,
    Paragraph,
    Provision,
    Recital,
    Recitals,
    Reference,
    Row,
    Table,
    content,
)

AKN = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'
_AWKWARD = [
    "a",
    "Clause",
    " ",
    "  ",
    "\n",
    "\t",
    "\r",
    "<",
    "&",
    ">",
    '"',
    "'",
    "]]>",
    "&#13;",
    "é",
    "\u00a0",
    "ب",
    "‏",
    "𝔸",
    "_",
]


class Trees:
    """Strategies for one alphabet. Trees are normal when `normal`, else they may hold whatever the types allow."""

    def __init__(self, normal: bool) -> None:
        self.normal = normal
        awkward = _AWKWARD if normal else [*_AWKWARD, "\x00", "\x1b", "\ud800", "\ufffe", "\uffff", "]]", "\ufffd"]
        self.text = st.lists(st.sampled_from(awkward), min_size=1, max_size=6).map("".join)
        self.free = st.one_of(st.just(""), self.text)
        days = st.one_of(st.just(""), st.dates(min_value=date(2, 1, 1)).map(date.isoformat))
        keys = [
            "oic",
            "body",
            "preface",
            "author",
            "engross",
            "para_1",
            "para_1__ref_1",
            "original_1",
            "unknown",
            "État",
        ]
        iris = ["", "#para_1", "/akn/un/statement/1", "https://un.org/a?b=c&d#e", "urn:lex:x", "!annex_1"]
        self.day = days if normal else st.one_of(days, self.free, st.just("2025-02-30"), st.just("20250101"))
        self.key = st.sampled_from(keys) if normal else st.one_of(st.sampled_from(keys), self.free, st.just("a b"))
        self.iri = (
            st.sampled_from(iris)
            if normal
            else st.one_of(
                st.sampled_from(
                    [*iris, "##", "1:2", "http://[", "//x:y", "%zz", "a b", "{}", ":", "a:b:c", "//", "http://"]
                ),
                self.free,
                st.text(max_size=8),
            )
        )
        self.number = st.builds(
            Number, st.one_of(st.sampled_from(["1.", "5 bis.", "(aa)", "Article 2", "•", ""]), self.text), st.booleans()
        )
        self.maybe_number = st.one_of(st.none(), self.number)

    def tuples(self, strategy: st.SearchStrategy, size: int = 3) -> st.SearchStrategy:
        return st.lists(strategy, max_size=size).map(tuple)

    # ----------------------------------------------------------------- inlines and blocks

    def content(self, depth: int = 2) -> st.SearchStrategy[Content]:
        parts = st.lists(self.inline(depth), max_size=4)
        return parts.map(content) if self.normal else parts.map(tuple)

    def inline(self, depth: int) -> st.SearchStrategy:
        leaves = [self.text, self.text, st.just(Break()), self.opaque_inline()]
        if not self.normal:
            leaves.append(st.just(""))
        if depth == 0:
            return st.one_of(leaves)
        inner = self.content(depth - 1)
        none = st.just("")
        return st.one_of(
            *leaves,
            st.builds(Emphasis, st.sampled_from(get_args(EmphasisKind)), inner),
            st.builds(Lead, inner, st.sampled_from(["preambular", "operative"])),
            st.builds(Date, inner, self.day),
            st.builds(Reference, inner, self.iri),
            self.mention(inner),
            st.builds(Mark, inner, st.sampled_from(get_args(MarkElement)), none, st.one_of(none, self.key), self.free),
            st.builds(Mark, inner, st.just("docDate"), self.day, st.one_of(none, self.key), self.free),
            st.builds(Note, self.blocks(depth - 1), self.free, st.booleans()),
            *([] if self.normal else [self.any_mark(inner)]),
        )

    def any_mark(self, inner: st.SearchStrategy) -> st.SearchStrategy[Mark]:
        names = st.one_of(self.free, st.just(record.OPERATIVE))
        return st.builds(Mark, inner, st.sampled_from(get_args(MarkElement)), self.day, self.key, names)

    def mention(self, inner: st.SearchStrategy) -> st.SearchStrategy[Mention]:
        kinds = st.sampled_from(get_args(MentionKind))
        if not self.normal:
            return st.builds(Mention, inner, kinds, self.key, st.one_of(st.just(""), self.key))
        person = st.builds(Mention, inner, st.just("person"), self.key, self.key)
        return st.one_of(st.builds(Mention, inner, kinds, self.key), person)

    def opaque_inline(self) -> st.SearchStrategy[OpaqueInline]:
        good = [
            OpaqueInline(f'<img {AKN} src="x.png"></img>', ""),
            OpaqueInline(f"<ins {AKN}> new  <i>word</i></ins>", " new word"),
            OpaqueInline(f'<mref {AKN}><ref href="#a">1</ref> and 2</mref>', "1 and 2"),
        ]
        if self.normal:
            return st.sampled_from(good)
        bad = [
            "",
            "<",
            "<p>x</p>",
            "<x/>",
            f"<p {AKN}>x</p>",
            f"<article {AKN}/>",
            f'<i {AKN} eId="para_1">x</i>',
            "<a b=c>",
        ]
        bad += ["<!DOCTYPE a><a/>", "<a/><b/>", f"<i {AKN}>x</i></p>", "\x00", "\ud800"]
        return st.one_of(st.sampled_from(good), st.builds(OpaqueInline, st.sampled_from(bad), self.text))

    def opaque(self) -> st.SearchStrategy[Opaque]:
        good = [
            Opaque(f'<foreign {AKN}><m:math xmlns:m="urn:math">x</m:math></foreign>', "x"),
            Opaque(f"<tblock {AKN}><p>one</p><p>two</p></tblock>", "one two"),
        ]
        if self.normal:
            return st.sampled_from(good)
        bad = ["", "<", f"<paragraph {AKN}/>", "<div/>", f'<p {AKN} eId="body">x</p>', f'<toc {AKN} eId="preface"/>']
        return st.one_of(st.sampled_from(good), st.builds(Opaque, st.sampled_from(bad), self.text))

    def blocks(self, depth: int = 2, size: int = 2) -> st.SearchStrategy[tuple[Block, ...]]:
        return self.tuples(self.block(depth), size)

    def block(self, depth: int) -> st.SearchStrategy[Block]:
        paragraph = st.builds(Paragraph, self.content(max(depth, 0)))
        if depth <= 0:
            return paragraph
        inner = st.deferred(lambda: self.blocks(depth - 1))
        line = self.content(1)
        spans = st.one_of(st.just(1), st.integers(-3, 12)) if self.normal else st.integers()
        cells = st.builds(Cell, inner, st.booleans(), spans, spans)
        return st.one_of(
            paragraph,
            paragraph,
            st.builds(BlockList, self.tuples(st.builds(ListItem, inner, self.maybe_number)), line, line),
            st.builds(Table, self.tuples(st.builds(Row, self.tuples(cells))), line),
            self.opaque(),
        )

    # ----------------------------------------------------------------- structure

    def provision(self, depth: int = 2) -> st.SearchStrategy[Provision]:
        kinds = [*sorted(record.HIERARCHY - {"list"}), "paragraph", "point", "point", "section"]
        kind = st.sampled_from(kinds) if self.normal else st.one_of(st.sampled_from([*kinds, "list"]), self.free)
        line, blocks = self.content(1), self.blocks(1)
        child = st.builds(CrossHeading, line)
        if depth:
            child = st.one_of(self.provision(depth - 1), self.provision(depth - 1), child)
        titled = (self.maybe_number, line, line, blocks, self.tuples(child), blocks)
        points = self.tuples(st.builds(Provision, st.just("point"), self.maybe_number, blocks=blocks))
        return st.one_of(
            st.builds(Provision, kind, *titled, st.just("") if self.normal else self.free),
            st.builds(Provision, st.just("paragraph"), self.number, children=points, blocks=blocks, wrap_up=blocks),
            st.builds(Provision, st.just("hcontainer"), *titled, self.free),
        )

    def container(self, depth: int = 1) -> st.SearchStrategy[Container]:
        block = self.block(1)
        part = st.one_of(block, self.container(depth - 1)) if depth else block
        return st.builds(Container, self.free, self.tuples(part))

    def document(self, depth: int = 1) -> st.SearchStrategy[Document]:
        blocks, block, container = self.blocks(1), self.block(1), self.container()
        formula = st.builds(Formula, blocks, st.one_of(st.just("enactingFormula"), self.free))
        recitals = st.builds(Recitals, self.tuples(st.builds(Recital, blocks, self.maybe_number)), blocks, blocks)
        front = st.one_of(block, container, formula, st.builds(LongTitle, blocks))
        attachments: st.SearchStrategy = st.just(())
        if depth:
            attachments = self.tuples(
                st.builds(Attachment, self.document(depth - 1), self.maybe_number, self.content(1), self.content(1)), 2
            )
        return st.builds(
            Document,
            st.sampled_from(["statement", "doc", "act", "bill"]),
            self.free,
            self.tuples(st.one_of(container, block), 2),
            self.tuples(front, 2),
            self.tuples(st.one_of(recitals, formula, container, block), 2),
            self.tuples(st.one_of(self.provision(), container, block), 3),
            self.tuples(st.one_of(container, formula, block), 2),
            attachments,
        )

    # ----------------------------------------------------------------- metadata

    def metadata(self) -> st.SearchStrategy[Metadata]:
        free, day, key = self.free, self.day, st.one_of(st.just(""), self.key)
        entity = st.builds(Entity, self.key, st.sampled_from(get_args(MentionKind)), free, self.iri)
        entities = self.tuples(entity, 4)
        if self.normal:
            entities = st.lists(entity, max_size=4, unique_by=lambda e: e.key).map(tuple)
        words = dict.fromkeys(
            "title kind country subtype actor number slug symbol language place session agenda_item source".split(),
            free,
        )
        return st.builds(
            Metadata,
            **words,
            date=day,
            author=key,
            publisher=key,
            publication_date=day,
            produced=day,
            participants=self.tuples(self.key),
            keywords=self.tuples(free),
            entities=entities,
        )

    def instrument(self) -> st.SearchStrategy[Instrument]:
        return st.builds(Instrument, self.metadata(), self.document())


normal_instruments = Trees(normal=True).instrument
any_instruments = Trees(normal=False).instrument
