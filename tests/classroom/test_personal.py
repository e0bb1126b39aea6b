"""Data of one's own: whose they are, and how an answer about them is judged."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from autograde_tests.checking import RIGHT, NeedsPersonError, Verdict
from autograde_tests.own import judge_own
from dosclientes import datasets
from dosclientes.classroom import AnswerError, identify, personal
from dosclientes.classroom.personal import UnknownStudentError, drawn_for, recorded_student, student


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, of nobody."""
    monkeypatch.chdir(tmp_path)
    for name in ("JUPYTERHUB_USER", "NBGRADER_STUDENT_ID"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_data_are_of_whom_student_json_says_then_of_the_hubs_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTERHUB_USER", "luis")
    pd.testing.assert_frame_equal(personal("units", 50), drawn_for("luis", "units", 50))
    assert identify(" ana ") == "ana"
    expected = datasets.load("units", size=50, seed=datasets.student_seed("ana"))
    pd.testing.assert_frame_equal(personal("units", 50), expected)
    assert not personal("units", 50).equals(drawn_for("luis", "units", 50))


def test_in_grading_nbgraders_word_counts(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    identify("luis")
    monkeypatch.setenv("NBGRADER_STUDENT_ID", "ana")
    assert student() == "ana"
    identify("eva")
    assert recorded_student() == "luis"
    monkeypatch.setenv("NBGRADER_STUDENT_ID", "")
    assert student() == "luis"
    folder = here / "autograded" / "zoe" / "a3"
    folder.mkdir(parents=True)
    (folder / "student.json").write_text('{"id": "luis"}')
    monkeypatch.chdir(folder)
    assert student() == "zoe"


@pytest.mark.parametrize(
    "content", [None, "", "[]", "{}", '{"id": ""}', '{"id": null}', '{"id": ["ana"]}', "<<<"]
)
def test_when_nobody_says_the_student_is_told_how_to_and_works_on_nobody_elses_rows(
    here: Path, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (here / "student.json").write_text(content)
    nothing = personal("units")
    assert "identify" in capsys.readouterr().err
    assert len(nothing) == 0
    assert nothing.dtypes.equals(drawn_for("ana", "units").dtypes)
    with pytest.raises(UnknownStudentError, match="identify"):
        student()


def test_a_number_or_accents_will_do_and_an_empty_id_not(here: Path) -> None:
    (here / "student.json").write_text('\ufeff{"id": 1234}', encoding="utf-8")
    assert student() == "1234"
    assert identify("José") == student()
    with pytest.raises(AnswerError):
        identify("  ")
    with pytest.raises(AnswerError, match=r"student\.json"):
        identify("ana", here / "nowhere")


def judged(answer: int) -> Verdict:
    def judge(frame: pd.DataFrame) -> Verdict:
        return RIGHT if answer == frame["defects"].sum() else Verdict(0.0, "no")

    return judge_own(judge, "units")


def total(who: str) -> int:
    return int(drawn_for(who, "units")["defects"].sum())


def test_an_answer_about_somebody_elses_data_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_STUDENT_ID", "ana")
    assert total("ana") != total("luis")
    assert judged(total("ana")).fraction == 1
    assert judged(total("luis")).fraction == 0


def test_whoever_recorded_another_id_meets_a_person_not_a_zero(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "student.json").write_text(json.dumps({"id": "luis"}))
    monkeypatch.setenv("NBGRADER_STUDENT_ID", "ana")
    assert judged(total("ana")).fraction == 1
    assert judged(-1).fraction == 0
    with pytest.raises(NeedsPersonError, match="luis"):
        judged(total("luis"))


def test_on_the_authors_own_computer_the_recorded_id_counts() -> None:
    with pytest.raises(AnswerError):
        judged(1)
    identify("luis")
    assert judged(total("luis")).fraction == 1
