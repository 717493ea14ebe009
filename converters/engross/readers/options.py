"""What readers are told, and what they are lent: programs of others, which only the command line and the library start."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol

from engross.recognise.given import Corrections


class Picture(NamedTuple):
    """A page as a picture: a byte of grey for each dot, row by row from the top; `dpi` is dots an inch."""

    dots: bytes
    width: int
    height: int
    dpi: int


class Word(NamedTuple):
    """A word that was seen on a picture. Places in dots from the left and from the top, `base` that of its baseline;
    `line` counts the lines of the picture, in reading order; `sure` is from 0 to 100."""

    text: str
    left: float
    right: float
    base: float
    size: float
    line: int
    sure: float


class Seen(NamedTuple):
    """What was seen on a picture, upright: its words, its size in dots, and in what language it was read (its code)."""

    words: list[Word]
    width: int
    height: int
    language: str


class Ocr(Protocol):
    """Reads pictures of pages. `name` is what it goes by in messages."""

    @property
    def name(self) -> str: ...

    def read(self, pictures: Iterable[Picture], language: str, source: str) -> Iterator[Seen]:
        """What is on each picture. `language` is an ISO 639-1 code, "" to find out from the first one; `source` is what
        messages call the file. Raises UnreadableError: the program or its data for the language are not installed."""


class Office(Protocol):
    """Makes a Word file of a file of another word processor. `name` is what it goes by in messages."""

    @property
    def name(self) -> str: ...

    def word_file(self, data: bytes, suffix: str, source: str) -> bytes:
        """The bytes as .docx; `suffix` (".odt") is what kind of file they are. Raises UnreadableError."""


class Aids(NamedTuple):
    """What a reader is lent: None for what is not at hand. `watch` is told how many pages of how many are done."""

    ocr: Ocr | None = None
    office: Office | None = None
    watch: Callable[[int, int], None] | None = None


class Options(Protocol):
    """`language` is an ISO 639-1 code, "" to find out; `corrections` is what a person says of the lines."""

    @property
    def language(self) -> str: ...

    @property
    def keep_furniture(self) -> bool: ...

    @property
    def corrections(self) -> Corrections: ...

    @property
    def aids(self) -> Aids: ...
