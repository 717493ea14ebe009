"""The sheet: what every reader of a laid-out format makes of its file, whatever the format.

A sheet is a run of lines, each a whole paragraph (or a table), with what the format knows of it: its number as it is
shown, emphasis, links, calls of notes, headings, and a place that a person can find again. `read` searches the sheet
once, as a text is searched, and lays emphasis, links, notes and tables back into what was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from msgspec import Struct, structs

from engross.diagnostics import Diagnostic, Outcome, Rule, Severity, UnreadableError
from engross.languages import Language, index, load
from engross.languages.detection import detect
from engross.model import EmphasisKind, Instrument, Metadata, Table, block_text
from engross.recognise import looks, rules
from engross.recognise.dress import dress
from engross.recognise.given import NOTHING, Corrections, Offsets, of_lines
from engross.recognise.held import settled
from engross.recognise.layer import Range
from engross.recognise.lines import Hint, Lines
from engross.recognise.overlay import Aside, Laid, Overlay
from engross.recognise.pieces import Piece
from engross.recognise.reading import Reading, pieces_of
from engross.recognise.tree import build, is_flat
from engross.source import Place, SourceText, Span

FILLED = Rule("file-filled", "properties", Severity.INFO, "The file says what its text does not")
DIFFERS = Rule("file-differs", "properties", Severity.INFO, "The file says otherwise than its text")
FACTS = ("title", "symbol", "date", "place", "session", "keywords", "publication_date", "source")
"""What a file may say of itself where its text does not: fields of the metadata."""
LINE = "\n"
HEAD_LINES = 20
"""Lines of the text in which what a page head says may stand already."""


class Emphasized(NamedTuple):
    """Characters of a line that are emphasised."""

    start: int
    end: int
    kind: EmphasisKind


class Link(NamedTuple):
    """Characters of a line that lead to an address."""

    start: int
    end: int
    href: str


class Call(NamedTuple):
    """Where a line calls a note (before its character `at`), the marker as it is shown, and the lines of the note."""

    at: int
    marker: str
    lines: tuple[Line, ...]


class Line(Struct, frozen=True, omit_defaults=True):
    """A paragraph or a table. Offsets count in `text`, whose white space is single, with no mark-up, marker or number.

    number: as it is shown, "" for none; `counts` how it counts, `value` to what (0: not known), `series` in which list,
    `depth` at which level of it (from 1; 0: not known). breaks: offsets of
    spaces that are line breaks. heading: the level of a heading, 0 for none. furniture: what furniture of the page it
    is ("header", "footer", "navigation" …), "" for none. look: one of the looks of recognition where the format knows
    it ("note", "title" …). table: the whole table for which the line stands; `text` then is "". gap: whether space
    stands above. indent: in points. page: from 1, 0 when not known.
    place: in words, what a person looks for ("paragraph 12", "table 2, row 3"); `at`: its number among its like, or
    the line of the file, as findings give it; 0: the number of the line in the sheet. until: its last line of the file,
    where that is another."""

    text: str
    place: str = ""
    at: int = 0
    number: str = ""
    counts: Literal["", "decimal", "letter", "roman", "bullet"] = ""
    value: int = 0
    series: str = ""
    depth: int = 0
    emphasis: tuple[Emphasized, ...] = ()
    links: tuple[Link, ...] = ()
    calls: tuple[Call, ...] = ()
    breaks: tuple[int, ...] = ()
    heading: int = 0
    furniture: str = ""
    look: str = ""
    table: Table | None = None
    gap: bool = True
    style: str = ""
    indent: float = 0.0
    page: int = 0
    until: int = 0


class Sheet(Struct, frozen=True):
    """A file laid out. `facts` is what the file says of itself, its language too (`language_of`); `wrapped`: lines may be parts of paragraphs."""

    name: str
    lines: tuple[Line, ...]
    facts: Metadata = Metadata()
    found: tuple[Diagnostic, ...] = ()
    wrapped: bool = False


class Searched(NamedTuple):
    """A sheet as the text that is searched; `rows` are the lines with the number of their first line in the source, in
    its order, the lines of notes after the others."""

    source: SourceText
    lines: Lines
    rows: list[tuple[int, Line]]
    asides: list[Aside]
    laid: list[Laid]

    def place(self, place: Place) -> tuple[Place, str]:
        """A place of the source as findings give it, and in words."""
        row = self.row(place.line)
        first, line = self.rows[row]
        before = len(line.number) + 1 if line.number and line.text else 0
        column = max(1, place.column - before) if place.line == first else 1
        return Place(line.at or row + 1, column), line.place

    def end(self, place: Place) -> Place:
        """The place at which a finding ends that ends at a place of the source."""
        until = self.rows[self.row(place.line)][1].until
        return Place(until, 1) if until else self.place(place)[0]

    def row(self, number: int) -> int:
        """The index of the line that stands on a line of the source."""
        low, high = 0, len(self.rows)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.rows[middle][0] <= number else (low, middle)
        return low


def finding(line: Line, rule: Rule, message: str, hint: str = "") -> Diagnostic:
    """A finding about a line, its place in front."""
    return Diagnostic(rule, f"{line.place}: {message}" if line.place else message, Place(max(line.at, 1), 1), hint=hint)


# --------------------------------------------------------------------------- the text that is searched


def searched(sheet: Sheet, language: Language) -> Searched:
    """The sheet as a text: a line for each of its lines, number first, a blank line between those that a gap parts."""
    return _Setter(sheet, language).set()


class _Setter:
    def __init__(self, sheet: Sheet, language: Language) -> None:
        self.sheet = sheet
        self.parts: list[str] = []
        self.size = 0
        self.number = 1
        self.hints: dict[int, Hint] = {}
        self.rows: list[tuple[int, Line]] = []
        self.asides: list[Aside] = []
        self.laid: list[Laid] = []
        self.language = language
        self.heads = _mastheads(sheet.lines, language)

    def set(self) -> Searched:
        notes: list[tuple[Call, int]] = []
        for n, line in enumerate(self.sheet.lines):
            start = self._line(line, "" if n in self.heads else line.furniture)
            for call in line.calls:
                notes.append((call, start + call.at))
        while notes:
            inner: list[tuple[Call, int]] = []
            for call, at in notes:
                for line in call.lines:
                    start = self._line(line, "", (call, at))
                    inner += [(c, start + c.at) for c in line.calls]
            notes = inner
        source = SourceText("".join(self.parts), self.sheet.name)
        text_lines = source.text.split("\n")
        lines = Lines(text_lines, source.starts, self.hints, self.sheet.wrapped)
        return Searched(source, lines, self.rows, self.asides, self.laid)

    def _line(self, line: Line, furniture: str, note: tuple[Call, int] | None = None) -> int:
        """Sets a line; gives the offset of its text."""
        if self.parts:
            gap = "\n\n" if line.gap or note else "\n"
            self.parts.append(gap)
            self.size += len(gap)
            self.number += len(gap)
        start = self.size
        table = line.table
        text = line.text if table is None else shown(table)
        number = line.number if table is None else ""
        words = start + len(number) + 1 if number and text else start + len(number)
        # "Annex II" stands above its title, as it does in print.
        aside = bool(furniture) or table is not None or note is not None
        alone = bool(number and text and not aside and self.language.annex(number))
        whole = f"{number}{LINE if alone else ' '}{text}" if number and text else number or text
        self.parts.append(whole)
        self.size += len(whole)
        self.rows.append((self.number, line))
        self.number += alone
        if aside:
            self.asides.append(Aside(Span(start, self.size), words, furniture, table, note))
        if aside or number or line.heading or line.look:
            counted = "" if self._is_words(number) else number
            self.hints[start] = Hint(
                counted, line.counts, line.value, line.series, line.depth, line.heading, line.look, aside
            )  # fmt: skip
        if line.emphasis or line.links or line.breaks or line.calls:
            ranges = [Range(words + e.start, words + e.end, e.kind, "") for e in line.emphasis]
            ranges += [Range(words + a.start, words + a.end, "a", a.href) for a in line.links]
            calls = tuple((words + call.at, call) for call in line.calls)
            self.laid.append(
                Laid(start, self.size, tuple(sorted(ranges)), calls, tuple(words + b for b in line.breaks))
            )
        return words

    def _is_words(self, number: str) -> bool:
        """Whether a number is what words of recognition know: a division ("Part II") or an annex."""
        word = number.partition(" ")[0].strip(".:").lower()
        return word in self.language.divisions or bool(self.language.annex(number))


def shown(table: Table) -> str:
    """What is seen of a table, as one line."""
    return " ".join(block_text(table, notes=True).split())


def _mastheads(lines: tuple[Line, ...], language: Language) -> frozenset[int]:
    """Lines of page heads that are read as masthead: a symbol or a session that the text itself does not show."""
    heads = [n for n, line in enumerate(lines) if line.furniture == "header" and line.text]
    if not heads:
        return frozenset()
    body = [line.text.casefold() for line in lines if not line.furniture][:HEAD_LINES]
    out: set[int] = set()
    said: set[str] = set()
    first = next((n for n, line in enumerate(lines) if not line.furniture), len(lines))
    for n in heads:
        text = lines[n].text
        low = text.casefold()
        if n < first and low not in said and (looks.SYMBOL.match(text) or language.masthead(text)):
            if not any(low in line for line in body):
                out.add(n)
                said.add(low)
    return frozenset(out)


# --------------------------------------------------------------------------- reading


def reading_of(sheet: Sheet, language: str = "", said: Corrections = NOTHING) -> tuple[Searched, Reading]:
    """The text searched, and how its lines were read; `language` is an ISO 639-1 code, "" to find out; `said` is what a
    person says of lines, by the numbers that findings give them.

    Raises UnreadableError when nothing is on the sheet."""
    if not any(line.text or line.number or line.table for line in sheet.lines):
        raise UnreadableError(f"{sheet.name}: there is no text in it")
    code = language or detect("\n".join([line.text for line in sheet.lines if not line.furniture]))
    page = searched(sheet, load(code))
    if said.statements:
        page = page._replace(lines=page.lines._replace(given=_given(page, said)))
    return page, pieces_of(page.source, code, laid=page.lines)


def _given(page: Searched, said: Corrections) -> Offsets | None:
    """What is said of the lines that are searched."""
    asides = {aside.span.start for aside in page.asides}
    known: dict[int, tuple[str, int]] = {}
    for n, (first, line) in enumerate(page.rows, 1):
        start = page.source.starts[first - 1]
        if start not in asides:
            known.setdefault(line.at or n, (line.number + line.text, start))
    numbers = range(1, max(known, default=0) + 1)
    lines, starts = zip(*(known.get(n, ("", -1)) for n in numbers), strict=True) if known else ((), ())
    return of_lines(said, lines, starts)


def tiling(page: Searched, reading: Reading) -> list[Piece]:
    """All pieces of a sheet, in its order, lines aside included: every visible character lies in one of them."""
    return _merged(settled(reading.pieces, reading.language, page.source.text, page.lines.given), page.asides)


def read(
    sheet: Sheet, language: str = "", keep_furniture: bool = False, said: Corrections = NOTHING
) -> Outcome[Instrument]:
    """The instrument on a sheet; see `reading_of`. Raises UnreadableError when nothing is on it."""
    page, reading = reading_of(sheet, language, said)
    overlay = Overlay(page.source.text, page.laid, page.asides)
    pieces = overlay.plain(tiling(page, reading))
    dressed = dress(pieces, reading.language)
    kept, contents = overlay.lay(pieces, dressed.contents)
    document = build(kept, structs.replace(dressed, contents=contents), reading.language, keep_furniture)
    found = [_placed(page, d) for d in (*reading.found, *_furniture(page), *dressed.found)]
    if is_flat(kept):
        found.append(Diagnostic(rules.FLAT, "no structure was recognised: the text is kept as plain paragraphs"))
    metadata, told = filled(dressed.metadata, sheet.facts)
    return Outcome(Instrument(metadata, overlay.with_tables(document)), (*sheet.found, *found, *told))


def _merged(pieces: list[Piece], asides: list[Aside]) -> list[Piece]:
    """The pieces with those of lines aside in the order of the text; a table has the role of what stands around it."""
    out: list[Piece] = []
    waiting = iter(asides)
    aside = next(waiting, None)
    for n, piece in enumerate(pieces):
        while aside is not None and aside.span.start < piece.spans[0].start:
            out.append(aside.piece(pieces[n - 1] if n else None, piece))
            aside = next(waiting, None)
        out.append(piece)
    last = pieces[-1] if pieces else None
    while aside is not None:
        out.append(aside.piece(last, None))
        aside = next(waiting, None)
    return out


def _placed(page: Searched, found: Diagnostic) -> Diagnostic:
    if found.start is None:
        return found
    start, words = page.place(found.start)
    end = page.end(found.end) if found.end else None
    message = f"{words}: {found.message}" if words else found.message
    return structs.replace(found, start=start, end=end, message=message)


def _furniture(page: Searched) -> Iterator[Diagnostic]:
    runs = [(aside.furniture, aside.span) for aside in page.asides if aside.furniture]
    return rules.furniture(page.source, iter(runs))


def filled(known: Metadata, facts: Metadata) -> tuple[Metadata, list[Diagnostic]]:
    """What the text says, with what only the file says; where both speak and differ, the text is right."""
    changes: dict[str, object] = {}
    found = []
    for field in FACTS:
        mine, theirs = getattr(known, field), getattr(facts, field)
        if not theirs:
            continue
        words = ", ".join(theirs) if isinstance(theirs, tuple) else theirs
        if not mine:
            changes[field] = theirs
            found.append(Diagnostic(FILLED, f"{field}: the file says {rules.shown(words)!r}, the text nothing"))
        elif isinstance(mine, str) and _bare(mine) != _bare(words):
            message = f"{field}: the file says {rules.shown(words)!r}, the text {rules.shown(mine)!r}: kept as the text"
            found.append(Diagnostic(DIFFERS, message))
    if facts.language not in ("und", known.language):
        said = f"language: the file says {facts.language!r}, the text {known.language!r}: kept as the text"
        found.append(Diagnostic(DIFFERS, said))
    return structs.replace(known, **changes) if changes else known, found


def language_of(tag: str) -> str:
    """The language that a tag of BCP 47 ("pt-BR") names: by its ISO 639-3 code where Engross reads it, else by that of the
    tag; "und" for none."""
    primary = tag.strip().replace("_", "-").partition("-")[0].lower()
    entry = index().get(primary)
    return entry.iso3 if entry else primary if primary.isalpha() and primary.isascii() else "und"


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
