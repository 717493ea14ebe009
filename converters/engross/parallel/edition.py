"""A parallel edition: the language versions of one instrument, row by row, and where they differ in structure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct, structs

from engross.diagnostics import Diagnostic, EngrossError, Outcome, Rule, Severity
from engross.faircopy import FairCopy, FairCopyOptions, Line, fair_copy
from engross.identity import Eids
from engross.languages.fixed import fixed
from engross.model import Instrument, Reference
from engross.parallel.align import Cells, align
from engross.parallel.units import Unit, units

FEWEST, MOST = 2, 6

ABSENT = Rule("parallel-absent", "parallel", Severity.WARNING, "A part of one language version has no counterpart")
NUMBER = Rule("parallel-number", "parallel", Severity.WARNING, "Counterparts in two language versions differ in number")
LEVEL = Rule("parallel-level", "parallel", Severity.WARNING, "Counterparts in two language versions differ in level")
PLACE = Rule(
    "parallel-place", "parallel", Severity.INFO, "Counterparts stand in different parts of two language versions"
)
SAME = Rule("parallel-language", "parallel", Severity.WARNING, "Two versions are in the same language")
OTHER = Rule("parallel-instrument", "parallel", Severity.WARNING, "The versions do not look like one instrument")

_LIKE = 0.5
"""Share of the clauses that have a counterpart, below which the versions are hardly those of one instrument."""
_TOLD = frozenset({"recital", "clause", "item", "heading", "annex", "paragraph", "formula"})
_SHOWN = 48
_STRUCTURED = frozenset({"recital", "clause", "item"})


class Version(Struct, frozen=True):
    """One language version. copy: its fair copy, each eId of which begins with `prefix`, as do the references to them;
    source: what it goes by in messages; record: its canonical record, b"" for none."""

    instrument: Instrument
    copy: FairCopy
    prefix: str
    source: str
    record: bytes = b""


class Row(Struct, frozen=True):
    """What stands side by side: the lines of each version, none where it has nothing that corresponds.

    eid: of the row, that of the part in the first version that has it; kind and depth: those of its first line."""

    cells: tuple[tuple[Line, ...], ...]
    eid: str
    kind: str
    depth: int

    @property
    def whole(self) -> bool:
        """Whether every version has its part."""
        return all(self.cells)


class Edition(Struct, frozen=True):
    """Versions in the order in which they stand, from the near side to the far one, and the rows of all of them."""

    versions: tuple[Version, ...]
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        """The titles of all versions, or the symbol they share."""
        titles = dict.fromkeys(v.copy.title for v in self.versions if v.copy.title)
        return " / ".join(titles) or self.symbol

    @property
    def symbol(self) -> str:
        return next((v.copy.symbol for v in self.versions if v.copy.symbol), "")


def edition(
    instruments: Sequence[Instrument],
    options: FairCopyOptions = FairCopyOptions(),  # noqa: B008
    sources: Sequence[str] = (),
) -> Outcome[Edition]:
    """The parallel edition of instruments whose blank numbers are filled, and the differences of their structure.

    sources: what they go by in messages, their languages when (). Raises EngrossError for fewer than two or more than
    six."""
    if not FEWEST <= len(instruments) <= MOST:
        raise EngrossError(f"a parallel edition has {FEWEST} to {MOST} language versions, not {len(instruments)}")
    found: list[Diagnostic] = []
    versions, every = [], []
    tags = _prefixes([i.metadata.language for i in instruments], found)
    for n, instrument in enumerate(instruments):
        copy = fair_copy(instrument, options)
        every.append(units(copy, _printed(instrument, copy)))
        source = sources[n] if sources else copy.words.tag
        versions.append(Version(instrument, _prefixed(copy, tags[n]), tags[n], source))
    rows = align(every)
    found += _differences(rows, versions)
    found += _likeness(rows, versions)
    at, known = [0] * len(versions), Eids()
    made = [_row(cells, versions, at, known) for cells in rows]
    return Outcome(Edition(tuple(versions), tuple(made)), tuple(found))


def _printed(instrument: Instrument, copy: FairCopy) -> list[str]:
    """For each line of the fair copy the number that the source printed."""
    faithful = fair_copy(instrument, FairCopyOptions(faithful=True)).lines
    if len(faithful) == len(copy.lines):
        return [line.label for line in faithful]
    return [line.label for line in copy.lines]


def _prefixes(languages: Sequence[str], found: list[Diagnostic]) -> list[str]:
    """What the eIds of each version begin with: its language, and a number where two have the same."""
    tags = [fixed(language).tag for language in languages]
    count = Counter(tags)
    for tag, n in count.items():
        if n > 1:
            message = f"{n} versions are in the same language ({tag})"
            found.append(Diagnostic(SAME, message, hint="say what the languages are: --languages en,fr"))
    seen: Counter[str] = Counter()
    out = []
    for tag in tags:
        seen[tag] += 1
        out.append(f"{tag}{seen[tag] if seen[tag] > 1 else ''}__".replace("-", "_"))
    return out


def _row(cells: Cells, versions: Sequence[Version], at: list[int], known: Eids) -> Row:
    """A row, its lines those of the prefixed copies; `at` is how far each of them has been taken, `known` the eIds of
    the rows before it: two parts that stand alone may have the same."""
    taken: list[tuple[Line, ...]] = []
    for n, unit in enumerate(cells):
        count = len(unit.lines) if unit is not None else 0
        taken.append(versions[n].copy.lines[at[n] : at[n] + count])
        at[n] += count
    first = next(unit for unit in cells if unit is not None)
    return Row(tuple(taken), known.claim(first.eid) if first.eid else "", first.kind, first.depth)


# --------------------------------------------------------------------------- eIds that several versions share


def _prefixed(copy: FairCopy, prefix: str) -> FairCopy:
    """A fair copy whose eIds, and references to them, are told from those of other versions."""
    return structs.replace(copy, lines=tuple(_prefixed_line(line, prefix) for line in copy.lines))


def _prefixed_line(line: Line, prefix: str) -> Line:
    eid = f"{prefix}{line.eid}" if line.eid else ""
    return structs.replace(line, eid=eid, content=_moved(line.content, prefix), table=_moved(line.table, prefix))


def _moved(part: Any, prefix: str) -> Any:
    """`part` (a content, a table) with its inner references going to the prefixed eIds."""
    if isinstance(part, tuple):
        made = tuple(inner if type(inner) is str else _moved(inner, prefix) for inner in part)
        return part if all(a is b for a, b in zip(part, made, strict=True)) else made
    changes: dict[str, Any] = {}
    if isinstance(part, Reference) and part.href.startswith("#"):
        changes["href"] = f"#{prefix}{part.href[1:]}"
    for field in getattr(part, "__struct_fields__", ()):
        value = getattr(part, field)
        if value and type(value) is not str and (made := _moved(value, prefix)) is not value:
            changes[field] = made
    return structs.replace(part, **changes) if changes else part


# --------------------------------------------------------------------------- differences of structure


def _differences(rows: Sequence[Cells], versions: Sequence[Version]) -> Iterator[Diagnostic]:
    for cells in rows:
        present = [(versions[n].source, unit) for n, unit in enumerate(cells) if unit is not None]
        if len(present) < len(cells) and present[0][1].kind in _TOLD and any(u.values or u.size for _, u in present):
            yield _absent(cells, versions)
        (source, first), *others = present
        for name, other in others:
            yield from _unlike(source, first, name, other)


def _absent(cells: Cells, versions: Sequence[Version]) -> Diagnostic:
    having = [(v.source, u) for v, u in zip(versions, cells, strict=True) if u is not None]
    lacking = [v.source for v, u in zip(versions, cells, strict=True) if u is None]
    unit = having[0][1]
    named = f"the {unit.kind} {_cited(unit)} of {' and '.join(source for source, _ in having)}"
    return Diagnostic(ABSENT, f"{named} has no counterpart in {' and '.join(lacking)}")


def _unlike(source: str, one: Unit, name: str, other: Unit) -> Iterator[Diagnostic]:
    if one.values and other.values and one.values.isdisjoint(other.values):
        yield Diagnostic(NUMBER, f"{_cited(one)} of {source} is {_cited(other)} in {name}")
    if one.kind in _STRUCTURED and other.kind == one.kind and one.depth != other.depth:
        yield Diagnostic(
            LEVEL,
            f"{_cited(one)} is on level {one.depth} in {source}, {_cited(other)} on level {other.depth} in {name}",
        )
    if one.zone != other.zone:
        part, place = _place(one.zone, other.zone)
        yield Diagnostic(PLACE, f"{_cited(one)} stands in {part} of {source}, but in {place} of {name}")


def _place(one: str, other: str) -> tuple[str, str]:
    """What two zones are called where they differ: by their annexes, else by their parts."""
    (annex, part), (beside, place) = one.split("/"), other.split("/")
    if annex == beside:
        return f"the {part}", f"the {place}"
    names = ["the main text" if number == "0" else f"annex {number}" for number in (annex, beside)]
    return names[0], names[1]


def _cited(unit: Unit) -> str:
    """A unit by its number, else by its first words."""
    if unit.values and unit.label:
        return unit.label
    words = unit.text
    return f"“{words}”" if len(words) <= _SHOWN else f"“{words[:_SHOWN].rpartition(' ')[0] or words[:_SHOWN]} …”"


def _likeness(rows: Sequence[Cells], versions: Sequence[Version]) -> Iterator[Diagnostic]:
    """Whether the versions look like those of one instrument: by their symbols, and by how much finds a counterpart."""
    first = versions[0]
    for n, version in enumerate(versions[1:], 1):
        one, other = first.copy.symbol, version.copy.symbol
        if one and other and "".join(one.split()).lower() != "".join(other.split()).lower():
            yield Diagnostic(OTHER, f"{first.source} is {one}, but {version.source} is {other}")
        parts = [cells for cells in rows if any(u is not None and u.kind in _STRUCTURED for u in cells)]
        either = [cells for cells in parts if cells[0] is not None or cells[n] is not None]
        both = sum(1 for cells in either if cells[0] is not None and cells[n] is not None)
        if either and both / len(either) < _LIKE:
            yield Diagnostic(
                OTHER, f"only {both} of {len(either)} clauses of {first.source} and {version.source} have a counterpart"
            )
