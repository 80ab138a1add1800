"""NATO-Russia consultation builds up over years and takes away misperception, at most by its effect (M18)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.consultation import misperception, next_council

SHARE = st.floats(0.0, 1.0)


@given(SHARE, SHARE, SHARE)
def test_consultation_takes_misperception_away(level: float, effect: float, more: float) -> None:
    """None leaves everything misperceived, full consultation leaves 1 - effect, more never leaves more."""
    assert misperception(0.0, effect) == 1.0
    assert misperception(1.0, effect) == 1.0 - effect
    assert 0.0 <= misperception(min(1.0, level + more), effect) <= misperception(level, effect) <= 1.0


@pytest.mark.parametrize("years", [0.5, 1.0, 3.0])
def test_a_council_takes_its_time(years: float) -> None:
    """From nothing a council has come 63 % of the way to its level after its time of build-up."""
    council = 0.0
    for _ in range(int(52 * years)):
        council = next_council(council, 0.6, years)
    assert council / 0.6 == pytest.approx(1.0 - math.exp(-1.0), abs=0.01)


@given(SHARE, SHARE, st.floats(0.02, 50.0))
def test_a_council_does_not_pass_its_level(council: float, level: float, years: float) -> None:
    """A week moves the council towards its level and not past it."""
    low, high = sorted((council, level))
    assert low - 1e-12 <= next_council(council, level, years) <= high + 1e-12
