"""The same labels everywhere: what the fair copy of a seed shows stands before the same words in every format."""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from engross.faircopy import FairCopyOptions, Labels, fair_copy
from engross.library import read, write
from engross.model import Instrument, text_of
from engross.samples import seeds_in

ROOT = Path(__file__).resolve().parents[2]
SEEDS = seeds_in(str(ROOT / "seeds"))
KINDS: list[Labels] = ["plain", "cited"]
Judge = Callable[[str, str], str]


@cache
def instrument(seed: str) -> Instrument:
    return read(ROOT / "seeds" / seed / "text.txt").value


def squeezed(text: str) -> str:
    """The text without white space: lines break elsewhere in every format."""
    return "".join(text.split())


def needles(seed: str, labels: Labels) -> list[str]:
    """Each label of the fair copy with the first words after it, in order."""
    lines = fair_copy(instrument(seed), FairCopyOptions(labels=labels)).lines
    return [squeezed(x.label + " ".join(text_of(x.content).split()[:3])) for x in lines if x.label]


def assert_in_order(wanted: list[str], drawn: str) -> None:
    drawn, at = squeezed(drawn), 0
    assert len(wanted) > 15
    for needle in wanted:
        found = drawn.find(needle, at)
        assert found >= 0, f"{needle} is missing after {drawn[max(0, at - 60) : at]}"
        at = found + len(needle)


def pages(pdf: Path, judge: Judge) -> str:
    command = [judge("pdftotext", "poppler-utils"), "-layout", "-enc", "UTF-8", str(pdf), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("labels", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_in_text(seed: str, labels: Labels) -> None:
    assert_in_order(needles(seed, labels), write(instrument(seed), "text", labels=labels).value.decode())


@pytest.mark.parametrize("labels", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_in_html(seed: str, labels: Labels) -> None:
    page = write(instrument(seed), "html", labels=labels).value.decode()
    body = re.sub(r"<(style|script)\b.*?</\1>", "", page[page.index("<body") :], flags=re.DOTALL)
    assert_in_order(needles(seed, labels), html.unescape(re.sub(r"<[^>]*>", "", body)))


@pytest.mark.parametrize("target", ["akn", "json"])
@pytest.mark.parametrize("seed", SEEDS)
def test_in_the_record_and_its_tree(seed: str, target: str) -> None:
    again = read(write(instrument(seed), target).value, target).value
    assert fair_copy(again) == fair_copy(instrument(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_in_the_text_of_the_record(seed: str) -> None:
    record = write(instrument(seed), "akn").value.decode().partition("</meta>")[2]
    assert_in_order(needles(seed, "plain"), html.unescape(re.sub(r"<[^>]*>", "", record)))


@pytest.mark.parametrize("labels", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_in_pdf(seed: str, labels: Labels, tmp_path: Path, judge: Judge) -> None:
    pdf = tmp_path / "seed.pdf"
    pdf.write_bytes(write(instrument(seed), "pdf", labels=labels).value)
    assert_in_order(needles(seed, labels), pages(pdf, judge))


@pytest.mark.parametrize("seed", SEEDS)
def test_in_word_as_libreoffice_draws_it(seed: str, tmp_path: Path, judge: Judge) -> None:
    for labels in KINDS:
        (tmp_path / f"{labels}.docx").write_bytes(write(instrument(seed), "docx", labels=labels).value)
    command = [
        judge("soffice", "libreoffice-writer-nogui"),
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
    ]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), *(str(tmp_path / f"{k}.docx") for k in KINDS)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    for labels in KINDS:
        assert_in_order(needles(seed, labels), pages(tmp_path / f"{labels}.pdf", judge))
