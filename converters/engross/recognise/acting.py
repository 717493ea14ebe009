"""Who acts: a line of its own that names the body or the parties and does nothing else ends the preface, where the
standard has its authorities; a sentence that says what they did stays in the preamble."""

from __future__ import annotations

from itertools import groupby

from msgspec import structs

from engross.languages.names import Names
from engross.model import Block, Container, Document, Formula, Inline, Mark, Paragraph, Recitals, text_of

PreamblePart = Recitals | Formula | Container | Block
SIGNS = " ,،，、:：;.*_“”\"'’()"
ENDS = ".!?。"
"""Ends of sentences that say what somebody did."""


def prefaced(document: Document, names: Names) -> Document:
    """The document, the lines that open its preamble and only name who acts moved to the end of its preface. The order
    of all lines stays as it was."""
    moved: list[Formula | Container] = []
    rest: list[PreamblePart] = []
    for n, part in enumerate(document.preamble):
        named, other = _parted(part, names)
        moved += [named] if named else []
        if other:
            rest = [other, *document.preamble[n + 1 :]]
            break
    if not moved:
        return document
    return structs.replace(document, preface=(*document.preface, *moved), preamble=tuple(rest))


def _parted(part: PreamblePart, names: Names) -> tuple[Formula | Container | None, PreamblePart | None]:
    """What of a part of the preamble only names who acts, and what comes after that."""
    if not isinstance(part, Formula | Container) or (isinstance(part, Container) and part.name != "chapeau"):
        return None, part
    blocks = part.blocks
    count = next((n for n, block in enumerate(blocks) if not _only_names(block, names)), len(blocks))
    if isinstance(part, Formula) and count < len(blocks):
        return None, part
    named = structs.replace(part, blocks=blocks[:count]) if count else None
    return named, structs.replace(part, blocks=blocks[count:]) if count < len(blocks) else None


def _only_names(block: Block | Container, names: Names) -> bool:
    """Whether a line says who acts, and beside that at most how it is styled ("hereinafter …") or where it meets."""
    if not isinstance(block, Paragraph) or text_of(block.content).rstrip()[-1:] in ENDS:
        return False
    styled, named = names.head("styled"), False
    for is_name, run in groupby(block.content, _is_authority):
        named = named or is_name
        words = "" if is_name else text_of(tuple(run)).strip(SIGNS)
        if any(c.isalpha() for c in words) and not styled.fullmatch(words):
            return False
    return named


def _is_authority(inline: Inline) -> bool:
    return isinstance(inline, Mark) and inline.element == "docAuthority"
