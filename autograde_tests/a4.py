"""A4, the hospital from inside: one check for each graded behaviour.

Numbers may be off by one in a thousand. Functions are called with columns that students have not seen, of other wards
too; the table about the student's own data is compared with that of the id nbgrader knows.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from autograde_tests.a4_functions import judge_p90, judge_rate, judge_refusals, judge_waits
from autograde_tests.a4_own import judge_counts, judge_own_p90, judge_own_rate, judge_own_urgent
from autograde_tests.checking import RIGHT, Check, Verdict, check, item, judge_click, judge_label, prepare
from dosclientes.classroom.forms import label_of
from dosclientes.language.translation import gettext

__all__ = [
    "check_case_line",
    "check_case_none",
    "check_case_role",
    "check_case_strip",
    "check_click_asks",
    "check_click_promise",
    "check_click_quiet",
    "check_click_rates",
    "check_function_p90",
    "check_function_rate",
    "check_function_rate_refuses",
    "check_function_waits",
    "check_own_counts",
    "check_own_p90",
    "check_own_rate",
    "check_own_urgent",
]

_ = partial(gettext, catalog="graded")
prepare("a4", "lab", "doses")


@check
def check_click_quiet() -> Verdict:
    """Neither silence nor a happy team says that a customer is satisfied (M12, M13)."""
    return judge_click("a4-quiet")


@check
def check_click_asks() -> Verdict:
    """What is asked may be a requirement, a shortcut or a kindness, whoever asks (M14, M16)."""
    return judge_click("a4-asks")


@check
def check_click_rates() -> Verdict:
    """A count is no rate, and rates are not averaged (M12)."""
    return judge_click("a4-rates")


@check
def check_click_promise() -> Verdict:
    """What a high percentile says of a promise, and what it leaves open."""
    return judge_click("a4-promise")


@check
def check_case_strip(with_hospital: Any, with_system: Any) -> Verdict:
    """Who stands between the two lines changes label (M3, M5; XJ)."""
    return _judge_cases(with_hospital, with_system, "doctor-report", "surgeon-images")


@check
def check_case_line(with_hospital: Any, with_system: Any) -> Verdict:
    """A line separates receiver and provider, or holds both, or leaves both out (M3)."""
    return _judge_cases(with_hospital, with_system, "radiology-request", "antonio-sheet")


@check
def check_case_role(with_hospital: Any, with_system: Any) -> Verdict:
    """Neither the building nor the contract says on which side a receiver is (M9, M10)."""
    return _judge_cases(with_hospital, with_system, "physio-report", "technician-radiograph", "ward-report")


@check
def check_case_none(with_hospital: Any, with_system: Any) -> Verdict:
    """No boundary makes a customer of whoever receives nothing (M1, M2, M7)."""
    return _judge_cases(with_hospital, with_system, "insurer-report", "payroll-report")


def _judge_cases(with_hospital: Any, with_system: Any, *cases: str) -> Verdict:
    """A case is right if both its labels are; the message is about the first that is not."""
    hits, told = 0, RIGHT
    for case in cases:
        verdicts = [
            judge_label(item_id, case, label_of(labels, item(item_id), case))
            for item_id, labels in (("a4-hospital", with_hospital), ("a4-system", with_system))
        ]
        wrong = [verdict for verdict in verdicts if verdict.fraction < 1]
        hits += not wrong
        if wrong and told is RIGHT:
            line = _("la frontera del hospital") if verdicts[0] in wrong else _("la frontera del sistema")
            hint = _("«{case}», con {line}. {hint}", case=case, line=line, hint=wrong[0].message)
            told = Verdict(0.0, hint, wrong[0].section)
    return Verdict(hits / len(cases), told.message, told.section)


check_function_p90 = Check(judge_p90)
check_function_waits = Check(judge_waits)
check_function_rate = Check(judge_rate)
check_function_rate_refuses = Check(judge_refusals)

check_own_p90 = Check(judge_own_p90)
check_own_urgent = Check(judge_own_urgent)
check_own_rate = Check(judge_own_rate)
check_own_counts = Check(judge_counts)
