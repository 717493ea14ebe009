"""Instruments against gold: the sample beside the project, the project's own, and the sample disturbed.

    python -m benchmarks.accuracy_instruments [sample|own|HOW] [-v] [PART…]

HOW is a key of `perturb.HOWS`; PART: files whose name holds one; -v: file by file, what is wrong with it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from typing import Any, NamedTuple

from benchmarks import gold_from_marks, gold_score, perturb
from benchmarks.accuracy import INSTRUMENTS, WORKERS, made
from benchmarks.gold_score import FIELDS, Score

HELD = {
    "operative": "operative", "operative_num": "operative", "operative_level": "operative", "boilerplate": "boilerplate_lines",
    "closing": "signature_or_closing",
}  # fmt: skip
"""Under what name the gold holds a field, where it is not its own."""


class Case(NamedTuple):
    """One text with gold: its file's name, its bytes."""

    name: str
    data: bytes
    gold: dict[str, Any]


class Measured(NamedTuple):
    """What came of one text: scores by field, whether it is tiled, whether its record is valid, what was read."""

    scores: dict[str, Score]
    tiled: bool
    valid: bool
    made: dict[str, Any]


def sample(how: str = "") -> list[Case]:
    """The instruments beside the project, disturbed in one way."""
    cases = []
    for path in sorted(INSTRUMENTS.glob("*.gold.json")):
        gold, stem = json.loads(path.read_text(encoding="utf-8")), path.name.removesuffix(".gold.json")
        source = next(p for suffix in (".txt", ".md", ".html") if (p := path.with_name(stem + suffix)).exists())
        data = source.read_bytes()
        if how:
            text, gold = perturb.perturbed(source.name, data.decode(gold["encoding"]), gold, how)
            data = text.encode()
        cases.append(Case(source.name, data, gold))
    return cases


def own(drawn: str = "") -> list[Case]:
    """The project's own gold; of one drawing only when `drawn` says which."""
    texts = gold_from_marks.everything()
    return [Case(f"{t.name}.txt", t.text.encode(), t.gold) for t in texts if drawn in {"", t.gold["drawn"]}]


def measured(case: Case) -> Measured:
    """How one text is read."""
    record, found = made(case.data, case.name)
    lines = [(f["line"], f["end_line"]) for f in found if f["code"] == "furniture"]
    fields = gold_score.Predicted(record).fields(lines)
    return Measured(gold_score.score(case.gold, fields), is_tiled(case), is_valid(record), fields)


def is_tiled(case: Case) -> bool:
    """Whether every character that is not white space lies in exactly one piece; a web page is read otherwise."""
    from engross.readers.decoding import decode
    from engross.registry import sniff

    return sniff(case.data) == "html" or in_pieces(decode(case.data, case.name).text)


def in_pieces(text: str) -> bool:
    """Whether every character of a text that is not white space lies in exactly one piece."""
    from engross.recognise.reading import pieces_of
    from engross.source import SourceText

    at = 0
    for start, end in sorted(span for piece in pieces_of(SourceText(text)).pieces for span in piece.spans):
        if start < at or text[at:start].strip():
            return False
        at = end
    return not text[at:].strip()


def is_valid(record: bytes) -> bool:
    """Whether the official schema finds nothing in a record."""
    from engross.schema.verdict import judge

    return not judge(record)


def all_measured(cases: Sequence[Case]) -> list[Measured]:
    """All of these, on every processor that is allowed."""
    with ProcessPoolExecutor(WORKERS) as pool:
        return list(pool.map(measured, cases, chunksize=4))


@cache
def kinds() -> dict[str, str]:
    """The kind of each instrument of the sample, by file."""
    rows = (INSTRUMENTS / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return dict(row.split("\t")[:2] for row in rows if row)


# --------------------------------------------------------------------------- the command


def wrong(case: Case, got: Measured) -> list[str]:
    """What is wrong with one file: what was wanted and not read, and the other way round."""
    lines = []
    for field in FIELDS:
        if gold_score.f1(*got.scores[field]) == 1:
            continue
        wanted, read = (side.get(HELD.get(field, field)) for side in (case.gold, got.made))
        if isinstance(wanted, list) and isinstance(read, list):
            wanted, read = _apart(wanted, read), _apart(read, wanted)
        lines.append(f"    {field}: {wanted!r}\n        read: {read!r}")
    return lines


def _apart(some: list[Any], others: list[Any]) -> list[Any]:
    """Those of some that others do not hold in any form."""

    def parts(x: Any) -> tuple[str, tuple[Any, ...]]:
        return (
            (gold_score.key(x["starts"]), (gold_score.key(x["num"]), x["level"]))
            if isinstance(x, dict)
            else (gold_score.key(str(x)), ())
        )

    known = [parts(x) for x in others]
    return [
        _short(x)
        for x in some
        for key, rest in [parts(x)]
        if not any(rest == r and gold_score.same(key, k) for k, r in known)
    ]


def _short(x: Any) -> Any:
    """As much of a clause as tells which it is."""
    if isinstance(x, dict):
        return f"{x['level']} {x['num'] or '-'} {_short(x['starts'])}"
    return f"{x[:60]}…" if isinstance(x, str) and len(x) > 60 else x


def table(got: Sequence[Measured]) -> str:
    """One field a line."""
    lines = []
    for field in FIELDS:
        agreed, read, wanted = total = gold_score.total([m.scores for m in got], field)
        precision, recall = (agreed / n if n else 1.0 for n in (read, wanted))
        lines.append(f"{field:16s} P {precision:.3f} R {recall:.3f} F1 {gold_score.f1(*total):.3f}")
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> None:
    """What the command line says."""
    words = sys.argv[1:] if argv is None else argv
    wish = words[0] if words and words[0] in {"sample", "own", *perturb.HOWS} else ""
    parts = [w for w in words if not w.startswith("-") and w != wish]
    cases = own() if wish == "own" else sample("" if wish in {"", "sample"} else wish)
    cases = [c for c in cases if not parts or any(p in c.name for p in parts)]
    got = all_measured(cases)
    if "-v" in words:
        for case, one in zip(cases, got, strict=True):
            if lines := wrong(case, one):
                print(case.name, *lines, sep="\n")
    print(table(got))


if __name__ == "__main__":
    main()
