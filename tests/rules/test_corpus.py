"""The published files of the United Nations: the schema's verdict is that of xmllint, and their known faults are found."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.schema.official import official_file
from engross.validate import Verdict, ruling, validate


@pytest.fixture(scope="module")
def files(shared: Path) -> list[Path]:
    return sorted(shared.glob("corpus/un/*/*.xml")) + sorted(shared.glob("examples/*.xml"))


@pytest.fixture(scope="module")
def verdicts(files: list[Path]) -> dict[Path, Verdict]:
    under = ruling(today="2026-11-24")
    return {path: validate(path.read_bytes(), path.name, under) for path in files}


def test_the_schema_verdicts_are_those_of_xmllint(
    verdicts: dict[Path, Verdict], judge: Callable[[str, str], str]
) -> None:
    xmllint = judge("xmllint", "libxml2-utils")
    command = [xmllint, "--noout", "--huge", "--nonet", "--schema", str(official_file()), *map(str, verdicts)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    valid = {line.removesuffix(" validates") for line in said.splitlines() if line.endswith(" validates")}
    assert len(verdicts) == 328
    assert {str(path) for path, verdict in verdicts.items() if verdict.valid} == valid
    assert 0 < len(valid) < len(verdicts)


def test_known_faults_are_all_found(verdicts: dict[Path, Verdict]) -> None:
    """Counted here by regular expressions over the files, and not by the code that is tested."""
    for path, verdict in verdicts.items():
        text = path.read_text(encoding="utf-8")
        found = Counter(f.rule for f in verdict.findings)
        eids = re.findall(r'\beId="([^"]*)"', text)
        assert found["AKN-E301"] == len(eids) - len(set(eids)), path.name
        references = re.findall(
            r'\s(?:href|refersTo|source|as|by|to|for|from|upTo|period|start|end|dictionary|outcome|status)="(#[^"]*)"',
            text,
        )
        dangling = [r for value in references for r in value.split() if r[1:] not in eids]
        told = [f.message for f in verdict.findings if f.rule == "AKN-E401"]
        assert sum(int(n[1]) if (n := re.search(r"\((\d+) times\)$", said)) else 1 for said in told) == len(dangling)
        assert {said.partition('"')[2].partition('"')[0] for said in told} == set(dangling), path.name
        slashes = len(re.findall(r'<FRBRthis value="[^"]*/"', text))
        assert found["AKN-E501"] >= slashes, path.name


def test_findings_have_places(verdicts: dict[Path, Verdict], files: list[Path]) -> None:
    for verdict in list(verdicts.values())[::20]:
        assert all(
            f.line > 0 and f.column > 0 and f.xpath.startswith("/akomaNtoso")
            for f in verdict.findings
            if f.rule not in ("AKN-W722", "AKN-W721", "AKN-W723", "AKN-I801")
        )


def test_their_own_profile_does_not_drown_them(files: list[Path], verdicts: dict[Path, Verdict]) -> None:
    own = ruling("akn4un", today="2026-11-24")
    un = [p for p in files if "corpus" in p.parts][::10]
    ours = sum(len(verdicts[p].findings) for p in un)
    theirs = [len(validate(p.read_bytes(), p.name, own).findings) for p in un]
    assert sum(theirs) < ours / 5
