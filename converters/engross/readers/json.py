"""Reads the JSON form of an instrument; what it does not know it refuses, rather than lose it."""

from __future__ import annotations

import codecs

import msgspec

from engross import jsonform
from engross.diagnostics import Outcome, UnreadableError
from engross.model import Instrument


class JsonReader:
    """Reads what `JsonWriter` writes."""

    def read(self, data: bytes, name: str = "-", options: object = None) -> Outcome[Instrument]:
        """The instrument. Raises UnreadableError, with the JSON path, for any other version or shape."""
        data = data.removeprefix(codecs.BOM_UTF8)
        try:
            version = msgspec.json.decode(data, type=jsonform.Head).engross
        except msgspec.ValidationError as error:
            raise UnreadableError(f"{name}: this JSON is not an instrument of Engross: {error}") from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UnreadableError(f"{name}: not well-formed JSON: {error}") from error
        except RecursionError as error:
            raise UnreadableError(f"{name}: the JSON is nested too deep") from error
        if version != jsonform.VERSION:
            known = jsonform.VERSION
            raise UnreadableError(f"{name}: version {version} of the JSON form; this Engross reads version {known}")
        try:
            instrument = msgspec.json.decode(data, type=jsonform.Envelope).instrument
            unknown = jsonform.unknown_field(msgspec.json.decode(data))
        except msgspec.ValidationError as error:
            raise UnreadableError(f"{name}: not the shape of an instrument: {error}") from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UnreadableError(f"{name}: not well-formed JSON: {error}") from error
        except RecursionError as error:
            raise UnreadableError(f"{name}: the JSON is nested too deep") from error
        if unknown:
            raise UnreadableError(f"{name}: not the shape of an instrument: no field has the path `{unknown}`")
        return Outcome(instrument)
