"""Schemas and rule catalogues of Engross, as data, for those who use them with other tools."""

from __future__ import annotations

from pathlib import Path

__all__ = ["names", "path"]

_FOLDER = Path(__file__).parent


def names() -> list[str]:
    """The names of the files, sorted."""
    return sorted(file.name for file in _FOLDER.iterdir() if file.suffix in (".json", ".toml"))


def path(name: str) -> Path:
    """The file of that name (`instrument.schema.json`). Raises FileNotFoundError for a name there is none of."""
    file = _FOLDER / name
    if name not in names():
        raise FileNotFoundError(f"engross_schemas has no {name!r}: it has {', '.join(names())}")
    return file
