"""Deterrence by denial: who would win, and what a force is built for (M12)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.deterrence import chance, defence, next_force, offence, strike

SHARE = st.floats(0.0, 1.0)
FORCE = st.floats(1.0, 5000.0)
MORE = st.floats(0.0, 1000.0)


@given(FORCE, st.floats(0.1, 10.0))
def test_even_forces_have_even_chances(force: float, slope: float) -> None:
    """Equal strength without surprise gives one half, whatever the slope."""
    assert chance(force, force, 0.0, 0.0, slope) == pytest.approx(0.5)


@given(FORCE, FORCE, MORE, st.floats(-2.0, 2.0), st.floats(0.1, 10.0), MORE)
def test_chances_have_the_right_signs(
    attacker: float, defender: float, helpers: float, edge: float, slope: float, more: float
) -> None:
    """A stronger attacker and surprise raise the chance, a stronger defender and helpers lower it; it stays one."""
    here = chance(attacker, defender, helpers, edge, slope)
    assert 0.0 <= here <= 1.0
    assert chance(attacker + more, defender, helpers, edge, slope) >= here
    assert chance(attacker, defender, helpers, edge + 0.001 * more, slope) >= here
    assert chance(attacker, defender + more, helpers, edge, slope) <= here
    assert chance(attacker, defender, helpers + more, edge, slope) <= here


@given(FORCE, SHARE, st.floats(0.0, 3.0), st.floats(0.0, 3.0), SHARE)
def test_denial_defends_and_does_not_attack(
    force: float, denial: float, effect: float, fortification: float, more: float
) -> None:
    """At equal spending, more of a force built for denial defends better and attacks worse."""
    better = min(1.0, denial + more)
    assert (
        defence(force, better, effect, fortification)
        >= defence(force, denial, effect, fortification)
        >= force
    )
    assert offence(force, better, 0.0) <= offence(force, denial, 0.0) <= force
    assert offence(force, 1.0, 0.0) == pytest.approx(force / 3.0, rel=0.01)
    assert defence(force, 0.0, effect, 0.0) == force == offence(force, 0.0, 0.0)


@given(FORCE, SHARE, SHARE, SHARE)
def test_strike_is_a_share_of_what_does_not_deny(
    force: float, denial: float, long_range: float, more: float
) -> None:
    """What is built for denial is no strike; strike attacks ground half as well, and no force is spent twice."""
    here = strike(denial, long_range)
    assert strike(1.0, long_range) == strike(denial, 0.0) == 0.0
    assert strike(0.0, long_range) == long_range
    assert 0.0 <= denial + here <= 1.0 + 1e-12
    assert strike(min(1.0, denial + more), long_range) <= here <= strike(denial, min(1.0, long_range + more))
    assert 0.0 < offence(force, denial, here) <= offence(force, denial, 0.0)
    assert offence(force, 0.0, 1.0) == pytest.approx(0.5 * force)


@pytest.mark.parametrize(("start", "ceiling"), [(640.0, 950.0), (640.0, 400.0)])
@pytest.mark.parametrize("years", [3.0, 5.0])
def test_a_force_comes_two_thirds_of_the_way_in_its_time(start: float, ceiling: float, years: float) -> None:
    """After the years of reconstitution a force has come about two thirds of the way, up or down."""
    force = start
    for _ in range(int(52 * years)):
        force = next_force(force, ceiling, years)
    assert (force - start) / (ceiling - start) == pytest.approx(0.63, abs=0.01)


@given(FORCE, FORCE, st.floats(0.5, 50.0))
def test_a_force_does_not_pass_its_ceiling(force: float, ceiling: float, years: float) -> None:
    """A week moves a force towards its ceiling and not past it."""
    low, high = sorted((force, ceiling))
    assert low - 1e-9 <= next_force(force, ceiling, years) <= high + 1e-9
