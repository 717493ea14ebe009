"""A document as an outline that people can read: one line a block, lead phrases in brackets, inner lines indented."""

from __future__ import annotations

from collections.abc import Iterator

from engross.model import (
    Block,
    BlockList,
    Container,
    Content,
    CrossHeading,
    Document,
    Formula,
    Lead,
    LongTitle,
    Note,
    Number,
    Paragraph,
    Provision,
    Recitals,
    block_text,
    text_of,
)


def outline(document: Document) -> str:
    """The whole document, its annexes included."""
    return "\n".join(_document(document)) + "\n"


def _document(document: Document) -> Iterator[str]:
    yield document.form
    for zone in ("cover", "preface", "preamble", "body", "conclusions"):
        lines = [line for part in getattr(document, zone) for line in _part(part)]
        if lines:
            yield f"  {zone}"
            yield from (f"    {line}" for line in lines)
    for annex in document.attachments:
        words = " ".join(part for part in (annex.number.text if annex.number else "", text_of(annex.heading)) if part)
        yield f"  annex: {words}"
        yield from (f"    {line}" for line in _document(annex.document))


def _part(part: object) -> Iterator[str]:
    if isinstance(part, Provision):
        yield from _provision(part)
    elif isinstance(part, CrossHeading):
        yield f"cross-heading: {text_of(part.content)}"
    elif isinstance(part, Recitals):
        for recital in part.items:
            first, *rest = [line for block in recital.blocks for line in _block(block)]
            yield f"recital {_number(recital.number)}{first}"
            yield from (f"  {line}" for line in rest)
    elif isinstance(part, (Container, LongTitle, Formula)):
        name = {LongTitle: "title", Formula: "formula"}.get(type(part), getattr(part, "name", ""))
        for block in part.blocks:
            for line in _part(block) if isinstance(block, Container) else _block(block):
                yield f"{name}: {line}"
    else:
        assert isinstance(part, Block)
        yield from _block(part)


def _provision(part: Provision) -> Iterator[str]:
    heading = f"<{text_of(part.heading)}> " if part.heading else ""
    lines = [line for block in part.blocks for line in _block(block)]
    first = lines.pop(0) if lines and part.kind in ("paragraph", "point", "article") else ""
    yield f"{part.kind} {_number(part.number)}{heading}{first}".rstrip()
    yield from (f"  + {line}" for line in lines)
    for child in part.children:
        yield from (f"  {line}" for line in _part(child))
    for block in part.wrap_up:
        yield from (f"  = {line}" for line in _block(block))


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _text(block.content)
    elif isinstance(block, BlockList):
        yield _text(block.intro)
        for item in block.items:
            first, *rest = [line for inner in item.blocks for line in _block(inner)]
            yield f"  item {_number(item.number)}{first}"
            yield from (f"  {line}" for line in rest)
    else:
        yield block_text(block)


def _text(content: Content) -> str:
    out = ""
    for inline in content:
        if isinstance(inline, Lead):
            out += f"[{text_of(inline.content)}]"
        elif isinstance(inline, Note):
            out += f"{{note {inline.marker}: {' '.join(map(block_text, inline.blocks))}}}"
        else:
            out += text_of((inline,))
    return out


def _number(number: Number | None) -> str:
    return "" if number is None else f"({number.text}) " if number.editorial else f"{number.text} "
