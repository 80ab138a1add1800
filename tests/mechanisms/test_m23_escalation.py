"""M23: escalation dominance and the nuclear shadow."""

from __future__ import annotations

import numpy as np

from sim.analysis.levers import effect, scenario
from sim.analysis.patterns import mean_error

BOLD, AFRAID = {"escalation.asymmetry": 0.2}, {"escalation.asymmetry": 0.8}


def test_asymmetry_weakens_unstationed_guarantees_most():
    """Guarantors' fear of escalation costs more peace where no troops are stationed."""
    unstationed = effect(scenario("treaty", line__sector_miles=200.0), AFRAID, BOLD, runs=300)
    stationed = effect(scenario("treaty_with_troops", line__sector_miles=200.0), AFRAID, BOLD, runs=300)
    assert unstationed.gains(2.5)
    years = [(found.after["days"] - found.before["days"]) / 365.0 for found in (unstationed, stationed)]
    more, error = mean_error(np.subtract(*years))
    assert more > 2.5 * error


def test_the_shadow_lowers_war_not_incidents(coarse, rise, ended_by):
    """Russian nuclear weapons lower Ukrainian offensives and leave violations as they are (SF20)."""
    found = effect(coarse, {"escalation.shadow_kyiv": 0.0}, {"escalation.shadow_kyiv": 15.0}, runs=200)
    before, after = found.share("ukrainian_offensive")
    assert rise(found, ended_by("ukrainian_offensive")) < -2.5
    assert after < 0.7 * before
    assert 0.9 < found.violations_ratio < 1.1
