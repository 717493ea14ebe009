"""The table of contents of a long instrument: a field that Word makes anew, with its entries already in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engross.faircopy import FairCopy, Line
from engross.model import text_of
from engross.writers.docx.runs import Runs, Target
from engross.writers.docx.xml import attribute

LONG = 20
"""Headings from which on an instrument has a table of contents."""
_LEVELS = 3
_FRONT = frozenset(("masthead", "title", "preface"))


class Contents:
    """The headings of a fair copy, where they are many."""

    def __init__(self, fair: FairCopy) -> None:
        headings = [line for line in fair.lines if line.role in ("heading", "annex") and line.eid]
        shown = [line for line in headings if _level(line) <= _LEVELS and (line.label or text_of(line.content).strip())]
        self.headings = shown if len(shown) >= LONG else []
        self.title = fair.words.contents

    def before(self, lines: Sequence[Line]) -> int:
        """The line before which the contents stand: the first after masthead and title; -1 when there are none."""
        if not self.headings:
            return -1
        return next((n for n, line in enumerate(lines) if line.role not in _FRONT), -1)

    def xml(self, runs: Runs, targets: Mapping[str, Target]) -> str:
        """The paragraphs. Numbers of pages are fields of their own: only a program that lays out pages knows them."""
        mark = "<w:rPr><w:rtl/></w:rPr>" if runs.scripts.rtl else ""
        title = f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/>{mark}</w:pPr>{runs.text(self.title)}</w:p>'
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        out = [title]
        for n, line in enumerate(self.headings):
            target = targets[line.eid].bookmark
            words = " ".join(" ".join((line.label, *text_of(line.content).split())).split())
            page = runs.field(f"PAGEREF {target} \\h", "", dirty=True)
            entry = (
                f'<w:hyperlink w:anchor={attribute(target)} w:history="1">'
                f"{runs.text(words)}<w:r><w:tab/></w:r>{page}</w:hyperlink>"
            )
            first = begin if n == 0 else ""
            last = end if n + 1 == len(self.headings) else ""
            out.append(f'<w:p><w:pPr><w:pStyle w:val="TOC{_level(line)}"/>{mark}</w:pPr>{first}{entry}{last}</w:p>')
        return "".join(out)


def _level(line: Line) -> int:
    return 1 if line.role == "annex" else max(line.depth, 1)
