"""Times things side by side: in turn, several rounds, medians; only their ratios mean anything on a shared machine."""

from __future__ import annotations

import gc
import subprocess
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple


class Timing(NamedTuple):
    """One thing that was timed: the median of its rounds, in seconds, and how many times the first thing's it is."""

    name: str
    seconds: float
    ratio: float


def beside(
    things: dict[str, Callable[[], object]], rounds: int = 7, clock: Callable[[], float] = time.perf_counter
) -> list[Timing]:
    """Each thing run once unmeasured, then all of them in turn for `rounds`; ratios are to the first.

    `clock` gives seconds: `time.process_time` leaves out what other processes take, and cannot see child processes."""
    taken: dict[str, list[float]] = {name: [] for name in things}
    for run in things.values():
        run()
    for _ in range(rounds):
        for name, run in things.items():
            gc.collect()
            start = clock()
            run()
            taken[name].append(clock() - start)
    return rows(taken)


def rows(taken: dict[str, list[float]]) -> list[Timing]:
    """Medians and the medians of the ratios, round by round, to the first."""
    first = next(iter(taken.values()))
    return [
        Timing(name, median(times), median(t / f for t, f in zip(times, first, strict=True)))
        for name, times in taken.items()
    ]


def command(words: Sequence[str]) -> Callable[[], object]:
    """A whole process, its output thrown away; raises CalledProcessError when it fails."""
    return lambda: subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def show(title: str, timings: Sequence[Timing], megabytes: float = 0.0) -> None:
    """A small table on standard output; with `megabytes` also the rate."""
    print(f"\n{title}")
    for name, seconds, ratio in timings:
        rate = f"{megabytes / seconds:8.1f} MB/s" if megabytes else ""
        print(f"  {name:<44} {seconds * 1000:9.1f} ms  x{ratio:7.2f} {rate}")
