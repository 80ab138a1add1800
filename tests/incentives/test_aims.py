"""Aims and hidden types: drawn once, wider for a tactical side."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.aims import drawn

MIDPOINTS = (np.arange(20_000) + 0.5) / 20_000


@pytest.mark.parametrize("tactical", [0.0, 1.0])
def test_aims_have_their_median_and_spread(tactical: float) -> None:
    """Half of all runs lie below the median, which a tactical side multiplies, and their logs have the spread."""
    draws = np.array([drawn(42.0, 0.8, tactical, 1.6, 1e6, u) for u in MIDPOINTS])
    assert np.median(draws) == pytest.approx(42.0 * (1.6 if tactical else 1.0), rel=1e-3)
    assert np.log(draws).std() == pytest.approx(0.8, abs=2e-3)


@given(st.floats(0.0, 500.0), st.floats(0.0, 2.0), st.floats(0.001, 0.999), st.floats(1.0, 5.0))
def test_a_tactical_side_wants_no_less(median: float, spread: float, u: float, more: float) -> None:
    """Under the same draw a tactical side's aims are its factor times another's."""
    assert drawn(median, spread, 1.0, more, 1e9, u) == pytest.approx(
        more * drawn(median, spread, 0.0, more, 1e9, u)
    )


@given(st.floats(0.0, 500.0), st.floats(0.0, 2.0), st.floats(0.001, 0.999), st.floats(1.0, 1000.0))
def test_aims_have_a_ceiling(median: float, spread: float, u: float, most: float) -> None:
    """No aims are worth more than the most, and smaller ones are left as they are drawn."""
    free = drawn(median, spread, 0.0, 1.6, 1e9, u)
    assert 0.0 <= drawn(median, spread, 0.0, 1.6, most, u) == min(free, most)
