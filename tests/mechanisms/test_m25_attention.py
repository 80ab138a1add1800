"""M25: American attention, elections, European unity."""

from __future__ import annotations

from sim.analysis.levers import effect, scenario
from sim.engine.replay import Replay

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
        runs=800,
    )
    assert found.gains(2.5)


def test_attention_keeps_a_promise_credible():
    """Where America attends more, its promise is more credible, and more ceasefires last under it."""
    found = effect(scenario("treaty", line__sector_miles=200.0), DISTRACTED, ATTENTIVE, runs=250)
    assert found.gains(2.5)
    assert found.after["lowest_credibility"].mean() > 1.2 * found.before["lowest_credibility"].mean()


def test_crises_elsewhere_cost_peace_under_a_promise():
    """Crises that take American attention away cost ceasefires that rest on an American promise (SF35)."""
    treaty = scenario("treaty", line__sector_miles=200.0)
    often, never = {"politics.distractions": 0.5}, {"politics.distractions": 0.0}
    found = effect(treaty, often, never, runs=500)
    assert found.gains(2.5)
    assert found.before["distractions"].mean() > 1.0 > found.after["distractions"].sum()


def test_moscow_uses_a_guarantor_that_is_less_ready_than_usual():
    """Where attention swings, the more Moscow makes of a lull in readiness the fewer ceasefires last (SF35)."""
    volatile = scenario(
        "treaty",
        line__sector_miles=200.0,
        guarantee__commitment=0.95,
        guarantee__bindingness=0.9,
        politics__volatility=1.3,
        politics__election_swing=1.2,
    )
    assert effect(volatile, {"guarantee.window": 2.0}, {"guarantee.window": 0.0}, runs=400).gains(2.5)


def test_empty_stockpiles_hold_back_aid_and_help():
    """With stocks run down less American aid flows and a smaller force stands behind the promise."""
    treaty = scenario("treaty", line__sector_miles=200.0, choice__open_weeks=0.0, aid__american=30.0)
    sent, force = [], []
    for stock in ({"stockpiles.initial": 0.3, "stockpiles.rebuild_years": 12.0}, {"stockpiles.initial": 1.0}):
        replay = Replay(treaty.with_values(stock), 1, 0)
        replay.until(364)
        sent.append(float(replay.world.tally.aid))
        force.append(float(replay.world.guarantors.help))
    assert sent[0] < sent[1]
    assert force[0] < force[1]
