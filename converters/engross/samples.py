"""The samples: every seed in every format, the same bytes on every machine."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from engross import registry
from engross.diagnostics import EngrossError
from engross.library import read, write_all

TEXT = "text.txt"


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

    formats: which to make, () for all that Engross writes. The date of production is that of the instrument, so that
    a sample changes only when its seed or Engross does. Raises EngrossError."""
    targets = list(formats) or [f.name for f in registry.FORMATS.values() if f.writer]
    for seed in seeds_in(folder):
        instrument = read(os.path.join(folder, seed, TEXT)).value
        for target, made in write_all(instrument, targets, produced=instrument.metadata.date):
            yield f"{seed}/{seed}{registry.find(target).suffix}", made.value
