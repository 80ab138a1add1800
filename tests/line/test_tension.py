"""Tension: fire suffered raises it, time and talk let it go, neighbours share it (M10)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.line.tension import decay, next_tension, spread

POSITIVE = st.floats(0.0, 100.0)


@given(st.floats(2.0, 100.0))
def test_daily_flag_meetings_halve_its_life(memory: float) -> None:
    """The mean life of tension is its memory without meetings and half of it with one every day."""
    assert 1.0 / (1.0 - decay(memory, 0.0)) == pytest.approx(memory)
    assert 1.0 / (1.0 - decay(memory, 1.0)) == pytest.approx(memory / 2.0)


@given(st.floats(1.0, 100.0), st.floats(0.0, 1.0))
def test_what_is_left_is_a_share(memory: float, meetings: float) -> None:
    """What is left after a day lies between 0 and 1 however short the memory."""
    assert 0.0 <= decay(memory, meetings) < 1.0


@given(POSITIVE, st.floats(0.0, 0.99), st.floats(0.0, 1.0), POSITIVE, st.floats(0.1, 100.0))
def test_fire_suffered_raises_tension(
    tension: float, kept: float, gain: float, suffered: float, half: float
) -> None:
    """A quiet day only lets tension go; a day of fire adds up to the gain, half of it at the half effect."""
    assert next_tension(tension, kept, gain, 0.0, half) == kept * tension
    added = next_tension(tension, kept, gain, suffered, half) - kept * tension
    assert -1e-12 <= added <= gain + 1e-12
    assert next_tension(0.0, kept, gain, half, half) == pytest.approx(0.5 * gain)


def test_tension_has_a_ceiling() -> None:
    """Under heavy fire every day tension levels off at gain x memory."""
    tension = 0.0
    for _ in range(200):
        tension = next_tension(tension, decay(3.0, 0.0), 0.2, 1e9, 2.0)
    assert tension == pytest.approx(0.2 * 3.0)


@given(st.lists(st.floats(0.0, 5.0), min_size=3, max_size=30), st.floats(0.0, 1.0))
def test_evening_out_keeps_within_what_is_there(tensions: list[float], spill: float) -> None:
    """Sharing with neighbours makes no sector tenser than the tensest, and calm stays calm."""
    padded = [tensions[0], *tensions, tensions[-1]]
    after = [spread(padded[i + 1], padded[i], padded[i + 2], spill) for i in range(len(tensions))]
    assert min(tensions) - 1e-12 <= min(after) and max(after) <= max(tensions) + 1e-12
    assert np.sum(after) == pytest.approx(np.sum(tensions), rel=1e-9, abs=1e-9)
    assert spread(1.5, 1.5, 1.5, spill) == 1.5
