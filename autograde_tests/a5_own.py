"""A5's checks of what comes out of the student's own survey and branches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from autograde_tests.a5_functions import ALPHA, CLOSE, DATA, formula
from autograde_tests.checking import RIGHT, Verdict
from autograde_tests.counting import near, slip
from autograde_tests.own import judge_own
from dosclientes.classroom.counted import number_of
from dosclientes.classroom.rows import rows_of
from dosclientes.classroom.strata import correlations, crossed_rows
from dosclientes.language.translation import gettext

if TYPE_CHECKING:
    import pandas as pd

_ = partial(gettext, catalog="graded")

UNITS = ("pharmacy", "laboratory", "kitchen", "it_desk")
PLAIN = ("1", "2", "3", "5")
AREAS, CONTACTS = ("modest", "prosperous"), ("low", "high")
GAP, GAPS, ROLES = "08-measuring#concept", "08-measuring#data", "09-evidence#three-roles"

Numbers: TypeAlias = Mapping[Any, Sequence[float]]
"""Numbers for each row of an answer, by what names the row."""


def turned(survey: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The survey with the answers to the reversed question turned, on a scale from 1 to 7."""
    return survey.assign(**{name: 8 - survey[name] for name in columns or ("E4", "P4")})


def gaps_of(survey: pd.DataFrame, items: Sequence[str], sign: float = 1.0) -> dict[str, list[float]]:
    """Mean gap of each item, by unit."""
    each = {item: sign * (survey[f"P{item}"] - survey[f"E{item}"]) for item in items}
    means = survey.assign(**each).groupby("unit")[list(items)].mean()
    return _by_unit(means)


def _by_unit(table: pd.DataFrame) -> dict[str, list[float]]:
    return dict(zip(table.index, table.to_numpy(float).tolist(), strict=True))


def _everywhere(rows: Iterable[Any], numbers: list[float]) -> dict[Any, list[float]]:
    """The same numbers in each row."""
    return dict.fromkeys(rows, numbers)


def _compare(
    given: Numbers, wanted: Numbers, slips: Sequence[tuple[Numbers, str]], section: str, otherwise: str
) -> Verdict:
    """An equal part for each row that is right; what to say if all rows have the same known slip."""

    def same(row: Any, numbers: Numbers) -> bool:
        return all(near(*pair, CLOSE) for pair in zip(given[row], numbers[row], strict=True))

    hits = [same(row, wanted) for row in wanted]
    if all(hits):
        return RIGHT
    told = [hint for numbers, hint in slips if all(same(row, numbers) for row in wanted)]
    return Verdict(sum(hits) / len(hits), told[0] if told else otherwise, section)


def judge_own_gaps(gaps: Any) -> Verdict:
    """Perceived minus expected, by question and by department (a quarter each)."""
    given = rows_of(gaps, "unit", UNITS, [f"gap_{item}" for item in PLAIN])

    def judge(survey: pd.DataFrame) -> Verdict:
        wanted = gaps_of(survey, PLAIN)
        everybody = [float((survey[f"P{item}"] - survey[f"E{item}"]).mean()) for item in PLAIN]
        seen = survey.groupby("unit")[[f"P{item}" for item in PLAIN]]
        columns = list(zip(*wanted.values(), strict=True))
        slips = [
            (gaps_of(survey, PLAIN, -1), _("El signo: ¿qué se resta de qué?")),
            (_everywhere(UNITS, everybody), _("Has juntado los servicios. Cada uno tiene lo suyo.")),
            (_by_unit(seen.mean()), _("Es lo percibido. ¿Y lo esperado?")),
            ({unit: [sum(row) / 4] * 4 for unit, row in wanted.items()}, _("Cada pregunta tiene su brecha.")),
            (
                _everywhere(UNITS, [sum(column) / 4 for column in columns]),
                _("Has juntado los servicios. Cada uno tiene lo suyo."),
            ),
        ]
        return _compare(given, wanted, slips, GAP, _cells())

    return judge_own(judge, "survey")


def judge_own_turned(gaps: Any) -> Verdict:
    """The gap of the question that is worded the other way round, turned in both columns."""
    given = rows_of(gaps, "unit", UNITS, ["gap_4"])

    def judge(survey: pd.DataFrame) -> Verdict:
        mended = turned(survey)
        everybody = [float((mended["P4"] - mended["E4"]).mean())]
        seven = survey.assign(E4=7 - survey["E4"])
        half = _("¿Le has dado la vuelta en las dos columnas?")
        slips = [
            (
                gaps_of(survey, "4"),
                _(
                    "Más errores percibidos que esperados, ¿es mejor o peor? Mira cómo está redactada y el signo."
                ),
            ),
            (gaps_of(turned(survey, "P4"), "4"), half),
            (gaps_of(turned(survey, "E4"), "4"), half),
            (gaps_of(turned(seven, "P4"), "4"), _("Con una escala de 1 a 7, ¿en qué se convierte un 1?")),
            (_everywhere(UNITS, everybody), _("Has juntado los servicios. Cada uno tiene lo suyo.")),
        ]
        return _compare(given, gaps_of(mended, "4"), slips, GAPS, _cells())

    return judge_own(judge, "survey")


def judge_own_alpha(alpha_perceived: Any) -> Verdict:
    """The alpha of what is perceived, with the reversed question turned and kept."""
    found = number_of(alpha_perceived, "alpha_perceived")

    def judge(survey: pd.DataFrame) -> Verdict:
        mended = turned(survey)
        right = _alpha(mended, "P")
        if near(found, right, CLOSE):
            return RIGHT
        slips = {
            _alpha(survey, "P"): _("Una pregunta va al revés que las demás. ¿Qué había que hacer con ella?"),
            _alpha(survey, "P", "1235"): _("Has quitado una pregunta. ¿Se podía aprovechar?"),
            _alpha(mended, "E"): _("Es el alfa de lo que esperan."),
            _alpha(mended, "PE"): _("Has juntado lo percibido y lo esperado."),
            right * 100: _("Es un porcentaje. El alfa no pasa de 1."),
        }
        return Verdict(0.0, slip(slips, found, CLOSE), ALPHA)

    return judge_own(judge, "survey")


def _alpha(survey: pd.DataFrame, kinds: str, items: str = "12345") -> float:
    return formula(survey[[kind + item for kind in kinds for item in items]].to_numpy(float))


def _pearson(branches: pd.DataFrame, y: str = "profit") -> float:
    return float(branches["morale"].corr(branches[y]))


def judge_together(together: Any) -> Verdict:
    """Morale and profit over all branches, as on the consultant's chart."""
    found = number_of(together, "together")

    def judge(branches: pd.DataFrame) -> Verdict:
        right = _pearson(branches)
        if near(found, right, CLOSE):
            return RIGHT
        parts = [_pearson(part) for _name, part in branches.groupby("area")]
        cells = [_pearson(part) for _name, part in branches.groupby(["area", "contact"])]
        contacts = [_pearson(part) for _name, part in branches.groupby("contact")]
        averaged = _("Es una media de correlaciones de grupos. Se pide la de todas juntas.")
        slips = {
            _pearson(branches, "satisfaction"): _(
                "Es la de la moral y la satisfacción. ¿Qué pareja se pide?"
            ),
            float(branches["morale"].corr(branches["profit"], "spearman")): _(
                "Es la de los puestos (Spearman). Se pide la de Pearson."
            ),
            right**2: _("Está al cuadrado. ¿Y el signo?"),
            right * 100: _("Una correlación va de −1 a 1."),
            **{sum(values) / len(values): averaged for values in (parts, cells, contacts)},
            **dict.fromkeys((*parts, *contacts, *cells), _("Es la de un grupo. Se pide la de todas juntas.")),
        }
        return Verdict(0.0, slip(slips, found, CLOSE), DATA)

    return judge_own(judge, "branches")


def judge_confounder(by_confounder: Any) -> Verdict:
    """Morale and profit within each group of the variable that causes both; half for each group."""
    given = {group: [value] for group, value in correlations(by_confounder).items()}
    if given.keys() != set(AREAS):
        told = _(
            "¿Qué variable de la tabla causa las dos cosas? Repasa los tres papeles, y parte solo por ella."
        )
        if given.keys() == set(CONTACTS):
            told = _("Esa variable decide cuánto funciona el camino. ¿Cuál causa a la vez moral y beneficio?")
        return Verdict(0.0, told, ROLES)

    def judge(branches: pd.DataFrame) -> Verdict:
        parts = dict(iter(branches.groupby("area")))
        crowded = branches[branches["contact"] == "high"]
        slips: list[tuple[Numbers, str]] = [
            (_everywhere(AREAS, [_pearson(branches)]), _pooled()),
            ({area: [_pearson(parts[area], "satisfaction")] for area in AREAS}, _pair()),
            (
                {area: [_pearson(crowded[crowded["area"] == area])] for area in AREAS},
                _("Son solo las de contacto alto. ¿Cuáles pide el enunciado?"),
            ),
        ]
        wanted = {area: [_pearson(parts[area])] for area in AREAS}
        return _compare(given, wanted, slips, ROLES, _strata())

    return judge_own(judge, "branches")


def judge_strata(strata: Any) -> Verdict:
    """Within each area and contact: the correlation, and how many branches say so; half for each column."""
    rows = crossed_rows(strata, {"area": AREAS, "contact": CONTACTS}, ["correlation", "size"])
    told, sizes = ({row: [values[place]] for row, values in rows.items()} for place in (0, 1))

    def judge_told(branches: pd.DataFrame) -> Verdict:
        parts = dict(iter(branches.groupby(["area", "contact"])))
        by_area = {area: _pearson(part) for area, part in branches.groupby("area")}
        by_contact = {contact: _pearson(part) for contact, part in branches.groupby("contact")}
        half = _("Has partido por una sola variable. ¿Cuántas filas entran en cada combinación?")
        slips: list[tuple[Numbers, str]] = [
            (_everywhere(rows, [_pearson(branches)]), _pooled()),
            ({row: [by_area[row[0]]] for row in rows}, half),
            ({row: [by_contact[row[1]]] for row in rows}, half),
            ({row: [_pearson(parts[row], "satisfaction")] for row in rows}, _pair()),
        ]
        return _compare(told, {row: [_pearson(parts[row])] for row in rows}, slips, DATA, _strata())

    def judge_sizes(branches: pd.DataFrame) -> Verdict:
        groups = branches.groupby(["area", "contact"]).size()
        share: Numbers = {row: [groups[row] / len(branches)] for row in rows}
        slips = [(share, _("Es una parte. Se pide con cuántas sucursales."))]
        return _compare(sizes, {row: [groups[row]] for row in rows}, slips, DATA, _strata())

    verdicts = judge_own(judge_told, "branches"), judge_own(judge_sizes, "branches")
    wrong = [verdict for verdict in verdicts if verdict.fraction < 1]
    if not wrong:
        return RIGHT
    return Verdict(sum(one.fraction for one in verdicts) / 2, wrong[0].message, wrong[0].section)


def _cells() -> str:
    return _("No todas las brechas casan. Resta persona a persona y promedia por servicio.")


def _strata() -> str:
    return _("No todos los grupos casan. Mira qué filas entran en cada uno y qué pareja mides.")


def _pooled() -> str:
    return _("Es la de todas juntas, repetida. ¿Qué filas entran en cada grupo?")


def _pair() -> str:
    return _("Es la de la moral y la satisfacción. ¿Qué pareja se pide?")
