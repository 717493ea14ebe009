"""Where lines end: the whole paragraph weighed at once (Knuth and Plass), over a window that slides with the text."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

_INFINITE = float("inf")
_LINE, _HYPHEN, _TWO_HYPHENS, _CONTRAST = 10.0, 100.0**2, 200.0**2, 60.0**2
_SLOPE = 8.0  # a hyphen makes an end reach a little further than the next: `right` rises but for that, in points


class Ends(NamedTuple):
    """Every place where a line may end, as parallel lists; the last is the end of the paragraph.

    `right`: how far the text reaches if a line ends here; `left`: where the text goes on in the next line, both in
    points along one endless line; `before`, `after`: how many spaces lie left of each; `hyphen`: a hyphen is drawn.
    The first entry is the beginning."""

    right: list[float]
    left: list[float]
    before: list[int]
    after: list[int]
    hyphen: list[bool]


class Spring(NamedTuple):
    """How far a line may give, in points: for each space, and (`flush` False) at its end."""

    stretch: float
    shrink: float
    end: float = 0.0


def optimal(ends: Ends, measure: float, spring: Spring, limit: float) -> list[int] | None:
    """The entries of `ends` at which the lines of the best paragraph end; None when some line would have to be
    stretched by more than `limit` times its spring.

    A line's cost is TeX's: the square of its badness. Only ends that a line could reach are looked at, and for each
    only the beginnings that could reach it, which stand side by side: the work is linear in the text."""
    right, left, before, after, hyphen = ends
    stretch, shrink, give = spring
    last = len(right) - 1
    cost, ratio, came = [0.0] * (last + 1), [0.0] * (last + 1), [0] * (last + 1)
    # Beginnings of lines that can be reached, those from `low` on still near enough; and the end looked at.
    begins, low, end, skipped = [0], 0, 1, -1
    while True:
        reach, spaces = right[end], before[end]
        while reach - left[begins[low]] - (spaces - after[begins[low]]) * shrink > measure + 0.01:
            low += 1
            if low == len(begins):
                return None
        if low != skipped and end < last:
            skipped = low
            start = begins[low]
            full = min(bisect_left(right, left[start] + measure, end), last)
            least = measure - ((before[full] - after[start] + 3) * stretch + give) * limit - _SLOPE
            if right[end] < left[start] + least:
                end = min(bisect_left(right, left[start] + least, end), last)
                continue
        best, best_at, best_ratio = _INFINITE, -1, 0.0
        for at in range(low, len(begins)):
            start = begins[at]
            slack = measure - reach + left[start]
            gaps = spaces - after[start]
            if slack < 0:
                most = gaps * shrink
                r = slack / most if most else 0.0
                bad = -100.0 * r * r * r
            elif end == last:
                # A last line of one short word looks forlorn.
                r, bad = 0.0, 40.0 if start and measure - slack < 0.14 * measure else 0.0
            else:
                spread = gaps * stretch + give
                if slack > spread * limit:
                    break
                r = slack / spread if spread else 0.0
                bad = 100.0 * r * r * r
            total = cost[start] + (_LINE + bad) ** 2
            if hyphen[end]:
                total += _TWO_HYPHENS if hyphen[start] else _HYPHEN
            if start and not -1.0 < r - ratio[start] < 1.0:
                total += _CONTRAST
            if total < best:
                best, best_at, best_ratio = total, start, r
        if best_at >= 0:
            cost[end], came[end], ratio[end] = best, best_at, best_ratio
            begins.append(end)
        if end == last:
            break
        end += 1
    if best_at < 0:
        return None
    out = [last]
    while came[out[-1]]:
        out.append(came[out[-1]])
    return out[::-1]


def greedy(ends: Ends, measure: float) -> list[int]:
    """Lines filled one after another; one that cannot be filled within the measure sticks out."""
    out: list[int] = []
    start, last = 0, len(ends.right) - 1
    while start < last:
        end = start + 1
        while end < last and ends.right[end + 1] - ends.left[start] <= measure + 0.01:
            end += 1
        out.append(end)
        start = end
    return out


def balanced(ends: Ends, measure: float) -> list[int]:
    """As few lines as the measure allows, all about equally long: for titles."""
    best = greedy(ends, measure)
    low, high = measure / (len(best) + 1), measure
    for _ in range(8):
        middle = (low + high) / 2
        tried = greedy(ends, middle)
        widest = max(ends.right[e] - ends.left[s] for s, e in zip([0, *tried[:-1]], tried, strict=True))
        if len(tried) == len(best) and widest <= middle + 0.01:
            best, high = tried, middle
        else:
            low = middle
    return best
