"""What a treaty or statute binds to, when it enters into force, and its articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engross.brief import parts
from engross.brief.phrase import around, cut, flat
from engross.brief.room import Room
from engross.brief.survey import Passage, Survey
from engross.brief.words import Words, plain
from engross.model import Block, Provision, content, text_of


def articles(survey: Survey, words: Words, room: Room) -> Iterator[Provision]:
    """The sections that take the place of the clauses."""
    if survey.bonds:
        who: dict[str, list[Passage]] = {}
        shown: dict[str, str] = {}
        first: dict[str, str] = {}
        for bond in survey.bonds:
            key = plain(bond.who)
            who.setdefault(key, []).append(bond.passage)
            shown.setdefault(key, bond.who)
            first.setdefault(key, bond.what)
        order = sorted(who, key=lambda key: -len(who[key]))[: room.rows]
        rows = [
            (
                cut(shown[k], min(90, room.wide)),
                cut(first[k], min(90, room.wide)),
                parts.cites(who[k], words, room.cited),
            )
            for k in order
        ]
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
    listed = survey.articles[: room.articles]
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
