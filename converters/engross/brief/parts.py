"""The small parts a brief is made of: sections, tables, and citations that link to the clauses they cite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engross.brief.phrase import flat
from engross.brief.survey import Passage
from engross.brief.words import Words
from engross.model import (
    Block,
    Cell,
    Container,
    Content,
    Inline,
    Paragraph,
    Provision,
    Reference,
    Row,
    Table,
    block_text,
    content,
)

NOTHING = "—"
"""What stands in a cell that has nothing to say."""


def section(heading: str, *blocks: Block, parts: Sequence[Provision] = ()) -> Provision:
    return Provision("section", heading=(heading,), blocks=blocks, children=tuple(parts))


def subsection(heading: str, *blocks: Block) -> Provision:
    return Provision("subsection", heading=(heading,), blocks=blocks)


def paragraph(*inlines: Inline) -> Paragraph:
    return Paragraph(content(inlines))


def cite(passage: Passage) -> Reference:
    """The number of a passage, linked to it."""
    return Reference((passage.label,), f"#{passage.eid}")


def cites(passages: Iterable[Passage], words: Words, most: int) -> Content:
    """The numbers of some passages, each linked, each once: `most` of them, and how many there are beside."""
    each = list({p.eid: p for p in passages}.values())
    out: list[Inline] = []
    for n, passage in enumerate(each[:most] if len(each) > most + 1 else each):
        out += [", " if n else "", cite(passage)]
    if len(each) > most + 1:
        out.append(f" {words['more'].format(count=len(each) - most)}")
    return content(out)


def table(heads: Sequence[str], rows: Sequence[Sequence[str | Content | Cell]], caption: str = "") -> Table:
    """A table whose first row heads its columns."""
    head = Row(tuple(Cell((Paragraph((h,)),), header=True) for h in heads))
    return Table((head, *(Row(tuple(_cell(c) for c in row)) for row in rows)), (caption,) if caption else ())


def facts(rows: Sequence[tuple[str, str | Content]]) -> Table:
    """A table whose first column heads its rows."""
    return Table(tuple(Row((Cell((Paragraph((name,)),), header=True), _cell(value))) for name, value in rows))


def group(name: str, rows: int) -> Cell:
    """The head of some rows, beside them."""
    return Cell((Paragraph((name,)),), header=True, rows=rows)


def _cell(value: str | Content | Cell) -> Cell:
    if isinstance(value, Cell):
        return value
    if isinstance(value, str):
        value = (value or NOTHING,)
    return Cell((Paragraph(value),))


def plain_text(part: Block | Container) -> str:
    """The visible text of a block, or of all blocks of a container."""
    if isinstance(part, Container):
        return " ".join(plain_text(block) for block in part.blocks)
    return flat(block_text(part))
