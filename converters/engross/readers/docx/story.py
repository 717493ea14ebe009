"""One story of a Word file (its main text, a note, a page head) read from the top down into the lines of a sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import structs

from engross.model import EmphasisKind
from engross.readers.docx import counters
from engross.readers.docx.fields import Fields, safe
from engross.readers.docx.names import M_NS, MC, NS, R_NS, on, value, whole
from engross.readers.docx.notes import marked
from engross.readers.docx.numbering import Label
from engross.readers.docx.styles import BODY_LEVEL, NO_FACE, ParagraphStyle, face_of, indent_of
from engross.readers.docx.words import Words, joined
from engross.recognise.sheet import Call, Line
from engross.xml import Element

if TYPE_CHECKING:
    from engross.readers.docx.document import Document

INSERTED = (NS + "ins", NS + "moveTo")
DELETED = (NS + "del", NS + "moveFrom")
CONTAINERS = frozenset(
    [NS + name for name in ("smartTag", "customXml", "bdo", "dir", "sdtContent")]
    + [M_NS + name for name in ("oMath", "oMathPara")]
)
BOX = NS + "txbxContent"
BOLD_HEADING = 120
"""Characters up to which a line in bold, without a stop, is a heading."""
TITLE = "title"
"""The name of the style that Word sets titles in."""
NO_HEADING_ENDS = ".;,:"
SUPERSCRIPTS: dict[str, EmphasisKind] = {"sup": "sup", "sub": "sub"}


class Story:
    """Reads the blocks of one part. `part` is the part whose relationships its links go by; `where` names the story
    in places, "" for the main text."""

    def __init__(self, document: Document, part: str, where: str = "") -> None:
        self.document = document
        self.where = where
        self.links = {r.id: r.target for r in document.package.related(part) if r.kind == "hyperlink" and r.external}
        self.fields = Fields()
        self.lines: list[Line] = []
        self.words = Words()
        self.paragraphs = 0
        self.boxes: list[Element] = []
        self.style = document.styles.paragraph("")
        self.link = ""
        self.marked: tuple[Line, ...] | None = None
        self.mark = ""
        """The lines of a note whose mark was made by hand, and what has been read of that mark."""
        self.inline: dict[str, Callable[[Element], None]] = {
            NS + "r": self._run, NS + "hyperlink": self._hyperlink, NS + "fldSimple": self._field, NS + "sdt": self._control,
            MC + "AlternateContent": self._choice, M_NS + "r": self._formula, NS + "ruby": self._ruby,
            NS + "subDoc": self._unread,
        }  # fmt: skip
        self.in_run: dict[str, Callable[[Element, tuple[EmphasisKind, ...]], None]] = {
            NS + "t": self._text, NS + "delText": self._text, NS + "tab": self._space, NS + "ptab": self._space,
            NS + "br": self._break, NS + "cr": self._break, NS + "noBreakHyphen": self._hyphen, NS + "sym": self._symbol,
        }  # fmt: skip
        self.beside: dict[str, Callable[[Element], None]] = {
            NS + "fldChar": self._field_char, NS + "instrText": self._instruction, NS + "drawing": self._drawing,
            NS + "pict": self._drawing, NS + "object": self._drawing, MC + "AlternateContent": self._choice,
            NS + "footnoteReference": self._footnote, NS + "endnoteReference": self._endnote, NS + "ruby": self._ruby,
            NS + "commentReference": self._comment, NS + "lastRenderedPageBreak": self._new_page,
        }  # fmt: skip

    # ----------------------------------------------------------------- blocks

    def read(self, parent: Element) -> list[Line]:
        """The lines of all blocks in an element, in order."""
        self._blocks(parent)
        self._flush()
        return self.lines

    def _blocks(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == NS + "p":
                self._paragraph(child)
            elif tag == NS + "tbl":
                self.document.tables.read(child, self)
            elif tag == NS + "sdt":
                self._block_control(child)
            elif tag == NS + "customXml" or tag == NS + "sdtContent":
                self._blocks(child)
            elif tag in INSERTED or tag in DELETED:
                if self.document.changes.kept(child):
                    self._blocks(child)
            elif tag == MC + "AlternateContent":
                self._blocks(chosen(child))
            elif tag == NS + "altChunk" or tag == NS + "subDoc":
                self._unread(child)

    def _block_control(self, element: Element) -> None:
        inner = element.find(NS + "sdtContent")
        if inner is not None and not self._placeholder(element):
            self._blocks(inner)

    def _paragraph(self, element: Element) -> None:
        document = self.document
        self.paragraphs += not self.where
        properties = document.changes.properties(element.find(NS + "pPr"))
        self.style = document.styles.paragraph(value(properties, "pStyle") or "")
        listing = self.fields.listing
        self._inlines(element)
        mark = properties.find(NS + "rPr") if properties is not None else None
        if mark is None or not document.changes.joins(mark):
            self._end(properties, mark, listing or self.fields.listing)
        section = properties.find(NS + "sectPr") if properties is not None else None
        if section is not None:
            document.next_section()
        if self.boxes:
            self._read_boxes()

    def _flush(self) -> None:
        """Ends what a paragraph without an end of its own has left."""
        if self.words.parts:
            self._end(None, None, False)

    def _end(self, properties: Element | None, mark: Element | None, listing: bool) -> None:
        """The lines of the paragraph that ends here."""
        self._end_mark()
        words, self.words = self.words, Words()
        style = self.style
        segments = words.segments()
        empty = len(segments) == 1 and not segments[0].text and not segments[0].calls
        if empty and mark is not None and face_of(mark).vanish:
            return
        label = self._label(properties, style)
        shown = label.text if label else ""
        if empty and not shown:
            return
        alignment = value(properties, "jc")
        centred = alignment == "center" if alignment is not None else bool(style.centred)
        outline = whole(value(properties, "outlineLvl"))
        outline = style.outline if outline is None else outline
        heading = outline + 1 if outline is not None and 0 <= outline < BODY_LEVEL else 0
        indent = indent_of(properties) if properties is not None else None
        if indent is None:
            indent = self.document.numbering.indent(*self._list(properties, style)) if label else style.indent
        furniture = self._furniture(style, listing)
        place, at = self.place()
        for n, segment in enumerate(joined(segments, centred or not shown)):
            text, emphasis, links, calls, breaks = segment
            bold = not heading and not furniture and _in_bold(text, emphasis)
            line = Line(
                text, place, at,
                emphasis=emphasis, links=links, calls=calls, breaks=breaks,
                heading=BODY_LEVEL if bold and not shown else heading, furniture=furniture, look="titled" if style.name.lower() == TITLE else "",
                style=style.name, indent=indent or 0.0, page=self.document.page,
            )  # fmt: skip
            if label is not None and n == 0:
                line = structs.replace(
                    line,
                    number=label.text,
                    counts=label.counts,
                    value=label.value,
                    series=label.series,
                    depth=label.level + 1,
                )
            self.lines.append(line)

    def place(self) -> tuple[str, int]:
        """Where a paragraph stands, in words, and the number by which findings give it."""
        return self.where or f"paragraph {self.paragraphs}", max(self.document.story.paragraphs, 1)

    def _furniture(self, style: ParagraphStyle, listing: bool) -> str:
        return "table of contents" if listing or style.name.lower().startswith(("toc ", "table of figures")) else ""

    def _list(self, properties: Element | None, style: ParagraphStyle) -> tuple[str, int]:
        """The list (w:numId) and level of a paragraph: its own, else those of its style; ("", 0) for none."""
        numbered = properties.find(NS + "numPr") if properties is not None else None
        own = value(numbered, "numId")
        level = whole(value(numbered, "ilvl"))
        list_id = own if own is not None else style.list_id
        if list_id is None or list_id == "0":
            return "", 0
        if level is None:
            linked = self.document.numbering.linked(list_id, style.chain) if own is None else None
            level = linked if linked is not None else (style.list_level or 0) if own is None else 0
        return list_id, level

    def _label(self, properties: Element | None, style: ParagraphStyle) -> Label | None:
        list_id, level = self._list(properties, style)
        return self.document.numbering.label(list_id, level) if list_id else None

    def _read_boxes(self) -> None:
        boxes, self.boxes = self.boxes, []
        where = f"text box in {self.place()[0]}" if not self.where else self.where
        for box in boxes:
            inner = Story(self.document, self.document.package.main, where)
            inner.links = self.links
            self.lines += inner.read(box)

    # ----------------------------------------------------------------- inlines

    def _inlines(self, parent: Element) -> None:
        inline = self.inline
        for child in parent:
            tag = child.tag
            handler = inline.get(tag)
            if handler is not None:
                handler(child)
            elif tag in CONTAINERS:
                self._inlines(child)
            elif tag in INSERTED or tag in DELETED:
                if self.document.changes.kept(child):
                    self._inlines(child)
            elif isinstance(tag, str) and tag.startswith(M_NS):
                self._inlines(child)

    def _run(self, run: Element) -> None:
        properties = self.document.changes.properties(run.find(NS + "rPr"))
        kinds, hidden = self._kinds(properties)
        if hidden:
            self.document.hide(self, "".join([t.text or "" for t in run.iter(NS + "t")]))
            for child in run:
                if child.tag in (NS + "fldChar", NS + "instrText"):
                    self.beside[child.tag](child)
            return
        for child in run:
            tag = child.tag
            handler = self.in_run.get(tag)
            if handler is not None:
                if self.fields.visible:
                    if tag == NS + "t" and properties is not None and _font(properties) in counters.table().symbols:
                        self._add(counters.plain_text(words_of(child), _font(properties)), kinds)
                    else:
                        handler(child, kinds)
            elif tag in self.beside:
                self.beside[tag](child)
        if self.mark:
            self._end_mark()

    def _end_mark(self) -> None:
        """The mark of a note that was made by hand is whole: it ends with its run."""
        if self.marked is not None:
            self.words.call(marked(self.mark.strip(), self.marked))
        self.marked, self.mark = None, ""

    def _kinds(self, properties: Element | None) -> tuple[tuple[EmphasisKind, ...], bool]:
        """The emphasis of a run beyond that of its paragraph's style, and whether it is hidden."""
        style = self.style.face
        if properties is None:
            return (), bool(style.vanish)
        styles = self.document.styles
        direct = face_of(properties)
        named = value(properties, "rStyle")
        characters = styles.characters(named) if named else NO_FACE
        if direct is NO_FACE and characters is NO_FACE:
            return (), bool(style.vanish)
        face = styles.effective(direct, style, characters)
        kinds: list[EmphasisKind] = []
        if face.b and not style.b:
            kinds.append("b")
        if face.i and not style.i:
            kinds.append("i")
        if (direct.u or characters.u) and not self.link and not self.fields.href:
            kinds.append("u")
        if face.raised:
            kinds.append(SUPERSCRIPTS[face.raised])
        return tuple(kinds), bool(face.vanish)

    def _add(self, text: str, kinds: tuple[EmphasisKind, ...]) -> None:
        if not text:
            return
        if self.marked is not None:
            self.mark += text
            return
        self.words.add(text, kinds, self.link or self.fields.href)

    def _text(self, element: Element, kinds: tuple[EmphasisKind, ...]) -> None:
        self._add(words_of(element), kinds)

    def _space(self, element: Element, kinds: tuple[EmphasisKind, ...]) -> None:
        self.words.add(" ", kinds, "")

    def _hyphen(self, element: Element, kinds: tuple[EmphasisKind, ...]) -> None:
        # As a space that does not break is a space, so is a hyphen a hyphen.
        self._add("-", kinds)

    def _break(self, element: Element, kinds: tuple[EmphasisKind, ...]) -> None:
        if element.get(NS + "type", "textWrapping") == "textWrapping":
            self.words.break_()
        else:
            self.words.add(" ", (), "")
            self.document.page += element.get(NS + "type") == "page"

    def _symbol(self, element: Element, kinds: tuple[EmphasisKind, ...]) -> None:
        try:
            code = int(element.get(NS + "char", ""), 16)
        except ValueError:
            return
        self._add(counters.symbol(code, element.get(NS + "font", "")), kinds)

    def _field_char(self, element: Element) -> None:
        unread = self.fields.open[-1] if self.fields.open else None
        self._add(self.fields.char(element), ())
        if unread is not None and unread.name == "LISTNUM" and unread not in self.fields.open:
            self.document.leave_out(self, "a number that a LISTNUM field makes")

    def _instruction(self, element: Element) -> None:
        self.fields.instruct(element.text or "")

    def _new_page(self, element: Element) -> None:
        self.document.page += 1

    def _hyperlink(self, element: Element) -> None:
        before, self.link = self.link, safe(self.links.get(element.get(R_NS + "id", ""), ""))
        self._inlines(element)
        self.link = before

    def _field(self, element: Element) -> None:
        self.fields.simple(element.get(NS + "instr", ""))
        self._inlines(element)
        self.fields.end()

    def _control(self, element: Element) -> None:
        inner = element.find(NS + "sdtContent")
        if inner is not None and not self._placeholder(element):
            self._inlines(inner)

    def _placeholder(self, element: Element) -> bool:
        properties = element.find(NS + "sdtPr")
        if properties is None or not on(properties.find(NS + "showingPlcHdr")):
            return False
        self.document.leave_out(self, f"the prompt of an empty form ({_text_in(element)!r})")
        return True

    def _formula(self, element: Element) -> None:
        for text in element.iterfind(M_NS + "t"):
            self._add(text.text or "", ())

    def _ruby(self, element: Element) -> None:
        base, gloss = element.find(NS + "rubyBase"), element.find(NS + "rt")
        if base is not None:
            self._inlines(base)
        if gloss is not None:
            self.words.add("(", (), "")
            self._inlines(gloss)
            self.words.add(")", (), "")

    def _choice(self, element: Element) -> None:
        for child in chosen(element):
            tag = child.tag
            if tag in self.inline:
                self.inline[tag](child)
            elif tag in self.beside:
                self.beside[tag](child)
            elif tag in self.in_run and self.fields.visible:
                self.in_run[tag](child, ())
            elif tag in CONTAINERS:
                self._inlines(child)

    def _drawing(self, element: Element) -> None:
        self.boxes += boxes_in(element)
        for holder in element.iter("{*}graphicData"):
            kind = holder.get("uri", "").rpartition("/")[2]
            if kind in ("chart", "diagram"):
                self.document.leave_out(self, f"the words of a {kind}")

    def _unread(self, element: Element) -> None:
        self.document.leave_out(self, "another file that is set in here")

    def _footnote(self, element: Element) -> None:
        self._note("footnote", element)

    def _endnote(self, element: Element) -> None:
        self._note("endnote", element)

    def _note(self, kind: str, element: Element) -> None:
        notes = self.document.notes
        lines = notes.lines(kind, element.get(NS + "id", ""))
        if element.get(NS + "customMarkFollows", "0") not in ("0", "false", "off"):
            self._end_mark()
            self.marked = lines
        else:
            self.words.call(Call(0, notes.count(kind), lines))

    def _comment(self, element: Element) -> None:
        self.document.comment(self, element.get(NS + "id", ""))


def chosen(element: Element) -> Element:
    """The branch of an mc:AlternateContent that is read: the first choice, else what to fall back on."""
    choice = element.find(MC + "Choice")
    if choice is not None:
        return choice
    fallback = element.find(MC + "Fallback")
    return element if fallback is None else fallback


def words_of(element: Element) -> str:
    """The text of a w:t, with that of elements that have no business in it."""
    return "".join(map(str, element.itertext())) if len(element) else element.text or ""


def boxes_in(element: Element) -> list[Element]:
    """The text boxes in a drawing, each once, those inside others left to them."""
    out: list[Element] = []
    stack = [element]
    while stack:
        part = stack.pop()
        if part.tag == BOX:
            out.append(part)
        elif part.tag == MC + "AlternateContent":
            stack.append(chosen(part))
        else:
            stack += reversed(part)
    return out


def _text_in(element: Element) -> str:
    return " ".join("".join([t.text or "" for t in element.iter(NS + "t")]).split())


def _font(properties: Element) -> str:
    fonts = properties.find(NS + "rFonts")
    return "" if fonts is None else fonts.get(NS + "ascii") or fonts.get(NS + "hAnsi") or ""


def _in_bold(text: str, emphasis: tuple[tuple[int, int, EmphasisKind], ...]) -> bool:
    """Whether a line is a heading by its looks: short, all of it bold, no stop at its end."""
    return (
        0 < len(text) < BOLD_HEADING
        and text[-1] not in NO_HEADING_ENDS
        and any(kind == "b" and start == 0 and end == len(text) for start, end, kind in emphasis)
    )
