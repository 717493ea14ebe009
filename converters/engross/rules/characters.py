"""Characters and lines that do not belong to the text: left over from pages, from scanning, from a wrong encoding."""

from __future__ import annotations

import re

from engross.rules.record import Element, Record
from engross.rules.registry import closes, ends

# Bytes first: a file that has none of them is not looked at again.
CONTROLS = re.compile(
    "[\u0080-\u0084\u0086-\u009f\u00ad\u200b\u2028\u2029\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_SUSPECTS = (
    (b"\xc2", re.compile(rb"\xc2[\x80-\x9f\xad]")),
    (b"\xe2\x80\x8b", re.compile(b"\xe2\x80\x8b")),
    (b"\xe2\x80\xa8", re.compile(b"\xe2\x80\xa8")),
    (b"\xe2\x80\xa9", re.compile(b"\xe2\x80\xa9")),
    (b"\xee", re.compile(rb"\xee[\x80-\xbf][\x80-\xbf]")),
    (b"\xef", re.compile(rb"\xef[\x80-\xbf][\x80-\xbf]")),
)
REPLACEMENT = "\ufffd".encode()
# UTF-8 read as Windows-1252: "Ã©", "â€™", "Â°".
MOJIBAKE = re.compile(
    rb"\xc3\x83[\xc2\xc5\xc6\xcb\xe2][\x80-\xbf]|\xc3\xa2\xe2\x82\xac[\xe2\xc2\xc5][\x80-\xbf]|\xc3\x82\xc2[\xa0-\xbf]"
)
FURNITURE = re.compile(
    r"(?:page|seite|página|стр\.?) \d+ (?:of|de|von|sur|из|/) \d+|\d+/\d+|-\s*\d+\s*-|please recycle\W*|\d\d-\d{5} \([A-Z]\)"
    r"|(?:printed|downloaded|retrieved) (?:on|from) .{4,80}|www\.\S+|https?://\S+",
    re.I,
)
_QUOTES = re.compile(rb"\xe2\x80[\x9c-\x9e]|\xc2[\xab\xbb]")
_TYPOGRAPHIC = re.compile("[\u201c\u201d\u201e\u00ab\u00bb]")


@ends("AKN-W721")
def controls(record: Record) -> None:
    data, met = record.data, record.beyond_ascii
    seen: dict[str, tuple[int, int]] = {}
    for lead, pattern in _SUSPECTS:
        for match in pattern.finditer(data) if lead in met else ():
            at = match.start()
            char = match.group().decode("utf-8", "ignore")
            if char and CONTROLS.match(char) and not (at == 0 and char == "\ufeff"):
                first, n = seen.get(char, (at, 0))
                seen[char] = (first, n + 1)
    for char, (at, n) in seen.items():
        record.report_at("AKN-W721", at, f"the character U+{ord(char):04X} says nothing to a reader" + _times(n))


@ends("AKN-W722")
def replacement(record: Record) -> None:
    if REPLACEMENT in record.beyond_ascii and (at := record.data.find(REPLACEMENT)) >= 0:
        n = record.data.count(REPLACEMENT)
        record.report_at("AKN-W722", at, "U+FFFD stands where a character was lost" + _times(n))


@ends("AKN-W723")
def mojibake(record: Record) -> None:
    if not MOJIBAKE.search(record.beyond_ascii):
        return
    found = [m.start() for m in MOJIBAKE.finditer(record.data)]
    if found:
        at = found[0]
        shown = record.data[at : at + 12].decode("utf-8", "ignore")[:3]
        record.report_at("AKN-W723", at, f'"{shown}" is UTF-8 that was read in another encoding' + _times(len(found)))


def _times(n: int) -> str:
    return f" ({n} times)" if n > 1 else ""


@closes("AKN-W724", "p", text=True)
def furniture(element: Element, record: Record) -> None:
    text = element.text
    if len(text) < 100 and element.zone not in ("meta", "coverPage") and FURNITURE.fullmatch(text.strip()):
        if not (element.parent and element.parent.name in ("authorialNote", "note", "td", "th")):
            record.report("AKN-W724", element, f'"{text.strip()}" looks like page furniture')


@ends("AKN-I725")
def quotes_alike(record: Record) -> None:
    """One kind of quotation marks in a text; told once, where the rarer kind first stands."""
    if b'"' not in record.data or not _QUOTES.search(record.beyond_ascii):
        return
    straight: list[Element] = []
    curled: list[Element] = []
    for element, text in (*record.recitals, *record.clauses, *record.annexed):
        if '"' in text:
            straight.append(element)
        if _TYPOGRAPHIC.search(text):
            curled.append(element)
    if straight and curled:
        rarer = min(straight, curled, key=len)
        record.report("AKN-I725", rarer[0], "straight and typographic quotation marks are mixed in this text")
