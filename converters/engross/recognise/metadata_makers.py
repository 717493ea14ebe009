"""Who is said to have made an instrument: the words of its opening, its first sentence, its title or its masthead."""

from __future__ import annotations

from engross.languages.names.patterns import later
from engross.recognise.metadata_kind import named, plain
from engross.recognise.metadata_scene import Scene, Words
from engross.recognise.metadata_title import PLAIN

STOP = later(r"[;:]|\.(?!\s?[A-Z]\.)(?<![A-Z]\.)(?<!Hon\.)(?<!Mr\.)(?<!Dr\.)(?<!St\.)\s")
LONGEST = 420
LONG = 180
LONGEST_LINE = 120
SENTENCE = 80
SHORTEST = 2
ARTICLE = 6
"""Characters in which an article may stand before a name."""
FEWEST, MOST = 2, 9
"""Words of a line of the masthead that is the name of a body."""
LATE = 40
"""Pieces of the body among which a line of its own may name who decides."""
HELD = frozenset(("furniture", "title", "masthead", "adopted", "note", "recital", "closing", "annex"))
DOCUMENTS = frozenset(("act", "doc"))
"""Forms of the kinds that are made between parties."""


class Makers:
    """Looks for the words that name the makers of a text."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.names = scene.names
        self.nouns, self.verbs, self.ends = (scene.names.head(name) for name in ("makers", "verbs", "ends"))

    def found(self, title: Words | None) -> Words | None:
        """The words of the opening; else of the first sentence, the note of adoption, the title, the masthead."""
        return (
            self._opening()
            or self._in_title(title, "from_")
            or self._parties(title)
            or self._ordaining()
            or self._deciding()
            or self._sentence()
            or self._adopted()
            or self._in_title(title, "between", "leaders", "meeting_of")
            or self._told(title)
            or self._masthead()
            or self._governments()
            or self._letterhead()
        )

    def _parties(self, title: Words | None) -> Words | None:
        """The parties in the title of what is made between two ("AGREED MINUTES … BETWEEN A AND B")."""
        kinds = named(plain(title.text), self.names) if title else []
        if not kinds or kinds[0].start > SHORTEST or kinds[0].kind.form not in DOCUMENTS:
            return None
        return self._in_title(title, "between")

    def _ordaining(self) -> Words | None:
        """Who stands behind "BE IT ORDAINED BY" in a formula, or is resolved for in "Resolved, That the House …"."""
        scene, pattern = self.scene, self.names.head("ordained")
        for n in scene.body[:LATE]:
            piece = scene.pieces[n]
            match = pattern.search(piece.text[: SENTENCE * 2]) if piece.number is None else None
            if match:
                words = trimmed(scene.words(n, *match.span("i")))
                if self._named(words):
                    return words
        return None

    def _deciding(self) -> Words | None:
        """A line of its own that names a body and stands right above "DECIDES:"."""
        scene, pieces = self.scene, self.scene.pieces
        for n in range(min(len(pieces) - 1, scene.body[0] + LATE if scene.body else 0)):
            piece, below = pieces[n], pieces[n + 1]
            if piece.role in HELD or piece.number is not None or len(piece.text) > LONGEST_LINE:
                continue
            if piece.text[-1:] in ".;:" or len(below.text) > SENTENCE or below.text[-1:] not in ":：":
                continue
            words = trimmed(scene.words(n))
            if self._named(words) and self.names.head("decides").match(below.text):
                return words
        return None

    def _told(self, title: Words | None) -> Words | None:
        """Who does something in a title that tells it: "Joint Communiqué: Ruritania and Graustark Reaffirm …"."""
        at = title.text.find(": ") if title else -1
        if title is None or at < 0:
            return None
        told = Words(title.text[at + 2 :].lower(), title.start + at + 2, title.end)
        verb = self.verbs.search(told.text)
        if verb is None:
            return None
        words = Words(title.text[at + 2 : at + 2 + verb.start()].rstrip(), told.start, told.start + verb.start())
        return trimmed(words) if self._named(words) else None

    def _letterhead(self) -> Words | None:
        """A line above the title that is the name of a body by its noun ("Deutscher Bundestag"), the last such."""
        scene, last = self.scene, None
        title = scene.title_piece()
        for n in scene.front:
            text = scene.pieces[n].text
            if n >= title >= 0 or any(c.isdigit() for c in text) or not FEWEST <= len(text.split()) <= MOST:
                continue
            if text[:1].isupper() and self.nouns.search(text) and not self.names.head("no_body").search(text):
                last = trimmed(scene.words(n))
        return last

    def _named(self, words: Words) -> bool:
        """Whether words name somebody: a noun that makers go by, a body or a state stands in them."""
        if len(words.text) < SHORTEST or self._nobody(words.text):
            return False
        cited = [f for f in self.scene.between(words.start, words.start + ARTICLE) if f.tag == "ref"]
        if any(2 * (f.end - f.start) > len(words.text) for f in cited):
            return False  # an instrument does nothing by itself
        return bool(self.nouns.search(words.text)) or any(
            words.start <= f.start and f.end <= words.end
            for f in self.scene.inlines.found
            if f.tag in ("organization", "person") and f.start < words.end
        )

    def _nobody(self, text: str) -> bool:
        return bool(self.names.head("nobody").search(text) or self.names.head("adverbial").match(text))

    def _opening(self) -> Words | None:
        """The line of the body, or the lines of the parties, before the recitals."""
        scene = self.scene
        for at, first in enumerate(scene.openers):
            if self._narrative(first):
                break
            last = first
            while (
                last + 1 in scene.openers[at:]
                and scene.pieces[last].text[-1:] in ",،"
                and len(scene.pieces[last + 1].text) < 200
            ):
                last += 1
            start, end = scene.bases[first], scene.bases[last] + len(scene.pieces[last].text)
            words = self._subject(Words(scene.text[start:end].replace("\n", " "), start, end), whole=True)
            if words and self._named(words):
                return words
            if len(scene.pieces[first].text) > 60:
                break
        return None

    def _sentence(self) -> Words | None:
        """Who "met in …" or "affirm …" in the first sentence of a text without a line of its own for its makers."""
        scene = self.scene
        for n in self._first_sentences():
            invited = self.names.head("invited").match(scene.pieces[n].text)
            words = scene.words(n, *invited.span("i")) if invited else self._subject(scene.words(n), whole=False)
            if words and self._named(words):
                return words
        return None

    def _first_sentences(self) -> list[int]:
        """Pieces that may open with the makers: a sentence under the title, the formula, the first clause."""
        scene = self.scene
        title = scene.title_piece()
        under = [
            n for n in scene.front
            if n > title and scene.pieces[n].look in PLAIN and len(scene.pieces[n].text) > SENTENCE
        ]  # fmt: skip
        formula = bool(scene.body) and scene.pieces[scene.body[0]].text[-1:] in ":："
        told = [n for n in scene.openers if self._narrative(n)]
        formula = formula or (bool(scene.body) and scene.pieces[scene.body[0]].role == "formula")
        return [*under[:1], *told[:1], *scene.body[: 2 if formula else 1]]

    def _narrative(self, n: int) -> bool:
        """Whether a piece before the text tells something in whole sentences, and is no line of the maker's name."""
        text = self.scene.pieces[n].text
        return len(text) > SENTENCE and text[-1] in ".!。" and self.scene.pieces[n].look != "issuer"

    def _subject(self, line: Words, whole: bool) -> Words | None:
        """The subject of a sentence; `whole`: all of it when no verb follows."""
        text = line.text
        we = self.names.head("we").match(text)
        when = None if we else self.names.head("when").match(text)
        begin = we.end() if we else when.end() if when else 0
        stop = STOP.search(text, begin)
        limit = min(stop.start() if stop else len(text), begin + LONGEST)
        cut = [
            m.start()
            for m in (self.ends.search(text, begin + 3, limit), self.verbs.search(text, begin + 3, limit))
            if m
        ]
        if not cut and not whole and not we:
            return None
        end = min(cut, default=limit)
        if end - begin > LONG and we:
            end = self._before_states(text, line.start, begin, end)
        return trimmed(Words(text[begin:end], line.start + begin, line.start + end))

    def _before_states(self, text: str, base: int, begin: int, end: int) -> int:
        """Where a long list of states begins after what they are ("the Heads of State and Government | of …")."""
        found = self.scene.between(base + begin, base + end)
        first = next((f.start - base for f in found if f.tag == "organization"), end)
        head = text[begin : min(first, end)].rstrip()
        for joint in (" of the", " of", " de la", " del", " de los", " de", " du", " des", " from"):
            if head.endswith(joint):
                head = head[: -len(joint)]
                return begin + len(head) if self.nouns.search(head) else end
        return end

    def _adopted(self) -> Words | None:
        for n in self.scene.front:
            found = (
                self.names.head("by").search(self.scene.pieces[n].text)
                if self.scene.pieces[n].role == "adopted"
                else None
            )
            if found:
                return self.scene.words(n, found.start("i"), found.end("i"))
        return None

    def _in_title(self, title: Words | None, *patterns: str) -> Words | None:
        if title is None or self.names.head("speech").match(title.text):
            return None
        for pattern in patterns:
            found = self.names.head(pattern).search(title.text)
            if found:
                words = Words(found["i"], title.start + found.start("i"), title.start + found.end("i"))
                if self._named(words):
                    return trimmed(words)
        return None

    def of_title(self, title: Words | None) -> Words | None:
        """The parties or leaders that the title names."""
        return self._in_title(title, "between", "from_", "leaders")

    def _masthead(self) -> Words | None:
        """A body that stands alone on a line of the masthead, the last such."""
        scene, last = self.scene, None
        for n in scene.front:
            for found in scene.found(n, "organization"):
                if found.end - found.start > len(scene.pieces[n].text) - 4 and scene.inlines.entities.of(found.value):
                    last = Words(scene.text[found.start : found.end], found.start, found.end)
        return last

    def _governments(self) -> Words | None:
        """The governments between which a treaty without an opening says it is."""
        scene = self.scene
        for n in scene.body[:2]:
            found = self.names.head("governments").search(scene.pieces[n].text)
            if found:
                return scene.words(n, found.start("i"), found.end("i"))
        return None


def trimmed(words: Words) -> Words:
    """The words without the quotation marks, commas and spaces around them."""
    text = words.text
    left = len(text) - len(text.lstrip('“”"«*_ ('))
    body = text.strip('“”"«»*_ ,،，;:.–—-')
    if body.count("(") < body.count(")"):
        body = body.rstrip(")")
    return Words(body, words.start + left, words.start + left + len(body))
