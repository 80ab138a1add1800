"""M12: denial against offence."""

from __future__ import annotations

import numpy as np

from sim.analysis.levers import effect, scenario
from sim.engine.replay import Replay
from sim.incentives.terms import FEAR, FIGHTING


def test_at_equal_spending_offence_costs_peace(coarse, rise, ended_by):
    """A force of the same size built for offence rather than denial lowers survival, by both sides' decisions."""
    found = effect(coarse, {"deterrence.denial": 0.1}, {"deterrence.denial": 0.8}, runs=150)
    assert found.gains(2.5)
    for cause in ("russian_offensive", "ukrainian_offensive"):
        assert rise(found, ended_by(cause)) < -2.5


def test_offence_feeds_moscows_fear():
    """Moscow's fear term is larger when Ukraine's force is built for offence (security dilemma)."""
    fear = []
    for denial in (0.1, 0.8):
        replay = Replay(scenario(deterrence__denial=denial), seed=3, run=0)
        replay.until(14)
        fear.append(replay.world.russia.terms[FEAR])
    assert fear[0] > 1.2 * fear[1]


def test_long_range_strike_is_feared_and_costs_an_attacker(coarse):
    """Long-range strike raises what Moscow fears and what a new war would cost it."""
    terms = []
    for strike in (0.0, 0.6):
        replay = Replay(coarse.with_values({"deterrence.long_range": strike}), seed=3, run=0)
        replay.until(14)
        terms.append(np.array(replay.world.russia.terms))
    assert terms[1][FEAR] > 1.02 * terms[0][FEAR]
    assert terms[1][FIGHTING] < terms[0][FIGHTING]


def test_strike_in_place_of_tanks_keeps_kyiv_from_attacking(coarse, rise, ended_by):
    """At the same force, strike in place of combined arms lowers Ukrainian offensives: it takes no ground."""
    found = effect(coarse, {"deterrence.long_range": 0.0}, {"deterrence.long_range": 0.6}, runs=300)
    assert rise(found, ended_by("ukrainian_offensive")) < -2.5
