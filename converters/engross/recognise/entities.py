"""Who and what a text names: keys, names and IRIs of its entities, each once, in the order of first mention."""

from __future__ import annotations

from typing import get_args

from engross.identity import ABBREVIATIONS, slug
from engross.languages.names import Known, Names
from engross.model import Entity, MentionKind

KINDS: dict[str, MentionKind] = {kind: kind for kind in get_args(MentionKind)}
# A key may not be an eId that the structure or the record's own classes could want.
RESERVED = (
    frozenset(ABBREVIATIONS)
    | frozenset(ABBREVIATIONS.values())
    | frozenset(
        """akoma preface preamble conclusions coverpage body meta references engross author editor publisher original toolkit
    attachments components formula container longtitle note notes num heading content intro wrapup p unknown
    adoption generation title subtitle part book tome list point indent tblock recitals annex main""".split()
    )
)


def structural(key: str) -> bool:
    """Whether a key has the form of an eId of the structure."""
    return "_" in key or key[:1].isdecimal()


class Entities:
    """The entities of one text. Known ones come from the tables; others are made of what the text prints."""

    def __init__(self, names: Names) -> None:
        self.known = names.entities
        self.made: dict[str, Entity] = {}
        self._keys: dict[tuple[str, str], str] = {}
        self._printed: dict[tuple[str, str], str] = {}

    def use(self, key: str, printed: str = "") -> str:
        """The key of a known entity, now named by the text; `printed` is a fuller name than the table's."""
        if key not in self.made:
            known = self.known[key]
            iri = f"/akn/ontology/{known.kind}/{known.href}"
            self.made[self.free(key, known.kind)] = Entity(key, KINDS[known.kind], printed or known.name, iri)
        return key

    def add(self, name: str, kind: MentionKind, href: str = "", key: str = "") -> str:
        """The key of an entity by its printed name, made when it is new. `href` is the end of its IRI."""
        exact = self._printed.get((kind, name))
        if exact is not None:
            return exact
        printed, name = name, " ".join(name.split())
        found = self._keys.get((kind, name.casefold()))
        if found is None:
            wish = key or slug(name) or f"{kind}-{len(self.made) + 1}"
            found = self._keys[kind, name.casefold()] = self.free(wish, kind)
            if found not in self.made:
                self.made[found] = Entity(found, kind, name, f"/akn/ontology/{kind}/{href or slug(name) or found}")
        self._printed[kind, printed] = found
        return found

    def named(self, name: str, kind: MentionKind) -> str:
        """The key of an entity under a name printed before; "" when it is new."""
        return self._printed.get((kind, name), "")

    def free(self, wish: str, kind: str) -> str:
        """A key that no other entity has and no part of the record can want."""
        if wish in RESERVED or structural(wish):
            wish = f"{kind}-{wish}".replace("_", "-")
        key, n = wish, 1
        while key in self.made and self.made[key].kind != kind:
            n += 1
            key = f"{wish}-{n}"
        return key

    def of(self, key: str) -> Known | None:
        """What the tables say of an entity; None for one that the text introduced."""
        return self.known.get(key)

    def all(self) -> tuple[Entity, ...]:
        return tuple(self.made.values())
