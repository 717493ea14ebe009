"""The number in the heading of an annex: "Annex II: Table of lamps" is number "Annex II:" and heading "Table of lamps"."""

from __future__ import annotations

import re

from msgspec import structs

from engross.model import Break, Content, Inline, Note, Number, OpaqueInline, text_of

# A word and a figure, a numeral or a letter; in Chinese without a space; in Arabic an ordinal word.
_NUMBERED = re.compile(
    r"\W*(?:[^\W\d_]{4,}\s+(?:\d{1,3}|[IVXL]+|[ivx]+|[A-Z])(?!\w)"
    r"|(?:附件|附录)\s*[一二三四五六七八九十\dIVX]+"
    r"|(?:المرفق|مرفق|التذييل)\s+(?:\d{1,2}|الأول|الثاني|الثالث|الرابع|الخامس|السادس|السابع|الثامن|التاسع|العاشر)(?!\w))"
    r"[.:)–—-]*(?=\s|$)"
)


def number_of(text: str) -> str:
    """What the heading of an annex begins with, if it is its number ("Annex II:"); else ""."""
    found = _NUMBERED.match(text)
    return found.group() if found else ""


def headed(content: Content) -> tuple[Number | None, Content]:
    """The number and the heading in the line that an annex begins with."""
    number = number_of(text_of(content))
    if not number:
        return None, content
    rest, _ = _after(content, len(number))
    return Number(" ".join(number.split())), rest


def _after(parts: Content, cut: int) -> tuple[Content, int]:
    """`parts` without the first `cut` characters of their text and the white space after them, and what of `cut` is
    left at their end. Notes are kept."""
    out: list[Inline] = []
    for n, part in enumerate(parts):
        if cut < 0:
            return (*out, *parts[n:]), cut
        if isinstance(part, str):
            rest = part[cut:].lstrip()
            cut = -1 if rest else cut - min(cut, len(part))
            out += [rest] if rest else []
        elif isinstance(part, Note):
            out.append(part)
        elif isinstance(part, Break):
            cut = max(cut - 1, 0)
        elif isinstance(part, OpaqueInline):
            out.append(part)
            cut = -1
        else:
            inner, cut = _after(part.content, cut)
            out += [structs.replace(part, content=inner)] if inner else []
    return tuple(out), cut
