"""Footnotes and endnotes: their words, and the marks by which Word counts them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import structs

from engross.readers.docx import counters
from engross.readers.docx.names import NS, value, whole
from engross.readers.docx.words import without
from engross.recognise.sheet import Call, Line
from engross.xml import Element

if TYPE_CHECKING:
    from engross.readers.docx.document import Document

ASIDE = frozenset(("separator", "continuationSeparator", "continuationNotice"))
FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}


class Notes:
    """The notes of one file. `sections` are its w:sectPr in order, which may count notes each their own way."""

    def __init__(self, document: Document, sections: Sequence[Element], settings: Element | None) -> None:
        self.document = document
        self.sections = sections
        self.settings = settings
        self.section = 0
        self.counts = {"footnote": 0, "endnote": 0}
        self.met: set[tuple[str, str]] = set()
        self.parts = {kind: document.package.part_of(f"{kind}s") for kind in FORMATS}
        self.elements: dict[tuple[str, str], Element] = {}
        for kind, part in self.parts.items():
            if part:
                for note in document.package.xml(part).iterfind(NS + kind):
                    if note.get(NS + "type", "normal") not in ASIDE:
                        self.elements[kind, note.get(NS + "id", "")] = note

    def lines(self, kind: str, identifier: str) -> tuple[Line, ...]:
        """The lines of a note, its own mark left out; a note within itself has none."""
        from engross.readers.docx.story import Story

        element = self.elements.get((kind, identifier))
        if element is None or (kind, identifier) in self.met:
            return ()
        self.met.add((kind, identifier))
        place = self.document.story.place()[0]
        return tuple(Story(self.document, self.parts[kind], f"{kind} called in {place}").read(element))

    def _said(self, kind: str, name: str) -> str | None:
        """What the section, else the whole file, says of how notes are counted."""
        section = self.sections[self.section] if self.section < len(self.sections) else None
        for holder in (section, self.settings):
            found = holder.find(f"{NS}{kind}Pr") if holder is not None else None
            if (said := value(found, name)) is not None:
                return said
        return None

    def next_section(self) -> None:
        """What follows stands in the next section."""
        self.section += 1
        for kind in self.counts:
            if self._said(kind, "numRestart") == "eachSect":
                self.counts[kind] = 0

    def count(self, kind: str) -> str:
        """The mark of the next note of a kind."""
        first = whole(self._said(kind, "numStart")) or 1
        self.counts[kind] += 1
        format = self._said(kind, "numFmt") or FORMATS[kind]
        return counters.written(self.counts[kind] + first - 1, format, self.document.language)


def marked(mark: str, lines: tuple[Line, ...]) -> Call:
    """The call of a note whose mark was made by hand: it stands before its words as well."""
    first, *rest = lines or (Line(""),)
    first = without(first, mark)
    emphasis = tuple([e for e in first.emphasis if e.end > e.start])
    return Call(0, mark, (structs.replace(first, emphasis=emphasis), *rest) if lines else ())
