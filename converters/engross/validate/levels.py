"""One file through all levels: well-formed, the official schema, the naming convention, the semantics, the house."""

from __future__ import annotations

import re

from msgspec import structs

from engross.collector import still
from engross.diagnostics import UnreadableError
from engross.rules import Found, NotWellFormedError, Record, as_utf8, traverse
from engross.rules.catalogue import catalogue
from engross.rules.walk import AKN
from engross.validate.finding import Finding, Verdict, in_order, places
from engross.validate.profile import Ruling

_JSON_PATH = re.compile(r"`(\$[^`]*)`")
ROOTS = frozenset({"akomaNtoso"})
DRAFTS = (
    ("http://www.akomantoso.org/1.0", "Akoma Ntoso 1.0"),
    ("http://www.akomantoso.org/2.0", "Akoma Ntoso 2.0"),
    (AKN + "/WD", "a working draft of Akoma Ntoso 3.0"),
    (AKN + "/CSD", "a committee draft of Akoma Ntoso 3.0"),
    (AKN + "/CSPRD", "a public review draft of Akoma Ntoso 3.0"),
    (AKN + "/", "a draft of Akoma Ntoso 3.0"),
    ("http://Inhaltsdaten.LegalDocML.de/", "LegalDocML.de"),
    ("http://Metadaten.LegalDocML.de/", "LegalDocML.de"),
    ("http://Regelungstext.LegalDocML.de/", "LegalDocML.de"),
)
# Rules whose breach breaks level 1 of the naming convention, and those that break level 2.
LEVEL_1 = frozenset({"AKN-E301", "AKN-E302", "AKN-W303", "AKN-W304", "AKN-W305"})
LEVEL_2 = frozenset({"AKN-W306"})


@still()
def validate(data: bytes, file: str, ruling: Ruling) -> Verdict:
    """The verdict on the Akoma Ntoso file in `data`; `file` is what it goes by in reports.

    Raises EngrossError only for a rule of the house that is none."""
    if data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return _json(data, file, ruling)
    try:
        record = Record(as_utf8(data), ruling.today)
        traverse(record, ruling.rules)
    except NotWellFormedError as error:
        shown = _readable(data)
        at = min(error.at, len(shown))
        found = [Found(error.rule, at, str(error), error.hint, raw=error.raw)]
        return Verdict(file, _findings(found, shown, file, ruling, frozenset({error.rule})), False, 0, len(data))
    found = list(record.found)
    valid: bool | None = None
    if record.root not in ROOTS:
        found = [Found("AKN-E104", _root(record), f"the root element is {record.root}, not akomaNtoso")]
    elif record.namespace != AKN:
        valid = False
        if not record.namespace.startswith(ruling.namespaces or ("-",)):
            found.append(_namespace(record))
    elif any(catalogue()[rule].level == "schema" for rule in ruling.rules):
        objections = _objections(record)
        valid = objections is None
        found += objections or ()
    if "AKN-I801" in ruling.rules and (other := _made_for(record)):
        found.append(
            Found("AKN-I801", _root(record), f"the file is made for the profile {other}", f"choose --profile {other}")
        )
    if ruling.house and record.root in ROOTS:
        from engross.validate.house import house_findings

        found += house_findings(record, ruling.house)
    found = _once(found)
    broken = {f.rule for f in found}
    level = (
        0
        if broken & LEVEL_1 or not record.eids or not ruling.rules >= LEVEL_1 | LEVEL_2
        else 1
        if broken & LEVEL_2
        else 2
    )
    allowed = ruling.rules | {rule.id for rule in ruling.house} | {"AKN-E104"}
    return Verdict(file, _findings(found, record.data, file, ruling, allowed), valid, level, len(data))


def _json(data: bytes, file: str, ruling: Ruling) -> Verdict:
    """The verdict on the JSON form of an instrument: its shape, and the record that is written of it.

    Places are those of the parts, by eId and path in the record; lines of the JSON are not known."""
    from engross import conversion

    try:
        made = conversion.write(conversion.read(data, "json", name=file).value, "akn")
    except UnreadableError as error:
        said = str(error).removeprefix(f"{file}: ")
        path = _JSON_PATH.search(said)
        found = [Found("AKN-E106", 0, said, xpath=path[1] if path else "", raw=str(error))]
        return Verdict(file, _findings(found, data, file, ruling, frozenset({"AKN-E106"})), False, 0, len(data))
    verdict = validate(made.value, file, ruling)
    repaired = [Found("AKN-E106", -1, d.message) for d in made.found if "AKN-E106" in ruling.rules]
    more = _findings(repaired, data, file, ruling, frozenset({"AKN-E106"}))
    verdict = structs.replace(verdict, findings=(*more, *verdict.findings), valid=verdict.valid and not more)
    placeless = tuple(structs.replace(f, line=0, column=0) for f in verdict.findings)
    return structs.replace(verdict, findings=placeless, size=len(data))


def _once(found: list[Found]) -> list[Found]:
    """The findings less those about an eId that stands twice: one fault gives one finding."""
    repeated = {f.at for f in found if f.rule == "AKN-E301"}
    return (
        [f for f in found if f.at not in repeated or f.rule not in LEVEL_1 or f.rule == "AKN-E301"]
        if repeated
        else found
    )


def _objections(record: Record) -> list[Found] | None:
    """What the official schema objects to; None when it finds the record valid."""
    from engross.validate.conviction import acquitted, convictions

    if acquitted(record):
        return None
    objections = convictions(record)
    if objections or not record.repeats:
        return objections or None
    # Only eIds that stand twice: AKN-E301 tells them.
    return []


def _root(record: Record) -> int:
    at = record.data.find(record.root.encode())
    return max(record.data.rfind(b"<", 0, at), 0)


def _namespace(record: Record) -> Found:
    known = next((name for uri, name in DRAFTS if record.namespace.startswith(uri)), "")
    what = (
        f"the namespace is that of {known}: {record.namespace}" if known else f"the namespace is {record.namespace!r}"
    )
    if not record.namespace:
        what = "the file has no namespace"
    return Found(
        "AKN-E201",
        _root(record),
        what,
        f'write xmlns="{AKN}"' if known != "LegalDocML.de" else "choose --profile legaldocml-de",
    )


def _made_for(record: Record) -> str:
    """The profile that a file shows the marks of; "" for none."""
    head = record.data[:4096]
    if b"http://un.org/akn4un" in head:
        return "akn4un"
    if b"LegalDocML.de/" in head:
        return "legaldocml-de"
    if b"_nn_" in record.data and any("_nn_" in eid for eid in record.eids):
        return "bluebell"
    return ""


def _readable(data: bytes) -> bytes:
    try:
        return as_utf8(data)
    except NotWellFormedError:
        return data


def _findings(
    found: list[Found], data: bytes, file: str, ruling: Ruling, allowed: frozenset[str]
) -> tuple[Finding, ...]:
    where = places(data, (f.at for f in found if f.rule in allowed))
    house = {rule.id: rule for rule in ruling.house}
    out = []
    for f in in_order(found):
        if f.rule not in allowed:
            continue
        if (own := house.get(f.rule)) is not None:
            from engross.rules.catalogue import SEVERITIES

            code, title, severity = own.id, own.message, SEVERITIES[own.severity]
        else:
            known = catalogue()[f.rule]
            code, title, severity = known.code, known.title, ruling.severity(f.rule)
        line, column = where[max(f.at, -1)]
        out.append(Finding(file, f.rule, code, severity, f.message, line, column, f.eid, f.xpath, f.hint, f.raw, title))
    return tuple(out)
