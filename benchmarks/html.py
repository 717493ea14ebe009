"""Tree → HTML page, in process, beside the fair copy it draws, markdown-it and a bare loop of paragraphs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from html import escape
from importlib.util import find_spec
from pathlib import Path

from benchmarks.timing import beside, show

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
LENGTHS = (30, 1000)


def things(clauses: int) -> dict[str, Callable[[], object]]:
    """What is timed for an instrument of so many clauses; its record is made before."""
    import instruments
    from engross.conversion import write
    from engross.faircopy import fair_copy
    from engross.model import text_of
    from engross.writers.html import HtmlOptions, HtmlWriter

    instrument = instruments.long(clauses)
    record, writer = write(instrument, "akn").value, HtmlWriter()
    lines = [(line.label, text_of(line.content)) for line in fair_copy(instrument).lines]
    out: dict[str, Callable[[], object]] = {
        "engross, page": lambda: writer.write(instrument, HtmlOptions()),
        "engross, page with its record inside": lambda: writer.write(instrument, HtmlOptions(record=record)),
        "engross, the fair copy alone": lambda: fair_copy(instrument),
        "bare loop of escaped paragraphs (floor)": lambda: "".join(
            f"<p>{escape(a)} {escape(b)}</p>\n" for a, b in lines
        ),
    }
    if find_spec("markdown_it"):
        from markdown_it import MarkdownIt

        text = "\n\n".join(f"{a} {b}" for a, b in lines)
        out["markdown-it, the same text"] = lambda: MarkdownIt().render(text)
    return out


def main() -> None:
    for clauses in LENGTHS:
        show(f"{clauses} clauses → HTML", beside(things(clauses), rounds=9))


if __name__ == "__main__":
    main()
