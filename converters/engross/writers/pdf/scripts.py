"""Scripts: which characters they have, whose language they are, and the extra that brings a font for them."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec

from engross.languages.scripts import Script, ScriptFont, table
from engross.writers.pdf.faces import Cut


def fonts_for(char: str, language: str) -> list[ScriptFont]:
    """The fonts, all extras, that may have `char`; for ideographs that of the text's own language comes first."""
    found = [s for s in _with_fonts() if re.match(f"[{s.letters}{s.signs}]", char)]
    if found and found[0].signs:
        found = sorted(
            (s for s in _with_fonts() if s.slot == "eastern"), key=lambda s: (s.language != language, not s.signs)
        )
    return [script.font for script in found if script.font is not None]


@cache
def _with_fonts() -> list[Script]:
    return [script for script in table().scripts.values() if script.font is not None]


def cuts_for(char: str, language: str, weight: float) -> list[Cut]:
    """The cuts of extras for `char` that are installed; none where the text's own is not, for a text in Chinese is not
    set in the forms of Japan without a word."""
    fonts = fonts_for(char, language)
    own = next((s.font for s in _with_fonts() if s.language == language), None)
    if own in fonts and own is not None and not _installed(own.package):
        return []
    return [
        Cut(font.package, font.file, (("wght", weight),) if "Variable" in font.file else ())
        for font in fonts
        if _installed(font.package)
    ]


@cache
def _installed(package: str) -> bool:
    return find_spec(package) is not None


def missing_extra(char: str, language: str) -> str:
    """The extra that would bring a font for `char`, "" when none would."""
    return next((font.extra for font in fonts_for(char, language) if not _installed(font.package)), "")
