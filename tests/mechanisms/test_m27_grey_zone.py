"""M27: pressing below the threshold of war, on the line and off it."""

from __future__ import annotations

import pytest

from sim.analysis.levers import effect
from sim.engine.replay import Replay
from sim.incentives.choice import PRESS

#: No attack for two years, so that weeks of pressure are counted over the same time.
NO_WAR = {"choice.open_weeks": 0.0, "horizon.years": 2.0}
STRONG = {"guarantee.commitment": 0.9, "guarantee.bindingness": 0.9, "guarantee.response_force": 250.0}


@pytest.fixture
def tense(coarse):
    """Two years without an attack."""
    return coarse.with_values(NO_WAR)


@pytest.fixture
def tense_accountable(coarse_accountable):
    """The same with everything that accountability needs."""
    return coarse_accountable.with_values(NO_WAR)


def test_a_strong_guarantee_moves_pressure_off_the_line(tense, rise):
    """Under a strong guarantee Moscow spends more weeks in the grey zone, and there is less fire."""
    found = effect(tense, {}, STRONG, runs=60)
    assert rise(found, lambda runs: runs["grey_zone_weeks"]) > 2.5
    assert rise(found, lambda runs: runs["violations"] / runs["days"]) < -2.5


def test_a_well_watched_line_moves_pressure_off_it(tense_accountable, rise):
    """Where violations are seen and answered for, pressure goes to where they are not."""
    found = effect(tense_accountable, {"monitoring.coverage": 0.0}, {}, runs=60)
    assert rise(found, lambda runs: runs["grey_zone_weeks"]) > 2.5


def test_both_sides_have_a_grey_zone(tense):
    """Weeks of pressure off the line are counted for each side, and only for the side that presses there."""
    replay = Replay(tense.with_values(STRONG), seed=1, run=0)
    counted = {"russia": 0, "ukraine": 0}
    while not replay.over:
        replay.until(replay.day + 7)
        for side in counted:
            me = replay.world[side]
            counted[side] += bool(replay.day % 7 == 0 and me.stance == PRESS and me.grey > 0.5)
    assert replay.world.tally.grey_zone_weeks == counted["russia"] > 0
    assert replay.world.tally.grey_zone_weeks_ukraine == counted["ukraine"]


def test_grey_zone_acts_do_harm(tense, rise):
    """Acts do damage in dollars, and are felt as hostile by the side they hit."""
    guarded = tense.with_values(STRONG)
    found = effect(guarded, {"grey_zone.acts_per_week": 0.0}, {"grey_zone.acts_per_week": 3.0}, runs=60)
    assert found.before["grey_zone_damage"].sum() == 0.0
    assert rise(found, lambda runs: runs["grey_zone_damage"]) > 2.5
    hostility = []
    for felt in (0.0, 5.0):
        total = 0.0
        replay = Replay(guarded.with_values({"grey_zone.felt": felt, "grey_zone.acts_per_week": 3.0}), 1, 0)
        while not replay.over:
            replay.until(replay.day + 7)
            total += replay.world.ukraine.hostility
        hostility.append(total)
    assert hostility[1] > hostility[0]


def test_acts_that_divide_europe_cost_it_unity(tense, rise):
    """Where acts divide Europe more renewals of sanctions are lost, where they rally it fewer."""
    guarded = tense.with_values({**STRONG, "horizon.years": 10.0, "grey_zone.acts_per_week": 3.0})
    found = effect(guarded, {"grey_zone.division": -0.05}, {"grey_zone.division": 0.1}, runs=100)
    assert rise(found, lambda runs: runs["renewals_lost"]) > 2.0
