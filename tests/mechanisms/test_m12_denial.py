"""M12: denial against offence."""

from __future__ import annotations

from sim.analysis.levers import effect, scenario
from sim.engine.replay import Replay
from sim.incentives.terms import FEAR


def test_at_equal_spending_offence_costs_peace(coarse, rise, ended_by):
    """A force of the same size built for offence rather than denial lowers survival, by both sides' decisions."""
    found = effect(coarse, {"deterrence.denial": 0.1}, {"deterrence.denial": 0.8}, runs=200)
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
