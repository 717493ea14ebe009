"""Word's lists played through: the number of each paragraph, as Word shows it (ECMA-376-1, 17.9)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from engross.readers.docx import counters
from engross.readers.docx.names import MC, NS, VAL, on, value, whole
from engross.readers.docx.styles import Styles
from engross.xml import Element

LEVELS = 9
PLACEHOLDER = re.compile(r"%([1-9])")
Counts = Literal["", "decimal", "letter", "roman", "bullet"]


class Label(NamedTuple):
    """The number of a paragraph: as shown ("" where the list shows none), how it counts, to what, in which list (its
    w:abstractNumId) and at which level (from 0)."""

    text: str
    counts: Counts
    value: int
    series: str
    level: int


class Level(NamedTuple):
    """A w:lvl. `restart`: None after any higher level, 0 never, else after that level (from 1) or a higher one."""

    start: int
    format: str
    custom: str
    text: str
    style: str
    restart: int | None
    legal: bool
    hidden: bool
    font: str
    indent: float | None


NO_LEVEL = Level(0, "decimal", "", "", "", None, False, False, "", None)


class _List:
    """A w:abstractNum, and its counters, which all its instances share. A counter is None until its level is used."""

    def __init__(self, element: Element) -> None:
        self.id = element.get(NS + "abstractNumId", "")
        self.levels = _levels(element)
        self.style = value(element, "numStyleLink") or ""
        self.names = value(element, "styleLink") or ""
        self.counts: list[int | None] = [None] * LEVELS


class _Instance:
    """A w:num: a list with levels and starts of its own. `begun` are the levels whose own start was taken."""

    def __init__(self, of: _List, levels: dict[int, Level], starts: dict[int, int]) -> None:
        self.of = of
        self.levels = levels
        self.starts = starts
        self.begun: set[int] = set()

    def level(self, number: int) -> Level:
        return self.levels.get(number) or self.of.levels.get(number) or NO_LEVEL

    def start(self, number: int) -> int:
        return self.starts.get(number, self.level(number).start)


class Numbering:
    """The lists of one file; `label` must be asked for each paragraph in the order of the text."""

    def __init__(self, root: Element | None, styles: Styles, language: str) -> None:
        self.styles = styles
        self.language = language
        self._lists: dict[str, _List] = {}
        self._elements: dict[str, Element] = {}
        self._instances: dict[str, _Instance | None] = {}
        self._linked: dict[tuple[str, str], int] = {}
        if root is None:
            return
        for element in root.iterfind(NS + "abstractNum"):
            self._lists[element.get(NS + "abstractNumId", "")] = _List(element)
        for element in root.iterfind(NS + "num"):
            self._elements.setdefault(element.get(NS + "numId", ""), element)

    def label(self, list_id: str, level: int) -> Label | None:
        """Counts a paragraph of that list (w:numId) at a level (from 0); None when there is no such list."""
        instance = self._instance(list_id)
        if instance is None or not 0 <= level < LEVELS:
            return None
        at = instance.level(level)
        if at is NO_LEVEL:
            return None
        counts = instance.of.counts
        for upper in range(level):
            if counts[upper] is None:
                counts[upper] = instance.start(upper)
        if level in instance.starts and level not in instance.begun:
            instance.begun.add(level)
            counts[level] = instance.starts[level]
        else:
            now = counts[level]
            counts[level] = instance.start(level) if now is None else now + 1
        for lower in range(level + 1, LEVELS):
            restart = instance.level(lower).restart
            if restart is None or level < restart:
                counts[lower] = None
        return self._shown(instance, at, level)

    def _shown(self, instance: _Instance, at: Level, level: int) -> Label:
        if at.format == "bullet":
            text = counters.plain_text(at.text, at.font)
            return Label("" if at.hidden else text.strip(), "bullet", 0, instance.of.id, level)

        def counter(match: re.Match[str]) -> str:
            number = int(match[1]) - 1
            if number > level:
                return ""
            of = instance.level(number)
            format = "decimal" if at.legal and of.format not in ("none", "bullet") else of.format
            return counters.written(instance.of.counts[number] or 0, format, self.language, of.custom)

        text = " ".join(PLACEHOLDER.sub(counter, counters.plain_text(at.text, at.font)).split())
        own = f"%{level + 1}" in at.text and at.format != "none"
        counts: Counts = counters.kind_of("decimal" if at.legal else at.format) if own else ""  # type: ignore[assignment]
        value = (instance.of.counts[level] or 0) if own else 0
        return Label("" if at.hidden else text, counts, value, instance.of.id, level)

    def linked(self, list_id: str, chain: tuple[str, ...]) -> int | None:
        """The level of a list that is linked with one of these paragraph styles, nearest first."""
        instance = self._instance(list_id)
        if instance is None:
            return None
        for style in chain:
            for number in range(LEVELS):
                if instance.level(number).style == style:
                    return number
        return None

    def indent(self, list_id: str, level: int) -> float | None:
        """The indent of a level, in points."""
        instance = self._instance(list_id)
        return instance.level(level).indent if instance is not None else None

    def _instance(self, list_id: str) -> _Instance | None:
        if list_id not in self._instances:
            self._instances[list_id] = None  # a list that leads back to itself is none
            self._instances[list_id] = self._read(list_id)
        return self._instances[list_id]

    def _read(self, list_id: str) -> _Instance | None:
        element = self._elements.get(list_id)
        of = self._lists.get(value(element, "abstractNumId") or "") if element is not None else None
        if element is None or of is None:
            return None
        if of.style:
            named = self._by_style(of.style)
            if named is None:
                return None
            of = named
        levels, starts = {}, {}
        for override in element.iterfind(NS + "lvlOverride"):
            number = whole(override.get(NS + "ilvl"))
            if number is None:
                continue
            if (own := override.find(NS + "lvl")) is not None:
                levels[number] = _level(own)
            if (start := whole(value(override, "startOverride"))) is not None:
                starts[number] = start
        return _Instance(of, levels, starts)

    def _by_style(self, style: str) -> _List | None:
        """The list that a numbering style names."""
        element = self.styles.element(style)
        found = element.find(f"{NS}pPr/{NS}numPr") if element is not None else None
        instance = self._instance(value(found, "numId") or "") if found is not None else None
        if instance is not None:
            return instance.of
        return next((one for one in self._lists.values() if one.names == style and not one.style), None)


def _levels(element: Element) -> dict[int, Level]:
    out = {}
    for level in element.iterfind(NS + "lvl"):
        number = whole(level.get(NS + "ilvl"))
        if number is not None:
            out[number] = _level(level)
    return out


def _level(element: Element) -> Level:
    format = element.find(NS + "numFmt")
    if format is None:
        # A newer format stands in a choice, with an older one to fall back on.
        choice = element.find(f"{MC}AlternateContent/{MC}Choice/{NS}numFmt")
        format = choice if choice is not None else element.find(f"{MC}AlternateContent/{MC}Fallback/{NS}numFmt")
    face = element.find(NS + "rPr")
    fonts = face.find(NS + "rFonts") if face is not None else None
    font = (fonts.get(NS + "ascii") or fonts.get(NS + "hAnsi") or "") if fonts is not None else ""
    text = element.find(NS + "lvlText")
    shown = text.get(VAL, "") if text is not None and text.get(NS + "null", "0") not in ("1", "true") else ""
    properties = element.find(NS + "pPr")
    indent = properties.find(NS + "ind") if properties is not None else None
    left = whole(indent.get(NS + "start") or indent.get(NS + "left")) if indent is not None else None
    return Level(
        start=whole(value(element, "start")) or 0,
        format=format.get(VAL, "decimal") if format is not None else "decimal",
        custom=format.get(NS + "format", "") if format is not None else "",
        text=shown,
        style=value(element, "pStyle") or "",
        restart=whole(value(element, "lvlRestart")),
        legal=bool(on(element.find(NS + "isLgl"))),
        hidden=bool(face is not None and on(face.find(NS + "vanish"))),
        font=font,
        indent=None if left is None else left / 20,
    )
