"""The PDF of an instrument: what other programs read in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs

import instruments
from engross.diagnostics import Outcome
from engross.faircopy import fair_copy
from engross.model import Container, Instrument, Note, Reference, Table, text_of, with_metadata
from engross.writers.pdf import PdfOptions, PdfWriter
from writers.pdf_texts import HARD, flow, instrument, prose, read_pages, run

Judge = Callable[[str, str], str]
RECORD = "<akomaNtoso>é\r\n</akomaNtoso>".encode()
EVERYTHING = {**instruments.ALL, "long": lambda: instruments.long(60), **HARD}


def made(what: Instrument, **options: object) -> Outcome[bytes]:
    return PdfWriter().write(what, PdfOptions(**options))  # type: ignore[arg-type]


def elsewhere(code: str, **variables: str) -> bytes:
    """What a new process prints."""
    paths = os.pathsep.join(p for p in sys.path if p)
    environment = {**os.environ, "PYTHONPATH": paths, **variables}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment).stdout


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {name: made(make(), record=RECORD).value for name, make in EVERYTHING.items()}


@pytest.mark.parametrize("name", EVERYTHING)
def test_is_sound(name: str, files: dict[str, bytes], judge: Judge, tmp_path: Path) -> None:
    file = tmp_path / "made.pdf"
    file.write_bytes(files[name])
    done = subprocess.run([judge("qpdf", "qpdf"), "--check", file], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No syntax or stream encoding errors" in done.stdout


# What no font has stands there as it can: test_names_what_no_font_has.
@pytest.mark.parametrize("name", [name for name in EVERYTHING if name != "strange_characters"])
def test_reads_every_label_and_word_in_order(name: str, files: dict[str, bytes], judge: Judge) -> None:
    pages = read_pages(judge("pdftotext", "poppler-utils"), files[name])
    text, at = re.sub(r"\s+", "", "".join(pages)), 0
    for line in fair_copy(EVERYTHING[name]()).lines:
        words = [line.label, *text_of(line.content).split()] if line.table is None else []
        for word in words:
            # Table cells may interrupt nothing; running heads and feet stand between pages.
            found = text.find("".join(word.split()), at)
            assert found >= 0, f"{word!r} of {line.label!r} is missing or out of order"
            at = found + len("".join(word.split()))


@pytest.mark.parametrize("name", [n for n in EVERYTHING if n not in ("strange_characters", "tables")])
def test_reads_labels_beside_their_text(name: str, files: dict[str, bytes], judge: Judge) -> None:
    rows = [
        " ".join(r.split())
        for page in read_pages(judge("pdftotext", "poppler-utils"), files[name])
        for r in page.splitlines()
    ]
    for line in fair_copy(EVERYTHING[name]()).lines:
        first = text_of(line.content).split()[:1]
        if line.label and first and line.role in ("recital", "clause", "item"):
            assert any(r.startswith(f"{line.label} {first[0]}"[:40]) for r in rows), f"{line.label} {first[0]}"


def test_divided_words_are_read_whole(judge: Judge) -> None:
    data = made(instrument(instruments.p(" ".join(["internationalisation counterproductive"] * 60)))).value
    pages = read_pages(judge("pdftotext", "poppler-utils"), data)
    words = flow(pages).split()
    assert words.count("internationalisation") == words.count("counterproductive") == 60
    assert b"/Span" in qdf(data, judge), "no word was divided: the test tests nothing"


def qdf(data: bytes, judge: Judge) -> bytes:
    """The file with its streams open."""
    with tempfile.TemporaryDirectory() as folder:
        closed, opened = Path(folder, "closed.pdf"), Path(folder, "opened.pdf")
        closed.write_bytes(data)
        subprocess.run([judge("qpdf", "qpdf"), "--qdf", "--object-streams=disable", closed, opened], check=True)
        return opened.read_bytes()


@pytest.mark.parametrize("name", EVERYTHING)
def test_ends_where_the_text_ends(name: str, files: dict[str, bytes], judge: Judge) -> None:
    if name in HARD:
        assert "The end." in flow(read_pages(judge("pdftotext", "poppler-utils"), files[name]))
    else:
        assert files[name].endswith(b"%%EOF\n")


def test_carries_the_record_byte_for_byte(files: dict[str, bytes], judge: Judge, tmp_path: Path) -> None:
    (tmp_path / "made.pdf").write_bytes(files["resolution"])
    detach = judge("pdfdetach", "poppler-utils")
    subprocess.run([detach, "-save", "1", "-o", tmp_path / "record.xml", tmp_path / "made.pdf"], check=True)
    assert (tmp_path / "record.xml").read_bytes() == RECORD
    assert b"/AFRelationship /Source" in qdf(files["resolution"], judge)
    assert b"/Filespec" not in qdf(made(instruments.resolution()).value, judge)


@pytest.mark.parametrize(("paper", "size"), [("a4", "595.28 x 841.89"), ("letter", "612 x 792")])
def test_paper(paper: str, size: str, judge: Judge) -> None:
    told = run(judge("pdfinfo", "poppler-utils"), "-", data=made(instruments.treaty(), paper=paper).value)
    assert size in told
    assert re.search(r"Tagged:\s+yes", told)
    assert re.search(r"Title:\s+Treaty on Quiet", told)


def test_every_font_is_embedded_and_a_subset(files: dict[str, bytes], judge: Judge) -> None:
    for name in ("resolution", "arabic"):
        table = run(judge("pdffonts", "poppler-utils"), "-", data=files[name]).splitlines()[2:]
        assert table
        for row in table:
            assert re.match(r"[A-Z]{6}\+\S+ +CID TrueType +Identity-H +yes yes yes", row), row


def test_page_numbers_and_running_head(files: dict[str, bytes], judge: Judge) -> None:
    pages = read_pages(judge("pdftotext", "poppler-utils"), files["long"])
    assert len(pages) > 3
    for n, page in enumerate(pages, 1):
        assert f"Page {n} of {len(pages)}" in page
        assert ("A long communiqué" in page) == (n != 0)


def test_dates_come_from_the_instrument(judge: Judge) -> None:
    info = judge("pdfinfo", "poppler-utils")
    for produced, date, told in (
        ("2025-01-02", "", "20250102"),
        ("", "2024-12-10", "20241210"),
        ("", "", "20000101"),
        ("now", "0", "20000101"),
    ):
        data = made(with_metadata(instruments.resolution(), produced=produced, date=date)).value
        assert f"D:{told}000000Z" in run(info, "-rawdates", "-", data=data)
        assert f"{told[:4]}-{told[4:6]}-{told[6:]}T00:00:00Z" in run(info, "-meta", "-", data=data)


def test_outline_and_destinations(judge: Judge) -> None:
    data = made(instruments.treaty()).value
    opened = qdf(data, judge).decode("latin-1")
    titles = re.findall(r"/Title \((.*?)\)", opened)
    for words in ("Treaty on Quiet", "Part I General", "Article 2 Duties"):
        assert words in titles
    names = run(judge("pdfinfo", "poppler-utils"), "-dests", "-", data=data)
    for line in fair_copy(instruments.treaty()).lines:
        assert not line.eid or f'"{line.eid}"' in names


def test_links(judge: Judge) -> None:
    opened = qdf(made(HARD["inlines"]()).value, judge).decode("latin-1")
    assert (
        opened.count("/URI (https://example.org/%C3%A9?q=(1))")
        + opened.count(r"/URI (https://example.org/%C3%A9?q=\(1\))")
        == 2
    )
    assert opened.count("/Dest (para_1)") == 1
    assert "para_99" not in opened, "a link without a target was made"
    assert "/akn/un/statement/1" not in opened, "a name of the convention is no address on the web"


def test_notes_stand_on_the_page_of_their_call(judge: Judge) -> None:
    notes = [Note((instruments.p(f"Body{n} here."),), str(n)) for n in range(1, 31)]
    paragraphs = [instruments.p(prose(120), f" call{n}", note, " " + prose(20)) for n, note in enumerate(notes, 1)]
    pages = read_pages(judge("pdftotext", "poppler-utils"), made(instrument(*paragraphs)).value)
    assert len(pages) > 5
    for n in range(1, 31):
        assert [i for i, page in enumerate(pages) if re.search(rf"call{n}\b", re.sub("[⁰¹²³⁴-⁹]", " ", page))] == [
            i for i, page in enumerate(pages) if f"Body{n} " in page
        ]


def test_all_notes_are_there_however_many(files: dict[str, bytes], judge: Judge) -> None:
    words = flow(read_pages(judge("pdftotext", "poppler-utils"), files["many_notes"])).split()
    bodies = [w for w in words if w.startswith("Body")]
    assert list(dict.fromkeys(bodies)) == [f"Body{n}" for n in range(1, 401)]
    assert flow(read_pages(judge("pdftotext", "poppler-utils"), files["long_note"])).split().count("note") == 3000


def test_no_line_stands_alone(judge: Judge) -> None:
    """No page begins with the last line of a paragraph nor ends with the first; headings have text below them."""
    layout = judge("pdftotext", "poppler-utils")
    body = [instruments.clause(f"{n}.", "", f"Begin{n} " + prose(20 + n * 7 % 60) + f" end{n}.") for n in range(1, 120)]
    for page in read_pages(layout, made(instrument(*body)).value):
        rows = [
            r for r in page.splitlines() if r.strip() and "Page " not in r and "A hard case" not in r and r != "X/1"
        ]
        assert not re.search(r"end\d+\.$", rows[0]) or re.match(r"\d+\. Begin", rows[0]), rows[0]
        assert not re.match(r"\d+\. Begin", rows[-1]) or re.search(r"end\d+\.$", rows[-1]), rows[-1]
    for page in read_pages(layout, made(HARD["headings"]()).value):
        rows = [r for r in page.splitlines() if r.strip() and not r.startswith("Page ")]
        assert "Matters of section" not in rows[-1]


@pytest.mark.parametrize("style", ["engross", "treaty"])
def test_no_page_begins_with_the_date_or_the_signatures(style: str, judge: Judge) -> None:
    end = (
        Container("dateline", (instruments.p("Anytown, 1 May 2024"),)),
        Container("signatures", (instruments.p("A. Name"), *(instruments.p(f"{c}. Name") for c in "BCDE"))),
    )
    turned = 0
    for count in range(20, 160, 10):
        plain = instrument(*(instruments.p(f"Line {n}.") for n in range(24)), instruments.p(prose(count)))
        what = structs.replace(plain, document=structs.replace(plain.document, conclusions=end))
        *_, last = read_pages(judge("pdftotext", "poppler-utils"), made(what, style=style).value)
        text = last.partition("X/1")[2].lstrip()
        assert not text.startswith(("Anytown", "A. Name")), text
        assert ("A. Name" in last) == ("B. Name" in last), "signatories stand on one page"
        turned += "Line 23" not in last and "Anytown" in last
    assert turned, "no date stood on a page of its own: the test tests nothing"


def test_header_rows_are_repeated(files: dict[str, bytes], judge: Judge) -> None:
    pages = read_pages(judge("pdftotext", "poppler-utils"), files["tables"])
    with_rows = [page for page in pages if re.search(r"^row\d+", page, re.M)]
    assert len(with_rows) > 2
    assert all("Head one" in page for page in with_rows)
    for n in range(60):
        assert re.search(rf"^row{n}(?!\d)", "\n".join(pages), re.M)


def test_annex_begins_a_page(files: dict[str, bytes], judge: Judge) -> None:
    pages = read_pages(judge("pdftotext", "poppler-utils"), files["resolution"])
    assert len(pages) == 2
    assert "Rules of quiet" in pages[1]
    assert "Rules of quiet" not in pages[0]


def test_names_what_no_font_has(judge: Judge) -> None:
    outcome = made(HARD["strange_characters"]())
    told = " ".join(d.message + d.hint for d in outcome.found)
    for named in ("U+1F600", "U+0000"):
        assert named in told
    assert {d.rule.code for d in outcome.found} == {"pdf"}
    text = flow(read_pages(judge("pdftotext", "poppler-utils"), outcome.value))
    for words in ("中文", "😀", "softhyphen, non‑breaking, zerowidth", "English 12.5%"):
        assert words in text, "what cannot be drawn must still be found"
    assert made(instruments.arabic()).found == ()


def test_names_the_extra_that_is_missing() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(('pylopdf_fonts_' + x for x in {without})))\n"
        "from engross.writers.pdf import PdfWriter; from writers.pdf_texts import HARD, instrument; from instruments import p\n"
        "for what in (HARD['strange_characters'](), instrument(p('中文'), language='zho')):\n"
        "    print(*(d.message + d.hint for d in PdfWriter().write(what).found))"
    )
    told, chinese = elsewhere(code.format(without=("zh_cn", "he", "jp", "ko"))).decode().splitlines()
    for named in ("U+4E2D", "U+05E9", "engross[chinese]", "engross[hebrew]"):
        assert named in told
    assert "engross[chinese]" in chinese
    # Ideographs in a text of another script may have any forms; a Chinese text has its own or says that it has not.
    told, chinese = elsewhere(code.format(without=("zh_cn", "he"))).decode().splitlines()
    assert "U+4E2D" not in told
    assert "engross[chinese]" in chinese


def test_line_numbers_draft_and_columns(judge: Judge) -> None:
    read = judge("pdftotext", "poppler-utils")
    plain = flow(read_pages(read, made(instruments.long(20)).value)).split()
    numbered = flow(read_pages(read, made(instruments.long(20), line_numbers=5).value)).split()
    assert {"50", "100", "105"} <= set(numbered) - set(plain)
    marked = read_pages(read, made(instruments.long(20), draft=True).value)
    assert all("DRAFT" in re.sub(r"\s", "", page) for page in marked)
    assert "DRAFT" not in plain
    # In the order of the file: poppler's own order of columns is a guess.
    one, two = (
        run(read, "-raw", "-", "-", data=made(instruments.long(20), columns=columns).value) for columns in (1, 2)
    )
    for text in (one, two):
        assert re.findall(r"(\d+)\. Welcomes", " ".join(text.split())) == [str(n) for n in range(1, 21)]


def test_labels_follow_the_options(judge: Judge) -> None:
    read = judge("pdftotext", "poppler-utils")
    cited = flow(read_pages(read, made(instruments.communique(), labels="cited").value))
    assert "PP1 Having heard" in cited
    assert "OP2 Expressed" in cited
    assert "1. Reaffirmed" not in flow(read_pages(read, made(instruments.communique(), faithful=True).value))


@pytest.mark.parametrize("name", ["resolution", "arabic", "long"])
def test_same_bytes_for_every_hash_seed(name: str, files: dict[str, bytes]) -> None:
    code = (
        "import sys, instruments; from engross.writers.pdf import PdfOptions, PdfWriter; "
        f"i = instruments.long(60) if {name!r} == 'long' else instruments.ALL[{name!r}](); "
        f"sys.stdout.buffer.write(PdfWriter().write(i, PdfOptions(record={RECORD!r})).value)"
    )
    for seed in ("0", "7"):
        assert elsewhere(code, PYTHONHASHSEED=seed) == files[name]


def test_same_bytes_whatever_reportlab_is_told(files: dict[str, bytes]) -> None:
    code = (
        "import sys, instruments; from engross.writers.pdf import PdfOptions, PdfWriter; "
        f"sys.stdout.buffer.write(PdfWriter().write(instruments.resolution(), PdfOptions(record={RECORD!r})).value)"
    )
    told = {"pdfMultiLine": "1", "pdfComments": "1", "useA85": "1", "invariant": "0", "documentLang": "de-DE"}
    made = elsewhere(code, SOURCE_DATE_EPOCH="1000000000", **{f"RL_{k}": v for k, v in told.items()})
    assert made == files["resolution"]


def test_pictures_are_not_imported_for_text() -> None:
    code = (
        "import sys, instruments; from engross.writers.pdf import PdfWriter; PdfWriter().write(instruments.treaty()); "
        "print('PIL._imaging' in sys.modules); from PIL import Image; print(Image.new('L', (3, 2)).size)"
    )
    assert elsewhere(code).decode().split("\n") == ["False", "(3, 2)", ""]


def test_collects_garbage_again(files: dict[str, bytes]) -> None:
    import gc

    assert files
    assert gc.isenabled()


def test_table_of_nothing_is_no_table() -> None:
    assert made(instrument(Table(()))).value.count(b"%PDF") == 1


def test_reference_without_words_draws_nothing() -> None:
    assert made(instrument(instruments.p(Reference((), "#x")))).found == ()
