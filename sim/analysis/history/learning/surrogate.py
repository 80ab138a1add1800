"""The simulations smoothed over the constants: survival of each case at any draw, from a few runs at each of many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.history.learning.constants import NAMES, deviations
from sim.analysis.history.learning.likelihood import EDGES
from sim.analysis.history.learning.simulate import Simulated
from sim.analysis.survival import DAYS_A_YEAR

Floats = NDArray[np.float64]

#: Standard deviation of a slope beforehand, log-odds of the hazard for one spread of a constant; of the level about
#: the pooled hazard.
SLOPE_SD, LEVEL_SD = 0.5, 2.0
_STEPS = 40


@dataclass(frozen=True)
class Surrogate:
    """Hazards of each case in each bin, as a logistic regression on the constants in units of their spreads.

    Attributes
    ----------
    ids : of the cases.
    runs : of each case under each draw that was simulated.
    slopes : level and slopes, shape (cases, bins, 1 + constants).
    """

    ids: pd.Index
    runs: int
    slopes: Floats

    def survival(self, draws: pd.DataFrame) -> Floats:
        """Survival at each of ``EDGES``, shape (draws, cases, edges)."""
        z = np.column_stack([np.ones(len(draws)), deviations(draws[list(NAMES)])])
        hazard = _chance(np.einsum("di,cbi->dcb", z, self.slopes))
        return np.asarray(np.cumprod(1.0 - hazard, axis=2), np.float64)

    def at(self, draws: pd.DataFrame) -> Simulated:
        """As if the cases had been run under these draws; causes are not known, and nothing falls on the first day."""
        survival = self.survival(draws)
        first = np.ones((*survival.shape[:2], 1))
        causes = np.full((*survival.shape[:2], 5), np.nan)
        return Simulated(
            draws.reset_index(drop=True),
            self.ids,
            self.runs,
            np.concatenate([first, survival], axis=2),
            causes,
            mean_years(survival),
        )


def surrogate(found: Simulated) -> Surrogate:
    """Fit to simulations, with a ridge: a few runs a draw are too noisy to weigh by, all draws together are not."""
    counts = np.rint(found.survived[:, :, -EDGES.size :] * found.runs)
    before = np.concatenate([np.full((*counts.shape[:2], 1), float(found.runs)), counts[:, :, :-1]], axis=2)
    fell = before - counts
    z = np.column_stack([np.ones(len(counts)), deviations(found.draws)])
    pooled = (fell.sum(axis=(0, 1)) + 0.5) / (before.sum(axis=(0, 1)) + 1.0)
    level = np.log(pooled / (1.0 - pooled))
    fits = [_logistic(z, fell[:, case], before[:, case], level) for case in range(counts.shape[1])]
    return Surrogate(found.ids, found.runs, np.array(fits))


def mean_years(survival: Floats) -> Floats:
    """Mean years held out of ten from survival at each of ``EDGES``, the hazard of each bin even over it.

    Shape (..., edges) to (...).
    """
    whole = np.concatenate([np.ones((*survival.shape[:-1], 1)), survival], axis=-1).clip(1e-12)
    first, last = whole[..., :-1], whole[..., 1:]
    fall = np.log(first / last)
    mean = np.where(fall > 1e-9, (first - last) / np.maximum(fall, 1e-9), first)
    return np.asarray(mean @ np.diff(np.concatenate([[0.0], EDGES])) / DAYS_A_YEAR, np.float64)


def _logistic(z: Floats, fell: Floats, at_risk: Floats, level: Floats) -> Floats:
    """Level and slopes of each bin, shape (bins, 1 + constants), by Newton's method.

    Parameters
    ----------
    z : ones and the constants, shape (draws, 1 + constants).
    fell, at_risk : counts, shape (draws, bins).
    level : log-odds about which the level lies beforehand, shape (bins,).
    """
    ridge = np.diag([LEVEL_SD**-2, *([SLOPE_SD**-2] * (z.shape[1] - 1))])
    start = np.zeros((len(level), z.shape[1]))
    start[:, 0] = level
    slopes = start.copy()
    for _ in range(_STEPS):
        chance = _chance(z @ slopes.T)
        gradient = (fell - at_risk * chance).T @ z - (slopes - start) @ ridge
        weight = at_risk * chance * (1.0 - chance)
        curvature = np.einsum("db,di,dj->bij", weight, z, z, optimize=True) + ridge
        step = np.linalg.solve(curvature, gradient[:, :, None])[:, :, 0]
        slopes += np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < 1e-8:
            break
    return slopes


def _chance(odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0))))
