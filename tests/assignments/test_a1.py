"""A1's checks: each stored submission earns exactly what it should, and hears what helps and gives nothing away."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from autograde_tests import a1, checking, corpus
from autograde_tests.checking import Check, CheckFailedError, NeedsPersonError, Verdict, credit
from autograde_tests.rehearsal import Outcome, rehearse
from dosclientes.answers import read_answers
from dosclientes.classroom import AnswerError, answered, check_form, labelled, named, ordered, paired
from dosclientes.customers import Case, classify, hospital
from dosclientes.exercises import exercise
from dosclientes.language.translation import use_language

NAMES = corpus.names("a1")
CHECKS = {name: check for name, check in vars(a1).items() if isinstance(check, Check)}


@pytest.fixture(scope="module", params=["es", "en"])
def graded(request: pytest.FixtureRequest) -> dict[str, dict[str, Outcome]]:
    """Every submission's outcomes, by submission and grade id."""
    with use_language(request.param):
        return {name: rehearse(corpus.submission("a1", name), request.param) for name in NAMES}


def test_misconceptions_are_answered_in_the_language_of_the_class(
    graded: dict[str, dict[str, Outcome]],
) -> None:
    told = graded["m1-customer-is-payer"]["table-insurer"].told
    assert told.startswith(("Paga, y pagar no decide.", "It pays, and paying does not decide."))
    assert "\n" in told  # and where to read on


def test_the_key_agrees_with_the_decision_procedure() -> None:
    cases = {
        "ward-result": hospital.case("result_for_ward"),
        "laboratory-sample": hospital.case("specimen_for_laboratory"),
        "insurer": hospital.case("result_for_insurer"),
        "accounting": hospital.case("result_for_accounting"),
        "courier": Case(
            hospital.party("courier"),
            hospital.output("transport"),
            receives=False,
            could_receive=False,
            intended_for=False,
            required_by=False,
            provides=True,
            interested=True,
        ),
        "supplier-forecast": hospital.case("forecast_for_supplier"),
        "cleaners-induction": hospital.case("induction_for_cleaning_firm"),
        "nurse-patient": hospital.case("care_for_nurse_as_patient"),
    }
    around = hospital.around("hospital")
    key = {part["id"]: part["answer"] for part in checking._loaded("a1")["a1-table"].parts["cases"]}
    assert key == {name: classify(case, around).label for name, case in cases.items()}


def test_every_misconception_of_a1_has_wrong_answers() -> None:
    content = "\n".join(str(item.parts) for item in checking._loaded("a1").values())
    for code in ("M1", "M2", "M3", "M4", "M5", "M6", "M9", "M10"):
        assert f"'misconception': '{code}'" in content, code


def test_a_part_is_worth_whole_quarters_and_never_more_than_it_is() -> None:
    assert [credit(part, 1) for part in (0, 0.24, 0.25, 0.6, 0.75, 0.99, 1)] == [
        0,
        0,
        0.25,
        0.5,
        0.75,
        0.75,
        1,
    ]
    assert credit(0.5, 4) == 2


def test_a_check_says_nothing_returns_a_part_or_raises(capsys: pytest.CaptureFixture[str]) -> None:
    assert Check(lambda: Verdict(1.0))() is None
    assert Check(lambda: Verdict(0.5, "mira otra vez"))() == 0.5
    assert capsys.readouterr().out == "mira otra vez\n"
    with pytest.raises(CheckFailedError, match=r"^no$"):
        Check(lambda: Verdict(0.1, "no"))()


def test_a_slip_in_a_check_costs_no_points_in_silence() -> None:
    with pytest.raises(NeedsPersonError, match="ZeroDivisionError"):
        Check(lambda: Verdict(1 / 0))()
    assert NeedsPersonError.needs_person


def test_a_notebook_shows_the_message_and_no_code() -> None:
    assert CheckFailedError("una\ndos")._render_traceback_() == ["una", "dos"]
    assert issubclass(CheckFailedError, AnswerError)


def test_answers_are_read_as_handed_in_and_not_as_student_code_left_them(tmp_path: Path) -> None:
    stored = corpus.submission("a1", "solution")
    places = {name: tmp_path.resolve() / name / "ana" / "a1" for name in ("submitted", "autograded")}
    corpus.write(stored, "es", places["autograded"])
    corpus.write(corpus.submission("a1", "m1-customer-is-payer"), "es", places["submitted"])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(places["autograded"])
        assert checking.judge_click("a1-payer").fraction == 0


def test_feedback_sends_readers_to_sections_there_are(graded: dict[str, dict[str, Outcome]]) -> None:
    sections = {item.section for item in checking._loaded("a1").values()} | {
        "02-internal-chain#explore-intro"
    }
    for section in sections:
        lesson, _sep, cell = section.partition("#")
        content = json.loads((corpus.ROOT / "course" / "es" / f"{lesson}.ipynb").read_text("utf-8"))
        headed = {one["id"] for one in content["cells"] if "".join(one["source"]).startswith("#")}
        assert cell in headed, section


def test_clicks_say_what_they_are_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus.write(corpus.submission("a1", "blank"), "es", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    assert "Se corrige con la entrega" in exercise("a1-payer").answer("traveller", "sure")
    book = read_answers(tmp_path / "answers.json")
    assert (book.assignment, book.student, book.answers["a1-payer"].response) == ("a1", None, "traveller")
    monkeypatch.setenv("JUPYTERHUB_USER", "ana")
    exercise("a1-payer").answer("town")
    assert read_answers(tmp_path / "answers.json").student == "ana"


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"version": "x", "answers": {}}', '{"version": 2, "answers": {}}']
)
def test_what_is_no_answer_book_is_not_read(content: str, tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text(content)
    with pytest.raises(ValueError):  # noqa: PT011 - of several kinds, all meaning the same
        read_answers(tmp_path / "answers.json")


def test_a_person_may_write_their_name_in_capitals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path.resolve() / "autograded" / "ana" / "a1"
    stored = corpus.submission("a1", "solution")
    stored.edits["owner"]["student"] = " Ana "
    corpus.write(stored, "es", folder)
    monkeypatch.chdir(folder)
    assert checking.judge_click("a1-payer").fraction == 1


FORMS = {
    "not a table": (labelled, (5, "a1-table", "insurer")),
    "no such label": (labelled, ({"insurer": "cliente"}, "a1-table", "insurer")),
    "no such case": (labelled, ({}, "a1-table", "insurer")),
    "case twice": (labelled, (pd.Series(["none", "none"], index=["insurer"] * 2), "a1-table", "insurer")),
    "no column": (labelled, (pd.DataFrame({"answer": ["none"]}), "a1-table", "insurer")),
    "case in blank": (labelled, ({"insurer": ...}, "a1-table", "insurer")),
    "step twice": (ordered, (["driver", "driver"], "a1-chain")),
    "not all steps": (ordered, (["driver"], "a1-chain")),
    "no list": (ordered, ("driver", "a1-chain")),
    "steps in blank": (ordered, (["driver", ...], "a1-chain")),
    "own customer": (paired, ({"driver": "driver"}, "a1-customers")),
    "two without": (paired, ({"driver": "nobody", "desk": "nobody"}, "a1-customers")),
    "no pairs": (paired, (["driver"], "a1-customers")),
    "no party": (named, ("boss", "a1-note")),
    "party in blank": (named, (..., "a1-note")),
    "no answer": (answered, ("a1-payer",)),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_visible_checks_say_what_is_missing_and_let_the_run_go_on(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus.write(corpus.submission("a1", "blank"), "es", tmp_path)
    monkeypatch.chdir(tmp_path)
    check, given = FORMS[form]
    check(*given)
    out, amiss = capsys.readouterr()
    assert out == ""
    assert amiss.strip()
    assert ("En blanco" in amiss or "está en blanco" in amiss) == ("in blank" in form)


def test_an_exercise_will_do_where_the_code_is_blank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus.write(corpus.submission("a1", "right-by-clicks"), "es", tmp_path)
    monkeypatch.chdir(tmp_path)
    labelled({"insurer": ...}, "a1-table", "insurer", or_clicked=True)
    ordered([...], "a1-chain", or_clicked=True)
    paired({"driver": ...}, "a1-customers", or_clicked=True)
    named(..., "a1-note", or_clicked=True)
    assert capsys.readouterr().err == ""
    named(..., "a1-note")
    assert "En blanco" in capsys.readouterr().err
    named("boss", "a1-note", or_clicked=True)  # what is written counts first
    assert "boss" in capsys.readouterr().err


def test_code_that_fails_is_told_so_and_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    check_form(lambda: {}["absent"])
    assert "KeyError: 'absent'" in capsys.readouterr().err


def test_the_visible_checks_do_not_tell_right_from_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus.write(corpus.submission("a1", "m4-who-affects-is-the-customer"), "es", tmp_path)
    monkeypatch.chdir(tmp_path)
    for label in ("internal", "external", "provider", "interested_party", "none"):
        labelled({"insurer": label}, "a1-table", "insurer")
    ordered(sorted(["driver", "desk", "diagnosis", "stores", "mechanic", "dispatch"]), "a1-chain")
    named("diagnosis", "a1-note")
    answered("a1-payer")
    assert capsys.readouterr().err == ""


def test_the_engine_says_whose_the_work_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = corpus.submission("a1", "bad-foreign-student")
    corpus.write(stored, "es", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert checking.judge_click("a1-payer").fraction == 1  # on the author's own computer nobody says
    monkeypatch.setenv("NBGRADER_STUDENT_ID", "ana")
    with pytest.raises(NeedsPersonError, match="somebody-else"):
        checking.judge_click("a1-payer")
    monkeypatch.setenv("NBGRADER_STUDENT_ID", "somebody-else")
    monkeypatch.setenv("NBGRADER_ASSIGNMENT_ID", "a2")
    with pytest.raises(NeedsPersonError, match="a2"):
        checking.judge_click("a1-payer")
