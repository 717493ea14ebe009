"""Words in a script that is not the document's: of another language, and some of another direction (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

from functools import cache

from engross.languages.scripts import Script, foreign, table
from engross.writers.html.escaping import text


class Scripts:
    """Tells words in foreign scripts in a document of one language (a BCP 47 tag) and direction."""

    def __init__(self, tag: str, direction: str) -> None:
        self.direction = direction
        self._foreign = foreign(tag.partition("-")[0])

    def html(self, raw: str) -> str:
        """`raw` as HTML, each run of foreign words told to be of the language that its script is most often of."""
        if raw.isascii():
            return text(raw)
        out: list[str] = []
        at = 0
        for found in self._foreign.finditer(raw):
            script = table().scripts[str(found.lastgroup)]
            turn = f' dir="{script.direction}"' if script.direction != self.direction else ""
            out.append(f'{text(raw[at : found.start()])}<span lang="{script.language}"{turn}>{text(found[0])}</span>')
            at = found.end()
        out.append(text(raw[at:]))
        return "".join(out)


@cache
def script_css() -> str:
    """The fonts of each script, by the languages written in it."""
    rules: list[str] = []
    for script, languages in _claimed():
        if script.web:
            rules.append(f"{', '.join(f':lang({tag})' for tag in languages)} {{ font-family: {script.web}; }}")
    return " ".join(rules)


@cache
def lead_css() -> str:
    """How lead phrases are set off in scripts without italics."""
    rules = []
    for script, languages in _claimed():
        if script.lead:
            said = "font-weight: 600" if script.lead == "bold" else f"font-weight: 400; font-family: {script.lead}"
            selector = ", ".join(f":lang({tag}) .lead" for tag in languages)
            rules.append(f"{selector} {{ font-style: normal; {said}; }}")
    return " ".join(rules)


def _claimed() -> list[tuple[Script, list[str]]]:
    """Each script with the languages that no script before it has."""
    out: list[tuple[Script, list[str]]] = []
    claimed: set[str] = set()
    for script in table().scripts.values():
        out.append((script, [tag for tag in script.own if tag not in claimed]))
        claimed.update(script.own)
    return out
