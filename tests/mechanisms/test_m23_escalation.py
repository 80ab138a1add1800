"""M23: escalation dominance and the nuclear shadow."""

from __future__ import annotations

from sim.analysis.levers import effect, scenario

BOLD, AFRAID = {"escalation.asymmetry": 0.2}, {"escalation.asymmetry": 0.8}


def test_asymmetry_weakens_unstationed_guarantees_most():
    """Guarantors' fear of escalation costs more peace where no troops are stationed."""
    unstationed = effect(scenario("treaty"), AFRAID, BOLD, runs=500)
    stationed = effect(scenario("treaty_with_troops"), AFRAID, BOLD, runs=500)
    assert unstationed.gains(3.0)
    assert unstationed.gain > stationed.gain


def test_the_shadow_lowers_war_not_incidents(baseline):
    """Russian nuclear weapons lower Ukrainian offensives and leave violations as they are (SF20)."""
    found = effect(baseline, {"escalation.shadow_kyiv": 0.0}, {"escalation.shadow_kyiv": 15.0}, runs=500)
    before, after = found.share("ukrainian_offensive")
    assert after < 0.7 * before
    assert 0.9 < found.violations_ratio < 1.1
