"""Bars and time lines: true to their numbers, told to those who do not see them, in every format; four pages hold a brief."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from engross import library
from engross.brief import brief
from engross.figures import Bar, Moment, drawn, figure_of
from engross.model import Instrument, Mark, Provision, Table, block_text, provisions, text_of
from judges import verapdf

Judge = Callable[[str, str], str]
TEXT = """Resolution 7/2

Adopted on 4 May 2021

Lamps of the harbour

The Council of Harbours,

Recalling its resolution 5/1 of 3 March 2012 and its resolution 6/4 of 1 July 2019,

1. Decides that the lamps shall be lit at dusk;

2. Requests the Secretary-General to report on the lamps by 1 June 2023;

3. Also requests the Secretary-General to buy oil;

4. Condemns the theft of oil, and recalls resolution 5/1 of 3 March 2012.
"""


def made(text: str = TEXT, language: str = "en") -> Instrument:
    return brief(library.read(text.encode(), "text", language=language).value).value


@pytest.mark.parametrize(
    "figure",
    [
        Bar(3, 17),
        Bar(0, 4),
        Moment("2012-03-03", "1990", "2021-05-04"),
        Moment("2021-05-04", "2012", "2021-05-04", True),
    ],
)
def test_a_figure_is_read_back_from_its_inline(figure: Bar | Moment) -> None:
    assert figure_of(drawn(figure)) == figure


@pytest.mark.parametrize("name", ["bar", "bar 3 of 4", "moment 2020-1-1 2020/2021", "lead", ""])
def test_other_inlines_are_no_figures(name: str) -> None:
    assert figure_of(Mark(("x",), "inline", name=name)) is None


def test_figures_are_true_to_their_numbers() -> None:
    assert Bar(3, 12).share == 0.25
    assert text_of(drawn(Bar(12, 12)).content) == "■" * 16
    assert text_of(drawn(Bar(3, 12)).content) == "■" * 4
    middle = Moment("2010-01-01", "2000-01-01", "2020-01-01")
    assert middle.share == 0.5
    assert text_of(drawn(middle).content).index("◆") in (9, 10)
    assert middle.ticks()[:3] == [0.0, 0.1, 0.2]
    assert Moment("1990", "2000", "2020").share == 0.0
    assert len(Moment("1700", "1700", "2021").ticks()) <= 10


def test_a_time_line_stands_beside_the_instruments_cited() -> None:
    section = next(p for p in provisions(made().document) if text_of(p.heading) == "Cited instruments")
    [table] = [b for b in section.blocks if isinstance(b, Table)]
    assert block_text(table.rows[0].cells[1].blocks[0]) == "Time line 2012–2021"
    moments = [figure_of(row.cells[1].blocks[0].content[0]) for row in table.rows[1:]]  # type: ignore[union-attr,arg-type]
    assert [m.day for m in moments if isinstance(m, Moment)] == ["2012-03-03", "2019-07-01", "2021-05-04"]
    assert [m.own for m in moments if isinstance(m, Moment)] == [False, False, True]


def test_bars_count_the_clauses_of_each_action() -> None:
    section = next(p for p in provisions(made().document) if text_of(p.heading) == "What it does")
    [table] = [b for b in section.blocks if isinstance(b, Table)]
    bars = [figure_of(row.cells[2].blocks[0].content[0]) for row in table.rows[1:]]  # type: ignore[union-attr,arg-type]
    assert bars == [Bar(1, 2), Bar(1, 2), Bar(2, 2)]


def test_the_page_draws_what_it_tells() -> None:
    page = html.document_fromstring(library.write(made(), "html").value)
    told = page.xpath("//*[local-name()='svg'][@role='img']/@aria-label")
    assert told == ["1", "1", "2", "2012-03-03", "2019-07-01", "2021-05-04"]
    widths = [float(w) for w in page.xpath("//*[local-name()='svg']/*[local-name()='rect']/@width")]
    assert widths == [80, 80, 160]


def test_word_draws_what_it_tells(tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "brief.docx"
    path.write_bytes(library.write(made(), "docx").value)
    assert not OpenXmlValidator().validate(path).errors
    document = zipfile.ZipFile(io.BytesIO(path.read_bytes())).read("word/document.xml").decode()
    assert re.findall(r'<v:(?:rect|group)[^>]* alt="([^"]+)"', document) == [
        "1",
        "1",
        "2",
        "2012-03-03",
        "2019-07-01",
        "2021-05-04",
    ]


def test_pdf_draws_tagged_figures(judge: Judge, tmp_path: Path) -> None:
    files = {
        "brief": library.write(made(), "pdf", style="brief").value,
        "arabic": library.write(made(AR, "ar"), "pdf", style="brief").value,
    }
    (tmp_path / "plain.pdf").write_bytes(files["brief"])
    qpdf = [judge("qpdf", "qpdf"), "--qdf", "--object-streams=disable", str(tmp_path / "plain.pdf"), "-"]
    plain = subprocess.run(qpdf, check=True, capture_output=True).stdout
    assert plain.count(b"/S /Figure") == 6
    assert plain.count(b"/Alt (2019-07-01)") == 1
    java, javac = (judge(c, "default-jdk-headless") for c in ("java", "javac"))
    if not verapdf.JAR.is_file():
        pytest.skip(f"the judge veraPDF is not at {verapdf.JAR}")
    assert verapdf.broken_rules(java, javac, files, tmp_path) == {"brief": [], "arabic": []}


AR = """القرار 7/2

إن مجلس الموانئ،

إذ يشير إلى قراره 5/1 المؤرخ 3 آذار/مارس 2018،

1 - يقرر أن تضاء المصابيح عند الغسق؛

2 - يطلب إلى الأمين العام أن يقدم تقريرا بحلول 1 حزيران/يونيه 2023؛

3 - يدين سرقة الزيت.
"""


@pytest.mark.parametrize(("language", "text", "heading"), [("ar", AR, "ما يفعله النص"), ("en", TEXT, "What it does")])
def test_a_brief_speaks_the_language_of_its_text(language: str, text: str, heading: str) -> None:
    outcome = brief(library.read(text.encode(), language=language).value)
    assert outcome.found == ()
    assert heading in [text_of(p.heading) for p in provisions(outcome.value.document)]


def long(clauses: int) -> str:
    asks = (
        "Requests the Secretary-General, the Council of State number {n} and the harbour masters to report on lamp {n}"
    )
    rows = [
        f"{n}. {asks.format(n=n)}, as decided in resolution {n}/4 of 3 May {1900 + n};" for n in range(1, clauses + 1)
    ]
    return "Resolution 9\n\nLamps\n\nThe Council,\n\n" + "\n\n".join(rows) + "\n"


@pytest.mark.parametrize("clauses", [1, 30, 90])
def test_a_brief_takes_at_most_four_pages_before_the_text(clauses: int, judge: Judge, tmp_path: Path) -> None:
    tool = judge("pdfinfo", "poppler-utils")
    path = tmp_path / "brief.pdf"
    path.write_bytes(library.write(made(long(clauses)), "pdf", style="brief").value)
    told = subprocess.run([tool, "-dests", str(path)], check=True, capture_output=True, text=True).stdout
    page = re.search(r'^ *(\d+) .*"att_1"$', told, re.MULTILINE)
    assert page is not None
    assert 2 <= int(page[1]) <= 5


def test_every_section_of_a_long_brief_still_cites() -> None:
    document = made(long(90)).document
    for part in document.body:
        assert isinstance(part, Provision)
        assert "href='#att_1" in repr(part).replace('"', "'")


def test_the_columns_of_a_text_are_as_wide_as_the_line_allows() -> None:
    lines = library.write(made(), "text").value.decode().splitlines()
    assert any(re.fullmatch(r"Condemns +1 / 4 +■{8}", line) for line in lines)
    assert any(re.fullmatch(r"2012-03-03 +◆·{19} +\S.* +PP1, 4", line) for line in lines)
    assert max(map(len, lines)) <= 72


def test_tables_of_an_arabic_brief_run_from_right_to_left(judge: Judge, tmp_path: Path) -> None:
    path = tmp_path / "arabic.pdf"
    path.write_bytes(library.write(made(AR, "ar"), "pdf", style="brief").value)
    command = [judge("pdftotext", "poppler-utils"), "-bbox", "-l", "1", str(path), "-"]
    boxes = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.findall(r'xMin="([\d.]+)"[^>]*>([^<]+)<', boxes)  # words as they are seen
    at = {"".join(filter(str.isalpha, word[::-1])): float(left) for left, word in reversed(found)}
    first, last = at["الفعل"], at["الحصة"]
    assert first > last
    assert first > 450  # flush with the text, whose edge is at 509 points
