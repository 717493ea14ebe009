"""Tables, headings, tags and what the file says of itself: what a PDF knows beyond its words."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from engross import conversion
from engross.model import Table, block_text
from engross.readers.pdf import PdfReader
from engross.recognise.sheet import Line
from readers.pdf_files import LEFT, Draw, block, line, pdf

TEXT = (
    "The Harbour Council,",
    "Recalling all of its earlier decisions on the lamps of the harbour, and the oil that is burned in them,",
    "1. Decides that every lamp of the harbour shall be lit at dusk, and put out in the morning by its keeper;",
)
CELLS = (
    ("Lamp", "Oil", "Keeper"),
    ("North", "12 litres", "Jonas"),
    ("South", "14 litres", "Ada"),
    ("Mole", "9", "Ida"),
)


def lines(data: bytes) -> list[Line]:
    return [row for row in PdfReader().sheet(data, "x").lines if not row.furniture]


def cells(table: Table | None) -> list[list[str]]:
    assert table is not None
    return [[" ".join(block_text(b) for b in cell.blocks) for cell in row.cells] for row in table.rows]


def grid(rows: tuple[tuple[str, ...], ...], top: float, ruled: str = "", wide: float = 100.0) -> list[Draw]:
    """A table; `ruled`: "lines", "frames" (a frame a cell), "level" (no upright lines), or not at all."""
    words = [
        line(text, LEFT + 4 + wide * c, top - 20 * r - 14) for r, row in enumerate(rows) for c, text in enumerate(row)
    ]
    high, across = 20.0 * len(rows), wide * len(rows[0])

    def draw(canvas: Canvas) -> None:
        if ruled in ("lines", "level"):
            for r in range(len(rows) + 1):
                canvas.line(LEFT, top - 20 * r, LEFT + across, top - 20 * r)
        if ruled == "lines":
            for c in range(len(rows[0]) + 1):
                canvas.line(LEFT + wide * c, top, LEFT + wide * c, top - high)
        if ruled == "frames":
            for r in range(len(rows)):
                for c in range(len(rows[0])):
                    canvas.rect(LEFT + wide * c, top - 20 * (r + 1), wide, 20)

    return [*words, draw]


@pytest.mark.parametrize("ruled", ["lines", "frames"])
def test_a_ruled_table_is_a_table_in_its_place(ruled: str) -> None:
    two = tuple(row[:2] for row in CELLS)
    made = lines(pdf([*block(TEXT[:2]), *grid(two, 600, ruled), *block(TEXT[2:], top=490)]))
    assert [row.text for row in made] == [*TEXT[:2], "", TEXT[2]]
    assert cells(made[2].table) == [list(row) for row in two]


@pytest.mark.parametrize("ruled", ["", "level"])
def test_cells_in_line_are_a_table_when_there_are_three_columns(ruled: str) -> None:
    made = lines(pdf([*block(TEXT[:2]), *grid(CELLS, 600, ruled), *block(TEXT[2:], top=480)]))
    assert [cells(row.table) for row in made if row.table] == [[list(row) for row in CELLS]]


def test_two_columns_that_nothing_rules_are_no_table() -> None:
    made = lines(pdf([*block(TEXT[:2]), *grid(tuple(row[:2] for row in CELLS), 600)]))
    assert [row for row in made if row.table] == []
    assert "North" in " ".join(row.text for row in made)


def test_numbers_beside_text_are_no_table_though_they_are_ruled() -> None:
    rows = (("1.", "Decides;"), ("2.", "Requests;"), ("3.", "Invites."))
    made = lines(pdf([*block(TEXT[:2]), *grid(rows, 600, "lines")]))
    assert [row.text for row in made[2:]] == ["1. Decides;", "2. Requests;", "3. Invites."]


def test_columns_of_a_text_are_no_table() -> None:
    words = [tuple(f"word and word {n}{c}" for c in "abc") for n in range(10)]
    assert [row for row in lines(pdf(grid(tuple(words), 700, wide=90.0))) if row.table] == []


def test_a_cell_that_goes_over_a_line_takes_the_columns_that_it_covers() -> None:
    rows = (("Lamps of the whole of the harbour", ""), ("North", "12 litres"), ("South", "14 litres"))
    (table,) = [row.table for row in lines(pdf([*block(TEXT[:2]), *grid(rows, 600, "lines")])) if row.table]
    assert table is not None
    assert [cell.columns for cell in table.rows[0].cells] == [2]


def test_a_table_goes_on_overleaf_and_its_head_again_is_furniture() -> None:
    upper, lower = CELLS[:3], (CELLS[0], CELLS[3], ("Pier", "7", "Tom"))
    data = pdf([*block(TEXT[:2]), *grid(upper, 600, "lines")], [*grid(lower, 700, "lines"), *block(TEXT[2:], top=600)])
    made = PdfReader().sheet(data, "x").lines
    (table,) = [row.table for row in made if row.table]
    assert [row[0] for row in cells(table)] == ["Lamp", "North", "South", "Mole", "Pier"]
    assert [row.text for row in made if row.furniture == "head of a table again"] == ["Lamp Oil Keeper"]


def test_the_table_is_in_the_record_and_its_words_stand_once() -> None:
    outcome = conversion.read(pdf([*block(TEXT), *grid(CELLS, 560, "lines")]), name="x.pdf")
    text = conversion.write(outcome.value, "text").value.decode()
    assert text.count("12 litres") == 1
    assert b"<table" in conversion.write(outcome.value, "akn").value


def test_larger_and_bold_lines_are_headings_and_larger_is_higher() -> None:
    data = pdf(
        [
            line("General provisions", LEFT, 720, 16),
            line("Lamps", LEFT, 690, 13),
            line("Oil", LEFT, 660, font="Times-Bold"),
            *block(TEXT, top=630),
            line("It ends with a stop.", LEFT, 500, 13),
        ]
    )
    assert [(row.text, row.heading) for row in lines(data) if row.heading] == [
        ("General provisions", 1),
        ("Lamps", 2),
        ("Oil", 9),
    ]


def test_bold_says_nothing_in_a_file_that_is_bold() -> None:
    data = pdf([line(f"All of it is bold, line {n}", LEFT, 700 - 30 * n, font="Times-Bold") for n in range(5)])
    assert [row.heading for row in lines(data)] == [0] * 5


PAGE = """<!doctype html><html lang="en"><title>Lamps</title><style>p {{ margin: 0; line-height: 1.2 }}</style>
<body style="font: 11pt serif"><h2>Part one</h2><p>{0}</p><p>{1}</p><ol><li>{2}</li><li>Requests a report.</li></ol>
<table><tr><th>Lamp</th><th>Oil</th></tr><tr><td>North</td><td>12 litres</td></tr><tr><td>South</td><td>14 litres</td></tr>
</table></body></html>"""


def test_the_tags_of_a_file_tell_paragraphs_headings_and_tables(
    judge: Callable[[str, str], str], tmp_path: Path
) -> None:
    browser = judge("chromium-headless-shell", "chromium-headless-shell")
    page, made = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(PAGE.format(TEXT[0], TEXT[1], TEXT[2].removeprefix("1. ")), encoding="utf-8")
    words = [browser, "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-pdf-header-footer"]
    words += [f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={made}", page.as_uri()]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    found = lines(made.read_bytes())
    assert [(row.text, row.heading) for row in found] == [
        ("Part one", 2), (TEXT[0], 0), (TEXT[1], 0), (TEXT[2], 0), ("2. Requests a report.", 0), ("", 0),
    ]  # fmt: skip
    assert cells(found[-1].table) == [["Lamp", "Oil"], ["North", "12 litres"], ["South", "14 litres"]]
    assert found[-1].table is not None
    assert found[-1].table.rows[0].cells[0].header


# --------------------------------------------------------------------------- what the file says of itself


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:title><rdf:Alt><rdf:li xml:lang="fr">Les lampes</rdf:li><rdf:li xml:lang="x-default">Lamps of the harbour</rdf:li></rdf:Alt></dc:title>
<dc:subject><rdf:Bag><rdf:li>lamps</rdf:li><rdf:li>oil</rdf:li></rdf:Bag></dc:subject>
<dc:date><rdf:Seq><rdf:li>2024-03-11T10:00:00Z</rdf:li></rdf:Seq></dc:date>
<dc:language><rdf:Bag><rdf:li>fr-CH</rdf:li></rdf:Bag></dc:language>
<dc:identifier>HC/RES/2024/7</dc:identifier><dc:source>https://example.org/lamps</dc:source>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def with_packet(packet: str, head: bytes = b"<</Type/Metadata/Subtype/XML/Length %d>>") -> bytes:
    """A file with an XMP packet; readers find objects by their names where the table of them is broken."""
    inner = packet.encode()
    stream = b"\n99 0 obj\n" + head % len(inner) + b"\nstream\n" + inner + b"\nendstream\nendobj\n"
    plain = pdf(block(TEXT))
    at = plain.rindex(b"xref\n")
    return plain[:at] + stream + plain[at:]


def test_xmp_fills_what_the_text_does_not_say() -> None:
    facts = PdfReader().sheet(with_packet(XMP), "x").facts
    assert (facts.title, facts.keywords, facts.publication_date) == (
        "Lamps of the harbour", ("lamps", "oil"), "2024-03-11",
    )  # fmt: skip
    assert (facts.symbol, facts.source, facts.language) == ("HC/RES/2024/7", "https://example.org/lamps", "fra")
    outcome = conversion.read(with_packet(XMP), name="x.pdf")
    assert outcome.value.metadata.publication_date == "2024-03-11"
    assert "language: the file says 'fra', the text 'eng': kept as the text" in [d.message for d in outcome.found]


@pytest.mark.parametrize(
    "packet", [XMP[:-60], XMP.replace("</dc:date>", "</dc:dat>"), "<x:xmpmeta>", "<rdf:RDF" * 9999]
)
def test_broken_xmp_says_nothing(packet: str) -> None:
    assert PdfReader().sheet(with_packet(packet), "x").facts.keywords == ()


def test_the_xmp_of_a_picture_is_not_that_of_the_file() -> None:
    data = with_packet(XMP, b"<</Type/XObject/Subtype/Image/Length %d>>")
    assert PdfReader().sheet(data, "x").facts.keywords == ()
