"""A source with something wrong: a sentence that says what, before anybody is graded, and a safe verdict."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import needs
from tests.grading import course as courses
from tests.grading.rehearsal.kinds import Kind, given, solved, test
from tests.grading.rehearsal.test_kinds import make, verdicts

TROUBLE = {
    "package": Kind([solved("import no_such_package\nn = no_such_package.three()"), test("assert n == 3")]),
    "file": Kind([solved("rows = open('rows.csv').read()"), test("assert rows")]),
    "wrong": Kind([solved("n = 3"), test("assert n == 4, 'four'")]),
    "hidden": Kind(
        [
            given("xs = [1, 2]"),
            solved("kept = xs"),
            test("from secret_checks import check_same\ncheck_same(kept, xs)"),
        ]
    ),
    "later": Kind(
        [
            given("import os"),
            solved("n = 3"),
            test("os.environ['UNIT'] = 'kg'\nassert n == 3"),
            solved("unit = os.environ.get('UNIT')"),
            test("assert unit == 'kg'"),
        ]
    ),
}
SENTENCES = {
    "en": [
        "package: the package “no_such_package” is missing, which cell 1 imports",
        "file: the file “rows.csv” is missing, which cell 1 reads",
        "wrong: the solution itself does not pass test “test1”: AssertionError: four",
        "later/test4: for a person: judged apart, the solution itself does not pass it",
        "hidden/test2: for a person: judged apart, the solution itself does not pass it",
        "and what it imports is hidden from the student's kernel",
    ],
    "es": [
        "package: falta el paquete «no_such_package», que la celda 1 importa",
        "file: falta el archivo «rows.csv», que la celda 1 lee",
        "wrong: la propia solución no supera la prueba «test1»: AssertionError: four",
        "later/test4: para una persona: aparte no la supera la propia solución",
        "hidden/test2: para una persona: aparte no la supera la propia solución",
        "y lo que importa está oculto para el kernel del estudiante",
    ],
}

ENDLESS = {
    "cell": Kind([solved("n = 3\nwhile True:\n    pass"), test("assert n == 3")]),
    "endless-test": Kind([solved("n = 3"), test("while n:\n    pass"), test("assert n == 3")]),
    "answer": Kind(
        [
            solved("while True:\n    pass", "def wait():\n"),
            test("wait()"),
            solved("n = 3"),
            test("assert n == 3"),
        ]
    ),
}
TOO_LONG = {
    "en": [
        "cell: cell 1 takes more than the limit of 4 s (c.Execute.timeout) with the solution itself",
        "endless-test: test “test1” takes more than the limit of 4 s (c.Execute.timeout) with the solution itself",
        "answer: test “test1” takes more than the limit of 4 s (c.Execute.timeout) with the solution itself",
    ],
    "es": [
        "cell: la celda 1 pasa del límite de 4 s (c.Execute.timeout) con la propia solución",
        "endless-test: la prueba «test1» pasa del límite de 4 s (c.Execute.timeout) con la propia solución",
        "answer: la prueba «test1» pasa del límite de 4 s (c.Execute.timeout) con la propia solución",
    ],
}


@pytest.fixture(scope="module")
def endless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    needs.check("sandbox")
    folder = tmp_path_factory.mktemp("endless") / "course"
    make(folder, ENDLESS)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write("c.Execute.timeout = 4\n")
    return folder


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    needs.check("sandbox")
    folder = tmp_path_factory.mktemp("trouble") / "course"
    make(folder, TROUBLE)
    (folder / "hidden").mkdir()
    (folder / "hidden" / "secret_checks.py").write_text("def check_same(a, b):\n    assert a is b\n")
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(f"import os\nos.environ['PYTHONPATH'] = {str(folder / 'hidden')!r}\n")
    return folder


def rehearse(folder: Path, language: str) -> str:
    command = [sys.executable, "-m", "dosclientes", "rehearse", "a", "--root", str(folder), "--again"]
    environment = {**courses.ENVIRONMENT, "LC_ALL": f"{language}_{language.upper()}.UTF-8"}
    done = subprocess.run(command, env=environment, cwd=folder, text=True, capture_output=True, check=False)
    assert done.returncode == 3, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("language", SENTENCES)
def test_it_is_said_before_anybody_is_graded(course: Path, language: str) -> None:
    said = rehearse(course, language)
    assert [sentence for sentence in SENTENCES[language] if sentence not in said] == [], said


@pytest.mark.slow
@pytest.mark.parametrize("language", TOO_LONG)
def test_what_never_ends_is_named(endless: Path, language: str) -> None:
    said = rehearse(endless, language)
    assert [sentence for sentence in TOO_LONG[language] if sentence not in said] == [], said


@pytest.mark.slow
def test_what_never_ends_costs_no_other_test(endless: Path) -> None:
    """Stock ends the whole notebook there; here later tests get their chance."""
    courses.grade(endless, assignment="a")
    found = {name: verdicts(endless, "solution", name) for name in ("endless-test", "answer")}
    assert {name: [v["verdict"] for v in each] for name, each in found.items()} == {
        "endless-test": ["failed", "passed"],
        "answer": ["failed", "passed"],
    }


@pytest.mark.slow
def test_what_no_way_judges_as_stock_does_is_for_a_person(course: Path) -> None:
    done = courses.grade(course, assignment="a")
    assert done.returncode == 3, done.stderr
    found: dict[str, Any] = {v["name"]: v for v in verdicts(course, "solution", "later")}
    assert found["test2"]["verdict"] == "passed"
    (hidden,) = verdicts(course, "solution", "hidden")
    assert (hidden["verdict"], hidden["score"]) == ("error", None)
    assert (found["test4"]["verdict"], found["test4"]["score"]) == ("error", None)


@pytest.mark.slow
def test_hand_ins_are_graded_all_the_same(course: Path) -> None:
    courses.grade(course, assignment="a")
    assert {name: verdicts(course, "blank", name)[0]["score"] for name in ("wrong", "package")} == {
        "wrong": 0.0,
        "package": 0.0,
    }
