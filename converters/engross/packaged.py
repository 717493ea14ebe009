"""Files that lie in the package. (importlib.resources would do, and cost every process fifteen milliseconds.)"""

from __future__ import annotations

import os

_ROOT = os.path.dirname(__file__)


def packaged(*names: str) -> bytes:
    """The bytes of a file below the package: packaged("languages", "fixed.json"). Raises FileNotFoundError."""
    with open(os.path.join(_ROOT, *names), "rb") as file:
        return file.read()
