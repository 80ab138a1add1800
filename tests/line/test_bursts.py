"""Bursts: a slow level of the whole line that keeps its spread, its memory and a mean factor of 1 (V2, V3)."""

import numpy as np
import pytest

from sim.line.bursts import level_factor, next_level
from sim.numerics.distributions import normal
from sim.numerics.philox import uniform


@pytest.mark.parametrize("memory", [0.0, 0.7, 0.85, 0.95])
def test_the_level_is_stationary(memory: float) -> None:
    """Over 40,000 days the level keeps mean 0, spread 1 and its day-to-day correlation."""
    levels = np.empty(40_000)
    level = 0.0
    for day in range(len(levels)):
        level = next_level(level, memory, uniform((1, 0, 0, day), 0, 9))
        levels[day] = level
    assert levels.mean() == pytest.approx(0.0, abs=0.12)
    assert levels.std() == pytest.approx(1.0, abs=0.06)
    assert np.corrcoef(levels[1:], levels[:-1])[0, 1] == pytest.approx(memory, abs=0.02)


@pytest.mark.parametrize("sd", [0.0, 0.35, 0.5, 1.0])
def test_the_factor_has_mean_1(sd: float) -> None:
    """Averaged over the long run of levels the factor is 1, so that bursts change no mean."""
    factors = [level_factor(normal((i + 0.5) / 50_000), sd) for i in range(50_000)]
    assert np.mean(factors) == pytest.approx(1.0, abs=2e-3)
    assert level_factor(0.0, 0.0) == 1.0
