"""The brief of an instrument: two to four pages that cite its clauses, and its full text as an annex.

A brief is an instrument itself, so that every writer prints it as it prints anything else. Nothing in it is said that
the text does not say: each line gives the first words of a clause and links to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import structs

from engross.brief.pages import sections
from engross.brief.survey import Survey, survey
from engross.brief.words import Words, words
from engross.diagnostics import Diagnostic, Outcome, Rule, Severity
from engross.identity import Eids
from engross.model import (
    Attachment,
    Container,
    Document,
    Instrument,
    LongTitle,
    Mark,
    Paragraph,
    Reference,
)
from engross.parts import part_eids
from engross.record import written_key

LANGUAGE = Rule("brief-language", "brief-language", Severity.INFO, "A brief has English fixed words for want of others")
OPENINGS = Rule(
    "brief-openings", "brief-openings", Severity.WARNING, "What clauses do is not told for want of lead phrases"
)
FLAT = Rule("brief-flat", "brief-flat", Severity.WARNING, "There are no clauses or articles to tell of")


def brief(instrument: Instrument, language: str = "") -> Outcome[Instrument]:
    """The brief of an instrument whose blank numbers are filled.

    language: of the fixed words (ISO 639-3 or BCP 47), that of the instrument when "". The lead phrases are read in the
    language of the instrument."""
    m = instrument.metadata
    spoken = words(m.language)
    said = words(language) if language else spoken
    said = Words(spoken.speech, spoken.openings, said.names, said.fixed, said.own)
    annex = Attachment(instrument.document, heading=(said["full"],))
    keys = [written_key(entity.key) for entity in m.entities]
    before = list(part_eids(instrument.document, Eids(keys)))
    (_, text), *after = part_eids(Document("doc", "brief", attachments=(annex,)), Eids(keys))
    eids = {id(part): eid for part, eid in after}
    moves = {f"#{old}": f"#{new}" for (_, old), (_, new) in zip(before, after, strict=True)}
    found = survey(instrument, eids, spoken)
    annex = structs.replace(annex, document=_moved(instrument.document, moves))
    name = " ".join((m.title or m.kind or m.symbol or said["brief"]).split())
    document = Document(
        "doc",
        "brief",
        preface=(
            Container("masthead", (Paragraph((Mark((said["brief"],), "docType"),)),)),
            LongTitle((Paragraph((Mark((name,), "docTitle"),)),)),
        ),
        body=sections(instrument, found, said, text, m.language),
        attachments=(annex,),
    )
    facts = structs.replace(m, title=f"{said['brief']}: {name}", kind=said["brief"], subtype="brief", author="")
    return Outcome(Instrument(facts, document), tuple(_findings(m.language, found, said, spoken)))


def _findings(language: str, found: Survey, said: Words, spoken: Words) -> Iterator[Diagnostic]:
    if not said.own:
        yield Diagnostic(LANGUAGE, f"the fixed words of the brief are English: there are none for {language!r} yet")
    if not spoken.speech.actions:
        yield Diagnostic(OPENINGS, f"what clauses do is not told: no lead phrases are known for {language!r}")
    if not found.clauses and not found.articles:
        yield Diagnostic(FLAT, "there are no clauses or articles to tell of: the brief has the full text only")


def _moved(part: Any, moves: Mapping[str, str]) -> Any:
    """`part` with its inner references following the parts they point at."""
    if isinstance(part, tuple):
        made = None
        for n, inner in enumerate(part):
            if type(inner) is not str and (other := _moved(inner, moves)) is not inner:
                made = list(part) if made is None else made
                made[n] = other
        return part if made is None else tuple(made)
    changes: dict[str, Any] = {}
    if isinstance(part, Reference) and part.href in moves:
        changes["href"] = moves[part.href]
    for field in getattr(part, "__struct_fields__", ()):
        value = getattr(part, field)
        if value and type(value) is not str and (other := _moved(value, moves)) is not value:
            changes[field] = other
    return structs.replace(part, **changes) if changes else part
