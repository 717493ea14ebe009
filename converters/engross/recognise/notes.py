"""Footnotes joined to their calls in the text: "[1]", "¹", or the note's own "*"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engross.model import Content, Inline, Note, Paragraph

if TYPE_CHECKING:
    from engross.recognise.tree import Part

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
OPENING = re.compile(r"\s*(?:\[\^?(\d{1,3})\]:?|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|(\d{1,3})[.)]?(?=\s)|(\*{1,3}))\s*")
CALL = re.compile(r"\[\^?(\d{1,3})\]|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|(?<=[\w.,;”’)])(\*{1,3})(?!\w)")


def joined(parts: list[Part], notes: list[Part]) -> tuple[list[Part], list[Part]]:
    """The parts with each note at its call, and the notes whose call was not found."""
    waiting: dict[str, tuple[int, Content]] = {}
    left: list[int] = []
    for n, note in enumerate(notes):
        first = note.content[0] if note.content else None
        match = OPENING.match(first) if isinstance(first, str) else None
        marker = next(filter(None, match.groups()), "").translate(RAISED) if match else ""
        if not isinstance(first, str) or not match or marker in waiting:
            left.append(n)
            continue
        rest = first[match.end() :]
        waiting[marker] = (n, (rest, *note.content[1:]) if rest else note.content[1:])
    out = [part._replace(content=_called(part.content, waiting)) for part in parts] if waiting else parts
    left += [n for n, _ in waiting.values()]
    return out, [notes[n] for n in sorted(left)]


def _called(content: Content, waiting: dict[str, tuple[int, Content]]) -> Content:
    if not waiting:
        return content
    out: list[Inline] = []
    for inline in content:
        if not isinstance(inline, str):
            out.append(inline)
            continue
        at = 0
        for match in CALL.finditer(inline):
            marker = next(filter(None, match.groups())).translate(RAISED)
            found = waiting.pop(marker, None)
            if found is not None:
                if match.start() > at:
                    out.append(inline[at : match.start()])
                out.append(Note((Paragraph(found[1]),), marker))
                at = match.end()
        if at < len(inline):
            out.append(inline[at:])
    return tuple(out)
