"""A class hands in through a platform: the download as it comes, a second one, and everything that goes wrong."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from autograde_tests import corpus
from dosclientes import cli
from dosclientes.language.translation import use_language
from dosclientes.teaching.commands import Class
from dosclientes.teaching.hand_ins import archive as archives

CLASS = [(f"s{number:02}", f"Nombre{number}", f"Apellido Ñu{number}") for number in range(40)]
TWINS = [("twin1", "Ana", "Sol"), ("twin2", "Ana", "Sol")]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An English class with its roster, as a Spanish Excel writes it."""
    group = Class.copy(tmp_path_factory.mktemp("clase ñ") / "curso", "en")
    group.run("generate_assignment", "a1")
    rows = [
        f"{name};{first};{last};{name}@example.org;{9000 + n}" for n, (name, first, last) in enumerate(CLASS)
    ]
    rows += [f"{name};{first};{last};{name}@example.org;" for name, first, last in TWINS]
    table = group.folder / "roster.csv"
    table.write_bytes("\r\n".join(["id;Nombre;Apellidos;Correo;LMS ID", *rows]).encode("cp1252"))
    assert dosclientes("roster", str(table), "--lang", "en", "--root", str(group.folder)) == 0
    return group.folder


@pytest.fixture
def course(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "curso [2]"))


def dosclientes(*words: str) -> int:
    return cli.main(words)


def collect(course: Path, download: Path, *words: str) -> int:
    return dosclientes("collect", "a1", str(download), "--lang", "en", "--root", str(course), *words)


def notebook(name: str = "solution") -> bytes:
    content = corpus._edited(corpus.notebook("a1", "en"), corpus.submission("a1", name).edits)
    return json.dumps(content).encode()


def answers() -> bytes:
    return json.dumps(corpus._answers(corpus.submission("a1", "solution"))).encode()


def packed(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return path


def inner(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return stream.getvalue()


def handed(course: Path, student: str) -> dict[str, bytes]:
    folder = course / "submitted" / "en" / student / "a1"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def moodle(first: int = 0, last: int = 40) -> dict[str, bytes]:
    """The download of a class, in folders, each student with two files."""
    files = {}
    for number, (_name, given, family) in list(enumerate(CLASS))[first:last]:
        place = f"{given} {family}_{5000 + number}_assignsubmission_file"
        files |= {f"{place}/a1.ipynb": notebook(), f"{place}/answers.json": answers() + b" " * number}
    return files


def test_a_class_of_forty_twice_through_moodle(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = moodle(1)
    place = "{} {}_{}_assignsubmission_file"
    trouble = {number: place.format(*CLASS[number][1:], 5000 + number) for number in range(1, 8)}
    for number in trouble:
        for name in ("a1.ipynb", "answers.json"):
            del files[f"{trouble[number]}/{name}"]
    files |= {
        f"{trouble[1]}/work (1).zip": inner({"a1/a1.ipynb": notebook(), "a1/answers.json": answers()}),
        f"{trouble[2]}/broken.zip": b"PK\x03\x04 nothing",
        f"{trouble[2]}/a1.ipynb": notebook(),
        f"{trouble[3]}/a1 (2).ipynb": notebook(),
        f"{trouble[3]}/a1.ipynb": notebook("blank"),
        f"{trouble[4]}/a1.ipynb.txt": notebook(),
        f"{trouble[5]}/answers-1.json": answers(),
        f"{trouble[6]}/work.zip": inner({"../evil.ipynb": notebook(), "a1.ipynb": notebook()}),
        f"{trouble[7]}/final.ipynb": notebook(),
        "Ana Sol_77_assignsubmission_file/a1.ipynb": notebook(),
        "Nadie Nunca_78_assignsubmission_file/a1.ipynb": notebook(),
        "__MACOSX/._a1.ipynb": b"x",
    }
    assert collect(course, packed(tmp_path / "m.zip", files)) == 3
    told = capsys.readouterr().out
    assert "39" in told
    assert "twin1" in told
    assert "Nadie Nunca" in told
    assert {path.name for path in (course / "submitted" / "en").iterdir()} == {n for n, *_rest in CLASS[1:]}
    assert set(handed(course, "s01")) == {"a1.ipynb", "answers.json"}
    assert handed(course, "s02") == {"a1.ipynb": notebook()}
    assert handed(course, "s03") == {"a1.ipynb": notebook()}
    assert handed(course, "s04") == {"a1.ipynb": notebook()}
    assert set(handed(course, "s05")) == {"answers.json"}
    assert handed(course, "s06") == {"a1.ipynb": notebook()}
    assert set(handed(course, "s07")) == {"final.ipynb"}
    assert not list(tmp_path.rglob("evil.ipynb"))

    # a person says who is who; an instructor has mended one hand-in; two students hand in again, one for the first time
    people = course / "downloaded" / "en" / "a1" / "people.csv"
    rows = list(csv.reader(people.open(encoding="utf-8-sig")))
    assert [row[0] for row in rows[1:]] == ["Ana Sol 77", "Nadie Nunca 78"]
    rows[1][1] = "twin2"
    with people.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    (course / "submitted/en/s09/a1/answers.json").write_bytes(b"mended")
    before = {name: handed(course, name) for name, *_rest in CLASS[1:]}
    again = files | moodle(0, 1)
    again[f"{place.format(*CLASS[8][1:], 5008)}/a1.ipynb"] = notebook("blank")
    assert collect(course, packed(tmp_path / "m2.zip", again)) == 3
    told = capsys.readouterr().out
    assert "New: 2; newer: 1; the same: 38; left alone: 0; nobody's: 1" in told
    assert handed(course, "twin2") == {"a1.ipynb": notebook()}
    assert handed(course, "s08")["a1.ipynb"] == notebook("blank")
    kept = course / "downloaded" / "en" / "a1" / "earlier" / "s08" / "1" / "a1.ipynb"
    assert kept.read_bytes() == notebook()
    del before["s08"]
    assert {name: handed(course, name) for name in before} == before

    people.write_text("person,id\nAna Sol 77,twin2\nNadie Nunca 78,s00\n", "utf-8")
    assert collect(course, packed(tmp_path / "m2.zip", again)) in (0, 3)
    assert not (course / "submitted" / "en" / "Nadie Nunca").exists()


def test_canvas_by_its_ids_resubmitted_and_late(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = {
        "someoneelse_9001_100_a1.ipynb": notebook("blank"),
        "someoneelse_9001_101_answers.json": answers(),
        "apellidoñu2nombre2_LATE_77_102_a1-1.ipynb": notebook(),
        "anon_x7f2_103_a1.ipynb": notebook(),
    }
    assert collect(course, packed(tmp_path / "c.zip", first)) == 3
    assert "late" in capsys.readouterr().out
    assert set(handed(course, "s01")) == {"a1.ipynb", "answers.json"}
    assert handed(course, "s02") == {"a1.ipynb": notebook()}
    second = {"someoneelse_9001_200_a1-2.ipynb": notebook(), "someoneelse_9001_201_answers-2.json": answers()}
    assert collect(course, packed(tmp_path / "c2.zip", second)) == 0
    assert handed(course, "s01")["a1.ipynb"] == notebook()
    assert collect(course, packed(tmp_path / "c.zip", first)) == 3  # the older download, by mistake
    assert handed(course, "s01")["a1.ipynb"] == notebook()


def test_the_worksheet_says_when_and_whose(course: Path, tmp_path: Path) -> None:
    table = tmp_path / "worksheet.csv"
    table.write_text(
        "Identifier,Full name,Email address,Status,Grade,Last modified (submission)\n"
        'Participant 61,,s01@example.org,x,-,"Sunday, 15 March 2026, 11:59 PM"\n',
        "utf-8-sig",
    )
    download = packed(tmp_path / "m.zip", {"Participant_61_assignsubmission_file_a1.ipynb": notebook()})
    assert collect(course, download, "--table", str(table), "--zone", "Europe/Madrid") == 0
    assert handed(course, "s01") == {
        "a1.ipynb": notebook(),
        "timestamp.txt": b"2026-03-15 22:59:00.000000 UTC",
    }


def test_the_guides_own_names_in_a_folder(course: Path, tmp_path: Path) -> None:
    place = tmp_path / "downloads"
    place.mkdir()
    (place / "s01_a1.ipynb").write_bytes(notebook())
    (place / "s01_answers.json").write_bytes(answers())
    packed(place / "s02_work.zip", {"a1.ipynb": notebook(), "answers.json": answers()})
    (place / "link.ipynb").symlink_to("/etc/hostname")
    assert collect(course, place) == 0
    assert set(handed(course, "s01")) == set(handed(course, "s02")) == {"a1.ipynb", "answers.json"}


def test_what_came_another_way_is_not_replaced_unasked(course: Path, tmp_path: Path) -> None:
    place = course / "submitted" / "en" / "s01" / "a1"
    place.mkdir(parents=True)
    (place / "a1.ipynb").write_bytes(notebook("blank"))
    download = packed(tmp_path / "m.zip", {"s01_a1.ipynb": notebook()})
    assert collect(course, download) == 3
    assert handed(course, "s01")["a1.ipynb"] == notebook("blank")
    assert collect(course, download, "--replace") == 0
    assert handed(course, "s01")["a1.ipynb"] == notebook()


def test_where_nothing_can_be_written_it_is_said_and_may_be_repeated(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "submitted").write_text("in the way, for root too")
    download = packed(tmp_path / "m.zip", {"s01_a1.ipynb": notebook()})
    assert collect(course, download) == 2
    told = capsys.readouterr().err
    assert str(course) in told
    assert len(told.splitlines()) == 1
    (course / "submitted").unlink()
    assert collect(course, download) == 0
    assert handed(course, "s01") == {"a1.ipynb": notebook()}


def test_a_zip_that_is_too_much_harms_its_student_alone(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(archives, "PERSON_LIMIT", 1_000_000)
    monkeypatch.setattr(archives, "COUNT_LIMIT", 20)
    large = inner({"a1.ipynb": notebook(), "zeros.bin": bytes(2_000_000)})
    many = inner({f"{number}.txt": b"" for number in range(21)})
    files = {"s01_a.zip": large, "s02_b.zip": many, "s03_a1.ipynb": notebook()}
    assert collect(course, packed(tmp_path / "m.zip", files)) in (0, 3)
    told = capsys.readouterr().out
    assert "too large" in told
    assert "more than 20" in told
    assert handed(course, "s02") == {"b.zip": many}  # nobody vanishes
    assert handed(course, "s03") == {"a1.ipynb": notebook()}


@pytest.mark.parametrize("words", [("a9", "m.zip"), ("a1", "nowhere.zip"), ("a1", "text.zip")])
def test_what_cannot_be_done_is_said(
    course: Path, tmp_path: Path, words: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    packed(tmp_path / "m.zip", {"s01_a1.ipynb": notebook()})
    (tmp_path / "text.zip").write_text("no zip")
    name, file = words
    assert dosclientes("collect", name, str(tmp_path / file), "--lang", "en", "--root", str(course)) == 2
    assert capsys.readouterr().err
    assert not (course / "submitted").exists()


def test_a_roster_is_entered_whole_or_not_at_all(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "roster.csv"
    for text in ("id,nombre\nok,Eva\n../x,Mal\n", "id,nombre\nok,Eva\nOK,Eva\n", "nombre\nEva\n", "id\n"):
        table.write_text(text, "utf-8")
        assert dosclientes("roster", str(table), "--lang", "en", "--root", str(course)) == 2
    use_language("en")
    capsys.readouterr()
    table.write_text("id,nombre\ns01,Eva\nnew,Bea\n", "utf-8-sig")
    assert dosclientes("roster", str(table), "--lang", "en", "--root", str(course)) == 0
    assert "43" in capsys.readouterr().out
    (course / "gradebook-en.db").unlink()  # a roster comes before anything else
    assert dosclientes("roster", str(table), "--lang", "en", "--root", str(course)) == 0
    assert "2" in capsys.readouterr().out
