"""LibreOffice, which makes Word files of files of other word processors: started alone, in a folder of its own, with no
macros and no way out."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from engross.diagnostics import UnreadableError

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

PATIENCE = 120
"""Seconds for one file."""
PROGRAMS = ("soffice", "libreoffice")
PACKAGE = "Debian's libreoffice-writer-nogui"
NOWHERE = "http://127.0.0.1:9"
"""An address at which nobody answers (the discard port): what would be fetched is asked of it."""
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
CLOSED = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""What is set in the profile: no macros, no links followed, no way to the network."""


class LibreOffice:
    """Makes .docx (see `engross.readers.options.Office`). `patience` is how many seconds one file may take."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.patience = patience

    @cached_property
    def program(self) -> str:
        """The path of the program. Raises UnreadableError."""
        import shutil

        for name in PROGRAMS:
            if path := shutil.which(name):
                return path
        raise UnreadableError(f"it is read through LibreOffice, which is not installed: install {PACKAGE}")

    @property
    def name(self) -> str:
        """What it goes by in messages."""
        return "LibreOffice"

    def word_file(self, data: bytes, suffix: str, source: str) -> bytes:
        """The bytes as .docx. Raises UnreadableError: there is no LibreOffice, it cannot read them, or it does not end."""
        import tempfile
        from pathlib import Path

        try:
            program = self.program
        except UnreadableError as error:
            raise UnreadableError(f"{source}: {error}") from None
        with tempfile.TemporaryDirectory(prefix="engross-") as name:
            folder = Path(name)
            given, profile = folder / f"given{suffix}", folder / "profile"
            given.write_bytes(data)
            (profile / "user").mkdir(parents=True)
            (profile / "user" / "registrymodifications.xcu").write_text(settings(), encoding="utf-8")
            words = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
            words += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(given)]
            said = _run(words, folder, source, self.patience)
            made = folder / "out" / "given.docx"
            if not made.is_file():
                reason = f" ({said})" if said else ""
                raise UnreadableError(
                    f"{source}: LibreOffice could not read it{reason}: open it there and save it as .docx"
                )
            return made.read_bytes()


def settings() -> str:
    """The settings of a profile in which nothing is run and nothing is fetched."""
    return SETTINGS.format(items="\n".join(ITEM.format(path=p, name=n, value=v) for p, n, v in CLOSED))


def _run(words: list[str], folder: Path, source: str, patience: float) -> str:
    """Runs a command to its end and gives what it said last; it and its children are ended when time is up."""
    import subprocess

    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), NOWHERE)
    around = {key: value for key, value in os.environ.items() if key.lower() not in ("no_proxy", *proxies)}
    try:
        process = subprocess.Popen(
            words, env={**around, **proxies, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}, cwd=folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise UnreadableError(f"{source}: LibreOffice cannot be started: {error.strerror or error}") from None
    try:
        said = process.communicate(timeout=patience)[1]
    except subprocess.TimeoutExpired:
        raise UnreadableError(
            f"{source}: LibreOffice did not end within {patience:g} seconds: open the file there and save it as .docx"
        ) from None
    finally:
        if process.poll() is None:
            _end(process)
    lines = [line for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1].strip()[:200] if lines else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and its children (soffice is a script that starts another program)."""
    import signal

    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()


__all__ = ["LibreOffice", "settings"]
