"""The sections of a brief, in the order in which an official who has five minutes reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from engross import figures, numbering
from engross.brief import parts
from engross.brief.articles import articles
from engross.brief.deeds import asks, deeds
from engross.brief.extent import pages_of
from engross.brief.phrase import around, cut, flat
from engross.brief.room import ROOMS, Room
from engross.brief.survey import Named, Survey
from engross.brief.words import Words
from engross.model import (
    Block,
    Cell,
    Container,
    Content,
    Emphasis,
    Inline,
    Instrument,
    Provision,
    Recitals,
    Reference,
    Table,
    content,
)

PAGES = 3.75
"""What a brief may take before the full text, by an estimate that is right within a quarter of a page or so."""
SPILT, NEARLY = 0.25, 0.1
"""The part of a page that is too little to turn it for; and what an estimate may be too low."""
MOST_SIGNATURES = 24


def sections(instrument: Instrument, survey: Survey, words: Words, text: str, script: str) -> tuple[Provision, ...]:
    """The sections, as much told in each as four pages hold. text: the eId of the annex that holds the full text;
    script: the tag of the language in which most of it is."""
    fitting: tuple[Provision, ...] = ()
    for room in ROOMS:
        made = tuple(_sections(instrument, survey, words, text, room))
        pages = pages_of(made, script)
        if pages > PAGES and room is not ROOMS[-1]:
            continue
        spilt = pages > 1 - NEARLY and (pages + NEARLY) % 1 < SPILT + NEARLY
        if fitting or not spilt:
            return fitting if fitting and spilt else made
        fitting = made  # a little less may save a page that has hardly any lines
    return fitting


def _sections(instrument: Instrument, survey: Survey, words: Words, text: str, room: Room) -> Iterator[Provision]:
    yield parts.section(words["glance"], parts.facts(_glance(instrument, survey, words, text)))
    if survey.clauses:
        yield deeds(survey, words, room)
        if asked := asks(survey.clauses, words, room):
            yield asked
    if survey.articles:
        yield from articles(survey, words, room)
    if not survey.clauses and not survey.articles:
        yield parts.section(words["does"], parts.paragraph(Reference((words["flat"],), f"#{text}")))
    yield from _deadlines(instrument, survey, words, room)
    yield from _cited(instrument, survey, words, text, room)
    yield from _names(survey, words, room)
    yield from _signatures(instrument, words, text)


# --------------------------------------------------------------------------- what, who, where, when


def _glance(instrument: Instrument, survey: Survey, words: Words, text: str) -> list[tuple[str, str | Content]]:
    m = instrument.metadata
    names = {entity.key: entity.name for entity in m.entities}
    recitals = sum(len(p.items) for p in instrument.document.preamble if isinstance(p, Recitals))
    counted = (
        (words["recitals"], recitals),
        (words["clauses"], len(survey.clauses)),
        (words["articles"], len(survey.articles)),
        (words["annexes"], len(instrument.document.attachments)),
    )
    extent = "; ".join(f"{name}: {n}" for name, n in counted if n)
    labels = [p.label for p in survey.passages if not isinstance(p.part, Provision)]
    if len(labels) > 1:
        extent = extent.replace(f": {recitals}", f": {recitals} ({labels[0]}–{labels[-1]})", 1)
    told = (
        (words["kind"], m.kind),
        (words["symbol"], m.symbol),
        (words["issuer"], names.get(m.author, "")),
        (words["participants"], ", ".join(names.get(key, "") for key in m.participants if names.get(key))),
        (words["place"], m.place),
        (words["date"], m.date),
        (words["session"], m.session),
        (words["item"], m.agenda_item),
        (words["published"], names.get(m.publisher, "") if m.publisher != m.author else ""),
    )
    rows: list[tuple[str, str | Content]] = [(name, flat(value)) for name, value in told if value.strip()]
    full: list[Inline] = [Reference((words["full"],), f"#{text}")]
    rows.append((words["extent"], content([f"{extent}; " if extent else "", *full])))
    if odd := _oddities(instrument, survey, words):
        rows.append((words["about"], odd))
    return rows


# --------------------------------------------------------------------------- dates, citations, names


def _deadlines(instrument: Instrument, survey: Survey, words: Words, room: Room) -> Iterator[Provision]:
    date = instrument.metadata.date
    ahead = [d for d in survey.days if date and d.date > date and isinstance(d.passage.part, Provision)]
    if not ahead:
        return
    rows = [
        (d.printed, around(d.passage.text, d.printed, min(120, room.wide)), content([parts.cite(d.passage)]))
        for d in sorted(dict.fromkeys(ahead), key=lambda d: d.date)[: room.rows]
    ]
    yield parts.section(words["deadlines"], parts.table((words["date"], words["what"], words["clause"]), rows))


def _cited(instrument: Instrument, survey: Survey, words: Words, text: str, room: Room) -> Iterator[Provision]:
    """The instruments cited, the one itself among them, by date; with a time line where they have several."""
    if not survey.citations:
        return
    chosen = survey.citations
    if len(chosen) > room.rows:
        most = sorted(chosen, key=lambda c: -len(c.passages))[: room.rows]
        chosen = tuple(c for c in chosen if c in most)
    events: list[tuple[str, Content, Content, bool]] = [
        (c.date, (cut(c.name, 90),), parts.cites(c.passages, words, room.cited), False) for c in chosen
    ]
    if date := instrument.metadata.date:
        full = Reference((words["full"],), f"#{text}")
        events.append((date, (Emphasis("b", (words["self"],)),), (full,), True))
    events.sort(key=lambda event: (not event[0], event[0]))
    blocks: list[Block] = [_time_line(events, words)]
    if len(chosen) < len(survey.citations):
        blocks.append(parts.paragraph(f"… {words['more'].format(count=len(survey.citations) - len(chosen))}."))
    yield parts.section(words["cited"], *blocks)


def _time_line(events: Sequence[tuple[str, Content, Content, bool]], words: Words) -> Table:
    """A row for each event; where they are of more than one date, with its place on a scale of time."""
    dates = sorted((date for date, *_ in events if date), key=figures.years)
    if not dates or figures.years(dates[0]) == figures.years(dates[-1]):
        rows = [(date, name, where) for date, name, where, _ in events]
        return parts.table((words["date"], words["instrument"], words["where"]), rows)
    first, last = dates[0], dates[-1]
    span = f"{first[:4]}–{last[:4]}" if first[:4] != last[:4] else first[:4]
    drawn = [
        (date, content([figures.drawn(figures.Moment(date, first, last, own))]) if date else "", name, where)
        for date, name, where, own in events
    ]
    return parts.table((words["date"], f"{words['timeline']} {span}", words["instrument"], words["where"]), drawn)


def _names(survey: Survey, words: Words, room: Room) -> Iterator[Provision]:
    """Who and what is named, in one table: the kinds stand beside their names."""
    kinds = (("bodies", ("organization",)), ("persons", ("person", "role")), ("places", ("location",)))
    rows: list[tuple[str | Content | Cell, ...]] = []
    left = 0
    for name, of in kinds:
        found = sorted((n for n in survey.named if n.kind in of), key=lambda n: -len(n.passages))
        rows += _named(words[name], found[: room.names], words, room)
        left += max(0, len(found) - room.names)
    if rows:
        blocks: list[Block] = [parts.table((words["kind"], words["name"], words["named"]), rows)]
        if left:
            blocks.append(parts.paragraph(f"… {words['more'].format(count=left)}."))
        yield parts.section(words["names"], *blocks)


def _named(kind: str, found: Sequence[Named], words: Words, room: Room) -> Iterator[tuple[str | Content | Cell, ...]]:
    for n, name in enumerate(found):
        row = (cut(name.name, 80), parts.cites(name.passages, words, room.cited))
        yield (parts.group(kind, len(found)), *row) if n == 0 else row


# --------------------------------------------------------------------------- signatures, oddities


def _signatures(instrument: Instrument, words: Words, text: str) -> Iterator[Provision]:
    lines = []
    for part in instrument.document.conclusions:
        if isinstance(part, Container) and part.name == "signatures":
            lines += [flat(parts.plain_text(b)) for b in part.blocks]
    lines = [cut(line, 120) for line in lines if any(c.isalpha() for c in line)]
    if lines:
        shown = lines[:MOST_SIGNATURES]
        told = "".join(f"{line}{' ' if line.endswith(':') else '; '}" for line in shown[1:]).rstrip("; ")
        gap = " " if shown[0].endswith(":") else "; "
        inlines: list[Inline] = [Reference((shown[0],), f"#{text}"), f"{gap}{told}" if told else ""]
        more = f" {words['more'].format(count=len(lines) - len(shown))}" if len(lines) > len(shown) else ""
        yield parts.section(words["signatures"], parts.paragraph(*inlines, more))


def _oddities(instrument: Instrument, survey: Survey, words: Words) -> str:
    """What is to be known of the numbers of the text, "" when nothing is."""
    said = []
    numbers = [c.passage.part.number for c in survey.clauses if isinstance(c.passage.part, Provision)]
    editorial = sum(1 for number in numbers if number is not None and number.editorial)
    if editorial:
        said.append(words["editorial"].format(count=editorial, total=len(numbers)))
    if odd := numbering.check(instrument.document):
        told = Counter(d.message for d in odd)
        listed = "; ".join([*told][:6]) + ("; …" if len(told) > 6 else "")
        said.append(words["gaps"].format(what=f"{listed}."))
    return " ".join(said)
