"""Crises nobody ordered: talk and consultation let them die, mutual answers keep them going (M10, M18)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.line.crisis import answered, next_level

SHARE = st.floats(0.0, 1.0)


@given(SHARE, SHARE, SHARE, SHARE, SHARE)
def test_talk_calms(
    retaliation: float, hotline: float, commission: float, misperception: float, more: float
) -> None:
    """A better hotline, a fuller commission and less misperception never raise the share that is answered."""
    here = answered(retaliation, hotline, commission, misperception)
    assert 0.0 <= here <= retaliation + 1e-12
    assert answered(retaliation, min(1.0, hotline + more), commission, misperception) <= here + 1e-12
    assert answered(retaliation, hotline, min(1.0, commission + more), misperception) <= here + 1e-12
    assert answered(retaliation, hotline, commission, misperception * (1.0 - more)) <= here + 1e-12


def test_without_any_talk_all_retaliation_comes_back() -> None:
    """With no hotline, no commission and full misperception the share answered is the retaliation."""
    assert answered(0.8, 0.0, 0.0, 1.0) == pytest.approx(0.8)


@given(st.floats(0.0, 400.0), st.floats(0.0, 1.5), st.floats(0.0, 20.0), st.floats(0.0, 50.0))
def test_an_incident_raises_a_crisis(level: float, share: float, factor: float, size: float) -> None:
    """A grave incident adds its size to what is answered, up to the ceiling; without one nothing is added."""
    assert next_level(0.0, share, factor, 0.0, size) == 0.0
    assert next_level(0.0, share, factor, 1.0, size) == size
    assert next_level(level, share, factor, 0.0, size) == min(400.0, level * share * factor)
    assert next_level(level, share, factor, 1.0, size) <= 400.0


def test_a_crisis_dies_down_when_not_all_is_answered() -> None:
    """At four fifths answered a crisis is a tenth after eleven weeks."""
    level = 1.0
    for _ in range(11):
        level = next_level(level, 0.8, 1.0, 0.0, 0.0)
    assert level == pytest.approx(0.8**11)
    assert level < 0.1
