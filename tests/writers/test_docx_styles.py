"""Word files in a house style and in a template: what a page has of them, as the file says it and as LibreOffice draws it."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image

import instruments
from engross.diagnostics import EngrossError, UnreadableError
from engross.faircopy import fair_copy
from engross.model import Document, Instrument, Metadata, Number, Provision, text_of
from engross.styles import BUILT_IN
from engross.writers.docx import DocxOptions, DocxWriter
from instruments import p
from writers.pdf_texts import HARD
from writers.test_docx import W, parts, tree, words, write

Judge = Callable[[str, str], str]


def house(
    *, heads: bool = True, even: bool = False, first: bool = False, style: str = "", section: bool = True
) -> bytes:  # fmt: skip
    """A template: a small sheet, a picture in its head, a style of the same name as one of ours, one of the same id."""
    file = docx.Document()
    page = file.sections[0]
    page.page_width, page.page_height = Mm(176), Mm(250)
    page.left_margin = page.right_margin = Mm(20)
    page.different_first_page_header_footer = first
    file.settings.odd_and_even_pages_header_footer = even
    file.styles["Normal"].font.name = "Georgia"
    mine = file.styles.add_style("Clause 1", WD_STYLE_TYPE.PARAGRAPH)
    mine.font.size = Pt(13)
    mine.element.set(f"{W}styleId", "MyClause")
    other = file.styles.add_style("Something Else", WD_STYLE_TYPE.PARAGRAPH)
    other.element.set(f"{W}styleId", "Recital")
    file.add_paragraph("Words of the template.")
    if heads:
        picture = io.BytesIO()
        Image.new("RGB", (40, 20), (0, 90, 160)).save(picture, "PNG")
        head = page.header.paragraphs[0]
        head.add_run().add_picture(picture, width=Mm(15))
        head.add_run("Ministry of Lamps, {symbol}")
        page.footer.paragraphs[0].text = "{title}"
        if even:
            page.even_page_header.paragraphs[0].text = "Even"
    if not section:
        body = file.element.body
        body.remove(body.find(f"{W}sectPr"))
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


TEMPLATES: dict[str, dict[str, bool]] = {
    "plain": {}, "without-heads": {"heads": False}, "even": {"even": True}, "first": {"first": True},
    "without-section": {"section": False},
}  # fmt: skip


def valid(data: bytes, folder: Path) -> list[str]:
    path = folder / "made.docx"
    path.write_bytes(data)
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


def drawn(data: bytes, judge: Judge, folder: Path) -> str:
    """The pages as LibreOffice draws them, as text."""
    (folder / "drawn.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [judge("soffice", "libreoffice-writer-nogui"), profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(folder), str(folder / "drawn.docx")], check=True, capture_output=True, timeout=60)
    command = [judge("pdftotext", "poppler-utils"), "-layout", str(folder / "drawn.pdf"), "-"]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()


# --------------------------------------------------------------------------- house styles


@pytest.mark.parametrize("style", BUILT_IN)
@pytest.mark.parametrize("name", ["resolution", "treaty", "arabic", "communique", "empty"])
def test_every_style_makes_a_valid_file_with_all_words(name: str, style: str, tmp_path: Path) -> None:
    made = instruments.ALL[name]()
    data = write(made, style=style, draft=True, line_numbers=5)
    assert valid(data, tmp_path) == []
    text = "".join(words(tree(data)).split())
    for line in fair_copy(made).lines:
        for word in text_of(line.content).split() if line.table is None else ():
            assert word in text


@pytest.mark.parametrize("name", HARD)
def test_hard_cases_make_valid_files_in_any_style(name: str, tmp_path: Path) -> None:
    for style in ("engross", "un"):
        assert valid(write(HARD[name](), style=style), tmp_path) == []


def test_four_hundred_notes_and_endless_words_are_drawn_whole(judge: Judge, tmp_path: Path) -> None:
    # LibreOffice goes round and round over so many notes in one paragraph; Word does not.
    data = write(HARD["many_notes"]())
    called = [e.get(f"{W}id") for e in tree(data).iter(f"{W}footnoteReference")]
    notes = tree(data, "word/footnotes.xml").findall(f"{W}footnote")[2:]
    assert called == [n.get(f"{W}id") for n in notes]
    assert [words(n).split(" says")[0].strip() for n in notes] == [f"Body{n}" for n in range(1, 401)]
    word = "".join(drawn(write(HARD["unbreakable"]()), judge, tmp_path).split())
    assert "x" * 500 in word


def test_sizes_spaces_and_faces_are_those_of_the_house() -> None:
    style = """
[fonts]
word = "Cambria"
[sizes]
text = 12
title = 20
[margins]
sides = 100
[text]
align = "ragged"
first-line = 20
[leads]
face = "semibold"
[headings]
article = { face = "bold", align = "far" }
"""
    data = write(instruments.resolution(), style=style)
    opened = docx.Document(io.BytesIO(data))
    assert opened.sections[0].left_margin == Pt(100)
    assert opened.styles["Title"].font.size == Pt(20)
    assert opened.styles["heading 2"].paragraph_format.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
    assert opened.styles["Chapeau"].paragraph_format.first_line_indent == Pt(20)
    assert opened.styles["Chapeau"].paragraph_format.alignment is None
    sheet = parts(data)["word/styles.xml"].decode()
    assert 'w:ascii="Cambria"' in sheet
    assert '<w:sz w:val="24"/>' in sheet
    assert re.search(r'w:styleId="LeadPhrase">.*?<w:rPr><w:b/><w:bCs/></w:rPr>', sheet)


def test_the_masthead_and_the_signatories_stand_side_by_side() -> None:
    un = docx.Document(io.BytesIO(write(instruments.resolution(), style="un")))
    near, far = un.tables[0].rows[0].cells
    lines = [text_of(line.content) for line in fair_copy(instruments.resolution()).lines if line.role == "masthead"]
    assert [words(x._p) for x in (*near.paragraphs, *far.paragraphs)] == lines
    treaty = docx.Document(io.BytesIO(write(instruments.treaty(), style="treaty")))
    signed = [text_of(line.content) for line in fair_copy(instruments.treaty()).lines if line.role == "signature"]
    assert len(treaty.tables[-1].columns) == 2
    row = treaty.tables[-1].rows[0].cells
    assert [words(x._p) for cell in row for x in cell.paragraphs] == signed[: sum(len(c.paragraphs) for c in row)]


def test_numbers_are_set_in_and_letters_italic_where_the_house_wants_that(judge: Judge, tmp_path: Path) -> None:
    data = write(instruments.resolution(), style="un")
    numbering = tree(data, "word/numbering.xml")
    levels = {level.get(f"{W}ilvl"): level for level in numbering[0].iter(f"{W}lvl")}
    assert levels["0"].find(f"{W}pPr/{W}ind").get(f"{W}firstLine") == "560"
    assert levels["0"].find(f"{W}rPr") is None
    assert levels["1"].find(f"{W}rPr/{W}i") is not None
    text = drawn(data, judge, tmp_path)
    assert re.search(r"(?m)^ {3,}1\. +\w", text)


def test_heads_and_feet_hold_their_fields(judge: Judge, tmp_path: Path) -> None:
    style = (
        "[running]\nnear = 'No. {symbol}, {date}'\nfar = 'p. {page}'\nfoot = '- {page} of {pages} -'\nfirst-page = true"
    )
    data = write(instruments.resolution(), style=style)
    assert valid(data, tmp_path) == []
    made = instruments.resolution().metadata
    for number, page in enumerate(drawn(data, judge, tmp_path).split("\f")[:-1], 1):
        assert re.search(rf"No\. {re.escape(made.symbol)}, {made.date} +p\. {number}", page)
        assert f"- {number} of 2 -" in page


def test_a_style_that_is_wrong_is_told() -> None:
    with pytest.raises(EngrossError, match="line 1: unknown key 'colour'"):
        write(instruments.treaty(), style="colour = 1")


# --------------------------------------------------------------------------- drafts, lines, contents


def test_a_draft_is_marked_and_its_lines_are_numbered(judge: Judge, tmp_path: Path) -> None:
    data = write(instruments.long(40), draft=True, line_numbers=5)
    for name in ("word/header1.xml", "word/header2.xml"):
        assert 'string="DRAFT"' in parts(data)[name].decode()
    number = tree(data).find(f"{W}body/{W}sectPr/{W}lnNumType")
    assert number is not None
    assert number.get(f"{W}countBy") == "5"
    assert re.search(r"(?m)^ *10 ", drawn(data, judge, tmp_path))
    french = Instrument(Metadata(language="fra"), Document("doc", "doc", body=(p("Texte"),)))
    assert 'string="PROJET"' in parts(write(french, draft=True))["word/header1.xml"].decode()
    plain = parts(write(instruments.long(3)))
    assert b"textpath" not in plain["word/header1.xml"] + plain["word/header2.xml"]


def articles(count: int) -> Instrument:
    body = tuple(
        Provision("article", Number(f"Article {n}"), (f"On lamp {n}",), blocks=(p("It is lit."),))
        for n in range(1, count + 1)
    )
    return Instrument(Metadata(title="Lamps", language="eng"), Document("act", "act", body=body))


def test_long_instruments_have_a_table_of_contents_with_its_entries(judge: Judge, tmp_path: Path) -> None:
    assert " TOC " not in words_of_fields(write(articles(5)))
    data = write(articles(30))
    assert valid(data, tmp_path) == []
    assert ' TOC \\o "1-3" \\h \\z \\u ' in words_of_fields(data)
    root = tree(data)
    entries = [x for x in root.iter(f"{W}p") if x.find(f"{W}pPr/{W}pStyle").get(f"{W}val", "").startswith("TOC1")]
    assert [words(e) for e in entries] == [f"Article {n} On lamp {n}" for n in range(1, 31)]
    names = {b.get(f"{W}name") for b in root.iter(f"{W}bookmarkStart")}
    for entry in entries:
        link = entry.find(f"{W}hyperlink")
        assert link is not None
        assert link.get(f"{W}anchor") in names
        assert f" PAGEREF {link.get(f'{W}anchor')} \\h " in "".join(e.text or "" for e in entry.iter(f"{W}instrText"))
    marks = [e.get(f"{W}fldCharType") for e in root.iter(f"{W}fldChar")]
    assert marks.count("begin") == marks.count("separate") == marks.count("end")
    first = drawn(data, judge, tmp_path).split("\f")[0]
    assert re.search(r"Contents\s+Article 1 On lamp 1\s+Article 2 On lamp 2", first)


def words_of_fields(data: bytes) -> str:
    return "".join(e.text or "" for e in tree(data).iter(f"{W}instrText"))


# --------------------------------------------------------------------------- templates


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", ["resolution", "treaty", "arabic", "table"])
def test_a_template_makes_a_valid_file_with_all_words(name: str, template: str, tmp_path: Path) -> None:
    made = instruments.ALL.get(name, instruments.treaty)()
    data = write(made, template=house(**TEMPLATES[template]), draft=True, line_numbers=2)
    assert valid(data, tmp_path) == []
    text = words(tree(data))
    assert "Words of the template" not in text
    for line in fair_copy(made).lines:
        for word in text_of(line.content).split() if line.table is None else ():
            assert word in text


def test_every_style_in_use_is_there_once_and_leads_to_styles_that_are() -> None:
    data = write(instruments.resolution(), template=house())
    sheet = tree(data, "word/styles.xml")
    ids = [style.get(f"{W}styleId") for style in sheet.iter(f"{W}style")]
    assert len(ids) == len(set(ids))
    names = [(s.get(f"{W}type"), s.find(f"{W}name").get(f"{W}val").lower()) for s in sheet.iter(f"{W}style")]
    assert len(names) == len(set(names))
    used = {e.get(f"{W}val") for e in sheet.iter(f"{W}basedOn", f"{W}next", f"{W}link")}
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        used |= {e.get(f"{W}val") for e in tree(data, name).iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert used <= set(ids)


def test_styles_heads_and_pages_are_those_of_the_template(judge: Judge, tmp_path: Path) -> None:
    data = write(instruments.resolution(), template=house())
    opened = docx.Document(io.BytesIO(data))
    assert opened.styles["Clause 1"].font.size == Pt(13)
    assert opened.styles["Normal"].font.name == "Georgia"
    assert "Something Else" in [style.name for style in opened.styles]
    clause = next(x for x in opened.paragraphs if "Keep the order" in words(x._p))
    assert clause.style.name == "Clause 1"
    assert opened.sections[0].page_width == pytest.approx(Mm(176), abs=Pt(0.1))
    files = parts(data)
    assert any(name.startswith("word/media/") and content.startswith(b"\x89PNG") for name, content in files.items())
    page = drawn(data, judge, tmp_path)
    assert "Ministry of Lamps, A/RES/79/1" in page
    assert "Order and quiet" in page.split("\f")[0]
    for line in fair_copy(instruments.resolution()).lines:
        if line.role == "clause" and line.label:
            assert re.search(rf"{re.escape(line.label)}\s+{re.escape(text_of(line.content).split()[0])}", page)


def test_a_template_without_heads_gets_those_of_the_house() -> None:
    files = parts(write(instruments.resolution(), template=house(heads=False)))
    assert b"NUMPAGES" in files["word/footer1.xml"]


def test_a_draft_is_marked_in_the_heads_of_a_template() -> None:
    files = parts(write(instruments.resolution(), template=house(even=True), draft=True))
    heads = [content for name, content in files.items() if re.fullmatch(r"word/header\d\.xml", name)]
    assert len(heads) == 2
    assert all(b'string="DRAFT"' in head for head in heads)
    assert b"evenAndOddHeaders" in files["word/settings.xml"]


def test_the_language_and_direction_are_those_of_the_instrument() -> None:
    sheet = tree(write(instruments.arabic(), template=house()), "word/styles.xml")
    normal = next(s for s in sheet.iter(f"{W}style") if s.get(f"{W}styleId") == "Normal")
    assert normal.find(f"{W}pPr/{W}bidi") is not None
    assert sheet.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang").get(f"{W}bidi") == "ar-SA"


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"no zip", "no Word file"), (b"%PDF-1.7", "a PDF file, not a Word file"), (b"PK\x03\x04", "damaged")],
)
def test_what_is_no_word_file_is_told(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableError, match=f"the template: .*{told}"):
        write(instruments.treaty(), template=data)


def test_the_same_template_gives_the_same_bytes() -> None:
    template = house()
    options = DocxOptions(template=template, draft=True)
    one, other = (DocxWriter().write(instruments.treaty(), options).value for _ in range(2))
    assert one == other
    assert etree.fromstring(parts(one)["word/styles.xml"]) is not None
