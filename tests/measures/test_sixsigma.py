"""Six Sigma's numbers: the curriculum's worked values, properties, shapes, and errors that help."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dosclientes.measures.sixsigma import (
    dpmo,
    dpmo_from_sigma,
    dpo,
    dpu,
    first_pass_yield,
    rolled_throughput_yield,
    sigma_level,
    throughput_yield,
)

relaxed = settings(deadline=None)  # a busy machine is no defect
counts = st.integers(1, 10_000)
yields = st.lists(st.floats(0.01, 1), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("sigma", "expected", "digits"),
    [(2, 308_537.5, 1), (3, 66_807.2, 1), (4, 6_209.67, 2), (5, 232.63, 2), (6, 3.398, 3)],
)
def test_long_term_defects_per_million(sigma: int, expected: float, digits: int) -> None:
    assert round(dpmo_from_sigma(sigma), digits) == expected


def test_twelve_defects_in_ten_units_of_sixty_opportunities() -> None:
    assert dpmo(12, 10, 60) == 20_000
    assert round(sigma_level(20_000), 3) == 3.554


def test_step_yields_and_their_product() -> None:
    steps = throughput_yield([0.10, 0.05, 0.008])
    assert [round(each, 6) for each in steps] == [0.904837, 0.951229, 0.992032]
    assert round(rolled_throughput_yield(steps), 6) == 0.853850
    assert round(rolled_throughput_yield([0.95] * 10), 3) == 0.599


def test_rework_is_no_first_pass() -> None:
    assert first_pass_yield(100, 8, 2) == 0.9
    assert first_pass_yield(100, 0, 0) == 1
    assert dpu(30, 20) == 1.5


def test_the_published_three_sigma_value_has_both_tails() -> None:
    far_tail = dpmo_from_sigma(3, shift=-1.5)
    assert round(dpmo_from_sigma(3) + far_tail) == 66_811


@relaxed
@given(st.floats(-3, 6.5), st.sampled_from([0.0, 1.5, 2.0]))
def test_sigma_and_dpmo_are_inverses(sigma: float, shift: float) -> None:
    assert sigma_level(dpmo_from_sigma(sigma, shift), shift) == pytest.approx(sigma, abs=1e-6)


@relaxed
@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_more_defects_never_raise_the_level(some: float, others: float) -> None:
    fewer, more = sorted([some, others])
    assert sigma_level(fewer) >= sigma_level(more)


def test_the_ends_of_the_scale() -> None:
    assert sigma_level(0) == math.inf
    assert sigma_level(1e6) == -math.inf


@relaxed
@given(counts, counts, counts, st.integers(2, 10))
def test_counting_more_opportunities_flatters(defects: int, units: int, ways: int, more: int) -> None:
    defects = min(defects, units * ways)
    assert dpo(defects, units, ways * more) == pytest.approx(dpo(defects, units, ways) / more)
    assert dpu(defects, units) == pytest.approx(dpo(defects, units, ways) * ways)


@relaxed
@given(st.lists(st.floats(0, 3), min_size=1, max_size=12))
def test_the_rolled_yield_is_that_of_all_defects_together(rates: list[float]) -> None:
    rolled = rolled_throughput_yield(throughput_yield(rates))
    assert rolled == pytest.approx(throughput_yield(sum(rates)))


@relaxed
@given(yields, st.randoms())
def test_no_order_and_no_step_makes_the_total_better(steps: list[float], random: Any) -> None:
    total = rolled_throughput_yield(steps)
    assert total <= min(steps)
    random.shuffle(steps)
    assert rolled_throughput_yield(steps) == pytest.approx(total)


@relaxed
@given(counts, st.data())
def test_a_first_pass_yield_is_a_share(units: int, data: st.DataObject) -> None:
    scrapped = data.draw(st.integers(0, units))
    reworked = data.draw(st.integers(0, units - scrapped))
    assert first_pass_yield(units, reworked, scrapped) * units == pytest.approx(units - reworked - scrapped)


FUNCTIONS = [
    (dpu, (3, 10)),
    (dpo, (3, 10, 5)),
    (dpmo, (3, 10, 5)),
    (throughput_yield, (0.3,)),
    (first_pass_yield, (10, 2, 1)),
    (sigma_level, (6210,)),
    (dpmo_from_sigma, (4,)),
]


@pytest.mark.parametrize(("function", "values"), FUNCTIONS)
def test_a_result_has_the_shape_of_what_was_given(function: Any, values: tuple[float, ...]) -> None:
    expected = function(*values)
    assert type(expected) is float
    first, *others = values
    steps = pd.Index(["draw", "analyse"], name="step")

    series = function(pd.Series([first, first], index=steps), *others)
    assert isinstance(series, pd.Series)
    pd.testing.assert_series_equal(series, pd.Series([expected] * 2, index=steps))

    assert isinstance(function(np.array([first, first]), *others), np.ndarray)
    assert function([first, first], *others).tolist() == [expected, expected]
    assert np.isnan(function([first, math.nan], *others)).tolist() == [False, True]
    nullable = function(pd.Series([first, None], index=steps, dtype="Float64"), *others)
    assert nullable.isna().tolist() == [False, True]
    assert function(pd.Series([], dtype=float), *others).empty


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: dpu(1, 0), "«units» tiene que ser mayor que 0"),
        (lambda: dpu(-1, 5), "«defects» no puede ser negativo, y vale -1"),
        (lambda: dpu("3,5", 5), "hay texto: «3,5»"),
        (lambda: dpu(["3"], 5), "hay texto: «3»"),
        (lambda: dpu(None, 5), "un número o una lista de números"),
        (lambda: dpu([[1], [2, 3]], 5), "un número o una lista de números"),
        (lambda: dpu(1j, 5), "un número o una lista de números"),
        (lambda: dpu(math.inf, 5), "«defects» tiene que ser finito"),
        (lambda: dpu([1, 2], [1, 2, 3]), "«defects»: 2; «units»: 3"),
        (lambda: dpu(pd.Series([1, 2]), [[1, 2], [3, 4]]), "Las longitudes no coinciden"),
        (lambda: dpu(pd.Series([1, 2]), pd.Series([1, 2], index=[1, 2])), "Los índices"),
        (lambda: dpo(31, 10, 3), r"«defects» \(31\) no puede superar «units · opportunities» \(30\)"),
        (lambda: dpo(1, 10, 0), "«opportunities» tiene que ser mayor que 0"),
        (lambda: first_pass_yield(10, 8, 3), r"«reworked \+ scrapped» \(11\)"),
        (lambda: first_pass_yield(10, -1, 3), "«reworked» no puede ser negativo"),
        (lambda: throughput_yield(-0.1), "«dpu» no puede ser negativo"),
        (lambda: rolled_throughput_yield([]), "un rendimiento por paso"),
        (lambda: rolled_throughput_yield([0.9, math.nan]), "falta el rendimiento"),
        (lambda: rolled_throughput_yield([95, 90]), "divídelos por 100"),
        (lambda: rolled_throughput_yield([-0.5]), "«yields» va de 0 a 1"),
        (lambda: sigma_level(1_000_001), "«dpmo» va de 0 a 1000000"),
        (lambda: sigma_level(pd.Series(pd.to_timedelta([1], "min"))), r"total_seconds\(\)"),
    ],
)
def test_errors_say_what_to_mend(call: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


def test_pandas_is_not_imported_for_numbers() -> None:
    code = "import dosclientes, dosclientes.measures.sixsigma as s, dosclientes.measures, dosclientes.customers, sys\n"
    code += "s.dpmo(12, 10, 60); sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
