"""M04: pull-back of heavy equipment."""

from __future__ import annotations

import pytest

from sim.analysis.levers import effect

PULLED = {"pullback.share": 0.8}


def test_a_pullback_lowers_the_hazard_and_the_fire(coarse):
    """Heavy weapons pulled back on the same day make bouts smaller and ceasefires last longer."""
    found = effect(coarse, {"pullback.share": 0.0}, PULLED, runs=100)
    assert found.hazard_ratio < 1.0 - 2.5 * found.hazard_error
    assert found.gains(2.5)
    assert found.violations_ratio < 0.7


@pytest.mark.parametrize("order", ["russia_first", "ukraine_first"])
def test_staggered_is_worse_than_same_day(coarse, order):
    """Whoever moves first, a staggered pull-back opens a window in which ceasefires are lost."""
    pulled = coarse.with_values({**PULLED, "horizon.years": 2.0})
    assert effect(pulled, {"pullback.timing": order}, {"pullback.timing": "same_day"}, runs=500).gains(2.5)


@pytest.mark.parametrize(
    ("order", "attacker"),
    [("russia_first", "ukrainian_offensive"), ("ukraine_first", "russian_offensive")],
)
def test_the_window_is_open_to_the_side_that_waits(coarse, rise, ended_by, order, attacker):
    """It is the side that has not moved yet that attacks more often."""
    pulled = coarse.with_values({**PULLED, "horizon.years": 0.5})
    found = effect(pulled, {"pullback.timing": "same_day"}, {"pullback.timing": order}, runs=500)
    assert rise(found, ended_by(attacker)) > 2.5
