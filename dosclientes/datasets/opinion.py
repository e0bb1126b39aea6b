"""What internal customers expect and perceive: `survey` (lesson 08)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dosclientes.datasets.core import generator, table

if TYPE_CHECKING:
    import pandas as pd

_EXPECTED = np.array([5.9, 5.6, 5.8, 5.5, 5.3])
_GAPS = {
    "pharmacy": np.array([-0.3, -0.2, -0.4, -0.2, -0.1]),
    "laboratory": np.array([-0.4, -0.9, -0.3, -0.2, -0.3]),
    "kitchen": np.array([-0.8, -0.4, -0.5, -0.7, -0.6]),
    "it_desk": np.array([-0.5, -0.3, -2.0, -0.6, -0.4]),
}
_LOADING = {"E": 0.5, "P": 0.9}
_NOISE = {"E": 0.6, "P": 0.8}
_LOW, _HIGH = 1, 7
_REVERSED = 3
"""Position of the item that is worded the other way round."""


def survey(size: int = 400, seed: int | None = None) -> pd.DataFrame:
    """Answers of hospital staff on four departments that serve them. Simulated.

    Columns: `unit` (id of the department judged), `E1` to `E5` (expected) and `P1` to `P5` (perceived),
    whole numbers from 1 to 7. `size` counts answers. The fourth question is worded the other way round, so
    `E4` and `P4` have to be turned, as 8 less the answer, before anything is computed.

    Model: each person has a level of expectation and one of perception, standard normal and independent. An
    answer is the question's mean, plus .5 (E) or .9 (P) times that level, plus normal noise of .6 (E) or .8
    (P), rounded and cut to the scale. The mean of a P is that of its E plus a gap that depends on unit and
    question. Units are equally likely.

    Truth: `reversed` (the columns to turn), `scale`, `alpha` (of P1 to P5, turned), `alpha_unmended` (not
    turned), `alpha_expected` (of E1 to E5, turned), `gap` (mean P less mean E after turning, by unit and
    then "1" to "5"), `worst` (unit and question of the widest gap). All of them allow for rounding and
    cutting.
    """
    rng = generator("survey", size, seed)
    unit = rng.integers(len(_GAPS), size=size)
    answers: dict[str, Any] = {}
    for kind in "EP":
        level = rng.standard_normal((size, 1))
        noise = rng.standard_normal((size, len(_EXPECTED)))
        score = _means(kind)[unit] + _LOADING[kind] * level + _NOISE[kind] * noise
        points = np.clip(np.rint(score), _LOW, _HIGH).astype(int)
        points[:, _REVERSED] = _LOW + _HIGH - points[:, _REVERSED]
        answers |= {f"{kind}{item}": column for item, column in enumerate(points.T, 1)}
    return table(unit=np.array(list(_GAPS))[unit], **answers)


def survey_truth() -> dict[str, Any]:
    expected, seen = (_moments(kind) for kind in "EP")
    gaps = seen[0] - expected[0]
    sign = np.ones(len(_EXPECTED))
    sign[_REVERSED] = -1
    unit, item = np.unravel_index(gaps.argmin(), gaps.shape)
    return {
        "reversed": (f"E{_REVERSED + 1}", f"P{_REVERSED + 1}"),
        "scale": (_LOW, _HIGH),
        "alpha": _alpha(seen[1]),
        "alpha_unmended": _alpha(seen[1] * np.outer(sign, sign)),
        "alpha_expected": _alpha(expected[1]),
        "gap": {
            name: {str(number): gap for number, gap in enumerate(row, 1)}
            for name, row in zip(_GAPS, gaps, strict=True)
        },
        "worst": (list(_GAPS)[unit], str(item + 1)),
    }


def _means(kind: str) -> Any:
    """The questions' means before rounding, a row for each unit."""
    gaps = np.array(list(_GAPS.values()))
    return _EXPECTED + (gaps if kind == "P" else 0 * gaps)


def _moments(kind: str) -> tuple[Any, Any]:
    """Means by unit and question, and the questions' covariances over all units, of the rounded answers.

    Given a person's level the answers are independent, so it is enough to integrate over the level.
    """
    from scipy import special

    level, weight = np.polynomial.hermite_e.hermegauss(60)
    weight /= weight.sum()
    score = (
        _means(kind)[:, None, :, None] + _LOADING[kind] * level[:, None, None]
    )  # unit, level, question, point
    points = np.arange(_LOW + 1, _HIGH + 1)
    reached = special.ndtr((score - (points - 0.5)) / _NOISE[kind])
    given = _LOW + reached.sum(axis=-1)
    squared = _LOW**2 + (reached * (2 * points - 1)).sum(axis=-1)
    means = np.einsum("l,ulq->uq", weight, given)
    products = np.einsum("l,ulq,ulr->qr", weight, given, given) / len(means)
    np.fill_diagonal(products, np.einsum("l,ulq->q", weight, squared) / len(means))
    return means, products - np.outer(means.mean(axis=0), means.mean(axis=0))


def _alpha(covariance: Any) -> float:
    items = len(covariance)
    return float(items / (items - 1) * (1 - np.trace(covariance) / covariance.sum()))
