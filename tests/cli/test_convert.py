"""`engross convert`: what is made, where it goes, what is said, and how it ends."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from .conftest import TEXT, Run, one_line

FINDING = re.compile(r"^(?P<path>.+?)(:\d+:\d+)?: (info|warning|error): .+ \[[a-z]+(-[a-z]+)*\]$")


# --------------------------------------------------------------------------- what is made and where


def test_one_input_and_one_format_go_to_standard_output(engross: Run, text: Path) -> None:
    done = engross("convert", text, "--to", "text")
    assert done.returncode == 0
    assert "\n1.  Reaffirmed their support for quiet nights;\n" in done.stdout.decode()


def test_standard_input_and_output(engross: Run) -> None:
    done = engross("convert", "-", "--to", "text", "-o", "-", stdin=TEXT.encode())
    assert done.returncode == 0
    assert b"\n3.  Urged all States to wind their clocks.\n" in done.stdout


def test_a_file_is_written_where_it_should_go(engross: Run, text: Path, tmp_path: Path) -> None:
    assert engross("convert", text, "--to", "text", "-o", "new/folder/out.txt").returncode == 0
    assert (tmp_path / "new/folder/out.txt").read_text(encoding="utf-8").endswith("5 May 2025\n")
    assert sorted(os.listdir(tmp_path / "new/folder")) == ["out.txt"]


def test_the_suffix_of_the_output_says_the_format(engross: Run, text: Path, tmp_path: Path) -> None:
    assert engross("convert", text, "-o", "out.akn.xml").returncode == 0
    assert b"<akomaNtoso" in (tmp_path / "out.akn.xml").read_bytes()


def test_several_formats_go_into_a_folder_and_take_the_name_of_the_input(
    engross: Run, text: Path, tmp_path: Path
) -> None:
    done = engross("convert", text, "--to", "akn,text,akn", "-o", "out")
    assert done.returncode == 0, done.stderr
    assert done.stdout == b""
    assert sorted(os.listdir(tmp_path / "out")) == ["quiet.akn.xml", "quiet.txt"]


def test_all_is_every_format_that_is_written(engross: Run, text: Path, tmp_path: Path) -> None:
    from engross.registry import FORMATS

    done = engross("convert", text, "--to", "all", "-o", "out/")
    assert done.returncode == 0, done.stderr
    assert sorted(os.listdir(tmp_path / "out")) == sorted("quiet" + f.suffix for f in FORMATS.values() if f.writer)


def test_a_seed_takes_the_name_of_its_folder(engross: Run, text: Path, tmp_path: Path) -> None:
    seed = tmp_path / "quiet-nights"
    seed.mkdir()
    (seed / "text.txt").write_text(TEXT, encoding="utf-8")
    (seed / "about.toml").write_text('body = "Contact Group"\n', encoding="utf-8")
    assert engross("convert", "quiet-nights/text.txt", text, "--to", "text", "-o", "out").returncode == 0
    assert engross("convert", "text.txt", "--to", "text", "-o", "../out2/", cwd=seed).returncode == 0
    assert sorted(os.listdir(tmp_path / "out")) == ["quiet-nights.txt", "quiet.txt"]
    assert os.listdir(tmp_path / "out2") == ["quiet-nights.txt"]


def test_the_suffixes_of_formats_are_taken_off_whole(engross: Run, text: Path, tmp_path: Path) -> None:
    assert engross("convert", text, "-o", "a.akn.xml").returncode == 0
    assert engross("convert", "a.akn.xml", "--to", "text", "-o", "out/").returncode == 0
    assert os.listdir(tmp_path / "out") == ["a.txt"]


def test_reading_the_record_again_gives_the_same_text(engross: Run, text: Path) -> None:
    first = engross("convert", text, "--to", "text").stdout
    record = engross("convert", text, "--to", "akn").stdout
    assert engross("convert", "-", "--from", "akn", "--to", "text", stdin=record).stdout == first


# --------------------------------------------------------------------------- how it is said


def test_labels_width_and_faithful_reach_the_fair_copy(engross: Run, text: Path) -> None:
    cited = engross("convert", text, "--to", "text", "--labels", "cited", "--width", "30").stdout.decode()
    assert "\nPP1 Having heard the report of\n    the Chair;\n" in cited
    assert "\nOP1 Reaffirmed their support" in cited
    bare = engross("convert", text, "--to", "text", "--faithful").stdout.decode()
    assert "\nReaffirmed their support for quiet nights;\n" in bare


def test_settings_go_to_the_formats_that_have_them(engross: Run, text: Path, tmp_path: Path) -> None:
    done = engross("convert", text, "--to", "akn,text", "--width", "30", "-o", "out/")
    assert done.returncode == 0, done.stderr
    assert max(map(len, (tmp_path / "out/quiet.txt").read_text(encoding="utf-8").splitlines())) <= 30


def test_set_reaches_settings_too(engross: Run, text: Path) -> None:
    assert (
        engross("convert", text, "--to", "text", "--set", "width=30").stdout
        == engross("convert", text, "--to", "text", "--width", "30").stdout
    )


def test_the_numbering_scheme_is_a_choice(engross: Run, text: Path) -> None:
    drawn = engross("convert", text, "--to", "text", "--scheme", "outline").stdout.decode()
    assert "\nII.  Expressed concern" in drawn


# --------------------------------------------------------------------------- facts


def record(engross: Run, text: Path, *words: str, env: dict[str, str] | None = None) -> str:
    done = engross("convert", text, "--to", "akn", *words, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def test_facts_come_from_the_text_then_about_toml_then_set(engross: Run, text: Path) -> None:
    assert '<FRBRdate date="2025-05-05" name="adoption"/>' in record(engross, text)
    text.with_name("about.toml").write_text(
        'date = 2025-05-06\nsymbol = "CG/1"\nkeywords = ["quiet", "nights"]\n', encoding="utf-8"
    )
    known = record(engross, text)
    assert '<FRBRdate date="2025-05-06" name="adoption"/>' in known
    assert known.count("<keyword ") == 2
    told = record(engross, text, "--set", "date=2025-05-07", "--set", "country=xx-cg")
    assert '<FRBRdate date="2025-05-07" name="adoption"/>' in told
    assert '<FRBRcountry value="xx-cg"' in told


def test_about_names_another_file(engross: Run, text: Path, tmp_path: Path) -> None:
    (tmp_path / "facts.toml").write_text('country = "xx-about"\n', encoding="utf-8")
    text.with_name("about.toml").write_text('country = "xx-beside"\n', encoding="utf-8")
    assert "xx-about" in record(engross, text, "--about", "facts.toml")


@pytest.mark.parametrize(
    ("words", "env", "date"),
    [
        (["--produced", "2026-01-02"], {}, "2026-01-02"),
        ([], {"SOURCE_DATE_EPOCH": "1735787045"}, "2025-01-02"),
        (["--produced", "2026-01-02"], {"SOURCE_DATE_EPOCH": "1735787045"}, "2026-01-02"),
    ],
)
def test_the_date_of_production_is_an_argument(
    engross: Run, text: Path, words: list[str], env: dict[str, str], date: str
) -> None:
    manifestation = record(engross, text, *words, env=env).partition("<FRBRManifestation>")[2]
    assert f'<FRBRdate date="{date}"' in manifestation.partition("</FRBRManifestation>")[0]


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('date = 2025-05-06\ntitel = "x"\n', "about.toml:2: there is no fact 'titel': use one of title, kind,"),
        ('# first\n\ndate = "May"\n', "about.toml:3: date must be a full date such as 2025-09-23, not 'May'"),
        ('title = "x\n', "about.toml:1:11: is not TOML"),
        ('a = 1\ntitle = """x\n', "about.toml:3:1: is not TOML"),
        ("[instrument]\ntitle = 'x'\n", "about.toml:1: there is no fact 'instrument'"),
        ("title = 3\n", "about.toml:1: title must be a string, not 3"),
    ],
)
def test_a_fault_in_about_toml_is_named_with_its_line(engross: Run, text: Path, toml: str, said: str) -> None:
    text.with_name("about.toml").write_text(toml, encoding="utf-8")
    done = engross("convert", text, "--to", "text")
    assert done.returncode == 2
    assert done.stdout == b""
    assert said in one_line(done.stderr)


def test_one_about_toml_does_not_speak_of_two_texts_unasked(engross: Run, text: Path, tmp_path: Path) -> None:
    other = text.with_name("other.txt")
    other.write_text(TEXT, encoding="utf-8")
    about = text.with_name("about.toml")
    about.write_text('country = "xx-cg"\n', encoding="utf-8")
    done = engross("convert", text, other, "--to", "akn", "-o", "out")
    assert done.returncode == 2
    assert "lies beside both" in one_line(done.stderr)
    assert engross("convert", text, other, "--to", "akn", "-o", "out", "--about", about).returncode == 0
    assert sorted(os.listdir(tmp_path / "out")) == ["other.akn.xml", "quiet.akn.xml"]


# --------------------------------------------------------------------------- findings


FURNISHED = f"NEWSLETTER\n\n{TEXT}\n\nNEWSLETTER\nJoin the GlobalSecurity.org mailing list\n"


def test_findings_are_lines_on_standard_error_without_colour(engross: Run, tmp_path: Path) -> None:
    (tmp_path / "f.txt").write_text(FURNISHED, encoding="utf-8")
    done = engross("convert", "f.txt", "--to", "text")
    rows = done.stderr.decode().splitlines()
    assert rows
    assert all(FINDING.match(row) for row in rows), rows
    assert any(row.startswith("f.txt:23:1: info: ") for row in rows), rows
    assert b"\x1b" not in done.stderr


def test_the_report_names_removed_lines_as_furniture(engross: Run, tmp_path: Path) -> None:
    (tmp_path / "f.txt").write_text(FURNISHED, encoding="utf-8")
    assert engross("convert", "f.txt", "--to", "text", "-o", "out.txt", "--report", "r.json").returncode == 0
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert list(report) == ["found"]
    assert {frozenset(found) for found in report["found"]} == {
        frozenset({"rule", "code", "severity", "message", "line", "column", "end_line", "hint"})
    }
    lines = {n for f in report["found"] if f["code"] == "furniture" for n in range(f["line"], f["end_line"] + 1)}
    rows = FURNISHED.splitlines()
    assert {n for n in lines if rows[n - 1]} >= {n for n, row in enumerate(rows, 1) if row.startswith("Join")}
    assert "NEWSLETTER" not in (tmp_path / "out.txt").read_text(encoding="utf-8")


def test_furniture_can_be_kept(engross: Run) -> None:
    kept = engross("convert", "-", "--to", "text", "--keep-furniture", stdin=FURNISHED.encode())
    assert b"Join the GlobalSecurity.org mailing list" in kept.stdout


def test_the_report_can_go_to_standard_output(engross: Run, text: Path) -> None:
    done = engross("convert", text, "--to", "text", "-o", "out.txt", "--report", "-")
    assert "found" in json.loads(done.stdout)


GAP = (
    TEXT.replace("Reaffirmed their", "1. Reaffirmed their")
    .replace("Expressed", "2. Expressed")
    .replace("Urged", "4. Urged")
)


def test_strict_ends_with_one_when_there_are_warnings_and_writes_all_the_same(engross: Run, tmp_path: Path) -> None:
    (tmp_path / "gap.txt").write_text(GAP, encoding="utf-8")
    assert engross("convert", "gap.txt", "--to", "text", "-o", "a.txt").returncode == 0
    done = engross("convert", "gap.txt", "--to", "text", "-o", "b.txt", "--strict")
    assert done.returncode == 1
    assert b"[numbering-gap]" in done.stderr
    assert (tmp_path / "a.txt").read_bytes() == (tmp_path / "b.txt").read_bytes()


def test_strict_is_silent_about_a_sound_text(engross: Run, text: Path) -> None:
    assert engross("convert", text, "--to", "text", "--strict").returncode == 0


def test_quiet_says_only_what_is_wrong(engross: Run, tmp_path: Path) -> None:
    (tmp_path / "gap.txt").write_text(GAP, encoding="utf-8")
    assert engross("convert", "gap.txt", "--to", "text", "--quiet").stderr == b""


def test_verbose_says_what_was_made(engross: Run, tmp_path: Path) -> None:
    (tmp_path / "f.txt").write_text(FURNISHED, encoding="utf-8")
    said = engross("convert", "f.txt", "--to", "text,akn", "-o", "out/", "-v").stderr.decode()
    assert re.search(r"^f\.txt: 2 recitals, 1 formula, 3 clauses; .*furniture left out$", said, re.MULTILINE), said
    assert re.search(r"^  out/f\.akn\.xml \(\d+ kB\)$", said, re.MULTILINE), said


# --------------------------------------------------------------------------- several inputs


def test_one_bad_input_does_not_cost_the_others(engross: Run, text: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = engross("convert", "empty.txt", "missing.txt", text, "--to", "text,akn", "-o", "out", "--report", "r.json")
    assert done.returncode == 2
    assert sorted(os.listdir(tmp_path / "out")) == ["quiet.akn.xml", "quiet.txt"]
    errors = [row for row in done.stderr.decode().splitlines() if ": error: " in row]
    assert len(errors) == 2
    assert errors[1] == "missing.txt: error: there is no such file [unreadable]"
    found = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["found"]
    assert [f["path"] for f in found if f["code"] == "unreadable"] == ["empty.txt", "missing.txt"]


def test_two_inputs_give_what_each_gives_alone(engross: Run, text: Path, tmp_path: Path, root: Path) -> None:
    seeds = [root / "seeds" / name / "text.txt" for name in ("treaty", "oic-contact-group-2025")]
    assert engross("convert", *seeds, text, "--to", "text", "-o", "all").returncode == 0
    for source, name in [(seeds[0], "treaty"), (seeds[1], "oic-contact-group-2025"), (text, "quiet")]:
        assert engross("convert", source, "--to", "text").stdout == (tmp_path / "all" / f"{name}.txt").read_bytes()


# --------------------------------------------------------------------------- sameness


@pytest.mark.parametrize("seed", ["oic-contact-group-2025", "treaty", "un-style-resolution"])
def test_the_same_bytes_in_every_format_for_every_hash_seed(
    engross: Run, root: Path, tmp_path: Path, seed: str
) -> None:
    for n in ("0", "1"):
        done = engross(
            "convert",
            root / "seeds" / seed / "text.txt",
            "--to",
            "all",
            "-o",
            n,
            env={"PYTHONHASHSEED": n, "TZ": f"X{n}"},
        )
        assert done.returncode == 0, done.stderr
    names = sorted(os.listdir(tmp_path / "0"))
    assert names == sorted(os.listdir(tmp_path / "1"))
    for name in names:
        assert (tmp_path / "0" / name).read_bytes() == (tmp_path / "1" / name).read_bytes(), name
