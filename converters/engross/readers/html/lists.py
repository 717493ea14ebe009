"""The labels that a browser shows before the items of lists: HTML 4.4.5 to 4.4.8, CSS Counter Styles 3."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import msgspec

from engross.packaged import packaged
from engross.readers.html.page import string
from engross.readers.html.sheets import Lists
from engross.xml import Element

TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
NESTED_BULLETS = ("disc", "circle", "square")
LARGEST = 999_999
"""Numbers above (or below its negative) are written in digits in every style."""
STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.I)
PRINTED = re.compile(
    r"\s*(?:\((?:\d{1,3}|[a-z]{1,4}|[IVXLC]{1,6})\)|(?:\d{1,3}|[a-z]|[ivxl]{1,6}|[A-Z]|[IVXL]{1,6})[.)])\s"
)
INTEGER = re.compile(r"\s*([+-]?\d{1,9})")

Counts = Literal["", "decimal", "letter", "roman", "bullet"]


class Label(NamedTuple):
    """What stands before an item: "" for nothing; how it counts, and to what."""

    text: str
    counts: Counts = ""
    value: int = 0


class Table(msgspec.Struct, frozen=True):
    """What `counters.toml` says."""

    digits: dict[str, str]
    letters: dict[str, str]
    additive: dict[str, str]
    ranked: dict[str, tuple[str, str]]
    same: dict[str, str]
    bullets: dict[str, str]
    suffixes: dict[str, str]

    def knows(self, style: str) -> bool:
        return any(
            style in kinds for kinds in (self.digits, self.letters, self.additive, self.ranked, self.same, self.bullets)
        )


@cache
def table() -> Table:
    """The counter styles."""
    return msgspec.toml.decode(packaged("readers", "html", "counters.toml"), type=Table)


class List:
    """One list while its items are read."""

    def __init__(
        self,
        element: Element,
        attributes: Mapping[str, str],
        depth: int,
        unmarked: bool,
        sheets: Lists = Lists({}, {}),  # noqa: B008
        counters: dict[str, int] | None = None,
    ) -> None:
        """`depth`: in how many unordered lists it stands; `unmarked`: whether its class takes the labels away;
        `counters`: the counters of the page, by the names that its style sheet calls them by."""
        classes = attributes.get("class", "").split()
        self.counters = {} if counters is None else counters
        self.names = [f"lst-ctn-{name.removeprefix('lst-')}" for name in classes]
        """What word processors call the counter of a list of these classes."""
        self.shown = next((sheets.labels[name] for name in classes if name in sheets.labels), ())
        self.ordered = element.tag == "ol"
        default = "decimal" if self.ordered else NESTED_BULLETS[min(depth, 2)]
        typed = attributes.get("type", "").strip()
        default = TYPES.get(typed, default) if self.ordered else typed.lower() or default
        self.style = (
            "none" if unmarked else _styled(attributes.get("style", "")) or _sheet_style(classes, sheets) or default
        )
        self.step = 1
        start = _integer(attributes.get("start", ""))
        if self.ordered and "reversed" in attributes:
            self.step = -1
            start = sum(1 for child in element if child.tag == "li") if start is None else start
        self.next = 1 if start is None else start
        self.printed = self.ordered and self.style != "none" and _print_their_own(element)
        """Whether the items begin with numbers of their own, so that those of the list are not meant to be seen."""

    def label(self, attributes: Mapping[str, str]) -> Label:
        """The label of the next item."""
        value = _integer(attributes.get("value", "")) if self.ordered else None
        value = self.next if value is None else value
        self.next = value + self.step
        for name in self.names:
            self.counters[name] = value
        if self.shown and self.ordered:
            return self._composed(value)
        style = _styled(attributes.get("style", "")) or TYPES.get(attributes.get("type", ""), self.style)
        if style == "none" or self.printed:
            return Label("")
        return written(value, style)

    def _composed(self, value: int) -> Label:
        """A label that the style sheet of the page makes, of the counters of this list and those around it."""
        out = ""
        counts: Counts = ""
        for part in self.shown:
            if not part.counter:
                out += part.words
                continue
            label = written(self.counters.get(part.counter, value), part.style)
            out += label.text.removesuffix(table().suffixes.get(part.style, "."))
            counts = label.counts
        return Label(" ".join(out.split()), counts, max(value, 0))


def _sheet_style(classes: Sequence[str], sheets: Lists) -> str:
    return next((style for name in classes if (style := _styled(sheets.styles.get(name, "")))), "")


@lru_cache(maxsize=4096)
def written(value: int, style: str) -> Label:
    """`value` in a counter style, with what stands behind it. A quoted style is its own label (CSS Lists 3, 3.1)."""
    known = table()
    style = known.same.get(style, style)
    if style in known.bullets:
        return Label(known.bullets[style], "bullet")
    if style[0] in "\"'":
        return Label(style.strip("\"' "), "bullet")
    suffix = known.suffixes.get(style, ".")
    sign, size = ("-", -value) if value < 0 else ("", value)
    text = "" if size > LARGEST else _tabled(size, style) if value > 0 or style in known.digits else ""
    if style == "decimal-leading-zero":
        return Label(f"{sign}{size:02d}.", "decimal", value)
    counts: Counts = "decimal"
    if text and style in known.letters:
        counts = "letter"
    elif text and style.endswith("roman"):
        counts = "roman"
    return Label(f"{sign}{text or size}{suffix}", counts, max(value, 0))


def _tabled(value: int, style: str) -> str:
    known = table()
    if (digits := known.digits.get(style)) is not None:
        return "".join([digits[int(d)] for d in str(value)])
    if (letters := known.letters.get(style)) is not None:
        out = ""
        while value:
            value, rest = divmod(value - 1, len(letters))
            out = letters[rest] + out
        return out
    if (additive := known.additive.get(style)) is not None:
        signs = additive.split()
        weights = [int(worth) for worth in signs[::2]]
        if value >= 4 * weights[0]:
            return ""
        out = ""
        for worth, sign in zip(weights, signs[1::2], strict=True):
            count, value = divmod(value, worth)
            out += sign * count
        return out
    if (ranked := known.ranked.get(style)) is not None:
        return _ranked(value, *ranked)
    return ""


def _ranked(value: int, ones: str, ranks: str) -> str:
    if value > 9999:
        return ""
    out, pending = "", False
    for rank in range(3, -1, -1):
        digit = value // 10**rank % 10
        if not digit:
            pending = bool(out)
            continue
        out += ones[0] if pending else ""
        pending = False
        # Ten is said without its one: 十, 十一, but 一百一十.
        out += ("" if digit == 1 and rank == 1 and not out else ones[digit]) + (ranks[rank - 1] if rank else "")
    return out


def _styled(css: str) -> str:
    """The counter style that a style attribute names, "" for none that is known."""
    if "list-style" not in css.lower():
        return ""
    found = ""
    for value in STYLE.findall(css):
        stripped = value.strip()
        if stripped[:1] in "\"'":
            found = stripped
            continue
        for word in stripped.lower().split():
            if word == "none" or word == "decimal-leading-zero" or table().knows(word):
                found = word
    return found


def _integer(text: str) -> int | None:
    match = INTEGER.match(text)
    return int(match[1]) if match else None


def _print_their_own(element: Element) -> bool:
    """Whether the first two items (or the only one) begin with a printed number."""
    items = [child for child in element if child.tag == "li"][:2]
    return len(items) > 1 and all(PRINTED.match(string(item)[:200]) for item in items)
