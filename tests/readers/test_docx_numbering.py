"""Every label of lists as odd as Word allows them: as the standard has it, and as LibreOffice draws it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from engross.readers.docx import DocxReader
from engross.registry import ReadOptions

sys.path.insert(0, str(Path(__file__).parent))
from docx_files import abstract, docx, level, listed, num, override, para

STYLE = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/><w:basedOn w:val="Clause"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="Plain"/><w:basedOn w:val="Clause"/><w:pPr><w:numPr>'
    '<w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="numbering" w:styleId="Legal"><w:name w:val="Legal"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
)  # fmt: skip
THREE = (level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "(%3)"))


class Odd(NamedTuple):
    """A file: its lists, its paragraphs, the labels they must have. `unlike`: why LibreOffice draws others."""

    numbering: str
    paragraphs: list[str]
    labels: list[str]
    unlike: str = ""


UNKNOWN = "LibreOffice does not know this format and counts in digits"


def one(format: str, *labels: str, text: str = "%1.", more: str = "", start: int = 1, unlike: str = "") -> Odd:
    """A list of one level."""
    numbering = abstract(0, level(0, format, text, more, start)) + num(1, 0)
    return Odd(numbering, [listed(f"text {n}") for n in range(len(labels))], list(labels), unlike)


def clause(style: str, more: str = "") -> str:
    return para("text", f'<w:pStyle w:val="{style}"/>{more}')


CASES: dict[str, Odd] = {
    "decimal": one("decimal", "1.", "2.", "3."),
    "start": one("decimal", "5.", "6.", start=5),
    "start at nought": one("decimal", "0.", "1.", start=0),
    "upper roman": one("upperRoman", "§ IX", "§ X", "§ XI", text="§ %1", start=9),
    "lower roman": one("lowerRoman", "(xxxix)", "(xl)", "(xli)", text="(%1)", start=39),
    "letters beyond z": one("lowerLetter", "y)", "z)", "aa)", "bb)", text="%1)", start=25),
    "upper letters beyond Z": one("upperLetter", "Z.", "AA.", "BB.", start=26),
    "decimal zero": one("decimalZero", "09.", "10.", "11.", start=9),
    "ordinal": one("ordinal", "1st", "2nd", "3rd", "4th", text="%1"),
    "ordinal teens": one("ordinal", "11th", "12th", "13th", text="%1", start=11),
    "words": one("cardinalText", "Rule One:", "Rule Two:", text="Rule %1:"),
    "words beyond twenty": one("cardinalText", "Twenty", "Twenty-one", text="%1", start=20),
    "ordinal words": one("ordinalText", "First", "Second", "Third", text="%1"),
    "ordinal words beyond twenty": one("ordinalText", "Twentieth", "Twenty-first", text="%1", start=20),
    "no format": one("none", "Preamble", "Preamble", text="Preamble"),
    "none drops its counter": one("none", "Article", "Article", text="Article %1"),
    "arabic letters": one("arabicAlpha", "أ.", "ب.", "ت."),
    "arabic abjad": one("arabicAbjad", "أ.", "ب.", "ج.", "د.", unlike="the standard begins with أ (U+0623), LibreOffice with ا"),
    "hebrew numerals": one("hebrew1", "יד.", "טו.", "טז.", "יז.", start=14),
    "hebrew letters": one("hebrew2", "א.", "ב.", "ג."),
    "russian": one("russianLower", "а)", "б)", "в)", "г)", text="%1)"),
    "chinese": one("chineseCounting", "九、", "十、", "十一、", text="%1、", start=9),
    "chinese thousands": one("chineseCountingThousand", "第九十九条", "第一百条", "第一百零一条", text="第%1条", start=99),
    "stems": one("ideographTraditional", "甲、", "乙、", "丙、", text="%1、"),
    "branches": one("ideographZodiac", "子、", "丑、", text="%1、"),
    "circled": one("decimalEnclosedCircle", "⑲", "⑳", text="%1", start=19),
    "korean": one("ganada", "가.", "나.", "다."),
    "korean digits": one("koreanDigital", "일.", "이."),
    "aiueo": one("aiueoFullWidth", "ア.", "イ."),
    "iroha": one("irohaFullWidth", "イ.", "ロ."),
    "full width": one("decimalFullWidth", "１．", "２．", text="%1．", unlike=UNKNOWN),
    "thai letters": one("thaiLetters", "ก.", "ข."),
    "thai digits": one("thaiNumbers", "๑.", "๒.", unlike=UNKNOWN),
    "devanagari digits": one("hindiNumbers", "१.", "२.", unlike=UNKNOWN),
    "chicago": one("chicago", "*", "†", "‡", "§", "**", text="%1"),
    "in dashes": one("numberInDash", "- 1 -", "- 2 -", text="%1", unlike=UNKNOWN),
    "hexadecimal": one("hex", "9", "A", "B", text="%1", start=9, unlike=UNKNOWN),
    "bullets": Odd(
        abstract(0, level(0, "bullet", "\uf0b7", after='<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'),
                 level(1, "bullet", "–")) + num(1, 0),
        [listed("a"), listed("b", 1), listed("c")], ["•", "–", "•"],
        unlike="a text that LibreOffice writes has bullets of its own by level"),
    "three levels": Odd(
        abstract(0, *THREE) + num(1, 0),
        [listed("t", n) for n in (0, 1, 1, 2, 2, 1, 2, 0, 1)],
        ["1.", "(a)", "(b)", "(i)", "(ii)", "(c)", "(i)", "2.", "(a)"]),
    "text of several levels": Odd(
        abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%1.%2(%3)")) + num(1, 0),
        [listed("t", n) for n in (0, 1, 2, 2, 1, 0, 1, 2)], ["1.", "1.1", "1.1(a)", "1.1(b)", "1.2", "2.", "2.1", "2.1(a)"]),
    "levels backwards": Odd(
        abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%2 of %1")) + num(1, 0),
        [listed("t", n) for n in (0, 1, 1, 0, 1)], ["I.", "1 of I", "2 of I", "II.", "1 of II"]),
    "legal": Odd(
        abstract(0, level(0, "upperRoman", "Article %1"), level(1, "decimalZero", "Section %1.%2", "<w:isLgl/>")) + num(1, 0),
        [listed("t", n) for n in (0, 1, 1, 0, 1)],
        ["Article I", "Section 1.1", "Section 1.2", "Article II", "Section 2.1"],
        unlike="LibreOffice takes the level's own decimalZero, the standard makes every level decimal"),
    "never restarts": Odd(
        abstract(0, level(0, "upperRoman", "Part %1"), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')) + num(1, 0),
        [listed("t", n) for n in (0, 1, 1, 0, 1, 1)], ["Part I", "1.", "2.", "Part II", "3.", "4."],
        unlike="LibreOffice does not know w:lvlRestart (17.9.10)"),
    "restarts after the first level alone": Odd(
        abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."), level(2, "lowerLetter", "(%3)", '<w:lvlRestart w:val="1"/>')) + num(1, 0),
        [listed("t", n) for n in (0, 1, 2, 2, 1, 2, 0, 1, 2)],
        ["1.", "1.1.", "(a)", "(b)", "1.2.", "(c)", "2.", "2.1.", "(a)"],
        unlike="LibreOffice does not know w:lvlRestart (17.9.10)"),
    "start override": Odd(
        abstract(0, *THREE) + num(1, 0) + num(2, 0, override(0, 1)),
        [listed("t"), listed("t"), listed("t", 0, 2), listed("t", 0, 2)], ["1.", "2.", "1.", "2."]),
    "start override of a lower level": Odd(
        abstract(0, *THREE) + num(1, 0) + num(2, 0, override(1, 3)),
        [listed("t", 0, 2), listed("t", 1, 2), listed("t", 1, 2), listed("t", 0, 2), listed("t", 1, 2)],
        ["1.", "(c)", "(d)", "2.", "(c)"],
        unlike="a level that restarts begins with its w:startOverride again (17.9.27); LibreOffice takes it once"),
    "instances share their counter": Odd(
        abstract(0, *THREE) + num(1, 0) + num(2, 0),
        [listed("t"), listed("t", 0, 2), listed("t", 1, 2), listed("t")], ["1.", "2.", "(a)", "3."]),
    "level override": Odd(
        abstract(0, *THREE) + num(1, 0, override(0, None, level(0, "upperLetter", "%1)"))),
        [listed("t"), listed("t", 1), listed("t")], ["A)", "(a)", "B)"]),
    "level and start override": Odd(
        abstract(0, *THREE) + num(1, 0, override(0, 4, level(0, "upperLetter", "%1)"))),
        [listed("t"), listed("t")], ["D)", "E)"]),
    "list by style": Odd(
        abstract(0, level(0, "decimal", "%1.", '<w:pStyle w:val="Clause"/>'), level(1, "lowerLetter", "(%2)", '<w:pStyle w:val="Item"/>')) + num(1, 0),
        [clause("Clause"), clause("Item"), clause("Item"), clause("Plain"), clause("Clause")], ["1.", "(a)", "(b)", "", "2."]),
    "style taken off in the paragraph": Odd(
        abstract(0, level(0, "decimal", "%1.", '<w:pStyle w:val="Clause"/>')) + num(1, 0),
        [clause("Clause"), clause("Clause", '<w:numPr><w:numId w:val="0"/></w:numPr>'), clause("Clause")], ["1.", "", "2."]),
    "numbering style": Odd(
        abstract(0, *THREE, more='<w:styleLink w:val="Legal"/>') + abstract(1, more='<w:numStyleLink w:val="Legal"/>') + num(2, 0) + num(1, 1),
        [listed("t"), listed("t", 1), listed("t")], ["1.", "(a)", "2."]),
    "text between": Odd(
        abstract(0, *THREE) + num(1, 0),
        [listed("t"), para("between"), listed("t"), listed("t", 1), para("between"), listed("t", 1)], ["1.", "", "2.", "(a)", "", "(b)"]),
    "empty numbered paragraph": Odd(
        abstract(0, *THREE) + num(1, 0), [listed("t"), listed(""), listed("t")], ["1.", "2.", "3."]),
    "two lists": Odd(
        abstract(0, *THREE) + abstract(1, level(0, "upperLetter", "%1.")) + num(1, 0) + num(2, 1),
        [listed("t"), listed("t", 0, 2), listed("t"), listed("t", 0, 2)], ["1.", "A.", "2.", "B."]),
    "level skipped": Odd(
        abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3")) + num(1, 0),
        [listed("t"), listed("t", 2), listed("t", 2), listed("t", 1)], ["1.", "1.1.1", "1.1.2", "1.2"]),
    "first level missing": Odd(
        abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")) + num(1, 0),
        [listed("t", 1), listed("t", 1), listed("t", 0)], ["1.1", "1.2", "2."]),
}  # fmt: skip


def made(odd: Odd) -> bytes:
    return docx(odd.paragraphs, {"styles": STYLE, "numbering": odd.numbering})


@pytest.fixture(scope="module")
def drawn(judge: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The paragraphs of every file as LibreOffice shows them, labels first."""
    soffice = judge("soffice", "libreoffice-writer-nogui")
    folder = tmp_path_factory.mktemp("odd")
    for n, odd in enumerate(CASES.values()):
        (folder / f"{n}.docx").write_bytes(made(odd))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{n}.docx") for n in range(len(CASES))]
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(folder),
        *files,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: (folder / f"{n}.txt").read_text("utf-8-sig").rstrip("\n").split("\n") for n, name in enumerate(CASES)}


@pytest.mark.parametrize("name", CASES)
def test_labels_are_those_of_the_standard(name: str) -> None:
    odd = CASES[name]
    sheet = DocxReader().sheet(made(odd), name, ReadOptions())
    assert [line.number for line in sheet.lines] == odd.labels
    assert [len(line.text) > 0 for line in sheet.lines].count(False) == odd.paragraphs.count(listed(""))


@pytest.mark.parametrize("name", CASES)
def test_labels_are_those_that_libreoffice_draws(name: str, drawn: dict[str, list[str]]) -> None:
    odd = CASES[name]
    texts = ["" if "<w:t" not in p else p.split('preserve">')[1].split("<")[0] for p in odd.paragraphs]
    seen = [line.strip().removesuffix(text).strip() for line, text in zip(drawn[name], texts, strict=True)]
    if odd.unlike:
        assert seen != odd.labels, f"LibreOffice now agrees: {odd.unlike}"
    else:
        assert seen == odd.labels
