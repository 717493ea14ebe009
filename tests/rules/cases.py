"""The case files of the rules: one in which each rule fires and one in which it is silent.

`python tests/rules/cases.py` writes those of the catalogue's examples anew, from tests/cases_rules/clean.xml."""

from __future__ import annotations

from pathlib import Path

from engross.rules.catalogue import Entry, catalogue

FOLDER = Path(__file__).resolve().parent.parent / "cases_rules"
WORK = "/akn/xx-lakes/statement/resolution/assembly/2024-05-14/7-12"


def firing(rule: str, entry: Entry, clean: str) -> str:
    """The clean record with the fault of the example in it."""
    if entry.repaired not in clean:
        raise ValueError(f"{rule}: the repaired example is no part of the clean record")
    if rule == "AKN-E103":
        return clean.replace(entry.repaired, "<i>" * 2_000 + entry.repaired + "</i>" * 2_000)
    if rule == "AKN-E104":
        return entry.example + "\n"
    if rule == "AKN-E512":
        return clean.replace("/statement/", "/act/")
    if rule == "AKN-W712":
        return clean.replace("eng@", "spa@").replace('language="eng"', 'language="spa"')
    if rule == "AKN-W505":
        return clean.replace("xx-lakes", "Lakes")
    example = f"{entry.example}\n{entry.repaired}" if entry.example_precedes else entry.example
    return clean.replace(entry.repaired, example, 1)


def case(name: str) -> Path:
    """The file of a case, "AKN-E401.fires"."""
    return next(FOLDER.glob(f"{name}.*"))


def main() -> None:
    for rule, entry in catalogue().items():
        suffix = "json" if rule == "AKN-E106" else "xml"
        clean = (FOLDER / f"clean.{suffix}").read_text(encoding="utf-8")
        (FOLDER / f"{rule}.fires.{suffix}").write_text(firing(rule, entry, clean), encoding="utf-8")
        (FOLDER / f"{rule}.silent.{suffix}").write_text(clean, encoding="utf-8")


if __name__ == "__main__":
    main()
