"""Persons with an honorific before them or an office after them; a capitalised name alone is nobody for us."""

from __future__ import annotations

from engross.languages.names import Names
from engross.languages.names.patterns import later
from engross.recognise.entities import Entities

REACH = 90
NEAR = 40
"""Characters before an office in which the comma stands that parts it from a name."""
MOST_BETWEEN = 3
"""Words between that comma and the office."""
SURE = frozenset(("Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "H.E.", "M.", "Mme", "Sr.", "Sra.", "Herr", "Frau"))


def _no_names(names: Names) -> tuple[frozenset[str], frozenset[str]]:
    """The words that are no part of a name: in any form, and as printed."""
    wording = names.wording.persons
    titles = (*wording.honorifics, *wording.offices)
    return frozenset(wording.not_names), frozenset(w for phrase in titles for w in phrase.rstrip(".").split())


class Persons:
    """Finds persons around the words that announce them. Each find is (start, end, tag, key, role)."""

    def __init__(self, names: Names, entities: Entities) -> None:
        wording = names.wording.persons
        self.entities = entities
        self.name = later(wording.name)
        self.office_before = later(wording.before_office)
        self.noun_name = later(wording.after_noun)
        self.office_tail = later(wording.office_tail)
        self.never, self.words = names.tool(_no_names)

    def _is_name(self, name: str) -> bool:
        return not any(word.strip("’'s.,") in self.never or word in self.words for word in name.split())

    def after_honorific(self, text: str, start: int, end: int) -> list[tuple[int, int, str, str, str]]:
        """ "H.E. Mr. Ahmed Ali", "Prime Minister Giorgia Meloni"."""
        if (start and text[start - 1].isalnum()) or not text[end + 1 : end + 2].isupper():
            return []  # a name begins with a capital, one space further on
        match = self.name.match(text, end)
        if match is None or "\n" in match[0]:
            return []
        name = match["n"]
        if not self._is_name(name):
            return []
        office = text[start:end]
        role = "" if office in SURE or office.endswith(".") else self.entities.add(office, "role")
        return [(match.start("n"), match.end("n"), "person", self._key(name), role)]

    def before_office(self, text: str, start: int, end: int) -> list[tuple[int, int, str, str, str]]:
        """ "Syed Tariq Fatemi, Special Assistant to the Prime Minister"."""
        if (start and text[start - 1].isalnum()) or text[end : end + 1].isalpha():
            return []
        comma = text.rfind(",", max(0, start - NEAR), start)
        last = text.rfind(" ", 0, max(0, comma)) + 1
        if comma < 1 or not text[last].isupper() or len(text[comma + 1 : start].split()) > MOST_BETWEEN:
            return []
        match = self.office_before.search(text, max(0, start - REACH), start)
        if match is None or "\n" in match[0] or not self._is_name(match["n"]):
            return []
        tail = self.office_tail.match(text, end)
        stop = tail.end() if tail and "\n" not in tail[0] else end
        role = self.entities.add(text[start:stop], "role")
        return [
            (match.start("n"), match.end("n"), "person", self._key(match["n"]), role),
            (start, stop, "role", role, ""),
        ]

    def after_noun(self, text: str, end: int) -> list[tuple[int, int, str, str, str]]:
        """ "the prominent leader, Shabbir Ahmed Shah, who …"."""
        match = self.noun_name.match(text, end)
        if match is None or not self._is_name(match["n"]):
            return []
        return [(match.start("n"), match.end("n"), "person", self._key(match["n"]), "")]

    def _key(self, name: str) -> str:
        return self.entities.add(name, "person")
