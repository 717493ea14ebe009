"""Word's styles: what a paragraph or a run has from the styles it is set in, and theirs."""

from __future__ import annotations

from typing import NamedTuple

from engross.readers.docx.names import NS, TWIPS, VAL, on, value, whole
from engross.xml import Element

BODY_LEVEL = 9
"""The outline level of text that is no heading."""


class Face(NamedTuple):
    """How characters look; None: not said. Toggles are turned over by each kind of style that sets them."""

    b: bool | None = None
    i: bool | None = None
    vanish: bool | None = None
    u: bool | None = None
    raised: str | None = None

    def over(self, below: Face) -> Face:
        """This face, with what it does not say taken from another."""
        return Face(
            self.b if self.b is not None else below.b,
            self.i if self.i is not None else below.i,
            self.vanish if self.vanish is not None else below.vanish,
            self.u if self.u is not None else below.u,
            self.raised if self.raised is not None else below.raised,
        )


class ParagraphStyle(NamedTuple):
    """What a paragraph has from its style. `list_id` and `list_level` are None when it says nothing of lists;
    `outline` counts from 0; `indent` is in points."""

    name: str
    list_id: str | None
    list_level: int | None
    outline: int | None
    centred: bool | None
    indent: float | None
    face: Face
    chain: tuple[str, ...]


NO_FACE = Face()
RAISED = {"superscript": "sup", "subscript": "sub", "baseline": ""}


def face_of(properties: Element | None) -> Face:
    """What w:rPr says itself."""
    if properties is None:
        return NO_FACE
    b = i = vanish = u = None
    raised: str | None = None
    for child in properties:
        tag = child.tag
        if tag == NS + "b":
            b = on(child)
        elif tag == NS + "i":
            i = on(child)
        elif tag == NS + "vanish":
            vanish = on(child)
        elif tag == NS + "u":
            u = child.get(VAL, "single") != "none"
        elif tag == NS + "vertAlign":
            raised = RAISED.get(child.get(VAL, ""))
        elif tag == NS + "position" and raised is None:
            height = whole(child.get(VAL)) or 0
            raised = "sup" if height >= 4 else "sub" if height <= -4 else None
    return Face(b, i, vanish, u, raised)


class Styles:
    """The styles of one file."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._faces: dict[str, Face] = {}
        self.default = self.default_table = ""
        self.face = NO_FACE
        for style in root.iterfind(NS + "style") if root is not None else ():
            identifier = style.get(NS + "styleId", "")
            self._elements.setdefault(identifier, style)
            if on_default(style):
                if style.get(NS + "type") == "paragraph":
                    self.default = self.default or identifier
                elif style.get(NS + "type") == "table":
                    self.default_table = self.default_table or identifier
        if root is not None:
            self.face = face_of(root.find(f"{NS}docDefaults/{NS}rPrDefault/{NS}rPr"))

    def chain(self, identifier: str) -> list[Element]:
        """A style and those it is based on, nearest first; a circle ends where it closes."""
        out: list[Element] = []
        seen: set[str] = set()
        while identifier and identifier not in seen and (style := self._elements.get(identifier)) is not None:
            seen.add(identifier)
            out.append(style)
            identifier = value(style, "basedOn") or ""
        return out

    def element(self, identifier: str) -> Element | None:
        """The style of that id."""
        return self._elements.get(identifier)

    def paragraph(self, identifier: str) -> ParagraphStyle:
        """What a paragraph has from the style of that id ("": the default)."""
        if identifier not in self._elements:
            identifier = self.default
        known = self._paragraphs.get(identifier)
        if known is None:
            known = self._paragraphs[identifier] = self._read_paragraph(identifier)
        return known

    def _read_paragraph(self, identifier: str) -> ParagraphStyle:
        list_id = list_level = outline = centred = indent = None
        face = NO_FACE
        chain = self.chain(identifier)
        for style in chain:
            face = face.over(face_of(style.find(NS + "rPr")))
            properties = style.find(NS + "pPr")
            if properties is None:
                continue
            numbered = properties.find(NS + "numPr")
            if numbered is not None:
                list_id = value(numbered, "numId") if list_id is None else list_id
                list_level = whole(value(numbered, "ilvl")) if list_level is None else list_level
            if outline is None:
                outline = whole(value(properties, "outlineLvl"))
            if centred is None and (alignment := value(properties, "jc")) is not None:
                centred = alignment == "center"
            indent = indent_of(properties) if indent is None else indent
        name = value(chain[0], "name") or identifier if chain else ""
        ids = tuple(style.get(NS + "styleId", "") for style in chain)
        return ParagraphStyle(name, list_id, list_level, outline, centred, indent, face, ids)

    def characters(self, identifier: str) -> Face:
        """What a run has from its character style."""
        known = self._faces.get(identifier)
        if known is None:
            known = NO_FACE
            for style in self.chain(identifier):
                known = known.over(face_of(style.find(NS + "rPr")))
            self._faces[identifier] = known
        return known

    def effective(self, direct: Face, paragraph: Face, characters: Face) -> Face:
        """How a run looks: what it says itself, else what its styles say, toggles turned over by each of them."""
        base = self.face
        rest = direct.over(characters).over(paragraph).over(base)
        return Face(
            _toggled(direct.b, paragraph.b, characters.b, base.b),
            _toggled(direct.i, paragraph.i, characters.i, base.i),
            _toggled(direct.vanish, paragraph.vanish, characters.vanish, base.vanish),
            rest.u,
            rest.raised,
        )


def _toggled(direct: bool | None, paragraph: bool | None, characters: bool | None, base: bool | None) -> bool:
    return direct if direct is not None else bool(base) or bool(paragraph) != bool(characters)


def on_default(style: Element) -> bool:
    return style.get(NS + "default", "0") in ("1", "true", "on")


def indent_of(properties: Element) -> float | None:
    """The indent at the beginning of the lines, in points."""
    element = properties.find(NS + "ind")
    if element is None:
        return None
    twips = whole(element.get(NS + "start") or element.get(NS + "left"))
    return None if twips is None else twips / TWIPS
