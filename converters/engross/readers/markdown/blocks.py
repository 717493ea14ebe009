"""The lines of a Markdown text, each as one of a sheet: headings, quotes, tables, notes; numbers stay as they are printed."""

from __future__ import annotations

import re

from msgspec import structs

from engross.model import Cell, Metadata, Row, Table
from engross.readers.markdown.inlines import runs
from engross.readers.words import Run, joined
from engross.recognise.furniture import front_matter
from engross.recognise.metadata_front import front_matter as said_by
from engross.recognise.overlay import blocks_of
from engross.recognise.sheet import Call, Line

HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
UNDERLINE = re.compile(r"(=+|-{2,})[ \t]*$")
QUOTED = re.compile(r"(?:>[ \t]?)*")
FENCE = re.compile(r"(```+|~~~+)[^`]*$")
DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
CELL = re.compile(r"(?<!\\)\|")
NOTE = re.compile(r"\[\^([^\]\s]{1,40})\]:[ \t]*(.*)$")
TARGET = re.compile(
    r"\[([^\[\]^][^\[\]]{0,100})\]:[ \t]+<?(\S{1,2000}?)>?(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*$"
)
RULE = re.compile(r"(?:[-*_][ \t]*){3,}$")
BULLET = re.compile(r"[-*+][ \t]+(?=\S)")
TAGS_ALONE = re.compile(r"(?:</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--.*?-->|\s)+$")
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?$")
FIRST = re.compile(r"\s{0,3}#\s")
HEAD_LINES = 12
"""Lines of the text in which its title may stand that the front matter says too."""
HEADING_SIZE = 140
"""Characters up to which a line in bold, underlined or italic as a whole is a heading."""
HEADING_LINES = 3
NO_HEADING_ENDS = ".;,:"
LOWEST = 6
DEEPEST = 8
"""Notes that may be called in one another; those below are set behind the text."""


class Text:
    """One Markdown text, its lines read in order."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.out: list[Line] = []
        self.targets: dict[str, str] = {}
        self.notes: dict[str, list[tuple[int, str]]] = {}
        self.taken: set[int] = set()
        self.called: set[str] = set()
        self.depth = 0
        self.first = front_matter(self.lines)[1]
        said = said_by("\n".join(self.lines[1 : self.first - 1])) if self.first else {}
        self.facts = _facts({key: value.value for key, value in said.items()})

    def read(self) -> list[Line]:
        """The lines; a line of the sheet for each line of the text that has words."""
        if self.first:
            self._front_matter()
        self._definitions()
        self._blocks()
        for name in self.notes:
            if name not in self.called:
                self._uncalled(name)
        return self.out

    def _front_matter(self) -> None:
        """The block that opens the file, and its title, where the text does not begin with one."""
        block = " ".join(" ".join(self.lines[: self.first]).split())
        self.out.append(Line(block, at=1, until=self.first, furniture="front matter"))
        title = self.facts.title
        head = [_bare(line) for line in self.lines[self.first : self.first + HEAD_LINES]]
        if title and _bare(title) not in head and not any(FIRST.match(line) for line in self.lines[self.first :]):
            at = next((n for n in range(self.first) if self.lines[n].lower().startswith("title:")), 0)
            self.out.append(Line(title, at=at + 1, look="title"))

    # ----------------------------------------------------------------- what is named elsewhere

    def _definitions(self) -> None:
        """Takes the notes and the addresses of links out of the text."""
        n = self.first
        while n < len(self.lines):
            flat = self.lines[n].strip()
            if flat.startswith("["):
                if (note := NOTE.match(flat)) and note[1] not in self.notes:
                    self.notes[note[1]] = held = [(n, note[2])]
                    self.taken.add(n)
                    n = self._rest_of_note(n + 1, held)
                    continue
                if target := TARGET.match(flat):
                    self.targets.setdefault(target[1].casefold(), target[2])
                    self.taken.add(n)
            n += 1

    def _rest_of_note(self, n: int, held: list[tuple[int, str]]) -> int:
        """The indented lines that go on with a note, and those that follow it without a gap."""
        while n < len(self.lines):
            line = self.lines[n]
            blank = not line.strip()
            after = self.lines[n + 1] if n + 1 < len(self.lines) else ""
            if blank and not (after.startswith(("    ", "\t")) and after.strip()):
                break
            if not blank and (line.lstrip().startswith("[") or (not line[0].isspace() and not held[-1][1])):
                break
            held.append((n, "" if blank else line.strip()))
            self.taken.add(n)
            n += 1
        return n

    def _note(self, name: str) -> Call | None:
        if name not in self.notes or name in self.called or self.depth == DEEPEST:
            return None
        self.called.add(name)
        self.depth += 1
        paragraphs: list[list[tuple[int, str]]] = [[]]
        for n, text in self.notes[name]:
            if text:
                paragraphs[-1].append((n, text))
            elif paragraphs[-1]:
                paragraphs.append([])
        lines = []
        for part in filter(None, paragraphs):
            (run,) = runs([" ".join(text for _, text in part)], self.targets, self._note)
            lines.append(_line(run, part[0][0] + 1))
        self.depth -= 1
        return Call(0, name, tuple(lines))

    def _uncalled(self, name: str) -> None:
        call = self._note(name)
        if call is not None and call.lines:
            first, *rest = call.lines
            self.out += [structs.replace(first, number=f"[{name}]", look="note"), *rest]

    # ----------------------------------------------------------------- blocks

    def _blocks(self) -> None:
        paragraph: list[tuple[int, str]] = []
        fence = ""
        n = self.first
        while n < len(self.lines):
            if n in self.taken:
                n += 1
                continue
            flat = _unquoted(self.lines[n].strip())
            if fence:
                fence = "" if flat.startswith(fence) and not flat.strip(fence[0]) else fence
                if fence and flat:
                    self._set([(n, flat)], Run(flat, (), (), ()))
                n += 1
                continue
            if opened := FENCE.match(flat):
                self._paragraph(paragraph)
                fence = opened[1]
            elif not flat:
                self._paragraph(paragraph)
            elif TAGS_ALONE.match(flat):
                self._paragraph(paragraph)
                self._wordless(n, flat)
            elif heading := HEADING.match(flat):
                self._paragraph(paragraph)
                self._heading(n, heading[2], len(heading[1]))
            elif len(paragraph) == 1 and UNDERLINE.match(flat) and not RULE.match(paragraph[0][1]):
                (at, words), level = paragraph[0], 1 if flat[0] == "=" else 2
                paragraph.clear()
                self._heading(at, words, level)
            elif "|" in flat and n + 1 < len(self.lines) and self._opens_table(n, flat):
                self._paragraph(paragraph)
                n = self._table(n)
                continue
            elif RULE.match(flat):
                self._paragraph(paragraph)
                self._set([(n, flat)], Run(flat, (), (), ()))
            else:
                paragraph.append((n, flat))
            n += 1
        self._paragraph(paragraph)

    def _heading(self, n: int, words: str, level: int) -> None:
        (run,) = runs([words], self.targets, self._note)
        self.out.append(_line(run, n + 1, level, gap=True))

    def _paragraph(self, paragraph: list[tuple[int, str]]) -> None:
        """The lines of a paragraph, each its own: which go on with others is found out with all that is known."""
        if not paragraph:
            return
        bullets = [BULLET.match(flat) for _, flat in paragraph]
        texts = [flat[b.end() :] if b else flat for (_, flat), b in zip(paragraph, bullets, strict=True)]
        made = runs([text.rstrip("\\") if text.endswith("\\") else text for text in texts], self.targets, self._note)
        whole = joined(made[:HEADING_LINES])
        short = len(made) <= HEADING_LINES and not any(bullets)
        if short and _is_heading(whole, [run for run in made if run.text]):
            self.out.append(_line(whole._replace(breaks=()), paragraph[0][0] + 1, LOWEST))
            paragraph.clear()
            return
        for row, ((n, flat), bullet, run) in enumerate(zip(paragraph, bullets, made, strict=True)):
            if not run.text and not run.calls:
                self._wordless(n, flat)
            else:
                self.out.append(_line(run, n + 1, gap=row == 0, number="•" if bullet else ""))
        paragraph.clear()

    def _wordless(self, n: int, flat: str) -> None:
        self.out.append(Line(flat, at=n + 1, furniture="marks"))

    def _set(self, rows: list[tuple[int, str]], run: Run) -> None:
        self.out.append(_line(run, rows[0][0] + 1, gap=True))

    def _opens_table(self, n: int, flat: str) -> bool:
        below = self.lines[n + 1].strip()
        return "-" in below and "|" in below and DELIMITERS.match(below) is not None

    def _table(self, n: int) -> int:
        """Sets the table that begins at a line; gives the line behind it."""
        first = n
        rows = []
        while n < len(self.lines) and "|" in self.lines[n] and self.lines[n].strip():
            if n != first + 1:
                cells = CELL.split(self.lines[n].strip().removeprefix("|").removesuffix("|"))
                rows.append(Row(tuple([self._cell(cell, n == first, n) for cell in cells])))
            n += 1
        self.out.append(Line("", at=first + 1, table=Table(tuple(rows))))
        return n

    def _cell(self, words: str, header: bool, n: int) -> Cell:
        (run,) = runs([words.strip().replace("\\|", "|")], self.targets, self._note)
        return Cell(blocks_of([_line(run, n + 1)]) if run.text or run.calls else (), header)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _unquoted(flat: str) -> str:
    """A line without the marks of the quotations it stands in."""
    if not flat.startswith(">"):
        return flat
    quoted = QUOTED.match(flat)
    return flat[quoted.end() :] if quoted else flat


def _line(run: Run, at: int, heading: int = 0, gap: bool = True, number: str = "") -> Line:
    return Line(
        run.text, at=at, number=number, counts="bullet" if number else "", emphasis=run.emphasis, links=run.links, calls=run.calls,
        heading=heading, gap=gap,
    )  # fmt: skip


def _is_heading(whole: Run, made: list[Run]) -> bool:
    """Whether a paragraph is a heading that is only emphasised as a whole."""
    if not whole.text or len(whole.text) > HEADING_SIZE or whole.text[-1] in NO_HEADING_ENDS:
        return False
    return all(any(e.start == 0 and e.end == len(r.text) and e.kind in ("b", "u") for e in r.emphasis) for r in made)


def _facts(said: dict[str, str]) -> Metadata:
    """What the front matter says."""
    day = DAY.match(said.get("date", "") or said.get("adopted", ""))
    published = DAY.match(said.get("published_time", "") or said.get("published", ""))
    words = said.get("keywords", "").strip("[]")
    return Metadata(
        title=said.get("title", ""),
        symbol=said.get("symbol", "") or said.get("number", ""),
        date=day[1] if day else "",
        place=said.get("place", ""),
        session=said.get("session", ""),
        publication_date=published[1] if published else "",
        keywords=tuple(w.strip().strip("\"'") for w in words.split(",") if w.strip()),
    )
