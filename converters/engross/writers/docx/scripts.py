"""Which script a run of text is in, and what Word has to be told of it: language, direction, which font."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from engross.languages.scripts import script_of, table


class Script(NamedTuple):
    """A script in a run. `kind` chooses Word's font slot and direction: western, eastern, complex, rtl (complex too)."""

    tag: str
    kind: str


class Segment(NamedTuple):
    """A piece of text in one script; None: the script of the document."""

    script: Script | None
    text: str


def kind_of(script: str) -> str:
    """Which of Word's slots a script has: western, eastern, complex, rtl."""
    return table().scripts[script].slot


class Fonts(NamedTuple):
    """The font of each of Word's slots that a house does not choose; and `lead`, which sets lead phrases off in eastern
    scripts, as italics do not."""

    eastern: str
    complex: str
    lead: str


class Scripts:
    """The scripts of a document in one language. `tag` is BCP 47; `rtl` whether its pages run from right to left."""

    def __init__(self, tag: str, rtl: bool) -> None:
        data = table()
        primary = tag.partition("-")[0]
        self.rtl = rtl
        self.own = script_of(primary, "rtl" if rtl else "ltr")
        self.languages = {"western": "en-GB", "eastern": "zh-CN", "complex": "ar-SA"}
        kind = kind_of(self.own)
        self.eastern = kind == "eastern"
        self.languages["complex" if kind == "rtl" else kind] = data.regions.get(primary, tag)
        self.fonts = Fonts(*(data.word[slot].get(primary, data.word[slot][""]) for slot in Fonts._fields))
        self._foreign, self._pieces = _patterns(self.own, self.languages["eastern"])

    def segments(self, text: str) -> list[Segment]:
        """`text` cut where the script changes. Signs and digits between two words of a script stay with them."""
        if (text.isascii() and self.own in ("Latn", "Hani")) or not self._foreign.search(text):
            return [Segment(None, text)]
        out: list[Segment] = []
        at = 0
        for found in self._pieces.finditer(text):
            if found.start() > at:
                out.append(Segment(None, text[at : found.start()]))
            script = table().scripts[str(found.lastgroup)]
            out.append(Segment(Script(script.region, script.slot), found[0]))
            at = found.end()
        if at < len(text):
            out.append(Segment(None, text[at:]))
        return out


@cache
def _patterns(own: str, eastern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A letter of any script but the document's own; and a whole stretch of one such script, its name as group."""
    scripts = {
        name: script.letters
        for name, script in table().scripts.items()
        if name != own and not (own == "Hani" and name == "Latn") and script.region != eastern
    }
    pieces = "|".join(rf"(?P<{name}>[{c}](?:[\d\W_]*[{c}])*)" for name, c in scripts.items())
    return re.compile(f"[{''.join(scripts.values())}]"), re.compile(pieces)
