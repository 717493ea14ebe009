"""What a line looks like as a whole, seen without its neighbours: a heading, a date, a footnote, a signature …"""

from __future__ import annotations

import re

from engross.languages import Language
from engross.languages.names.patterns import later

DECOR = " \t\"“”„«»‘*_#>•·'`"
CLOSERS = " \t\"”’')]*_»"
SYMBOL = later(
    r"\W*(?:[A-Z]{1,4}(?:/[A-Z0-9.()-]+){1,5}(?:\s?\(\d{4}\))?|WHA\d+\.\d+|CD\d+\.R\d+|\d{1,3}/\d{1,4}\.?"
    r"|[A-Z]+/Res\.\d+.{0,20}|(?:S|A)/\d{4}/\d+|General recommendation No\. \d+.{0,5})\W{0,6}$"
)
PAGED_SYMBOL = later(
    r"(?:(?:page\s*)?\d{1,3}\s+)?(?=\S*\d)[A-Z]{1,6}\d{0,4}(?:[/.][A-Z]{0,4}\.?\d{0,4}){1,4}(?:\s*\([A-Z][a-z]*\.?\))?"
    r"(?:\s+(?:page\s*)?\d{1,3})?(?<!\.)$",
    re.I,
)
"""A symbol with or without the number of a page: the running head of a United Nations document."""
NOTE = later(
    r"(?:\[\^?\d+\]|\d{1,2}\s+(?:See\b|Ibid|Official|United Nations|Resolution|Document|A/|S/|E/|And\b|In\b|According"
    r"|[A-Z][a-z]+ [A-Z])|\*(?!\*)\s?(?:The|In|See|A|Re|Sub)\b[^*]*$|(?:Ibid|Там же|Ibíd|同上|См\. |Voir |Véase "
    r"|United Nations, Treaty Series)|(?:Резолюция|Résolution|Resolución|Resolution) \d+(?:/\d+)? ?(?:[A-Z] )?\(?[IVX]*\)?"
    r"[^а-яa-z]{0,3}(?:, \w+)?\.$|\[\d+\]|<sup>|Note:|Voir\b|See A/"
    r"|(?:Report|Rapport|Informe|Доклад)\s[^()]{5,160}\((?:издание О|United Nations pub|publication des N|publicación de las N))"
)
NOTE_WORDS = frozenset(
    "ibid там ibíd 同上 см voir véase united резолюция résolution resolución resolution note see report rapport informe доклад".split()
)
SIGNED = later(
    r"\W*(?:\(?signed\)?|for the (?:government|republic|kingdom)|for and on behalf|pour l[ae]s?\b|pour le|por el|por la|за (?:правительство|республику|королевство)|für (?:die|das) |عن (?:حكومة|جمهورية)"
    r"|.{3,40}, delegado de|president\b.{0,60}$|prime minister\b.{0,60}$)",
    re.I,
)
SEAL = later(r"[(\[]\s?l\.\s?s\.\s?[)\]]", re.I)
"""The place of a seal, before the name of one who signs."""
SOURCE = later(r"(?:source|src)\s?:\s", re.I)
NUMBERED_TITLE = later(r"\d{1,3}/\d{1,4}\.?\s+[A-ZÀ-ÞА-Я“«].{4,}")
NAME = later(r"\W*(?:[A-Z]\.\s?){1,2}[A-Z][\w’'-]+\W*$")
MARKED_HEADING = later(
    r"(?:#{1,6}\s+\S|(?:\*\*(?:<u>)?[^*]{1,140}(?:</u>)?\*\*\s*){1,5}\W{0,2}$|<u>[^<]{2,140}</u>\W{0,2}$"
    r"|__[^_]{2,140}__\W?$|\*[^*]{2,120}\*$)"
)
ROMAN_HEADING = later(r"(?:[IVX]{1,5}|[A-H])\W{0,2}$")
YEAR = later(r"\d{1,2}.{0,24}\d{4}|\d{4}\s?年")


def is_note(flat: str, word: str) -> bool:
    """Whether a stripped line opens as a footnote does; `word` is its first word in small letters."""
    return (not flat[0].isalpha() or word in NOTE_WORDS) and NOTE.match(flat) is not None


def is_date(language: Language, line: str) -> bool:
    """Whether a line is a day and next to nothing else."""
    for pattern in language.dates:
        match = pattern.search(line)
        if match:
            return len(line) - (match.end() - match.start()) < 25
    return False


def in_title_case(text: str) -> bool:
    """Whether most of the longer words begin with a capital."""
    words = [w for w in text.split() if len(w) > 3 and w[0].isalpha()]
    return bool(words) and sum(w[0].isupper() for w in words) >= 0.6 * len(words)


def short_capitals(flats: list[str], numbered: list[bool]) -> set[int]:
    """Rows in a run of eight or more short lines in capitals: a list at the side of a page. (At its top they are a title.)"""
    out: set[int] = set()
    run: list[int] = []
    short = [n for n, flat in enumerate(flats) if len(flat) < 42 and flat.isupper() and flat[-1] not in ".;:,"]
    for row in [*[n for n in short if not numbered[n]], len(flats) + 1]:
        if run and row != run[-1] + 1:
            if len(run) >= 8 and run[0] > 0:
                out.update(run)
            run = []
        run.append(row)
    return out
