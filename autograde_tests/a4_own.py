"""A4's checks of the table of internal links, drawn from the student's own data."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from autograde_tests.checking import RIGHT, Verdict
from autograde_tests.counting import near
from autograde_tests.own import judge_own
from dosclientes.classroom.rows import rows_of
from dosclientes.language.translation import gettext

if TYPE_CHECKING:
    import pandas as pd

_ = partial(gettext, catalog="graded")

WARDS = ("surgery", "medicine", "emergency", "intensive_care")
TAIL, READING, DOSES = "07-health#tail", "07-health#data", "07-health#doses"

ByWard: TypeAlias = Any
"""A number for each ward: a dict, or a Series, which mypy does not take for a Mapping."""
Slips: TypeAlias = Sequence[tuple[ByWard, str]]
"""Values of a known slip, and what to say of it; worked out for wrong answers alone."""


def timed(lab: pd.DataFrame) -> pd.DataFrame:
    """The tests, with what each took in minutes, and whether it arrived at the peak."""
    took = (lab["reported"] - lab["received"]).dt.total_seconds() / 60
    return lab.assign(minutes=took, peak=lab["received"].dt.hour.isin([8, 9]))


def tails(tests: pd.DataFrame, q: float = 0.9) -> ByWard:
    """A quantile of the minutes, by ward."""
    return tests.groupby("ward")["minutes"].quantile(q)


def _compare(given: Mapping[str, float], wanted: ByWard, slips: Callable[[], Slips], section: str) -> Verdict:
    """A quarter for each ward; what to say if all wards have the same known slip."""
    hits = [near(given[ward], wanted[ward]) for ward in WARDS]
    if all(hits):
        return RIGHT
    told = [
        hint
        for values, hint in slips()
        if all(near(given[ward], values.get(ward, math.nan)) for ward in WARDS)
    ]
    otherwise = _("No todas las plantas casan. Mira qué filas entran en cada una y qué cuenta haces.")
    return Verdict(sum(hits) / len(WARDS), told[0] if told else otherwise, section)


def _column(links: Any, name: str) -> dict[str, float]:
    return {ward: values[0] for ward, values in rows_of(links, "ward", WARDS, [name]).items()}


def judge_own_p90(links: Any) -> Verdict:
    """How long nine in ten tests of each ward take at most: all of its tests, at all hours."""
    given = _column(links, "p90_minutes")

    def judge(lab: pd.DataFrame) -> Verdict:
        tests = timed(lab)
        wanted = tails(tests)

        def slips() -> Slips:
            return [
                (tests.groupby("ward")["minutes"].mean(), _("Son medias. ¿Y los que más esperan?")),
                (tails(tests, 0.1), _("Es la otra cola: así esperan los más rápidos.")),
                (tails(tests, 0.5), _("Es la mediana. ¿Cuántos de cada diez esperan más?")),
                (_scaled(wanted, 1 / 60), _("Son horas. Se piden minutos.")),
                (tails(tests[tests["priority"] == "urgent"]), _("Son solo los urgentes. Se piden todos.")),
                (tails(tests[tests["peak"]]), _("Son solo los de la hora punta. Se piden todos.")),
                (dict.fromkeys(WARDS, tests["minutes"].quantile(0.9)), _together()),
            ]

        return _compare(given, wanted, slips, TAIL)

    return judge_own(judge, "lab")


def judge_own_urgent(links: Any) -> Verdict:
    """The same, of what was urgent alone."""
    given = _column(links, "p90_urgent")

    def judge(lab: pd.DataFrame) -> Verdict:
        tests = timed(lab)
        urgent = tests[tests["priority"] == "urgent"]

        def slips() -> Slips:
            return [
                (tails(tests), _("Son los análisis de todas las prioridades. Se piden los urgentes.")),
                (
                    tails(tests[tests["priority"] != "urgent"]),
                    _("Son los ordinarios. Se piden los urgentes."),
                ),
                (urgent.groupby("ward")["minutes"].mean(), _("Son medias. ¿Y los que más esperan?")),
                (_scaled(tails(urgent), 1 / 60), _("Son horas. Se piden minutos.")),
                (dict.fromkeys(WARDS, urgent["minutes"].quantile(0.9)), _together()),
            ]

        return _compare(given, tails(urgent), slips, READING)

    return judge_own(judge, "lab")


def judge_own_rate(links: Any) -> Verdict:
    """The share of a ward's doses that came with an error: of doses, not of days or of all errors."""
    given = _column(links, "error_rate")

    def judge(doses: pd.DataFrame) -> Verdict:
        sums = doses.groupby("ward")[["ordered", "errors"]].sum()
        wanted = sums["errors"] / sums["ordered"]
        daily = doses["errors"] / doses["ordered"]

        def slips() -> Slips:
            return [
                (wanted * 100, _("Es un porcentaje. Se pide una parte, de 0 a 1.")),
                (doses.groupby("ward")["errors"].mean(), _("Son errores por día. ¿Entre cuántas dosis?")),
                (
                    sums["errors"] / sums["errors"].sum(),
                    _("Es la parte de los errores de todos. ¿Y de sus dosis?"),
                ),
                (sums["errors"], _("Es el recuento. ¿Entre cuántas dosis?")),
                ((doses["errors"] > 0).groupby(doses["ward"]).mean(), _("Has contado días. ¿Y las dosis?")),
                (
                    daily.groupby(doses["ward"]).mean(),
                    _("Es la media de las tasas de cada día. ¿Pesan igual todos?"),
                ),
                (dict.fromkeys(WARDS, sums["errors"].sum() / sums["ordered"].sum()), _together()),
            ]

        return _compare(given, wanted, slips, DOSES)

    return judge_own(judge, "doses")


def judge_counts(links: Any) -> Verdict:
    """With how many tests and doses each number was got; either column is worth one half."""
    counted = rows_of(links, "ward", WARDS, ["tests", "doses"])
    tests, doses = ({ward: counted[ward][place] for ward in WARDS} for place in (0, 1))

    def judge_tests(lab: pd.DataFrame) -> Verdict:
        urgent = lab[lab["priority"] == "urgent"]

        def slips() -> Slips:
            return [(urgent.groupby("ward").size(), _("Has contado solo los urgentes."))]

        return _compare(tests, lab.groupby("ward").size(), slips, READING)

    def judge_doses(sent: pd.DataFrame) -> Verdict:
        by_ward = sent.groupby("ward")

        def slips() -> Slips:
            return [
                (by_ward.size(), _("Has contado filas. ¿Qué es una fila: una dosis o un día?")),
                (by_ward["errors"].sum(), _("Has contado los errores. ¿Cuántas dosis hubo?")),
            ]

        return _compare(doses, by_ward["ordered"].sum(), slips, DOSES)

    verdicts = judge_own(judge_tests, "lab"), judge_own(judge_doses, "doses")
    wrong = [verdict for verdict in verdicts if verdict.fraction < 1]
    if not wrong:
        return RIGHT
    return Verdict(sum(one.fraction for one in verdicts) / 2, wrong[0].message, wrong[0].section)


def _scaled(values: ByWard, factor: float) -> dict[str, float]:
    return {ward: values[ward] * factor for ward in WARDS}


def _together() -> str:
    return _("Has juntado las plantas. Cada una tiene lo suyo.")
