"""Word's fields: of each only the result is text; numbers of pages are none, addresses are links."""

from __future__ import annotations

import re

from engross.readers.docx.names import NS, VAL, on, value, whole
from engross.xml import Element

PAGES = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF"))
AUTOMATIC = frozenset(("AUTONUM", "AUTONUMLGL", "AUTONUMOUT"))
"""Fields of old files that number paragraphs; they have no result."""
LISTS = frozenset(("TOC", "INDEX", "TOA"))
"""Fields whose results repeat the text: tables of contents, indexes."""
ADDRESS = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]+)"?', re.I)
SAFE = ("http://", "https://", "mailto:", "ftp://")
BOXES = ("☐", "☒")


class Frame:
    """A field that has begun and not ended. `code`: whether what comes is still its instruction."""

    __slots__ = ("code", "drawn", "href", "instruction", "name")

    def __init__(self, drawn: str = "") -> None:
        self.instruction: list[str] = []
        self.code = True
        self.name = ""
        self.href = ""
        self.drawn = drawn
        """What a form shows where it has no result."""

    def separate(self) -> None:
        """The instruction is whole."""
        self.code = False
        text = "".join(self.instruction).strip()
        self.name = text.split(None, 1)[0].upper() if text else ""
        found = ADDRESS.match(text) if self.name == "HYPERLINK" else None
        self.href = safe(found[1]) if found and not re.search(r"\\l\b", text[: found.start(1)]) else ""


class Fields:
    """The fields open at a place of a story; they may begin in one paragraph and end in another."""

    def __init__(self) -> None:
        self.open: list[Frame] = []
        self.numbered = 0

    def char(self, element: Element) -> str:
        """Takes a w:fldChar; gives the text that a form shows at its end."""
        kind = element.get(NS + "fldCharType")
        if kind == "begin":
            self.open.append(Frame(_drawn(element.find(NS + "ffData"))))
        elif kind == "separate" and self.open:
            self.open[-1].separate()
        elif kind == "end" and self.open:
            frame = self.open.pop()
            if frame.code and self.visible:
                frame.separate()
                if frame.name in AUTOMATIC:
                    self.numbered += 1
                    return f"{self.numbered}. "
                return frame.drawn
        return ""

    def simple(self, instruction: str) -> None:
        """Opens a w:fldSimple, whose instruction is an attribute; `end` closes it."""
        frame = Frame()
        frame.instruction.append(instruction)
        frame.separate()
        self.open.append(frame)

    def end(self) -> None:
        """Closes the last field."""
        self.open.pop()

    def instruct(self, text: str) -> None:
        """Adds to the instruction of the last field."""
        if self.open:
            self.open[-1].instruction.append(text)

    @property
    def visible(self) -> bool:
        """Whether text that stands here is seen and is no number of a page."""
        return not any(frame.code or frame.name in PAGES for frame in self.open)

    @property
    def href(self) -> str:
        """Where text that stands here leads."""
        return next((frame.href for frame in reversed(self.open) if frame.href), "")

    @property
    def listing(self) -> bool:
        """Whether text that stands here repeats other text."""
        return any(frame.name in LISTS for frame in self.open)


def safe(address: str) -> str:
    """An address that a text may lead to, "" for any other."""
    return address if address.lower().startswith(SAFE) else ""


def _drawn(form: Element | None) -> str:
    """What a form field shows: the box it is, or the entry chosen of its list."""
    if form is None:
        return ""
    box = form.find(NS + "checkBox")
    if box is not None:
        checked = on(box.find(NS + "checked"))
        return BOXES[bool(on(box.find(NS + "default")) if checked is None else checked)]
    entries = form.find(NS + "ddList")
    if entries is None:
        return ""
    listed = [entry.get(VAL, "") for entry in entries.iterfind(NS + "listEntry")]
    chosen = whole(value(entries, "result")) or whole(value(entries, "default")) or 0
    return listed[chosen] if 0 <= chosen < len(listed) else ""
