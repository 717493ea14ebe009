"""The catalogue of rules: written as TOML, shipped as JSON, both in `engross_schemas`.

`python -m engross.rules.catalogue` makes the JSON anew."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from engross.diagnostics import EngrossError, Rule, Severity
from engross.rules.published import FOLDER, published

Level = Literal["form", "schema", "convention", "references", "frbr", "dates", "structure", "text", "profile"]
SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One rule. `why` it matters, how to `mend` it, an `example` and the same `repaired`; `fix`: --fix can mend it;
    `example_precedes`: the example stands before the repaired place, not instead of it."""

    code: str
    level: Level
    title: str
    why: str
    mend: str
    example: str
    repaired: str
    severity: Literal["error", "warning", "info"] = "error"
    fix: bool = False
    example_precedes: bool = False


@cache
def catalogue() -> dict[str, Entry]:
    """All rules by id, in the order of their ids."""
    return msgspec.json.decode(published("rules.json"), type=dict[str, Entry])


def entry(rule: str) -> Entry:
    """The entry of an id or a code. Raises EngrossError when there is none."""
    rules = catalogue()
    if rule.upper() in rules:
        return rules[rule.upper()]
    for known in rules.values():
        if known.code == rule:
            return known
    raise EngrossError(f"there is no rule {rule!r}: see `engross rules`")


@cache
def rule(identifier: str) -> Rule:
    """The rule as diagnostics carry it."""
    known = catalogue()[identifier]
    return Rule(identifier, known.code, SEVERITIES[known.severity], known.title)


def written() -> dict[str, Entry]:
    """The catalogue as its authors wrote it."""
    rules = msgspec.toml.decode(published("rules.toml"), type=dict[str, Entry])
    return {key: rules[key] for key in sorted(rules, key=lambda k: (k[5:], k))}


def encoded(rules: dict[str, Entry]) -> bytes:
    """The catalogue as it is shipped."""
    return msgspec.json.format(msgspec.json.encode(rules), indent=1) + b"\n"


def main() -> None:
    """Writes rules.json beside rules.toml."""
    (FOLDER / "rules.json").write_bytes(encoded(written()))


if __name__ == "__main__":
    main()
