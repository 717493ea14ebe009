"""Lines before a text that are no part of its title: letterheads, sessions, form fields, numbers, days, who acts."""

from __future__ import annotations

from collections.abc import Sequence

from engross.languages.names import Names
from engross.languages.names.patterns import later
from engross.recognise.metadata_number import alone
from engross.recognise.pieces import Piece

FRONT = frozenset(("masthead", "title", "adopted", "heading", "issuer", "note"))
DATELINE = later(r"^\W*[^\d]{0,45}\d{1,2}.{0,30}\d{4}\W*$")
ROMAN = later(r"(?:I{1,3}|IV|VI{0,3}|IX|X)\.?")
TRAIL = later(r"\s[>›»|]\s")
SIGNS = later(r"[\W\d_]+")
SPACED = later(r"^(?:\w ){3,}\w\b")
ARTICLES = ("A ", "AN ", "An ")
LONGEST_DATE = 60
SENTENCE = 40
"""Characters from which a line with an article and a verb tells something."""
LEAST = 6
"""Letters of a name that a letterhead prints."""
LONGEST_KIND = 48
"""Characters that hold the name of a kind."""


def letterheads(pieces: Sequence[Piece], lines: list[int], end: int, names: Names) -> frozenset[int]:
    """Those of the lines that are the name of the body that speaks below them, or of its session."""
    article, session = names.head("article"), names.head("session")
    speaking = [(n, norm(article.sub("", p.text))) for n, p in enumerate(pieces[: end + 1])
                if p.role == "issuer" or acts(p.text, names)]  # fmt: skip
    out = set()
    for n in lines:
        text = pieces[n].text
        sat = session.search(text)
        if sat and 2 * (sat.end() - sat.start()) > len(text) and not names_kind(text, names):
            out.add(n)
        elif speaking and len(own := norm(article.sub("", text))) > LEAST:
            out |= {n} if any(at > n and name.startswith(own) for at, name in speaking) else set()
    return frozenset(out)


def aside(pieces: Sequence[Piece], n: int, end: int, names: Names) -> bool:
    """Whether a line is no part of a title: a trail of links, a field of a form, who moves it, a day, or the number of
    the instrument alone on its line, unless the line below goes on from it."""
    text, number = pieces[n].text, pieces[n].number
    if len(TRAIL.findall(text)) > 1 or ROMAN.fullmatch(text) or names.head("mover").match(text):
        return True
    if (":" in text or "：" in text) and names.head("field").match(text):
        return True
    if (
        len(text) > SENTENCE
        and names.head("article").match(text)
        and text[0].isupper()
        and names.head("verbs").search(text)
    ):
        return True
    if not any(c.isdigit() for c in text):
        return False
    whole = text if number is None else f"{number.printed} {text}"
    if len(whole) < LONGEST_DATE and DATELINE.match(whole) and not names_kind(text, names):
        return True
    if not alone(text, names) or n + 1 >= end or pieces[n + 1].role not in FRONT:
        return False
    below = pieces[n + 1].text
    titled = names.head("article").match(below) is not None or below.startswith(ARTICLES)
    return titled or (not below[:1].islower() and not joins(below, names))


def norm(text: str) -> str:
    return SIGNS.sub("", text).casefold()


def joins(text: str, names: Names) -> bool:
    """Whether a line goes on from the one above it, by its first word."""
    return names.head("joints").match(text) is not None and not names.head("mover").match(text)


def opens_parties(text: str, names: Names) -> bool:
    return names.head("parties").match(text) is not None


def acts(text: str, names: Names) -> bool:
    """Whether a line begins with the name of parties or of a body that acts ("The Council of Ministers …")."""
    return opens_parties(text, names) or (names.head("actor").match(text) is not None and not names_kind(text, names))


def opens_with_kind(text: str, names: Names) -> bool:
    """Whether a line begins with the name of a kind of instrument."""
    plain = collapsed(text).lstrip('“"«*_ ').casefold()
    for prefix in ("the ", "a "):
        plain = plain.removeprefix(prefix)
    opening = plain[:LONGEST_KIND].replace("’", "'")
    return any(start == 0 and not opening[end : end + 1].isalpha() for start, end, _ in names.kinds_in(opening))


def collapsed(text: str) -> str:
    """Text with letter-spaced words closed up: "A C C O R D" is ACCORD."""
    return SPACED.sub(lambda m: m[0].replace(" ", ""), text)


def names_kind(text: str, names: Names) -> bool:
    """Whether the name of a kind of instrument stands in a text."""
    small = text.casefold().replace("’", "'")
    return any(
        names.code == "zh" or not (small[start - 1 : start].isalnum() or small[end : end + 1].isalnum())
        for start, end, _ in names.kinds_in(small)
    )
