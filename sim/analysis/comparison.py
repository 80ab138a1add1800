"""What an arm gains over the reference when both meet the same shocks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from sim.analysis.survival import DAYS_A_YEAR, influence_on_mean
from sim.scenario.errors import InputError


@dataclass(frozen=True)
class Gain:
    """A difference of means (of restricted survival time, in years) with its standard error and interval."""

    years: float
    se: float
    low: float
    high: float
    runs: int


def paired_gain(arm: pd.DataFrame, reference: pd.DataFrame, horizon: float, confidence: float = 0.95) -> Gain:
    """Peaceful years gained over the reference within the horizon, run against the same run.

    Runs of one number meet the same shocks in both arms, so the interval comes from the differences run by
    run (Student's t), which is narrower than one from two independent samples. Under censoring before the
    horizon the differences are those of the runs' influences on each Kaplan-Meier mean. Where some roads led to
    no ceasefire (``agreed`` is false) the means are those of the ceasefires that came about, in each arm its own.

    Parameters
    ----------
    arm, reference : outcome rows of one arm and point each, with columns ``run``, ``days`` and ``collapsed``.
    horizon : years.
    confidence : of the interval.

    Raises
    ------
    InputError
        The two do not hold the same run numbers once each.
    """
    first, second = paired(arm, reference)
    means, influences = [], []
    for frame in (first, second):
        mean, influence = _influence(frame, horizon)
        means.append(mean)
        influences.append(influence)
    difference = influences[0] - influences[1]
    runs = len(difference)
    se = float(np.sqrt(np.sum(difference**2) / (runs * (runs - 1)))) if runs > 1 else float("nan")
    return _gain(means[0] - means[1], se, runs, confidence)


def _gain(difference: float, se: float, runs: int, confidence: float) -> Gain:
    """A difference with Student's interval; NaN with fewer than two runs."""
    if runs < 2:
        return Gain(difference, float("nan"), float("nan"), float("nan"), runs)
    reach = float(stats.t.ppf(0.5 + confidence / 2, runs - 1)) * se
    return Gain(difference, se, difference - reach, difference + reach, runs)


def paired(arm: pd.DataFrame, reference: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Two arms' rows by run number, in the same order.

    Raises
    ------
    InputError
        The two do not hold the same run numbers once each.
    """
    first, second = (_by_run(frame, name) for frame, name in ((arm, "arm"), (reference, "reference")))
    if not first.index.equals(second.index):
        unmatched = first.index.symmetric_difference(second.index)
        raise InputError(
            "the arms are not paired: some run numbers are only in one of them",
            value=[int(run) for run in unmatched[:5]],
            allowed="the same run numbers under the same seed in both arms",
        )
    return first, second


def paired_difference(
    arm: pd.DataFrame, reference: pd.DataFrame, measure: str, confidence: float = 0.95
) -> Gain:
    """Difference in the mean of a measure, run against the same run; NaN with fewer than two runs.

    Parameters
    ----------
    arm, reference : outcome rows of one arm and point each, with columns ``run`` and ``measure``.
    measure : a column; a run without a value makes the difference NaN.
    confidence : of the interval (Student's t).

    Raises
    ------
    InputError
        The two do not hold the same run numbers once each.
    """
    first, second = paired(arm, reference)
    values = first[measure].to_numpy(float) - second[measure].to_numpy(float)
    runs = len(values)
    se = float(values.std(ddof=1) / np.sqrt(runs)) if runs > 1 else float("nan")
    return _gain(float(values.mean()), se, runs, confidence)


def ceasefires(outcomes: pd.DataFrame) -> pd.DataFrame:
    """The runs in which there was a ceasefire: all of them, unless they begin at war."""
    return outcomes[outcomes["agreed"]] if "agreed" in outcomes else outcomes


def _influence(frame: pd.DataFrame, horizon: float) -> tuple[float, np.ndarray]:
    """Restricted mean of the ceasefires that came about, and every run's influence on it; shape (n,)."""
    there = frame["agreed"].to_numpy(bool) if "agreed" in frame else np.ones(len(frame), bool)
    influence = np.zeros(len(frame))
    if not there.any():
        return float("nan"), influence
    mean, found = influence_on_mean(
        frame.loc[there, "days"] / DAYS_A_YEAR, frame.loc[there, "collapsed"], horizon
    )
    influence[there] = found * len(frame) / there.sum()
    return mean, influence


def common_runs(outcomes: pd.DataFrame, cells: int) -> pd.DataFrame:
    """The outcomes whose run numbers are there in every arm and at every point: all of a finished study.

    Parameters
    ----------
    outcomes : a row per run, each arm's run numbers unique at a point.
    cells : how many arms times points the study has.

    Raises
    ------
    InputError
        No run number is there in all of them.
    """
    kept = outcomes[outcomes.groupby("run")["run"].transform("size") == cells]
    if kept.empty:
        raise InputError("no run number is finished in every arm yet; run the study again to resume it")
    return kept.reset_index(drop=True)


def _by_run(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    found = frame.set_index("run").sort_index()
    if found.index.has_duplicates:
        twice = found.index[found.index.duplicated()][:5]
        raise InputError(
            f"the {name} holds a run number twice", value=[int(run) for run in twice], allowed="each run once"
        )
    return found
