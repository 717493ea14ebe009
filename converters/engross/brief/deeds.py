"""What an instrument does, clause by clause, and whom it asks to do what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engross import figures
from engross.brief import parts
from engross.brief.phrase import cut
from engross.brief.room import Room
from engross.brief.survey import Clause, Survey
from engross.brief.words import Words, index, plain
from engross.model import (
    Block,
    BlockList,
    Content,
    Emphasis,
    ListItem,
    Number,
    Paragraph,
    Provision,
    Reference,
    content,
)

FEWEST_LINES = 2


def deeds(survey: Survey, words: Words, room: Room) -> Provision:
    """How many clauses do what, as bars; then the clauses by what they do, in their first words."""
    groups = _grouped(survey.clauses)
    total, most = len(survey.clauses), max(map(len, groups.values()))
    bars = parts.table(
        (words["action"], words["clauses"], words["share"]),
        [
            (words.names[action], f"{len(of)} / {total}", content([figures.drawn(figures.Bar(len(of), most))]))
            for action, of in groups.items()
        ],
        words["actions"],
    )
    wide = room.wide if words.speech.spaced else room.wide // 2  # ideographs say more, and are wider
    quota = _quotas({action: len(of) for action, of in groups.items()}, room.lines)
    told = [
        parts.subsection(f"{words.names[action]} ({len(of)})", *_lines(of, quota[action], wide, words))
        for action, of in groups.items()
    ]
    return parts.section(words["does"], bars, parts=told)


def _grouped(clauses: Sequence[Clause]) -> dict[str, list[Clause]]:
    """The clauses of each action, in order of weight; actions without any are left out."""
    groups: dict[str, list[Clause]] = {action: [] for action in index().weight}
    for clause in clauses:
        groups[clause.action].append(clause)
    return {action: of for action, of in groups.items() if of}


def _quotas(counts: dict[str, int], lines: int) -> dict[str, int]:
    """How many clauses of each action are told: a few of each, the rest of the lines by weight."""
    quota = {action: min(n, FEWEST_LINES) for action, n in counts.items()}
    left = lines - sum(quota.values())
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
        opening, gap, rest = _opening(clause.rest)
        shown = cut(rest, limit - len(opening)) if rest else ""
        return content([Reference((opening,), f"#{clause.passage.eid}"), f"{gap}{shown}" if shown else ""])
    lead = Reference((Emphasis("i", (clause.lead,)),), f"#{clause.passage.eid}")
    shown = cut(clause.rest, limit - len(clause.lead))
    gap = "" if shown[:1] in ",;:.，；：。" or not clause.rest or _unspaced(clause.rest) else " "
    return content([lead, f"{gap}{shown}"])


def _opening(text: str) -> tuple[str, str, str]:
    """The first three words of a text and what follows them; of a script without spaces the first characters."""
    if _unspaced(text):
        return text[:6], "", text[6:]
    found = text.split(" ", 3)
    return " ".join(found[:3]), " ", " ".join(found[3:])


def _unspaced(text: str) -> bool:
    return "\u3000" <= text[:1] <= "\u9fff"


def asks(clauses: Sequence[Clause], words: Words, room: Room) -> Provision | None:
    """Who is asked to do what, where: the addressee stands right behind the lead phrase; None when nobody is asked."""
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
    for who in order[: room.rows]:
        rows += _asked(shown[who], by[who], words, room)
    for who in order[room.rows :]:
        unnamed += by[who]
    blocks: list[Block] = []
    if rows:
        blocks.append(parts.table((words["asked"], words["action"], words["clause"]), rows))
    if unnamed:
        blocks.append(parts.paragraph(f"{words['unnamed']}: ", *parts.cites([c.passage for c in unnamed], words, 40)))
    return parts.section(words["asks"], *blocks)


def _asked(who: str, clauses: Sequence[Clause], words: Words, room: Room) -> Iterator[tuple[str | Content, ...]]:
    """A row for each thing that somebody is asked to do, in order of weight; his name stands in each."""
    for action, of in _grouped(clauses).items():
        yield who, words.names[action], parts.cites([c.passage for c in of], words, room.cited)
