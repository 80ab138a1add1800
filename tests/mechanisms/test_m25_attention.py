"""M25: American attention, elections, European unity."""

from __future__ import annotations

from sim.analysis.levers import effect, scenario


def test_volatility_lowers_survival_at_the_same_mean():
    """A guarantor whose attention swings keeps fewer ceasefires than a steady one with the same mean."""
    found = effect(
        scenario("treaty"),
        {"politics.volatility": 1.3, "politics.election_swing": 1.2},
        {"politics.volatility": 0.1, "politics.election_swing": 0.0},
        runs=800,
    )
    assert found.gains(2.0)


def test_an_attentive_guarantor_keeps_more_ceasefires():
    """More attention, more survival under a treaty."""
    found = effect(scenario("treaty"), {"politics.attention": -0.5}, {"politics.attention": 1.5}, runs=400)
    assert found.gains(3.0)


def test_attention_means_nothing_where_nothing_was_promised(baseline):
    """Without a guarantee, American attention moves survival far less than under a treaty."""
    quiet, loud = {"politics.attention": -0.5}, {"politics.attention": 1.5}
    without = effect(baseline, quiet, loud, runs=400)
    treaty = effect(scenario("treaty"), quiet, loud, runs=400)
    assert abs(without.gain) < treaty.gain
