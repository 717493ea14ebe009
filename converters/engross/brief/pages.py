"""The sections of a brief, in the order in which an official who has five minutes reads them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from engross import numbering
from engross.brief import parts
from engross.brief.phrase import around, cut, flat
from engross.brief.survey import Clause, Named, Passage, Survey
from engross.brief.words import Words, index, plain
from engross.model import (
    Block,
    BlockList,
    Container,
    Content,
    Emphasis,
    Inline,
    Instrument,
    ListItem,
    Number,
    Paragraph,
    Provision,
    Recitals,
    Reference,
    content,
    text_of,
)

MOST_LINES = 40
"""Clauses that are told in their first words; of more, the weightiest of each action, and the numbers of the others."""
FEWEST_LINES = 2
WIDE, NARROW, CROWDED = 140, 95, 24
"""Characters of a clause, where there are few and where there are more than `CROWDED`."""
BAR, SCALE = 16, 12
"""How long the longest bar is, and the scale of the time line, in characters."""
MOST_ROWS = 24
MOST_ARTICLES = 60


def sections(instrument: Instrument, survey: Survey, words: Words, text: str) -> Iterator[Provision]:
    """`text` is the eId of the annex that holds the full text."""
    yield parts.section(words["glance"], parts.facts(_glance(instrument, survey, words, text)))
    if survey.clauses:
        yield _does(survey, words)
        if asks := _asks(survey.clauses, words):
            yield asks
    if survey.articles:
        yield from _articles(survey, words)
    if not survey.clauses and not survey.articles:
        yield parts.section(words["does"], parts.paragraph(Reference((words["flat"],), f"#{text}")))
    yield from _deadlines(instrument, survey, words)
    yield from _cited(instrument, survey, words, text)
    yield from _names(survey, words)
    yield from _signatures(instrument, words, text)
    yield from _about(instrument, survey, words, text)


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
    return [*rows, (words["extent"], content([f"{extent}; " if extent else "", *full]))]


# --------------------------------------------------------------------------- what it does


def _does(survey: Survey, words: Words) -> Provision:
    groups = _grouped(survey.clauses)
    total = len(survey.clauses)
    bars = parts.table(
        (words["action"], words["clauses"], words["share"]),
        [
            (words.names[action], f"{len(of)} / {total}", _bar(len(of), max(map(len, groups.values()))))
            for action, of in groups.items()
        ],
        words["actions"],
    )
    quota = _quotas({action: len(of) for action, of in groups.items()})
    limit = WIDE if total <= CROWDED else NARROW
    told = [
        parts.subsection(f"{words.names[action]} ({len(of)})", *_lines(of, quota[action], limit, words))
        for action, of in groups.items()
    ]
    return parts.section(words["does"], bars, parts=told)


def _grouped(clauses: Sequence[Clause]) -> dict[str, list[Clause]]:
    """The clauses of each action, in order of weight; actions without any are left out."""
    groups: dict[str, list[Clause]] = {action: [] for action in index().weight}
    for clause in clauses:
        groups[clause.action].append(clause)
    return {action: of for action, of in groups.items() if of}


def _quotas(counts: dict[str, int]) -> dict[str, int]:
    """How many clauses of each action are told: a few of each, the rest of the lines by weight."""
    quota = {action: min(n, FEWEST_LINES) for action, n in counts.items()}
    left = MOST_LINES - sum(quota.values())
    for action, n in counts.items():
        more = max(0, min(n - quota[action], left))
        # What a text does outside its actions is told last.
        quota[action] += more
        left -= more
    return quota


def _lines(clauses: Sequence[Clause], quota: int, limit: int, words: Words) -> list[BlockList | Paragraph]:
    told = clauses if len(clauses) <= quota + 1 else clauses[:quota]
    items = tuple(ListItem((Paragraph(_words_of(c, limit)),), Number(_closed(c.passage.label))) for c in told)
    out: list[BlockList | Paragraph] = [BlockList(items)]
    if rest := clauses[len(told) :]:
        out.append(parts.paragraph(f"{words['further']}: ", *parts.cites([c.passage for c in rest], words, len(rest))))
    return out


def _closed(label: str) -> str:
    return label if label.endswith(("…", ")")) else f"{label}."


def _words_of(clause: Clause, limit: int) -> Content:
    """The first words of a clause; those that open it link to it."""
    if not clause.lead:
        opening, _, rest = _opening(clause.rest)
        shown = cut(rest, limit - len(opening)) if rest else ""
        return content([Reference((opening,), f"#{clause.passage.eid}"), f" {shown}" if shown else ""])
    lead = Reference((Emphasis("i", (clause.lead,)),), f"#{clause.passage.eid}")
    shown = cut(clause.rest, limit - len(clause.lead))
    gap = "" if shown[:1] in ",;:.，；：。" or not clause.rest or _unspaced(clause.rest) else " "
    return content([lead, f"{gap}{shown}"])


def _opening(text: str) -> tuple[str, str, str]:
    """The first three words of a text and what follows them; of a script without spaces the first characters."""
    found = text.split(" ", 3)
    if len(found) < 2 and len(text) > 8:
        return text[:6], "", text[6:]
    return " ".join(found[:3]), " ", " ".join(found[3:])


def _unspaced(text: str) -> bool:
    return "\u3000" <= text[:1] <= "\u9fff"


def _bar(count: int, most: int) -> str:
    return "■" * max(1, round(count * BAR / most))


# --------------------------------------------------------------------------- who is asked, who is bound


def _asks(clauses: Sequence[Clause], words: Words) -> Provision | None:
    asking = [c for c in clauses if c.action in index().asking]
    if not asking:
        return None
    by: dict[str, list[Clause]] = {}
    shown: dict[str, str] = {}
    unnamed = [c for c in asking if not c.addressee]
    for clause in asking:
        if clause.addressee:
            who = re.sub(words.speech.article, "", clause.addressee) if words.speech.article else clause.addressee
            by.setdefault(plain(who), []).append(clause)
            shown.setdefault(plain(who), who[:1].upper() + who[1:])
    rows: list[tuple[str | Content, ...]] = []
    order = sorted(by, key=lambda who: -len(by[who]))
    for who in order[:MOST_ROWS]:
        rows += _asked(shown[who], by[who], words)
    for who in order[MOST_ROWS:]:
        unnamed += by[who]
    blocks: list[Block] = []
    if rows:
        blocks.append(parts.table((words["asked"], words["action"], words["clause"]), rows))
    if unnamed:
        blocks.append(parts.paragraph(f"{words['unnamed']}: ", *parts.cites([c.passage for c in unnamed], words, 40)))
    return parts.section(words["asks"], *blocks)


def _asked(who: str, clauses: Sequence[Clause], words: Words) -> Iterator[tuple[str | Content, ...]]:
    """A row for each thing that somebody is asked to do, in order of weight; his name stands in each."""
    for action, of in _grouped(clauses).items():
        yield who, words.names[action], parts.cites([c.passage for c in of], words)


def _articles(survey: Survey, words: Words) -> Iterator[Provision]:
    if survey.bonds:
        who: dict[str, list[Passage]] = {}
        shown: dict[str, str] = {}
        first: dict[str, str] = {}
        for bond in survey.bonds:
            key = plain(bond.who)
            who.setdefault(key, []).append(bond.passage)
            shown.setdefault(key, bond.who)
            first.setdefault(key, bond.what)
        order = sorted(who, key=lambda key: -len(who[key]))[:MOST_ROWS]
        rows = [(cut(shown[k], 90), cut(first[k], 90), parts.cites(who[k], words)) for k in order]
        yield parts.section(words["binds"], parts.table((words["asked"], words["what"], words["article"]), rows))
    force = re.compile(words.speech.force) if words.speech.force else None
    entering = [p for p in survey.passages if force and isinstance(p.part, Provision) and force.search(p.text)]
    if force and entering:
        items = []
        for passage in entering[:4]:
            found = force.search(passage.text)
            phrase = around(passage.text, found[0] if found else "", 260)
            items.append((content([parts.cite(passage)]), phrase))
        yield parts.section(words["force"], parts.table((words["article"], words["what"]), items))
    listed = survey.articles[:MOST_ARTICLES]
    rows_of = [(content([parts.cite(p)]), _heading_of(p)) for p in listed]
    blocks: list[Block] = [parts.table((words["article"], words["heading"]), rows_of)]
    if rest := survey.articles[len(listed) :]:
        blocks.append(parts.paragraph(f"{words['further']}: ", *parts.cites(rest, words, len(rest))))
    yield parts.section(words["contents"], *blocks)


def _heading_of(passage: Passage) -> str:
    """The heading of an article, else its first words."""
    part = passage.part
    if isinstance(part, Provision) and part.heading:
        return flat(text_of(part.heading))
    text = passage.text
    if not text and isinstance(part, Provision):
        first = next((c for c in part.children if isinstance(c, Provision)), None)
        text = " ".join(parts.plain_text(b) for b in first.blocks) if first else ""
    return cut(text, 110)


# --------------------------------------------------------------------------- dates, citations, names


def _deadlines(instrument: Instrument, survey: Survey, words: Words) -> Iterator[Provision]:
    date = instrument.metadata.date
    ahead = [d for d in survey.days if date and d.date > date and isinstance(d.passage.part, Provision)]
    if not ahead:
        return
    rows = [
        (d.printed, around(d.passage.text, d.printed, 120), content([parts.cite(d.passage)]))
        for d in sorted(dict.fromkeys(ahead), key=lambda d: d.date)[:MOST_ROWS]
    ]
    yield parts.section(words["deadlines"], parts.table((words["date"], words["what"], words["clause"]), rows))


def _cited(instrument: Instrument, survey: Survey, words: Words, text: str) -> Iterator[Provision]:
    if not survey.citations:
        return
    chosen = survey.citations
    if len(chosen) > MOST_ROWS:
        most = sorted(chosen, key=lambda c: -len(c.passages))[:MOST_ROWS]
        chosen = tuple(c for c in chosen if c in most)
    events: list[tuple[str, Content, Content]] = [
        (c.date, (cut(c.name, 100),), parts.cites(c.passages, words, 8)) for c in chosen
    ]
    if date := instrument.metadata.date:
        full = Reference((words["full"],), f"#{text}")
        events.append((date, (Emphasis("b", (words["self"],)),), (full,)))
    events.sort(key=lambda event: (not event[0], event[0]))
    years = [_years(date) for date, _, _ in events if date]
    rows: list[tuple[str | Content, ...]] = list(events)
    heads: tuple[str, ...] = (words["date"], words["instrument"], words["where"])
    if years and years[0] < years[-1]:
        drawn = [_point(_years(date), years[0], years[-1]) if date else "" for date, _, _ in events]
        rows = [(date, scale, *rest) for (date, *rest), scale in zip(events, drawn, strict=True)]
        heads = (words["date"], words["timeline"], words["instrument"], words["where"])
    blocks: list[Block] = [parts.table(heads, rows)]
    if len(chosen) < len(survey.citations):
        blocks.append(parts.paragraph(f"… {words['more'].format(count=len(survey.citations) - len(chosen))}."))
    yield parts.section(words["cited"], *blocks)


def _years(date: str) -> float:
    """A date, or a year, in years."""
    year, month, day = [*map(int, date.split("-")), 1, 1][:3]
    return year + (month - 1) / 12 + (day - 1) / 365


def _point(at: float, first: float, last: float) -> str:
    """A point on a scale of dots: every row has as many, so that the points stand where they belong in any face."""
    place = round((at - first) / (last - first) * (SCALE - 1)) if last > first else 0
    return "·" * place + "◆" + "·" * (SCALE - 1 - place)


def _names(survey: Survey, words: Words) -> Iterator[Provision]:
    kinds = (("bodies", ("organization",)), ("persons", ("person", "role")), ("places", ("location",)))
    told = []
    for name, of in kinds:
        found = sorted((n for n in survey.named if n.kind in of), key=lambda n: -len(n.passages))
        if found:
            told.append(parts.subsection(words[name], *_named(found, words)))
    if told:
        yield parts.section(words["names"], parts=told)


def _named(found: Sequence[Named], words: Words) -> Iterator[Block]:
    rows = [(cut(n.name, 90), parts.cites(n.passages, words)) for n in found[:MOST_ROWS]]
    yield parts.table((words["name"], words["named"]), rows)
    if len(found) > MOST_ROWS:
        yield parts.paragraph(f"… {words['more'].format(count=len(found) - MOST_ROWS)}.")


# --------------------------------------------------------------------------- signatures, oddities


def _signatures(instrument: Instrument, words: Words, text: str) -> Iterator[Provision]:
    lines = []
    for part in instrument.document.conclusions:
        if isinstance(part, Container) and part.name == "signatures":
            lines += [flat(parts.plain_text(b)) for b in part.blocks]
    lines = [cut(line, 120) for line in lines if any(c.isalpha() for c in line)]
    if lines:
        shown = lines[:MOST_ROWS]
        told = "".join(f"{line}{' ' if line.endswith(':') else '; '}" for line in shown[1:]).rstrip("; ")
        gap = " " if shown[0].endswith(":") else "; "
        inlines: list[Inline] = [Reference((shown[0],), f"#{text}"), f"{gap}{told}" if told else ""]
        more = f" {words['more'].format(count=len(lines) - len(shown))}" if len(lines) > len(shown) else ""
        yield parts.section(words["signatures"], parts.paragraph(*inlines, more))


def _about(instrument: Instrument, survey: Survey, words: Words, text: str) -> Iterator[Provision]:
    said = []
    numbers = [c.passage.part.number for c in survey.clauses if isinstance(c.passage.part, Provision)]
    editorial = sum(1 for number in numbers if number is not None and number.editorial)
    if editorial:
        said.append(words["editorial"].format(count=editorial, total=len(numbers)))
    if odd := numbering.check(instrument.document):
        told = Counter(d.message for d in odd)
        listed = "; ".join([*told][:6]) + ("; …" if len(told) > 6 else "")
        said.append(words["gaps"].format(what=f"{listed}."))
    if said:
        full = Reference((f"{words['full']}.",), f"#{text}")
        yield parts.section(words["about"], parts.paragraph(" ".join(said), " ", full))
