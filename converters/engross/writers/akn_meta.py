"""Writes what is known of an instrument: FRBR identification, publication, keywords, lifecycle, references."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import msgspec

from engross import record
from engross.identity import UNKNOWN_DATE, Iris, frbr
from engross.model import Entity, Metadata
from engross.writers.akn_text import TextWriter, attribute

# The fields that no element of the standard says, in the order of the tree. `actor` is read from the Work IRI.
_PROPRIETARY = ("kind", "place", "session", "agenda_item")
_ROLES = {"author": "Author", "editor": "Editor", "publisher": "Publisher", "participant": "Participant"}


class Agents(NamedTuple):
    """The keys of the classes that the record itself needs; "" for one that it does not."""

    tool: str
    unknown: str
    roles: dict[str, str]

    def keys(self) -> tuple[str, ...]:
        """All of them that are used."""
        return tuple(k for k in (self.tool, self.unknown, *self.roles.values()) if k)


def agents(metadata: Metadata) -> Agents:
    """The keys of the record's own classes, none of them a key that the instrument uses."""
    used = (metadata.author, metadata.publisher, *metadata.participants, *(e.key for e in metadata.entities))
    taken = {record.written_key(key) for key in used if key}

    def free(wish: str) -> str:
        key, n = wish, 1
        while key in taken:
            n += 1
            key = f"{wish}-{n}"
        taken.add(key)
        return key

    roles = ["author", "editor"]
    roles += ["publisher"] if metadata.publisher else []
    roles += ["participant"] if metadata.participants else []
    tool, unknown = free("engross"), "" if metadata.author else free("unknown")
    return Agents(tool, unknown, {role: free(role) for role in roles})


class MetaWriter:
    """Writes the `meta` of a document and of its annexes. `text` takes the findings and knows the entities' keys."""

    def __init__(self, metadata: Metadata, form: str, text: TextWriter, own: Agents) -> None:
        self.metadata = metadata
        self.form = form
        self.text = text
        self.own = own
        self.date = record.written_date(metadata.date)
        self.named = "adoption" if self.date == metadata.date != UNKNOWN_DATE else "unknown"
        dated = msgspec.structs.replace(metadata, date=metadata.date if self.named == "adoption" else "")
        self.iris: Iris = frbr(dated, form)

    # ----------------------------------------------------------------- identification

    def identification(self, component: str) -> str:
        """The identification of a component: `!main`, `!annex_1` …"""
        m, iris = self.metadata, self.iris
        work, expression, manifestation = (attribute(iri) for iri in iris)
        this = f"/{component}"
        author = self.text.target(m.author) if m.author else f"#{self.own.unknown}"
        publisher = self.text.target(m.publisher) if m.publisher else ""
        dated = f'\n<FRBRdate date="{self.date}" name="{self.named}"/>'
        by_author = f'\n<FRBRauthor href="{author}" as="#{self.own.roles["author"]}"/>'
        out = [
            f'\n<identification source="#{self.own.tool}">\n<FRBRWork>\n<FRBRthis value="{work}{this}"/>',
            f'\n<FRBRuri value="{work}"/>',
        ]
        main = component == record.MAIN
        out += [f'\n<FRBRalias name="title" value="{attribute(m.title)}"/>'] if m.title and main else []
        if m.symbol and main and not m.number:
            out.append(f'\n<FRBRalias name="symbol" value="{attribute(m.symbol)}"/>')
        out += [dated, by_author]
        if main:
            role = self.own.roles.get("participant")
            out += [f'\n<FRBRauthor href="{self.text.target(p)}" as="#{role}"/>' for p in m.participants]
        out.append(f'\n<FRBRcountry value="{attribute(m.country)}"/>')
        out += [f'\n<FRBRsubtype value="{attribute(m.subtype)}"/>'] if m.subtype else []
        if m.number:
            shown = f' showAs="{attribute(m.symbol)}"' if m.symbol else ""
            out.append(f'\n<FRBRnumber value="{attribute(m.number)}"{shown}/>')
        out += [f'\n<FRBRname value="{attribute(m.slug)}"/>'] if m.slug else []
        out.append(f'\n</FRBRWork>\n<FRBRExpression>\n<FRBRthis value="{expression}{this}"/>')
        out.append(f'\n<FRBRuri value="{expression}"/>{dated}')
        if publisher:
            out.append(f'\n<FRBRauthor href="{publisher}" as="#{self.own.roles["publisher"]}"/>')
        else:
            out.append(by_author)
        out.append(f'\n<FRBRlanguage language="{attribute(m.language)}"/>\n</FRBRExpression>\n<FRBRManifestation>')
        out.append(f'\n<FRBRthis value="{expression}{this}.xml"/>\n<FRBRuri value="{manifestation}"/>')
        out += [f'\n<FRBRalias name="source" value="{attribute(m.source)}"/>'] if m.source and main else []
        out.append(self.produced(dated))
        out.append(f'\n<FRBRauthor href="#{self.own.tool}" as="#{self.own.roles["editor"]}"/>')
        out.append('\n<FRBRformat value="xml"/>\n</FRBRManifestation>\n</identification>')
        return "".join(out)

    def produced(self, dated: str) -> str:
        """The date of the manifestation; where none is given, that of the instrument, under its own name."""
        date = self.text.day(self.metadata.produced)
        known = self.metadata.produced and date != UNKNOWN_DATE
        return f'\n<FRBRdate date="{date}" name="markup"/>' if known else dated

    # ----------------------------------------------------------------- the rest

    def main(self) -> str:
        """The whole `meta` of the instrument."""
        m, tool = self.metadata, self.own.tool
        self.text.day(m.date)
        out = ["\n<meta>", self.identification(record.MAIN)]
        if (date := self.text.day(m.publication_date)) != UNKNOWN_DATE:
            shown = next((e.name for e in m.entities if e.key == m.publisher), "")
            out.append(f'\n<publication date="{date}" name="publication" showAs="{attribute(shown)}"/>')
        if m.keywords:
            out.append(f'\n<classification source="#{tool}">')
            out += [
                f'\n<keyword value="{attribute(k)}" showAs="{attribute(k)}" dictionary="#{tool}"/>' for k in m.keywords
            ]
            out.append("\n</classification>")
        original = self.text.eids.claim("original_1")
        if self.named != "unknown":
            event = self.text.eids.claim("eref_1")
            out.append(f'\n<lifecycle source="#{tool}">\n<eventRef eId="{event}" date="{self.date}" ')
            out.append(f'source="#{original}" type="generation"/>\n</lifecycle>')
            if m.author:
                step = f'<step date="{self.date}" by="{self.text.target(m.author)}" as="#{self.own.roles["author"]}"/>'
                out.append(f'\n<workflow source="#{tool}">\n{step}\n</workflow>')
        out.append(self.references(original))
        out.append(self.proprietary())
        out.append("\n</meta>")
        return "".join(out)

    def annex(self, component: str) -> str:
        """The `meta` of an annex: its own identification; classes stand only in that of the instrument."""
        return f"\n<meta>{self.identification(component)}\n</meta>"

    def references(self, original: str) -> str:
        """The record's own classes, the original expression, then the entities of the instrument."""
        out = [f'\n<references source="#{self.own.tool}">']
        out.append(_entry("TLCOrganization", self.own.tool, record.OWN_IRI, "Engross"))
        if self.own.unknown:
            out.append(_entry("TLCOrganization", self.own.unknown, record.UNKNOWN_IRI, "Unknown"))
        out += [_entry("TLCRole", key, record.ROLE_IRI + role, _ROLES[role]) for role, key in self.own.roles.items()]
        expression = attribute(record.written_iri(self.iris.expression))
        out.append(_entry("original", original, expression, self.metadata.title))
        seen: set[str] = set()
        for entity in self.metadata.entities:
            key = record.written_key(entity.key)
            if key in seen:
                self.text.report(record.REPAIRED, f"two entities have the key {entity.key!r}: the later was left out")
                continue
            seen.add(key)
            out.append(self.entity(entity, key))
        out.append("\n</references>")
        return "".join(out)

    def entity(self, entity: Entity, key: str) -> str:
        named = ' name="quantity"' if entity.kind == "quantity" else ""
        self.text.target(entity.key)
        return _entry(record.CLASSES[entity.kind], key, self.text.iri(entity.href), entity.name, named)

    def proprietary(self) -> str:
        """The fields that the standard's elements do not give back as they are."""
        m = self.metadata
        fields = [(name, getattr(m, name)) for name in _PROPRIETARY if getattr(m, name)]
        date = self.date if self.named == "adoption" else UNKNOWN_DATE
        if m.actor != record.actor_in(self.iris.work, m.country, self.form, m.subtype, date, m.number or m.slug):
            fields.append(("actor", m.actor))
        for name in ("date", "publication_date", "produced"):
            value = getattr(m, name)
            if value and record.read_date(value) != value:
                fields.append((name, value))
        if not fields:
            return ""
        out = [f'\n<proprietary source="#{self.own.tool}">']
        out += [f'\n<{name} xmlns="{record.OWN_NAMESPACE}" value="{attribute(value)}"/>' for name, value in fields]
        out.append("\n</proprietary>")
        return "".join(out)


@lru_cache(record.REMEMBERED)
def _entry(element: str, key: str, href: str, shown: str, more: str = "") -> str:
    return f'\n<{element} eId="{key}" href="{href}" showAs="{attribute(shown)}"{more}/>'
