"""Scripts: which characters they have, whose language they are, and the extra that brings a font for them."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec

from msgspec import Struct

from engross.writers.pdf.faces import Cut


class Script(Struct, frozen=True):
    """One script other than Latin. letters: a class of a regular expression; language: the BCP 47 tag that words of it
    get where nothing else tells; own: the languages written in it; package, file, extra: where its font comes from,
    "" when it comes along."""

    letters: str
    language: str
    own: tuple[str, ...]
    package: str = ""
    file: str = ""
    extra: str = ""


_HAN = "\u2e80-\u2fff\u3000-\u303f\u31c0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
SCRIPTS = (
    Script("\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefe", "ar", ("ar", "fa", "ur", "ps", "ug")),
    Script("\u0370-\u03ff\u1f00-\u1fff", "el", ("el",)),
    Script("\u0400-\u052f", "ru", ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg")),
    Script(
        "\u0590-\u05ff\ufb1d-\ufb4f", "he", ("he", "yi"), "pylopdf_fonts_he", "NotoSerifHebrew-Variable.ttf", "hebrew"
    ),
    Script(
        "\u0900-\u097f", "hi", ("hi", "mr", "ne", "sa"), "pylopdf_fonts_hi", "NotoSerifDevanagari-Variable.ttf",
        "devanagari",
    ),
    Script("\u3040-\u30ff", "ja", ("ja",), "pylopdf_fonts_jp", "NotoSerifJP-Regular.otf", "japanese"),
    Script(
        "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", "ko", ("ko",), "pylopdf_fonts_ko", "NotoSerifKR-Regular.otf", "korean"
    ),
    Script(_HAN, "zh", ("zh", "ja", "ko"), "pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf", "chinese"),
)  # fmt: skip


def font_for(char: str, language: str) -> Script | None:
    """The script whose font, an extra, has `char`; ideographs take the forms of the text's own language."""
    found = [s for s in SCRIPTS if s.package and re.match(f"[{s.letters}]", char)]
    if found and found[0].letters == _HAN:
        found = [s for s in SCRIPTS if s.language == language and s.package] or found
    return found[0] if found else None


def cut_for(char: str, language: str, weight: float) -> Cut | None:
    """The cut of an extra for `char`, if it is installed."""
    script = font_for(char, language)
    if script is None or not _installed(script.package):
        return None
    return Cut(script.package, script.file, (("wght", weight),) if "Variable" in script.file else ())


@cache
def _installed(package: str) -> bool:
    return find_spec(package) is not None


@cache
def foreign(language: str) -> re.Pattern[str]:
    """What finds words in scripts that `language` (a tag without subtags) is not written in; its groups are named by
    the language of each script. One letter alone is a symbol, not a word."""
    return re.compile(
        "|".join(
            rf"(?P<{s.language}>[{s.letters}](?:[{s.letters}\d\s.,()/-]*[{s.letters}]))"
            for s in SCRIPTS
            if language not in s.own
        )
    )
