"""Modules that a library imports but that are seldom used, loaded when they are."""

from __future__ import annotations

import importlib.util
import sys


def defer(package: str, module: str) -> None:
    """Load `package.module` when one of its names is first asked for, unless it is there already."""
    name = f"{package}.{module}"
    if name in sys.modules or (spec := importlib.util.find_spec(name)) is None or spec.loader is None:
        return
    spec.loader = importlib.util.LazyLoader(spec.loader)
    sys.modules[name] = deferred = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(deferred)
    setattr(sys.modules[package], module, deferred)
