"""The one door to lxml: how Engross parses XML, safely, and the one form in which it keeps foreign markup."""

from __future__ import annotations

import codecs
import re

from lxml import etree
from lxml.etree import _Element as Element

from engross.diagnostics import UnreadableError

__all__ = ["Element", "canonical", "canonical_fragment", "line_of", "local_name", "parse", "visible_text"]

_IDENTIFIERS = ("eId", "wId", "GUID")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
_DECLARATION = re.compile(r"<\?xml\s[^>]*\?>")
_PROLOG = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
# Elements that break the line: their text does not run into that of their neighbours.
_BREAKING = frozenset(
    """p block div li ul ol table caption tr td th item blockList listIntroduction listWrapUp num heading subheading
    crossHeading content intro wrapUp br eol tblock blockContainer toc tocItem container formula longTitle recital
    recitals citation citations authorialNote paragraph subparagraph section article point list alinea""".split()
)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )


def parse(data: bytes, name: str) -> Element:
    """The root of an XML file. Comments and processing instructions are left out, their tails kept.

    Raises UnreadableError when the bytes are not well-formed XML in the encoding they declare, and for any document
    type: it could define entities, and a record has none."""
    text = _decoded(data, name)
    start = _declaration_end(text)
    if not text[start:].strip():
        raise UnreadableError(f"{name}: the file is empty; an Akoma Ntoso record was expected")
    at = start
    while (match := _PROLOG.match(text, at)) is not None:
        at = match.end()
    if text.startswith("<!DOCTYPE", at):
        line = text.count("\n", 0, at) + 1
        raise UnreadableError(
            f"{name}:{line}: a document type is not accepted, because it can define entities: remove it"
        )
    # The declaration is blanked, not cut, so that line numbers stay right; its encoding no longer holds.
    body = "\n" * text.count("\n", 0, start) + text[start:]
    try:
        return etree.fromstring(body.encode(), _parser())
    except etree.XMLSyntaxError as error:
        raise UnreadableError(
            f"{name}:{error.lineno or 1}: not well-formed XML: {' '.join(str(error.msg or error).split())}"
        ) from error
    except UnicodeEncodeError as error:
        raise UnreadableError(f"{name}: not well-formed XML: a lone surrogate stands in it") from error


def _decoded(data: bytes, name: str) -> str:
    encoding = next((e for bom, e in _BOMS if data.startswith(bom)), "")
    if encoding:
        data = data[len(next(bom for bom, _ in _BOMS if data.startswith(bom))) :]
    else:
        encoding = _guessed(data)
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise UnreadableError(f"{name}: the encoding {encoding!r} that the file declares is not known") from error
    except (UnicodeDecodeError, ValueError) as error:
        at = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise UnreadableError(f"{name}: not text in the encoding {encoding}{at}: save the file as UTF-8") from error


def _guessed(data: bytes) -> str:
    """The encoding that the first bytes tell (XML 1.0, appendix F), or that the declaration names."""
    if data.startswith(b"<\x00?\x00"):
        return "utf-16-le"
    if data.startswith(b"\x00<\x00?"):
        return "utf-16-be"
    declared = _DECLARED.match(data)
    return declared[1].decode("ascii") if declared else "utf-8"


def _declaration_end(text: str) -> int:
    match = _DECLARATION.match(text)
    return match.end() if match else 0


def canonical(element: Element) -> str:
    """An element as exclusive canonical XML, without eIds, comments, processing instructions and its tail."""
    for part in element.iter():
        for identifier in _IDENTIFIERS:
            if identifier in part.attrib:
                del part.attrib[identifier]
    tail, element.tail = element.tail, None
    text = etree.tostring(element, method="c14n", exclusive=True, with_comments=False).decode()
    element.tail = tail
    return text


def canonical_fragment(xml: str, within_line: bool) -> tuple[str, str] | None:
    """`canonical` and `visible_text` of the one element that `xml` is.

    None when it has no canonical form: it is no well-formed element, has a document type, no namespace or a relative
    one."""
    if "<!DOCTYPE" in xml:
        return None
    try:
        element = etree.fromstring(xml.encode(), _parser())
        # Without a namespace it would silently become an element of the standard where it is put.
        return (canonical(element), visible_text(element, within_line)) if element.tag.startswith("{") else None
    except (etree.XMLSyntaxError, etree.C14NError, UnicodeEncodeError):
        return None


def line_of(element: Element) -> int:
    """The line of an element in its file, from 1."""
    return element.sourceline if isinstance(element.sourceline, int) else 1


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def visible_text(element: Element, within_line: bool = False) -> str:
    """The text that a reader of `element` sees, white space as single spaces: none at the ends, except `within_line`."""
    out: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            out.append(part)
            continue
        breaking = local_name(part) in _BREAKING
        edge = [" "] if breaking else []
        inner: list[Element | str] = [*edge, part.text or ""]
        for child in part:
            inner += (child, child.tail or "")
        stack += reversed(inner + list(edge))
    text = "".join(out)
    words = " ".join(text.split())
    if not within_line or not words:
        return words if words or not within_line else text[:1] and " "
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"
