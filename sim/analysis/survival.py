"""How long ceasefires last: survival, restricted mean and hazard, under any independent censoring.

Every function takes ``years`` (time to collapse or to the end of watching) and ``collapsed`` (whether it was
a collapse), one entry a run; or, with ``weights``, an entry for so many runs that ended alike, which gives what
as many entries of one run would. A run is at risk up to and including its own time. Estimates after the last time
watched are NaN, unless nothing is left to collapse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from sim.numerics.intervals import log_log
from sim.scenario.errors import InputError

#: A model year, in days: the horizon of ``n`` years is ``365 n`` days.
DAYS_A_YEAR = 365.0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """A Kaplan-Meier estimate: steps at the distinct times of collapse, shape (k,) each.

    ``survival`` holds from its time on, up to the next; before the first it is 1. ``low`` and ``high`` bound
    it pointwise; ``at_risk`` counts runs just before each time and ``events`` the collapses at it.
    """

    times: Floats
    at_risk: Floats
    events: Floats
    survival: Floats
    low: Floats
    high: Floats
    runs: int
    watched: float  # the longest time any run was watched, years
    sorted_years: Floats  # every entry's time in order, shape (n,), for counts at risk
    passed: Floats  # runs before each of these entries, and all of them at the end; shape (n + 1,)

    def at(self, years: ArrayLike) -> tuple[Floats, Floats, Floats]:
        """Survival with its lower and upper bound at some years, of their shape; NaN past what was watched.

        Where no run has collapsed yet the lower bound is the exact binomial one for the runs at risk there.
        """
        years = np.asarray(years, float)
        step = np.searchsorted(self.times, years * (1 + 1e-12), side="right")
        values = [np.append(1.0, a)[step] for a in (self.survival, self.low, self.high)]
        untouched = (step == 0) & (years > 0)
        values[1] = np.where(untouched, none_of(np.maximum(self.number_at_risk(years), 1)), values[1])
        unseen = (years > self.watched * (1 + 1e-9)) & (values[0] > 0)
        survival, low, high = (np.where(unseen, np.nan, v) for v in values)
        return survival, low, high

    def number_at_risk(self, years: ArrayLike) -> Floats:
        """Runs still watched and standing just before some years (a run is at risk at its own time)."""
        years = np.asarray(years, float) * (1 - 1e-12)
        return np.asarray(self.runs - self.passed[np.searchsorted(self.sorted_years, years, side="left")])

    @property
    def median(self) -> float:
        """The first time, in years, at which at most half of the ceasefires stand; NaN if not reached."""
        below = np.flatnonzero(self.survival <= 0.5 + 1e-12)
        return float(self.times[below[0]]) if below.size else float("nan")


def kaplan_meier(
    years: ArrayLike, collapsed: ArrayLike, confidence: float = 0.95, weights: ArrayLike | None = None
) -> Curve:
    """The Kaplan-Meier curve with pointwise bands from the log(-log) transform of Greenwood's variance.

    Parameters
    ----------
    years : time to collapse or censoring, shape (n,), not negative.
    collapsed : whether the run ended in a collapse, shape (n,).
    confidence : of the bands.
    weights : how many runs each entry stands for, shape (n,); one if not given.

    Raises
    ------
    InputError
        No runs, lengths that differ, a time that is negative or not a number, or a weight that is not positive.
    """
    years, collapsed, weights = checked(years, collapsed, weights)
    ordered, passed = _in_order(years, weights)
    runs = passed[-1]
    times, at_risk, events = risk_table(years, collapsed, weights)
    survival = np.asarray(np.cumprod(1.0 - events / at_risk), np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(events / (at_risk * (at_risk - events)))
        low, high = log_log(survival, greenwood, confidence)
    if survival.size and survival[-1] <= 0:
        # Nothing stands: the transform says nothing, so the upper bound stays where it was.
        low[-1] = 0.0
        high[-1] = high[-2] if survival.size > 1 else 1.0 - none_of(runs, confidence)
    return Curve(times, at_risk, events, survival, low, high, int(runs), float(ordered[-1]), ordered, passed)


def restricted_mean(
    years: ArrayLike, collapsed: ArrayLike, horizon: float, weights: ArrayLike | None = None
) -> tuple[float, float]:
    """Restricted mean survival time: peaceful years out of the first ``horizon``, and its standard error.

    The variance is Greenwood's, sum of (area right of t)^2 d / (Y (Y - d)); without censoring before the
    horizon it is the variance of min(T, horizon) over n. Returns NaN for both when the watching ends before
    the horizon.
    """
    years, collapsed, weights = checked(years, collapsed, weights)
    mean, influence = _influence(years, collapsed, weights, horizon)
    return mean, float(np.sqrt(np.sum(weights * influence**2)) / weights.sum())


def influence_on_mean(
    years: ArrayLike, collapsed: ArrayLike, horizon: float, weights: ArrayLike | None = None
) -> tuple[float, Floats]:
    """The restricted mean and each run's influence on it (years, shape (n,), summing to zero over all runs).

    Without censoring before the horizon the influence is min(T, horizon) less its mean. The sum of squares
    over n^2 is Greenwood's variance; influences of paired runs subtract, which gives the variance of a paired
    gain.
    """
    return _influence(*checked(years, collapsed, weights), horizon)


def hazard(
    years: ArrayLike,
    collapsed: ArrayLike,
    edges: Sequence[float],
    confidence: float = 0.95,
    weights: ArrayLike | None = None,
) -> pd.DataFrame:
    """Collapses per standing ceasefire and year in each period, with exact Poisson intervals.

    Parameters
    ----------
    years, collapsed : shape (n,).
    edges : bounds of the periods in years, ascending, shape (k + 1,); a period holds ``edge < t <= next
        edge``, and the first also its own lower edge.
    confidence : of the intervals.
    weights : how many runs each entry stands for, shape (n,); one if not given.

    Returns
    -------
    DataFrame
        A row a period: ``start``, ``end``, ``collapses``, ``exposure_years``, ``hazard``, ``low``, ``high``;
        NaN where no run was watched.
    """
    years, collapsed, weights = checked(years, collapsed, weights)
    bounds = np.asarray(edges, float)
    if bounds.size < 2 or np.any(np.diff(bounds) <= 0):
        raise InputError("periods must be bounded by ascending years", value=list(edges))
    start, end = bounds[:-1], bounds[1:]
    exposure = weights @ np.clip(years[:, None] - start, 0.0, end - start)
    within = (years[:, None] > start) & (years[:, None] <= end)
    within[:, 0] |= years == start[0]
    count = np.rint(weights @ (within & collapsed[:, None])).astype(np.int64)
    tail = (1 - confidence) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(count > 0, stats.chi2.ppf(tail, 2 * count) / 2, 0.0)
        high = stats.chi2.ppf(1 - tail, 2 * (count + 1)) / 2
        rate, low, high = (np.where(exposure > 0, x / exposure, np.nan) for x in (count, low, high))
    return pd.DataFrame(
        {
            "start": start,
            "end": end,
            "collapses": count,
            "exposure_years": exposure,
            "hazard": rate,
            "low": low,
            "high": high,
        }
    )


def none_of(runs: ArrayLike, confidence: float = 0.95) -> Floats:
    """Exact binomial lower bound of a share when all ``runs`` of them have it."""
    return np.asarray(((1 - confidence) / 2) ** (1 / np.asarray(runs, float)))


def checked(
    years: ArrayLike, collapsed: ArrayLike, weights: ArrayLike | None
) -> tuple[Floats, NDArray[np.bool_], Floats]:
    """Times, collapses and weights as arrays of one shape (n,).

    Raises
    ------
    InputError
        No runs, lengths that differ, a time that is negative or not a number, or a weight that is not positive.
    """
    times, events = np.asarray(years, float), np.asarray(collapsed, bool)
    counts = np.ones(times.shape) if weights is None else np.asarray(weights, float)
    if times.ndim != 1 or times.shape != events.shape or times.shape != counts.shape:
        raise InputError(
            "times, collapses and weights must be one each an entry",
            value=(times.shape, events.shape, counts.shape),
        )
    if times.size == 0:
        raise InputError("no runs to analyse")
    if not np.all(np.isfinite(times)) or times.min() < 0:
        raise InputError("times must be finite and not negative", value=float(times.min()))
    if not np.all(np.isfinite(counts)) or counts.min() <= 0:
        raise InputError("weights must be finite and positive", value=float(counts.min()))
    return times, events, counts


def _in_order(years: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Times in order, and the runs before each of them with all runs at the end."""
    order = np.argsort(years, kind="stable")
    return years[order], np.append(0.0, np.cumsum(weights[order]))


def risk_table(years: Floats, collapsed: NDArray[np.bool_], weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Distinct times of collapse, runs at risk just before each and collapses at it, shape (k,) each."""
    times, place = np.unique(years[collapsed], return_inverse=True)
    events = np.bincount(place, weights[collapsed], times.size).astype(float)
    ordered, passed = _in_order(years, weights)
    at_risk = passed[-1] - passed[np.searchsorted(ordered, times, side="left")]
    return times, np.asarray(at_risk, np.float64), events


def _influence(
    years: Floats, collapsed: NDArray[np.bool_], weights: Floats, horizon: float
) -> tuple[float, Floats]:
    if not horizon > 0:
        raise InputError("the horizon must be positive", value=horizon)
    times, at_risk, events = risk_table(years, collapsed, weights)
    survival = np.cumprod(1.0 - events / at_risk)
    ends = survival.size > 0 and survival[-1] <= 0
    if years.max() < horizon * (1 - 1e-9) and not ends:
        return float("nan"), np.full(years.size, np.nan)
    inside = times < horizon
    times, at_risk, events, survival = times[inside], at_risk[inside], events[inside], survival[inside]
    pieces = np.append(1.0, survival) * np.diff(np.concatenate([[0.0], times, [horizon]]))
    mean = float(pieces.sum())
    area = mean - np.cumsum(pieces)[:-1]  # area under the curve right of each time
    left = at_risk - events
    weight = np.divide(area, left, out=np.zeros_like(area), where=left > 0)
    # A run loses its share of every collapse that it was at risk of, and bears its own in full.
    borne = np.append(0.0, np.cumsum(weight * events / at_risk))
    passed = np.searchsorted(times, years, side="right")
    own = np.zeros(years.size)
    hit = collapsed & (years < horizon)
    own[hit] = weight[np.searchsorted(times, years[hit])]
    return mean, weights.sum() * (borne[passed] - own)
