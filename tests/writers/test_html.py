"""The HTML page: its labels, words and names are those of the fair copy, and nothing in a text can break out of it."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
from importlib.resources import files

import lxml.html
import pytest
from msgspec import structs

from engross.faircopy import FairCopyOptions, Line, fair_copy, notes
from engross.model import BlockList, Document, Instrument, Metadata, Note, Paragraph, Reference, Table, text_of
from engross.writers.html import HtmlOptions, HtmlWriter
from instruments import clause, p
from web.pages import PAGES, page

Page = lxml.html.HtmlElement


def parsed(data: bytes) -> Page:
    return lxml.html.document_fromstring(data.decode())


def of(*body: object, **metadata: str) -> Instrument:
    return Instrument(Metadata(title="A title", language="eng", **metadata), Document("statement", "x", body=body))  # type: ignore[arg-type]


def written(*body: object, options: HtmlOptions = HtmlOptions(), **metadata: str) -> Page:  # noqa: B008
    return parsed(HtmlWriter().write(of(*body, **metadata), options).value)


def words_of(line: Line) -> list[str]:
    """The words of a line as a reader sees them: label, text, the cells of its table; calls of notes left out."""
    said = [line.label, text_of(line.content)]
    if line.table:
        said += [cell_text(line.table)]
    return " ".join(said).split()


def cell_text(table: Table) -> str:
    out = []
    for row in table.rows:
        for cell in row.cells:
            for block in cell.blocks:
                assert isinstance(block, Paragraph)
                out.append(text_of(block.content))
    return " ".join(out)


def visible_words(element: Page) -> list[str]:
    """All words of an element in order, calls of notes left out, with the blanks that blocks and breaks make."""
    copy = lxml.html.fromstring(lxml.html.tostring(element, encoding="unicode"))
    for call in copy.xpath(".//sup[@class='call']"):
        call.drop_tree()
    for block in copy.xpath(
        ".//p | .//h1 | .//h2 | .//h3 | .//h4 | .//h5 | .//h6 | .//td | .//th | .//br | .//caption | .//div"
    ):
        block.tail = " " + (block.tail or "")
        if len(block) == 0:
            block.text = (block.text or "") + " "
        else:
            block[-1].tail = (block[-1].tail or "") + " "
    return copy.text_content().split()


@pytest.mark.parametrize("name", PAGES)
def test_words_of_the_page_are_those_of_the_fair_copy_in_order(name: str) -> None:
    found = parsed(page(name))
    lines = fair_copy(PAGES[name](), FairCopyOptions()).lines
    for aside in found.xpath("//section[@role='doc-endnotes'] | //h1[@class='unseen']"):
        aside.drop_tree()
    said = visible_words(found.find(".//header")) + visible_words(found.find(".//main"))
    assert said == [word for line in lines for word in words_of(line)]


@pytest.mark.parametrize("labels", ["none", "plain", "cited"])
@pytest.mark.parametrize("faithful", [False, True])
@pytest.mark.parametrize("name", PAGES)
def test_labels_are_those_of_the_fair_copy(name: str, labels: str, faithful: bool) -> None:
    options = {"labels": labels, "faithful": faithful}
    found = parsed(page(name, **options))
    lines = fair_copy(PAGES[name](), FairCopyOptions(**options)).lines  # type: ignore[arg-type]
    shown = [
        e.text_content()
        for e in found.xpath("//main//span[@class='num'][not(ancestor::section[@role='doc-endnotes'])]")
    ]
    assert shown == [line.label for line in lines if line.label]


@pytest.mark.parametrize("name", PAGES)
def test_every_named_part_can_be_reached_by_its_eid(name: str) -> None:
    found = parsed(page(name))
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {line.eid for line in fair_copy(PAGES[name]()).lines if line.eid} <= set(ids)
    for href in found.xpath("//a/@href[starts-with(., '#')]"):
        assert href[1:] in ids


@pytest.mark.parametrize("name", PAGES)
def test_clauses_are_lists_that_nothing_counts(name: str) -> None:
    found = parsed(page(name))
    assert not found.xpath("//ol")
    for item in found.xpath("//*[@role='listitem']"):
        assert item.getparent().get("role") == "list"
    for part in found.xpath("//*[@role='list']"):
        assert len(part)
        assert all(child.get("role") == "listitem" for child in part)


@pytest.mark.parametrize("name", PAGES)
def test_headings_begin_with_one_title_and_skip_no_level(name: str) -> None:
    levels = [
        int(e.tag[1])
        for e in parsed(page(name)).xpath("//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]")
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_notes_and_their_calls_point_at_each_other(name: str) -> None:
    found = parsed(page(name))
    calls = found.xpath("//a[@role='doc-noteref']")
    backs = found.xpath("//a[@role='doc-backlink']")
    assert [c.get("href") for c in calls] == [f"#{c.get('id').replace('call', 'note')}" for c in calls]
    assert sorted(c.get("id") for c in calls) == sorted(b.get("href")[1:] for b in backs)
    assert len(calls) >= sum(1 for _ in notes(fair_copy(PAGES[name]()).lines))


def test_sub_items_stand_inside_the_item_they_belong_to() -> None:
    found = parsed(page("resolution"))
    (inner,) = found.xpath("//*[@id='para_1__list_1__point_a__list_1__point_i']")
    assert [e.get("id") for e in inner.iterancestors() if e.get("role") == "listitem"] == [
        "para_1__list_1__point_a",
        "para_1",
    ]
    assert [e.get("id") for e in inner.iterancestors("section")] == ["sec_I"]
    (table,) = found.xpath("//table")
    assert [e.get("id") for e in table.iterancestors() if e.get("role") == "listitem"] == ["para_8A"]


def test_annexes_stand_beside_the_sections_and_deeper_ones_inside() -> None:
    (annex,) = parsed(page("resolution")).xpath("//section[@class='annex']")
    assert annex.getparent().tag == "main"
    inner = parsed(page("odd")).xpath("//*[@class='annex'][@id='att_I__att_1']")[0]
    assert inner.getparent().get("id") == "att_I"


def test_long_instruments_have_a_table_of_contents_and_short_ones_none() -> None:
    entries = parsed(page("treaty")).xpath("//nav//a")
    assert [" ".join(e.text_content().split()) for e in entries] == [
        "Part I General", "Article 1 Definitions", "Article 2 Duties", "Part II Final clauses", "Article 3",
    ]  # fmt: skip
    assert [len(list(e.iterancestors("ul"))) for e in entries] == [1, 2, 2, 1, 2]
    assert not parsed(page("communique")).xpath("//nav")


def test_tables_tell_what_their_heads_are_heads_of() -> None:
    found = parsed(page("resolution"))
    assert found.xpath("string(//table/caption)") == "Table 1. Shares"
    assert found.xpath("//thead//th/@scope") == ["col", "col"]
    assert found.xpath("//tbody//td/@colspan") == ["2"]
    odd = parsed(page("odd")).xpath("(//table)[1]")[0]
    assert odd.xpath(".//thead//@scope") == ["col", "colgroup", "col", "col"]
    assert odd.xpath(".//tbody//th/@scope") == ["row"]
    assert not odd.xpath(".//tbody//@rowspan"), "a cell may not reach beyond the rows of its group"


def test_languages_run_their_own_way() -> None:
    arabic = parsed(page("arabic"))
    assert (arabic.get("lang"), arabic.get("dir")) == ("ar", "rtl")
    assert arabic.xpath("string(//a[@class='skip'])") == "انتقل إلى النص"
    odd = parsed(page("odd"))
    assert (odd.get("lang"), odd.get("dir")) == ("en", "ltr")
    assert odd.xpath("//p[@dir='rtl']/@class") == ["formula"]
    english = of(p("These words are all English."), p("نص"))
    turned = parsed(
        HtmlWriter().write(Instrument(Metadata(title="عنوان", language="ara"), english.document), HtmlOptions()).value
    )
    assert [e.get("dir") for e in turned.xpath("//main/p")] == ["ltr", None]
    masthead = structs.replace(english.document, cover=(p("Distr.: General"), p("الدورة")))
    headed = parsed(
        HtmlWriter().write(Instrument(Metadata(title="عنوان", language="ara"), masthead), HtmlOptions()).value
    )
    assert [e.get("dir") for e in headed.xpath("//header//p")] == ["ltr", None]


def test_words_in_other_scripts_tell_their_language() -> None:
    found = written(p("Called Конференция мира, μ, 日本語のテスト, or 联合国, or 유엔 총회 and المنظمة (a) هنا."))
    spans = [(s.get("lang"), s.get("dir"), s.text) for s in found.xpath("//main//span[@lang]")]
    assert spans == [
        ("ru", None, "Конференция мира"), ("ja", None, "日本語のテスト"), ("zh", None, "联合国"), ("ko", None, "유엔 총회"),
        ("ar", "rtl", "المنظمة"), ("ar", "rtl", "هنا"),
    ]  # fmt: skip
    assert not parsed(page("arabic")).xpath("//main//span[@lang]")


def test_dates_are_machine_readable_and_impossible_ones_are_text() -> None:
    assert parsed(page("communique")).xpath("//main//time/@datetime") == ["2025-05-05", "2024-06-01", "2025-05-05"]
    assert not parsed(page("odd")).xpath("//time")


def test_cited_instruments_have_a_card_and_no_dead_link() -> None:
    href = "/akn/un/statement/resolution/unga/2023-12-10/78-1"
    found = parsed(page("resolution"))
    (cited,) = found.xpath("//cite")
    (button,) = cited.xpath("following-sibling::*[1][self::button]")
    assert button.get("aria-label") == "About resolution · unga · 78-1 · 2023-12-10"
    assert button.text_content() == "", "no word that is not the instrument's stands in its text"
    assert cited.get("data-about") == f"resolution · unga · 78-1 · 2023-12-10\n{href}"
    (card,) = found.xpath(f"//*[@id='{button.get('popovertarget')}']")
    assert [*card.itertext()] == ["resolution · unga · 78-1 · 2023-12-10", href]
    assert "popover" in card.attrib
    assert "hidden" in card.attrib
    (link,) = parsed(page("resolution", resolver="https://example.org/")).xpath("//a[@class='cited']")
    assert link.get("href") == f"https://example.org{href}"


def test_an_instrument_cited_twice_has_one_card() -> None:
    cited = Reference(("there",), "/akn/un/act/2020-02-02/1")
    found = written(clause("1.", "", "See ", cited, ", ", cited, " and ", Reference(("x",), "/akn/un/act/2021"), "."))
    targets = found.xpath("//button/@popovertarget")
    assert targets == ["card-1", "card-1", "card-2"]
    assert found.xpath("//*[@popover]/@id") == ["card-1", "card-2"]


def test_no_link_can_run_anything_and_none_stands_in_another() -> None:
    found = parsed(page("odd"))
    assert not [h for h in found.xpath("//@href") if h.startswith("javascript")]
    assert not found.xpath("//a//a")
    assert found.xpath("//main//a/@href[starts-with(., 'https')]") == ["https://example.org/?a=1&b=2"]


def test_a_reference_to_a_part_without_a_name_leads_to_the_part_around_it() -> None:
    found = parsed(page("odd"))
    assert [a.get("href") for a in found.xpath("//a[text()='one that is gone']")] == ["#para_1"]
    (lost,) = written(clause("1.", "", "See ", Reference(("there",), "#art_9"), ".")).xpath("//*[@id='para_1']/p")
    assert lost.text_content() == "1. See there."
    assert not lost.xpath(".//a[not(@class='here')]")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_fetched_and_nothing_runs(name: str) -> None:
    data = page(name).decode()
    found = parsed(data.encode())
    assert not found.xpath("//@src | //link | //iframe | //img | //@style | //@onclick | //base | //form")
    assert "url(" not in data
    assert "@import" not in data
    assert found.xpath("//script/@type") == ["application/ld+json"]
    policy = found.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; ")
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        inline = re.search(f"<{tag}[^>]*>(.*?)</{tag}>", data, re.DOTALL)
        assert inline
        assert (
            f"{directive} 'sha256-{base64.b64encode(hashlib.sha256(inline[1].encode()).digest()).decode()}'" in policy
        )


def test_metadata_are_legislation_with_the_terms_of_eli() -> None:
    known = json.loads(parsed(page("communique")).xpath("string(//script)"))
    work = "/akn/xx-oic/statement/communique/contact-group/2025-05-05/joint-communique"
    assert known["@type"] == ["Legislation", "eli:LegalResource"]
    assert known["@id"] == work
    assert known["legislationDate"] == known["eli:date_document"]["@value"] == "2025-05-05"
    assert known["eli:passed_by"] == {"@id": "/akn/ontology/organization/int.oic"}
    assert known["eli:cites"] == [{"@id": c["@id"]} for c in known["citation"]]
    assert known["legislationPassedBy"]["name"] == "Organisation of Islamic Cooperation"
    assert known["citation"] == [{"@type": "Legislation", "@id": work.replace("2025-05-05", "2024-06-01")}]
    assert known["eli:is_realized_by"]["@id"] == f"{work}/eng@2025-05-05"
    assert known["eli:is_realized_by"]["eli:language"]["@id"].endswith("/ENG")
    assert "datePublished" not in known, "what is not known is left out"


def test_metadata_cannot_end_their_block() -> None:
    data = page("odd").decode()
    assert data.count("</script>") == 1
    known = json.loads(parsed(page("odd")).xpath("string(//script)"))
    assert known["name"].startswith("</script><script>alert(1)</script> & ")
    assert "legislationDate" not in known, "31 February is no date"
    assert "isBasedOn" not in known


def test_a_running_head_cannot_end_the_style() -> None:
    found = written(p("Text."), symbol='</style> "quoted" \\')
    assert found.xpath("//style")[0].text.count("\\3c ") == 1
    assert found.find(".//main") is not None


def test_a_draft_says_so_on_the_page_and_on_each_sheet() -> None:
    found = parsed(page("arabic", draft=True))
    assert found.xpath("//header/p[@class='draft']/text()") == ["مشروع"]
    assert '@top-center { content: "مشروع"; }' in found.xpath("//style")[0].text
    assert not parsed(page("arabic")).xpath("//p[@class='draft']")


def test_the_record_is_offered_whole() -> None:
    record = "<akomaNtoso>é</akomaNtoso>".encode()
    (link,) = parsed(page("communique", record=record)).xpath("//a[@download]")
    assert link.get("download") == "joint-communique.akn.xml"
    assert base64.b64decode(link.get("href").partition(",")[2]) == record
    assert not parsed(page("communique")).xpath("//a[@download]")


def test_characters_that_html_cannot_hold_are_replaced_and_reported() -> None:
    outcome = HtmlWriter().write(of(p("a\x00b\x0bc\x85d\ufffee\ud800f")), HtmlOptions())
    assert "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf" in outcome.value.decode()
    (finding,) = outcome.found
    assert finding.rule.id == "html-character"
    assert "5 control" in finding.message
    assert not HtmlWriter().write(of(p("tabs\tand\nlines \u2028 \xa0 stay")), HtmlOptions()).found


def test_a_title_is_heard_even_where_none_is_seen() -> None:
    found = parsed(page("empty"))
    assert found.xpath("string(//title)") == found.xpath("string(//h1)") == "/akn/xx/doc/0001-01-01"
    assert found.xpath("//h1/@class") == ["unseen"]


def test_list_items_in_notes_hide_editorial_numbers_when_faithful() -> None:
    from engross.model import ListItem, Number

    block = BlockList((ListItem((p("one"),), Number("(a)", True)),))
    body = p("Text", Note((block,), "1"))
    assert [e.text for e in written(body).xpath("//*[@role='doc-endnotes']//span[@class='num']")] == ["1", "(a)"]
    faithful = written(body, options=HtmlOptions(faithful=True))
    assert [e.text for e in faithful.xpath("//*[@role='doc-endnotes']//span[@class='num']")] == ["1"]


def test_every_language_of_the_fair_copy_has_its_words() -> None:
    own = json.loads(files("engross.languages").joinpath("fixed.json").read_bytes())
    assert len(own) >= 17
    assert all(set(words) == set(own["en"]) and all(words.values()) for words in own.values())
    assert all("{part}" in words["link"] for words in own.values())


def test_same_input_same_bytes_for_every_hash_seed(root: os.PathLike[str]) -> None:
    program = "import hashlib, web.pages as w; print([hashlib.sha256(w.page(n)).hexdigest() for n in w.PAGES])"
    made = {
        subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=os.path.join(root, "tests"),
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(made) == 1
