"""M18: NATO-Russia consultation."""

from __future__ import annotations

import numpy as np

from sim.analysis.levers import effect
from sim.engine.replay import Replay
from sim.incentives.terms import FEAR

NONE, FULL = {"consultation.level": 0.0}, {"consultation.level": 1.0}
#: A council that is never suspended.
UNBROKEN = {"consultation.suspension": 0.0}


def test_consultation_lowers_preventive_attack(coarse, rise, ended_by):
    """With a standing council fewer ceasefires end in a Russian offensive, and more of them hold."""
    found = effect(coarse, NONE, FULL, runs=400)
    assert found.gains(2.5)
    assert rise(found, ended_by("russian_offensive")) < -2.5


def test_a_council_works_once_it_is_built_up(coarse):
    """Full consultation takes more off both sides' fear after three years than after three months."""
    resting = coarse.with_values({"choice.open_weeks": 0.0, **UNBROKEN})
    fear = np.empty((2, 2, 2, 10))
    for arm, level in enumerate((NONE, FULL)):
        for run in range(10):
            replay = Replay(resting.with_values(level), seed=1, run=run)
            for when, day in enumerate((91, 1092)):
                replay.until(day)
                fear[arm, when, :, run] = replay.world.russia.terms[FEAR], replay.world.ukraine.terms[FEAR]
    left = fear[1].mean(axis=2) / fear[0].mean(axis=2)
    assert (left[1] < left[0]).all()
    assert (left[0] < 1.0).all()
    assert (left[1] < 1.1 * (1.0 - coarse.consultation.effect)).all()


def test_a_council_that_breaks_off_when_it_is_needed_does_less(coarse):
    """Suspended after massing was seen, the council saves fewer ceasefires than one that goes on."""
    meeting = coarse.with_values(FULL)
    found = effect(meeting, {"consultation.suspension": 104.0}, UNBROKEN, runs=300)
    assert found.before["council_suspensions"].mean() > 0.2
    assert found.after["council_suspensions"].sum() == 0.0
    assert found.gains(2.5)


def test_limits_on_long_range_strike_ease_moscows_fear(coarse):
    """Where the council works, agreed limits on long-range strike lower Moscow's fear and nobody else's."""
    offensive = coarse.with_values(
        {**FULL, **UNBROKEN, "deterrence.denial": 0.1, "deterrence.long_range": 0.6}
    )
    fear = []
    for limits in (0.0, 1.0):
        replay = Replay(offensive.with_values({"consultation.strike_limits": limits}), 1, 0)
        replay.until(28)
        fear.append((replay.world.russia.terms[FEAR], replay.world.ukraine.terms[FEAR]))
    assert fear[1][0] < fear[0][0]
    assert fear[1][1] == fear[0][1]
