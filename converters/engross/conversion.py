"""Bytes → an outcome of bytes: pure, and what the command line, the library and every batch engine call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from engross import about, numbering, parts, references, registry
from engross.collector import still
from engross.diagnostics import Diagnostic, EngrossError, Outcome, Rule, Severity, UnreadableError
from engross.faircopy import FairCopyOptions, Labels
from engross.model import Instrument, with_metadata
from engross.registry import ReadOptions

if TYPE_CHECKING:
    from engross.parallel import Edition

CARRIED = Rule("record-carried", "record", Severity.INFO, "The record that a file carries inside was read")
CARRIED_BROKEN = Rule("record-broken", "record", Severity.WARNING, "The record that a file carries cannot be read")


@still()
def read(
    data: bytes,
    source: str = "",
    *,
    name: str = "-",
    facts: Mapping[str, str] | None = None,
    options: ReadOptions = ReadOptions(),  # noqa: B008
    scheme: str = "un",
) -> Outcome[Instrument]:
    """The instrument in `data`, its blank numbers filled.

    source: a format's name, "" to find out from the content. facts: what the caller knows better than the text
    (see `about.KEYS`). scheme: a key of `numbering.SCHEMES`. Raises EngrossError or UnreadableError."""
    facts = facts or {}
    if (marks := numbering.SCHEMES.get(scheme)) is None:
        raise EngrossError(f"there is no numbering scheme {scheme!r}: use one of {', '.join(numbering.SCHEMES)}")
    if "language" in facts and not options.language:
        options = msgspec.structs.replace(options, language=facts["language"])
    outcome = _read(data, source or registry.sniff(data), name, options)
    instrument, found = about.apply(outcome.value, facts), list(outcome.found)
    filled = numbering.fill(instrument.document, marks)
    found += filled.found
    found += numbering.check(filled.value)
    instrument = msgspec.structs.replace(instrument, document=filled.value)
    wanted = references.inner(instrument.document)
    if wanted and not wanted <= (known := parts.eids_of(instrument)):
        # What a reader guessed before the tree stood is kept only where the part it points at exists.
        instrument = references.settle(instrument, known)
    return Outcome(instrument, tuple(found))


def _read(data: bytes, kind: str, name: str, options: ReadOptions) -> Outcome[Instrument]:
    """What a reader makes of the bytes, or, where they carry a record that cannot have been edited since, the record:
    no reader knows another."""
    reader = registry.reader(kind)
    corrected = bool(options.corrections.statements)
    if corrected and kind != "text" and not isinstance(reader, registry.LaidOut):
        raise EngrossError(
            f"{name}: is a record ({kind}), which has no lines to correct: correct the text it was made of"
        )
    record = reader.carried(data, name) if isinstance(reader, registry.Carrier) and not corrected else None
    if record is None:
        return reader.read(data, name, options)
    try:
        outcome = registry.reader("akn").read(record, name, options)
    except UnreadableError as error:
        outcome = reader.read(data, name, options)
        told = Diagnostic(CARRIED_BROKEN, f"the record inside cannot be read, the text was read: {error}")
    else:
        told = Diagnostic(CARRIED, "the file carries its canonical record inside: that was read, not what it shows")
    return Outcome(outcome.value, (told, *outcome.found))


@still()
def write(instrument: Instrument, target: str, *, produced: str = "", **settings: object) -> Outcome[bytes]:
    """`instrument` in the format `target`.

    produced: the date of the manifestation (ISO 8601); the instrument's own when "". settings: the fields of the
    writer's `Options`; `record`, the canonical record that a fair copy carries inside, is made when it is not given.
    Raises EngrossError for a format or a setting that does not exist."""
    if produced:
        instrument = with_metadata(instrument, produced=produced)
    writer = registry.writer(target)
    if "record" in writer.Options.__struct_fields__ and "record" not in settings:
        # The formats that carry their own source are given it: no writer knows another.
        settings = {**settings, "record": write(instrument, "akn").value}
    return writer.write(instrument, options_for(writer.Options, settings, target))


def parallel_edition(
    instruments: Sequence[Instrument],
    sources: Sequence[str] = (),
    *,
    produced: str = "",
    labels: Labels = "plain",
) -> Outcome[Edition]:
    """The language versions of one instrument as a parallel edition that carries their records, and where they differ.

    sources: what the versions go by in messages, their languages when (). Raises EngrossError for fewer than two or more
    than six."""
    from engross.parallel import edition

    if produced:
        instruments = [with_metadata(instrument, produced=produced) for instrument in instruments]
    made = edition(instruments, FairCopyOptions(labels), sources)
    versions = []
    for version in made.value.versions:
        record = write(version.instrument, "akn").value
        versions.append(msgspec.structs.replace(version, record=record))
    return Outcome(msgspec.structs.replace(made.value, versions=tuple(versions)), made.found)


@still()
def write_edition(edition: Edition, target: str, **settings: object) -> Outcome[bytes]:
    """A parallel edition in the format `target`. settings: the fields of the writer's `Options`.

    Raises EngrossError for a format or a setting that does not exist, and for more versions than the format can hold."""
    writer = registry.edition_writer(target)
    return writer.write(edition, options_for(writer.Options, settings, target))


@still()
def convert(
    data: bytes,
    source: str,
    target: str,
    *,
    name: str = "-",
    facts: Mapping[str, str] | None = None,
    produced: str = "",
    **settings: object,
) -> Outcome[bytes]:
    """`data`, in the format `source`, as bytes in the format `target`, with all that was found on the way."""
    instrument = read(data, source, name=name, facts=facts)
    made = write(instrument.value, target, produced=produced, **settings)
    return Outcome(made.value, instrument.found + made.found)


def options_for(options: type[Any], settings: Mapping[str, object], target: str) -> Any:
    """The settings as the writer's own struct. Raises EngrossError naming a setting it does not have or cannot take."""
    known = options.__struct_fields__
    for key in settings:
        if key not in known:
            raise EngrossError(f"{target} has no setting {key!r}: it has {', '.join(known) or 'none'}")
    try:
        return msgspec.convert(dict(settings), options)
    except msgspec.ValidationError as error:
        raise EngrossError(f"{target}: {error}") from error


def settings_known(target: str) -> frozenset[str]:
    """The names of the settings that a format's writer has."""
    fields: tuple[str, ...] = registry.writer(target).Options.__struct_fields__
    return frozenset(fields)


def findings(outcome: Outcome[Any]) -> tuple[Diagnostic, ...]:
    """The findings in the order of their places; those without a place come last."""
    return tuple(sorted(outcome.found, key=lambda d: (d.start is None, d.start or (0, 0), d.rule.id, d.message)))
