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


def test_a_week_in_the_grey_zone_is_moscows(tense):
    """The count rises in weeks in which Moscow presses off the line; Kyiv presses on the line and is not counted."""
    replay = Replay(tense.with_values(STRONG), seed=1, run=0)
    counted = pressed_by_kyiv = 0
    while not replay.over:
        replay.until(replay.day + 7)
        russia, ukraine = replay.world.russia, replay.world.ukraine
        if replay.day % 7 == 0:
            counted += bool(russia.stance == PRESS and russia.grey > 0.5)
            pressed_by_kyiv += bool(ukraine.stance == PRESS)
        assert ukraine.grey == 0.0
        assert replay.world.tally.grey_zone_weeks == counted
    assert counted > 0
    assert pressed_by_kyiv > 0
