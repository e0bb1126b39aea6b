"""`dosclientes demo --drawn`: a class drawn by ability and misconceptions, and what `insight` makes of it."""

from __future__ import annotations

import argparse
from pathlib import Path

from dosclientes.atomic import write_atomically

__all__ = ["play"]


def play(folder: Path, lang: str, people: int) -> None:
    """Make the class in an empty `folder`, write its pages and the comparison with the truth, and say where they are.

    Nothing that anybody handed in is run: the learners' answers are graded by the keys. Raises OSError.
    """
    from dosclientes.demo.simulated import simulate
    from dosclientes.demo.truth import compare, summary, truth_page
    from dosclientes.insight import command

    sheets = simulate(folder, lang, people)
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    command.run(parser.parse_args(["a1", "--lang", lang, "--root", str(folder)]))
    found = compare(sheets, lang)
    path = folder / "insight" / lang / "a1-truth.html"
    write_atomically(path, truth_page(found, people).encode())
    print(path)
    print(summary(found))
