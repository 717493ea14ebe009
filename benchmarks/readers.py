"""Files that other programs make of the United Nations' texts, read again and scored with the same gold.

    python -m benchmarks.readers docx [-v] [COUNT]     pandoc → DOCX with native lists
    python -m benchmarks.readers libreoffice [-v] [COUNT]    the same, opened and saved by LibreOffice
    python -m benchmarks.readers speed                 DOCX of three sizes, with what others take for less beside it

pandoc comes with the package pypandoc_binary, or from the system. Figures are F1; the corpora lie beside the project."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "converters"), str(ROOT / "schemas"), str(ROOT)]

from benchmarks.accuracy import UN, WORKERS, ZONES, listed  # noqa: E402
from benchmarks.timing import beside, command, show  # noqa: E402

MARK = re.compile(r"(?:(?P<decimal>\d{1,3})\.|\((?P<letter>[a-z])\)|\((?P<roman>[ivx]{1,5})\))\s+(?=\S)")
ROMAN = {"i": 1, "v": 5, "x": 10}
STYLES = {
    "decimal": ("Decimal", "Period"),
    "letter": ("LowerAlpha", "TwoParens"),
    "roman": ("LowerRoman", "TwoParens"),
}
DEPTHS = {"decimal": 0, "letter": 1, "roman": 2}


def pandoc() -> str:
    """The path of pandoc. Raises SystemExit when there is none."""
    path = shutil.which("pandoc")
    if path is None:
        try:
            import pypandoc  # type: ignore[import-not-found]
        except ImportError:
            raise SystemExit("pandoc is not installed: pip install pypandoc_binary") from None
        path = pypandoc.get_pandoc_path()
    return str(path)


def inlines(text: str) -> list[dict[str, Any]]:
    """Words as pandoc holds them, line breaks among them."""
    out: list[dict[str, Any]] = []
    for line in text.split("\n"):
        for n, word in enumerate(line.split()):
            out += [{"t": "Space" if n else "LineBreak"}, {"t": "Str", "c": word}]
    return out[1:]


def value_of(kind: str, mark: str) -> int:
    """What a mark counts to."""
    if kind == "decimal":
        return int(mark)
    if kind == "letter":
        return ord(mark) - 96
    numbers = [ROMAN[c] for c in mark]
    return sum(-a if a < b else a for a, b in zip(numbers, [*numbers[1:], 0], strict=True))


def marked(text: str, last: dict[str, int]) -> tuple[str, int, str]:
    """How a paragraph is numbered (a key of STYLES or ""), to what, and its words."""
    found = MARK.match(text)
    if found is None:
        return "", 0, text
    kind = found.lastgroup or ""
    mark = found[kind]
    if kind == "letter" and set(mark) <= set("ivx") and ord(mark) - 96 != last.get("letter", 0) + 1:
        kind = "roman"
    return kind, value_of(kind, mark), text[found.end() :]


def blocks(paragraphs: list[str]) -> list[dict[str, Any]]:
    """Paragraphs as pandoc's tree: those with numbers in native lists, lists in lists."""
    top: list[dict[str, Any]] = []
    open_: list[
        tuple[str, int, list[Any], list[dict[str, Any]]]
    ] = []  # kind, last value, items, blocks around the list
    last: dict[str, int] = {}
    for text in paragraphs:
        kind, value, words = marked(text, last)
        paragraph = {"t": "Para", "c": inlines(words)}
        if not kind:
            open_.clear()
            last.clear()
            top.append(paragraph)
            continue
        while open_ and DEPTHS[open_[-1][0]] > DEPTHS[kind]:
            open_.pop()
        last = {k: v for k, v in last.items() if DEPTHS[k] < DEPTHS[kind]} | {kind: value}
        if open_ and open_[-1][0] == kind:
            _, before, items, around = open_[-1]
            if value == before + 1:
                items.append([paragraph])
                open_[-1] = (kind, value, items, around)
                continue
            open_.pop()
        else:
            around = open_[-1][2][-1] if open_ else top
        items = [[paragraph]]
        style, delimiter = STYLES[kind]
        around.append({"t": "OrderedList", "c": [[value, {"t": style}, {"t": delimiter}], items]})
        open_.append((kind, value, items, around))
    return top


def made(path: Path, folder: Path, target: str, program: str) -> bytes:
    """The text of a file of the United Nations as pandoc writes it."""
    import akn_gold  # type: ignore[import-not-found]

    paragraphs = [block.strip() for block in akn_gold.text_of(path).split("\n\n")]
    tree = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks([p for p in paragraphs if p])}
    out = folder / f"{path.stem}.{target}"
    command = [program, "-f", "json", "-t", target, "-s", "-o", str(out)]
    subprocess.run(command, input=json.dumps(tree).encode(), check=True, capture_output=True, timeout=120)
    return out.read_bytes()


def score(job: tuple[Path, bytes, str]) -> dict[str, Any]:
    """The scores of one file made by another program."""
    import akn_gold

    import engross

    path, data, target = job
    gold = akn_gold.clauses_of(path)
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "made.xml"
        record.write_bytes(engross.convert(data, target, "akn", name=path.name).value)
        rows = akn_gold.clauses_of(record)
    result: dict[str, Any] = akn_gold.score(gold, rows)
    want = Counter(akn_gold.key(r) for r in gold if r[1])
    have = Counter(akn_gold.key(r) for r in rows if r[1])
    result["missed"], result["made up"] = list((want - have).elements()), list((have - want).elements())
    return result


def saved_again(files: list[bytes], folder: Path) -> list[bytes]:
    """DOCX as LibreOffice writes it after reading it, all in one run."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise SystemExit("LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
    given, out = folder / "given", folder / "out"
    given.mkdir()
    for n, data in enumerate(files):
        (given / f"{n}.docx").write_bytes(data)
    words = [
        soffice,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
    ]
    subprocess.run(
        [*words, "--outdir", str(out), *map(str, given.iterdir())], check=True, capture_output=True, timeout=900
    )
    return [(out / f"{n}.docx").read_bytes() for n in range(len(files))]


def accuracy(producer: str, verbose: bool, count: int) -> str:
    """The line of the table for one producer."""
    program, paths = pandoc(), listed("english")[: count or None]
    target = "html" if producer == "html" else "docx"
    total = {zone: Counter[str]() for zone in ZONES}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [made(path, folder, target, program) for path in paths]
        if producer == "libreoffice":
            files = saved_again(files, folder)
    with ProcessPoolExecutor(WORKERS) as pool:
        jobs = [(path, data, target) for path, data in zip(paths, files, strict=True)]
        for path, result in zip(paths, pool.map(score, jobs, chunksize=4), strict=True):
            for zone in ZONES:
                total[zone].update({k: result[zone][k] for k in ("want", "have", "hit", "placed")})
            if verbose and (result["missed"] or result["made up"]):
                print(path.name, *[f"{k} {row}" for k in ("missed", "made up") for row in result[k][:4]], sep="\n    ")
    cells = [f1(total[zone]) for zone in ZONES]
    return f"{producer}: {len(paths)} files, recitals {cells[0]}, clauses {cells[1]}"


def f1(counted: Counter[str]) -> str:
    """F1, and the share that stands at the right level."""
    f = 2 * counted["hit"] / max(counted["have"] + counted["want"], 1)
    return f"{f:.4f} (placed {counted['placed'] / max(counted['want'], 1):.4f})"


def peers(data: bytes) -> dict[str, Callable[[], object]]:
    """What people would read a Word file with instead, as far as it is installed; none of them recognises anything."""
    out: dict[str, Callable[[], object]] = {}
    file = Path(tempfile.mkdtemp()) / "a.docx"
    file.write_bytes(data)
    if shutil.which("pandoc"):
        out["pandoc -t plain (a process)"] = command([str(shutil.which("pandoc")), str(file), "-t", "plain"])
    if find_spec("markitdown"):
        from markitdown import MarkItDown  # type: ignore[import-not-found]

        reading = MarkItDown()
        out["markitdown"] = lambda: reading.convert(str(file))
    if find_spec("docx"):
        import docx

        out["python-docx, text of paragraphs"] = lambda: [p.text for p in docx.Document(str(file)).paragraphs]
    return out


def speed() -> None:
    """Reading DOCX: the seed, and three sizes more."""
    sys.path.insert(0, str(ROOT / "tests"))  # its instruments, not the scorer's of the same name
    import instruments
    from engross import conversion, registry
    from engross.recognise import sheet
    from engross.writers.docx import DocxOptions, DocxWriter

    reader, options = registry.reader("docx"), registry.ReadOptions()
    seed = conversion.read((ROOT / "seeds/oic-contact-group-2025/text.txt").read_bytes()).value
    for name, instrument in (("seed", seed), *((f"{n} clauses", instruments.long(n)) for n in (200, 1000))):
        data = DocxWriter().write(instrument, DocxOptions()).value
        laid = reader.sheet(data, "x", options)  # type: ignore[attr-defined]
        things: dict[str, Callable[[], object]] = {
            "read": lambda data=data: conversion.read(data, "docx"),  # type: ignore[misc]
            "its sheet alone": lambda data=data: reader.sheet(data, "x", options),  # type: ignore[misc, attr-defined]
            "recognition alone": lambda laid=laid: sheet.read(laid),  # type: ignore[misc]
        }
        show(name, beside(things | peers(data), 5))


def main(argv: list[str] | None = None) -> None:
    """What the command line says."""
    words = sys.argv[1:] if argv is None else argv
    verbose = "-v" in words
    words = [word for word in words if not word.startswith("-")]
    if not words or words[0] == "speed":
        speed()
    elif words[0] in ("docx", "libreoffice", "html"):
        if not UN.is_dir():
            raise SystemExit("the corpora do not lie beside the project")
        print(accuracy(words[0], verbose, int(words[1]) if len(words) > 1 else 0))
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
