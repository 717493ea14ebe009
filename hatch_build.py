"""The build step: makes the tables of names from their TOML sources and CLDR, for wheels and editable installs."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LANGUAGES = Path("converters/engross/languages")


class NamesHook(BuildHookInterface[Any]):
    """Runs before anything is packed; the tables themselves are listed as artifacts in pyproject.toml."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        languages = Path(self.root) / LANGUAGES
        # loaded by path: the package itself needs libraries that a build does not install
        spec = importlib.util.spec_from_file_location("names_compile", languages / "names" / "compile.py")
        if spec is None or spec.loader is None:
            raise FileNotFoundError(languages / "names" / "compile.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.compile_tables(languages / "tables")
