"""eIds: one in the file, well formed, and made as the naming convention says (AKN-NC 5)."""

from __future__ import annotations

import re

from engross.identity import ABBREVIATIONS, annex_part, number_part
from engross.rules.facts import ENTRIES
from engross.rules.record import Element, Record
from engross.rules.registry import ends, identified, opens

# AKN-NC 5.2: `[prefix__]element[_number]`.
_PART = r"[^\W\d_][^\W_]*(?:_[^\W_][\w.-]*?[^\W_]|_[^\W_])?"
WELL_FORMED = re.compile(rf"{_PART}(?:__{_PART})*").fullmatch
_EID = re.compile(rb"""\seId\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_AGAIN = re.compile(r"-\d+$")

# The elements of the schema's attribute group `idreq`: level 2 of the convention asks an eId of each.
IDENTIFIED = frozenset(
    """
    FRBRmasterExpression TLCConcept TLCEvent TLCLocation TLCObject TLCOrganization TLCPerson TLCProcess TLCReference
    TLCRole TLCTerm activeRef address adjournment administrationOfOath alinea applies article attachment attachmentOf
    authorialNote blockContainer blockList book chapter citation citations clause communication component componentData
    components concept container content contrasts count crossHeading debateSection declarationOfVote derogates
    dissentsFrom distinguishes div division documentRef efficacyMod embeddedStructure entity event extends forceMod
    formula hasAttachment hcontainer heading indent interstitial intro isAnalogTo item judge jurisprudence lawyer
    legalSystemMod level list location longTitle mapping marker meaningMod ministerialStatements mmod mod
    nationalInterest note noticesOfMotion object ol oralStatements organization original other overrules papers
    paragraph part party passiveRef person personalStatements petitions point pointOfOrder prayers proceduralMotions
    process proviso putsInQuestion quantity questions quorum quorumVerification quotedStructure recital recitals
    recount ref resolutions restricts rmod role rollCall rref rule scopeMod section speechGroup subFlow subchapter
    subclause subdivision subheading sublist subparagraph subpart subrule subsection subtitle supports table tblock
    temporalGroup term textualMod title toc tome transitional ul voting wrapUp writtenStatements
    """.split()
)
# Annexes keep the metadata of their host, where these need no eId of their own.
_METADATA = ENTRIES | frozenset("original passiveRef activeRef jurisprudence hasAttachment attachmentOf".split())


@ends("AKN-E301")
def unique(record: Record) -> None:
    if not record.repeats:
        return
    lines = _first_lines(record.data, {element.eid or "" for element in record.repeats})
    for element in record.repeats:
        eid = element.eid or ""
        other = record.eids[eid].name.rpartition(" ")[2]
        where = f"the other one stands in line {lines[eid]}" if eid in lines else ""
        record.report("AKN-E301", element, f'the eId "{eid}" is already that of a {other} before it', where)


def _first_lines(data: bytes, eids: set[str]) -> dict[str, int]:
    """The lines in which these eIds stand for the first time, counted from 1."""
    lines: dict[str, int] = {}
    line, last = 1, 0
    for found in _EID.finditer(data):
        eid = (found[1] or found[2] or b"").decode()
        if eid in eids and eid not in lines:
            line += data.count(b"\n", last, found.start())
            last = found.start()
            lines[eid] = line
    return lines


@identified("AKN-E302")
def well_formed(element: Element, record: Record) -> None:
    if not WELL_FORMED(element.eid or ""):
        record.report("AKN-E302", element, f'"{element.eid}" is not built as an eId: [prefix__]element[_number]')


@identified("AKN-W303")
def element_part(element: Element, record: Record) -> None:
    name, part = element.name, element.part
    wanted = ABBREVIATIONS.get(name, name)
    if part != wanted and part.partition("_")[0] != wanted and WELL_FORMED(element.eid or ""):
        record.report(
            "AKN-W303", element, f'the eId "{element.eid}" calls a {_local(element)} "{part.partition("_")[0]}"',
            f'write "{wanted}" there',
        )  # fmt: skip


@identified("AKN-W304")
def prefix(element: Element, record: Record) -> None:
    wanted = element.before
    if wanted:
        above = element.parent
        while above is not None:
            if above.eid == wanted:
                return
            above = above.parent
        if not _unnamed_context(element, wanted):
            record.report("AKN-W304", element, f'no ancestor has the eId "{wanted}" that begins "{element.eid}"')


def _unnamed_context(element: Element, wanted: str) -> bool:
    """Whether the prefix names an ancestor that has no eId: that one is at fault, if any (AKN-W306)."""
    name = wanted.rpartition("__")[2].partition("_")[0]
    above = element.parent
    while above is not None:
        if above.eid is None and ABBREVIATIONS.get(above.name, above.name) == name:
            return True
        above = above.parent
    return False


@identified("AKN-W305", at_end=True)
def number(element: Element, record: Record) -> None:
    name, _, written = element.part.partition("_")
    num = element.num
    if num:
        # "12." and "(a)" are seen at once.
        if (num[:-1] == written or num[1:-1] == written) and written.isalnum():
            return
        wanted = annex_part(num) if element.name == "attachment" else number_part(num)
        if wanted:
            if written != wanted and _once(written) != wanted:
                said = f'the eId "{element.eid}" says "{written}" where the number printed is "{num}"'
                record.report("AKN-W305", element, said, f'write "{name}_{wanted}"')
            return
    elif not written:
        return
    key = (element.before, element.name)
    place, last = record.ordinals.get(key, (0, 0))
    place += 1
    if written == str(place) or not written or name != ABBREVIATIONS.get(element.name, element.name):
        record.ordinals[key] = (place, place)
    else:
        ordinal = _once(written) if "-" in written else written
        counted = int(ordinal) if ordinal.isdecimal() else 0
        record.ordinals[key] = (place, counted)
        # Those that go on from one that is at fault are not at fault themselves, nor is the second one of a number ("2-2").
        if not counted or (
            counted not in (place, element.nth, last + 1) and not (counted == last and ordinal != written)
        ):
            said = (
                f'the eId "{element.eid}" says "{written}" of an unnumbered {element.name} that is number {place} there'
            )
            record.report("AKN-W305", element, said, f'write "{name}_{place}"')


@opens("AKN-W306", IDENTIFIED - _METADATA)
def missing(element: Element, record: Record) -> None:
    if element.eid is None:
        known = record.without_eid.get(element.name)
        if known is None:
            record.without_eid[element.name] = (element, [element.at])
        else:
            known[1].append(element.at)


@ends("AKN-W306")
def missing_by_name(record: Record) -> None:
    """One finding a name, at the first of them: a file without eIds has one fault, not hundreds."""
    for name, (first, offsets) in record.without_eid.items():
        more = f", nor have {len(offsets) - 1} more" if len(offsets) > 1 else ""
        record.report("AKN-W306", first, f"this {name} has no eId{more}")


def _once(number: str) -> str:
    """The number less the "-2" that tells a second element of the same number."""
    return _AGAIN.sub("", number)


@ends("AKN-I307")
def former(record: Record) -> None:
    for element in record.former:
        record.report("AKN-I307", element, f'the wId "{element.eid}" says the same as the eId')


def _local(element: Element) -> str:
    return element.name.rpartition(" ")[2]
