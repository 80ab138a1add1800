"""M12: denial against offence."""

from __future__ import annotations

from sim.analysis.levers import effect


def test_at_equal_spending_offence_costs_peace(baseline):
    """A force of the same size built for offence rather than denial lowers survival, by both sides' decisions."""
    found = effect(baseline, {"deterrence.denial": 0.1}, {"deterrence.denial": 0.8}, runs=300)
    assert found.gains(4.0)
    for cause in ("russian_offensive", "ukrainian_offensive"):
        before, after = found.share(cause)
        assert after < before


def test_offence_feeds_moscows_fear():
    """Moscow's fear term is larger when Ukraine's force is built for offence (security dilemma)."""
    from sim.analysis.levers import scenario
    from sim.engine.replay import Replay
    from sim.incentives.terms import FEAR

    fear = []
    for denial in (0.1, 0.8):
        replay = Replay(scenario(deterrence__denial=denial), seed=3, run=0)
        replay.until(14)
        fear.append(replay.world.russia.terms[FEAR])
    assert fear[0] > 1.2 * fear[1]
