"""A text and its gold made from one marked source, so that neither can drift from the other.

    python -m benchmarks.gold_from_marks NAME.marks [FOLDER]     the text; into FOLDER: NAME.txt and NAME.gold.json

A marked source is a head of `key: value` lines, a line `---`, and one block a line, `ROLE|text`. A line without `|` is a
blank line. Roles:

    F  page furniture              M  masthead, neither furniture nor clause      T  title
    E  enacting formula, chapeau, participants                R  recital
    1 2 3  operative clause of that level; its number in braces: `1|{1.} Welcomes …`
    a  article with a heading: `a|{Article 2.} Scope`, or        H  section heading
    h  the heading on the line below it
    +  the clause above goes on (after furniture, a number alone on its line, or a heading)
    P  a further paragraph of the clause above                N  footnote
    A  text of an annex; `A!` opens one                       C  closing, signatures (the first is the gold's)

`~` after the role sets the block on the line of the block above, after a blank; `^` without one. ⟦ ⟧ stand around references.
Head: kind, language, date, place, number, issuer (all but the first two may be absent: the gold says null; ` | ` parts other
forms that are printed too and do as well), title (else the T lines), references: some (the marked ones are not all there are), wrap (columns), gap (blank lines after each block), hang
(columns that wrapped lines stand in), drawn: last (of the drawing of which nobody was told what fails).
"""

from __future__ import annotations

import itertools
import json
import re
import sys
import textwrap
from pathlib import Path
from typing import Any, NamedTuple

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
ROLES = frozenset("FMTER123ahH+PNAC")
KEYS = frozenset("kind language title date place number issuer references wrap gap hang features drawn".split())
IGNORED = frozenset("EPNA")
WORDS, CHARACTERS = 6, 14
"""How much of a clause the gold quotes: words, or, in Chinese, characters."""
CLAUSES = "R123a"


class MarksError(ValueError):
    """A marked source that cannot be read; the message holds the line."""


class Block(NamedTuple):
    """One block of a marked source: its role, how it is set ("", "~", "^", "!"), its number and text as printed, and
    where the printed text lies (the number of the line its first character is on, counted from 0, and lines it takes)."""

    role: str
    setting: str
    number: str | None
    text: str
    line: int
    lines: tuple[str, ...]


class Marked(NamedTuple):
    """A text and its gold, in the shape of the instruments' own."""

    name: str
    text: str
    gold: dict[str, Any]


def read(path: Path) -> Marked:
    """The text and the gold of one marked source. Raises MarksError."""
    source = path.read_text(encoding="utf-8")
    if "\n---\n" not in source:
        raise MarksError(f"{path.name}: the head does not end with a line '---'")
    head, body = source.split("\n---\n", 1)
    facts = _facts(head, path.name)
    text, blocks = _laid(body, facts, path.name, head.count("\n") + 3)
    return Marked(path.name.removesuffix(".marks"), text, gold_of(blocks, facts))


def everything() -> list[Marked]:
    """All of the project's own gold, by name."""
    return [read(path) for path in sorted(GOLD.glob("*.marks"))]


def _facts(head: str, name: str) -> dict[str, str]:
    facts = {}
    for at, line in enumerate(head.splitlines(), 1):
        key, colon, value = line.partition(":")
        if not colon or key not in KEYS:
            raise MarksError(f"{name}:{at}: {line!r} is not one of {', '.join(sorted(KEYS))}")
        facts[key] = value.strip()
    for key in ("kind", "language"):
        if key not in facts:
            raise MarksError(f"{name}: the head does not say its {key}")
    return facts


def _laid(body: str, facts: dict[str, str], name: str, first: int) -> tuple[str, list[Block]]:
    """The text as it is printed, and its blocks with their places in it."""
    out: list[str] = []
    blocks: list[Block] = []
    gap, width, hang = int(facts.get("gap", 0)), int(facts.get("wrap", 0)), " " * int(facts.get("hang", 0))
    for at, line in enumerate(body.splitlines(), first):
        mark, bar, text = line.partition("|")
        if not bar:
            if line.strip():
                raise MarksError(f"{name}:{at}: a line of text without its role")
            out.append("")
            continue
        role, setting = mark[:1], mark[1:]
        if role not in ROLES or setting not in {"", "~", "^", "!"}:
            raise MarksError(f"{name}:{at}: {mark!r} is no role")
        number, shown = _numbered(text)
        lines = _wrapped(shown, width if role not in "FMT" else 0, hang)
        if setting in {"~", "^"} and out:
            out[-1] += (" " if setting == "~" else "") + lines[0]
            place = len(out) - 1
            out += lines[1:]
        else:
            if gap and blocks and out[-1] and blocks[-1].role not in "FMT":
                out += [""] * gap
            place = len(out)
            out += lines
        blocks.append(Block(role, setting, number, _plain(text), place, tuple(lines)))
    return "\n".join(out) + "\n", blocks


def _numbered(text: str) -> tuple[str | None, str]:
    """The number in braces, None without one, and the text as it is printed."""
    found = re.match(r"\s*\{([^}]*)\}", text)
    shown = text.replace("⟦", "").replace("⟧", "")
    return (found[1], shown.replace("{", "", 1).replace("}", "", 1)) if found else (None, shown)


def _plain(text: str) -> str:
    """The text without its number; references keep their marks."""
    return re.sub(r"^\s*\{[^}]*\}", "", text).strip()


def _wrapped(text: str, width: int, hang: str) -> list[str]:
    if not width or len(text) <= width:
        return [text]
    indent = text[: len(text) - len(text.lstrip())]
    return textwrap.wrap(
        text.strip(), width, initial_indent=indent, subsequent_indent=indent + hang,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


# --------------------------------------------------------------------------- gold


def gold_of(blocks: list[Block], facts: dict[str, str]) -> dict[str, Any]:
    """The gold of laid blocks."""
    language = facts["language"]
    preambular: list[str] = []
    operative: list[dict[str, Any]] = []
    headings: list[str] = []
    for at, block in enumerate(blocks):
        text = _whole(blocks, at)
        if block.role == "R":
            preambular.append(quoted(text, language))
        elif block.role in "123a":
            level = 1 if block.role == "a" else int(block.role)
            operative.append({"num": block.number, "starts": quoted(text, language), "level": level})
        if block.role == "H" or (block.role == "a" and block.text):
            headings.append(_clean(f"{block.number or ''} {block.text} {_onwards(blocks, at)}"))
        elif block.role == "h":
            headings.append(_clean(f"{blocks[at - 1].number or ''} {block.text}"))
    closing = next((_clean(b.text) for b in blocks if b.role == "C"), None)
    joined = "\n".join(b.text for b in blocks if b.role != "F")
    return {
        "title": _first(facts, "title") or _clean(" ".join(b.text for b in blocks if b.role == "T")),
        "kind": facts["kind"], "language": language,
        "date": facts.get("date"), "place": _first(facts, "place"), "doc_number": _first(facts, "number"),
        "issuer": facts.get("issuer"),
        "also": {f: _others(facts, k) for f, k in (("title", "title"), ("place", "place"), ("doc_number", "number"))},
        "boilerplate_lines": sorted({b.line + n for b in blocks if b.role == "F" for n, x in enumerate(b.lines) if x.strip()}),
        "preambular": preambular, "operative": operative, "headings": headings,
        "annexes": sum(b.role == "A" and b.setting == "!" for b in blocks), "signature_or_closing": closing,
        "references": list(dict.fromkeys(" ".join(x.split()) for x in re.findall("⟦([^⟧]*)⟧", joined))),
        "references_complete": facts.get("references") != "some",
        "ignore": sorted({q for b in blocks if b.role in IGNORED for q in _openings(b, language)}),
        "partial": False, "encoding": "utf-8", "features": facts.get("features", ""), "drawn": facts.get("drawn", "first"),
    }  # fmt: skip


def _first(facts: dict[str, str], key: str) -> str | None:
    return facts[key].split(" | ")[0] if key in facts else None


def _others(facts: dict[str, str], key: str) -> list[str]:
    return facts.get(key, "").split(" | ")[1:]


def _whole(blocks: list[Block], at: int) -> str:
    """The text of a clause as it goes on in later blocks: furniture, notes and its own heading stand aside, and an
    article without words of its own opens with those of its first item."""
    text = "" if blocks[at].role == "a" else blocks[at].text
    for block in blocks[at + 1 :]:
        if len(text.split()) >= WORDS or block.role not in "+FNh123":
            break
        if block.role == "+" or (block.role in "123" and not text.strip()):
            text = f"{text} {block.text}"
        elif block.role in "123":
            break
    return _clean(text)


def _onwards(blocks: list[Block], at: int) -> str:
    """How a section heading goes on, on the lines below it."""
    more = itertools.takewhile(lambda b: b.role == "+", blocks[at + 1 :])
    return " ".join(b.text for b in more) if blocks[at].role == "H" else ""


def _openings(block: Block, language: str) -> list[str]:
    """What a reading may open a passage of this block with: the block itself, each of its lines."""
    return [q for text in (block.text, *block.lines) if (q := quoted(_clean(text), language))]


def _clean(text: str) -> str:
    return " ".join(text.replace("⟦", "").replace("⟧", "").split())


def quoted(text: str, language: str) -> str:
    """The opening words of a clause, as the gold quotes them."""
    return text[:CHARACTERS] if language == "zh" else " ".join(text.split()[:WORDS])


def main(argv: list[str]) -> None:
    """Prints the text, or writes it with its gold."""
    if not argv:
        raise SystemExit(__doc__)
    marked = read(Path(argv[0]))
    if len(argv) == 1:
        print(marked.text, end="")
        return
    Path(argv[1], f"{marked.name}.txt").write_text(marked.text, encoding="utf-8")
    gold = json.dumps(marked.gold, ensure_ascii=False, indent=1)
    Path(argv[1], f"{marked.name}.gold.json").write_text(gold + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
