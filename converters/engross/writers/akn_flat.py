"""The text of any part of the tree, however deep: what is left of a part that is nested too deep for the record."""

from __future__ import annotations

from engross.model import Break, Number, OpaqueInline

# The fields of the tree that hold text, in reading order; every part has some of them.
_FIELDS = (
    "number", "marker", "heading", "subheading", "intro", "caption", "content", "cover", "preface", "preamble", "body",
    "blocks", "items", "rows", "cells", "children", "wrap_up", "document", "conclusions", "attachments", "text",
)  # fmt: skip


def flat_text(parts: object) -> str:
    """The words of `parts` and of all they hold, notes and numbers included. Never recurses."""
    out: list[str] = []
    stack: list[object] = [parts]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, tuple):
            stack.extend(reversed(part))
        elif isinstance(part, Break):
            out.append("\n")
        elif isinstance(part, Number):
            out += (" ", part.text, " ")
        else:
            stack.extend(reversed([_spaced(part, name) for name in _FIELDS if getattr(part, name, None)]))
    return "".join(out)


def _spaced(part: object, name: str) -> object:
    value = getattr(part, name)
    inline = name == "content" or isinstance(part, OpaqueInline)
    return value if inline else (" ", value, " ")
