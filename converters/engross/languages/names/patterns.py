"""Regular expressions compiled when they are first wanted: a process that reads one text needs few of them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, cast


class _Later:
    """Stands for a compiled pattern; its methods are those of the pattern, looked up once each."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        made = getattr(re.compile(self._pattern, self._flags), name)
        setattr(self, name, made)
        return made


@cache
def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled when one of its methods is first asked for; the same pattern is made once a process."""
    return cast("re.Pattern[str]", _Later(pattern, flags))
