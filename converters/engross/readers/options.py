"""What the readers of texts are told."""

from __future__ import annotations

from typing import Protocol

from engross.recognise.given import Corrections


class Options(Protocol):
    """`language` is an ISO 639-1 code, "" to find out; `corrections` is what a person says of the lines."""

    @property
    def language(self) -> str: ...

    @property
    def keep_furniture(self) -> bool: ...

    @property
    def corrections(self) -> Corrections: ...
