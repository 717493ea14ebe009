"""The lines of a sheet while they are set: words into runs, runs into lines, each with its path and its line of the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from engross.readers.html.lists import Label, List
from engross.readers.words import Run, Words, joined
from engross.recognise.sheet import Line
from engross.xml import Element, line_of

SHORT = 80
"""Characters below which a line outside the main text is taken for furniture of the page."""
STEP = 18.0
"""Points by which the items of a list are indented."""


class Block(NamedTuple):
    """An open element: its step in the path and how many children of each name it has had."""

    step: str
    counts: dict[str, int]


class Setting:
    """What is open at one place of a page, and the lines so far. `within`: inside the main text."""

    def __init__(self, path: str, within: bool) -> None:
        self.words = Words()
        self.lines: list[Line] = []
        self.path = path
        self.open: list[Block] = []
        self.lists: list[List] = []
        self.label: Label | None = None
        self.heading = 0
        self.furniture = ""
        self.within = within
        self.kept = 0
        self.at = 0
        self.row = 0
        self.items: set[Element] = set()
        """Children of rows, which are blocks."""
        self.gap = True
        self.aside: list[Line] = []
        """Furniture within the line that is being set: it follows the line."""
        self.series = 0
        """Lists that stand in no other, so far."""
        self.wrapped = 0
        """Characters on lines that the page breaks itself."""

    def step(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Opens an element of the path."""
        counts = self.open[-1].counts
        counts[tag] = n = counts.get(tag, 0) + 1
        identifier = attributes.get("id")
        if identifier and "'" not in identifier:
            step = f"//*[@id='{identifier}']"
        else:
            step = f"/{tag}[{n}]" if n > 1 or tag not in ("html", "body", "main") else f"/{tag}"
        self.open.append(Block(step, {}))

    def where(self) -> str:
        """The path of what is open, as an XPath, from the last element that has an id."""
        steps: list[str] = []
        for block in reversed(self.open):
            steps.append(block.step)
            if block.step.startswith("//"):
                break
        return "".join(reversed(steps))

    def text(self, text: str, element: Element) -> None:
        """Takes text that stands in an element, or behind it."""
        words = self.words
        if self.furniture:
            self._furniture_text(text, element)
            return
        if self.kept:
            self._kept_text(text, element)
            return
        if not words.size and not text.isspace():
            self.at = line_of(element) + text.count("\n", 0, len(text) - len(text.lstrip()))
        words.add(text)

    def _furniture_text(self, text: str, element: Element) -> None:
        """A line of the sheet for each line of the file, as the furniture of a text has."""
        line = line_of(element)
        for n, part in enumerate(text.split("\n")):
            if n:
                self.flush()
            if not self.words.size and part.strip():
                self.at = line + n
            self.words.add(part)

    def _kept_text(self, text: str, element: Element) -> None:
        line = line_of(element)
        for n, part in enumerate(text.split("\n")):
            if n and self.words.cut():
                self.flush()
                self.gap = True
            if not self.words.size and part.strip():
                self.at = line + n
            self.words.add(part)

    def flush(self, ended: bool = False) -> None:
        """Ends the line; an item that `ended` without words is a line of its number alone."""
        label = self.label
        if not self.words.size and not self.words.marks:
            if self.words.cuts or self.words.space:
                self.words.take()
            if not (ended and label and label.text and label.counts != "bullet"):
                return
        runs = self._together(self.words.take()) or [Run("", (), (), ())]
        self.label = None
        name = self.furniture or self._outside(runs, label)
        path = self.where()
        if name:
            path = path or "/html/body"
        if len(runs) > 1:
            self.wrapped += sum(len(run.text) for run in runs)
        depth = len(self.lists)
        for n, run in enumerate(runs):
            shown = label if n == 0 and label and label.text and not name else None
            self.lines.append(
                Line(
                    run.text,
                    path,
                    self.at + n if self.at else 0,
                    number=shown.text if shown else "",
                    counts=shown.counts if shown else "",
                    value=shown.value if shown else 0,
                    series=f"list {self.series}" if shown else "",
                    depth=depth if shown else 0,
                    emphasis=run.emphasis,
                    links=run.links,
                    calls=run.calls,
                    breaks=run.breaks,
                    heading=self.heading if not name else 0,
                    furniture=name,
                    gap=self.gap and n == 0,
                    indent=STEP * depth,
                )
            )
        self.lines += self.aside
        self.aside.clear()
        self.gap = False

    def _outside(self, runs: list[Run], label: Label | None) -> str:
        """What a line outside the main text is: furniture when it is short and no heading; else it is kept."""
        if self.within or self.heading or (label and label.text):
            return ""
        return "outside the main text" if all(len(run.text) < SHORT for run in runs) else ""

    def _together(self, runs: list[Run]) -> list[Run]:
        """Runs that go on in small letters, or stand in a heading, joined to those above them."""
        if len(runs) < 2:
            return runs
        groups = [[runs[0]]]
        for run in runs[1:]:
            if self.heading or run.text[:1].islower():
                groups[-1].append(run)
            else:
                groups.append([run])
        return [joined(group) for group in groups]
