"""Recognition against the United Nations' own mark-up, on the sample and with lead phrases held out.

    python -m benchmarks.accuracy                       every language and shape (`benchmarks.accuracy_page` writes the page)
    python -m benchmarks.accuracy un LANGUAGE… [SHAPE…] [-v]
    python -m benchmarks.accuracy held                  lead phrases and texts held out: five folds, each read unseen
    python -m benchmarks.accuracy instruments …         what `benchmarks.accuracy_instruments` measures

SHAPE is --tight, --wrapped, --unnumbered. The corpora and their scorers lie beside the project (../shared); without
them there is nothing to measure. Figures are F1.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from engross.languages import Language

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
UN, INSTRUMENTS = SHARED / "corpus" / "un", SHARED / "corpus" / "instruments"
sys.path.append(str(SHARED / "benchmarks"))
LANGUAGES = {"english": "en", "french": "fr", "spanish": "es", "arabic": "ar", "russian": "ru", "chinese": "zh"}
ZONES = ("preambular", "operative")
WORKERS = 2
FOLDS = 5


def listed(language: str) -> list[Path]:
    """The files of one language, as its list names them."""
    rows = (UN / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    return [UN / row.split("\t")[0] for row in rows if row and not row.startswith("#")]


def made(data: bytes, name: str) -> tuple[bytes, list[dict[str, Any]]]:
    """The record made of a text, and its findings as a report holds them."""
    import engross

    outcome = engross.convert(data, "text", "akn", name=name)
    found = [
        {"code": d.rule.code, "severity": d.severity.name, "message": d.message, "line": d.start.line,
         "end_line": (d.end or d.start).line}
        for d in outcome.found if d.start
    ]  # fmt: skip
    return outcome.value, found


def made_unseen(text: str, language: Language) -> bytes:
    """The record made of a text by a language whose lead phrases were counted elsewhere: the text reader's own way."""
    from engross import conversion, numbering
    from engross.readers import text as reader
    from engross.registry import ReadOptions
    from engross.source import SourceText

    instrument = reader.read(SourceText(text), ReadOptions(), language).value
    document = numbering.fill(instrument.document).value
    return conversion.write(msgspec.structs.replace(instrument, document=document), "akn").value


def un_file(path: Path, shape: frozenset[str], language: Language | None = None) -> dict[str, Any]:
    """The scores of one file of the United Nations in one shape."""
    import akn_gold  # type: ignore[import-not-found]

    gold, text = akn_gold.clauses_of(path, shape), akn_gold.text_of(path, shape)
    record = made_unseen(text, language) if language else made(text.encode(), path.name)[0]
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(record)
        file.flush()
        rows = akn_gold.clauses_of(file.name)
    score: dict[str, Any] = akn_gold.score(gold, rows)
    want = Counter(akn_gold.key(r) for r in gold if r[1])
    have = Counter(akn_gold.key(r) for r in rows if r[1])
    score["missed"], score["made up"] = list((want - have).elements()), list((have - want).elements())
    return score


def un(language: str, shape: frozenset[str], verbose: bool = False) -> str:
    """The line of the table for one language and shape."""
    total = {zone: Counter[str]() for zone in ZONES}
    exact, paths = 0, listed(language)
    with ProcessPoolExecutor(WORKERS) as pool:
        for path, score in zip(paths, pool.map(un_file, paths, [shape] * len(paths), chunksize=4), strict=True):
            for zone in ZONES:
                total[zone].update({k: score[zone][k] for k in ("want", "have", "hit", "placed")})
            whole = all(score[z]["hit"] == score[z]["want"] == score[z]["have"] for z in ZONES)
            exact += whole
            if verbose and not whole:
                print(path.name)
                for kind in ("missed", "made up"):
                    for row in score[kind][:6]:
                        print(f"    {kind:8s} {row}")
    cells = []
    for zone in ZONES:
        c = total[zone]
        cells.append(f"{2 * c['hit'] / max(c['have'] + c['want'], 1):.4f} placed {c['placed'] / max(c['want'], 1):.4f}")
    shown = " ".join(sorted(shape)) or "as printed"
    return f"{language:8s} {shown:28s} recitals {cells[0]}  clauses {cells[1]}  exact {exact}/{len(paths)}"


def held_fold(name: str, shape: frozenset[str], fold: int) -> dict[str, Counter[str]]:
    """The totals of one fifth of a language's files, read with lead phrases counted in the other four."""
    from benchmarks.leads import counted
    from engross.languages import Language

    paths, code = listed(name), LANGUAGES[name]
    held = paths[fold::FOLDS]
    language = Language(code, counted([p for p in paths if p not in held], code))
    total = {zone: Counter[str]() for zone in ZONES}
    for path in held:
        score = un_file(path, shape, language)
        for zone in ZONES:
            total[zone].update({k: score[zone][k] for k in ("want", "have", "hit")})
    return total


def held() -> None:
    """Each language read with lead phrases that none of its own files taught."""
    jobs = [(name, frozenset(shape.split()), fold)
            for name in LANGUAGES for shape in ("", "--tight --unnumbered") for fold in range(FOLDS)]  # fmt: skip
    totals: dict[tuple[str, str], dict[str, Counter[str]]] = {}
    with ProcessPoolExecutor(WORKERS) as pool:
        for job, found in zip(jobs, pool.map(held_fold, *zip(*jobs, strict=True)), strict=True):
            row = totals.setdefault((job[0], " ".join(sorted(job[1]))), {zone: Counter() for zone in ZONES})
            for zone in ZONES:
                row[zone].update(found[zone])
    for (name, shape), row in totals.items():
        cells = [f"{2 * c['hit'] / max(c['have'] + c['want'], 1):.4f}" for c in row.values()]
        print(f"{name:8s} {shape or 'as printed':28s} recitals {cells[0]}  clauses {cells[1]}  (leads of other files)")


def everything() -> None:
    """Every language and shape."""
    for shape in ("", "--tight", "--wrapped", "--tight --wrapped", "--unnumbered"):
        print(un("english", frozenset(shape.split())), flush=True)
    for language in list(LANGUAGES)[1:]:
        for shape in ("", "--tight --unnumbered"):
            print(un(language, frozenset(shape.split())), flush=True)


def main(argv: list[str]) -> None:
    """What the command line says."""
    verbose = "-v" in argv
    shape = frozenset(a for a in argv if a.startswith("--"))
    words = [a for a in argv if not a.startswith("-")]
    if not words:
        everything()
    elif words[0] == "held":
        held()
    elif words[0] == "un":
        for language in words[1:] or list(LANGUAGES):
            print(un(language, shape, verbose), flush=True)
    elif words[0] == "instruments":
        from benchmarks import accuracy_instruments

        accuracy_instruments.main(argv[1:])
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
