"""What an arm gains over the reference when both meet the same shocks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.analysis.averages import error_of, student
from sim.analysis.moments import Moment
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
    se = error_of(float(np.sum(difference**2)), runs)
    return _gain(means[0] - means[1], se, runs, confidence)


def _gain(difference: float, se: float, runs: int, confidence: float) -> Gain:
    """A difference with Student's interval; NaN with fewer than two runs."""
    if runs < 2:
        return Gain(difference, float("nan"), float("nan"), float("nan"), runs)
    reach = student(runs, confidence) * se
    return Gain(difference, se, difference - reach, difference + reach, runs)


def gain_of(
    moment: Moment, means: tuple[float, float], agreed: tuple[float, float], confidence: float = 0.95
) -> Gain:
    """The gain of :func:`paired_gain` from moments, of runs that were watched to the horizon unless they collapsed.

    A run's influence on a mean is then ``n / m`` times what it lies above it, or 0 without a ceasefire, for ``m``
    ceasefires of ``n`` runs; and the variance of a difference of influences follows from the moments.

    Parameters
    ----------
    moment : of ``capped`` (years up to the horizon), ``agreed`` (0 or 1) and of what both are more than in the
        reference, run against the same run: ``more_capped``, ``more_agreed``.
    means : restricted means of the ceasefires of the arm and of the reference.
    agreed : how many ceasefires both have.
    confidence : of the interval.
    """
    runs = moment.runs
    (mean, base), (share, other) = means, (runs / m if m else 0.0 for m in agreed)
    squares = moment.squares(
        capped=share - other,
        more_capped=other,
        agreed=other * base - share * mean,
        more_agreed=-other * base,
    )
    return _gain(mean - base, error_of(squares, runs), runs, confidence)


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
    more = first[measure].to_numpy(float) - second[measure].to_numpy(float)
    return difference_of(Moment.of({measure: more}), measure, confidence)


def difference_of(moment: Moment, name: str, confidence: float = 0.95) -> Gain:
    """The difference of :func:`paired_difference` from the moments of what runs of an arm have more."""
    se = error_of(moment.product(name, name), moment.runs)
    return _gain(moment.average(name), se, moment.runs, confidence)


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


def _by_run(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    found = frame.set_index("run").sort_index()
    if found.index.has_duplicates:
        twice = found.index[found.index.duplicated()][:5]
        raise InputError(
            f"the {name} holds a run number twice", value=[int(run) for run in twice], allowed="each run once"
        )
    return found
