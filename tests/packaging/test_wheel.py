"""What a stranger installs: the wheel is whole, and works without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def run(*words: object, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """A process away from the checkout; its output is in the message when it fails."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | env
    done = subprocess.run([*map(str, words)], capture_output=True, text=True, cwd=cwd, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built in isolation as pip does it."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a fresh virtual environment with nothing but the wheel and what it depends on."""
    folder = tmp_path_factory.mktemp("fresh")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    programs = folder / "venv" / "bin"
    run(programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
    return programs


def test_the_wheel_holds_all_that_it_needs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "engross/py.typed" in names
    assert "engross/languages/fixed.json" in names
    assert any(name.startswith("engross_schemas/") and name.endswith(".json") for name in names)
    assert any(name.startswith("engross/languages/tables/") and name.endswith(".json") for name in names)
    tops = {name.split("/")[0] for name in names}
    assert sorted(tops) == sorted(["engross", "engross_schemas", wheel.name.rsplit("-", 3)[0] + ".dist-info"])
    assert not [name for name in names if "__pycache__" in name or name.startswith(("tests/", "samples/"))]


def test_the_same_wheel_twice(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, ROOT, cwd=tmp_path)
    (again,) = tmp_path.glob("*.whl")
    assert again.read_bytes() == wheel.read_bytes()


def test_the_version_from_a_fresh_environment(installed: Path, tmp_path: Path) -> None:
    from engross import __version__

    assert run(installed / "engross", "--version", cwd=tmp_path).stdout == f"engross {__version__}\n"
    assert run(installed / "python", "-m", "engross", "--version", cwd=tmp_path).stdout == f"engross {__version__}\n"


def test_every_format_from_a_fresh_environment_is_the_sample(installed: Path, tmp_path: Path) -> None:
    seed = ROOT / "seeds" / "treaty" / "text.txt"
    run(installed / "engross", "convert", seed, "--to", "all", "-o", "out", "--produced", "2024-06-04", cwd=tmp_path)
    samples = ROOT / "samples" / "treaty"
    made = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert made == sorted(path.name for path in samples.iterdir() if ".brief." not in path.name)
    for name in made:
        assert (tmp_path / "out" / name).read_bytes() == (samples / name).read_bytes(), name


def test_the_library_is_typed_for_strangers(installed: Path, tmp_path: Path) -> None:
    code = (
        "import engross\n"
        "outcome = engross.convert(b'1. Decides to meet;\\n\\n2. Requests a report.\\n', 'text', 'text')\n"
        "assert b'2.  Requests a report.' in outcome.value, outcome.value\n"
    )
    run(installed / "python", "-c", code, cwd=tmp_path)


def test_the_version_is_answered_about_as_fast_as_nothing(installed: Path, tmp_path: Path) -> None:
    """Within 20 ms of bare Python, judged by the best of pairs: a busy machine only adds."""
    from time import perf_counter

    def once(*words: object) -> float:
        start = perf_counter()
        run(*words, cwd=tmp_path)
        return perf_counter() - start

    bare, ours = [], []
    for _ in range(15):
        bare.append(once(installed / "python", "-c", "pass"))
        ours.append(once(installed / "engross", "--version"))
    assert min(ours) - min(bare) < 0.020
