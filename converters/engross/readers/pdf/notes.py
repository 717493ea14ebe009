"""Footnotes: the small rows at the foot of a column, and the small raised marks that call them."""

from __future__ import annotations

import re
from typing import NamedTuple

from engross.readers.pdf.paragraphs import Measure, joined
from engross.readers.pdf.rows import Row
from engross.readers.pdf.setting import Hyphens
from engross.recognise.sheet import Call, Line

OPENING = re.compile(r"(\d{1,3}|\*{1,3}|[†‡§]|[a-z](?=\s))[.)]?\s*")
WIDE = 1.5
"""Leadings from which space parts notes from a text of the same size."""
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


class Found(NamedTuple):
    """A note at the foot of a page."""

    marker: str
    rows: list[Row]


class Notes:
    """The notes of a file, each waiting for its call. `places` says what a person looks for, by the number of a page."""

    def __init__(self, hyphens: Hyphens, places: dict[int, str]) -> None:
        self.hyphens = hyphens
        self.places = places
        self.waiting: dict[tuple[int, str], Found] = {}
        self.last: Found | None = None

    def take(self, rows: list[Row], measure: Measure) -> list[Row]:
        """The rows of one page without those of its notes, which are kept."""
        out: list[Row] = []
        for area in dict.fromkeys(row.area for row in rows):
            own = [row for row in rows if row.area == area]
            at = len(own)
            while at and not measure.text(own[at - 1]):
                at -= 1
            if at == len(own):
                at = self._in_full_size(own, measure)
            while at < len(own) and not self._opens(own[at], at == 0):
                at += 1
            out += own[:at]
            self._keep(own[at:])
        return out

    def _in_full_size(self, rows: list[Row], measure: Measure) -> int:
        """Where notes begin that are set in the size of the text: below a space, with a raised mark that stands above."""
        for n in range(1, len(rows)):
            row, above = rows[n], rows[n - 1]
            if not _is_raised(row) or above.base - row.base < WIDE * measure.leading * row.size:
                continue
            marker = row.text[row.marks[0].start : row.marks[0].end]
            if any(m.kind == "sup" and r.text[m.start : m.end] == marker for r in rows[:n] for m in r.marks):
                return n
        return len(rows)

    def _opens(self, row: Row, follows: bool) -> bool:
        """Whether the notes of a column may begin with a row; `follows`: nothing but notes stands in the column."""
        return bool(_marker(row)) or (follows and self.last is not None and row.text[:1].islower())

    def _keep(self, rows: list[Row]) -> None:
        for row in rows:
            marker = _marker(row)
            if marker and self._next(marker, row):
                self.last = Found(marker, [row])
                self.waiting[(row.page, marker)] = self.last
            elif self.last is not None:
                self.last.rows.append(row)

    def _next(self, marker: str, row: Row) -> bool:
        """Whether a number that opens a row is that of a new note: it is raised, or the next."""
        if _is_raised(row):
            return True
        if self.last is None or self.last.rows[0].page != row.page:
            return True
        return not (marker.isdigit() and self.last.marker.isdigit()) or int(marker) == int(self.last.marker) + 1

    def called(self, page: int, marker: str, at: int) -> Call | None:
        """The call of a note from a place in a line of a page; None where no such note stands there or overleaf."""
        marker = marker.translate(RAISED)
        for where in (page, page + 1):
            found = self.waiting.pop((where, marker), None)
            if found is not None:
                return Call(at, marker, (self._line(found),))
        return None

    def left(self) -> list[Line]:
        """The notes that nothing called."""
        out = [self._line(found, whole=True) for found in self.waiting.values()]
        self.waiting = {}
        return out

    def place(self, row: Row) -> str:
        """Where a row stands, in words."""
        return f"{self.places[row.page]}, line {row.number}"

    def _line(self, found: Found, whole: bool = False) -> Line:
        text, _ = joined(found.rows, self.hyphens)
        first = found.rows[0]
        opening = OPENING.match(text)
        if opening and not whole:
            text = text[opening.end() :]
        look = "note" if whole else ""
        return Line(text, self.place(first), look=look, page=first.page)


def _is_raised(row: Row) -> bool:
    """Whether a raised mark opens a row."""
    return bool(row.marks) and row.marks[0].start == 0 and row.marks[0].kind == "sup"


def _marker(row: Row) -> str:
    """The mark that opens a row, "" for none."""
    found = OPENING.match(row.text.translate(RAISED))
    if found is None:
        return ""
    return found[1] if _is_raised(row) or row.text[found.end() :][:1] not in ("", ".", ",") else ""
