"""Writes the canonical record: an instrument as Akoma Ntoso 3.0, valid by the official schema whatever the instrument.

eIds and IRIs follow the naming convention (level 2: every element of the schema's group `idreq` has an eId). What the
schema cannot hold where it stands is wrapped or repaired, and reported; no word of the text is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, structs

from engross import record
from engross.diagnostics import Diagnostic, Outcome
from engross.identity import Eids
from engross.model import Attachment, Document, Instrument, Paragraph
from engross.schema import judge
from engross.writers.akn_flat import flat_text
from engross.writers.akn_meta import Agents, MetaWriter, agents
from engross.writers.akn_structure import StructureWriter
from engross.writers.akn_text import attribute

if TYPE_CHECKING:
    from engross.writers.akn4un import Akn4unWriter

_HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{record.NAMESPACE}">'
# What XML 1.0 has no character for (2.2): found as bytes, because most records have none.
_CONTROLS = bytes(n for n in range(32) if n not in b"\t\n\r")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class AknOptions(Struct, frozen=True):
    """profile: whose conventions the file keeps to: ours (the canonical record, which gives back the very tree), or those
    of the United Nations (see `engross.writers.akn4un`)."""

    profile: Literal["engross", "akn4un"] = "engross"


class AknWriter:
    """Writes the canonical record."""

    Options = AknOptions

    def write(self, instrument: Instrument, options: object = None) -> Outcome[bytes]:
        """The record as UTF-8, with what had to be repaired, and what the schema objects to (nothing, unless the
        writer is at fault)."""
        made: RecordWriter | Akn4unWriter = RecordWriter(instrument)
        if isinstance(options, AknOptions) and options.profile == "akn4un":
            from engross.writers.akn4un import written

            made = written(instrument)
        data, characters = _encoded(made.record())
        found = [*made.found()]
        if characters:
            message = f"{characters} characters that XML does not have became U+FFFD"
            found.append(Diagnostic(record.CHARACTER, message, hint="look at the source for damaged text"))
        found += [
            Diagnostic(record.INVALID, f"line {fault.line} of the record: {fault.message}", hint="report this record")
            for fault in judge(data)
        ]
        return Outcome(data, tuple(found))


class RecordWriter(StructureWriter):
    """Writes one instrument, once."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.own: Agents = agents(instrument.metadata)
        keys = (record.written_key(e.key) for e in instrument.metadata.entities)
        super().__init__(Eids((*keys, *self.own.keys())))
        form = self.form(instrument.document)
        self.meta = MetaWriter(instrument.metadata, form, self, self.own)

    def record(self) -> str:
        """The record as text; characters that XML does not have are still in it."""
        self.add(_HEAD)
        self.document(self.instrument.document, "", record.MAIN)
        self.add("\n</akomaNtoso>\n")
        text = "".join(self.parts)
        self.parts.clear()  # as long as the record, and no longer wanted while it is judged
        del self.meta  # it has this writer, and would keep the instrument until the garbage is collected
        return text

    def document(self, document: Document, root: str, component: str) -> None:
        """A document in the order of Akoma Ntoso. `root` is the eId of the attachment it stands in."""
        form = self.form(document)
        self.add(f'\n<{form} name="{attribute(document.name)}" contains="originalVersion">')
        self.add(self.meta.annex(component) if root else self.meta.main())
        self.zone("coverPage", document.cover, root)
        self.zone("preface", document.preface, root)
        self.zone("preamble", document.preamble, root)
        self.body(document, root)
        self.zone("conclusions", document.conclusions, root)
        if document.attachments:
            self.add("\n<attachments>")
            stem = "" if component == record.MAIN else f"{component}/"
            for n, attachment in enumerate(document.attachments, 1):
                self.attachment(attachment, root, n, f"{stem}{record.ANNEX}{n}")
            self.add("\n</attachments>")
        self.add(f"\n</{form}>")

    def attachment(self, part: Attachment, root: str, ordinal: int, component: str) -> None:
        eid = self.eids.attachment(part, root, ordinal)
        self.add(f'\n<attachment eId="{eid}">')
        self.number(part.number, eid)
        self.titled("heading", part.heading, eid)
        self.titled("subheading", part.subheading, eid)
        self.depth += 3
        document = part.document
        if self.depth >= record.DEEPEST and document.attachments:
            self.report(record.REPAIRED, "annexes nested too deep: flattened to their text")
            flat = Paragraph((" ".join(flat_text(document.attachments).split()),))
            document = structs.replace(document, conclusions=(*document.conclusions, flat), attachments=())
        self.document(document, eid, component)
        self.depth -= 3
        self.add("\n</attachment>")

    def form(self, document: Document) -> str:
        """The document element."""
        if document.form in ("statement", "doc", "act", "bill"):
            return document.form
        self.report(record.REPAIRED, f"there is no document element {document.form!r}: written as doc")
        return "doc"


def _encoded(text: str) -> tuple[bytes, int]:
    """`text` as UTF-8, its carriage returns as references, and the number of characters that had to be replaced."""
    try:
        data = text.encode()
        clean = "\ufffe" not in text and "\uffff" not in text and len(data.translate(None, _CONTROLS)) == len(data)
    except UnicodeEncodeError:
        clean = False
    replaced = 0
    if not clean:
        text, replaced = _ILLEGAL.subn("\ufffd", text)
        data = text.encode()
    return (data.replace(b"\r", b"&#13;") if b"\r" in data else data), replaced
