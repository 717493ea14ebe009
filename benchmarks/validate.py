"""Validation: all levels in process, by size and beside the schema alone; whole processes beside xmllint, jing and xmlschema."""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from benchmarks.timing import beside, show
from engross.cli.checking import judge_all, processors
from engross.schema.official import official_file, official_schema
from engross.validate import ruling, validate

ROOT = Path(__file__).resolve().parent.parent
CLEAN = ROOT / "tests/cases_rules/clean.xml"
UN = ROOT.parent / "shared/corpus/un"
EVERYTHING = ruling(today="2026-11-24")
SCHEMA = ruling("schema")
_CLAUSE = re.compile(r'<paragraph eId="sec_II__para_4">.*?</paragraph>\n', re.S)


def long_record(clauses: int) -> bytes:
    """The sound record of the tests with many more clauses of the kind it has."""
    text = CLEAN.read_text(encoding="utf-8")
    model = _CLAUSE.search(text)
    assert model is not None
    more = []
    for n in range(8, 8 + clauses):
        clause = model.group().replace("sec_II__para_4", f"sec_II__para_{n}").replace("<num>4.", f"<num>{n}.")
        more.append(clause)
    last = text.index("</section>", model.end())
    return (
        (text[:last].replace("next session.</p>", "next session;</p>") + "".join(more) + text[last:])
        .replace(
            "the two before it</rref>;</p></content></paragraph>\n</section>",
            "the two before it</rref>.</p></content></paragraph>\n</section>",
        )
        .encode()
    )


def rates() -> None:
    """All levels on one core, as records grow, beside the official schema alone on a tree of lxml."""
    from lxml import etree

    official = official_schema()
    cases = {
        "the sound record, 9 kB": [CLEAN.read_bytes()] * 100,
        "one of 0.5 MB": [long_record(800)],
        "one of 5 MB": [long_record(8_000)],
    }
    if UN.is_dir():
        # Their faults are those of their makers: judged by the profile they keep to.
        cases["UN, English (profile akn4un)"] = [p.read_bytes() for p in sorted(UN.glob("english/*.xml"))]
    for name, records in cases.items():
        full = ruling("akn4un", today="2026-11-24") if "akn4un" in name else EVERYTHING

        def levels(records: list[bytes] = records, under: object = full) -> None:
            for record in records:
                validate(record, "record.xml", under)  # type: ignore[arg-type]

        def schema(records: list[bytes] = records) -> None:
            for record in records:
                validate(record, "record.xml", SCHEMA)

        def alone(records: list[bytes] = records) -> None:
            for record in records:
                official.validate(etree.fromstring(record))

        things = {"all levels": levels, "form and schema": schema, "lxml with the official schema": alone}
        show(name, beside(things, 5), sum(map(len, records)) / 1e6)


def _ends(words: list[str], code: int) -> Callable[[], object]:
    def run() -> None:
        done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if done.returncode != code:
            raise RuntimeError(f"{words} ended with {done.returncode}, not {code}")

    return run


def processes() -> None:
    """Whole processes on one file, sound and broken."""
    engross = [sys.executable, "-m", "engross", "validate"]
    xmllint = ["xmllint", "--noout", "--schema", str(official_file())]
    broken = ROOT / "tests/cases_rules/AKN-E202.fires.xml"
    things: dict[str, Callable[[], object]] = {
        "python": _ends([sys.executable, "-c", "pass"], 0),
        "engross validate, sound": _ends([*engross, str(CLEAN)], 0),
        "engross validate, broken": _ends([*engross, str(broken)], 1),
    }
    if shutil.which("xmllint"):
        things["xmllint, official schema, sound"] = _ends([*xmllint, str(CLEAN)], 0)
        things["xmllint, official schema, broken"] = _ends([*xmllint, str(broken)], 3)
    jing = Path(sys.executable).with_name("pyjing")
    if jing.exists() and shutil.which("java"):
        grammar = str(files("engross_schemas").joinpath("engross.rng"))
        things["jing, RELAX NG of the profile"] = _ends([str(jing), grammar, str(CLEAN)], 1)
    if find_spec("xmlschema"):
        check = f"import xmlschema; print(xmlschema.XMLSchema({str(official_file())!r}).is_valid({str(CLEAN)!r}))"
        things["xmlschema, official schema"] = _ends([sys.executable, "-c", check], 0)
    show("one file, a whole process", beside(things, 5))


def _count(times: int) -> int:
    total = 0
    for n in range(times):
        total += n
    return total


def folders() -> None:
    """A folder in one process and in as many as there are processors."""
    with tempfile.TemporaryDirectory() as folder:
        record = long_record(400)
        paths = [os.path.join(folder, f"{n:03}.xml") for n in range(96)]
        for path in paths:
            Path(path).write_bytes(record)
        several = processors()
        with multiprocessing.Pool(several) as pool:
            things: dict[str, Callable[[], object]] = {
                "in one process": lambda: [_count(3_000_000) for _ in range(several)],
                f"in {several}": lambda: pool.map(_count, [3_000_000] * several),
            }
            show("what this machine gives now: counting", beside(things, 5))
        things = {
            "in one process": lambda: judge_all(paths, EVERYTHING, 1),
            f"in {several}": lambda: judge_all(paths, EVERYTHING, several),
        }
        show("96 records", beside(things, 5), len(record) * len(paths) / 1e6)


def main() -> None:
    found = validate(long_record(50), "record.xml", EVERYTHING)
    if found.findings or not found.valid:
        raise RuntimeError(f"the record to measure with is not sound: {found.findings[:3]}")
    rates()
    processes()
    folders()


if __name__ == "__main__":
    main()
