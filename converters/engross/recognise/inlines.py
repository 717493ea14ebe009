"""Everything found inside pieces, in one pass: dates, citations, bodies, states, places, persons; and its nesting.

One automaton runs over the texts of all pieces joined by line feeds; small anchored patterns run only at its hits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from engross.identity import slug
from engross.languages.names import Names
from engross.languages.names.patterns import later
from engross.recognise.entities import Entities
from engross.recognise.inlines_acronyms import with_acronyms
from engross.recognise.inlines_citations import Citations
from engross.recognise.inlines_dated import Dated
from engross.recognise.inlines_dates import Dates, Day
from engross.recognise.inlines_inner import InnerReferences
from engross.recognise.inlines_nesting import Found, ordered
from engross.recognise.inlines_persons import Persons

if TYPE_CHECKING:
    from engross.recognise.pieces import Piece

PROCLITICS = "وبلفك"
CAPITALS_BEFORE = later(r"[A-ZÀ-Þ]{2,}[\s,.-]{1,2}$")
CAPITALS_AFTER = later(r"[\s,.-]{1,2}[A-ZÀ-Þ]{2,}")
LETTER_BEFORE = later(r"[A-Z][a-z]+ $")
LETTER_AFTER = later(r" [A-Z][a-z]+")
JOINED = later(r"\s*(?:,|and|et|y|und|и|,\s*and)\s+")
NOTE_CALL = later(r"\d{1,2}(?!\w)")
PLACE_DATE = later(
    r"(?:[-,]\s?[A-ZÀ-Þ][\w .]{1,30}?)?[,:.]?\s\(?(?:le |el |den |am )?(?:\d{1,2}|[A-Z][a-z]+ \d{1,2},)[^\n]{1,30}\d{4}"
)
BETWEEN_WORDS = " ,.\n"
AFTER_DATE = 4
SHORT_LINE = 90
LONGEST_LIST = 400


class Inlines:
    """What the pieces of one text hold. `found` is in the order of the text once `read` is done."""

    def __init__(self, pieces: Sequence[Piece], names: Names, entities: Entities, own: str = "") -> None:
        # furniture is no part of the instrument: what it names is nobody's concern
        self.text = "\n".join([piece.text if piece.role != "furniture" else "" for piece in pieces])
        self.names, self.entities, self.own = names, entities, own
        self.found: list[Found] = []
        self.dates: list[Day] = []
        self.dated = Dated(self.text, names)
        self.reader = names.tool(Dates)
        self.citations = names.tool(Citations)
        self.inner = InnerReferences(names, pieces)
        self.persons = Persons(names, entities)
        wording = names.wording
        self.part = later(wording.bodies.part)
        self.place_before = later(wording.places.before)
        self.long_form = later(names.long_form)
        self.long_joints = tuple(names.long_joints)
        self.session_before = later(wording.sessions.before)
        self.session_of = later(wording.sessions.of)
        self.role_of = later(wording.persons.role_of)
        self.office = (-1, -1)  # where an office begins, and where its body must
        self.given = frozenset(names.also_given_names)
        self.han, self.arabic = names.code == "zh", names.code == "ar"
        self.heads = frozenset(wording.citations.heads)
        self.last_place = (-1, -1)
        self.session: tuple[int, int, str] | None = None  # where a session begins, where its body must, its number
        # where the last numbered resolution ended, what it was and whose: others of its list may follow
        self.listed_since: tuple[int, str, str] = (-LONGEST_LIST - 1, "", "")

    # ------------------------------------------------------------------------- the pass

    def read(self) -> list[Found]:
        """All that is found, sorted; nested things follow what holds them."""
        acts, values, text = self.names.tool(_acts), self.names.values, self.text
        last = 0
        for which, start, end in self.names.matcher.find_matches_as_indexes(text):
            if start >= last and (act := acts[which]) is not None:
                last = act(self, start, end, values[which])
        self.found = with_acronyms(text, ordered(self.found), self.names, self.entities, self._whole)
        return self.found

    def _whole(self, start: int, end: int) -> bool:
        """Whether text[start:end] is not a part of a longer word."""
        text = self.text
        if text[end : end + 1] in BETWEEN_WORDS and text[start - 1 : start] in BETWEEN_WORDS:
            return True
        if self.han:
            return True
        if end < len(text) and (text[end].isalnum() or text[end] == "_") and not self._note_call(start, end):
            return False
        if not start or not (text[start - 1].isalnum() or text[start - 1] == "_"):
            return True
        return self.arabic and text[start - 1] in PROCLITICS and (start < 2 or not text[start - 2].isalnum())

    def _note_call(self, start: int, end: int) -> bool:
        """Whether the digits glued to a long name are the call of a note ("Declaration of Human Rights1")."""
        return end - start > 8 and NOTE_CALL.match(self.text, end) is not None

    # ------------------------------------------------------------------------- dates

    def _month(self, start: int, end: int, month: str) -> int:
        return self._day(self.reader.around(self.text, start, end, month), end)

    def _iso(self, start: int, end: int, month: str) -> int:
        return self._day(self.reader.iso(self.text, start, end, month), end)

    def _dotted(self, start: int, end: int, month: str) -> int:
        return self._day(self.reader.dotted(self.text, start, end, month), end)

    def _day(self, day: Day | None, end: int) -> int:
        if day is None:
            return end
        self.dates.append(day)
        self.found.append(Found(day.start, day.end, "date", day.iso))
        self._listed_number(day)
        start = self.dated.around(day)
        if start >= 0:
            self.found.append(Found(start, day.end, "ref"))
        return day.end

    def _listed_number(self, day: Day) -> None:
        """The number of a resolution before its date, in a list whose other members are described between."""
        last, subtype, actor = self.listed_since
        if day.start - last > LONGEST_LIST or "\n" in self.text[last : day.start]:
            return
        cited = self.citations.dated(self.text, day.start, last, subtype, actor)
        if cited:
            self.found.append(Found(cited.start, cited.end, "ref", cited.href))
            self.listed_since = (day.end, subtype, actor)

    # ------------------------------------------------------------------------- citations

    def _instrument(self, start: int, end: int, key: str) -> int:
        if self._whole(start, end) and self.text[start].isupper():
            self.dated.kind(start, end, key)
            word = self.text[start:end].rpartition(" ")[2]
            if end - len(word) > start and word in self.heads:
                cited = self.citations.named(self.text, end - len(word), end)  # "Joint Declaration of Support for …"
                if cited:
                    return self._cite(min(start, cited.start), cited.end, cited.href)
        return end

    def _numbers(self, start: int, end: int, key: str, subtype: str) -> int:
        if key and self.text[start].isupper():
            self.dated.kind(start, end, key)
        at = end
        for cited in self.citations.numbers(self.text, start, end, subtype, self.own):
            self.found.append(Found(cited.start, cited.end, "ref", cited.href))
            at = cited.end if at == end else at
            self.listed_since = (cited.end, subtype, self.own or cited.href.split("/")[5])
        return at

    def _resolution(self, start: int, end: int, key: str) -> int:
        return self._numbers(start, end, key, "resolution")

    def _decision(self, start: int, end: int, key: str) -> int:
        return self._numbers(start, end, key, "decision")

    def _document(self, start: int, end: int, key: str) -> int:
        cited = self.citations.document(self.text, start, end)
        return self._cite(cited.start, cited.end, cited.href) if cited else end

    def _symbol(self, start: int, end: int, key: str) -> int:
        cited = self.citations.symbol(self.text, start)
        return self._cite(cited.start, cited.end, cited.href) if cited else end

    def _treaty(self, start: int, end: int, key: str) -> int:
        if not self._whole(start, end):
            return end
        cited = self.citations.treaty(self.text, start, end, key)
        return self._cite(cited.start, cited.end, cited.href) if cited else end

    def _head(self, start: int, end: int, key: str) -> int:
        cited = self.citations.named(self.text, start, end)
        if cited is None:
            cited = self.citations.after_place(self.text, start, end, self.last_place)
        if cited is None:
            return self._instrument(start, end, key) if key else end
        return self._cite(cited.start, cited.end, cited.href)

    def _numbered(self, start: int, end: int, key: str) -> int:
        cited = self.citations.numbered(self.text, start, end)
        if cited is None:
            return self._instrument(start, end, key) if key else end
        return self._cite(cited.start, cited.end, cited.href)

    def _cite(self, start: int, end: int, href: str) -> int:
        while self.found and self.found[-1].start >= start and self.found[-1].tag != "date":
            self.found.pop()  # "United Nations" in front of "Convention against …"
        self.found.append(Found(start, end, "ref", href))
        return end

    def _refer(self, start: int, end: int, kind: str) -> int:
        last = end
        for inner in self.inner.after(self.text, start, end, kind):
            self.found.append(Found(inner.start, inner.end, "ref", inner.href))
            last = inner.end
        return last

    def _paragraph(self, start: int, end: int, key: str) -> int:
        return self._refer(start, end, "paragraph")

    def _article(self, start: int, end: int, key: str) -> int:
        return self._refer(start, end, "article")

    def _annex(self, start: int, end: int, key: str) -> int:
        return self._refer(start, end, "annex")

    # ------------------------------------------------------------------------- names

    def _state(self, start: int, end: int, key: str) -> int:
        text = self.text
        if not self._whole(start, end):
            return end
        if text[start:end] in self.given and (
            LETTER_AFTER.match(text, end) or LETTER_BEFORE.search(text, max(0, start - 20), start)
        ):
            return end
        first, shown = start, ""
        if text.endswith(self.long_joints, max(0, start - 16), start):
            longer = self.long_form.search(text, max(0, start - 70), start)
            if longer:
                first = longer.start()
                shown = text[first:end]
        kind = self.entities.known[key].kind
        self.found.append(Found(first, end, kind, self.entities.use(key, shown)))
        self._held(first, end)
        return end

    def _acronym(self, start: int, end: int, key: str) -> int:
        text = self.text
        if end - start < 4 and (
            text[end + 1 : end + 3].isupper() or text[max(0, start - 3) : max(0, start - 1)].isupper()
        ):
            if CAPITALS_AFTER.match(text, end) or CAPITALS_BEFORE.search(text, max(0, start - 30), start):
                return end  # "THOSE WHO", "LET US": capitals say nothing there
        return self._body(start, end, key)

    def _body(self, start: int, end: int, key: str) -> int:
        if not self._whole(start, end):
            return end
        if self.session and self.session[1] == start:
            return self._event(end, key)
        known = self.entities.known[key]
        part = None
        if self.text[end + 1 : end + 2].isupper() and known.kind == "organization":
            part = self.part.match(self.text, end)
        if part and part.end() > end and "\n" not in part[0]:
            stop = self._without_month(part.end())
            name = self.text[start:stop]
            made = self.entities.named(name, "organization") or self.entities.add(
                name, "organization", f"{known.href}.{slug(self.text[end:stop])}"
            )
            self.found.append(Found(start, stop, "organization", made))
            return stop
        self.found.append(Found(start, end, known.kind, self.entities.use(key)))
        self._held(start, end)
        return end

    def _without_month(self, end: int) -> int:
        """Where a name ends that ran on into a date: "UN Summit | in September"."""
        head, _, last = self.text[max(0, end - 24) : end].rpartition(" ")
        if self.names.kind_of(last) != "month":
            return end
        return end - len(last) - 1 - len(head.rpartition(" ")[2]) - 1

    def _session(self, start: int, end: int, key: str) -> int:
        before = self.session_before.search(self.text, max(0, start - 60), start)
        of = self.session_of.match(self.text, end)
        if before and of:
            self.session = (before.start(), of.end(), before["n"])
        return end

    def _event(self, end: int, key: str) -> int:
        start, _, number = self.session or (0, 0, "")
        self.session = None
        name = self.text[start:end]
        digits = "".join(c for c in number if c.isdigit())
        made = self.entities.add(name, "event", key=f"{key}-{digits}" if digits else "")
        self.found.append(Found(start, end, "event", made, digits))
        return end

    def _place(self, start: int, end: int, state: str) -> int:
        text = self.text
        if not self._whole(start, end) or text[start:end].islower():
            return end
        self.last_place = (start, end)
        if not (
            self.place_before.search(text, max(0, start - 24), start)
            or self._opens_line(start, end)
            or (self.found and self.found[-1].tag == "location" and JOINED.fullmatch(text, self.found[-1].end, start))
            or PLACE_DATE.match(text, end)
            or (self.dates and 0 < start - self.dates[-1].end < AFTER_DATE)
        ):
            return end
        self.found.append(Found(start, end, "location", self.entities.add(text[start:end], "location")))
        return end

    def _opens_line(self, start: int, end: int) -> bool:
        """Whether what stands at start … end opens a short line."""
        if start and self.text[start - 1] != "\n":
            return False
        line_end = self.text.find("\n", end)
        return (len(self.text) if line_end < 0 else line_end) - start < SHORT_LINE

    def _honorific(self, start: int, end: int, key: str) -> int:
        made = self.persons.after_honorific(self.text, start, end)
        if key and not made and self._whole(start, end):
            return self._role(start, end)
        return self._person(made, end)

    def _role(self, start: int, end: int) -> int:
        """An office of a body or state: "UN Secretary General" here, "Secretary General of the" until the body comes."""
        end -= len(" of") * self.text.endswith(" of", start, end)
        last = self.found[-1] if self.found else None
        if last and last.tag == "organization" and last.end == start - 1 and self.text[last.end] == " ":
            made = self.entities.add(self.text[last.start : end], "role")
            self.found.append(Found(last.start, end, "role", made))
        elif of := self.role_of.match(self.text, end):
            self.office = (start, of.end())
        return end

    def _held(self, start: int, end: int) -> None:
        """The role that ends with the body or state at start … end."""
        if self.office[1] == start:
            made = self.entities.add(self.text[self.office[0] : end], "role")
            self.found.append(Found(self.office[0], end, "role", made))

    def _office(self, start: int, end: int, key: str) -> int:
        made = self.persons.before_office(self.text, start, end)
        if key and not made and self._whole(start, end):
            return self._honorific(start, end, key)
        return self._person(made, end)

    def _noun(self, start: int, end: int, key: str) -> int:
        return self._person(self.persons.after_noun(self.text, end), end)

    def _person(self, made: list[tuple[int, int, str, str, str]], end: int) -> int:
        for start, stop, tag, key, role in made:
            self.found.append(Found(start, stop, tag, key, role))
            end = max(end, stop)
        return end


ACTS: dict[str, Callable[[Inlines, int, int, str], int]] = {
    "month": Inlines._month, "iso": Inlines._iso, "dotted": Inlines._dotted, "state": Inlines._state,
    "acronym": Inlines._acronym, "body": Inlines._body, "place": Inlines._place, "treaty": Inlines._treaty,
    "instrument": Inlines._instrument, "resolution": Inlines._resolution, "decision": Inlines._decision,
    "document": Inlines._document, "symbol": Inlines._symbol, "head": Inlines._head, "numbered": Inlines._numbered,
    "paragraph": Inlines._paragraph, "article": Inlines._article, "annex": Inlines._annex,
    "honorific": Inlines._honorific, "office": Inlines._office, "noun": Inlines._noun, "session": Inlines._session,
}  # fmt: skip
"""What is done at a hit, by its kind: each returns where the search goes on."""


def _acts(names: Names) -> list[Callable[[Inlines, int, int, str], int] | None]:
    """What is done at a hit on each of the patterns of a language."""
    return [ACTS.get(kind) for kind in names.kinds]
