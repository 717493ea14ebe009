"""Word files read: everything that is seen, nothing twice, nothing lost in silence."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

from engross import conversion
from engross.diagnostics import UnreadableError
from engross.model import Break, Emphasis, Note, Paragraph, Provision, Reference, Table, block_text, provisions, text_of
from engross.readers.docx import DocxReader
from engross.recognise.sheet import Line, Sheet
from engross.registry import ReadOptions, sniff

sys.path.insert(0, str(Path(__file__).parent))
from docx_files import R, abstract, docx, level, listed, num, para, run

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Head"><w:name w:val="Head"/><w:basedOn w:val="Base"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Slanted"><w:name w:val="Slanted"/><w:rPr><w:i/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Em"><w:name w:val="Em"/><w:rPr><w:i/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr></w:style>'
)  # fmt: skip


def sheet(body: object, *, options: ReadOptions = ReadOptions(), **more: object) -> Sheet:  # noqa: B008
    parts = {"styles": STYLES, **more.pop("parts", {})}  # type: ignore[dict-item]
    return DocxReader().sheet(docx(body, parts, **more), "a.docx", options)  # type: ignore[arg-type]


def only(body: object, **more: object) -> Line:
    (line,) = sheet(body, **more).lines
    return line


def told(made: Sheet) -> list[str]:
    return [d.message for d in made.found]


def field(instruction: str, result: str) -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f'{char("begin")}<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>{char("separate")}{run(result)}{char("end")}'


# --------------------------------------------------------------------------- characters


def test_words_of_runs_are_joined_and_emphasised() -> None:
    line = only(para(inner=run("Recalls", "<w:i/>") + run(" its ") + run("own ", "<w:b/>") + run("words", "<w:b/>")))
    assert line.text == "Recalls its own words"
    assert line.emphasis == ((0, 7, "i"), (12, 21, "b"))


def test_toggles_are_turned_over_by_styles() -> None:
    inner = run("upright", '<w:rStyle w:val="Em"/>') + run(" slanted ") + run("off", '<w:i w:val="0"/>')
    assert only(para(properties='<w:pStyle w:val="Slanted"/>', inner=inner)).emphasis == ()
    assert only(para(inner=run("a", '<w:rStyle w:val="Em"/>'))).emphasis == ((0, 1, "i"),)
    assert only(para(inner=run("a", '<w:rStyle w:val="Em"/><w:i w:val="0"/>'))).emphasis == ()


def test_raised_and_lowered_text() -> None:
    line = only(
        para(
            inner=run("H")
            + run("2", '<w:vertAlign w:val="subscript"/>')
            + run("O")
            + run("th", '<w:vertAlign w:val="superscript"/>')
        )
    )
    assert (line.text, line.emphasis) == ("H2Oth", ((1, 2, "sub"), (3, 5, "sup")))


def test_signs_that_are_no_text() -> None:
    inner = (
        "<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:noBreakHyphen/><w:t>C</w:t><w:softHyphen/><w:t>D\u00a0 E</w:t></w:r>"
    )
    assert only(para(inner=inner)).text == "A B-CD E"
    symbols = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'
    assert only(para(inner=symbols)).text == "✓•"


def test_formulas_and_ruby_keep_their_words() -> None:
    formula = "<m:oMathPara><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></m:oMathPara>"
    assert only(para(inner=formula)).text == "a+b"
    ruby = f"<w:ruby><w:rt>{run('かん')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby>"
    assert only(para(inner=f"<w:r>{ruby}</w:r>")).text == "漢(かん)"


def test_hidden_text_is_left_out_and_told() -> None:
    made = sheet(para(inner=run("Seen") + run(" hidden", "<w:vanish/>") + run(" secret", '<w:rStyle w:val="Secret"/>')))
    assert [line.text for line in made.lines] == ["Seen"]
    assert told(made) == ["paragraph 1: hidden text was left out: 'hidden secret'"]


def test_smart_tags_controls_and_links() -> None:
    inner = (
        f'<w:smartTag w:element="x">{run("One")}</w:smartTag>{run(" ")}<w:sdt><w:sdtContent>{run("two")}</w:sdtContent></w:sdt>{run(" ")}'
        f'<w:hyperlink r:id="rA">{run("three", "<w:u/>")}</w:hyperlink><w:hyperlink r:id="rB">{run(" four")}</w:hyperlink>'
    )
    line = only(para(inner=inner), links={"rA": "https://example.org/x", "rB": "file:///etc/passwd"})
    assert line.text == "One two three four"
    assert line.links == ((8, 13, "https://example.org/x"),)
    assert line.emphasis == ()


def test_an_empty_form_is_told() -> None:
    made = sheet(
        [
            para("Text"),
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{para('Click here')}</w:sdtContent></w:sdt>",
        ]
    )
    assert [line.text for line in made.lines] == ["Text"]
    assert "'Click here'" in told(made)[0]


# --------------------------------------------------------------------------- fields


def test_of_fields_only_results_are_read() -> None:
    inner = run("see ") + field("REF _x \\r \\h", "paragraph 4") + run(", page ") + field("PAGE", "7") + run("!")
    assert only(para(inner=inner)).text == "see paragraph 4, page !"
    assert only(para(inner=f'<w:fldSimple w:instr="NUMPAGES">{run("9")}</w:fldSimple>{run("x")}')).text == "x"


def test_fields_lead_and_forms_show() -> None:
    line = only(para(inner=run("at ") + field('HYPERLINK "https://example.org"', "home")))
    assert line.links == ((3, 7, "https://example.org"),)
    box = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r>'
    end = '<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert only(para(inner=box + end + run(" agreed"))).text == "☒ agreed"


def test_numbers_of_old_fields() -> None:
    def bare(instruction: str) -> str:
        return field(instruction, "").replace('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "")

    body = [para(inner=bare("AUTONUM \\* Arabic") + run(text)) for text in ("One", "Two")]
    made = sheet([*body, para(inner=bare("LISTNUM") + run("Three"))])
    assert [line.text for line in made.lines] == ["1. One", "2. Two", "Three"]
    assert told(made) == ["paragraph 3: a number that a LISTNUM field makes was left out"]


def test_a_table_of_contents_is_furniture() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    body = [
        para(inner=begin + run("I. Aims 1")),
        para("II. Means 2"),
        para(inner='<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        para("I. Aims"),
    ]
    assert [(line.text, line.furniture) for line in sheet(body).lines] == [
        ("I. Aims 1", "table of contents"), ("II. Means 2", "table of contents"), ("I. Aims", ""),
    ]  # fmt: skip


# --------------------------------------------------------------------------- paragraphs


def test_headings_through_styles() -> None:
    line = only(para("Aims", '<w:pStyle w:val="Head"/>'))
    assert (line.heading, line.style, line.emphasis) == (2, "Head", ())
    assert only(para("Aims", '<w:pStyle w:val="Head"/><w:outlineLvl w:val="9"/>')).heading == 0


def test_line_breaks_by_context() -> None:
    broken = "<w:r><w:t>Keep the peace in</w:t><w:br/><w:t>all lands of the earth, now and for as long as the sun may shine on them</w:t></w:r>"
    line = only(para(inner=broken))
    assert (line.text[:25], line.breaks) == ("Keep the peace in all lan", (17,))
    items = "<w:r><w:t>Requests:</w:t><w:br/><w:t>(a) One;</w:t><w:br/><w:t>(b) Two.</w:t></w:r>"
    assert [line.text for line in sheet(para(inner=items)).lines] == ["Requests:", "(a) One;", "(b) Two."]


def test_a_break_is_one_of_the_text() -> None:
    broken = "<w:r><w:t>Decides to keep the peace of all the lands under the sun and the moon</w:t><w:br/><w:t>for ever.</w:t></w:r>"
    outcome = conversion.read(
        docx(
            [para("The General Assembly,"), para(inner="<w:r><w:t>1. </w:t></w:r>" + broken), para("2. Requests more.")]
        )
    )
    first = next(provisions(outcome.value.document))
    (block,) = first.blocks
    assert isinstance(block, Paragraph)
    assert Break() in block.content


def test_text_boxes_stand_once() -> None:
    box = f"<w:txbxContent>{para('In a box')}</w:txbxContent>"
    drawing = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>{box}'
        f"</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox>"
        f"</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    made = sheet(para(inner=run("Outside") + drawing))
    assert [(line.text, line.place) for line in made.lines] == [
        ("Outside", "paragraph 1"),
        ("In a box", "text box in paragraph 1"),
    ]


@pytest.mark.parametrize(
    "drawing",
    [
        '<w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="The seal of the harbour"/><a:graphic/></wp:inline></w:drawing>',
        '<w:pict><v:shape alt="The seal of the harbour"><v:imagedata/></v:shape></w:pict>',
    ],
)
def test_the_words_that_stand_for_pictures_are_told(drawing: str) -> None:
    made = sheet([para("a"), para(inner=run("Done") + f"<w:r>{drawing}</w:r>")])
    assert [line.text for line in made.lines] == ["a", "Done"]
    assert [d.message for d in made.found if d.rule.id == "docx-picture"] == [
        "paragraph 2: picture: The seal of the harbour"
    ]


def test_pictures_without_words_are_not_told() -> None:
    made = sheet(para(inner='<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/></wp:inline></w:drawing></w:r>'))
    assert made.found == ()


def test_places_count_every_paragraph() -> None:
    made = sheet([para("a"), para(), para("b")])
    assert [(line.place, line.at) for line in made.lines] == [("paragraph 1", 1), ("paragraph 3", 3)]


# --------------------------------------------------------------------------- notes


FOOTNOTES = (
    f'<w:footnote w:type="separator" w:id="-1">{para("----")}</w:footnote>'
    f'<w:footnote w:id="2">{para(inner="<w:r><w:footnoteRef/></w:r>" + run(" See ") + run("Records", "<w:i/>") + run("."))}</w:footnote>'
    f'<w:footnote w:id="3">{para(inner=run("* ") + run("Starred."))}</w:footnote>'
)


def call(number: int, kind: str = "footnote", custom: str = "") -> str:
    mark = 'w:customMarkFollows="1" ' if custom else ""
    return f'<w:r><w:{kind}Reference {mark}w:id="{number}"/>{f"<w:t>{custom}</w:t>" if custom else ""}</w:r>'


def test_notes_stand_at_their_calls() -> None:
    endnotes = f'<w:endnote w:id="1">{para("Last.")}</w:endnote>'
    inner = run("One") + call(3, custom="*") + run(" two ") + call(2) + run(", three") + call(1, "endnote") + run(".")
    line = only(para(inner=inner), parts={"footnotes": FOOTNOTES, "endnotes": endnotes})
    assert line.text == "One two , three."
    said = [(c.at, c.marker, [inner.text for inner in c.lines]) for c in line.calls]
    assert said == [(3, "*", ["Starred."]), (7, "1", ["See Records."]), (15, "i", ["Last."])]
    assert line.calls[1].lines[0].emphasis == ((4, 11, "i"),)
    assert line.calls[1].lines[0].place == "footnote called in paragraph 1"


def test_notes_count_as_their_section_says() -> None:
    section = '<w:sectPr><w:footnotePr><w:numFmt w:val="chicago"/><w:numStart w:val="2"/></w:footnotePr></w:sectPr>'
    line = only([para(inner=run("a") + call(2)), section], parts={"footnotes": FOOTNOTES})
    assert [c.marker for c in line.calls] == ["†"]


def test_notes_reach_the_record_with_their_citations() -> None:
    notes = f'<w:footnote w:id="2">{para("See resolution 78/1 of 3 May 2023.")}</w:footnote>'
    body = [
        para("The General Assembly,"),
        para(inner=run("1. Recalls its resolution 77/1") + call(2) + run(" and its own words;")),
        para("2. Decides more."),
    ]
    outcome = conversion.read(docx(body, {"styles": STYLES, "footnotes": notes}))
    block = next(provisions(outcome.value.document)).blocks[0]
    assert isinstance(block, Paragraph)
    (note,) = [part for part in block.content if isinstance(part, Note)]
    assert note.marker == "1"
    assert any(isinstance(part, Reference) for part in note.blocks[0].content)  # type: ignore[union-attr]
    assert (
        block_text(block, notes=True)
        == "Recalls its resolution 77/1[1 See resolution 78/1 of 3 May 2023.] and its own words;"
    )


# --------------------------------------------------------------------------- tables, heads, feet


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str, style: str = "Grid") -> str:
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/></w:tblPr><w:tblGrid/>{"".join(f"<w:tr>{row}</w:tr>" for row in rows)}</w:tbl>'


def test_tables_are_kept_whole_with_merged_cells() -> None:
    made = table(
        cell(para("A"), '<w:gridSpan w:val="2"/>') + cell(para("B"), '<w:vMerge w:val="restart"/>'),
        cell(para(inner=run("c", "<w:i/>"))) + cell(para("d")) + cell(para(), "<w:vMerge/>"),
    )
    line = sheet([para("Shares:"), made]).lines[1]
    assert line.place == "table 1"
    assert isinstance(line.table, Table)
    spans = [[(block_text(c.blocks[0]), c.columns, c.rows) for c in row.cells] for row in line.table.rows]
    assert spans == [[("A", 2, 1), ("B", 1, 2)], [("c", 1, 1), ("d", 1, 1)]]
    assert line.table.rows[1].cells[0].blocks[0] == Paragraph((Emphasis("i", ("c",)),))


def test_tables_without_borders_are_lines() -> None:
    made = sheet([table(cell(para("United Nations")) + cell(para("A/RES/79/1")), style="None"), para("x")])
    assert [(line.text, line.place) for line in made.lines] == [
        ("United Nations", "table 1, row 1"), ("A/RES/79/1", "table 1, row 1"), ("x", "paragraph 1"),
    ]  # fmt: skip


def test_a_table_above_all_text_is_a_letterhead() -> None:
    head = table(
        cell(para("United Nations")) + cell(para("A/RES/79/1")),
        cell(para("General Assembly")) + cell(para("Distr.: General")),
    )
    body = [
        head,
        para("Order and Quiet"),
        para("The General Assembly,"),
        para("1. Decides to meet;"),
        para("2. Decides to part."),
    ]
    outcome = conversion.read(docx(body, {"styles": STYLES}))
    assert outcome.value.metadata.symbol == "A/RES/79/1"
    assert "Table(" not in repr(outcome.value.document)


def test_a_table_stands_under_its_clause() -> None:
    body = [
        para("The General Assembly,"),
        para("1. Takes note of the table:"),
        table(cell(para("a")) + cell(para("b"))),
        para("2. Decides more."),
    ]
    first, second = provisions(conversion.read(docx(body, {"styles": STYLES})).value.document)
    assert [type(block) for block in first.blocks] == [Paragraph, Table]
    assert block_text(first.blocks[1]) == "a b"
    assert second.number is not None
    assert second.number.text == "2."


def test_captions_go_into_their_tables() -> None:
    styles = STYLES + '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>'
    caption = para("Table 1. Shares", '<w:pStyle w:val="C"/>')
    made = table(cell(para("a")) + cell(para("b")))
    for body in ([para("x"), caption, made], [para("x"), made, caption]):
        lines = DocxReader().sheet(docx(body, {"styles": styles}), "a", ReadOptions()).lines
        assert [line.text for line in lines] == ["x", ""]
        assert lines[1].table is not None
        assert lines[1].table.caption == ("Table 1. Shares",)


def test_heads_and_feet_are_furniture_but_for_the_symbol() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rheader1"/><w:headerReference w:type="first" r:id="rheader2"/>'
        '<w:footerReference w:type="default" r:id="rfooter1"/></w:sectPr>'
    )
    parts = {
        "header1": para("A/HRC/RES/55/1"),
        "header2": para("never shown"),
        "footer1": para(inner=run("Page ") + field("PAGE", "3")),
    }
    body = [para("The Human Rights Council,"), para("1. Decides to meet;"), para("2. Decides to part."), section]
    made = sheet(body, parts=parts)
    assert [(line.text, line.furniture, line.place) for line in made.lines if line.furniture] == [
        ("A/HRC/RES/55/1", "header", "header of section 1"), ("Page", "footer", "footer of section 1"),
    ]  # fmt: skip
    outcome = conversion.read(docx(body, {"styles": STYLES, **parts}))
    assert outcome.value.metadata.symbol == "A/HRC/RES/55/1"
    furniture = [d for d in outcome.found if d.rule.code == "furniture"]
    assert [d.message for d in furniture] == ["footer of section 1: footer: Page"]


# --------------------------------------------------------------------------- changes, comments


CHANGED = [
    para(inner=run("Keep ") + f'<w:ins w:author="A">{run("new")}</w:ins><w:del w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del>' + run(" words")),
    para(inner=run("joined "), properties='<w:rPr><w:del w:author="A"/></w:rPr>'),
    para("here"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "texts"),
    [("accept", ["Keep new words", "joined here"]), ("reject", ["Keep old words", "joined", "here"])],
)
def test_tracked_changes(wish: str, texts: list[str]) -> None:
    made = sheet(CHANGED, options=ReadOptions(changes=wish))  # type: ignore[arg-type]
    assert [line.text for line in made.lines] == texts
    assert told(made) == [f"tracked changes were {wish}ed: 1 insertions, 2 deletions"]


def test_tracked_changes_refused() -> None:
    with pytest.raises(UnreadableError, match="tracked changes"):
        sheet(CHANGED, options=ReadOptions(changes="refuse"))
    assert len(sheet(para("calm"), options=ReadOptions(changes="refuse")).lines) == 1


def test_rejected_lists_are_those_of_before() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = para("a", f"{numbered}<w:pPrChange w:id='1'><w:pPr/></w:pPrChange>")
    assert only(body, parts={"numbering": numbering}).number == "1."
    assert only(body, parts={"numbering": numbering}, options=ReadOptions(changes="reject")).number == ""


def test_comments_are_told() -> None:
    comments = f'<w:comment w:id="4" w:author="Ann">{para("Is that so?")}</w:comment>'
    made = sheet(para(inner=run("Text") + '<w:r><w:commentReference w:id="4"/></w:r>'), parts={"comments": comments})
    assert told(made) == ["paragraph 1: Ann comments: Is that so?"]
    assert made.lines[0].text == "Text"


# --------------------------------------------------------------------------- the file


def core(title: str) -> bytes:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><cp:keywords>order; quiet</cp:keywords></cp:coreProperties>'
    ).encode()


def test_what_only_the_file_says_is_filled_in() -> None:
    body = [para("The General Assembly,"), para("1. Decides to meet;"), para("2. Decides to part.")]
    outcome = conversion.read(docx(body, files={"docProps/core.xml": core("Order and quiet")}))
    assert outcome.value.metadata.title == "Order and quiet"
    assert outcome.value.metadata.keywords == ("order", "quiet")
    assert any("the text nothing" in d.message for d in outcome.found)
    dull = conversion.read(docx(body, files={"docProps/core.xml": core("Microsoft Word - Document1")}))
    assert dull.value.metadata.title == ""


def test_the_text_wins_over_the_file() -> None:
    body = [
        para("Declaration on Order and Quiet"),
        para("The Ministers,"),
        para("1. Decide to meet;"),
        para("2. Decide to part."),
    ]
    outcome = conversion.read(docx(body, files={"docProps/core.xml": core("Another name")}))
    assert outcome.value.metadata.title == "Declaration on Order and Quiet"
    assert any("kept as the text" in d.message for d in outcome.found)


def test_strict_files_and_files_with_macros() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    made = docx([listed("a"), listed("b")], {"numbering": numbering}, strict=True)
    assert b"purl.oclc.org" in zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml")
    assert [line.number for line in DocxReader().sheet(made, "a", ReadOptions()).lines] == ["1.", "2."]
    macros = docx(para("a"), main_type="application/vnd.ms-word.document.macroEnabled.main+xml")
    assert sniff(macros) == "docx"
    assert DocxReader().sheet(macros, "a", ReadOptions()).lines[0].text == "a"


def test_word_files_are_known_by_their_content() -> None:
    assert sniff(docx(para("a"))) == "docx"
    assert sniff(b"{\\rtf1 x}") == "docx"
    assert sniff(b"Plain text") == "text"


def test_items_go_by_their_list() -> None:
    numbering = abstract(0, level(0, "decimal", "%1."), level(1, "bullet", "•"), level(2, "bullet", "•")) + num(1, 0)
    body = [
        listed("Decides:"),
        listed("first;", 1),
        listed("inner;", 2),
        listed("second.", 1),
        listed("Requests more."),
    ]
    document = conversion.read(docx([para("The General Assembly,"), *body], {"numbering": numbering})).value.document

    def depths(part: Provision, depth: int = 1) -> list[int]:
        return [
            depth,
            *(d for child in part.children if isinstance(child, Provision) for d in depths(child, depth + 1)),
        ]

    tops = [part for part in document.body if isinstance(part, Provision)]
    assert [depths(part) for part in tops] == [[1, 2, 3, 2], [1]]


def test_text_that_looks_like_markup_is_text() -> None:
    body = [
        para("The General Assembly,"),
        para("1. Takes note of *stars*, &lt;b&gt;tags&lt;/b&gt; and snake_case_words;"),
        para("2. Decides."),
    ]
    first = next(provisions(conversion.read(docx(body)).value.document))
    assert text_of(first.blocks[0].content) == "Takes note of *stars*, <b>tags</b> and snake_case_words;"  # type: ignore[union-attr]


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{R}/attachedTemplate" Target="http://127.0.0.1:9/t.dotm" TargetMode="External"/>'
        f'<Relationship Id="r2" Type="{R}/styles" Target="http://127.0.0.1:9/s.xml" TargetMode="External"/></Relationships>'
    ).encode()
    made = docx(para("a"), files={"word/_rels/document.xml.rels": rels})
    assert DocxReader().sheet(made, "a", ReadOptions()).lines[0].text == "a"
