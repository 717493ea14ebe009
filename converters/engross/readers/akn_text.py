"""Reads the text of a record: the inlines of an element, and what was found on the way."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import get_args

from msgspec import structs

from engross import record
from engross.diagnostics import Diagnostic, Rule, UnreadableError
from engross.model import (
    Block,
    Break,
    Content,
    Date,
    Emphasis,
    EmphasisKind,
    Inline,
    Lead,
    Mark,
    MarkElement,
    Mention,
    MentionKind,
    Note,
    Number,
    OpaqueInline,
    Reference,
    content,
    text_of,
)
from engross.schema import holds
from engross.source import Place
from engross.xml import Element, canonical, line_of, local_name

AKN = f"{{{record.NAMESPACE}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Attributes that are given anew, or say what the place of the text says already.
_FORMAL = frozenset({"eId", "wId", "GUID", "id", SPACE, "placement", "contains"})
# Classes that publishers use for emphasis.
_LOOKS: dict[str, EmphasisKind] = {
    "italic": "i",
    "bold": "b",
    "underline": "u",
    "superscript": "sup",
    "subscript": "sub",
}
_NO_INLINE = frozenset("p block div ul ol li table blockList num heading subheading content intro wrapUp".split())
_KEPT_ATTRIBUTES = {
    "date": {"date"}, "docDate": {"date", "refersTo"}, "ref": {"href"}, "a": {"href"}, "person": {"refersTo", "as"},
    "inline": {"name", "refersTo"}, "session": {"value", "refersTo"}, "authorialNote": {"marker", "status"},
    "num": {"status"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
    "p": set(), "b": set(), "i": set(), "u": set(), "sup": set(), "sub": set(),
}  # fmt: skip


class TextReader(ABC):
    """Makes inlines and blocks of elements. `own`: the record is one of ours, so that its white space and its marks
    mean what `engross.record` says."""

    def __init__(self, name: str, own: bool) -> None:
        self.name = name
        self.own = own
        self.depth = 0
        self.met: dict[tuple[Rule, str], tuple[int, int]] = {}
        self.entities: dict[str, str] = {}
        self.named: dict[str, str | None] = {}
        self.targets: dict[str, object] = {}
        self.meta_notes: dict[str, Element] = {}
        self.inline: dict[str, Callable[[Element, bool], Iterable[Inline]]] = {
            f"{AKN}inline": self.read_inline,
            f"{AKN}span": self.span,
            f"{AKN}date": self.date,
            f"{AKN}ref": self.reference,
            f"{AKN}a": self.reference,
            f"{AKN}authorialNote": self.note,
            f"{AKN}noteRef": self.note_reference,
            f"{AKN}br": self.line_break,
            f"{AKN}eol": self.line_break,
            f"{AKN}eop": self.page_break,
        }
        self.inline |= {f"{AKN}{kind}": self.emphasis for kind in get_args(EmphasisKind)}
        self.inline |= {f"{AKN}{kind}": self.mention for kind in get_args(MentionKind)}
        self.inline |= {f"{AKN}{e}": self.mark for e in get_args(MarkElement) if e not in ("inline", "span")}

    # ----------------------------------------------------------------- findings

    def report(self, rule: Rule, message: str, element: Element) -> None:
        """Notes a finding; the same one is told once, at its first place, with a count."""
        first = line_of(element)
        n, line = self.met.get((rule, message), (0, first))
        self.met[rule, message] = (n + 1, line)

    def found(self) -> tuple[Diagnostic, ...]:
        """What was reported, in the order it was met."""
        return tuple(
            Diagnostic(rule, message if n == 1 else f"{message} (×{n})", Place(line, 1), Place(line, 1))
            for (rule, message), (n, line) in self.met.items()
        )

    def attributes(self, element: Element, kept: Iterable[str] = ()) -> None:
        """Reports the attributes of a foreign element that the tree does not keep."""
        if self.own or not element.attrib:
            return
        name = local_name(element)
        known = _KEPT_ATTRIBUTES.get(name, {"refersTo", "name", "title"}) | set(kept)
        for attribute in map(str, element.attrib):
            if attribute not in known and attribute not in _FORMAL and not attribute.startswith("{"):
                self.report(record.BEYOND, f"the attribute {attribute} of {name} was not kept", element)

    def kept(self, element: Element) -> None:
        """Reports that a foreign element was kept whole; in a record of ours that was done before."""
        if not self.own:
            self.report(record.BEYOND, f"{local_name(element)} is beyond the tree: kept as it is", element)

    def is_target(self, element: Element, part: object) -> None:
        """Remembers which part of the tree stands for a foreign element and for what it holds only once."""
        if self.own:
            return
        for one in (element, *element):
            name = local_name(one)
            if one is element or name in ("num", "heading", "subheading", "content", "intro", "wrapUp", "list"):
                self.targets.setdefault(one.get("eId") or one.get("id") or "", part)

    def enter(self, element: Element) -> None:
        """Goes one level deeper. Raises UnreadableError where no instrument goes."""
        self.depth += 1
        if self.depth > record.DEEPEST_READ:
            where = f"{self.name}:{line_of(element)}"
            raise UnreadableError(f"{where}: elements are nested more than {record.DEEPEST_READ} deep: flatten them")

    # ----------------------------------------------------------------- inlines

    def content(self, element: Element) -> Content:
        """The inlines of an element of running text."""
        verbatim = self.own and element.get(SPACE) == "preserve"
        parts = content(self.inlines(element, verbatim))
        return parts if verbatim else trimmed(parts)

    def inlines(self, element: Element, verbatim: bool) -> list[Inline]:
        """The inlines within an element. White space is read as it stands only when `verbatim`."""
        self.enter(element)
        out: list[Inline] = []
        if element.text:
            out.append(element.text if verbatim else record.collapsed(element.text))
        for child in element:
            out += self.inline.get(child.tag, self.foreign)(child, verbatim)
            if child.tail:
                out.append(child.tail if verbatim else record.collapsed(child.tail))
        self.depth -= 1
        return out

    def inner(self, element: Element, verbatim: bool) -> Content:
        """The content of an inline, in normal form."""
        if not len(element):
            text = element.text
            return () if not text else (text if verbatim else record.collapsed(text),)
        return content(self.inlines(element, verbatim))

    def entity(self, value: str) -> str | None:
        """The key of the entity that a `refersTo`, `as` or `href` names; None when it names none or several."""
        if value not in self.named:
            name = value.strip()
            if name.startswith("#") and len(name.split()) == 1:
                self.named[value] = record.written_key(name[1:]) if len(name) > 1 else ""
            else:
                self.named[value] = self.entities.get(name) if name else ""
        return self.named[value]

    def emphasis(self, element: Element, verbatim: bool) -> Iterable[Inline]:
        self.attributes(element)
        kind: EmphasisKind = local_name(element)  # type: ignore[assignment]  # the table names only these
        return (Emphasis(kind, self.inner(element, verbatim)),)

    def read_inline(self, element: Element, verbatim: bool) -> Iterable[Inline]:
        name = element.get("name", "")
        if name not in (record.OPERATIVE, record.PREAMBULAR) or self.entity(element.get("refersTo", "")) != "":
            return self.mark(element, verbatim)
        return (Lead(self.inner(element, verbatim), "operative" if name == record.OPERATIVE else "preambular"),)

    def span(self, element: Element, verbatim: bool) -> Iterable[Inline]:
        looks = [_LOOKS[word] for word in element.get("class", "").split() if word in _LOOKS]
        if self.own or not looks or "refersTo" in element.attrib:
            return self.mark(element, verbatim)
        inner = self.inner(element, verbatim)
        for kind in sorted(looks):
            inner = (Emphasis(kind, inner),)
        return inner

    def mark(self, element: Element, verbatim: bool) -> Iterable[Inline]:
        entity = self.entity(element.get("refersTo", ""))
        if entity is None:
            return self.foreign(element, verbatim)
        self.attributes(element)
        name: MarkElement = local_name(element)  # type: ignore[assignment]  # the table names only these
        said = element.get(record.MARK_NAMES.get(name, "title"), "")
        date = record.read_date(element.get("date", "")) if name == "docDate" else ""
        return (Mark(self.inner(element, verbatim), name, date, entity, said),)

    def date(self, element: Element, verbatim: bool) -> Iterable[Inline]:
        self.attributes(element)
        return (Date(self.inner(element, verbatim), record.read_date(element.get("date", ""))),)

    def reference(self, element: Element, verbatim: bool) -> Iterable[Inline]:
        self.attributes(element)
        return (Reference(self.inner(element, verbatim), record.written_iri(element.get("href", "").strip())),)

    def mention(self, element: Element, verbatim: bool) -> Iterable[Inline]:
        entity, role = self.entity(element.get("refersTo", "")), self.entity(element.get("as", ""))
        if entity is None or role is None:
            return self.foreign(element, verbatim)
        self.attributes(element)
        kind: MentionKind = local_name(element)  # type: ignore[assignment]  # the table names only these
        return (Mention(self.inner(element, verbatim), kind, entity, role if kind == "person" else ""),)

    def note(self, element: Element, verbatim: bool) -> Iterable[Inline]:
        self.attributes(element)
        editorial = element.get("status") == record.EDITORIAL
        return (Note(self.blocks(element), element.get("marker", ""), editorial),)

    def note_reference(self, element: Element, verbatim: bool) -> Iterable[Inline]:
        """The call of a note that stands in the metadata; the note comes to its call."""
        note = self.meta_notes.pop(element.get("href", "").removeprefix("#"), None)
        if note is None:
            return self.foreign(element, verbatim)
        return (Note(self.blocks(note), element.get("marker") or note.get("marker") or ""),)

    def line_break(self, element: Element, verbatim: bool) -> Iterable[Inline]:
        return (Break(), *self.inlines(element, verbatim)) if element.text or len(element) else (Break(),)

    def page_break(self, element: Element, verbatim: bool) -> Iterable[Inline]:
        self.report(record.BEYOND, "the mark of a page's end was left out", element)
        return self.inlines(element, verbatim)

    def foreign(self, element: Element, verbatim: bool) -> Iterable[Inline]:
        """An inline beyond the tree: kept whole where the schema lets it stand, else unwrapped."""
        name = local_name(element)
        if name in _NO_INLINE:
            self.report(record.BEYOND, f"{name} cannot stand within a line: its text was kept", element)
            return [" ", *self.inlines(element, verbatim), " "]
        fragment = holds("inline", canonical(element))
        if fragment is None:
            self.report(record.BEYOND, f"{name} is not valid where it stands: its text was kept without it", element)
            return self.inlines(element, verbatim)
        self.kept(element)
        return (OpaqueInline(*fragment),)

    @abstractmethod
    def blocks(self, element: Element) -> tuple[Block, ...]:
        """All that an element holds, as blocks."""

    # ----------------------------------------------------------------- numbers

    def number(self, element: Element) -> Number:
        """The number in a `num`; for what else stands in it see `number_notes`."""
        self.attributes(element)
        verbatim = self.own and element.get(SPACE) == "preserve"
        text = element.text or "" if not len(element) else text_of(content(self.inlines(element, verbatim)))
        text = text if verbatim else record.collapsed(text).strip(record.SPACES)
        return Number(text, element.get("status") == record.EDITORIAL)

    def number_notes(self, element: Element) -> Content:
        """The notes called in a `num`, which the tree keeps at the start of the words after it."""
        return tuple(p for p in self.inlines(element, False) if isinstance(p, Note)) if len(element) else ()


def trimmed(parts: Content) -> Content:
    """`parts` without white space at their ends."""
    while record.opens_with_space(parts) or (parts and parts[0] == ""):
        parts = _cut(parts, 0)
    while record.closes_with_space(parts) or (parts and parts[-1] == ""):
        parts = _cut(parts, -1)
    return parts


def _cut(parts: Content, end: int) -> Content:
    """`parts` without the white space of the text at one end, which may stand deep in an inline."""
    part = parts[end]
    cut: Content
    if isinstance(part, str):
        text = part.lstrip(record.SPACES) if end == 0 else part.rstrip(record.SPACES)
        cut = (text,) if text else ()
    else:
        cut = (structs.replace(part, content=_cut(part.content, end)),)  # type: ignore[union-attr]
    return cut + parts[1:] if end == 0 else parts[:-1] + cut
