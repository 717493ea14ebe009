"""The commands: paths, exit codes, configuration, baselines, mending; and the reports as their readers read them."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from click.testing import CliRunner, Result

from engross.cli_validate import checks
from engross.rules.catalogue import catalogue
from engross.validate.manual import page
from engross.validate.reports.json import schema

CASES = Path(__file__).resolve().parent.parent / "cases_rules"
TODAY = ["--today", "2026-11-24"]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test works in a folder of its own, with one sound and one broken record."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sound.xml").write_bytes((CASES / "clean.xml").read_bytes())
    (tmp_path / "broken.xml").write_bytes((CASES / "AKN-E401.fires.xml").read_bytes())
    return tmp_path


def run(*words: str, given: bytes = b"") -> Result:
    runner = CliRunner()
    return runner.invoke(checks, [*words], input=given, standalone_mode=False)


def code(*words: str, given: bytes = b"") -> int:
    result = run("validate", *words, *TODAY, given=given)
    if result.exception:
        raise result.exception
    value = result.return_value
    assert isinstance(value, int)
    return value


def program(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "engross.cli_validate", *words], capture_output=True, text=True, check=False
    )


def test_exit_codes() -> None:
    assert code("sound.xml") == 0
    assert code("broken.xml") == 1
    assert code("sound.xml", "broken.xml") == 1
    assert code("broken.xml", "--ignore", "AKN-E401") == 0
    assert code("broken.xml", "--select", "text") == 0
    assert program("validate", "nowhere.xml").returncode == 2
    assert program("validate", "sound.xml", "--select", "nothing").returncode == 2
    assert program("validate", "sound.xml").returncode == 0


def test_what_cannot_be_read_is_said_and_the_rest_is_checked() -> None:
    os.symlink("nowhere.xml", "dangling.xml")
    result = program("validate", ".", *TODAY)
    assert result.returncode == 2
    assert "AKN-E401" in result.stdout
    assert result.stderr == "engross: error: dangling.xml cannot be read: No such file or directory\n"


def test_folders_globs_and_loops_of_links() -> None:
    os.makedirs("deep/er")
    shutil.copy("broken.xml", "deep/er/other.xml")
    os.symlink("..", "deep/er/loop")
    for wish in (".", "**/*.xml", "deep"):
        report = json.loads(run("validate", wish, "--format", "json", *TODAY).stdout)
        assert "deep/er/other.xml" in [f["file"] for f in report["files"]]
        assert len(report["files"]) == (1 if wish == "deep" else 3)


def test_a_folder_without_records_is_an_error() -> None:
    os.mkdir("empty")
    assert program("validate", "empty").returncode == 2
    Path("empty/pom.xml").write_text("<project/>")
    assert program("validate", "empty").stderr == "engross: error: there is no Akoma Ntoso (*.xml, *.akn) in empty\n"


def test_other_xml_of_a_folder_is_left_alone_unless_it_is_named() -> None:
    Path("pom.xml").write_text('<?xml version="1.0"?>\n<project/>')
    Path("misspelt.xml").write_text("<akomantoso/>")
    Path("torn.xml").write_text("no start tag")
    report = json.loads(run("validate", ".", "--format", "json", *TODAY).stdout)
    assert [f["file"] for f in report["files"]] == ["broken.xml", "misspelt.xml", "sound.xml", "torn.xml"]
    assert code("pom.xml") == 1


def test_standard_input() -> None:
    assert code("-", given=(CASES / "clean.xml").read_bytes()) == 0
    assert code("-", given=b"<a/>") == 1


def test_a_file_without_end_is_refused() -> None:
    result = program("validate", "/dev/zero")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "engross: error: /dev/zero is larger than 256 MB: check its parts one by one\n"


def test_what_fails_a_run() -> None:
    shutil.copy(CASES / "AKN-W305.fires.xml", "warned.xml")
    assert code("warned.xml") == 0
    assert code("warned.xml", "--fail-on", "warning") == 1
    Path("engross.toml").write_text('fail-on = "warning"\n')
    assert code("warned.xml") == 1
    Path("engross.toml").write_text('fail-on = "warning"\nignore = ["eid-number"]\n')
    assert code("warned.xml") == 0
    assert code("warned.xml", "--fail-on", "error") == 0


def test_pyproject_and_rulesets() -> None:
    Path("pyproject.toml").write_text('[project]\nname = "x"\n[tool.engross]\nignore = ["AKN-E401"]\n')
    os.makedirs("sub")
    shutil.copy("broken.xml", "sub/broken.xml")
    os.chdir("sub")
    assert code("broken.xml") == 0
    Path("own.toml").write_text('extends = "schema"\n')
    assert code("broken.xml", "--profile", "own.toml") == 0
    Path("own.toml").write_text('extends = "engross"\nselect = ["AKN-E4"]\n')
    assert code("broken.xml", "--profile", "own.toml") == 1
    Path("../pyproject.toml").write_text("[tool.engross]\nsurprise = 1\n")
    assert program("validate", "broken.xml").returncode == 2


def test_a_baseline_silences_what_is_known_and_nothing_else() -> None:
    assert code("broken.xml", "--baseline", "known.json", "--update-baseline") == 0
    assert code("broken.xml", "--baseline", "known.json") == 0
    text = Path("broken.xml").read_text()
    Path("broken.xml").write_text(text.replace("<meta>", "\n\n<meta>"))
    assert code("broken.xml", "--baseline", "known.json") == 0
    Path("broken.xml").write_text(text.replace('refersTo="#tarn"', 'refersTo="#lochan"'))
    assert code("broken.xml", "--baseline", "known.json") == 1
    report = json.loads(run("validate", "broken.xml", "--baseline", "known.json", "--format", "json", *TODAY).stdout)
    assert report["summary"]["known"] == 1
    assert program("validate", "broken.xml", "--baseline", "broken.xml").returncode == 2


def test_two_processes_say_what_one_says() -> None:
    big = (CASES / "clean.xml").read_text().replace("Samples are taken", "Samples are taken in each lake " * 3000)
    for n in range(12):
        Path(f"big{n:02}.xml").write_text(big if n % 2 else big.replace('"#tarn"', '"#lochan"'))
    one = run("validate", ".", "--format", "json", "--jobs", "1", *TODAY)
    two = run("validate", ".", "--format", "json", "--jobs", "2", *TODAY)
    assert one.stdout == two.stdout
    assert one.stdout.count("lochan") >= 6


def test_the_same_bytes_for_every_hash_seed() -> None:
    for case in ("AKN-E208", "AKN-W402", "AKN-E518"):
        shutil.copy(CASES / f"{case}.fires.xml", f"{case}.xml")
    made = {
        subprocess.run(
            [sys.executable, "-m", "engross.cli_validate", "validate", ".", "--format", form, "--fix", *TODAY],
            capture_output=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=False,
        ).stdout
        for form in ("json", "sarif")
        for seed in ("1", "2", "3")
    }
    assert len(made) == 2


def test_mending_shows_first_and_writes_only_when_told() -> None:
    shutil.copy(CASES / "AKN-W305.fires.xml", "named.xml")
    before = Path("named.xml").read_bytes()
    shown = run("validate", "named.xml", "--fix", *TODAY)
    assert '-<paragraph eId="sec_II__para_9">' in shown.stderr
    assert '+<paragraph eId="sec_II__para_6">' in shown.stderr
    assert Path("named.xml").read_bytes() == before
    run("validate", "named.xml", "--fix", "--yes", *TODAY)
    assert Path("named.xml").read_bytes() == (CASES / "clean.xml").read_bytes()


def test_json_report_keeps_to_its_schema(root: Path) -> None:
    report = json.loads(run("validate", ".", "--format", "json", *TODAY).stdout)
    jsonschema.validate(report, schema())
    assert json.loads((root / "schemas/engross_schemas/report.schema.json").read_text()) == schema()
    finding = report["files"][0]["findings"][0]
    assert (finding["rule"], finding["line"], finding["eId"], finding["fails"]) == (
        "AKN-E401",
        31,
        "keyword_water",
        True,
    )


def test_sarif_is_read_by_sarif_tools() -> None:
    loader = pytest.importorskip("sarif.loader")
    run("validate", ".", "--format", "sarif", "--output", "found.sarif", *TODAY)
    records = loader.load_sarif_file("found.sarif").get_records()
    assert [(r["Tool"], r["Severity"], r["Code"], r["Location"], r["Line"]) for r in records] == [
        ("Engross", "error", "AKN-E401", "broken.xml", 31)
    ]


def test_junit_is_read_by_junitparser() -> None:
    junit = pytest.importorskip("junitparser")
    run("validate", ".", "--format", "junit", "--output", "found.xml", *TODAY)
    suites = list(junit.JUnitXml.fromfile("found.xml"))
    assert [(s.name, s.tests, s.failures) for s in suites] == [("broken.xml", 1, 1), ("sound.xml", 1, 0)]
    assert next(iter(suites[0])).result[0].type == "error"


def test_junit_holds_any_message() -> None:
    odd = (CASES / "clean.xml").read_text().replace("publish what it finds;", "&#x9;<b>&amp;</b>]]&gt; 33\U0001f30a ﷐")
    Path("odd.xml").write_text(odd)
    run("validate", "odd.xml", "--format", "junit", "--output", "found.junit", *TODAY)
    assert ElementTree.parse("found.junit").getroot().tag == "testsuites"


def test_annotations_escape_what_commands_would_read() -> None:
    Path("a,b%.xml").write_bytes(Path("broken.xml").read_bytes())
    line = run("validate", "a,b%.xml", "--format", "github", *TODAY).stdout.splitlines()[0]
    assert line.startswith("::error file=a%2Cb%25.xml,line=31,col=39,title=AKN-E401 ")
    assert line.endswith('::dictionary="#lochan" points at nothing in this file')


def test_html_escapes_and_is_well_formed() -> None:
    Path("broken.xml").write_text(Path("broken.xml").read_text().replace("#lochan", "#&lt;script>"))
    page_text = run("validate", "broken.xml", "--format", "html", *TODAY).stdout
    assert "<script>" not in page_text
    assert "#&lt;script&gt;" in page_text


def test_text_shows_three_of_a_rule_and_counts_the_rest() -> None:
    text = Path("sound.xml").read_text()
    numbers = itertools.count(1)
    Path("many.xml").write_text(re.sub('href="#secretariat"', lambda _: f'href="#office-{next(numbers)}"', text))
    few, every = (run("validate", "many.xml", *more, *TODAY).stdout for more in ([], ["--all"]))
    assert few.count("points at nothing") == 3
    assert every.count("points at nothing") == 6
    assert "and 3 more of AKN-E401" in few


def test_rules_and_explain() -> None:
    listed = run("rules").stdout
    assert all(rule in listed for rule in catalogue())
    assert set(json.loads(run("rules", "--format", "json", "--level", "frbr").stdout)) == {
        key for key, entry in catalogue().items() if entry.level == "frbr"
    }
    by_id, by_code = run("explain", "AKN-W305").stdout, run("explain", "eid-number").stdout
    assert by_id == by_code
    assert catalogue()["AKN-W305"].why in by_id
    assert catalogue()["AKN-W305"].example.splitlines()[0] in by_id
    assert program("explain", "AKN-X000").returncode == 2


def test_the_page_of_rules_is_current(root: Path) -> None:
    assert (root / "docs/rules.md").read_text(encoding="utf-8") == page(catalogue())
