"""Engross: the text of instruments → a canonical Akoma Ntoso record → fair copies with the same numbers everywhere."""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers know the name; importing `typing` for it costs more than all else here
if TYPE_CHECKING:
    from engross.diagnostics import Diagnostic, EngrossError, Outcome, UnreadableError
    from engross.library import convert, read, write
    from engross.model import Instrument

__version__ = "0.1.0"
__all__ = [
    "Diagnostic",
    "EngrossError",
    "Instrument",
    "Outcome",
    "UnreadableError",
    "__version__",
    "convert",
    "read",
    "write",
]

_HOMES = {
    "convert": "library", "read": "library", "write": "library", "Instrument": "model",
    "Diagnostic": "diagnostics", "EngrossError": "diagnostics", "Outcome": "diagnostics", "UnreadableError": "diagnostics",
}  # fmt: skip


def __getattr__(name: str) -> object:
    # PEP 562: `import engross` stays as fast as bare Python until something is asked of it.
    if (home := _HOMES.get(name)) is None:
        raise AttributeError(f"module 'engross' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"engross.{home}"), name)


def __dir__() -> list[str]:
    return __all__
