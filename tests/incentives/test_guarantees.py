"""Guarantees: credibility within limits, troops that make it certain, clocks and parliaments that delay it (M11)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.guarantees import (
    credibility,
    floor,
    help_in_time,
    in_force_after,
    reckoned,
    small_force,
    will,
)

SHARE = st.floats(0.0, 1.0)
TROOPS = st.floats(0.0, 400.0)
HALF = st.floats(0.1, 500.0)
KM = st.floats(100.0, 3000.0)
#: Midpoints of equal parts of (0, 1), for quantiles.
MIDPOINTS = (np.arange(20_000) + 0.5) / 20_000


@given(TROOPS, TROOPS, HALF, KM)
def test_the_floor_rises_with_troops(troops: float, more: float, half: float, km: float) -> None:
    """No troops make nothing certain, more make more, and never everything."""
    assert floor(0.0, half, km) == 0.0
    assert 0.0 <= floor(troops, half, km) <= floor(troops + more, half, km) < 1.0


@given(HALF)
def test_half_the_promise_at_the_half_number(half: float) -> None:
    """The half number makes half of the promise certain on 1,931 km, and less on a longer line."""
    assert floor(half, half, 1931.0) == pytest.approx(0.5)
    assert floor(half, half, 3862.0) == pytest.approx(1.0 / 3.0)


@given(SHARE, SHARE, SHARE, SHARE)
def test_will_lives_on_troops_attention_and_upkeep(
    standing: float, attention: float, upkeep: float, more: float
) -> None:
    """Readiness lies between 0 and 1 and never falls with any of the three; troops alone suffice."""
    here = will(standing, attention, upkeep)
    assert 0.0 <= here <= 1.0 + 1e-12
    assert will(1.0, attention, upkeep) == pytest.approx(1.0)
    assert will(0.0, 0.0, 0.0) == 0.0
    assert will(0.0, attention, 0.0) == attention
    assert will(min(1.0, standing + more), attention, upkeep) >= here - 1e-12
    assert will(standing, min(1.0, attention + more), upkeep) >= here - 1e-12
    assert will(standing, attention, min(1.0, upkeep + more)) >= here - 1e-12


@given(SHARE, SHARE, SHARE, SHARE, SHARE, SHARE)
def test_credibility_stays_within_its_limits(
    commitment: float, bindingness: float, readiness: float, standing: float, fear: float, most: float
) -> None:
    """Credibility lies between 0 and the highest any guarantor can have, and is 0 without commitment or readiness."""
    assert 0.0 <= credibility(commitment, bindingness, readiness, standing, fear, most) <= most
    assert credibility(0.0, bindingness, readiness, standing, fear, most) == 0.0
    assert credibility(commitment, bindingness, 0.0, standing, fear, most) == 0.0


@given(SHARE, SHARE, SHARE, SHARE, SHARE, SHARE, SHARE)
def test_credibility_has_the_right_signs(
    commitment: float,
    bindingness: float,
    readiness: float,
    standing: float,
    fear: float,
    most: float,
    more: float,
) -> None:
    """It never falls with commitment, bindingness, readiness or troops, and never rises with fear of escalation."""
    here = credibility(commitment, bindingness, readiness, standing, fear, most)
    good = [commitment, bindingness, readiness, standing]
    for i in range(4):
        better = list(good)
        better[i] = min(1.0, better[i] + more)
        assert credibility(*better, fear, most) >= here - 1e-12
    assert credibility(*good, min(1.0, fear + more), most) <= here + 1e-12


def test_fear_of_escalation_weakens_unstationed_promises_most() -> None:
    """Asymmetry takes the largest share of a discretionary promise, less of a binding one, none with troops (M23)."""

    def left(bindingness: float, standing: float) -> float:
        calm, afraid = (credibility(0.8, bindingness, 1.0, standing, fear, 1.0) for fear in (0.0, 0.5))
        return afraid / calm

    assert left(0.0, 0.0) < left(1.0, 0.0) < left(1.0, 1.0)
    assert left(0.0, 1.0) == pytest.approx(1.0)


@given(st.floats(0.0, 8760.0), st.floats(0.1, 1000.0))
def test_late_help_is_less_help(hours: float, later: float) -> None:
    """Help at once comes in full, after ten days a fraction 1/e of it, and ever less."""
    assert help_in_time(0.0) == 1.0
    assert help_in_time(240.0) == pytest.approx(np.exp(-1.0))
    assert help_in_time(hours + later) < help_in_time(hours) <= 1.0


@pytest.mark.parametrize("parliaments", [1.0, 5.0, 32.0])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_the_slowest_parliament_decides(parliaments: float, share: float) -> None:
    """The time in force has the quantiles of the largest of n exponential times."""
    months = 6.0
    weeks = in_force_after(share, 0.99, parliaments, months, 0.5)
    assert weeks == pytest.approx(-np.log(1.0 - share ** (1.0 / parliaments)) * months * 4.345)
    draws = [in_force_after(u, 0.99, parliaments, months, 0.5) for u in MIDPOINTS]
    assert np.mean(np.array(draws) <= weeks) == pytest.approx(share, abs=1e-3)


def test_more_parliaments_take_longer() -> None:
    """One parliament takes its mean time; 32 take four times as long (1 + 1/2 + ... + 1/32)."""
    means = [np.mean([in_force_after(u, 1.0, n, 6.0, 0.0) for u in MIDPOINTS]) for n in (1.0, 32.0)]
    assert means[0] == pytest.approx(6.0 * 4.345, rel=0.01)
    assert means[1] / means[0] == pytest.approx(sum(1.0 / k for k in range(1, 33)), rel=0.01)


def test_without_parliaments_it_is_in_force_at_once() -> None:
    """What nobody has to ratify is in force from the first week."""
    assert in_force_after(0.5, 0.5, 0.0, 6.0, 0.0) == 0.0


@given(SHARE, st.floats(0.001, 0.999))
def test_conditions_not_met_keep_it_out_of_force(conditions: float, v: float) -> None:
    """With the chance of its conditions failing it never comes into force within a lifetime."""
    never = in_force_after(0.5, v, 1.0, 6.0, conditions) > 75 * 52
    assert never == (v < conditions)


@given(TROOPS, HALF, KM)
def test_a_tripwire_is_a_small_force(troops: float, half: float, km: float) -> None:
    """Friction of a tripwire peaks at 1 with the half number and falls on both sides of it."""
    needed = half * km / 1931.0
    assert small_force(needed, half, km) == pytest.approx(1.0)
    assert 0.0 <= small_force(troops, half, km) <= 1.0 + 1e-12
    assert small_force(0.0, half, km) == 0.0
    assert small_force(2.0 * needed, half, km) > small_force(8.0 * needed, half, km)
    assert small_force(needed / 2.0, half, km) > small_force(needed / 8.0, half, km)


@given(SHARE, SHARE, st.floats(0.0, 20.0), SHARE)
def test_a_shortfall_is_a_window(now: float, usual: float, window: float, more: float) -> None:
    """As usual is reckoned as it is; what is missing counts more, and so does what is above; always from 0 to 1."""
    here = reckoned(now, usual, window)
    assert reckoned(now, now, window) == reckoned(now, usual, 0.0) == now
    assert 0.0 <= here <= 1.0
    assert (here <= now) if now <= usual else (here >= now)
    assert reckoned(min(1.0, now + more), usual, window) >= here
