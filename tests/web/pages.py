"""Pages for the judges: the instruments of the tests, and one that has everything that HTML makes difficult."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import instruments
from engross.conversion import read
from engross.model import (
    Attachment,
    BlockList,
    Break,
    Cell,
    Container,
    CrossHeading,
    Date,
    Document,
    Emphasis,
    Formula,
    Instrument,
    Lead,
    ListItem,
    LongTitle,
    Mark,
    Mention,
    Metadata,
    Note,
    Number,
    Opaque,
    OpaqueInline,
    Paragraph,
    Provision,
    Recital,
    Recitals,
    Reference,
    Row,
    Table,
)
from engross.writers.html import HtmlOptions, HtmlWriter
from instruments import clause, p, point
from writers.pdf_texts import HARD


def odd() -> Instrument:
    """Links in links, notes in notes, spans beyond the table, headings without words, jumps of level, hostile text."""
    deep = point("(z)", "The last.")
    for n in range(30):
        deep = point(f"({n})", f"Level {30 - n}:", children=(deep,))
    inner = Note((p("A note in a note, see ", Reference(("there",), "https://example.org/?a=1&b=2"), "."),), "2")
    note = Note((p("A note", inner, "."), BlockList((ListItem((p("item"),), Number("(a)")),), ("Items:",))), "1")
    table = Table((
        Row((Cell((p("Name"),), header=True, rows=2), Cell((p("Shares"),), header=True, columns=2))),
        Row((Cell((p("first"),), header=True), Cell((p("second"),), header=True))),
        Row((Cell((p("A"), p("B")), header=True, rows=9), Cell((p("1", Note((p("In a cell."),), "*")),)), Cell((), header=True))),
        Row(()),
    ))  # fmt: skip
    text = "</script><script>alert(1)</script> & \"quotes\" 'too' <!-- ]]> \u202e right to left"
    return Instrument(
        Metadata(title=text, kind="Odd </title>", country="xx", date="2024-02-31", language="eng", source="javascript:alert(1)",
                 keywords=("</style>", "a\u2028b"), entities=instruments.ENTITIES),
        Document(
            "act", "odd",
            cover=(Container("masthead", (p("First"), Container("inner", (p("Second"),)))), p("Third")),
            preface=(LongTitle((p("Odd", Note((p("On the title."),), "†")), p("and ", Emphasis("b", ("even",))))), Container("issuer", (p(text),))),
            preamble=(
                p(),
                Recitals((Recital((p("One,"), p("going on,"), table), Number("(1)")), Recital(())), (p("Whereas:"),), (p("So be it."),)),
                Formula((p("هذه الجملة مكتوبة كلها باللغة العربية،"),)),
            ),
            body=(
                Provision("part", heading=("A part without a number",), subheading=("and a second line",), children=(
                    Provision("chapter", children=(
                        Provision("hcontainer", Number("§"), name="odd", children=(
                            CrossHeading(("Between ", Mark(("terms",), "def"))),
                            clause("1.", "Refers", " to ", Reference(("a ", Reference(("link in a link",), "#att_1"), note, Date(("day",), "2024-02-31")), "/akn/un/act/2020-02-02/1~art_1"),
                                   " and ", Reference(("an odd one",), "javascript:alert(1)"), " and ", Reference(("one that is gone",), "#para_1__p_9"), "."),
                            Provision("paragraph", Number("1."), children=(deep,)),
                        )),
                    )),
                )),
                Provision("article", Number("Article\u00a01"), ("Words",), blocks=(p(Mark(("EU",), "abbr", name="European \"Union\""), OpaqueInline("<x/>", "opaque <x>"), Break(), Mention(("x",), "concept", "none")),
                                                                  Opaque("<foreign/>", "Foreign & text"), table)),
                Provision("paragraph", None, blocks=(p(Lead(("Ends",)), " " + "unbreakable" * 50),), wrap_up=(p("wrapped up"),)),
                p("Loose text."),
            ),
            conclusions=(Container("signatures", (p(Mark(("A. B.",), "signature")), p(Mark(("C. D.",), "signature")))),),
            attachments=(
                Attachment(Document("doc", "annex", preface=(LongTitle((p("An annex with a title"),)),), body=(clause("1.", "", "Text."),),
                                    attachments=(Attachment(Document("doc", "annex", body=(Provision("section", Number("1"), ("Deep",)),)), heading=("Within",)),)),
                           Number("Annex I"), (), ("with a second line",)),
                Attachment(Document("doc", "annex", body=(Paragraph(("No heading.",)),))),
                Attachment(Document("doc", "annex"), Number("Annex III")),
            ),
        ),
    )  # fmt: skip


def chinese() -> Instrument:
    """Ideographs, their numbers and brackets, with words of other scripts among them."""
    return Instrument(
        Metadata(title="关于灯塔的决议", country="un", date="2024-12-10", symbol="A/RES/79/3", language="zho"),
        Document(
            "statement", "resolution",
            preface=(LongTitle((p(Mark(("关于灯塔的决议",), "docTitle")),)),),
            body=(clause("一、", "决定", "将此事（Конференция, منظمة, 灯台の, 유엔 총회）列入议程；", children=(point("（一）", "第一项；"), point("（二）", "第二项。"))),),
        ),
    )  # fmt: skip


def seed(name: str) -> Callable[[], Instrument]:
    """A seed as it is read from its text."""
    folder = Path(__file__).resolve().parent.parent.parent / "seeds" / name
    return lambda: read((folder / "text.txt").read_bytes(), "text").value


SEEDS = {name: seed(name) for name in ("oic-contact-group-2025", "un-style-resolution", "treaty")}
PAGES = {
    **instruments.ALL,
    "long": lambda: instruments.long(60),
    "odd": odd,
    "chinese": chinese,
    **{f"seed-{name}": made for name, made in SEEDS.items()},
}
AWKWARD = {name: HARD[name] for name in ("long_clause", "many_notes", "unbreakable", "tables", "headings")}
"""Pages that strain a browser and a narrow window."""


DRESSED = {
    f"{name}-in-{style}": (name, style)
    for name in ("resolution", "treaty", "arabic")
    for style in ("un", "treaty", "brief")
}
"""Pages in house styles other than the usual one."""


def page(name: str, **options: object) -> bytes:
    """The page of one of `PAGES`, `DRESSED` or `AWKWARD`."""
    if name in DRESSED:
        name, options["style"] = DRESSED[name]
    return HtmlWriter().write((PAGES | AWKWARD)[name](), HtmlOptions(**options)).value  # type: ignore[arg-type]
