"""House styles: read with all their faults told, and followed by the page."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import jsonschema
import msgspec
import pytest

import engross.styles.families
import engross_schemas
import instruments
from engross.diagnostics import EngrossError
from engross.faircopy import fair_copy
from engross.model import Instrument, text_of
from engross.styles import BUILT_IN, FAMILIES, HouseStyle, Letters, house_style, installed, schema
from engross.writers.pdf import PdfOptions, PdfWriter
from instruments import clause
from writers.pdf_texts import flow, instrument, prose, read_pages, run

Judge = Callable[[str, str], str]
FOLDER = Path(engross.styles.__file__).parent


def words(what: Instrument, style: str, judge: Judge) -> list[tuple[str, float, float]]:
    """(word, left, top) of the words of the first page, in points."""
    data = PdfWriter().write(what, PdfOptions(style=style)).value
    page = run(judge("pdftotext", "poppler-utils"), "-bbox", "-l", "1", "-", "-", data=data)
    found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)</word>', page)
    return [(word, float(x), float(y)) for x, y, word in found]


def place(of: str, among: list[tuple[str, float, float]]) -> tuple[float, float]:
    return next((x, y) for word, x, y in among if word == of)


def test_the_file_of_the_default_says_what_the_schema_says() -> None:
    text = (FOLDER / "engross.toml").read_text(encoding="utf-8")
    assert house_style(text) == house_style("engross") == HouseStyle()
    named = {line.partition("=")[0].strip(" #") for line in text.splitlines() if re.match(r"(# )?[a-z-]+ =", line)}
    tables = [field.type for field in msgspec.structs.fields(HouseStyle)]
    assert named == {field.encode_name for table in tables for field in msgspec.structs.fields(table)}


def test_the_schema_is_the_file_and_knows_the_styles() -> None:
    text = engross_schemas.path("style.schema.json").read_bytes()
    assert text == schema()
    judge = jsonschema.Draft202012Validator(json.loads(text))
    for name in BUILT_IN:
        judge.validate(tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))
    for bad in ({"colour": 1}, {"sizes": {"text": 300}}, {"headings": {"title": {"face": "thin"}}}):
        assert not judge.is_valid(bad)


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_built_in_style_is_there(name: str) -> None:
    assert isinstance(house_style(name), HouseStyle)
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(BUILT_IN)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# mine\n[sizes]\n\ntxt = 3\n", "line 4: unknown key 'txt': there are text, leading, small"),
        ("[sizes]\ntext = 300", "line 2: sizes.text: expected `float` <= 48.0"),
        ("colour = 1", "line 1: unknown key 'colour': there are fonts, sizes, margins"),
        (
            "[fonts]\nword = 'Cambria'\ntext = 'Arial'",
            "line 3: fonts: there is no family 'Arial': there are Source Serif 4",
        ),
        ("[fonts]\nweb = ['Georgia', 'a;b']", "line 2: fonts.web: no name of a font: letters, digits"),
        ("[leads]\nface = 'italic'\n[colours]\nred = 1", "line 3: unknown key 'colours'"),
        ("[headings]\ntitle = { fce = 3 }", "line 2: unknown key 'fce': there are face, align, before"),
        ("[headings.title]\n\nfce = 3", "line 3: unknown key 'fce'"),
        ("headings.title.face = 3", "line 1: headings.title.face: expected `str`"),
        ("[running]\nnear = ''\nfoot = '{pge}'", "line 3: running: there is no field {pge}: there are title, symbol"),
        ("[text]\nalign = 'up'", "line 2: text.align: invalid enum value 'up'"),
        ("[sizes\n", "no TOML: Expected ']' at the end of a table declaration (at line 1, column 7)"),
        ("house", "there is no style 'house': there are engross, un, treaty, brief"),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(EngrossError, match=re.escape(told)):
        house_style(text)
    with pytest.raises(EngrossError):
        PdfWriter().write(instruments.communique(), PdfOptions(style=text))


@pytest.mark.parametrize("style", BUILT_IN)
@pytest.mark.parametrize("name", ["resolution", "treaty", "arabic", "communique"])
def test_no_style_loses_a_word(name: str, style: str, judge: Judge) -> None:
    what = instruments.ALL[name]()
    data = PdfWriter().write(what, PdfOptions(style=style)).value
    text = "".join(flow(read_pages(judge("pdftotext", "poppler-utils"), data)).split())
    for line in fair_copy(what).lines:
        for word in (line.label, *text_of(line.content).split()) if line.table is None else ():
            assert "".join(word.split()) in text, word


def test_indented_numbers_stand_before_a_text_that_goes_on_below_them(judge: Judge) -> None:
    style = "[clauses]\nnumbers = 'indented'\nindent = 30"
    page = words(instrument(clause("1.", "Decides", " " + prose(60))), style, judge)
    left, top = place("1.", page)
    below = [x for _, x, y in page if top + 5 < y < top + 60]
    assert left == pytest.approx(min(below) + 30, abs=1)
    assert len([x for x in below if x < left - 25]) >= 2, "each line begins at the margin"


def test_signatories_stand_side_by_side(judge: Judge) -> None:
    alone, beside = (words(instruments.treaty(), s, judge) for s in ("engross", "treaty"))
    signed = [text_of(line.content) for line in fair_copy(instruments.treaty()).lines if line.role == "signature"]
    assert len(signed) >= 2
    lasts = [line.split()[-1] for line in signed[:2]]
    (_, one), (_, two) = (place(word, alone) for word in lasts)
    assert two > one
    (left, first), (right, second) = (place(word, beside) for word in lasts)
    assert first == pytest.approx(second, abs=0.5)
    assert right > left + 100


def test_the_masthead_is_a_table_of_two_parts(judge: Judge) -> None:
    lines = [line for line in fair_copy(instruments.resolution()).lines if line.role == "masthead"]
    body, symbol = (text_of(line.content).split()[0] for line in lines[:2])
    page = words(instruments.resolution(), "un", judge)
    (near, top), (far, level) = place(body, page), place(symbol, page)
    assert far > near + 150
    assert abs(top - level) < 4


def test_head_and_foot_hold_their_fields(judge: Judge) -> None:
    style = "[running]\nnear = 'No. {symbol}'\nfar = ''\nfoot = '- {page} of {pages} -'\nfirst-page = true"
    data = PdfWriter().write(instruments.resolution(), PdfOptions(style=style)).value
    pages = read_pages(judge("pdftotext", "poppler-utils"), data)
    symbol = fair_copy(instruments.resolution()).symbol
    for number, page in enumerate(pages, 1):
        assert f"No. {symbol}" in page
        assert f"- {number} of {len(pages)} -" in page


def test_sizes_and_margins_are_followed(judge: Judge) -> None:
    plain, wide = (words(instruments.long(3), s, judge) for s in ("engross", "[margins]\nsides = 130\ntop = 40"))
    assert min(x for _, x, _ in wide) == pytest.approx(min(x for _, x, _ in plain) + 44, abs=1)
    assert min(y for _, _, y in wide) < min(y for _, _, y in plain) - 30


def test_a_family_is_embedded_and_one_that_is_not_at_hand_names_its_extra(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fonts(style: str) -> str:
        data = PdfWriter().write(instruments.treaty(), PdfOptions(style=style)).value
        return run(judge("pdffonts", "poppler-utils"), "-", data=data)

    assert "SourceSerif4" in fonts("engross")
    pytest.importorskip("fontpkg_source_sans_3", reason="the font is an extra: engross[source-sans]")
    made = fonts("[fonts]\ntext = 'Source Sans 3'")
    assert "SourceSans3" in made
    assert "SourceSerif4" not in made
    monkeypatch.setattr(engross.styles.families, "find_spec", lambda name: None)
    for name, family in ((n, f) for n, f in FAMILIES.items() if f.extra):
        with pytest.raises(EngrossError, match=re.escape(f"pip install 'engross[{family.extra}]'")):
            installed(name)


def test_every_family_is_an_extra_of_the_package(root: Path) -> None:
    extras = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for name, family in FAMILIES.items():
        if name != HouseStyle().fonts.text:
            assert extras[family.extra][0].startswith(family.package.replace("_", "-"))
            assert re.search(rf"[\[,]{family.extra}[\],]", extras["fonts"][0])


def test_letters_are_told_from_numerals() -> None:
    letters = Letters()
    read = [letters.parted(label, 2) for label in ("(a)", "(h)", "(i)", "(j)", "1.", "(i)", "(ii)", "(aa)", "b.")]
    assert [found[1] if found else "" for found in read] == ["a", "h", "i", "j", "", "", "", "aa", "b"]
