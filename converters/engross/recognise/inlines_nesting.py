"""What was found in the texts of pieces becomes their inlines, one inside another."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from engross.model import Content, Date, Inline, Lead, Mark, MarkElement, Mention, Reference
from engross.recognise.entities import KINDS

if TYPE_CHECKING:
    from engross.recognise.pieces import Piece

OUTER = {"docTitle": 0, "signature": 0, "ref": 1, "date": 3}
"""What holds what, of two finds on the same words; everything else stands at 2."""
START = itemgetter(0)


class Found(NamedTuple):
    """Something found in a text: where; what it is (a kind of mention, an element of a mark, "date", "ref"); its value
    (ISO date, IRI, key) and the key it refers to or its role."""

    start: int
    end: int
    tag: str
    value: str = ""
    entity: str = ""


def order(found: Found) -> tuple[int, int, int]:
    """Sorts what holds something before what it holds; of two on the same words the duty holds the date."""
    return (found.start, -found.end, OUTER.get(found.tag, 2))


def ordered(found: list[Found]) -> list[Found]:
    """What was found in its order (see `order`). Few begin at the same place: only those are compared in full."""
    out = sorted(found, key=START)
    first, count = 0, len(out)
    for n in range(1, count):
        if out[n].start != out[n - 1].start:
            first = n
        elif n + 1 == count or out[n + 1].start != out[n].start:
            out[first : n + 1] = sorted(out[first : n + 1], key=order)
    return out


def contents_of(pieces: Sequence[Piece], found: Sequence[Found]) -> list[Content]:
    """The texts of the pieces with what was found put in its place, lead phrases included. `found` is sorted; what
    crosses an earlier find, a lead phrase or the end of a piece is left out."""
    out: list[Content] = []
    base, at, count = 0, 0, len(found)
    for piece in pieces:
        text = piece.text
        if piece.role == "furniture":
            out.append((text,) if text else ())
            base += 1
            continue
        end = base + len(text)
        first = at
        while at < count and found[at].start < end:
            at += 1
        if piece.role == "note" and first < at:
            # a note cites; where its sources were printed is no place of the instrument
            kept = [f for f in found[first:at] if f.tag != "location"]
            out.append(_level(text, 0, len(text), base, kept, 0, len(kept)))
            base = end + 1
            continue
        lead = piece.lead
        if lead and text.startswith(lead):
            zone: Literal["preambular", "operative"] = "operative"
            if piece.role in ("recital", "recital-item"):
                zone = "preambular"
            out.append((Lead((lead,), zone), *_level(text, len(lead), len(text), base, found, first, at)))
        elif first == at:
            out.append((text,) if text else ())
        else:
            out.append(_level(text, 0, len(text), base, found, first, at))
        base = end + 1
    return out


def _level(text: str, at: int, end: int, base: int, found: Sequence[Found], first: int, last: int) -> Content:
    """The inlines of text[at:end], from found[first:last], whose offsets count from -base."""
    out: list[Inline] = []
    n = first
    while n < last:
        item = found[n]
        n += 1
        start, stop = item.start - base, item.end - base
        if start < at or stop > end:
            continue
        if start > at:
            out.append(text[at:start])
        after = n
        while after < last and found[after].start < item.end:
            after += 1
        inner: Content = (text[start:stop],) if after == n else _level(text, start, stop, base, found, n, after)
        out.append(inline(item, inner))
        at, n = stop, after
    if at < end:
        out.append(text[at:end])
    return tuple(out)


def inline(item: Found, content: Content) -> Inline:
    """The inline that a find becomes."""
    _, _, tag, value, entity = item
    kind = KINDS.get(tag)
    if kind is not None:
        return Mention(content, kind, value, entity if kind == "person" else "")
    if tag == "date":
        return Date(content, value)
    if tag == "ref":
        return Reference(content, value)
    element: MarkElement = tag  # type: ignore[assignment]
    if element == "docDate":
        return Mark(content, element, date=value)
    if element == "session":
        return Mark(content, element, name=value, entity=entity)
    return Mark(content, element, entity=entity, name=value)
