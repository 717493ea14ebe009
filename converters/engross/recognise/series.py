"""Printed numbers: the token that opens a line, its style and value, and the series it belongs to."""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec import Struct

from engross.languages.names.patterns import later
from engross.model import Number
from engross.recognise import articles

# What may number a line that opens with a digit, and what else may number one; the group name is the family of styles.
DIGITAL = r"""
      (?P<dd>\d{1,2}(?:\.\d{1,2}){1,3})\.?(?=\s|$)
    | (?P<d>\d{1,3}(?:\s?(?:bis|ter|quater)\b)?)\s?\\?[.·](?:·|\s?,|\s?[-–—]{1,2})?(?=[\s*_“"]|$|[A-ZÀ-ÞА-Я])
    | (?P<dp>\d{1,3})\)(?=\s|$)
    | (?P<dash>[\d٠-٩]{1,3})\s?[-–—]\s{0,3}(?=[\u0600-\u06ff]|(?<=\s)["“«]?[A-ZÀ-ÞА-Я])
    | (?P<deg>\d{1,2})\s?[°º]\s?[-–—.)]{0,2}\s?(?=[“«"]?[^\W\d_]{2})
    | (?P<ocr>(?:(?=[lIO ]*\d)[\dlIO](?:\s?[\dlIO]){0,2}|[lI][lIO])\s?[.·]{1,2})(?=\s|$)
"""
TOKEN = later(
    rf"""[\s"“”„«»‘*_#>]{{0,8}}?(?:
      {articles.STRONG}
    | {articles.WEAK}
    | (?P<ord>(?i:primer[oa]|segund[oa]|tercer[oa]|cuart[oa]|quint[oa]|sext[oa]|s[ée]ptim[oa]|octav[oa]|noven[oa]|d[ée]cim[oa]
        |first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?|sixth(?:ly)?
        |premi[eè]rement|deuxi[eè]mement|troisi[eè]mement|quatri[eè]mement|cinqui[eè]mement))\s?(?:\.\s?[-–—]|[.:])(?=\s|$)
    | (?P<pd>[({{]\d{{1,2}}\))(?=\s|$|\w)
    | (?P<ara>[(’‘]\s?(?:[\u0621-\u064a]{{1,2}}ـ?|[\d٠-٩]{{1,2}})\s?[)‘’]|[\u0621-\u064a]ـ?\s?\))(?=\s)
    | (?P<pl>[({{][A-Za-zа-я]{{1,5}}\))(?=\s|$|\w)
    | (?P<lp>[A-Za-zа-я]{{1,2}}|[ivx]{{1,5}})\)(?=\s|$)
    | (?P<ld>[A-Ha-kvxIVX]|[IVX]{{2,6}}|[ivx]{{2,5}})\.-?(?=\s|$)
    | (?P<han>[一二三四五六七八九十]{{1,3}})[、.．]
    | (?P<hanp>[(（][一二三四五六七八九十]{{1,3}}[)）]|[㈠-㈩])
    | (?P<rn>[IVX]{{1,5}})\s(?=[A-ZÀ-ÞА-Я])
    | (?P<bullet>â\x80¢|â€¢|â¢|[-–—•·●○▪■◦\uf0b7o.]|\*(?!\*))(?=\s)\s{{1,8}}(?=\S)
    | {DIGITAL}
    )\s*""",
    re.X,
)
PLAIN = re.compile(r"(([0-9]{1,3})\.)[ \t]+(?=[^\W\d_])")
"""The commonest number by far ("12. "), which needs no other look."""
DIGIT_TOKEN = later(rf"(?:{DIGITAL})\s*", re.X)
DIGITS = re.compile(r"\d+")
LIKE_A_CLAUSE = re.compile(r"\d+ ?[A-Z]{1,2}\.$")
"""A clause put in between two others ("8A.")."""
LAST_LETTERS = re.compile(r"[^\W\d_]+(?=\W*$)")
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
HAN = {c: i for i, c in enumerate("〇一二三四五六七八九十")}
ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
ORDINALS = {
    word[:4]: value
    for words in (
        "primero segundo tercero cuarto quinto sexto septimo octavo noveno decimo",
        "first second third fourth fifth sixth",
        "premierement deuxiemement troisiemement quatriemement cinquiemement",
    )
    for value, word in enumerate(words.split(), 1)
}
"""Values of ordinal words by their first four letters, without accents."""
READ_AS_DIGITS = str.maketrans("lIO", "110")
SHAPES = {"pl": "({})", "lp": "{})", "ld": "{}."}
LOOKED_AT = 7
"""Characters of a line that tell whether a number can open it."""
MOST_REMEMBERED = 20_000
"""Openings remembered before they are forgotten."""
WEAK = {"sect": "art", "rule": "art", "prin": "prin", "rn": "rn"}
"""Styles of numbers that are believed only in a series, and what they then are."""
AHEAD = 3
"""How many numbers further down may tell whether "i" is a letter or roman."""


class Numbered(Struct, frozen=True, gc=False):
    """A number as printed. `style` names the kind of mark ("d.", "(a)", "(i)", "art", "*-" for a bullet); `value`
    counts from 1, 0 for bullets."""

    printed: str
    style: str
    value: int


class Token(NamedTuple):
    """A number that opens a line: `end` is where the text after it begins, `chain` how many numbers its series has
    around it, itself included; `repaired` when the print was damaged and read by its series."""

    printed: str
    style: str
    value: int
    end: int
    chain: int
    repaired: bool


class Candidate(NamedTuple):
    """A number before its series is known: letters may have two readings ("i"), each a style and a value."""

    line: int
    printed: str
    readings: list[tuple[str, int]]
    end: int


MARKS = ".,;:"
DASHES = "-–—"


def number_of(numbered: Numbered | None) -> Number | None:
    """The number as the tree holds it. A bullet is a mark and no number: it stands as ours, in one shape for all the
    signs that print and scans make of it."""
    if numbered is None:
        return None
    if numbered.style[0] == "*":
        return Number("–" if numbered.printed in DASHES else "•", editorial=True)
    return Number(numbered.printed)


def roman(text: str) -> int:
    """The value of a roman number in small letters; letters that are not roman count nothing."""
    total = 0
    for a, b in zip(text, text[1:] + " ", strict=True):
        value = ROMAN.get(a, 0)
        total += -value if ROMAN.get(b, 0) > value else value
    return total


def han(text: str) -> int:
    """The value of a Chinese number up to 99."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (HAN.get(tens, 1) if tens else 1) * 10 + (HAN.get(ones, 0) if ones else 0)
    return HAN.get(text[0], 0)


def letters(text: str) -> int:
    """a 1 … z 26, aa 27, bb 28 …; 0 when the letters are not all the same."""
    return (len(text) - 1) * 26 + ord(text[0]) - 96 if len(set(text)) == 1 and "a" <= text[0] <= "z" else 0


class Openings(dict[str, bool]):
    """The first `LOOKED_AT` characters of stripped lines → whether a number can open them at all: a quick test that lets
    no number pass unseen."""

    def __missing__(self, head: str) -> bool:
        if len(self) > MOST_REMEMBERED:
            self.clear()
        may = self[head] = _may_open(head)
        return may


def _may_open(head: str) -> bool:
    first = head[0]
    if not first.isalpha() or first in HAN or first == "â":
        return True
    if first in "pstcqondfPSTCQONDF" and head[:4].lower().replace("è", "e").replace("é", "e") in ORDINALS:
        return True
    if "." in head or ")" in head or head[1:2] in ("", " ", "\t"):
        return True
    return articles.opens(head) or (first in "IVX" and not head.partition(" ")[0].strip("IVX"))


may_open = Openings()


def read(index: int, line: str) -> Candidate | None:
    """The number that opens `line`, or None."""
    digital = "0" <= line[0] <= "9"
    if digital and (plain := PLAIN.match(line)):
        return Candidate(index, plain[1], [("d.", int(plain[2]))], plain.end())
    match = (DIGIT_TOKEN if digital else TOKEN).match(line, len(line) - len(line.lstrip()) if line[0] in " \t" else 0)
    if match is None or ("__" in line and not line[match.end() :].strip(" _.")):
        return None  # a line to sign on has a letter, but numbers nothing
    family = match.lastgroup
    assert family is not None
    raw, end = match.group(family), match.end()
    printed = line[match.start(family) : end].strip().rstrip("*_ ")
    if family == "d":
        found = DIGITS.match(raw)
        assert found is not None
        return Candidate(index, printed.replace("\\", ""), [("d.", int(found.group()))], end)
    if family == "ord":
        return Candidate(index, printed, [("ord", ORDINALS[raw[:4].lower().replace("è", "e").replace("é", "e")])], end)
    if family == "dd":
        parts = raw.split(".")
        return Candidate(index, printed, [(".".join("d" * len(parts)), int(parts[-1]))], end)
    if family == "ocr":  # "2l·." "2 4." are believed only where the series expects them
        digits = re.sub(r"\D", "", raw.translate(READ_AS_DIGITS))
        return Candidate(index, digits + ".", [("ocr", int(digits))], end) if digits else None
    if family == "bullet":
        return Candidate(index, raw, [("*" + raw, 0)], end)
    if family == "rn":  # "II Estimates …": the heading of a part, if it is one of several
        return Candidate(index, raw, [("rn", roman(raw.lower()))], end) if line.rstrip()[-1] not in MARKS else None
    if family in ("art", "zhart"):
        return Candidate(index, raw.rstrip("."), [("art", _article(raw))], end)
    if family in articles.WEAK_FAMILIES:
        return Candidate(index, raw.strip(), [(family, _article(raw))], end)
    if family in ("pl", "lp", "ld"):
        readings = _letter_readings(family, raw.strip("({)}"))
        return Candidate(index, printed, readings, end) if readings else None
    return Candidate(index, printed, [_plain_reading(family, raw)], end)


def foreign(number: str, counts: str, value: int) -> tuple[str, int]:
    """The style and value of a number in a shape that no pattern knows ("Rule 5", "§ 5", "5-a"), which its reader
    vouches for: numbers that differ in their digits alone, or in their last letters, have one style."""
    if counts == "bullet" or not any(map(str.isalnum, number)):
        return "*" + number, 0
    digits = DIGITS.findall(number)
    if digits and LIKE_A_CLAUSE.match(number):
        return "d.", value or int(digits[0])
    if counts in ("letter", "roman"):
        return LAST_LETTERS.sub("a" if counts == "letter" else "i", number), value
    return DIGITS.sub("d", number), value or (int(digits[-1]) if digits else 0)


def _article(raw: str) -> int:
    digits = DIGITS.search(raw)
    if digits:
        return int(digits.group())
    if raw[0] == "第":
        return han(raw[1:-1])
    value = articles.number_word(raw)
    if value is not None:
        return value
    word = raw.rstrip(". ").split()[-1].lower()
    return roman(word) if set(word) <= set("ivxlc") else 1


def _plain_reading(family: str, raw: str) -> tuple[str, int]:
    if family == "dp":
        return "d)", int(raw)
    if family == "pd":
        return "(d)", int(raw[1:-1])
    if family in ("dash", "deg"):
        return "d.", int(raw)
    if family == "ara":
        inner = raw.strip("(’‘)").strip().replace("ـ", "")
        return ("'d'", int(inner)) if inner.isdigit() else ("(a)", ABJAD.find(inner[0]) + 1)
    if "㈠" <= raw <= "㈩":
        return "(han)", ord(raw) - ord("㈠") + 1
    return ("han" if family == "han" else "(han)"), han(raw.strip("()（）"))


def _letter_readings(family: str, inner: str) -> list[tuple[str, int]]:
    low = inner.lower()
    if "а" <= low[0] <= "я":
        return [("(a)", ord(low) - ord("а") + 1)] if len(low) == 1 else []
    upper, shape = inner.isupper(), SHAPES[family]
    readings = []
    if letters(low):
        readings.append((shape.format("A" if upper else "a"), letters(low)))
    if set(low) <= set("ivxl") and (value := roman(low)):
        readings.append((shape.format("I" if upper else "i"), value))
    return readings


def resolve(found: list[Candidate]) -> dict[int, Token]:
    """One reading for each number, chosen by its neighbours, and the length of its series, by line.

    A letter with two readings takes the one that goes on from the last of its style; at a tie the one that the next
    numbers go on from; else roman for a first "i"."""
    chosen: list[tuple[Candidate, str, int, bool]] = []
    last: dict[str, int] = {}
    found = _provisions(found)
    for n, candidate in enumerate(found):
        style, value = candidate.readings[0]
        repaired = style == "ocr"
        if repaired:
            if value < 3 or value - last.get("d.", 0) not in (1, 2):
                continue
            style = "d."
        elif len(candidate.readings) == 2:
            style, value = _either(candidate.readings, last, found[n + 1 : n + 1 + AHEAD])
        if style == "d.":
            last = {"d.": value}
        else:
            last[style] = value
        chosen.append((candidate, style, value, repaired))
    chains = _chains([(style, value) for _, style, value, _ in chosen])
    return {
        c.line: Token(c.printed, style, value, c.end, chain, repaired)
        for (c, style, value, repaired), chain in zip(chosen, chains, strict=True)
    }


def _provisions(found: list[Candidate]) -> list[Candidate]:
    """The candidates, those for sections, rules and the like made articles where no article is, and they are in order;
    else left out."""
    weak = [c for c in found if c.readings[0][0] in WEAK]
    if not weak:
        return found
    values = {c.readings[0] for c in weak}
    good = {(style, value) for style, value in values if (style, value - 1) in values or (style, value + 1) in values}
    if any(c.readings[0][0] == "art" for c in found):
        good = {reading for reading in good if reading[0] == "rn"}
    return [
        c._replace(readings=[(WEAK[c.readings[0][0]], c.readings[0][1])]) if c.readings[0][0] in WEAK else c
        for c in found
        if c.readings[0][0] not in WEAK or c.readings[0] in good
    ]


def _either(readings: list[tuple[str, int]], last: dict[str, int], ahead: list[Candidate]) -> tuple[str, int]:
    (letter, a), (numeral, r) = readings
    if a > 26 and last.get(letter) != a - 1:
        return numeral, r  # "II" is a doubled letter only after "HH"
    follow = {reading for later in ahead for reading in later.readings}
    as_letter = 2 * (last.get(letter) == a - 1) + ((letter, a + 1) in follow)
    goes_on = last.get(numeral) == r - 1 or (r == 1 and last.get(letter) != a - 1)
    as_roman = 2 * goes_on + ((numeral, r + 1) in follow)
    if as_roman > as_letter or (as_roman == as_letter and a > 2 and r == 1 and (numeral, 2) in follow):
        return numeral, r
    return letter, a


def _chains(marks: list[tuple[str, int]]) -> list[int]:
    """For each mark the length of the run of successors through it."""
    back: list[int] = []
    at: dict[tuple[str, int], int] = {}
    for n, (style, value) in enumerate(marks):
        before = at.get((style, value - 1))
        back.append(back[before] + 1 if before is not None else 0)
        at[style, value] = n
    fore = [0] * len(marks)
    at = {}
    for n in range(len(marks) - 1, -1, -1):
        style, value = marks[n]
        after = at.get((style, value + 1))
        fore[n] = fore[after] + 1 if after is not None else 0
        at[style, value] = n
    return [b + f + 1 for b, f in zip(back, fore, strict=True)]
