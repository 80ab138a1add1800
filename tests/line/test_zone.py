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


@given(st.tuples(KM, KM, KM), SHARE, SHARE, st.floats(0.0, 5.0), KM)
def test_a_zone_slows_an_attack(
    widths: tuple[float, float, float], limits: float, share: float, effect: float, more: float
) -> None:
    """The slowing is 1 or more, at most 1 + effect, never less for more width, and one-sided only its share of that."""
    full = slowing(*widths, limits, 1.0, effect)
    assert 1.0 <= full <= 1.0 + effect + 1e-12
    assert slowing(*widths, limits, share, effect) - 1.0 == pytest.approx(share * (full - 1.0), abs=1e-12)
    for kind in range(3):
        wider = list(widths)
        wider[kind] += more
        assert slowing(*wider, limits, 1.0, effect) >= full - 1e-12


def test_the_ends_of_slowing() -> None:
    """Nothing slows without a zone; 10 km everywhere slow in full, by half without limits; more adds nothing."""
    assert slowing(0.0, 0.0, 0.0, 1.0, 1.0, 1.0) == 1.0
    assert slowing(10.0, 10.0, 10.0, 1.0, 1.0, 1.0) == pytest.approx(2.0)
    assert slowing(50.0, 50.0, 50.0, 1.0, 1.0, 1.0) == pytest.approx(2.0)
    assert slowing(10.0, 10.0, 10.0, 0.0, 1.0, 1.0) == pytest.approx(1.5)


def test_the_land_front_slows_most_and_the_river_least() -> None:
    """A zone along the land front slows more than along the border, and there more than along the river."""
    front, river, border = (slowing(*km, 1.0, 1.0, 1.0) for km in ((10, 0, 0), (0, 10, 0), (0, 0, 10)))
    assert front > border > river > 1.0
    assert front - 1.0 > 0.5
