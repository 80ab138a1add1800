"""Restraint: orders jump in, wear off as fast as nobody answers, and grow back slowly (M09)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.line.restraint import erosion_rate, least_odds, next_odds, pledged, supported
from sim.scenario.scenario import Scenario

RESTRAINT = Scenario().restraint
SHARE = st.floats(0.0, 1.0)


def days_to_halve(accountability: float, erosion: float, protection: float) -> int:
    """Days until restraint odds that nothing supports any more have fallen to a half."""
    odds, days = 1000.0, 0
    rate = erosion_rate(accountability, erosion, protection)
    while odds > 500.0:
        odds, days = next_odds(odds, 0.0, rate, 0.0), days + 1
    return days


@given(SHARE, st.floats(0.0, 15.0))
def test_orders_need_accountability(orders: float, full_effect: float) -> None:
    """Orders that nobody answers for support nothing; with full accountability they support all they pledge."""
    assert supported(orders, 0.0, full_effect) == 1.0
    assert supported(orders, 1.0, full_effect) == pytest.approx(math.exp(full_effect * orders), rel=1e-14)
    assert supported(0.0, 1.0, full_effect) == 1.0


@given(SHARE, SHARE, SHARE)
def test_accountability_supports_orders(orders: float, accountability: float, more: float) -> None:
    """More accountability never supports less restraint."""
    stronger = min(1.0, accountability + more)
    assert supported(orders, stronger, 7.0) >= supported(orders, accountability, 7.0)


@given(st.floats(-0.5, 1.0), SHARE, st.floats(0.0, 15.0))
def test_no_order_goes_below_the_least_odds(orders: float, accountability: float, full_effect: float) -> None:
    """Whatever accountability, orders support no odds below the least that such orders can bring about."""
    assert supported(orders, accountability, full_effect) >= least_odds(orders, full_effect)
    assert least_odds(orders, full_effect) <= 1.0


def test_an_order_to_fire_at_will_undoes_restraint() -> None:
    """Orders below 0 support odds below 1: more fire than without any orders."""
    assert supported(-0.15, 0.8, 7.0) < 1.0


@pytest.mark.parametrize("accountability", [0.0, 0.2, 0.38, 0.6])
def test_the_doubling_time_of_fire(accountability: float) -> None:
    """Fire doubles in ln 2 / -ln(1 - rate) days, and the rate falls e-fold with protection x accountability."""
    erosion, protection = RESTRAINT.erosion, RESTRAINT.protection
    rate = erosion * math.exp(-protection * accountability)
    assert erosion_rate(accountability, erosion, protection) == pytest.approx(rate)
    days = math.log(2.0) / -math.log1p(-rate)
    assert days_to_halve(accountability, erosion, protection) == math.ceil(days)


def test_accountability_turns_days_into_months() -> None:
    """Answering to nobody, fire doubles within days (V6); as in July 2020, over two months and more (V8)."""
    assert days_to_halve(0.0, RESTRAINT.erosion, RESTRAINT.protection) < 7
    assert 45 < days_to_halve(0.38, RESTRAINT.erosion, RESTRAINT.protection) < 150


@given(st.floats(1.0, 1e6), st.floats(1.0, 1e6), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_odds_move_towards_their_level_and_not_past_it(
    odds: float, level: float, erosion: float, recovery: float
) -> None:
    """Above its level restraint erodes, below it recovers; it never overshoots."""
    after = next_odds(odds, level, erosion, recovery)
    low, high = sorted((odds, level))
    assert low * (1 - 1e-12) <= after <= high * (1 + 1e-12)
    assert next_odds(odds, level, 0.0, 0.0) == odds


def test_erosion_and_recovery_have_their_own_rates() -> None:
    """The way down goes at the erosion rate, the way up at the recovery rate."""
    assert next_odds(100.0, 0.0, 0.2, 0.03) == pytest.approx(80.0)
    assert next_odds(0.0, 100.0, 0.2, 0.03) == pytest.approx(3.0)


@given(SHARE, st.floats(0.4, 1.6))
def test_a_pledge_is_taken_by_each_commander_in_his_way(orders: float, taking: float) -> None:
    """No orders leave odds of 1; a commander who takes them better holds more."""
    assert pledged(0.0, taking, 7.0) == 1.0
    assert pledged(orders, taking, 7.0) == pytest.approx(math.exp(7.0 * orders * taking), rel=1e-13)
