"""Plain text, as it was found, becomes an instrument: decoded, recognised, dressed, built."""

from __future__ import annotations

from engross.diagnostics import Diagnostic, Outcome, UnreadableError, at
from engross.languages import Language
from engross.model import Instrument
from engross.readers.decoding import decode, findings
from engross.readers.options import Options
from engross.recognise import rules
from engross.recognise.dress import dress
from engross.recognise.given import of_lines
from engross.recognise.held import settled
from engross.recognise.reading import pieces_of
from engross.recognise.tree import build, is_flat, unplaced
from engross.source import SourceText


class TextReader:
    """Reads plain text and Markdown-like text."""

    def read(self, data: bytes, name: str, options: Options) -> Outcome[Instrument]:
        """The instrument in `data`. Raises UnreadableError for what is empty or no text."""
        decoded = decode(data, name)
        source = SourceText(decoded.text, name, decoded.encoding)
        outcome = read(source, options)
        return Outcome(outcome.value, (*findings(decoded), *outcome.found))


def read(source: SourceText, options: Options, spoken: Language | None = None) -> Outcome[Instrument]:
    """The instrument in a decoded text whose line ends are all LF. Raises UnreadableError when it is blank.

    spoken: a language with lead phrases of its own, instead of the one that `options` name (see `reading.pieces_of`)."""
    if not source.text or source.text.isspace():
        raise UnreadableError(f"{source.name}: there is no text in it")
    said = options.corrections
    given = of_lines(said, source.text.split("\n"), source.starts) if said.statements else None
    reading = pieces_of(source, spoken or options.language, given=given)
    language, found = reading.language, list(reading.found)
    pieces = settled(reading.pieces, language, source.text, given)
    del reading  # what the search knew of every line takes more room than the text
    dressed = dress(pieces, language)
    document = build(pieces, dressed, language, options.keep_furniture)
    found += dressed.found
    for piece in unplaced(pieces):
        shown = f"{piece.look} line among the clauses: {rules.shown(piece.text)}"
        found.append(at(source, piece.spans[0], rules.UNPLACED, shown))
    if is_flat(pieces):
        found.append(Diagnostic(rules.FLAT, "no structure was recognised: the text is kept as plain paragraphs"))
    return Outcome(Instrument(dressed.metadata, document), tuple(found))
