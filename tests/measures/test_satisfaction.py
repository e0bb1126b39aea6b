"""Gap, alpha and percentiles: published values, properties, shapes, and errors that help."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dosclientes.measures import cronbach_alpha, gap, percentile

relaxed = settings(deadline=None)  # a busy machine is no defect
# Fifteen people, ten questions: the data set `cronbach_alpha` of pingouin, from www.real-statistics.com.
QUESTIONNAIRE = """
3224145143 5546351255 7535564336 2343322266 6556544467 1223425235 4335352124 2544372246
6255516523 5246435317 4135253234 4423253423 5556233244 6555422146 4435531323
"""
answers = arrays(
    np.float64, st.tuples(st.integers(3, 12), st.integers(2, 6)), elements=st.integers(1, 7).map(float)
)
finite = st.floats(-1e6, 1e6)


def questionnaire() -> pd.DataFrame:
    return pd.DataFrame([[int(digit) for digit in person] for person in QUESTIONNAIRE.split()])


def varied(frame: np.ndarray[Any, Any]) -> bool:
    return bool(frame.sum(axis=1).var(ddof=1) > 1e-6)


def test_alpha_of_a_published_questionnaire() -> None:
    assert round(cronbach_alpha(questionnaire()), 6) == 0.591719
    assert cronbach_alpha(questionnaire().to_numpy()) == cronbach_alpha(questionnaire())
    assert type(cronbach_alpha(questionnaire())) is float


@relaxed
@given(answers.filter(varied))
def test_alpha_by_covariances_is_the_same(frame: np.ndarray[Any, Any]) -> None:
    covariances = np.cov(frame.T)
    items = frame.shape[1]
    shared = covariances.sum() - np.trace(covariances)
    assert cronbach_alpha(frame) == pytest.approx(items / (items - 1) * shared / covariances.sum(), abs=1e-9)
    assert cronbach_alpha(frame) <= 1 + 1e-9


@relaxed
@given(answers.filter(varied), st.floats(0.1, 10), finite)
def test_alpha_knows_no_unit_and_no_order(frame: np.ndarray[Any, Any], unit: float, zero: float) -> None:
    assert cronbach_alpha(frame * unit + zero / 1e3) == pytest.approx(cronbach_alpha(frame), abs=1e-6)
    assert cronbach_alpha(frame[::-1, ::-1]) == pytest.approx(cronbach_alpha(frame), abs=1e-9)


@relaxed
@given(arrays(np.float64, st.integers(3, 10), elements=st.integers(1, 7).map(float)), st.integers(2, 6))
def test_alpha_is_one_if_all_items_agree(person: np.ndarray[Any, Any], items: int) -> None:
    assume(person.var() > 0)
    frame = np.tile(person[:, None], items)
    assert cronbach_alpha(frame) == pytest.approx(1)
    assume(items > 2)
    frame[:, 0] = 8 - frame[:, 0]
    assert cronbach_alpha(frame) < 1 - 1e-6


def test_gap_is_perceived_minus_expected() -> None:
    assert gap(5, 6) == -1
    assert type(gap(5, 6)) is float
    assert gap([5, 7], [6, 6]).tolist() == [-1, 1]
    assert np.isnan(gap([5, math.nan], 6)).tolist() == [False, True]


def test_gap_keeps_the_index_and_the_columns_of_what_was_perceived() -> None:
    people = pd.Index(["ana", "luis"])
    perceived = pd.DataFrame({"P1": [5, 6], "P2": [4, 7]}, index=people)
    expected = pd.DataFrame({"E1": [6, 6], "E2": [6, 6]}, index=people)
    wanted = pd.DataFrame({"P1": [-1.0, 0.0], "P2": [-2.0, 1.0]}, index=people)
    pd.testing.assert_frame_equal(gap(perceived, expected), wanted)
    pd.testing.assert_series_equal(gap(perceived.P1, expected.E1), wanted.P1, check_names=False)


@relaxed
@given(st.lists(finite, min_size=1, max_size=30), st.floats(0, 100))
def test_percentile_agrees_with_pandas_and_is_in_range(values: list[float], q: float) -> None:
    found = percentile(values, q)
    assert found == pytest.approx(pd.Series(values).quantile(q / 100), abs=1e-6)
    assert min(values) - 1e-6 <= found <= max(values) + 1e-6


@relaxed
@given(st.lists(finite, min_size=1, max_size=30), st.floats(0, 100), st.floats(0, 100))
def test_percentile_grows_with_q(values: list[float], one: float, other: float) -> None:
    low, high = sorted([one, other])
    assert percentile(values, low) <= percentile(values, high) + 1e-6


def test_percentile_has_the_shape_of_q() -> None:
    waits = pd.Series([10, 20, 30, 40], index=list("abcd"))
    assert type(percentile(waits, 90)) is float
    assert percentile(waits, 90) == 37
    assert percentile(waits, [0, 50, 100]).tolist() == [10, 25, 40]
    asked = percentile(waits, pd.Series([50, 90], index=["median", "p90"]))
    assert asked.to_dict() == {"median": 25, "p90": 37}
    assert percentile(7, 30) == 7


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: gap([1, 2], [1, 2, 3]), "Las longitudes no coinciden"),
        (lambda: gap(pd.Series([1]), pd.Series([1], index=[5])), "Los índices"),
        (lambda: gap("5", 6), "hay texto: «5»"),
        (lambda: percentile([], 90), "con algún valor"),
        (lambda: percentile([[1, 2]], 90), "con algún valor"),
        (lambda: percentile([1, 2], 101), "«q» va de 0 a 100"),
        (lambda: percentile([1, math.nan], 90), "Valores que faltan: 1"),
        (lambda: percentile(pd.Series(pd.to_timedelta([1, 2], "min")), 90), "pásalos a minutos"),
        (lambda: cronbach_alpha([[1, 2]]), "al menos dos"),
        (lambda: cronbach_alpha([[1], [2]]), "al menos dos"),
        (lambda: cronbach_alpha(np.array([1.0, 2.0])), "al menos dos"),
        (lambda: cronbach_alpha([[1, 2], [2, 1]]), "suman lo mismo"),
        (lambda: cronbach_alpha([[1, 2], [2, math.nan]]), "les faltan respuestas: 1"),
        (lambda: cronbach_alpha(pd.DataFrame({"unit": ["ward", "lab"], "P1": [1, 2]})), "hay texto: «ward»"),
    ],
)
def test_errors_say_what_to_mend(call: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
