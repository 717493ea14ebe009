"""The font families that pages can be set in: those that come along, and those that are extras."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Literal

import msgspec
from msgspec import Struct

from engross.diagnostics import EngrossError
from engross.packaged import packaged


class Family(Struct, frozen=True, forbid_unknown_fields=True):
    """One family. package, and its files: where the font lies; weights, optical: the range of these axes, None where the
    font has no such axis (then bold has files of its own); extra: what installs it, "" when it comes along."""

    kind: Literal["serif", "sans-serif"]
    package: str
    roman: str
    italic: str
    bold: str = ""
    bold_italic: str = ""
    weights: tuple[float, float] | None = None
    optical: tuple[float, float] | None = None
    extra: str = ""


FAMILIES: dict[str, Family] = msgspec.json.decode(packaged("styles", "families.json"), type=dict[str, Family])


def installed(name: str) -> Family:
    """A family whose font is at hand. Raises EngrossError that names the extra when it is not."""
    family = FAMILIES[name]
    if family.extra and find_spec(family.package) is None:
        raise EngrossError(
            f"style: the family {name!r} is not installed: pip install 'engross[{family.extra}]', or name another in fonts.text"
        )
    return family
