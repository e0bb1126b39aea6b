"""Whose a file is and which it is, for the names that platforms, browsers and people make."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosclientes.teaching.hand_ins import times
from dosclientes.teaching.hand_ins.matching import Matcher, Person
from dosclientes.teaching.hand_ins.names import key, original, read_label, version
from dosclientes.teaching.hand_ins.tables import TableError, read_table

KNOWN = {"a1.ipynb", "answers.json", "course.json"}
ROSTER = [
    Person("ana", "Ana", "Ruiz", "ana@example.org", "11111"),
    Person("luis", "Luis", "Peña Mora", "luis@example.org", "22222"),
    Person("jose", "José", "Pérez"),
    Person("jose_garcia", "José", "García"),
    Person("sean", "Seán", "O'Neill-Ruiz"),
    Person("m1", "María", "López"),
    Person("m2", "María", "López"),
    Person("u.v@w", "Uma", "Vidal"),
]


def owner(path: str, table: list[dict[str, str]] | None = None) -> tuple[tuple[str, ...], str]:
    label = read_label(path)
    assert label is not None
    match = Matcher(ROSTER, table or [], KNOWN).match(label)
    return match.students, match.file or label.file


@pytest.mark.parametrize(
    ("path", "student", "file"),
    [
        # Moodle: folders, flat, with the user name in front, signs that it drops
        ("Ana Ruiz_4321_assignsubmission_file/a1.ipynb", "ana", "a1.ipynb"),
        ("Ana Ruiz_4321_assignsubmission_file/work/a1.ipynb", "ana", "work/a1.ipynb"),
        ("Luis Pen\u0303a Mora_9_assignsubmission_file_answers (1).json", "luis", "answers (1).json"),
        ("Ruiz Ana_4321_assignsubmission_file_a1.ipynb", "ana", "a1.ipynb"),
        ("ana Ana Ruiz_4321_assignsubmission_file_a1.ipynb", "ana", "a1.ipynb"),
        ("Seán ONeill-Ruiz_7_assignsubmission_file_a1.ipynb", "sean", "a1.ipynb"),
        # Canvas: by its id, by the name, late, resubmitted
        ("ruizana_11111_900001_a1-1.ipynb", "ana", "a1-1.ipynb"),
        ("peñamoraluis_LATE_22222_900002_answers.json", "luis", "answers.json"),
        ("oneillruizseán_77_900003_a1.ipynb", "sean", "a1.ipynb"),
        ("anon_x7f2_900001_a1.ipynb", None, "a1.ipynb"),
        ("LATE_anon_x7f2_900001_a1.ipynb", None, "a1.ipynb"),
        # the guide's own
        ("ana_a1.ipynb", "ana", "a1.ipynb"),
        ("ana/a1.ipynb", "ana", "a1.ipynb"),
        ("ANA_work.zip", "ana", "work.zip"),
        ("u.v@w_a1 (2).ipynb", "u.v@w", "a1 (2).ipynb"),
        ("luis@example.org_a1.ipynb", "luis", "a1.ipynb"),
        ("jose_garcia_a1.ipynb", "jose_garcia", "a1.ipynb"),
        ("jose_a1.ipynb", "jose", "a1.ipynb"),
        # nobody
        ("jose_perez_a1.ipynb", None, ""),
        ("a1.ipynb", None, ""),
        ("Participant_4321_assignsubmission_file_a1.ipynb", None, "a1.ipynb"),
        ("Zoe Nadie_4_assignsubmission_file_a1.ipynb", None, "a1.ipynb"),
    ],
)
def test_whose_it_is(path: str, student: str | None, file: str) -> None:
    found, told = owner(path)
    assert found == ((student,) if student else ())
    if student:
        assert told == file


def test_two_of_the_same_name_are_told_apart_by_a_table_alone() -> None:
    path = "María López_55_assignsubmission_file_a1.ipynb"
    assert owner(path)[0] == ("m1", "m2")
    assert owner(path, [{"person": "María López 55", "id": "m2"}])[0] == ("m2",)
    assert owner(path, [{"person": "Participant 55", "id": "m1"}])[0] == ("m1",)


def test_blind_marking_is_resolved_by_moodles_worksheet() -> None:
    path = "Participant_4321_assignsubmission_file_a1.ipynb"
    assert owner(path, [{"person": "Participante 4321", "email": "ANA@example.org"}])[0] == ("ana",)
    assert owner(path, [{"person": "Participant 4321", "name": "Ana Ruiz"}])[0] == ("ana",)
    assert owner(path, [{"person": "Participant 4322", "email": "ana@example.org"}])[0] == ()


@pytest.mark.parametrize(
    ("file", "known"),
    [
        ("a1.ipynb", "a1.ipynb"),
        ("A1.IPYNB", "a1.ipynb"),
        ("a1 (1).ipynb", "a1.ipynb"),
        ("a1-1.ipynb", "a1.ipynb"),
        ("a1(2).ipynb", "a1.ipynb"),
        ("a1-1 (3).ipynb", "a1.ipynb"),
        ("a1.ipynb.txt", "a1.ipynb"),
        ("a1 (1).ipynb.json", "a1.ipynb"),
        ("a1.ipynb (1).json", "a1.ipynb (1).json"),
        ("work/a1.ipynb", "a1.ipynb"),
        ("a1 - copia.ipynb", "a1.ipynb"),
        ("answers-1.json", "answers.json"),
        ("a1-final.ipynb", "a1-final.ipynb"),
        ("a10.ipynb", "a10.ipynb"),
        ("notes/plan.txt", "notes/plan.txt"),
    ],
)
def test_which_file_it_is(file: str, known: str) -> None:
    assert original(file, KNOWN) == known


@given(st.sampled_from(sorted(KNOWN)), st.integers(1, 99), st.sampled_from([" ({})", "({})", "-{}", "_({})"]))
def test_what_a_browser_adds_is_taken_away(name: str, count: int, form: str) -> None:
    stem, _dot, ending = name.rpartition(".")
    renamed = f"{stem}{form.format(count)}.{ending}"
    assert original(renamed, KNOWN) == name
    assert version(renamed) == count


NAMES = st.text(
    st.characters(categories=("Ll", "Lu", "Zs", "Mn"), exclude_characters="\x00/"), min_size=1
).filter(key)
FILES = st.text(st.characters(categories=("Ll", "Nd"), include_characters="_-. ()"), min_size=1, max_size=20)


@given(NAMES, st.integers(1, 10**9), FILES)
def test_every_name_that_moodle_makes_is_read(name: str, number: int, file: str) -> None:
    prefix = f"{name.replace('_', ' ')}_{number}_assignsubmission_file"
    for path in (f"{prefix}/{file}", f"{prefix}_{file}"):
        label = read_label(path)
        assert label is not None
        assert (label.platform, label.number, label.file) == ("moodle", str(number), file)
        assert key(label.name) == key(name) or key(name).startswith("participant")


@given(NAMES, st.booleans(), st.integers(1, 10**9), st.integers(1, 10**9), FILES)
def test_every_name_that_canvas_makes_is_read(
    name: str, late: bool, user: int, order: int, file: str
) -> None:
    plain = re.sub(r"\W", "", name.lower())
    label = read_label(
        "_".join([*([plain] if plain else []), *(["LATE"] if late else []), f"{user}_{order}_{file}"])
    )
    assert label is not None
    assert (label.platform, label.number, label.order, label.file) == ("canvas", str(user), order, file)
    assert (label.name, label.late) == (plain, late)


@given(st.text(max_size=30))
def test_no_name_is_too_odd_to_be_read(path: str) -> None:
    label = read_label(path)
    if label is not None:
        Matcher(ROSTER, [], KNOWN).match(label)


TABLE = "id;Nombre;Apellido(s);Dirección de correo\nñu;Íñigo;Núñez;n@example.org\n;;;\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_tables_from_spreadsheets(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(TABLE.replace(";", separator).replace("\n", "\r\n").encode(encoding))
    assert read_table(path) == [
        {"id": "ñu", "first_name": "Íñigo", "last_name": "Núñez", "email": "n@example.org"}
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04xlsx", b"a;b\n1;2\n", b"\xff\xfe\x00"])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    with pytest.raises(TableError, match=r"roster\.csv"):
        read_table(path)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("Sunday, 15 March 2026, 11:59 PM", 22),
        ("domingo, 15 de marzo de 2026, 23:59", 22),
        ("2026-03-15 23:59:00", 22),
        ("2026-07-15 23:59:00", 21),
        ("2026-03-15T23:59:00+00:00", 23),
        ("2026-03-15 23:59:00 UTC", 23),
    ],
)
def test_times_as_platforms_write_them(text: str, hour: int) -> None:
    found = times.moment(text, "Europe/Madrid")
    assert found is not None
    assert (found.day, found.hour, found.minute, found.tzinfo) == (15, hour, 59, dt.UTC)


def test_no_time_and_bad_times() -> None:
    assert times.moment(" - ") is None
    with pytest.raises(times.TimeError, match="ayer"):
        times.moment("ayer")
    with pytest.raises(times.TimeError, match="Mars"):
        times.moment("2026-03-15", "Mars/Base")
