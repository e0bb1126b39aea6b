"""The commands of `python -m dosclientes.authoring`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from dosclientes.authoring import guessing, trial
from dosclientes.authoring.checks import expected, problems, untranslated
from dosclientes.authoring.coverage import coverage, table
from dosclientes.authoring.files import BadInputError, Problem, name, write
from dosclientes.authoring.pictures import stale
from dosclientes.items import ItemError
from dosclientes.language.translation import compiled
from dosclientes.paths import ROOT


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run a command and return its exit code: 0, 1 if `check` found something, 2 for an unreadable file."""
    parser = argparse.ArgumentParser(prog="python -m dosclientes.authoring", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    update = commands.add_parser("update", help="bring catalogs and generated notebooks up to date")
    update.add_argument("--lang", metavar="CODE", help="also start or update this language, such as fr")
    commands.add_parser("check", help="name all that is missing, stale or wrong")
    commands.add_parser("coverage", help="which claims, contradictions and misconceptions are taught where")
    items = commands.add_parser(
        "items", help="how far the choice items can be answered without knowing anything"
    )
    what = items.add_mutually_exclusive_group()
    what.add_argument(
        "--sheet", metavar="CODE", help="print all choice questions in this language for a reader"
    )
    what.add_argument("--score", metavar="ANSWERS", nargs="+", type=Path, help="score what readers answered")
    items.add_argument(
        "--seed", type=int, default=1, help="what the order of a sheet's options is drawn from"
    )
    items.add_argument("--lesson", default="all", help="only a lesson's questions on the sheet, such as 03")
    commands.add_parser("pictures", help="which pictures of the docs are older than what they show")
    options = parser.parse_args(arguments)
    try:
        match options.command:
            case "update":
                return _update(root, options.lang)
            case "coverage":
                return _coverage(root)
            case "items" if options.sheet:
                print(
                    *trial.printed(trial.sheet(root, options.sheet, options.seed, options.lesson)), sep="\n"
                )
                return 0
            case "items" if options.score:
                print(*trial.scored(root, options.score), sep="\n")
                return 0
            case "items":
                return _items(root)
            case "pictures":
                return _named(stale(root))
            case _:
                return _named(problems(root))
    except (BadInputError, ItemError) as error:
        print(error, file=sys.stderr)
        return 2


def _update(root: Path, language: str | None) -> int:
    wanted = expected(root, language)
    for path, content in wanted.files.items():
        if write(path, content):
            print(f"wrote {name(root, path)}")
    for path in wanted.messages:
        compiled(path)
    left = list(untranslated(root, wanted))
    for problem in left:
        print(problem)
    print(f"{len(left)} messages left to translate in {', '.join(wanted.languages) or 'no language'}")
    return 0


def _coverage(root: Path) -> int:
    found = coverage(root)
    print("\n".join(table(found)))
    holes = list(found.holes())
    for hole in holes:
        print(hole, file=sys.stderr)
    return 1 if holes else 0


def _items(root: Path) -> int:
    found = guessing.guessing(root)
    print("\n".join(guessing.table(found)))
    faults = list(guessing.faults(found))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _named(problems: Iterable[Problem]) -> int:
    found = list(problems)
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
