"""A parallel edition in PDF, Word and HTML: every word of every version, in its language and direction, side by side."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree, html

from engross import conversion
from engross.diagnostics import EngrossError
from engross.model import text_of
from engross.parallel import Edition
from judges import verapdf
from parallel.versions import instrument, instruments

Judge = Callable[[str, str], str]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def made(languages: tuple[str, ...] = ("en", "fr", "ar")) -> Edition:
    return conversion.parallel_edition(instruments(languages)).value


def lacking() -> Edition:
    return conversion.parallel_edition([instrument("en"), instrument("fr", "Condamne")]).value


def words(edition: Edition, n: int) -> list[str]:
    lines = edition.versions[n].copy.lines
    return " ".join(f"{line.label} {text_of(line.content)}" for line in lines).split()


# --------------------------------------------------------------------------- HTML


def page(edition: Edition, **settings: object) -> etree._Element:
    return html.document_fromstring(conversion.write_edition(edition, "html", **settings).value)


def test_each_cell_of_the_page_is_in_its_language() -> None:
    edition = made()
    found = page(edition)
    rows = found.xpath("//*[@role='table']/*[@role='rowgroup'][2]/*[@role='row']")
    assert {tuple(cell.get("lang") for cell in row) for row in rows} == {("en", "fr", "ar")}
    assert {cell.get("dir") for row in rows for cell in row if cell.get("lang") == "ar"} == {"rtl"}
    assert found.xpath("//*[@role='columnheader']/text()") == ["English", "Français", "العربية"]
    for n, tag in enumerate(("en", "fr", "ar")):
        said = "".join(
            "".join("".join(cell.itertext()).split())
            for cell in found.xpath(f"//*[@role='cell'][@lang='{tag}'] | //h1/span[@lang='{tag}']")
        )
        # The title stands at the head of the page, before the lines above it in the text.
        lines = ["".join(f"{x.label}{text_of(x.content)}".split()) for x in edition.versions[n].copy.lines]
        assert all(line in said for line in lines)
        assert len(said) == sum(map(len, lines))


def test_rows_and_cells_can_be_linked_to_and_records_saved() -> None:
    found = page(made())
    assert found.xpath("//*[@id='para_3']/@role") == ["row"]
    assert found.xpath("//*[@id='fr__para_3']")
    assert found.xpath("//a/@download") == ["en.akn.xml", "fr.akn.xml", "ar.akn.xml"]


def test_a_blank_cell_says_so_in_its_own_language() -> None:
    assert page(lacking()).xpath("//*[@role='cell'][@lang='fr']/*[@class='absent']/text()") == [
        "Absent de cette version"
    ]


def test_the_nu_checker_accepts_the_page(judge: Judge, modules: Callable[[str], Path], tmp_path: Path) -> None:
    jar = modules("vnu-jar") / "vnu-jar" / "build" / "dist" / "vnu.jar"
    for n, edition in enumerate((made(), made(("ar", "en")), lacking())):
        (tmp_path / f"{n}.html").write_bytes(conversion.write_edition(edition, "html").value)
    command = [judge("java", "default-jre-headless"), "-jar", str(jar), "--no-langdetect", "--format", "gnu"]
    done = subprocess.run(
        [*command, *map(str, sorted(tmp_path.iterdir()))], capture_output=True, text=True, timeout=240
    )
    assert done.stderr + done.stdout == ""


def test_axe_finds_no_barrier_on_any_screen(
    judge: Judge, modules: Callable[[str], Path], root: Path, tmp_path: Path
) -> None:
    folder = modules("axe-core")
    chromium = shutil.which("chromium-headless-shell") or judge("chromium", "chromium-headless-shell")
    for n, edition in enumerate((made(), lacking())):
        (tmp_path / f"{n}.html").write_bytes(conversion.write_edition(edition, "html").value)
    command = [judge("node", "nodejs"), str(root / "tests/web/axe.cjs"), str(folder), chromium]
    done = subprocess.run(
        [*command, *map(str, sorted(tmp_path.iterdir()))], capture_output=True, text=True, timeout=240
    )
    found = json.loads(done.stdout)
    for seen in found.values():
        for view in ("light", "dark", "phone"):
            assert (seen[view]["violations"], seen[view]["overflow"]) == ([], 0)


# --------------------------------------------------------------------------- Word


def document(edition: Edition, **settings: object) -> etree._Element:
    data = conversion.write_edition(edition, "docx", **settings).value
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def test_the_table_repeats_its_heads_and_tells_languages() -> None:
    edition = made()
    body = document(edition)
    [table] = body.iter(f"{W}tbl")
    heads, *rows = table.findall(f"{W}tr")
    assert heads.find(f"{W}trPr/{W}tblHeader") is not None
    assert len(rows) == len(edition.rows)
    for n in range(3):
        cells = [row.findall(f"{W}tc")[n] for row in rows]
        assert "".join("".join(c.itertext(f"{W}t")) for c in cells).replace(" ", "") == "".join(words(edition, n))
    arabic = rows[-1].findall(f"{W}tc")[2]
    assert arabic.find(f"{W}p/{W}pPr/{W}bidi") is not None
    assert all(r.find(f"{W}rPr/{W}rtl") is not None for r in arabic.iter(f"{W}r") if r.find(f"{W}t") is not None)
    french = rows[-1].findall(f"{W}tc")[1]
    assert {r.find(f"{W}rPr/{W}lang").get(f"{W}val") for r in french.iter(f"{W}r") if r.find(f"{W}t") is not None} == {
        "fr-FR"
    }


def test_three_languages_lie_across_and_the_first_decides_the_side() -> None:
    assert document(made()).find(f".//{W}pgSz").get(f"{W}orient") == "landscape"
    assert document(made(("en", "fr"))).find(f".//{W}pgSz").get(f"{W}orient") is None
    assert document(made(("ar", "en"))).find(f".//{W}tblPr/{W}bidiVisual") is not None


def test_word_files_are_valid_and_carry_all_records(tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    for n, edition in enumerate((made(), made(("ar", "en")), lacking())):
        data = conversion.write_edition(edition, "docx").value
        path = tmp_path / f"{n}.docx"
        path.write_bytes(data)
        assert not OpenXmlValidator().validate(path).errors
        parts = zipfile.ZipFile(io.BytesIO(data))
        carried = [parts.read(name) for name in parts.namelist() if re.fullmatch(r"customXml/item\d\.xml", name)]
        assert carried == [version.record for version in edition.versions]


# --------------------------------------------------------------------------- PDF


def test_pages_are_accessible_and_archival(judge: Judge, tmp_path: Path) -> None:
    java, javac = (judge(c, "default-jdk-headless") for c in ("java", "javac"))
    if not verapdf.JAR.is_file():
        pytest.skip(f"the judge veraPDF is not at {verapdf.JAR}")
    long = conversion.parallel_edition([instrument("en"), instrument("fr")]).value
    files = {
        "three": conversion.write_edition(made(), "pdf").value,
        "arabic-first": conversion.write_edition(made(("ar", "en")), "pdf", draft=True).value,
        "lacking": conversion.write_edition(lacking(), "pdf", style="un").value,
        "letter": conversion.write_edition(long, "pdf", paper="letter", orientation="landscape").value,
    }
    assert verapdf.broken_rules(java, javac, files, tmp_path) == {name: [] for name in files}


def test_rows_of_the_page_begin_level(judge: Judge, tmp_path: Path) -> None:
    path = tmp_path / "two.pdf"
    path.write_bytes(conversion.write_edition(made(("en", "fr")), "pdf").value)
    command = [judge("pdftotext", "poppler-utils"), "-bbox", str(path), "-"]
    boxes = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    tops = {word: top for top, word in re.findall(r'yMin="([\d.]+)"[^>]*>(\w+)<', boxes)}
    for one, other in (("Recalling", "Rappelant"), ("Requests", "Prie"), ("Condemns", "Condamne")):
        assert tops[one] == tops[other]


def test_all_records_are_attached(judge: Judge, tmp_path: Path) -> None:
    edition = made()
    path = tmp_path / "three.pdf"
    path.write_bytes(conversion.write_edition(edition, "pdf").value)
    (tmp_path / "out").mkdir()
    subprocess.run([judge("pdfdetach", "poppler-utils"), "-saveall", "-o", f"{tmp_path}/out/", str(path)], check=True)
    found = sorted((tmp_path / "out").iterdir())
    assert [p.name for p in found] == ["ar.akn.xml", "en.akn.xml", "fr.akn.xml"]
    by_name = {f"{v.prefix.strip('_')}.akn.xml": v.record for v in edition.versions}
    assert {p.name: p.read_bytes() for p in found} == by_name


def test_four_columns_are_refused() -> None:
    edition = made(("en", "fr", "ar", "en"))
    with pytest.raises(EngrossError, match="3 languages side by side, not 4"):
        conversion.write_edition(edition, "pdf")
    assert conversion.write_edition(edition, "html").value


def test_a_long_clause_breaks_across_pages_and_the_next_row_is_level_again(judge: Judge, tmp_path: Path) -> None:
    from engross import library
    from parallel.versions import EN, FR

    long = " ".join(["the lamps of the northern quay and of the southern one"] * 160)
    english = library.read(EN.replace("the theft of oil", long).encode(), language="en").value
    french = library.read(FR.encode(), language="fr").value
    path = tmp_path / "long.pdf"
    path.write_bytes(conversion.write_edition(conversion.parallel_edition([english, french]).value, "pdf").value)
    command = [judge("pdftotext", "poppler-utils"), "-bbox", str(path), "-"]
    pages = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("<page ")[1:]
    assert len(pages) > 1
    tops = [{word: top for top, word in re.findall(r'yMin="([\d.]+)"[^>]*>(\w+)<', page)} for page in pages]
    assert "remain" not in tops[0]
    assert tops[-1]["Decides"] == tops[-1]["Décide"]


# --------------------------------------------------------------------------- both


def test_same_input_same_bytes_for_every_hash_seed(root: Path) -> None:
    program = (
        "import hashlib; from parallel.test_pages import made; from engross import conversion;"
        "print([hashlib.sha256(conversion.write_edition(made(), t).value).hexdigest() for t in ('pdf', 'docx', 'html')])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=root / "tests",
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "7")
    }  # fmt: skip
    assert len(said) == 1
