"""Scripts: which letters each has, whose language it is, and what every laid-out format must know to set it."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from engross.packaged import packaged

Slot = Literal["western", "eastern", "complex", "rtl"]


class ScriptFont(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the font of a script lies: a package that is an extra of Engross, and the file in it."""

    package: str
    file: str
    extra: str


class Script(Struct, frozen=True, forbid_unknown_fields=True):
    """One script (ISO 15924). letters, signs: classes of a regular expression, signs what stands between its letters.

    language: the BCP 47 tag that words of it get where nothing else tells, region: the same as Word wants it; own: the
    languages written in it; joins: another script among whose letters its own stand; slot: which of Word's fonts it has,
    "rtl" also that it runs from right to left; font: None where the fonts that come along have it; web: a list of
    CSS fonts; lead: what lead phrases have where there are no italics, "bold" or a list of CSS fonts."""

    letters: str
    language: str
    region: str
    slot: Slot
    own: tuple[str, ...]
    signs: str = ""
    joins: str = ""
    font: ScriptFont | None = None
    web: str = ""
    lead: str = ""

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Which way it runs."""
        return "rtl" if self.slot == "rtl" else "ltr"


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """All scripts by their codes, those that share letters with a later one first. regions: languages as Word wants
    them; word: the fonts that Word is asked for, by slot ("lead" for lead phrases in eastern scripts) and language."""

    scripts: dict[str, Script]
    regions: dict[str, str]
    word: dict[str, dict[str, str]]


@cache
def table() -> Table:
    """The table of scripts."""
    return msgspec.json.decode(packaged("languages", "scripts.json"), type=Table)


@cache
def foreign(language: str) -> re.Pattern[str]:
    """What finds words in scripts that `language` (a tag without subtags) is not written in, two letters or more: one
    alone is a symbol. Its groups are the codes of the scripts."""
    groups = []
    for code, script in table().scripts.items():
        if code == "Latn" or language in script.own:
            continue
        letters, ahead, between = script.letters, "", r"\d\s.,()/-"
        if script.slot == "eastern" and code != "Kore":
            between = r"\d"  # ideographs know no spaces, and beyond one another language may begin
        if script.joins and language not in (joined := table().scripts[script.joins]).own:
            # Kana among ideographs: the ideographs beside them are Japanese too.
            letters, ahead = letters + joined.letters, f"(?=[{joined.letters}]*[{script.letters}])"
        groups.append(rf"(?P<{code}>{ahead}[{letters}](?:[{letters}{between}]*[{letters}]))")
    return re.compile("|".join(groups))


@cache
def script_of(language: str, direction: str = "ltr") -> str:
    """The code of the script of a language (a tag without subtags): the last that calls it its own, because ideographs
    are shared; of one that is not known, Latin or Arabic by its direction."""
    found = [code for code, script in table().scripts.items() if language in script.own]
    return found[-1] if found else "Arab" if direction == "rtl" else "Latn"
