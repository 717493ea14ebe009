"""The one traversal: reads the XML once, keeps only what is open, and calls every check where it belongs.

Events come from expat, which tells bytes from which lines and columns follow, builds no tree and expands nothing."""

from __future__ import annotations

import re
from typing import Any
from xml.parsers import expat

from engross.rules.record import ZONES, Element, Pointer, Record
from engross.rules.registry import plan

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# Deeper files are refused: no instrument is nested so deep, and other readers overflow their stack.
MAX_DEPTH = 2_000
# Attributes whose value is a reference when it begins with "#".
REFERENCES = frozenset(
    "href refersTo source as by to for from upTo period start end dictionary outcome status origin".split()
)
# Attributes that name an entry of the references and are often written without their "#".
ENTRY_REFERENCES = frozenset("refersTo as by source dictionary".split())
KNOWN_PARTS = 10_000
NOTES = frozenset({"authorialNote", "note"})
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")

_DECLARATION = re.compile(rb"""^((?:\xef\xbb\xbf)?\s*<\?xml[^>]*?)(\s+encoding\s*=\s*["'][^"']*["'])([^>]*>)""")


class NotWellFormedError(Exception):
    """The file is no XML that may be read: `at` is the offset in bytes, -1 when none is known."""

    def __init__(self, message: str, at: int, rule: str = "AKN-E101") -> None:
        super().__init__(message)
        self.at = at
        self.rule = rule


def as_utf8(data: bytes) -> bytes:
    """The file in UTF-8, whatever encoding it is declared in. Raises NotWellFormedError when it lies about it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    else:
        declared = _ENCODING.match(data[:200].removeprefix(b"\xef\xbb\xbf"))
        encoding = declared.group(1).decode("ascii").lower() if declared else "utf-8"
        if encoding in ("utf-8", "us-ascii", "ascii"):
            return data
    try:
        return _DECLARATION.sub(rb"\1\3", data.decode(encoding).encode("utf-8"), count=1)
    except LookupError:
        raise NotWellFormedError(f"the declared encoding {encoding!r} is not known", 0) from None
    except UnicodeError as error:
        raise NotWellFormedError(f"the file is not in the encoding it declares ({encoding}): {error}", 0) from None


def traverse(record: Record, rules: frozenset[str]) -> None:
    """Runs the checks of `rules` over `record.data`, which is in UTF-8. Raises NotWellFormedError."""
    checks = plan(rules)
    opening, closing, spoken = checks.opening, checks.closing, checks.spoken
    identified, identified_end, sound = checks.identified, checks.identified_end, checks.sound
    eids, pointers, bare = record.eids, record.pointers, record.bare
    local: dict[str, str] = {}
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 65_536
    root = Element("", {}, None, 0, 1, "", None, "", "")
    current, depth, listening = root, 0, 0
    pieces: list[str] = []

    def begin(qualified: str, attrs: dict[str, str]) -> None:
        """The first start tag, which says the namespace of the record."""
        nonlocal local
        record.namespace, _, record.root = qualified.rpartition(" ")
        local = checks.local.setdefault(record.namespace, {})
        parser.StartElementHandler = start
        start(qualified, attrs)

    def learn(qualified: str) -> str:
        """The name by which checks know an element: local in the namespace of the root, qualified in any other."""
        uri, _, name = qualified.rpartition(" ")
        known = local[qualified] = name if uri == record.namespace else qualified
        if known not in opening:
            checks.learn(known)
        return known

    def start(qualified: str, attrs: dict[str, str]) -> None:
        nonlocal current, depth, listening
        parent = current
        name = local.get(qualified) or learn(qualified)
        counts = parent.counts
        counts[name] = nth = counts.get(name, 0) + 1
        zone = name if name in ZONES else parent.zone
        eid = attrs.get("eId")
        depth += 1
        if depth > MAX_DEPTH:
            raise NotWellFormedError(
                f"elements are nested more than {MAX_DEPTH} deep", parser.CurrentByteIndex, "AKN-E103"
            )
        if eid is None:
            current = element = Element(name, attrs, parent, parser.CurrentByteIndex, nth, zone, None, "", "")
        else:
            before, _, part = eid.rpartition("__")
            current = element = Element(name, attrs, parent, parser.CurrentByteIndex, nth, zone, eid, before, part)
            if eids.setdefault(eid, element) is not element:
                record.repeats.append((element, eids[eid]))
            if zone != "meta":
                # Most eIds are seen at once to be sound: their last part is known, their prefix that of what holds them.
                known = sound.get(name)
                if known is None:
                    known = sound[name] = set()
                if part not in known or (before and before != parent.eid and before != parent.before):
                    found = len(record.found)
                    for check in identified:
                        check(element, record)
                    if len(record.found) == found and len(known) < KNOWN_PARTS:
                        known.add(part)
        if len(attrs) > (eid is not None):
            for key, value in attrs.items():
                if key in REFERENCES:
                    if value[:1] == "#":
                        pointers.append(Pointer(element, key, value))
                    elif key in ENTRY_REFERENCES and value and ":" not in value and "/" not in value:
                        bare.append(Pointer(element, key, value))
                elif key == "wId":
                    record.former.append(element)
        if name in spoken:
            if not listening:
                pieces.clear()
            element.mark = len(pieces)
            listening += 1
        for check in opening[name]:
            check(element, record)

    def end(qualified: str) -> None:
        nonlocal current, depth, listening
        element = current
        parent: Any = element.parent
        current = parent
        depth -= 1
        if element.mark >= 0:
            element.text = "".join(pieces[element.mark :])
            listening -= 1
            if element.name == "num":
                parent.num = element.text.strip() if parent.num is None else parent.num
            elif element.name in NOTES:
                del pieces[element.mark :]
        elif not listening:
            pieces.clear()
        for check in closing[element.name]:
            check(element, record)
        # An eId without a number on a part without a number needs no look.
        if element.eid is not None and (element.num or "_" in element.part) and element.zone != "meta":
            for check in identified_end:
                check(element, record)

    def doctype(name: str, system: str | None, public: str | None, internal: int) -> None:
        record.doctype = True
        record.report_at("AKN-W105", parser.CurrentByteIndex, "a document type declaration stands before the record")

    def entity(name: str, *rest: object) -> None:
        raise NotWellFormedError(f"the entity {name!r} is declared", parser.CurrentByteIndex, "AKN-E102")

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = pieces.append
    parser.StartDoctypeDeclHandler, parser.EntityDeclHandler = doctype, entity
    try:
        parser.Parse(record.data, True)
    except expat.ExpatError as error:
        raise NotWellFormedError(expat.ErrorString(error.code), parser.ErrorByteIndex) from None
    record.names = {known for name in parser.intern if (known := local.get(name, " ")).isidentifier()}
    for check_all in checks.at_end:
        check_all(record)
