"""Markdown, and text that was pasted with its marks, become a sheet and then an instrument."""

from __future__ import annotations

from engross.diagnostics import Outcome, UnreadableError
from engross.model import Instrument
from engross.readers.decoding import decode, findings
from engross.readers.markdown.blocks import Text
from engross.readers.options import Options
from engross.recognise.sheet import Sheet, read


class MarkdownReader:
    """Reads Markdown and text with its marks."""

    def read(self, data: bytes, name: str, options: Options) -> Outcome[Instrument]:
        """The instrument in a text. Raises UnreadableError for what is empty or no text."""
        return read(sheet_of(data, name), options.language, options.keep_furniture, options.corrections)

    def sheet(self, data: bytes, name: str, options: Options) -> Sheet:
        """The text laid out. Raises UnreadableError as `read` does."""
        return sheet_of(data, name)


def sheet_of(data: bytes, name: str) -> Sheet:
    """The lines of a text, one for each of its own that has words. Raises UnreadableError for what is empty or no text."""
    decoded = decode(data, name)
    text = Text(decoded.text)
    lines = text.read()
    if not any(line.text or line.table for line in lines):
        raise UnreadableError(f"{name}: there is no text in it")
    return Sheet(name, tuple(lines), text.facts, tuple(findings(decoded)), wrapped=True)
