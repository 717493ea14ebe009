"""Rules of the house, written by users as XPath 1.0: run only where there are any, on a tree of lxml."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engross.diagnostics import EngrossError
from engross.rules.record import Found, Record
from engross.validate.conviction import elements_at
from engross.validate.profile import HouseRule


def house_findings(record: Record, rules: Sequence[HouseRule]) -> list[Found]:
    """The faults that the rules of the house find. Raises EngrossError for an expression that is none."""
    from lxml import etree

    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(record.data, parser)
    met: list[tuple[HouseRule, Any]] = []
    out: list[Found] = []
    for rule in rules:
        result = _evaluate(root, rule, record.namespace)
        if isinstance(result, list):
            met += [(rule, node) for node in result]
        elif isinstance(result, bool):
            if result:
                out.append(Found(rule.id, -1, rule.message, rule.hint))
        else:
            raise EngrossError(f"rule {rule.id}: the expression must select nodes or say true or false, not {result!r}")
    nodes = [_element_of(node) for _, node in met]
    wanted = {id(node) for node in nodes}
    numbers = {id(node): n for n, node in enumerate(root.iter("*")) if id(node) in wanted}
    elements = elements_at(record.data, set(numbers.values()))
    for (rule, _), node in zip(met, nodes, strict=True):
        element = elements[numbers[id(node)]]
        out.append(Found(rule.id, element.at, rule.message, rule.hint, element.nearest_eid, element.xpath))
    return out


def _evaluate(root: Any, rule: HouseRule, namespace: str) -> Any:
    from lxml import etree

    try:
        return root.xpath(rule.xpath, namespaces={"akn": namespace})
    except etree.XPathError as error:
        raise EngrossError(f"rule {rule.id}: {rule.xpath!r} is no XPath 1.0 expression: {error}") from error


def _element_of(node: Any) -> Any:
    """The element that a selected node belongs to: itself, or the parent of a text or an attribute."""
    if hasattr(node, "getparent") and not hasattr(node, "tag"):
        return node.getparent()
    return node
