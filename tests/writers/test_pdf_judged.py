"""PDF/UA-1 and PDF/A-3a, as veraPDF judges them."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

import pytest

import instruments
from engross.writers.pdf import PdfOptions, PdfWriter
from instruments import p
from judges import verapdf
from writers.pdf_texts import EXTRAS, HARD, instrument

OPTIONS = {
    "letter-two-columns": PdfOptions(paper="letter", columns=2, record=b"<x/>"),
    "un": PdfOptions(style="un"),
    "signed": PdfOptions(style="treaty", columns=2),
    "draft-numbered-cited": PdfOptions(draft=True, line_numbers=5, labels="cited"),
}


# Words in scripts whose fonts are extras, where these are installed.
SCRIPTS = {language: words for language, (package, words, _) in EXTRAS.items() if find_spec(package) is not None}


@pytest.fixture(scope="module")
def verdicts(judge: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    java, javac = (judge(c, "default-jdk-headless") for c in ("java", "javac"))
    if not verapdf.JAR.is_file():
        pytest.skip(f"the judge veraPDF is not at {verapdf.JAR} (see tests/judges/verapdf.py)")
    write = PdfWriter().write
    made = {n: write(make(), PdfOptions(record=b"<x/>")).value for n, make in (instruments.ALL | HARD).items()}
    made |= {
        f"{n}-{o}": write(instruments.ALL[n](), opts).value for n in instruments.ALL for o, opts in OPTIONS.items()
    }
    made |= {n: write(instrument(p(words * 9), language=n)).value for n, words in SCRIPTS.items()}
    made["broken"] = made["treaty"].replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>9<")
    return verapdf.broken_rules(java, javac, made, tmp_path_factory.mktemp("verapdf"))


NAMES = [*instruments.ALL, *HARD, *SCRIPTS, *(f"{n}-{o}" for n in instruments.ALL for o in OPTIONS)]


@pytest.mark.parametrize("name", NAMES)
def test_is_accessible_and_archival(name: str, verdicts: dict[str, list[str]]) -> None:
    assert verdicts[name] == []


def test_the_judge_can_say_no(verdicts: dict[str, list[str]]) -> None:
    assert any(rule.startswith("ua1: failed") for rule in verdicts["broken"])
    assert not any(rule.startswith("3a: failed") for rule in verdicts["broken"])
