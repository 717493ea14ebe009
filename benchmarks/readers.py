"""Word files that other programs make of the corpora, read again and scored with the same gold.

    python -m benchmarks.readers [-v] [instruments] [every=N] [NAME…]    a row for each producer; NAME: text, pandoc, libreoffice
    python -m benchmarks.readers speed                     DOCX of three sizes, with what others take for less beside it

pandoc comes with the package pypandoc_binary, or from the system. Figures are F1; the corpora lie beside the project."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "converters"), str(ROOT / "schemas"), str(ROOT)]

from benchmarks.foreign import Asked, Row, Text, as_text, asked, pandoc, row, show, texts  # noqa: E402
from benchmarks.timing import beside  # noqa: E402
from benchmarks.timing import show as show_times  # noqa: E402

MARK = re.compile(r"(?:(?P<decimal>\d{1,3})\.|\((?P<letter>[a-z])\)|\((?P<roman>[ivx]{1,5})\))\s+(?=\S)")
ROMAN = {"i": 1, "v": 5, "x": 10}
STYLES = {
    "decimal": ("Decimal", "Period"),
    "letter": ("LowerAlpha", "TwoParens"),
    "roman": ("LowerRoman", "TwoParens"),
}
DEPTHS = {"decimal": 0, "letter": 1, "roman": 2}


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


def made(text: Text, target: str) -> bytes:
    """A text as pandoc writes it, its numbered paragraphs in native lists."""
    meta = {"dir": {"t": "MetaString", "c": "rtl"}} if text.is_arabic else {}
    tree = {"pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": blocks(list(text.paragraphs))}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"made.{target}"
        words = [pandoc(), "-f", "json", "-t", target, "-s", "-o", str(out)]
        subprocess.run(words, input=json.dumps(tree).encode(), check=True, capture_output=True, timeout=120)
        return out.read_bytes()


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


def by_pandoc(given: Sequence[Text]) -> list[bytes]:
    """Word files with native lists."""
    return [made(text, "docx") for text in given]


def by_libreoffice(given: Sequence[Text]) -> list[bytes]:
    """The same, opened and saved by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        return saved_again(by_pandoc(given), Path(folder))


PRODUCERS: dict[str, tuple[str, Callable[[Sequence[Text]], list[bytes]]]] = {
    "pandoc": ("pandoc → DOCX", by_pandoc),
    "libreoffice": ("pandoc → DOCX → LibreOffice", by_libreoffice),
}


def rows(wish: Asked = Asked([], 1, "resolutions", False)) -> Iterator[Row]:  # noqa: B008
    """A row for each producer, the plain text first; `every`: only every nth text."""
    given = texts(wish.corpus, wish.every)
    if not wish.names or "text" in wish.names:
        yield as_text(given, wish.verbose)
    for name, (title, make) in PRODUCERS.items():
        if not wish.names or name in wish.names:
            yield row(title, given, make(given), "docx", verbose=wish.verbose)


def peers(data: bytes) -> dict[str, Callable[[], object]]:
    """What people would read a Word file with instead, as far as it is installed; none of them recognises anything."""
    out: dict[str, Callable[[], object]] = {}
    file = Path(tempfile.mkdtemp()) / "a.docx"
    file.write_bytes(data)
    if find_spec("markitdown"):
        from markitdown import MarkItDown  # type: ignore[import-not-found]

        reading = MarkItDown()
        out["markitdown"] = lambda: reading.convert(str(file))
    if find_spec("docx"):
        import docx

        out["python-docx, text of paragraphs"] = lambda: [p.text for p in docx.Document(str(file)).paragraphs]
    return out


def given_to(words: list[str], data: bytes) -> None:
    """Runs a program on a file given as its input."""
    subprocess.run(words, input=data, check=True, capture_output=True, timeout=120)


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
        show_times(f"{name}, processor time", beside(things | peers(data), 7, time.process_time))
        words = [pandoc(), "-f", "docx", "-t", "plain", "-o", "/dev/null"]
        whole = {"read": things["read"], "pandoc -t plain (a process)": partial(given_to, words, data)}
        show_times(f"{name}, time on the wall", beside(whole, 5))


def main(argv: list[str] | None = None) -> None:
    """What the command line says."""
    words = sys.argv[1:] if argv is None else argv
    if words[:1] == ["speed"]:
        speed()
    else:
        show(rows(asked(words)))


if __name__ == "__main__":
    main()
