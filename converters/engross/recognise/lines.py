"""The lines a text is searched by, each with the place where it starts; one-line documents are unrolled at their seams."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from engross.languages import Language
from engross.languages.names.patterns import later
from engross.recognise.given import Offsets
from engross.source import SourceText

ROLLED_SIZE = 1200
"""Characters from which a text, or a line of it, may be a whole document without line ends."""
SHORT_ROLLED, FEW_LINES, FEWEST_SEAMS = 160, 2, 3
"""A short text on one line, its title perhaps on another, has this many characters at least, and seams."""
ROLLED_MEAN = 900
"""Mean characters of a line above which a text is taken to have lost its line ends."""
FEW_CAPITALS = 0.002
"""Words with a capital, by its characters, below which a line has lost its capitals (words in capitals may be left)."""
GLUED_MEAN = 1200
"""Most characters between two such places, on the mean."""
SHORTEST_RUN = 40
"""Characters from which a line may hold more than one item."""
OPENING = 42
"""Characters looked at for a lead phrase behind a seam."""

# Where a text without line ends may be broken again: before an article, a number that follows a stop, a lead phrase after
# a comma or semicolon, an enacting body, a closing line.
SEAM = later(
    r"(?<!\s)\s++(?:"
    r"(?=(?:ARTICLE|Article|ARTICULO|Artículo|Artikel)\s+(?:[IVXLC]{1,6}|\d{1,3})\b\.?(?:\s*[-–—:]?\s+[A-Z“\"]))"
    r"|(?=(?:The|THE) (?:General Assembly|Security Council|Human Rights Council|[A-Z][\w ]{3,50} Assembly),\s))"
    r"|(?<=[.;:,])\s++(?=(?:\d{1,3}\.|\([a-z]\)|\([ivx]{1,4}\)|[a-z]\))\s+[A-ZÀ-Þ“(])"
    r"|(?P<lead>(?<=[,;])\s++(?:(?:and|et|y|und)\s++)?(?=[A-ZÀ-Þ][\w’]{2,}))|(?<=;)\s++(?=[A-ZÀ-Þ][a-zà-þ]{3,})"
    r"|(?P<numbered>(?<=\w)\s++(?=\d{1,3}\.\s+[A-ZÀ-Þ]))|(?<=[.:;])\s++(?=“[A-ZÀ-Þ])"
    r"|(?<=[;:])\s++(?:(?:and|or|et|ou|y|o)\s++)?(?=\([a-z]{1,4}\)\s\w)"
    r"|(?<=[.\]])\s++(?=\d+(?:st|nd|rd|th) (?:plenary )?meeting\b|(?:Done|DONE) (?:at|in)\b)"
)


# In a text whose lines were joined without a space a line ended where punctuation touches the next word.
GLUE_SEAM = later(
    r"(?<=[,;:])(?=[^\W\d_]{2}|\d{1,2}\.\s|\([a-z0-9]\)|[a-z]\))|(?<=[^\W\d_]{3}\.)(?=[^\W\d_]{2,}[\s,.]|\d{1,2}\.\s)"
    r"|(?<=\d{4}\.)(?=[^\W\d_]{2,}\s)|(?<=[^\W_]{3}\.)(?=\(l\. ?s\.\))|(?<=[\])])(?=[^\W\d_]{3})|(?<=[\])]\.)(?=[^\W\d_]{2,}\s)|(?<=\d)(?=[a-z]{6}|the )"
    r"|(?<=[,;] and)(?=[a-z]{4})|(?<=[^\W_])(?=(?:source|src): )|\s++(?=[A-Z]{5,}\b)|\b(?:ARTICLE|ANNEXE?)\s+(?:[ivxlc]+|\d+)\b\.?"
    r"|\bANNEXE?\b\.?"
)
CAPITAL = later(r"\b[^\W\d_a-z][a-z]")
FEWEST_GLUED = 4
"""Places where words touch from which the lines of a text are taken to have been joined without a space."""
# Items run together on one line keep their bullets.
BULLETS = ("•", "â\x80¢", "â€¢")
BULLET_SEAM = later(r"(?<=[.;:,])\s++(?:(?:and|et|y|und|or)\s++)?(?=(?:•|â\x80¢|â€¢)\s)")


class Hint(NamedTuple):
    """What a reader of a laid-out format knows of a line. `number` is what opens the line as its number, "" for none;
    `counts` how it counts and `value` to what, 0 when not known; `series` names its list and `depth`
    its level there (from 1; 0: none); `heading` the level of a heading, 0 for none; `look`
    what the line looks like, "" to find out. What is `aside` (furniture, notes, tables) is not searched."""

    number: str = ""
    counts: Literal["", "decimal", "letter", "roman", "bullet"] = ""
    value: int = 0
    series: str = ""
    depth: int = 0
    heading: int = 0
    look: str = ""
    aside: bool = False


class Lines(NamedTuple):
    """Lines of a source, without their line ends, and the offset in the source at which each starts. `hints` go by
    that offset; None is a plain text, which may hold mark-up. `wrapped`: whether a line may be part of a paragraph.
    `given` is what a person says of lines, by offset too; a line of which something is said is never broken."""

    lines: list[str]
    starts: list[int]
    hints: Mapping[int, Hint] | None = None
    wrapped: bool = True
    given: Offsets | None = None

    def part(self, rows: range) -> Lines:
        """The lines at these indexes."""
        return Lines(
            self.lines[rows.start : rows.stop],
            self.starts[rows.start : rows.stop],
            self.hints,
            self.wrapped,
            self.given,
        )


def lines_of(source: SourceText, language: Language, given: Offsets | None = None) -> Lines:
    """The physical lines, or, where the line ends were lost, the parts between the seams."""
    return unrolled(Lines(source.text.split("\n"), source.starts, given=given), source.text, language)


def unrolled(physical: Lines, text: str, language: Language) -> Lines:
    """The lines of a text, those that hold several items with bullets broken before these, and lines longer than a page
    at their seams, if most of the text stands on such lines."""
    if any(bullet in text for bullet in BULLETS):
        physical = _cut(physical, lambda line: BULLET_SEAM.finditer(line) if len(line) > SHORTEST_RUN else ())
    lines = physical.lines
    if (longest := max(map(len, lines))) <= ROLLED_SIZE:
        if longest < SHORT_ROLLED or len(lines) - lines.count("") > FEW_LINES:
            return physical
        cut = _cut(physical, lambda line: _seams(line, language) if len(line) > SHORT_ROLLED else ())
        return cut if len(cut.lines) - len(lines) >= FEWEST_SEAMS else physical
    if (hints := physical.hints) is not None:
        aside = {start for start, hint in hints.items() if hint.aside}
        lines = [line for line, start in zip(lines, physical.starts, strict=True) if start not in aside]
    if sum(map(len, lines)) < ROLLED_MEAN * (len(lines) - lines.count("")):
        return physical
    return _cut(physical, lambda line: _seams(line, language) if len(line) > ROLLED_SIZE else ())


def _seams(line: str, language: Language) -> Iterator[re.Match[str]]:
    """Where a line may be broken: where its words touch, or else at the seams; before a lead phrase only if it is one."""
    glued = list(GLUE_SEAM.finditer(line)) if len(CAPITAL.findall(line)) < FEW_CAPITALS * len(line) else []
    if len(glued) >= FEWEST_GLUED and len(line) < GLUED_MEAN * len(glued):
        yield from glued
        return
    for seam in SEAM.finditer(line):
        opening = line[seam.end() : seam.end() + OPENING]
        if seam.lastgroup == "numbered":  # after a heading, which has no stop
            opening = opening.partition(" ")[2]
        if seam.lastgroup is None or language.lead(opening)[0] in "RC":
            yield seam


def _cut(physical: Lines, seams: Callable[[str], Iterable[re.Match[str]]]) -> Lines:
    """The lines, each broken behind the seams that are found in it."""
    out, where = [], []
    given = physical.given or {}
    for line, start in zip(physical.lines, physical.starts, strict=True):
        at = 0
        for seam in seams(line) if start not in given else ():
            out.append(line[at : seam.end()])
            where.append(start + at)
            at = seam.end()
        out.append(line[at:])
        where.append(start + at)
    return physical._replace(lines=out, starts=where)
