"""Which rules apply: a profile, what is selected and ignored, and the rules of the house."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal

import msgspec

from engross.diagnostics import EngrossError, Severity
from engross.rules.catalogue import SEVERITIES, catalogue, entry
from engross.rules.published import published

SeverityWord = Literal["error", "warning", "info"]


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A profile of Akoma Ntoso: the levels that are checked, less the rules that its makers do not keep."""

    title: str
    levels: list[str]
    ignore: list[str] = []
    namespaces: list[str] = []


class HouseRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule of the house: an XPath 1.0 expression that finds faults. What it selects is a fault each; `true()` is one
    of the whole file. The prefix akn is bound to the namespace of the file."""

    id: str
    xpath: str
    message: str
    severity: SeverityWord = "warning"
    hint: str = ""


class Ruleset(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What a project says of its checks: `[tool.engross]`, engross.toml or RULESET.toml."""

    profile: str = ""
    extends: str = ""
    select: list[str] = []
    ignore: list[str] = []
    fail_on: SeverityWord | None = None
    baseline: str = ""
    severity: dict[str, SeverityWord] = {}
    rules: list[HouseRule] = []


class Ruling(msgspec.Struct, frozen=True):
    """What is checked: the ids of the catalogue's rules, their severities where they differ, the rules of the house,
    the namespaces that pass besides the standard's. `today` is an ISO date; "" leaves dates to come unchecked."""

    profile: str
    rules: frozenset[str]
    severities: dict[str, Severity]
    house: tuple[HouseRule, ...] = ()
    namespaces: tuple[str, ...] = ()
    today: str = ""

    def severity(self, rule: str) -> Severity:
        """The severity of a rule of the catalogue."""
        return self.severities.get(rule) or SEVERITIES[catalogue()[rule].severity]


@cache
def profiles() -> dict[str, Profile]:
    """The profiles by name."""
    return msgspec.json.decode(published("profiles.json"), type=dict[str, Profile])


def profile_names() -> tuple[str, ...]:
    """The names that --profile takes."""
    return tuple(profiles())


def ruleset(text: bytes, where: str) -> Ruleset:
    """A ruleset in TOML. Raises EngrossError, naming `where`, for one that cannot be used."""
    try:
        return msgspec.toml.decode(text, type=Ruleset)
    except msgspec.MsgspecError as error:
        raise EngrossError(f"{where}: {error}") from error


def from_pyproject(text: bytes, where: str) -> Ruleset | None:
    """The ruleset in `[tool.engross]`; None when there is no such table."""
    try:
        tree: Any = msgspec.toml.decode(text)
    except msgspec.MsgspecError as error:
        raise EngrossError(f"{where}: {error}") from error
    table = tree.get("tool", {}).get("engross")
    if table is None:
        return None
    try:
        return msgspec.convert(table, Ruleset)
    except msgspec.ValidationError as error:
        raise EngrossError(f"{where}, [tool.engross]: {error}") from error


def matching(wish: str) -> frozenset[str]:
    """The rules meant by an id, the beginning of one ("AKN-W7"), a code or a level. Raises EngrossError for none."""
    rules = catalogue()
    found = frozenset(
        key for key, known in rules.items() if key.startswith(wish.upper()) or wish in (known.code, known.level)
    )
    if not found:
        entry(wish)
    return found


def ruling(
    profile: str = "engross",
    own: Ruleset | None = None,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    today: str = "",
) -> Ruling:
    """What is checked under a profile, a project's ruleset and the choices of one run, the latter going before."""
    own = own or Ruleset()
    name = profile or own.profile or own.extends or "engross"
    if name not in profiles():
        raise EngrossError(f"there is no profile {name!r}: use {', '.join(profiles())} or a ruleset in TOML")
    chosen = profiles()[name]
    rules = frozenset(key for key, known in catalogue().items() if known.level in chosen.levels)
    rules -= _all(chosen.ignore)
    house = own.rules
    wishes = list(select) or own.select
    if wishes:
        ours = {rule.id for rule in house}
        rules = _all(w for w in wishes if w not in ours) & frozenset(catalogue())
        house = [rule for rule in house if rule.id in wishes]
    unwanted = [*own.ignore, *ignore]
    rules -= _all(w for w in unwanted if w not in {r.id for r in house})
    house = [rule for rule in house if rule.id not in unwanted]
    return Ruling(name, rules, _severities(own.severity), tuple(house), tuple(chosen.namespaces), today)


def _all(wishes: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*map(matching, wishes))


def _severities(chosen: Mapping[str, SeverityWord]) -> dict[str, Severity]:
    return {rule: SEVERITIES[word] for wish, word in chosen.items() for rule in sorted(matching(wish))}
