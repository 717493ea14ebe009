"""The paragraphs of a Word document as Word shows them: its lists counted by the rules of WordprocessingML (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from engross.diagnostics import UnreadableError
from engross.numbering import letters, roman

if TYPE_CHECKING:
    from lxml.etree import _Element as XmlElement

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lowerLetter": letters,
    "upperLetter": lambda n: letters(n).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "decimalZero": lambda n: f"{n:02}",
}


class Level(NamedTuple):
    """One level of a list: where it starts, how it is drawn ("(%2)"), and the style that stands for it."""

    start: int
    form: str
    text: str
    style: str


def paragraphs(parts: Mapping[str, bytes], name: str) -> Iterator[str]:
    """The paragraphs of the parts "document" and "footnotes", each after its number. Raises UnreadableError."""
    lists = Lists(_root(parts.get("numbering"), name), _root(parts.get("styles"), name))
    document = _root(parts["document"], name)
    assert document is not None
    for paragraph in document.iter(W + "p"):
        yield f"{lists.label(paragraph)} {_text(paragraph)}"
    notes = _root(parts.get("footnotes"), name)
    if notes is not None:
        for paragraph in notes.iter(W + "p"):
            yield _text(paragraph)


def _root(data: bytes | None, name: str) -> XmlElement | None:
    from lxml import etree

    if data is None:
        return None
    try:
        return etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        )
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"{name}: a part of the DOCX is not well-formed: {error}") from error


def _text(paragraph: XmlElement) -> str:
    """The text of a paragraph; what was deleted under tracking is not shown."""
    out = []
    for element in paragraph.iter(W + "t", W + "tab", W + "br", W + "noBreakHyphen"):
        tag = element.tag[len(W) :]
        out.append((element.text or "") if tag == "t" else "-" if tag == "noBreakHyphen" else " ")
    return "".join(out)


def _value(element: XmlElement | None, path: str) -> str:
    found = element.find(path) if element is not None else None
    return found.get(W + "val", "") if found is not None else ""


class Lists:
    """The lists of a document and how far each has counted."""

    def __init__(self, numbering: XmlElement | None, styles: XmlElement | None) -> None:
        self.abstract: dict[str, dict[int, Level]] = {}
        self.nums: dict[str, str] = {}
        self.restarts: dict[str, dict[int, int]] = {}
        self.counters: dict[str, dict[int, int]] = {}
        self.styles: dict[str, XmlElement] = {}
        for style in styles.iter(W + "style") if styles is not None else ():
            self.styles[style.get(W + "styleId", "")] = style
        for part in numbering if numbering is not None else ():
            if part.tag == W + "abstractNum":
                self.abstract[part.get(W + "abstractNumId", "")] = {
                    int(level.get(W + "ilvl", "0")): _level(level) for level in part.findall(W + "lvl")
                }
            elif part.tag == W + "num":
                self._num(part)

    def _num(self, part: XmlElement) -> None:
        num = part.get(W + "numId", "")
        self.nums[num] = _value(part, W + "abstractNumId")
        for override in part.findall(W + "lvlOverride"):
            if start := _value(override, W + "startOverride"):
                self.restarts.setdefault(num, {})[int(override.get(W + "ilvl", "0"))] = int(start)

    def label(self, paragraph: XmlElement) -> str:
        """The number that Word draws before a paragraph; "" for none. Counts, so paragraphs come in order."""
        num, depth = self._membership(paragraph)
        levels = self.abstract.get(self.nums.get(num, ""), {})
        if num in ("", "0") or depth not in levels:
            return ""
        counters = self.counters.setdefault(self.nums[num], {})
        restart = self.restarts.get(num, {}).pop(depth, None)
        if restart is not None:
            counters[depth] = restart
        else:
            counters[depth] = counters.get(depth, levels[depth].start - 1) + 1
        for deeper in [d for d in counters if d > depth]:
            del counters[deeper]
        text = levels[depth].text
        for at, level in levels.items():
            count = counters.get(at, level.start)
            text = text.replace(f"%{at + 1}", _DRAWN.get(level.form, str)(count))
        return "" if levels[depth].form == "none" else text

    def _membership(self, paragraph: XmlElement) -> tuple[str, int]:
        """The list a paragraph is in and its level, counted from 0; ("", 0) for none."""
        properties = paragraph.find(W + "pPr")
        num = _value(properties, f"{W}numPr/{W}numId")
        depth = _value(properties, f"{W}numPr/{W}ilvl")
        style = _value(properties, W + "pStyle")
        seen: set[str] = set()
        named = style
        while not num and named and named not in seen:
            seen.add(named)
            definition = self.styles.get(named)
            num = _value(definition, f"{W}pPr/{W}numPr/{W}numId")
            depth = depth or _value(definition, f"{W}pPr/{W}numPr/{W}ilvl")
            named = _value(definition, W + "basedOn")
        if num and not depth:
            levels = self.abstract.get(self.nums.get(num, ""), {})
            depth = next((str(n) for n, level in levels.items() if level.style in seen | {style}), "0")
        return num, int(depth or 0)


def _level(level: XmlElement) -> Level:
    start = _value(level, W + "start")
    return Level(
        int(start or 1), _value(level, W + "numFmt"), _value(level, W + "lvlText"), _value(level, W + "pStyle")
    )
