"""The metadata of an instrument as the United Nations write it: their IRIs, and what stands in no line of the text."""

from __future__ import annotations

from typing import Any

from engross import record
from engross.identity import UNKNOWN_DATE
from engross.model import Document, Instrument, Mark, text_of
from engross.writers.akn_text import attribute

# AKN4UN names every text of their deliberations so.
DELIBERATION = "deliberation"


class UnMeta:
    """Writes the `meta` of a document and of its annexes."""

    def __init__(self, instrument: Instrument) -> None:
        self.metadata = m = instrument.metadata
        self.said = said_title(instrument.document)
        self.date = record.written_date(m.date)
        number = m.number or m.slug
        segments = (m.country, instrument.document.form, m.subtype or DELIBERATION, m.actor, self.date, number)
        if m.country == "un":
            segments = (*segments[:2], DELIBERATION, *segments[3:])
        self.work = record.written_iri("/akn/" + "/".join(s for s in segments if s) + "/")
        known = {record.written_key(e.key) for e in m.entities}
        self.own = {key: href for key, href in record.AKN4UN_CLASSES.items() if key not in known}
        self.source = next(iter(record.AKN4UN_CLASSES))

    def keys(self) -> tuple[str, ...]:
        """The keys of all classes."""
        return (*self.own, *(record.written_key(e.key) for e in self.metadata.entities))

    def written(self, component: str) -> str:
        """The `meta` of the document (component "") or of an annex."""
        if component:
            return f"\n<meta>{self.identification(component)}\n</meta>"
        return f"\n<meta>{self.identification('')}{self.keywords()}{self.workflow()}{self.references()}\n</meta>"

    def identification(self, component: str) -> str:
        m, work = self.metadata, attribute(self.work)
        part = f"!main/{component}" if component else "!main/"
        expression = f"{work}{attribute(m.language)}@"
        author = f"#{record.written_key(m.author)}" if m.author else ""
        published = record.written_date(m.publication_date)
        title = m.title if m.title != self.said and not component else ""
        alias = f'\n<FRBRalias name="title" value="{attribute(title)}"/>' if title else ""
        issued = f'\n<FRBRauthor href="{author}" as="#issuer"/>'
        if m.publisher:
            issued = f'\n<FRBRauthor href="#{record.written_key(m.publisher)}" as="#publisher"/>'
        return (
            f'\n<identification source="#{self.source}">\n<FRBRWork>\n<FRBRthis value="{work}{part}"/>'
            f'\n<FRBRuri value="{work}"/>{alias}\n<FRBRdate date="{self.date}" name="adoption"/>'
            f'\n<FRBRauthor href="{author}" as="#author"/>\n<FRBRcountry value="{attribute(m.country)}"/>\n</FRBRWork>'
            f'\n<FRBRExpression>\n<FRBRthis value="{expression}{part}"/>\n<FRBRuri value="{expression}/"/>'
            f'\n<FRBRdate date="{published}" name="publication"/>{issued}'
            f'\n<FRBRlanguage language="{attribute(m.language)}"/>\n</FRBRExpression>'
            f'\n<FRBRManifestation>\n<FRBRthis value="{expression}/{part.rstrip("/")}.xml"/>'
            f'\n<FRBRuri value="{expression}.xml"/>\n<FRBRdate date="{record.written_date(m.produced)}" name="markup"/>'
            f'\n<FRBRauthor href="#{self.source}" as="#editor"/>\n</FRBRManifestation>\n</identification>'
        )

    def keywords(self) -> str:
        words = "".join(
            f'\n<keyword value="{attribute(k)}" showAs="{attribute(k)}" dictionary="#{self.source}"/>'
            for k in self.metadata.keywords
        )
        return f'\n<classification source="#{self.source}">{words}\n</classification>' if words else ""

    def workflow(self) -> str:
        """The one step that is known: when it was adopted."""
        if self.date == UNKNOWN_DATE:
            return ""
        step = f'<step date="{self.date}" outcome="adopted" by=""/>'
        return f'\n<workflow source="#{self.source}">\n{step}\n</workflow>'

    def references(self) -> str:
        out = [f'\n<references source="#{self.source}">']
        for key, (element, href, shown) in self.own.items():
            out.append(f'\n<{element} eId="{key}" href="{href}" showAs="{shown}"/>')
        seen: set[str] = set()
        for entity in self.metadata.entities:
            key = record.written_key(entity.key)
            if key not in seen:
                seen.add(key)
                named = ' name="quantity"' if entity.kind == "quantity" else ""
                href, shown = attribute(record.written_iri(entity.href)), attribute(entity.name)
                out.append(f'\n<{record.CLASSES[entity.kind]} eId="{key}" href="{href}" showAs="{shown}"{named}/>')
        out.append("\n</references>")
        return "".join(out)


def said_title(document: Document) -> str:
    """The words of the first line that is marked as the title; "" when none is."""
    stack: list[Any] = [*reversed((*document.preface, *document.cover))]
    while stack:
        part = stack.pop()
        if isinstance(part, Mark) and part.element == "docTitle":
            return " ".join(text_of(part.content).split())
        stack += reversed(getattr(part, "blocks", getattr(part, "content", ())))
    return ""
