"""The wishes of a command: facts, writers' settings and the date of production, taken from options, files and environment."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping, Sequence

import msgspec

from engross import about, conversion, corrections, registry
from engross.diagnostics import EngrossError, UnreadableError
from engross.library import ABOUT, facts_in, load, overlay_in
from engross.recognise.given import NOTHING

_LINE = re.compile(r"style, line (\d+): (.*)", re.DOTALL)


def produced(option: str | None, environment: Mapping[str, str]) -> str:
    """The date of production: `--produced`, else SOURCE_DATE_EPOCH (seconds since 1970, taken as UTC), else "".

    Raises EngrossError for what is no date."""
    if option is not None:
        if not _is_date(option):
            raise EngrossError(f"--produced must be a full date such as 2025-09-23, not {option!r}")
        return option
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return ""
    try:
        return time.strftime("%Y-%m-%d", time.gmtime(int(epoch)))
    except (ValueError, OverflowError, OSError):
        raise EngrossError(f"SOURCE_DATE_EPOCH must be a number of seconds since 1970, not {epoch!r}") from None


def _is_date(text: str) -> bool:
    try:
        time.strptime(text, "%Y-%m-%d")
    except ValueError:
        return False
    return len(text) == 10  # strptime takes 2025-9-3 too


def split(pairs: Sequence[str], targets: Sequence[str]) -> tuple[dict[str, str], dict[str, object]]:
    """The `--set` pairs as facts about the instrument and as settings of the target formats' writers.

    Raises EngrossError for a pair without "=", a key that is neither, and a value that its key cannot have."""
    facts: dict[str, str] = {}
    settings: dict[str, object] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        key = key.strip()
        if not equals or not key:
            raise EngrossError(f"--set takes key=value, not {pair!r}")
        if key in about.KEYS:
            facts[key] = value.strip()
        else:
            settings[key] = _setting(key, value.strip(), targets)
    about.check(facts, "--set")
    return facts, settings


def _setting(key: str, value: str, targets: Sequence[str]) -> object:
    """`value` in the type that the setting has in the first target that has it."""
    for target in targets:
        options = registry.writer(target).Options
        if key in options.__struct_fields__:
            try:
                made = msgspec.convert({key: value}, options, strict=False)
            except msgspec.ValidationError as error:
                raise EngrossError(f"--set {key}={value}: {str(error).partition(' - at')[0].lower()}") from None
            return getattr(made, key)
    raise EngrossError(
        f"--set: {key!r} is neither a fact ({', '.join(about.KEYS)}) nor a setting of {' or '.join(targets)}"
    )


def check(settings: Mapping[str, object], options: Mapping[str, type[msgspec.Struct]]) -> None:
    """Raises EngrossError, before anything is read, for settings that none of the formats has or takes; `options`: the
    struct of each."""
    for key, value in settings.items():
        having = [target for target, known in options.items() if key in known.__struct_fields__]
        if not having:
            raise EngrossError(f"--{key.replace('_', '-')} means nothing to {' or '.join(options)}")
        for target in having:
            conversion.options_for(options[target], {key: value}, target)


def style(wish: str) -> str:
    """A house style as a writer takes it: the name of one that Engross has, or the text of the TOML file named.

    Raises EngrossError for a file that cannot be read, and with its line for what it says wrongly."""
    if not wish.endswith(".toml"):
        return wish
    try:
        with open(wish, encoding="utf-8") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise EngrossError(f"{wish}: the house style cannot be read: {reason}") from None
    from engross.styles import house_style

    try:
        house_style(text)
    except EngrossError as error:
        place = _LINE.match(str(error))
        told = f"{wish}:{place[1]}: {place[2]}" if place else f"{wish}: {error}"
        raise EngrossError(told) from None
    return text


def template(path: str) -> bytes:
    """The Word file named. Raises EngrossError when it cannot be read or is none."""
    data = load(path)
    from engross.writers.docx.template import Template

    try:
        Template(data, path)
    except UnreadableError as error:
        # What a reader of texts would advise is no advice here.
        raise EngrossError(f"--template {str(error).partition(': read ')[0]}") from None
    return data


def about_files(sources: Sequence[str], given: str | None) -> dict[str, str]:
    """For each source that has one, the path of its `about.toml`: the one given, else the one that lies beside it.

    Raises EngrossError when one that lies there would speak of several sources."""
    if given is not None:
        return dict.fromkeys(sources, given)
    out: dict[str, str] = {}
    for source in sources:
        beside = os.path.join(os.path.dirname(source), ABOUT)
        if source != "-" and os.path.isfile(beside):
            out[source] = beside
    shared: dict[str, str] = {}
    for source, path in out.items():
        real = os.path.realpath(path)
        if real in shared:
            raise EngrossError(
                f"{path}: lies beside both {shared[real]} and {source}, but tells of one: say --about {path} if it is meant for all"
            )
        shared[real] = source
    return out


def facts_of(source: str, files: Mapping[str, str], read: dict[str, dict[str, str]]) -> dict[str, str]:
    """The facts in the `about.toml` of `source`, {} when it has none; `read` keeps what was read before."""
    path = files.get(source)
    if path is None:
        return {}
    if path not in read:
        read[path] = facts_in(path)
    return read[path]


def overlay_of(source: str, given: str | None) -> corrections.Overlay:
    """What is corrected by hand of `source`: in the overlay given, else in the one that lies beside it."""
    path = given if given is not None else corrections.beside(source)
    if given is None and (source == "-" or not os.path.isfile(path)):
        return corrections.Overlay({}, NOTHING)
    return overlay_in(path)
