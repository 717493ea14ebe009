"""The official schema's verdict: a derived schema may acquit, the official one convicts, and people get its message in words."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.parsers import expat

import msgspec

from engross.identity import ABBREVIATIONS
from engross.rules.published import published
from engross.rules.record import Element, Found, Kind, Record

if TYPE_CHECKING:
    from lxml.etree import XMLSchema

_NAME = re.compile(rb'<xsd:element name="(\w+)"')
# More derivations than this in one process are dearer than one of the whole schema.
_DERIVATIONS = 3
_derived: dict[frozenset[str], Any] = {}


def acquitted(record: Record) -> bool:
    """Whether a schema derived from the official one finds the record valid; if not, that proves nothing.

    What is derived lacks the uniqueness of eIds, which the traversal has checked over the whole file."""
    if record.repeats or record.doctype:
        return False
    schema = _schema_for(record.names)
    return schema is not None and _valid(record.data, schema)


def _schema_for(names: set[str]) -> XMLSchema | None:
    """A schema that knows at least these names, and what they need; None when the official one must be asked."""
    from engross.schema.derive import WRITTEN
    from engross.schema.official import derived_schema

    more = frozenset(names - WRITTEN)
    if not more:
        return derived_schema()
    for known, schema in _derived.items():
        if more <= known:
            return schema  # type: ignore[no-any-return]
    return _derive(more)


def _derive(more: frozenset[str]) -> XMLSchema | None:
    from lxml import etree

    from engross.schema.derive import WRITTEN, derive
    from engross.schema.official import official_file

    data = official_file().read_bytes()
    every = frozenset(name.decode() for name in _NAME.findall(data))
    if not more <= every:
        return None
    met = more.union(*_derived)
    kept = every if len(_derived) >= _DERIVATIONS else WRITTEN | met
    try:
        made = derive(data, kept)
    except ValueError:
        kept = every
        made = derive(data, every)
    text = b"\n".join([data[start:end] for start, end in made.spans])
    schema = etree.XMLSchema(etree.fromstring(text, base_url=str(official_file().with_name("derived.xsd"))))
    _derived[kept] = schema
    return schema


class _Blind:
    """A parser target that builds nothing."""

    def close(self) -> None:
        """What lxml asks of a target at the end."""


def _valid(data: bytes, schema: XMLSchema) -> bool:
    from lxml import etree

    target: Any = _Blind()
    parser = etree.XMLParser(
        schema=schema, target=target, huge_tree=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return False
    return not len(parser.error_log)


# What libxml2 says besides when a value that it compares is invalid: that has been said already.
_ECHO = "No precomputed value available"
# Steps of libxml2's paths that use a prefix of the document.
_PREFIXED = re.compile(r"[\w.-]+:[\w.-]+")


# Larger files are judged without a tree, which takes up to fifteen times their size in memory.
TREELESS = 16 * 1024 * 1024


class _Objection(NamedTuple):
    element: Element | None
    message: str


def convictions(record: Record, treeless: int = TREELESS) -> list[Found]:
    """What the official schema objects to, one finding a fault; empty when the record is valid."""
    from lxml import etree

    try:
        objections = _streamed(record.data) if len(record.data) > treeless else _in_tree(record.data)
    except etree.XMLSyntaxError as error:
        return [Found("AKN-E101", 0, str(error), raw=str(error))]
    out: list[Found] = []
    seen: set[tuple[int, str]] = set()
    for objection in objections:
        element = objection.element
        if element is None or _ECHO in objection.message:
            continue
        found = _worded(objection.message, element)
        # One fault, one finding: a value that breaks a pattern and a type, an eId that two constraints count.
        key = (element.at, found.rule + found.message.partition("=")[0])
        if found.rule and key not in seen:
            seen.add(key)
            out.append(found)
    return out


def _streamed(data: bytes) -> list[_Objection]:
    from engross.schema.official import official_schema
    from engross.validate.streamed import meant, raised

    objections = raised(data, official_schema())
    return [_Objection(element, o.message) for o, element in zip(objections, meant(data, objections), strict=True)]


def _in_tree(data: bytes) -> list[_Objection]:
    from lxml import etree

    from engross.schema.official import official_schema

    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(data, parser)
    schema = official_schema()
    if schema.validate(root):
        return []
    objections = _numbered(root, schema.error_log)
    elements = elements_at(data, {nth for nth, _ in objections})
    return [_Objection(elements.get(nth), message) for nth, message in objections]


def _numbered(root: Any, log: Any) -> list[tuple[int, str]]:
    """The objections with the number of their element in document order, from 0."""
    wanted: dict[Any, list[Any]] = {}
    tree = root.getroottree()
    for error in log:
        nodes = tree.xpath(_PREFIXED.sub(r"*[name()='\g<0>']", error.path)) if error.path else [root]
        wanted.setdefault(nodes[0] if nodes else root, []).append(error)
    out: list[tuple[int, str]] = []
    for nth, element in enumerate(root.iter("*")):
        out += [(nth, error.message) for error in wanted.get(element, ())]
    return out


def elements_at(data: bytes, wanted: set[int]) -> dict[int, Element]:
    """The elements of these numbers in document order, with their places."""
    out: dict[int, Element] = {}
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    kind = Kind("")
    here, count = Element("", {}, None, 0, 1, "", kind), 0

    def start(qualified: str, attrs: dict[str, str]) -> None:
        nonlocal here, count
        name = qualified.rpartition(" ")[2]
        if here.tally is None:
            here.tally = {}
        here.tally[name] = nth = here.tally.get(name, 0) + 1
        here = Element(name, attrs, here, parser.CurrentByteIndex, nth, "", kind, attrs.get("eId"))
        if count in wanted:
            out[count] = here
        count += 1

    def end(qualified: str) -> None:
        nonlocal here
        assert here.parent is not None
        here = here.parent

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    return out


# --------------------------------------------------------------------------- in words

_BRACED = re.compile(r"\{[^}]*\}")
_EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*?) \)\.")
_ATTRIBUTE = re.compile(r"(?:attribute|The attribute) '([^']+)'")
_VALUE = re.compile(
    r"(?:The value |: )'(.*?)' is not (?:a valid value of the (.*?) type(?: '([^']+)')?|accepted|an element)", re.S
)
_SET = re.compile(r"of the set \{(.*?)\}")
_UNIQUE = re.compile(r"Duplicate key-sequence \['(.*?)'\] in unique identity-constraint '[^']*?(\w+)-\w+'")
_KINDS = {
    "date": "a full date, YYYY-MM-DD", "xs:date": "a full date, YYYY-MM-DD", "xs:dateTime": "a date and time",
    "language": "a language code such as eng or en", "xs:language": "a language code such as eng or en",
    "xs:anyURI": "an address (IRI)", "xs:boolean": "true or false", "xs:integer": "a whole number",
    "xs:positiveInteger": "a whole number above 0", "noWhiteSpace": "a word without white space",
    "eventRefRef": "a reference beginning with #", "agentRef": "a reference beginning with #",
}  # fmt: skip


_FOREIGN = {"##other*": "elements of other namespaces", "##any*": "any element"}


class Trap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Advice for a mistake that many make: an element in a place, or an attribute; "" for any."""

    advice: str
    element: str = ""
    parent: str = ""
    attribute: str = ""


@lru_cache(1)
def traps() -> list[Trap]:
    return msgspec.json.decode(published("traps.json"), type=list[Trap])


def _advice(element: str, parent: str, attribute: str) -> str:
    for trap in traps():
        if (
            trap.element in ("", element)
            and trap.parent in ("", parent)
            and trap.attribute == attribute
            and (trap.element or trap.attribute)
        ):
            return trap.advice
    return ""


def _some(names: list[str], limit: int = 8) -> str:
    if len(names) <= limit:
        return " or ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} or {names[-1]}"
    return f"{', '.join(names[:limit])} … ({len(names)} in all)"


def _worded(said: str, element: Element) -> Found:
    """The objection for people: what stands there, what may stand there, and how to mend it."""
    raw = _BRACED.sub("", said)
    name = element.name
    parent = element.parent.name if element.parent is not None else ""
    attribute = _ATTRIBUTE.search(raw)
    field = attribute.group(1) if attribute else ""
    expected = _EXPECTED.search(raw)
    names = [_FOREIGN.get(n.strip(), n.strip()) for n in expected.group(1).split(",")] if expected else []
    hint = _advice(name, parent, field)
    if (unique := _UNIQUE.search(raw)) is not None:
        if unique.group(2) == "eId":
            return Found("", element.at, "")  # AKN-E301 says it, and of the whole file
        rule, message = "AKN-E208", f'{unique.group(2)}="{unique.group(1)}" stands twice in the document'
    elif "is not expected" in raw:
        rule, message, hint = "AKN-E202", *_unexpected(element, parent, names, hint)
    elif "Missing child element" in raw:
        rule, message = "AKN-E203", f"{name} lacks what it must hold: {_some(names) or 'an element'}"
        hint = hint or (f"add {_some(names, 4)}" if names else "")
    elif "is required but missing" in raw:
        rule, message = "AKN-E204", f"{name} lacks its attribute {field}"
        hint = hint or f'write {field}="…" on it'
    elif "is not allowed" in raw and field:
        rule, message = "AKN-E205", f"{name} may not have the attribute {field}"
    elif (value := _VALUE.search(raw)) is not None:
        rule, message, hint = "AKN-E206", *_wrong_value(name, field, value, raw, hint)
    elif "Character content" in raw or "Element content" in raw:
        rule = "AKN-E207" if "Character content" in raw else "AKN-E202"
        what = "text" if "Character" in raw else "elements"
        message = f"{what} may not stand directly in {name}"
        hint = hint or ("put the text into a p" if what == "text" else "")
    else:
        rule, message = "AKN-E209", raw.partition("': ")[2] or raw
    return Found(rule, element.at, message, hint, element.nearest_eid, element.xpath, raw)


# The elements that eIds abbreviate, by their abbreviations: people write these as tags.
_LONG = {short: long for long, short in ABBREVIATIONS.items() if short != "body"}


@lru_cache(1)
def _elements() -> frozenset[str]:
    """The names of all elements of the standard."""
    from engross.schema.official import official_file

    return frozenset(name.decode() for name in _NAME.findall(official_file().read_bytes()))


def _unexpected(element: Element, parent: str, names: list[str], hint: str) -> tuple[str, str]:
    name = element.name
    if name not in _elements():
        like = _LONG.get(name) or next(iter(get_close_matches(name, names or sorted(_elements()), 1)), "")
        return f"Akoma Ntoso has no element {name}", hint or (f"did you mean {like}?" if like else "")
    message = f"{name} may not stand here in {parent}"
    if names:
        message += f": {_some(names)} may"
    else:
        message += ": nothing more may follow"
    if not hint:
        near = get_close_matches(name, names, 1)
        hint = f"did you mean {near[0]}?" if near else ""
    return message, hint


def _wrong_value(name: str, field: str, value: re.Match[str], raw: str, hint: str) -> tuple[str, str]:
    written, kind = value.group(1), value.group(3) or ""
    what = f'{name} has {field}="{written}"' if field else f'{name} says "{written}"'
    choices = _SET.search(raw)
    if choices:
        allowed = [c.strip(" '") for c in choices.group(1).split(",")]
        return f"{what}: one of {_some(allowed)} is allowed", hint
    wanted = _KINDS.get(kind, "")
    if not wanted and field in ("date", "start", "end"):
        wanted = _KINDS["date"]
    return f"{what}: {wanted or 'a value of another kind'} is asked for", hint
