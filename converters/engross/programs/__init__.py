"""Programs of others that readers are lent: tesseract for scans, LibreOffice for files of other word processors."""

from __future__ import annotations

from collections.abc import Callable

from engross.programs.libreoffice import LibreOffice
from engross.programs.tesseract import Tesseract
from engross.readers.options import Aids


def aids(with_libreoffice: bool = False, watch: Callable[[int, int], None] | None = None) -> Aids:
    """What readers are lent; nothing is started, or looked for, before a file needs it. `watch` is told of pages done."""
    return Aids(Tesseract(), LibreOffice() if with_libreoffice else None, watch)


__all__ = ["LibreOffice", "Tesseract", "aids"]
