"""Text into HTML: what must be escaped where, and what HTML cannot hold at all."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import lru_cache
from urllib.parse import quote, urlsplit

# HTML 13.2.3.5: control characters other than white space, and noncharacters, may not stand in a document.
_ASTRAL = "".join(chr(plane + last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
_FORBIDDEN = re.compile(f"[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{_ASTRAL}]")
_IN_JSON = re.compile("[<>&" + _FORBIDDEN.pattern[1:])
_IN_CSS = re.compile('["\\\\<>&\n\r\f' + _FORBIDDEN.pattern[1:])
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*")
# Bytes that a page almost never has: C0 controls, and the first bytes of what lies beyond the basic plane.
_RARE = bytes({*range(32)} - {9, 10, 12, 13} | {127} | {*range(0xF0, 0xF5)})
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_NONCHARACTERS = re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])")


def text(raw: str) -> str:
    """`raw` as character data."""
    return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(raw: str) -> str:
    """`raw` as the value of an attribute in double quotes."""
    return raw.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace("\n", "&#10;")


def id_of(eid: str) -> str:
    """The `id` attribute of the part that has this eId, "" for none."""
    return f' id="{attribute(eid)}"' if eid else ""


def fragment(eid: str) -> str:
    """The `href` of the part of this page that has this eId."""
    if eid.replace("_", "").replace("-", "").isalnum():
        return f"#{eid}"
    return f"#{quote(eid, errors='replace')}"


def visible(raw: str) -> bool:
    """Whether anything of `raw` can be seen or read aloud."""
    return any(c.isprintable() and c != " " for c in raw)


def json_block(raw: str) -> str:
    """JSON for a `script` element: no "<" is left that could end the element or open a comment, and nothing that HTML
    cannot hold, so that the digest of the block is that of what a browser sees."""
    return _IN_JSON.sub(lambda m: json.dumps(m[0])[1:-1] if ord(m[0]) > 0x7E else f"\\u{ord(m[0]):04x}", raw)


def css_string(raw: str) -> str:
    """`raw` as a CSS string in double quotes; nothing in it can end the string or the `style` element."""
    return '"' + _IN_CSS.sub(lambda m: f"\\{ord(m[0]):x} ", raw) + '"'


@lru_cache(1024)
def address(href: str) -> str:
    """`href` as a URL of the web, what may not stand in one percent-encoded; "" for anything else (a script, a path)."""
    if not href.startswith(("https://", "http://", "mailto:")):
        return ""
    try:
        parts = urlsplit(href)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme != "mailto" and not _HOST.fullmatch(host):
        return ""
    # RFC 3986 2.2: reserved characters and "%" keep what they mean.
    return quote(href, safe="%:/?#@!$&'()*+,;=~") if href.isascii() or href.isprintable() else ""


def encoded(page: str) -> tuple[bytes, int]:
    """The page as UTF-8, and how many characters that HTML cannot hold became U+FFFD."""
    try:
        out = page.encode()
        # Each of these looks for a rare byte first: one pass of `_FORBIDDEN` costs as much as half the page.
        if len(out.translate(None, _RARE)) == len(out) and not _C1.search(out) and not _NONCHARACTERS.search(out):
            return out, 0
    except UnicodeEncodeError:  # a lone surrogate: counted and replaced below
        pass
    mended, count = _FORBIDDEN.subn("\ufffd", page)
    return mended.encode(), count


@lru_cache(1024)
def is_date(iso: str) -> bool:
    """Whether `iso` is a day of the calendar, as the `datetime` attribute wants it."""
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return len(iso) == 10
