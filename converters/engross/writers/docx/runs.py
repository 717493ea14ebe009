"""Inline text as Word's runs: emphasis, scripts, notes, fields and links."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, assert_never

from engross.figures import figure_of
from engross.model import (
    Break,
    Content,
    Emphasis,
    EmphasisKind,
    Inline,
    Lead,
    Mark,
    Note,
    OpaqueInline,
    Reference,
    text_of,
)
from engross.writers.docx.figures import picture
from engross.writers.docx.scripts import Script, Scripts
from engross.writers.docx.xml import attribute, escape

BOOKMARK_LIMIT = 40  # ISO/IEC 29500-1, 17.13.6.2, as Word applies it: letters, digits, "_"; more are cut off
TAG_LIMIT = 64  # of w:tag


class Face(NamedTuple):
    """How a run looks: a character style, and what emphasis adds to it."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    shift: str = ""


class Target(NamedTuple):
    """What a reference may point at: its bookmark; and the number that Word's REF field shows of it, "" for none."""

    bookmark: str
    number: str = ""
    depth: int = 1


PLAIN = Face()
_WEB = re.compile(r"https?://[\w.-]+(:\d{1,5})?([/?#]|$)", re.IGNORECASE)
_WEB_LIMIT = 2_000  # characters of an address that Word still takes


def emphasised(face: Face, kind: EmphasisKind) -> Face:
    """`face` with one more emphasis."""
    match kind:
        case "i":
            return face._replace(italic=True)
        case "b":
            return face._replace(bold=True)
        case "u":
            return face._replace(underline=True)
        case "sup":
            return face._replace(shift="superscript")
        case "sub":
            return face._replace(shift="subscript")
        case _:
            assert_never(kind)


def bookmark(eid: str) -> str:
    """The name of the bookmark of an eId: the eId itself where Word can hold it, else its head and a digest of it."""
    if len(eid) <= BOOKMARK_LIMIT and eid.isascii() and eid.isidentifier():
        return eid
    head = re.sub(r"[^A-Za-z0-9_]", "_", eid)[: BOOKMARK_LIMIT - 9]
    return f"{head if head[:1].isalpha() else 'e' + head[1:]}_{_digest(eid)}"


def tag(eid: str) -> str:
    """The tag of the content control of an eId: the eId, or its head and a digest where it is too long for Word."""
    return eid if len(eid) <= TAG_LIMIT else f"{eid[: TAG_LIMIT - 9]}_{_digest(eid)}"


def _digest(eid: str) -> str:
    return hashlib.sha256(eid.encode("utf-8", "surrogatepass")).hexdigest()[:8]


class Runs:
    """Sets inline content of one document.

    targets: what inner references may point at, by eId; link: gives the relationship id of a web address in a
    part of the file; call: sets a note and gives the run of its call."""

    def __init__(
        self,
        scripts: Scripts,
        targets: Mapping[str, Target],
        link: Callable[[str, str], str],
        call: Callable[[Note], str],
    ) -> None:
        self.scripts = scripts
        self.targets = targets
        self.link = link
        self.call = call
        self._properties: dict[tuple[Face, Script | None], str] = {}

    def content(self, content: Content, face: Face = PLAIN, notes: bool = True) -> str:
        """The runs of `content`. Without `notes` (inside a note) a note is set in square brackets at its call."""
        return "".join([self.text(x, face) if type(x) is str else self._inline(x, face, notes) for x in content])

    def text(self, text: str, face: Face = PLAIN) -> str:
        """The runs of plain text."""
        if "\n" in text or "\r" in text:
            text = text.replace("\r\n", " ").replace("\r", " ").replace("\n", " ")
        out = []
        for segment in self.scripts.segments(text):
            inner = f'<w:t xml:space="preserve">{escape(segment.text)}</w:t>'
            if "\t" in inner:
                inner = inner.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
            out.append(f"<w:r>{self.properties(face, segment.script)}{inner}</w:r>")
        return "".join(out)

    def break_(self, face: Face = PLAIN) -> str:
        return f"<w:r>{self.properties(face)}<w:br/></w:r>"

    def field(self, code: str, shown: str, face: Face = PLAIN, dirty: bool = False) -> str:
        """A field and the result it has until Word works it out; `dirty`: which it does as it opens the file."""
        properties = self.properties(face)
        mark = f'<w:r>{properties}<w:fldChar w:fldCharType="'
        waiting = ' w:dirty="true"' if dirty else ""
        return (
            f'{mark}begin"{waiting}/></w:r><w:r>{properties}<w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
            f'{mark}separate"/></w:r><w:r>{properties}<w:t xml:space="preserve">{escape(shown)}</w:t></w:r>{mark}end"/></w:r>'
        )

    # ----------------------------------------------------------------- properties

    def properties(self, face: Face, script: Script | None = None) -> str:
        """The w:rPr of a run, "" when there is nothing to say."""
        key = (face, script)
        if (known := self._properties.get(key)) is None:
            known = self._properties[key] = self._made(face, script)
        return known

    def _made(self, face: Face, script: Script | None) -> str:
        # The order is that of the schema (CT_RPr).
        out = [f'<w:rStyle w:val="{face.style}"/>'] if face.style else []
        if self.scripts.eastern and script is None:
            out.append('<w:rFonts w:hint="eastAsia"/>')
        if face.bold:
            out.append("<w:b/><w:bCs/>")
        if face.italic:
            out.append("<w:i/><w:iCs/>")
        if face.underline:
            out.append('<w:u w:val="single"/>')
        if face.shift:
            out.append(f'<w:vertAlign w:val="{face.shift}"/>')
        if script is None:
            if self.scripts.rtl:
                out.append("<w:rtl/>")
        elif script.kind == "rtl":
            out.append(f'<w:rtl/><w:lang w:bidi="{script.tag}"/>')
        elif script.kind == "complex":
            out.append(f'<w:cs/><w:lang w:bidi="{script.tag}"/>')
        else:
            out.append(f'<w:lang w:{"val" if script.kind == "western" else "eastAsia"}="{script.tag}"/>')
        return f"<w:rPr>{''.join(out)}</w:rPr>" if out else ""

    # ----------------------------------------------------------------- inlines

    def _inline(self, part: Inline, face: Face, notes: bool) -> str:
        if isinstance(part, Emphasis):
            return self.content(part.content, emphasised(face, part.kind), notes)
        if isinstance(part, Lead):
            return self.content(part.content, face._replace(style="LeadPhrase"), notes)
        if isinstance(part, Reference):
            return self._reference(part, face, notes)
        if isinstance(part, Note):
            return self.call(part) if notes else self.text(f" {text_of((part,), notes=True)}", face)
        if isinstance(part, Break):
            return self.break_(face)
        if isinstance(part, OpaqueInline):
            return self.text(part.text, face)
        if isinstance(part, str):
            return self.text(part, face)
        if isinstance(part, Mark) and (figure := figure_of(part)) is not None:
            return picture(figure, self.scripts.rtl)
        return self.content(part.content, face, notes)

    def _reference(self, part: Reference, face: Face, notes: bool) -> str:
        if part.href.startswith("#"):
            target = self.targets.get(part.href[1:])
            return self._inner(part, target, face, notes) if target else self.content(part.content, face, notes)
        if len(part.href) > _WEB_LIMIT or not _WEB.match(part.href):
            return self.content(part.content, face, notes)
        inner = self.content(part.content, face._replace(style="Hyperlink"), notes)
        link = self.link(part.href, "document" if notes else "footnotes")
        return f'<w:hyperlink r:id="{link}" w:history="1">{inner}</w:hyperlink>'

    def _inner(self, part: Reference, target: Target, face: Face, notes: bool) -> str:
        """A field for the number where the citation names it as Word would show it, else a link to the place."""
        content = part.content
        if target.number and len(content) == 1 and isinstance(content[0], str):
            cited = re.search(rf"(?<!\w){re.escape(target.number)}(?!\w)", content[0])
            if cited:
                # \r: the number in relation to this paragraph; an item is cited by its own number alone (\n).
                code = f"REF {target.bookmark} \\{'r' if target.depth == 1 else 'n'} \\h"
                before, after = content[0][: cited.start()], content[0][cited.end() :]
                return (
                    (self.text(before, face) if before else "")
                    + self.field(code, target.number, face)
                    + (self.text(after, face) if after else "")
                )
        inner = self.content(content, face, notes)
        return (
            f'<w:hyperlink w:anchor={attribute(target.bookmark)} w:history="1">{inner}</w:hyperlink>' if inner else ""
        )
