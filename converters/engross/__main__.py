"""`engross` and `python -m engross`: the version at once, everything else by the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command line of this process and ends it."""
    if sys.argv[1:] == ["--version"]:
        from engross import __version__

        # Answered before click is imported, which takes longer than Python itself.
        print(f"engross {__version__}")
        return
    from engross.cli.app import main

    main()


if __name__ == "__main__":
    main()
