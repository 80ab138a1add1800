"""Weariness of the publics fades e-fold over its years (M26)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.weariness import left


@given(st.floats(0.0, 100.0), st.floats(0.5, 100.0), st.floats(0.0, 75.0))
def test_weariness_fades(strength: float, lasting: float, years: float) -> None:
    """It starts in full, is a fraction 1/e after its years, and never returns."""
    assert left(strength, lasting, 0.0) == strength
    assert left(strength, lasting, lasting) == pytest.approx(strength * math.exp(-1.0))
    assert 0.0 <= left(strength, lasting, years + 1.0) <= left(strength, lasting, years)
