"""The files of `engross_schemas`, which others use without our code."""

from __future__ import annotations

from pathlib import Path

import engross_schemas

FOLDER = Path(engross_schemas.__file__).parent


def published(name: str) -> bytes:
    """The bytes of one of them. (importlib.resources would do, and cost every process fifteen milliseconds.)"""
    return (FOLDER / name).read_bytes()
