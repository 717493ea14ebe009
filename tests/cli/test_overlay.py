"""The overlay beside a text, or named: what it changes, what outweighs what, and how its faults are said."""

from __future__ import annotations

import json
from pathlib import Path

import engross as library

from .conftest import TEXT, Run, one_line

OVERLAY = """title = "Quiet Nights"
place = "Zenda Castle"

[lines]
11 = "recital"
17-18 = "furniture"
"""


def write(text: Path, content: str) -> Path:
    path = text.with_name("quiet.engross.toml")
    path.write_text(content, encoding="utf-8")
    return path


def test_the_overlay_beside_the_text_is_taken(engross: Run, text: Path) -> None:
    before = engross("convert", text, "--to", "text").stdout.decode()
    assert "1.  Reaffirmed" in before
    write(text, OVERLAY)
    done = engross("convert", text, "--to", "text")
    assert done.returncode == 0, done.stderr
    after = done.stdout.decode()
    assert "1.  Expressed" in after
    assert "\nReaffirmed their support for quiet nights;\n" in after
    assert "5 May 2025\n" not in after[-30:]
    assert "quiet.txt:17:1: info: furniture: Zenda" in done.stderr.decode()
    record = engross("convert", text, "--to", "akn", "--quiet").stdout.decode()
    assert 'value="Zenda Castle"' in record
    assert "Quiet Nights" in record


def test_an_overlay_that_is_named_speaks_of_the_text_alone(engross: Run, text: Path, tmp_path: Path) -> None:
    write(text, OVERLAY)
    other = tmp_path / "other.toml"
    other.write_text('place = "Strelsau"\n', encoding="utf-8")
    record = engross("convert", text, "--to", "akn", "--overlay", other, "--quiet").stdout.decode()
    assert 'value="Strelsau"' in record
    assert "Quiet Nights" not in record


def test_set_outweighs_the_overlay_and_the_overlay_outweighs_about(engross: Run, text: Path) -> None:
    write(text, 'place = "Zenda Castle"\nsource = "https://example.org/overlay"\n')
    text.with_name("about.toml").write_text(
        'place = "About"\nsymbol = "ABOUT/1"\nsource = "https://example.org/about"\n'
    )
    record = engross("convert", text, "--to", "akn", "--set", "place=Set", "--quiet").stdout.decode()
    assert 'value="Set"' in record
    assert "ABOUT/1" in record
    assert "example.org/overlay" in record
    assert "example.org/about" not in record


def test_a_fault_names_the_file_and_the_line(engross: Run, text: Path) -> None:
    path = write(text, '[lines]\n11 = "recital"\n\n11-12 = "furniture"\n')
    done = engross("convert", text, "--to", "text")
    assert done.returncode == 2
    assert done.stdout == b""
    assert f"{path}:4: line 11 is spoken of on line 2 already" in one_line(done.stderr)
    write(text, "[lines\n")
    assert f"{path}:1:7: is not TOML" in one_line(engross("convert", text, "--to", "text").stderr)
    write(text, '[lines]\n99 = "recital"\n')
    assert f"{path}:2: line 99: the text has 18 lines" in one_line(engross("convert", text, "--to", "text").stderr)


def test_an_overlay_that_is_not_there_is_an_error(engross: Run, text: Path) -> None:
    done = engross("convert", text, "--to", "text", "--overlay", "no.toml")
    assert done.returncode == 2
    assert "no.toml: there is no such file" in one_line(done.stderr)


def test_a_record_has_no_lines(engross: Run, text: Path, tmp_path: Path) -> None:
    assert engross("convert", text, "-o", "quiet.json").returncode == 0
    (tmp_path / "quiet.engross.toml").write_text('title = "Quiet"\n', encoding="utf-8")
    assert engross("convert", "quiet.json", "--to", "text").returncode == 0
    (tmp_path / "quiet.engross.toml").write_text('[lines]\n3 = "recital"\n', encoding="utf-8")
    assert "is a record (json), which has no lines to correct" in one_line(
        engross("convert", "quiet.json", "--to", "text").stderr
    )


def test_inspect_shows_it(engross: Run, text: Path) -> None:
    write(text, OVERLAY)
    rows = engross("inspect", text).stdout.decode().splitlines()
    row = next(row for row in rows if row.startswith("11 "))
    assert row.split()[1] == "recital"
    assert "said by hand" in row


def test_web_pages_are_corrected_by_the_lines_that_inspect_shows(engross: Run, tmp_path: Path) -> None:
    page = tmp_path / "quiet.html"
    page.write_text(
        "<html><body>\n<p>The Council,</p>\n<p>Night is long and the sea is dark,</p>\n"
        "<p>1. Decides to meet.</p>\n<p>2. Ends.</p>\n</body></html>\n",
        encoding="utf-8",
    )
    rows = json.loads(engross("inspect", page, "--json").stdout)
    line = next(row["line"] for row in rows if "Night" in row["text"])
    (tmp_path / "quiet.engross.toml").write_text(f'[lines]\n{line} = "heading"\n', encoding="utf-8")
    assert "heading" in next(r for r in engross("inspect", page).stdout.decode().splitlines() if "Night" in r)


def test_the_library_takes_it_too(text: Path) -> None:
    write(text, OVERLAY)
    made = library.read(text)
    assert made.value.metadata.title == "Quiet Nights"
    assert library.read(TEXT.encode()).value.metadata.title != "Quiet Nights"
