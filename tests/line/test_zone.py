"""Demilitarised zone: distance lowers contact and slows an attack, if both sides keep it (M03)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.line.zone import contact, mutual, slowing

BOTH, RUSSIA_ONLY, UKRAINE_ONLY = 0, 1, 2
KM = st.floats(0.0, 100.0)
SHARE = st.floats(0.0, 1.0)


def test_contact_at_known_widths() -> None:
    """No zone leaves all contact; 2 km leave 0.28, as at the pilot areas; a very wide one next to none."""
    assert contact(0.0) == pytest.approx(1.0, rel=1e-15)
    assert contact(2.0) == pytest.approx(0.28, abs=0.005)
    assert contact(100.0) < 0.001


@given(KM, st.floats(0.01, 10.0))
def test_every_kilometre_helps(width: float, more: float) -> None:
    """A wider zone always leaves less contact."""
    assert contact(width + more) < contact(width)


@given(SHARE)
def test_a_one_sided_zone_counts_for_less(share: float) -> None:
    """Kept by both sides a zone counts in full, whichever side keeps it alone only for its share."""
    assert mutual(BOTH, share) == 1.0
    assert mutual(RUSSIA_ONLY, share) == mutual(UKRAINE_ONLY, share) == share


@given(KM, KM, SHARE, SHARE, st.floats(0.0, 5.0))
def test_a_zone_slows_an_attack(
    front: float, border: float, limits: float, share: float, effect: float
) -> None:
    """The slowing is 1 or more, at most 1 + effect, and one-sided only the share of what both sides reach."""
    full = slowing(front, border, limits, 1.0, effect)
    assert 1.0 <= full <= 1.0 + effect + 1e-12
    assert slowing(front, border, limits, share, effect) - 1.0 == pytest.approx(
        share * (full - 1.0), abs=1e-12
    )


def test_the_ends_of_slowing() -> None:
    """Nothing slows without a zone; 10 km with limits slow in full; more adds nothing; the front counts most."""
    assert slowing(0.0, 0.0, 1.0, 1.0, 1.0) == 1.0
    assert slowing(10.0, 10.0, 1.0, 1.0, 1.0) == 2.0
    assert slowing(50.0, 50.0, 1.0, 1.0, 1.0) == 2.0
    assert slowing(10.0, 10.0, 0.0, 1.0, 1.0) == 1.5
    assert slowing(10.0, 0.0, 1.0, 1.0, 1.0) - 1.0 == pytest.approx(
        3 * (slowing(0.0, 10.0, 1.0, 1.0, 1.0) - 1.0)
    )
