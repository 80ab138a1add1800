"""M04: pull-back of heavy equipment."""

from __future__ import annotations

import pytest

from sim.analysis.levers import effect
from sim.engine.replay import Replay

TIERS = ("artillery", "rockets", "long_range")
KEPT, PULLED = ({f"pullback.{tier}": share for tier in TIERS} for share in (0.0, 0.8))


def test_a_pullback_lowers_the_hazard_and_the_fire(coarse):
    """Heavy weapons pulled back on the same day make bouts smaller and ceasefires last longer."""
    found = effect(coarse, KEPT, PULLED, runs=100)
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


@pytest.mark.parametrize("tier", TIERS)
def test_every_tier_slows_an_attack_and_artillery_fires_most(quiet_capitals, tier):
    """Each tier pulled back lowers fire, artillery more than rockets and missiles, and slows both sides' massing."""
    found = effect(quiet_capitals, KEPT, {**KEPT, f"pullback.{tier}": 1.0}, runs=40)
    assert found.violations_ratio < (0.8 if tier == "artillery" else 1.0)
    slow = [
        Replay(quiet_capitals.with_values({**KEPT, f"pullback.{tier}": share}), 1, 0).world.russia.slow
        for share in (0.0, 1.0)
    ]
    assert slow[1] > slow[0]


def test_the_second_side_goes_on_with_heavy_weapons_until_its_date(quiet_capitals):
    """Until the second side moves its own bouts stay as heavy as before, and from its week on both are alike."""
    late = quiet_capitals.with_values(
        {**PULLED, "pullback.timing": "russia_first", "pullback.stagger_weeks": 8.0}
    )
    replay = Replay(late, 1, 0)
    replay.until(7 * 7 + 3)
    assert replay.world.ukraine.weapons == 1.0 > replay.world.russia.weapons
    replay.until(8 * 7 + 3)
    assert replay.world.ukraine.weapons == replay.world.russia.weapons
