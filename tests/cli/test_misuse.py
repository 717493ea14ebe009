"""Every misuse and every failure is one line that says what to do, and leaves no half-made file behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from engross.cli import files
from engross.cli.files import UnwritableError, write_whole

from .conftest import Run, one_line

# --------------------------------------------------------------------------- words that are wrong


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["convrt"], "No such command 'convrt'"),
        (["convert"], "Missing argument 'INPUT…'"),
        (["convert", "IN"], "say which format to make with --to: akn,"),
        (["convert", "IN", "--to", "odt"], "there is no format 'odt'"),
        (["convert", "IN", "--to", ","], "--to names no format"),
        (["convert", "IN", "--to", "text", "--from", "odt"], "there is no format 'odt'"),
        (["convert", "IN", "--to", "text", "--from", "pdf"], "this is no PDF"),
        (["convert", "IN", "--to", "text", "--colour"], "No such option '--colour'"),
        (["convert", "IN", "--to", "text", "--labels", "roman"], "'roman' is not one of 'none', 'plain', 'cited'"),
        (["convert", "IN", "--to", "text", "--width", "wide"], "'wide' is not a valid integer"),
        (["convert", "IN", "--to", "text", "--width", "3"], "text: Expected `int` >= 20"),
        (["convert", "IN", "--to", "akn", "--width", "60"], "--width means nothing to akn"),
        (["convert", "IN", "--to", "text", "--paper", "a4"], "--paper means nothing to text"),
        (["convert", "IN", "--to", "text", "--produced", "May"], "--produced must be a full date"),
        (["convert", "IN", "--to", "text", "--produced", "2025-02-30"], "--produced must be a full date"),
        (["convert", "IN", "--to", "text", "--set", "title"], "--set takes key=value, not 'title'"),
        (["convert", "IN", "--to", "text", "--set", "tone=grave"], "'tone' is neither a fact (title,"),
        (["convert", "IN", "--to", "text", "--set", "date=May"], "--set: date must be a full date"),
        (["convert", "IN", "--to", "text", "--set", "width=wide"], "--set width=wide: expected `int`"),
        (["convert", "IN", "--to", "text", "--scheme", "greek"], "there is no numbering scheme 'greek'"),
        (["convert", "IN", "--to", "text", "--about", "no.toml"], "no.toml: there is no such file"),
        (["convert", "-", "-", "--to", "text", "-o", "out"], "standard input (-) can be read only once"),
        (["convert", "IN", "--to", "text,akn"], "2 files are to be made: name a folder for them with -o"),
        (["convert", "IN", "--to", "text,akn", "-o", "-"], "standard output (-) takes one result"),
        (["convert", "IN", "--to", "text,akn", "-o", "out.akn.xml"], "looks like one file, but 2 files are to be made"),
        (["convert", "IN", "IN", "--to", "text", "-o", "out"], "would both be written there"),
        (["convert", "IN", "--to", "text", "-o", "IN"], "would overwrite an input"),
        (["convert", "IN", "--to", "text", "-o", "o.txt", "--report", "IN"], "the report would overwrite an input"),
        (["convert", "IN", "--to", "text", "-o", "o.txt", "--report", "o.txt"], "the report would overwrite"),
        (["convert", "IN", "--to", "text", "--report", "-"], "cannot both go to standard output"),
        (["convert", "missing.txt", "--to", "text"], "missing.txt: error: there is no such file [unreadable]"),
        (["convert", ".", "--to", "text"], ".: error: is a folder: name the files in it [unreadable]"),
        (["completion", "csh"], "'csh' is not one of 'bash', 'zsh', 'fish'"),
        (["samples", "--seeds", "nowhere"], "nowhere: no seeds can be read there"),
        (["samples", "--seeds", "."], ".: there is no seed in it"),
    ],
)
def test_misuse_is_told_in_one_line(engross: Run, text: Path, words: list[str], said: str) -> None:
    before = sorted(os.listdir(text.parent.parent))
    done = engross(*[str(text) if word == "IN" else word for word in words])
    assert done.returncode == 2
    assert said in one_line(done.stderr)
    assert done.stdout == b""
    assert sorted(os.listdir(text.parent.parent)) == before


def test_a_bad_source_date_epoch_is_named(engross: Run, text: Path) -> None:
    done = engross("convert", text, "--to", "text", env={"SOURCE_DATE_EPOCH": "yesterday"})
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH must be a number of seconds" in one_line(done.stderr)


@pytest.mark.parametrize("raw", [b"", b" \n\t\n", b"%PDF-1.7\n\x00\x01", b"PK\x03\x04\x00\x00", bytes(range(256)) * 40])
def test_what_is_no_text_is_refused_in_one_line(engross: Run, tmp_path: Path, raw: bytes) -> None:
    done = engross("convert", "-", "--to", "akn", "-o", "out/", stdin=raw)
    assert done.returncode == 2
    assert one_line(done.stderr).startswith("-: error: ")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("raw", [b"<?xml version='1.0'?><akomaNtoso><unclosed>", b"<?xml version='1.0'?><html/>"])
def test_broken_records_are_refused_in_one_line(engross: Run, raw: bytes) -> None:
    done = engross("convert", "-", "--to", "text", stdin=raw)
    assert done.returncode == 2
    assert "Traceback" not in one_line(done.stderr)


def test_broken_json_is_refused_in_one_line(engross: Run) -> None:
    done = engross("convert", "-", "--from", "json", "--to", "text", stdin=b'{"engross": ')
    assert done.returncode == 2
    assert "-: error: " in one_line(done.stderr)


# --------------------------------------------------------------------------- files whole or not at all


def test_a_folder_in_the_place_of_a_file(engross: Run, text: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "quiet.txt").mkdir(parents=True)
    done = engross("convert", text, "--to", "akn,text", "-o", "out")
    assert done.returncode == 2
    assert one_line(done.stderr).endswith(": cannot be written: a folder stands there [unwritable]")
    assert os.listdir(tmp_path / "out") == ["quiet.txt"]


def test_a_file_in_the_place_of_a_folder(engross: Run, text: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("keep me")
    done = engross("convert", text, "--to", "text", "-o", "out/x/y.txt")
    assert done.returncode == 2
    assert "a file stands where a folder should be" in one_line(done.stderr)
    done = engross("convert", text, "--to", "text,akn", "-o", "out")
    assert done.returncode == 2
    assert "out: is a file, but 2 files are to be made" in one_line(done.stderr)
    assert (tmp_path / "out").read_text() == "keep me"


def test_a_full_disk_leaves_what_was_there(engross: Run, text: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "quiet.txt").write_text("the old one")
    # A limit on the size of files stands for a disk without room: the record is longer than 1,024 bytes.
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024));"
        f"from engross.cli.app import answer; sys.exit(answer(['convert', {str(text)!r}, '--to', 'text,akn', '-o', 'out']))"
    )
    done = subprocess.run([sys.executable, "-B", "-c", code], cwd=tmp_path, capture_output=True)
    assert done.returncode == 2
    assert "quiet.akn.xml: cannot be written: file too large [unwritable]" in one_line(done.stderr)
    assert os.listdir(tmp_path / "out") == ["quiet.txt"]
    assert (tmp_path / "out" / "quiet.txt").read_text() == "the old one"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_error_at_any_step_leaves_no_part_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, step: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(files.os, step, fail)
    with pytest.raises(UnwritableError, match="cannot be written: no space left on device"):
        write_whole({str(tmp_path / "a"): b"new", str(tmp_path / "b"): b"new"})
    assert os.listdir(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_an_interrupt_while_writing_leaves_no_part_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole({str(tmp_path / "a"): b"new"})
    assert os.listdir(tmp_path) == []


def test_the_permissions_of_a_replaced_file_are_kept_and_links_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_whole({str(link): b"new"})
    assert real.read_bytes() == b"new"
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_permissions_the_user_wants(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_whole({str(tmp_path / "a"): b"x"})
    finally:
        os.umask(old)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_a_device_is_written_to_as_it_is(tmp_path: Path) -> None:
    write_whole({os.devnull: b"x"})
    assert not os.path.isfile(os.devnull)


AS_SOMEBODY = """
import os, sys
from engross.cli.app import answer

assert answer(["convert", "open.txt", "--to", "text", "-o", "open/"]) == 0  # all is imported: the rest needs no files
if os.geteuid() == 0:  # root may read and write everywhere
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
sys.exit(answer(["convert", "secret.txt", "open.txt", "--to", "text", "-o", "closed/"]))
"""


def test_what_may_not_be_read_or_written_is_named(text: Path) -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to others
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "closed").mkdir(mode=0o555)
        for file, mode in (("secret.txt", 0), ("open.txt", 0o644)):
            (folder / file).write_bytes(text.read_bytes())
            (folder / file).chmod(mode)
        done = subprocess.run([sys.executable, "-B", "-c", AS_SOMEBODY], cwd=folder, capture_output=True)
        assert done.stderr.decode().splitlines() == [
            "secret.txt: error: may not be read: you have no permission [unreadable]",
            "open.txt: error: closed/open.txt: cannot be written: permission denied [unwritable]",
        ]
        assert done.returncode == 2


# --------------------------------------------------------------------------- how processes end


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path, root: Path) -> None:
    seed = root / "seeds" / "treaty" / "text.txt"
    engross = subprocess.Popen(
        [sys.executable, "-m", "engross", "convert", str(seed), "--to", "text"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert engross.stdout is not None
    engross.stdout.close()
    _, said = engross.communicate(timeout=60)
    assert engross.returncode == files.READER_LEFT
    assert said == b""


def test_an_interrupt_ends_it_in_one_line(tmp_path: Path) -> None:
    engross = subprocess.Popen(
        [sys.executable, "-c", "from engross.cli.app import main; import sys; sys.stderr.write('ready\\n'); sys.argv = ['engross', 'convert', '-', '--to', 'text']; main()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
    )  # fmt: skip
    assert engross.stderr is not None
    assert engross.stderr.readline() == b"ready\n"
    time.sleep(0.5)
    engross.send_signal(signal.SIGINT)
    assert engross.wait(timeout=60) == 130
    assert engross.stderr.read().strip() == b"engross: interrupted"


def test_a_fault_of_ours_is_named_as_ours(
    monkeypatch: pytest.MonkeyPatch, text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from engross import conversion
    from engross.cli.app import answer

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(conversion, "read", fail)
    monkeypatch.delenv("ENGROSS_TRACEBACK", raising=False)
    assert answer(["convert", str(text), "--to", "text"]) == 2
    said = capsys.readouterr().err
    assert "error: Engross itself failed (ZeroDivisionError: division by zero): please report it" in said
    assert said.endswith("[internal]\n")
    monkeypatch.setenv("ENGROSS_TRACEBACK", "1")
    assert answer(["convert", str(text), "--to", "text"]) == 2
    assert "Traceback" in capsys.readouterr().err
