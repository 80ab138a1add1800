"""Violations: rates and sizes of bouts, and what restraint and an agreed line do to them (M01, M02)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.line.violations import (
    bout_rate,
    bout_size,
    highest_rate,
    interleaving,
    log_variance,
    thinning,
    total_size,
)

SHARE = st.floats(0.0, 1.0)
ODDS = st.floats(0.2, 1e6)
SHOTS = st.floats(1.0, 500.0)
MIDPOINTS = (np.arange(100_000) + 0.5) / 100_000


@given(st.floats(0.0, 10.0), st.floats(0.0, 10.0), st.floats(0.0, 5.0), ODDS, SHOTS)
def test_violations_fall_with_the_odds(
    base: float, burst: float, tension: float, odds: float, shots: float
) -> None:
    """With all weapons in place, rate times size is base x burst x (1 + tension) x shots / odds."""
    violations = bout_rate(base, burst, tension, odds, shots) * bout_size(odds, shots, 1.0)
    assert violations == pytest.approx(base * burst * (1.0 + tension) * shots / odds, rel=1e-12)


@given(SHOTS)
def test_no_restraint_changes_nothing(shots: float) -> None:
    """At odds of 1 every bout takes place, at full size."""
    assert thinning(1.0, shots) == pytest.approx(1.0, rel=1e-15)
    assert bout_size(1.0, shots, 1.0) == pytest.approx(shots, rel=1e-15)


@given(ODDS, st.floats(1.01, 10.0), st.floats(2.0, 500.0), SHARE)
def test_restraint_thins_and_shrinks(odds: float, times: float, shots: float, weapons: float) -> None:
    """More restraint means fewer and no larger bouts; fewer weapons no larger ones; no bout is below one shot."""
    assert thinning(odds * times, shots) < thinning(odds, shots)
    assert 1.0 <= bout_size(odds * times, shots, weapons) <= bout_size(odds, shots, weapons)
    assert bout_size(odds, shots, weapons) <= bout_size(odds, shots, 1.0)


@given(st.floats(0.0, 10.0), st.floats(0.0, 10.0), st.floats(0.0, 5.0), ODDS, ODDS, SHOTS)
def test_the_highest_rate_is_never_exceeded(
    base: float, burst: float, tension: float, one: float, other: float, shots: float
) -> None:
    """The rate at the least odds bounds the rate at any odds, to the last bit: no bout is overlooked."""
    least, odds = sorted((one, other))
    ceiling = highest_rate(base, burst, tension, thinning(least, shots))
    assert bout_rate(base, burst, tension, odds, shots) <= ceiling


@pytest.mark.parametrize(
    ("bouts", "mean", "variance"), [(1.0, 44.0, 6.5), (5.0, 10.0, 6.5), (40.0, 3.0, 2.0)]
)
def test_the_sum_of_bouts_has_its_mean_and_variance(bouts: float, mean: float, variance: float) -> None:
    """N bouts have n times the mean of one and, one with another, n times the variance."""
    draws = np.array([total_size(u, bouts, mean, log_variance(bouts, variance)) for u in MIDPOINTS])
    assert draws.mean() == pytest.approx(bouts * mean, rel=0.01)
    assert draws.var() == pytest.approx(bouts * mean * mean * variance, rel=0.1)
    assert draws.min() > 0.0


@given(SHARE, SHARE, st.floats(0.0, 5.0), SHARE)
def test_an_agreed_line_calms(clarity: float, disengagement: float, friction: float, mixed: float) -> None:
    """The rate is 1 where nothing is agreed, 1 / (1 + friction) where all is, and between them elsewhere."""
    assert interleaving(0.0, 0.0, friction, 1.0) == pytest.approx(1.0)
    least = interleaving(1.0, 1.0, friction, 1.0)
    assert least == pytest.approx(1.0 / (1.0 + friction))
    here = interleaving(clarity, disengagement, friction, mixed)
    assert least - 1e-12 <= here <= 1.0 + 1e-12
    assert interleaving(clarity, 1.0, friction, mixed) <= here + 1e-12
    assert interleaving(1.0, disengagement, friction, mixed) <= here + 1e-12


@given(SHARE, SHARE, st.floats(0.0, 5.0), SHARE, SHARE)
def test_positions_that_do_not_interleave_have_no_friction(
    clarity: float, disengagement: float, friction: float, mixed: float, more: float
) -> None:
    """Where nothing interleaves there is nothing to agree on; the more positions mix, the more friction."""
    assert interleaving(clarity, disengagement, friction, 0.0) == interleaving(1.0, 1.0, friction, 1.0)
    here = interleaving(clarity, disengagement, friction, mixed)
    assert interleaving(clarity, disengagement, friction, min(1.0, mixed + more)) >= here - 1e-12
