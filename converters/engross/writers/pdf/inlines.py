"""Inlines → runs: stretches of text of one typeface and one mark (a link, a note call, an underline)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engross.figures import Figure, figure_of
from engross.languages.scripts import foreign, table
from engross.model import Break, Content, Date, Emphasis, Lead, Note, OpaqueInline, Reference, text_of
from engross.model import Mark as ModelMark
from engross.writers.pdf.bidi import RIGHT_TO_LEFT
from engross.writers.pdf.typefaces import Fonts, Typeface

_BLANKS = {ord(c): " " for c in "\t\n\r\x0b\x0c\x85\u2028\u2029"}
_SHORT = 16  # characters of a reference ("paragraph 12") that stays on one line
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Mark:
    """What a run is besides text: the target of a link (an IRI, or "#" and an eId; "" for none), a note whose call
    it is, underlined, in a foreign script (the tag of its language, "" for none), a figure that is drawn in its place."""

    __slots__ = ("figure", "language", "note", "target", "underlined")

    def __init__(
        self, target: str = "", note: Note | None = None, underlined: bool = False, language: str = "",
        figure: Figure | None = None,
    ) -> None:  # fmt: skip
        self.figure = figure
        self.language = language
        self.target = target
        self.note = note
        self.underlined = underlined


PLAIN = Mark()


class Run(NamedTuple):
    """Text of one typeface and one mark; a text of "\\n" alone is a line break that belongs to the text."""

    text: str
    typeface: Typeface
    mark: Mark


class Setting(NamedTuple):
    """The style in force: weight "", "s" or "b"; size and rise in points; lead: the face of lead phrases in it."""

    weight: str
    italic: bool
    size: float
    rise: float = 0.0
    mark: Mark = PLAIN
    lead: str = "i"

    def led(self) -> Setting:
        """The style of a lead phrase: its own face, italics standing out from italics by being upright."""
        weight = self.lead.replace("i", "") or self.weight
        return self._replace(weight=weight, italic=self.italic != ("i" in self.lead))


def runs(content: Content, fonts: Fonts, at: Setting) -> Iterator[Run]:
    """The runs of `content`, which begins in the setting `at`."""
    face = fonts.typeface(at.weight + ("i" if at.italic else ""), at.size, at.rise)
    for part in content:
        if isinstance(part, str):
            if part.isascii() or at.mark.target:
                yield Run(part.translate(_BLANKS), face, at.mark)
            else:
                yield from _by_script(part.translate(_BLANKS), face, at.mark)
        elif isinstance(part, Lead):
            yield from runs(part.content, fonts, at.led())
        elif isinstance(part, Emphasis):
            yield from runs(part.content, fonts, _emphasised(part, at))
        elif isinstance(part, Reference):
            linked = part.href.startswith(("http://", "https://")) or (part.href.startswith("#") and len(part.href) > 1)
            mark = Mark(part.href, None, at.mark.underlined) if linked else at.mark
            yield from runs(_tied(part.content, _SHORT), fonts, at._replace(mark=mark))
        elif isinstance(part, Date) or (isinstance(part, ModelMark) and part.element == "docDate"):
            yield from runs(_tied(part.content, 0), fonts, at)
        elif isinstance(part, ModelMark) and part.element == "inline" and (figure := figure_of(part)) is not None:
            yield Run("0" * len(text_of(part.content)), face, Mark(figure=figure))  # not drawn: it keeps the room
        elif isinstance(part, Note):
            yield _call(part, fonts, at)
        elif isinstance(part, Break):
            yield Run("\n", face, at.mark)
        elif isinstance(part, OpaqueInline):
            yield Run(part.text.translate(_BLANKS), face, at.mark)
        else:
            yield from runs(part.content, fonts, at)


def _by_script(text: str, face: Typeface, mark: Mark) -> Iterator[Run]:
    """The runs of a text, words in foreign scripts apart: they are told to be of another language."""
    at = 0
    for found in foreign(face.fonts.language).finditer(text):
        if found.start() > at:
            yield Run(text[at : found.start()], face, mark)
        yield Run(found.group(), face, Mark("", None, mark.underlined, table().scripts[str(found.lastgroup)].language))
        at = found.end()
    if at < len(text):
        yield Run(text[at:], face, mark)


def _tied(content: Content, short: int) -> Content:
    """A date or reference that no line ends in: between "5" and "May", between "paragraph" and "3". The first space is
    tied, and all of them in a text of at most `short` characters."""
    if len(content) != 1 or not isinstance(content[0], str) or RIGHT_TO_LEFT.search(content[0]):
        return content
    text = content[0]
    return (text.replace(" ", "\u00a0", -1 if len(text) <= short else 0 if short else 1),)


def _emphasised(part: Emphasis, at: Setting) -> Setting:
    match part.kind:
        case "i":
            return at._replace(italic=not at.italic)
        case "b":
            return at._replace(weight="b")
        case "u":
            return at._replace(mark=Mark(at.mark.target, at.mark.note, True))
        case "sup":
            return at._replace(size=round(at.size * 0.68, 2), rise=round(at.rise + at.size * 0.34, 2))
        case "sub":
            return at._replace(size=round(at.size * 0.68, 2), rise=round(at.rise - at.size * 0.14, 2))


def _call(note: Note, fonts: Fonts, at: Setting) -> Run:
    """A note call: the font's own superior figures where the marker is a number, else the marker made small and raised."""
    mark = Mark("", note)
    if note.marker.isascii() and note.marker.isdigit():
        style = at.weight + ("i" if at.italic else "")
        return Run(note.marker.translate(_RAISED), fonts.typeface(style, at.size, at.rise), mark)
    small = fonts.typeface(at.weight, round(at.size * 0.68, 2), round(at.size * 0.34, 2))
    return Run(note.marker if note.marker.strip() else "*", small, mark)
