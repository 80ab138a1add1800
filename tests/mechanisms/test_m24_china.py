"""M24: Moscow's dependence on China."""

from __future__ import annotations

from sim.analysis.levers import effect, scenario
from sim.engine.replay import Replay
from sim.incentives.terms import DEPENDENCE, SANCTIONS

FREE, BOUND = {"china.dependence": 0.2}, {"china.dependence": 0.9}


def test_dependence_is_a_price_of_renewed_war(coarse, rise, ended_by):
    """The more a new war would bind Moscow to China, the fewer Russian offensives there are."""
    found = effect(coarse, FREE, BOUND, runs=400)
    assert rise(found, ended_by("russian_offensive")) < -2.5
    assert found.gains(2.5)


def test_trade_with_china_dulls_sanctions(coarse):
    """What China makes good is lost to sanctions: the same relief at stake weighs less."""
    terms = []
    for dependence in (FREE, BOUND):
        replay = Replay(coarse.with_values({**dependence, "china.concern": 0.0}), 1, 0)
        replay.until(7)
        terms.append(replay.world.russia.terms.copy())
    assert terms[0][SANCTIONS] < terms[1][SANCTIONS] < 0.0
    assert terms[1][DEPENDENCE] < terms[0][DEPENDENCE] < 0.0


def test_washingtons_concern_raises_its_attention():
    """Washington attends more to a settlement that keeps Moscow from China."""
    treaty = scenario("treaty", line__sector_miles=200.0, china__dependence=0.9)
    attention = []
    for concern in (0.0, 0.8):
        replay = Replay(treaty.with_values({"china.concern": concern}), 1, 0)
        replay.until(7)
        attention.append(float(replay.world.guarantors.attention))
    assert attention[1] > attention[0] + 0.05
