"""Writes docs/accuracy.md: all of recognition against gold, on the sample, on what was held out and on others.

    python -m benchmarks.accuracy_page        (make accuracy)

The corpora lie beside the project (../shared); without them nothing is measured and the page is left as it is.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import accuracy, accuracy_instruments, perturb
from benchmarks.accuracy import FOLDS, LANGUAGES, UN, WORKERS, ZONES, listed
from benchmarks.accuracy_instruments import Case, Measured, in_pieces, is_valid
from benchmarks.gold_score import FIELDS, Score, f1, total

if TYPE_CHECKING:
    from engross.languages import Language

PAGE = Path(__file__).resolve().parent.parent / "docs" / "accuracy.md"
FAULTS = Path(__file__).with_name("gold_faults.tsv")
SHAPES = ("", "--tight", "--wrapped", "--tight --wrapped", "--unnumbered")
OTHER_SHAPES = ("", "--tight --unnumbered")
BODIES = ("GAresolutions", "HRCresolutions", "SCresolutions")
"""The families of the United Nations' files: who adopted them."""
FEWEST = 3
"""Instruments of one kind from which a row of the page is theirs."""
CELLS = FIELDS[:7]
NTH = 4
"""Of the resolutions, every which is made a file of each producer."""
DRAWINGS = ("first", "last")


class Job(NamedTuple):
    """Files of one language in several shapes, read with the lead phrases of `taught`; None: those that Engross has."""

    name: str
    shapes: tuple[str, ...]
    paths: tuple[Path, ...]
    taught: tuple[Path, ...] | None


class Sum(NamedTuple):
    """Totals over files: hits by zone, files, those exactly right, those tiled, those whose record is valid."""

    zones: dict[str, Counter[str]]
    files: int
    exact: int
    tiled: int
    valid: int


Read = list[tuple[Case, Measured]]
"""Texts with what came of them."""


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
        paths, shapes = listed(name), SHAPES if name == "english" else OTHER_SHAPES
        out.append(("sample", Job(name, shapes, tuple(paths), None)))
        parts = [("folds", paths[fold::FOLDS]) for fold in range(FOLDS)]
        parts += [("families", held) for held in family(name).values()]
        for way, held in parts:
            out.append((way, Job(name, shapes, tuple(held), tuple(p for p in paths if p not in held))))
    return out


def measured(job: Job) -> list[Sum]:
    """The totals of one job, a shape each."""
    from benchmarks.leads import counted
    from engross.languages import Language

    code = LANGUAGES[job.name]
    language = None if job.taught is None else Language(code, counted(job.taught, code))
    return [in_shape(job.paths, shape, language) for shape in job.shapes]


def in_shape(paths: tuple[Path, ...], shape: str, language: Language | None) -> Sum:
    """The totals of files in one shape; whether they are tiled and valid is asked of the sample alone."""
    import akn_gold  # type: ignore[import-not-found]

    asked = frozenset(shape.split())
    zones = {zone: Counter[str]() for zone in ZONES}
    exact = tiled = valid = 0
    for path in paths:
        score = accuracy.un_file(path, asked, language)
        for zone in ZONES:
            zones[zone].update({k: score[zone][k] for k in ("want", "have", "hit", "placed")})
        exact += all(score[z]["hit"] == score[z]["want"] == score[z]["have"] for z in ZONES)
        if language is None:
            text = akn_gold.text_of(path, asked)
            tiled += in_pieces(text)
            valid += is_valid(accuracy.made(text.encode(), path.name)[0])
    return Sum(zones, len(paths), exact, tiled, valid)


def added(sums: Iterable[Sum]) -> Sum:
    """One total of several."""
    zones = {zone: Counter[str]() for zone in ZONES}
    files = exact = tiled = valid = 0
    for one in sums:
        for zone in ZONES:
            zones[zone].update(one.zones[zone])
        files, exact, tiled, valid = files + one.files, exact + one.exact, tiled + one.tiled, valid + one.valid
    return Sum(zones, files, exact, tiled, valid)


def f_one(count: Counter[str]) -> str:
    return f"{f1(count['hit'], count['have'], count['want']):.3f}"


def placed(count: Counter[str]) -> str:
    return f"{count['placed'] / max(count['want'], 1):.3f}"


# --------------------------------------------------------------------------- the page


INTRODUCTION = """# Accuracy

How well unmarked text is read, measured against gold: {files} resolutions in six languages in the United Nations' own mark-up
(stripped of it, and put back into five shapes); {sample} instruments of other kinds as they are found, from communiqués to
treaties, whose structure was read by hand; and {own} texts written for this measure. `make accuracy` measures all of it
again and writes this page. The first two lie outside the project; the third is `tests/gold`, and is measured with every test.

Figures are F1 unless a column says otherwise; *placed* is the share of clauses that also stand at their level.
A clause counts when its first words, its zone and its number agree.

## What is learnt, what is tuned, and what "others" means

- **Lead phrases** are learnt: counted in the resolutions (and, for the sample in English, in a lexicon of all that the United
  Nations have marked up). They can be held out, and are: *folds* reads each fifth of the
  files with phrases counted in the other four; *families* reads all that one body adopted (General Assembly, Human Rights
  Council, Security Council) with phrases counted in what the two other bodies adopted in the same language.
- **Weights** (`weights.toml`) and the tables of looks, names and furniture were set by hand, by people who looked at the
  sample. So the sample flatters them.
- **Others** are texts that nobody who tuned had seen. They were written for this measure by somebody who tuned nothing, after
  kinds and layouts that ministries, secretariats and parliaments publish: fictional instruments in the forms of real ones, in
  seven languages, marked line by line so that text and gold are one source. Those who tuned were told figures and, of the
  *first* drawing ({first} texts), which phenomena fail, in general words and with invented examples; of the *last* drawing
  ({last} texts), written while they tuned, they were told figures alone. The last column is the one to expect of a text of your own.
  Since both are part of the project now, whoever tunes next must draw anew.
"""


def page(
    results: dict[tuple[str, str, str], Sum],
    sample: Read,
    own: dict[str, Read],
    disturbed: dict[str, Read],
    files: list[str],
) -> str:
    """The whole page."""
    first, last = (len(own[drawing]) for drawing in DRAWINGS)
    introduction = INTRODUCTION.format(
        files=sum(len(listed(name)) for name in LANGUAGES), sample=len(sample), own=first + last, first=first, last=last
    )
    return "\n".join([
        introduction, resolutions(results), instruments(sample, own), by_kind(sample), by_language(own), shaken(sample, disturbed),
        *files, quality(results, {"the sample": sample, **{f"others, {d} drawing": own[d] for d in DRAWINGS},
                          "the sample, disturbed": [one for read in disturbed.values() for one in read]}), faults(),
    ])  # fmt: skip


def keys(results: dict[tuple[str, str, str], Sum]) -> list[tuple[str, str]]:
    """Languages and shapes in the order of the page."""
    return list(dict.fromkeys((name, shape) for _, name, shape in results))


def rowed(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def ruled(*heads: str) -> list[str]:
    """The head of a table."""
    return [rowed(heads), "|---" * len(heads) + "|"]


def named(field: str) -> str:
    return {"doc_number": "number of the document", "operative_num": "their numbers", "operative_level": "their levels",
            "boilerplate": "furniture lines", "preambular": "recitals", "operative": "clauses"}.get(field, field)  # fmt: skip


def resolutions(results: dict[tuple[str, str, str], Sum]) -> str:
    """Recitals and clauses, on the sample and held out."""
    out = ["## Resolutions of the United Nations", "", *ruled(
        "language, shape", "recitals", "folds", "families", "clauses", "folds", "families", "placed", "folds",
        "files exactly right", "folds")]  # fmt: skip
    for name, shape in keys(results):
        whole, folds, families = (results[way, name, shape] for way in ("sample", "folds", "families"))
        cells = [f"{name}, {shape.replace('--', '') or 'as printed'}"]
        for zone in ZONES:
            cells += [f_one(one.zones[zone]) for one in (whole, folds, families)]
        cells += [placed(one.zones["operative"]) for one in (whole, folds)]
        cells += [f"{one.exact} of {one.files}" for one in (whole, folds)]
        out.append(rowed(cells))
    return "\n".join([*out, ""])


# --------------------------------------------------------------------------- instruments


def shown(read: Read, field: str) -> str:
    """F1 of one field; a dash where there is none of it."""
    score: Score = total([one.scores for _, one in read], field)
    return f"{f1(*score):.3f}" if score[1] + score[2] else "–"


def instruments(sample: Read, own: dict[str, Read]) -> str:
    """The sample beside the others."""
    first, last = (own[drawing] for drawing in DRAWINGS)
    out = ["## Instruments", "", *ruled("", f"the sample ({len(sample)})", f"others, first drawing ({len(first)})",
                                        f"others, last drawing ({len(last)})")]  # fmt: skip
    out += [rowed([named(field), *(shown(read, field) for read in (sample, first, last))]) for field in FIELDS]
    return "\n".join([*out, "", UNKNOWN, ""])


UNKNOWN = """A title counts when four fifths of its words agree, an issuer when half of them do; place, number and date must agree
wholly, in any form in which the text prints them. Annexes: their number; closing: where it begins. A record must give a date: where
the text has none it gives one that says so, which counts as none here (the scorer beside the project counts it as wrong).
An article with a heading and items opens with its text here, there with its heading; on the sample that changes nothing."""


def by_kind(sample: Read) -> str:
    """The sample by kind."""
    out = [
        f"The sample by kind, where there are at least {FEWEST} of it:",
        "",
        *ruled("kind", "files", *map(named, CELLS)),
    ]
    kinds = accuracy_instruments.kinds()
    grouped: dict[str, Read] = {}
    for case, one in sample:
        grouped.setdefault(kinds[case.name], []).append((case, one))
    rest = [one for held in grouped.values() if len(held) < FEWEST for one in held]
    many = sorted((kind, held) for kind, held in grouped.items() if len(held) >= FEWEST)
    out += [rowed([kind, len(held), *(shown(held, f) for f in CELLS)]) for kind, held in [*many, ("all others", rest)]]
    return "\n".join([*out, ""])


def by_language(own: dict[str, Read]) -> str:
    """The others by language."""
    out = ["The others by language:", "", *ruled("language", "files", *map(named, CELLS))]
    grouped: dict[str, Read] = {}
    for case, one in (row for drawing in DRAWINGS for row in own[drawing]):
        grouped.setdefault(case.gold["language"], []).append((case, one))
    names = {code: name for name, code in LANGUAGES.items()} | {"de": "german"}
    out += [rowed([names[code], len(held), *(shown(held, f) for f in CELLS)]) for code, held in sorted(grouped.items())]
    return "\n".join([*out, ""])


def shaken(sample: Read, disturbed: dict[str, Read]) -> str:
    """The sample, disturbed."""
    out = ["## The sample, disturbed", "", DISTURBED, "", *ruled("", *map(named, FIELDS))]
    out += [rowed([how, *(shown(read, f) for f in FIELDS)]) for how, read in [("as found", sample), *disturbed.items()]]
    return "\n".join([*out, ""])


DISTURBED = f"""The {{}} ways in which the world disturbs a text, each done to every instrument of the sample, its gold moved along:
*wrapped* at {perturb.COLUMNS} columns; *tight*, without blank lines; *capitals* throughout; *misread*, {perturb.DAMAGE:.1%} of the characters
replaced by what scanners take them for; *web page*, with navigation, share and footer lines and a page number every {perturb.PAGE} lines;
*unnumbered*, without the numbers of top-level clauses.""".format(len(perturb.HOWS))


# --------------------------------------------------------------------------- files of other programs


def producers() -> list[str]:
    """What other programs make of the resolutions, read again; and what could not be made here."""
    from benchmarks import readers, reading_html, reading_pdf
    from benchmarks.foreign import Asked

    out = [
        "## Files of other programs",
        "",
        f"Every {NTH}th resolution in English, put into a file by another program and read again.",
        "",
    ]
    out += ruled("made by", "files", "recitals", "clauses", "words of furniture")
    missing = []
    for module in (readers, reading_html, reading_pdf):
        try:
            for row in module.rows(Asked([], NTH, "resolutions", False)):
                furniture = "–" if row.furniture is None else f"{row.furniture:.3f}"
                out.append(rowed([row.producer, row.files, f"{row.recitals:.3f}", f"{row.clauses:.3f}", furniture]))
        except SystemExit as missed:
            missing.append(f"Not measured: {missed}.")
    return ["\n".join([*out, "", *missing, *([""] if missing else [])])]


# --------------------------------------------------------------------------- what holds always


def quality(results: dict[tuple[str, str, str], Sum], read: dict[str, Read]) -> str:
    """That nothing is lost, and that every record is valid."""
    out = [
        "## Nothing lost, everything valid", "",
        "*Tiled*: every character that is not white space lies in exactly one piece. *Valid*: the official schema finds nothing.", "",
        *ruled("texts", "how many", "tiled", "valid"),
    ]  # fmt: skip
    for name in LANGUAGES:
        one = added(found for (way, held, _), found in results.items() if (way, held) == ("sample", name))
        out.append(
            rowed(
                [
                    f"resolutions, {name}, in all shapes",
                    one.files,
                    share(one.tiled, one.files),
                    share(one.valid, one.files),
                ]
            )
        )
    for texts, rows in read.items():
        tiled, valid = (sum(getattr(one, what) for _, one in rows) for what in ("tiled", "valid"))
        out.append(rowed([f"instruments: {texts}", len(rows), share(tiled, len(rows)), share(valid, len(rows))]))
    return "\n".join([*out, ""])


def share(some: int, of: int) -> str:
    return "all" if some == of else f"{some / of:.2%}"


def faults() -> str:
    """Where the gold is wrong, and is not imitated."""
    out = [
        "## Where the gold is wrong", "",
        "The figures above count these against Engross. Each was looked at; none is imitated.", "",
        *ruled("file", "what is wrong"),
    ]  # fmt: skip
    out += [rowed(row.split("\t")) for row in FAULTS.read_text(encoding="utf-8").splitlines()]
    return "\n".join([*out, ""])


def main() -> None:
    """Measures everything and writes the page."""
    if not UN.is_dir():
        sys.exit("there are no corpora beside the project (../shared): nothing is measured")
    ways = jobs()
    results: dict[tuple[str, str, str], Sum] = {}
    with ProcessPoolExecutor(WORKERS) as pool:

        def read(cases: list[Case]) -> Read:
            return list(zip(cases, pool.map(accuracy_instruments.measured, cases, chunksize=4), strict=True))

        sample = read(accuracy_instruments.sample())
        own = {drawing: read(accuracy_instruments.own(drawing)) for drawing in DRAWINGS}
        disturbed = {how: read(accuracy_instruments.sample(how)) for how in perturb.HOWS}
        for (way, job), found in zip(ways, pool.map(measured, [job for _, job in ways]), strict=True):
            for shape, one in zip(job.shapes, found, strict=True):
                key = (way, job.name, shape)
                results[key] = added([results[key], one]) if key in results else one
    PAGE.write_text(page(results, sample, own, disturbed, producers()), encoding="utf-8")
    print(f"{PAGE.name} is written")


if __name__ == "__main__":
    main()
