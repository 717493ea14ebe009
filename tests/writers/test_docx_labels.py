"""The labels of Word files, as LibreOffice draws them, are those of the fair copy; so are their fields and page feet."""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Callable
from functools import partial
from itertools import takewhile
from pathlib import Path

import pytest

from engross.faircopy import FairCopyOptions, Line, fair_copy
from engross.model import (
    Attachment,
    Break,
    Document,
    Instrument,
    Metadata,
    Note,
    Number,
    Provision,
    Recital,
    Recitals,
    Reference,
    text_of,
)
from engross.writers.docx import DocxOptions, DocxWriter
from instruments import ALL, clause, long, p, point

ODD = """
1.; 2.; 3.; 4.; 5.; 6.; 6 bis.; 6 ter.; 7.; 8.; 8A.; 8B.; 9.; 12.; 13.; 1.; 2.; 7.; 7.; I.; II.; IV.; V.; A.; B.; D.; (z); (aa)
(bb); (ab); Article 2; Article 3; Article 7 bis; 1.1; 1.2; 2.1; 1.2.3; § 5; § 6; (1); (2); 1); 2); a); c); 01.; 02.; 10.; 5°; 1/
2/; PP1; OP3; OP4; OP5bis; أ; ب; ج; د; هـ; ١.; ٢.; (أ); (ب); (ج); א.; ב.; טו.; а); б); в); 一、; 二、; 三、; 十一、; （一）; （二）
第一条; 第二条; ①; ②; 甲、; 가.; 나.; •; •; –; -; First; Second; Premièrement :; 100%; %1.; 5%2; xlii.; (iv); (ii); (i); (c)
Rule no. 7 of the standing orders, as amended in 1999; 1 -; 2 -; 3 -; A.1; A.2; A-3; &c.; <x>; "q"; 1 000.; 1000000000.; 0.; ii.a
"""


def odd_labels() -> list[str]:
    return [label for line in ODD.strip().splitlines() for label in line.split("; ")]


def odd(labels: list[str] | None = None) -> Instrument:
    """Clauses with all manner of numbers, in one series."""
    body = tuple(
        Provision("paragraph", Number(label), blocks=(p(f"Word{n} stands here."),))
        for n, label in enumerate(labels or odd_labels())
    )
    return Instrument(Metadata(title="Odd", language="eng"), Document("doc", "doc", body=body))


def tangled() -> Instrument:
    """Restarts, jumps and strange marks at every level, in sections, parts and annexes, and references to them."""

    def items(*labels: str, below: tuple[Provision, ...] = ()) -> tuple[Provision, ...]:
        return tuple(point(label, f"item {label};", children=below if n == 1 else ()) for n, label in enumerate(labels))

    chapters = tuple(
        Provision("part", Number(f"Part {part}"), ("Matters",), children=tuple(
            Provision("chapter", Number(f"Chapter {c}"), ("More",), children=(
                Provision("article", Number(f"Article {2 * part + c}"), ("Rules",), children=(
                    clause("1.", "", "first;", children=items("(a)", "(b)", "(d)", below=items("(i)", "(ii)", "(iii)", "(v)"))),
                    clause("2.", "", "second;", children=items("(a)", "(c)", "–", "–", "(d)", below=items("•", "•"))),
                )),
            ))
            for c in (1, 2)))
        for part in (1, 2)
    )  # fmt: skip
    numbered = (
        clause("6.", "", "six", children=items("(a)", "(b)")),
        clause("6 bis.", "", "six again", children=items("(a)", "(b)")),
        clause("7.", "", "seven", children=items("7.1", "7.2", "7.4", "7.5")),
        clause("9.", "", "nine", children=items("9.1", "9.2", below=items("9.2.1", "9.2.2", "9.2.9"))),
        clause("10.", "", "ten, under ", Reference(("article 6, or Article 6",), "#art_6"), " or ", Reference(("paragraph 9",), "#para_9"), " and ",
               Reference(("subparagraph 9.2",), "#para_9__list_1__point_9-2"), children=items("9.1", "10.1", "10.2")),
    )  # fmt: skip
    annex = Attachment(
        Document("doc", "annex", body=(clause("1.", "", "one"), clause("2.", "", "two"))),
        Number("Annex II"),
        ("Rules",),
    )
    other = Attachment(
        Document("doc", "annex", body=(clause("1.", "", "one"), clause("3.", "", "three"))),
        Number("Annex III"),
        ("Rules",),
    )
    recitals = Recitals(tuple(Recital((p(f"Recital {n}"),), Number(n)) for n in ("(1)", "(2)", "(2a)", "(3)", "(5)")))
    document = Document("act", "act", preamble=(recitals,), body=(*chapters, *numbered), attachments=(annex, other))
    return Instrument(Metadata(title="Tangled", language="eng"), document)


def deep(levels: int = 30) -> Instrument:
    """A clause with items in items in items."""
    part: tuple[Provision, ...] = ()
    for n in range(levels, 1, -1):
        mark = ("(a)", "(i)", "1)", "A.")[n % 4]
        follower = point({"(a)": "(b)", "(i)": "(ii)", "1)": "2)", "A.": "B."}[mark], f"after level {n}")
        part = (point(mark, f"level {n}", children=part), follower)
    body = (clause("1.", "", "level 1", children=part), clause("2.", "", "the end"))
    return Instrument(Metadata(title="Deep", language="eng"), Document("doc", "doc", body=body))


def shuffled(seed: int) -> Instrument:
    """Clauses and items whose marks and values come as they may: runs, jumps, restarts, changes of mark, orphans."""
    draw = random.Random(seed)
    marks = (
        [f"{n}." for n in range(1, 30)], [f"({c})" for c in "abcdefghij"], ["(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)"],
        [f"{c}." for c in "ABCDEF"], ["•"] * 9, ["2 bis.", "3 ter", "x"], [f"4.{n}" for n in range(1, 9)],
    )  # fmt: skip

    def part(depth: int) -> tuple[Provision, ...]:
        out: list[Provision] = []
        for _ in range(draw.randint(1, 3)):
            series, at = draw.choice(marks), draw.choice((0, 0, 0, 1, 2))
            for label in series[at : at + draw.randint(1, 4)]:
                below = part(depth + 1) if depth < 5 and draw.random() < 0.4 else ()
                number = Number(label) if draw.random() < 0.95 else None
                kind = "paragraph" if depth == 1 else "point"
                out.append(Provision(kind, number, blocks=(p(f"text {draw.randint(100, 999)}"),), children=below))
        return tuple(out)

    return Instrument(Metadata(title="Shuffled", language="eng"), Document("doc", "doc", body=part(1)))


def starred() -> Instrument:
    """Notes marked by hand among notes that Word counts."""
    notes = [Note((p(f"{text} note."),), mark) for text, mark in (("Starred", "*"), ("Counted", "1"), ("Odd", "(7)"))]
    body = (p("Text", notes[0], " and more", notes[1], " and last", notes[2], "."),)
    return Instrument(Metadata(language="eng"), Document("doc", "doc", body=body))


INSTRUMENTS: dict[str, tuple[Callable[[], Instrument], FairCopyOptions]] = {
    **{f"{name}-{labels}": (make, FairCopyOptions(labels=labels)) for name, make in ALL.items() for labels in ("none", "plain", "cited")},
    "faithful": (ALL["communique"], FairCopyOptions(faithful=True)),
    "long": (lambda: long(45), FairCopyOptions()),
    "odd": (odd, FairCopyOptions()),
    "odd-backwards": (lambda: odd(odd_labels()[::-1]), FairCopyOptions()),
    "tangled": (tangled, FairCopyOptions()),
    "deep": (deep, FairCopyOptions()),
    "starred": (starred, FairCopyOptions()),
    **{f"shuffled-{seed}": (partial(shuffled, seed), FairCopyOptions()) for seed in range(8)},
}  # fmt: skip


@pytest.fixture(scope="module")
def drawn(judge: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every instrument as LibreOffice draws it: NAME.pdf, and NAME.txt with labels in logical order."""
    soffice = judge("soffice", "libreoffice-writer-nogui")
    folder = tmp_path_factory.mktemp("docx")
    for name, (make, options) in INSTRUMENTS.items():
        made = DocxWriter().write(make(), DocxOptions(labels=options.labels, faithful=options.faithful))
        (folder / f"{name}.docx").write_bytes(made.value)
    files = sorted(str(f) for f in folder.glob("*.docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for target in ("pdf", "txt:Text (encoded):UTF8"):
        command = [soffice, profile, "--headless", "--convert-to", target, "--outdir", str(folder), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


def pages(drawn: Path, name: str, judge: Callable[[str, str], str]) -> str:
    command = [judge("pdftotext", "poppler-utils"), "-layout", str(drawn / f"{name}.pdf"), "-"]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def opening(line: Line) -> str:
    """A line without spaces, up to its first note call or line break."""
    before = takewhile(lambda part: not isinstance(part, Note | Break), line.content)
    return flat(line.label + text_of(tuple(before)))


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_labels_are_those_of_the_fair_copy(drawn: Path, name: str) -> None:
    make, options = INSTRUMENTS[name]
    text = (drawn / f"{name}.txt").read_text("utf-8-sig")
    shown = [line for line in map(flat, text.splitlines()) if line]
    # The heading of an annex, a part or an article stands on a line of its own, below its number.
    found = iter([one + other for one, other in zip(shown, [*shown, ""][1:], strict=True)])
    for line in fair_copy(make(), options).lines:
        start = opening(line)
        assert not start or any(one.startswith(start) for one in found), f"no paragraph begins {start[:60]!r}"


def test_labels_stand_before_their_lines_in_pages(drawn: Path, judge: Callable[[str, str], str]) -> None:
    text = flat(pages(drawn, "odd", judge))
    at = 0
    for line in fair_copy(odd()).lines:
        if re.search(r"[\u0590-\u06ff]", line.label):
            continue  # the order of right-to-left text in a PDF is not that of reading
        found = text.find(flat(line.label + text_of(line.content)), at)
        assert found >= 0, line.label
        at = found + 1
    assert len(odd_labels()) >= 36


def test_unnumbered_lines_show_no_number(drawn: Path) -> None:
    text = (drawn / "communique-none.txt").read_text("utf-8-sig")
    assert re.search(r"(?m)^Reaffirmed their", text)
    assert not re.search(r"(?m)^\s*\d+\.", text)


def test_fields_show_the_numbers_cited(drawn: Path, judge: Callable[[str, str], str]) -> None:
    assert "recalled paragraph 1 above" in pages(drawn, "communique-plain", judge)
    ten = " ".join(pages(drawn, "tangled", judge).split())
    assert "ten, under article 6, or Article 6 or paragraph 9 and subparagraph 9.2" in ten
    assert "as set out in paragraph 5" in " ".join(pages(drawn, "long", judge).split())


def test_pages_have_heads_and_feet(drawn: Path, judge: Callable[[str, str], str]) -> None:
    text = pages(drawn, "resolution-plain", judge)
    first, second = text.split("\f")[:2]
    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in second
    assert second.split("\n")[0].split() == ["Order", "and", "quiet", "A/RES/79/1"]
    assert "Error" not in text


def test_notes_stand_at_the_foot_of_their_page(drawn: Path, judge: Callable[[str, str], str]) -> None:
    first = " ".join(pages(drawn, "resolution-plain", judge).split("\f")[0].split())
    assert first.index("10 December 2024") < first.index("See Official Records") < first.index("In writing.")
    assert "78/11 of 10 December" in first  # the call 1 follows "78/1"


def test_printed_marks_of_notes_stand_once(drawn: Path, judge: Callable[[str, str], str]) -> None:
    text = " ".join(pages(drawn, "starred", judge).split())
    assert re.search(r"Text\* and more1 and last\(7\)\.", text)
    assert re.search(r"[^*]\* Starred note\.", text)
    assert re.search(r"[^\d]1 Counted note\.", text)


def test_empty_instrument_is_a_page(drawn: Path, judge: Callable[[str, str], str]) -> None:
    assert "Page 1 of 1" in pages(drawn, "empty-plain", judge)
