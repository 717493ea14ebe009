"""Text into HTML: what must be escaped where, and what HTML cannot hold at all."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

# HTML 13.2.3.5: control characters other than white space, and noncharacters, may not stand in a document.
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_FORBIDDEN_BYTES = re.compile(rb"[\0-\x08\x0b\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])")


def text(raw: str) -> str:
    """`raw` as character data."""
    return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(raw: str) -> str:
    """`raw` as the value of an attribute in double quotes."""
    return raw.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace("\n", "&#10;")


def id_of(eid: str) -> str:
    """The `id` attribute of the part that has this eId, "" for none."""
    return f' id="{attribute(eid)}"' if eid else ""


def json_block(raw: str) -> str:
    """JSON for a `script` element: no "<" is left that could end the element or open a comment."""
    return raw.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def css_string(raw: str) -> str:
    """`raw` as a CSS string in double quotes; nothing in it can end the string or the `style` element."""
    return '"' + re.sub(r'["\\<>&\n\r\f]', lambda m: f"\\{ord(m[0]):x} ", raw) + '"'


def encoded(page: str) -> tuple[bytes, int]:
    """The page as UTF-8, and how many characters that HTML cannot hold became U+FFFD."""
    try:
        out = page.encode()
        if _FORBIDDEN_BYTES.search(out) is None:
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
