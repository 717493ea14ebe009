"""By whom: the body or parties that made the instrument, those that take part, and who published it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engross.identity import slug
from engross.languages.names.patterns import later
from engross.recognise.metadata_makers import Makers, trimmed
from engross.recognise.metadata_scene import Scene, Words

if TYPE_CHECKING:
    from engross.recognise.inlines_nesting import Found

WORDS = later(r"\w+")
ALIKE = 0.6
ENOUGH = 0.4
"""The part of the words of a name that another line must share to name the same maker."""
LEAST = 2
SHORTEST_STEM = 4
SMALL = frozenset(
    "the of and for on in to a an at by s d l et de la le les du des y el los las del e und der die das des и в по".split()
)
"""Words that are no part of a name."""
SHORT = 60


class Issuer(NamedTuple):
    """Who made the instrument: as printed, the key of its entity, and where the words stand (one for each piece)."""

    text: str
    key: str
    at: tuple[Words, ...] = ()
    bare: str = ""  # the words without their article


def is_state(country: str) -> bool:
    """Whether a country code is that of a state (two letters, and neither of the reserved ones)."""
    return len(country) == 2 and country not in ("un", "eu")


def issuer(scene: Scene, title: Words | None) -> Issuer:
    """The maker of the instrument and its entity, with the places in the title and above it that name it too."""
    makers = Makers(scene)
    words = makers.found(title)
    if words is None or not words.text:
        return Issuer("", "")
    made = _entity(scene, words)
    return made._replace(at=(*made.at, *_elsewhere(scene, made, makers.of_title(title))))


def _elsewhere(scene: Scene, made: Issuer, titled: Words | None) -> list[Words]:
    """The other words of the front that name the maker: its name, or most of it, in the title, the note of adoption or
    the masthead; the parties in the title."""
    taken = [(w.start, w.end) for w in made.at]
    own = frozenset(_stem(word) for word in WORDS.findall(made.text)) - SMALL
    least, name = max(LEAST, ENOUGH * len(own)), made.bare.casefold()
    out = []
    for n in scene.front:
        base, text = scene.bases[n], scene.pieces[n].text.casefold()
        at = text.find(name)
        span: tuple[int, int] | None = None
        if at >= 0 and not text[at - 1 : at].isalnum() and not text[at + len(name) : at + len(name) + 1].isalpha():
            span = _whole(base + at, base + at + len(name), scene.found(n, "organization"))
        elif sum([word in text for word in own]) >= least or made.key in [f.value for f in scene.inside(n)]:
            span = _shared(scene, n, own, made.key)
        if titled and base <= titled.start < base + len(text) and _alike(titled.text, own):
            span = (titled.start, titled.end)
        if span and all(span[1] <= a or span[0] >= b for a, b in taken):
            out.append(Words(scene.text[span[0] : span[1]], *span))
    return out


def _whole(start: int, end: int, bodies: list[Found]) -> tuple[int, int]:
    """The stretch, made to hold all of what was found on a part of it: a name is marked whole or not at all."""
    for body in bodies:
        if body.start < end and body.end > start:
            start, end = min(start, body.start), max(end, body.end)
    return start, end


def _alike(text: str, own: frozenset[str]) -> bool:
    """Whether a text shares most of its words with a name."""
    other = frozenset(_stem(word) for word in WORDS.findall(text)) - SMALL
    return 2 * len(own & other) >= ALIKE * (len(own) + len(other))


def _stem(word: str) -> str:
    small = word.casefold()
    return small[:-1] if len(small) > SHORTEST_STEM and small[-1] == "s" else small


def _shared(scene: Scene, n: int, own: frozenset[str], key: str) -> tuple[int, int] | None:
    """The longest run of words of a piece that the maker's name has too, when it is enough of a name."""
    text, base = scene.pieces[n].text, scene.bases[n]
    bodies = scene.found(n, "organization")
    best: tuple[int, int, int] | None = None
    first = last = count = 0
    for match in (*WORDS.finditer(text), None):
        stem = _stem(match[0]) if match else ""
        if match and stem in own:
            first = first if count else match.start()
            last, count = match.end(), count + 1
        elif not match or stem not in SMALL:
            if count and (best is None or count > best[2]):
                best = (first, last, count)
            count = 0
    named = next(((f.start, f.end) for f in bodies if f.value == key), None)
    if best is None or best[2] < max(LEAST, ENOUGH * len(own)):
        return named
    start, end = _whole(base + best[0], base + best[1], bodies)
    if named is None and not scene.names.head("makers").search(text, start - base, end - base):
        return None
    return start, end


def _entity(scene: Scene, words: Words) -> Issuer:
    """The body whose name the words are or whose members speak; else an entity made of the words."""
    entities = scene.inlines.entities
    inside = [f for f in scene.between(words.start, words.end) if f.end <= words.end and f.tag == "organization"]
    bodies = {f.value: None for f in inside if (known := entities.of(f.value)) and not is_state(known.country)}
    states = {f.value: None for f in inside}
    name = scene.names.head("article").sub("", words.text)
    actor = scene.names.wording.citations.issuers.get(name, "")
    if actor in entities.known:
        key = entities.use(actor)
    elif len(bodies) == 1:
        (key,) = bodies
    elif len(states) == 1 and not bodies and len(words.text) < SHORT and entities.of(next(iter(states))):
        (key,) = states
    else:
        key = entities.add(name, "organization", key=slug(name, 50))
    return Issuer(words.text, key, _by_piece(scene, words), name)


def _by_piece(scene: Scene, words: Words) -> tuple[Words, ...]:
    """Words over several pieces, parted at their ends; separators at the ends stay outside."""
    out = []
    at = words.start
    for part in scene.text[words.start : words.end].split("\n"):
        if part.strip():
            out.append(trimmed(Words(part, at, at + len(part))))
        at += len(part) + 1
    return tuple(out)


def participants(scene: Scene, made: Issuer) -> tuple[str, ...]:
    """The keys of the states and unions that take part: those named in the opening, or by the maker's own words, or
    two and more in the title."""
    spans = [(w.start, w.end) for w in made.at]
    spans += [(scene.bases[n], scene.bases[n] + len(scene.pieces[n].text)) for n in scene.openers]
    found = _states(scene, spans)
    if not found and (title := scene.title_words()):
        found = _states(scene, [(title.start, title.end)])
        found = found if len(found) > 1 else {}
    return tuple(found)


def _states(scene: Scene, spans: list[tuple[int, int]]) -> dict[str, None]:
    """The keys of the states, and of the European Union, named there, in order."""
    out: dict[str, None] = {}
    for start, end in spans:
        for found in scene.between(start, end):
            known = scene.inlines.entities.of(found.value) if found.tag == "organization" else None
            if known and (is_state(known.country) or known.href == "int.eu"):
                out[found.value] = None
    return out


def publisher(scene: Scene) -> str:
    """The key of who published the text: a byline among the furniture, or the source that the front matter names."""
    for n in scene.bylines:
        piece = scene.pieces[n]
        if piece.text:
            return scene.inlines.entities.add(piece.text, "organization")
    source = scene.said.get("source", "")
    return scene.inlines.entities.add(source.title() if source.isupper() else source, "organization") if source else ""
