"""A record against gold: what is read out of Akoma Ntoso, and how much of it agrees, field by field.

The measure is that of the instruments' own scorer (`tests/gold/test_gold.py` holds the two against each other where both
are): clauses and headings are matched in order by their normalised opening words (the shorter must open the longer, 10
characters at least, 6 in Chinese); what the gold ignores costs nothing; a score is (agreed, read, wanted). Only where an article
has a heading besides items, the two read otherwise: its opening words are those of its text, not of its heading.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element

Score = tuple[int, int, int]
FIELDS = (
    "preambular", "operative", "operative_num", "operative_level", "headings", "boilerplate", "references", "title",
    "date", "place", "doc_number", "issuer", "annexes", "closing",
)  # fmt: skip
BLOCKS = (
    "content",
    "intro",
    "listIntroduction",
    "p",
    "alinea",
    "list/intro",
    "blockList/listIntroduction",
    "list/listIntroduction",
)
HEADS = ("heading", "subheading")
CLAUSES = frozenset("paragraph point item recital article subparagraph clause indent".split())
ASIDE = frozenset("meta attachments components conclusions coverPage authorialNote".split())
ZONES = {"preface": "", "preamble": "preambular", "mainBody": "operative", "body": "operative"}
LANGUAGES = {"eng": "en", "fra": "fr", "spa": "es", "deu": "de", "zho": "zh", "ara": "ar", "rus": "ru"}
LEAST, LEAST_HAN = 10, 6
"""Characters that two openings must share."""
UNKNOWN = "0001-01-01"
"""The date that a record has where the text has none."""
TITLE, ISSUER = 0.8, 0.5
"""The share of words from which a title, an issuer agrees."""


# --------------------------------------------------------------------------- out of the record


class Predicted:
    """What one record says, in the shape of the gold."""

    def __init__(self, record: bytes) -> None:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        self.root = etree.fromstring(record, parser)
        self.preambular: list[str] = []
        self.operative: list[dict[str, Any]] = []
        self.headings: list[str] = []
        self._visit(next(e for e in self.root if isinstance(e.tag, str)), "", 1)

    def fields(self, furniture: Sequence[tuple[int, int]] = ()) -> dict[str, Any]:
        """The fields; `furniture` are first and last lines, counted from 1."""
        return {
            "title": self._text("preface//{*}docTitle"), "language": LANGUAGES.get(self._code(), self._code()),
            "date": self._date(),
            "place": self._text("conclusions//{*}location") or self._text("preface//{*}location"),
            "doc_number": self._text("docNumber"),
            "issuer": self._text("preface//{*}docAuthority") or self._text("preface//{*}docProponent"),
            "preambular": self.preambular, "operative": self.operative, "headings": self.headings,
            "annexes": len(self.root.findall(".//{*}attachments/{*}attachment")),
            "signature_or_closing": self._text("conclusions"),
            "references": [said(e) for e in self.root.iterfind(".//{*}ref") if not e.get("href", "").startswith("#")],
            "boilerplate_lines": sorted({n - 1 for first, last in furniture for n in range(first, last + 1)}),
        }  # fmt: skip

    def _text(self, path: str) -> str | None:
        found = self.root.find(f".//{{*}}{path}")
        return (said(found) or None) if found is not None else None

    def _date(self) -> str | None:
        """None where the record says that it does not know: Akoma Ntoso wants a date of every work."""
        found = self.root.find(".//{*}FRBRWork/{*}FRBRdate")
        said_date = found.get("date") if found is not None else None
        return None if said_date in {None, "", UNKNOWN} else said_date

    def _code(self) -> str:
        found = self.root.find(".//{*}FRBRlanguage")
        return found.get("language", "") if found is not None else ""

    def _visit(self, node: _Element, zone: str, level: int) -> None:
        for child in node:
            name = local(child)
            if not name or name in ASIDE:
                continue
            if name in ZONES:
                self._visit(child, ZONES[name], 1)
                continue
            if name in {"heading", "crossHeading"} and zone:
                number = node.find("{*}num")
                self.headings.append(" ".join(filter(None, (said(e) for e in (number, child) if e is not None))))
                continue
            self._visit(child, zone, self._clause(child, name, zone, level))

    def _clause(self, element: _Element, name: str, zone: str, level: int) -> int:
        """Notes a clause; the level below it."""
        if (
            zone == "preambular"
            and name == "container"
            and level == 1
            and element.get("name") not in {"chapeau", "issuer"}
        ):
            block = element.find("{*}p")
            if block is not None:
                self.preambular.append(said(block))
            return 2
        if zone == "preambular" and name == "recital":
            self.preambular.append(own(element))
        elif zone == "operative" and name in CLAUSES:
            start = own(element) or (first_below(element) if name == "article" else "") or own(element, HEADS)
            if start:
                self.operative.append({"num": number_of(element), "starts": start, "level": level})
            return level + 1
        return level


def local(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def said(element: _Element) -> str:
    """The words of an element, notes left out, on one line."""
    parts: list[str] = []

    def visit(node: _Element) -> None:
        parts.append(node.text or "")
        for child in node:
            if local(child) == "eol":
                parts.append("\n")
            elif local(child) and local(child) not in {"authorialNote", "meta", "img"}:
                visit(child)
            parts.append(child.tail or "")

    visit(element)
    return " ".join("".join(parts).split())


def own(element: _Element, blocks: Sequence[str] = BLOCKS) -> str:
    """The first block of a clause itself, not of what stands below it; its heading only when that is asked for."""
    for path in blocks:
        found = element.find("/".join("{*}" + step for step in path.split("/")))
        if found is not None and (text := said(found)):
            return text
    return ""


def first_below(element: _Element) -> str:
    """The first paragraph below an article that has no words of its own."""
    found = element.find(".//{*}p")
    return said(found) if found is not None else ""


def number_of(element: _Element) -> str | None:
    found = element.find("{*}num")
    return said(found) if found is not None and found.get("status") != "editorial" else None


# --------------------------------------------------------------------------- the score


def key(text: str | None) -> str:
    """What of a text is compared: letters and digits, mark-up and case aside."""
    plain = re.sub(r"</?[a-zA-Z][^>]*>", "", unicodedata.normalize("NFKC", text or ""))
    return re.sub(r"[\W_]+", "", plain).casefold()


def same(a: str, b: str) -> bool:
    """Whether two keys open the same clause."""
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    least = LEAST_HAN if re.search("[\u3040-\u30ff\u3400-\u9fff]", short) else LEAST
    return a == b or (len(short) >= least and long.startswith(short))


def aligned(wanted: Sequence[str], read: Sequence[str]) -> list[tuple[int, int]]:
    """The longest run of pairs, in order, that open the same clause."""
    best = [[0] * (len(read) + 1) for _ in range(len(wanted) + 1)]
    for i in reversed(range(len(wanted))):
        for j in reversed(range(len(read))):
            met = best[i + 1][j + 1] + 1 if same(wanted[i], read[j]) else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], met)
    i = j = 0
    pairs = []
    while i < len(wanted) and j < len(read):
        if same(wanted[i], read[j]) and best[i][j] == best[i + 1][j + 1] + 1:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def words(text: str | None) -> list[str]:
    """The words of a text, case aside."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text or "").casefold())


def share(a: str | None, b: str | None) -> float:
    """F1 over words."""
    one, two = Counter(words(a)), Counter(words(b))
    if not one and not two:
        return 1.0
    return 2 * (one & two).total() / (one.total() + two.total())


def score(gold: dict[str, Any], made: dict[str, Any]) -> dict[str, Score]:
    """Each field's (agreed, read, wanted)."""
    ignore = [key(x) for x in gold["ignore"]]
    pre, ops = [key(x) for x in gold["preambular"]], [key(o["starts"]) for o in gold["operative"]]
    known = {*pre, *ops}

    def kept(text: str) -> bool:
        return bool(text) and (any(same(text, k) for k in known) or not any(same(text, x) for x in ignore))

    found_pre = [k for x in made["preambular"] if kept(k := key(x))]
    found = [o for o in made["operative"] if kept(key(o["starts"]))]
    out = {"preambular": (len(aligned(pre, found_pre)), len(found_pre), len(pre))}
    out |= _clauses(gold["operative"], ops, found)
    headings = [key(x) for x in made["headings"]]
    headings = [k for k in headings if k and not any(same(k, x) for x in ignore)]
    out["headings"] = (_matched([key(x) for x in gold["headings"]], headings), len(headings), len(gold["headings"]))
    want, have = set(gold["boilerplate_lines"]), set(made["boilerplate_lines"])
    out["boilerplate"] = (len(want & have), len(have), len(want))
    out["references"] = _references(gold, made)
    also = gold.get("also", {})
    out["title"] = _one(any(share(t, made["title"]) >= TITLE for t in (gold["title"], *also.get("title", ()))))
    for field in ("date", "place", "doc_number"):
        out[field] = _one(key(made[field]) in {key(gold[field]), *(key(form) for form in also.get(field, ()))})
    out["issuer"] = _one(share(gold["issuer"], made["issuer"]) >= ISSUER)
    out["annexes"] = _one(gold["annexes"] == made["annexes"])
    one, two = key(gold["signature_or_closing"]), key(made["signature_or_closing"])
    out["closing"] = _one(bool(one[:30] in two or two[:30] in one) if one and two else not one and not two)
    return out


def _one(agrees: bool) -> Score:
    return int(agrees), 1, 1


def _clauses(wanted: list[dict[str, Any]], keys: list[str], found: list[dict[str, Any]]) -> dict[str, Score]:
    """Operative clauses: found at all, with their numbers, at their levels."""
    pairs = [(wanted[i], found[j]) for i, j in aligned(keys, [key(o["starts"]) for o in found])]
    numbered = sum(1 for w, f in pairs if w["num"] and f["num"] and key(w["num"]) == key(f["num"]))
    levels = sum(1 for w, f in pairs if w["level"] == f["level"])
    return {
        "operative": (len(pairs), len(found), len(wanted)),
        "operative_num": (numbered, sum(1 for o in found if o["num"]), sum(1 for o in wanted if o["num"])),
        "operative_level": (levels, len(found), len(wanted)),
    }


def _matched(wanted: list[str], found: list[str]) -> int:
    """Headings found, each once."""
    left = list(found)
    hits = 0
    for want in wanted:
        at = next((n for n, have in enumerate(left) if same(want, have)), None)
        if at is not None:
            del left[at]
            hits += 1
    return hits


CARRIER = re.compile(
    r"(?i)^(?:(?:its|security council|general assembly|council|un|united nations|document|documents)\s+)*(?:resolutions?|decisions?)?\s+"
)


def _references(gold: dict[str, Any], made: dict[str, Any]) -> Score:
    """References as a set; where the gold names some only, what else is read costs nothing."""
    want, have = ({k for x in s["references"] if (k := key(CARRIER.sub("", x)))} for s in (gold, made))
    hits = sum(1 for w in want if any(w == h or (len(w) >= 5 <= len(h) and (w in h or h in w)) for h in have))
    return hits, len(have) if gold["references_complete"] else hits, len(want)


def total(scores: Sequence[dict[str, Score]], field: str) -> Score:
    """The sum of one field over several texts."""
    agreed, read, wanted = (sum(s[field][n] for s in scores) for n in range(3))
    return agreed, read, wanted


def f1(agreed: int, read: int, wanted: int) -> float:
    """F1; one where nothing was wanted and nothing read."""
    return 2 * agreed / (read + wanted) if read + wanted else 1.0
