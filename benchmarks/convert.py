"""Text → Akoma Ntoso, validated: the rate in process as texts grow, and whole processes beside bare Python and peers."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.timing import beside, command, show

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "oic-contact-group-2025" / "text.txt"
UN = ROOT.parent / "shared" / "corpus" / "un"
OTHERS = ("french", "spanish", "russian", "arabic", "chinese")


def repeated(times: int) -> bytes:
    """The seed with its clauses `times` over."""
    head, formula, rest = SEED.read_text(encoding="utf-8").partition("The Foreign Ministers and Senior Officials:\n")
    clauses, place, tail = rest.partition("\nNew York\n")
    return (head + formula + clauses * times + place + tail).encode()


def un_texts(language: str, *shape: str) -> list[bytes]:
    """The texts of one language of the corpus beside the project, one block a line, in a shape that its scorer knows; []
    where there is none."""
    scorer = UN.parent.parent / "benchmarks" / "akn_gold.py"
    if not scorer.exists():
        return []
    sys.path.insert(0, str(scorer.parent))
    from akn_gold import text_of  # type: ignore[import-not-found]

    return [text_of(path, frozenset(shape)).encode() for path in sorted((UN / language).glob("*.xml"))]


SPLITS = 10
"""Times the yardstick splits the text into words."""


def split(texts: list[bytes]) -> None:
    """A yardstick that goes with the processor: the words of each line, several times over."""
    for text in texts:
        lines = text.decode().split("\n")
        for _ in range(SPLITS):
            for line in lines:
                line.split()


def rates() -> None:
    """The processor's time for a conversion, beside two yardsticks: words split, and lxml's bare parse of the records."""
    from lxml import etree

    import engross

    def run(texts: list[bytes]) -> list[bytes]:
        return [engross.convert(text, "text", "akn").value for text in texts]

    def parse(records: list[bytes]) -> None:
        for record in records:
            etree.fromstring(record, etree.XMLParser(huge_tree=True))

    cases = {
        "the seed": [SEED.read_bytes()] * 20,
        "its clauses x100": [repeated(100)],
        "its clauses x1000": [repeated(1000)],
    }
    if texts := un_texts("english"):
        cases["UN English, as printed"] = texts
        cases["UN English, wrapped at 72 columns"] = un_texts("english", "--wrapped")
        cases |= {f"UN {language.capitalize()}, as printed": un_texts(language) for language in OTHERS}
    for name, texts in cases.items():
        size = sum(map(len, texts)) / 1e6
        records = run(texts)
        things: dict[str, Callable[[], object]] = {
            f"yardstick: {SPLITS} x str.split of the text": partial(split, texts),
            "yardstick: lxml parses the records": partial(parse, records),
            "engross, text to validated record": partial(run, texts),
        }
        show(f"{name} ({size:.2f} MB), processor's time", beside(things, rounds=3, clock=time.process_time), size)


def memory() -> None:
    """Peak memory of a process that converts 4 MB."""
    code = (
        "import resource, sys, engross; engross.convert(sys.stdin.buffer.read(), 'text', 'akn');"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=repeated(1000), capture_output=True, check=True)
    print(f"\npeak memory for the seed's clauses x1000: {int(done.stdout) / 1024:.0f} MB")


def processes() -> None:
    engross = str(Path(sys.executable).with_name("engross"))
    with tempfile.TemporaryDirectory() as folder:
        things = {
            "python -c pass": command([sys.executable, "-c", "pass"]),
            "engross --version": command([engross, "--version"]),
            "engross convert, seed → akn": command(
                [engross, "convert", str(SEED), "--to", "akn", "-o", f"{folder}/a.xml"]
            ),
            "engross convert, seed → all": command(
                [engross, "convert", str(SEED), "--to", "all", "-o", f"{folder}/all/"]
            ),
        }
        if pandoc := shutil.which("pandoc"):
            things["pandoc, seed → docx"] = command([pandoc, str(SEED), "-f", "markdown", "-o", f"{folder}/p.docx"])
        if bluebell := shutil.which("bluebell"):
            things["bluebell, seed → akn"] = command(
                [bluebell, "/akn/un/statement/2025-09-23/x", "statement", str(SEED)]
            )
        show("whole processes", beside(things, rounds=7))


def main() -> None:
    print(
        f"peak memory of this process at the start: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )
    memory()  # first: a child process counts what its parent had when it began
    rates()
    processes()


if __name__ == "__main__":
    main()
