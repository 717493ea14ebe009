"""The vocabulary of the record: the words that the writer and the reader of Akoma Ntoso must agree on.

A record of ours says all it knows in elements of the standard. Three conventions make reading the inverse of writing:

* `status="ignored"` marks a paragraph, cell or item that stands only because the schema wants one there;
* `class="container"` and `class="blocks"` mark an `hcontainer` that holds, in the body of an act, what is no provision;
* `xml:space="preserve"` marks an element whose white space is more than single spaces between words. Everywhere else
  white space is layout: a run of it reads as one space, and as none at the ends of the element.

Top level classes that the record itself needs stand before `original`, those of the instrument after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as calendar_date
from functools import lru_cache

from engross.diagnostics import Rule, Severity
from engross.identity import UNKNOWN_DATE
from engross.model import Content, CrossHeading, Provision

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# Metadata that no element of the standard says: the children of `proprietary`.
OWN_NAMESPACE = "urn:engross:record:1"
OWN_IRI = "/akn/ontology/organization/engross"
UNKNOWN_IRI = "/akn/ontology/organization/unknown"
ROLE_IRI = "/akn/ontology/role/"

# The classes that a record in AKN4UN needs besides the instrument's own: by key, their element, IRI and name.
AKN4UN_CLASSES = {
    "source": ("TLCOrganization", f"{OWN_IRI}/akn4un", "Engross"),
    "author": ("TLCRole", f"{ROLE_IRI}akn4un/author", "Author"),
    "issuer": ("TLCRole", f"{ROLE_IRI}akn4un/issuer", "Issuer"),
    "publisher": ("TLCRole", f"{ROLE_IRI}akn4un/publisher", "Publisher"),
    "editor": ("TLCRole", f"{ROLE_IRI}akn4un/editor", "Editor"),
}

IGNORED = "ignored"
EDITORIAL = "editorial"
CONTAINER = "container"
BLOCKS = "blocks"
PREAMBULAR, OPERATIVE = "preambularPhrase", "operativePhrase"
ANNEX, MAIN = "!annex_", "!main"
# Parts are nested this deep in a record, and flattened beyond; this deep in what is read, and refused beyond.
# (Parsers that are not told otherwise stop at 256 elements.)
DEEPEST = 80
DEEPEST_READ = 120

REMEMBERED = 4096
"""Keys, IRIs and dates whose written form is remembered: texts cite the same instruments again and again."""

# The elements of the hierarchy (the schema's group ANhier).
HIERARCHY = frozenset(
    """clause section part paragraph chapter title article book tome division list point indent alinea rule subrule
    proviso subsection subpart subparagraph subchapter subtitle subdivision subclause sublist level
    transitional""".split()
)
EMPHASES = frozenset({"i", "b", "u", "sup", "sub"})
MENTIONS = frozenset({
    "organization", "person", "location", "role", "event", "concept", "object", "process", "term", "quantity",
})  # fmt: skip
MARKS = frozenset({
    "docTitle", "docType", "docNumber", "docDate", "docAuthority", "docProponent", "docStatus", "docStage",
    "docPurpose", "docCommittee", "docketNumber", "session", "signature", "def", "abbr", "inline", "span",
})  # fmt: skip
# The attribute that says the `name` of a mark; every other mark says it in `title`.
MARK_NAMES = {"inline": "name", "session": "value"}
# There is no top level class for quantities: TLCReference with the name "quantity".
CLASSES = {kind: f"TLC{kind.capitalize()}" for kind in sorted(MENTIONS - {"quantity"})} | {"quantity": "TLCReference"}

INVALID = Rule("record-invalid", "record", Severity.ERROR, "The record is not valid by the official schema")
REPAIRED = Rule("record-repaired", "record", Severity.WARNING, "Something cannot stand in the record as it is")
CHARACTER = Rule("record-character", "record", Severity.WARNING, "A character that XML does not have became U+FFFD")
BEYOND = Rule("record-beyond", "record", Severity.INFO, "Markup beyond the tree was kept whole or simplified")
DIALECT = Rule("record-dialect", "record", Severity.WARNING, "The record is in another version or dialect")


def only_points(children: Sequence[Provision | CrossHeading]) -> bool:
    """Whether the children of a provision are points, which stand in one `list`."""
    return bool(children) and all(isinstance(child, Provision) and child.kind == "point" for child in children)


_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@lru_cache(REMEMBERED)
def is_date(text: str) -> bool:
    """Whether `text` is a day of the calendar, YYYY-MM-DD (every such day is an xs:date)."""
    if not _ISO_DATE.fullmatch(text):
        return False
    try:
        calendar_date.fromisoformat(text)
    except ValueError:
        return False
    return True


def written_date(text: str) -> str:
    """A date as an attribute says it: the standard demands one even where none is known."""
    return text if is_date(text) else UNKNOWN_DATE


def read_date(text: str) -> str:
    """A date as the tree says it: "" for the unknown one; the time of a dateTime is cut off."""
    day = text.strip()[:10]
    return day if is_date(day) and day != UNKNOWN_DATE else ""


SPACES = " \t\n\r"
_RUN = re.compile(r"[ \t\n\r]+")


def uneven(text: str) -> bool:
    """Whether `text` has white space other than single spaces."""
    return "  " in text or "\n" in text or "\t" in text or "\r" in text


def collapsed(text: str) -> str:
    """`text` with single spaces for its runs of white space (a no-break space is none)."""
    return _RUN.sub(" ", text) if uneven(text) else text


def opens_with_space(content: Content) -> bool:
    """Whether the first text of some inlines, however deep in them, begins with white space."""
    while content:
        first = content[0]
        if isinstance(first, str):
            return first[:1] in SPACES and first != ""
        content = getattr(first, "content", ())
    return False


def closes_with_space(content: Content) -> bool:
    """Whether the last text of some inlines, however deep in them, ends with white space."""
    while content:
        last = content[-1]
        if isinstance(last, str):
            return last[-1:] in SPACES and last != ""
        content = getattr(last, "content", ())
    return False


def edged_with_space(content: Content) -> bool:
    """Whether some inlines begin or end with white space."""
    if not content:
        return False
    nothing: Content = ()
    opening, closing = content[0], content[-1]
    # Nearly all begin and end with text of their own, or with an inline that holds nothing else.
    if type(opening) is not str and len(held := getattr(opening, "content", nothing)) == 1:
        opening = held[0]
    if type(closing) is not str and len(held := getattr(closing, "content", nothing)) == 1:
        closing = held[0]
    opens = opening[:1] in SPACES and opening != "" if type(opening) is str else opens_with_space(content)
    return opens or (closing[-1:] in SPACES and closing != "" if type(closing) is str else closes_with_space(content))


_SAFE_KEY = re.compile(r"[\w.-]+")
_UNSAFE_IN_KEY = re.compile(r"[^\w.-]")


@lru_cache(REMEMBERED)
def written_key(key: str) -> str:
    """The key of an entity as an eId and after "#": characters that neither can hold become "_"."""
    return key if _SAFE_KEY.fullmatch(key) else _UNSAFE_IN_KEY.sub("_", key) or "_"


# Shapes of IRI that every parser agrees on: a fragment, a path, or a scheme, host and path.
_PLAIN_IRI = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]*://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?=[/?#]|$)|[A-Za-z][A-Za-z0-9+.-]*:(?!//)"
    r"|/(?!/)|(?=[?#])|(?=[^:/?#]+(?:[/?#]|$)))"
    r"(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*"
    r"(?:\?(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
    r"(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
)
_NOT_IN_IRI = re.compile(r"[^\w.~!$&'()*+,;=@/?-]")


@lru_cache(REMEMBERED)
def written_iri(iri: str) -> str:
    """An IRI as an attribute of type anyURI: what no IRI may hold is percent-encoded."""
    if not iri or _PLAIN_IRI.fullmatch(iri):
        return iri
    head, mark, tail = iri.partition("#")
    for wish in (_encoded(head, keep=":%") + mark + _encoded(tail, keep=":%"), _encoded(head) + mark + _encoded(tail)):
        if _PLAIN_IRI.fullmatch(wish):
            return wish
    return "./" + _encoded(iri).lstrip("/")


def _encoded(text: str, keep: str = "") -> str:
    def code(match: re.Match[str]) -> str:
        if match[0] in keep:
            return match[0]
        return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))

    return _NOT_IN_IRI.sub(code, text)


def actor_in(iri: str, country: str, form: str, subtype: str, date: str, name: str) -> str:
    """The actor segment of a Work IRI whose other segments are known; "" when there is none or they differ."""
    head = "/akn/" + "/".join(s for s in (country, form, subtype) if s) + "/"
    tail = "/" + "/".join(s for s in (date, name) if s)
    if not iri.startswith(head) or not iri.endswith(tail):
        return ""
    return iri[len(head) : len(iri) - len(tail)]
