"""Renderings against their record: what agrees, and what is said of the faults that happen to documents."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from engross import conversion
from engross.diagnostics import UnreadableError
from engross.faircopy import FairCopy, fair_copy
from engross.model import Attachment, Document, Instrument, Metadata, Number, Paragraph, text_of
from engross.validate.agreement import Agreement, agreement
from engross.validate.renderings import form_of, shown

TEXT = """ASSEMBLY OF THE LAKES

Resolution 7/14. Protection of the shared lakes

Adopted on 14 May 2024

The Assembly of the Lakes,

Recalling its resolution of 9 March 2020 on the protection of the waters of the shared lakes,

Noting the report of the Commission on the self-purification of high-lying waters,

1. Welcomes the report of the Commission and the advice that it gives to the members;

2. Requests each of the members of the Assembly of the Lakes to:

(a) measure the height of its waters in every season of the year;

(b) publish what it finds in the record of the Assembly of the Lakes;

3. Urges the members to act upon paragraph 2 above before the next session of the Assembly;

4. Decides to consider the matter again at its next session.

II. Follow-up by the Secretariat

5. Invites the Secretariat to collect the reports of all the members of the Assembly.
"""
FORMS = ("text", "html", "json", "docx", "akn", "pdf")


@pytest.fixture(scope="module")
def record() -> bytes:
    return conversion.convert(TEXT.encode(), "text", "akn", facts={"date": "2024-05-14"}, produced="2024-06-03").value


@pytest.fixture(scope="module")
def copy(record: bytes) -> FairCopy:
    return fair_copy(conversion.read(record, "akn").value)


def rendered(record: bytes, form: str) -> bytes:
    return conversion.write(conversion.read(record, "akn").value, form).value


def compared(copy: FairCopy, data: bytes) -> Agreement:
    return agreement(copy, shown(data, "rendering", copy), "rendering")


def states(found: Agreement) -> dict[str, str]:
    return {row.label: row.state for row in found.rows if row.state != "present"}


@pytest.mark.parametrize("form", FORMS)
def test_what_we_render_agrees(form: str, record: bytes, copy: FairCopy, judge: Callable[[str, str], str]) -> None:
    if form == "pdf":
        judge("pdftotext", "poppler-utils")
    data = rendered(record, form)
    assert form_of(data) == form
    found = compared(copy, data)
    assert states(found) == {}
    assert [row.label for row in found.rows if row.label] == ["1.", "2.", "(a)", "(b)", "3.", "4.", "II.", "5."]


@pytest.fixture
def text(record: bytes) -> str:
    return rendered(record, "text").decode()


def test_a_line_that_others_quote_stands_there_once(copy: FairCopy) -> None:
    quoted = TEXT.replace("collect the reports", "act on Protection of the shared lakes and collect the reports")
    own = fair_copy(conversion.read(quoted.encode(), "text").value)
    assert states(agreement(own, quoted, "text")) == {}


def test_a_short_line_is_found_behind_the_notes_of_a_page(copy: FairCopy) -> None:
    parts = (
        Attachment(
            Document("doc", "annex", body=(Paragraph(("The last words of all of them are these.",)),)), Number("Annex")
        ),
    )
    document = Document(
        "statement", "x", body=(Paragraph(("The first words of all of them are these.",)),), attachments=parts
    )
    lines = fair_copy(Instrument(Metadata(), document))
    first, annex, last = (" ".join((line.label, text_of(line.content))).strip() for line in lines.lines)
    notes = "\n".join(f"{n} A note of the page that is long enough to keep them apart." for n in range(4))
    assert states(agreement(lines, f"{first}\n{notes}\n{annex}\n{last}", "page")) == {}
    assert agreement(lines, f"{first}\n{notes}\n{last}", "page").counts["missing"] == 1


def test_a_changed_number(text: str, copy: FairCopy) -> None:
    found = compared(copy, text.replace("3.  Urges", "4.  Urges").encode())
    assert states(found) == {"3.": "number differs"}
    assert found.first is not None
    assert found.first.shown == "4."


def test_a_changed_word(text: str, copy: FairCopy) -> None:
    found = compared(copy, text.replace("height", "depth").encode())
    assert states(found) == {"(a)": "text differs"}
    assert found.first is not None
    assert "depth" in found.first.shown


def test_a_lost_clause(text: str, copy: FairCopy) -> None:
    without = re.sub(r"3\.  Urges.*?\n\n", "", text, flags=re.S)
    assert states(compared(copy, without.encode())) == {"3.": "missing"}


def test_a_clause_twice(text: str, copy: FairCopy) -> None:
    clause = re.search(r"3\.  Urges.*?\n\n", text, flags=re.S)
    assert clause is not None
    assert states(compared(copy, text.replace(clause.group(), clause.group() * 2).encode())) == {"3.": "twice"}


def test_clauses_out_of_order(text: str, copy: FairCopy) -> None:
    clause = re.search(r"1\.  Welcomes.*?\n\n", text, flags=re.S)
    assert clause is not None
    swapped = text.replace(clause.group(), "").replace("4.  Decides", clause.group() + "4.  Decides")
    assert "out of order" in states(compared(copy, swapped.encode())).values()


def edited(docx: bytes, edit: Callable[[str], str]) -> bytes:
    """The document after somebody changed it in a word processor."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, edit(data.decode()).encode() if part == "word/document.xml" else data)
    return out.getvalue()


def paragraph_with(words: str, xml: str) -> str:
    found = next(p for p in re.findall(r"<w:p>.*?</w:p>", xml, flags=re.S) if words in p)
    assert isinstance(found, str)
    return found


def test_a_paragraph_deleted_in_word_renumbers_what_follows(record: bytes, copy: FairCopy) -> None:
    def delete(xml: str) -> str:
        return xml.replace(paragraph_with("Welcomes", xml), "")

    found = states(compared(copy, edited(rendered(record, "docx"), delete)))
    assert found["1."] == "missing"
    assert found["2."] == found["3."] == "number differs"
    assert "(a)" not in found


def test_a_deletion_that_is_tracked_counts_as_deleted(record: bytes, copy: FairCopy) -> None:
    def track(xml: str) -> str:
        old = paragraph_with("Urges", xml)
        new = old.replace('<w:t xml:space="preserve">Urges', "<w:delText>Urges").replace(
            "<w:t>Urges", "<w:delText>Urges"
        )
        new = re.sub(r"(<w:delText>[^<]*)</w:t>", r"\1</w:delText>", new, count=1)
        assert new != old
        return xml.replace(old, new)

    assert set(states(compared(copy, edited(rendered(record, "docx"), track)))) == {"3."}


def test_what_cannot_be_read_is_said(record: bytes, copy: FairCopy) -> None:
    docx = rendered(record, "docx")
    for data in (docx[: len(docx) // 2], b"PK\x03\x04nonsense", b"\xff\x00\xfe", b"{}"):
        with pytest.raises(UnreadableError):
            shown(data, "rendering", copy)


def test_the_command(record: bytes, tmp_path: Path) -> None:
    (tmp_path / "record.xml").write_bytes(record)
    (tmp_path / "good.txt").write_bytes(rendered(record, "text"))
    (tmp_path / "bad.txt").write_bytes(rendered(record, "text").replace(b"3.  Urges", b"4.  Urges"))
    (tmp_path / "no.docx").write_bytes(b"PK\x03\x04nonsense")

    def run(*names: str) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-m", "engross.cli_validate", "verify", "record.xml", *names]
        return subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert run("good.txt").returncode == 0
    bad = run("good.txt", "bad.txt")
    assert bad.returncode == 1
    assert "number differs  3." in bad.stdout
    assert "the file shows “4.”" in bad.stdout
    assert run("good.txt", "no.docx").returncode == 2
    assert run("nowhere.txt").returncode == 2


def test_word_counts_as_libreoffice_does(
    record: bytes, copy: FairCopy, tmp_path: Path, judge: Callable[[str, str], str]
) -> None:
    """The numbers that are counted here are those that a word processor draws."""
    soffice = judge("soffice", "libreoffice-writer")
    (tmp_path / "r.docx").write_bytes(rendered(record, "docx"))
    command = [
        soffice,
        "--headless",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--convert-to",
        "txt:Text",
    ]
    subprocess.run([*command, "r.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    drawn = (tmp_path / "r.txt").read_text(encoding="utf-8-sig")
    counted = shown((tmp_path / "r.docx").read_bytes(), "r.docx", copy)
    for number, words in (("1.", "Welcomes"), ("(b)", "publish"), ("5.", "Invites")):
        for text in (drawn, counted):
            assert re.search(rf"{re.escape(number)}\s+{words}", text)
    assert shutil.which("soffice")
