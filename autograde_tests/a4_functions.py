"""A4's functions, judged on columns that students have not seen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import chain
from statistics import mean
from typing import TYPE_CHECKING, Any

import numpy as np

from autograde_tests.checking import RIGHT, Verdict
from autograde_tests.counting import near, slip
from dosclientes.classroom.counted import numbers_for, returns_number
from dosclientes.classroom.forms import AnswerError
from dosclientes.language.translation import gettext

if TYPE_CHECKING:
    import pandas as pd

_ = partial(gettext, catalog="graded")

TAIL, DOSES, DATA = "07-health#tail", "07-health#doses", "07-health#data"
LATE = 26 * 60
"""Minutes of a test reported on the next day: by the clock alone, two hours."""

MINUTES = ([31, 12, 55, 40, 18, 22, 90, 27, 35, 61], [20, 20, 20, 130], [47], [33, LATE, 15, 28, 41, 19, 24])
WARDS: dict[str, dict[str, list[int]]] = {
    # ward: minutes by priority. No ward of the course's hospital, and one without urgent tests
    "maternity": {"routine": [44, 61, 38, 120, 52, 49], "urgent": [21, 30, 26, 75]},
    "geriatrics": {"routine": [80, 95, 71, 66, 240], "urgent": [35, 28, 41, 33, 90]},
    "oncology": {"routine": [58, 64, 150]},
}
COUNTS = (
    ([50, 200, 10], [1, 1, 2]),
    ([120, 0, 80, 40], [0, 0, 3, 1]),
    ([400], [6]),
    ([30, 30, 31], [0, 0, 0]),
)


def p90(minutes: Iterable[float]) -> float:
    """Nine in ten values do not exceed it; between two values, linear (definition 7 of Hyndman and Fan, 1996)."""
    return float(np.percentile(list(minutes), 90))


def columns(minutes: Iterable[int]) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """When each test was received and reported, as in `lab`."""
    import pandas as pd

    took = list(minutes)
    received = pd.Series(pd.date_range("2026-02-02 07:15", periods=len(took), freq="37min"))
    return received, received + pd.to_timedelta(pd.Series(took), unit="min")


def wards() -> pd.DataFrame:
    """Tests of other wards, as in `lab`, with the wards mixed."""
    import pandas as pd

    rows = [
        (ward, priority, took)
        for ward, kinds in WARDS.items()
        for priority, minutes in kinds.items()
        for took in minutes
    ]
    names, priorities, waited = zip(*sorted(rows, key=lambda row: row[2] * 7 % 11), strict=True)
    received, reported = columns(waited)
    return pd.DataFrame({"ward": names, "priority": priorities, "received": received, "reported": reported})


def judge_p90(p90_minutes: Any) -> Verdict:
    """The p90 of a column of waits, in minutes, however long a test took."""
    for minutes in MINUTES:
        received, reported = columns(minutes)
        found, right = returns_number(p90_minutes, received, reported), p90(minutes)
        if not near(found, right):
            clock = p90(took % 1440 for took in minutes)
            slips = {
                **dict.fromkeys(
                    minutes, _("Es una espera de la columna. Entre dos, ¿qué pide el enunciado?")
                ),
                mean(minutes): _("Es la media. ¿Cuánto esperan, como mucho, nueve de cada diez?"),
                float(np.percentile(minutes, 10)): _("Es la otra cola: así esperan los más rápidos."),
                float(np.percentile(minutes, 50)): _("Es la mediana. ¿Cuántos de cada diez esperan más?"),
                max(minutes): _("Es la espera más larga. ¿Cuántos de cada diez no la superan?"),
                **dict.fromkeys((right / 60, right * 60, right / 1440), _unit()),
                clock: _("Un análisis puede salir al día siguiente. ¿Cuentas los días enteros?"),
            }
            return Verdict(0.0, slip(slips, found), TAIL)
    return RIGHT


def judge_waits(waits: Any) -> Verdict:
    """One p90 for each ward that has tests of that priority, whichever wards there are."""
    for priority in ("routine", "urgent"):
        wanted = {ward: kinds[priority] for ward, kinds in WARDS.items() if priority in kinds}
        given = _returned(waits, priority, wanted)
        right = {ward: p90(minutes) for ward, minutes in wanted.items()}
        if not _agree(given, right):
            slips: list[tuple[dict[str, float], str]] = [
                (
                    {ward: p90(chain(*WARDS[ward].values())) for ward in wanted},
                    _("Están todas las prioridades juntas. ¿Qué filas se pedían?"),
                ),
                (
                    {ward: mean(minutes) for ward, minutes in wanted.items()},
                    _("Son medias. ¿Y los que más esperan?"),
                ),
                (
                    dict.fromkeys(wanted, p90(chain(*wanted.values()))),
                    _("Has juntado las plantas. Cada una tiene lo suyo."),
                ),
                ({ward: value / 60 for ward, value in right.items()}, _unit()),
            ]
            hits = [told for values, told in slips if _agree(given, values)]
            told = _("El p90 de alguna planta no casa. Filtra por prioridad, agrupa por planta, calcula.")
            return Verdict(0.0, hits[0] if hits else told, DATA)
    return RIGHT


def _returned(waits: Any, priority: str, names: Iterable[str]) -> dict[str, float]:
    if not callable(waits):
        raise AnswerError(_("«waits» tiene que ser una función."))
    try:
        found = waits(wards(), priority)
    except Exception as error:  # whatever a student's function may raise
        kind = type(error).__name__
        told = _("«waits» falla con una tabla de otras plantas: {kind}: {error}", kind=kind, error=error)
        raise AnswerError(told) from None
    return numbers_for(found, names)


def _agree(given: dict[str, float], wanted: dict[str, float]) -> bool:
    return all(near(given[name], value) for name, value in wanted.items())


def _unit() -> str:
    return _("¿En qué unidad sale tu resultado? Se piden minutos.")


def judge_rate(error_rate: Any) -> Verdict:
    """Errors among all doses: a quiet day with few doses weighs little."""
    for ordered, errors in COUNTS:
        found, right = _rate(error_rate, ordered, errors), sum(errors) / sum(ordered)
        if not near(found, right):
            days = [(wrong, doses) for wrong, doses in zip(errors, ordered, strict=True) if doses]
            slips = {
                mean(wrong / doses for wrong, doses in days): _(
                    "Has hecho la media de las tasas de cada día. ¿Pesa igual un día de diez dosis que otro de mil?"
                ),
                right * 100: _("Es un porcentaje. Se pide una parte, de 0 a 1."),
                mean(errors): _("Son errores por día. ¿Entre cuántas dosis?"),
                mean(wrong > 0 for wrong in errors): _("Has contado días con errores. ¿Y las dosis?"),
                float(sum(errors)): _("Es el recuento. ¿Entre cuántas dosis?"),
            }
            return Verdict(0.0, slip(slips, found), DOSES)
    return RIGHT


def _rate(error_rate: Any, ordered: list[int], errors: list[int]) -> float:
    import pandas as pd

    return returns_number(error_rate, pd.Series(ordered, dtype="int64"), pd.Series(errors, dtype="int64"))


def judge_refusals(error_rate: Any) -> Verdict:
    """No doses, no rate; impossible counts are refused; no errors among doses are a rate of 0 (M12)."""
    if not near(_rate(error_rate, [25, 40], [0, 0]), 0):
        return Verdict(0.0, _("Ningún error entre 65 dosis: eso sí es una tasa. ¿Cuál?"), DOSES)
    impossible: tuple[tuple[list[int], list[int]], ...] = (
        ([0, 0, 0], [0, 0, 0]),
        ([], []),
        ([30, 5, 40], [1, 6, 0]),
        ([30, 20, 40], [2, -1, 1]),
    )
    refused = sum(_refuses(error_rate, ordered, errors) for ordered, errors in impossible)
    if refused == len(impossible):
        return RIGHT
    told = _("Hay datos con los que no debería salir ninguna tasa, y tu función no lanza ValueError.")
    return Verdict(refused / len(impossible), told, DOSES)


def _refuses(error_rate: Any, ordered: list[int], errors: list[int]) -> bool:
    import pandas as pd

    try:
        error_rate(pd.Series(ordered, dtype="int64"), pd.Series(errors, dtype="int64"))
    except ValueError:
        return True
    except Exception:  # another error is no refusal
        return False
    return False
