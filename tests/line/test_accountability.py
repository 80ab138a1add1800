"""Accountability is a product: without any one of its parts only a side's own discipline is left (M09)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.line.accountability import discipline, expected, reckoning

SHARE = st.floats(0.0, 1.0)
#: Everything that follows a bout, all of it good.
GOOD = {
    "detected": 0.9,
    "accuracy": 0.9,
    "false_share": 0.02,
    "trust": 0.9,
    "penalty": 0.9,
    "delay_days": 5.0,
}


def accountability(own: float = 0.0, **changed: float) -> float:
    """Expected accountability when all is good but what is changed."""
    parts = {**GOOD, **changed}
    detected = parts.pop("detected")
    return expected(own, detected, reckoning(*parts.values(), 60.0))


@pytest.mark.parametrize("missing", ["detected", "accuracy", "trust", "penalty"])
def test_one_missing_part_leaves_nothing(missing: str) -> None:
    """Without detection, attribution, trust or penalty and without own discipline, nobody answers for anything."""
    assert accountability() > 0.5
    assert accountability(**{missing: 0.0}) == 0.0


@pytest.mark.parametrize("missing", ["detected", "accuracy", "trust", "penalty"])
@given(own=SHARE)
def test_one_missing_part_leaves_own_discipline(missing: str, own: float) -> None:
    """Where a part is missing, a side answers only to itself."""
    assert accountability(own, **{missing: 0.0}) == pytest.approx(own, abs=1e-15)


@pytest.mark.parametrize("part", ["detected", "accuracy", "trust", "penalty"])
@given(low=SHARE, more=SHARE)
def test_every_part_helps(part: str, low: float, more: float) -> None:
    """More of any part never lowers accountability."""
    assert accountability(0.2, **{part: min(1.0, low + more)}) >= accountability(0.2, **{part: low}) - 1e-15


@given(st.floats(0.0, 100.0), st.floats(0.1, 100.0))
def test_lateness_hurts(delay: float, later: float) -> None:
    """A later finding is reckoned with less."""
    assert accountability(delay_days=delay + later) < accountability(delay_days=delay)


@given(SHARE, SHARE, SHARE)
def test_it_is_a_probability(own: float, detected: float, reckoned: float) -> None:
    """Accountability lies between own discipline and 1."""
    assert own - 1e-15 <= expected(own, detected, reckoned) <= 1.0


@given(SHARE, SHARE, SHARE)
def test_a_joint_commission_adds_discipline(own: float, commission: float, effect: float) -> None:
    """A commission never takes discipline away, adds its full effect to units without any, and cannot pass 1."""
    assert own - 1e-15 <= discipline(own, commission, effect) <= 1.0
    assert discipline(0.0, 1.0, effect) == pytest.approx(effect)
    assert discipline(own, 0.0, effect) == pytest.approx(own)
