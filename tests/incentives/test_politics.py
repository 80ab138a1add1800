"""Moods that come and go: mean-reverting, with the spread and the memory they declare (M25)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.politics import keep, next_mood, share
from sim.numerics.philox import uniform


@pytest.mark.parametrize(("weeks", "sd"), [(4.0, 8.0), (26.0, 8.0), (52.0, 0.8)])
def test_a_mood_keeps_its_spread_and_memory(weeks: float, sd: float) -> None:
    """Over the long run a mood has mean 0, its spread, and falls e-fold over its memory."""
    moods = np.empty(100_000)
    mood, kept = 0.0, keep(weeks)
    for week in range(len(moods)):
        mood = next_mood(mood, kept, sd, uniform((1, 0, 0, week), 0, 24))
        moods[week] = mood
    assert moods.mean() == pytest.approx(0.0, abs=0.15 * sd)
    assert moods.std() == pytest.approx(sd, rel=0.07)
    lag = int(weeks)
    assert np.corrcoef(moods[lag:], moods[:-lag])[0, 1] == pytest.approx(np.exp(-1.0), abs=0.06)


@given(st.floats(1.0, 1000.0), st.floats(0.1, 1000.0))
def test_a_longer_memory_keeps_more(weeks: float, longer: float) -> None:
    """What is left after a week lies between 0 and 1 and grows with the memory."""
    assert 0.0 < keep(weeks) <= keep(weeks + longer) < 1.0


@given(st.floats(-5.0, 5.0), st.floats(-10.0, 10.0), st.floats(0.0, 5.0))
def test_attention_is_a_share(usual: float, mood: float, better: float) -> None:
    """Attention and unity lie between 0 and 1 and rise with the mood; the usual 0.5 is 62 %."""
    assert 0.0 < share(usual, mood) <= share(usual, mood + better) < 1.0
    assert share(0.5, 0.0) == pytest.approx(0.62, abs=0.005)
