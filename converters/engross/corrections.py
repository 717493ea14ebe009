"""What people correct by hand: an overlay file says what lines of a text are, and facts about the instrument."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from engross import about
from engross.diagnostics import EngrossError
from engross.recognise.given import EACH, LEVELLED, ROLES, Corrections, Statement

SUFFIX = ".engross.toml"
"""What an overlay's name ends in, behind the stem of its text's name."""
LINES = "lines"
KEYS = ("is", "level", "number")
RANGE = re.compile(r"([1-9]\d*)(?:\s*[-–]\s*([1-9]\d*))?$")


class Overlay(NamedTuple):
    """An overlay: facts (see `about.KEYS`), and what is said of lines."""

    facts: dict[str, str]
    corrections: Corrections


def beside(path: str) -> str:
    """The path at which the overlay of a text lies, if it has one."""
    folder, name = os.path.split(path)
    return os.path.join(folder, os.path.splitext(name)[0] + SUFFIX)


def overlay(table: Mapping[str, Any], text: str, name: str) -> Overlay:
    """The overlay that a TOML table holds; `text` is its source and `name` its file. Raises EngrossError naming the line
    of what cannot be: an unknown key or value, and two statements about one line."""
    where = _Places(text, name)
    facts: dict[str, str] = {}
    for key, value in table.items():
        if key == LINES:
            continue
        place = where.of(key)
        if key not in about.KEYS:
            raise EngrossError(f"{place}: there is no {key!r}: use [{LINES}] or a fact ({', '.join(about.KEYS)})")
        facts[key] = about.from_toml(value)
        about.check({key: facts[key]}, place)
    lines = table.get(LINES, {})
    if not isinstance(lines, dict):
        raise EngrossError(f'{where.of(LINES)}: {LINES} is a table: [{LINES}], then 12-14 = "furniture"')
    statements = [_statement(key, value, where.of(LINES, key)) for key, value in lines.items()]
    _agree(statements)
    return Overlay(facts, Corrections(tuple(statements)))


def _statement(key: str, value: object, where: str) -> Statement:
    match = RANGE.match(key.strip())
    if match is None:
        raise EngrossError(f"{where}: {key!r} is no line (12) and no run of lines (12-14)")
    first = int(match[1])
    last = int(match[2]) if match[2] else first
    if last < first:
        raise EngrossError(f"{where}: {key!r} ends before it begins")
    said = {"is": value} if isinstance(value, str) else value
    if not isinstance(said, dict):
        raise EngrossError(f'{where}: lines are given as "clause" or {{ is = "item", level = 2, number = "(a)" }}')
    for unknown in said:
        if unknown not in KEYS:
            raise EngrossError(f"{where}: there is no {unknown!r} of a line: use {', '.join(KEYS)}")
    if not said:
        raise EngrossError(f"{where}: says nothing of {key}")
    return _checked(first, last, said, where)


def _checked(first: int, last: int, said: Mapping[str, Any], where: str) -> Statement:
    what, level, number = said.get("is", ""), said.get("level", 0), said.get("number")
    if "is" in said and what not in ROLES and what not in EACH:
        raise EngrossError(f"{where}: a line cannot be {what!r}: use one of {', '.join(ROLES)} or their plurals")
    label = ROLES[EACH.get(what, what)] if what else ""
    each = what in EACH or not what
    if "level" in said:
        if isinstance(level, bool) or not isinstance(level, int) or level < 1:
            raise EngrossError(f"{where}: level counts from 1, and is not {level!r}")
        if label not in LEVELLED:
            raise EngrossError(f'{where}: level is said of an item, a recital item or a heading (is = "item")')
    if number is not None:
        if not isinstance(number, str):
            raise EngrossError(f'{where}: number is what is printed, in quotes ("{number}"), or "" for none')
        if number != number.strip() or any(c in number for c in "\n\t"):
            raise EngrossError(f"{where}: number must be one word or more, without space around it, not {number!r}")
        if number and each and last > first:
            raise EngrossError(f"{where}: one number cannot open several lines")
    return Statement(first, last, label, each, level, number, where)


def _agree(statements: list[Statement]) -> None:
    """Raises EngrossError for two statements about one line."""
    ordered = sorted(statements, key=lambda said: said.first)
    for n, said in enumerate(ordered[1:], 1):
        before = max(ordered[:n], key=lambda other: other.last)
        if said.first <= before.last:
            later, earlier = sorted((said, before), key=statements.index, reverse=True)
            place = earlier.where.rpartition(":")[2]
            raise EngrossError(f"{later.where}: line {said.first} is spoken of on line {place} already")


class _Places:
    """On which line of a TOML file a key stands, found only when it is asked for."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.lines = text.splitlines(keepends=True)
        self.known: dict[tuple[str, ...], int] | None = None

    def of(self, *keys: str) -> str:
        """The file and the line, as messages open."""
        if self.known is None:
            self.known = self._found()
        return f"{self.name}:{self.known.get(keys, 1)}"

    def _found(self) -> dict[tuple[str, ...], int]:
        """The first line of each statement: the one behind the last beginning of the file that is TOML without it."""
        import tomllib  # only the text of a fault needs it

        found: dict[tuple[str, ...], int] = {}
        begins = 0
        for n in range(1, len(self.lines) + 1):
            try:
                table = tomllib.loads("".join(self.lines[:n]))
            except tomllib.TOMLDecodeError:
                continue  # in the middle of a value of several lines
            inner = table.get(LINES)
            keys: list[tuple[str, ...]] = [(key,) for key in table]
            keys += [(LINES, key) for key in inner] if isinstance(inner, dict) else []
            for path in keys:
                found.setdefault(path, begins + 1)
            begins = n
        return found
