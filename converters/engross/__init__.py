"""Engross: the text of instruments → a canonical Akoma Ntoso record → fair copies with the same numbers everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["__version__", "convert", "read", "write"]

if TYPE_CHECKING:
    from engross.conversion import convert, read, write


def __getattr__(name: str) -> object:
    # PEP 562: `import engross` stays as fast as bare Python until something is asked of it.
    if name in ("convert", "read", "write"):
        from engross import conversion

        return getattr(conversion, name)
    raise AttributeError(f"module 'engross' has no attribute {name!r}")
