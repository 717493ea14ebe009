"""The door for programs: `engross.read`, `write` and `convert`."""

from __future__ import annotations

from pathlib import Path

import pytest

import engross
from engross.library import facts_in, write_all

from .conftest import TEXT


@pytest.fixture
def quiet() -> engross.Instrument:
    return engross.read(TEXT.encode()).value


def test_reading_bytes_gives_an_instrument_and_what_was_found() -> None:
    outcome = engross.read(TEXT.encode())
    assert isinstance(outcome, engross.Outcome)
    assert isinstance(outcome.value, engross.Instrument)
    assert outcome.value.metadata.place == "Zenda"
    assert [clause.number.text for clause in outcome.value.document.body] == ["1.", "2.", "3."]  # type: ignore[union-attr]


def test_reading_a_path_takes_the_facts_beside_it(text: Path) -> None:
    text.with_name("about.toml").write_text('country = "xx-cg"\nsymbol = "CG/1"\n', encoding="utf-8")
    for path in (text, str(text)):
        metadata = engross.read(path, facts={"symbol": "CG/2"}).value.metadata
        assert (metadata.country, metadata.symbol) == ("xx-cg", "CG/2")


def test_findings_name_places_from_line_one() -> None:
    found = engross.read(f"NEWSLETTER\n\n{TEXT}".encode(), name="page").found
    places = [d.start for d in found if d.rule.code == "furniture"]
    assert (1, 1) in places


@pytest.mark.parametrize(
    ("source", "format", "said"),
    [
        (b"", "", "empty"),
        (b"x", "odt", "there is no format 'odt'"),
        (b"x", "pdf", "this is no PDF"),
        ("no/such/file", "", "no/such/file: there is no such file"),
        (".", "", ".: is a folder"),
        ("a\0b", "", "is no name of a file"),
    ],
)
def test_what_cannot_be_read_raises(source: bytes | str, format: str, said: str) -> None:
    with pytest.raises(engross.EngrossError, match=said):
        engross.read(source, format)


def test_unreadable_is_an_engross_error() -> None:
    with pytest.raises(engross.UnreadableError):
        engross.read(b"")


@pytest.mark.parametrize(
    ("facts", "said"), [({"titel": "x"}, "facts: there is no fact 'titel'"), ({"date": "May"}, "facts: date must be")]
)
def test_facts_are_checked(facts: dict[str, str], said: str) -> None:
    with pytest.raises(engross.EngrossError, match=said):
        engross.read(TEXT.encode(), facts=facts)


def test_a_scheme_is_one_that_exists() -> None:
    with pytest.raises(engross.EngrossError, match="no numbering scheme 'greek': use one of un,"):
        engross.read(TEXT.encode(), scheme="greek")
    (first, *_) = engross.read(TEXT.encode(), scheme="outline").value.document.body
    assert first.number.text == "I."  # type: ignore[union-attr]


def test_furniture_can_be_kept() -> None:
    kept = engross.read(f"NEWSLETTER\n\n{TEXT}".encode(), keep_furniture=True).value
    assert b"NEWSLETTER" in engross.write(kept, "text").value


def test_writing_takes_the_settings_of_the_format(quiet: engross.Instrument) -> None:
    assert b"OP1 Reaffirmed" in engross.write(quiet, "text", labels="cited").value
    with pytest.raises(engross.EngrossError, match="akn has no setting 'labels'"):
        engross.write(quiet, "akn", labels="cited")
    with pytest.raises(engross.EngrossError, match="text: Invalid enum value 'roman'"):
        engross.write(quiet, "text", labels="roman")


def test_converting_in_one_step_is_reading_and_writing(quiet: engross.Instrument) -> None:
    assert engross.convert(TEXT.encode(), "text", "akn").value == engross.write(quiet, "akn").value
    dated = engross.convert(TEXT.encode(), "text", "akn", produced="2026-01-02", facts={"country": "xx-cg"}).value
    assert b'date="2026-01-02"' in dated
    assert b'"xx-cg"' in dated


def test_writing_all_gives_each_what_it_gives_alone(quiet: engross.Instrument) -> None:
    made = dict(write_all(quiet, ["docx", "akn", "text", "akn", "pdf"], produced="2026-01-02", width=40))
    assert list(made) == ["docx", "akn", "text", "pdf"]
    for target, outcome in made.items():
        settings = {"width": 40} if target == "text" else {}
        assert outcome.value == engross.write(quiet, target, produced="2026-01-02", **settings).value, target


def test_writing_all_refuses_a_setting_that_nobody_has(quiet: engross.Instrument) -> None:
    with pytest.raises(engross.EngrossError, match="akn and text have no setting 'paper'"):
        next(write_all(quiet, ["akn", "text"], paper="a4"))


def test_facts_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "about.toml"
    path.write_text('# é\ntitle = "T"\ndate = 2025-05-05\nkeywords = ["a", "b"]\n', encoding="utf-8")
    assert facts_in(path) == {"title": "T", "date": "2025-05-05", "keywords": "a, b"}
    path.write_bytes(b'title = "\xe9"\n')
    with pytest.raises(engross.EngrossError, match="is not UTF-8"):
        facts_in(path)


def test_the_package_says_what_it_has() -> None:
    assert set(engross.__all__) <= set(dir(engross))
    for name in engross.__all__:
        assert getattr(engross, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        engross.nothing  # noqa: B018
