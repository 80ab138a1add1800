"""Scores under censoring, by hand, against lifelines and against the plain estimators."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from lifelines.utils import concordance_index
from scipy import stats

from sim.analysis.history.prediction import COLUMNS, checked, constant
from sim.analysis.history.scoring.calibration import calibration, quartiles
from sim.analysis.history.scoring.scores import SCORES, Scores, Yardstick, censoring_weights, score
from sim.analysis.survival import kaplan_meier
from sim.scenario.errors import InputError

#: Five cases, the second censored at 2 years while four were watched: from then on a chance of 3/4 to be watched.
YEARS = np.array([1.0, 2.0, 3.0, 6.0, 7.0])
EVENTS = np.array([True, False, True, False, True])
SURVIVAL = np.array([0.2, 0.7, 0.6, 0.5, 0.9])


def outcomes(years: np.ndarray, events: np.ndarray) -> pd.DataFrame:
    """Outcomes of cases "0", "1", ..., each a conflict of its own."""
    ids = pd.Index([str(i) for i in range(len(years))], name="id")
    return pd.DataFrame(
        {"conflict": ids.to_numpy(), "days": years * 365.0, "event": events.astype(int)}, index=ids
    )


def predicted(survival: np.ndarray) -> pd.DataFrame:
    """A prediction with the same survival to every year, and ten times it as the restricted mean."""
    ids = pd.Index([str(i) for i in range(len(survival))], name="id")
    return pd.DataFrame(dict(zip(COLUMNS, [*[survival] * 3, 10 * survival], strict=True)), index=ids)


def drawn(seed: int, n: int = 60, ties: bool = False) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Times, events and predictions with censoring; with ties, times and predictions are coarse."""
    random = np.random.default_rng(seed)
    fell, seen = random.weibull(0.6, n) * 5, random.exponential(12, n)
    years, survival = np.minimum(fell, seen), random.uniform(size=n)
    if ties:
        years, survival = np.round(years) + 0.5, np.round(survival, 1)
    return years, fell <= seen, survival


def test_weights_by_hand() -> None:
    """Cases known at 5 years count for those lost before: 1 before the loss, 4/3 after it, the lost case 0."""
    np.testing.assert_allclose(censoring_weights(YEARS, EVENTS, 5.0), [1, 0, 4 / 3, 4 / 3, 4 / 3])


def test_auc_by_hand() -> None:
    """The case at 1 year is below both controls, that at 3 years below one: (1 + 4/3 / 2) / (1 + 4/3) = 5/7."""
    assert Yardstick(YEARS, EVENTS).auc(SURVIVAL, 5) == pytest.approx(5 / 7)


def test_brier_by_hand() -> None:
    """(0.2² + 4/3 (0.6² + 0.5² + 0.1²)) / 5."""
    by_hand = (0.04 + 4 / 3 * (0.36 + 0.25 + 0.01)) / 5
    assert Yardstick(YEARS, EVENTS).brier(SURVIVAL, 5) == pytest.approx(by_hand)


def test_concordance_by_hand() -> None:
    """Of the four comparable pairs of these cases two agree, one is level and one does not: 2.5 / 4."""
    yardstick = Yardstick(np.array([1.0, 2.0, 3.0, 4.0]), np.array([True, False, True, False]))
    assert yardstick.concordance(np.array([2.0, 1.0, 2.0, 4.0])) == pytest.approx(0.625)


@pytest.mark.parametrize("ties", [False, True])
def test_concordance_is_that_of_lifelines(ties: bool) -> None:
    """With and without equal times and predictions, Harrell's C equals lifelines'."""
    for seed in range(20):
        years, events, survival = drawn(seed, ties=ties)
        expected = concordance_index(years, survival, events)
        assert Yardstick(years, events).concordance(survival) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("year", [1, 5, 10])
def test_without_censoring_before_the_year_scores_are_the_plain_ones(year: int) -> None:
    """Brier is the mean square, AUC the Mann-Whitney share, when every case is watched to the year at least."""
    random = np.random.default_rng(year)
    years, survival = random.exponential(6.0, 80), np.round(random.uniform(size=80), 1)
    events = years < year
    years = np.where(events, years, np.maximum(years, year))  # some watched to exactly the year
    stood = ~events
    yardstick = Yardstick(years, events)
    assert yardstick.brier(survival, year) == pytest.approx(np.mean((stood - survival) ** 2))
    rank = stats.mannwhitneyu(survival[stood], survival[events]).statistic
    assert yardstick.auc(survival, year) == pytest.approx(rank / (stood.sum() * events.sum()))


def test_weights_undo_censoring() -> None:
    """With six in ten of 3,000 cases lost, weighted scores are near the full ones; dropping the lost is not."""
    random = np.random.default_rng(2)
    rate = random.gamma(2.0, 0.1, 3000)
    fell, seen = random.exponential(1 / rate), random.exponential(3.0, 3000)
    survival = np.exp(-5 * rate)
    full = Yardstick(fell, np.ones(3000, bool))
    watched = Yardstick(np.minimum(fell, seen), fell <= seen)
    known = watched.events | (watched.years >= 5)
    dropped = Yardstick(fell[known], np.ones(known.sum(), bool))
    truth, biased = full.brier(survival, 5), dropped.brier(survival[known], 5)
    assert (~known).mean() > 0.55
    assert watched.brier(survival, 5) == pytest.approx(truth, abs=0.006)
    assert abs(biased - truth) > 0.012
    assert watched.auc(survival, 5) == pytest.approx(full.auc(survival, 5), abs=0.02)


def test_a_censoring_on_the_day_of_a_collapse_comes_after_it() -> None:
    """The collapse keeps weight 1 and the case lost that day is not at risk of being lost before it."""
    years, events = np.array([2.0, 2.0, 6.0, 6.0]), np.array([True, False, False, False])
    np.testing.assert_allclose(censoring_weights(years, events, 5.0), [1.0, 0.0, 1.5, 1.5])


def test_scores_do_not_depend_on_the_order_of_rows() -> None:
    """Cases in another order have the same scores."""
    years, events, survival = drawn(4, ties=True)
    order = np.random.default_rng(0).permutation(len(years))
    table, happened = predicted(survival), outcomes(years, events)
    first, second = score(table, happened), score(table.iloc[order], happened.iloc[order[::-1]])
    assert [first[name] for name in SCORES] == pytest.approx([second[name] for name in SCORES])


def test_each_score_reads_its_own_column() -> None:
    """Concordance goes by the restricted mean, AUC by survival to 5 years, Brier scores by their own year."""
    years, events, survival = drawn(5)
    other = 1 - survival
    yardstick, happened = Yardstick(years, events), outcomes(years, events)
    table = constant(happened.index, np.array([1.0, 0.5, 0.0]), 5.0)
    neutral = score(table, happened)
    assert neutral["concordance"] == neutral["auc_5y"] == 0.5
    by_mean = score(table.assign(rmst_years=other), happened)
    assert by_mean["concordance"] == pytest.approx(yardstick.concordance(other)) != 0.5
    assert by_mean["auc_5y"] == 0.5
    at_five = score(table.assign(survival_5y=survival), happened)
    assert at_five["auc_5y"] == pytest.approx(yardstick.auc(survival, 5)) != 0.5
    assert at_five["brier_5y"] == pytest.approx(yardstick.brier(survival, 5))
    assert (at_five["brier_1y"], at_five["brier_10y"]) == (neutral["brier_1y"], neutral["brier_10y"])


def undefined(years: list[float], events: list[bool]) -> Scores:
    """Scores of some outcomes, every case predicted alike."""
    return score(predicted(np.full(len(years), 0.5)), outcomes(np.array(years), np.array(events, bool)))


@pytest.mark.parametrize(
    ("years", "events", "missing", "reason"),
    [
        ([20.0, 30.0], [False, False], {"concordance", "auc_5y"}, "no case collapsed"),
        ([1.0, 2.0], [True, True], {"auc_5y"}, "no case was seen standing at 5 years"),
        ([8.0, 9.0], [True, True], {"auc_5y"}, "no case collapsed within 5 years"),
        ([1.0, 1.0], [True, True], {"concordance", "auc_5y"}, "outlast"),
        ([2.0, 3.0], [True, False], {"auc_5y", "brier_5y", "brier_10y"}, "censored before 5 years"),
        ([], [], set(SCORES), "no case has a known outcome"),
    ],
)
def test_what_is_not_defined_is_none_with_a_reason(
    years: list[float], events: list[bool], missing: set[str], reason: str
) -> None:
    """One class, no collapse or nobody watched long enough: None and a reason, and JSON without NaN."""
    found = undefined(years, events)
    assert {name for name in SCORES if found[name] is None} == missing
    assert any(reason in found.by_name[name].reason for name in missing)
    told = json.loads(json.dumps(found.told(), allow_nan=False))
    assert told["n"] == len(years) and set(told["undefined"]) == missing


def test_calibration_is_kaplan_meier_of_each_quartile() -> None:
    """Group by group the mean prediction stands beside the Kaplan-Meier estimate of its own cases."""
    years, events, survival = drawn(6)
    table = calibration(predicted(survival), outcomes(years, events))
    assert table["n"].tolist() == [15, 15, 15, 15]
    order = np.argsort(survival).reshape(4, 15)
    for row, inside in zip(table.itertuples(), order, strict=True):
        expected = [float(v) for v in kaplan_meier(years[inside], events[inside]).at(5.0)]
        assert [row.observed, row.low, row.high] == pytest.approx(expected)
        assert row.predicted == pytest.approx(survival[inside].mean())
        assert (row.predicted_low, row.predicted_high) == (survival[inside].min(), survival[inside].max())
        assert row.events == (events & (years <= 5))[inside].sum()


def test_equal_predictions_share_a_group() -> None:
    """No order of rows decides the group of a case: equal predictions stay together, all equal make one group."""
    values = np.repeat([0.1, 0.5, 0.9], [10, 4, 2])
    groups = quartiles(values)
    assert all(len(set(groups[values == value])) == 1 for value in values)
    assert len(set(quartiles(np.full(7, 0.3)))) == 1


def test_a_group_not_watched_long_enough_has_no_estimate() -> None:
    """A group whose last case was censored early has None and a reason, the others their estimate."""
    years = np.array([1.0, 8.0, 9.0, 2.0])
    table = calibration(
        predicted(np.array([0.1, 0.3, 0.6, 0.9])), outcomes(years, np.array([1, 1, 0, 0]) == 1)
    )
    assert table["observed"].tolist() == [0.0, 1.0, 1.0, None]
    assert table["reason"].tolist()[-1] == "the last case was censored before 5 years"
    json.dumps(table.to_dict("records"), allow_nan=False)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"survival_5y": 1.2}, "survival_5y"),
        ({"survival_5y": float("nan")}, "survival_5y"),
        ({"survival_10y": 0.9}, "does not rise"),
        ({"rmst_years": 11.0}, "rmst_years"),
    ],
)
def test_an_impossible_prediction_is_told(change: dict[str, float], said: str) -> None:
    """Probabilities out of range, rising survival and NaN are errors that name case and column."""
    table = predicted(np.array([0.3, 0.4]))
    table.loc["1", list(change)] = list(change.values())
    with pytest.raises(InputError, match=said) as told:
        checked(table, table.index)
    assert "for 1" in str(told.value)


def test_a_missing_prediction_is_told() -> None:
    """A case or a column without prediction, or one predicted twice, is an error."""
    table = predicted(np.array([0.3, 0.4]))
    with pytest.raises(InputError, match="not predicted: got '7'"):
        checked(table, pd.Index(["0", "7"]))
    with pytest.raises(InputError, match="lacks a column"):
        checked(table.drop(columns="rmst_years"), table.index)
    with pytest.raises(InputError, match="twice"):
        checked(pd.concat([table, table]), table.index)
