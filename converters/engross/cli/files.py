"""Files written whole or not at all, and standard output without tracebacks."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Mapping

from engross.diagnostics import EngrossError

STANDARD = "-"
READER_LEFT = 141  # what a shell says of a program whose reader went away: 128 + SIGPIPE


class ReaderLeft(Exception):
    """Nobody reads standard output any more."""


class UnwritableError(EngrossError):
    """A result cannot be written where it should go."""


def write_whole(files: Mapping[str, bytes]) -> None:
    """Writes all of `files` (path → bytes), or, as far as a file system can promise, none.

    Each is written beside its place under another name, brought to the disk, and renamed when all of them stand there:
    a full disk, an error or an interrupt leaves what was there before. Folders are made; the permissions of a file that
    is replaced are kept; a link is followed; a device or pipe is written to as it is. Raises UnwritableError."""
    staged: list[tuple[str, str]] = []
    try:
        for n, (path, content) in enumerate(files.items()):
            try:
                _stage(path, content, n, staged)
            except OSError as error:
                raise UnwritableError(f"{path}: cannot be written: {_why(error)}") from None
        while staged:
            aside, path = staged[0]
            try:
                os.replace(aside, path)
            except OSError as error:
                raise UnwritableError(f"{path}: cannot be written: {_why(error)}") from None
            staged.pop(0)
    finally:
        for aside, _ in staged:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(aside)


def _stage(path: str, content: bytes, n: int, staged: list[tuple[str, str]]) -> None:
    """Writes `content` beside `path` and notes both names; writes straight into what is no regular file."""
    path = os.path.realpath(path)
    folder, name = os.path.split(path)
    os.makedirs(folder, exist_ok=True)
    old = os.stat(path) if os.path.exists(path) else None
    if old is not None and not stat.S_ISREG(old.st_mode):
        with open(path, "wb") as device:
            device.write(content)
        return
    if old is not None and not os.access(path, os.W_OK):
        raise PermissionError(13, "it is write-protected")
    aside = os.path.join(folder, f".{name[:200]}.{os.getpid()}-{n}.part")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    staged.append((aside, path))
    with open(descriptor, "wb") as file:
        if old is not None:
            os.fchmod(file.fileno(), stat.S_IMODE(old.st_mode))
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _why(error: OSError) -> str:
    """The reason in words a person can act on."""
    if isinstance(error, IsADirectoryError):
        return "a folder stands there"
    if isinstance(error, (NotADirectoryError, FileExistsError)):
        return "a file stands where a folder should be"
    return (error.strerror or str(error)).lower()


def say(content: bytes | str) -> None:
    """Writes to standard output; text gets a line end. Raises ReaderLeft when the other end of the pipe is closed."""
    try:
        if isinstance(content, str):
            content = f"{content}\n".encode()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Python flushes once more when it ends: that must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise ReaderLeft from None
    except OSError as error:
        raise UnwritableError(f"standard output: cannot be written: {_why(error)}") from None
