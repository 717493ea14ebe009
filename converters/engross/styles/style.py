"""The schema of a house style: every key, what it may be, and what it is unless told. `engross.toml` explains each."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from msgspec import Meta, Struct

from engross.styles.families import FAMILIES

Align = Literal["justified", "ragged", "centred", "far"]
Face = Literal["regular", "italic", "semibold", "semibold-italic", "bold", "bold-italic"]

# Bounds within which a sheet of A4 or Letter can still be set. All lengths are points.
Size = Annotated[float, Meta(ge=5.0, le=48.0)]
Leading = Annotated[float, Meta(ge=5.0, le=72.0)]
Margin = Annotated[float, Meta(ge=36.0, le=160.0)]
Indent = Annotated[float, Meta(ge=0.0, le=90.0)]
Space = Annotated[float, Meta(ge=0.0, le=4.0)]
# A name that can stand in every format as it is.
FontName = Annotated[str, Meta(pattern=r"^[\w .+-]{1,60}$")]

FIELDS = ("title", "symbol", "date", "page", "pages", "page-of-pages")
_FIELD = re.compile(r"\{([^{}]*)\}")


class _Table(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """One table of the file."""


class Fonts(_Table, frozen=True):
    """Families of the Latin script. word: "" for the same as `text`."""

    text: str = "Source Serif 4"
    word: Annotated[str, Meta(pattern=r"^[\w .+-]{0,60}$")] = "Times New Roman"
    web: tuple[FontName, ...] = ()

    def __post_init__(self) -> None:
        if self.text not in FAMILIES:
            raise ValueError(f"there is no family {self.text!r}: there are {', '.join(FAMILIES)}")


class Sizes(_Table, frozen=True):
    text: Size = 11.0
    leading: Leading = 14.5
    small: Size = 9.0
    small_leading: Leading = 11.8
    title: Size = 16.0
    title_leading: Leading = 20.5


class Margins(_Table, frozen=True):
    """None: what suits the paper."""

    sides: Margin | None = None
    top: Margin | None = None
    bottom: Margin | None = None


class Text(_Table, frozen=True):
    align: Literal["justified", "ragged"] = "justified"
    space: Space = 0.4
    first_line: Indent = 0.0


class Clauses(_Table, frozen=True):
    numbers: Literal["hanging", "indented"] = "hanging"
    indent: Indent = 22.0
    letters: Literal["regular", "italic"] = "regular"


class Leads(_Table, frozen=True):
    face: Face = "italic"


class Heading(_Table, frozen=True):
    face: Face = "semibold"
    align: Align = "centred"
    before: Space = 1.4


class Headings(_Table, frozen=True):
    title: Heading = Heading()
    division: Heading = Heading()
    article: Heading = Heading("italic")
    section: Heading = Heading("regular")
    annex: Heading = Heading()


class Masthead(_Table, frozen=True):
    form: Literal["lines", "table"] = "lines"


class Signatures(_Table, frozen=True):
    columns: Annotated[int, Meta(ge=1, le=4)] = 1


class Running(_Table, frozen=True):
    """Furniture of the page: texts with fields in braces."""

    near: str = "{title}"
    far: str = "{symbol}"
    foot: str = "{page-of-pages}"
    first_page: bool = False

    def __post_init__(self) -> None:
        for text in (self.near, self.far, self.foot):
            for field in _FIELD.findall(text):
                if field not in FIELDS:
                    raise ValueError(f"there is no field {{{field}}}: there are {', '.join(FIELDS)}")


class HouseStyle(_Table, frozen=True):
    """A whole house style."""

    fonts: Fonts = Fonts()
    sizes: Sizes = Sizes()
    margins: Margins = Margins()
    text: Text = Text()
    clauses: Clauses = Clauses()
    leads: Leads = Leads()
    headings: Headings = Headings()
    masthead: Masthead = Masthead()
    signatures: Signatures = Signatures()
    running: Running = Running()


def filled(text: str, values: dict[str, str]) -> str:
    """A text of the furniture with its fields filled in."""
    return _FIELD.sub(lambda found: values[found[1]], text)


def parted(text: str) -> list[tuple[str, str]]:
    """A text of the furniture as (words, field) pairs: the words before each field; the field of the last is ""."""
    pieces = _FIELD.split(text)
    return [(words, pieces[n + 1] if n + 1 < len(pieces) else "") for n, words in enumerate(pieces) if n % 2 == 0]
