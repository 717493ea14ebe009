"""What other programs' files of the corpora are made of, and how well they are read again, a row for each producer.

The resolutions are the 185 in English whose official mark-up is at hand; the instruments those of the 103 whose
paragraphs can be told without reading them (lines wrapped by hand, with no blank line between paragraphs, are left
out). The corpora and their scorers lie beside the project."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "converters"), str(ROOT / "schemas"), str(ROOT)]

from benchmarks.accuracy import INSTRUMENTS, UN, WORKERS, listed  # noqa: E402

Corpus = Literal["resolutions", "instruments"]
FIELDS = {"preambular": "recitals", "operative": "clauses"}
ARABIC = re.compile("[\u0600-\u06ff]")
NARROW, GOES_ON = 130, 0.15
"""Columns of the longest line, and share of lines that go on in small letters, from which a text is wrapped."""


class Row(NamedTuple):
    """How well the files of one producer are read: F1 of recitals and clauses, and of the words of furniture (None where
    the producer adds none); `seconds` of processor time for reading and recognising all of them."""

    producer: str
    files: int
    recitals: float
    clauses: float
    furniture: float | None
    seconds: float

    def __str__(self) -> str:
        furniture = "" if self.furniture is None else f"{self.furniture:.4f}"
        return f"{self.producer:34s}{self.files:4d}{self.recitals:9.4f}{self.clauses:9.4f}{furniture:>9s}{self.seconds:8.1f} s"


class Text(NamedTuple):
    """A text of a corpus: where its gold lies, and its paragraphs, in which "\\n" is a line break."""

    gold: Path
    corpus: Corpus
    paragraphs: tuple[str, ...]

    @property
    def is_arabic(self) -> bool:
        """Whether it is read from the right."""
        return sum(len(ARABIC.findall(p)) for p in self.paragraphs) > sum(map(len, self.paragraphs)) / 3


class Read(NamedTuple):
    """What came of one file: counts of hits, of what was wanted and of what there is, by zone; processor seconds."""

    counts: dict[str, Counter[str]]
    seconds: float
    missed: list[Any]
    made_up: list[Any]


def texts(corpus: Corpus = "resolutions", every: int = 1) -> list[Text]:
    """The texts of a corpus, or every nth of them. Raises SystemExit where there is no corpus."""
    if not UN.is_dir():
        raise SystemExit("the corpora do not lie beside the project")
    if corpus == "resolutions":
        import akn_gold  # type: ignore[import-not-found]

        made = [Text(p, corpus, _blocks(akn_gold.text_of(p))) for p in listed("english")[::every]]
    else:
        made = [t for p in sorted(INSTRUMENTS.glob("*.gold.json")) if (t := _instrument(p)) is not None][::every]
    return made


def _blocks(text: str) -> tuple[str, ...]:
    return tuple(block.strip() for block in text.split("\n\n") if block.strip())


def _instrument(gold: Path) -> Text | None:
    """An instrument as paragraphs; None for a web page, and for one whose paragraphs cannot be told."""
    name = gold.name.removesuffix(".gold.json")
    if (path := gold.with_name(f"{name}.md")).exists():
        plain = [pandoc(), "-f", "markdown", "-t", "plain", "--wrap=none", str(path)]
        text = subprocess.run(plain, check=True, capture_output=True, text=True, timeout=60).stdout
    elif (path := gold.with_name(f"{name}.txt")).exists():
        text = path.read_text(encoding="utf-8", errors="replace")
    else:
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    on = sum(line.lstrip()[:1].islower() for line in lines)
    if max(map(len, lines)) > NARROW or on < GOES_ON * len(lines):
        return Text(gold, "instruments", tuple(" ".join(line.split()) for line in lines))
    if text.count("\n\n") < len(lines) / 10:
        return None
    return Text(gold, "instruments", tuple(" ".join(block.split()) for block in _blocks(text)))


@cache
def pandoc() -> str:
    """The path of pandoc: the system's, or that of the package pypandoc_binary. Raises SystemExit when there is none."""
    import shutil

    path = shutil.which("pandoc")
    if path is None:
        try:
            import pypandoc  # type: ignore[import-not-found]
        except ImportError:
            raise SystemExit("pandoc is not installed: pip install pypandoc_binary") from None
        path = pypandoc.get_pandoc_path()
    return str(path)


# --------------------------------------------------------------------------- scores


def read(job: tuple[Text, bytes, str]) -> Read:
    """How well one file of another program is read."""
    from engross import conversion, programs
    from engross.registry import ReadOptions

    text, data, target = job
    start = time.process_time()
    read_ = conversion.read(data, target, name=text.gold.name, options=ReadOptions(aids=programs.aids()))
    seconds = time.process_time() - start
    record = conversion.write(read_.value, "akn").value
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.xml"
        made.write_bytes(record)
        return (
            _resolution(text.gold, made, seconds) if text.corpus == "resolutions" else _other(text.gold, made, seconds)
        )


def _resolution(gold_path: Path, made: Path, seconds: float) -> Read:
    import akn_gold

    gold, rows = akn_gold.clauses_of(gold_path), akn_gold.clauses_of(made)
    score = akn_gold.score(gold, rows)
    counts = {zone: Counter({k: score[zone][k] for k in ("want", "have", "hit")}) for zone in FIELDS}
    want, have = (Counter(akn_gold.key(r) for r in some if r[1]) for some in (gold, rows))
    return Read(counts, seconds, list((want - have).elements()), list((have - want).elements()))


def _other(gold_path: Path, made: Path, seconds: float) -> Read:
    import instruments_score  # type: ignore[import-not-found]

    import instruments as scorer  # type: ignore[import-not-found]

    gold, predicted = json.loads(gold_path.read_text(encoding="utf-8")), scorer.predict(made)
    score = instruments_score.score(gold, predicted)
    counts = {zone: Counter(dict(zip(("hit", "have", "want"), score[zone], strict=True))) for zone in FIELDS}
    return Read(counts, seconds, [], [])


def f1(count: Counter[str]) -> float:
    """F1 of what was counted; 1 where there was nothing to find and nothing was."""
    both = count["have"] + count["want"]
    return 2 * count["hit"] / both if both else 1.0


def row(
    producer: str, given: Sequence[Text], files: Sequence[bytes], target: str, *,
    furniture: Callable[[bytes], tuple[int, int, int]] | None = None, verbose: bool = False,
) -> Row:  # fmt: skip
    """The row of one producer; `furniture` counts the words of furniture of a file: hit, wanted, found."""
    total = {zone: Counter[str]() for zone in FIELDS}
    seconds = 0.0
    with ProcessPoolExecutor(WORKERS) as pool:
        jobs = [(text, data, target) for text, data in zip(given, files, strict=True)]
        for text, result in zip(given, pool.map(read, jobs, chunksize=4), strict=True):
            seconds += result.seconds
            for zone in FIELDS:
                total[zone].update(result.counts[zone])
            if verbose:
                _tell(text, result)
    words = None
    if furniture is not None:
        hit, want, have = map(sum, zip(*map(furniture, files), strict=True))
        words = 2 * hit / (want + have)
    return Row(producer, len(given), f1(total["preambular"]), f1(total["operative"]), words, seconds)


def _tell(text: Text, result: Read) -> None:
    """What is wrong with one file."""
    if result.missed or result.made_up:
        shown = [("missed", row) for row in result.missed[:6]] + [("made up", row) for row in result.made_up[:6]]
        print(text.gold.name, *[f"{kind} {row}" for kind, row in shown], sep="\n    ")
    elif text.corpus == "instruments":
        print(text.gold.name, *[f"{FIELDS[z]} {f1(c):.3f}" for z, c in result.counts.items()])


def as_text(given: Sequence[Text], verbose: bool = False) -> Row:
    """The texts themselves, for comparison."""
    files = ["\n\n".join(text.paragraphs).encode() for text in given]
    return row("plain text", given, files, "text", verbose=verbose)


class Asked(NamedTuple):
    """What a command line asks for: names of producers, every nth text, and of which corpus."""

    names: list[str]
    every: int
    corpus: Corpus
    verbose: bool


def asked(words: Sequence[str]) -> Asked:
    """`[-v] [instruments] [every=N] [NAME…]`."""
    every = next((int(word.partition("=")[2]) for word in words if word.startswith("every=")), 1)
    corpus: Corpus = "instruments" if "instruments" in words else "resolutions"
    names = [word for word in words if word != "instruments" and "=" not in word and not word.startswith("-")]
    return Asked(names, every, corpus, "-v" in words)


def show(rows: Iterable[Row]) -> None:
    """The rows, printed one by one as they are known."""
    print(f"{'producer':34s}files recitals  clauses furniture")
    for one in rows:
        print(one, flush=True)
