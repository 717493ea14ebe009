"""What stands around the text of a page, what the page says of itself, its encoding, and pages that are none."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engross import conversion
from engross.diagnostics import Outcome, UnreadableError
from engross.model import Instrument
from engross.readers.html import HtmlReader, sheet_of
from engross.registry import ReadOptions

TEXT = "<h1>Resolution</h1><p>The Council,</p><p>Recalling its resolution 4 on the lights of the strait and their keepers,</p><ol><li>Decides to act.</ol>"
AROUND = {
    "<nav>Home</nav>": "navigation",
    "<div role=navigation>Home</div>": "navigation",
    "<header><a>Site</a></header>": "header",
    "<footer>Imprint</footer>": "footer",
    "<aside>News</aside>": "sidebar",
    "<form>Search</form>": "form",
    "<div class='cookie-banner'>We use cookies.</div>": "cookie notice",
    "<div id=CookieConsent>We use cookies.</div>": "cookie notice",
    "<div class=shareButtons>Share this</div>": "share box",
    "<section class='newsletter-signup'><p>Subscribe</section>": "newsletter",
    "<ol class=breadcrumb><li>Home<li>Here</ol>": "breadcrumb",
    "<div id=comments>Jane: good</div>": "comments",
    "<div class='related-content'>More</div>": "related links",
    "<a class='skip-link' href='#x'>Skip</a>": "skip link",
    "<noscript>Turn scripts on</noscript>": "notice without scripts",
    "<ul><li><a href='#a'>One</a><li><a href='#b'>Two</a><li><a href='#c'>Three</a></ul>": "links",
}


@pytest.mark.parametrize("markup", AROUND)
def test_furniture_is_named_and_nothing_else_is(markup: str) -> None:
    sheet = sheet_of(f"<html><body>{markup}<main>{TEXT}</main></body></html>".encode(), "page")
    assert {line.furniture for line in sheet.lines if line.furniture} == {AROUND[markup]}
    kept = [line.text for line in sheet.lines if not line.furniture]
    assert kept == [line.text for line in sheet_of(TEXT.encode(), "page").lines]


@pytest.mark.parametrize(
    "markup",
    [
        f"<body class='has-sidebar nav-open'>{TEXT}</body>",
        f"<div class='no-sidebar'>{TEXT}</div>",
        f"<div class='page-with-menu'>{TEXT}</div>",
        f"<div class=sidebar>{TEXT}</div>",
        f"<form id=aspnetForm>{TEXT}</form>",
        f"<article><header>{TEXT}</header></article>",
        f"<main>{TEXT}<footer><p>Done at Quill, on 4 June 2024.</p></footer></main>",
        f"<div>{TEXT}</div><div class='economic-and-consular'>x</div>",
    ],
)
def test_no_clause_is_taken_for_furniture(markup: str) -> None:
    assert [line for line in sheet_of(markup.encode(), "page").lines if line.furniture] == []


def test_a_line_of_furniture_is_reported_with_its_place() -> None:
    page = f"<html><body>\n<nav>\n<a>Home</a>\n<a>Contact</a>\n</nav>\n{TEXT}</body></html>"
    found = [d for d in conversion.read(page.encode(), "html").found if d.rule.code == "furniture"]
    assert [(d.message, d.start and d.start.line) for d in found] == [
        ("/html/body/nav[1]: navigation: Home", 3),
        ("/html/body/nav[1]: navigation: Contact", 4),
    ]


def test_the_page_fills_what_the_text_does_not_say_and_the_text_wins() -> None:
    head = (
        "<title>Resolution | The Archive</title><meta property='article:published_time' content='2024-05-06T10:00:00Z'>"
        "<script type='application/ld+json'>{'@type': broken</script>"
        '<script type="application/ld+json">{"@graph": [{"@type": ["Legislation"], "name": "Another title",'
        ' "legislationDate": "2024-05-01", "eli:id_local": "C/5"}]}</script>'
    )
    outcome = conversion.read(f"<html><head>{head}</head><body>{TEXT}".encode(), "html")
    metadata = outcome.value.metadata
    assert (metadata.title, metadata.date, metadata.symbol) == ("Resolution", "2024-05-01", "C/5")
    assert metadata.publication_date == "2024-05-06"
    said = [d.message for d in outcome.found if d.rule.id == "file-differs"]
    assert any("Another title" in message for message in said)


@pytest.mark.parametrize(
    ("data", "encoding", "found"),
    [
        ("<meta charset=utf-8><p>Résolution".encode(), "Résolution", []),
        ("<meta charset=iso-8859-1><p>Résolution “x”".encode("cp1252"), "Résolution “x”", ["text-encoding"]),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><p>決議'.encode("cp932"),
            "決議",
            ["text-encoding"],
        ),
        ("<meta charset='gb2312'><p>决议".encode("gb18030"), "决议", ["text-encoding"]),
        ("<meta charset=koi8-r><p>Резолюция".encode("koi8-r"), "Резолюция", ["text-encoding"]),
        (
            "<?xml version='1.0' encoding='windows-1251'?><html><p>Резолюция".encode("cp1251"),
            "Резолюция",
            ["text-encoding"],
        ),
        ("<meta charset=utf-16><p>Résolution".encode(), "Résolution", []),
        ("<p>Résolution".encode("utf-16"), "Résolution", ["text-encoding"]),
        ("<meta charset=iso-8859-1><p>Résolution".encode(), "Résolution", ["text-encoding"]),
        (
            ("<meta charset=utf-8><p>Résolution" + " é" * 9).encode("cp1252"),
            "Résolution" + " é" * 9,
            ["text-encoding"] * 2,
        ),
        ("<meta charset=martian><p>Résolution".encode(), "Résolution", ["text-encoding"]),
        ("<!-- <meta charset=koi8-r> --><p>Résolution".encode(), "Résolution", []),
        (b"<p>a\0b" + b" x" * 600, "ab" + " x" * 600, []),
    ],
)
def test_encodings_are_found_as_browsers_find_them(data: bytes, encoding: str, found: list[str]) -> None:
    sheet = sheet_of(data, "page")
    assert [line.text for line in sheet.lines] == [encoding]
    assert [d.rule.id for d in sheet.found] == found


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\0", "empty"),
        (b"<html><body></body></html>", "no text"),
        (b"<html><body><script>x()</script></body></html>", "script"),
        (b"<html><body><script>x()</script><noscript>Turn it on</noscript></body></html>", "script"),
        (b"<frameset><frame src='a.html'><frame src='b.html'></frameset>", "a.html, b.html"),
        (b"%PDF-1.7 <p>", "PDF"),
        (b"\xff\xd8\xff\xe0<p>", "JPEG"),
        (b"<html>" + b"\x01" * 400, "control characters"),
        (b"Nothing but words", "no tag"),
        (b"<div>" * 100_000 + b"x", "2,048 deep"),
        (b"<table><tr><td>" * 50_000 + b"x", "2,048 deep"),
    ],
)
def test_what_is_no_page_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as error:
        conversion.read(data, "html", name="page.html")
    assert said in str(error.value)
    assert str(error.value).startswith("page.html:")
    assert "\n" not in str(error.value)


def test_a_page_two_thousand_deep_is_read() -> None:
    page = b"<html>" + b"<div>" * 1900 + TEXT.encode() + b"</div>" * 1900
    assert [line.text for line in sheet_of(page, "page").lines] == [
        line.text for line in sheet_of(TEXT.encode(), "page").lines
    ]


TAGS = ["p", "div", "b", "i", "a href='#x' id=x", "sup", "ol", "ul", "li", "table", "tr", "td", "th", "br", "h1", "pre", "nav", "main",
        "ruby", "rt", "q", "header", "footer", "span hidden", "details", "summary", "svg", "form", "aside", "dl", "dd"]  # fmt: skip


@given(st.randoms(use_true_random=False), st.integers(1, 60))
@settings(max_examples=120, deadline=None)
def test_no_soup_of_tags_breaks_the_reader_or_loses_a_visible_word(random_: random.Random, size: int) -> None:
    parts, words = [], []
    for n in range(size):
        tag = random_.choice(TAGS)
        if random_.random() < 0.4:
            parts.append(f"</{tag.split()[0]}>")
        else:
            parts.append(f"<{tag}>")
            if random_.random() < 0.7:
                words.append(f"w{n}")
                parts.append(f"w{n} ")
    markup = "<html><body><p>start " + "".join(parts)
    try:
        sheet = sheet_of(markup.encode(), "page")
    except UnreadableError:
        return  # nothing but furniture: refused, as is tried above
    kept = repr(sheet.lines) + repr([d.message for d in sheet.found])
    hidden = any(d.rule.id == "html-hidden" for d in sheet.found)
    missing = [w for w in words if w not in kept]
    assert not missing or hidden or "<svg>" in markup
    conversion.convert(markup.encode(), "html", "akn")


# --------------------------------------------------------------------------- what stands beside the text


BESIDE = """<!doctype html><html lang="{lang}"><head><meta charset=utf-8>{head}</head><body><main>
<p>The Harbour Council,</p><p>Having heard {inner} the report of the keeper on the lamps and the oil of the harbour,</p>
<p>1. Decides that the lamps shall be lit with the oil of the harbour;</p></main></body></html>"""


def beside(inner: str = "", head: str = "", lang: str = "en") -> Outcome[Instrument]:
    return conversion.read(BESIDE.format(inner=inner, head=head, lang=lang).encode(), name="page.html")


def told(outcome: Outcome[Instrument], rule: str) -> list[str]:
    return [d.message for d in outcome.found if d.rule.id == rule]


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        ('<img src=a.png alt="A lamp at dusk">', "img: picture: A lamp at dusk"),
        ('<svg><text>Map</text> <text>of the harbour</text></svg>', "svg: picture: Map of the harbour"),
        ('<input type=image alt="Sign here">', "input: picture: Sign here"),
    ],
)  # fmt: skip
def test_the_words_of_pictures_are_told(picture: str, words: str) -> None:
    (said,) = told(beside(picture), "html-picture")
    assert said == f"/html/body/main/p[2]/{words}"


@pytest.mark.parametrize("picture", ["<img src=a.png>", '<img alt="" src=a.png>', '<img alt="x" hidden src=a.png>'])
def test_pictures_without_words_are_not_told(picture: str) -> None:
    assert told(beside(picture), "html-picture") == []


def test_a_button_within_a_line_does_not_part_it() -> None:
    made = HtmlReader().sheet(
        BESIDE.format(inner="<button>?</button>", head="", lang="en").encode(), "x", ReadOptions()
    )
    assert [(line.furniture, line.text) for line in made.lines[1:3]] == [
        ("", "Having heard the report of the keeper on the lamps and the oil of the harbour,"),
        ("button", "?"),
    ]


def test_what_a_button_opens_is_not_seen() -> None:
    assert told(beside("<span popover id=a>A card about it</span>"), "html-hidden") == [
        "/html/body/main/p[2]/span: hidden: A card about it"
    ]


def test_ruby_stands_in_brackets_behind_its_character() -> None:
    made = HtmlReader().sheet("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字</p>".encode(), "x", ReadOptions())
    assert made.lines[0].text == "漢(かん)字"


def test_a_language_that_the_page_says_wrongly_is_told() -> None:
    (said,) = told(beside(lang="fr-CA"), "file-differs")
    assert said == "language: the file says 'fra', the text 'eng': kept as the text"
    assert told(beside(lang="en-GB"), "file-differs") == []
    assert told(beside(lang=""), "file-differs") == []


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ('<link rel="canonical" href="https://example.org/1">', "https://example.org/1"),
        ('<meta property="og:url" content="https://example.org/2">', "https://example.org/2"),
        ('<link rel="canonical" href="/relative">', ""),
        ('<link rel="canonical" href="javascript:alert(1)">', ""),
    ],
)
def test_where_the_page_lives_is_its_source(head: str, source: str) -> None:
    assert beside(head=head).value.metadata.source == source


def test_control_characters_that_word_processors_write_are_not_seen() -> None:
    page = (
        "<html><body>"
        + "".join(f"<p>The lamps of harbour {n}\x01 shall be lit.</p>" for n in range(9))
        + "</body></html>"
    )
    assert sheet_of(page.encode(), "x").lines[0].text == "The lamps of harbour 0 shall be lit."
