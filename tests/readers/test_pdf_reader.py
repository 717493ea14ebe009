"""PDF: pages of any program become the lines that stand on them, in reading order, and nothing of them is lost."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

import instruments
from engross import conversion
from engross.model import Instrument, text_of
from engross.readers.pdf import PdfReader
from engross.recognise.sheet import Line, Sheet
from engross.registry import ReadOptions, sniff
from readers.pdf_files import HEIGHT, LEFT, WIDTH, block, line, pdf, wrapped

RECITALS = (
    "The General Assembly,",
    "Recalling all of its earlier resolutions on the reading of printed pages, in which it asked that no word be lost,",
    "Noting with concern that many pages are read in the order in which they were drawn, and not as people read them,",
    "1. Decides that every page shall be read from the top of its first column to the foot of its last one;",
    "2. Requests all readers to report what they leave out, and to name the page and the line where it stands.",
)
COLUMN = 205.0


def sheet(data: bytes) -> Sheet:
    return PdfReader().sheet(data, "x.pdf")


def body(data: bytes) -> list[str]:
    return [row.text for row in sheet(data).lines if not row.furniture]


def furniture(data: bytes) -> list[tuple[str, str]]:
    return [(row.furniture, row.text) for row in sheet(data).lines if row.furniture]


def first(data: bytes) -> Line:
    return sheet(data).lines[0]


# --------------------------------------------------------------------------- paragraphs


@pytest.mark.parametrize("layout", [{"gap": 8.0}, {"gap": 0.0}, {"gap": 0.0, "first": 24.0}])
def test_paragraphs_are_joined_again(layout: dict[str, float]) -> None:
    assert body(pdf(block(RECITALS, **layout))) == list(RECITALS)


def test_a_full_last_line_is_told_by_the_space_below_it() -> None:
    words = " ".join(["word"] * 200)
    full = " ".join(wrapped(words, 450)[:3])
    assert body(pdf(block([full, "More words."]))) == [full, "More words."]


def test_a_paragraph_goes_on_over_a_page() -> None:
    rows = wrapped(RECITALS[1], 300)
    upper = [line(row, LEFT, 700 - 14 * n) for n, row in enumerate(rows[:2])]
    lower = [line(row, LEFT, 700 - 14 * n) for n, row in enumerate(rows[2:])]
    more = block([RECITALS[2]], top=600, width=300)
    assert body(pdf(upper, [*lower, *more])) == [RECITALS[1], RECITALS[2]]


def test_hanging_numbers_keep_their_items_apart() -> None:
    draws = []
    for n, text in enumerate(("to read pages without end and without", "to keep all the words of all of them and")):
        draws += [line(f"({'ab'[n]})", LEFT, 700 - 28 * n), line(text, LEFT + 30, 700 - 28 * n)]
        draws += [line("any loss;", LEFT + 30, 686 - 28 * n)]
    assert body(pdf(draws)) == [
        "(a) to read pages without end and without any loss;",
        "(b) to keep all the words of all of them and any loss;",
    ]


def test_centred_titles_of_several_lines_are_one() -> None:
    rows = (
        "Universal Declaration on the Reading of Printed Pages in their Columns and of all of",
        "the Words that Stand on Them",
    )
    draws = []
    for n, row in enumerate(rows):
        half = stringWidth(row, "Times-Roman", 12.5) / 2
        draws.append(line(row, WIDTH / 2 - half, 760 - 16 * n, 12.5))
    assert body(pdf([*draws, *block(RECITALS)])) == [" ".join(rows), *RECITALS]


def test_a_number_that_touches_its_words_is_parted_from_them() -> None:
    assert body(pdf([line("(a)To read", LEFT, 700)])) == ["(a) To read"]


# --------------------------------------------------------------------------- words


def test_hyphens_at_line_ends_go_where_the_file_knows_the_word() -> None:
    rows = ["The protection of victims and the self-", "determination of peoples need the protec-", "tion of all."]
    draws = [line(row, LEFT, 700 - 14 * n) for n, row in enumerate(rows)]
    assert body(pdf(draws)) == [
        "The protection of victims and the self-determination of peoples need the protection of all."
    ]


def test_a_hyphen_before_a_capital_is_the_words_own() -> None:
    draws = [line("It was asked of the whole of the Secretary-", LEFT, 700), line("General.", LEFT, 686)]
    assert body(pdf(draws)) == ["It was asked of the whole of the Secretary-General."]


def test_letter_spaced_words_are_closed() -> None:
    assert body(pdf([line("R E S O L U T I O N", 200, 700)])) == ["RESOLUTION"]


def test_slant_and_weight_are_kept_and_those_of_whole_paragraphs_are_not() -> None:
    data = pdf(
        [
            line("Recalling", LEFT, 700, font="Times-Italic"),
            line("its words,", LEFT + 46, 700),
            line("All of it bold", LEFT, 660, font="Times-Bold"),
        ]
    )
    lines = sheet(data).lines
    assert [(e.kind, lines[0].text[e.start : e.end]) for e in lines[0].emphasis] == [("i", "Recalling")]
    assert lines[1].emphasis == ()


# --------------------------------------------------------------------------- order


def columns(rows_first: bool) -> bytes:
    rows = wrapped(" ".join(f"Word{n}" for n in range(300)), COLUMN)
    half = len(rows) // 2
    left = [line(row, LEFT, 640 - 14 * n) for n, row in enumerate(rows[:half])]
    right = [line(row, LEFT + COLUMN + 20, 640 - 14 * n) for n, row in enumerate(rows[half:])]
    title = line("A title that is set across both of the columns of this page, as titles are", LEFT, 700)
    if rows_first:
        pairs = [draw for pair in zip(left, right, strict=False) for draw in pair]
        return pdf([title, *pairs, *left[len(right) :], *right[len(left) :]])
    return pdf([*right, *left, title])


@pytest.mark.parametrize("rows_first", [True, False])
def test_columns_are_read_one_after_the_other_whatever_the_order_they_were_drawn_in(rows_first: bool) -> None:
    lines = body(columns(rows_first))
    assert lines[0].startswith("A title that is set")
    assert " ".join(lines[1:]).split() == [f"Word{n}" for n in range(300)]


def test_one_column_with_a_block_of_signatures_has_no_gutter() -> None:
    names = [line("For Ruritania", LEFT, 500), line("For Graustark", LEFT + 260, 500)]
    assert body(pdf([*block(RECITALS), *names]))[-2:] == ["For Ruritania", "For Graustark"]


# --------------------------------------------------------------------------- furniture


def running(pages: int) -> bytes:
    return pdf(
        *[
            [
                line(f"A/RES/1/{n} Reading of pages", LEFT, HEIGHT - 40),
                *block([f"{text} Page {n} says so." for text in RECITALS[n - 1 :]], top=700 - 11 * n),
                line(f"{n} / {pages}", 290, 30),
            ]
            for n in range(1, pages + 1)
        ]
    )


def test_running_heads_and_page_numbers_are_furniture_with_their_page() -> None:
    lines = [row for row in sheet(running(3)).lines if row.furniture]
    assert [(row.furniture, row.text, row.page) for row in lines[:2]] == [
        ("header", "A/RES/1/1 Reading of pages", 1),
        ("page number", "1 / 3", 1),
    ]
    assert len(lines) == 6
    assert lines[2].place == "page 2, line 1"


def test_furniture_is_told_with_its_page() -> None:
    found = conversion.read(running(3), name="x.pdf").found
    assert any(d.rule.id == "text-furniture" and "page 2, line 1" in d.message for d in found)


def test_what_the_tags_of_a_file_call_an_artifact_is_furniture_on_a_single_page() -> None:
    def tagged(canvas: object) -> None:
        canvas._code.append("/Artifact BMC")  # type: ignore[attr-defined]
        canvas.drawString(LEFT, HEIGHT - 40, "Official Records")  # type: ignore[attr-defined]
        canvas._code.append("EMC")  # type: ignore[attr-defined]

    plain = pdf([tagged, *block(RECITALS)])
    assert furniture(plain) == []
    said = plain.replace(b"/Type /Catalog", b"/Type /Catalog /MarkInfo <</Marked true>>")
    assert furniture(said) == [("header", "Official Records")]
    assert body(said) == list(RECITALS)


def test_a_number_in_the_text_is_no_page_number() -> None:
    data = pdf([*block(RECITALS), line("7", LEFT, 400), line("More words stand below the number.", LEFT, 380)])
    assert furniture(data) == []


def test_turned_text_is_left_out_and_named() -> None:
    def stamp(canvas: object) -> None:
        canvas.saveState()  # type: ignore[attr-defined]
        canvas.rotate(90)  # type: ignore[attr-defined]
        canvas.drawString(300, -40, "21-12345 (E)")  # type: ignore[attr-defined]
        canvas.restoreState()  # type: ignore[attr-defined]

    assert furniture(pdf([*block(RECITALS), stamp])) == [("turned text", "21-12345 (E)")]


def test_a_page_that_lies_on_its_side_is_read() -> None:
    def turn(canvas: object) -> None:
        canvas.translate(WIDTH, 0)  # type: ignore[attr-defined]
        canvas.rotate(90)  # type: ignore[attr-defined]

    assert body(pdf([turn, *block(RECITALS, top=500)])) == list(RECITALS)


# --------------------------------------------------------------------------- notes


def noted(raised: float = 4.0) -> bytes:
    return pdf(
        [
            line("Recalling its resolution 60/1,", LEFT, 700),
            line("1", LEFT + 131, 700 + raised, 6.5),
            line("and the Charter,", LEFT + 140, 700),
            *block(RECITALS, top=660),
            line("1", LEFT, 104, 5.5),
            line("See the last page of the volume that was printed first, which is", LEFT + 6, 100, 8.5),
            line("the one that everybody reads.", LEFT, 90, 8.5),
        ]
    )


def test_a_note_stands_at_its_call() -> None:
    row = first(noted())
    assert row.text == "Recalling its resolution 60/1, and the Charter,"
    (call,) = row.calls
    assert (row.text[: call.at], call.marker) == ("Recalling its resolution 60/1,", "1")
    assert call.lines[0].text == (
        "See the last page of the volume that was printed first, which is the one that everybody reads."
    )


def test_a_call_that_touches_a_number_is_no_part_of_it() -> None:
    data = pdf(
        [
            *block(RECITALS, top=730),
            line("Recalling resolution 1325", LEFT, 500),
            line("7", LEFT + 112.4, 504, 6.5),
            line("7", LEFT, 104, 5.5),
            line("Adopted in 2000.", LEFT + 6, 100, 8.5),
        ]
    )
    row = sheet(data).lines[-1]
    assert (row.text, row.calls[0].lines[0].text) == ("Recalling resolution 1325", "Adopted in 2000.")


def test_a_note_in_the_size_of_the_text_stands_at_its_call() -> None:
    data = pdf(
        [
            *block(RECITALS, top=730),
            line("Recalling its own words", LEFT, 500),
            line("1", LEFT + 103, 504, 6.5),
            line("1", LEFT, 104, 6.5),
            line("See the last page.", LEFT + 8, 100),
        ]
    )
    row = sheet(data).lines[-1]
    assert row.text == "Recalling its own words"
    assert [(call.marker, call.lines[0].text) for call in row.calls] == [("1", "See the last page.")]


def test_small_print_that_nothing_calls_is_kept() -> None:
    data = pdf([*block(RECITALS), line("Printed on paper of the best kind.", LEFT, 90, 8)])
    assert "Printed on paper of the best kind." in body(data)


# --------------------------------------------------------------------------- our own pages


def printed(instrument: Instrument, **settings: object) -> bytes:
    return conversion.write(instrument, "pdf", **settings).value


def test_our_own_file_comes_back_as_the_record_inside_it() -> None:
    instrument = instruments.communique()
    outcome = conversion.read(printed(instrument), name="x.pdf")
    assert outcome.value == conversion.read(conversion.write(instrument, "akn").value).value
    assert "record-carried" in [d.rule.id for d in outcome.found]


def test_a_broken_record_is_told_and_the_pages_are_read() -> None:
    data = printed(instruments.communique(), record=b"<akomaNtoso><broken")
    outcome = conversion.read(data, name="x.pdf")
    assert outcome.found[0].rule.id == "record-broken"
    assert "text-flat" not in [d.rule.id for d in outcome.found]


def test_our_own_pages_without_the_record_keep_their_numbers() -> None:
    text = "\n\n".join(("RESOLUTION 5/1", *RECITALS))
    wanted = conversion.read(text.encode(), "text").value
    back = conversion.read(printed(wanted, record=b""), name="x.pdf").value
    assert _lines(back) == _lines(wanted)


def _lines(instrument: Instrument) -> list[tuple[str, str]]:
    from engross.faircopy import fair_copy

    return [(row.label, text_of(row.content)) for row in fair_copy(instrument).lines]


def test_arabic_comes_back_in_the_order_it_is_read_in() -> None:
    text = "إن الجمعية العامة،\n\nإذ تشير إلى قراراتها السابقة،\n\n1 - تقرر أن تقرأ كل الصفحات؛\n"
    wanted = conversion.read(text.encode(), "text").value
    words = " ".join(body(printed(wanted, record=b""))).replace("؛", "").split()
    at = [words.index(word) for word in "تقرر أن تقرأ كل الصفحات".split()]
    assert at == list(range(at[0], at[0] + 5))


def test_symbols_and_brackets_in_arabic_pages_come_back_as_they_are_written() -> None:
    text = (
        "قرار اتخذته الجمعية العامة\n\nإن الجمعية العامة،\n\nإذ تشير إلى الوثيقة (A/75/L.53) وإلى القرار 2282 (2016)،\n"
    )
    words = " ".join(body(printed(conversion.read(text.encode(), "text").value, record=b"")))
    assert "(A/75/L.53)" in words
    assert "2282 (2016)" in words


def test_rows_of_han_are_joined_without_a_space() -> None:
    words = "回顾其关于联合国和平与裁军非洲区域中心的1985年12月16日第40号决议，" * 4
    text = f"大会，\n\n{words}\n\n1. 决定阅读所有各页；\n"
    assert words in body(printed(conversion.read(text.encode(), "text").value, record=b""))


# --------------------------------------------------------------------------- everything


def test_every_word_lies_in_exactly_one_line() -> None:
    data = running(4)
    words = " ".join(f"{row.number} {row.text}" for row in sheet(data).lines).split()
    wanted = []
    for n in range(1, 5):
        wanted += f"A/RES/1/{n} Reading of pages {n} / 4".split()
        wanted += " ".join(f"{text} Page {n} says so." for text in RECITALS[n - 1 :]).split()
    assert sorted(words) == sorted(wanted)


def test_it_is_told_from_its_content() -> None:
    assert sniff(running(1)) == "pdf"
    assert sniff(b"We speak of %PDF-1.7 here.") == "text"


def test_facts_of_the_file_fill_what_the_text_does_not_say() -> None:
    def say(canvas: object) -> None:
        canvas.setTitle("Reading of pages")  # type: ignore[attr-defined]
        canvas.setKeywords("pages; reading")  # type: ignore[attr-defined]

    facts = sheet(pdf([say, *block(RECITALS)])).facts
    assert (facts.title, facts.keywords) == ("Reading of pages", ("pages", "reading"))


def test_the_same_bytes_give_the_same_lines_whatever_the_hash_seed(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(columns(True))
    code = (
        "import sys, hashlib; from engross.readers.pdf import PdfReader\n"
        "print(hashlib.sha256(repr(PdfReader().sheet(open(sys.argv[1], 'rb').read(), 'x').lines).encode()).hexdigest())"
    )
    said = set()
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        run = subprocess.run(
            [sys.executable, "-c", code, str(path)], env=env, capture_output=True, text=True, check=True
        )
        said.add(run.stdout)
    assert len(said) == 1
    assert len(said.pop().strip()) == len(hashlib.sha256().hexdigest())


def test_pages_that_libreoffice_prints_are_read(judge: Callable[[str, str], str], tmp_path: Path) -> None:
    soffice = judge("soffice", "libreoffice-writer-nogui")
    text = "\n\n".join(RECITALS)
    wanted = conversion.read(text.encode(), "text").value
    given = tmp_path / "given.docx"
    given.write_bytes(conversion.write(wanted, "docx", record=b"").value)
    command = [soffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(given)], check=True, capture_output=True, timeout=240)
    back = PdfReader().read((tmp_path / "given.pdf").read_bytes(), "given.pdf", ReadOptions()).value
    kept = [row for row in _lines(wanted) if row[0]]
    assert kept
    assert [row for row in _lines(back) if row[0]] == kept
