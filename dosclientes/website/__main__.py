"""`python -m dosclientes.website [FOLDER]`: the website, in `dist/site` unless told."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dosclientes.options import CannotRunError
from dosclientes.paths import ROOT
from dosclientes.website.build import build


def main() -> int:
    """Build it, and say how to read it."""
    parser = argparse.ArgumentParser(prog="python -m dosclientes.website", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist" / "site")
    parser.add_argument("--only", nargs="+", metavar="NOTEBOOK", help="these notebooks instead of all")
    options = parser.parse_args()
    try:
        build(options.folder.absolute(), names=options.only)
    except CannotRunError as problem:
        print(problem, file=sys.stderr)
        return 2
    print(f"python3 -m http.server --bind 127.0.0.1 --directory {options.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
