"""By whom: the body or parties that made the instrument, those that take part, and who published it."""

from __future__ import annotations

import re
from typing import NamedTuple

from engross.identity import slug
from engross.recognise.metadata_scene import Scene, Words

STOP = re.compile(
    r",? ?\(?(?:hereinafter|hereafter|referred to|meeting|having|gathered|reunid[oa]s?|réunis|ci-après|ci-apres|denominad|de ahora|"
    r"en adelante|далее|стремясь|желая|desiring|desirous|considering|recalling|represented by|acting|convened|assembled|met\b)",
    re.I,
)
VERB = re.compile(
    r"\b(?:met|MET|gathered|held|was held|were held|convened|assembled|concluded|have (?:today |convened|met|agreed|reached)|had|has|hereby|today|"
    r"affirm|reaffirm|share|welcome|condemn|underscore|recogni[sz]e|reaffirmed|affirmed|agreed?|decided?|announce[ds]?|express|commit|"
    r"declare|are|is|resolve[ds]?|co-?hosted|participated|adopted|issued|discussed|se han|nos hemos|se sont)\b"
)
WE = re.compile(
    r"^[“\"*_ ]*(?:We|WE|Nosotros|Nous|Wir),? (?:as )?(?P<i>(?:the |los |las |les |die )?[^;.]{4,420}?),? (?="
    + VERB.pattern[2:]
    + ")"
)
WHO = re.compile(
    r"^[“\"*_ ]*(?:(?:Today|On|In)\b[^A-Z]{0,30}(?:\([^)]*\),?)?,? )?(?P<i>(?:The |the )?[A-Z“\"][^;.]{5,420}?),? (?="
    + VERB.pattern[2:]
    + ")"
)
BETWEEN = re.compile(
    r"\b(?i:between|entre|zwischen|между)\s+(?P<i>.{6,300}?)(?=\s+(?i:on|concerning|regarding|relating|sur|relative|relatif|concernant|sobre|über|uber|о|об|to oversee|for the)\s|$)"
)
BY = re.compile(r"\badopted by (?P<i>the [A-Z][\w’' -]{4,80}?)(?= on\b| at\b| in\b|,|$|\])")
FROM = re.compile(r"\b(?:Statement|Declaration|Communiqu[eé]) (?:from|of|by) (?P<i>the [A-Z].{4,160})$")
LEADERS = re.compile(r"^(?P<i>.{2,60}?(?:Leaders|Ministers|Heads of (?:State|Government)))[’']?s?\b")
LONGEST = 420


class Issuer(NamedTuple):
    """Who made the instrument: as printed, the key of its entity, and where the words stand."""

    text: str
    key: str
    at: tuple[Words, ...] = ()


def issuer(scene: Scene, title: Words | None) -> Issuer:
    """The maker, from the words that open the text; else from the opening sentence, the note of adoption or the title."""
    for words in (_opening(scene), _sentence(scene), _adopted(scene), _in_title(title), _masthead(scene)):
        if words and words.text:
            return _named(scene, words)
    return Issuer("", "")


def _trim(words: Words) -> Words:
    """The words without the quotation marks, commas and spaces around them."""
    text = words.text
    left = len(text) - len(text.lstrip('“”"«*_ '))
    body = text.strip('“”"«»*_ ,،，;:.')
    return Words(body, words.start + left, words.start + left + len(body))


def _opening(scene: Scene) -> Words | None:
    """The line of the body or the lines of the parties before the recitals."""
    if not scene.openers:
        return None
    first = scene.openers[0]
    last = first
    while last + 1 in scene.openers and scene.pieces[last].text[-1:] == "," and len(scene.pieces[last + 1].text) < 160:
        last += 1
    start, end = scene.bases[first], scene.bases[last] + len(scene.pieces[last].text)
    text = scene.text[start:end].replace("\n", " ")
    if len(text) > 60 and first == last:
        found = WE.match(text) or WHO.match(text)
        if found:
            return _trim(Words(found["i"], start + found.start("i"), start + found.end("i")))
    lead = re.match(r"^[“\"*_ ]*(?:We|Nous|Nosotros|Wir),? ", text)
    at = lead.end() if lead else 0
    stop = STOP.search(text, at + 8)
    body = text[at : stop.start() if stop else len(text)][:LONGEST]
    return _trim(Words(body, start + at, start + at + len(body)))


def _sentence(scene: Scene) -> Words | None:
    """Who "met in …" or "affirm …" in the first sentence of a text without a line of its own for its maker."""
    if scene.openers or not scene.body:
        return None
    n = scene.body[0]
    text = scene.pieces[n].text
    for pattern in (WE, WHO):
        found = pattern.match(text[:700])
        if found:
            return _trim(scene.words(n, found.start("i"), found.end("i")))
    return None


def _adopted(scene: Scene) -> Words | None:
    for n in scene.front:
        found = BY.search(scene.pieces[n].text) if scene.pieces[n].role == "adopted" else None
        if found:
            return scene.words(n, found.start("i"), found.end("i"))
    return None


def _in_title(title: Words | None) -> Words | None:
    if title is None:
        return None
    for pattern in (BETWEEN, FROM, LEADERS):
        found = pattern.search(title.text)
        if found:
            return Words(found["i"], title.start + found.start("i"), title.start + found.end("i"))
    return None


def _masthead(scene: Scene) -> Words | None:
    """A body that stands alone on a line of the masthead, the last such."""
    last = None
    for n in scene.front:
        for found in scene.found(n, "organization"):
            if found.end - found.start > len(scene.pieces[n].text) - 4 and scene.inlines.entities.of(found.value):
                last = Words(scene.text[found.start : found.end], found.start, found.end)
    return last


def _named(scene: Scene, words: Words) -> Issuer:
    """The entity of the maker: the body whose name it is or whose members speak, else the words themselves."""
    entities = scene.inlines.entities
    inside = [
        f for f in scene.inlines.found if words.start <= f.start and f.end <= words.end and f.tag == "organization"
    ]
    bodies = [
        f for f in inside if (known := entities.of(f.value)) is not None and known.country not in STATES(known.country)
    ]
    if (bodies and len(bodies) == 1) or (bodies and len({f.value for f in bodies}) == 1):
        return Issuer(words.text, bodies[0].value, (words,))
    return Issuer(words.text, entities.add(words.text, "organization", key=slug(words.text, 50)), (words,))


def STATES(country: str) -> tuple[str, ...]:
    return (country,) if len(country) == 2 and country not in ("un", "eu") else ()


def participants(scene: Scene, made: Issuer) -> tuple[str, ...]:
    """The keys of the states and unions that take part: those named in the opening, or by the maker's own words."""
    spans = [(w.start, w.end) for w in made.at]
    spans += [(scene.bases[n], scene.bases[n] + len(scene.pieces[n].text)) for n in scene.openers]
    out: dict[str, None] = {}
    for found in scene.inlines.found:
        if found.tag == "organization" and any(a <= found.start and found.end <= b for a, b in spans):
            known = scene.inlines.entities.of(found.value)
            if known and (STATES(known.country) or known.href == "int.eu"):
                out[found.value] = None
    return tuple(out)


def publisher(scene: Scene) -> str:
    """The key of who published the text: a byline among the furniture, or the source that the front matter names."""
    for piece in scene.pieces:
        if piece.look == "byline" and piece.text:
            return scene.inlines.entities.add(piece.text, "organization")
    source = scene.said.get("source", "")
    return scene.inlines.entities.add(source.title() if source.isupper() else source, "organization") if source else ""
