"""The samples are what their seeds give today, to the byte; their pages say what the record says."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from engross.library import read
from engross.registry import FORMATS
from engross.samples import samples_of, seeds_in

ROOT = Path(__file__).resolve().parents[2]
SEEDS = seeds_in(str(ROOT / "seeds"))
NAMES = [f"{seed}/{seed}{form.suffix}" for seed in SEEDS for form in FORMATS.values() if form.writer]
NAMES += [f"{seed}/{seed}.brief{suffix}" for seed in SEEDS for suffix in (".pdf", ".docx", ".html", ".txt")]
NAMES += [f"un-style-resolution/un-style-resolution.parallel{suffix}" for suffix in (".pdf", ".docx", ".html")]


@cache
def made() -> dict[str, bytes]:
    return dict(samples_of(str(ROOT / "seeds")))


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_what_its_seed_gives(name: str) -> None:
    assert (ROOT / "samples" / name).read_bytes() == made()[name], "run `engross samples` and read the difference"


def test_there_are_no_other_samples() -> None:
    folder = ROOT / "samples"
    there = {str(path.relative_to(folder)) for path in folder.glob("*/*") if path.is_file()}
    assert {name for name in there if name.split("/")[0] in SEEDS} == set(NAMES)


@pytest.mark.parametrize("seed", SEEDS)
def test_seeds_are_read_without_warnings(seed: str) -> None:
    found = read(ROOT / "seeds" / seed / "text.txt").found
    assert [d.message for d in found if d.severity.name != "INFO"] == []


PAGES = {"oic-contact-group-2025": range(2, 5), "treaty": range(3, 7), "un-style-resolution": range(2, 6)}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_pdf_has_the_words_of_the_text_and_as_many_pages_as_it_needs(
    seed: str, judge: Callable[[str, str], str]
) -> None:
    pdf = ROOT / "samples" / seed / f"{seed}.pdf"
    said = subprocess.run([judge("pdfinfo", "poppler-utils"), pdf], capture_output=True, check=True).stdout.decode()
    pages = re.search(r"^Pages:\s+(\d+)$", said, re.MULTILINE)
    assert pages is not None
    assert int(pages[1]) in PAGES[seed]
    drawn = subprocess.run(
        [judge("pdftotext", "poppler-utils"), "-enc", "UTF-8", pdf, "-"], capture_output=True, check=True
    ).stdout.decode()
    text = (ROOT / "samples" / seed / f"{seed}.txt").read_text(encoding="utf-8")
    text = text.replace("\n\n\nNotes\n", "\n")  # notes stand at the foot of their page there
    words = set(re.findall(r"[^\W\d_]{4,}", text))
    # A word may be hyphenated at the end of a line; joined lines bring it back.
    joined = re.sub(r"[-\u2010\u00ad]\n", "", drawn)
    assert sorted(word for word in words if word not in drawn and word not in joined) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_every_label_of_the_text_stands_in_the_pdf(seed: str, judge: Callable[[str, str], str]) -> None:
    drawn = subprocess.run(
        [judge("pdftotext", "poppler-utils"), "-layout", "-enc", "UTF-8", ROOT / "samples" / seed / f"{seed}.pdf", "-"],
        capture_output=True,
        check=True,
    ).stdout.decode()
    text = (ROOT / "samples" / seed / f"{seed}.txt").read_text(encoding="utf-8")
    label = re.compile(r"^ *(\d+\.|\([a-z]+\)) +(\S+)", re.MULTILINE)
    assert label.findall(text) == [m for m in label.findall(drawn) if m in set(label.findall(text))]
