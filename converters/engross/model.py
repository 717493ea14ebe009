"""One tree: an instrument as an immutable, typed tree that knows no format.

The names are those of Akoma Ntoso 3.0 (OASIS LegalDocML) where it has one. Canonical Akoma Ntoso is the serial form
of this tree: reading what was written gives an equal tree. Sequences are tuples; text is `str` inside `Content`.
A tree is *normal* when no `Content` holds an empty string or two neighbouring strings (see `content`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct, structs

# --------------------------------------------------------------------------- inlines

EmphasisKind = Literal["i", "b", "u", "sup", "sub"]
MentionKind = Literal[
    "organization", "person", "location", "role", "event", "concept", "object", "process", "term", "quantity"
]
MarkElement = Literal[
    "docTitle", "docType", "docNumber", "docDate", "docAuthority", "docProponent", "docStatus", "docStage",
    "docPurpose", "docCommittee", "docketNumber", "session", "signature", "def", "abbr", "inline", "span",
]  # fmt: skip


class Emphasis(Struct, frozen=True, gc=False, omit_defaults=True, tag="emphasis"):
    """Italic, bold, underlined, raised or lowered text, as printed."""

    kind: EmphasisKind
    content: Content


class Lead(Struct, frozen=True, gc=False, omit_defaults=True, tag="lead"):
    """The lead phrase that opens a recital ("Recalling also") or an operative clause ("Further requests")."""

    content: Content
    zone: Literal["preambular", "operative"] = "operative"


class Date(Struct, frozen=True, gc=False, omit_defaults=True, tag="date"):
    """A full date named in the text; `date` is ISO 8601 (YYYY-MM-DD)."""

    content: Content
    date: str


class Reference(Struct, frozen=True, gc=False, omit_defaults=True, tag="ref"):
    """A citation. `href` is an IRI of the naming convention, or "#" and an eId of this record."""

    content: Content
    href: str


class Mention(Struct, frozen=True, gc=False, omit_defaults=True, tag="mention"):
    """A body, state, person, place … named in the text. `entity` is the key of an `Entity` of the metadata;
    `role` that of the role in which a person is named, or ""."""

    content: Content
    kind: MentionKind
    entity: str
    role: str = ""


class Mark(Struct, frozen=True, gc=False, omit_defaults=True, tag="mark"):
    """Text with a duty in the document (its title, number, date, session, a signature, a definition).

    `date` is ISO 8601 for docDate; `entity` the key of what it refers to; `name` the name of an `inline`, the title
    of an `abbr`, the value of a `session`; each is "" when absent."""

    content: Content
    element: MarkElement
    date: str = ""
    entity: str = ""
    name: str = ""


class Note(Struct, frozen=True, omit_defaults=True, tag="note"):
    """A note, standing at its call. `marker` is the call as printed ("1", "*"); `editorial` when the marker is ours."""

    blocks: tuple[Block, ...]
    marker: str
    editorial: bool = False


class Break(Struct, frozen=True, gc=False, tag="break"):
    """A line break that belongs to the text."""


class OpaqueInline(Struct, frozen=True, gc=False, tag="opaque-inline"):
    """A foreign inline element beyond this model, kept whole as XML; `text` is its visible text."""

    xml: str
    text: str


Inline = str | Emphasis | Lead | Date | Reference | Mention | Mark | Note | Break | OpaqueInline
Content = tuple[Inline, ...]

# --------------------------------------------------------------------------- blocks


class Number(Struct, frozen=True, gc=False, omit_defaults=True):
    """A number as it stands before its text ("5 bis.", "(aa)", "Article 2"); `editorial` when the source printed none."""

    text: str
    editorial: bool = False


class Paragraph(Struct, frozen=True, gc=False, tag="p"):
    """A paragraph of text without a number of its own."""

    content: Content


class ListItem(Struct, frozen=True, omit_defaults=True):
    """An item of a `BlockList`."""

    blocks: tuple[Block, ...]
    number: Number | None = None


class BlockList(Struct, frozen=True, omit_defaults=True, tag="list"):
    """Items under a recital, in a note or a cell. (Items under a clause are provisions: kind "point".)"""

    items: tuple[ListItem, ...]
    intro: Content = ()
    wrap_up: Content = ()


class Cell(Struct, frozen=True, omit_defaults=True):
    """A cell of a table; `columns` and `rows` are how many it spans."""

    blocks: tuple[Block, ...]
    header: bool = False
    columns: int = 1
    rows: int = 1


class Row(Struct, frozen=True):
    """A row of a table."""

    cells: tuple[Cell, ...]


class Table(Struct, frozen=True, omit_defaults=True, tag="table"):
    """A table."""

    rows: tuple[Row, ...]
    caption: Content = ()


class Opaque(Struct, frozen=True, gc=False, tag="opaque"):
    """A foreign block element beyond this model, kept whole as XML; `text` is its visible text."""

    xml: str
    text: str


Block = Paragraph | BlockList | Table | Opaque

# --------------------------------------------------------------------------- structure


class CrossHeading(Struct, frozen=True, gc=False, tag="cross-heading"):
    """A heading between provisions that opens no division of its own."""

    content: Content


class Provision(Struct, frozen=True, omit_defaults=True, tag="provision"):
    """A unit of the hierarchy: a division (part, chapter, section, article) or a clause (paragraph, point, …).

    `kind` is the name of its Akoma Ntoso element. `blocks` is its own text, before its children; `wrap_up` the
    unnumbered text that goes on after them. Children of kind "point" stand in one `list` in the record.
    `name` is the name of an `hcontainer`."""

    kind: str
    number: Number | None = None
    heading: Content = ()
    subheading: Content = ()
    blocks: tuple[Block, ...] = ()
    children: tuple[Provision | CrossHeading, ...] = ()
    wrap_up: tuple[Block, ...] = ()
    name: str = ""


class Recital(Struct, frozen=True, omit_defaults=True):
    """One preambular clause."""

    blocks: tuple[Block, ...]
    number: Number | None = None


class Recitals(Struct, frozen=True, omit_defaults=True, tag="recitals"):
    """A run of recitals; `intro` and `wrap_up` are unnumbered text around them."""

    items: tuple[Recital, ...]
    intro: tuple[Block, ...] = ()
    wrap_up: tuple[Block, ...] = ()


class Formula(Struct, frozen=True, omit_defaults=True, tag="formula"):
    """The words that enact: "The General Assembly,", "Have agreed as follows:"."""

    blocks: tuple[Block, ...]
    name: str = "enactingFormula"


class Container(Struct, frozen=True, omit_defaults=True, tag="container"):
    """Paragraphs with a duty named by `name`: chapeau, issuer, masthead, dateline, signatures, witnessingClause …"""

    name: str
    blocks: tuple[Block | Container, ...]


class LongTitle(Struct, frozen=True, tag="long-title"):
    """The title as printed, its lines as paragraphs; a `Mark` docTitle holds the words of the title."""

    blocks: tuple[Block, ...]


class Attachment(Struct, frozen=True, omit_defaults=True):
    """An annex: its own heading and number ("Annex II"), and a document of its own."""

    document: Document
    number: Number | None = None
    heading: Content = ()
    subheading: Content = ()


class Document(Struct, frozen=True, omit_defaults=True):
    """The text of an instrument or annex in the order of Akoma Ntoso. `form` is the document element, `name` its kind."""

    form: Literal["statement", "doc", "act", "bill"]
    name: str
    cover: tuple[Container | Block, ...] = ()
    preface: tuple[LongTitle | Container | Formula | Block, ...] = ()
    preamble: tuple[Recitals | Formula | Container | Block, ...] = ()
    body: tuple[Provision | Container | Block, ...] = ()
    conclusions: tuple[Container | Formula | Block, ...] = ()
    attachments: tuple[Attachment, ...] = ()


# --------------------------------------------------------------------------- metadata


class Entity(Struct, frozen=True, gc=False, omit_defaults=True):
    """Something the text names: a top level class (TLC) entry of the record. `key` is its eId."""

    key: str
    kind: MentionKind
    name: str
    href: str


class Metadata(Struct, frozen=True, omit_defaults=True):
    """What is known of the instrument; "" is not known. Dates are ISO 8601.

    country: FRBRcountry ("un", "xx-oic"); subtype, actor, number, slug: the segments of the Work IRI of that name;
    symbol: the number as printed; language: ISO 639-3; author, publisher: keys of entities; kind: the docType word
    as printed; participants: keys of the states and bodies that take part; produced: date of the manifestation."""

    title: str = ""
    kind: str = ""
    country: str = "xx"
    subtype: str = ""
    actor: str = ""
    date: str = ""
    number: str = ""
    slug: str = ""
    symbol: str = ""
    language: str = "und"
    place: str = ""
    session: str = ""
    agenda_item: str = ""
    author: str = ""
    publisher: str = ""
    publication_date: str = ""
    source: str = ""
    produced: str = ""
    participants: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()


class Instrument(Struct, frozen=True):
    """The whole: what is known, and the text."""

    metadata: Metadata
    document: Document


# --------------------------------------------------------------------------- small services of the tree


def content(parts: Iterable[Inline]) -> Content:
    """`parts` in normal form: no empty strings, neighbouring strings joined."""
    out: list[Inline] = []
    for part in parts:
        if type(part) is str:
            if not part:
                continue
            if out and type(out[-1]) is str:
                out[-1] += part
                continue
        out.append(part)
    return tuple(out)


def text_of(parts: Content, notes: bool = False) -> str:
    """The visible text of inlines; a break is a line feed. Notes are left out unless `notes`."""
    out: list[str] = []
    for part in parts:
        if type(part) is str:
            out.append(part)
        elif isinstance(part, Break):
            out.append("\n")
        elif isinstance(part, OpaqueInline):
            out.append(part.text)
        elif isinstance(part, Note):
            if notes:
                out += (f"[{part.marker} ", " ".join(block_text(b, notes) for b in part.blocks), "]")
        elif not isinstance(part, str):
            out.append(text_of(part.content, notes))
    return "".join(out)


def block_text(block: Block, notes: bool = False) -> str:
    """The visible text of a block, numbers of items included, its parts joined by spaces."""
    if isinstance(block, Paragraph):
        return text_of(block.content, notes)
    if isinstance(block, Opaque):
        return block.text
    parts: list[str] = []
    if isinstance(block, BlockList):
        parts.append(text_of(block.intro, notes))
        for item in block.items:
            if item.number:
                parts.append(item.number.text)
            parts += (block_text(b, notes) for b in item.blocks)
        parts.append(text_of(block.wrap_up, notes))
    else:
        parts.append(text_of(block.caption, notes))
        parts += (block_text(b, notes) for row in block.rows for cell in row.cells for b in cell.blocks)
    return " ".join(p for p in parts if p)


def provisions(document: Document) -> Iterator[Provision]:
    """Every provision of the body, in reading order; annexes are left out."""
    stack: list[object] = [*reversed(document.body)]
    while stack:
        part = stack.pop()
        if isinstance(part, Provision):
            yield part
            stack += reversed(part.children)


def with_metadata(instrument: Instrument, **changes: object) -> Instrument:
    """The instrument with some fields of its metadata replaced."""
    return structs.replace(instrument, metadata=structs.replace(instrument.metadata, **changes))
