"""Cited instruments: numbers after "resolution", symbols, treaties by name. Precision before recall: a bare "14/21" is
nobody's symbol, and an unknown family of symbols is no link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engross import references
from engross.languages.names import Names
from engross.languages.names.patterns import later
from engross.recognise.inlines_forms import Cited, Forms, capitals_before

NUMBER = later(
    r"(?P<n>(?:ES-|S-)?\d{1,4}/\d{1,4}|\d{1,4})(?:\s?(?P<l>[A-ZА-Я](?:\s(?:et|and|y|и)\s[A-ZА-Я])?)(?![A-Za-zА-я0-9_’'/]|\.\w))?"
    r"(?:\s?[(（](?P<p>(?:19|20)\d\d|(?:ES-|S-)?[IVXLC]+|[A-Z]{1,2}-[IVX]+)[)）])?(?![A-Za-z0-9_/]|-[A-Z])"
)
SYMBOL = later(
    r"[A-Z][A-Za-z.]{0,10}(?:/[A-Z0-9][A-Za-z0-9.\-]*(?:\([^()\s]{1,12}\))?)+"
    r"(?:\s?\((?:(?:19|20)\d\d|[IVX]+)\)\d*|(?<=\.)\s(?:N[°º]\s)?\d[\d/]*(?:\s\([A-Z0-9/-]+\))?)?"
)
FURTHER = later(r"\s(?:and|et|y|и|und|و)\s(?:(?:Corr|Add|Rev)\.\s?\d+|Corrigend(?:um|a)|Addend(?:um|a))(?![\w/])")
SHORT = later(
    r"(?:(?:WHA|CD|CSP)\d+(?:\.R?\d+|/\d+)|EB\d+\.R\d+|(?:MSC|MEPC)\.\d+\(\d+\)|GC\(\d+\)/[A-Z0-9/.-]+\d"
    r"|(?:COM|SWD|JOIN)\(\d{4}\)\s?\d+|P\d_TA(?:-PROV)?\(\d{4}\)\d+|(?:CM/)?Re[cs](?:Res)?\(\d{4}\)\d+)"
)
PLACED = later(r"(?:A|CD|CSP|CE)\d+/\d+")
DIGIT = later(r"\d")
GOES_ON_SMALL = later(r"\s+[a-zà-ÿ]")
GOES_ON = later(r"\s+(?:d[eu]s?|d[’']|pour|sur|contre|relati\w+|aux?|à|contra|para|sobre|del|en|o|or|on|for|to)\b")
JOINT = later(r"(?:,\s+(?:and\s+)?|\s+and\s+|\s+on\s+|\s+et\s+|\s+y\s+)(?:the\s+|la\s+|le\s+|el\s+)?(?=[A-ZÉ])")
OF = later(r"^\s*(?:of|on|for|to|des|del|du|de)\s*(?:the\s+|la\s+|las\s+|los\s+|l[’']\s*|les\s+)?")
WORDS = later(r"\S+")
AFTER_NUMBER = later(r"\s?号决议|\s?号")
BEFORE_DATE = later(
    r"(?<![\w/.(-])(?P<n>(?:ES-|S-)?\d{1,3}/\d{1,4})(?:\s?(?P<l>[A-ZА-Я]))?\s+(?:of|du|de|от|vom|المؤرخ|المؤرَّخ)\s+$"
)
LONGEST_NAME = 300
"""Characters after its head word in which the name of an instrument ends."""
SHORTEST = 16
"""Characters of the name of an instrument that nothing else speaks for."""
TWO = 2
SHORT_ACRONYM, LONG_ACRONYM = 3, 8
RULES = "Rules of Procedure"
LEADING = 70
"""Characters before a number, a name or a head word in which what belongs to it may begin."""


class Citations:
    """Reads the citation around a hit."""

    def __init__(self, names: Names) -> None:
        wording = names.wording.citations
        self.names = names
        issuers = "|".join(re.escape(name) for name in sorted(wording.issuers, key=lambda name: -len(name)))
        between = (
            r"(?:\s+(?:de\s+l[’']|du\s+|de\s+la\s+|del\s+|of\s+the\s+|der\s+|des\s+)?(?P<issuer>" + issuers + "))?"
        )
        self.after = later(between + wording.after)
        self.glue = later(wording.glue)
        self.parts = later(wording.parts)
        self.heading = wording.capitals_before
        self.head_tail = later(wording.head_tail)
        self.part_stems = tuple(wording.part_stems)
        self.alone_before = frozenset(wording.alone_before)
        self.not_acronyms = frozenset(wording.not_acronyms)
        self.adjective_before = later(wording.adjective_before)
        self.forms = Forms(names)
        self.weak = frozenset(wording.weak_heads)
        self.issuers = sorted(wording.issuers.items(), key=lambda pair: -len(pair[0]))
        # before its noun an English name has all its adjectives; the others have them after it, in small letters
        self.goes_on = GOES_ON if wording.capitals_before else GOES_ON_SMALL
        self.others = frozenset(("Agenda", *(w.capitalize() for w in (*wording.resolution, *wording.decision))))
        self.nouns = frozenset(names.wording.bodies.nouns)
        self.heads = tuple(wording.heads)
        self.founding = frozenset(wording.founding)
        self.han, self.arabic = names.code == "zh", names.code == "ar"
        self.german = names.code == "de"  # "Wiener Übereinkommen über …"
        self.articles = frozenset(
            ("The", "This", "Our", "A", "An", "These", "Those", "That", "Its", "In", "And", "Of", "By", "To", "Said")
        )

    def numbers(self, text: str, start: int, end: int, subtype: str, own: str) -> Iterator[Cited]:
        """What "resolution" or "decision" at text[start:end] cites: the numbers that follow it, else the whole with a
        label of its own. `own` says whose "its resolution" it is (see `listed`)."""
        found = False
        for cited in self.listed(text, start, end, subtype, own):
            found = True
            yield cited
        labelled = None if found else self.forms.labelled(text, start, end, subtype)
        if labelled:
            yield labelled

    def listed(self, text: str, start: int, end: int, subtype: str, own: str) -> Iterator[Cited]:
        """The numbers that follow "resolution" or "decision" at text[start:end], one citation each. `own` says whose "its
        resolution" it is: an organ of the United Nations, "/" and the name of another body, "" when unknown."""
        gap = self.after.match(text, end)
        if gap is None:
            return
        named = gap["issuer"]
        actor = (dict(self.issuers).get(named, "") if named else self._issuer(text, start)) or own
        at = gap.end()
        while number := NUMBER.match(text, at):
            bracketed, stroke = number["p"], "/" in number["n"]
            if not bracketed and not stroke:
                return
            if self.han and not AFTER_NUMBER.match(text, number.end()) and not self.glue.match(text, number.end()):
                return
            href = self._href(actor, number["n"], number["l"] or "", bracketed or "", subtype)
            if href:
                yield Cited(number.start(), number.end(), href)
            gap = self.glue.match(text, number.end())
            if gap is None:
                return
            at = gap.end()

    @staticmethod
    def _href(actor: str, number: str, letter: str, brackets: str, subtype: str) -> str:
        """The IRI of a number; `actor` is an organ of the United Nations or, after a "/", another body's name."""
        letter = letter.translate(LATIN)
        if brackets.isdecimal():
            return references.numbered("unsc", number, letter, brackets, subtype)
        if actor[:1] == "/":
            return references.own_numbered(actor[1:], number, letter, subtype) if not brackets else ""
        if actor == "unsc" and "/" in number:
            actor = ""
        return references.numbered(actor, number, letter, brackets, subtype)

    def dated(self, text: str, at: int, since: int, subtype: str, own: str) -> Cited | None:
        """A number right before a date at `at` ("…, and 76/166 of 16 December 2021"), later in a list than `since`."""
        number = BEFORE_DATE.search(text, max(since, at - 28), at)
        if number is None:
            return None
        href = self._href(own, number["n"], number["l"] or "", "", subtype)
        return Cited(number.start(), number.end("l") if number["l"] else number.end("n"), href)

    def _issuer(self, text: str, start: int) -> str:
        before = text[max(0, start - LEADING) : start].rstrip()
        for name, actor in self.issuers:
            if before.endswith(name):
                return actor
        return ""

    def symbol(self, text: str, start: int) -> Cited | None:
        """The document symbol that begins at `start`; None when it is of no known family."""
        if start and text[start - 1].isascii() and (text[start - 1].isalnum() or text[start - 1] in "/-_"):
            return None
        match = SHORT.match(text, start) or SYMBOL.match(text, start)
        if match is None:
            return None
        end = match.end()
        while text[end - 1] in ".-/":
            end -= 1
        if (text[end : end + 1].isalnum() and text[end].isascii()) or not DIGIT.search(text, start, end):
            return None
        href = references.symbol(text[start:end])
        if not href:
            return None
        further = FURTHER.match(text, end)
        return Cited(start, further.end() if further else end, href)

    def document(self, text: str, start: int, end: int) -> Cited | None:
        """A document by its symbol, the word "document" included; those of the World Health Assembly have short ones."""
        gap = self.after.match(text, end)
        if gap is None:
            return None
        match = PLACED.match(text, gap.end())
        if match is None:
            cited = self.symbol(text, gap.end())
            return cited._replace(start=start) if cited else None
        return Cited(
            start,
            match.end(),
            references.dated(
                "xx-who",
                "doc",
                "document",
                "wha",
                references.session_year("wha", match[0][1:].partition("/")[0]),
                match[0].lower().replace("/", "-"),
            ),
        )

    def treaty(self, text: str, start: int, end: int, key: str) -> Cited | None:
        """A treaty known by name, with the articles of it that are cited before it."""
        known = self.names.cited[key]
        href = references.dated(known.country, known.form, known.subtype, "", known.date, key)
        return Cited(self._with_parts(text, start), end, href)

    def named(self, text: str, start: int, end: int) -> Cited | None:
        """An instrument by the general form of such names ("Convention on …", "Articles 39 and 40 of the Charter")."""
        if self.han:
            return self.forms.titled(text, start, end)
        if self.arabic:
            return self.forms.chartered(text, start, end)
        if not text[start].isupper() or text[end : end + 1].isalnum() or (start and text[start - 1].isalnum()):
            return None
        word = text[start:end]
        tail = self.head_tail.match(text, end, end + LONGEST_NAME)
        if tail is None:
            if word in CHARTERS and self._with_parts(text, start) < start:
                return self.treaty(text, start, end, "charter-of-the-united-nations")
            if word == RULES and self._with_parts(text, start) < start:
                return Cited(self._with_parts(text, start), end, references.named(word, "rules"))
            return self._alone(text, start, end)
        stop = self._name_end(text, end, tail.end())
        if stop - end == LONGEST_NAME:
            stop = text.rfind(" ", end, stop)
        if not self._is_name(text, start, end, stop):
            return None
        first = self._without_articles(text, capitals_before(text, start), start) if self.heading else start
        if word in self.weak and first == start:
            return None
        if self.german and (before := self.adjective_before.search(text, max(0, start - LEADING), start)):
            first = before.start()
        if text[end:stop].split()[-1].rpartition("’")[2] in self.nouns and self.goes_on.match(text, stop):
            return None  # "Convention de l’Organisation | pour …": its own words are still to come
        name = text[first:stop]
        if name.isupper() or "\n" in name:
            return None
        return Cited(self._with_parts(text, first), stop, references.named(name, self.forms.subtype(word)))

    def _alone(self, text: str, start: int, end: int) -> Cited | None:
        """An instrument whose name ends in its head word ("Mutual Defense Treaty", "TIR Convention", "Wiener
        Übereinkommen")."""
        if text[start - 1 : start] != " ":
            return None
        before = text[max(text.rfind(" ", 0, start - 1), text.rfind("\n", 0, start - 1)) + 1 : start - 1]
        acronym = before.isalpha() and before.isupper() and SHORT_ACRONYM <= len(before) <= LONG_ACRONYM
        if acronym and before not in self.not_acronyms:
            first = start - len(before) - 1
        elif before in self.alone_before:
            first = self._without_articles(text, capitals_before(text, start), start)
            if len(text[first:start].split()) < TWO:
                return None
        elif self.german and (adjective := self.adjective_before.search(text, max(0, start - LEADING), start)):
            first = adjective.start()
        else:
            return None
        return Cited(
            self._with_parts(text, first), end, references.named(text[first:end], self.forms.subtype(text[start:end]))
        )

    def _is_name(self, text: str, start: int, end: int, stop: int) -> bool:
        """Whether what follows a head word makes a name of it: a body does of what bodies have ("Statute of the Council
        of Europe"), a state does not, a place only after articles of it or an article ("du Traité de Lagos")."""
        kind = self.names.kind_of(OF.sub("", text[end:stop]).strip())
        if kind in ("state", "acronym"):
            return False
        if kind == "body":
            return text[start:end] in self.founding
        return stop - start >= SHORTEST or kind == "place" or self._with_parts(text, start) < start

    def _name_end(self, text: str, end: int, stop: int) -> int:
        """Where a name ends that seems to go on: before the next instrument of a list, before a day."""
        for joint in JOINT.finditer(text, end, stop):
            after = text[joint.end() : stop]
            word = after.split(" ", 1)[0].rstrip(",")
            if self.names.kind_of(word) == "month" or word in self.others:
                return joint.start()
            if joint[0][0] == "," and joint[0].endswith(("the ", "la ", "le ", "el ")):
                return joint.start()
            if joint[0].lstrip()[:1] in ",a" and any(head in after for head in self.heads):
                return joint.start()
        return stop

    def numbered(self, text: str, start: int, end: int) -> Cited | None:
        """A head word that a number or a year makes a citation, with the parts of it that are cited before it."""
        cited = self.forms.numbered(text, start, end)
        return cited and cited._replace(start=self._with_parts(text, cited.start))

    def after_place(self, text: str, start: int, end: int, place: tuple[int, int]) -> Cited | None:
        """An instrument that goes by the place where it was made: "the Kampala Declaration"."""
        first, last = place
        if last != start - 1 or text[last] != " " or text[end : end + 1].isalnum() or not text[start].isupper():
            return None
        return Cited(first, end, references.named(text[first:end], text[start:end].lower()))

    def _without_articles(self, text: str, first: int, start: int) -> int:
        """Where a name begins that may have an article or the like before it."""
        for word in WORDS.finditer(text, first, start):
            if word[0] not in self.articles:
                break
            first = min(start, word.end() + 1)
        return first

    def _with_parts(self, text: str, start: int) -> int:
        before = text[max(0, start - LEADING) : start]
        if not any(stem in before for stem in self.part_stems):
            return start
        match = self.parts.search(text, max(0, start - LEADING), start)
        return match.start() if match else start


LATIN = str.maketrans("АВСЕКМНОРТХ", "ABCEKMHOPTX")
"""Cyrillic letters that stand for the Latin ones they look like in the numbers of resolutions."""
CHARTERS = frozenset(("Charter", "Charte", "Carta", "Charta", "Устава", "Устав", "الميثاق"))
