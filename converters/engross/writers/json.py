"""Writes the tree as JSON: the same structs, field for field, defaults left out."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from engross import jsonform
from engross.diagnostics import Diagnostic, EngrossError, Outcome, Rule, Severity
from engross.model import Instrument

SURROGATE = Rule(
    "json-character", "record", Severity.WARNING, "A lone surrogate, which no encoding has, became U+FFFD in the JSON"
)


class JsonOptions(Struct, frozen=True):
    """indent: spaces a level; 0 writes all on one line."""

    indent: int = 2


class JsonWriter:
    """Writes the tree as JSON, UTF-8."""

    Options = JsonOptions

    def write(self, instrument: Instrument, options: JsonOptions | None = None) -> Outcome[bytes]:
        """The JSON of the instrument in its envelope. Raises EngrossError when the tree is nested too deep for JSON."""
        indent = (options or JsonOptions()).indent
        envelope = jsonform.Envelope(jsonform.VERSION, jsonform.canonical(instrument))
        found: tuple[Diagnostic, ...] = ()
        try:
            data = msgspec.json.encode(envelope)
        except UnicodeEncodeError:
            data = msgspec.json.encode(_without_surrogates(msgspec.to_builtins(envelope)))
            found = (
                Diagnostic(SURROGATE, "lone surrogates became U+FFFD", hint="look at the source for damaged text"),
            )
        except RecursionError as error:
            raise EngrossError("the instrument is nested too deep to be written as JSON: flatten it") from error
        return Outcome((msgspec.json.format(data, indent=indent) if indent > 0 else data) + b"\n", found)


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, dict):
        return {key: _without_surrogates(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(inner) for inner in value]
    return value
