"""Words in a script that is not the document's: of another language, and some of another direction (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

import json
import re
from functools import cache

from engross.packaged import packaged
from engross.writers.html.escaping import text


class Scripts:
    """Tells words in foreign scripts in a document of one language (a BCP 47 tag) and direction."""

    def __init__(self, tag: str, direction: str) -> None:
        self.direction = direction
        self._foreign, self._attributes = _patterns(tag.partition("-")[0])

    def html(self, raw: str) -> str:
        """`raw` as HTML, each run of foreign words told to be of the language that its script is most often of."""
        if raw.isascii():
            return text(raw)
        out: list[str] = []
        at = 0
        for found in self._foreign.finditer(raw):
            language, direction = self._attributes[int(str(found.lastgroup)[1:])]
            turn = f' dir="{direction}"' if direction != self.direction else ""
            out.append(f'{text(raw[at : found.start()])}<span lang="{language}"{turn}>{text(found[0])}</span>')
            at = found.end()
        out.append(text(raw[at:]))
        return "".join(out)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], list[tuple[str, str]]]:
    """What finds two or more letters of a script that `language` is not written in, with what may stand between them, and
    the language and direction of each group. Scripts of one people (kana among ideographs) are told by their own letters."""
    scripts = [s for s in json.loads(packaged("writers", "html", "scripts.json")) if language not in s["own"]]
    groups = []
    for n, script in enumerate(scripts):
        letter = f"[{script['letters']}]"
        run = rf"{letter}(?:[{script['letters']}\d\s.,()/-]*{letter})"
        ahead = f"(?={letter}*[{script['telling']}])" if "telling" in script else ""
        groups.append(f"(?P<s{n}>{ahead}{run})")
    return re.compile("|".join(groups)), [(s["language"], s["direction"]) for s in scripts]
