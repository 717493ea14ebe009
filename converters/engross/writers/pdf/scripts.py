"""Scripts: which characters they have, whose language they are, and the extra that brings a font for them."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec

from engross.languages.scripts import Script, ScriptFont, table
from engross.writers.pdf.faces import Cut


def font_for(char: str, language: str) -> ScriptFont | None:
    """The font, an extra, that has `char`; ideographs take the forms of the text's own language."""
    found = [s for s in _with_fonts() if re.match(f"[{s.letters}{s.signs}]", char)]
    if found and found[0].signs:
        found = [s for s in _with_fonts() if s.language == language and s.slot == "eastern"] or found
    return found[0].font if found else None


@cache
def _with_fonts() -> list[Script]:
    return [script for script in table().scripts.values() if script.font is not None]


def cut_for(char: str, language: str, weight: float) -> Cut | None:
    """The cut of an extra for `char`, if it is installed."""
    font = font_for(char, language)
    if font is None or not _installed(font.package):
        return None
    return Cut(font.package, font.file, (("wght", weight),) if "Variable" in font.file else ())


@cache
def _installed(package: str) -> bool:
    return find_spec(package) is not None


@cache
def foreign(language: str) -> re.Pattern[str]:
    """What finds words in scripts that `language` (a tag without subtags) is not written in; its groups are named by
    the language of each script. One letter alone is a symbol, not a word."""
    return re.compile(
        "|".join(
            rf"(?P<{s.language}>[{s.letters}](?:[{s.letters}{s.signs}\d\s.,()/-]*[{s.letters}]))"
            for code, s in table().scripts.items()
            if language not in s.own and code != "Latn"
        )
    )
