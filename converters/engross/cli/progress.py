"""A progress bar for long work: only on a terminal, and only once the work has been going on for a while."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 0.8  # seconds without a bar
OFTEN = 0.2  # seconds between two drawings of the pages done


class Steps:
    """Counts the steps of some work; draws nothing when standard error is no terminal."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.began = time.monotonic()
        self.drawn = 0.0
        self.doing = ""
        self.quiet = not sys.stderr.isatty()
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    def step(self, doing: str) -> None:
        """One step begins; `doing` is shown beside the bar."""
        if not self.quiet and time.monotonic() - self.began > PATIENCE and self.total > 1:
            self.draw(doing)
        self.done += 1
        self.doing = doing

    def within(self, done: int, total: int) -> None:
        """So many pages of the file of this step are done."""
        now = time.monotonic()
        if not self.quiet and now - self.began > PATIENCE and now - self.drawn > OFTEN:
            self.drawn = now
            self.draw(f"{self.doing}: page {done} of {total}")

    def draw(self, doing: str) -> None:
        if self.bar is None:
            # rich takes longer to import than a short conversion takes in all.
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
            self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self.task = self.bar.add_task(doing, total=self.total)
            self.bar.start()
        if self.task is not None:
            self.bar.update(self.task, completed=self.done, description=doing)

    def pause(self) -> None:
        """Takes the bar away until the next step, so that lines can be printed."""
        if self.bar is not None:
            self.bar.stop()
            self.bar = None

    end = pause
