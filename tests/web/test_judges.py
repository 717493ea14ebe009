"""The pages before their judges: the Nu checker for the mark-up, axe in a real browser for access, a word processor.

The judges are the npm packages vnu-jar, axe-core and playwright-core, in `.judges/node_modules` below the project or
below the folder that ENGROSS_JUDGES names, with Java, Node.js and Debian's chromium-headless-shell."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import strategies
from engross.conversion import read
from engross.faircopy import FairCopyOptions, Labels, fair_copy
from engross.model import Instrument
from engross.writers.html import HtmlOptions, HtmlWriter
from web.pages import AWKWARD, DRESSED, PAGES, page

Judge = Callable[[str, str], str]
RECORD = b'<?xml version="1.0"?><akomaNtoso/>'

EVERY = [*PAGES, *DRESSED, *AWKWARD]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all pages, each carrying a record."""
    folder = tmp_path_factory.mktemp("pages")
    for name in EVERY:
        (folder / f"{name}.html").write_bytes(
            page(name, record=RECORD, labels="cited" if name == "communique" else "plain")
        )
    return folder


@pytest.fixture(scope="module")
def browsed(modules: Callable[[str], Path], judge: Judge, pages: Path) -> dict[str, Any]:
    """What the browser and axe say of each page."""
    folder = modules("axe-core")
    modules("playwright-core")
    chromium = shutil.which("chromium-headless-shell") or judge("chromium", "chromium-headless-shell")
    command = [judge("node", "nodejs"), str(Path(__file__).with_name("axe.cjs")), str(folder), chromium]
    done = subprocess.run([*command, *map(str, sorted(pages.iterdir()))], capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_markup_is_valid(modules: Callable[[str], Path], judge: Judge, pages: Path, tmp_path: Path) -> None:
    for n, instrument in enumerate(generated(40)):
        (tmp_path / f"any-{n}.html").write_bytes(HtmlWriter().write(instrument, HtmlOptions(record=RECORD)).value)
    files = sorted([*pages.iterdir(), *tmp_path.iterdir()])
    jar = modules("vnu-jar") / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [judge("java", "default-jre-headless"), "-jar", str(jar), "--no-langdetect", "--format", "gnu"]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, timeout=240)
    # Two doubts about texts, not about mark-up: a year far from ours, letters of the Private Use Area.
    said = [
        m
        for m in (done.stderr + done.stdout).splitlines()
        if "Year may be mistyped" not in m and "(Charmod C073)" not in m
    ]
    assert said == []


def test_markup_of_real_instruments_is_valid(
    modules: Callable[[str], Path], judge: Judge, shared: Path, tmp_path: Path
) -> None:
    corpus = shared / "corpus"
    files = [
        f for folder in sorted((corpus / "un").iterdir()) if folder.is_dir() for f in sorted(folder.glob("*.xml"))[:5]
    ]
    files += sorted((corpus / "instruments").glob("*.txt"))[::3]
    assert len(files) > 50
    for file in files:
        instrument = read(file.read_bytes(), name=file.name).value
        (tmp_path / f"{file.parent.name}-{file.stem}.html").write_bytes(
            HtmlWriter().write(instrument, HtmlOptions()).value
        )
    jar = modules("vnu-jar") / "vnu-jar" / "build" / "dist" / "vnu.jar"
    # Warnings are left out: they are about the texts (words that are not in Unicode's composed form).
    command = [judge("java", "default-jre-headless"), "-jar", str(jar), "--errors-only", "--format", "gnu"]
    done = subprocess.run(
        [*command, *map(str, sorted(tmp_path.iterdir()))], capture_output=True, text=True, timeout=240
    )
    assert (done.stderr + done.stdout).splitlines() == []


def generated(count: int) -> list[Instrument]:
    """So many trees, always the same, of every shape that the strategies know."""
    out: list[Instrument] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategies.normal_instruments())
    def gather(instrument: Instrument) -> None:
        out.append(instrument)

    gather()
    return out


@pytest.mark.parametrize("view", ["light", "dark", "phone"])
@pytest.mark.parametrize("name", EVERY)
def test_axe_finds_no_barrier(browsed: dict[str, Any], name: str, view: str) -> None:
    found = browsed[f"{name}.html"][view]
    assert found["violations"] == []
    assert found["checks"] > 15
    assert found["overflow"] == 0, "the page scrolls sideways (WCAG 2.2, 1.4.10)"


@pytest.mark.parametrize("name", EVERY)
def test_the_browser_fetches_nothing_and_lets_the_style_in(browsed: dict[str, Any], name: str) -> None:
    met = browsed[f"{name}.html"]["met"]
    assert met["complaints"] == []
    assert met["paper"] == "rgb(253, 252, 249)"


@pytest.mark.parametrize("name", ["communique", "resolution", "treaty", "arabic"])
def test_copied_text_has_each_label_before_its_words(browsed: dict[str, Any], name: str) -> None:
    copied = " ".join(browsed[f"{name}.html"]["met"]["copied"].split())
    labels: Labels = "cited" if name == "communique" else "plain"
    at = 0
    for line in fair_copy(PAGES[name](), FairCopyOptions(labels)).lines:
        if line.role in ("clause", "item", "heading", "annex"):
            first = next((part for part in line.content), "")
            words = first if isinstance(first, str) else getattr(first, "content", ("",))[0]
            start = f"{line.label} {words}".strip().split(" ")[:3]
            at = copied.find(" ".join(start), at)
            assert at >= 0, f"{start} is not where it should be in {copied!r}"


def test_everything_is_reached_by_keyboard_and_shows_that_it_is(browsed: dict[str, Any]) -> None:
    met = browsed["resolution.html"]["met"]
    names = [f["name"] for f in met["focused"]]
    assert names[0] == "#text", "the first stop skips to the text"
    for eid in ("recs_1__rec_1", "sec_I", "para_1__list_1__point_a__list_1__point_ii", "para_2bis", "att_1"):
        assert f"#{eid}" in names
    assert {f["outline"] for f in met["focused"]} == {"solid"}


def test_the_card_of_a_cited_instrument_opens_and_closes_by_keyboard(browsed: dict[str, Any]) -> None:
    card = browsed["resolution.html"]["met"]["card"]
    assert card["before"] == "none"
    assert card["pressed"] == "block"
    assert card["inside"], "no part of the card lies outside of the window"
    assert card["escaped"] == "none", "WCAG 2.2, 1.4.13: what is shown can be dismissed where one is"
    assert card["focus"] == "about"
    assert card["again"] == "block"
    assert card["beside"] == "none"
    assert "about" in [f["name"] for f in browsed["resolution.html"]["met"]["focused"]]


def test_a_wide_margin_tells_of_a_citation_that_is_pointed_at(browsed: dict[str, Any]) -> None:
    margin = browsed["resolution.html"]["met"]["margin"]
    assert [margin[when]["shown"] for when in ("before", "over", "away", "focused")] == [False, True, False, True]
    assert margin["over"]["free"], "WCAG 2.2, 1.4.13: what cannot be dismissed covers nothing"
    assert "resolution" in margin["over"]["said"]
    assert not margin["narrow"]["shown"]


def test_print_has_pages_of_a4_with_their_numbers(browsed: dict[str, Any], judge: Judge, tmp_path: Path) -> None:
    file = tmp_path / "long.pdf"
    file.write_bytes(base64.b64decode(browsed["long.html"]["met"]["pdf"]))
    known = subprocess.run([judge("pdfinfo", "poppler-utils"), file], capture_output=True, text=True, check=True).stdout
    assert "(A4)" in known
    text = subprocess.run(
        [judge("pdftotext", "poppler-utils"), "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    sheets = text.split("\f")[:-1]
    assert len(sheets) > 3
    for n, sheet in enumerate(sheets, 1):
        assert f"Page {n} of {len(sheets)}" in sheet
        assert ("A long communiqué" in sheet.strip().splitlines()[0]) or n == 1
    assert "Contents" not in text
    assert "Akoma Ntoso" not in text


def test_a_word_processor_shows_each_label_once(judge: Judge, pages: Path, tmp_path: Path) -> None:
    command = [
        judge("soffice", "libreoffice-writer-nogui"),
        "--headless",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
    ]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(pages / "resolution.html")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    lines = (tmp_path / "resolution.txt").read_text(encoding="utf-8-sig").splitlines()
    for start in ("1. Decides", "(a) Silence:", "(i) At night;", "2 bis. Also requests", "8A. Adopts", "II. Quiet"):
        assert [line for line in lines if line.startswith(start)], start
