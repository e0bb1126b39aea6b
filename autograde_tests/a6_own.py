"""A6's checks of the plan, drawn from the student's own actions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from autograde_tests.checking import RIGHT, Check, Verdict, check
from autograde_tests.counting import near, slip
from autograde_tests.own import judge_own
from dosclientes.classroom.capstone import actions_of
from dosclientes.classroom.counted import number_of, numbers_for
from dosclientes.language.translation import gettext

if TYPE_CHECKING:
    import pandas as pd

_ = partial(gettext, catalog="graded")

DAYS = 26
"""What may be spent, as on lesson 10's board."""
DATA, LOAD = "10-improving#data", "10-improving#before-after"
SIDES = ("internal", "external")


def plan_by(actions: pd.DataFrame, order: pd.Series) -> pd.DataFrame:
    """The actions taken in falling order of a number for each, up to the first that does not fit."""
    ranked = actions.loc[order.sort_values(ascending=False, kind="stable").index]
    return ranked[ranked["effort"].cumsum() <= DAYS + 1e-9]


def best_value(actions: pd.DataFrame) -> list[pd.DataFrame]:
    """The plans that are asked for: by points a day, and where two actions bring the same, in either order."""
    return [plan_by(rows, rows["impact"] / rows["effort"]) for rows in (actions, actions[::-1])]


@check
def check_own_best(best_action: Any) -> Verdict:
    """The action that brings most a day, by its number."""
    given = number_of(best_action, "best_action")

    def judge(actions: pd.DataFrame) -> Verdict:
        value = actions["impact"] / actions["effort"]
        place = int(value.idxmax())
        if any(near(given, number) for number in actions["action"][value == value.max()]):
            return RIGHT
        slips = {
            float(place): _("Eso es la posición de la fila. ¿Qué número tiene esa acción?"),
            float(actions["action"][actions["impact"].idxmax()]): _(
                "Es la de mayor impacto. ¿Y por cada día de trabajo?"
            ),
            float(actions["action"][actions["effort"].idxmin()]): _(
                "Es la que menos días pide. ¿Cuántos puntos trae cada uno?"
            ),
            float(actions["action"][value.idxmin()]): _("Es la peor. ¿En qué orden has mirado?"),
            float(value.max()): _("Esos son sus puntos por día. ¿Qué acción es?"),
        }
        return Verdict(0.0, slip(slips, given), DATA)

    return judge_own(judge, "actions")


def _judge_plan(plan: Any) -> Verdict:
    """By points a day, up to the first action that does not fit; one action too many or too few costs half."""
    given = set(actions_of(plan))

    def judge(actions: pd.DataFrame) -> Verdict:
        plans = [set(each["action"]) for each in best_value(actions)]
        if given in plans:
            return RIGHT
        wanted = plans[0]
        chosen = actions[actions["action"].isin(given)]
        value = actions["impact"] / actions["effort"]
        told = _("No son esas. Ordena por puntos por día y toma en ese orden lo que cabe.")
        if chosen["effort"].sum() > DAYS:
            told = _("Tu plan pide más de los 26 días que hay.")
        elif given == set(plan_by(actions, actions["impact"])["action"]):
            told = _("Has ordenado por impacto. ¿Cuánto trae cada día que gastas?")
        elif given == set(plan_by(actions, -actions["effort"])["action"]):
            told = _("Has tomado las más cortas. ¿Y lo que trae cada una?")
        elif wanted < given:
            told = _("Has seguido después de la primera que no cabe: se pedía parar ahí.")
        elif len(set(chosen["target"])) == 1 and given == _of_one_side(actions, value, chosen):
            told = _("Has mirado las acciones de un solo lado.")
        return Verdict(0.5 if len(given ^ wanted) == 1 else 0.0, told, DATA)

    return judge_own(judge, "actions")


def _of_one_side(actions: pd.DataFrame, value: pd.Series, chosen: pd.DataFrame) -> set[int]:
    of_side = actions[actions["target"] == chosen["target"].iloc[0]]
    return set(plan_by(of_side, value.loc[of_side.index])["action"])


check_own_plan = Check(_judge_plan, 2)


@check
def check_own_impact(plan_impact: Any) -> Verdict:
    """The points of the whole plan, added up."""
    given = number_of(plan_impact, "plan_impact")

    def judge(actions: pd.DataFrame) -> Verdict:
        plans = best_value(actions)
        if any(near(given, each["impact"].sum()) for each in plans):
            return RIGHT
        plan = plans[0]
        slips = {
            float(plan["impact"].mean()): _("Es el promedio de cada acción. ¿Y el plan entero?"),
            float(plan["effort"].sum()): _("Esos son los días. ¿Y los puntos?"),
            float((plan["impact"] / plan["effort"]).sum()): _(
                "Has sumado puntos por día. ¿Cuántos trae el plan?"
            ),
            float(actions["impact"].sum()): _("Son todas las acciones. ¿Y las de tu plan?"),
        }
        return Verdict(0.0, slip(slips, given), DATA)

    return judge_own(judge, "actions")


def _judge_load(load_change: Any) -> Verdict:
    """The mean change of the weekly overtime, after less before, for each side: half a mark each."""
    given = numbers_for(load_change, SIDES)

    def judge(actions: pd.DataFrame) -> Verdict:
        before, after = actions["workload_before"], actions["workload_after"]
        change = after - before
        wanted = change.groupby(actions["target"]).mean()
        hits = [near(given[side], wanted[side]) for side in SIDES]
        if all(hits):
            return RIGHT
        known = [
            (-wanted, _("Antes menos después dice cuánto alivia. ¿Y cuánto cambia?")),
            (wanted[::-1].set_axis(wanted.index), _("¿Qué número es de cada lado?")),
            (after.groupby(actions["target"]).mean(), _("Eso es lo que queda después. ¿Cuánto ha cambiado?")),
            (change.groupby(actions["target"]).median(), _("Se pide la media, y esa es la mediana.")),
            (
                (change / before * 100).groupby(actions["target"]).mean(),
                _("Se piden horas, y eso es un porcentaje."),
            ),
            (
                dict.fromkeys(SIDES, change.mean()),
                _("Es la media de todas. ¿Les pasa lo mismo a los dos lados?"),
            ),
        ]
        told = [words for values, words in known if all(near(given[side], values[side]) for side in SIDES)]
        otherwise = _("Resta por acción, después menos antes, y promedia por lado.")
        return Verdict(sum(hits) / 2, (told or [otherwise])[0], LOAD)

    return judge_own(judge, "actions")


check_own_load = Check(_judge_load, 2)
