"""A class graded by the project's engine, in this process, and what the engine says of each hand-in."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from dosclientes.paths import ROOT
from dosclientes.teaching.commands import Class, CommandError

__all__ = ["grade", "stored_class", "verdicts"]

Progress = Callable[[str, Any], None]


def grade(
    group: Class,
    assignment: str,
    *,
    unsandboxed: bool = False,
    force: bool = False,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Grade what was handed in; return the engine's summary (see `grading.engine.dump`).

    Arguments:
        unsandboxed: run students' code without a sandbox.
        force: grade again what is graded already.
        progress: told how many there are ("total") and of each that is done ("done"), see `grading.engine.Run.go`.

    Raises CommandError.
    """
    from dosclientes.grading import command

    report = group.folder / ".grading.json"
    words = [assignment, "--root", str(group.folder), "--quiet", "--report", str(report)]
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    options = parser.parse_args(
        [*words, *(["--unsandboxed"] if unsandboxed else []), *(["--force"] if force else [])]
    )
    told = io.StringIO()
    with group.here(), contextlib.redirect_stderr(told):
        code = command.run(options, progress=progress or (lambda _what, _value: None))
    if code == command.IMPOSSIBLE:
        raise CommandError(told.getvalue().strip())
    try:
        summary: dict[str, Any] = json.loads(report.read_text("utf-8"))
        return summary
    finally:
        report.unlink()


def verdicts(group: Class, assignment: str, student: str) -> dict[str, dict[str, Any]]:
    """The engine's verdict on each graded cell of a hand-in, by grade id (see `grading.verdicts.Verdict`)."""
    path = group.folder / "autograded" / group.lang / student / assignment / "grading.json"
    found = json.loads(path.read_text("utf-8"))["verdicts"]
    return {one["name"]: one for notebook in found.values() for one in notebook}


def stored_class(
    assignment: str, lang: str, folder: Path, names: Iterable[str] | None = None, database: str = ""
) -> Class:
    """A class in `folder` in which each stored submission of an assignment (or those named) is handed in and graded.

    The students are called like their submissions; `database` is as in `Class.copy`. Raises CommandError.
    """
    sys.path.insert(0, str(ROOT))
    try:
        from autograde_tests import corpus  # not part of the package: students do not get it
    finally:
        sys.path.remove(str(ROOT))
    group = Class.copy(folder, lang, database=database)
    group.run("generate_assignment", assignment)
    for name in corpus.names(assignment) if names is None else names:
        home = group.folder / "submitted" / lang / name / assignment
        corpus.write(corpus.submission(assignment, name), lang, home)
    grade(group, assignment)
    return group
