"""A page read from the top down into the lines of a sheet, each with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import structs

from engross.diagnostics import Diagnostic, Rule, Severity
from engross.model import EmphasisKind
from engross.readers.html import css, furniture, tables
from engross.readers.html.furniture import Judge
from engross.readers.html.lists import List
from engross.readers.html.notes import Known
from engross.readers.html.page import string
from engross.readers.html.setting import Block, Setting
from engross.readers.html.sheets import Lists
from engross.readers.words import without
from engross.recognise import rules
from engross.recognise.sheet import Call, Line
from engross.source import Place
from engross.xml import Element, line_of

HIDDEN = Rule("html-hidden", "hidden", Severity.INFO, "Text of a page is not seen on it and was left out")
PICTURE = Rule("html-picture", "left-out", Severity.INFO, "A picture of a page was left out; its words are told")
NUMBERS = Rule(
    "html-numbers", "number", Severity.INFO, "Items print their own numbers; those of their list were left out"
)
BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre search
    section summary table caption tbody td tfoot th thead tr ul xmp select""".split()
)
EMPHASIS: dict[str, EmphasisKind] = {
    "i": "i", "em": "i", "cite": "i", "dfn": "i", "var": "i", "b": "b", "strong": "b", "u": "u", "ins": "u",
    "sup": "sup", "sub": "sub",
}  # fmt: skip
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "summary": 4}
PREFORMATTED = frozenset(("pre", "listing", "xmp", "plaintext"))
UNREAD = frozenset(
    ("svg", "img", "input", "source", "track", "param", "embed", "area", "map", "datalist", "meter", "progress", "rp")
)
JUDGED = frozenset((*furniture.known().elements, "header"))
STRAY = re.compile(r"^[\s.:)\]*–—-]+")
MENUS = frozenset(("ul", "ol", "div", "p"))
FEWEST_LINKS = 3
MENU_WORDS = 6
"""Words a link in a list of links has at most, on the mean."""


class Flow:
    """Reads one page. The lines of notes are read where they are called."""

    def __init__(
        self, judge: Judge, notes: Known, main: Element | None, sheets: Lists, revealing: bool = False
    ) -> None:
        """`revealing`: whether hidden elements are read too."""
        self.revealing = revealing
        self.judge = judge
        self.sheets = sheets
        self.counters: dict[str, int] = {}
        self.notes = notes
        self.main = main
        self.found: list[Diagnostic] = []
        self.unseen = 0
        self.set_notes: set[Element] = set()
        self.wrapped = 0
        """Characters on lines that the page breaks itself."""

    def uncalled(self) -> list[Line]:
        """The lines of notes whose call was not read, since it is hidden, say."""
        out: list[Line] = []
        for marker, block in self.notes.calls.values():
            if block not in self.set_notes:
                out += [structs.replace(line, look="note") for line in _Reading(self, "", True).note(marker, block)]
        return out

    def read(self, element: Element, path: str = "", within: bool = False) -> list[Line]:
        """The lines of what stands in an element. `within`: inside the main text, whatever stands around it."""
        reading = _Reading(self, path, within or self.main is None)
        lines = reading.read(element)
        self.wrapped += reading.wrapped
        return lines


class _Reading(Setting):
    """Reads from one element on."""

    def __init__(self, flow: Flow, path: str, within: bool) -> None:
        super().__init__(path, within)
        self.flow = flow

    def read(self, root: Element) -> list[Line]:
        todo: list[tuple[Element, str]] = [(root, "")]
        self.open.append(Block("", {}))
        while todo:
            element, ending = todo.pop()
            if ending:
                self._end(element, ending)
            else:
                ending = self._start(element) if element is not root else "block"
                if ending:
                    if element is root:
                        self.open.append(Block(self.path, {}))
                    todo.append((element, ending))
                    if element.text:
                        self.text(element.text, element)
                    todo += [(child, "") for child in reversed(element)]
                    continue
            if element.tail and element is not root:
                self.text(element.tail, element)
        self.flush()
        return self.lines

    # ----------------------------------------------------------------- elements

    def _start(self, element: Element) -> str:
        """Opens an element; gives what to do at its end, "" when its content is left out."""
        tag = element.tag
        if not isinstance(tag, str):
            return ""
        if tag in UNREAD:
            self._picture(element, tag)
            return ""
        attributes: dict[str, str] = dict(element.items())  # type: ignore[arg-type]
        if attributes and not self.flow.revealing and furniture.hidden(attributes):
            self._unseen(element)
            return ""
        notes = self.flow.notes
        if element in notes.noted or element in notes.back:
            if element in notes.noted:
                self.flush()
            return ""
        if tag == "a" or tag == "sup" or tag == "span":
            called = notes.calls.get(element)
            if called is not None:
                self._call(*called)
                return ""
        if self.furniture:
            return self._in_furniture(element, tag)
        if attributes or tag in JUDGED or tag in HEADINGS or tag in MENUS:
            name = self._furniture(element, tag, attributes)
            if name and self._beside(element, tag, name):
                return ""
            if name:
                self.flush()
                self.furniture = name
                self.step(tag, attributes)
                return "furniture"
        if element is self.flow.main or (
            tag == "header" and self.flow.main is not None and self.flow.judge.titles(element)
        ):
            self.flush()
            self.within = True
            self.step(tag, attributes)
            return "main"
        if attributes and css.is_row(attributes):
            self.items.update(element)
        if tag in BLOCKS or element in self.items or css.is_block(attributes):
            return self._block(element, tag, attributes)
        return self._inline(element, tag, attributes)

    def _furniture(self, element: Element, tag: str, attributes: Mapping[str, str]) -> str:
        if element in self.flow.notes.heads:
            return "heading of the notes"
        if tag in MENUS and self._is_menu(element):
            return "links"
        if tag not in JUDGED and not ("class" in attributes or "id" in attributes or "role" in attributes):
            return ""
        return self.flow.judge.name(element, attributes)

    def _beside(self, element: Element, tag: str, name: str) -> bool:
        """Takes furniture that stands within a line (the button of a term, say): the line goes on behind it."""
        if tag in BLOCKS or element in self.items or not self.words.size:
            return False
        words = string(element).split()
        if words:
            self.aside.append(Line(" ".join(words), self.where(), line_of(element), furniture=name))
        return True

    def _is_menu(self, element: Element) -> bool:
        """Whether nothing but links stands in an element outside the main text, or nothing but links into the page."""
        # Nothing is looked at twice, however deep elements stand in one another.
        if self.lists or len(element) == 0 or (element.tag in ("p", "div") and element[0].tag not in ("a", "span")):
            return False
        links = element.findall(".//a")
        if len(links) < FEWEST_LINKS or (element.tag == "div" and len(links) > 40):
            return False
        inner = "".join(string(element).split())
        linked = [string(a) for a in links]
        shown = sum(len("".join(text.split())) for text in linked)
        if not inner or shown < 0.9 * len(inner) or sum(len(t.split()) for t in linked) > MENU_WORDS * len(links):
            return False
        inward = all((a.get("href") or "").startswith("#") for a in links)
        if self.flow.notes.noted and any(part in self.flow.notes.noted for part in element.iter()):
            return False
        return inward or not self.within

    def _in_furniture(self, element: Element, tag: str) -> str:
        if tag in BLOCKS:
            self.flush()
            return "plain"
        if tag == "br":
            self.flush()
        elif tag == "a":
            self.words.space = True
        return "inline"

    def _picture(self, element: Element, tag: str) -> None:
        """Tells of the words that stand for a picture, or in it."""
        said = element.get("alt") or "" if tag in ("img", "area", "input") else string(element) if tag == "svg" else ""
        words = said.split()
        if words and not furniture.hidden(dict(element.items())):  # type: ignore[arg-type]
            message = f"{self.where()}/{tag}: picture: {rules.shown(' '.join(words))}"
            self.flow.found.append(Diagnostic(PICTURE, message, Place(line_of(element), 1)))

    def _unseen(self, element: Element) -> None:
        words = string(element).split()
        if words:
            self.flow.unseen += sum(map(len, words))
            where = f"{self.where()}/{element.tag}"
            self.flow.found.append(
                Diagnostic(HIDDEN, f"{where}: hidden: {rules.shown(' '.join(words))}", Place(line_of(element), 1))
            )

    # ----------------------------------------------------------------- blocks

    def _block(self, element: Element, tag: str, attributes: Mapping[str, str]) -> str:
        if tag == "table" and tables.holds_facts(element, attributes):
            self.flush()
            self.step(tag, attributes)
            self._set_table(element)
            self.open.pop()
            return ""
        if not (self.row and tag in ("td", "th", "p", "div") and tables.NUMBER.fullmatch(self.words.text())):
            self.flush()
        self.step(tag, attributes)
        if tag in ("ol", "ul", "menu", "dir"):
            self._list(element, attributes)
            return "list"
        if tag == "li":
            self.label = self.lists[-1].label(attributes) if self.lists else None
            return "item"
        if tag in HEADINGS:
            self.heading = HEADINGS[tag]
            return "heading"
        if tag in PREFORMATTED or css.keeps_space(attributes):
            self.kept += 1
            return "kept"
        if tag == "tr":
            self.row += 1
            return "row"
        if tag == "hr":
            self.gap = True
        return "block"

    def _list(self, element: Element, attributes: Mapping[str, str]) -> None:
        classes = attributes.get("class", "").split()
        depth = sum(1 for above in self.lists if not above.ordered)
        unmarked = any(word in furniture.known().lists["unmarked"] for word in classes)
        opened = List(element, attributes, depth, unmarked, self.flow.sheets, self.flow.counters)
        if opened.printed:
            self.flow.found.append(
                Diagnostic(
                    NUMBERS, f"{self.where()}: its items begin with numbers of their own", Place(line_of(element), 1)
                )
            )
        if not self.lists:
            self.series += 1
        self.lists.append(opened)

    def _set_table(self, element: Element) -> None:
        path = self.where()
        made = tables.table_of(element, lambda part: self.flow.read(part, path, within=True))
        if any(cell.blocks for row in made.rows for cell in row.cells):
            self.lines.append(Line("", path, line_of(element), table=made, gap=True))

    def _end(self, element: Element, ending: str) -> None:
        if ending == "inline":
            return
        if ending == "emphasis":
            self.words.end()
            return
        if ending == "quote":
            self.words.add("”")
            return
        if ending == "reading":
            self.words.add(")")
            return
        if ending == "row":
            self.row -= 1
        numbering = self.row and ending == "block" and tables.NUMBER.fullmatch(self.words.text())
        if numbering:
            self.words.space = True
        else:
            self.flush(ended=ending == "item")
        if ending == "plain":
            return
        self.open.pop()
        if ending == "list":
            self.lists.pop()
        elif ending == "item":
            self.label = None
        elif ending == "heading":
            self.heading = 0
        elif ending == "kept":
            self.kept -= 1
        elif ending == "furniture":
            self.furniture = ""
        elif ending == "main":
            self.within = self.flow.main is None
        self.gap = True

    # ----------------------------------------------------------------- inlines

    def _inline(self, element: Element, tag: str, attributes: Mapping[str, str]) -> str:
        if tag == "br":
            if self.words.cut():
                self.flush()
                self.gap = True
            return ""
        kind = EMPHASIS.get(tag)
        if kind is not None:
            self.words.begin(kind)
            return "emphasis"
        if tag == "a":
            href = attributes.get("href", "").strip()
            if href.startswith(("http://", "https://")) and not any(c.isspace() or c in '<>"' for c in href):
                self.words.begin("u", href)
                return "emphasis"
        elif tag == "q":
            self.words.add(f"{' ' if self.words.space else ''}“")
            return "quote"
        elif tag == "rt":
            self.words.add("(")
            return "reading"
        elif attributes and (face := css.face(attributes)) is not None:
            self.words.begin(face)
            return "emphasis"
        return "inline"

    def _call(self, marker: str, block: Element) -> None:
        self.words.call(Call(0, marker, tuple(self.note(marker, block))))

    def note(self, marker: str, block: Element) -> list[Line]:
        """The lines of a note without its mark."""
        self.flow.set_notes.add(block)
        path = f"//*[@id='{block.get('id')}']" if block.get("id") else ""
        reading = _Reading(self.flow, path, True)
        lines = reading.read(block)
        if not lines:
            return []
        first = lines[0]
        opening = re.match(rf"\s*[\[(]?{re.escape(marker)}(?!\w)[\])]?", first.text)
        cut = opening.end() if opening else 0
        stray = STRAY.match(first.text[cut:]) if opening or first.text[:1] in ".:)]" else None
        cut += stray.end() if stray else 0
        return [without(first, cut), *lines[1:]] if cut else lines
