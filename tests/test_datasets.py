"""The simulated data: the same for the same seed, true to their truth, and each teaching its point."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dosclientes import datasets
from dosclientes.customers import RULES, Case, Output, Party, classify, counts_as_customer, hospital
from dosclientes.measures import cronbach_alpha, gap, percentile
from dosclientes.measures.sixsigma import dpmo, first_pass_yield

relaxed = settings(max_examples=15, deadline=None)  # a busy machine is no defect
COLUMNS = {
    "cases": "case output recipient pays receives could_receive intended_for required_by",
    "handoffs": "item step from to t_in t_out",
    "tickets": "requester channel type goal paid",
    "sales": "customer segment revenue margin",
    "requests": "provider recipient agreed_hours hours",
    "units": "unit step defects opportunities reworked scrapped",
    "lab": "ward priority received reported",
    "doses": "ward day ordered errors",
    "survey": "unit E1 E2 E3 E4 E5 P1 P2 P3 P4 P5",
    "branches": "branch area contact service morale quality satisfaction profit",
    "actions": "action target effort impact workload_before workload_after",
}
ROWS = {"handoffs": 5, "doses": 4}
PARTIES = {
    "cases": ["recipient"],
    "handoffs": ["from", "to"],
    "tickets": ["requester"],
    "requests": ["provider", "recipient"],
    "lab": ["ward"],
    "doses": ["ward"],
    "survey": ["unit"],
}
STUDENTS = [None, *(datasets.student_seed(f"student-{number}") for number in range(40))]
every_name = pytest.mark.parametrize("name", datasets.names())


@cache
def many(name: str) -> pd.DataFrame:
    """So much data that an estimate comes close to the truth."""
    return datasets.load(name, size=60_000, seed=1)


def minutes(lab: pd.DataFrame) -> pd.Series[float]:
    return (lab["reported"] - lab["received"]).dt.total_seconds() / 60


def close(estimate: Any, true: Any, tolerance: float) -> None:
    """Both are numbers, or mappings (a Series, for instance) with the same keys."""
    if isinstance(true, dict):
        assert sorted(map(str, estimate.keys())) == sorted(true)
        for key, value in true.items():
            close(estimate[key], value, tolerance)
    else:
        assert estimate == pytest.approx(true, rel=tolerance)


@every_name
def test_a_data_set_has_its_columns_and_nothing_missing(name: str) -> None:
    frame = datasets.load(name)
    assert list(frame.columns) == COLUMNS[name].split()
    assert isinstance(frame.index, pd.RangeIndex)
    assert not frame.isna().any().any()
    assert 48 <= len(frame) <= 10_000
    pd.testing.assert_frame_equal(frame, getattr(datasets, name)())


def texts(frame: pd.DataFrame) -> Iterator[str]:
    for column in frame.select_dtypes(["str", "object"]):
        yield from frame[column].unique()


@every_name
def test_values_are_english_identifiers(name: str) -> None:
    frame = datasets.load(name)
    words = [*frame.columns, *texts(frame)]
    assert [word for word in words if not (word.isascii() and word.isidentifier())] == []


@pytest.mark.parametrize(("name", "columns"), PARTIES.items())
def test_parties_are_those_of_the_running_case(name: str, columns: list[str]) -> None:
    frame = datasets.load(name)
    assert set(frame[columns].to_numpy().ravel()) <= set(hospital.parties())


@every_name
def test_the_same_seed_gives_the_same_data_and_another_gives_others(name: str) -> None:
    ana, luis = (datasets.student_seed(student) for student in ("ana", "luis"))
    pd.testing.assert_frame_equal(datasets.load(name, seed=ana), datasets.load(name, seed=ana))
    assert not datasets.load(name, seed=ana).equals(datasets.load(name, seed=luis))
    assert not datasets.load(name, seed=ana).equals(datasets.load(name))


@every_name
@relaxed
@given(size=st.integers(1, 60), seed=st.integers(0, 2**64))
def test_any_size_and_seed_will_do(name: str, size: int, seed: int) -> None:
    frame = datasets.load(name, size, seed)
    assert list(frame.columns) == COLUMNS[name].split()
    if name == "units":
        assert frame["unit"].nunique() == size
    else:
        assert len(frame) == size * ROWS.get(name, 1)
    assert not (frame.select_dtypes("number") < 0).any().any()


def test_a_students_seed_is_the_same_on_every_machine() -> None:
    assert datasets.student_seed("ana") == 10856591780053757320
    assert datasets.student_seed(" ana ") == datasets.student_seed("ana")
    assert datasets.student_seed("jose\u0301") == datasets.student_seed("jos\u00e9")
    assert datasets.student_seed("Ana") != datasets.student_seed("ana")


DIGESTS = {
    "cases": "5d7fb05fc8e8",
    "handoffs": "f9e01a6e3245",
    "tickets": "1ab5d12494e0",
    "sales": "7ca27952e06e",
    "requests": "b90efe0f10a9",
    "units": "0d9ceb28c598",
    "lab": "c32d5371aabf",
    "doses": "b2ec118e83cf",
    "survey": "92c4f5a3a8b0",
    "branches": "028cd2a22556",
    "actions": "241036f70589",
}


@every_name
def test_the_data_of_all_have_not_changed(name: str) -> None:
    """Lessons quote these numbers, and assignments are marked by them: change them knowingly."""
    text = datasets.load(name).to_csv(index=False, lineterminator="\n")
    assert hashlib.sha256(text.encode()).hexdigest()[:12] == DIGESTS[name]


@every_name
def test_the_truth_is_plain_and_ones_own(name: str) -> None:
    found = datasets.truth(name)
    assert json.dumps(found)
    found.clear()
    assert datasets.truth(name)


@every_name
def test_the_docstring_tells_columns_model_and_truth(name: str) -> None:
    text = getattr(datasets, name).__doc__
    assert "Model" in text
    if name != "survey":  # it says "`E1` to `E5`"
        assert [column for column in COLUMNS[name].split() if f"`{column}`" not in text] == []
    assert [key for key in datasets.truth(name) if f"`{key}`" not in text] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"name": "labs"}, "¿Querías decir «lab»"),
        ({"name": "Survey"}, "¿Querías decir «survey»"),
        ({"name": "zzz"}, "Lo que hay: cases, handoffs"),
        ({"name": "lab", "size": -5}, "«size» va de 1 a 1000000, y vale -5"),
        ({"name": "lab", "size": 0}, "«size» va de 1"),
        ({"name": "lab", "size": 10**9}, "«size» va de 1 a 1000000"),
        ({"name": "lab", "size": 2.5}, "«size» tiene que ser un número entero"),
        ({"name": "lab", "size": "20"}, "«size» tiene que ser un número entero"),
        ({"name": "lab", "size": True}, "«size» tiene que ser un número entero"),
        ({"name": "lab", "seed": -1}, "«seed» no puede ser negativa"),
        ({"name": "lab", "seed": "ana"}, r"lo saca student_seed\(\)"),
    ],
)
def test_errors_say_what_to_mend(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        datasets.load(**arguments)


def test_an_unknown_truth_and_an_empty_id_are_refused() -> None:
    with pytest.raises(ValueError, match="¿Querías decir «sales»"):
        datasets.truth("sale")
    with pytest.raises(ValueError, match="Falta el identificador"):
        datasets.student_seed("  ")


def test_pandas_is_imported_with_the_first_data_only() -> None:
    code = "import dosclientes, dosclientes.datasets as d, sys\nd.student_seed('ana')\n"
    code += (
        "before = 'pandas' in sys.modules; d.load('cases'); sys.exit(before or 'pandas' not in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_cases_agree_with_the_rules_and_with_their_truth() -> None:
    def rulings(row: Any) -> list[bool | None]:
        facts = {name: getattr(row, name) for name in COLUMNS["cases"].split()[3:]}
        case = Case(Party(row.recipient), Output(row.output), **facts)
        return [counts_as_customer(case, rule).counts for rule in RULES]

    few = datasets.load("cases")
    counted = pd.DataFrame([rulings(row) for row in few.itertuples()], columns=list(RULES))
    by_hand = few["could_receive"] & (few["intended_for"] | few["required_by"])
    assert (counted["2015"] == by_hand).all()
    assert (counted["2005"] == few["receives"]).all()

    frame, truth = many("cases"), datasets.truth("cases")
    customer = frame["could_receive"] & (frame["intended_for"] | frame["required_by"])
    shares = {"payer": frame["pays"].mean(), "2005": frame["receives"].mean(), "2015": customer.mean()}
    close(shares, truth["customers"], 0.02)
    close((~frame["pays"])[customer].mean(), truth["lost_by_payer"], 0.02)
    close((~customer)[frame["pays"]].mean(), truth["invented_by_payer"], 0.03)
    close((~frame["receives"])[customer].mean(), truth["lost_by_2005"], 0.04)


def test_a_payer_rule_loses_most_customers_whoever_draws() -> None:
    for seed in STUDENTS:
        frame = datasets.load("cases", seed=seed)
        customer = frame["could_receive"] & frame["intended_for"]
        assert (~frame["pays"])[customer].mean() > 0.5
        assert (frame["pays"] & ~customer).any()
        assert (customer & ~frame["receives"]).any()
        assert (frame["receives"] & ~customer).any()


def waits(frame: pd.DataFrame) -> pd.DataFrame:
    before = frame.assign(step=frame["step"] + 1)[["item", "step", "t_out"]]
    both = frame.merge(before, on=["item", "step"], suffixes=("", "_before"))
    return both.assign(work=both["t_out"] - both["t_in"], wait=both["t_in"] - both["t_out_before"])


def test_handoffs_wait_where_the_truth_says() -> None:
    truth = datasets.truth("handoffs")
    means = waits(many("handoffs")).groupby("from")[["work", "wait"]].mean()
    close(
        means["work"], {name: value for name, value in truth["work_minutes"].items() if name != "ward"}, 0.02
    )
    close(
        means["wait"], {name: value for name, value in truth["wait_minutes"].items() if name != "ward"}, 0.02
    )
    for seed in STUDENTS:
        means = waits(datasets.load("handoffs", seed=seed)).groupby("from")[["work", "wait"]].mean()
        assert means.idxmax().tolist() == [truth["longest_work"], truth["longest_wait"]]
        assert truth["longest_work"] != truth["longest_wait"]


def test_handoffs_are_a_chain_in_time() -> None:
    frame = datasets.load("handoffs")
    chain = datasets.truth("handoffs")["chain"]
    for _item, rows in frame.groupby("item"):
        assert (*rows["from"], rows["to"].iloc[-1]) == chain
        assert (rows["to"].to_numpy()[:-1] == rows["from"].to_numpy()[1:]).all()
        assert rows[["t_in", "t_out"]].to_numpy().ravel().tolist() == sorted(
            rows[["t_in", "t_out"]].to_numpy().ravel()
        )


def test_tickets_show_that_payment_separates_badly() -> None:
    frame, truth = many("tickets"), datasets.truth("tickets")
    close(frame.groupby("type")["paid"].mean(), truth["paid"], 0.05)
    for column in ("channel", "goal"):
        for kind, shares in truth[column].items():
            close(frame.loc[frame["type"] == kind, column].value_counts(normalize=True), shares, 0.06)
    guess = np.where(frame["paid"], "external", "internal")
    close((guess == frame["type"]).mean(), truth["hits_by_payer"], 0.01)
    for requester, kind in frame[["requester", "type"]].drop_duplicates().itertuples(index=False):
        assert hospital.around("hospital").holds(hospital.party(requester)) is (kind == "internal")


def test_sales_of_the_loyal_are_less_than_half_the_income_and_more_than_half_the_profit() -> None:
    truth = datasets.truth("sales")
    for seed in STUDENTS:
        frame = datasets.load("sales", seed=seed)
        loyal = frame[frame["segment"] == "loyal"]
        assert loyal["revenue"].sum() < frame["revenue"].sum() / 2
        assert loyal["margin"].sum() > frame["margin"].sum() / 2
    frame = many("sales")
    means = frame.groupby("segment")[["revenue", "margin"]].mean()
    close(means["revenue"], truth["income"], 0.02)
    close(means["margin"], truth["profit"], 0.02)
    loyal = frame[frame["segment"] == "loyal"]
    close(loyal["revenue"].sum() / frame["revenue"].sum(), truth["share_of_loyal"]["income"], 0.02)
    close(loyal["margin"].sum() / frame["margin"].sum(), truth["share_of_loyal"]["profit"], 0.02)
    close(np.log(loyal["revenue"]).std(), truth["log_sd"], 0.02)


def test_requests_have_two_kinds_of_biggest_customer() -> None:
    truth = datasets.truth("requests")

    def biggest(frame: pd.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
        hours = frame.groupby(["provider", "recipient"])["hours"].agg(["size", "sum"]).reset_index()
        tops = (hours.loc[hours.groupby("provider")[by].idxmax()] for by in ("size", "sum"))
        one, other = (top.set_index("provider")["recipient"].to_dict() for top in tops)
        return one, other

    frame = many("requests")
    assert biggest(frame) == (truth["biggest_by_requests"], truth["biggest_by_hours"])
    in_time = frame["hours"] <= frame["agreed_hours"]
    for provider, shares in truth["on_time"].items():
        own = frame["provider"] == provider
        close(in_time[own].groupby(frame["recipient"]).mean(), shares, 0.06)
        close(frame[own].groupby("recipient")["hours"].median(), truth["median_hours"][provider], 0.04)
        close(frame.loc[own, "recipient"].value_counts() / len(frame), truth["share"][provider], 0.06)
    for seed in STUDENTS:
        by_requests, by_hours = biggest(datasets.load("requests", seed=seed))
        assert (by_requests["it_desk"], by_hours["it_desk"]) == ("ward", "radiology")


def test_units_hide_their_rework() -> None:
    frame, truth = many("units"), datasets.truth("units")
    steps = frame.groupby("step")
    sums = steps[["defects", "opportunities", "reworked", "scrapped"]].sum()
    entered = steps.size()
    close(sums["defects"] / entered, truth["dpu"], 0.12)
    close(dpmo(sums["defects"], entered, sums["opportunities"] / entered), truth["dpmo"], 0.12)
    close(first_pass_yield(entered, sums["reworked"], sums["scrapped"]), truth["yield"], 0.005)
    close(sums["reworked"] / entered, truth["reworked"], 0.12)
    close((~frame["scrapped"][frame["step"] == "report"]).sum() / 60_000, truth["delivered"], 0.005)
    assert round(truth["rolled_yield"], 6) == 0.853850
    assert not (frame["reworked"] & frame["scrapped"]).any()
    assert ((frame["defects"] > 0) == (frame["reworked"] | frame["scrapped"])).all()
    lost = frame.loc[frame["scrapped"] & (frame["step"] == "draw"), "unit"]
    assert (frame.loc[frame["unit"].isin(lost), "step"] == "draw").all()


def test_lab_means_hide_the_p90() -> None:
    truth = datasets.truth("lab")
    frame = many("lab")
    by_ward = minutes(frame).groupby(frame["ward"])
    close(by_ward.mean(), truth["mean_minutes"], 0.02)
    close(by_ward.median(), truth["median_minutes"], 0.03)
    close(by_ward.agg(lambda values: percentile(values, 90)), truth["p90_minutes"], 0.03)
    peak = frame["received"].dt.hour.isin(truth["peak_hours"])
    routine = frame["priority"] == "routine"
    close(peak.groupby(frame["ward"]).mean(), truth["at_peak"], 0.15)
    for choice, key in ((peak, "p90_at_peak"), (~peak, "p90_off_peak")):
        chosen = minutes(frame)[routine & choice].groupby(frame["ward"])
        close(chosen.quantile(0.9), truth[key], 0.08)
    for seed in STUDENTS:
        own = datasets.load("lab", seed=seed)
        by_ward = minutes(own).groupby(own["ward"])
        mean, p90 = by_ward.mean(), by_ward.quantile(0.9)
        assert abs(mean["medicine"] / mean["surgery"] - 1) < 0.16
        assert p90["medicine"] / p90["surgery"] > 1.25
        assert own["received"].is_monotonic_increasing
        assert (minutes(own) >= 1).all()


def test_most_errors_are_not_the_highest_rate() -> None:
    truth = datasets.truth("doses")
    sums = many("doses").groupby("ward")[["ordered", "errors"]].sum()
    close(sums["errors"] / sums["ordered"], truth["error_rate"], 0.03)
    close(sums["ordered"] / 60_000, truth["ordered_per_day"], 0.01)
    for seed in STUDENTS:
        own = datasets.load("doses", seed=seed).groupby("ward")[["ordered", "errors"]].sum()
        assert own["errors"].idxmax() == truth["most_errors"]
        assert (own["errors"] / own["ordered"]).idxmax() == truth["highest_rate"]


PERCEIVED = [f"P{item}" for item in range(1, 6)]
EXPECTED = [f"E{item}" for item in range(1, 6)]


def mended(frame: pd.DataFrame) -> pd.DataFrame:
    turned = datasets.truth("survey")["reversed"]
    return frame.assign(**{column: 8 - frame[column] for column in turned})


def test_alpha_jumps_when_the_reversed_item_is_mended() -> None:
    truth = datasets.truth("survey")
    frame = many("survey")
    close(cronbach_alpha(frame[PERCEIVED]), truth["alpha_unmended"], 0.04)
    close(cronbach_alpha(mended(frame)[PERCEIVED]), truth["alpha"], 0.01)
    close(cronbach_alpha(mended(frame)[EXPECTED]), truth["alpha_expected"], 0.01)
    assert frame[PERCEIVED + EXPECTED].isin(range(1, 8)).all().all()
    for seed in STUDENTS:
        own = datasets.load("survey", seed=seed)
        assert cronbach_alpha(own[PERCEIVED]) < 0.5 < 0.75 < cronbach_alpha(mended(own)[PERCEIVED])


def test_gaps_point_to_the_worst_service() -> None:
    truth = datasets.truth("survey")
    for frame, tolerance in (
        (many("survey"), 0.03),
        *((datasets.load("survey", seed=seed), None) for seed in STUDENTS),
    ):
        answers = mended(frame)
        gaps = gap(answers[PERCEIVED], answers[EXPECTED]).groupby(frame["unit"]).mean()
        gaps.columns = list("12345")
        assert gaps.stack().idxmin() == truth["worst"]
        if tolerance:
            for unit, row in truth["gap"].items():
                assert gaps.loc[unit].to_dict() == pytest.approx(row, abs=tolerance)


def correlation(frame: pd.DataFrame) -> float:
    return float(frame["morale"].corr(frame["profit"]))


def test_branches_mislead_until_they_are_stratified() -> None:
    truth = datasets.truth("branches")
    frame = datasets.load("branches", 200_000, seed=1)
    assert correlation(frame) == pytest.approx(truth["raw_correlation"], abs=0.01)
    for (_area, contact), rows in frame.groupby(["area", "contact"]):
        assert correlation(rows) == pytest.approx(truth["stratified_correlation"][contact], abs=0.01)
        slope = np.polyfit(rows["morale"], rows["quality"], 1)[0]
        assert slope == pytest.approx(truth["effect_on_quality"][contact], abs=0.02)
        slope = np.polyfit(rows["morale"], rows["profit"], 1)[0]
        assert slope == pytest.approx(truth["effect_on_profit"][contact], abs=0.06)
    for seed in STUDENTS:
        own = datasets.load("branches", seed=seed)
        strata = {key: correlation(rows) for key, rows in own.groupby(["area", "contact"])}
        low = np.mean([value for (_area, contact), value in strata.items() if contact == "low"])
        high = np.mean([value for (_area, contact), value in strata.items() if contact == "high"])
        assert correlation(own) > max(0.5, high)
        assert high > 0.25 > abs(low)


def test_actions_move_the_load_and_reward_small_effort() -> None:
    truth = datasets.truth("actions")
    frame = many("actions")
    change = (frame["workload_after"] - frame["workload_before"]).groupby(frame["target"]).mean()
    close(change, truth["workload_change"], 0.02)
    slope = np.polyfit(np.log(frame["effort"]), np.log(frame["impact"]), 1)[0]
    close(slope, truth["impact_by_effort"], 0.03)
    close(frame["effort"].median(), truth["effort_median"], 0.03)
    for seed in STUDENTS:
        own = datasets.load("actions", seed=seed)
        change = (own["workload_after"] - own["workload_before"]).groupby(own["target"]).mean()
        assert change["internal"] < -1 < 0 < change["external"]
        value = own["impact"] / own["effort"]
        assert set(own["impact"].nlargest(10).index) != set(value.nlargest(10).index)


def test_cases_can_be_classified() -> None:
    row = datasets.load("cases").iloc[0]
    facts = {name: row[name] for name in COLUMNS["cases"].split()[3:]}
    case = Case(hospital.party(row["recipient"]), hospital.output(row["output"]), **facts)
    assert classify(case, hospital.around("hospital")).label in ("internal", "external", "undetermined")
