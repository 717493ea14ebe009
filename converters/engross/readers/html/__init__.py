"""Web pages, as they are found, become a sheet and then an instrument."""

from __future__ import annotations

from engross.diagnostics import Diagnostic, Outcome, Rule, Severity, UnreadableError
from engross.model import Instrument
from engross.readers.decoding import findings
from engross.readers.html import page
from engross.readers.html.encoding import decode_page
from engross.readers.html.facts import facts_of
from engross.readers.html.flow import Flow
from engross.readers.html.furniture import Judge
from engross.readers.html.notes import notes_of
from engross.readers.html.sheets import lists_of
from engross.readers.options import Options
from engross.recognise import rules
from engross.recognise.sheet import Line, Sheet, read
from engross.xml import Element

RECORD = Rule("html-record", "record", Severity.INFO, "The page carries its own record")
REVEALED = Rule("html-revealed", "hidden", Severity.WARNING, "The text of the page is hidden, and was read")
SHOWN_PART = 0.1
"""Characters seen for one hidden, below which what is hidden is taken for the text."""
RECORD_LINK = "data:application/akn+xml"
MAIN_PART = 0.3
"""Share of its text from which the main element of a page is believed to hold the text."""


class HtmlReader:
    """Reads web pages."""

    def read(self, data: bytes, name: str, options: Options) -> Outcome[Instrument]:
        """The instrument in a page. Raises UnreadableError for what is no page, or has no text."""
        return read(sheet_of(data, name), options.language, options.keep_furniture, options.corrections)

    def sheet(self, data: bytes, name: str, options: Options) -> Sheet:
        """The page laid out. Raises UnreadableError as `read` does."""
        return sheet_of(data, name)


def sheet_of(data: bytes, name: str) -> Sheet:
    """The lines of a page, furniture included. Raises UnreadableError for what is no page, or has no text."""
    decoded, wrong = decode_page(data, name)
    root = page.parse(decoded.text, name)
    found = findings(decoded)
    if wrong:
        found.append(Diagnostic(rules.ENCODING, f"the page says it is {wrong}, but its bytes are {decoded.encoding}"))
    facts = facts_of(root)
    found += _record(root)
    sheets = lists_of(root)
    page.strip(root)
    body = root.find("body") if root.tag == "html" else root
    if body is None or not page.string(body).strip():
        raise UnreadableError(
            f"{name}: there is no text on this page (is it made by a script? save what the browser shows)"
        )
    notes = notes_of(body)
    main = _main(body)
    judge = Judge(body, main, notes.noted)
    flow = Flow(judge, notes, main, sheets)
    lines = flow.read(body, "/html/body")
    lines += flow.uncalled()
    seen = _seen(lines)
    if seen < SHOWN_PART * flow.unseen:
        # A page that a script has yet to show: what it hides is its text.
        found.append(
            Diagnostic(REVEALED, "nearly all of the page is hidden until a script shows it: read all the same")
        )
        flow = Flow(judge, notes, main, sheets, revealing=True)
        lines = flow.read(body, "/html/body")
        lines += flow.uncalled()
        seen = _seen(lines)
    if not seen and not any(line.table or line.number for line in lines if not line.furniture):
        raise UnreadableError(
            f"{name}: there is no text on this page but furniture (is it made by a script? save what the browser shows)"
        )
    return Sheet(name, tuple(lines), facts, (*found, *flow.found), flow.wrapped > seen / 2)


def _seen(lines: list[Line]) -> int:
    """Characters of the text, furniture left out."""
    return sum(len(line.text) for line in lines if not line.furniture)


def _main(body: Element) -> Element | None:
    """The element that holds the main text, if the page says so; None for none, and for several."""
    total = len(page.string(body))
    for elements in (body.findall(".//main") + body.findall(".//*[@role='main']"), body.findall(".//article")):
        if len(elements) == 1 and len(page.string(elements[0])) > MAIN_PART * total:
            return elements[0]
    return None


def _record(root: Element) -> list[Diagnostic]:
    if any((a.get("href") or "").startswith(RECORD_LINK) for a in root.iter("a")):
        return [
            Diagnostic(RECORD, "the page offers its record for saving: read that, and nothing needs to be recognised")
        ]
    return []
