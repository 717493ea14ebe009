"""Writes docs/accuracy.md: all of recognition against gold, on the sample and on what was held out.

    python -m benchmarks.accuracy_page        (make accuracy)

The corpora lie beside the project (../shared); without them nothing is measured and the page is left as it is.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import accuracy
from benchmarks.accuracy import FIELDS, FOLDS, INSTRUMENTS, LANGUAGES, UN, WORKERS, ZONES, listed

PAGE = Path(__file__).resolve().parent.parent / "docs" / "accuracy.md"
FAULTS = Path(__file__).with_name("gold_faults.tsv")
SHAPES = ("", "--tight", "--wrapped", "--tight --wrapped", "--unnumbered")
OTHER_SHAPES = ("", "--tight --unnumbered")
BODIES = ("GAresolutions", "HRCresolutions", "SCresolutions")
"""The families of the United Nations' files: who adopted them."""
FEWEST = 3
"""Instruments of one kind from which a row of the page is theirs."""
CELLS = FIELDS[:7]


class Job(NamedTuple):
    """Files of one language in one shape, read with the lead phrases of `taught`; None: those that Engross has."""

    name: str
    shape: str
    paths: tuple[Path, ...]
    taught: tuple[Path, ...] | None


class Sum(NamedTuple):
    """Totals over files: hits by zone, files, those exactly right, those tiled, those whose record is valid."""

    zones: dict[str, Counter[str]]
    files: int
    exact: int
    tiled: int
    valid: int


def family(language: str) -> dict[str, list[Path]]:
    """The files of one language by who adopted them."""
    out: dict[str, list[Path]] = {body: [] for body in BODIES}
    for row in (UN / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            path, source = row.split("\t")[:2]
            out[source.split("/")[1]].append(UN / path)
    return out


def jobs() -> list[tuple[str, Job]]:
    """All that is measured: on the sample, by folds, by families held out whole."""
    out = []
    for name in LANGUAGES:
        paths = listed(name)
        for shape in SHAPES if name == "english" else OTHER_SHAPES:
            out.append(("sample", Job(name, shape, tuple(paths), None)))
            for fold in range(FOLDS):
                held = paths[fold::FOLDS]
                out.append(("folds", Job(name, shape, tuple(held), tuple(p for p in paths if p not in held))))
            for held in family(name).values():
                out.append(("families", Job(name, shape, tuple(held), tuple(p for p in paths if p not in held))))
    return out


def measured(job: Job) -> Sum:
    """The totals of one job."""
    import akn_gold  # type: ignore[import-not-found]

    from benchmarks.leads import counted
    from engross.languages import Language

    shape, code = frozenset(job.shape.split()), LANGUAGES[job.name]
    language = None if job.taught is None else Language(code, counted(job.taught, code))
    zones = {zone: Counter[str]() for zone in ZONES}
    exact = tiled = valid = 0
    for path in job.paths:
        score = accuracy.un_file(path, shape, language)
        for zone in ZONES:
            zones[zone].update({k: score[zone][k] for k in ("want", "have", "hit", "placed")})
        exact += all(score[z]["hit"] == score[z]["want"] == score[z]["have"] for z in ZONES)
        if job.taught is None:
            text = akn_gold.text_of(path, shape)
            tiled += is_tiled(text)
            valid += is_valid(accuracy.made(text.encode(), path.name)[0])
    return Sum(zones, len(job.paths), exact, tiled, valid)


def is_tiled(text: str) -> bool:
    """Whether every character of a text that is not white space lies in exactly one piece."""
    from engross.recognise.reading import pieces_of
    from engross.source import SourceText

    spans = sorted(span for piece in pieces_of(SourceText(text)).pieces for span in piece.spans)
    at = 0
    for start, end in spans:
        if start < at or text[at:start].strip():
            return False
        at = end
    return not text[at:].strip()


def is_valid(record: bytes) -> bool:
    """Whether the official schema finds nothing in a record."""
    from engross.schema.verdict import judge

    return not judge(record)


def added(sums: Iterable[Sum]) -> Sum:
    """One total of several."""
    zones = {zone: Counter[str]() for zone in ZONES}
    files = exact = tiled = valid = 0
    for one in sums:
        for zone in ZONES:
            zones[zone].update(one.zones[zone])
        files, exact, tiled, valid = files + one.files, exact + one.exact, tiled + one.tiled, valid + one.valid
    return Sum(zones, files, exact, tiled, valid)


def f1(count: Counter[str]) -> str:
    return f"{2 * count['hit'] / max(count['have'] + count['want'], 1):.3f}"


def placed(count: Counter[str]) -> str:
    return f"{count['placed'] / max(count['want'], 1):.3f}"


# --------------------------------------------------------------------------- instruments


def instrument(gold: Path) -> tuple[str, dict[str, tuple[int, int, int]], bool, bool]:
    """The kind of an instrument, its scores, whether its text is tiled, whether its record is valid."""
    from engross.readers.decoding import decode
    from engross.registry import sniff

    name = gold.name.removesuffix(".gold.json")
    source = next(p for suffix in (".txt", ".md", ".html") if (p := gold.with_name(name + suffix)).exists())
    data = source.read_bytes()
    record = accuracy.made(data, source.name)[0]
    whole = sniff(data) == "html" or is_tiled(decode(data, source.name).text)
    return kinds()[source.name], accuracy.instrument_file(gold), whole, is_valid(record)


def kinds() -> dict[str, str]:
    """The kind of each instrument, by file."""
    rows = (INSTRUMENTS / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return dict(row.split("\t")[:2] for row in rows if row)


def score(rows: Sequence[dict[str, tuple[int, int, int]]], field: str) -> str:
    """The F1 of one field over several files."""
    hit, have, want = (sum(row[field][n] for row in rows) for n in range(3))
    return f"{2 * hit / (have + want):.3f}" if have + want else "–"


# --------------------------------------------------------------------------- the page


INTRODUCTION = """# Accuracy

How well unmarked text is read, measured on gold that nobody here made up: {files} resolutions in six languages in the United
Nations' own mark-up (stripped of it, and put back into five shapes), and {instruments} instruments of other kinds, from communiqués
to treaties, whose structure was read by hand. `make accuracy` measures all of it again and writes this page. The texts themselves
stay outside the project.

Figures are F1 unless a column says otherwise; *placed* is the share of clauses that also stand at their level.
A clause counts when its first words, its zone and its number agree.

## What is learnt, what is tuned, and what "others" can mean

- **Lead phrases** are learnt: counted in the resolutions (and, for the sample in English, in a lexicon of all that the United
  Nations have marked up). They can be held out, and are: *folds* reads each fifth of the
  files with phrases counted in the other four; *families* reads all that one body adopted (General Assembly, Human Rights
  Council, Security Council) with phrases counted in what the two other bodies adopted in the same language.
- **Weights** (`weights.toml`) and the tables of looks, names and furniture were set by hand, by people who looked at these corpora.
  No column shows what they do on texts that nobody has seen: there is none here. For the instruments *there is therefore only
  the sample*, and a text of another origin must be expected to do worse. The spread between kinds, below, is the better guide.
"""


def page(results: dict[tuple[str, str, str], Sum], rows: list[tuple[str, Any, bool, bool]]) -> str:
    """The whole page."""
    files = sum(len(listed(name)) for name in LANGUAGES)
    parts = [INTRODUCTION.format(files=files, instruments=len(rows)), resolutions(results), quality(results, rows)]
    return "\n".join([*parts, instruments(rows), faults()])


def keys(results: dict[tuple[str, str, str], Sum]) -> list[tuple[str, str]]:
    """Languages and shapes in the order of the page."""
    return list(dict.fromkeys((name, shape) for _, name, shape in results))


def resolutions(results: dict[tuple[str, str, str], Sum]) -> str:
    """Recitals and clauses, on the sample and held out."""
    out = [
        "## Resolutions of the United Nations", "",
        "| language, shape | recitals | folds | families | clauses | folds | families | placed | folds | files exactly right | folds |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for name, shape in keys(results):
        whole, folds, families = (results[way, name, shape] for way in ("sample", "folds", "families"))
        cells = []
        for zone in ZONES:
            cells += [f1(one.zones[zone]) for one in (whole, folds, families)]
        cells += [placed(one.zones["operative"]) for one in (whole, folds)]
        cells += [f"{one.exact} of {one.files}" for one in (whole, folds)]
        out.append(f"| {name}, {shape.replace('--', '') or 'as printed'} | {' | '.join(cells)} |")
    return "\n".join([*out, ""])


def quality(results: dict[tuple[str, str, str], Sum], rows: list[tuple[str, Any, bool, bool]]) -> str:
    """That nothing is lost, and that every record is valid."""
    out = [
        "## Nothing lost, everything valid", "",
        "*Tiled*: every character that is not white space lies in exactly one piece. *Valid*: the official schema finds nothing.", "",
        "| texts | tiled | valid |", "|---|---|---|",
    ]  # fmt: skip
    for name, shape in keys(results):
        one = results["sample", name, shape]
        cells = f"{one.tiled / one.files:.1%} of {one.files} | {one.valid / one.files:.1%}"
        out.append(f"| {name}, {shape.replace('--', '') or 'as printed'} | {cells} |")
    n = len(rows)
    out.append(f"| instruments | {sum(r[2] for r in rows) / n:.1%} of {n} | {sum(r[3] for r in rows) / n:.1%} |")
    return "\n".join([*out, ""])


def instruments(rows: list[tuple[str, Any, bool, bool]]) -> str:
    """The instruments, as a whole and by kind."""
    scores = [row[1] for row in rows]
    out = ["## Instruments", "", "| | on the sample |", "|---|---|"]
    out += [f"| {field.replace('_', ' ')} | {score(scores, field)} |" for field in FIELDS]
    out += [
        "", f"By kind, where there are at least {FEWEST} of it:", "",
        f"| kind | files | {' | '.join(field.replace('_', ' ') for field in CELLS)} |",
        "|---" * (len(CELLS) + 2) + "|",
    ]  # fmt: skip
    by_kind: dict[str, list[Any]] = {}
    for kind, scored, _, _ in rows:
        by_kind.setdefault(kind, []).append(scored)
    rest = [s for held in by_kind.values() if len(held) < FEWEST for s in held]
    shown = sorted((kind, held) for kind, held in by_kind.items() if len(held) >= FEWEST)
    for kind, held in [*shown, ("all others", rest)]:
        out.append(f"| {kind} | {len(held)} | {' | '.join(score(held, field) for field in CELLS)} |")
    return "\n".join([*out, ""])


def faults() -> str:
    """Where the gold is wrong, and is not imitated."""
    out = [
        "## Where the gold is wrong", "",
        "The figures above count these against Engross. Each was looked at; none is imitated.", "",
        "| file | what is wrong |", "|---|---|",
    ]  # fmt: skip
    for row in FAULTS.read_text(encoding="utf-8").splitlines():
        file, why = row.split("\t")
        out.append(f"| {file} | {why} |")
    return "\n".join([*out, ""])


def main() -> None:
    """Measures everything and writes the page."""
    if not UN.is_dir():
        sys.exit("there are no corpora beside the project (../shared): nothing is measured")
    ways = jobs()
    results: dict[tuple[str, str, str], Sum] = {}
    with ProcessPoolExecutor(WORKERS) as pool:
        rows = list(pool.map(instrument, sorted(INSTRUMENTS.glob("*.gold.json")), chunksize=4))
        for (way, job), found in zip(ways, pool.map(measured, [job for _, job in ways]), strict=True):
            key = (way, job.name, job.shape)
            results[key] = added([results[key], found]) if key in results else found
    PAGE.write_text(page(results, rows), encoding="utf-8")
    print(f"{PAGE.name} is written")


if __name__ == "__main__":
    main()
