"""The number of an instrument itself: a known form of symbol, a number that its kind labels, a line that is a symbol."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engross.languages.names.patterns import later

if TYPE_CHECKING:
    from engross.languages.names import Names
    from engross.recognise.metadata_scene import Scene, Words

SYMBOLS = (
    later(r"\b((?:A|S|E)/(?:HRC/)?(?:RES|PRST|DEC)/(?:S-\d+/|ES-\d+/)?\d+(?:/\d+)?(?:\s?\(\d{4}\))?)"),
    later(r"\b(E/RES/\d{4}/\d+|[AS]/\d{4}/\d+|A/[A-Z0-9/.]+/L\.\d+)\b"),
    later(r"\b(ACHPR/Res\.?\s?\d+\s?(?:\([^)]*\))?\s?\d{0,4})"),
    later(r"\b(WHA\d+\.\d+|EB\d+\.R\d+|CD\d+\.R\d+|CSP\d+\.R\d+|MSC\.\d+\(\d+\)|MEPC\.\d+\(\d+\))", re.I),
    later(r"\b([A-Z]{2,6}/[A-Z]{1,4}\d+[./]R\.?\d+)\b"),
    later(r"\b([A-Z]{2,8}(?:/[A-Z0-9][A-Z0-9.-]*)+/(?:RES|DEC|COMM)[./]?\d[\w./()-]*)"),
    later(r"\b(OIC/[A-Z0-9][A-Z0-9/.-]*\d[A-Z0-9/.-]*)\b"),
    later(r"\b(General recommendation No\. ?\d+)", re.I),
    later(r"^\W*(?:(?:Resolution|Résolution|Resolución|Резолюция|القرار)\s+|第\s?)?(\d{1,4}\s?[(（]\d{4}[)）])", re.I),
    later(r"\b(?:resolution|resolución|résolution)\s+(\d{1,4}\s[A-Z]?\s?\([IVXLC]+\))", re.I),
    later(r"^\W*((?:ES-|S-)?\d{1,4}/\d{1,4})\.(?:\s|$)"),
    later(r"^\W*((?:ES-|S-)?\d{1,4}/\d{1,4})\.?$"),
    later(r"^\W*([A-Z]?\d{1,3}/\d{2})\b(?![/.-]\d)"),
    later(r"^\W*(?:[A-Z][a-z]+ )?((?:[A-Z]{1,4}/)?Rec(?:Res|Dec)?\(\d{4}\)\d+)\b"),
    later(r"^\W*(?:REGULATION|DECISION|RESOLUTION|DIRECTIVE|SUPPLEMENTARY ACT)\s+([A-Z]{1,6}(?:/[A-Z0-9.]+){2,})"),
)
"""Forms that symbols have, the surest first; group 1 is the symbol."""
BRACKETED = SYMBOLS[8]
"""The form that a note of adoption may print as well."""
ALONE = later(r"\W*([A-Z][A-Za-z]{0,7}(?:/[A-Z0-9][A-Za-z0-9.()-]*){2,6}(?:\s?\(\d{4}\)|\s[A-Z])?)\W*")
SHAPED = later(
    r"[\s*_]*(?P<n>(?:[A-Z][A-Za-z]{0,9}(?:\.|\s(?=\d))?\s?)?[A-Z0-9][A-Za-z0-9]*(?:[./_-][A-Za-z0-9]+\.?|\s?\([A-Z0-9/.-]+\)"
    r"|(?<=\.)\s?\d[\d/.-]*|\s(?:N[°ºo]|No\.|Nº)\s\d[\d/.-]*|(?<=\))[0-9]+(?![A-Za-z]))+)[\s*_]*"
)
"""A whole line that has the shape of a symbol: capitals, figures, strokes and brackets, no word of its own."""
CONGRESS = later(r"\W*(?P<n>(?:H|S)\.\s?(?:(?:J\.|CON\.)\s?)?(?:RES|R)\.\s?\d+)\W*", re.I)
CHAPTER = later(
    r"\W*(?P<n>\d{4} (?:CHAPTER|Chapter|c\.) \d+|第\s?[\d一二三四五六七八九十百]+\s?号|[\u4e00-\u9fff]{1,8}[〔\[（(]\d{4}[〕\]）)]\s?第?\d+号)\W*"
)
DAY = later(r"\d{1,2}[./-](?:\d{1,2}|[IVX]+)[./-]\d{2,4}")
NEAREST = 20
FIRST = 30
SHORT = 44
LONG_WORD = 5
LINE = 240
STROKES = frozenset("/(_")


def symbol(scene: Scene) -> Words | None:
    """The symbol or number of the instrument itself, from the lines before its text; a number in brackets may also
    stand under it."""
    front = [n for n in scene.front if n < FIRST]
    for n in front:
        if scene.pieces[n].look == "symbol" and (alone := ALONE.fullmatch(scene.pieces[n].text)):
            return scene.words(n, alone.start(1), alone.end(1))
    texts = [(n, scene.pieces[n].text) for n in front[:NEAREST]]
    written = [(n, text) for n, text in texts if any(c.isdigit() for c in text)]
    return _known(scene, written) or _labelled(scene, written) or _shaped(scene, written) or _below(scene)


def _known(scene: Scene, lines: list[tuple[int, str]]) -> Words | None:
    if not any(sign in text for _, text in lines for sign in "/(."):
        return None
    for pattern in SYMBOLS:
        for n, text in lines:
            match = pattern.search(text)
            if match and (scene.pieces[n].role != "adopted" or pattern is BRACKETED) and not DAY.match(match[1]):
                start, end = match.span(1)
                while text[end - 1] in ". ":
                    end -= 1
                return scene.words(n, start, end)
    return None


def _labelled(scene: Scene, lines: list[tuple[int, str]]) -> Words | None:
    """The number behind a label that opens a line: "RESOLUTION NO. 4/31-E", "Loi n° 2001-12 du 3 mai 2001"."""
    pattern, title = scene.names.head("labelled"), scene.title_piece()
    for n, text in lines:
        own = scene.pieces[n].role != "adopted" and (n <= title or title < 0)
        match = pattern.match(text) if own and len(text) < LINE else None
        if match:
            return scene.words(n, *match.span("n"))
    return None


def _shaped(scene: Scene, lines: list[tuple[int, str]]) -> Words | None:
    """A line that is a symbol by its looks."""
    for n, text in lines:
        match = shaped(text) if scene.pieces[n].role != "adopted" and not scene.dates(n) else None
        if match:
            return scene.words(n, *match.span("n"))
    return None


def shaped(text: str) -> re.Match[str] | None:
    """The symbol (`n`) that a whole line is by its looks; None when it is none."""
    if len(text) > SHORT:
        return None
    for shape in (CONGRESS, CHAPTER):
        if match := shape.fullmatch(text):
            return match
    match = SHAPED.fullmatch(text) if not STROKES.isdisjoint(text) else None
    if match is None or DAY.fullmatch(match["n"]) or not any(c.isdigit() for c in text):
        return None
    words = (word for word in match["n"].split() if len(word) >= LONG_WORD and word.isalpha())
    return match if all(word.isupper() for word in words) else None


def alone(text: str, names: Names) -> bool:
    """Whether a line is the number of an instrument and nothing else, and no title ("RESOLUTION NO. 4/31-E")."""
    if not any(c.isdigit() for c in text) or names.head("numbered").match(text):
        return False
    match = names.head("labelled").match(text)
    return shaped(text) is not None or (match is not None and not any(c.isalnum() for c in text[match.end() :]))


def _below(scene: Scene) -> Words | None:
    """A labelled number in brackets under the text ("(Resolution No. 700 – Ordinary Session 12)")."""
    pattern = scene.names.head("labelled")
    for n in scene.closing:
        text = scene.pieces[n].text
        match = pattern.match(text) if text[:1] in "([" and len(text) < LINE else None
        if match:
            return scene.words(n, *match.span("n"))
    return None
