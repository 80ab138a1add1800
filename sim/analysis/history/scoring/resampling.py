"""Intervals by resampling whole conflicts, and of differences on the same resamples.

Ceasefires of one conflict succeed one another on the same ground, so cases are not independent; conflicts nearly are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.history.prediction import checked
from sim.analysis.history.scoring.scores import SCORES, Yardstick, arrays, observed
from sim.scenario.errors import InputError

#: Resamples, and confidence of the intervals, unless asked otherwise.
RESAMPLES, CONFIDENCE = 1000, 0.9
#: An interval needs this share of resamples in which the score is defined.
ENOUGH = 0.9


@dataclass(frozen=True)
class Interval:
    """A percentile interval.

    Attributes
    ----------
    low, high : bounds; None without an interval.
    used : resamples in which the score was defined.
    reason : why there is none.
    """

    low: float | None
    high: float | None
    used: int
    reason: str = ""


@dataclass(frozen=True)
class Resampled:
    """Scores of several predictions on the same resamples of conflicts.

    Attributes
    ----------
    values : by name of the prediction, a column each of ``SCORES``: on the cases themselves.
    draws : by name, shape (resamples, 5), NaN where a score is not defined.
    conflicts : number of conflicts that were drawn from.
    """

    values: Mapping[str, NDArray[np.float64]]
    draws: Mapping[str, NDArray[np.float64]]
    conflicts: int

    def value(self, name: str, score: str) -> float | None:
        """The score of a prediction on the cases themselves; None where it is not defined."""
        return _defined(self.values[name][SCORES.index(score)])

    def interval(self, name: str, score: str, confidence: float = CONFIDENCE) -> Interval:
        """The interval of one prediction's score."""
        return self._percentiles(self.draws[name][:, SCORES.index(score)], confidence)

    def difference(
        self, first: str, second: str, score: str, confidence: float = CONFIDENCE
    ) -> tuple[float | None, Interval]:
        """First less second: on the cases themselves, and its interval over the resamples."""
        at = SCORES.index(score)
        value = _defined(self.values[first][at] - self.values[second][at])
        return value, self._percentiles(self.draws[first][:, at] - self.draws[second][:, at], confidence)

    def _percentiles(self, draws: NDArray[np.float64], confidence: float) -> Interval:
        good = draws[np.isfinite(draws)]
        if self.conflicts < 2:
            return Interval(None, None, len(good), "there are not two conflicts to resample")
        if len(good) < max(ENOUGH * len(draws), 1):
            return Interval(None, None, len(good), "the score is defined in too few resamples")
        tail = 50 * (1 - confidence)
        low, high = np.percentile(good, [tail, 100 - tail])
        return Interval(float(low), float(high), len(good))


def resampled(
    predictions: Mapping[str, pd.DataFrame | Sequence[pd.DataFrame]],
    outcomes: pd.DataFrame,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Resampled:
    """Score predictions on resamples of whole conflicts, as many as there are, drawn with replacement.

    The order of rows makes no difference.

    Parameters
    ----------
    predictions : by name; several predictions under one name (one for each split into folds) are scored apart and
        their scores averaged.
    outcomes : ``conflict``, ``days`` and ``event`` by id.
    resamples : how many.
    seed : of the draws.

    Raises
    ------
    InputError
        No outcomes, fewer than one resample, or a prediction that is not possible.
    """
    if outcomes.empty:
        raise InputError("there are no outcomes to score against")
    if resamples < 1:
        raise InputError("there must be a resample", value=resamples, allowed="a whole number from 1")
    outcomes = outcomes.sort_index()
    tables = {
        name: [
            arrays(checked(one, outcomes.index))
            for one in ([given] if isinstance(given, pd.DataFrame) else given)
        ]
        for name, given in predictions.items()
    }
    years, events = observed(outcomes)
    names, member = np.unique(outcomes["conflict"].to_numpy(str), return_inverse=True)
    members = [np.flatnonzero(member == number) for number in range(len(names))]
    random = np.random.default_rng(seed)
    picks = random.integers(len(names), size=(resamples, len(names)))
    whole, everything = Yardstick(years, events), np.arange(len(outcomes))
    draws: dict[str, list[NDArray[np.float64]]] = {name: [] for name in tables}
    values = {name: _mean_scores(given, whole, everything) for name, given in tables.items()}
    for pick in picks:
        rows = np.concatenate([members[number] for number in pick])
        yardstick = Yardstick(years[rows], events[rows])
        for name, given in tables.items():
            draws[name].append(_mean_scores(given, yardstick, rows))
    return Resampled(values, {name: np.array(found) for name, found in draws.items()}, len(names))


def _mean_scores(
    given: Sequence[Mapping[str, NDArray[np.float64]]], yardstick: Yardstick, rows: NDArray[np.intp]
) -> NDArray[np.float64]:
    """The scores on some rows, averaged over the tables given, shape (5,)."""
    parts = ({column: values[rows] for column, values in table.items()} for table in given)
    return np.asarray(np.mean([yardstick.scores(part) for part in parts], axis=0), np.float64)


def _defined(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
