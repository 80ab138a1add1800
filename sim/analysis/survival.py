"""How long ceasefires last: survival, restricted mean, hazard and causes, under any independent censoring.

Every function takes ``years`` (time to collapse or to the end of watching) and ``collapsed`` (whether it was
a collapse), one entry a run. A run is at risk up to and including its own time. Estimates after the last time
watched are NaN, unless nothing is left to collapse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import stats

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
    sorted_years: Floats  # every run's time in order, for counts at risk

    def at(self, years: ArrayLike) -> tuple[Floats, Floats, Floats]:
        """Survival with its lower and upper bound at some years, of their shape; NaN past what was watched.

        Where no run has collapsed yet the lower bound is the exact binomial one for the runs at risk there.
        """
        years = np.asarray(years, float)
        step = np.searchsorted(self.times, years * (1 + 1e-12), side="right")
        values = [np.append(1.0, a)[step] for a in (self.survival, self.low, self.high)]
        untouched = (step == 0) & (years > 0)
        values[1] = np.where(untouched, _none_of(np.maximum(self.number_at_risk(years), 1)), values[1])
        unseen = (years > self.watched * (1 + 1e-9)) & (values[0] > 0)
        survival, low, high = (np.where(unseen, np.nan, v) for v in values)
        return survival, low, high

    def number_at_risk(self, years: ArrayLike) -> Floats:
        """Runs still watched and standing just before some years (a run is at risk at its own time)."""
        years = np.asarray(years, float) * (1 - 1e-12)
        return (self.runs - np.searchsorted(self.sorted_years, years, side="left")).astype(float)

    @property
    def median(self) -> float:
        """The first time, in years, at which at most half of the ceasefires stand; NaN if not reached."""
        below = np.flatnonzero(self.survival <= 0.5 + 1e-12)
        return float(self.times[below[0]]) if below.size else float("nan")


def kaplan_meier(years: ArrayLike, collapsed: ArrayLike, confidence: float = 0.95) -> Curve:
    """The Kaplan-Meier curve with pointwise bands from the log(-log) transform of Greenwood's variance.

    Parameters
    ----------
    years : time to collapse or censoring, shape (n,), not negative.
    collapsed : whether the run ended in a collapse, shape (n,).
    confidence : of the bands.

    Raises
    ------
    InputError
        No runs, lengths that differ, or a time that is negative or not a number.
    """
    years, collapsed = _checked(years, collapsed)
    times, at_risk, events = _risk_table(years, collapsed)
    survival = np.asarray(np.cumprod(1.0 - events / at_risk), np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(events / (at_risk * (at_risk - events)))
        spread = stats.norm.ppf(0.5 + confidence / 2) * np.sqrt(greenwood) / np.log(survival)
        low, high = survival ** np.exp(-spread), survival ** np.exp(spread)
    if survival.size and survival[-1] <= 0:
        # Nothing stands: the transform says nothing, so the upper bound stays where it was.
        low[-1] = 0.0
        high[-1] = high[-2] if survival.size > 1 else 1.0 - _none_of(years.size, confidence)
    return Curve(times, at_risk, events, survival, low, high, years.size, float(years.max()), np.sort(years))


def restricted_mean(years: ArrayLike, collapsed: ArrayLike, horizon: float) -> tuple[float, float]:
    """Restricted mean survival time: peaceful years out of the first ``horizon``, and its standard error.

    The variance is Greenwood's, sum of (area right of t)^2 d / (Y (Y - d)); without censoring before the
    horizon it is the variance of min(T, horizon) over n. Returns NaN for both when the watching ends before
    the horizon.
    """
    mean, influence = _influence(*_checked(years, collapsed), horizon)
    return mean, float(np.sqrt(np.sum(influence**2)) / influence.size)


def influence_on_mean(years: ArrayLike, collapsed: ArrayLike, horizon: float) -> tuple[float, Floats]:
    """The restricted mean and each run's influence on it (years, shape (n,), summing to zero).

    Without censoring before the horizon the influence is min(T, horizon) less its mean. The sum of squares
    over n^2 is Greenwood's variance; influences of paired runs subtract, which gives the variance of a paired
    gain.
    """
    return _influence(*_checked(years, collapsed), horizon)


def incidence(
    years: ArrayLike, causes: ArrayLike, names: Sequence[str], confidence: float = 0.95
) -> dict[str, pd.DataFrame]:
    """Aalen-Johansen cumulative incidence of each cause: the chance to have collapsed from it by a time.

    Parameters
    ----------
    years : shape (n,).
    causes : the cause of collapse by name, or any other word (such as ``"held"``) for a run that was
        censored.
    names : the causes to report.
    confidence : of the pointwise bands (log(-log), Aalen's variance).

    Returns
    -------
    dict
        For each cause a frame with columns ``years``, ``incidence``, ``low``, ``high``: a row for time zero
        and one for each distinct time of any collapse. The incidences of all causes and survival add up to 1.
    """
    causes = np.asarray(causes).astype(str)
    years, collapsed = _checked(years, np.isin(causes, list(names)))
    times, at_risk, events = _risk_table(years, collapsed)
    survival = np.cumprod(1.0 - events / at_risk)
    before = np.append(1.0, survival)[:-1]
    z = stats.norm.ppf(0.5 + confidence / 2)
    # Where the last runs at risk collapse together the estimate moves no more and the term is left out.
    left = at_risk - events
    share = np.divide(events, at_risk * left, out=np.zeros_like(events), where=left > 0)
    frames = {}
    for name in names:
        own = _count_at(times, years[causes == name])
        step = np.cumsum(before * own / at_risk)
        variance = _incidence_variance(step, share, before, own, at_risk)
        with np.errstate(divide="ignore", invalid="ignore"):
            spread = z * np.sqrt(variance) / (step * np.log(step))
            low, high = step ** np.exp(-spread), step ** np.exp(spread)
        none, every = step <= 0, step >= 1
        low = np.where(none, 0.0, np.where(every, _none_of(years.size, confidence), low))
        high = np.where(none, 1.0 - _none_of(at_risk, confidence), np.where(every, 1.0, high))
        frames[name] = pd.DataFrame(
            {
                "years": np.append(0.0, times),
                "incidence": np.append(0.0, step),
                "low": np.append(0.0, low),
                "high": np.append(0.0, high),
            }
        )
    return frames


def hazard(
    years: ArrayLike, collapsed: ArrayLike, edges: Sequence[float], confidence: float = 0.95
) -> pd.DataFrame:
    """Collapses per standing ceasefire and year in each period, with exact Poisson intervals.

    Parameters
    ----------
    years, collapsed : shape (n,).
    edges : bounds of the periods in years, ascending, shape (k + 1,); a period holds ``edge < t <= next
        edge``, and the first also its own lower edge.

    Returns
    -------
    DataFrame
        A row a period: ``start``, ``end``, ``collapses``, ``exposure_years``, ``hazard``, ``low``, ``high``;
        NaN where no run was watched.
    """
    years, collapsed = _checked(years, collapsed)
    bounds = np.asarray(edges, float)
    if bounds.size < 2 or np.any(np.diff(bounds) <= 0):
        raise InputError("periods must be bounded by ascending years", value=list(edges))
    start, end = bounds[:-1], bounds[1:]
    exposure = np.clip(years[:, None], start, end).sum(0) - start * years.size
    within = (years[:, None] > start) & (years[:, None] <= end)
    within[:, 0] |= years == start[0]
    count = (within & collapsed[:, None]).sum(0)
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


def _none_of(runs: ArrayLike, confidence: float = 0.95) -> Floats:
    """Exact binomial lower bound of a share when all ``runs`` of them have it."""
    return np.asarray(((1 - confidence) / 2) ** (1 / np.asarray(runs, float)))


def _checked(years: ArrayLike, collapsed: ArrayLike) -> tuple[Floats, NDArray[np.bool_]]:
    times, events = np.asarray(years, float), np.asarray(collapsed, bool)
    if times.ndim != 1 or times.shape != events.shape:
        raise InputError("times and collapses must be one each a run", value=(times.shape, events.shape))
    if times.size == 0:
        raise InputError("no runs to analyse")
    if not np.all(np.isfinite(times)) or times.min() < 0:
        raise InputError("times must be finite and not negative", value=float(times.min()))
    return times, events


def _count_at(times: Floats, sample: Floats) -> Floats:
    """How many of a sample stand at each of some sorted times."""
    right, left = (np.searchsorted(np.sort(sample), times, side=side) for side in ("right", "left"))
    return (right - left).astype(float)


def _risk_table(years: Floats, collapsed: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    times, events = np.unique(years[collapsed], return_counts=True)
    at_risk = years.size - np.searchsorted(np.sort(years), times, side="left")
    return times, at_risk.astype(float), events.astype(float)


def _influence(years: Floats, collapsed: NDArray[np.bool_], horizon: float) -> tuple[float, Floats]:
    if not horizon > 0:
        raise InputError("the horizon must be positive", value=horizon)
    times, at_risk, events = _risk_table(years, collapsed)
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
    return mean, years.size * (borne[passed] - own)


def _incidence_variance(step: Floats, share: Floats, before: Floats, own: Floats, at_risk: Floats) -> Floats:
    """Aalen's variance of a cumulative incidence at each time, by running sums of its expanded squares."""
    first = step**2 * np.cumsum(share) - 2 * step * np.cumsum(step * share) + np.cumsum(step**2 * share)
    second = np.cumsum(before**2 * own * (at_risk - own) / at_risk**3)
    cross = before * own / at_risk**2
    third = step * np.cumsum(cross) - np.cumsum(step * cross)
    return np.asarray(np.maximum(first + second - 2 * third, 0.0))
