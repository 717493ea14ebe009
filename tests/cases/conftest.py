"""The option that rewrites the case files: `pytest tests/cases --accept`, never in continuous integration."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite what the case files expect by what is found now")
