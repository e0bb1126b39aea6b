"""One assignment the whole way round nbgrader, with stored submissions: does each earn its exact points?

Run it by `make round`, or `python -m dosclientes.teaching.round a1 --lang en --submission blank`.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dosclientes.language.translation import languages
from dosclientes.paths import ROOT
from dosclientes.teaching.commands import Class

__all__ = [
    "Row",
    "collect_download",
    "enter_by_hand",
    "grade_by_hand",
    "gradebook",
    "hand_in",
    "main",
    "play",
    "points",
]


@dataclass(frozen=True)
class Row:
    """What a submission earned and should have earned, by grade id, a person's points among them."""

    student: str
    earned: dict[str, float | None]
    expected: dict[str, float]

    @property
    def right(self) -> bool:
        """Whether every single cell earned what was foreseen."""
        return self.earned == self.expected


def play(group: Class, assignment: str, names: Sequence[str]) -> list[Row]:
    """Take submissions the whole way: released, fetched, handed in, graded, fed back, exported.

    The students are called like their submissions. Raises CommandError.
    """
    stored = {name: _corpus().submission(assignment, name) for name in names}
    _step(group, "generate_assignment", assignment)
    _step(group, "release_assignment", assignment)
    for name in names:
        hand_in(group, assignment, name, stored[name])
        _say(group, f"fetch_assignment, submit ({name})")
    _step(group, "collect", assignment)
    _step(group, "autograde", assignment)
    for name in names:
        grade_by_hand(group, assignment, name, stored[name].manual)
    _step(group, "generate_feedback", assignment)
    _step(group, "release_feedback", assignment)
    for name in names:
        group.run_as(name, "fetch_feedback", assignment)
    _say(group, "fetch_feedback")
    _step(group, "export")
    return list(rows(group, assignment, stored.values()))


def hand_in(group: Class, assignment: str, student: str, stored: Any) -> None:
    """Fetch an assignment as a student, do what the stored submission says, and hand it in. Raises CommandError."""
    group.run_as(student, "fetch_assignment", assignment)
    home = group.home(student) / assignment
    if "notebook" in stored.edits:
        (home / f"{assignment}.ipynb").unlink()  # renamed by the student
    _corpus().write(stored, group.lang, home)
    group.run_as(student, "submit", assignment)


def rows(group: Class, assignment: str, stored: Iterable[Any]) -> Iterator[Row]:
    """What each submission earned, beside what it should have."""
    for one in stored:
        expected = {**one.expect, **one.manual}
        earned = points(group, assignment, one.name)
        yield Row(one.name, {key: earned[key] for key in earned if key in expected or earned[key]}, expected)


def points(group: Class, assignment: str, student: str) -> dict[str, float | None]:
    """The points of each cell in the gradebook; None where a person has still to grade."""
    with gradebook(group) as book:
        grades = [
            grade
            for notebook in book.find_submission(assignment, student).notebooks
            for grade in notebook.grades
        ]
        return {grade.name: None if grade.needs_manual_grade else grade.score for grade in grades}


def grade_by_hand(
    group: Class, assignment: str, student: str, given: dict[str, float], comment: str = ""
) -> None:
    """Give the points, and a comment on each, that a person would enter in the formgrader."""
    with gradebook(group) as book:
        enter_by_hand(book, assignment, student, given, comment)


def enter_by_hand(
    book: Any, assignment: str, student: str, given: dict[str, float], comment: str = ""
) -> None:
    """The same, in a gradebook that is open already."""
    for grade_id, score in given.items():
        grade = book.find_grade(grade_id, assignment, assignment, student)
        grade.manual_score, grade.needs_manual_grade = score, False
        if comment:
            book.find_comment(grade_id, assignment, assignment, student).manual_comment = comment
    book.db.commit()


def collect_download(group: Class, assignment: str, names: Sequence[str]) -> None:
    """Hand submissions in as a learning platform's download, each as files or a zip, and collect them."""
    archive = group.folder / "downloaded" / group.lang / assignment / "archive"
    archive.mkdir(parents=True)
    for number, name in enumerate(names):
        home = group.home(name) / "upload"
        _corpus().write(_corpus().submission(assignment, name), group.lang, home)
        wanted = [
            path for path in sorted(home.iterdir()) if path.name in (f"{assignment}.ipynb", "answers.json")
        ]
        if number % 2:
            with zipfile.ZipFile(archive / f"{name}_{assignment}.zip", "w") as package:
                for path in wanted:
                    package.write(path, path.name)
        else:
            for path in wanted:
                (archive / f"{name}_{path.name}").write_bytes(path.read_bytes())
    _step(group, "zip_collect", assignment)


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the round and print the gradebook; return 1 if a submission earned other points than foreseen."""
    sys.path.insert(0, str(ROOT))
    parser = argparse.ArgumentParser(prog="python -m dosclientes.teaching.round", description=__doc__)
    parser.add_argument("assignment", nargs="?", default="a1")
    parser.add_argument("--lang", action="append", choices=languages())
    parser.add_argument("--submission", action="append", help="only these; else all that nbgrader can grade")
    parser.add_argument("--commands", action="store_true", help="each step as a command line, much slower")
    options = parser.parse_args(arguments)
    names = options.submission or [
        name
        for name in _corpus().names(options.assignment)
        if _corpus().submission(options.assignment, name).gradable
    ]
    wrong = 0
    for lang in options.lang or languages():
        with tempfile.TemporaryDirectory() as folder:
            group = Class.copy(Path(folder), lang, options.commands)
            found = play(group, options.assignment, names)
            wrong += sum(not row.right for row in found)
            _print(lang, found, _exported(group))
    return 1 if wrong else 0


def _exported(group: Class) -> dict[str, float]:
    with (group.folder / f"grades-{group.course_id}.csv").open(encoding="utf-8") as file:
        return {line["student_id"]: float(line["score"] or "nan") for line in csv.DictReader(file)}


def _print(lang: str, found: Sequence[Row], exported: dict[str, float]) -> None:
    print(f"\n{lang}: {'submission':36} {'foreseen':>8} {'gradebook':>9} {'export':>7}")
    for row in found:
        earned, foreseen = (sum(value or 0 for value in each.values()) for each in (row.earned, row.expected))
        print(
            f"    {row.student:36} {foreseen:8g} {earned:9g} {exported[row.student]:7g} {'' if row.right else 'NO'}"
        )
        for key in sorted(row.earned.keys() | row.expected):
            if row.earned.get(key) != row.expected.get(key):
                print(f"        {key}: {row.expected.get(key)} foreseen, {row.earned.get(key)} earned")


_BEGUN = time.monotonic()


def _step(group: Class, *words: str) -> None:
    group.run(*words)
    _say(group, " ".join(words))


def _say(group: Class, what: str) -> None:
    print(f"{time.monotonic() - _BEGUN:6.1f} s  {group.lang}  {what}", flush=True)


def gradebook(group: Class) -> Any:
    """The class's gradebook, nbgrader's own, to be used in a `with`."""
    from nbgrader.api import Gradebook

    return Gradebook(group.db_url, group.course_id)


def _corpus() -> Any:
    from autograde_tests import corpus  # not part of the package: students do not get it

    return corpus


if __name__ == "__main__":
    sys.exit(main())
