"""The tables of names: made from their sources, the same every time, and fit for every language."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from engross.diagnostics import EngrossError
from engross.languages import index, names
from engross.languages.names import compile as sources
from engross.recognise.entities import RESERVED, structural

FOLDER = files("engross.languages.names")
STATES = tomllib.loads(FOLDER.joinpath("states.toml").read_text(encoding="utf-8"))["states"].split()


@pytest.mark.parametrize("code", sorted(index()))
def test_every_state_is_named_in_every_language(code: str) -> None:
    table = names.load(code)
    found = {value for kind, value in zip(table.kinds, table.values, strict=True) if kind in ("state", "acronym")}
    states = {key for key, known in table.entities.items() if known.href.upper() in STATES}
    assert len(states) == len(STATES) == 195
    assert states <= found


@pytest.mark.parametrize("code", sorted(index()))
def test_every_month_is_found(code: str) -> None:
    table = names.load(code)
    months = {v for k, v in zip(table.kinds, table.values, strict=True) if k == "month"}
    assert months - {"zh"} == {f"{n:02d}" for n in range(1, 13)}
    assert ("zh" in months) == (code == "zh")


@pytest.mark.parametrize("code", sorted(index()))
def test_keys_are_none_that_the_structure_could_want(code: str) -> None:
    keys = names.load(code).entities
    assert not keys.keys() & RESERVED
    assert not [key for key in keys if structural(key)]


def test_every_value_stands_for_something() -> None:
    table = names.load("en")
    for kind, value in zip(table.kinds, table.values, strict=True):
        if kind in ("state", "acronym", "body"):
            assert value in table.entities
        if kind == "treaty":
            assert value in table.cited
        if kind == "instrument":
            assert value in {i.name for i in table.instruments}


def test_the_tables_are_those_of_their_sources(tmp_path: Path) -> None:
    pytest.importorskip("babel", reason="Babel makes the tables")
    made = sources.compile_tables(tmp_path)
    again = {path.name: path.read_bytes() for path in sources.compile_tables(tmp_path / "again")}
    assert {path.name: path.read_bytes() for path in made} == again
    tables = files("engross.languages").joinpath("tables")
    assert all(tables.joinpath(name).read_bytes() == data for name, data in again.items())


def test_without_tables_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*path: str) -> bytes:
        raise FileNotFoundError("/".join(path))

    monkeypatch.setattr(names, "packaged", missing)
    names.load.cache_clear()
    try:
        with pytest.raises(EngrossError, match=r"python -m engross\.languages\.names\.compile"):
            names.load("en")
    finally:
        names.load.cache_clear()


def test_a_language_without_a_table_is_read_with_english_names() -> None:
    assert names.load("xx").code == "en"


@pytest.mark.parametrize(
    ("code", "printed", "name"),
    [
        ("en", "Joint Communique'", "jointCommunique"),
        ("en", "CHAIR’S STATEMENT", "chairStatement"),
        ("fr", "Résolution", "resolution"),
        ("ru", "Соглашение", "agreement"),
        ("zh", "联合公报", "jointCommunique"),
        ("en", "Recipe", ""),
    ],
)
def test_a_kind_has_one_name_in_every_language(code: str, printed: str, name: str) -> None:
    assert names.load(code).name_of_kind(printed) == name
