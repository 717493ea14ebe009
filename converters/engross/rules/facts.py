"""What the checks need to know of a file, noted on the way: its FRBR blocks, entries, clauses, notes, dates and words."""

from __future__ import annotations

import re

from engross.identity import number_part
from engross.rules.record import Element, Identity, Numbered, Record
from engross.rules.registry import closes, opens

LEVELS = frozenset({"FRBRWork", "FRBRExpression", "FRBRManifestation"})
ENTRIES = frozenset(
    "TLCPerson TLCOrganization TLCConcept TLCObject TLCEvent TLCLocation TLCProcess TLCRole TLCTerm TLCReference".split()
)
# Kinds whose members may go on being numbered through the document; their own series belong to their parent.
DIVISIONS = frozenset(
    "book tome part subpart title subtitle chapter subchapter section subsection division subdivision hcontainer".split()
)
HIERARCHY = DIVISIONS | frozenset(
    "article paragraph subparagraph clause subclause rule subrule list sublist point indent alinea item level proviso "
    "transitional".split()
)
# Parts that clauses may be quoted in: their numbers are those of another text.
QUOTED = ("quotedStructure", "embeddedStructure", "mod")
# Three sets side by side are what the engine finds fastest; that no letter stands before is looked at afterwards.
ACRONYMS = re.compile(r"[A-Z][A-Z][A-Z][A-Z0-9]{0,7}\b").finditer
# A word in capitals before and after.
BEFORE = re.compile(r"\b[A-Z]{2,} $").search
AFTER = re.compile(r" [A-Z]{2,}\b").match
SAMPLE = 6_000
FIRST_REFERENCE = re.compile(rb"""<(?:\w+:)?ref\s[^>]*?href\s*=\s*["']#([^"']*)|</(?:\w+:)?item\s*>""").search
# The members of series are remembered to the end, and their attributes asked for no more: a third of their memory.
_FORGOTTEN: dict[str, str] = {}
_ROMAN = re.compile(r"[IVXLCDM]+$")


@opens("", "identification")
def identity(element: Element, record: Record) -> None:
    meta = element.parent
    record.identities.append(Identity(element, meta.parent if meta else None))


@opens(
    "",
    "FRBRthis FRBRuri FRBRalias FRBRdate FRBRauthor FRBRcountry FRBRsubtype FRBRnumber FRBRname FRBRlanguage FRBRformat",
)
def level(element: Element, record: Record) -> None:
    parent = element.parent
    if parent and parent.name in LEVELS and record.identities:
        record.identities[-1].levels.setdefault(parent.name, {}).setdefault(element.name, []).append(element)


@opens("", ENTRIES)
def entry(element: Element, record: Record) -> None:
    record.entries.append(element)


@opens("", "attachment")
def attachment(element: Element, record: Record) -> None:
    record.attachments.append(element)


@closes("", HIERARCHY - {"list", "sublist"})
def member(element: Element, record: Record) -> None:
    """Notes a numbered part in its series: that of its parent, or of the document where numbers run through divisions."""
    if not element.num or (element.name == "item" and _cites(element, record)):
        return
    parent, division = element.parent, None
    if element.name not in DIVISIONS:
        while parent is not None and parent.name in DIVISIONS:
            division = division or parent
            parent = parent.parent
    key = (id(parent), element.name)
    element.attrs = _FORGOTTEN
    record.series.setdefault(key, []).append(Numbered(element, element.num, division))


def _cites(item: Element, record: Record) -> bool:
    """Whether the number of an item is that of the part which its first reference points at, as in a list of clauses."""
    first = FIRST_REFERENCE(record.data, item.at)
    target = first.group(1) if first else None
    return target is not None and target.decode().rpartition("_")[2] == number_part(item.num or "")


@closes("", "authorialNote note", text=True)
def note(element: Element, record: Record) -> None:
    record.notes.append((element, element.text.strip()))


@opens("", "noteRef")
def call(element: Element, record: Record) -> None:
    record.calls.append(element)


@closes("", "date docDate", text=True)
def date(element: Element, record: Record) -> None:
    record.dates.append((element, element.text.strip()))


@closes("", "recital", text=True)
def recital(element: Element, record: Record) -> None:
    (record.annexed if record.attachments else record.recitals).append((element, _without_number(element)))


@closes("", "container", text=True)
def recital_by_name(element: Element, record: Record) -> None:
    """AKN4UN: a recital is a container in the preamble, named after its lead phrase."""
    parent, name = element.parent, element.attrs.get("name", "")
    if parent and parent.name == "preamble" and name[:1].isupper():
        (record.annexed if record.attachments else record.recitals).append((element, _without_number(element)))


@closes("", "paragraph", text=True)
def clause(element: Element, record: Record) -> None:
    """An operative clause: a numbered paragraph of a body that is not quoted from another text."""
    parent = element.parent
    while parent is not None and parent.name in DIVISIONS:
        parent = parent.parent
    if element.num and parent and parent.name in ("mainBody", "body"):
        (record.annexed if record.attachments else record.clauses).append((element, _without_number(element)))


def _without_number(element: Element) -> str:
    text = element.text.strip()
    num = element.num
    return text[len(num) :].lstrip() if num and text.startswith(num) else text


@closes("", "p", text=True)
def words(element: Element, record: Record) -> None:
    """A sample for the language, and the acronyms with the first place of each."""
    text = element.text
    if element.zone == "meta":
        return
    if record.sampled < SAMPLE:
        record.sample.append(text)
        record.sampled += len(text)
    for met in ACRONYMS(text):
        start, end = met.span()
        before = text[start - 1 : start]
        if before.isalnum():
            continue
        acronym = met.group()
        if before == "(" or (before == "“" and text[end : end + 1] == "”"):
            record.introduced.add(acronym)
        elif acronym not in record.acronyms and not _ROMAN.match(acronym) and not _stressed(text, start, end):
            record.acronyms[acronym] = element


def _stressed(text: str, start: int, end: int) -> bool:
    """Whether a word in capitals is stressed, and no acronym: at the head of a paragraph, or one of several in a row
    ("DONE at", "IN WITNESS WHEREOF")."""
    head = text[:start].strip()
    return not any(c.isalnum() for c in head) or bool(AFTER(text, end) or BEFORE(text, max(start - 16, 0), start))
