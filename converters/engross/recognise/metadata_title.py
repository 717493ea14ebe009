"""The title of an instrument: which of the first lines it is, over how many lines it goes on, and where it stops.

Lines alone cannot tell ("REPUBLIC OF NIGER" may be a title's last line or a letterhead); here all lines before the
text are seen together, with the kinds of instrument, the front matter and the parties that follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engross.languages.names import Names
from engross.languages.names.patterns import later
from engross.recognise.metadata_aside import (
    DATELINE,
    FRONT,
    ROMAN,
    acts,
    aside,
    collapsed,
    joins,
    letterheads,
    names_kind,
    norm,
    opens_parties,
    opens_with_kind,
)
from engross.recognise.metadata_front import Said
from engross.recognise.pieces import Piece

BODY = frozenset(("recital", "recital-item", "clause", "item", "paragraph", "closing", "annex"))
PLAIN = frozenset(("plain", "first", "body", "title", "titled", "heading"))
"""Looks of lines that no duty of their own gives away."""
NEVER = frozenset(("masthead", "symbol", "date", "adopted", "place", "byline", "division"))
LINE = 1200
"""Characters beyond which no line is one of a title."""
LONGEST = 14
"""Lines over which a title may go on."""
NUMBER = later(
    r"^\W*(?:ACHPR/Res\.?\s?\d+\s?\([A-Z]+\)\s?\d*:?|WHA\d+\.\d+|EB\d+\.R\d+|(?:CD|CSP)\d+\.R\d+|(?:ES-|S-)?\d{1,4}/\d{1,4}\.?"
    r"|[A-Z]{1,6}(?:/[A-Z0-9.-]+)+(?:\s\d+(?:\s?\([^)\n]{1,14}\))?)?|\d{1,4}\s?\((?:[IVXLC]+|(?:19|20)\d\d)\)\.?"
    r"|General [Rr]ecommendation No\. ?\d+:?)\s*[-–—:.]?\s*"
)
NUMBER_ALONE = later(r"^\W*(?:ES-|S-)?\d{1,4}/\d{1,4}(?:\s[A-Z])?\.?\W*$")
LETTERED = frozenset(("masthead", "symbol", "date", "place"))
FIGURES = frozenset("0123456789０１２３４５６７８９٠١٢٣٤٥٦٧٨٩")
NEAR_START = 24
"""Characters of a line in which its number begins."""
DATED_END = later(r"\b\d{1,2}\b.{2,16}\d{4}\W*$")


LETTERHEAD = later(r"(?:^|\s)(?:[A-Z]{1,6}(?:/[A-Z0-9.-]+)+|(?:WHA|EB|CD|CSP)\d+\.R?\d+)(?=\s|$)|\bORIGINAL:|\bDistr\.")


class Run(NamedTuple):
    """The lines of a title: pieces first … last (exclusive)."""

    first: int
    last: int


def _bare(text: str, names: Names) -> bool:
    """Whether a line is the name of a kind and nothing else ("RESOLUTION"): often a label over the title."""
    return collapsed(text).strip(" :*_“”\"'’").casefold() in names.tool(_statements)


def _statements(names: Names) -> frozenset[str]:
    return frozenset(i.words for i in names.instruments if i.form == "statement")


def find(pieces: Sequence[Piece], end: int, names: Names, said: Said | None) -> Run | None:
    """The lines of the title among the pieces before `end`; None when there is none."""
    lines = [n for n in range(end) if pieces[n].role in FRONT and 0 < len(pieces[n].text) <= LINE]
    if said:
        run = _printed(pieces, [n for n in lines if not aside(pieces, n, end, names)], said.value)
        if run or len(said.value) > 3:
            return run
    run = _numbered(pieces, lines, end, names)
    if run:
        return run
    lines = [n for n in lines if not aside(pieces, n, end, names)]
    if len(lines) > 1:
        heads = letterheads(pieces, lines, end, names)
        lines = [n for n in lines if n not in heads] or lines
    best = _by_kind(pieces, lines, end, names) or _last_run(pieces, lines, end, names)
    topic = next((n for n in range(end) if pieces[n].role in FRONT and names.head("topic").match(pieces[n].text)), -1)
    return best or (Run(topic, topic + 1) if topic >= 0 else None)


def _numbered(pieces: Sequence[Piece], lines: list[int], end: int, names: Names) -> Run | None:
    """A title that is the number of a resolution, says who speaks, or stands behind or below a number."""
    numbered, speech = names.head("numbered"), names.head("speech")
    for n in lines:
        text = pieces[n].text
        if pieces[n].look in LETTERED:
            continue
        if (not FIGURES.isdisjoint(text) and numbered.match(text)) or speech.match(text):
            return Run(n, n + 1)
    for n in lines:
        piece, text = pieces[n], pieces[n].text
        if FIGURES.isdisjoint(text[:NEAR_START]):
            continue
        if NUMBER_ALONE.match(text) and n + 1 < end and pieces[n + 1].role in FRONT and len(pieces[n + 1].text) > 3:
            return None if aside(pieces, n + 1, end, names) else _extended(pieces, n + 1, end, names)
        number = NUMBER.match(text)
        if (
            number
            and not LETTERHEAD.search(text, max(1, number.end() - 1))
            and len(text) - number.end() > 6
            and piece.role != "adopted"
            and piece.look != "masthead"
        ):
            return _extended(pieces, n, end, names)
    return None


def _printed(pieces: Sequence[Piece], lines: list[int], title: str) -> Run | None:
    """The lines that print the title of the front matter, or most of it."""
    whole = norm(title)
    best: Run | None = None
    size = 0
    for at, n in enumerate(lines):
        total = 0
        for m in lines[at : at + LONGEST]:
            text = norm(pieces[m].text)
            if len(text) < 4 or (text not in whole and not (len(text) > 20 and whole in text)):
                break
            total += len(text)
            if total > size:
                best, size = Run(n, m + 1), total
    return best if size > 0.4 * len(whole) else None


def _by_kind(pieces: Sequence[Piece], lines: list[int], end: int, names: Names) -> Run | None:
    """A title that names its kind ("AGREEMENT between …"): the last such line that more than a word makes a title."""
    found: Run | None = None
    for n in lines:
        piece = pieces[n]
        if piece.role in ("issuer", "note") or piece.look in NEVER or not opens_with_kind(piece.text, names):
            continue
        if (
            _bare(piece.text, names)
            and not (n + 1 < end and joins(pieces[n + 1].text, names))
            and _titles_below(pieces, n, end, names)
        ):
            continue
        run = _extended(pieces, n, end, names)
        if found is None or run.first >= found.last or _size(pieces, run) > _size(pieces, found):
            found = run
    if found is None:
        return None
    above = found.first - 1
    while above >= 0 and _continues(pieces, above, names) and pieces[above].role in ("title", "heading"):
        above -= 1
    return Run(above + 1, found.last)


def _titles_below(pieces: Sequence[Piece], n: int, end: int, names: Names) -> bool:
    """Whether a title may stand below the line at `n`."""
    return any(
        p.role in ("title", "heading", "masthead") and p.look not in NEVER and len(p.text) > 11 and not DATELINE.match(p.text)
        and not opens_parties(p.text, names)
        for p in pieces[n + 1 : end]
    )  # fmt: skip


def _size(pieces: Sequence[Piece], run: Run) -> int:
    return sum(len(p.text) for p in pieces[run.first : run.last] if p.role != "furniture")


def _extended(pieces: Sequence[Piece], first: int, end: int, names: Names) -> Run:
    """The lines that go on from a title's first line, until parties, a date or another duty stops it."""
    last = first + 1
    while last < end and last - first < LONGEST and _goes_on(pieces, first, last, names):
        last += 1
    return Run(first, last)


def _goes_on(pieces: Sequence[Piece], first: int, n: int, names: Names) -> bool:
    piece = pieces[n]
    if joining(piece) and n + 1 < len(pieces) and pieces[n + 1].role in ("title", "masthead", "heading"):
        return True
    before = pieces[n - 2] if joining(pieces[n - 1]) and n - 2 >= first else pieces[n - 1]
    text = piece.text
    # "OF 22 MARCH 1974 ON THE PROTECTION": a date inside the title, not one under it
    dated = piece.look == "date" and names.head("joints").match(text) and not text.rstrip(" .")[-1:].isdecimal()
    if piece.role not in FRONT or (piece.look in NEVER and not dated) or piece.role == "note" or not text:
        return False
    if piece.role == "heading" and piece.number is not None:
        return False
    if piece.role == "issuer" and not (text[0].islower() and text[-1] not in ",:;"):
        return False
    is_open = bool(names.head("open").search(before.text))
    if (
        (DATELINE.match(text) and not dated and not is_open)
        or names.head("numbered").match(text)
        or LETTERHEAD.search(text)
    ):
        return False
    if DATED_END.search(before.text) and len(before.text) > 30 and not is_open:
        return False
    if aside(pieces, n, len(pieces), names) and not (is_open and text[0].isalpha()):
        return False
    if acts(text, names) and not is_open and not (n == first + 1 and _bare(pieces[first].text, names)):
        return False
    joined = bool(names.head("joints").match(text)) or is_open or text[0].islower()
    if before.text[-1] in ".;" and len(before.text) > 20:
        return False
    if opens_parties(text, names) and not is_open:
        return False
    caps, caps_before = _caps(text), _caps(pieces[first].text) if n == first + 1 else _caps(before.text)
    if (
        caps_before
        and not caps
        and not (is_open or text[0].islower() or (joined and not names.head("article").match(text)))
    ):
        return False
    return not (piece.role == "masthead" and piece.look in PLAIN and len(text) > 160)


def joining(piece: Piece) -> bool:
    """Whether a line of the furniture is a joining word alone ("Y", "ET") that a title goes on over."""
    word = piece.text
    return (
        piece.role == "furniture" and len(word) < 3 and word.isalpha() and word.isupper() and not ROMAN.fullmatch(word)
    )


def _continues(pieces: Sequence[Piece], n: int, names: Names) -> bool:
    """Whether the line at `n` runs into the one below it."""
    return pieces[n].look not in NEVER and bool(names.head("open").search(pieces[n].text))


def _caps(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > 0.7 * len(letters)


def _last_run(pieces: Sequence[Piece], lines: list[int], end: int, names: Names) -> Run | None:
    """The last run of lines called titles; a much longer one before it wins."""
    runs: list[Run] = []
    for n in lines:
        if _bare(pieces[n].text, names) and _titles_below(pieces, n, end, names):
            continue
        piece = pieces[n]
        if piece.role in ("issuer", "note") or (piece.text[0].islower() and n > 0 and pieces[n - 1].look in NEVER):
            continue
        if piece.role not in ("title", "heading") and piece.look not in PLAIN:
            continue
        if piece.look in NEVER or (runs and n < runs[-1].last) or LETTERHEAD.search(piece.text):
            continue
        if opens_parties(piece.text, names):
            break
        if piece.role == "heading" and piece.number is not None and runs:
            break  # the first numbered heading is the body's, whatever stands above it
        runs.append(_extended(pieces, n, end, names))
    if not runs:
        return None
    if end < len(pieces) and pieces[end - 1].look == "issuer" and len(pieces[runs[-1].first].text) > 7:
        return runs[-1]
    longest = max(runs, key=lambda run: (_kinds(pieces, run, names), _size(pieces, run), -run.first))
    if _kinds(pieces, longest, names) and not _kinds(pieces, runs[-1], names):
        return longest
    return runs[-1] if _size(pieces, runs[-1]) >= 0.4 * _size(pieces, longest) else longest


def _kinds(pieces: Sequence[Piece], run: Run, names: Names) -> bool:
    """Whether the lines of a run name a kind of instrument."""
    return names_kind(" ".join(p.text for p in pieces[run.first : run.last]), names)
