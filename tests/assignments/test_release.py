"""What students get: fresh, the same in every language, worth what it says, and without secrets."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from autograde_tests import corpus
from dosclientes.assignments import names
from dosclientes.paths import ROOT
from dosclientes.teaching import bundle, release
from dosclientes.teaching.secrets import forbidden_files, leaks, secrets

LANGUAGES = sorted(path.name for path in (ROOT / "source").iterdir())
ASSIGNMENTS = [(lang, name) for lang in LANGUAGES for name in names(lang)]
_HEADING = re.compile(r"^## .*\((\d+) (?:puntos|points)\)$", re.MULTILINE)
_ROW = re.compile(r"^\| (\d) \|.*\| (\d+) (?:puntos|points) \|$", re.MULTILINE)
_TOTAL = re.compile(r"^\*\*.* (\d+) (?:puntos|points)\*\*$", re.MULTILINE)


def points(cell: Any) -> float:
    return float(cell["metadata"].get("nbgrader", {}).get("points", 0))


def parts(content: Any) -> list[tuple[int, float]]:
    """For each part of an assignment: the points its heading promises, and those of its cells."""
    found: list[tuple[int, float]] = []
    for cell in content["cells"]:
        heading = _HEADING.search(cell["source"]) if cell["cell_type"] == "markdown" else None
        if heading:
            found.append((int(heading[1]), 0.0))
        if points(cell):
            found[-1] = (found[-1][0], found[-1][1] + points(cell))
    return found


@pytest.fixture(scope="module")
def stale() -> list[Path]:
    return release.stale()


def test_assignments_are_what_nbgrader_makes_of_the_sources(stale: list[Path]) -> None:
    assert [path.relative_to(ROOT).as_posix() for path in stale] == [], "run `make assignments`"


@pytest.mark.parametrize(("lang", "name"), ASSIGNMENTS)
def test_the_prose_promises_the_points_of_the_cells(lang: str, name: str) -> None:
    content = corpus.notebook(name, lang)
    promised = parts(content)
    assert promised
    assert [part for part in promised if part[0] != part[1]] == []
    total = sum(points(cell) for cell in content["cells"])
    title = content["cells"][0]["source"]
    assert [int(row[1]) for row in _ROW.findall(title)] == [part[0] for part in promised]
    assert [float(found) for found in _TOTAL.findall(title)] == [total]


def test_other_points_in_the_prose_would_be_noticed() -> None:
    content = corpus.notebook("a1", "es")
    content["cells"][0]["source"] = content["cells"][0]["source"].replace("20 puntos", "21 puntos")
    assert _TOTAL.findall(content["cells"][0]["source"]) == ["21"]
    next(cell for cell in content["cells"] if points(cell))["metadata"]["nbgrader"]["points"] = 2
    assert [part for part in parts(content) if part[0] != part[1]]


@pytest.mark.parametrize("name", names("es"))
@pytest.mark.parametrize("tree", ["source", "assignments"])
def test_every_language_has_the_same_cells_points_and_code(tree: str, name: str) -> None:
    def bones(lang: str) -> list[Any]:
        # nbgrader's checksum of a task is one of its words
        keys = ("grade_id", "grade", "solution", "locked", "task", "points", "schema_version")
        return [
            (
                cell["id"],
                cell["cell_type"],
                [cell["metadata"].get("nbgrader", {}).get(key) for key in keys],
                cell["source"] if cell["cell_type"] == "code" else None,
            )
            for cell in corpus.notebook(name, lang, tree)["cells"]
        ]

    assert all(bones(lang) == bones("es") for lang in LANGUAGES)
    assert corpus.notebook(name, "en", tree) != corpus.notebook(name, "es", tree)


@pytest.mark.parametrize(("lang", "name"), ASSIGNMENTS)
def test_grade_ids_are_telling_and_are_the_cell_ids(lang: str, name: str) -> None:
    cells = [cell for cell in corpus.notebook(name, lang)["cells"] if "nbgrader" in cell["metadata"]]
    ids = [cell["metadata"]["nbgrader"]["grade_id"] for cell in cells]
    assert ids == [cell["id"] for cell in cells]
    assert len(set(ids)) == len(ids)
    assert not [each for each in ids if re.fullmatch(r"cell-[0-9a-f]+|[0-9a-f]{8}", each)]


@pytest.mark.parametrize(("lang", "name"), ASSIGNMENTS)
def test_students_answer_in_a_skeleton_whose_blanks_have_names(lang: str, name: str) -> None:
    skeletons = [
        cell["source"]
        for cell in corpus.notebook(name, lang)["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution") and cell["cell_type"] == "code"
    ]
    assert skeletons
    for source in skeletons:
        values = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Assign)]
        blanks = [node for value in values for node in ast.walk(value) if _is_blank(node)]
        assert blanks, source
        assert len(blanks) == source.count("..."), "a blank that belongs to no name"


def _is_blank(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...


def test_no_secret_is_released() -> None:
    assert leaks(ROOT / "assignments") == []


@pytest.mark.parametrize("secret", ["key", "hidden test", "explanation", "rubric", "solution"])
def test_a_released_secret_would_be_noticed(secret: str, tmp_path: Path) -> None:
    folder = tmp_path / "assignments"
    shutil.copytree(ROOT / "assignments", folder)
    if secret in ("key", "explanation"):
        path = folder / "en/a1/items.json"
        content = json.loads(path.read_text("utf-8"))
        option = content["items"][0]["options"][0]
        option |= (
            {"correct": True}
            if secret == "key"
            else {"text": "Influencing a service is not receiving it. On"}
        )
        if secret == "explanation":
            option["text"] = "Influencing a service is not receiving it. On which side of the output is she?"
        path.write_text(json.dumps(content), "utf-8")
    else:
        path = folder / "es/a1/a1.ipynb"
        source = (ROOT / "source/es/a1/a1.ipynb").read_text("utf-8")
        if secret != "hidden test":
            word = "MARK SCHEME" if secret == "rubric" else "SOLUTION"
            source = re.sub(rf"[#=]+ (BEGIN|END) (?!{word})[A-Z ]+", "", source)
        path.write_text(source, "utf-8")
    assert leaks(folder)


def test_there_are_secrets_to_look_for() -> None:
    known = secrets()
    assert 'chain = ["driver", "desk", "diagnosis", "stores", "mechanic", "dispatch"]' in known
    assert any("tourist" in secret or "treatment" in secret for secret in known)
    assert len(known) > 100


def test_the_bundle_holds_what_students_need_and_no_secret(tmp_path: Path) -> None:
    made = bundle.make(tmp_path / "dosclientes.zip")
    with zipfile.ZipFile(made) as package:
        listed = [name.removeprefix("dosclientes/") for name in package.namelist()]
        package.extractall(tmp_path)
    assert forbidden_files(listed) == []
    assert not [name for name in listed if name.startswith(("source", "autograde_tests", "nbgrader_config"))]
    assert {"assignments/es/a1/a1.ipynb", "locale/en/public.po", "Makefile", "course/es/course.json"} <= set(
        listed
    )
    code = (
        "from dosclientes import exercise; from dosclientes.classroom import table; import dosclientes.cli\n"
        "print(exercise('a1-payer')); print(table('a1-table').shape)\n"
        "from dosclientes.selfcheck import check_mine; print(repr(check_mine()))\n"
        "assert dosclientes.cli.main(['check']) == 2\n"
        "assert [dosclientes.cli.main([name]) for name in ('teach', 'grade', 'demo', 'bundle')] == [2] * 4"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "dosclientes/assignments/en/a1",
        env={"PYTHONPATH": str(tmp_path / "dosclientes"), "LANG": "en_US.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "A tourist breaks an ankle" in done.stdout
    assert "(8, 1)" in done.stdout
    assert "use the “Validate” button" in done.stdout
    assert done.stderr.count("is for instructors") == 4
    for name, words in (("README.md", "for students"), ("README.es.md", "para estudiantes")):
        told = (tmp_path / "dosclientes" / name).read_text("utf-8")
        assert words in told.split("\n")[0]
        linked = {link for link in re.findall(r"\]\(([^)]+)\)", told) if not link.startswith("https:")}
        assert linked <= set(listed)


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_offers_students_what_their_copy_can_do(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    offered = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert [line.split()[1] for line in offered.splitlines()] == [
        "help",
        "setup",
        "course",
        "review",
        "progress",
        "student",
    ]
    (tmp_path / "source").mkdir()
    offered = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert {"teach", "demo", "student-bundle"} <= {line.split()[1] for line in offered.splitlines()}


def test_the_same_course_makes_the_same_bundle(tmp_path: Path) -> None:
    first, second = (bundle.make(tmp_path / name / "dosclientes.zip").read_bytes() for name in ("a", "b"))
    assert first == second


def test_a_bundle_with_a_secret_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for tree in ("assignments", "source", "autograde_tests", "locale", "course"):
        shutil.copytree(ROOT / tree, root / tree, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "source/es/a1/a1.ipynb", root / "assignments/es/a1/a1.ipynb")
    with pytest.raises(bundle.LeakError, match=r"a1\.ipynb: HIDDEN TESTS"):
        bundle.make(tmp_path / "out.zip", root)
    assert not (tmp_path / "out.zip").exists()


@pytest.mark.parametrize(
    "name",
    [
        "source/es/a1/a1.ipynb",
        "autograde_tests/a1.py",
        "locale/en/graded.po",
        "gradebook-es.db",
        "locale/en/graded.mo",
    ],
)
def test_forbidden_files_are_known(name: str) -> None:
    assert forbidden_files([name]) == [name]
    assert (
        forbidden_files(["assignments/es/a1/a1.ipynb", "locale/en/public.po", "dosclientes/paths.py"]) == []
    )
