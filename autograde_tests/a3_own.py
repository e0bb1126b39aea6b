"""A3's checks of numbers about the student's own data."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from autograde_tests.checking import RIGHT, Check, Verdict, check
from autograde_tests.counting import near, slip
from autograde_tests.own import judge_own
from dosclientes.classroom.counted import number_of, numbers_for, one_of
from dosclientes.language.translation import gettext

if TYPE_CHECKING:
    import pandas as pd

_ = partial(gettext, catalog="graded")

STEPS = ("draw", "analyse", "report")
DATA = "06-six-sigma#data"
_SUMS = ["entered", "defects", "opportunities", "failed", "scrapped"]


def _steps(units: pd.DataFrame) -> pd.DataFrame:
    return units.assign(entered=1, failed=units["defects"] > 0).groupby("step")[_SUMS].sum()


def _judge_dpmo(answer: Any) -> Verdict:
    given = numbers_for(answer, STEPS)

    def judge(units: pd.DataFrame) -> Verdict:
        steps = _steps(units)
        wanted = steps["defects"] / steps["opportunities"] * 1e6
        hits = sum(near(given[step], wanted[step]) for step in STEPS)
        if hits == len(STEPS):
            return RIGHT
        everybody = (
            steps["defects"] / units["unit"].nunique() / (steps["opportunities"] / steps["entered"]) * 1e6
        )
        per_unit = steps["defects"] / steps["entered"] * 1e6
        if all(near(given[step], everybody[step]) for step in STEPS):
            told = _("¿Llegan todos los análisis a todos los pasos? Mira cuántas filas tiene cada uno.")
        elif all(near(given[step], per_unit[step]) for step in STEPS):
            told = _("Has dividido entre las unidades. ¿De cuántas maneras puede fallar cada una?")
        else:
            told = _(
                "No todos los pasos casan. Cuenta, paso a paso, los defectos y las oportunidades que hubo."
            )
        return Verdict(hits / len(STEPS), told, DATA)

    return judge_own(judge, "units")


check_own_dpmo = Check(_judge_dpmo, 2)


@check
def check_own_rty(rty: Any) -> Verdict:
    """The yield of one's own chain, which neither an average nor what was delivered can tell (M15)."""
    given = number_of(rty, "rty")

    def judge(units: pd.DataFrame) -> Verdict:
        steps = _steps(units)
        yields = 1 - steps["failed"] / steps["entered"]
        right, total = float(yields.prod()), units["unit"].nunique()
        if near(given, right):
            return RIGHT
        slips = {
            float(yields.mean()): _("Es el promedio. ¿Qué ve quien espera al final de la cadena?"),
            float(yields.min()): _("Es el peor paso. ¿Y lo que fallan los demás?"),
            1 - int(steps["scrapped"].sum()) / total: _("Es lo que se entrega. ¿Y lo que hubo que repetir?"),
            right * 100: _("Se pide una parte, de 0 a 1."),
        }
        return Verdict(0.0, slip(slips, given), DATA)

    return judge_own(judge, "units")


@check
def check_own_worst(worst_step: Any) -> Verdict:
    """The worst step is the one that fails most units, not the one with most ways to fail."""
    given = one_of(worst_step, STEPS)

    def judge(units: pd.DataFrame) -> Verdict:
        steps = _steps(units)
        if given == (steps["failed"] / steps["entered"]).idxmax():
            return RIGHT
        told = _("Ordena los pasos por su rendimiento a la primera. ¿A qué lado está el peor?")
        if given == (steps["opportunities"] / steps["entered"]).idxmax():
            told = _("Es el que más maneras tiene de fallar. ¿Y el que más falla?")
        return Verdict(0.0, told, DATA)

    return judge_own(judge, "units")


@check
def check_own_hidden(hidden_share: Any) -> Verdict:
    """The hidden factory: what was delivered in the end, and had been reworked on the way."""
    given = number_of(hidden_share, "hidden_share")

    def judge(units: pd.DataFrame) -> Verdict:
        by_unit = units.groupby("unit")[["reworked", "scrapped"]].any()
        hidden = by_unit["reworked"] & ~by_unit["scrapped"]
        if near(given, hidden.mean()):
            return RIGHT
        slips = {
            hidden.mean() * 100: _("Se pide una parte, de 0 a 1."),
            units["reworked"].sum() / len(by_unit): _(
                "Hay análisis repetidos en dos pasos. ¿Cuántas veces los cuentas?"
            ),
            units["reworked"].mean(): _("Has contado filas. ¿Cuántas filas tiene un análisis?"),
        }
        return Verdict(0.0, slip(slips, given), DATA)

    return judge_own(judge, "units")
