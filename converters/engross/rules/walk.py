"""The one traversal: reads the XML once, keeps only what is open, and calls every check where it belongs.

Events come from expat, which tells bytes from which lines and columns follow, builds no tree and expands nothing."""

from __future__ import annotations

import re
from typing import Any
from xml.parsers import expat

from engross.rules.malformed import malformed
from engross.rules.record import Element, Kind, Pointer, Record
from engross.rules.references import fits
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
    """The file is no XML that may be read: `at` is the offset in bytes, -1 when none is known; `raw` is what the parser
    said, in its own words."""

    def __init__(self, message: str, at: int, rule: str = "AKN-E101", hint: str = "", raw: str = "") -> None:
        super().__init__(message)
        self.at = at
        self.rule = rule
        self.hint = hint
        self.raw = raw or message


def as_utf8(data: bytes) -> bytes:
    """The file in UTF-8, whatever encoding it is declared in. Raises NotWellFormedError when it lies about it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    else:
        declared = _ENCODING.match(data[:200].removeprefix(b"\xef\xbb\xbf"))
        encoding = declared.group(1).decode("ascii").lower() if declared else "utf-8"
        if encoding == "utf-8":
            return data
    try:
        return _DECLARATION.sub(rb"\1\3", data.decode(encoding).encode("utf-8"), count=1)
    except LookupError:
        raise NotWellFormedError(f"the declared encoding {encoding!r} is not known", 0) from None
    except UnicodeError as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        message = f"the file is not in the encoding it declares ({encoding})"
        raise NotWellFormedError(message, at, hint="save it as UTF-8 and declare that", raw=str(error)) from None


def traverse(record: Record, rules: frozenset[str]) -> None:
    """Runs the checks of `rules` over `record.data`, which is in UTF-8. Raises NotWellFormedError."""
    checks = plan(rules)
    identified, identified_end = checks.identified, checks.identified_end
    eids, pointers, pointed, bare = record.eids, record.pointers, record.pointed, record.bare
    fitting = checks.fitting
    kinds: dict[str, Kind] = {}
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 65_536
    root = Element("", {}, None, 0, 1, "", Kind(""))
    current, depth, listening = root, 0, 0
    pieces: list[str] = []

    def begin(qualified: str, attrs: dict[str, str]) -> None:
        """The first start tag, which says the namespace of the record."""
        nonlocal kinds
        record.namespace, _, record.root = qualified.rpartition(" ")
        kinds = checks.kinds.setdefault(record.namespace, {})
        parser.StartElementHandler = start
        start(qualified, attrs)

    # Called for every element: each line here is paid a hundred thousand times in a long file.
    def start(qualified: str, attrs: dict[str, str]) -> None:
        nonlocal current, depth, listening
        kind = kinds.get(qualified) or checks.learn(record.namespace, qualified)
        parent, name = current, kind.name
        tally = parent.tally
        if tally is None:
            parent.tally, nth = {name: 1}, 1
        else:
            tally[name] = nth = tally.get(name, 0) + 1
        zone = name if kind.is_zone else parent.zone
        depth += 1
        if depth > MAX_DEPTH:
            said = f"elements are nested more than {MAX_DEPTH} deep"
            raise NotWellFormedError(said, parser.CurrentByteIndex, "AKN-E103")
        eid = attrs.get("eId")
        if eid is None:
            current = element = Element(name, attrs, parent, parser.CurrentByteIndex, nth, zone, kind)
            more = len(attrs)
        else:
            before, _, part = eid.rpartition("__")
            at = parser.CurrentByteIndex
            current = element = Element(name, attrs, parent, at, nth, zone, kind, eid, before, part)
            more = len(attrs) - 1
            if eid in eids:
                record.repeats.append(element)
            else:
                eids[eid] = kind
            # Most eIds are seen at once to be sound: their last part is known, their prefix that of what holds them.
            if zone != "meta" and not (
                (part in kind.sound or (part.startswith(kind.stem) and part[len(kind.stem) :].isalnum()))
                and (not before or before == parent.eid or before == parent.before)
            ):
                judge(element)
        if more:
            for key, value in attrs.items():
                if key in REFERENCES:
                    if value[:1] == "#":
                        # Most point at what has been met; of these no more is remembered than what they point at.
                        target = eids.get(value[1:])
                        if target is None:
                            pointers.append(Pointer(element, key, value))
                        else:
                            pointed.add(value[1:])
                            if (kind, key, target) not in fitting:
                                meet(element, key, value, target)
                    elif key in ENTRY_REFERENCES and value and ":" not in value and "/" not in value:
                        bare.append(Pointer(element, key, value))
                elif key == "wId" and value == eid:
                    record.former.append(element)
        if kind.spoken:
            if not listening:
                pieces.clear()
            element.mark = len(pieces)
            listening += 1
        for check in kind.opening:
            check(element, record)

    def meet(element: Element, key: str, value: str, target: Kind) -> None:
        """Remembers that an attribute may point at a kind of element, or that this one should not."""
        if fits(element.name, key, target.name):
            fitting.add((element.kind, key, target))
        else:
            record.misfits.append(Pointer(element, key, value))

    def judge(element: Element) -> None:
        """Asks the checks of eIds about one that is not seen at once to be sound."""
        found = len(record.found)
        for check in identified:
            check(element, record)
        if len(record.found) == found and len(element.kind.sound) < KNOWN_PARTS:
            element.kind.sound.add(element.part)

    def end(qualified: str) -> None:
        nonlocal current, depth, listening
        element = current
        parent: Any = element.parent
        current = parent
        depth -= 1
        if element.mark >= 0:
            element.text = "".join(pieces[element.mark :])
            listening -= 1
            name = element.name
            if name == "num":
                parent.num = element.text.strip() if parent.num is None else parent.num
            elif name in NOTES:
                del pieces[element.mark :]
        elif not listening:
            pieces.clear()
        for check in element.kind.closing:
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
        said, at = expat.ErrorString(error.code), parser.ErrorByteIndex
        fault = malformed(said, record.data, at, current.name.rpartition(" ")[2], current.at)
        raise NotWellFormedError(fault.message, at, hint=fault.hint, raw=said) from None
    finally:
        # The parser holds its handlers and they hold it: what they remember would outlive the file.
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = None
    record.names = {kind.name for name in parser.intern if (kind := kinds.get(name)) and kind.name.isidentifier()}
    for check_all in checks.at_end:
        check_all(record)
