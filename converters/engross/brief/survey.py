"""What an instrument says, clause by clause: what each does, whom it asks, which dates, instruments and names stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from engross.brief import words
from engross.brief.phrase import cut, flat
from engross.identity import DIVISIONS, UNKNOWN_DATE, number_part
from engross.model import (
    Block,
    BlockList,
    Content,
    Date,
    Document,
    Inline,
    Instrument,
    Lead,
    Mention,
    Note,
    Paragraph,
    Provision,
    Recital,
    Recitals,
    Reference,
    Table,
    text_of,
)
from engross.numbering import CLAUSES

WORD = re.compile(r"[^\W\d_]{3,}")
SENTENCE = re.compile(r"(?<=[.;:])\s+")
DATED = re.compile(r"\A[\s,]*(?:\S{1,4}\s+){0,2}\Z")
"""What may stand between a citation and its date ("of", "du", "vom")."""
YEAR_SEGMENT = re.compile(r"\d{4}(?:-\d\d-\d\d)?")


class Passage(NamedTuple):
    """A part of the text that can be cited: `label` as it is cited, `eid` in the brief, its own inlines without those
    of its parts."""

    label: str
    eid: str
    content: Content
    part: Provision | Recital

    @property
    def text(self) -> str:
        return flat(text_of(self.content))


class Clause(NamedTuple):
    """An operative clause: the whole, what opens it, what it does (a key of the actions), and who is asked, "" if not sure."""

    passage: Passage
    lead: str
    rest: str
    action: str
    addressee: str


class Bond(NamedTuple):
    """A sentence that binds: who, what (from the verb on), and where."""

    who: str
    what: str
    passage: Passage


class Citation(NamedTuple):
    """An instrument cited: as first named, its date (ISO 8601, or a year, or ""), and where."""

    name: str
    date: str
    passages: tuple[Passage, ...]


class Named(NamedTuple):
    """Somebody or something named in the text, and where."""

    key: str
    kind: str
    name: str
    passages: tuple[Passage, ...]


class Day(NamedTuple):
    """A date named in the text: ISO 8601, as printed, and where."""

    date: str
    printed: str
    passage: Passage


class Survey(NamedTuple):
    """All of it, in the order of the text."""

    passages: tuple[Passage, ...]
    clauses: tuple[Clause, ...]
    articles: tuple[Passage, ...]
    bonds: tuple[Bond, ...]
    citations: tuple[Citation, ...]
    named: tuple[Named, ...]
    days: tuple[Day, ...]


def survey(instrument: Instrument, eids: Mapping[int, str], said: words.Words) -> Survey:
    """`eids`: the eId, in the brief, of each part of the document by its identity (`id`)."""
    document = instrument.document
    passages = tuple(_labelled(_passages(document, eids)))
    articles = tuple(p for p in passages if isinstance(p.part, Provision) and p.part.kind == "article")
    first = {id(p) for p in first_clauses(document)}
    found = (_clause(p, said) for p in passages if id(p.part) in first)
    clauses = tuple(clause for clause in found if any(map(str.isalnum, clause.lead + clause.rest)))
    return Survey(
        passages,
        clauses,
        articles,
        tuple(_bonds(passages, said)) if articles else (),
        _citations(passages, said),
        _named(instrument, passages),
        tuple(_days(passages)),
    )


def first_clauses(document: Document) -> Iterator[Provision]:
    """The clauses of the first level outside articles, through divisions of any depth."""
    stack = [p for p in reversed(document.body) if isinstance(p, Provision)]
    while stack:
        part = stack.pop()
        if part.kind in CLAUSES:
            yield part
        elif part.kind in DIVISIONS:
            stack += [c for c in reversed(part.children) if isinstance(c, Provision)]


# --------------------------------------------------------------------------- passages


def _passages(document: Document, eids: Mapping[int, str]) -> Iterator[Passage]:
    count = 0
    for part in document.preamble:
        if isinstance(part, Recitals):
            for recital in part.items:
                count += 1
                label = _bare(recital.number.text) if recital.number else ""
                yield Passage(label or f"PP{count}", eids[id(recital)], _inlines(recital.blocks), recital)
    for body in document.body:
        if isinstance(body, Provision):
            yield from _provision(body, "", eids)


def _labelled(passages: Iterator[Passage]) -> Iterator[Passage]:
    """The passages; one without a number is cited by the number it stands behind: "13 …"."""
    last = ""
    for passage in passages:
        last = passage.label or last
        yield passage if passage.label else passage._replace(label=f"{last} …".strip())


def _provision(part: Provision, above: str, eids: Mapping[int, str]) -> Iterator[Passage]:
    number = part.number.text if part.number else ""
    if part.kind == "article":
        number = number_part(number)  # the columns that cite articles say so at their head
    label = above if not _bare(number) else _joined(above, number)
    if part.kind not in DIVISIONS or part.blocks:
        own = _inlines((*part.blocks, *part.wrap_up)) if part.children else _inlines(part.blocks)
        yield Passage(label, eids[id(part)], own, part)
    inside = "" if part.kind in DIVISIONS else label
    for child in part.children:
        if isinstance(child, Provision):
            yield from _provision(child, inside, eids)


def _joined(above: str, number: str) -> str:
    """A number behind those above it: "3 (a)", "Article 4.2"."""
    if not above:
        return _bare(number)
    return f"{above} {_bare(number)}" if number.strip().startswith("(") else f"{above}.{_bare(number)}"


def _bare(number: str) -> str:
    """A printed number as it is cited: without what closes it ("5 bis." is "5 bis", "(a)" stays)."""
    text = " ".join(number.split())
    text = text.rstrip(".:;–—- ")
    if text.endswith(")") and "(" not in text:
        text = text[:-1]
    return text if any(c.isalnum() for c in text) else ""


def _inlines(blocks: tuple[Block, ...]) -> Content:
    """The inlines of some blocks one after another, notes left out."""
    out: list[Inline] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            out += block.content
        elif isinstance(block, BlockList):
            out += block.intro
            for item in block.items:
                out += _inlines(item.blocks)
            out += block.wrap_up
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    out += _inlines(cell.blocks)
        else:
            out.append(block.text)
        out.append(" ")
    return tuple(part for part in out if not isinstance(part, Note))


# --------------------------------------------------------------------------- what a clause does, and whom it asks


def _clause(passage: Passage, said: words.Words) -> Clause:
    content = passage.content
    at = next((n for n, part in enumerate(content) if not isinstance(part, str) or part.strip()), 0)
    head = content[at] if at < len(content) else ""
    lead, following, goes_on = "", content, False
    if isinstance(head, Lead):
        lead, following = flat(text_of((head,))), content[at + 1 :]
        action = said.openings.action(lead)
        # What the recogniser took for the whole lead may go on: "Notes" "with concern".
        longer = said.openings.action(f"{lead} {' '.join(text_of(following).split(None, 4)[:4])}")
        goes_on = action == words.OTHER or _goes_on(lead, following, said, longer)
        action = longer if goes_on else action
    else:
        action = said.openings.action(said.openings.spoken(passage.text))
    rest = flat(text_of(following))
    if isinstance(passage.part, Provision) and passage.part.children:
        rest = flat(f"{rest} {_points(passage.part)}")
    if not lead or goes_on:
        whole = f"{lead}{' ' if lead and said.speech.spaced else ''}{rest}"
        opening = said.openings.opening(whole)
        if len(opening) > len(lead):
            lead, rest = opening, whole[len(opening) :].lstrip()
            following = (rest,)
    asked = _addressee(lead, following, said) if action in words.index().asking and lead else ""
    return Clause(passage, lead, rest, action, asked)


def _points(part: Provision) -> str:
    """The words of the parts of a clause, each behind its number."""
    out = []
    for child in part.children:
        if isinstance(child, Provision):
            number = child.number.text if child.number else ""
            out.append(f"{number} {text_of(_inlines(child.blocks))} {_points(child)}")
    return " ".join(out)


def _goes_on(lead: str, following: Content, said: words.Words, longer: str) -> bool:
    """Whether a longer phrase of the data begins with the lead phrase and goes on in the text after it."""
    start = words.plain(lead)
    further = [
        phrase
        for phrase in said.speech.actions.get(longer, ())
        if len(phrase) > len(start) and phrase.startswith(start)
    ]
    return bool(further) and words.plain(f"{lead} {text_of(following)[:120]}").startswith(tuple(further))


def _addressee(lead: str, following: Content, said: words.Words) -> str:
    """Who stands right after the lead phrase, "" when that is not sure."""
    if words.plain(lead) in said.speech.unaddressed or any(
        words.plain(lead).endswith(u) for u in said.speech.unaddressed
    ):
        return ""
    if said.speech.addressee:
        found = re.match(said.speech.addressee, flat(text_of(following)))
        if found is None:
            return ""
        who = found["who"].strip()
        return who if len(who.split()) <= 16 else cut(who, 90)
    first = next((part for part in following if not isinstance(part, str) or part.strip()), None)
    if isinstance(first, Mention) and first.kind in ("organization", "person", "role"):
        return flat(text_of(first.content))
    return ""


def _bonds(passages: tuple[Passage, ...], said: words.Words) -> Iterator[Bond]:
    if not said.speech.obligation:
        return
    pattern = re.compile(said.speech.obligation)
    for passage in passages:
        if isinstance(passage.part, Provision):
            for sentence in SENTENCE.split(passage.text):
                if found := pattern.match(sentence):
                    yield Bond(found["who"].strip(), sentence[found.start("verb") :], passage)


# --------------------------------------------------------------------------- what is named


def _walk(content: Content) -> Iterator[Inline]:
    for part in content:
        yield part
        if not isinstance(part, (str, Note)):
            yield from _walk(getattr(part, "content", ()))


def _days(passages: tuple[Passage, ...]) -> Iterator[Day]:
    for passage in passages:
        for part in _walk(passage.content):
            if isinstance(part, Date):
                yield Day(part.date, flat(text_of(part.content)), passage)


def _citations(passages: tuple[Passage, ...], said: words.Words) -> tuple[Citation, ...]:
    names: dict[str, str] = {}
    dates: dict[str, str] = {}
    where: dict[str, dict[str, Passage]] = {}
    for passage in passages:
        parts = list(_walk(passage.content))
        for n, part in enumerate(parts):
            if not isinstance(part, Reference) or part.href.startswith("#"):
                continue
            href = re.split(r"[#!~]", part.href, maxsplit=1)[0]
            names.setdefault(href, _name(part, href, said))
            where.setdefault(href, {})[passage.eid] = passage
            if len(dates.get(href, "")) < 10 and (date := _date_of(href, parts, n)):
                dates[href] = date
    return tuple(Citation(name, dates.get(h, ""), tuple(where[h].values())) for h, name in names.items())


def _name(part: Reference, href: str, said: words.Words) -> str:
    """What an instrument is called where it is cited; one that is called by its number or its date alone, by its kind too."""
    name = flat(text_of(part.content))
    kind = said.speech.kinds.get("".join(href.split("/")[4:5]), "")
    bare = all(isinstance(p, Date) for p in part.content) or not WORD.search(name)
    return f"{kind} {name}" if kind and bare else name


def _date_of(href: str, parts: list[Inline], at: int) -> str:
    """The date of a cited instrument: the one printed in it or right after it, else the one in its IRI, else ""."""
    inside = [p for p in _walk(getattr(parts[at], "content", ())) if isinstance(p, Date)]
    if inside:
        return inside[0].date
    between = ""
    skip = sum(1 for _ in _walk(getattr(parts[at], "content", ())))
    for part in parts[at + 1 + skip : at + 4 + skip]:
        if isinstance(part, Date):
            if DATED.match(between):
                return part.date
            break
        if not isinstance(part, str):
            break
        between += part
    segment = next((s for s in href.split("/") if YEAR_SEGMENT.fullmatch(s)), "")
    return "" if segment == UNKNOWN_DATE else segment


def _named(instrument: Instrument, passages: tuple[Passage, ...]) -> tuple[Named, ...]:
    where: dict[str, dict[str, Passage]] = {}
    for passage in passages:
        for part in _walk(passage.content):
            if isinstance(part, Mention):
                where.setdefault(part.entity, {})[passage.eid] = passage
    known = {entity.key: entity for entity in instrument.metadata.entities}
    return tuple(
        Named(key, known[key].kind, known[key].name, tuple(found.values()))
        for key, found in where.items()
        if key in known
    )
