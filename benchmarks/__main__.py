"""`python -m benchmarks [NAME…]`: runs the benchmarks of that name, or all of them."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

ASIDE = {
    "__init__",
    "__main__",
    "timing",
    "accuracy",
    "accuracy_page",
    "accuracy_instruments",
    "leads",
    "foreign",
    "gold_from_marks",
    "gold_score",
    "perturb",
}


def main() -> None:
    known = sorted(p.stem for p in Path(__file__).parent.glob("*.py") if p.stem not in ASIDE)
    for name in sys.argv[1:] or known:
        if name not in known:
            raise SystemExit(f"there is no benchmark {name!r}: {', '.join(known)}")
        print(f"\n== {name}")
        import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
