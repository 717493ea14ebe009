"""The door for programs: read a file or bytes, write an instrument in any format, convert in one step.

>>> import engross
>>> outcome = engross.read("seeds/treaty/text.txt")
>>> outcome.value.metadata.title, [d.message for d in outcome.found]
>>> engross.write(outcome.value, "pdf").value        # bytes
>>> engross.convert(b"...", "text", "akn").value     # bytes to bytes, without any file
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from engross import about, conversion, corrections, programs
from engross.conversion import convert
from engross.corrections import Overlay
from engross.diagnostics import EngrossError, Outcome, UnreadableError
from engross.model import Instrument
from engross.recognise.given import NOTHING
from engross.registry import ReadOptions

__all__ = ["convert", "facts_in", "load", "overlay_in", "read", "write", "write_all"]

ABOUT = "about.toml"
_TOML_PLACE = r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$"


def read(
    source: bytes | str | os.PathLike[str],
    format: str = "",
    *,
    name: str = "",
    facts: Mapping[str, str] | None = None,
    language: str = "",
    keep_furniture: bool = False,
    changes: Literal["accept", "reject", "refuse"] = "accept",
    scheme: str = "un",
    with_libreoffice: bool = False,
) -> Outcome[Instrument]:
    """The instrument in `source`: the bytes themselves, or the path of a file.

    format: a format's name, "" to find out from the content; name: what the source goes by in messages, its path when "".
    facts: what is known better than the text says (see `engross.about.KEYS`); they outweigh the `about.toml` that lies
    beside a path, and what its overlay (`corrections`) says. language: ISO 639-1, "" to find out.
    keep_furniture: keep page furniture as text.
    changes: what becomes of tracked changes in a Word file.
    with_libreoffice: read .doc, .rtf and .odt, of which LibreOffice makes Word files.
    scheme: the marks that blank numbers are filled with (a key of `engross.numbering.SCHEMES`).

    Raises UnreadableError when there is nothing that can be read, EngrossError for a format, fact or scheme that does
    not exist. All else that is odd is in `found`, with lines and columns from 1."""
    known: dict[str, str] = {}
    by_hand = Overlay({}, NOTHING)
    if isinstance(source, bytes):
        raw, name = source, name or "-"
    else:
        path = os.fspath(source)
        raw, name = load(path), name or path
        beside = os.path.join(os.path.dirname(path), ABOUT)
        if os.path.isfile(beside):
            known = facts_in(beside)
        if os.path.isfile(overlay := corrections.beside(path)):
            by_hand = overlay_in(overlay)
            known |= by_hand.facts
    if facts:
        about.check(facts, "facts")
        known |= facts
    aids = programs.aids(with_libreoffice)
    options = ReadOptions(language, keep_furniture, changes, by_hand.corrections, aids)
    return conversion.read(raw, format, name=name, facts=known, options=options, scheme=scheme)


def write(instrument: Instrument, target: str, *, produced: str = "", **settings: object) -> Outcome[bytes]:
    """`instrument` in the format `target`, and what that format cannot show.

    produced: the date of this file (YYYY-MM-DD) as the record states it; the instrument's own when "". settings: the
    fields of the writer's `Options` (`labels`, `faithful`, `width` in columns …). The same arguments give the same bytes.
    Raises EngrossError for a format or a setting that does not exist."""
    return conversion.write(instrument, target, produced=produced, **settings)


def write_all(
    instrument: Instrument, targets: Iterable[str], *, produced: str = "", **settings: object
) -> Iterator[tuple[str, Outcome[bytes]]]:
    """`instrument` in each of `targets`, in their order; each setting goes to the writers that have it.

    Raises EngrossError, before anything is written, for a setting that no writer has."""
    targets = list(dict.fromkeys(targets))
    known = {target: conversion.settings_known(target) for target in targets}
    for key in settings:
        if not any(key in fields for fields in known.values()):
            raise EngrossError(f"{' and '.join(targets)} {'has' if len(targets) == 1 else 'have'} no setting {key!r}")
    # The record is made once: it is a target, and other targets carry it inside.
    record = None
    if sum("record" in fields for fields in known.values()) + ("akn" in known) > 1 and "record" not in settings:
        record = conversion.write(instrument, "akn", produced=produced)
    for target in targets:
        chosen = {key: value for key, value in settings.items() if key in known[target]}
        if target == "akn" and record is not None and not chosen:
            yield target, record
            continue
        if record is not None and "record" in known[target]:
            chosen["record"] = record.value
        yield target, conversion.write(instrument, target, produced=produced, **chosen)


def load(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file. Raises UnreadableError: there is no such file, it is a folder, it may not be read."""
    name = os.fspath(path)
    try:
        with open(name, "rb") as file:
            return file.read()
    except IsADirectoryError:
        raise UnreadableError(f"{name}: is a folder: name the files in it") from None
    except FileNotFoundError:
        raise UnreadableError(f"{name}: there is no such file") from None
    except PermissionError:
        raise UnreadableError(f"{name}: may not be read: you have no permission") from None
    except OSError as error:
        raise UnreadableError(f"{name}: cannot be read: {error.strerror}") from None
    except ValueError:
        raise UnreadableError(f"{name!r}: is no name of a file") from None
    except MemoryError:
        raise UnreadableError(f"{name}: does not fit into memory") from None


def facts_in(path: str | os.PathLike[str]) -> dict[str, str]:
    """The facts of an `about.toml`. Raises EngrossError naming the file and the line of what is wrong in it."""
    name = os.fspath(path)
    table, text = _toml(name)
    facts: dict[str, str] = {}
    for key, value in table.items():
        fact = about.from_toml(value)
        about.check({key: fact}, f"{name}:{_line_of(key, text)}")
        facts[key] = fact
    return facts


def overlay_in(path: str | os.PathLike[str]) -> Overlay:
    """What is corrected by hand in an overlay. Raises EngrossError naming the file and the line of what is wrong in it."""
    name = os.fspath(path)
    return corrections.overlay(*_toml(name), name)


def _toml(name: str) -> tuple[dict[str, Any], str]:
    """A TOML file as a table and as its text."""
    import tomllib

    try:
        text = load(name).decode("utf-8")
        return tomllib.loads(text), text
    except UnicodeDecodeError as error:
        raise EngrossError(f"{name}: is not UTF-8 (byte {error.start}): save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise EngrossError(_toml_fault(name, str(error), text)) from None


def _toml_fault(name: str, message: str, text: str) -> str:
    place = re.search(_TOML_PLACE, message)
    line, column = (place[1], place[2]) if place and place[1] else (text.count("\n") + 1, 1)
    what = message[: place.start()] if place else message
    return f"{name}:{line}:{column}: is not TOML: {what[:1].lower()}{what[1:]}"


def _line_of(key: str, text: str) -> int:
    """The line on which a key of the first level stands, from 1."""
    found = re.search(rf"^[ \t]*\[?[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[=.\]]", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1
