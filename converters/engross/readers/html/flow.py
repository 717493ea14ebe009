"""A page read from the top down into the lines of a sheet, each with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from msgspec import structs

from engross.diagnostics import Diagnostic, Rule, Severity
from engross.model import EmphasisKind
from engross.readers.html import furniture, tables
from engross.readers.html.furniture import Judge
from engross.readers.html.lists import Label, List
from engross.readers.html.notes import Known
from engross.readers.html.page import string
from engross.readers.html.words import Run, Words, joined
from engross.recognise import rules
from engross.recognise.sheet import Call, Line
from engross.source import Place
from engross.xml import Element, line_of

HIDDEN = Rule("html-hidden", "hidden", Severity.INFO, "Text of a page is not seen on it and was left out")
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
TOLD = ("class", "id", "role", "style", "hidden", "aria-hidden", "type", "value", "start", "reversed", "href")
KEPT_SPACE = re.compile(r"white-space(?:-collapse)?\s*:\s*(?:pre|preserve|break-spaces)", re.I)
AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.I)
AS_ROW = re.compile(r"display\s*:\s*(?:inline-)?(?:flex|grid)", re.I)
ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I)
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
STRAY = re.compile(r"^[\s.:)\]*–—-]+")
SHORT = 80
"""Characters below which a line outside the main text is taken for furniture of the page."""
FEWEST_LINKS = 3
MENU_WORDS = 6
"""Words a link in a list of links has at most, on the mean."""


class Block(NamedTuple):
    """An open element: its step in the path and how many children of each name it has had."""

    step: str
    counts: dict[str, int]


class Flow:
    """Reads one page. The lines of notes are read where they are called."""

    def __init__(self, judge: Judge, notes: Known, main: Element | None, revealing: bool = False) -> None:
        """`revealing`: whether hidden elements are read too."""
        self.revealing = revealing
        self.judge = judge
        self.notes = notes
        self.main = main
        self.found: list[Diagnostic] = []
        self.unseen = 0
        self.wrapped = 0
        """Characters on lines that the page breaks itself."""

    def read(self, element: Element, path: str = "", within: bool = False) -> list[Line]:
        """The lines of what stands in an element. `within`: inside the main text, whatever stands around it."""
        return _Reading(self, path, within or self.main is None).read(element)


class _Reading:
    """Lines while they are made, from one element on."""

    def __init__(self, flow: Flow, path: str, within: bool) -> None:
        self.flow = flow
        self.table = furniture.known()
        self.words = Words()
        self.lines: list[Line] = []
        self.path = path
        self.open: list[Block] = []
        self.lists: list[List | None] = []
        self.label: Label | None = None
        self.heading = 0
        self.furniture = ""
        self.within = within
        self.kept = 0
        self.at = 0
        self.row = 0
        self.items: set[Element] = set()
        """Children of rows, which are blocks."""
        self.gap = True

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
                        self._text(element.text, element)
                    todo += [(child, "") for child in reversed(element)]
                    continue
            if element.tail and element is not root:
                self._text(element.tail, element)
        self._flush()
        return self.lines

    # ----------------------------------------------------------------- elements

    def _start(self, element: Element) -> str:
        """Opens an element; gives what to do at its end, "" when its content is left out."""
        tag = element.tag
        if not isinstance(tag, str) or tag in UNREAD:
            return ""
        attributes: dict[str, str] = dict(element.items())  # type: ignore[arg-type]
        if attributes and not self.flow.revealing and furniture.hidden(attributes):
            self._unseen(element)
            return ""
        notes = self.flow.notes
        if element in notes.noted or element in notes.back:
            if element in notes.noted:
                self._flush()
            return ""
        if tag == "a" or tag == "sup" or tag == "span":
            called = notes.calls.get(element)
            if called is not None:
                self._call(*called)
                return ""
        if self.furniture:
            return self._in_furniture(element, tag)
        if tag in JUDGED or attributes or tag in HEADINGS:
            name = self._furniture(element, tag, attributes)
            if name:
                self._flush()
                self.furniture = name
                self._step(tag, attributes)
                return "furniture"
        if element is self.flow.main or (
            tag == "header" and self.flow.main is not None and self.flow.judge.titles(element)
        ):
            self._flush()
            self.within = True
            self._step(tag, attributes)
            return "main"
        if attributes and self._is_row(attributes):
            self.items.update(element)
        if tag in BLOCKS or element in self.items or self._is_block(attributes):
            return self._block(element, tag, attributes)
        return self._inline(element, tag, attributes)

    def _furniture(self, element: Element, tag: str, attributes: Mapping[str, str]) -> str:
        if element in self.flow.notes.heads:
            return "heading of the notes"
        if tag in ("ul", "ol", "div", "p") and self._is_menu(element):
            return "links"
        if tag not in JUDGED and not ("class" in attributes or "id" in attributes or "role" in attributes):
            return ""
        return self.flow.judge.name(element, attributes)

    def _is_menu(self, element: Element) -> bool:
        """Whether nothing but links stands in an element outside the main text, or nothing but links into the page."""
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
            self._flush()
            return "plain"
        if tag == "br":
            self._flush()
        elif tag == "a":
            self.words.space = True
        return "inline"

    def _unseen(self, element: Element) -> None:
        words = string(element).split()
        if words:
            self.flow.unseen += sum(map(len, words))
            where = f"{self._where()}/{element.tag}"
            self.flow.found.append(
                Diagnostic(HIDDEN, f"{where}: hidden: {rules.shown(' '.join(words))}", Place(line_of(element), 1))
            )

    def _is_block(self, attributes: Mapping[str, str]) -> bool:
        if not attributes:
            return False
        style = attributes.get("style")
        if style and AS_BLOCK.search(style):
            return True
        return any(word in self.table.kept["block"] for word in attributes.get("class", "").split())

    def _is_row(self, attributes: Mapping[str, str]) -> bool:
        """Whether each child of an element is a block, whatever it is by itself (CSS Flexbox 1, 4)."""
        style = attributes.get("style")
        if style and AS_ROW.search(style):
            return True
        return any(word in self.table.kept["row"] for word in attributes.get("class", "").split())

    def _step(self, tag: str, attributes: Mapping[str, str]) -> None:
        counts = self.open[-1].counts
        counts[tag] = n = counts.get(tag, 0) + 1
        identifier = attributes.get("id")
        if identifier and "'" not in identifier:
            step = f"//*[@id='{identifier}']"
        else:
            step = f"/{tag}[{n}]" if n > 1 or tag not in ("html", "body", "main") else f"/{tag}"
        self.open.append(Block(step, {}))

    def _where(self) -> str:
        steps: list[str] = []
        for block in reversed(self.open):
            steps.append(block.step)
            if block.step.startswith("//"):
                break
        return "".join(reversed(steps))

    # ----------------------------------------------------------------- blocks

    def _block(self, element: Element, tag: str, attributes: Mapping[str, str]) -> str:
        if tag == "table" and tables.holds_facts(element, attributes):
            self._flush()
            self._step(tag, attributes)
            self._set_table(element)
            self.open.pop()
            return ""
        if not (self.row and tag in ("td", "th", "p", "div") and tables.NUMBER.fullmatch(self.words.text())):
            self._flush()
        self._step(tag, attributes)
        if tag in ("ol", "ul", "menu", "dir"):
            self._list(element, attributes)
            return "list"
        if tag == "li":
            above = self.lists[-1] if self.lists else None
            self.label = above.label(attributes) if above is not None else None
            return "item"
        if tag in HEADINGS:
            self.heading = HEADINGS[tag]
            return "heading"
        if tag in PREFORMATTED or self._keeps_space(attributes):
            self.kept += 1
            return "kept"
        if tag == "tr":
            self.row += 1
            return "row"
        if tag == "hr":
            self.gap = True
        return "block"

    def _keeps_space(self, attributes: Mapping[str, str]) -> bool:
        style = attributes.get("style")
        if style and KEPT_SPACE.search(style):
            return True
        return any(word in self.table.kept["white_space"] for word in attributes.get("class", "").split())

    def _list(self, element: Element, attributes: Mapping[str, str]) -> None:
        depth = sum(1 for above in self.lists if above is not None and not above.ordered)
        classes = attributes.get("class", "").split()
        unmarked = any(word in self.table.lists["unmarked"] for word in classes)
        opened = List(element, attributes, depth, unmarked)
        if opened.printed:
            self.flow.found.append(
                Diagnostic(
                    NUMBERS, f"{self._where()}: its items begin with numbers of their own", Place(line_of(element), 1)
                )
            )
        self.lists.append(opened)

    def _set_table(self, element: Element) -> None:
        path = self._where()
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
            self._flush(ended=ending == "item")
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
                self._flush()
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
        elif attributes and (style := attributes.get("style")) and "font-" in style:
            if ITALIC.search(style):
                self.words.begin("i")
                return "emphasis"
            if BOLD.search(style):
                self.words.begin("b")
                return "emphasis"
        return "inline"

    def _call(self, marker: str, block: Element) -> None:
        self.words.call(Call(0, marker, tuple(self._note(marker, block))))

    def _note(self, marker: str, block: Element) -> list[Line]:
        reading = _Reading(self.flow, f"//*[@id='{block.get('id')}']" if block.get("id") else "", True)
        lines = reading.read(block)
        if not lines:
            return []
        first = lines[0]
        opening = re.match(rf"\s*[\[(]?{re.escape(marker)}(?!\w)[\])]?", first.text)
        cut = opening.end() if opening else 0
        stray = STRAY.match(first.text[cut:]) if opening or first.text[:1] in ".:)]" else None
        cut += stray.end() if stray else 0
        return [_from(first, cut), *lines[1:]] if cut else lines

    # ----------------------------------------------------------------- words

    def _text(self, text: str, element: Element) -> None:
        words = self.words
        if self.furniture:
            self._furniture_text(text, element)
            return
        if self.kept:
            self._kept_text(text, element)
            return
        if not words.size and not text.isspace():
            self.at = line_of(element) + text.count("\n", 0, len(text) - len(text.lstrip()))
        words.add(text)

    def _furniture_text(self, text: str, element: Element) -> None:
        """A line of the sheet for each line of the file, as the furniture of a text has."""
        line = line_of(element)
        for n, part in enumerate(text.split("\n")):
            if n:
                self._flush()
            if not self.words.size and part.strip():
                self.at = line + n
            self.words.add(part)

    def _kept_text(self, text: str, element: Element) -> None:
        line = line_of(element)
        for n, part in enumerate(text.split("\n")):
            if n and self.words.cut():
                self._flush()
                self.gap = True
            if not self.words.size and part.strip():
                self.at = line + n
            self.words.add(part)

    # ----------------------------------------------------------------- lines

    def _flush(self, ended: bool = False) -> None:
        """Ends the line; an item that `ended` without words is a line of its number alone."""
        label = self.label
        if not self.words.size and not self.words.marks:
            if self.words.cuts or self.words.space:
                self.words.take()
            if not (ended and label and label.text and label.counts != "bullet"):
                return
        runs = self._together(self.words.take()) or [Run("", (), (), ())]
        self.label = None
        name = self.furniture or self._outside(runs, label)
        path = self._where()
        if name:
            path = path or "/html/body"
        if len(runs) > 1:
            self.flow.wrapped += sum(len(run.text) for run in runs)
        depth = len([None for above in self.lists if above is not None])
        for n, run in enumerate(runs):
            shown = label if n == 0 and label and label.text and not name else None
            self.lines.append(
                Line(
                    run.text,
                    path,
                    self.at + n if self.at else 0,
                    number=shown.text if shown else "",
                    counts=shown.counts if shown else "",
                    value=shown.value if shown else 0,
                    emphasis=run.emphasis,
                    links=run.links,
                    calls=run.calls,
                    heading=self.heading if not name else 0,
                    furniture=name,
                    gap=self.gap and n == 0,
                    indent=18.0 * depth,
                )
            )
        self.gap = False

    def _outside(self, runs: list[Run], label: Label | None) -> str:
        """What a line outside the main text is: furniture when it is short and no heading; else it is kept."""
        if self.within or self.heading or (label and label.text):
            return ""
        return "outside the main text" if all(len(run.text) < SHORT for run in runs) else ""

    def _together(self, runs: list[Run]) -> list[Run]:
        """Runs that go on in small letters, or stand in a heading, joined to those above them."""
        if len(runs) < 2:
            return runs
        out = [runs[0]]
        for run in runs[1:]:
            if self.heading or run.text[:1].islower():
                out[-1] = joined(out[-1], run)
            else:
                out.append(run)
        return out


def _from(line: Line, cut: int) -> Line:
    """A line without its first characters."""
    return structs.replace(
        line,
        text=line.text[cut:],
        emphasis=tuple(e._replace(start=max(0, e.start - cut), end=e.end - cut) for e in line.emphasis if e.end > cut),
        links=tuple(a._replace(start=max(0, a.start - cut), end=a.end - cut) for a in line.links if a.end > cut),
        calls=tuple(c._replace(at=max(0, c.at - cut)) for c in line.calls),
        breaks=tuple(b - cut for b in line.breaks if b >= cut),
    )
