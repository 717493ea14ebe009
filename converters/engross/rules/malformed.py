"""What is wrong with a file that is no well-formed XML, for people who do not read parsers' messages."""

from __future__ import annotations

import re
from html.entities import name2codepoint
from typing import NamedTuple
from xml.parsers.expat import errors

_CODES: dict[str, int] = errors.codes  # by message
_END_TAG = re.compile(rb"</?([^\s/>]+)")
_ENTITY = re.compile(rb"&(\w+);")
_SHOWN = 12


class Malformed(NamedTuple):
    """What is wrong, and how to mend it."""

    message: str
    hint: str = ""


def malformed(said: str, data: bytes, at: int, name: str, opened: int) -> Malformed:
    """The fault at the offset `at`, where a parser `said` so. The element `name` is open there, from the offset
    `opened` on; "" for none."""
    head = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        return Malformed("the file is empty")
    if head[:1] != b"<":
        begins = "".join(
            c if c.isprintable() else "\ufffd" for c in head.split(b"\n")[0][:_SHOWN].decode("utf-8", "replace")
        )
        advice = "`engross convert` makes records of texts, Word files, PDF and web pages"
        return Malformed(f"this is no XML: it begins with “{begins}”", advice)
    code = _CODES.get(said, 0)
    line = data.count(b"\n", 0, opened) + 1
    where = f"the {name} that begins in line {line}" if name else ""
    if said == errors.XML_ERROR_TAG_MISMATCH:
        found = _END_TAG.match(data, data.rfind(b"<", 0, at + 1))
        closing = found[1].decode("utf-8", "replace") if found else ""
        return Malformed(f"</{closing}> stands here before {where} is closed", f"write </{name}> before it")
    if said in (errors.XML_ERROR_NO_ELEMENTS, errors.XML_ERROR_UNCLOSED_TOKEN) and where:
        return Malformed(f"the file ends in the middle: {where} is not closed", "fetch or save the whole file again")
    if said == errors.XML_ERROR_UNDEFINED_ENTITY:
        return _entity(data, at)
    if said in (errors.XML_ERROR_INVALID_TOKEN, errors.XML_ERROR_PARTIAL_CHAR):
        return _token(data, at)
    plain = _PLAIN.get(said)
    return plain or Malformed(f"{said} (expat's error {code})")


_PLAIN = {
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: Malformed(
        "an attribute stands twice on this element", "delete one of the two"
    ),
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: Malformed(
        "something stands after the end of the record", "delete what follows its last end tag"
    ),
    errors.XML_ERROR_MISPLACED_XML_PI: Malformed(
        "something stands before the XML declaration", "delete it, white space and empty lines too"
    ),
    errors.XML_ERROR_UNBOUND_PREFIX: Malformed(
        "the prefix of this name is declared nowhere", "declare it (xmlns:…) on the root, or write the name without it"
    ),
}


def _entity(data: bytes, at: int) -> Malformed:
    found = _ENTITY.search(data, max(at - 1, 0))
    name = found[1].decode() if found else ""
    point = name2codepoint.get(name)
    advice = f"write the character itself, or &#{point};" if point else "write the character itself; for “&”, &amp;"
    return Malformed(
        f"&{name}; is a character of web pages, none of XML" if point else f"&{name}; means nothing", advice
    )


def _token(data: bytes, at: int) -> Malformed:
    """A character that may not stand where it does."""
    byte, before = data[at : at + 1], data[max(at - 1, 0) : at]
    if b"&" in (byte, before):
        return Malformed("a bare & stands here", "write &amp; for the sign itself")
    if before == b"=":
        return Malformed("the value of this attribute has no quotation marks", 'write name="value"')
    if byte >= b"\x80":
        try:
            data[at : at + 4].decode()
        except UnicodeDecodeError as error:
            if error.start == 0:
                shown = data[at : at + 1].hex().upper()
                return Malformed(
                    f"the byte {shown} is not UTF-8", "save the file as UTF-8, or declare the encoding that it is in"
                )
    if byte and byte < b" ":
        return Malformed(f"the control character U+{byte[0]:04X} may not stand in XML", "delete it")
    char = data[at : at + 4].decode("utf-8", "ignore")[:1]
    if char == "<" or before == b"<":
        return Malformed("a bare < stands here", "write &lt; for the sign itself, or finish the tag before it")
    return Malformed(f"“{char}” may not stand here", "look at the tag that it is in, and at the one before")
