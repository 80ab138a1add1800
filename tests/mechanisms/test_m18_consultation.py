"""M18: NATO-Russia consultation."""

from __future__ import annotations

import numpy as np

from sim.analysis.levers import effect
from sim.engine.replay import Replay
from sim.incentives.terms import FEAR

NONE, FULL = {"consultation.level": 0.0}, {"consultation.level": 1.0}


def test_consultation_lowers_preventive_attack(coarse, rise, ended_by):
    """With a standing council fewer ceasefires end in a Russian offensive, and more of them hold."""
    found = effect(coarse, NONE, FULL, runs=300)
    assert found.gains(2.5)
    assert rise(found, ended_by("russian_offensive")) < -2.5


def test_consultation_lowers_fear_on_both_sides(coarse):
    """Full consultation takes at least its share of misperception off what either side fears."""
    resting = coarse.with_values({"choice.open_weeks": 0.0})
    fear = np.empty((2, 2, 10))
    for arm, level in enumerate((NONE, FULL)):
        for run in range(10):
            replay = Replay(resting.with_values(level), seed=1, run=run)
            replay.until(182)
            fear[arm, :, run] = replay.world.russia.terms[FEAR], replay.world.ukraine.terms[FEAR]
    left = 1.0 - coarse.consultation.effect
    assert (fear[1].mean(axis=1) < 1.02 * left * fear[0].mean(axis=1)).all()
