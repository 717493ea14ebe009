"""What stands within the paragraphs of a Word file: runs, fields, links, notes, boxes; their words and emphasis."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engross.model import EmphasisKind
from engross.readers.docx import counters
from engross.readers.docx.fields import Fields, safe
from engross.readers.docx.names import M_NS, MC, NS, R_NS, on, value
from engross.readers.docx.notes import marked
from engross.readers.docx.styles import NO_FACE, face_of
from engross.readers.docx.words import Words
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
SUPERSCRIPTS: dict[str, EmphasisKind] = {"sup": "sup", "sub": "sub"}


class Inlines:
    """Gathers the words of paragraphs. `part` is the part whose relationships its links go by; `where` names the story
    in places, "" for the main text."""

    def __init__(self, document: Document, part: str, where: str = "") -> None:
        self.document = document
        self.where = where
        self.links = {r.id: r.target for r in document.package.related(part) if r.kind == "hyperlink" and r.external}
        self.fields = Fields()
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
            NS + "subDoc": self.unread,
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

    def place(self) -> tuple[str, int]:
        """Where a paragraph stands, in words, and the number by which findings give it."""
        return self.where or f"paragraph {self.paragraphs}", max(self.document.story.paragraphs, 1)

    # ----------------------------------------------------------------- what holds words

    def inlines(self, parent: Element) -> None:
        """Takes all that stands within an element."""
        inline = self.inline
        for child in parent:
            tag = child.tag
            handler = inline.get(tag)
            if handler is not None:
                handler(child)
            elif tag in CONTAINERS:
                self.inlines(child)
            elif tag in INSERTED or tag in DELETED:
                if self.document.changes.kept(child):
                    self.inlines(child)
            elif isinstance(tag, str) and tag.startswith(M_NS):
                self.inlines(child)

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
            self.end_mark()

    def end_mark(self) -> None:
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
        self.inlines(element)
        self.link = before

    def _field(self, element: Element) -> None:
        self.fields.simple(element.get(NS + "instr", ""))
        self.inlines(element)
        self.fields.end()

    def _control(self, element: Element) -> None:
        inner = element.find(NS + "sdtContent")
        if inner is not None and not self.placeholder(element):
            self.inlines(inner)

    def placeholder(self, element: Element) -> bool:
        """Whether a content control is an empty form, which shows its prompt; then that is told."""
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
            self.inlines(base)
        if gloss is not None:
            self.words.add("(", (), "")
            self.inlines(gloss)
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
                self.inlines(child)

    def _drawing(self, element: Element) -> None:
        self.boxes += boxes_in(element)
        # DrawingML says what a picture shows in wp:docPr (ECMA-376-1, 20.4.2.5), VML in the shape itself.
        said = [part.get("descr") or "" for part in element.iterfind("*/{*}docPr")]
        said += [part.get("alt") or "" for part in element.iterfind("*")]
        for words in filter(None, (" ".join(text.split()) for text in said)):
            self.document.picture(self, words)
        for holder in element.iter("{*}graphicData"):
            kind = holder.get("uri", "").rpartition("/")[2]
            if kind in ("chart", "diagram"):
                self.document.leave_out(self, f"the words of a {kind}")

    def unread(self, element: Element) -> None:
        """Tells of a file within the file."""
        self.document.leave_out(self, "another file that is set in here")

    def _footnote(self, element: Element) -> None:
        self._note("footnote", element)

    def _endnote(self, element: Element) -> None:
        self._note("endnote", element)

    def _note(self, kind: str, element: Element) -> None:
        notes = self.document.notes
        lines = notes.lines(kind, element.get(NS + "id", ""))
        if element.get(NS + "customMarkFollows", "0") not in ("0", "false", "off"):
            self.end_mark()
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
