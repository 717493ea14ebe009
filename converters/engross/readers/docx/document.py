"""A Word file as a sheet: its main text, its notes at their calls, its page heads and feet, and what it says of itself."""

from __future__ import annotations

import re

from msgspec import structs

from engross.container import Package
from engross.diagnostics import Diagnostic, Rule, Severity
from engross.model import Metadata, Paragraph
from engross.readers.docx.changes import Changes, Wish
from engross.readers.docx.inlines import Inlines
from engross.readers.docx.names import NS, R_NS, VAL, on
from engross.readers.docx.notes import Notes
from engross.readers.docx.numbering import Numbering
from engross.readers.docx.story import Story
from engross.readers.docx.styles import Styles
from engross.readers.docx.tables import Tables
from engross.recognise.overlay import blocks_of
from engross.recognise.rules import shown
from engross.recognise.sheet import Line, Sheet
from engross.source import Place
from engross.xml import Element, parse

HIDDEN = Rule("docx-hidden", "hidden", Severity.WARNING, "Hidden text was left out")
CHANGED = Rule("docx-changes", "changes", Severity.WARNING, "The text has tracked changes")
COMMENT = Rule("docx-comment", "comment", Severity.INFO, "A comment stands beside the text")
LEFT_OUT = Rule("docx-left-out", "left-out", Severity.WARNING, "Something in the file has no text that can be read")
PICTURE = Rule(
    "docx-picture", "left-out", Severity.INFO, "A picture was left out; the words that stand for it are told"
)
RECORD = Rule("docx-record", "record", Severity.INFO, "The file carries a canonical record")
RULES = (HIDDEN, CHANGED, COMMENT, LEFT_OUT, PICTURE, RECORD)

DC = "{http://purl.org/dc/elements/1.1/}"
CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
NO_TITLE = re.compile(r"(?:microsoft word\b.*|untitled.*|document ?\d*|.{0,3}|.*\.(?:docx?|rtf|odt|pdf|wpd))$", re.I)
"""Titles that programs give a file, not people."""
CAPTIONS = frozenset(("caption", "table caption"))
"""Names of the styles that Word and pandoc set captions in."""
DONE = {"accept": "accepted", "reject": "rejected"}
REFERENCES = {"header": NS + "headerReference", "footer": NS + "footerReference"}


class Document:
    """One file while it is read."""

    def __init__(self, package: Package, changes: Wish) -> None:
        self.package = package
        self.page = 1
        self.found: list[Diagnostic] = []
        root = package.xml(package.main)
        self.body = _body(root)
        self.settings = package.optional("settings")
        styles = package.optional("styles")
        self.language = _language(styles)
        self.styles = Styles(styles)
        self.numbering = Numbering(package.optional("numbering"), self.styles, self.language)
        self.changes = Changes(changes, package.name)
        self.sections = [
            s for s in self.body.iter(NS + "sectPr") if next(s.iterancestors(NS + "sectPrChange"), None) is None
        ]
        self.tables = Tables(self)
        self.story = Story(self, package.main)
        self.notes = Notes(self, self.sections, self.settings)
        self.comments: dict[str, Element] | None = None
        self.hidden: dict[tuple[str, int], list[str]] = {}

    def sheet(self) -> Sheet:
        """All that is seen in the file, and what is to be told of the rest."""
        lines = captioned(self.story.read(self.body))
        heads, feet = self._running("header"), self._running("footer")
        facts = self._facts()
        return Sheet(self.package.name, (*heads, *lines, *feet), facts, (*self._told(), *self.found))

    # ----------------------------------------------------------------- page heads and feet

    def next_section(self) -> None:
        """A section ends here."""
        self.notes.next_section()

    def _running(self, kind: str) -> list[Line]:
        """The lines of page heads or feet that are shown on some page, each text once."""
        even = self.settings is not None and bool(on(self.settings.find(NS + "evenAndOddHeaders")))
        parts = {r.id: r.target for r in self.package.related(self.package.main) if r.kind == kind and not r.external}
        out: list[Line] = []
        read: set[str] = set()
        said: set[str] = set()
        for n, section in enumerate(self.sections, 1):
            first = bool(on(section.find(NS + "titlePg")))
            for reference in section.iterfind(REFERENCES[kind]):
                part = parts.get(reference.get(R_NS + "id", ""), "")
                when = reference.get(NS + "type", "default")
                if part in read or not self.package.has(part) or (when == "first" and not first):
                    continue
                if when == "even" and not even:
                    continue
                read.add(part)
                for line in Story(self, part, f"{kind} of section {n}").read(self.package.xml(part)):
                    if (line.text or line.number) and line.text not in said:
                        said.add(line.text)
                        out.append(Line(line.text, line.place, line.at, furniture=kind, calls=line.calls))
        return out

    # ----------------------------------------------------------------- what is told

    def hide(self, story: Inlines, text: str) -> None:
        """Notes text that is hidden."""
        if text.strip():
            self.hidden.setdefault(story.place(), []).append(text)

    def leave_out(self, story: Inlines, what: str) -> None:
        """Notes what cannot be read."""
        self._tell(story, LEFT_OUT, f"{what} was left out")

    def picture(self, story: Inlines, words: str) -> None:
        """Notes a picture by the words that stand for it."""
        self._tell(story, PICTURE, f"picture: {shown(words)}")

    def comment(self, story: Inlines, identifier: str) -> None:
        """Notes a comment by its words."""
        if self.comments is None:
            root = self.package.optional("comments")
            listed = root.iterfind(NS + "comment") if root is not None else ()
            self.comments = {comment.get(NS + "id", ""): comment for comment in listed}
        found = self.comments.get(identifier)
        if found is not None:
            paragraphs = ["".join([t.text or "" for t in p.iter(NS + "t")]) for p in found.iter(NS + "p")]
            text = " ".join(" ".join(paragraphs).split())
            self._tell(story, COMMENT, f"{found.get(NS + 'author') or 'somebody'} comments: {text}")

    def _tell(self, story: Inlines, rule: Rule, message: str) -> None:
        words, at = story.place()
        self.found.append(Diagnostic(rule, f"{words}: {message}", Place(at, 1)))

    def _told(self) -> list[Diagnostic]:
        out = []
        for (words, at), texts in self.hidden.items():
            message = f"{words}: hidden text was left out: {shown(''.join(texts))!r}"
            out.append(Diagnostic(HIDDEN, message, Place(at, 1)))
        changes = self.changes
        if changes.inserted or changes.deleted:
            said = (
                f"tracked changes were {DONE[changes.wish]}: {changes.inserted} insertions, {changes.deleted} deletions"
            )
            out.append(Diagnostic(CHANGED, said, hint="--changes reject reads the text as it was before them"))
        if self._carries_record():
            said = "the file carries a canonical record; read was its visible text, which may have been edited since"
            out.append(Diagnostic(RECORD, said))
        return out

    def _carries_record(self) -> bool:
        for relationship in self.package.related(self.package.main):
            if relationship.kind == "customXml" and not relationship.external and self.package.has(relationship.target):
                if b"akomaNtoso" in self.package.bytes(relationship.target)[:2048]:
                    return True
        return False

    # ----------------------------------------------------------------- what the file says of itself

    def _facts(self) -> Metadata:
        part = next((r.target for r in self.package.related("") if r.kind == "core-properties" and not r.external), "")
        if not part or not self.package.has(part):
            return Metadata()
        root = parse(self.package.bytes(part), f"{self.package.name}: {part}")
        title = " ".join((root.findtext(DC + "title") or "").split())
        words = re.split(r"[;,،、]", root.findtext(CP + "keywords") or "")
        return Metadata(
            title="" if NO_TITLE.match(title) else title,
            keywords=tuple(dict.fromkeys([word.strip() for word in words if word.strip()])),
        )


def captioned(lines: list[Line]) -> list[Line]:
    """The lines, captions taken into the tables below them, or above where nothing better stands there."""
    out: list[Line] = []
    for line in lines:
        above = out[-1] if out else None
        if line.table is not None and above is not None and above.style.lower() in CAPTIONS:
            out[-1] = _with_caption(line, above)
        elif (
            line.style.lower() in CAPTIONS and above is not None and above.table is not None and not above.table.caption
        ):
            out[-1] = _with_caption(above, line)
        else:
            out.append(line)
    return out


def _with_caption(table: Line, caption: Line) -> Line:
    (block,) = blocks_of((caption,))
    if table.table is None or not isinstance(block, Paragraph):
        return table
    return structs.replace(table, table=structs.replace(table.table, caption=block.content))


def _body(root: Element) -> Element:
    body = root.find(NS + "body")
    return root if body is None else body


def _language(styles: Element | None) -> str:
    """The language of the file's texts (ISO 639-1), by its defaults."""
    found = styles.find(f"{NS}docDefaults/{NS}rPrDefault/{NS}rPr/{NS}lang") if styles is not None else None
    return found.get(VAL, "en").partition("-")[0].lower() if found is not None else "en"
