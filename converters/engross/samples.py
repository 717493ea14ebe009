"""The samples: every seed in every format, its brief, and its language versions side by side; the same bytes everywhere."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from glob import escape, glob

from engross import conversion, registry
from engross.brief import brief
from engross.diagnostics import EngrossError
from engross.library import read, write_all

TEXT = "text.txt"
VERSIONS = "text.*.txt"
"""Other language versions of a seed: text.fr.txt …"""
BRIEFS = ("pdf", "docx", "html", "text")


def seeds_in(folder: str) -> list[str]:
    """The names of the seeds in `folder`: its folders that hold a `text.txt`. Raises EngrossError when there are none."""
    try:
        names = sorted(name for name in os.listdir(folder) if os.path.isfile(os.path.join(folder, name, TEXT)))
    except OSError as error:
        raise EngrossError(f"{folder}: no seeds can be read there: {(error.strerror or str(error)).lower()}") from None
    if not names:
        raise EngrossError(f"{folder}: there is no seed in it: a seed is a folder with a {TEXT} and an about.toml")
    return names


def samples_of(folder: str, formats: Sequence[str] = ()) -> Iterator[tuple[str, bytes]]:
    """Each sample of the seeds in `folder`, as its path below the folder of samples (with "/") and its bytes.

    formats: which to make, () for all that Engross writes; briefs and parallel editions are made in those of them that
    they have. The date of production is that of the instrument, so that a sample changes only when its seed or Engross
    does. Raises EngrossError."""
    targets = list(formats) or [f.name for f in registry.FORMATS.values() if f.writer]
    for seed in seeds_in(folder):
        instrument = read(os.path.join(folder, seed, TEXT)).value
        date = instrument.metadata.date
        for target, made in write_all(instrument, targets, produced=date):
            yield f"{seed}/{seed}{registry.find(target).suffix}", made.value
        if told := [target for target in BRIEFS if target in targets]:
            style = {"style": "brief"} if told != ["text"] else {}
            for target, made in write_all(brief(instrument).value, told, produced=date, **style):
                yield f"{seed}/{seed}.brief{registry.find(target).suffix}", made.value
        if versions := sorted(glob(os.path.join(escape(os.path.join(folder, seed)), VERSIONS))):
            edition = conversion.parallel_edition([instrument, *(read(v).value for v in versions)], produced=date).value
            for target in (t for t in registry.EDITIONS if t in targets):
                made = conversion.write_edition(edition, target)
                yield f"{seed}/{seed}.parallel{registry.find(target).suffix}", made.value
