"""How likely what happened is under each draw of the constants: cases in bins of time, and facts from outside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import optimize

from sim.analysis.history.learning.simulate import GRID
from sim.analysis.survival import DAYS_A_YEAR

Floats = NDArray[np.float64]

#: Where bins of time end, days; collapses after the last count as having held. Capitals decide by the week, so the
#: first bin is a week.
EDGES = GRID[1:]
#: Share of the pooled simulation in the chance of what happened.
FLOOR = 0.06


@dataclass(frozen=True)
class Outside:
    """A fact from outside on all cases together: ``middle`` with standard deviation ``sd``, and its ``name``."""

    name: str
    middle: float
    sd: float


#: In the order of ``pooled_facts``.
OUTSIDE = (
    Outside("SF40: renewed within 10 years", 0.475, 0.08),
    Outside("SF01: Weibull shape, pooled", 0.425, 0.075),
    Outside("SF05: of failures after a month, in the first year", 0.40, 0.10),
    Outside("SF05: the same, in the first two years", 0.54, 0.10),
    Outside("SF04: held 1 year", 0.67, 0.12),
    Outside("SF04: held 5 years", 0.45, 0.12),
)


def case_likelihood(survival: Floats, outcomes: pd.DataFrame) -> Floats:
    """Log-likelihood of each case under each draw, shape (draws, cases).

    Parameters
    ----------
    survival : at each of ``EDGES``, shape (draws, cases, edges).
    outcomes : ``days`` and ``event`` of the cases in the same order.
    """
    pooled = survival.mean(axis=(0, 1))
    found = np.empty(survival.shape[:2])
    for case, (days, event) in enumerate(zip(outcomes["days"], outcomes["event"], strict=True)):
        own = chance(survival[:, case], days, bool(event))
        floor = chance(pooled[None, :], days, bool(event))
        found[:, case] = np.log((1.0 - FLOOR) * own + FLOOR * floor)
    return found


def chance(survival: Floats, days: float, event: bool) -> Floats:
    """Chance of what happened to a case, from survival at each of ``EDGES``, shape (draws, edges) to (draws,).

    A collapse falls into its bin; without one it held to the last edge that was seen. Held for all of the bins is one
    outcome, whatever came after.
    """
    whole = np.column_stack([np.ones(len(survival)), survival])
    if event and days <= EDGES[-1]:
        place = int(np.searchsorted(EDGES, days, side="left"))
        return np.asarray(whole[:, place] - whole[:, place + 1])
    return np.asarray(whole[:, int(np.searchsorted(EDGES, days, side="right"))])


def pooled_facts(curve: Floats) -> Floats:
    """What ``OUTSIDE`` speaks of, from pooled survival at each of ``EDGES``, shape (n, edges) to (n, facts)."""
    at = {round(edge): place for place, edge in enumerate(EDGES)}
    month, one, two, five, ten = (
        curve[:, at[round(days)]]
        for days in (30, DAYS_A_YEAR, 2 * DAYS_A_YEAR, 5 * DAYS_A_YEAR, 10 * DAYS_A_YEAR)
    )
    late = np.maximum(month - ten, 1e-9)
    shape = [binned_shape(row) for row in curve]
    return np.column_stack([1.0 - ten, shape, (month - one) / late, (month - two) / late, one, five])


def binned_shape(curve: Floats) -> float:
    """Weibull shape of a curve given at ``EDGES``, shape (edges,): collapses in the geometric middle of their bins."""
    mass = -np.diff(np.concatenate([[1.0], curve]))
    middle = np.sqrt(np.concatenate([[1.0], EDGES[:-1]]) * EDGES)
    logs, share = np.log(np.append(middle, EDGES[-1])), np.append(mass, curve[-1])
    usual = float(mass @ logs[:-1] / max(mass.sum(), 1e-12))

    def gap(shape: float) -> float:
        weights = share * np.exp(shape * logs)
        return float(weights @ logs / weights.sum() - 1.0 / shape - usual)

    return float(optimize.brentq(gap, 0.02, 20.0))


def outside_likelihood(survival: Floats) -> Floats:
    """Log-likelihood of the facts from outside under each draw, shape (draws,); up to a constant.

    Parameters
    ----------
    survival : at each of ``EDGES``, shape (draws, cases, edges).
    """
    facts = pooled_facts(survival.mean(axis=1))
    middle, sd = np.array([[one.middle, one.sd] for one in OUTSIDE]).T
    return np.asarray(-0.5 * (((facts - middle) / sd) ** 2).sum(axis=1))
