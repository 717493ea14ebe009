"""Each case file shows one phenomenon: why it is there, a text, the tree made of it, and what was found.

`pytest tests/cases --accept` writes the tree and the findings anew; read the difference before you keep it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engross.diagnostics import Outcome
from engross.model import Instrument
from engross.readers.text import TextReader
from engross.recognise.rules import RULES
from engross.registry import ReadOptions
from outline import outline

CASES = sorted(Path(__file__).parent.glob("*.case"))
SECTION = re.compile(r"^--- (text|tree|found)\n", re.M)
OURS = {rule.id for rule in RULES}


def sections(path: Path) -> dict[str, str]:
    why, *rest = SECTION.split(path.read_text(encoding="utf-8"))
    return {"why": why, **dict(zip(rest[::2], rest[1::2], strict=True))}


def found(outcome: Outcome[Instrument]) -> str:
    lines = []
    for d in outcome.found:
        if d.rule.id in OURS:
            lines.append(f"{f'{d.start.line}: ' if d.start else ''}[{d.rule.id}] {d.message}\n")
    return "".join(lines)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, request: pytest.FixtureRequest) -> None:
    case = sections(path)
    assert case["why"].strip(), "a case file says why it is there"
    outcome = TextReader().read(case["text"].encode(), path.name, ReadOptions())
    tree, findings = outline(outcome.value.document), found(outcome)
    if request.config.getoption("--accept", False):
        body = f"{case['why']}--- text\n{case['text']}--- tree\n{tree}--- found\n{findings}"
        path.write_text(body, encoding="utf-8")
    else:
        assert tree == case["tree"]
        assert findings == case["found"]


def test_there_are_cases() -> None:
    assert len(CASES) > 15
