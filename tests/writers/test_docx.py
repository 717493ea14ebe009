"""Word files as packages: valid, whole, the same bytes every time, openable, with everything that Word calls its own."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from engross.faircopy import fair_copy
from engross.model import (
    BlockList,
    Cell,
    Container,
    Document,
    Emphasis,
    Instrument,
    ListItem,
    Metadata,
    Note,
    Number,
    Opaque,
    OpaqueInline,
    Provision,
    Reference,
    Row,
    Table,
    text_of,
    with_metadata,
)
from engross.writers.docx import DocxOptions, DocxWriter
from instruments import ALL, clause, long, p, point

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RECORD = '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">é</akomaNtoso>'.encode()


def write(instrument: Instrument, **options: object) -> bytes:
    return DocxWriter().write(instrument, DocxOptions(**options)).value  # type: ignore[arg-type]


def instrument(*body: object, language: str = "eng", **metadata: str) -> Instrument:
    return Instrument(Metadata(language=language, **metadata), Document("doc", "doc", body=body))  # type: ignore[arg-type]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def tree(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts(data)[name])


def words(element: etree._Element, marks: bool = True) -> str:
    """The text of an element, the marks of notes that Word does not number among it or not."""
    texts = [t for t in element.iter(f"{W}t") if marks or t.getparent().find(f"{W}footnoteReference") is None]
    return "".join(t.text or "" for t in texts)


def many_marks() -> Instrument:
    """What the hand-made instruments leave out: strange ids, deep tables, markers of notes, foreign parts, links."""
    inner = Table(
        (Row((Cell((p("inner"),)), Cell((BlockList((ListItem((p("one"),), Number("(a)")),), (("list"),)),)))),)
    )
    spans = Table(
        (
            Row((Cell((p("tall"),), rows=3), Cell((p("wide"),), columns=2))),
            Row((Cell((p("b", Note((p("In a cell."),), "*")),)), Cell((inner,), rows=2))),
            Row((Cell((p("c"),)),)),
            Row((Cell(()),)),
        )
    )
    notes = (Note((p("First, ", Reference(("web",), "https://example.org/n"), "."),), "1"), Note((p("Star."), p("Goes on.")), "*"), Note((spans,), "2"), Note((), "7"), Note((p("Outer", Note((p("inner"),), "x")),), "3"))  # fmt: skip
    long_id = "very-long-" * 8
    return instrument(
        clause("1.", "Notes", " all", *notes, Reference(("the web",), "https://example.org/a b?c=<d>&e=ü"), Reference(("no web",), "javascript:x")),
        clause("2.", "", Emphasis("b", ("bold ", Emphasis("i", ("and slanted",)), Emphasis("sup", ("up",)))), Emphasis("u", ("under",)), "\ttab\nline"),
        clause(long_id, "", "far away", children=(point("(a)", "low"), point("(A)", "high"), point("é", "accent"))),
        clause("3.", "", "Русский текст, ", "Ελληνικά, ", "العربية 12 والعبرية", " עברית, 中文，한국어、ひらがな हिन्दी end."),
        clause("4.", "", "see ", Reference(("paragraph 2",), "#para_2"), Reference(("nothing",), "#para_99"), OpaqueInline("<x/>", "opaque & text")),
        Opaque("<y/>", "an opaque block"), spans, spans,
    )  # fmt: skip


INSTRUMENTS: dict[str, Callable[[], Instrument]] = {**ALL, "many marks": many_marks, "long": lambda: long(50)}
LABELS = ("none", "plain", "cited")


# --------------------------------------------------------------------------- validity


@pytest.mark.parametrize("name", INSTRUMENTS)
@pytest.mark.parametrize("labels", LABELS)
def test_the_schema_and_its_semantics_find_nothing(name: str, labels: str, tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    path.write_bytes(write(INSTRUMENTS[name](), labels=labels, record=RECORD))
    verdict = OpenXmlValidator().validate(str(path))
    assert [str(e) for e in verdict.errors] == []


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_bookmarks_pair_and_have_names_that_word_can_hold(name: str) -> None:
    root = tree(write(INSTRUMENTS[name]()))
    starts = [(e.get(f"{W}id"), e.get(f"{W}name")) for e in root.iter(f"{W}bookmarkStart")]
    ends = [e.get(f"{W}id") for e in root.iter(f"{W}bookmarkEnd")]
    assert [n for n, _ in starts] == ends
    names = [name.lower() for _, name in starts]
    assert len(set(names)) == len(names) == len([x for x in fair_copy(INSTRUMENTS[name]()).lines if x.eid])
    assert all(re.fullmatch(r"[a-z_][a-z0-9_]{0,39}", name) for name in names)


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_controls_stand_in_paragraphs_and_name_their_parts(name: str) -> None:
    made = INSTRUMENTS[name]()
    root = tree(write(made))
    ids = Counter(e.get(f"{W}val") for e in root.iter(f"{W}id"))
    assert not [n for n, times in ids.items() if times > 1]
    assert all(sdt.getparent().tag == f"{W}p" for sdt in root.iter(f"{W}sdt"))
    tags = [e.get(f"{W}val") for e in root.iter(f"{W}tag")]
    assert all(len(t) <= 64 for t in tags)
    eids = [x.eid for x in fair_copy(made).lines if x.eid and x.content]
    assert [t for t in tags if len(t) < 64] == [e for e in eids if len(e) < 64]


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_relationships_lead_somewhere_and_types_are_known(name: str) -> None:
    files = parts(write(INSTRUMENTS[name](), record=RECORD))
    types = etree.fromstring(files["[Content_Types].xml"])
    overrides = {e.get("PartName") for e in types if e.get("PartName")}
    assert overrides <= {f"/{n}" for n in files}
    used = set()
    for rels in (n for n in files if n.endswith(".rels")):
        base = Path(rels).parent.parent
        for rel in etree.fromstring(files[rels]):
            if rel.get("TargetMode") == "External":
                assert rel.get("Target").startswith("http")
                continue
            target = os.path.normpath(base / rel.get("Target"))
            assert target in files
            used.add(target)
    assert used == {n for n in files if not n.endswith(".rels")} - {"[Content_Types].xml"}
    for name in ("document", "footnotes", "header1"):
        inside = set(re.findall(rb'r:id="(\w+)"', files.get(f"word/{name}.xml", b"")))
        rels = files.get(f"word/_rels/{name}.xml.rels", b"<none/>")
        assert inside <= {e.get("Id").encode() for e in etree.fromstring(rels)}


def test_python_docx_opens_it_and_reads_every_line() -> None:
    for make in INSTRUMENTS.values():
        made = make()
        opened = docx.Document(io.BytesIO(write(made)))
        read = iter(["".join(words(e, marks=False).split()) for e in opened.element.body.iter(f"{W}p")])
        for line in fair_copy(made).lines:
            text = "".join(text_of(line.content).split())
            assert not text or any(text in one for one in read), text


# --------------------------------------------------------------------------- sameness and properties


def test_the_same_bytes_for_every_hash_seed(root: Path) -> None:
    script = (
        "import hashlib; from instruments import ALL, long; from engross.writers.docx import DocxOptions, DocxWriter\n"
        "for make in [*ALL.values(), lambda: long(60)]:\n"
        "    made = DocxWriter().write(make(), DocxOptions(record=b'<x/>')).value\n"
        "    print(hashlib.sha256(made).hexdigest())"
    )
    path = os.pathsep.join([str(root / "tests"), *sys.path])
    out = {
        subprocess.run([sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}, capture_output=True, check=True).stdout
        for seed in ("0", "1", "77")
    }  # fmt: skip
    here = "\n".join(
        hashlib.sha256(write(make(), record=b"<x/>")).hexdigest() for make in [*ALL.values(), lambda: long(60)]
    )
    assert {o.decode().strip() for o in out} == {here}


def test_properties_come_from_the_metadata_and_nothing_from_a_template() -> None:
    files = parts(write(ALL["communique"](), record=RECORD))
    core = files["docProps/core.xml"].decode()
    assert "<dc:creator>Organisation of Islamic Cooperation</dc:creator>" in core
    assert "<dc:title>Meeting of the Contact Group, held on 5 May 2025 in Zenda: Joint Communiqué</dc:title>" in core
    assert core.count("2025-05-05T00:00:00Z") == 2
    everything = b"".join(files.values()).lower()
    assert b"python-docx" not in everything
    assert b"2013" not in everything
    assert not [n for n in files if "thumbnail" in n or "stylesWithEffects" in n]
    with zipfile.ZipFile(io.BytesIO(write(ALL["treaty"]()))) as file:
        assert {i.date_time for i in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("produced", "date", "shown"),
    [("2030-01-02", "2024-03-01", "2030-01-02"), ("", "2024-03-01", "2024-03-01"), ("", "", "2000-01-01"), ("soon", "2024-02-31", "2000-01-01")],
)  # fmt: skip
def test_dates_are_those_of_the_record(produced: str, date: str, shown: str) -> None:
    made = write(with_metadata(ALL["empty"](), produced=produced, date=date))
    assert f"{shown}T00:00:00Z" in parts(made)["docProps/core.xml"].decode()


def test_the_record_lies_in_the_file_whole() -> None:
    files = parts(write(ALL["treaty"](), record=RECORD))
    assert files["customXml/item1.xml"] == RECORD
    guid = re.search(
        r'itemID="(\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\})"', files["customXml/itemProps1.xml"].decode()
    )
    assert guid is not None
    assert guid[1] in parts(write(ALL["resolution"](), record=RECORD))["customXml/itemProps1.xml"].decode()
    assert not [n for n in parts(write(ALL["treaty"]())) if n.startswith("customXml")]


# --------------------------------------------------------------------------- what the text becomes


def test_styles_are_words_own_and_headings_have_levels() -> None:
    opened = docx.Document(io.BytesIO(write(ALL["treaty"]())))
    styles = {words(x._p): x.style.name for x in opened.paragraphs if x.style is not None}
    assert styles["General"] == "Heading 1"
    assert styles["Definitions"] == "Heading 2"
    assert styles["Treaty on Quiet"] == "Title"
    sheet = tree(write(ALL["treaty"]()), "word/styles.xml")
    used = {e.get(f"{W}val") for e in tree(write(many_marks())).iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert used <= {e.get(f"{W}styleId") for e in sheet.iter(f"{W}style")}
    levels = [e.get(f"{W}val") for e in sheet.iter(f"{W}outlineLvl")]
    assert levels == ["0", "1", "2", "3", "4", "0"]


def test_notes_are_footnotes_numbered_by_word_where_it_gives_the_printed_marker() -> None:
    data = write(many_marks())
    calls = list(tree(data).iter(f"{W}footnoteReference"))
    marks = [(c.get(f"{W}customMarkFollows"), c.getnext().text if c.getnext() is not None else None) for c in calls]
    assert marks[:5] == [(None, None), ("1", "*"), (None, None), ("1", "7"), (None, None)]
    notes = {n.get(f"{W}id"): n for n in tree(data, "word/footnotes.xml")}
    assert [notes[c.get(f"{W}id")].tag for c in calls] == [f"{W}footnote"] * len(calls)
    assert words(notes["1"]).strip() == "First, web."
    assert words(notes["2"]).startswith("* Star.")
    assert "tall" in words(notes["3"])
    assert "[x inner]" in words(notes["5"])
    assert "In a cell." in words(tree(data, "word/footnotes.xml"))


def test_tables_keep_their_spans_and_repeat_their_heads() -> None:
    opened = docx.Document(io.BytesIO(write(many_marks())))
    table = opened.tables[0]
    assert len(table.columns) == 3
    assert table.cell(0, 0)._tc is table.cell(2, 0)._tc
    assert table.cell(0, 1)._tc is table.cell(0, 2)._tc
    assert table.cell(1, 2)._tc is table.cell(2, 2)._tc
    assert "inner" in table.cell(1, 2).tables[0].cell(0, 0).text
    rows = list(tree(write(ALL["resolution"]())).iter(f"{W}tr"))
    assert [len(list(row.iter(f"{W}tblHeader"))) for row in rows] == [1, 0, 0]


def test_a_table_of_64_columns_is_written_as_lines_and_reported() -> None:
    wide = Table((Row(tuple(Cell((p(f"c{n}"),)) for n in range(64))),))
    made = DocxWriter().write(instrument(wide), DocxOptions())
    assert [d.rule.id for d in made.found] == ["docx-wide-table"]
    opened = docx.Document(io.BytesIO(made.value))
    assert not opened.tables
    assert opened.paragraphs[0].text == "\t".join(f"c{n}" for n in range(64))
    assert docx.Document(io.BytesIO(write(instrument(Table((Row(wide.rows[0].cells[:63]),)))))).tables


def test_references_are_fields_to_numbers_links_to_places_or_links_to_the_web() -> None:
    data = write(many_marks())
    codes = [e.text for e in tree(data).iter(f"{W}instrText")]
    assert codes == [" REF para_2 \\r \\h "]
    outside = [
        e.get("Target") for e in etree.fromstring(parts(data)["word/_rels/document.xml.rels"]) if e.get("TargetMode")
    ]
    assert outside == ["https://example.org/a%20b?c=%3Cd%3E&e=%C3%BC"]
    assert "no web" in words(tree(data))


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("http://un.org", "http://un.org"), ("HTTPS://Un.org:80/a?b#c", "HTTPS://Un.org:80/a?b#c"), ("http://x/%zz %41", "http://x/%25zz%20%41"),
        ("http://x/[\x00\ud800]", "http://x/%5B%00?%5D"), ("http://[", None), ("http://", None), ("ftp://x/", None), ("http://x/" + "y" * 2_000, None),
        ("javascript:alert(1)", None), ("/akn/un", None), ("urn:lex:x", None),
    ],
)  # fmt: skip
def test_only_web_addresses_are_links(address: str, target: str | None) -> None:
    data = write(instrument(p(Reference(("text",), address))))
    rels = etree.fromstring(parts(data)["word/_rels/document.xml.rels"])
    assert [e.get("Target") for e in rels if e.get("TargetMode")] == ([target] if target else [])
    assert words(tree(data)) == "text"


def test_every_field_is_begun_parted_and_ended() -> None:
    for make in INSTRUMENTS.values():
        for name, xml in parts(write(make())).items():
            if name.startswith("word/") and name.endswith(".xml"):
                kinds = [e.get(f"{W}fldCharType") for e in etree.fromstring(xml).iter(f"{W}fldChar")]
                assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)


def test_scripts_are_tagged_run_by_run() -> None:
    runs = list(tree(write(many_marks())).iter(f"{W}r"))
    said = {}
    for run in runs:
        language = run.find(f"{W}rPr/{W}lang")
        if language is not None:
            said[words(run)] = next(iter(language.attrib.items()))
    assert said["Русский текст"] == (f"{W}val", "ru-RU")
    assert said["Ελληνικά"] == (f"{W}val", "el-GR")
    assert said["العربية 12 والعبرية"] == (f"{W}bidi", "ar-SA")
    assert said["עברית"] == (f"{W}bidi", "he-IL")
    assert said["한국어"] == (f"{W}eastAsia", "ko-KR")
    assert said["ひらがな"] == (f"{W}eastAsia", "ja-JP")
    assert said["हिन्दी"] == (f"{W}bidi", "hi-IN")


@pytest.mark.parametrize(
    ("language", "look"), [("eng", ["bCs", "i"]), ("ara", ["bCs", "i"]), ("zho", ["rFonts"]), ("jpn", ["rFonts"])]
)
def test_lead_phrases_are_set_off_as_the_script_does(language: str, look: list[str]) -> None:
    sheet = tree(write(instrument(clause("1.", "Lead", " text"), language=language)), "word/styles.xml")
    lead = next(s for s in sheet.iter(f"{W}style") if s.get(f"{W}styleId") == "LeadPhrase")
    properties = lead.find(f"{W}rPr")
    assert properties is not None
    assert [e.tag.removeprefix(W) for e in properties] == look


def test_right_to_left_pages_are_marked_as_such() -> None:
    data = write(ALL["arabic"]())
    normal = next(s for s in tree(data, "word/styles.xml").iter(f"{W}style") if s.get(f"{W}styleId") == "Normal")
    assert normal.find(f"{W}pPr/{W}bidi") is not None
    runs = [(words(r), r.find(f"{W}rPr/{W}rtl") is not None) for r in tree(data).iter(f"{W}r")]
    assert all(rtl != text.isascii() for text, rtl in runs if text.strip() and re.search(r"\w", text))
    assert tree(data).find(f"{W}body/{W}sectPr/{W}bidi") is not None
    assert "arabicAlpha" in parts(data)["word/numbering.xml"].decode()
    assert "الصفحة" in parts(data)["word/footer1.xml"].decode()


@pytest.mark.parametrize(("paper", "size"), [("a4", ("11906", "16838")), ("letter", ("12240", "15840"))])
def test_paper(paper: str, size: tuple[str, str]) -> None:
    page = tree(write(ALL["treaty"](), paper=paper)).find(f"{W}body/{W}sectPr/{W}pgSz")
    assert page is not None
    assert (page.get(f"{W}w"), page.get(f"{W}h")) == size


@pytest.mark.parametrize(
    ("language", "words_"), [("eng", ("Page ", " of ")), ("fra", ("Page ", " sur ")), ("jpn", (" / ", " ページ"))]
)
def test_feet_count_pages_in_the_language(language: str, words_: tuple[str, str]) -> None:
    files = parts(write(instrument(p("x"), language=language)))
    for name in ("word/footer1.xml", "word/footer2.xml"):
        root = etree.fromstring(files[name])
        assert [e.text for e in root.iter(f"{W}instrText")] == [" PAGE ", " NUMPAGES "]
        assert all(w in words(root) for w in words_)


def test_the_running_head_is_the_symbol_or_the_title_cut_at_a_word() -> None:
    assert "A/RES/79/1" in parts(write(ALL["resolution"]()))["word/header1.xml"].decode()
    head = words(etree.fromstring(parts(write(instrument(p("x"), title="word " * 60)))["word/header1.xml"]))
    assert len(head) < 95
    assert head.endswith("word…")


# --------------------------------------------------------------------------- bad input


def test_characters_that_no_file_can_hold_are_replaced_and_reported(tmp_path: Path) -> None:
    bad = "a\x00b\x0bc\ud800d\uffffe"
    strange = instrument(
        clause(f"{bad}1.", "", bad, Note((p(bad),), bad), Reference((bad,), f"http://x/{bad}")),
        clause("2\n3", "", "x"), clause("", "", "y"),
        title=bad, symbol=bad, kind=bad,
    )  # fmt: skip
    made = DocxWriter().write(strange, DocxOptions())
    assert [d.rule.id for d in made.found] == ["docx-characters"]
    path = tmp_path / "bad.docx"
    path.write_bytes(made.value)
    assert [str(e) for e in OpenXmlValidator().validate(str(path)).errors] == []
    assert "a\ufffdb\ufffdc\ufffdd\ufffde" in words(tree(made.value))


def test_a_clause_of_3000_words_is_one_paragraph() -> None:
    text = " ".join(f"word{n}" for n in range(3_000))
    opened = docx.Document(io.BytesIO(write(instrument(clause("1.", "", text)))))
    assert [words(x._p) for x in opened.paragraphs if words(x._p)] == [text]


def test_thirty_levels_are_numbered_and_reported() -> None:
    part: tuple[Provision, ...] = ()
    for n in range(30, 1, -1):
        part = (point("(a)", f"level {n}", children=part),)
    made = DocxWriter().write(instrument(clause("1.", "", "top", children=part)), DocxOptions())
    assert [d.rule.id for d in made.found] == ["docx-deep"]
    levels = [int(e.get(f"{W}val")) for e in tree(made.value).iter(f"{W}ilvl")]
    assert max(levels) == 8


def test_tables_in_tables_in_tables_end() -> None:
    table = Table((Row((Cell((p("deepest"),)),)),))
    for _ in range(40):
        table = Table((Row((Cell((table,)),)),))
    assert "deepest" in words(tree(write(instrument(table))))


def test_more_strange_labels_than_word_has_lists_are_typed() -> None:
    body = tuple(clause(f"No. {n}/{n}x", "", "text") for n in range(1_200))
    data = write(instrument(*body))
    assert parts(data)["word/numbering.xml"].count(b"<w:abstractNum ") <= 1_000
    assert "No. 1199/1199x" in words(tree(data))
    assert "No. 3/3x" in parts(data)["word/numbering.xml"].decode()


def test_containers_and_signatures_have_their_styles() -> None:
    sentence = "Done at Zenda, on the first day of March, two thousand and twenty-four, in two originals."
    made = Instrument(
        Metadata(),
        Document(
            "doc",
            "doc",
            conclusions=(Container("dateline", (p("Here"), p(sentence))), Container("signatures", (p("Me"),))),
        ),
    )
    styles = {words(x._p): x.style.style_id for x in docx.Document(io.BytesIO(write(made))).paragraphs if x.style}
    assert styles["Here"] == "Dateline"
    assert styles[sentence] == "Conclusion"
    assert styles["Me"] == "Signature"
