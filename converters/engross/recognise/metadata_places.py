"""When and where: the dateline, the note of adoption, the title, the opening, the closing, in the order of their weight."""

from __future__ import annotations

import re
from typing import NamedTuple

from engross.languages.names.patterns import later
from engross.recognise.inlines_dates import Day
from engross.recognise.metadata_kind import named, plain
from engross.recognise.metadata_scene import Scene, Words
from engross.recognise.metadata_title import PLAIN

ISO = later(r"\b((?:19|20)\d{2}-[01]\d-[0-3]\d)\b")
OPENING = 700
MEETING = 420
SHORT = 70
ENDING = 3
"""Pieces at the end of a body that may say when the instrument was adopted."""
MARKED = 20
SIGNING = 1600
"""Characters of a piece in which it says where it was signed."""
DATELINES = PLAIN | {"date", "place"}
FAR = 25
NEAR = 10
HEAD = 4000
"""Characters from the beginning in which a place that gave its name to the instrument is said to be one."""
IN = ("in", "at", "en", "à")
TOWN = later(r"[^\W\d_][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,2}, ")
PLACE_LINE = later(r"^\W*(?P<p>[^\W\d_][^\d;:]{1,45}?)[\s,.]*$")


class When(NamedTuple):
    """The date of the instrument, and the places where the text says it."""

    iso: str
    at: tuple[Day, ...] = ()


class Where(NamedTuple):
    """The place of the instrument as printed, and where it is."""

    text: str
    at: Words | None = None


def near(a: str, b: str) -> bool:
    """Whether two ISO dates are at most ten days apart (months of 31 days will do)."""

    def serial(d: str) -> int:
        return int(d[:4]) * 372 + int(d[5:7]) * 31 + int(d[8:10])

    return abs(serial(a) - serial(b)) <= NEAR


def date(scene: Scene) -> When:
    """The date of adoption or issue; a range gives its last day."""
    iso = _date(scene)
    at = []
    for n in (*scene.front, *scene.closing):
        at += [d for d in scene.dates(n) if d.iso == iso]
    return When(iso, tuple(at[:MARKED]))


def _date(scene: Scene) -> str:
    stated = scene.said.get("date", "")[:10]
    stated = stated if ISO.fullmatch(stated) else ""
    adopted = [n for n in scene.front if scene.pieces[n].role == "adopted"]
    enacted, issued = scene.names.head("enacted"), scene.names.head("issued")
    ending = [n for n in scene.body[-ENDING:] if n not in scene.closing and enacted.match(scene.pieces[n].text)]
    closing = [n for n in scene.closing if not issued.match(scene.pieces[n].text)]
    closing.sort(key=lambda n: enacted.match(scene.pieces[n].text) is None)
    for n in (*adopted, *ending, *closing):
        for day in scene.dates(n):
            if not stated or (day.iso <= stated and near(day.iso, stated)):
                return day.iso
    opening = [
        n for n in [*scene.openers, *scene.body[:1]][:2] if scene.pieces[n].role not in ("recital", "recital-item")
    ]
    if stated:
        for n in (*scene.front, *opening):
            for day in scene.dates(n):
                if day.ranged and day.iso <= stated and near(day.iso, stated) and day.start - scene.bases[n] < OPENING:
                    return day.iso
        return stated
    for n in (*scene.front, *opening):
        if issued.match(scene.pieces[n].text):
            continue
        days = [d for d in scene.dates(n) if d.start - scene.bases[n] < OPENING and not _of_another(scene, n, d)]
        if days:
            return next((d.iso for d in days if d.ranged), days[0].iso)
    for n in (*scene.tail[::-1], *scene.signing):
        match = _signed(scene, n) if n in scene.tail else _done(scene, n)
        last = n == scene.body[-1] and len(scene.pieces[n].text) < SHORT and not scene.closing
        days = scene.dates(n) if match or last else []
        if days:
            return days[-1].iso
    for piece in scene.pieces:
        match = ISO.search(piece.text) if piece.role == "furniture" else None
        if match:
            return match[1]
    return ""


def published(scene: Scene, adopted: str) -> str:
    """The day of publication: one in the masthead after that of adoption, or the front matter's; "" for none."""
    days = [d.iso for n in scene.front if scene.pieces[n].role == "masthead" for d in scene.dates(n) if d.iso > adopted]
    stated = scene.said.get("date", "")[:10]
    return days[0] if days and adopted else stated if ISO.fullmatch(stated) else ""


def _of_another(scene: Scene, n: int, day: Day) -> bool:
    """Whether a date far from the beginning of its line belongs to an instrument named there ("… Convention of 5 May")."""
    at, text = day.start - scene.bases[n], scene.pieces[n].text
    if scene.pieces[n].role in ("masthead", "adopted") or at <= FAR:
        return False
    of = scene.names.head("of").search(text, max(0, at - 12), at)
    if of is None:
        return False
    kinds = named(plain(text[: of.start()]), scene.names)
    # "European Parliament resolution of 3 May": the first instrument that a title names is its own
    return not (
        scene.pieces[n].role == "title" and len(kinds) == 1 and kinds[0].end >= len(text[: of.start()].rstrip())
    )


# --------------------------------------------------------------------------- place


def place(scene: Scene, when: When) -> Where:
    """The place of signature, adoption or meeting, as printed."""
    told = [n for n in scene.front if scene.inside(n)]
    for n in told:
        found = (_dateline(scene, n) or _line(scene, n)) if len(scene.pieces[n].text) < SHORT else None
        if found:
            return found
    for n in (
        *scene.closing,
        *(n for n in scene.front if scene.pieces[n].role == "adopted"),
        *scene.tail[::-1],
        *scene.front,
    ):
        match = _signed(scene, n)
        if match and not scene.is_month(match["p"]):
            return _where(scene, n, match.start("p"), match.end("p"))
    for n in scene.signing:
        match = _done(scene, n)
        if match and not scene.is_month(match["p"]):
            return _where(scene, n, match.start("p"), match.end("p"))
    for n in sorted(scene.closing, key=lambda n: not _after_date(scene, n)):
        found = _alone(scene, n)
        if found:
            return found
    for n in (*(n for n in told if len(scene.pieces[n].text) >= SHORT), *scene.closing):
        found = _dateline(scene, n)
        if found:
            return found
    met = scene.names.head("met")
    title = scene.title_piece()
    under = [n for n in scene.front if 0 <= title < n and len(scene.pieces[n].text) > FAR]
    for n in [*under, *[*scene.openers, *scene.body][:2]]:
        if scene.pieces[n].role in ("recital", "recital-item"):
            break
        match = met.search(scene.pieces[n].text[:MEETING])
        if match and not scene.is_month(match["p"]):
            return _where(scene, n, match.start("p"), match.end("p"))
    return _titled(scene)


def _done(scene: Scene, n: int) -> re.Match[str] | None:
    """Where the first words of a piece say that the instrument was signed."""
    return scene.names.head("done").match(scene.pieces[n].text[:SIGNING])


def _signed(scene: Scene, n: int) -> re.Match[str] | None:
    """Where a piece says that the instrument was signed."""
    starts = scene.signed.get(n)
    if not starts:
        return None
    text, done = scene.pieces[n].text[:SIGNING], scene.names.head("done")
    return next((match for at in starts if (match := done.match(text, at))), None)


def _after_date(scene: Scene, n: int) -> bool:
    return scene.closes(n - 1) and bool(scene.dates(n - 1))


def _where(scene: Scene, n: int, start: int, end: int) -> Where:
    words = scene.words(n, start, end)
    text = words.text.rstrip(" ,.")
    if words.text.endswith(".") and re.search(r"\b[A-Z]\.[A-Z]\.$", words.text):
        text = words.text
    state = scene.names.head("long_state").search(text)
    if state:
        text = text[: state.start()]
    words = Words(text, words.start, words.start + len(text))
    return Where(text, words)


def _alone(scene: Scene, n: int) -> Where | None:
    """A line of the closing that is a place and nothing else."""
    text = scene.pieces[n].text
    for found in scene.found(n, "location"):
        if len(text) - (found.end - found.start) < 8:
            start = found.start - scene.bases[n]
            return _where(scene, n, start, start + found.end - found.start)
    if not any(scene.dates(m) for m in (n - 1, n + 1) if scene.closes(m)):
        return None
    match = PLACE_LINE.match(text)
    if (
        match
        and len(text) < 40
        and text[:1].isupper()
        and len(text.split()) < 4
        and scene.pieces[n].look not in ("signature", "closing")
    ):
        return _where(scene, n, match.start("p"), match.end("p"))
    return None


def _line(scene: Scene, n: int) -> Where | None:
    """A line before the text that is a place, with its state ("Jeddah, Saudi Arabia")."""
    piece, base = scene.pieces[n], scene.bases[n]
    text = piece.text
    if piece.role == "title":
        return None
    states = scene.found(n, "organization")
    for found in scene.found(n, "location"):
        rest = text[found.end - base :].strip(" .*")
        state = any(f.start > found.end and len(rest) - (f.end - f.start) < 4 for f in states)
        if found.start - base < 3 and state:
            return _where(scene, n, found.start - base, len(text.rstrip(" .*")))
    town = TOWN.match(text)
    if town and any(f.start - base == town.end() and len(text) - (f.end - base) < 3 for f in states):
        return _where(scene, n, 0, len(text.rstrip(" .*")))
    return None


def _dateline(scene: Scene, n: int) -> Where | None:
    """A place in front of the date on a short line or at the end of a title ("Washington, D.C., USA, 25-29 September")."""
    days, places = scene.dates(n), scene.found(n, "location")
    if not days and not places:
        return None
    text, base = scene.pieces[n].text, scene.bases[n]
    for found in places:
        start, end = found.start - base, found.end - base
        after = next((d for d in days if d.start >= found.end), None)
        if after is None:
            before = next((d for d in days if d.end <= found.start), None)
            if before and found.start - before.end < 10:
                state = next((f for f in scene.found(n, "organization") if 0 < f.start - found.end < 7), None)
                return _where(scene, n, start, state.end - base if state and text[end : end + 1] == "," else end)
            continue
        gap = text[end : after.start - base]
        if len(gap) < 40 and not re.search(r"[a-zà-þ]{4,}\s+[a-zà-þ]{2,}", gap):
            more = re.match(r"(?:,\s*(?!(?:LE|EL|ON|DEN|THE)\b)[A-Z][\w.]*(?:[ .][A-Z][\w.]*)*)*", gap)
            return _where(scene, n, start, end + (more.end() if more else 0))
    if days and len(text) < 70:
        match = re.match(
            r"^\W*(?:г\.\s*|гор\.\s*|город\s+)?(?P<p>[^\W\d_][\w’'-]+(?:,? [A-ZÀ-ÞА-Я][\w.’'-]+)*)[,.:]?\s*$",
            text[: days[0].start - base].rstrip(" ("),
        )
        if (
            match
            and match["p"][0].isupper()
            and scene.pieces[n].look in DATELINES
            and not scene.names.head("no_place").search(match["p"])
        ):
            return _where(scene, n, match.start("p"), match.end("p"))
    return None


def _titled(scene: Scene) -> Where:
    """A place that gave the instrument its name ("Moscow Declaration"), or that the title says."""
    n = scene.title_piece()
    title = scene.title_text()
    match = scene.names.head("titled").search(title)
    if match:
        name = match["p"]
        head = f" {scene.text[:HEAD].casefold()}"
        if scene.names.kind_of(name) == "place" or any(f" {word} {name.casefold()}" in head for word in IN):
            if n >= 0 and name in scene.pieces[n].text:
                at = scene.pieces[n].text.index(name)
                return _where(scene, n, at, at + len(name))
            return Where(name)
    if n >= 0:
        for found in scene.found(n, "location"):
            start = found.start - scene.bases[n]
            return _where(scene, n, start, start + found.end - found.start)
    return Where("")
