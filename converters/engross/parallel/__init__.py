"""Parallel editions: the language versions of one instrument side by side, aligned clause by clause.

`units` cuts a fair copy into what can be aligned, `align` finds what corresponds, `edition` is what the writers print."""

from engross.parallel.edition import Edition, Row, Version, edition

__all__ = ["Edition", "Row", "Version", "edition"]
