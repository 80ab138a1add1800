"""M23: escalation dominance and the nuclear shadow."""

from __future__ import annotations

import numpy as np

from sim.analysis.averages import mean_error
from sim.analysis.levers import effect, scenario

BOLD, AFRAID = {"escalation.asymmetry": 0.2}, {"escalation.asymmetry": 0.8}


def test_asymmetry_weakens_unstationed_guarantees_most():
    """Guarantors' fear of escalation costs a promise without troops more peace than the same one with 75,000."""
    promise = scenario("treaty_with_troops", line__sector_miles=200.0)
    unstationed, stationed = (
        effect(promise.with_values({"guarantee.stationed_troops": troops}), AFRAID, BOLD, runs=350)
        for troops in (0.0, 75.0)
    )
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


def test_co_belligerent_aid_weakens_a_promise_and_offends_moscow():
    """Aid that makes guarantors party to the war raises their fear of escalation and Moscow's grievance."""
    treaty = scenario("treaty", line__sector_miles=200.0)
    found = effect(treaty, {"escalation.cobelligerency": 1.0}, {"escalation.cobelligerency": 0.0}, runs=200)
    assert found.gains(2.5)
    assert found.after["lowest_credibility"].mean() > found.before["lowest_credibility"].mean()


def test_signals_come_with_massing_and_a_hotline_takes_their_sting():
    """Nuclear signals fall in weeks of massing or crisis; noticed by hotline they cost the guarantee less."""
    tense = scenario(
        "treaty", line__sector_miles=200.0, choice__open_weeks=0.0, escalation__signalling=1.0
    ).with_values({"escalation.signal_effect": 1.0, "horizon.years": 3.0})
    found = effect(tense, {"meetings.hotline": 0.0}, {"meetings.hotline": 1.0}, runs=60)
    assert (found.before["nuclear_signal_weeks"] >= found.before["massing_weeks_russia"]).all()
    signalled = found.before["nuclear_signal_weeks"] > 0
    assert signalled.mean() > 0.3
    more = (found.after["lowest_credibility"] - found.before["lowest_credibility"])[signalled]
    assert more.mean() > 0.0
