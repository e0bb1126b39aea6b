"""A5, weigh the evidence: one check for each graded behaviour.

Numbers may be off by one thousandth. Functions are called with tables that students have not seen; what is about the
student's own data is compared with those of the id nbgrader knows.
"""

from __future__ import annotations

from autograde_tests.a5_functions import (
    judge_alpha,
    judge_alpha_missing,
    judge_alpha_refuses,
    judge_within,
)
from autograde_tests.a5_own import (
    judge_confounder,
    judge_own_alpha,
    judge_own_gaps,
    judge_own_turned,
    judge_strata,
    judge_together,
)
from autograde_tests.checking import Check, Verdict, check, judge_click, prepare

__all__ = [
    "check_click_links",
    "check_click_loyal",
    "check_click_needs",
    "check_click_refutable",
    "check_click_silence",
    "check_function_alpha",
    "check_function_alpha_missing",
    "check_function_alpha_refuses",
    "check_function_within",
    "check_own_alpha",
    "check_own_confounder",
    "check_own_gaps",
    "check_own_strata",
    "check_own_together",
    "check_own_turned",
]

prepare("a5", "branches", "survey")


@check
def check_click_needs() -> Verdict:
    """Who a customer is does not say what they need; a climate survey does not speak of it (M16, M13; XF)."""
    return judge_click("a5-needs")


@check
def check_click_silence() -> Verdict:
    """Neither silence nor a happy team speaks for those who did not answer (M12, M13)."""
    return judge_click("a5-silence")


@check
def check_click_refutable() -> Verdict:
    """Data can refute what is claimed to happen, not a value, a definition or "matters" without a what for (M1; XG)."""
    return judge_click("a5-refutable")


@check
def check_click_loyal() -> Verdict:
    """Income is no profit, and one shop is one shop (XK)."""
    return judge_click("a5-loyal")


@check
def check_click_links() -> Verdict:
    """Five good links make a weak chain (M15)."""
    return judge_click("a5-links")


check_function_alpha = Check(judge_alpha)
check_function_alpha_missing = Check(judge_alpha_missing)
check_function_alpha_refuses = Check(judge_alpha_refuses)
check_function_within = Check(judge_within)

check_own_gaps = Check(judge_own_gaps)
check_own_turned = Check(judge_own_turned)
check_own_alpha = Check(judge_own_alpha)
check_own_together = Check(judge_together)
check_own_confounder = Check(judge_confounder)
check_own_strata = Check(judge_strata)
