"""What lies in a hand-in's folder harms nobody: links, pipes, endless and broken files, names, times, old reports."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest

from dosclientes.grading.submissions import notebooks, opening
from dosclientes.grading.submissions.folders import COUNT, LIMIT, handed_in, others
from dosclientes.grading.submissions.reader import MEMORY, SECONDS, NoNotebook, Reader, TooMuch
from tests.grading import course as courses

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes as POSIX has them")
EXPENSIVE = b'{"cells": [' + b"{}," * 200_000 + b'{}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


def of(course: Path, student: str) -> Path:
    return course / "submitted" / student / "ps1"


def copycat(course: Path) -> None:
    (courses.submit(course, "copycat") / "problem1.ipynb").unlink()
    (of(course, "copycat") / "problem1.ipynb").symlink_to("../../honest/ps1/problem1.ipynb")


def whole_folder(course: Path) -> None:
    (course / "submitted" / "whole-folder").symlink_to("honest")


def pipe(course: Path) -> None:
    (courses.submit(course, "pipe") / "problem1.ipynb").unlink()
    os.mkfifo(of(course, "pipe") / "problem1.ipynb")
    os.mkfifo(of(course, "pipe") / "data.csv")
    (of(course, "pipe") / "timestamp.txt").unlink()
    os.mkfifo(of(course, "pipe") / "timestamp.txt")


def device(course: Path) -> None:
    (courses.submit(course, "device") / "problem1.ipynb").unlink()
    (of(course, "device") / "problem1.ipynb").symlink_to("/dev/zero")


def expensive(course: Path) -> None:
    (courses.submit(course, "expensive") / "problem1.ipynb").write_bytes(EXPENSIVE)


def no_time(course: Path) -> None:
    (courses.submit(course, "no-time") / "timestamp.txt").write_text("yesterday evening")


def own_report(course: Path) -> None:
    forged = {
        "student": "x",
        "remarks": ["forged"],
        "verdicts": {"q": []},
        "files": [],
        "assignment": "y",
        "protected": True,
    }
    (courses.submit(course, "own-report") / "grading.json").write_text(json.dumps(forged))


def odd_metadata(course: Path) -> None:
    path = courses.submit(course, "odd-metadata") / "problem1.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][0]["metadata"]["tags"] = 5
    notebook["cells"].insert(
        0, {"cell_type": "code", "source": "x = 1", "outputs": [], "execution_count": None}
    )
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"m": {}}}
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(notebook).encode())


HONEST = ("honest", "own-report", "odd-metadata", "no-time")
REFUSED = ("copycat", "whole-folder", "pipe", "device", "expensive")
KINDS = (copycat, whole_folder, pipe, device, expensive, no_time, own_report, odd_metadata)


@pytest.fixture(scope="module")
def graded(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = courses.copy(pristine, tmp_path_factory.mktemp("hand-ins") / "course")
    courses.submit(course, "honest")
    for lay_out in KINDS:
        lay_out(course)
    done = courses.grade(course, "--report", str(course / "report.json"))
    assert done.returncode == 3, done.stderr
    return course


def report(course: Path) -> Any:
    return json.loads((course / "report.json").read_text())


def points(course: Path, student: str) -> float:
    """Of the first notebook."""
    return float(sum(score or 0 for score in courses.scores(course, student).values()))


def stands_in(course: Path, student: str) -> bool:
    """Whether a person finds a notebook to give points in, with nothing in it of what was refused."""
    path = course / "autograded" / student / "ps1" / "problem1.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    labels = [cell.metadata.nbgrader for cell in notebook.cells if "nbgrader" in cell.metadata]
    return all(label.grade or label.task for label in labels) and len(labels) == len(notebook.cells) - 1


def test_nobody_is_lost(graded: Path) -> None:
    found = report(graded)
    assert found["broken"] == {}
    assert set(found["results"]) == {*HONEST, *REFUSED}


@pytest.mark.parametrize("student", HONEST)
def test_honest_work_counts(graded: Path, student: str) -> None:
    assert points(graded, student) == 3


@pytest.mark.parametrize("student", REFUSED)
def test_what_is_no_notebook_of_ones_own_is_for_a_person(graded: Path, student: str) -> None:
    verdicts = json.loads((graded / "autograded" / student / "ps1" / "grading.json").read_text())["verdicts"]
    assert {(one["verdict"], one["score"]) for one in verdicts["problem1"]} == {("error", None)}
    assert report(graded)["results"][student]["points"] == 0
    assert stands_in(graded, student)


def test_remarks_say_what_does_not_count(graded: Path) -> None:
    results = report(graded)["results"]
    assert "timestamp.txt" in results["no-time"]["remarks"][0]
    assert any("data.csv" in remark for remark in results["pipe"]["remarks"])


def test_a_report_that_was_handed_in_is_not_believed(graded: Path) -> None:
    text = (graded / "autograded" / "own-report" / "ps1" / "grading.json").read_text()
    assert "forged" not in text


def test_a_bad_time_stops_nobody(graded: Path, tmp_path: Path) -> None:
    """Graded once, then handed in again with nonsense for a time: the others, and new ones, are graded."""
    course = tmp_path / "course"
    shutil.copytree(graded, course, ignore=shutil.ignore_patterns("pipe"), symlinks=True)
    (of(course, "honest") / "timestamp.txt").write_text("not a time")
    courses.submit(course, "new")
    courses.grade(course, "--report", str(course / "report.json"))
    found = report(course)
    assert found["results"]["new"]["points"] == 3
    assert found["results"]["honest"]["points"] == 3
    assert "timestamp.txt" in found["results"]["honest"]["remarks"][0]


@pytest.mark.slow
def test_nbgraders_own_command_reads_no_other_way(pristine: Path, tmp_path: Path) -> None:
    course = courses.copy(pristine, tmp_path / "course")
    with (course / "nbgrader_config.py").open("a") as config:
        config.write("\nfrom dosclientes.grading import configure\nconfigure(c)\n")
    for student in ("honest", "zealous"):
        courses.submit(course, student)
    for lay_out in KINDS:
        lay_out(course)
    courses.nbgrader("autograde", "ps1", cwd=course, check=False)
    for student in ("honest", "zealous", "own-report", "odd-metadata"):
        assert points(course, student) == 3, student
        text = (course / "autograded" / student / "ps1" / "grading.json").read_text()
        assert "forged" not in text
    for student in REFUSED:
        assert not any(courses.scores(course, student).values()), student
        assert stands_in(course, student)


def test_files_are_opened_only_where_they_lie(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "a").write_text("abc")
    (folder / "out").symlink_to(tmp_path)
    (tmp_path / "secret").write_text("secret")
    os.mkfifo(folder / "pipe")
    assert opening.read_file(folder, "in/a", 3) == b"abc"
    for name in ("out/secret", "pipe", "../secret", str(tmp_path / "secret"), "in", "in/a/b"):
        with pytest.raises(opening.RefusedFile):
            opening.read_file(folder, name, 100)
    with pytest.raises(opening.RefusedFile):
        opening.read_file(folder, "in/a", 2)
    with pytest.raises(FileNotFoundError):
        opening.read_file(folder, "in/b", 2)


def test_large_and_many_files_are_left_out(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(LIMIT + 1)
    for number in range(COUNT + 50):
        (tmp_path / f"{number:05}").touch()
    files, remarks = handed_in(tmp_path, others(tmp_path, []), {"given": b""})
    assert len(files) <= COUNT + 1
    assert len(remarks) == 1
    files, remarks = handed_in(tmp_path, ["large"], {})
    assert files == {}
    assert "large" in remarks[0]


def test_reading_is_bounded_and_goes_on() -> None:
    """What would take gigabytes or minutes is refused, and the next notebook is read."""
    reader = Reader()
    good = nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])).encode()
    try:
        for bad in (b"{", b"\xff", b"[" * 100_000, EXPENSIVE, b"[" + b"[]," * 10**6 + b"[]]"):
            with pytest.raises((NoNotebook, TooMuch)):
                reader.read(bad)
        assert reader.read(good)["cells"][0]["source"] == "1"
        assert reader.process is not None
        reader.process.kill()
        with pytest.raises(TooMuch):
            reader.read(good)
        assert reader.read(good)["cells"][0]["source"] == "1"
    finally:
        reader.close()


@pytest.mark.skipif(sys.platform != "linux", reason="another process's limits")
def test_what_reads_has_little_memory_and_time() -> None:
    """As the kernel has it; what meets such a limit is too much, and the next notebook is read."""
    import resource

    reader = Reader()
    good = nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])).encode()
    large = b'{"nbformat": 4, "metadata": {}, "cells": ["' + b"x" * 30_000_000 + b'"]}'
    try:
        reader.read(good)
        assert reader.process is not None
        process = psutil.Process(reader.process.pid)
        taken, used = process.memory_info().vms, sum(process.cpu_times()[:2])
        assert 0 < resource.prlimit(process.pid, resource.RLIMIT_AS)[0] <= taken + MEMORY + 2**26
        assert 0 < resource.prlimit(process.pid, resource.RLIMIT_CPU)[0] <= used + SECONDS + 2
        resource.prlimit(process.pid, resource.RLIMIT_AS, (taken, taken))
        with pytest.raises(TooMuch):
            reader.read(large)
        assert reader.read(good)["cells"][0]["source"] == "1"
    finally:
        reader.close()


@pytest.mark.parametrize(
    "metadata",
    ['{"a": ' + "[" * 60 + "]" * 60 + "}", '{"a": [' + "[]," * notebooks.VALUES + "[]]}"],
    ids=["deep", "many"],
)
def test_metadata_is_small_in_memory_too(metadata: str) -> None:
    with pytest.raises(ValueError, match=r"nested too deeply|too many values"):
        notebooks.normalised(f'{{"nbformat": 4, "cells": [], "metadata": {metadata}}}'.encode())


def test_what_is_read_is_valid() -> None:
    """Whatever may stand in its place, a notebook that is read is one that every other tool opens."""
    odd: list[Any] = [None, 5, "word", [], {}, ["a", 5, "a", ""], True, 1.5]
    for value in odd:
        cell = {"cell_type": "code", "source": ["a\n", "b"], "metadata": value, "id": value, "outputs": value}
        text = {
            "cell_type": "markdown",
            "source": "",
            "attachments": {"a.png": value, "b": {"image/png": ["x", "y"]}},
        }
        text["metadata"] = dict.fromkeys(
            ("tags", "name", "collapsed", "scrolled", "jupyter", "nbgrader"), value
        )
        if type(value) in (list, bool):  # a picture that is no text is no notebook
            text.pop("attachments")
        whole = {
            "cells": [cell, cell, text],
            "metadata": {"kernelspec": value, "authors": value},
            "nbformat": 4,
        }
        for minor in (0, 2, 4, 5, 10, value):
            read = json.loads(notebooks.normalised(json.dumps({**whole, "nbformat_minor": minor}).encode()))
            nbformat.validate(nbformat.from_dict(read))


def test_an_earlier_format_is_read() -> None:
    old = nbformat.v3.new_notebook(
        worksheets=[nbformat.v3.new_worksheet(cells=[nbformat.v3.new_code_cell("a = 1")])]
    )
    read = json.loads(notebooks.normalised(json.dumps(old).encode()))
    assert read["cells"][0]["source"] == "a = 1"
    nbformat.validate(nbformat.from_dict(read))
