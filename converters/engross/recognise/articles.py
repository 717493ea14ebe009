"""Words that number the provisions of treaties, statutes and rules: "Article 2", "§ 4", "SECTION 3.", "第三条"."""

from __future__ import annotations

import re

COUNT = r"\d{1,3}(?:er|re|ère|[a-z]|[°ºª])?(?:\s?(?:bis|ter|quater|quinquies|sexies)\b)?"
WORDS = (
    r"[ivxlc]{1,7}|premi[eè]re?|unique|primer[oa]?|segund[oa]|tercer[oa]|cuart[oa]|quint[oa]|sext[oa]|s[eé]ptim[oa]|octav[oa]"
    r"|noven[oa]|d[eé]cim[oa]|[uú]nico|one|two|three|four|five|six|seven|eight|nine|ten"
)
ARABIC = (
    r"\(?\s?[\d٠-٩]{1,3}\s?\)?|ال(?:أولى|اولى|ثانية|ثالثة|رابعة|خامسة|سادسة|سابعة|ثامنة|تاسعة|عاشرة|حادية)"
    r"(?:\s+عشرة?)?(?:\s+والعشر\w+)?"
)
STRONG = rf"""
      (?P<art>(?:(?i:article|art\.|art[íi]culo|artikel|статья)\s+(?i:{COUNT}|(?:{WORDS})\b)|(?:ال)?مادة\s+(?:{ARABIC}))\.?)
        (?:\s?[-–—:]{{1,2}}(?=\s|$)|(?<=\.)(?=\s|[A-ZÀ-Þ*_])|(?=[*_.])|\s*$|(?=\s+[^\sa-zà-ÿа-я(])|(?=\s+\(\w{{1,3}}\)\s+(?!(?:of|de|du|des|and)\s)))
    | (?P<zhart>第[一二三四五六七八九十百零〇\d]{{1,5}}[条條])(?=[\s：:*_]|$)
"""
"""Provisions of treaties. A word that goes on in small letters cites ("Article 2 of the Charter")."""
WEAK = rf"""
      (?P<sect>(?:§\s?\d{{1,3}}[a-z]?(?:\.|(?=\s|$)))|(?i:section|sec\.)\s+\d{{1,3}}[a-zA-Z]?\.)(?:\s?[-–—]{{1,2}})?(?=\s|$)
    | (?P<rule>(?i:rule|regulation|clause|r[eè]gle|regla|regel|правило)\s+(?:{COUNT}))(?:[.:]|\s?[-–—])?(?:\s*$|(?<=[.:–—])(?=\s))
    | (?P<prin>(?i:principle|paragraph|principe|principio|принцип)\s+(?i:{COUNT}|[ivxlc]{{1,6}}))[.:]?\s*$
"""
"""What numbers provisions where no article does, and is a citation or a division elsewhere."""
WEAK_FAMILIES = frozenset(("sect", "rule", "prin"))
PROVISIONS = frozenset(("art", "prin"))
"""Styles of numbers that number provisions."""
HEADS = frozenset(
    "Art ART art Sec SEC Rul RUL Reg REG Rég RÉG Cla CLA Pri PRI Par PAR Ста СТА ста Пра ПРА При ПРИ الم ماد".split()
)
"""How the words begin, in three letters."""
DIGITS = re.compile(r"\d+")
ORDINALS = {
    word[:4]: value
    for words in (
        "primero segundo tercero cuarto quinto sexto septimo octavo noveno decimo",
        "premierement deuxiemement troisiemement quatriemement cinquiemement",
        "one two three four five six seven eight nine ten",
    )
    for value, word in enumerate(words.split(), 1)
}
"""Values of number words by their first four letters, without accents."""
ARABIC_ORDINALS = {
    word: value
    for value, word in enumerate("أولى ثانية ثالثة رابعة خامسة سادسة سابعة ثامنة تاسعة عاشرة".split(), 1)
} | {"اولى": 1, "حادية": 1}  # fmt: skip


def opens(flat: str) -> bool:
    """Whether a stripped line that opens with a letter may open with such a word: a quick test that lets none pass."""
    return flat[:3] in HEADS or flat[0] == "第"


def number_word(raw: str) -> int | None:
    """What a number word after "Article" counts to; None when it is a number in digits or roman."""
    last = raw.rstrip(". ").rsplit(None, 1)[-1].lower()
    plain = last.replace("é", "e").replace("è", "e").replace("ú", "u")
    if plain[:4] in ORDINALS and not set(plain) <= set("ivxlc"):
        return ORDINALS[plain[:4]]
    return _arabic(raw) if "مادة" in raw else 1 if plain in ("unico", "unique") else None


def _arabic(raw: str) -> int | None:
    for word, value in ARABIC_ORDINALS.items():
        if f"ال{word}" in raw.split():
            return value + 10 * (" عشر" in raw) + 20 * ("والعشر" in raw)
    return None
