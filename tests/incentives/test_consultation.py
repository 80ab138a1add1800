"""NATO-Russia consultation takes away misperception, at most by its effect (M18)."""

from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.consultation import misperception

SHARE = st.floats(0.0, 1.0)


@given(SHARE, SHARE, SHARE)
def test_consultation_takes_misperception_away(level: float, effect: float, more: float) -> None:
    """None leaves everything misperceived, full consultation leaves 1 - effect, more never leaves more."""
    assert misperception(0.0, effect) == 1.0
    assert misperception(1.0, effect) == 1.0 - effect
    assert 0.0 <= misperception(min(1.0, level + more), effect) <= misperception(level, effect) <= 1.0
