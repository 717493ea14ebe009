"""A Word file of the house that lends its styles, heads, feet and page set-up; its text stays where it is.

Styles are found by their names, which Word keeps in English whatever language it speaks. One that the template has is
taken as it is, less its numbers: those are the record's. One that it lacks is added."""

from __future__ import annotations

import copy

from lxml import etree

from engross.container import Package as Container
from engross.diagnostics import UnreadableError
from engross.styles import filled
from engross.writers.docx.package import Package
from engross.writers.docx.running import Running, line_numbers, watermark
from engross.writers.docx.xml import NAMESPACES, R, W
from engross.xml import Element, parse

NAME = "the template"
_W, _R = f"{{{W}}}", f"{{{R}}}"
_NAMING = tuple(_W + name for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"))
# What stands before w:numPr and w:bidi in the properties of a paragraph, and before those in a style (CT_PPrBase, CT_Style).
_BEFORE_NUMBER = tuple(
    _W + n for n in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)
_BEFORE_BIDI = _BEFORE_NUMBER + tuple(
    _W + n
    for n in (
        "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
        "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN",
    )
)  # fmt: skip
_AFTER_PARAGRAPH = tuple(_W + name for name in ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr"))
_AFTER_LINES = tuple(
    _W + n
    for n in (
        "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid",
    )
)  # fmt: skip
_FIELDS = ("{title}", "{symbol}", "{date}")


class Template:
    """A template. Raises UnreadableError for bytes that are no Word file; `name`: what it goes by in messages."""

    def __init__(self, data: bytes, name: str = NAME) -> None:
        self.file = Container(data, name)
        root = self.file.xml(self.file.main)
        if root.tag != f"{_W}document":
            raise UnreadableError(f"{name}: this is no Word file: its main part is {self.file.main}")
        found = root.findall(f"{_W}body/{_W}sectPr")
        self.section = found[-1] if found else None
        self._types = self._content_types()
        self._renamed: dict[str, str] = {}

    @property
    def measure(self) -> int:
        """The width of the text, in twentieths of a point."""
        section = self.section
        size, edges = (None, None) if section is None else (section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar"))
        inside = sum(_number(edges, name, 1440 if name != "gutter" else 0) for name in ("left", "right", "gutter"))
        return max(_number(size, "w", 11_906) - inside, 1_440)

    def lend(self, package: Package, sheet: str, running: Running, rtl: bool, lines: int) -> str:
        """Add the template's parts to a package; `sheet` is the content of our own styles part. Gives the properties of
        the section."""
        package.add("styles", "styles", self._styles(sheet, rtl))
        for kind, name, root in (("fontTable", "fontTable", "fonts"), ("theme", "theme/theme1", "theme")):
            if (part := self.file.optional(kind)) is not None:
                for embedded in [e for e in part.iter() if etree.QName(e).localname.startswith("embed")]:
                    embedded.getparent().remove(embedded)  # type: ignore[union-attr]  # it is no root
                package.add_whole(name, root, etree.tostring(part))
        references = self._heads(package, running) or running.parts(package)
        return self._section(references, rtl, lines)

    @property
    def apart(self) -> bool:
        """Whether pages with even numbers have heads and feet of their own."""
        settings = self.file.optional("settings")
        return settings is not None and settings.find(f"{_W}evenAndOddHeaders") is not None

    # ----------------------------------------------------------------- styles

    def _styles(self, ours: str, rtl: bool) -> str:
        """The template's styles with what they lack of ours."""
        own = parse(f"<w:styles {NAMESPACES}>{ours}</w:styles>".encode(), NAME)
        root = self.file.optional("styles")
        if root is None:
            return ours
        by_name = {_name(style): style for style in own.iter(f"{_W}style")}
        taken = {style.get(f"{_W}styleId", "") for style in by_name.values()}
        known = set()
        for style in root.iter(f"{_W}style"):
            known.add(_name(style))
            identity = style.get(f"{_W}styleId", "")
            if (same := by_name.get(_name(style))) is not None:
                self._renamed[identity] = same.get(f"{_W}styleId", "")
                _number_as(style, same)
            elif identity in taken:
                self._renamed[identity] = f"{identity}House"
        self._rename(root)
        if rtl:
            _turn(root)
        _language(root, own)
        for name, style in by_name.items():
            if name not in known:
                root.append(style)
        # In the order in which Word lists them: defaults and latent styles first.
        return "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in root)

    def _rename(self, root: Element) -> None:
        """Let the styles named in a part have our ids."""
        for element in root.iter(f"{_W}style", *_NAMING):
            key = f"{_W}styleId" if element.tag == f"{_W}style" else f"{_W}val"
            if (new := self._renamed.get(element.get(key, ""))) is not None:
                element.set(key, new)

    # ----------------------------------------------------------------- heads and feet

    def _heads(self, package: Package, running: Running) -> str:
        """The heads and feet of the template, and the references to them; "" when it has none."""
        if self.section is None:
            return ""
        targets = {relationship.id: relationship.target for relationship in self.file.related(self.file.main)}
        out = []
        for reference in self.section.iter(f"{_W}headerReference", f"{_W}footerReference"):
            part = targets.get(reference.get(f"{_R}id", ""), "")
            if not self.file.has(part):
                continue
            local = etree.QName(reference).localname
            root = self.file.xml(part)
            self._rename(root)
            for number in list(root.iter(f"{_W}numPr")):
                number.getparent().remove(number)  # type: ignore[union-attr]  # it is no root
            for words in root.iter(f"{_W}t"):
                if words.text and any(field in words.text for field in _FIELDS):
                    words.text = _said(words.text, running.values)
            if local == "headerReference" and running.draft:
                _marked(root, running.draft)
            kind = "hdr" if local == "headerReference" else "ftr"
            name = part.removeprefix("word/").removesuffix(".xml")
            added = package.add_whole(name, kind, etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
            self._related(package, part)
            out.append(f'<w:{local} w:type="{reference.get(f"{_W}type", "default")}" r:id="{added}"/>')
        return "".join(out)

    def _related(self, package: Package, part: str) -> None:
        """Copy what a part leads to: pictures, mostly."""
        for relationship in self.file.related(part):
            if relationship.external:
                package.lead(part, relationship.id, relationship.kind, relationship.target)
            elif self.file.has(relationship.target):
                target = relationship.target
                package.lead(
                    part, relationship.id, relationship.kind, target, self._type_of(target), self.file.bytes(target)
                )

    def _content_types(self) -> dict[str, str]:
        out = {}
        for element in self.file.xml("[Content_Types].xml"):
            key = element.get("PartName", "").lstrip("/") or element.get("Extension", "")
            out[key.lower()] = element.get("ContentType", "")
        return out

    def _type_of(self, part: str) -> str:
        suffix = part.rpartition(".")[2]
        return self._types.get(part.lower()) or self._types.get(suffix.lower()) or "application/octet-stream"

    # ----------------------------------------------------------------- the section

    def _section(self, references: str, rtl: bool, lines: int) -> str:
        section = copy.deepcopy(self.section) if self.section is not None else etree.Element(f"{_W}sectPr")
        gone: tuple[str, ...] = (
            "headerReference",
            "footerReference",
            "printerSettings",
            "sectPrChange",
            "type",
            "bidi",
        )
        gone = (*gone, "lnNumType") if lines else gone
        for name in gone:
            for element in section.findall(f"{_W}{name}"):
                section.remove(element)
        inner = [etree.tostring(child, encoding="unicode", with_tail=False) for child in section]
        tags = [child.tag for child in section]
        after = next((n for n, tag in enumerate(tags) if tag in _AFTER_LINES), len(inner))
        inner.insert(after, line_numbers(lines))
        if rtl:
            last = next((n for n, tag in enumerate(tags) if tag in _AFTER_LINES[-2:]), len(tags)) + 1
            inner.insert(last, "<w:bidi/>")
        return f"<w:sectPr>{references}{''.join(inner)}</w:sectPr>"


def _name(style: Element) -> str:
    """The kind and the name of a style, by which it is the same in every file."""
    name = style.find(f"{_W}name")
    said = "" if name is None else name.get(f"{_W}val", "")
    return f"{style.get(f'{_W}type', 'paragraph')} {said.lower()}"


def _number_as(style: Element, ours: Element) -> None:
    """Give a style the list of ours: the numbers are the record's."""
    for old in list(style.iter(f"{_W}numPr")):
        old.getparent().remove(old)  # type: ignore[union-attr]  # it is no root
    number = ours.find(f"{_W}pPr/{_W}numPr")
    if number is not None:
        _insert(_paragraph_of(style), copy.deepcopy(number), _BEFORE_NUMBER)


def _paragraph_of(style: Element) -> Element:
    """The paragraph properties of a style, made where it has none."""
    found = style.find(f"{_W}pPr")
    if found is None:
        found = etree.Element(f"{_W}pPr")
        at = next((n for n, child in enumerate(style) if child.tag in _AFTER_PARAGRAPH), len(style))
        style.insert(at, found)
    return found


def _insert(properties: Element, new: Element, before: tuple[str, ...]) -> None:
    at = max((n + 1 for n, child in enumerate(properties) if child.tag in before), default=0)
    properties.insert(at, new)


def _turn(root: Element) -> None:
    """Let the text run from right to left."""
    for style in root.iter(f"{_W}style"):
        if style.get(f"{_W}default") == "1" and style.get(f"{_W}type") == "paragraph":
            properties = _paragraph_of(style)
            if properties.find(f"{_W}bidi") is None:
                _insert(properties, etree.Element(f"{_W}bidi"), _BEFORE_BIDI)


def _language(root: Element, own: Element) -> None:
    """Let the text be in the language of the instrument; where the template has no defaults at all, ours hold."""
    path = f"{_W}rPrDefault/{_W}rPr"
    ours, theirs = own.find(f"{_W}docDefaults"), root.find(f"{_W}docDefaults")
    if ours is None:
        return
    properties = None if theirs is None else theirs.find(path)
    if properties is None:
        if theirs is not None:
            root.remove(theirs)
        root.insert(0, ours)
        return
    wanted = ours.find(f"{path}/{_W}lang")
    had = properties.find(f"{_W}lang")
    if wanted is not None and had is not None:
        properties.replace(had, wanted)
    elif wanted is not None:
        properties.append(wanted)


def _marked(root: Element, word: str) -> None:
    """Put the mark of a draft into the first paragraph of a head."""
    paragraph = next(root.iter(f"{_W}p"), None)
    if paragraph is None:
        paragraph = etree.SubElement(root, f"{_W}p")
    paragraph.extend(parse(f"<w:p {NAMESPACES}>{watermark(word)}</w:p>".encode(), NAME))


def _said(text: str, values: dict[str, str]) -> str:
    for field in _FIELDS:
        text = text.replace(field, filled(field, values))
    return text


def _number(element: Element | None, name: str, default: int) -> int:
    value = element.get(f"{_W}{name}", "") if element is not None else ""
    return int(value) if value.lstrip("-").isdigit() else default
