"""A5's checks of the two functions, tried on tables that students have not seen."""

from __future__ import annotations

import warnings
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from autograde_tests.checking import RIGHT, Verdict
from autograde_tests.counting import near, slip
from dosclientes.classroom.counted import numbers_for, returns_number
from dosclientes.classroom.forms import AnswerError
from dosclientes.language.translation import gettext

if TYPE_CHECKING:
    import pandas as pd

_ = partial(gettext, catalog="graded")

ALPHA, DATA = "08-measuring#alpha", "09-evidence#data"
CLOSE = 1e-3
"""Alphas, gaps and correlations may be off by a thousandth, near 0 too."""

Answers: TypeAlias = dict[str, list[float]]
MISSING = float("nan")

WHOLE: tuple[Answers, ...] = (
    {"warm": [7, 5, 6, 3, 4], "on_time": [6, 5, 7, 2, 4], "complete": [5, 6, 6, 3, 2]},
    {"a": [1, 4, 2, 5], "b": [2, 5, 2, 4]},
    {
        "q1": [3, 4, 4, 5, 2, 1],
        "q2": [3, 5, 4, 4, 2, 2],
        "q3": [1, 5, 3, 5, 1, 2],
        "q4": [2, 4, 5, 5, 3, 1],
        "q5": [3, 3, 4, 5, 2, 1],
        "q6": [2, 4, 4, 4, 1, 2],
    },
    {"up": [1, 2, 3, 4, 6], "down": [4, 4, 3, 2, 1]},
)
PARTLY: tuple[Answers, ...] = (
    {"warm": [7, 5, 6, 3, 4, 1], "on_time": [6, 5, 7, 2, 4, MISSING], "complete": [5, 6, 6, 3, 2, 7]},
    {"a": [1, 4, 2, 5, MISSING, 6], "b": [2, 5, 2, 4, 1, MISSING], "c": [1, 4, 3, 5, 7, 1]},
)
IMPOSSIBLE: tuple[Answers, ...] = (
    {"only": [3, 5, 4, 6]},
    {"a": [4], "b": [5], "c": [6]},
    {"a": [6, 6, 6], "b": [2, 2, 2], "c": [5, 5, 5]},
    {"a": [1, 2, 3, 4], "b": [4, 3, 2, 1]},
)
VISITS: dict[str, list[Any]] = {
    "shift": ["night", "day", "eve", "day", "night", "eve", "night", "day", "eve", "night", "day", "eve"],
    "beds": [9, 2, 15, 4, 11, 13, 10, 3, 17, 12, 1, 14],
    "falls": [8, 3, 11, 4, 6, 15, 7, 1, 12, 5, 2, 13],
    "floor": ["b", "a", "b", "a", "b", "a", "a", "b", "a", "b", "a", "b"],
}


def frame(answers: dict[str, list[Any]]) -> pd.DataFrame:
    """The answers as the function gets them."""
    import pandas as pd

    return pd.DataFrame(answers)


def formula(answers: NDArray[Any], item_ddof: int = 1, total_ddof: int = 1) -> float:
    """Cronbach's alpha of answers without gaps, a column for each question (Psychometrika 16, 1951)."""
    questions = answers.shape[1]
    items, total = answers.var(axis=0, ddof=item_ddof).sum(), answers.sum(axis=1).var(ddof=total_ddof)
    return float(questions / (questions - 1) * (1 - items / total))


def judge_alpha(alpha: Any) -> Verdict:
    """Alpha by its formula, whatever the number of questions, and below 0 where they disagree."""
    for answers in WHOLE:
        found, table = returns_number(alpha, frame(answers)), frame(answers).to_numpy(float)
        if not near(found, formula(table), CLOSE):
            return Verdict(0.0, slip(_alpha_slips(table), found, CLOSE), ALPHA)
    return RIGHT


def _alpha_slips(table: NDArray[Any]) -> dict[float, str]:
    questions, right = table.shape[1], formula(table)
    reduced = right * (questions - 1) / questions
    mixed = _("Unas varianzas dividen entre n y otras entre n − 1. ¿Qué divisor usa cada función?")
    signed = _("El alfa puede ser negativo: ¿de dónde sale el signo?")
    return {
        **dict.fromkeys((formula(table, 0, 1), formula(table, 1, 0)), mixed),
        reduced: _("Falta un factor: ¿qué pone delante del paréntesis?"),
        reduced * (questions + 1) / questions: _("El factor de delante lleva k arriba. ¿Y abajo?"),
        right * 1.5 * (questions - 1) / questions: _("¿Cuántas preguntas tiene esta tabla?"),
        1 - right: _("Es lo que falta hasta 1."),
        right * 100: _("Es un porcentaje. El alfa no pasa de 1."),
        abs(right): signed,
        max(right, 0.0): signed,
        _mean_correlation(table): _("Es la correlación media. ¿Dónde entra el número de preguntas?"),
        formula(table.T): _("¿Qué es una fila y qué es una columna?"),
    }


def _mean_correlation(table: NDArray[Any]) -> float:
    pairs = np.corrcoef(table.T)
    return float(pairs[np.triu_indices_from(pairs, 1)].mean())


def judge_alpha_missing(alpha: Any) -> Verdict:
    """Who left a question out counts nowhere: neither in a question's variance nor in the total's.

    A slip in the formula costs nothing here: it has cost the point of `judge_alpha`.
    """
    for answers in PARTLY:
        given = frame(answers)
        found, whole = returns_number(alpha, given), given.dropna().to_numpy(float)
        if not any(near(found, value, CLOSE) for value in (formula(whole), *_alpha_slips(whole))):
            factor = given.shape[1] / (given.shape[1] - 1)
            kept = 1 - given.var().sum() / given.sum(axis=1).var()
            cut = 1 - given.var().sum() / given.dropna().sum(axis=1).var()
            slips = {
                kept * factor: _("Quien dejó algo en blanco suma menos. ¿Debe entrar?"),
                cut * factor: _("Lo has quitado de la suma. ¿Y de cada pregunta?"),
                formula(given.fillna(0).to_numpy(float)): _("Un hueco no es un cero."),
                formula(given.fillna(given.mean()).to_numpy(float)): _(
                    "Has inventado una respuesta, la media."
                ),
            }
            return Verdict(0.0, slip(slips, found, CLOSE), ALPHA)
    return RIGHT


def judge_alpha_refuses(alpha: Any) -> Verdict:
    """No alpha of one question, of one person, or of equal totals; a quarter for each refused table.

    A function that refuses what has an alpha refuses nothing in particular.
    """
    returns_number(alpha, frame(WHOLE[0]))
    refused = sum(_refuses(alpha, frame(answers)) for answers in IMPOSSIBLE)
    if refused == len(IMPOSSIBLE):
        return RIGHT
    told = _("Hay tablas de las que no debería salir ningún alfa, y tu función no lanza ValueError.")
    return Verdict(refused / len(IMPOSSIBLE), told, ALPHA)


def _refuses(alpha: Any, table: pd.DataFrame) -> bool:
    try:
        with warnings.catch_warnings(
            action="ignore"
        ):  # stock nbgrader takes any word on stderr for a failure
            alpha(table)
    except ValueError:
        return True
    except Exception:  # another error is no refusal
        return False
    return False


def judge_within(within: Any) -> Verdict:
    """One correlation in each group, whatever the columns are called."""
    if not callable(within):
        raise AnswerError(_("«within» tiene que ser una función."))
    for by in ("shift", "floor"):
        table = frame(VISITS)
        parts = {str(group): part for group, part in table.groupby(by)}
        right = {group: float(part["beds"].corr(part["falls"])) for group, part in parts.items()}
        given = numbers_for(_called(within, table, by), right)
        if not _agree(given, right):
            slips: list[tuple[dict[str, float], str]] = [
                (
                    dict.fromkeys(right, float(table["beds"].corr(table["falls"]))),
                    _("Es la de la tabla entera, repetida. ¿Qué filas entran en cada grupo?"),
                ),
                (
                    {
                        group: float(part["beds"].corr(part["falls"], "spearman"))
                        for group, part in parts.items()
                    },
                    _("Es la de los puestos (Spearman). Se pide la de Pearson."),
                ),
                (
                    {group: float(part["beds"].cov(part["falls"])) for group, part in parts.items()},
                    _("Es la covarianza, que depende de las unidades."),
                ),
                ({group: value**2 for group, value in right.items()}, _("Está al cuadrado. ¿Y el signo?")),
                ({group: value * 100 for group, value in right.items()}, _("Una correlación va de −1 a 1.")),
            ]
            hits = [told for values, told in slips if _agree(given, values)]
            told = _("La correlación de algún grupo no casa. Parte por «{by}» y mide dentro.", by=by)
            return Verdict(0.0, hits[0] if hits else told, DATA)
    return RIGHT


def _called(within: Any, table: pd.DataFrame, by: str) -> Any:
    try:
        return within(table, "beds", "falls", by)
    except Exception as error:  # whatever a student's function may raise
        kind = type(error).__name__
        told = _("«within» falla con una tabla de otras columnas: {kind}: {error}", kind=kind, error=error)
        raise AnswerError(told) from None


def _agree(given: dict[str, float], wanted: dict[str, float]) -> bool:
    return all(near(given[group], value, CLOSE) for group, value in wanted.items())
