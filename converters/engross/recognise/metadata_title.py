"""The title of an instrument: which of the first lines it is, over how many lines it goes on, and where it stops.

Lines alone cannot tell ("REPUBLIC OF NIGER" may be a title's last line or a letterhead); here all lines before the
text are seen together, with the kinds of instrument, the front matter and the parties that follow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import structs

from engross.languages import names as tables
from engross.languages.names import Names
from engross.recognise.metadata_front import Said, front_matter
from engross.recognise.pieces import Piece
from engross.source import Span

FRONT = frozenset(("masthead", "title", "adopted", "heading", "issuer", "note"))
BODY = frozenset(("recital", "recital-item", "clause", "item", "paragraph", "closing", "annex"))
HIDDEN = frozenset(("sidebar", "body", "plain", "title", "titled", "heading"))
NEVER = frozenset(("masthead", "symbol", "date", "adopted", "place", "byline", "division"))
FURTHEST = 40
"""Pieces within which the front of a text must end."""
LONGEST = 14
"""Lines over which a title may go on."""
SPACED = re.compile(r"^(?:\w ){3,}\w\b")
NUMBER = re.compile(
    r"^\W*(?:ACHPR/Res\.?\s?\d+\s?\([A-Z]+\)\s?\d*:?|WHA\d+\.\d+|EB\d+\.R\d+|(?:CD|CSP)\d+\.R\d+|(?:ES-|S-)?\d{1,4}/\d{1,4}\.?"
    r"|[A-Z]{1,6}(?:/[A-Z0-9.-]+)+|\d{1,4}\s?\((?:[IVXLC]+|(?:19|20)\d\d)\)\.?"
    r"|General [Rr]ecommendation No\. ?\d+:?)\s*[-–—:.]?\s*"
)
NUMBERED = re.compile(
    r"^\W*(?:(?:Resolution|Résolution|Resolución|Резолюция|القرار|决议)\s+\d+\s?\(\d{4}\)|第\s?\d+\s?[(（]\d{4}[)）]\s?号决议"
    r"|\d+ \(\d{4}\)\. Resolution of .*)\W*$",
    re.I,
)
SPEECH = re.compile(
    r"^(?:Statement by the President of the [\w ]+|Déclaration d[ue] (?:la )?[Pp]résident\w* du [\w ]+"
    r"|Declaración de la? [Pp]residen\w+ del [\w ]+|[A-Z][\w ,]{2,160}: draft resolution)$"
)
DATELINE = re.compile(r"^\W*[^\d]{0,45}\d{1,2}.{0,30}\d{4}\W*$")
SIGNS = re.compile(r"[\W\d_]+")
JOINTS = re.compile(
    r"^(?:between|and|on|of|for|to|concerning|relating|entre|et|y|sur|sobre|de|du|des|del|à|a|zwischen|und|über|uber|ober|"
    r"der|des|zum|zur|между|и|о|об|relatif|relative|relativo|concernant|portant|establishing|in|with|the|la|las|le|les|los|en)\b",
    re.I,
)
DATED_END = re.compile(r"\b\d{1,2}\b.{2,16}\d{4}\W*$")
OPEN = re.compile(
    r"(?:\b(?:of|the|and|on|for|to|in|de|du|des|la|le|les|el|los|et|y|entre|between|zwischen|among|with|à|a|der|des|und|die|dem|den|о|и|в|по|между)|[,:–—-])$",
    re.I,
)


GLUED = re.compile(r"([^\n]{12,420}?)\s?(?:source|src): ?", re.I)
LETTERHEAD = re.compile(
    r"(?:^|\s)(?:[A-Z]{1,6}(?:/[A-Z0-9.-]+)+|(?:WHA|EB|CD|CSP)\d+\.R?\d+)(?=\s|$)|\bORIGINAL:|\bDistr\."
)


class Run(NamedTuple):
    """The lines of a title: pieces first … last (exclusive)."""

    first: int
    last: int


def settle(pieces: Sequence[Piece], language_code: str, source: str = "") -> list[Piece]:
    """The pieces with the title in one piece of its own, what stands around it named as masthead, and lines of the
    parties given back to them. `source` is the text the spans count in: with it a title that only the front matter
    has becomes a piece too."""
    names = tables.load(language_code)
    out = _restored(_unglued(pieces, source), names)
    end = next(
        (n for n, p in enumerate(out[:FURTHEST]) if p.role in BODY or p.role == "formula"), min(len(out), FURTHEST)
    )
    said = _front_matter(out, source)
    run = find(out, end, names, said)
    if run is None:
        return _from_front_matter(out, said, names) if said else out
    return _settled(out, end, run, names)


def _unglued(pieces: Sequence[Piece], source: str) -> list[Piece]:
    """The pieces, the title parted from a text that goes on behind it on the same line with a note of its source."""
    out = list(pieces)
    first = next((n for n, p in enumerate(out) if p.role != "furniture"), len(out))
    if not source or first == len(out) or out[first].role not in BODY:
        return out
    piece = out[first]
    span = piece.spans[0]
    match = GLUED.match(source, span.start, min(span.end, span.start + 600))
    if match is None or not piece.text.startswith(match[1].strip()):
        return out
    title = structs.replace(
        piece,
        role="title",
        look="title",
        text=match[1].strip(),
        number=None,
        lead="",
        spans=(Span(span.start, match.end(1)),),
    )
    rest = structs.replace(
        piece,
        text=piece.text[len(match[1].strip()) :].lstrip(),
        lead="",
        spans=(Span(match.end(1), span.end), *piece.spans[1:]),
    )
    return [*out[:first], title, rest, *out[first + 1 :]]


def _restored(pieces: list[Piece], names: Names) -> list[Piece]:
    """The pieces, with a title that was taken for furniture (a list at the side of a page, a running head) given back."""
    first = next((n for n, p in enumerate(pieces) if p.role in BODY), 0)
    at = next((n for n in range(first) if pieces[n].role == "furniture" and pieces[n].look in HIDDEN), -1)
    while 0 <= at < first and not opens_with_kind(pieces[at].text, names):
        at = next((n for n in range(at + 1, first) if pieces[n].role == "furniture" and pieces[n].look in HIDDEN), -1)
    if at < 0 or [p.text for p in pieces].count(pieces[at].text) > 1:
        return pieces
    out, look = list(pieces), pieces[at].look
    while at < first and out[at].role == "furniture" and out[at].look == look:
        out[at] = structs.replace(out[at], role="title")
        at += 1
    return out


def _front_matter(pieces: Sequence[Piece], source: str) -> Said | None:
    if not source or not pieces or pieces[0].look != "front matter":
        return None
    span = pieces[0].spans[0]
    return front_matter(source[span.start : span.end], span.start).get("title")


# --------------------------------------------------------------------------- finding


def _bare(text: str, names: Names) -> bool:
    """Whether a line is the name of a kind and nothing else ("RESOLUTION"): often a label over the title."""
    plain = collapsed(text).strip(" :*_“”\"'’").casefold()
    return any(plain == i.words and i.form == "statement" for i in names.instruments)


def find(pieces: Sequence[Piece], end: int, names: Names, said: Said | None) -> Run | None:
    """The lines of the title among the pieces before `end`; None when there is none."""
    lines = [n for n in range(end) if pieces[n].role in FRONT and pieces[n].text]
    if said:
        run = _printed(pieces, lines, said.value)
        if run or len(said.value) > 3:
            return run
    for n in lines:
        if NUMBERED.match(pieces[n].text) or SPEECH.match(pieces[n].text):
            return Run(n, n + 1)
    for n in lines:
        number = NUMBER.match(pieces[n].text)
        if (
            number
            and not LETTERHEAD.search(pieces[n].text, max(1, number.end() - 1))
            and len(pieces[n].text) - number.end() > 6
            and pieces[n].role != "adopted"
            and pieces[n].look != "masthead"
        ):
            return _extended(pieces, n, end, names)
    best = _by_kind(pieces, lines, end, names)
    return best or _last_run(pieces, lines, end, names)


def _norm(text: str) -> str:
    return SIGNS.sub("", text).casefold()


def _printed(pieces: Sequence[Piece], lines: list[int], title: str) -> Run | None:
    """The lines that print the title of the front matter, or most of it."""
    whole = _norm(title)
    best: Run | None = None
    size = 0
    for at, n in enumerate(lines):
        total = 0
        for m in lines[at : at + LONGEST]:
            text = _norm(pieces[m].text)
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
            and not (n + 1 < end and JOINTS.match(pieces[n + 1].text))
            and _titles_below(pieces, n, end, names)
        ):
            continue
        run = _extended(pieces, n, end, names)
        if found is None or run.first >= found.last or _size(pieces, run) > _size(pieces, found):
            found = run
    if found is None:
        return None
    above = found.first - 1
    while above >= 0 and _continues(pieces, above, above + 1) and pieces[above].role in ("title", "heading"):
        above -= 1
    return Run(above + 1, found.last)


def _titles_below(pieces: Sequence[Piece], n: int, end: int, names: Names) -> bool:
    """Whether a title may stand below the line at `n`."""
    return any(
        p.role in ("title", "heading", "masthead") and p.look not in NEVER and len(p.text) > 11 and not DATELINE.match(p.text)
        and not _opens_parties(p.text, names)
        for p in pieces[n + 1 : end]
    )  # fmt: skip


def _size(pieces: Sequence[Piece], run: Run) -> int:
    return sum(len(p.text) for p in pieces[run.first : run.last] if p.role != "furniture")


def opens_with_kind(text: str, names: Names) -> bool:
    """Whether a line begins with the name of a kind of instrument."""
    plain = collapsed(text).lstrip('“"«*_ ').casefold()
    for prefix in ("the ", "a "):
        plain = plain.removeprefix(prefix)
    return any(
        plain.startswith(i.words) and not plain[len(i.words) : len(i.words) + 1].isalpha() for i in names.instruments
    )


def collapsed(text: str) -> str:
    """Text with letter-spaced words closed up: "A C C O R D" is ACCORD."""
    return SPACED.sub(lambda m: m[0].replace(" ", ""), text)


def _extended(pieces: Sequence[Piece], first: int, end: int, names: Names) -> Run:
    """The lines that go on from a title's first line, until parties, a date or another duty stops it."""
    last = first + 1
    while last < end and last - first < LONGEST and _goes_on(pieces, first, last, names):
        last += 1
    return Run(first, last)


def _goes_on(pieces: Sequence[Piece], first: int, n: int, names: Names) -> bool:
    piece = pieces[n]
    if _joining(piece) and n + 1 < len(pieces) and pieces[n + 1].role in ("title", "masthead", "heading"):
        return True
    before = pieces[n - 2] if _joining(pieces[n - 1]) and n - 2 >= first else pieces[n - 1]
    if piece.role not in FRONT or piece.look in NEVER or piece.role in ("note", "adopted") or not piece.text:
        return False
    text = piece.text
    if DATELINE.match(text) or NUMBERED.match(text) or LETTERHEAD.search(text):
        return False
    if DATED_END.search(before.text) and len(before.text) > 30 and not OPEN.search(before.text):
        return False
    joined = bool(JOINTS.match(text)) or bool(OPEN.search(before.text)) or text[0].islower()
    if piece.role == "issuer" and not (text[0].islower() and text[-1] not in ",:;"):
        return False
    if before.text[-1] in ".;" and len(before.text) > 20:
        return False
    if _opens_parties(text, names) and not OPEN.search(before.text):
        return False
    caps, caps_before = _caps(text), _caps(pieces[first].text) if n == first + 1 else _caps(before.text)
    if caps_before and not caps and not joined:
        return False
    return not (piece.role == "masthead" and piece.look == "plain" and len(text) > 160)


def _joining(piece: Piece) -> bool:
    """Whether a line of the furniture is a joining word alone ("Y", "ET") that a title goes on over."""
    return piece.role == "furniture" and len(piece.text) < 3 and piece.text.isalpha() and piece.text.isupper()


def _continues(pieces: Sequence[Piece], n: int, after: int) -> bool:
    """Whether the line at `n` runs into the one below it."""
    return pieces[n].look not in NEVER and bool(OPEN.search(pieces[n].text))


def _caps(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > 0.7 * len(letters)


def _opens_parties(text: str, names: Names) -> bool:
    return re.match(names.issuing.parties, text) is not None


def _last_run(pieces: Sequence[Piece], lines: list[int], end: int, names: Names) -> Run | None:
    """The last run of lines called titles; a much longer one before it wins."""
    runs: list[Run] = []
    for n in lines:
        if _bare(pieces[n].text, names) and _titles_below(pieces, n, end, names):
            continue
        piece = pieces[n]
        if piece.role not in ("title", "heading") and (piece.role != "masthead" or piece.look not in ("plain", "body")):
            continue
        if piece.look in NEVER or (runs and n < runs[-1].last) or LETTERHEAD.search(piece.text):
            continue
        if _opens_parties(piece.text, names):
            break
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
    text = " ".join(p.text for p in pieces[run.first : run.last]).casefold()
    return any(re.search(rf"(?<!\w){re.escape(i.words)}(?!\w)", text) for i in names.instruments)


# --------------------------------------------------------------------------- settling


def _settled(pieces: list[Piece], end: int, run: Run, names: Names) -> list[Piece]:
    held = [p for p in pieces[run.first : run.last] if p.role != "furniture" or _joining(p)]
    title = structs.replace(
        held[0],
        role="title",
        spans=tuple(span for p in held for span in p.spans),
        text=" ".join(_whole(p) for p in held),
        number=None,
        look="title",
        heading="",
        lead="",
    )
    before = [_as_masthead(p) for p in pieces[: run.first]]
    between = [p for p in pieces[run.first : run.last] if p.role == "furniture" and not _joining(p)]
    after = _parties([_as_place(p, names) for p in pieces[run.last : end]], names)
    return [*before, *between, title, *after, *pieces[end:]]


def _whole(piece: Piece) -> str:
    """The words of a piece, its number and heading included."""
    number = piece.number.printed if piece.number else ""
    return " ".join(part for part in (number, piece.heading, piece.text) if part)


def _as_masthead(piece: Piece) -> Piece:
    return structs.replace(piece, role="masthead") if piece.role == "title" and piece.number is None else piece


def _parties(pieces: Sequence[Piece], names: Names) -> list[Piece]:
    """The pieces after the title: the lines in which the parties begin are joined with those that the parties end in."""
    out: list[Piece] = []
    for piece in pieces:
        above = out[-1] if out else None
        if (
            above is not None
            and above.role in ("title", "masthead", "heading")
            and above.number is None
            and piece.role in ("title", "masthead", "heading", "issuer")
            and piece.look not in NEVER
            and above.text[-1:] not in ".;:"
            and _opens_parties(above.text, names)
        ):
            out[-1] = structs.replace(
                above,
                spans=above.spans + piece.spans,
                text=f"{above.text} {piece.text}",
                role="masthead" if piece.role != "issuer" else "issuer",
            )
        else:
            out.append(_as_masthead(piece))
    return out


def _as_place(piece: Piece, names: Names) -> Piece:
    """A heading that is a place ("Jeddah, Saudi Arabia") is a dateline."""
    if piece.role == "heading" and piece.number is None and len(piece.text) < 60:
        town, _, rest = piece.text.partition(",")
        if names.kind_of(town) == "place" and (not rest or names.kind_of(rest.strip(" .")) == "state"):
            return structs.replace(piece, role="masthead", look="place")
    return piece


def _from_front_matter(pieces: list[Piece], said: Said, names: Names) -> list[Piece]:
    """The front matter parted around its title, which becomes a piece."""
    front = pieces[0]
    whole = front.spans[0]
    parts = [Span(whole.start, said.start), Span(said.end, whole.end)]
    title = structs.replace(front, role="title", look="title", text=said.value, spans=(Span(said.start, said.end),))
    head, tail = (structs.replace(front, spans=(part,)) for part in parts)
    rest = [_as_place(_as_masthead(p), names) if n < 6 else p for n, p in enumerate(pieces[1:])]
    return [head, title, structs.replace(tail, text=""), *rest]
