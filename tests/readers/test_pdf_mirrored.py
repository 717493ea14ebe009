"""Pages that are read from the right, however their letters were written into the file."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from engross.readers.pdf import PdfReader
from engross.readers.pdf.mirrored import Drawn, brackets_moved, numbered, read_from_right

ARABIC = (
    "إن مجلس الأمن،",
    "وإذ يشير إلى القرار 2728 (2024) وإلى الوثيقة S/PRST/2024/6 المؤرخة 24 أيار، وإلى الجلسة 9586 المعقودة في نيويورك،",
    "1 - يقرّر أن تقرأ جميع الصفحات من اليمين إلى اليسار، ولا سيما في الليل؛",
    "2 - يقرر أن يبقي المسألة قيد نظره.",
)


def places(*lefts: float) -> list[Drawn]:
    return [Drawn(left, left, left + 5) for left in lefts]


@pytest.mark.parametrize(
    ("word", "lefts", "read"),
    [
        ("سلجم", (10, 20, 30, 40), "مجلس"),  # as they are drawn
        ("مجلس", (40, 30, 20, 10), "مجلس"),  # as they are read
        ("رّق", (10, 10.2, 20), "قرّ"),  # the sign stays with its letter
        ("نمألا،", (10, 20, 30, 30, 40, 5), "الأمن،"),  # one glyph for lam and alef
        ("اإلنسان", (70, 60, 60, 50, 40, 30, 20), "الإنسان"),
        ("9586المعقودة", (60, 65, 70, 75, 50, 45, 40, 35, 30, 25, 20, 15), "9586 المعقودة"),
    ],
)
def test_the_letters_of_a_word_are_read_from_the_right(word: str, lefts: tuple[float, ...], read: str) -> None:
    assert read_from_right(word, places(*lefts), 11.0) == read


def test_numbers_and_brackets_go_where_they_are_read() -> None:
    assert numbered("-12") == "12-"
    assert numbered("2024") == "2024"
    assert brackets_moved(["2728(", "2024)", "وإذ"], [True, False, False]) == ["2728", "(2024)", "وإذ"]


def test_arabic_pages_that_a_browser_prints_are_read(judge: Callable[[str, str], str], tmp_path: Path) -> None:
    browser = judge("chromium-headless-shell", "chromium-headless-shell")
    page, made = tmp_path / "page.html", tmp_path / "page.pdf"
    body = "".join(f"<p>{text}</p>" for text in ARABIC)
    page.write_text(f'<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8">{body}</html>', encoding="utf-8")
    words = [
        browser,
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={tmp_path / 'profile'}",
    ]
    subprocess.run([*words, f"--print-to-pdf={made}", page.as_uri()], check=True, capture_output=True, timeout=120)
    lines = [line.text for line in PdfReader().sheet(made.read_bytes(), "x").lines if not line.furniture]
    assert lines == list(ARABIC)
