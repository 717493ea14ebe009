"""Whether a rendering agrees with its record: every line's number and text is there, in order, once."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Literal

from msgspec import Struct

from engross.faircopy import FairCopy, notes
from engross.model import block_text, text_of

State = Literal["present", "number differs", "text differs", "out of order", "twice", "missing"]
# Shorter texts ("New York") may well stand in a document more than once.
TELLING = 24
_HYPHENS = frozenset("-\u00ad\u2010\u2011\ufeff\u200b")


class Row(Struct, frozen=True):
    """One line of the record in a rendering. `shown` is what stands there instead, where something does."""

    state: State
    label: str
    text: str
    eid: str = ""
    shown: str = ""


class Agreement(Struct, frozen=True):
    """The rows of a rendering, in the order of the record."""

    file: str
    rows: tuple[Row, ...]

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.state for row in self.rows)

    @property
    def first(self) -> Row | None:
        """The first row that does not agree."""
        return next((row for row in self.rows if row.state != "present"), None)


class Shown:
    """A text with its white space and hyphens taken out, which wrapping and hyphenation change, and the way back."""

    def __init__(self, text: str) -> None:
        self.text = text
        kept: list[str] = []
        self.offsets: list[int] = []
        for at, char in enumerate(text):
            for plain in unicodedata.normalize("NFKC", char):
                if not plain.isspace() and plain not in _HYPHENS:
                    kept.append(plain)
                    self.offsets.append(at)
        self.plain = "".join(kept)
        self.lines: dict[str, list[int]] = {}
        """Where in the plain text each line stands that is short enough not to be telling."""
        at = 0
        for line in text.split("\n"):
            words = _plain_line(line)
            if 0 < len(words) < TELLING:
                self.lines.setdefault(words, []).append(at)
            at += len(words)

    def around(self, at: int, length: int = 60) -> str:
        """What is shown from the place `at` of the plain text."""
        if at >= len(self.offsets):
            return "the end"
        start = self.offsets[at]
        return " ".join(self.text[start : start + length].split())

    def before(self, at: int) -> str:
        """What stands on its line before the place `at`: mostly the number."""
        end = self.offsets[at] if at < len(self.offsets) else len(self.text)
        return " ".join(self.text[:end].rpartition("\n")[2].split())[-20:]


def _plain_line(line: str) -> str:
    """A line with its white space and hyphens taken out."""
    kept = "".join([unicodedata.normalize("NFKC", char) for char in line])
    return "".join([char for char in kept if not char.isspace() and char not in _HYPHENS])


def plain(text: str) -> str:
    """Text as it is compared."""
    return Shown(text).plain


def agreement(record: FairCopy, text: str, file: str) -> Agreement:
    """Compares the lines of a record with the text that a rendering shows."""
    shown = Shown(text)
    expected = [
        (line.label, " ".join(text_of(line.content).split()), line.eid)
        for line in record.lines
        if not line.table and (line.label or text_of(line.content).strip())
    ]
    said = [label + words for label, words, _ in expected]
    said += [block_text(block) for note in notes(record.lines) for block in note.blocks]
    wanted = "\n".join([_plain_line(words) for words in said])
    rows: list[Row] = []
    cursor = 0
    for label, words, eid in expected:
        row, cursor = _row(shown, label, words, eid, cursor, wanted)
        rows.append(row)
    return Agreement(file, tuple(rows))


def _row(shown: Shown, label: str, words: str, eid: str, cursor: int, wanted: str) -> tuple[Row, int]:
    needle, bare = plain(label + words), plain(words)
    at = shown.plain.find(needle, cursor)
    if at >= 0 and (len(needle) >= TELLING or at - cursor < 4 * TELLING):
        end = at + len(needle)
        # What it says may well be said by other lines too.
        if len(needle) >= TELLING and shown.plain.count(needle) > wanted.count(needle):
            return Row("twice", label, words, eid), end
        return Row("present", label, words, eid), end
    alone = next((place for place in shown.lines.get(needle, ()) if place >= cursor), -1)
    if alone >= 0:  # a short line of its own, notes of a page before it
        return Row("present", label, words, eid), alone + len(needle)
    if len(needle) >= TELLING and needle in shown.plain[:cursor]:
        return Row("out of order", label, words, eid, shown.around(cursor)), cursor
    if label and len(bare) >= TELLING and (at := shown.plain.find(bare, cursor)) >= 0:
        return Row("number differs", label, words, eid, shown.before(at) or "no number"), at + len(bare)
    # Its beginning is there: the text was changed further on.
    for length in (TELLING, TELLING // 2):
        for whole in (needle, bare):
            at = shown.plain.find(whole[:length], cursor) if len(whole) >= length else -1
            if at >= 0 and (length == TELLING or at - cursor < 4 * TELLING):
                same = _common(whole, shown.plain[at : at + len(whole)])
                return Row("text differs", label, words, eid, f"…{shown.around(max(at + same - 12, 0))}"), at + same
    return Row("missing", label, words, eid, shown.around(cursor)), cursor


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    for n, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return n
    return min(len(one), len(other))


def table(agreed: Agreement) -> str:
    """The agreement for people: the count of each state, the lines at fault, and the first difference with its place."""
    counts = agreed.counts
    said = ", ".join(
        f"{n} {state}" for state, n in sorted(counts.items(), key=lambda item: (item[0] != "present", item[0]))
    )
    lines = [f"{agreed.file}: {said or 'nothing to compare'}"]
    wrong = [row for row in agreed.rows if row.state != "present"]
    for row in wrong[:20]:
        lines.append(
            f"  {row.state:<15} {row.label:<8} {row.text[:60]}{'…' if len(row.text) > 60 else ''}  [{row.eid}]"
        )
    if len(wrong) > 20:
        lines.append(f"  and {len(wrong) - 20} more")
    if (first := agreed.first) is not None and first.shown:
        lines.append(
            f"  the first difference: the record says “{first.label} {first.text[:60]}”, the file shows “{first.shown}”"
        )
    return "\n".join(lines) + "\n"
