"""Awkward instruments for the tests of PDF, and what poppler reads in the files."""

from __future__ import annotations

import re
import subprocess

from engross.model import (
    Block,
    BlockList,
    Cell,
    Container,
    Document,
    Emphasis,
    Instrument,
    ListItem,
    LongTitle,
    Metadata,
    Note,
    Number,
    Paragraph,
    Provision,
    Reference,
    Row,
    Table,
)
from instruments import clause, p, point

WORDS = "the Member States of the Organisation welcome progress towards cooperation for peace and development in law".split()
_FORMAT = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def instrument(*body: Provision | Container | Block, language: str = "eng") -> Instrument:
    """A titled document of some parts."""
    preface = (LongTitle((p("A hard case"),)),)
    return Instrument(
        Metadata(title="A hard case", language=language, symbol="X/1"),
        Document("doc", "doc", preface=preface, body=body),
    )


def prose(count: int) -> str:
    """`count` words."""
    return " ".join(WORDS[n * 7 % len(WORDS)] for n in range(count))


def long_clause() -> Instrument:
    return instrument(clause("1.", "Decides", " " + prose(3000)), clause("2.", "", "The end."))


def many_notes() -> Instrument:
    parts: list[object] = []
    for n in range(1, 401):
        parts += [f"call{n}", Note((p(f"Body{n} says a little. " * (1 + n % 4)),), str(n)), " "]
    return instrument(clause("1.", "Decides", " ", *parts), clause("2.", "", "The end."))


def long_note() -> Instrument:
    return instrument(p("Text", Note((p("note " * 3000),), "*"), " more. " * 60), p("The end."))


def unbreakable() -> Instrument:
    return instrument(clause("1.", "", "x" * 500), p("https://example.org/" + "path/" * 90), p("The end."))


def strange_characters() -> Instrument:
    return instrument(
        p("Chinese \u4e2d\u6587, Hebrew שלום, emoji \U0001f600, controls \x00\x07, a lone surrogate \ud800, \uffff."),
        p("soft\u00adhyphen, non\u2011breaking, zero\u200bwidth, e\u0301 a\u030a\u0323"),
        p("عربي داخل English 12.5% نص (abc) ١٢٣"),
        p(""),
        p("  "),
        clause("1.", ""),
        clause("", "", ""),
        p("The end."),
    )


def deep() -> Instrument:
    inner = point("(30)", prose(20))
    for n in range(29, 0, -1):
        inner = point(f"({n})", prose(9), children=(inner,))
    return instrument(clause("1.", "Decides", " this:", children=(inner,)), clause("2.", "", "The end."))


def tables() -> Instrument:
    note = Note((p("Body of the cell's note."),), "a")
    items = BlockList((ListItem((p("first"),), Number("(a)")), ListItem((p("second"),), Number("(b)"))), ("Both:",))
    rows = [Row((Cell((p("Head one"),), header=True), Cell((p("Head two"),), header=True, columns=2)))]
    for n in range(0, 60, 2):
        rows.append(Row((Cell((p(f"row{n}"),)), Cell((p("spanning " * 9),), rows=2), Cell((p(prose(n)),)))))
        rows.append(Row((Cell((p(f"row{n + 1}", note),)), Cell((items,)))))
    rows.append(Row((Cell((p(prose(1200)),)), Cell((p("tall"),)), Cell(()))))
    return instrument(
        Table(tuple(rows), ("Table 1. All that tables can do",)),
        Table(()),
        Table((Row(()),)),
        clause("1.", "See", " below:"),
        Table((Row((Cell((p("one cell"),)),)),)),
        p("The end."),
    )


def inlines() -> Instrument:
    return instrument(
        clause("1.", "Recalls", " ", Reference(("the site whose long name goes over the end of the line here, and on into the next one",),
               "https://example.org/é?q=(1)"), ", ", Reference(("itself",), "#para_1"), ", ",
               Reference(("nowhere",), "#para_99"), " and ", Reference(("a record",), "/akn/un/statement/1")),
        Paragraph((Emphasis("u", ("underlined",)), " ", Emphasis("b", ("bold ", Emphasis("i", ("and italic",)))),
                   " E=mc", Emphasis("sup", ("2",)), " H", Emphasis("sub", ("2",)), "O")),
        clause("(xxxviii) bis quater", "", "A wide label."),
        p("The end."),
    )  # fmt: skip


def ragged() -> Instrument:
    """Rows of different lengths, cells that span into each other, headings without words, no known language."""
    cell = p("cell")
    rows = (
        Row((Cell((cell,), rows=3), Cell((cell,), columns=2, rows=9), Cell((cell,), header=True))),
        Row((Cell((cell,), columns=3),)),
        Row(()),
        Row((Cell((cell,), columns=1000000),)),
        Row((Cell((cell,), columns=0, rows=-1),)),
    )
    empty = Provision("chapter", None, (), children=(Provision("section", Number(" "), (" ",), blocks=(p("x"),)),))
    return instrument(
        empty,
        Provision("section", Number("1."), ("Words",), blocks=(Table(rows), p("y"))),
        p("The end."),
        language="?!",
    )


def headings() -> Instrument:
    return instrument(
        *(
            Provision(
                "section", Number(f"Section {n}."), (f"Matters of section {n} " * (1 + n % 4),), blocks=(p(prose(30)),)
            )
            for n in range(1, 50)
        ),
        p("The end."),
    )


HARD = {
    f.__name__: f
    for f in (
        long_clause, many_notes, long_note, unbreakable, strange_characters, deep, tables, ragged, inlines, headings,
    )
}  # fmt: skip


# By language: the package that brings the font, words, and the kind of font in the file.
EXTRAS = {
    "heb": ("pylopdf_fonts_he", "המדינות החברות מחליטות לשתף פעולה (סעיף 12).", "/CIDFontType2"),
    "hin": ("pylopdf_fonts_hi", "सदस्य राज्य सहयोग को सुदृढ़ करने का निर्णय लेते हैं।", "/CIDFontType2"),
    "zho": ("pylopdf_fonts_zh_cn", "会员国根据联合国宪章的原则加强合作。", "/CIDFontType0C"),
    "jpn": ("pylopdf_fonts_jp", "加盟国は、国際連合憲章の原則に従い、協力を強化する。", "/CIDFontType0C"),
    "kor": ("pylopdf_fonts_ko", "회원국은 국제연합 헌장의 원칙에 따라 협력을 강화한다.", "/CIDFontType0C"),
}


def run(*command: object, data: bytes = b"") -> str:
    """What a judge prints about a file given on its standard input."""
    done = subprocess.run([str(c) for c in command], input=data, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def read_pages(pdftotext: str, data: bytes) -> list[str]:
    """The text of every page as poppler reads it, less the marks that direct the writing."""
    text = _FORMAT.sub("", run(pdftotext, "-enc", "UTF-8", "-", "-", data=data))
    return text.split("\f")[:-1]


def flow(pages: list[str]) -> str:
    """The text of the pages in one line, running heads and feet left in."""
    return " ".join(" ".join(pages).split())
