"""Reads the record: Akoma Ntoso → an instrument. Our own records exactly, foreign ones without losing a word.

White space: `xml:space="preserve"` counts in our own records only; everywhere else a run of white space is layout and
reads as one space, and as none at the ends of an element of running text. Foreign publishers mark whole files
`preserve` and indent them all the same."""

from __future__ import annotations

import re

from msgspec import structs

from engross import record
from engross.diagnostics import Outcome, UnreadableError
from engross.model import Attachment, Container, Document, Instrument, Metadata
from engross.readers.akn_foreign import refine
from engross.readers.akn_meta import MetaReader, is_own
from engross.readers.akn_structure import FORMS, OTHER_FORMS, StructureReader
from engross.readers.akn_targets import refers_within, retarget
from engross.readers.akn_text import AKN
from engross.xml import Element, local_name, parse

_DIALECT = re.compile(r"akomantoso|legaldocml", re.IGNORECASE)


class AknReader:
    """Reads Akoma Ntoso."""

    def read(self, data: bytes, name: str = "-", options: object = None) -> Outcome[Instrument]:
        """The instrument. Raises UnreadableError for what is no XML, no Akoma Ntoso, or has a document type."""
        root = parse(data, name)
        foreign_namespace = _in_namespace(root, name)
        element = _document_element(root, name)
        meta = element.find(f"{AKN}meta")
        own = is_own(meta)
        reader = StructureReader(name, own)
        if foreign_namespace is not None:
            said = f"namespace {foreign_namespace!r}" if foreign_namespace else "no namespace"
            reader.report(record.DIALECT, f"the file has {said}: read as Akoma Ntoso 3.0", root)
        form = reader.form(element)
        metadata = _metadata(reader, meta, own, form)
        document = reader.document(element, form)
        if root is not element:
            document = _with_neighbours(reader, document, root, element)
        if reader.meta_notes:
            document = _with_notes(reader, document)
        instrument = Instrument(metadata, document)
        if not own:
            instrument = refine(instrument, reader.targets)
            if refers_within(instrument.document):
                instrument = retarget(instrument, reader.targets)
        return Outcome(instrument, reader.found())


def _in_namespace(root: Element, name: str) -> str | None:
    """Puts a file of another version into the namespace of the standard; returns the namespace it had, None if none
    had to be changed."""
    if root.tag.startswith(AKN):
        return None
    namespace = root.tag[1:].partition("}")[0] if root.tag.startswith("{") else ""
    local = local_name(root)
    if local != "akomaNtoso" and not (_DIALECT.search(namespace) and (local in FORMS or local in OTHER_FORMS)):
        of = f" of the namespace {namespace}" if namespace else ""
        raise UnreadableError(f"{name}: this is XML, but not Akoma Ntoso: its root is <{local}>{of}")
    prefix = f"{{{namespace}}}" if namespace else ""
    for element in root.iter():
        if element.tag.startswith(prefix) and (prefix or not element.tag.startswith("{")):
            element.tag = AKN + local_name(element)
    return namespace


def _document_element(root: Element, name: str) -> Element:
    if local_name(root) in FORMS or local_name(root) in OTHER_FORMS:
        return root
    for child in root:
        if child.tag.startswith(AKN) and (local_name(child) in FORMS or local_name(child) in OTHER_FORMS):
            return child
    raise UnreadableError(f"{name}: this is XML, but not Akoma Ntoso: <{local_name(root)}> holds no document")


def _metadata(reader: StructureReader, meta: Element | None, own: bool, form: str) -> Metadata:
    if meta is None:
        return Metadata()
    made = MetaReader(meta, own, form)
    metadata = made.metadata()
    for part in made.left_out():
        reader.report(record.BEYOND, f"the metadata in {part} was left out", meta)
    reader.entities = {e.href: e.key for e in metadata.entities}
    reader.meta_notes = {note.get("eId", ""): note for note in meta.iter(f"{AKN}note")}
    return metadata


def _with_neighbours(reader: StructureReader, document: Document, root: Element, element: Element) -> Document:
    """The document with what stands beside its element in the root: components, and what is not valid there."""
    attachments, blocks = document.attachments, reader.stray(root)
    for child in root:
        name = local_name(child)
        if name == "components":
            attachments += tuple(reader.attachment(component) for component in child)
            blocks += reader.stray(child)
        elif child is not element and (name in FORMS or name in OTHER_FORMS):
            reader.report(record.BEYOND, f"a second document, a {name}, was read as an annex", child)
            attachments += (Attachment(reader.document(child, reader.form(child))),)
        elif child is not element:
            blocks += tuple(reader.block.get(child.tag, reader.beyond)(child))
    return structs.replace(document, attachments=attachments, conclusions=document.conclusions + blocks)


def _with_notes(reader: StructureReader, document: Document) -> Document:
    """The document with the notes of the metadata that nothing calls, at its end."""
    left = list(reader.meta_notes.values())
    reader.report(record.BEYOND, "notes that are never called were put at the end", left[0])
    notes = Container("notes", tuple(block for note in left for block in reader.blocks(note)))
    return structs.replace(document, conclusions=(*document.conclusions, notes))
