"""TOML → a house style; what is wrong in it is told with its line."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from engross.diagnostics import EngrossError
from engross.styles.style import HouseStyle

BUILT_IN = ("engross", "un", "treaty", "brief")

_AT = re.compile(r"^(?P<what>.*?)(?: - at `\$(?P<path>[^`]*)`)?$", re.DOTALL)
_UNKNOWN = re.compile("unknown field `(.*)`")
_NO_SUCH = re.compile(r"there is no \w+ '?([^':]*)")
_NO_NAME = re.compile("matching regex")
_HEADER = re.compile(r"^\s*\[+\s*(.*?)\s*\]+\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_NAME = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


def house_style(style: str) -> HouseStyle:
    """The built-in style of that name, or the style that a TOML text describes.

    Raises EngrossError telling what is wrong with it and in which line."""
    if style in BUILT_IN:
        return _built_in(style)
    if "\n" not in style and "=" not in style and "[" not in style and style.strip():
        raise EngrossError(f"there is no style {style!r}: there are {', '.join(BUILT_IN)}, and files of your own")
    return _read(style)


@cache
def _built_in(name: str) -> HouseStyle:
    # The default is the schema's own, so that a start does not wait for a parser; a test keeps its file to it.
    return HouseStyle() if name == "engross" else _read(text_of(name))


def text_of(name: str) -> str:
    """The file of a built-in style."""
    return Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8")


def schema() -> bytes:
    """The JSON Schema of a house style, for editors that check TOML by one (`style.schema.json`)."""
    import json

    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A house style of Engross",
        **msgspec.json.schema(HouseStyle),
    }
    return json.dumps(made, indent=1, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _read(text: str) -> HouseStyle:
    import tomllib

    try:
        return msgspec.convert(tomllib.loads(text), HouseStyle)
    except tomllib.TOMLDecodeError as error:
        raise EngrossError(f"the style is no TOML: {error}") from None
    except msgspec.ValidationError as error:
        raise EngrossError(_fault(str(error), text)) from None


def _fault(message: str, text: str) -> str:
    found = _AT.match(message)
    what, path = (found["what"], found["path"] or "") if found else (message, "")
    keys = [key for key in path.split(".") if key]
    if unknown := _UNKNOWN.search(what):
        known = ", ".join(field.encode_name for field in _fields(keys))
        keys.append(unknown[1])
        what = f"unknown key {unknown[1]!r}: there are {known}"
    else:
        if _NO_NAME.search(what):
            keys[-1] = keys[-1].partition("[")[0]
            what = "no name of a font: letters, digits, spaces and . + - alone"
        what = f"{'.'.join(keys)}: {what[:1].lower()}{what[1:]}" if keys else what
    line = _line_of(keys, text)
    if line and (nothing := _NO_SUCH.search(what)):
        line = _line_with(nothing[1], line, text)
    return f"style, line {line}: {what}" if line else f"style: {what}"


def _fields(keys: list[str]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """The keys of the table at a path."""
    table: Any = HouseStyle
    for key in keys:
        table = next(field.type for field in msgspec.structs.fields(table) if field.encode_name == key)
    return msgspec.structs.fields(table)


def _line_of(keys: list[str], text: str) -> int:
    """The line, from 1, that sets the key at a path, or holds it in a table of one line; 0 when none is seen to."""
    table: list[str] = []
    best = 0
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _names(header[1])
            if table == keys or (table[: len(keys)] == keys and not best):
                return number
        elif key := _KEY.match(line):
            here = [*table, *_names(key[1])]
            if here[: len(keys)] == keys:
                return number
            if keys[: len(here)] == here:
                best = number
    return best


def _line_with(words: str, first: int, text: str) -> int:
    """The line from `first` on that has these words, up to the next table; `first` when none has."""
    for number, line in enumerate(text.splitlines()[first - 1 :], first):
        if number > first and _HEADER.match(line):
            break
        if words in line:
            return number
    return first


def _names(dotted: str) -> list[str]:
    return [name.strip("\"'") for name in _NAME.findall(dotted)]
