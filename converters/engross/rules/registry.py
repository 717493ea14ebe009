"""The table of checks: which function serves which rule, and at which elements the one traversal calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Literal, NamedTuple, TypeVar

from engross.rules.record import Element, Kind, Record

When = Literal["opens", "identified", "closes", "identified end"]
AtElement = Callable[[Element, Record], None]
AtEnd = Callable[[Record], None]
F = TypeVar("F", bound=AtElement)
G = TypeVar("G", bound=AtEnd)

MODULES = ("facts", "identifiers", "references", "frbr", "dates", "series", "structure", "wording", "characters")


class Check(NamedTuple):
    """One function: the rule it serves ("" for one that only notes facts) and the elements it is called at."""

    rule: str
    when: When
    names: frozenset[str]
    function: AtElement
    text: bool = False


ELEMENT_CHECKS: list[Check] = []
END_CHECKS: list[tuple[str, AtEnd]] = []


def _names(names: str | Iterable[str]) -> frozenset[str]:
    return frozenset(names.split() if isinstance(names, str) else names)


def opens(rule: str, names: str | Iterable[str]) -> Callable[[F], F]:
    """Calls the function at each start tag of these names."""

    def register(function: F) -> F:
        ELEMENT_CHECKS.append(Check(rule, "opens", _names(names), function))
        return function

    return register


def identified(rule: str, *, at_end: bool = False) -> Callable[[F], F]:
    """Calls the function at an element that has an eId and stands outside the metadata: at its end tag with `at_end`,
    when the part or its eId has a number; else at its start tag, and only when the eId is not of a kind found sound before. What it says of the last part must
    depend on that part and the element's name alone."""

    def register(function: F) -> F:
        ELEMENT_CHECKS.append(Check(rule, "identified end" if at_end else "identified", frozenset(), function))
        return function

    return register


def closes(rule: str, names: str | Iterable[str], *, text: bool = False) -> Callable[[F], F]:
    """Calls the function at each end tag of these names; `text`: it reads what the element says."""

    def register(function: F) -> F:
        ELEMENT_CHECKS.append(Check(rule, "closes", _names(names), function, text))
        return function

    return register


def ends(rule: str) -> Callable[[G], G]:
    """Calls the function once, when the file has been read."""

    def register(function: G) -> G:
        END_CHECKS.append((rule, function))
        return function

    return register


class Plan:
    """The checks of the rules that are wanted, by the name of the element they are called at."""

    def __init__(self, rules: frozenset[str]) -> None:
        for module in MODULES:
            import_module(f"engross.rules.{module}")
        self.checks = [c for c in ELEMENT_CHECKS if not c.rule or c.rule in rules]
        self.at_end = [f for rule, f in END_CHECKS if not rule or rule in rules]
        self.identified = tuple(c.function for c in self.checks if c.when == "identified")
        self.identified_end = tuple(c.function for c in self.checks if c.when == "identified end")
        self.spoken = frozenset(n for c in self.checks if c.text for n in c.names) | {"num"}
        # Kinds of element, attributes and kinds of element they may point at.
        self.fitting: set[tuple[Kind, str, Kind]] = set()
        # By the namespace of the root, then by the name as expat qualifies it.
        self.kinds: dict[str, dict[str, Kind]] = {}

    def learn(self, namespace: str, qualified: str) -> Kind:
        """The kind of a name that is met for the first time: checks know it as local in the namespace of the root, as
        qualified in any other."""
        uri, _, local = qualified.rpartition(" ")
        name = local if uri == namespace else qualified
        opening, closing = (
            tuple(c.function for c in self.checks if c.when == when and name in c.names) for when in ("opens", "closes")
        )
        kind = self.kinds[namespace][qualified] = Kind(name, opening, closing, name in self.spoken)
        return kind


@cache
def plan(rules: frozenset[str]) -> Plan:
    """The plan for a set of rules, made once a process."""
    return Plan(rules)


def served() -> frozenset[str]:
    """The rules that some function here serves."""
    plan(frozenset())
    return frozenset([c.rule for c in ELEMENT_CHECKS if c.rule] + [rule for rule, _ in END_CHECKS if rule])
