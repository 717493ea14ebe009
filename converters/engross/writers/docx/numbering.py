"""Word's own lists, made to print the labels of the fair copy.

Word counts for itself, so its counters are played through here: where a list would print another label than the one
wanted, the paragraph goes to a new instance of the list that starts there (`w:startOverride`), or to a list of its own
whose level is that label. Two ways of counting are played at once, because instances of a list share their counters in
Word and have their own in other word processors: a counter is used only where both print the label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from engross.faircopy import Line
from engross.styles import HouseStyle
from engross.writers.docx.families import LEVELS, Family, families, family_of, style_of
from engross.writers.docx.marks import Mark, Reading, readings
from engross.writers.docx.xml import attribute

LISTS = 1_000  # beyond so many lists of its own, a label is typed text: Word grows slow and then refuses the file
INSTANCES = 2_000
WIDEST = 1_701  # the most space that numbers get, in twentieths of a point (3 cm)
LONGEST = 40  # characters of a label that is still a list label

# In the text of a level, "%" and a digit stand for a counter.
_PLACEHOLDER = re.compile(r"%\d|[\x00-\x1f]")
# What a level prints that no line of the instrument uses: the United Nations' 1. (a) (i) a. i., then on by analogy.
_UNUSED = (
    Mark("decimal", "", "."), Mark("lowerLetter", "(", ")"), Mark("lowerRoman", "(", ")"), Mark("lowerLetter", "", "."),
    Mark("lowerRoman", "", "."), Mark("decimal", "", ")"), Mark("lowerLetter", "", ")"), Mark("lowerRoman", "", ")"),
    Mark("decimal", "(", ")"),
)  # fmt: skip


class Slot(NamedTuple):
    """Where a paragraph stands in Word's lists: `instance` is its w:numId, `level` its w:ilvl (from 0).

    counted: whether a counter prints the label (a literal label has nothing to count)."""

    instance: int
    level: int
    counted: bool


class Indent(NamedTuple):
    """Where the text of a level begins and how far its number hangs out, in twentieths of a point; or, where the text
    goes on below the number, how far the number is set in (`first`)."""

    left: int
    hanging: int
    first: int = 0

    @property
    def tabs(self) -> str:
        """Where the text after a number that is set in begins, as the schema wants it: before `xml`."""
        stop = self.left + 2 * self.first
        return f'<w:tabs><w:tab w:val="left" w:pos="{stop}"/></w:tabs>' if self.first else ""

    @property
    def xml(self) -> str:
        """The indents of a numbered paragraph, "" when there are none."""
        if self.first:
            return f'<w:ind w:left="{self.left}" w:firstLine="{self.first}"/>'
        return f'<w:ind w:left="{self.left}" w:hanging="{self.hanging}"/>' if self.left else ""


class _List:
    """A w:abstractNum and Word's counters of it, shared by all its instances."""

    def __init__(self, number: int, family: Family, marks: dict[int, Mark], main: bool, start: int = 1) -> None:
        self.number = number
        self.family = family
        self.marks = marks
        self.main = main
        self.start = start
        self.counts = [0] * LEVELS


class _Instance:
    """A w:num, and the counters that other word processors keep for it alone."""

    def __init__(self, number: int, of: _List, starts: dict[int, int]) -> None:
        self.number = number
        self.of = of
        self.starts = starts
        self.counts = [0] * LEVELS
        self.used: set[int] = set()

    def prints(self, level: int, value: int) -> bool:
        """Whether the next paragraph of `level` has the counter `value`, in Word and elsewhere."""
        start = self.starts.get(level, self.of.start)
        pending = level in self.starts and level not in self.used
        shared = self.of.counts[level]
        word = start if pending or not shared else shared + 1
        other = self.counts[level] + 1 if self.counts[level] else start
        return word == value == other

    def count(self, level: int, value: int) -> None:
        for counts in (self.counts, self.of.counts):
            counts[level] = value
            counts[level + 1 :] = [0] * (LEVELS - level - 1)
        self.used.add(level)


class _Series:
    """The labels of one family (or of one depth of it) in reading order, and the list that prints most of them."""

    def __init__(self, book: Numbering, family: Family, marks: dict[int, Mark], labelled: Sequence[int]) -> None:
        self.book = book
        self.labelled = labelled
        self.main = book.add_list(family, marks, main=True)
        self.first = book.add_instance(self.main, {})
        self.now = [self.first] * LEVELS
        self.others: dict[tuple[int, Mark], _Instance] = {}
        self.upper: list[_Instance | None] = [None] * LEVELS

    def place(self, level: int, label: str, above: str) -> Slot | None:
        """The slot for `label`, or None when it has to be typed."""
        options = readings(label, above) or (Reading(Mark("none", label, ""), 1),)
        chosen = self._running(level, options)
        if chosen is None:
            plain = readings(label) if options[0].mark.nested else options
            chosen = self._started(level, plain)
        if chosen is None:
            return None
        instance, reading = chosen
        instance.count(level, reading.value)
        main = instance.of is self.main
        self.now[level:] = [instance if main else self.now[level]] * (LEVELS - level)
        self.upper[level] = instance if main else None
        return Slot(instance.number, level, reading.mark.format != "none")

    def _rooted(self, level: int) -> bool:
        """Whether every level above has been counted. Below a level that has not, the next number of that level would
        come out one too high: the item then goes to a list of its own."""
        return all(self.main.counts[upper] for upper in self.labelled if upper < level)

    def _running(self, level: int, options: Sequence[Reading]) -> tuple[_Instance, Reading] | None:
        """An instance whose counter prints the label without more ado."""
        main = self.main.marks.get(level) if self._rooted(level) else None
        here = self.now[level]
        for reading in options:
            if reading.mark == main and _fits(here, level, reading):
                if not reading.mark.nested or self.upper[level - 1] is here:
                    return here, reading
        for reading in options:
            other = self.others.get((level, reading.mark))
            if other is not None and _fits(other, level, reading):
                return other, reading
        return None

    def _started(self, level: int, options: Sequence[Reading]) -> tuple[_Instance, Reading] | None:
        """A new instance, of the main list where it can print the label, or of a list of its own."""
        book = self.book
        main = self.main.marks.get(level) if self._rooted(level) else None
        if len(book.instances) >= INSTANCES:
            return None
        # "(i)" out of turn among letters begins numerals; "(c)" out of turn among numerals is a letter.
        reading = min(options, key=lambda r: (r.value, r.mark != main))
        if reading.mark == main:
            return book.add_instance(self.main, {level: reading.value}), reading
        known = self.others.get((level, reading.mark))
        if known is not None:
            instance = book.add_instance(known.of, {level: reading.value})
        elif len(book.lists) < LISTS:
            marks = {n: mark for n, mark in self.main.marks.items() if n < level} | {level: reading.mark}
            instance = book.add_instance(book.add_list(self.main.family, marks, False, reading.value), {})
        else:
            return None
        self.others[level, reading.mark] = instance
        return instance, reading


def _fits(instance: _Instance, level: int, reading: Reading) -> bool:
    return reading.mark.format == "none" or instance.prints(level, reading.value)


class _Labelled(NamedTuple):
    """A label to place: the index of its line, its series (a depth beyond the ninth has one of its own), its level."""

    line: int
    family: str
    series: str
    level: int
    label: str
    above: str


class Numbering:
    """The lists of a document. `slots` has one entry a line: None where a line has no label or its label is typed."""

    def __init__(self, lines: Sequence[Line], house: HouseStyle = HouseStyle()) -> None:  # noqa: B008
        self.house = house
        self.families = families(house)
        self.lists: list[_List] = []
        self.instances: list[_Instance] = []
        self.linked: dict[str, tuple[int, int]] = {}
        labelled = _labelled(lines)
        self._indents = self._measured(labelled)
        series = self._series(labelled)
        self.slots: list[Slot | None] = [None] * len(lines)
        for item in labelled:
            self.slots[item.line] = series[item.series].place(item.level, item.label, item.above)
        self._link(lines, series)

    def _link(self, lines: Sequence[Line], series: dict[str, _Series]) -> None:
        """Links styles to the levels of their lists; not a style that also has lines outside of all lists, which would
        be numbered with it."""
        outside = {style_of(line) for line, slot in zip(lines, self.slots, strict=True) if slot is None}
        for one in series.values():
            for level in one.main.marks:
                style = one.main.family.style(level)
                if style and style not in outside:
                    self.linked.setdefault(style, (one.first.number, level))

    def _series(self, labelled: Sequence[_Labelled]) -> dict[str, _Series]:
        votes: dict[str, dict[int, dict[Mark, list[int]]]] = {"clause": {}}
        names = {"clause": "clause"}
        for item in labelled:
            names[item.series] = item.family
            tally = votes.setdefault(item.series, {}).setdefault(item.level, {})
            for mark, value in readings(item.label, item.above) or ((Mark("none", item.label, ""), 1),):
                count = tally.setdefault(mark, [0, 0])
                count[0] += 1
                count[1] -= value  # of two equal readings, the one that starts lower: "(i)" alone is a numeral
        out = {}
        for name, levels in votes.items():
            family = self.families[names[name]]
            marks = {level: max(tally, key=tally.__getitem__) for level, tally in sorted(levels.items())}
            if name == "clause":
                marks = dict(enumerate(_UNUSED)) | marks
            out[name] = _Series(self, family, marks, sorted(levels))
        return out

    def add_list(self, family: Family, marks: dict[int, Mark], main: bool, start: int = 1) -> _List:
        self.lists.append(_List(len(self.lists) + 1, family, marks, main, start))
        return self.lists[-1]

    def add_instance(self, of: _List, starts: dict[int, int]) -> _Instance:
        self.instances.append(_Instance(len(self.instances) + 1, of, starts))
        return self.instances[-1]

    def _measured(self, labelled: Sequence[_Labelled]) -> dict[tuple[str, int], Indent]:
        """The indents of every family's levels, wide enough for almost all their labels."""
        widths: dict[tuple[str, int], list[int]] = {}
        for item in labelled:
            # Numbered recitals and first-level clauses stand in line with each other.
            name = "clause" if item.family == "recital" else item.family
            widths.setdefault((name, item.level), []).append(width(item.label))
        numbered = {(item.family, item.level) for item in labelled}
        out = {}
        for family in self.families.values():
            left = 0
            for level in range(LEVELS):
                if self.house.clauses.numbers == "indented" and family.name in ("clause", "recital"):
                    out[family.name, level] = Indent(level * family.least, 0, family.least)
                    continue
                shared = "clause" if family.name == "recital" else family.name
                hanging = _hanging(family, sorted(widths.get((shared, level), ())))
                if not family.stepped and (family.name, level) not in numbered:
                    hanging = 0
                elif family.stepped and level == 0 and ("clause", 0) not in numbered:
                    hanging = 0  # first-level clauses without numbers begin at the margin
                left = left + hanging if family.stepped else hanging
                out[family.name, level] = Indent(left, hanging)
        return out

    def indent(self, family: str, depth: int) -> Indent:
        """The indent of a line of `family` at `depth` (from 1)."""
        return self._indents.get((family, min(depth, LEVELS) - 1)) or Indent(0, 0)

    def xml(self) -> str:
        """The content of w:numbering."""
        lists = [self._list_xml(one) for one in self.lists]
        return "".join(lists + [_instance_xml(one) for one in self.instances])

    def _list_xml(self, one: _List) -> str:
        last = LEVELS if one.main else max(one.marks) + 1
        out = [
            f'<w:abstractNum w:abstractNumId="{one.number}"><w:nsid w:val="{0x1E000000 + one.number:08X}"/>'
            f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="{0x2E000000 + one.number:08X}"/>'
        ]
        texts: list[str] = []
        for level in range(last):
            mark = one.marks.get(level, _UNUSED[level])
            before = texts[-1].rstrip(".") + mark.before if mark.nested and texts else mark.before
            counter = "" if mark.format == "none" else f"%{level + 1}"
            texts.append(f"{before}{counter}{mark.after}")
            style = one.family.style(level)
            linked = one.main and self.linked.get(style) == (self._first(one), level)
            indent = self.indent(one.family.name, level + 1)
            # The bare level has its indents in any case: without them Word would give it those of its style.
            placed = indent.tabs + indent.xml or '<w:ind w:left="0" w:hanging="0"/>'
            letters = mark.format == "lowerLetter" and self.house.clauses.letters == "italic"
            out.append(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="{one.start}"/><w:numFmt w:val="{mark.format}"/>'
                + (f'<w:pStyle w:val="{style}"/>' if linked else "")
                + f'<w:suff w:val="{one.family.after}"/><w:lvlText w:val={attribute(texts[-1])}/><w:lvlJc w:val="left"/>'
                f"<w:pPr>{placed}</w:pPr>{'<w:rPr><w:i/></w:rPr>' if letters else ''}</w:lvl>"
            )
        return "".join(out) + "</w:abstractNum>"

    def _first(self, one: _List) -> int:
        return next(i.number for i in self.instances if i.of is one)


def _instance_xml(one: _Instance) -> str:
    starts = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{value}"/></w:lvlOverride>'
        for level, value in one.starts.items()
    )
    return f'<w:num w:numId="{one.number}"><w:abstractNumId w:val="{one.of.number}"/>{starts}</w:num>'


def _labelled(lines: Sequence[Line]) -> list[_Labelled]:
    """The labels that a list can hold, each with the label above it and the series that it belongs to."""
    out: list[_Labelled] = []
    last: dict[tuple[str, int], str] = {}
    joined = _joined(lines)
    for at, line in enumerate(lines):
        if not line.label or len(line.label) > LONGEST or _PLACEHOLDER.search(line.label):
            continue
        family, depth = family_of(line), max(line.depth, 1)
        last[family, depth] = line.label
        if family == "heading" and depth not in joined:
            series, above = f"heading {depth}", ""
        elif depth > LEVELS:
            series, above = f"{family} {depth}", ""
        else:
            series, above = family, last.get((family, depth - 1), "")
        out.append(_Labelled(at, family, series, min(depth, LEVELS) - 1, line.label, above))
    return out


def _joined(lines: Sequence[Line]) -> frozenset[int]:
    """The depths of headings that start again under each wider heading ("Chapter 1" in every part) and so share its
    list. Articles that count on through the parts have a list of their own."""
    joined = {1}
    first: dict[int, str] = {}
    last: dict[int, str] = {}
    for line in lines:
        if line.role != "heading" or not line.label:
            continue
        depth, label = line.depth, line.label
        nested = any(reading.mark.nested for reading in readings(label, last.get(depth - 1, "")))
        if depth - 1 in joined and (nested or (depth not in last and first.get(depth) == label)):
            joined.add(depth)
        first.setdefault(depth, label)
        last = {upper: above for upper, above in last.items() if upper < depth} | {depth: label}
    return frozenset(joined)


def _hanging(family: Family, widths: Sequence[int]) -> int:
    """The space for the numbers of a level. One label in ten may be wider: its text begins further in."""
    if family.after != "tab":
        return 0
    wide = widths[-1 - len(widths) // 10] if widths else 0
    return min(max(family.least, int(wide * family.scale) + 110), WIDEST)


def width(label: str) -> int:
    """About how wide a label is at 11 points, in twentieths of a point."""
    return sum(60 if c in _NARROW else 230 if c > "\u2e80" else 150 if c.isupper() else 110 for c in label)


_NARROW = frozenset(".,:;()|iljt '")
