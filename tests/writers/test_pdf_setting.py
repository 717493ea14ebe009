"""How PDF sets type: where words are divided, where lines end, in which order scripts run."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.languages.scripts import foreign
from engross.model import Reference
from engross.writers.pdf import PdfOptions, PdfWriter
from engross.writers.pdf.bidi import level_runs, levels, visual
from engross.writers.pdf.breaking import Ends, Spring, balanced, greedy, optimal
from engross.writers.pdf.hyphens import hyphenator
from engross.writers.pdf.scripts import fonts_for
from engross.writers.pdf.typefaces import pieces
from instruments import p, resolution
from writers.pdf_texts import EXTRAS, instrument, prose, run


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_divides_as_pyphen_does(language: str) -> None:
    ours, theirs = hyphenator(language), pyphen.Pyphen(lang={"en": "en_GB"}.get(language, language), left=3, right=3)
    words = {
        "en": "international implementation cooperation commitments multilateral unwavering followed disarmament",
        "fr": "internationale coopération désarmement engagements développement conformément",
        "ru": "международного сотрудничества разоружения обязательства осуществление",
    }[language].split()
    assert ours is not None
    assert any(ours(w) for w in words)
    for word in words:
        points = list(theirs.positions(word))
        assert list(ours(word)) == [n for n in points if n - 1 not in points], word


def test_no_letter_stands_between_two_divisions() -> None:
    german, english = hyphenator("de"), hyphenator("en")
    assert german is not None
    assert english is not None
    assert 7 not in german("Zusammenarbeit")
    assert english("implementation") == (5, 9)


def test_divides_no_short_word_name_in_capitals_or_unknown_language() -> None:
    english = hyphenator("en")
    assert english is not None
    assert english("peace") == english("UNESCO") == english("12345678") == ()
    assert english("(cooperation);") == tuple(n + 1 for n in english("cooperation"))
    assert hyphenator("qqq") is None


def row(widths: list[float], space: float = 2.5) -> Ends:
    """Where lines of words of some widths may end."""
    right, left, x = [0.0], [0.0], 0.0
    for width in widths:
        x += width
        right.append(x)
        x += space
        left.append(x)
    left[-1] = right[-1]
    count = range(len(widths))
    return Ends(right, left, [0, *count], [0, *(n + 1 for n in count)][: len(right)], [False] * len(right))


def badness(ends: Ends, lines: list[int], measure: float, spring: Spring) -> float:
    """What Knuth and Plass would have least of: the sum of squares, the last line apart."""
    total, start = 0.0, 0
    for end in lines:
        slack = measure - (ends.right[end] - ends.left[start])
        gaps = ends.before[end] - ends.after[start]
        if end != lines[-1]:
            give = gaps * (spring.stretch if slack >= 0 else spring.shrink)
            total += (10 + 100 * abs(slack / give) ** 3) ** 2 if give else 1e9
        start = end
    return total


WIDTHS = st.lists(st.floats(8.0, 60.0), min_size=12, max_size=120)
SPRING = Spring(2.3, 0.6)


@given(WIDTHS)
def test_lines_keep_to_the_measure_and_hold_every_word(widths: list[float]) -> None:
    ends = row(widths)
    lines = optimal(ends, 300.0, SPRING, 3.0)
    if lines is None:
        return
    assert lines == sorted(set(lines))
    assert lines[-1] == len(widths)
    for start, end in zip([0, *lines[:-1]], lines, strict=True):
        gaps = ends.before[end] - ends.after[start]
        natural = ends.right[end] - ends.left[start]
        assert natural - gaps * SPRING.shrink <= 300.1
        assert end == lines[-1] or natural + gaps * SPRING.stretch * 3.0 >= 299.9


def test_a_line_as_long_as_the_measure_needs_no_spring() -> None:
    over = 40.004  # within what counts as equal
    ends = Ends([0.0, over, 2 * over], [0.0, over, 2 * over], [0, 3, 7], [0, 4, 7], [False] * 3)
    assert optimal(ends, 40.0, Spring(0.0, 0.0, 4.0), 4.0) == [1, 2]


def test_the_whole_paragraph_is_better_than_line_after_line() -> None:
    better = worse = 0
    for seed in range(60):
        ends = row([12 + (seed * 37 + n * n * 7 % 41) % 44 for n in range(90)])
        lines = optimal(ends, 300.0, SPRING, 3.0)
        if lines is None:
            continue
        ours, theirs = (badness(ends, x, 300.0, SPRING) for x in (lines, greedy(ends, 300.0)))
        better += ours < theirs * 0.999
        worse += ours > theirs * 1.05
    assert better > 30
    assert worse <= 2  # neighbours of very different looseness cost extra, which `badness` leaves out


@given(st.lists(st.floats(8.0, 60.0), min_size=8, max_size=24))
def test_titles_have_no_more_lines_and_none_too_wide(widths: list[float]) -> None:
    ends = row(widths)
    lines, plain = balanced(ends, 200.0), greedy(ends, 200.0)
    assert len(lines) == len(plain)
    long, short = (
        max(ends.right[e] - ends.left[s] for s, e in zip([0, *x[:-1]], x, strict=True)) for x in (lines, plain)
    )
    assert long <= short + 0.01


def test_where_a_word_may_end_a_line() -> None:
    assert pieces("Secretary-General") == ["Secretary-", "General"]
    assert pieces("2016–2025") == ["2016–2025"]
    assert pieces("A/RES/79/1,") == ["A/", "RES/79/1,"]
    assert pieces("74/135") == ["74/135"]
    assert (
        "".join(pieces("https://example.org/a/long/path/to/something"))
        == "https://example.org/a/long/path/to/something"
    )
    assert len(pieces("https://example.org/a/long/path/to/something")) > 4
    assert pieces("《联合国宪章》的。") == ["《联", "合", "国", "宪", "章》", "的。"]


class Piece:
    def __init__(self, text: str, level: int) -> None:
        self.text = text
        self.level = level


@pytest.mark.parametrize(
    ("text", "rtl", "shown"),
    [
        ("abc", False, "abc"),
        ("قرار 78/1 المؤرخ", True, "خرؤملا 78/1 رارق"),
        ("see قرار 12 now", False, "see 12 رارق now"),
        ("ما (UNESCO):", True, ":(UNESCO) ام"),
        ("1 -", True, "- 1"),
    ],
)
def test_order_of_scripts(text: str, rtl: bool, shown: str) -> None:
    mirrored = str.maketrans("()", ")(")
    marks = [Piece(c.translate(mirrored) if n % 2 else c, n) for c, n in zip(text, levels(text, rtl), strict=True)]
    assert "".join(m.text for m in visual(marks)) == shown


def test_levels_of_what_is_no_text() -> None:
    assert len(levels("\x00\n\u2029\uffff\ud800ابت\u2067x\u2069", True)) == 11


def opened(data: bytes) -> str:
    """The file with its streams open."""
    if shutil.which("qpdf") is None:
        pytest.skip("the judge qpdf is not installed (Debian: qpdf)")
    with tempfile.TemporaryDirectory() as folder:
        a, b = Path(folder, "a.pdf"), Path(folder, "b.pdf")
        a.write_bytes(data)
        subprocess.run(["qpdf", "--qdf", "--object-streams=disable", a, b], check=True)
        return b.read_bytes().decode("latin-1")


def test_words_in_other_scripts_are_told_to_be_of_another_language() -> None:
    text = opened(PdfWriter().write(instrument(p("Text, النص العربي, Русский текст, α and the end."))).value)
    assert set(re.findall(r"/Lang \((\w+)\)", text)) == {"ar", "ru", "en"}
    plain = opened(PdfWriter().write(instrument(p("النص العربي"), language="ara")).value)
    assert set(re.findall(r"/Lang \((\w+)\)", plain)) == {"ar"}


def test_headings_skip_no_level_and_lists_are_nested() -> None:
    import instruments

    tags = re.findall(r"/S /(\w+)", opened(PdfWriter().write(instruments.resolution(), PdfOptions()).value))
    for tag in (
        "Document",
        "Sect",
        "H1",
        "H2",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "Caption",
        "Note",
        "Link",
        "P",
    ):
        assert tag in tags, tag
    assert tags.count("LI") == 13
    assert tags.count("Note") == 2


def test_ideographs_take_the_forms_of_their_language() -> None:
    fonts = {tag: [font.extra for font in fonts_for("国", tag)] for tag in ("zh", "ja", "ko", "en")}
    assert {tag: extras[0] for tag, extras in fonts.items()} == {
        "zh": "chinese", "ja": "japanese", "ko": "korean", "en": "chinese"
    }  # fmt: skip
    assert all(sorted(extras) == ["chinese", "japanese", "korean"] for extras in fonts.values())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("اق item 12 (b).", ".item 12 (b) اق"), ("אב (b) גד", "גד (b) אב"), ("אב (גד b) x", "x (b גד) אב"),
        ("a (אב) b", "a (אב) b"), ("אב [1] x", "x [1] אב"),
    ],
)  # fmt: skip
def test_brackets_go_with_what_stands_in_them(text: str, shown: str) -> None:
    """UAX 9, N0; the order in which the pieces of one level stand on the page."""
    level = levels(text, text[0] > "\u0590")
    runs = [Piece(text[a:b], n) for n, (a, b) in ((level[a], (a, b)) for a, b in level_runs(level))]
    mirrored = str.maketrans("()[]", ")(][")
    made = [p.text[::-1].translate(mirrored) if p.level % 2 else p.text for p in visual(runs)]
    # Right-to-left words are written here as they are typed.
    words = re.sub("[\u0590-\u06ff]+", lambda m: m[0][::-1], "".join(made))
    assert words == shown


def test_words_of_other_scripts_are_told_apart_where_languages_change() -> None:
    def told(language: str, text: str) -> list[tuple[str, str]]:
        return [(str(found.lastgroup), found[0]) for found in foreign(language).finditer(text)]

    assert told("en", "a 联合国 国際連合の決議 유엔 총회 b") == [
        ("Hani", "联合国"),
        ("Jpan", "国際連合の決議"),
        ("Kore", "유엔 총회"),
    ]
    assert told("zh", "联合国灯台の決議かな") == [("Jpan", "かな")]
    assert told("ar", "منظمة Ελλάδα 3") == [("Grek", "Ελλάδα")]
    assert told("en", "Δ and Ж are symbols") == []


@pytest.mark.parametrize("language", EXTRAS)
def test_an_extra_brings_its_script(language: str) -> None:
    package, words, kind = EXTRAS[language]
    if find_spec(package) is None:
        pytest.skip(f"the font of {package} is not installed")
    outcome = PdfWriter().write(instrument(p(words * 5), language=language))
    assert outcome.found == ()
    assert kind in opened(outcome.value)


def _lines(data: bytes, pdftotext: str) -> list[list[tuple[float, float, float]]]:
    """For each page, (left, right, top) of its lines as poppler finds them, in points."""
    pages = run(pdftotext, "-bbox-layout", "-", "-", data=data).split("<page ")[1:]
    boxes = r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"'
    return [[(float(x), float(z), float(y)) for x, y, z in re.findall(boxes, page)] for page in pages]


def test_ideographs_are_divided_anywhere_but_before_what_closes_and_after_what_opens() -> None:
    text = "加盟国は、「平和と安全」を維持する（第78/312号決議）。" * 12
    found = pieces(text)
    assert "".join(found) == text
    assert len(found) > len(text) / 2
    assert not [piece for piece in found if piece[0] in "、。」）"]
    assert not [piece for piece in found if piece[-1] in "「（"]
    assert pieces("第1754(2007)、1783(2007)号") == ["第", "1754(2007)、", "1783(2007)", "号"]


def test_lines_of_ideographs_are_flush(judge: Callable[[str, str], str]) -> None:
    if find_spec("pylopdf_fonts_jp") is None:
        pytest.skip("the font of pylopdf_fonts_jp is not installed")
    words = "加盟国は、国際連合憲章の原則に従い、2024年の決議第78/312号を再確認する。" * 9
    made = PdfWriter().write(instrument(p(words), language="jpn")).value
    (page,) = _lines(made, judge("pdftotext", "poppler-utils"))
    body = [right for left, right, _ in page if left == pytest.approx(86, abs=1)]
    assert len(body) > 5
    assert body[:-1] == pytest.approx([595.28 - 86] * (len(body) - 1), abs=0.6)


def test_lines_of_ideographs_end_between_links(judge: Callable[[str, str], str]) -> None:
    if find_spec("pylopdf_fonts_jp") is None:
        pytest.skip("the font of pylopdf_fonts_jp is not installed")
    links = [x for n in range(60) for x in ("、", Reference((f"A/62/PV.{n}",), f"https://example.org/{n}"))]
    made = PdfWriter().write(instrument(p("見", *links), language="jpn")).value
    (page,) = _lines(made, judge("pdftotext", "poppler-utils"))
    assert len(page) > 8
    assert max(right for _, right, _ in page) < 595.28 - 85


def test_words_that_begin_with_a_shift_stay_where_they_are(judge: Callable[[str, str], str]) -> None:
    words = (
        "وإذ يؤكد من جديد أيضاً التزامه بسيادة الاتحاد " * 12
    )  # a vowel sign at the end of a word moves its first glyph
    made = PdfWriter().write(instrument(p(words), language="ara")).value
    (page,) = _lines(made, judge("pdftotext", "poppler-utils"))
    body = [line for line in page if line[1] == pytest.approx(595.28 - 86, abs=1)]
    assert len(body) == 6
    assert [left for left, _, _ in body[:-1]] == pytest.approx([86] * 5, abs=4)


def test_the_columns_of_the_last_page_are_balanced(judge: Callable[[str, str], str]) -> None:
    for paragraphs in (9, 24, 33):
        body = [p(prose(30 + n * 7 % 40)) for n in range(paragraphs)]
        made = PdfWriter().write(instrument(*body), PdfOptions(columns=2)).value
        *_, page = _lines(made, judge("pdftotext", "poppler-utils"))
        _assert_balanced(page)


def test_the_columns_before_an_annex_are_balanced_notes_and_all(judge: Callable[[str, str], str]) -> None:
    made = PdfWriter().write(resolution(), PdfOptions(columns=2)).value
    pages = _lines(made, judge("pdftotext", "poppler-utils"))
    assert len(pages) == 2
    _assert_balanced([line for line in pages[0] if line[2] > 250])


def _assert_balanced(page: list[tuple[float, float, float]]) -> None:
    page = [line for line in page if 80 < line[2] < 700]
    ends = [max(top for left, _, top in page if (left < 290) == near) for near in (True, False)]
    assert abs(ends[0] - ends[1]) < 60, "the columns end at the height of each other, but for lines kept together"
