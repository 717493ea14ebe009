"""The marks within lines: escapes, emphasis (CommonMark 6.2), links, calls of notes, code, bits of HTML."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Mapping

from engross.model import EmphasisKind
from engross.readers.words import Run, Words
from engross.recognise.sheet import Call

TAGS: dict[str, EmphasisKind] = {
    "i": "i", "em": "i", "b": "b", "strong": "b", "u": "u", "ins": "u", "sup": "sup", "sub": "sub",
}  # fmt: skip
UNENDED = 3
"""Lines from which a paragraph that opens in bold and never ends it is no heading."""
PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)(?P<code>(?:(?!`).){1,400}?)(?P=ticks)(?!`)"
    r"|\[\^(?P<note>[^\]\s]{1,40})\]"
    r"|!\[(?P<alt>[^\]\n]{0,200})\]\((?P<image>[^()\s]{0,2000})(?:\s+\"[^\"\n]{0,200}\")?\)"
    r"|<(?P<auto>https?://[^<>\s]{1,2000})>"
    r"|<!--(?:(?!-->).){0,2000}-->|</?(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,9})(?:\s[^<>]{0,200})?/?>"
    r"|\^(?P<raised>[^\s^]{1,6})\^"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
    r"|(?P<delimiter>\*+|_+|~~)|(?P<open>\[)|(?P<close>\])(?:\((?P<href>[^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?)"
    r"(?:\s+(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'))?\)|\[(?P<named>[^\[\]\n]{0,100})\])?"
    r"|(?P<line>\n)",
    re.S,
)


class Delimiter:
    """A run of `*`, `_` or `~~`: what it opens and closes, innermost last and first; `left` marks stay as they are."""

    def __init__(self, mark: str, opens: bool, closes: bool) -> None:
        self.char = mark[0]
        self.size = self.left = len(mark)
        self.opens = opens
        self.closes = closes
        self.begun: list[EmphasisKind | None] = []
        self.ended = 0


class Bracket:
    """An opening bracket; `href` once it is known to open a link."""

    href = ""
    linked = False


Token = str | Delimiter | Bracket | Call | tuple[str, str]


def runs(lines: list[str], targets: Mapping[str, str], note: Callable[[str], Call | None]) -> list[Run]:
    """A run for each line of a paragraph. `targets` are the addresses of named links; `note` finds a note by its name."""
    tokens = _tokens("\n".join(lines), targets, note)
    _pair([t for t in tokens if isinstance(t, Delimiter)])
    first = next((t for t in tokens if t != ""), "")
    if isinstance(first, Delimiter) and first.left > 1 and first.char == "*":
        # Bold that the paragraph never ends: of a heading; before a number, what is left of one.
        first.begun += ["b"] if len(lines) < UNENDED else []
        first.left = 0
    return _Emission().of(tokens)


def _tokens(text: str, targets: Mapping[str, str], note: Callable[[str], Call | None]) -> list[Token]:
    out: list[Token] = []
    brackets: list[Bracket] = []
    at = 0
    for match in TOKEN.finditer(text):
        if match.start() > at:
            out.append(text[at : match.start()])
        at = match.end()
        if match["escaped"]:
            out.append(match["escaped"])
        elif match["ticks"]:
            out.append(match["code"].replace("\n", " "))
        elif match["note"]:
            call = note(match["note"])
            out.append(match.group().replace("\n", " ") if call is None else call)
        elif match["alt"] is not None:
            out.append(match["alt"])
        elif match["auto"]:
            out += [("a", match["auto"]), match["auto"], ("/a", "")]
        elif match["tag"]:
            name = match["tag"].lower()
            out.append(" " if name in ("br", "p", "div", "center") else ("/" if match.group()[1] == "/" else "") and "")
            if name in TAGS:
                out.append((f"/{name}" if match.group()[1] == "/" else name, ""))
        elif match["raised"]:
            out += [("sup", ""), match["raised"], ("/sup", "")]
        elif match["entity"]:
            out.append(html.unescape(match["entity"]))
        elif match["delimiter"]:
            out.append(_delimiter(text, match))
        elif match["open"]:
            brackets.append(Bracket())
            out.append(brackets[-1])
        elif match["close"]:
            out += _closed(match, brackets, targets)
        # Whatever a mark spans, each line stays a line.
        out += ["\n"] * match.group().count("\n")
    out.append(text[at:])
    return out


def _closed(match: re.Match[str], brackets: list[Bracket], targets: Mapping[str, str]) -> list[Token]:
    """What a closing bracket makes: the end of a link, or itself."""
    if not brackets:
        return [match.group()]
    opening = brackets.pop()
    href = match["href"]
    if href is None and match["named"]:
        href = targets.get(match["named"].casefold())
    if href is None:
        rest = match.group()[1:]
        return ["]", rest.replace("\n", " ")] if rest else ["]"]
    opening.linked, opening.href = True, href
    return [("/a", "")]


def _delimiter(text: str, match: re.Match[str]) -> Delimiter:
    before, after = text[match.start() - 1 : match.start()] or " ", text[match.end() : match.end() + 1] or " "
    mark = match.group()
    left = not after.isspace() and (not _punctuation(after) or before.isspace() or _punctuation(before))
    right = not before.isspace() and (not _punctuation(before) or after.isspace() or _punctuation(after))
    if mark[0] == "_":
        return Delimiter(
            mark, left and (not right or _punctuation(before)), right and (not left or _punctuation(after))
        )
    # "** Heading **" is no emphasis by the book; what people paste is meant to be.
    loose = len(mark) > 1 and not left and not right
    return Delimiter(mark, left or loose, right or loose)


def _punctuation(char: str) -> bool:
    return char in PUNCTUATION or unicodedata.category(char)[0] in "PS"


def _pair(delimiters: list[Delimiter]) -> None:
    """Opening runs to closing ones, the nearest first (CommonMark, appendix: process emphasis)."""
    waiting: list[Delimiter] = []
    for closer in delimiters:
        while closer.closes and closer.left:
            found = next((n for n in range(len(waiting) - 1, -1, -1) if _fits(waiting[n], closer)), None)
            if found is None:
                break
            opener = waiting[found]
            del waiting[found + 1 :]
            used = 2 if min(opener.left, closer.left) > 1 else 1
            kind: EmphasisKind | None = None if closer.char == "~" else "b" if used == 2 else "i"
            opener.begun.append(kind)
            closer.ended += 1
            opener.left -= used
            closer.left -= used
            if not opener.left:
                waiting.pop()
        if closer.opens and closer.left:
            waiting.append(closer)


def _fits(opener: Delimiter, closer: Delimiter) -> bool:
    if opener.char != closer.char:
        return False
    either = opener.closes or closer.opens
    thirds = (opener.size + closer.size) % 3 == 0 and (opener.size % 3 or closer.size % 3)
    return not (either and thirds)


class _Emission:
    """Tokens into the words of lines."""

    def __init__(self) -> None:
        self.words = Words()
        self.out: list[Run] = []
        self.tags: list[str] = []

    def of(self, tokens: list[Token]) -> list[Run]:
        for token in tokens:
            if isinstance(token, str):
                if token == "\n":
                    self._line()
                else:
                    self.words.add(token)
            elif isinstance(token, Delimiter):
                self._delimiter(token)
            elif isinstance(token, Bracket):
                if token.linked:
                    self._begin("a", token.href)
                else:
                    self.words.add("[")
            elif isinstance(token, Call):
                self.words.call(token)
            else:
                name, href = token
                if name[0] == "/":
                    self._end(name[1:])
                else:
                    self._begin(name, href)
        self._line()
        return self.out

    def _delimiter(self, token: Delimiter) -> None:
        for _ in range(token.ended):
            self._end("*")
        if token.left:
            self.words.add(token.char * token.left)
        for kind in reversed(token.begun):
            self.tags.append("*")
            self.words.begin(kind or "u", "" if kind else "#")

    def _begin(self, name: str, href: str) -> None:
        self.tags.append(name)
        if name == "a":
            self.words.begin("u", href if href.startswith(("http://", "https://")) else "#")
        else:
            self.words.begin(TAGS[name])

    def _end(self, name: str) -> None:
        """Ends the inline of that name if it is the last that opened; marks that cross one another are left open."""
        if self.tags and self.tags[-1] == name:
            self.tags.pop()
            self.words.end()

    def _line(self) -> None:
        made = self.words.take()
        run = made[0] if made else Run("", (), (), ())
        self.out.append(run._replace(links=tuple(link for link in run.links if link.href != "#")))
