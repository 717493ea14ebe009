"""Instruments made by hand, for tests of the writers: every part of the tree, none of it read from a text."""

from __future__ import annotations

from engross.model import (
    Attachment,
    BlockList,
    Break,
    Cell,
    Container,
    Content,
    Date,
    Document,
    Emphasis,
    Entity,
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
    Paragraph,
    Provision,
    Recital,
    Recitals,
    Reference,
    Row,
    Table,
)


def p(*parts: object) -> Paragraph:
    return Paragraph(tuple(parts))  # type: ignore[arg-type]


def clause(number: str | Number | None, lead: str, *rest: object, children: tuple[Provision, ...] = ()) -> Provision:
    num = Number(number) if isinstance(number, str) else number
    parts = (Lead((lead,)), *rest) if lead else rest
    return Provision("paragraph", num, blocks=(Paragraph(parts),), children=children)  # type: ignore[arg-type]


def point(number: str, *rest: object, children: tuple[Provision, ...] = ()) -> Provision:
    return Provision("point", Number(number), blocks=(Paragraph(rest),), children=children)  # type: ignore[arg-type]


ENTITIES = (
    Entity("oic", "organization", "Organisation of Islamic Cooperation", "/akn/ontology/organization/int.oic"),
    Entity("ruritania", "organization", "Republic of Ruritania", "/akn/ontology/organization/xr"),
    Entity("zenda", "location", "Zenda", "/akn/ontology/location/zenda"),
    Entity("anthony-hope", "person", "Anthony Hope", "/akn/ontology/person/anthony-hope"),
    Entity("chair", "role", "Chair", "/akn/ontology/role/chair"),
)


def communique() -> Instrument:
    """Unnumbered clauses (editorial numbers), a chapeau, recitals, a formula, place and date."""
    title: Content = (
        Mark(("Meeting of the Contact Group, held on ", Mark(("5 May 2025",), "docDate", date="2025-05-05"), " in Zenda: ",
              Mark(("Joint Communiqué",), "docType")), "docTitle"),
    )  # fmt: skip
    return Instrument(
        Metadata(
            title="Meeting of the Contact Group, held on 5 May 2025 in Zenda: Joint Communiqué", kind="Joint Communiqué",
            country="xx-oic", subtype="communique", actor="contact-group", date="2025-05-05", slug="joint-communique",
            language="eng", place="Zenda", author="oic", publisher="ruritania", participants=("ruritania",), entities=ENTITIES,
        ),
        Document(
            "statement", "jointCommunique",
            preface=(LongTitle((Paragraph(title),)),),
            preamble=(
                Container("chapeau", (p("The Ministers of the ", Mention(("OIC",), "organization", "oic"), " (",
                    Mention(("Republic of Ruritania",), "organization", "ruritania"), ") met in ",
                    Mention(("Zenda",), "location", "zenda"), " on ", Date(("5 May 2025",), "2025-05-05"), "."),)),
                Recitals((
                    Recital((p(Lead(("Having heard",), "preambular"), " the report of ",
                        Mention(("Anthony Hope",), "person", "anthony-hope", "chair"), " & others;"),)),
                    Recital((p(Lead(("Reaffirming",), "preambular"), " the statements of ",
                        Reference((Date(("1 June 2024",), "2024-06-01"),), "/akn/xx-oic/statement/communique/contact-group/2024-06-01/joint-communique"), ";"),)),
                )),
                Formula((p("The Ministers:"),)),
            ),
            body=(
                clause(Number("1.", True), "Reaffirmed", " their unwavering support for “peace” <here> & there;"),
                clause(Number("2.", True), "Expressed serious concerns", " over the matter, and recalled ",
                    Reference(("paragraph 1 above",), "#para_1"), "; and"),
                clause(Number("3.", True), "Urged", " all States to take the measures set out below. " + "Long words follow. " * 40),
            ),
            conclusions=(Container("dateline", (p(Mention(("Zenda",), "location", "zenda")), p(Mark(("May 5, 2025",), "docDate", date="2025-05-05")))),),
        ),
    )  # fmt: skip


def resolution() -> Instrument:
    """A UN-style resolution: masthead, levels to (a)(i), odd numbers, sections, notes, a table, an annex."""
    note = Note((p("See ", Emphasis("i", ("Official Records",)), ", Supplement No. 1."),), "1")
    table = Table((
        Row((Cell((p("State"),), header=True), Cell((p("Share"),), header=True))),
        Row((Cell((p("Ruritania"),)), Cell((p("60 per cent"),)))),
        Row((Cell((p("Both parties share the rest"),), columns=2),)),
    ), ("Table 1. Shares",))  # fmt: skip
    return Instrument(
        Metadata(
            title="Order and quiet", kind="Resolution", country="un", subtype="resolution", actor="unga", date="2024-12-10",
            number="79-1", symbol="A/RES/79/1", language="eng", session="Seventy-ninth session", agenda_item="9", entities=ENTITIES,
        ),
        Document(
            "statement", "resolution",
            cover=(Container("masthead", (p(Mark(("A/RES/79/1",), "docNumber")), p("Distr.: General"), p("Agenda item 9"))),),
            preface=(LongTitle((p(Mark(("Order and quiet",), "docTitle")),)),),
            preamble=(
                Formula((p(Emphasis("i", ("The General Assembly",)), ","),)),
                Recitals((
                    Recital((p(Lead(("Recalling",), "preambular"), " its resolution ",
                        Reference(("78/1",), "/akn/un/statement/resolution/unga/2023-12-10/78-1"), note, " of 10 December 2023,"),)),
                    Recital((BlockList((ListItem((p("order;"),), Number("(a)")), ListItem((p("quiet,"),), Number("(b)"))),
                        (Lead(("Bearing in mind",), "preambular"), " the following:")),)),
                )),
            ),
            body=(
                Provision("section", Number("I."), ("Order",), children=(
                    clause("1.", "Decides", " that order includes:", children=(
                        point("(a)", "Silence:", children=(point("(i)", "At night;"), point("(ii)", "On Sundays;"))),
                        point("(b)", "Good manners;"),
                    )),
                    clause("2.", "Requests", " the Secretary-General", Note((p("In writing."),), "2"), " to report;"),
                    clause("2 bis.", "Also requests", " the Committee to meet;"),
                )),
                Provision("section", Number("II."), ("Quiet",), children=(
                    clause("5.", "Takes note", " of the table:"),
                    Provision("paragraph", Number("8A."), blocks=(p(Lead(("Adopts",)), " the shares below."), table, p("It so decides."))),
                )),
            ),
            conclusions=(Container("dateline", (p("12th plenary meeting"), p(Mark(("10 December 2024",), "docDate", date="2024-12-10")))),),
            attachments=(
                Attachment(
                    Document("doc", "annex", body=(p("These are the rules."), clause("1.", "", "Keep the order."), clause("2.", "", "Keep quiet,", Break(), "always."))),
                    Number("Annex"), ("Rules of quiet",),
                ),
            ),
        ),
    )  # fmt: skip


def treaty() -> Instrument:
    """Parts, articles, numbered paragraphs, a testimonium and signatures."""
    return Instrument(
        Metadata(title="Treaty on Quiet", kind="Treaty", country="xx", subtype="treaty", date="2024-03-01", slug="treaty-on-quiet",
                 language="eng", place="Zenda", entities=ENTITIES),
        Document(
            "act", "treaty",
            preface=(LongTitle((p(Mark(("Treaty on Quiet",), "docTitle")),)),),
            preamble=(Formula((p("The States Parties to this Treaty,"),), "enactingAuthority"),
                      Recitals((Recital((p(Lead(("Desiring",), "preambular"), " quiet,"),)),)),
                      Formula((p("Have agreed as follows:"),))),
            body=(
                Provision("part", Number("Part I"), ("General",), children=(
                    Provision("article", Number("Article 1"), ("Definitions",), blocks=(p("“", Mark(("Quiet",), "def"), "” means little noise."),)),
                    Provision("article", Number("Article 2"), ("Duties",), children=(
                        clause("1.", "", "Each Party shall keep quiet."), clause("2.", "", "Noise is forbidden, except:", children=(point("(a)", "bells;"), point("(b)", "birds."))))),
                )),
                Provision("part", Number("Part II"), ("Final clauses",), children=(
                    Provision("article", Number("Article 3"), (), blocks=(p("This Treaty enters into force at once."),)),)),
            ),
            conclusions=(Container("witnessingClause", (p("IN WITNESS WHEREOF the undersigned have signed this Treaty."),)),
                         Container("dateline", (p("Done at ", Mention(("Zenda",), "location", "zenda"), " on ", Mark(("1 March 2024",), "docDate", date="2024-03-01"), "."),)),
                         Container("signatures", (p(Mark(("For Ruritania: A. Hope",), "signature")), p(Mark(("For Zenda: R. Rassendyll",), "signature"))))),
        ),
    )  # fmt: skip


def arabic() -> Instrument:
    """Right to left, with Latin words and numbers inside."""
    return Instrument(
        Metadata(title="قرار بشأن الهدوء", kind="قرار", country="un", subtype="resolution", actor="unga", date="2024-12-10",
                 number="79-2", symbol="A/RES/79/2", language="ara"),
        Document(
            "statement", "resolution",
            preface=(LongTitle((p(Mark(("قرار بشأن الهدوء",), "docTitle")),)),),
            preamble=(Formula((p("إن الجمعية العامة،"),)),
                      Recitals((Recital((p(Lead(("إذ تشير",), "preambular"), " إلى قرارها 78/1 المؤرخ 10 كانون الأول/ديسمبر 2023،"),)),))),
            body=(
                clause("1 -", "تقرر", " ما يلي (UNESCO):", children=(point("(أ)", "الهدوء ليلا؛"), point("(ب)", "النظام نهارا؛"))),
                clause("2 -", "تطلب", " إلى الأمين العام أن يقدم تقريرا."),
            ),
        ),
    )  # fmt: skip


def empty() -> Instrument:
    """Nothing at all."""
    return Instrument(Metadata(), Document("doc", "doc"))


def long(clauses: int) -> Instrument:
    """As many clauses as asked, with sub-items under every fifth and sections of twenty."""
    words = "the Member States of the Organisation welcome progress towards cooperation for peace and development in accordance with law ".split()
    sections = []
    for n in range(1, clauses + 1):
        text = " " + " ".join(words[(n * 7 + k) % len(words)] for k in range(18 + n * 13 % 40)) + ";"
        children = (
            tuple(point(f"({c})", " ".join(words[(n + k) % len(words)] for k in range(12)) + ";") for c in "abc")
            if n % 5 == 0
            else ()
        )
        ref = (" as set out in ", Reference((f"paragraph {n - 3}",), f"#para_{n - 3}")) if n > 3 and n % 4 == 0 else ()
        if n % 20 == 1:
            sections.append([])
        sections[-1].append(clause(f"{n}.", "Welcomes", text, *ref, children=children))
    body = tuple(
        Provision("section", Number(f"Section {k}."), (f"Matters of section {k}",), children=tuple(part))
        for k, part in enumerate(sections, 1)
    )
    return Instrument(
        Metadata(
            title="A long communiqué",
            country="xx",
            subtype="communique",
            date="2024-01-01",
            slug="long",
            language="eng",
        ),
        Document(
            "statement", "communique", preface=(LongTitle((p(Mark(("A long communiqué",), "docTitle")),)),), body=body
        ),
    )


ALL = {"communique": communique, "resolution": resolution, "treaty": treaty, "arabic": arabic, "empty": empty}
