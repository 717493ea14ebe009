"""What was found, as data: rules, findings, and a value together with its findings."""

from __future__ import annotations

from enum import IntEnum
from typing import Generic, TypeVar

from msgspec import Struct

from engross.source import Place, SourceText, Span

T = TypeVar("T")


class Severity(IntEnum):
    """How much a finding matters; greater is graver. An error is a fault of the record, never of the reader's day."""

    INFO = 1
    WARNING = 2
    ERROR = 3


class Rule(Struct, frozen=True):
    """One thing that can be found. `id` never changes its meaning; `code` is the word pipelines filter by."""

    id: str
    code: str
    severity: Severity
    summary: str


class Diagnostic(Struct, frozen=True):
    """One finding: which rule, what exactly, where (None: the whole), and what to do about it."""

    rule: Rule
    message: str
    start: Place | None = None
    end: Place | None = None
    hint: str = ""

    @property
    def severity(self) -> Severity:
        return self.rule.severity


class Outcome(Struct, Generic[T], frozen=True):
    """A value and what was found on the way to it."""

    value: T
    found: tuple[Diagnostic, ...] = ()


class EngrossError(Exception):
    """The work cannot be done at all: the message says what, where and what to do, in one line."""


class UnreadableError(EngrossError):
    """The input is not something this reader can read."""


def at(source: SourceText, span: Span, rule: Rule, message: str, hint: str = "") -> Diagnostic:
    """A finding about the characters of `span`; its end is the place of the last of them."""
    return Diagnostic(rule, message, source.place(span.start), source.place(max(span.start, span.end - 1)), hint)
