"""The grades of a class go to Moodle and Canvas: readers that keep the platforms' rules find them unchanged."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook

from dosclientes.language.translation import use_language
from dosclientes.teaching.commands import Class
from dosclientes.teaching.grades import command, filled, formats
from dosclientes.teaching.grades.cells import number, plain, sheet
from dosclientes.teaching.grades.results import GRADED, MISSING, WAITING, Person, Result
from tests import databases
from tests.teaching.grades.platforms import (
    CanvasCourse,
    canvas_feedback,
    canvas_import,
    moodle_feedback,
    moodle_import,
    moodle_worksheet,
)

pytestmark = pytest.mark.filterwarnings("ignore:Object of type")

# The hand-made table: who, the platform's number, points in A1 (of 20) and A2 (of 10), None where there are none.
TABLE: dict[str, tuple[str, str, int, float | None, float | None]] = {
    "ana": ("Ana", "Ruiz", 101, 20, 10),
    "luis": ("Luis", "Peña", 102, 12.5, 0),
    "eva": ("Eva", "García López", 103, 0, None),  # A1 really is 0; nothing handed in for A2
    "iker": ("Iker", "Ruiz", 104, None, 7.33333),  # A1 waits for a person
    "noa": ("Noa, la «alta»", "D'Or; Soler", 105, 4, None),  # A2 collected, not graded
    "omar": ('=HYPERLINK("x")', "-Sanz", 106, 13, 2),  # A1: 16 less a penalty of 3
}
FULL = {"a1": 20.0, "a2": 10.0}
RULE = """
from nbgrader.plugins import BasePlugin

class Three(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 3

c.AssignLatePenalties.plugin_class = Three
"""


@pytest.fixture(scope="module", params=databases.GRADEBOOKS)
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a class whose gradebook holds the table."""
    group = Class.copy(tmp_path_factory.mktemp("clase ñ"), "es", database=databases.new(request.param))
    config = group.folder / "nbgrader_config.py"
    config.write_text(config.read_text("utf-8") + RULE, "utf-8")
    group.run("db", "student", "list")  # makes the gradebook
    book = Gradebook(group.db_url, group.course_id)
    with book as gradebook:
        for name, full in FULL.items():
            gradebook.add_assignment(name, duedate=dt.datetime(2026, 10, 1))
            gradebook.add_notebook(name, name)
            gradebook.add_grade_cell("check", name, name, max_score=full, cell_type="code")
        for student, (first, last, lms, *_points) in TABLE.items():
            email = f"{student}@example.org"
            gradebook.add_student(
                student, first_name=first, last_name=last, email=email, lms_user_id=str(lms)
            )
        for student, points in [(name, row[3]) for name, row in TABLE.items()]:
            _grade(gradebook, "a1", student, points)
        for student in ("ana", "luis", "iker", "omar"):
            _grade(gradebook, "a2", student, TABLE[student][4])
        gradebook.find_submission("a1", "omar").timestamp = dt.datetime(2026, 10, 2)
        gradebook.find_grade("check", "a1", "a1", "omar").auto_score = 16
        gradebook.db.commit()
    waiting = group.folder / "submitted" / "es" / "noa" / "a2"
    waiting.mkdir(parents=True)
    (waiting / "a2.ipynb").write_text("{}")
    return group.folder


def _grade(gradebook: Gradebook, assignment: str, student: str, points: float | None) -> None:
    gradebook.add_submission(assignment, student, timestamp=dt.datetime(2026, 9, 30))
    grade = gradebook.find_grade("check", assignment, assignment, student)
    grade.auto_score, grade.needs_manual_grade = points, points is None
    gradebook.db.commit()


@pytest.fixture
def run(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """`dosclientes grades`, which writes where one stands: its exit code and the file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DOSCLIENTES_LANG", raising=False)

    def run(*words: str) -> tuple[int, bytes]:
        from dosclientes.cli import main

        before = set(tmp_path.iterdir())
        code = main(["grades", "--root", str(root), *words])
        made = set(tmp_path.iterdir()) - before
        return code, made.pop().read_bytes() if made else b""

    return run


def test_moodles_import_gives_every_student_the_points_of_the_table(run) -> None:
    code, content = run("--format", "moodle")
    users = {f"{name}@example.org": row[2] for name, row in TABLE.items()}
    taken = moodle_import(content, users, {"a1": 20, "a2": 10}, "Dirección de correo")
    assert taken == {
        (row[2], name): row[place] for row in TABLE.values() for name, place in (("a1", 3), ("a2", 4))
    }
    assert code == command.PERSON  # iker and noa wait


def test_a_student_whom_moodle_cannot_know_is_left_out_instead_of_giving_the_points_to_the_one_before() -> (
    None
):
    people = [
        Person("a", email="a@x.org"),
        Person("b"),
        Person("c", email="=c"),
        *(Person(n, email="D@x.org") for n in "de"),
    ]
    found = [Result(one, "a1", GRADED, 10, raw=float(n)) for n, one in enumerate(people)]
    made = formats.moodle(found, "email", {})
    assert set(made.left_out) == {"b", "c", "d", "e"}
    taken = moodle_import(sheet(made.rows).encode(), {"a@x.org": 1}, {"a1": 10}, made.rows[0][0])
    assert taken == {(1, "a1"): 0.0}
    # the reader keeps Moodle's rule: this line would have overwritten the one before
    rows = [*made.rows, ["", "", "", "9"]]
    assert moodle_import(sheet(rows).encode(), {"a@x.org": 1}, {"a1": 10}, made.rows[0][0]) == {
        (1, "a1"): 9.0
    }


def test_canvas_takes_the_points_of_the_table(run) -> None:
    code, content = run("--format", "canvas", "--column", "a1=Classify (77)", "--column", "a2=Boundary")
    course = CanvasCourse({row[2]: name for name, row in TABLE.items()}, {}, {"Classify": 77, "Boundary": 78})
    taken = canvas_import(content, course)
    assert taken.unknown_students == taken.unknown_assignments == []
    assert taken.points == {"Classify": 20, "Boundary": 10}
    expected = {}
    for row in TABLE.values():
        expected[row[2], "Classify"], expected[row[2], "Boundary"] = number(row[3]), number(row[4])
    assert taken.grades == expected
    assert code == command.PERSON


def test_the_long_csv_and_nbgraders_export_are_the_same_bytes(run, root: Path, tmp_path: Path) -> None:
    _code, content = run("--format", "csv")
    Class(root, "es").run("export", "--to", str(tmp_path / "exported.csv"))
    assert (tmp_path / "exported.csv").read_bytes() == content
    lines = list(csv.DictReader(content.decode().splitlines()))
    assert len(lines) == 2 * len(TABLE)
    for line in lines:
        expected = TABLE[line["student_id"]][3 if line["assignment"] == "a1" else 4]
        assert line["score"] == number(expected)
    assert {line["student_id"]: line["status"] for line in lines if line["assignment"] == "a2"} == {
        "ana": "graded", "luis": "graded", "eva": "missing", "iker": "graded", "noa": "ungraded", "omar": "graded",
    }  # fmt: skip
    omar = next(line for line in lines if line["student_id"] == "omar")
    assert omar["first_name"] == '\'=HYPERLINK("x")'
    assert (omar["raw_score"], omar["late_submission_penalty"], omar["score"]) == ("16", "3", "13")


def test_what_has_no_grade_is_counted_and_named(run, capsys: pytest.CaptureFixture[str]) -> None:
    run("a2", "--format", "csv")
    told = capsys.readouterr().out
    assert "con nota: 4" in told
    assert "noa (a2)" in told
    assert "eva (a2)" in told
    assert "iker" not in told


def test_zero_for_those_who_handed_in_nothing_is_a_decision(
    run, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _code, content = run("a2", "--format", "csv", "--missing-as-zero")
    scores = {line["student_id"]: line["score"] for line in csv.DictReader(content.decode().splitlines())}
    # eva handed in nothing; noa's waits to be graded, which is not nothing
    assert scores == {"ana": "10", "luis": "0", "eva": "0", "iker": "7.33333", "noa": "", "omar": "2"}
    assert "con 0 en el archivo: 1 – eva (a2)" in capsys.readouterr().out
    from dosclientes.cli import main

    far = ["extend", "a2", "eva", "--until", "2999-01-01 10:00", "--root", str(root)]
    assert main(far) == 0
    try:
        assert b",eva," in content
        _code, content = run("a2", "--format", "csv", "--missing-as-zero", "--to", "again.csv")
        line = next(
            one for one in csv.DictReader(content.decode().splitlines()) if one["student_id"] == "eva"
        )
        assert (line["score"], line["status"]) == ("", "missing")  # there is time left
    finally:
        main(["extend", "a2", "eva", "--remove", "--root", str(root)])


def test_whoever_has_left_keeps_their_points_and_is_in_no_platforms_file(
    run, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from dosclientes.cli import main

    assert main(["roster", "--withdraw", "ana", "eva", "--root", str(root)]) == 0
    try:
        code, content = run("a1", "--format", "csv")
        lines = {line["student_id"]: line for line in csv.DictReader(content.decode().splitlines())}
        assert (lines["ana"]["score"], lines["ana"]["status"]) == ("20", "withdrawn")
        assert code == command.PERSON
        for form in ("moodle", "canvas"):
            _code, content = run("a1", "--format", form, "--to", f"{form}.csv")
            assert b"Ana" not in content
            assert b"Luis" in content
        assert "dados de baja: 2" in capsys.readouterr().out
        main(["status", "a1", "--root", str(root)])
        told = capsys.readouterr().out
        assert "iker" in told
        assert not {"ana", "eva"} & set(told.split())
        assert main(["roster", "--withdraw", "nobody", "--root", str(root)]) == 2
    finally:
        assert main(["roster", "--readmit", "ana", "eva", "--root", str(root)]) == 0
    assert run("a1", "--format", "csv", "--to", "back.csv")[1].count(b"withdrawn") == 0


def test_a_worksheet_without_names_is_filled_by_the_numbers_of_the_download(
    run, root: Path, tmp_path: Path
) -> None:
    """Moodle's blind marking: the number is all there is, and `dosclientes collect` has seen it."""
    book = root / "downloaded" / "es" / "a1" / "collected.json"
    book.parent.mkdir(parents=True)
    seen = {"ana": "Participant 71", "luis": "Luis Peña 72", "iker": "Participant 73"}
    book.write_text(json.dumps({name: {"person": who, "platform": "moodle"} for name, who in seen.items()}))
    head = "Identificador,Estado,Calificación,Última modificación (calificación)"
    rows = [f"Participante {number},Enviado,,-" for number in (71, 72, 73, 74)]
    given = tmp_path / "ciega.csv"
    given.write_text("\r\n".join([head, *rows, ""]), "utf-8")
    try:
        _code, content = run("a1", "--format", "moodle", "--fill", str(given), "--to", "x.csv")
    finally:
        shutil.rmtree(root / "downloaded")
    users = {71: "ana", 72: "luis", 73: "iker", 74: "other"}
    assert moodle_worksheet(content, users, 20, "Participante ") == {"ana": 20, "luis": 12.5}


WORKSHEET = (
    "Identificador,Nombre completo,Dirección de correo,Estado,Calificación,Calificación máxima,"
    "La calificación puede ser cambiada,Última modificación (calificación),Comentarios de retroalimentación"
)


def worksheet(path: Path, maximum: str = "20,00", encoding: str = "utf-8-sig") -> Path:
    lines = [
        ["Participante 9001", "Ana Ruiz", "ana@example.org", "Entregado", "", maximum, "Sí", "-", "Muy bien"],
        ["Participante 9002", "Luis Peña", "LUIS@example.org", "Entregado", "5,00", maximum, "Sí", "-", ""],
        ["Participante 9003", "Eva García López", "", "Entregado", "", maximum, "Sí", "-", ""],
        ["Participante 9004", "Iker Ruiz", "iker@example.org", "Entregado", "8,00", maximum, "Sí", "-", ""],
        ["Participante 9009", "Otra Persona", "otra@example.org", "No entregado", "", maximum, "Sí", "-", ""],
    ]
    path.write_bytes((WORKSHEET + "\r\n" + sheet(lines)).encode(encoding))
    return path


def test_moodles_worksheet_is_filled_and_nothing_else_changes(run, tmp_path: Path) -> None:
    given = worksheet(tmp_path / "hoja.csv")
    before = given.read_bytes()
    code, content = run("a1", "--format", "moodle", "--fill", str(given), "--to", "rellena.csv")
    users = {9001: "ana", 9002: "luis", 9003: "eva", 9004: "iker", 9009: "otra"}
    taken = moodle_worksheet(content, users, 20, "Participante ")
    assert taken == {"ana": 20, "luis": 12.5, "eva": 0, "iker": 8}  # iker's stays as the platform has it
    assert given.read_bytes() == before
    old, new = (list(csv.reader(text.decode("utf-8-sig").splitlines())) for text in (before, content))
    assert [[*row[:4], *row[5:]] for row in old] == [[*row[:4], *row[5:]] for row in new]
    assert code == command.PERSON


def test_another_maximum_is_refused_or_converted(
    run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = worksheet(tmp_path / "hoja.csv", "10,00")
    words = ("a1", "--format", "moodle", "--fill", str(given), "--to", "rellena.csv")
    assert run(*words) == (2, b"")
    assert "--scale" in capsys.readouterr().err
    _code, content = run(*words, "--scale")
    taken = moodle_worksheet(content, {9001: "ana", 9002: "luis"}, 10, "Participante ")
    assert taken == {"ana": 10, "luis": 6.25}


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_canvas_own_file_is_filled_and_an_excuse_stays(run, tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["Student", "ID", "SIS Login ID", "Section", "Classify (77)", "Current Score"],
        ["", "", "", "", "Manual Posting", ""],
        ["    Points Possible", "", "", "", "20.00", "(read only)"],
        ["Ruiz, Ana", "101", "ana", "A", "", "0"],
        ["Peña, Luis", "102", "luis", "A", "3.00", "0"],
        ["Ruiz, Iker", "104", "iker", "A", "EX", "0"],
        ["Student, Test", "999", "test", "A", "", "0"],
    ]
    given = tmp_path / "canvas.csv"
    given.write_text(sheet(rows, delimiter), "utf-8", newline="")
    _code, content = run(
        "a1", "--format", "canvas", "--column", "a1=classify", "--fill", str(given), "--to", "x.csv"
    )
    course = CanvasCourse({101: "ana", 102: "luis", 104: "iker", 999: "t"}, {}, {"Classify": 77})
    taken = canvas_import(content, course)
    assert {user: grade for (user, _name), grade in taken.grades.items()} == {
        101: "20", 102: "12.5", 104: "EX", 999: "",
    }  # fmt: skip


def test_a_file_that_is_not_the_platforms_says_so(
    run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    assert run("a1", "--format", "canvas", "--fill", "x.csv", "--to", "y.csv")[0] == 2
    assert "Canvas" in capsys.readouterr().err
    assert run("a9", "--format", "csv") == (2, b"")
    assert run("--format", "csv", "--root", str(tmp_path)) == (2, b"")
    assert not list(tmp_path.glob("*.db"))


def test_two_people_of_one_name_are_never_mixed_up() -> None:
    page = filled.Sheet(
        [["Student", "ID", "Section", "a1"], ["Ruiz, Ana", "1", "", ""], ["Ruiz, Ana", "2", "", ""]],
        "utf-8",
        ",",
        "\n",
    )
    found = [
        Result(Person(name, "Ana", "Ruiz", lms=lms), "a1", GRADED, 10, raw=points)
        for name, lms, points in (("a", "", 1.0), ("b", "2", 2.0))
    ]
    made = filled.fill(page, found, {}, scale=False)
    assert [row[3] for row in made.rows[1:]] == ["", "2"]
    assert set(made.left_out) == {"a"}


_POINTS = st.one_of(st.none(), st.floats(0, 100).map(lambda x: round(x, 5)))


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8), _POINTS), min_size=1, max_size=8))
def test_any_names_and_points_come_back_from_every_platform(
    rows: list[tuple[str, str, float | None]],
) -> None:
    found = [
        Result(
            Person(f"s{n}", first, last, f"s{n}@x.org", str(n + 1)),
            "a1",
            WAITING if points is None else GRADED,
            100,
            points,
        )
        for n, (first, last, points) in enumerate(rows)
    ]
    with use_language("es"):
        made = formats.moodle(found, "email", {})
    users = {f"s{n}@x.org": n for n in range(len(rows))}
    taken = moodle_import(sheet(made.rows).encode("utf-8", "replace"), users, {"a1": 100}, made.rows[0][0])
    assert taken == {(n, "a1"): row[2] for n, row in enumerate(rows)}
    wide = canvas_import(
        sheet(formats.canvas(found, {}).rows).encode("utf-8", "replace"),
        CanvasCourse({n + 1: "" for n in range(len(rows))}, {}, {"a1": 1}),
    )
    assert {user - 1: float(grade) if grade else None for (user, _name), grade in wide.grades.items()} == {
        n: row[2] for n, row in enumerate(rows)
    }


@given(st.text(max_size=12))
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    assert not plain(text).lstrip().startswith(("=", "+", "-", "@"))
    assert plain(text).splitlines() in ([], [plain(text)])


@given(
    st.text(alphabet="aÑé9 .·'=-", max_size=12).filter(lambda text: not text.lstrip().startswith(("=", "-")))
)
def test_ordinary_text_stays(text: str) -> None:
    assert plain(text) == text


def test_not_handed_in_is_told_from_zero() -> None:
    made = formats.long(
        [Result(Person("a"), "a1", MISSING, 10), Result(Person("b"), "a1", GRADED, 10, 0.0, 0.0)], "c"
    )
    assert [(row[-5], row[-3], row[-1]) for row in made.rows[1:]] == [
        ("", "", "missing"),
        ("0", "0", "graded"),
    ]


@pytest.fixture
def pages(root: Path) -> Path:
    """Hand-ins of A1 and their feedback: eva's is the same as omar's, noa's has no page."""
    for student in ("ana", "luis", "eva", "omar", "noa"):
        folder = root / "submitted" / "es" / student / "a1"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "a1.ipynb").write_text("same" if student in ("eva", "omar") else student)
        page = root / "feedback" / "es" / student / "a1" / "a1.html"
        if student != "noa":
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(f"<p>{student}</p>")
    return root


def download(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return path


def packed(content: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, text in content.items():
            package.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize("shape", ["folders", "flat", "blind"])
def test_feedback_goes_back_to_moodle(run, pages: Path, tmp_path: Path, shape: str) -> None:
    names = {
        "ana": ("Ana Ruiz", 9001),
        "luis": ("Luis Peña", 9002),
        "eva": ("Eva G", 9003),
        "omar": ("O", 9004),
    }
    files = {}
    for student, (name, place) in names.items():
        who = "Participant" if shape == "blind" else name
        mark = "_" if shape == "flat" else "/"
        content = (pages / "submitted" / "es" / student / "a1" / "a1.ipynb").read_bytes()
        prefix = f"{who}_{place}_assignsubmission_file{mark}"
        if student == "luis":
            files[f"{prefix}a1.zip"] = packed({"a1/a1 (1).ipynb": content})
        else:
            files[f"{prefix}a1.ipynb"] = content
    given = download(tmp_path / "given.zip", files)
    code, content = run("a1", "--format", "moodle", "--feedback", str(given), "--to", "back.zip")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        got = moodle_feedback(package.namelist(), {place: student for student, (_n, place) in names.items()})
        assert got == {"ana": "a1.html", "luis": "a1.html"}
        for name in package.namelist():
            assert package.read(name) == (b"<p>ana</p>" if "_9001_" in name else b"<p>luis</p>")
    assert code == command.PERSON  # two are alike, one has no page: nobody gets another's


def test_feedback_goes_back_to_canvas(run, pages: Path, tmp_path: Path) -> None:
    files = {
        "ruizana_101_900001_a1-2.ipynb": b"ana",
        "ruizana_101_900002_answers-2.json": b"{}",
        "peñaluis_LATE_102_900003_a1.ipynb": b"luis",
    }
    given = download(tmp_path / "given.zip", files)
    _code, content = run("a1", "--format", "canvas", "--feedback", str(given), "--to", "back.zip")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        got = canvas_feedback(package.namelist(), {(101, 900001): "ana", (102, 900003): "luis"})
        assert {student: package.read(name) for student, name in got.items()} == {
            "ana": b"<p>ana</p>",
            "luis": b"<p>luis</p>",
        }


def test_a_zip_that_is_no_download_says_so(run, pages: Path, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no")
    assert run("a1", "--format", "canvas", "--feedback", "x.zip")[0] == 2
    given = download(tmp_path / "given.zip", {"a1.ipynb": b"ana"})
    assert run("a1", "--format", "canvas", "--feedback", str(given))[0] == 2
