"""A4's checks: each stored submission earns exactly what it should, and hears what helps and gives nothing away."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from autograde_tests import a4, a4_functions, checking, corpus
from autograde_tests.a4_own import DOSES, READING, TAIL, WARDS
from autograde_tests.checking import Check, NeedsPersonError
from dosclientes.classroom import AnswerError
from dosclientes.classroom.counted import returns_number
from dosclientes.classroom.personal import drawn_for
from dosclientes.classroom.rows import rows_of
from dosclientes.customers import FACTS, Case, Output, Process, classify, hospital
from dosclientes.measures import percentile

NAMES = corpus.names("a4")
CHECKS = {name: check for name, check in vars(a4).items() if isinstance(check, Check)}
POINTS = corpus.graded("a4")
STUDENTS = [f"student-{number}" for number in range(40)]
OWN = {"own-p90", "own-urgent", "own-rate", "own-counts"}
COPIED = "copied-from-maya"


def test_the_solution_is_that_of_the_notebook() -> None:
    def stripped(source: str) -> str:
        return source.partition("### BEGIN SOLUTION\n")[2].partition("### END SOLUTION")[0].strip()

    cells = {cell["id"]: cell["source"] for cell in corpus.notebook("a4", "es", "source")["cells"]}
    for name, source in corpus.submission("a4", "solution").edits["cells"].items():
        if "BEGIN SOLUTION" in cells[name]:
            assert ast.dump(ast.parse(_run_together(source))) == ast.dump(
                ast.parse(_run_together(stripped(cells[name])))
            )


def _run_together(source: str) -> str:
    """The two tables of labels by value, however they are written."""
    names: dict[str, Any] = {}
    if source.startswith("with_hospital"):
        exec(source, names)
        return repr([names["with_hospital"], names["with_system"]])
    return source


def test_a_copy_loses_what_is_personal_and_another_id_meets_a_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = corpus.submission("a4", COPIED)
    assert {key for key in POINTS if copied.expect[key] < POINTS[key]} == OWN
    folder = tmp_path.resolve() / "autograded" / "ana" / "a4"
    corpus.write(corpus.submission("a4", "bad-recorded-another-id"), "es", folder)
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    exec(copied.edits["cells"]["links"], names)
    for key in OWN:
        with pytest.raises(NeedsPersonError, match="maya"):
            CHECKS[f"check_{key.replace('-', '_')}"](names["links"])


def measured(who: str) -> pd.DataFrame:
    """The table as the library and plain counting have it."""
    lab, doses = drawn_for(who, "lab"), drawn_for(who, "doses")
    rows = []
    for ward in reversed(WARDS):
        mine, sent = lab[lab["ward"] == ward], doses[doses["ward"] == ward]
        minutes = (mine["reported"] - mine["received"]).dt.total_seconds() / 60
        row = {"ward": ward, "tests": len(mine), "p90_minutes": percentile(minutes, 90)}
        row["p90_urgent"] = percentile(minutes[mine["priority"] == "urgent"], 90)
        row |= {"doses": sent["ordered"].sum(), "error_rate": sent["errors"].sum() / sent["ordered"].sum()}
        rows.append(row)
    return pd.DataFrame(rows)


def test_the_library_agrees_with_the_checks_whoever_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    for who in STUDENTS:
        monkeypatch.setenv("NBGRADER_STUDENT_ID", who)
        links = measured(who)
        for key in OWN:
            assert CHECKS[f"check_{key.replace('-', '_')}"](links) is None, (who, key)
    assert (
        a4.check_function_p90(lambda came, went: percentile((went - came).dt.total_seconds() / 60, 90))
        is None
    )


def slipped(who: str) -> dict[str, tuple[str, Any]]:
    """What the known slips would give for a student: the column, and a number for each ward."""
    lab, doses = drawn_for(who, "lab"), drawn_for(who, "doses")
    lab["minutes"] = (lab["reported"] - lab["received"]).dt.total_seconds() / 60
    peak = lab["received"].dt.hour.isin([8, 9])
    urgent = lab["priority"] == "urgent"

    def tail(rows: Any = slice(None), q: float = 0.9) -> Any:
        return lab[rows].groupby("ward")["minutes"].quantile(q)

    days = doses.groupby("ward")
    return {
        "mean": ("p90_minutes", lab.groupby("ward")["minutes"].mean()),
        "p10": ("p90_minutes", tail(q=0.1)),
        "hours": ("p90_minutes", tail() / 60),
        "urgent only": ("p90_minutes", tail(urgent)),
        "peak only": ("p90_minutes", tail(peak)),
        "all wards": ("p90_minutes", dict.fromkeys(WARDS, lab["minutes"].quantile(0.9))),
        "all priorities": ("p90_urgent", tail()),
        "mean of urgent": ("p90_urgent", lab[urgent].groupby("ward")["minutes"].mean()),
        "percentage": ("error_rate", 100 * days["errors"].sum() / days["ordered"].sum()),
        "per day": ("error_rate", days["errors"].mean()),
        "share of errors": ("error_rate", days["errors"].sum() / doses["errors"].sum()),
        "all wards' rate": (
            "error_rate",
            dict.fromkeys(WARDS, doses["errors"].sum() / doses["ordered"].sum()),
        ),
        "rows": ("doses", days.size()),
        "urgent tests": ("tests", lab[urgent].groupby("ward").size()),
    }


def test_slips_stay_outside_the_tolerance_whoever_draws() -> None:
    """What other rows give may by chance be right for one ward, and for no more."""
    for who in [
        *STUDENTS,
        "ana",
        *NAMES,
    ]:  # in the real grading, a stored submission's name is its student's id
        right = measured(who).set_index("ward")
        for slip, (column, values) in slipped(who).items():
            near = [ward for ward in WARDS if abs(values[ward] / right.loc[ward, column] - 1) < 0.002]
            assert len(near) <= slip.startswith(("all wards", "peak")), (who, slip, near)


def test_a_number_may_be_off_by_one_in_a_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_STUDENT_ID", "ana")
    links = measured("ana")
    for factor, fraction in ((1.0009, 1), (1.0015, 0)):
        changed = links.assign(p90_minutes=links["p90_minutes"] * factor)
        assert a4.check_own_p90.judge(changed).fraction == fraction


def test_each_ward_is_worth_a_quarter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_STUDENT_ID", "ana")
    links = measured("ana")
    for wrong in range(1, 4):
        links.loc[wrong, "error_rate"] = 0.5
        assert a4.check_own_rate(links) == 1 - wrong / 4


_HEALTH = {
    # case: who delivers, who receives, the facts in the order of FACTS
    "doctor-report": ("radiology", "community_health_centre", "++++-+"),
    "surgeon-images": ("radiology", "partner_hospital", "++++-+"),
    "radiology-request": ("community_health_centre", "radiology", "++++-+"),
    "antonio-sheet": ("community_health_centre", "patient", "+++--+"),
    "physio-report": ("radiology", "cleaning_firm", "++++-+"),  # another firm under contract
    "technician-radiograph": ("radiology", "nurse_as_patient", "+++--+"),
    "ward-report": ("radiology", "surgery", "++++-+"),
    "insurer-report": ("radiology", "insurer", "-----+"),
    "payroll-report": ("radiology", "accounting", "------"),
}


@pytest.mark.parametrize("name", _HEALTH)
def test_the_procedure_gives_the_labels_of_the_key(name: str) -> None:
    provider, receiver, signs = _HEALTH[name]
    facts = {fact: sign == "+" for fact, sign in zip(FACTS, signs, strict=True)}
    output = Output(name, Process(name, hospital.party(provider)))
    case = Case(hospital.party(receiver), output, **facts)
    for item_id, whole in (("a4-hospital", "hospital"), ("a4-system", "health_system")):
        key = {part["id"]: part["answer"] for part in checking._loaded("a4")[item_id].parts["cases"]}
        assert classify(case, hospital.around(whole)).label == key[name]
        assert list(key) == list(_HEALTH)


def test_feedback_sends_readers_to_sections_there_are() -> None:
    sections = {item.section for item in checking._loaded("a4").values()} | {DOSES, READING, TAIL}
    for section in sections | {a4_functions.TAIL, a4_functions.DOSES, a4_functions.DATA}:
        lesson, _sep, cell = section.partition("#")
        content = json.loads((corpus.ROOT / "course" / "es" / f"{lesson}.ipynb").read_text("utf-8"))
        assert cell in {one["id"] for one in content["cells"] if "".join(one["source"]).startswith("#")}


TABLE = pd.DataFrame({"ward": ["a", "b"], "p90": [1.5, 2.0]})
FORMS = {
    "no table": {"a": 1.5, "b": 2.0},
    "a series": TABLE["p90"],
    "no column": TABLE.drop(columns="p90"),
    "no key": TABLE[["p90"]],
    "twice": pd.concat([TABLE, TABLE]),
    "unknown": TABLE.replace("b", "all"),
    "missing": TABLE.head(1),
    "text": TABLE.assign(p90="1.5"),
    "no number": TABLE.assign(p90=[1.5, None]),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_visible_check_names_what_is_missing(form: str) -> None:
    with pytest.raises(AnswerError):
        rows_of(FORMS[form], "ward", ["a", "b"], ["p90"])


def test_the_visible_check_does_not_tell_right_from_wrong() -> None:
    for table in (TABLE, TABLE[::-1], TABLE.set_index("ward"), TABLE.assign(more="x")):
        assert rows_of(table, "ward", ["a", "b"], ["p90"]) == {"a": [1.5], "b": [2.0]}


def test_a_column_is_told_in_one_line() -> None:
    with pytest.raises(AnswerError, match=r"^[^\n]*\[1, 2\][^\n]*$"):
        returns_number(lambda given: None, pd.Series([1, 2]))
