"""The catalogue for people: a list, the explanation of a rule, and the page of the manual.

`python -m engross.validate.manual FILE` writes docs/rules.md anew."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from engross.diagnostics import EngrossError
from engross.rules.catalogue import Entry, catalogue, entry

LEVELS = {
    "form": "XML that may be read",
    "schema": "The official schema",
    "convention": "Identifiers (naming convention)",
    "references": "References",
    "frbr": "FRBR: the IRIs of the instrument",
    "dates": "Dates",
    "structure": "Numbering and structure",
    "text": "Wording and characters",
    "profile": "Profiles",
}


def listed(form: str, level: str = "") -> str:
    """The rules, of one level or all. Raises EngrossError for a level that does not exist."""
    if level and level not in LEVELS:
        raise EngrossError(f"there is no level {level!r}: use {', '.join(LEVELS)}")
    rules = {key: known for key, known in catalogue().items() if level in ("", known.level)}
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(rules), indent=2).decode() + "\n"
    if form == "markdown":
        return page(rules)
    width = max(len(known.code) for known in rules.values())
    lines = []
    for name, title in LEVELS.items():
        members = {key: known for key, known in rules.items() if known.level == name}
        if members:
            lines += [f"{title} ({name})", *(_line(key, known, width) for key, known in members.items()), ""]
    return "\n".join(lines[:-1]) + "\n"


def _line(key: str, known: Entry, width: int) -> str:
    fix = "fix" if known.fix else "   "
    return f"  {key}  {known.severity:<7} {fix}  {known.code:<{width}}  {known.title}"


def explained(rule: str) -> str:
    """One rule in full. Raises EngrossError when there is none of that id or code."""
    known = entry(rule)
    key = next(k for k, e in catalogue().items() if e is known)
    fix = "  `engross validate --fix` can mend it.\n" if known.fix else ""
    return (
        f"{key} {known.code} ({known.severity}, level {known.level})\n{known.title}\n\n"
        f"Why it matters\n  {known.why}\n\nHow to mend it\n  {known.mend}\n{fix}\n"
        f"Not\n{_indented(known.example)}\nbut\n{_indented(known.repaired)}\n"
    )


def _indented(text: str) -> str:
    return "\n".join("  " + line for line in text.splitlines())


def page(rules: dict[str, Entry]) -> str:
    """The catalogue as a page of the manual, in Markdown."""
    lines = [
        "# The rules",
        "",
        f"{len(rules)} rules, in the order of their levels. `engross explain ID` says the same.",
        "",
    ]
    for name, title in LEVELS.items():
        members = {key: known for key, known in rules.items() if known.level == name}
        if not members:
            continue
        lines += [f"## {title}", ""]
        for key, known in members.items():
            fix = " · mended by `--fix`" if known.fix else ""
            lines += [
                f"### {key} {known.code}", "", f"**{known.title}.** ({known.severity}{fix})", "", known.why, "",
                f"*Mend:* {known.mend}", "", "Not", "", "```xml", known.example, "```", "", "but", "", "```xml",
                known.repaired, "```", "",
            ]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    """Writes the page into the file named."""
    Path(sys.argv[1]).write_text(page(catalogue()), encoding="utf-8")


if __name__ == "__main__":
    main()
