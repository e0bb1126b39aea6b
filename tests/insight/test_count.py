"""Statistics against published tables and independent formulas, and where there is nothing to say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dosclientes.insight.count.agreement import agreement
from dosclientes.insight.count.classical import discrimination, questions, reliability, rest
from dosclientes.insight.count.estimates import correlation, difference, proportion
from tests.insight.classes import graded_by

ATTITUDE = (
    "43 51 30 39 61 92 45, 63 64 51 54 63 73 47, 71 70 68 69 76 86 48, 61 63 45 47 54 84 35, 81 78 56 66 71 83 47, "
    "43 55 49 44 54 49 34, 58 67 42 56 66 68 35, 71 75 50 55 70 66 41, 72 82 72 67 71 83 31, 67 61 45 47 62 80 41, "
    "64 53 53 58 58 67 34, 67 60 47 39 59 74 41, 69 62 57 42 55 63 25, 68 83 83 45 59 77 35, 77 77 54 72 79 77 46, "
    "81 90 50 72 60 54 36, 74 85 64 69 79 79 63, 65 60 65 75 55 80 60, 65 70 46 57 75 85 46, 50 58 68 54 64 78 52, "
    "50 40 33 34 43 64 33, 64 61 52 62 66 80 41, 53 66 52 50 63 80 37, 40 37 42 58 50 57 49, 63 54 42 48 66 75 33, "
    "66 77 66 63 88 76 72, 78 75 58 74 80 78 49, 48 57 44 45 51 83 38, 85 85 71 71 77 74 55, 82 82 39 59 64 78 39"
)
"""Thirty departments by seven questions: `attitude` of R (Chatterjee and Price, *Regression Analysis* (1977))."""
QUIZ = (
    "11111111111 11111111010 -011-111100 11101101100 11111000100 01-01111000 "
    "11110010000 11111000000 01011000010 10010100-00 11100000000 10010000000"
)
"""Twelve people by eleven questions, three of whom left some out: the example of real-statistics.com on alpha."""


def of(right: int, n: int) -> np.ndarray:
    return np.array([1.0] * right + [0.0] * (n - right))


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_that_of_newcombes_table(right: int, n: int, low: float, high: float) -> None:
    """Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3."""
    found = proportion(of(right, n))
    assert (found.low, found.high) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))
    assert (found.value, found.n) == (right / n, n)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090)],
)
def test_the_interval_of_a_difference_is_that_of_newcombes_table(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    """Newcombe, Statistics in Medicine 17 (1998) 873, table II, method 10."""
    found = difference(proportion(of(*first)), proportion(of(*second)))
    assert (found.low, found.high) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=5, max_size=40))
def test_a_correlation_is_scipys_and_its_interval_no_narrower_than_fishers(
    pairs: list[tuple[float, float]],
) -> None:
    x, y = (np.round(column, 3) for column in np.array(pairs).T)
    found = correlation(x, y)
    if np.ptp(x) < 1e-9 or np.ptp(y) < 1e-9:
        assert np.isnan(found.value)
        return
    theirs = stats.pearsonr(x, y)
    assert found.value == pytest.approx(theirs.statistic, abs=1e-9)
    if abs(found.value) < 0.999:
        limits = theirs.confidence_interval()
        assert found.low <= limits.low + 1e-9
        assert found.high >= limits.high - 1e-9


def test_alpha_is_hoyts_ratio_of_variances_and_its_interval_feldts() -> None:
    """Hoyt, Psychometrika 6 (1941): alpha is 1 − residual mean square / mean square between people."""
    points = graded_by(np.linspace(-2, 2, 40), 6)
    found = reliability(points)
    assert found is not None
    n, k = points.shape
    people, columns, middle = points.mean(1), points.mean(0), points.mean()
    between = k * ((people - middle) ** 2).sum() / (n - 1)
    residual = ((points - people[:, None] - columns + middle) ** 2).sum() / ((n - 1) * (k - 1))
    assert found.alpha.value == pytest.approx(1 - residual / between)
    # the ratio (1 - alpha) / (1 - a) has this F distribution; its two tails are 2.5 % each
    for limit, tail in ((found.alpha.low, 0.025), (found.alpha.high, 0.975)):
        ratio = (1 - limit) / (1 - found.alpha.value)
        assert stats.f.sf(ratio, n - 1, (n - 1) * (k - 1)) == pytest.approx(tail)
    assert found.error == pytest.approx(points.sum(1).std(ddof=1) * np.sqrt(residual / between))


def test_alpha_its_interval_and_the_items_with_the_rest_are_those_that_psych_prints() -> None:
    """`alpha(attitude)` of the R package psych: alpha 0.84, Feldt's interval 0.74 to 0.92, and the column r.drop."""
    points = np.array([[float(one) for one in row.split()] for row in ATTITUDE.split(", ")])
    found = reliability(points)
    assert found is not None
    assert (found.alpha.value, found.alpha.low, found.alpha.high) == pytest.approx(
        (0.84, 0.74, 0.92), abs=5e-3
    )
    dropped = [one.rest.value for one in questions(points, np.full(7, 100.0))]
    assert dropped == pytest.approx([0.67, 0.74, 0.56, 0.71, 0.79, 0.27, 0.46], abs=5e-3)


def test_alpha_with_missing_answers_is_that_of_whoever_answered_all_and_so_is_its_interval() -> None:
    """0.801695 and 0.533 to 0.947: pingouin's test of listwise deletion, checked there against psych."""
    rows = [[np.nan if sign == "-" else float(sign) for sign in row] for row in QUIZ.split()]
    found = reliability(np.array(rows))
    assert found is not None
    assert found.alpha.n == 9
    assert found.alpha.value == pytest.approx(0.801695, abs=5e-7)
    assert (found.alpha.low, found.alpha.high) == pytest.approx((0.533, 0.947), abs=5e-4)


def test_the_orientation_is_people_by_questions() -> None:
    points = graded_by(np.linspace(-2, 2, 40), 6)
    found, turned = reliability(points), reliability(points.T.copy())
    assert found is not None
    assert (found.alpha.n, found.questions) == (40, 6)
    assert turned is None or turned.alpha.n == 6


def test_who_has_a_missing_answer_is_left_out_of_the_sum_and_n_says_so() -> None:
    points = graded_by(np.linspace(-2, 2, 40), 6)
    points[:5, 2] = np.nan
    found, whole = reliability(points), reliability(points[5:])
    assert found is not None
    assert whole is not None
    assert found == whole
    assert found.alpha.n == 35
    counts = questions(points, np.ones(6))
    assert (counts[2].mean.n, counts[2].waiting, counts[1].mean.n) == (35, 5, 40)


def test_a_question_most_of_the_class_waits_for_does_not_take_the_class_with_it() -> None:
    points = graded_by(np.linspace(-2, 2, 40), 6)
    points[:25, 5] = np.nan
    found = reliability(points)
    assert found is not None
    assert (found.alpha.n, found.questions) == (40, 5)


def test_the_rest_leaves_the_question_itself_out() -> None:
    points = np.array([[1.0, 0, 1], [0, 1, 1]])
    assert rest(points, 0).tolist() == [1.0, 2.0]


def test_upper_and_lower_27_per_cent() -> None:
    """100 people in order: the upper 27 have all but 3 right, the lower 27 just 6: 24/27 - 6/27."""
    others = np.arange(100.0)
    share = np.zeros(100)
    share[:6] = 1
    share[-24:] = 1
    found = discrimination(share, others)
    assert found.value == pytest.approx(24 / 27 - 6 / 27)
    assert found.low < found.value < found.high


def test_people_level_at_the_edge_count_in_part_whatever_their_order() -> None:
    others = np.array([1.0] * 5 + [0.0] * 5)
    share = np.array([1.0, 0, 0, 1, 0, 1, 0, 0, 0, 0])
    orders = [np.random.default_rng(seed).permutation(10) for seed in range(5)]
    assert {round(discrimination(share[at], others[at]).value, 12) for at in orders} == {0.2}


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=30))
def test_weighted_kappa_is_lins_concordance(pairs: list[tuple[int, int]]) -> None:
    """Kappa with quadratic weights is 2 cov / (var + var + difference of means²): Lin, Biometrics 45 (1989)."""
    x, y = np.array(pairs, dtype=float).T
    found = agreement(x, y)
    assert found is not None
    below = x.var() + y.var() + (x.mean() - y.mean()) ** 2
    if below == 0:
        assert np.isnan(found.kappa)
    else:
        assert found.kappa == pytest.approx(2 * np.mean((x - x.mean()) * (y - y.mean())) / below)


def test_cohens_kappa_of_fifty_grants() -> None:
    """20 twice yes, 15 twice no, 5 and 10 divided: kappa 0.4; of two grades, weights change nothing."""
    x = np.array([1.0] * 25 + [0.0] * 25)
    y = np.array([1.0] * 20 + [0.0] * 5 + [1.0] * 10 + [0.0] * 15)
    found = agreement(x, y)
    assert found is not None
    assert found.kappa == pytest.approx(0.4)
    assert found.same.value == pytest.approx(0.7)
    assert found.difference.value == pytest.approx(0.1)


def test_nothing_is_said_of_what_does_not_vary_or_of_too_few() -> None:
    same = np.ones((20, 3))
    assert reliability(same) is None
    assert all(one.rest.says_nothing for one in questions(same, np.ones(3)))
    few = graded_by(np.linspace(-2, 2, 8), 4)
    assert all(one.rest.says_nothing and one.tells.says_nothing for one in questions(few, np.ones(4)))
    found = reliability(few)
    assert found is None or found.alpha.says_nothing
    assert reliability(few[:1]) is None
