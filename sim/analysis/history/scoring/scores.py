"""How well predicted survival agrees with what happened: order, separation and calibration under censoring.

Times are in years of 365 days. A case watched without collapse up to a year counts as standing at that year. Where a
case was watched for less, others stand in for it: inverse-probability-of-censoring weights, with the chance of being
watched estimated by Kaplan-Meier from the scored cases themselves (Graf et al. 1999, Statistics in Medicine 18:
2529-2545). Without censoring before the year all weights are 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.history.prediction import COLUMNS, YEARS, checked
from sim.analysis.survival import DAYS_A_YEAR, risk_table

Floats = NDArray[np.float64]

#: Names of the scores, in the order in which they are told.
SCORES = ("concordance", "auc_5y", "brier_1y", "brier_5y", "brier_10y")


@dataclass(frozen=True)
class Score:
    """A score, or None and the reason why there is none."""

    value: float | None
    reason: str = ""


@dataclass(frozen=True)
class Scores:
    """All scores of a prediction over ``n`` cases, of which ``events`` collapsed."""

    n: int
    events: int
    by_name: Mapping[str, Score]

    def __getitem__(self, name: str) -> float | None:
        return self.by_name[name].value

    def told(self) -> dict[str, Any]:
        """Plain values for JSON; a score that is not defined is None, with its reason under ``undefined``."""
        table: dict[str, Any] = {"n": self.n, "events": self.events}
        table |= {name: score.value for name, score in self.by_name.items()}
        reasons = {name: score.reason for name, score in self.by_name.items() if score.value is None}
        return table | ({"undefined": reasons} if reasons else {})


def score(predicted: pd.DataFrame, outcomes: pd.DataFrame) -> Scores:
    """Score a prediction.

    Parameters
    ----------
    predicted : as in ``prediction``; cases without outcome are left out.
    outcomes : ``days`` and ``event`` by id, as in ``Cases.outcomes``.

    Raises
    ------
    InputError
        A case is not predicted, or a prediction is not possible.
    """
    table = arrays(checked(predicted, outcomes.index))
    years, events = observed(outcomes)
    values = dict(zip(SCORES, Yardstick(years, events).scores(table), strict=True))
    by_name = {
        name: Score(None, _reason(name, years, events)) if np.isnan(value) else Score(float(value))
        for name, value in values.items()
    }
    return Scores(len(years), int(events.sum()), by_name)


def observed(outcomes: pd.DataFrame) -> tuple[Floats, NDArray[np.bool_]]:
    """Years watched and whether they ended in a collapse, shape (n,) each."""
    return outcomes["days"].to_numpy(float) / DAYS_A_YEAR, outcomes["event"].to_numpy(int) == 1


def arrays(predicted: pd.DataFrame) -> dict[str, Floats]:
    """The columns of a prediction as arrays, shape (n,) each."""
    return {column: predicted[column].to_numpy(float) for column in COLUMNS}


class Yardstick:
    """What happened, made ready once to score any number of predictions of the same cases.

    Parameters
    ----------
    years, events : time watched and whether it ended in a collapse, shape (n,).
    """

    def __init__(self, years: Floats, events: NDArray[np.bool_]) -> None:
        self.years, self.events = np.asarray(years, float), np.asarray(events, bool)
        first, second = self.years[:, None], self.years[None, :]
        later = (first < second) | ((first == second) & ~self.events[None, :])
        self._fell, self._stood = np.nonzero(self.events[:, None] & later)
        self._weights: dict[float, Floats] = {}

    def scores(self, predicted: Mapping[str, Floats]) -> Floats:
        """All ``SCORES`` from the columns of a prediction, shape (n,) each; NaN where one is not defined."""
        return np.array(
            [
                self.concordance(predicted["rmst_years"]),
                self.auc(predicted["survival_5y"], 5),
                *(self.brier(predicted[f"survival_{year}y"], year) for year in YEARS),
            ]
        )

    def weights(self, year: float) -> Floats:
        """The ``censoring_weights`` at a year, shape (n,)."""
        if year not in self._weights:
            self._weights[year] = censoring_weights(self.years, self.events, year)
        return self._weights[year]

    def concordance(self, predicted: Floats) -> float:
        """Harrell's C: the share of comparable pairs in which the case predicted to last longer did.

        A pair is comparable when one case collapsed before the other's time, or on its day with the other still
        standing. Equal predictions count half. NaN without any comparable pair.

        Parameters
        ----------
        predicted : larger is longer, shape (n,).
        """
        if not self._fell.size:
            return float("nan")
        return float(_order(predicted[self._fell], predicted[self._stood]).mean())

    def auc(self, survival: Floats, year: float) -> float:
        """Area under the ROC curve, cumulative cases against dynamic controls (Uno et al. 2007, JASA 102: 527-537).

        Cases collapsed by the year, each with the inverse chance of having been watched until then; controls were
        watched to the year and stood. Cases censored earlier are neither, and the weights make up for them. The
        area is the weighted share of pairs in which the case was given the lower survival, ties half. NaN without
        either class.

        Parameters
        ----------
        survival : predicted to the year, shape (n,).
        year : the year.
        """
        case = self.events & (self.years <= year)
        control = ~case & (self.years >= year)
        if not (case.any() and control.any()):
            return float("nan")
        weights = self.weights(year)[case]
        order = _order(survival[case][:, None], survival[control][None, :])
        return float(weights @ order.mean(axis=1) / weights.sum())

    def brier(self, survival: Floats, year: float) -> float:
        """Brier score under censoring (Graf et al. 1999): the weighted mean square of survival less what happened.

        NaN when the last case was censored before the year, so that nobody knows how many stood.

        Parameters
        ----------
        survival : predicted to the year, shape (n,).
        year : the year.
        """
        last = self.years.max(initial=0.0)
        if not self.years.size or (last < year and not self.events[self.years == last].all()):
            return float("nan")
        stood = ~(self.events & (self.years <= year))
        return float(self.weights(year) @ (stood - survival) ** 2 / self.years.size)


def censoring_weights(years: Floats, events: NDArray[np.bool_], year: float) -> Floats:
    """Inverse chance of having been watched until the collapse or the year; 0 for cases censored before, shape (n,).

    The chance of being watched up to a time is the Kaplan-Meier estimate of censoring just before it, collapses
    going first on a day that has both.
    """
    until = np.minimum(years, year)
    known = (years >= year) | events
    times, at_risk, left = risk_table(years, ~events, np.ones(years.size))
    fallen = np.sort(years[events])
    at_risk = at_risk - (np.searchsorted(fallen, times, "right") - np.searchsorted(fallen, times, "left"))
    chance = np.append(1.0, np.cumprod(1.0 - left / at_risk))
    before = chance[np.searchsorted(times, until, side="left")]
    return np.where(known, np.divide(1.0, before, out=np.zeros_like(before), where=before > 0), 0.0)


def _order(fell: Floats, stood: Floats) -> Floats:
    """1 where the first was predicted to last less than the second, one half where level, else 0."""
    return np.asarray((fell < stood) + 0.5 * (fell == stood), np.float64)


def _reason(name: str, years: Floats, events: NDArray[np.bool_]) -> str:
    """Why a score is not defined."""
    if not years.size:
        return "no case has a known outcome"
    if name == "concordance":
        if not events.any():
            return "no case collapsed, so no pair can be compared"
        return "no case was seen to outlast another's collapse, so no pair can be compared"
    year = int(name.split("_")[1].removesuffix("y"))
    if name.startswith("brier"):
        return f"the last case was censored before {year} years, so survival to it is not known"
    if not (events & (years <= year)).any():
        return f"no case collapsed within {year} years"
    return f"no case was seen standing at {year} years"
