"""HTML pages in a house style: the same words, and the look in the style sheet alone."""

from __future__ import annotations

import re

import lxml.html
import pytest

import instruments
from engross.diagnostics import EngrossError
from engross.faircopy import fair_copy
from engross.model import Instrument, text_of
from engross.styles import BUILT_IN
from engross.writers.html import HtmlOptions, HtmlWriter
from instruments import clause, point
from writers.pdf_texts import instrument


def written(what: Instrument, **options: object) -> lxml.html.HtmlElement:
    made = HtmlWriter().write(what, HtmlOptions(**options)).value  # type: ignore[arg-type]
    return lxml.html.document_fromstring(made.decode())


def sheet(what: Instrument, **options: object) -> str:
    return str(written(what, **options).xpath("//style")[0].text)


@pytest.mark.parametrize("style", BUILT_IN)
@pytest.mark.parametrize("name", ["resolution", "treaty", "arabic", "communique"])
def test_no_style_changes_the_words(name: str, style: str) -> None:
    def words(page: lxml.html.HtmlElement) -> list[str]:
        return " ".join(page.xpath("//body")[0].itertext()).split()

    # The letter of a label may be in italics, and so stand apart.
    plain, dressed = ("".join(words(written(instruments.ALL[name](), style=s))) for s in ("engross", style))
    assert dressed == plain


def test_sizes_faces_and_sides_are_those_of_the_house() -> None:
    css = sheet(
        instruments.resolution(),
        style="""
[fonts]
text = "EB Garamond"
web = ["Charter"]
[sizes]
text = 10
title = 20
[text]
first-line = 20
[leads]
face = "bold"
[headings]
article = { face = "bold-italic", align = "far", before = 2.0 }
""",
    )
    assert '--family: "EB Garamond", "Charter", "Source Serif Pro"' in css
    assert "--title: 2.000rem" in css
    assert re.search(r"\.chapeau, [^{]*\{ text-indent: 2\.00em; \}", css)
    assert ".lead { font-weight: 700; font-style: normal; }" in css
    assert ".article { text-align: end; font-weight: 700; font-style: italic; margin-block-start: 2.00lh; }" in css


def test_leads_that_are_not_set_off_are_not_set_off_in_any_script() -> None:
    assert ".lead {" in sheet(instruments.arabic())
    assert ".lead {" not in sheet(instruments.arabic(), style="[leads]\nface = 'regular'")


def test_headings_tell_what_they_are_heads_of() -> None:
    page = written(instruments.treaty())
    heads = {h.xpath("string(.)").split("¶")[0].strip(): h.get("class") for h in page.xpath("//main//h2 | //main//h3")}
    lines = [line for line in fair_copy(instruments.treaty()).lines if line.role == "heading"]
    for line in lines:
        kind = heads[f"{line.label} {text_of(line.content)}".strip()]
        assert kind is not None
        assert kind.split()[0] == ("division" if line.depth == 1 else "article")


def test_letters_of_items_are_in_italics_where_the_house_wants_that() -> None:
    items = clause(
        "1.", "Asks", ":", children=(point("(a)", "one"), point("(b)", "two", children=(point("(i)", "x"),)))
    )
    page = written(instrument(items), style="un")
    assert [n.text_content() for n in page.xpath("//*[@class='num']")] == ["1.", "(a)", "(b)", "(i)"]
    assert page.xpath("//*[@class='num']/i/text()") == ["a", "b"]


def test_signatories_stand_side_by_side_with_their_lines() -> None:
    page = written(instruments.treaty(), style="treaty")
    signed = [text_of(line.content) for line in fair_copy(instruments.treaty()).lines if line.role == "signature"]
    blocks = page.xpath("//*[@class='signatories']/*[@class='signatory']")
    assert [p.text_content() for block in blocks for p in block] == signed
    assert "repeat(2, 1fr)" in sheet(instruments.treaty(), style="treaty")


@pytest.mark.parametrize(("paper", "size"), [("a4", "A4"), ("letter", "letter")])
def test_sheets_have_the_size_and_margins_asked_for(paper: str, size: str) -> None:
    css = sheet(instruments.treaty(), paper=paper, style="[margins]\nsides = 100\ntop = 50")
    assert re.search(rf"@page \{{ size: {size}; margin: 50pt 100pt [\d.]+pt 100pt;", css)


def test_heads_and_feet_hold_their_fields() -> None:
    made = instruments.resolution()
    style = "[running]\nnear = 'No. {symbol}'\nfar = '{date}'\nfoot = '{page}/{pages}'"
    css = sheet(made, style=style)
    assert f'@top-left {{ content: "No. " "{made.metadata.symbol}"; }}' in css
    assert f'@top-right {{ content: "{made.metadata.date}"; }}' in css
    assert '@bottom-center { content: counter(page) "/" counter(pages); }' in css
    assert "@page :first { @top-left { content: none; }" in css
    assert "@page :first" not in sheet(made, style=f"{style}\nfirst-page = true")


def test_right_to_left_sheets_have_their_heads_the_other_way_round() -> None:
    style = "[running]\nnear = 'near'\nfar = 'far'"
    assert '@top-right { content: "near"; } @top-left { content: "far"; }' in sheet(instruments.arabic(), style=style)


def test_a_style_that_is_wrong_is_told() -> None:
    with pytest.raises(EngrossError, match="line 2: unknown key 'txt'"):
        written(instruments.treaty(), style="[sizes]\ntxt = 3")
