"""Safe mends: identifiers, references, FRBR IRIs and unused entries. Text is never touched, and that is proved each time."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from engross.diagnostics import EngrossError
from engross.rules import NotWellFormedError, Record, as_utf8, traverse
from engross.rules.catalogue import catalogue
from engross.rules.facts import ENTRIES
from engross.rules.walk import ENTRY_REFERENCES
from engross.validate.finding import Finding
from engross.validate.profile import Ruling
from engross.validate.renaming import new_iris, renamed

_ROUNDS = 3


class Tag(NamedTuple):
    """An element as it stands in the file: its start tag from `at` to `end`, in bytes, and the end of the whole."""

    name: str
    attrs: dict[str, str]
    at: int
    end: int
    parent: int
    last: int
    num: str


class Edit(NamedTuple):
    """Replaces the bytes from `start` to `end`."""

    start: int
    end: int
    new: bytes


def mended(data: bytes, ruling: Ruling) -> bytes:
    """The record with what can be mended safely mended; the same bytes when nothing can.

    Raises EngrossError when it is not in UTF-8, or when a mend would change the text (a fault of Engross)."""
    try:
        if as_utf8(data) is not data:
            raise EngrossError("only files in UTF-8 are mended: convert it first")
        traverse(Record(data), frozenset())
        text = _text(data)
        for _ in range(_ROUNDS):
            made = _round(data, ruling)
            if made == data:
                break
            if _text(made) != text:
                raise EngrossError("the mend would change the text, so nothing was mended")
            data = made
    except NotWellFormedError:
        return data
    return data


def mendable(finding: Finding) -> bool:
    """Whether `mended` may know what to do about a finding."""
    known = catalogue().get(finding.rule)
    return bool(known and known.fix)


def _round(data: bytes, ruling: Ruling) -> bytes:
    record = Record(data, ruling.today)
    traverse(record, ruling.rules)
    faults: dict[str, set[int]] = {}
    for found in record.found:
        faults.setdefault(found.rule, set()).add(found.at)
    for _, offsets in record.without_eid.values():
        faults.setdefault("AKN-W306", set()).update(offsets)
    tags = _tags(data)
    wishes = [dict(tag.attrs) for tag in tags]
    renamed(tags, wishes, faults)
    new_iris(tags, wishes, faults)
    entries = {tag.attrs.get("eId", "") for tag in tags if tag.name in ENTRIES}
    for tag, wish in zip(tags, wishes, strict=True):
        if tag.at in faults.get("AKN-I307", ()):
            wish.pop("wId", None)
        if tag.at in faults.get("AKN-W405", ()):
            for key in ENTRY_REFERENCES & wish.keys():
                if wish[key] in entries:
                    wish[key] = "#" + wish[key]
    edits = [e for tag, wish in zip(tags, wishes, strict=True) for e in _attribute_edits(data, tag, wish)]
    edits += [_removal(data, tag) for tag in tags if tag.at in faults.get("AKN-I403", ())]
    for edit in sorted(edits, reverse=True):
        data = data[: edit.start] + edit.new + data[edit.end :]
    return data


def _attribute_edits(data: bytes, tag: Tag, wish: dict[str, str]) -> list[Edit]:
    """What makes the attributes of a start tag those of `wish`, leaving all others and the white space as they are."""
    edits = []
    source = data[tag.at : tag.end]
    for key in sorted({*tag.attrs, *wish}):
        if tag.attrs.get(key) == wish.get(key) or " " in key:
            continue
        stands = re.search(rb"\s+" + key.encode() + rb"""\s*=\s*("[^"]*"|'[^']*')""", source)
        if key not in wish and stands:
            edits.append(Edit(tag.at + stands.start(), tag.at + stands.end(), b""))
            continue
        value = escape(wish[key], {'"': "&quot;"}).encode()
        if stands:
            edits.append(Edit(tag.at + stands.start(1), tag.at + stands.end(1), b'"' + value + b'"'))
        else:
            name = re.match(rb"<[^\s/>]+", source)
            at = tag.at + (name.end() if name else 1)
            edits.append(Edit(at, at, b" " + key.encode() + b'="' + value + b'"'))
    return edits


def _removal(data: bytes, tag: Tag) -> Edit:
    """Takes an element away, and its line when it stands alone on it."""
    start, end = tag.at, tag.last
    before = data[:start].rstrip(b" \t")
    if before.endswith(b"\n") and data[end : end + 1] in (b"\n", b"\r"):
        start = len(before) - 1
    return Edit(start, end, b"")


def _parsed(
    data: bytes, start: Callable[..., None], end: Callable[..., None], text: Callable[[str], object]
) -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    return parser


def _tags(data: bytes) -> list[Tag]:
    """All elements in document order; `parent` is the place of the parent in the list, -1 for the root."""
    tags: list[Tag] = []
    open_tags: list[int] = []
    said: list[list[str]] = []

    def start(qualified: str, attrs: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        name = qualified.rpartition(" ")[2]
        parent = open_tags[-1] if open_tags else -1
        open_tags.append(len(tags))
        said.append([])
        tags.append(Tag(name, attrs, at, _tag_end(data, at), parent, -1, ""))

    def end(qualified: str) -> None:
        n = open_tags.pop()
        text = "".join(said.pop()).strip()
        tag = tags[n]
        closed = parser.CurrentByteIndex
        last = tag.end if data[tag.end - 2 : tag.end] == b"/>" else data.index(b">", closed) + 1
        tags[n] = tag._replace(last=last)
        if tag.name == "num" and tag.parent >= 0 and not tags[tag.parent].num:
            tags[tag.parent] = tags[tag.parent]._replace(num=text)
        elif said and tags[open_tags[-1]].name == "num":
            said[-1].append(text)

    def text(piece: str) -> None:
        if said:
            said[-1].append(piece)

    parser = _parsed(data, start, end, text)
    parser.Parse(data, True)
    return tags


def _tag_end(data: bytes, at: int) -> int:
    """The end of the start tag at `at`; a ">" in an attribute's value does not count."""
    quoted = re.compile(rb"""(?:[^>"']|"[^"]*"|'[^']*')*>""").match(data, at)
    return quoted.end() if quoted else len(data)


def _text(data: bytes) -> str:
    """What the record says, outside its metadata; white space counts."""
    pieces: list[str] = []
    depth = 0

    def start(qualified: str, attrs: dict[str, str]) -> None:
        nonlocal depth
        depth += qualified.rpartition(" ")[2] == "meta"

    def end(qualified: str) -> None:
        nonlocal depth
        depth -= qualified.rpartition(" ")[2] == "meta"

    def text(piece: str) -> None:
        if not depth:
            pieces.append(piece)

    _parsed(data, start, end, text).Parse(data, True)
    return "".join(pieces)
