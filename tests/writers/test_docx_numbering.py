"""The labels of Word files as Word itself counts them: a small reading of ISO/IEC 29500-1, 17.9, apart from the writer's."""

from __future__ import annotations

import io
import zipfile
from functools import partial

import pytest
from lxml import etree

from engross.faircopy import fair_copy
from engross.model import Document, Instrument, Metadata, text_of
from engross.writers.docx import DocxOptions, DocxWriter
from instruments import ALL, clause, long
from writers.test_docx_labels import deep, odd, shuffled, tangled

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9


class Level:
    def __init__(self, element: etree._Element) -> None:
        self.start = int(value(element, "start"))
        self.format = value(element, "numFmt")
        self.text = value(element, "lvlText")


def value(element: etree._Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    assert child is not None
    return child.get(f"{W}val") or ""


def drawn(format_: str, n: int) -> str:
    """A counter as Word draws it, for the formats that have a rule; the others are looked at in LibreOffice."""
    match format_:
        case "decimal":
            return str(n)
        case "decimalZero":
            return f"{n:02d}"
        case "lowerLetter":
            return chr(97 + (n - 1) % 26) * ((n - 1) // 26 + 1)
        case "upperLetter":
            return drawn("lowerLetter", n).upper()
        case "lowerRoman":
            steps = (
                (500, "d"),
                (400, "cd"),
                (100, "c"),
                (90, "xc"),
                (50, "l"),
                (40, "xl"),
                (10, "x"),
                (9, "ix"),
                (5, "v"),
                (4, "iv"),
                (1, "i"),
            )
            out = ""
            for step, mark in steps:
                out += mark * (n // step)
                n %= step
            return out
        case "upperRoman":
            return drawn("lowerRoman", n).upper()
    series = _SERIES.get(format_, "").split()
    return series[n - 1] if n <= len(series) else f"<{format_} {n}>"


# The beginnings of Word's other series.
_SERIES = {
    "arabicAlpha": "أ ب ت ث ج ح خ د ذ ر", "arabicAbjad": "أ ب ج د ه و ز ح ط ي", "hebrew1": "א ב ג ד ה ו ז ח ט י יא יב יג יד טו טז",
    "russianLower": "а б в г д е ж з и к", "chineseCountingThousand": "一 二 三 四 五 六 七 八 九 十 十一 十二",
    "decimalEnclosedCircle": "① ② ③ ④ ⑤", "ideographTraditional": "甲 乙 丙 丁", "ganada": "가 나 다 라",
}  # fmt: skip


class Word:
    """Word's counters: the instances of a list share them; an instance with a start of its own begins there when it is
    first used; a level begins again after every higher one."""

    def __init__(self, numbering: etree._Element) -> None:
        self.lists = {
            e.get(f"{W}abstractNumId"): {int(x.get(f"{W}ilvl") or 0): Level(x) for x in e.iter(f"{W}lvl")}
            for e in numbering.iter(f"{W}abstractNum")
        }
        self.instances = {}
        for e in numbering.iter(f"{W}num"):
            starts = {int(x.get(f"{W}ilvl") or 0): int(value(x, "startOverride")) for x in e.iter(f"{W}lvlOverride")}
            self.instances[e.get(f"{W}numId")] = (value(e, "abstractNumId"), starts)
        self.counts: dict[str, list[int]] = {key: [0] * LEVELS for key in self.lists}
        self.used: set[tuple[str, int]] = set()

    def label(self, instance: str, level: int) -> str:
        of, starts = self.instances[instance]
        levels, counts = self.lists[of], self.counts[of]
        if level in starts and (instance, level) not in self.used:
            counts[level] = starts[level]
        else:
            counts[level] = counts[level] + 1 if counts[level] else starts.get(level, levels[level].start)
        self.used.add((instance, level))
        counts[level + 1 :] = [0] * (LEVELS - level - 1)
        text = levels[level].text
        for n in range(level + 1):
            if f"%{n + 1}" in text:
                assert counts[n], "Word would put the start of a level here that was never counted"
                text = text.replace(f"%{n + 1}", drawn(levels[n].format, counts[n]))
        return text


def labels_in_word(data: bytes) -> list[tuple[str, str]]:
    """Label and text of every paragraph, typed labels among the text."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        document, styles, numbering = (
            etree.fromstring(file.read(f"word/{n}.xml")) for n in ("document", "styles", "numbering")
        )
    word = Word(numbering)
    linked = {s.get(f"{W}styleId"): s.find(f"{W}pPr/{W}numPr") for s in styles.iter(f"{W}style")}
    out = []
    for paragraph in document.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        place = paragraph.find(f"{W}pPr/{W}numPr")
        if place is None and style is not None:
            place = linked[style.get(f"{W}val")]
        label = "" if place is None else word.label(value(place, "numId"), int(value(place, "ilvl")))
        out.append((label, "".join(t.text or "" for t in paragraph.iter(f"{W}t"))))
    return out


INSTRUMENTS = {
    **ALL,
    "long": partial(long, 60), "tangled": tangled, "deep": deep,
    "odd": odd,
    **{f"shuffled {seed}": partial(shuffled, seed) for seed in range(100)},
}  # fmt: skip


@pytest.mark.parametrize("name", INSTRUMENTS)
@pytest.mark.parametrize("labels", ["none", "plain", "cited"])
def test_word_counts_to_the_labels_of_the_fair_copy(name: str, labels: str) -> None:
    options = DocxOptions(labels=labels)  # type: ignore[arg-type]
    made = INSTRUMENTS[name]()
    shown = iter(labels_in_word(DocxWriter().write(made, options).value))
    for line in fair_copy(made, options).lines:
        if line.table is not None or not (line.label or line.content):
            continue
        # A label that no list can hold (too long, a "%1") is typed before the text.
        text = text_of(line.content).split("\n")[0]
        assert any(
            (label == line.label or (not label and got.startswith(line.label))) and text[:30] in got
            for label, got in shown
        ), f"{line.label!r} {text[:30]!r}"


def test_ordinary_series_need_no_help() -> None:
    """A plain document has one instance a list: nothing starts over, nothing is literal."""
    data = DocxWriter().write(long(200), DocxOptions()).value
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        numbering, document = file.read("word/numbering.xml"), file.read("word/document.xml")
    assert numbering.count(b"<w:num ") == 2
    assert b"startOverride" not in numbering
    assert b"<w:numPr>" not in document


@pytest.mark.parametrize(
    ("series", "format_", "text"),
    [
        ("PP1 PP2", "decimal", "PP%1"), ("OP1 OP2 OP3", "decimal", "OP%1"), ("a) b) c)", "lowerLetter", "%1)"),
        ("i. ii. iii.", "lowerRoman", "%1."), ("I. II. III.", "upperRoman", "%1."), ("i.", "lowerRoman", "%1."),
        ("h) i) j)", "lowerLetter", "%1)"), ("y z aa bb", "lowerLetter", "%1"), ("أ ب ت", "arabicAlpha", "%1"),
        ("ب ج د ه", "arabicAbjad", "%1"), ("א. ב.", "hebrew1", "%1."), ("一、 二、 三、", "chineseCountingThousand", "%1、"),
        ("（十九） （二十） （二十一）", "chineseCountingThousand", "（%1）"), ("第一条 第二条", "chineseCountingThousand", "第%1条"),
        ("а) б) в)", "russianLower", "%1)"), ("§1 §2", "decimal", "§%1"), ("• •", "none", "•"),
    ],
)  # fmt: skip
def test_a_series_is_counted_in_its_own_format(series: str, format_: str, text: str) -> None:
    body = tuple(clause(label, "", "text") for label in series.split())
    data = DocxWriter().write(Instrument(Metadata(), Document("doc", "doc", body=body)), DocxOptions()).value
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        numbering = etree.fromstring(file.read("word/numbering.xml"))
    level = Level(next(numbering.iter(f"{W}lvl")))
    assert (level.format, level.text) == (format_, text)
