"""Page furniture known by its looks: front matter, page numbers, running heads, share boxes, bylines, trailing links."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import msgspec

from engross.languages.names.patterns import later
from engross.packaged import packaged

PAGE = later(
    r"(?:[-–—]?\s?\d{1,3}\s?[-–—.]?|page \d+(?: (?:of|/) ?\d+)?|\d{1,3}/\d{1,3}|#{2,}|\W{1,4}|[./]{1,3}\s?\d{1,3}|\d{1,3}\s?/[./ ]{0,8}|[^\W\d]\W?"
    r"|GE\.\d{2}-\d{4,5}(?:\s?\([A-Z]\)){0,2}|\(?\d{2}-\d{5}\)?(?: \(\w\))?.{0,12}|\*\d{6,8}\*|[A-Z]-?\d{0,2}\W?)\s*$",
    re.I,
)
RULE = later(r"[-–—*_=~.·• ]{2,}\s*$")
NUMBERS = later(r"\d+")
COLUMNS = later(r"^\W{0,3}\d{1,4}\W{0,3}\s{3}|\s{3}\W{0,3}\d{1,4}\W{0,3}$")
"""A number of a page at one end of a line set in columns."""
FOOT = later(
    r"(?=\S*\d)\S*[/(]\S*\s{3,}(?:\S.{0,40}\s{3,})?\W{0,3}\d{1,4}\W{0,3}$|.{3,60}\s{3,}[-–—]\s?\d{1,4}\s?[-–—]$"
    r"|[-–—]\s?\d{1,4}\s?[-–—]\s{3,}.{3,60}$|.{2,40}\s{3,}(?:EN|FR|DE|ES|IT)$"
)
"""A running head or foot set in columns: a symbol or a title, the number of the page or a language."""
FIELD = later(r"([A-Za-z_]+):\s*(.*)$")
SYMBOL = later(r"\b[A-Z]{1,3}(?:/[A-Z\d.]+)+\b")
NO_LETTERS = bytes(c for c in range(128) if not chr(c).isalpha())
OTHER_MARKS = "\u00a0–—“”‘’«»…·•"
"""What is taken off a line to leave its letters: as bytes, which is quickest by far, and beyond ASCII."""
MAIL = later(r"(?:from|to|cc|subject|date|sent|reply-to|de|à|objet|von|an|betreff|от|кому|тема)\s?:\s", re.I)
FRONT_LINES = 60
"""Lines within which a YAML block that opens a file must end."""
LONGEST_HEADED = 40
"""Characters of a line that is known by its first characters alone."""
HEAD_ROWS = 14
"""Filled lines from the top within which a byline or menu stands."""


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `furniture.toml` says."""

    words: dict[str, dict[str, str]]
    marks: dict[str, str]
    within: dict[str, tuple[str, str]]
    heads: dict[str, list[str]] = {}


class Known:
    """Furniture known by its words. `name(flat, word)` tells what a stripped line is, "" if nothing known."""

    def __init__(self, table: Table) -> None:
        self.words: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for name, patterns in table.words.items():
            for word, pattern in patterns.items():
                self.words.setdefault(word, []).append((name, later(pattern, re.I)))
        self.marks = [(name, later(pattern, re.I)) for name, pattern in table.marks.items()]
        self.heads: dict[str, list[tuple[str, str]]] = {}
        for name, heads in table.heads.items():
            for head in heads:
                self.heads.setdefault(head[:2], []).append((name, head))
        self.within = [(name, word, later(pattern, re.I)) for name, (word, pattern) in table.within.items()]

    def name(self, flat: str, word: str) -> str:
        """What the stripped line `flat` is; `word` is its first word in small letters."""
        for name, pattern in self.words.get(word, ()):
            if pattern.match(flat):
                return name
        for name, head in self.heads.get(flat[:2], ()):
            if len(flat) < LONGEST_HEADED and flat.startswith(head):
                return name
        if not flat[0].isalnum():
            for name, pattern in self.marks:
                if pattern.match(flat):
                    return name
        for name, part, pattern in self.within:
            if part in flat and pattern.match(flat):
                return name
        return ""


@cache
def known() -> Known:
    """The furniture of `furniture.toml`."""
    raw = packaged("recognise", "furniture.toml")
    return Known(msgspec.toml.decode(raw, type=Table))


def front_matter(lines: list[str]) -> tuple[dict[str, str], int]:
    """What a YAML block that opens the file says, and the line after its end (0 when there is none)."""
    if not lines or lines[0].strip() != "---":
        return {}, 0
    said: dict[str, str] = {}
    key = ""
    for i in range(1, min(len(lines), FRONT_LINES)):
        line = lines[i]
        if line.strip() == "---":
            return {k: unquoted(v) for k, v in said.items()}, i + 1
        field = FIELD.match(line)
        if field:
            key = field.group(1).lower()
            said[key] = field.group(2)
        elif key:
            said[key] = said[key].rstrip("\\") + line.strip().lstrip("\\")
    return {}, 0


def unquoted(value: str) -> str:
    """A YAML scalar without its quotes and escapes."""
    value = value.strip()
    if value[:1] == '"':
        value = re.sub(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))", _character, value.strip('"'))
        value = value.replace("\\_", " ").replace("\\ ", " ").replace('\\"', '"').replace("\\", "")
    return " ".join(value.strip("'").replace("''", "'").split())


def _character(match: re.Match[str]) -> str:
    return chr(int(match.group(1) or match.group(2), 16))


def norm(line: str) -> str:
    """A line without symbols, digits, marks and case: what two running heads have in common."""
    if "/" in line:
        line = SYMBOL.sub("", line)
    letters = line.encode("utf-8", "surrogatepass").translate(None, NO_LETTERS)
    if letters.isascii():
        return letters.lower().decode()
    form = letters.decode("utf-8", "surrogatepass")
    for mark in OTHER_MARKS:
        if mark in form:
            form = form.replace(mark, "")
    return form.casefold()


def running_heads(lines: list[str]) -> frozenset[str]:
    """Normal forms of short lines that come back three times or more; of lines set in columns, twice and with other
    numbers."""
    set_apart = [line for line in lines if not line[0].islower() and line[-1] not in ",;.:" and 8 <= len(line) <= 200]
    normal = list(map(norm, set_apart))
    often = {form for form, count in Counter(normal).items() if count >= 3 and len(form) >= 8}
    forms = Counter(
        form for form, line in zip(normal, set_apart, strict=True) if form in often and len(NUMBERS.findall(line)) <= 2
    )
    columns: Counter[str] = Counter()
    for line in {line: None for line in lines if "   " in line and 8 <= len(line) <= 200}:
        if COLUMNS.search(line):
            columns[norm(line)] += 1
    twice = [form for form, count in columns.items() if count >= 2 and form]
    return frozenset([*twice, *(form for form, count in forms.items() if count >= 3)])


def chrome(flats: list[str], known_at: list[bool]) -> dict[int, str]:
    """Bylines and menu lines at the head of a page: {row: "byline" or "navigation"}.

    A short line that is printed both above and below a longer one is a byline around its title. Lines of at most three
    words between other furniture and the byline are what is left of a menu."""
    head = flats[:HEAD_ROWS]
    sent = {n for n, flat in enumerate(head) if MAIL.match(flat)}
    if any("@" in head[n] for n in sent) and len(sent) > 2:
        return dict.fromkeys(sent, "e-mail head")
    for first, flat in enumerate(head):
        if len(flat) > 90 or flat[-1] in ".,;:" or flat.isupper() or not (first == 0 or any(known_at[:first])):
            continue
        for second in range(first + 2, min(len(head), first + 5)):
            between = max(head[first + 1 : second], key=len)
            if head[second] == flat and len(between) > len(flat):
                found = {first: "byline", second: "byline"}
                for row in range(first):
                    if any(known_at[:row]) and not known_at[row] and len(head[row].split()) <= 3:
                        found[row] = "navigation"
                return found
    return {}
