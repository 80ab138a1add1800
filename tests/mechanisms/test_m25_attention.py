"""M25: American attention, elections, European unity."""

from __future__ import annotations

import numpy as np

from sim.analysis.levers import effect, scenario
from sim.analysis.patterns import mean_error

DISTRACTED, ATTENTIVE = {"politics.attention": -0.5}, {"politics.attention": 1.5}


def test_volatility_lowers_survival_at_the_same_mean():
    """A guarantor whose attention swings keeps fewer ceasefires than a steady one with the same mean."""
    promise = scenario(
        "treaty", line__sector_miles=200.0, guarantee__commitment=0.95, guarantee__bindingness=0.9
    )
    found = effect(
        promise,
        {"politics.volatility": 1.3, "politics.election_swing": 1.2},
        {"politics.volatility": 0.1, "politics.election_swing": 0.0},
        runs=1000,
    )
    assert found.gains(2.5)


def test_attention_is_worth_most_where_something_was_promised(coarse):
    """More attention saves ceasefires under a treaty, and more of them than without a guarantee."""
    treaty = effect(scenario("treaty", line__sector_miles=200.0), DISTRACTED, ATTENTIVE, runs=400)
    without = effect(coarse, DISTRACTED, ATTENTIVE, runs=400)
    assert treaty.gains(2.5)
    years = [(found.after["days"] - found.before["days"]) / 365.0 for found in (treaty, without)]
    more, error = mean_error(np.subtract(*years))
    assert more > 2.5 * error
