"""What recognition reports: the rules as data, and the findings of one reading."""

from __future__ import annotations

from collections.abc import Iterator

from engross.diagnostics import Diagnostic, Rule, Severity, at
from engross.source import SourceText, Span

FURNITURE = Rule("text-furniture", "furniture", Severity.INFO, "A line of the page is no part of the instrument")
UNPLACED = Rule(
    "text-unplaced", "unplaced", Severity.WARNING, "Text has no place in the structure and was kept where it stands"
)
FLAT = Rule("text-flat", "structure", Severity.WARNING, "No clauses, articles or recitals were found")
DOUBTFUL = Rule("text-doubtful", "doubtful", Severity.INFO, "A line could as well be read otherwise")
REPAIRED = Rule("text-repaired-number", "number", Severity.WARNING, "A damaged number was read by its series")
ENCODING = Rule("text-encoding", "encoding", Severity.INFO, "The text is not UTF-8")
UNDECODED = Rule("text-undecoded", "encoding", Severity.WARNING, "Some bytes are no characters of the encoding")
RULES = (FURNITURE, UNPLACED, FLAT, DOUBTFUL, REPAIRED, ENCODING, UNDECODED)

SHOWN = 60
"""Characters of a line that a message shows."""


def shown(text: str) -> str:
    """The beginning of a text, for a message."""
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"


def furniture(source: SourceText, runs: Iterator[tuple[str, Span]]) -> Iterator[Diagnostic]:
    """One finding for each run of furniture lines, named by what they are."""
    for name, span in runs:
        yield at(source, span, FURNITURE, f"{name}: {shown(source[span])}")
