"""Makes of a foreign record what ours would say: recitals of the United Nations' containers, numbers that stand in the
text, a title, a symbol."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from msgspec import Struct, structs

from engross.model import (
    Attachment,
    Block,
    Container,
    Content,
    Document,
    Emphasis,
    Entity,
    Instrument,
    Lead,
    LongTitle,
    Mark,
    Mention,
    MentionKind,
    Number,
    Opaque,
    OpaqueInline,
    Paragraph,
    Provision,
    Recital,
    Recitals,
    content,
    text_of,
)
from engross.numbering import CLAUSES

# "1 -", "2.", "(a)", "b)", "(أ)" before the words of a clause.
_POINTED = re.compile(r"""\b(?:refersTo|as|by|source)=["']#([^"'\s]+)""")
_NUMBERED = re.compile(
    r"(\d{1,3}(?:\s?[-–]|[.)])|\((?:\d{1,3}|[a-z]{1,4}|[\u0621-\u064a]{1,4})\)|[a-z]{1,4}\))\s+(?=[^\s\d]|$)"
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
    changes: dict[str, Any] = {key: value for key, value in found.items() if value and not getattr(metadata, key)}
    refined = _Refining(targets).refined(document)
    if missing := _unlisted(refined, {entity.key for entity in metadata.entities}):
        changes["entities"] = (*metadata.entities, *missing)
    return Instrument(structs.replace(metadata, **changes), refined)


def _unlisted(document: Document, known: set[str]) -> tuple[Entity, ...]:
    """An entity for each key that the text names and no entry lists: nearly half of the United Nations' are such."""
    missing: dict[str, MentionKind] = {}
    stack: list[Any] = [document]
    while stack:
        part = stack.pop()
        if isinstance(part, tuple):
            stack += reversed(part)
            continue
        if isinstance(part, Mention):
            missing.setdefault(part.entity, part.kind)
            missing.setdefault(part.role, "role")
        elif isinstance(part, Mark):
            missing.setdefault(part.entity, "concept")
        elif isinstance(part, Opaque | OpaqueInline):
            for key in _POINTED.findall(part.xml):
                missing.setdefault(key, "concept")
        if isinstance(part, Struct):
            stack += [v for f in reversed(part.__struct_fields__) if isinstance(v := getattr(part, f), tuple | Struct)]
    return tuple(
        Entity(key, kind, key, f"/akn/ontology/{kind}/{key}")
        for key, kind in missing.items()
        if key and key not in known
    )


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


def _titled(part: object) -> object:
    """A line of the preface as the title, if the words of the title are in it."""
    if isinstance(part, Paragraph) and any(mark.element == "docTitle" for mark in _marks((part,))):
        return LongTitle((part,))
    return part


class _Refining:
    """Replaces parts, and remembers which came of which."""

    def __init__(self, targets: dict[str, object]) -> None:
        self.targets = targets
        self.names: dict[int, list[str]] = {}
        for name, part in targets.items():
            self.names.setdefault(id(part), []).append(name)

    def refined(self, document: Document) -> Document:
        """The document with runs of containers named by their own first words ("Recalling") as recitals, with its title,
        and with the numbers of its clauses."""
        preamble: list[object] = []
        for named, run in groupby(document.preamble, lambda p: isinstance(p, Container) and _opens_with_name(p)):
            if named:
                preamble.append(Recitals(tuple(self.recital(c) for c in run if isinstance(c, Container))))
            else:
                preamble += run
        preface = document.preface
        if not any(isinstance(part, LongTitle) for part in preface):
            preface = tuple(_titled(part) for part in preface)  # type: ignore[misc]
        body = tuple(self.numbered(part) if isinstance(part, Provision) else part for part in document.body)
        attachments = tuple(self.attachment(a) for a in document.attachments)
        return structs.replace(document, preface=preface, preamble=tuple(preamble), body=body, attachments=attachments)

    def attachment(self, attachment: Attachment) -> Attachment:
        made = structs.replace(attachment, document=self.refined(attachment.document))
        self.replaces(attachment, made)
        return made

    def numbered(self, part: Provision) -> Provision:
        """A provision whose number stands in its text, with that number; and so for all below it."""
        changes: dict[str, Any] = {}
        children = tuple(self.numbered(c) if isinstance(c, Provision) else c for c in part.children)
        if any(new is not old for new, old in zip(children, part.children, strict=True)):
            changes["children"] = children
        if part.number is None and part.kind in CLAUSES and part.blocks and not part.heading:
            first, *more = part.blocks
            if isinstance(first, Paragraph) and first.content and isinstance(first.content[0], str):
                found = _NUMBERED.match(first.content[0])
                rest = content((first.content[0][found.end() :], *first.content[1:])) if found else ()
                if found and rest:
                    changes |= {"number": Number(found[1]), "blocks": (Paragraph(rest), *more)}
        if not changes:
            return part
        made = structs.replace(part, **changes)
        self.replaces(part, made)
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
