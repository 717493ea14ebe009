"""Counts lead phrases in published resolutions: how often each opened a recital and how often a clause.

    python -m benchmarks.leads        writes converters/engross/languages/leads/CODE.json anew

The resolutions, and the phrases of the whole English set, lie beside the project (../shared).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
LEADS = Path(__file__).resolve().parent.parent / "converters" / "engross" / "languages" / "leads"
sys.path.append(str(SHARED / "benchmarks"))
WORD = re.compile(r"[^\W_]+")
LONGEST, LONGEST_HAN = 3, 6
"""Words of a phrase; letters of a Chinese one."""
NO_LEADS = frozenset("the in on at we this these all a an as for to of and it its they href".split())
FOREIGN = {"ru": re.compile("[a-z]"), "ar": re.compile("[a-z]"), "zh": re.compile("[a-z]")}
Counts = dict[str, tuple[int, int]]


def phrases(words: list[str], code: str) -> list[str]:
    """The phrases that the first words of a clause may be."""
    if code == "zh":
        text = "".join(words)
        return [text[:n] for n in range(2, LONGEST_HAN + 1) if len(text) >= n]
    return [" ".join(words[:n]).lower() for n in range(1, LONGEST + 1) if len(words) >= n]


def counted(paths: Iterable[Path], code: str) -> Counts:
    """The phrases of some files. A phrase seen once counts only if it is one word."""
    import akn_gold  # type: ignore[import-not-found]

    table: dict[str, list[int]] = {}
    for path in paths:
        for zone, level, num, start in akn_gold.clauses_of(path):
            words = start[1:] if zone == "operative" and start and start[0].isdigit() else start
            if level != 1 or not words or (zone == "operative" and num and not num.isdigit()):
                continue
            for phrase in phrases(words, code):
                table.setdefault(phrase, [0, 0])[zone == "operative"] += 1
    seen = {p: c for p, c in table.items() if sum(c) > 1 or (" " not in p and code != "zh")}
    return kept(seen, code)


def kept(table: dict[str, list[int]], code: str) -> Counts:
    """Without what is no lead phrase, and in English without base forms ("Recognize"), which their place decides."""
    out = {}
    for phrase, (recitals, clauses) in sorted(table.items()):
        first = phrase.partition(" ")[0]
        if phrase in NO_LEADS or any(map(str.isdigit, phrase)) or "href" in phrase:
            continue
        if code in FOREIGN and FOREIGN[code].search(phrase):
            continue
        if code == "en" and not first.endswith("ing") and {first + "s", first + "es"} & table.keys():
            continue
        out[phrase] = (recitals, clauses)
    return out


def with_lexicon(table: Counts) -> Counts:
    """English: the counts of the lexicon of the whole set added."""
    lexicon = json.loads((SHARED / "lexicon" / "un-lead-phrases.json").read_text(encoding="utf-8"))
    sums = {phrase: list(counts) for phrase, counts in table.items()}
    for side, name in enumerate(("preambular", "operative")):
        for phrase, times in lexicon[name]:
            for key in phrases([w.lower() for w in WORD.findall(phrase)], "en"):
                sums.setdefault(key, [0, 0])[side] += times
    return kept(sums, "en")


def main() -> None:
    """Writes the counts of every language."""
    from benchmarks.accuracy import LANGUAGES, listed

    for name, code in LANGUAGES.items():
        table = counted(listed(name), code)
        rows = with_lexicon(table) if code == "en" else table
        lines = ",\n".join(f"{json.dumps(p, ensure_ascii=False)}: {json.dumps(c)}" for p, c in sorted(rows.items()))
        (LEADS / f"{code}.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
        print(code, len(rows))


if __name__ == "__main__":
    main()
