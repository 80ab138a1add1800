"""Intervals by resampling conflicts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.analysis.history.prediction import COLUMNS
from sim.analysis.history.scoring.resampling import resampled
from sim.analysis.history.scoring.scores import SCORES, score
from sim.scenario.errors import InputError


def cases(conflicts: int, each: int = 1, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A prediction and outcomes: conflicts of so many equal cases, all watched to their collapse."""
    random = np.random.default_rng(seed)
    days = np.repeat(random.exponential(2000.0, conflicts), each)
    survival = np.repeat(random.uniform(size=conflicts), each)
    conflict = np.repeat([f"c{i:03d}" for i in range(conflicts)], each)
    ids = pd.Index([f"{name}-{i % each}" for i, name in enumerate(conflict)], name="id")
    values = np.column_stack([survival] * 3 + [10 * survival])
    return (
        pd.DataFrame(values, index=ids, columns=list(COLUMNS)),
        pd.DataFrame({"conflict": conflict, "days": days, "event": 1}, index=ids),
    )


def bounds(prediction: pd.DataFrame, outcomes: pd.DataFrame, name: str, seed: int = 0) -> tuple[float, float]:
    """Low and high of a score."""
    found = resampled({"x": prediction}, outcomes, 300, seed).interval("x", name)
    assert found.low is not None and found.high is not None
    return found.low, found.high


@pytest.mark.parametrize("name", SCORES)
def test_cases_of_a_conflict_count_as_one(name: str) -> None:
    """Three copies of every case within its conflict leave every interval as it was."""
    assert bounds(*cases(30, 3), name) == pytest.approx(bounds(*cases(30, 1), name))


def test_the_interval_of_a_mean_has_the_width_theory_gives() -> None:
    """The Brier score of uncensored single-case conflicts is a mean: 90 % is 1.645 standard errors either side."""
    prediction, outcomes = cases(200)
    loss = ((outcomes["days"] > 5 * 365) - prediction["survival_5y"]) ** 2
    error = loss.std(ddof=0) / np.sqrt(len(loss))
    found = resampled({"x": prediction}, outcomes, 2000, 1).interval("x", "brier_5y")
    assert (found.low, found.high) == pytest.approx(
        (loss.mean() - 1.645 * error, loss.mean() + 1.645 * error), abs=0.15 * error
    )


def test_seeds_and_the_order_of_rows() -> None:
    """The same seed gives the same bounds whatever the order of rows; another seed others."""
    prediction, outcomes = cases(40, 2)
    first = bounds(prediction, outcomes, "concordance")
    assert bounds(prediction, outcomes.sample(frac=1.0, random_state=1), "concordance") == first
    assert bounds(prediction, outcomes, "concordance", seed=1) != first


def test_differences_are_taken_on_the_same_resamples() -> None:
    """A prediction less itself is nothing; less a slightly worse one it is tighter than either's own interval."""
    prediction, outcomes = cases(60)
    worse = prediction.assign(
        survival_5y=(0.95 * prediction["survival_5y"]).clip(lower=prediction["survival_10y"])
    )
    worse = worse.assign(survival_10y=0.95 * prediction["survival_10y"])
    found = resampled({"a": prediction, "b": prediction.copy(), "c": worse}, outcomes, 200)
    value, interval = found.difference("a", "b", "concordance")
    assert value == 0.0 and (interval.low, interval.high) == (0.0, 0.0)
    value, interval = found.difference("a", "c", "brier_10y")
    assert value == pytest.approx(
        score(prediction, outcomes)["brier_10y"] - score(worse, outcomes)["brier_10y"]
    )
    own = found.interval("a", "brier_10y")
    assert interval.high - interval.low < 0.3 * (own.high - own.low)


def test_several_splits_are_averaged() -> None:
    """Two predictions under one name score the mean of their scores."""
    prediction, outcomes = cases(30)
    other = prediction[list(COLUMNS)].iloc[::-1].set_axis(prediction.index)
    found = resampled({"both": [prediction, other], "one": prediction, "two": other}, outcomes, 50)
    for name in SCORES:
        assert found.value("both", name) == pytest.approx(
            (found.value("one", name) + found.value("two", name)) / 2
        )


def test_what_has_no_interval_says_why() -> None:
    """A single conflict, or a score that most resamples lack, has no bounds but a reason."""
    prediction, outcomes = cases(1, 5)
    assert "two conflicts" in resampled({"x": prediction}, outcomes, 20).interval("x", "brier_5y").reason
    prediction, outcomes = cases(10)
    rare = outcomes.assign(days=9000.0, event=0)
    rare.iloc[0, 1:] = [30.0, 1]
    found = resampled({"x": prediction}, rare, 200)
    interval = found.interval("x", "auc_5y")
    assert found.value("x", "auc_5y") is not None and interval.low is None
    assert "too few resamples" in interval.reason and 100 < interval.used < 180


def test_nothing_to_resample_is_told() -> None:
    """No outcomes, or no resamples, are errors of input."""
    prediction, outcomes = cases(3)
    with pytest.raises(InputError, match="no outcomes"):
        resampled({"x": prediction}, outcomes.iloc[:0])
    with pytest.raises(InputError, match="whole number"):
        resampled({"x": prediction}, outcomes, 0)
