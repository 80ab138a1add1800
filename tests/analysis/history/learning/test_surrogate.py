"""Simulations smoothed over the constants, against hazards that are known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.analysis.history.learning.constants import deviations, prior
from sim.analysis.history.learning.likelihood import EDGES
from sim.analysis.history.learning.simulate import GRID, Simulated
from sim.analysis.history.learning.surrogate import mean_years, surrogate


def simulated(hazards: np.ndarray, draws: pd.DataFrame, runs: int, seed: int = 1) -> Simulated:
    """Counts drawn from known hazards, shape (draws, cases, edges)."""
    random = np.random.default_rng(seed)
    left = np.full(hazards.shape[:2], runs)
    kept = [np.ones(hazards.shape[:2])]
    for edge in range(hazards.shape[2]):
        left = left - random.binomial(left, hazards[:, :, edge])
        kept.append(left / runs)
    survived = np.stack(kept, axis=2)
    assert survived.shape[2] == len(GRID)
    ids = pd.Index([f"case {i}" for i in range(hazards.shape[1])])
    return Simulated(
        draws, ids, runs, survived, np.zeros((*hazards.shape[:2], 5)), np.zeros(hazards.shape[:2])
    )


def test_smoothing_finds_known_slopes() -> None:
    """Hazards that depend on two constants are found again from twelve runs a draw, far better than by counting."""
    draws = prior(256, 3)
    z = deviations(draws)
    odds = -1.5 + 0.6 * z[:, 0] - 0.4 * z[:, 13]
    hazards = np.repeat(1 / (1 + np.exp(-odds))[:, None, None], len(EDGES), axis=2)
    found = simulated(hazards, draws, runs=12)
    truth = np.cumprod(1 - hazards, axis=2)
    error = np.abs(surrogate(found).survival(draws) - truth).mean()
    raw = np.abs(found.survived[:, :, 1:] - truth).mean()
    assert error < 0.03 < raw / 2


def test_smoothing_without_collapses_stays_near_the_pool() -> None:
    """A case that never fell in any run keeps a hazard above zero and far below the others'."""
    draws = prior(32, 3)
    hazards = np.full((32, 2, len(EDGES)), 0.2)
    hazards[:, 1] = 0.0
    survival = surrogate(simulated(hazards, draws, runs=16)).survival(draws)
    assert 0.95 < survival[:, 1, -1].mean() < 1.0
    assert survival[:, 0, -1].mean() == pytest.approx(0.8 ** len(EDGES), abs=0.03)


def test_draws_that_were_not_run_are_foretold() -> None:
    """Fitted on half of the draws, survival under the others comes out within a few hundredths."""
    draws = prior(256, 3)
    odds = -1.5 + 0.6 * deviations(draws)[:, 0]
    hazards = np.repeat(1 / (1 + np.exp(-odds))[:, None, None], len(EDGES), axis=2)
    half = slice(128)
    found = simulated(hazards[half], draws.iloc[half], runs=16)
    error = surrogate(found).at(draws.iloc[128:]).survived[:, :, 1:] - np.cumprod(1 - hazards[128:], axis=2)
    assert np.abs(error).mean() < 0.045


def test_mean_years_of_an_even_hazard() -> None:
    """Under an even hazard the mean of ten years is what the formula says; without one it is ten."""
    rate = 0.3
    survival = np.exp(-rate * EDGES / 365)
    assert mean_years(survival) == pytest.approx((1 - np.exp(-10 * rate)) / rate)
    assert mean_years(np.ones(len(EDGES))) == pytest.approx(10.0)
