"""Thresholds against brute force."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from sim.analysis.regimes.threshold import split, split_both


@pytest.mark.parametrize("seed", range(5))
def test_a_split_leaves_the_least_squares(seed: int) -> None:
    """Of all thresholds that leave a tenth of the points on either side, none leaves less than the one found."""
    rng = np.random.default_rng(seed)
    x, y = rng.integers(0, 25, 60).astype(float), rng.standard_normal(60)

    def left(at: float) -> float:
        sides = y[x <= at], y[x > at]
        return sum(float(np.sum((side - side.mean()) ** 2)) for side in sides)

    values = np.unique(x)
    possible = [m for m in (values[1:] + values[:-1]) / 2 if 6 <= (x <= m).sum() <= 54]
    assert_allclose(left(split(x, y)), min(left(at) for at in possible))


def test_one_value_has_no_split() -> None:
    """A parameter that does not vary has no threshold."""
    assert np.isnan(split(np.ones(30), np.arange(30.0)))


def test_a_pair_of_thresholds_finds_a_corner() -> None:
    """Where one corner of the unit square differs, the pair lies at its edge, and leaves less than any other pair."""
    rng = np.random.default_rng(0)
    x, z = rng.random((2, 300))
    y = ((x < 0.3) & (z > 0.6)) + 0.1 * rng.standard_normal(300)

    def left(across: float, up: float) -> float:
        corner = 2 * (x <= across) + (z <= up)
        sides = (y[corner == number] for number in range(4))
        return sum(float(np.sum((side - side.mean()) ** 2)) for side in sides if side.size)

    found = split_both(x, z, y)
    assert_allclose(found, (0.3, 0.6), atol=0.04)
    levels = np.linspace(0.1, 0.9, 17)
    pairs = [(a, b) for a in np.quantile(x, levels) for b in np.quantile(z, levels)]
    assert_allclose(left(*found), min(left(*pair) for pair in pairs))
