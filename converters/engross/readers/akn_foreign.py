"""Makes of a foreign record what ours would say: recitals of the United Nations' containers, a title, a symbol."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import structs

from engross.model import (
    Attachment,
    Block,
    Container,
    Content,
    Document,
    Emphasis,
    Instrument,
    Lead,
    LongTitle,
    Mark,
    Paragraph,
    Recital,
    Recitals,
    content,
    text_of,
)


def refine(instrument: Instrument, targets: dict[str, object]) -> Instrument:
    """The instrument with what its text says where its metadata was silent, and with recitals.

    targets: the parts of the tree by their foreign eIds; those that are replaced are replaced there too."""
    document, metadata = instrument.document, instrument.metadata
    front = (*document.preface, *document.cover)
    found = {
        "title": _said("docTitle", front),
        "symbol": _said("docNumber", (*document.cover, *document.preface)),
        "kind": _said("docType", front),
        "session": _said("session", front),
    }
    changes = {key: value for key, value in found.items() if value and not getattr(metadata, key)}
    return Instrument(structs.replace(metadata, **changes), _Refining(targets).with_recitals(document))


def _said(element: str, parts: Iterable[object]) -> str:
    """The words of the first mark of that name; "" when there is none."""
    return next((" ".join(text_of(mark.content).split()) for mark in _marks(parts) if mark.element == element), "")


def _marks(parts: Iterable[object]) -> Iterator[Mark]:
    for part in parts:
        if isinstance(part, Mark):
            yield part
        if isinstance(part, LongTitle | Container):
            yield from _marks(part.blocks)
        elif isinstance(part, Paragraph | Emphasis | Mark):
            yield from _marks(part.content)


def _opens_with_name(container: Container) -> bool:
    if not container.name or not container.blocks or any(isinstance(b, Container) for b in container.blocks):
        return False
    first = container.blocks[0]
    return isinstance(first, Paragraph) and _folded(text_of(first.content)).startswith(_folded(container.name))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _with_lead(parts: Content, name: str) -> Content:
    """`parts` with the emphasised words they open with as the lead phrase, if these are the `name`."""
    if parts and isinstance(parts[0], Emphasis) and _folded(text_of(parts[0].content)) == _folded(name):
        return content((Lead(parts[0].content, "preambular"), *parts[1:]))
    return parts


class _Refining:
    """Replaces containers by recitals, and remembers which came of which."""

    def __init__(self, targets: dict[str, object]) -> None:
        self.targets = targets
        self.names: dict[int, list[str]] = {}
        for name, part in targets.items():
            self.names.setdefault(id(part), []).append(name)

    def with_recitals(self, document: Document) -> Document:
        """The document with runs of containers named by their own first words ("Recalling") as recitals."""
        preamble: list[object] = []
        for named, run in groupby(document.preamble, lambda p: isinstance(p, Container) and _opens_with_name(p)):
            if named:
                preamble.append(Recitals(tuple(self.recital(c) for c in run if isinstance(c, Container))))
            else:
                preamble += run
        attachments = tuple(self.with_recitals_in(a) for a in document.attachments)
        return structs.replace(document, preamble=tuple(preamble), attachments=attachments)

    def with_recitals_in(self, attachment: Attachment) -> Attachment:
        made = structs.replace(attachment, document=self.with_recitals(attachment.document))
        self.replaces(attachment, made)
        return made

    def recital(self, container: Container) -> Recital:
        blocks: list[Block] = [b for b in container.blocks if not isinstance(b, Container)]
        first = blocks[0]
        if isinstance(first, Paragraph):
            blocks[0] = Paragraph(_with_lead(first.content, container.name))
        made = Recital(tuple(blocks))
        self.replaces(container, made)
        return made

    def replaces(self, old: object, new: object) -> None:
        for name in self.names.get(id(old), ()):
            self.targets[name] = new
