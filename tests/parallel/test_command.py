"""`engross parallel`: what it makes and says, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engross.cli.app import answer
from parallel.versions import TEXTS


@pytest.fixture
def sources(tmp_path: Path) -> list[str]:
    out = []
    for tag, text in TEXTS.items():
        path = tmp_path / f"lamps.{tag}.txt"
        path.write_text(text)
        out.append(str(path))
    return out


def test_all_formats_are_made_under_the_name_of_the_first_input(sources: list[str], tmp_path: Path) -> None:
    assert answer(["parallel", *sources, "--to", "all", "-o", f"{tmp_path}/out/"]) == 0
    names = ["lamps.en.parallel.docx", "lamps.en.parallel.html", "lamps.en.parallel.pdf"]
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == names


def test_differences_are_said_and_reported(
    sources: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    french = Path(sources[1])
    french.write_text(french.read_text().replace("4. Condamne le vol d'huile ;\n\n", ""))
    out, found = str(tmp_path / "two.html"), str(tmp_path / "found.json")
    assert answer(["parallel", *sources[:2], "-o", out, "--report", found, "--strict"]) == 1
    assert "the clause 4. of en has no counterpart in fr [parallel-absent]" in capsys.readouterr().err
    rules = [one["rule"] for one in json.loads(Path(found).read_bytes())["found"]]
    assert "parallel-absent" in rules


def test_facts_beside_the_texts_are_shared(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(TEXTS["en"])
    (tmp_path / "text.fr.txt").write_text(TEXTS["fr"])
    (tmp_path / "text.fr.engross.toml").write_text('title = "Les lampes"\n')
    (tmp_path / "about.toml").write_text('title = "The lamps"\nsymbol = "CH/RES/7/2"\n')
    out = tmp_path / "out.html"
    assert answer(["parallel", str(tmp_path / "text.txt"), str(tmp_path / "text.fr.txt"), "-o", str(out)]) == 0
    page = out.read_text()
    assert "<title>The lamps / Les lampes</title>" in page
    assert "CH/RES/7/2" in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["{0}", "--to", "pdf"], "needs two language versions at least"),
        (["{0}", "{1}"], "say which format to make with --to: docx, html, pdf or all"),
        (["{0}", "{1}", "--to", "text"], "makes no parallel edition as text"),
        (["{0}", "{1}", "--to", "html", "--languages", "en"], "names 1 languages for 2 inputs"),
        (["{0}", "{1}", "--to", "html", "--orientation", "portrait"], "--orientation means nothing to html"),
        (["{0}", "{1}", "--to", "pdf", "--style", "none"], "none"),
        (["{0}", "{1}", "-o", "{1}", "--to", "html"], "would overwrite an input"),
        (["{0}", "{1}", "{2}", "{0}", "--to", "pdf", "-o", "x.pdf"], "3 languages side by side, not 4"),
        (["{0}", "no-such.txt", "--to", "html", "-o", "x.html"], "there is no such file"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    sources: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    words: list[str], said: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert answer(["parallel", *(word.format(*sources) for word in words)]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err
    assert not (tmp_path / "x.html").exists()
    assert not (tmp_path / "x.pdf").exists()
