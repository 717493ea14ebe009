"""Which kind of instrument a text is, of which session and agenda item."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from engross.languages.names import Instrument, Names
from engross.languages.names.patterns import later
from engross.recognise.metadata_aside import collapsed
from engross.recognise.metadata_scene import Scene, Words

DIGITS = later(r"\d+")
LEAST = 4
NEAR_START = 24
"""Characters of a title within which the name of a kind is its own."""


class Session(NamedTuple):
    """A session: its number in digits or as printed, where it stands, the key of its event ("" for none)."""

    number: str
    at: Words | None
    event: str = ""


class Named(NamedTuple):
    """The name of a kind in a line: where, and which kind."""

    start: int
    end: int
    kind: Instrument


def named(text: str, names: Names) -> list[Named]:
    """The names of kinds in a text in small letters, in order; the longest where one lies in another."""
    found: list[Named] = []
    for at, end, instrument in names.kinds_in(text):
        whole = names.code == "zh" or not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum())
        if whole and all(end <= f.start or at >= f.end for f in found):
            found.append(Named(at, end, instrument))
    return sorted(found, key=itemgetter(0))


def kind(scene: Scene, title: Words | None) -> tuple[Instrument | None, Words | None]:
    """The kind of the instrument and the words that name it in the title or above it."""
    names = scene.names
    lines = [title] if title else []
    lines += [scene.words(n) for n in scene.front if len(scene.pieces[n].text) < 200]
    stated = _by_symbol(scene)
    inside: tuple[Instrument, Words] | None = None
    for line, matches in _by_line(lines, names):
        found = _in_line(line, matches, names, first=line is title)
        if found is None or (stated and found[0].name != stated.name):
            continue
        if line is title and _of_others(line, found[1], names):
            inside = found  # "Status of the Protocols …": what it is about, more likely than what it is
        else:
            return found
    if stated or inside:
        return inside or (stated, None)
    said = named(plain(scene.said.get("title", "")), names)
    return (said[0].kind, None) if said else (None, None)


def _by_line(lines: list[Words], names: Names) -> Iterator[tuple[Words, list[Named]]]:
    """Each line with the names of kinds in it; all lines are searched at once."""
    found, at, base = named(plain("\n".join([line.text for line in lines])), names), 0, 0
    for line in lines:
        first, end = at, base + len(line.text)
        while at < len(found) and found[at].end <= end:
            at += 1
        yield line, [Named(f.start - base, f.end - base, f.kind) for f in found[first:at]]
        base = end + 1


def _by_symbol(scene: Scene) -> Instrument | None:
    """The kind that the symbol states ("A/RES/75/138")."""
    number = scene.number
    for mark, name in (("/RES/", "resolution"), ("/PRST/", "presidentialStatement"), ("/DEC/", "decision")):
        if number and mark in number.text:
            return next((i for i in scene.names.instruments if i.name == name), None)
    return None


def _of_others(line: Words, words: Words, names: Names) -> bool:
    """Whether a title speaks about an instrument of that kind rather than being one: its name comes late, or after a
    preposition, and does not end the title or follow a colon."""
    before = line.text[: words.start - line.start].rstrip()
    if words.end >= line.start + len(line.text.rstrip(" .'’`")) - 1 or before[-1:] in ":–—-":
        return False
    return len(before) > NEAR_START or (len(before) > LEAST and names.head("open").search(before) is not None)


def plain(text: str) -> str:
    """Text in small letters with straight apostrophes, of the same length."""
    small = text.casefold()
    return (small if len(small) == len(text) else text.lower()).replace("’", "'")


def _in_line(line: Words, matches: list[Named], names: Names, first: bool) -> tuple[Instrument, Words] | None:
    if not matches:
        spaced = collapsed(line.text) if line.text[1:2] == " " else line.text
        closed = named(plain(spaced), names) if spaced != line.text else []
        return (closed[0].kind, line) if closed and closed[0].start == 0 else None
    best = matches[0]
    if first and best.start > 4:
        # a kind at the end, after a colon, names the whole; one in the middle may be another instrument's
        last, text = matches[-1], plain(line.text)
        if last.end >= len(text.rstrip(" .'`")) - 1 or text[: last.start].rstrip()[-1:] in ":–—-":
            best = last
    end = best.end
    while end < len(line.text) and line.text[end] in "'’`´":
        end += 1
    return best.kind, Words(line.text[best.start : end], line.start + best.start, line.start + end)


def session(scene: Scene) -> Session | None:
    """The session in the title or masthead."""
    for n in scene.front:
        for event in scene.found(n, "event"):
            return Session(
                event.entity or _number(scene.names, scene.text[event.start : event.end]),
                Words(scene.text[event.start : event.end], event.start, event.end),
                event.value,
            )
    pattern = scene.names.head("session")
    for n in scene.front:
        if scene.pieces[n].role == "title" or scene.pieces[n].role == "adopted":
            continue
        match = pattern.search(scene.pieces[n].text)
        number = _number(scene.names, match["n"]) if match else ""
        if match and number and (number.isdecimal() or scene.names.code != "en"):
            return Session(number, scene.words(n, match.start(), match.end()))
    return None


def _number(names: Names, text: str) -> str:
    digits = DIGITS.search(text)
    if digits:
        return digits[0]
    tens, _, ones = text.lower().rpartition("-")
    words, sessions = names.wording.dates.words, names.wording.sessions
    unit = words.index(ones) + 1 if ones in words else 0
    if not unit and ones in sessions.round:
        unit = 10 * (sessions.round.index(ones) + 1)
    ten = 10 * (sessions.tens.index(tens) + 1) if tens in sessions.tens else 0
    return str(ten + unit) if unit and (ten or not tens) else text


def agenda(scene: Scene) -> str:
    """The agenda item in the masthead, as printed; "" for none."""
    pattern = scene.names.head("agenda")
    for n in scene.front:
        match = pattern.search(scene.pieces[n].text)
        if match:
            return match["n"].strip()
    return ""
